//! What makes the shipped tables and the shipped model. No part of the library's promises.

mod fit;
mod kinds;
mod labelled;
mod misses;
mod mutation;
mod pair;
mod passages;
mod rarity;

pub use fit::{FitReport, fit};
pub use misses::known_misses;
#[cfg(test)]
pub(crate) use mutation::mutate;
pub use pair::PreparedPair;
pub use rarity::RarityCounter;
pub(crate) use {
    fit::letters_of,
    labelled::{LabelledPair, Passage, csv_rows, json_lines},
    mutation::{Mutation, mutated},
};

/// The publisher's reference at the end of an id of any form.
pub(crate) fn reference_of(id: &str) -> &str {
    let id = id.rsplit(':').next().unwrap_or(id);
    id.strip_prefix("un-")
        .or_else(|| id.strip_prefix("ofac-"))
        .unwrap_or(id)
}
