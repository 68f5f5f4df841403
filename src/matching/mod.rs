//! Two names side by side: which parts belong together, and what that says.

mod align;
mod at_best;
mod facts;
mod feature;
mod identifier;
mod initial;
mod left;
mod ofac;
mod pair;
mod prepared;
mod resemblance;
mod spec;

pub(crate) use align::{Alignment, Link, SidePart, gain};
pub(crate) use at_best::{AtBest, BOUNDED, Touching, at_best};
pub(crate) use facts::{Likeness, bare, bare_letters, likeness};
pub(crate) use feature::{
    Feature, NAME_FEATURES, NameFeatures, WHOLE_TO_THE_LETTER, is_common_and_partial, of_alignment,
};
pub(crate) use identifier::{
    TAIL_NUMBER, is_called, is_mark, keys_asked, may_be_mark, may_be_sound, speaks_for_itself,
    telling_key,
};
pub(crate) use initial::{may_be_initial, relate_initial};
pub(crate) use left::is_company;
pub use ofac::ofac_score;
pub(crate) use pair::NamePair;
pub(crate) use prepared::{
    MAX_WORDS, PreparedName, link_by_meaning, may_link, parted_otherwise, rotate, runs, strongest,
};
pub(crate) use resemblance::{Spelling, discount_resembling};
pub(crate) use spec::{Evidence, Features, SPECS, name_feature, telling};
