//! A text taken apart: its words, each looked up once, and what of it may bring a name up.

pub(super) mod around;
pub(super) mod block;
pub(super) mod empty_pairs;
mod german;
pub(super) mod keyed_hash;
pub(super) mod meanings;
pub(super) mod plain_words;
pub(super) mod words;
