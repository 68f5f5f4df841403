//! Documents in: files, folders, standard input, JSON lines, plain or compressed.
//!
//! Everything is read piece by piece. What can't be read is a [`Ticket`] with a [`Problem`], never
//! silence.

mod decompress;
mod format;
mod input;
mod json_lines;
mod long_line;
mod problem;
mod record;
mod standard;
mod stream;
mod text;
mod walk;

pub(crate) use format::InputFormat;
pub(crate) use input::{Documents, Reading, open};
pub(crate) use problem::Problem;
pub(crate) use stream::{Source, hexadecimal};

use std::fmt;
use std::sync::{Arc, Mutex, PoisonError};

/// What is known of a document beside its text; it comes back with the result of the screening.
#[derive(Debug)]
pub(crate) struct Ticket {
    /// How the output calls the document: its own id, its line number, or its path.
    pub(crate) document: String,
    /// The file it stands in, as given; `-` for standard input.
    pub(crate) source: Arc<str>,
    /// Its line, in a file of JSON lines.
    pub(crate) line: Option<u64>,
    /// Whether it holds nothing but blanks.
    pub(crate) empty: bool,
    /// Its date, where that is not understood.
    pub(crate) odd_date: Option<String>,
    receipt: Receipt,
}

impl Ticket {
    /// Why the document can't be screened; known for sure once its text has been read.
    pub(crate) fn problem(&self) -> Option<Arc<Problem>> {
        self.receipt.lock(|noted| noted.problem.clone())
    }

    /// SHA-256 of the document in hexadecimal: of the file's bytes as they lie on the disk, of a
    /// line of JSON without its line end. `None` if no hash was asked for, or if the document could
    /// not be read to its end.
    pub(crate) fn sha256(&self) -> Option<String> {
        self.receipt.lock(|noted| noted.sha256.clone())
    }

    /// Where the document stands, for messages: `articles.jsonl:17`.
    pub(crate) fn place(&self) -> Place<'_> {
        Place(self)
    }
}

/// See [`Ticket::place`].
pub(crate) struct Place<'a>(&'a Ticket);

impl fmt::Display for Place<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.0.line {
            Some(line) => write!(f, "{}:{line}", self.0.source),
            None if &*self.0.source == "-" => f.write_str("standard input"),
            None => f.write_str(&self.0.source),
        }
    }
}

/// What the readers of a document note while its bytes pass through them. A streamed document is
/// read by whoever screens it, hence shared and locked.
#[derive(Clone, Debug, Default)]
struct Receipt(Arc<Mutex<Noted>>);

#[derive(Debug, Default)]
struct Noted {
    sha256: Option<String>,
    problem: Option<Arc<Problem>>,
}

impl Receipt {
    fn note_problem(&self, problem: Problem) {
        self.lock(|noted| noted.problem = Some(Arc::new(problem)));
    }

    fn take_problem(&self) -> Option<Problem> {
        self.lock(|noted| noted.problem.take())
            .and_then(Arc::into_inner)
    }

    fn note_sha256(&self, sha256: String) {
        self.lock(|noted| noted.sha256 = Some(sha256));
    }

    fn lock<T>(&self, use_it: impl FnOnce(&mut Noted) -> T) -> T {
        use_it(&mut self.0.lock().unwrap_or_else(PoisonError::into_inner))
    }
}
