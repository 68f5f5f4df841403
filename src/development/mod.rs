//! What makes the shipped tables and the shipped model. No part of the library's promises.

mod contradiction;
mod fit;
mod kinds;
mod labelled;
mod made;
mod misses;
mod mutation;
mod pair;
mod passages;
mod rarity;
mod read_hits;

pub use fit::{FitReport, fit};
pub use misses::known_misses;
pub use pair::PreparedPair;
pub use rarity::RarityCounter;
pub use read_hits::Corpus;
#[cfg(test)]
pub(crate) use {labelled::Passage, mutation::mutate};

/// The publisher's reference at the end of an id of any form.
fn reference_of(id: &str) -> &str {
    let id = id.rsplit(':').next().unwrap_or(id);
    id.strip_prefix("un-")
        .or_else(|| id.strip_prefix("ofac-"))
        .unwrap_or(id)
}
