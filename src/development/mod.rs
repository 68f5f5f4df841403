//! What makes the shipped tables and the shipped model. No part of the library's promises.

mod fit;
mod labelled;
mod mutation;
mod rarity;

pub use fit::{FitReport, fit};
pub use rarity::RarityCounter;
#[cfg(test)]
pub(crate) use {labelled::Passage, mutation::mutate};
