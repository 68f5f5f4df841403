//! What names are made of: words ready for comparison, how far two of them are apart and how they
//! hang together, how rare they are, and the parts a name is parsed into.

mod distance;
mod letters;
mod parse;
mod part;
pub(crate) mod rarity;
mod readings;
mod relation;
mod repute;
mod sketch;
mod word;

pub(crate) use distance::{SWAP_FROM, sound_distance};
pub(crate) use letters::{is_number, letter_set};
pub(crate) use parse::{
    Manner, ParseToken, SERVANT_BITS, company, is_number_sign, is_one_syllable, is_patronymic,
    meaning, parse,
};
pub(crate) use part::{Part, Role};
pub(crate) use readings::{ReadingSort, readings};
pub(crate) use relation::{
    KEY_EDIT_FROM, Relation, RelationKind, SKELETON_FROM, edits_allowed, first_letters_agree,
    relate,
};
pub(crate) use repute::{Repute, TOPIC_REACH, repute};
pub(crate) use sketch::Sketch;
pub(crate) use word::{
    FormView, Half, MAX_FORMS, MAX_WORD_BYTES, Word, WordScratch, WordView, clipped,
};
