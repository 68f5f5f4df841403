//! Files from a server, fetched whole or not at all.

mod client;
mod partial;
mod problem;

use std::path::PathBuf;
use std::time::{Duration, Instant};

pub(crate) use client::Client;
pub(crate) use problem::FetchProblem;

/// A file to fetch.
#[derive(Clone, Debug)]
pub(crate) struct Request {
    /// Where it is.
    pub(crate) url: String,
    /// What is known of the copy that is there already.
    pub(crate) known: Validators,
    /// Where it is kept until it is whole, and resumed from.
    pub(crate) partial: PathBuf,
}

/// What a server says to tell one version of a file from another.
#[derive(Clone, Debug, Default, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
pub(crate) struct Validators {
    pub(crate) etag: Option<String>,
    pub(crate) last_modified: Option<String>,
}

/// What came of a request.
#[derive(Clone, Debug)]
pub(crate) enum Answer {
    /// The server has nothing newer than what is known.
    Unchanged,
    /// The file is whole; it lies where the request said.
    Whole(Validators),
}

/// How long and how much.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Limits {
    /// When to give up.
    pub(crate) deadline: Instant,
    /// The most bytes a file may have.
    pub(crate) most_bytes: u64,
}

impl Limits {
    fn time_left(&self) -> Duration {
        self.deadline.saturating_duration_since(Instant::now())
    }
}

/// Is told how a download gets on.
pub(crate) trait Progress {
    /// So many bytes are here, of so many if the server said it.
    fn bytes(&self, here: u64, of: Option<u64>);
    /// It did not go well; another try is made after a pause.
    fn retry(&self, problem: &FetchProblem, pause: Duration);
}
