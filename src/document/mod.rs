//! Documents in: files, folders, standard input, mails, archives and what they hold.
//!
//! The way: [`walk`] finds files, [`input`] opens them, [`unpack`] takes off what they are packed in,
//! [`form`] tells what they are, a reader of [`reader`] or [`rows`] makes documents of them. Text and
//! rows are read piece by piece; what must be held whole has a limit. What can't be read is a
//! [`Ticket`] with a [`Problem`], never silence.

mod charset;
mod extent;
mod extracted;
mod form;
mod guard;
mod input;
mod limits;
mod patient;
mod places;
mod problem;
mod queries;
mod quotes;
mod reader;
mod rows;
mod saved;
mod source;
mod spool;
mod stream;
mod ticket;
mod unpack;
mod walk;

#[cfg(test)]
mod tests;

pub(crate) use extent::Extent;
pub(crate) use form::InputFormat;
pub(crate) use input::{Documents, Reading};
pub(crate) use places::Place;
pub(crate) use problem::Problem;
pub(crate) use queries::{QueryTable, QueryTableNotes};
pub(crate) use quotes::{QuoteCount, Quotes};
pub(crate) use rows::Columns;
pub(crate) use saved::SavedTexts;
pub(crate) use stream::{Source, hexadecimal, sha256};
pub(crate) use ticket::{Filled, Ticket};
pub(crate) use walk::is_aside;
