//! What names are made of: words ready for comparison, how two words hang together, how rare
//! they are, and the parts a name is parsed into.

mod letters;
mod parse;
mod part;
pub(crate) mod rarity;
mod relation;
mod repute;
mod sketch;
mod word;

pub(crate) use letters::{is_number, letter_set};
pub(crate) use parse::{Manner, ParseToken, SERVANT_BITS, parse};
pub(crate) use part::{Part, Role};
pub(crate) use relation::{
    KEY_EDIT_FROM, Relation, RelationKind, SKELETON_FROM, SWAP_FROM, edits_allowed,
    first_letters_agree, relate, sound_distance,
};
pub(crate) use repute::{Repute, TOPIC_REACH, repute};
pub(crate) use sketch::Sketch;
pub(crate) use word::{FormView, MAX_FORMS, Word, WordScratch, WordView};
