//! The pipeline: documents in, hits out.
//!
//! [`engine`] hands documents to threads. Of each, [`finder`] finds the mentions (the first phase): it
//! takes the text apart ([`reading`]), asks what listed names its words bring up ([`candidates`]), aligns
//! each with the words where it may stand ([`window`]) and weighs what speaks for and against it
//! ([`evidence`]). [`document`] makes hits of the mentions of a whole document (the second phase), and
//! [`alert`] groups these by party. Names without a text take the way through [`lookup`].

mod alert;
mod builder;
mod candidates;
mod compare;
pub(crate) mod development;
mod document;
mod engine;
mod evidence;
mod explain;
mod finder;
mod hit;
mod identified;
mod input;
mod lookup;
mod mention;
#[cfg(test)]
mod proof;
mod queue;
mod reading;
mod screener;
mod search;
#[cfg(test)]
pub(crate) mod told;
mod window;

pub use alert::{Alert, Listing, alerts};
pub use builder::ScreenerBuilder;
pub use hit::{Comparison, DocumentResult, Excerpt, Field, Hit, NameHit, Reason};
pub use input::{Body, Cancellation, Document, Query};
pub use screener::{Scratch, Screener};
