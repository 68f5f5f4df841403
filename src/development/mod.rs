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
pub use pair::PreparedPair;
pub use rarity::RarityCounter;
#[cfg(test)]
pub(crate) use {labelled::Passage, mutation::mutate};

/// The publisher's reference at the end of an id of any form.
fn reference_of(id: &str) -> &str {
    let id = id.rsplit(':').next().unwrap_or(id);
    id.strip_prefix("un-")
        .or_else(|| id.strip_prefix("ofac-"))
        .unwrap_or(id)
}
