//! The pipeline: documents in, hits out.

mod hit;
mod screener;

pub use hit::{Comparison, DocumentResult, Excerpt, Field, Hit, NameHit, Reason};
pub use screener::{Body, Cancellation, Document, Query, Scratch, Screener, ScreenerBuilder};
