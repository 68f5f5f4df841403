//! Text into tokens with exact offsets.
//!
//! A token is a run of letters and digits as it stands in the text. Scripts that set no blanks
//! between words and build names from syllables (Han, Hangul) give one token a character.

mod border;
mod class;
mod division;
mod fields;
mod gap;
mod lines;
mod page;
mod plain;
mod reference;
mod scan;
mod token;

pub(crate) use division::{Division, pieces};
pub(crate) use gap::Gap;
pub(crate) use token::{Case, Token, tokenize};
