//! What makes the shipped tables and the shipped model. No part of the library's promises.

mod contradiction;
mod fit;
mod kinds;
mod labelled;
mod made;
mod measure;
mod misses;
mod mutation;
mod pair;
mod parties;
mod passages;
mod rarity;
mod read_hits;
mod report;
mod rows;
mod sentences;

pub use fit::{FitReport, fit};
pub use measure::{Measured, measure};
pub use misses::known_misses;
#[cfg(test)]
pub(crate) use mutation::mutate;
pub use pair::PreparedPair;
pub use rarity::RarityCounter;
pub use read_hits::Corpus;
pub(crate) use {
    labelled::{LabelledPair, Passage, csv_rows},
    made::letters_of,
    mutation::{Mutation, mutated},
};

/// The publisher's reference at the end of an id of any form.
pub(crate) fn reference_of(id: &str) -> &str {
    let id = id.rsplit(':').next().unwrap_or(id);
    id.strip_prefix("un-")
        .or_else(|| id.strip_prefix("ofac-"))
        .unwrap_or(id)
}
