//! Formats that are one document, or hold messages or records, and how text is got out of them.

#[cfg(feature = "docs")]
mod docs;
#[cfg(not(feature = "docs"))]
#[path = "docs_left_out.rs"]
mod docs;
pub(super) mod text;

pub(super) use docs::{open, open_office};
