//! What runs of `screen` remember from one to the next: the results of each document, and which hits
//! have been reported.
//!
//! ```text
//! configuration   all that a result depends on beside the document: program, settings, lists
//! run             each run, and whether its output is whole
//! result          of each document, by its content, what it gave in the run that screened it last
//! reported        the hits that an output held
//! ```
//!
//! It is one SQLite file. A run holds the operating system's lock on it from beginning to end, so a
//! process that is killed leaves no lock behind; what it had begun to write is undone by whoever opens
//! the file next. Results are brought to the disk together, about twice a second.

mod content;
#[cfg(feature = "state")]
mod database;
#[cfg(not(feature = "state"))]
mod disabled;
mod hit_key;
mod problem;
#[cfg(feature = "state")]
mod remembered;

pub(crate) use content::Content;
#[cfg(feature = "state")]
pub(crate) use database::{Known, State};
#[cfg(not(feature = "state"))]
pub(crate) use disabled::{Known, State};
pub(crate) use hit_key::HitKey;
pub(crate) use problem::StateProblem;

use std::path::PathBuf;

/// The form in which this version writes.
const FORMAT: i64 = 1;

/// All that the result of a document depends on beside the document, in words: one thing a line.
#[derive(Clone, Debug)]
pub(crate) struct Configuration(pub(crate) String);

/// An output that is whole and about to be put in its place.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Delivery {
    /// Its place.
    pub(crate) path: PathBuf,
    /// SHA-256 of its bytes, in lower-case hex.
    pub(crate) sha256: String,
}
