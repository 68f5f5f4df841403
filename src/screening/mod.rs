//! The pipeline: documents in, hits out.

mod age;
mod agreeing;
mod alert;
mod alone;
mod apposition;
mod birth;
mod builder;
mod candidates;
mod compare;
mod context;
pub(crate) mod development;
mod document;
mod empty_pairs;
mod engine;
mod evidence;
mod explain;
mod finder;
mod fits;
mod geography;
mod hit;
mod hope;
mod hopeless;
mod identified;
mod input;
mod keyed_hash;
mod lift;
mod lookup;
mod lookup_all;
mod lookup_one;
mod meanings;
mod mention;
mod pairs;
#[cfg(test)]
mod proof;
mod prospect;
mod queue;
mod scan;
mod screener;
mod search;
mod solos;
mod stray;
mod surroundings;
#[cfg(test)]
mod told;
mod vessel;
mod window;
mod words;

pub use alert::{Alert, Listing, alerts};
pub use builder::ScreenerBuilder;
pub use hit::{Comparison, DocumentResult, Excerpt, Field, Hit, NameHit, Reason};
pub use input::{Body, Cancellation, Document, Query};
pub use screener::{Scratch, Screener};
