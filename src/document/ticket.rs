use std::fmt;
use std::sync::{Arc, Mutex, PoisonError};

use namewatch::{Field, Hit};

use super::InputFormat;
use super::places::{Place, Places};
use super::problem::Problem;

/// What is known of a document beside its text; it comes back with the result of the screening.
#[derive(Debug)]
pub(crate) struct Ticket {
    /// How the output calls the document: its own id, its number in the file, or its path.
    pub(crate) document: String,
    /// The file it stands in, as given; `-` for standard input. A member of an archive is called by
    /// the archive's path and its own.
    pub(crate) source: Arc<str>,
    /// Its line, in a file of rows; its number, in a file of messages or records.
    pub(crate) line: Option<u64>,
    /// Its title, if it has one.
    pub(crate) title: Option<String>,
    /// Whether it holds nothing but blanks.
    pub(crate) empty: bool,
    /// Its date, where that is not understood.
    pub(crate) odd_date: Option<String>,
    /// What it was read as; `None` where that could not be told.
    pub(crate) format: Option<InputFormat>,
    /// What of it could not be read, though the rest could.
    pub(crate) warnings: Vec<String>,
    /// Which of the things that stand beside the text are there.
    pub(crate) filled: Filled,
    pub(super) places: Option<Places>,
    pub(super) receipt: Receipt,
}

/// What a document has beside its text.
#[derive(Clone, Copy, Debug, Default)]
pub(crate) struct Filled {
    pub(crate) id: bool,
    pub(crate) date: bool,
    pub(crate) title: bool,
}

impl Ticket {
    /// Why the document can't be screened; known for sure once its text has been read.
    pub(crate) fn problem(&self) -> Option<Arc<Problem>> {
        self.receipt.lock(|noted| noted.problem.clone())
    }

    /// Why it was not read to its end, though it can be screened; known once its text has been read.
    pub(crate) fn rest(&self) -> Option<Arc<Problem>> {
        self.receipt.rest()
    }

    /// Whether the document has an id of its own, rather than its number in the file or its path.
    pub(crate) fn has_own_id(&self) -> bool {
        self.line
            .is_some_and(|line| line.to_string() != self.document)
    }

    /// SHA-256 of the document in hexadecimal: of the file's bytes as they lie on the disk or in the
    /// archive, of a line of JSON without its line end, of a row of a table as a line of CSV, of a
    /// message or record as it stands. `None` if no hash was asked for, or if the document could not
    /// be read to its end.
    pub(crate) fn sha256(&self) -> Option<String> {
        self.receipt.sha256()
    }

    /// The encoding its text was read in, where one had to be found out; known once it has been read.
    pub(crate) fn encoding(&self) -> Option<&'static str> {
        self.receipt.encoding()
    }

    /// The page or paragraph in which a hit stands, for formats that have such.
    pub(crate) fn place_of(&self, hit: &Hit) -> Option<Place> {
        let places = self.places.as_ref().filter(|_| hit.field == Field::Text)?;
        Some(places.of(hit.byte_start))
    }

    /// Where the document stands, for messages: `articles.jsonl:17`.
    pub(crate) fn place(&self) -> Whereabouts<'_> {
        Whereabouts(self)
    }
}

/// See [`Ticket::place`].
pub(crate) struct Whereabouts<'a>(&'a Ticket);

impl fmt::Display for Whereabouts<'_> {
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
pub(super) struct Receipt(Arc<Mutex<Noted>>);

#[derive(Debug, Default)]
struct Noted {
    sha256: Option<String>,
    encoding: Option<&'static str>,
    problem: Option<Arc<Problem>>,
    rest: Option<Arc<Problem>>,
}

impl Receipt {
    pub(super) fn note_problem(&self, problem: Problem) {
        self.lock(|noted| noted.problem = Some(Arc::new(problem)));
    }

    pub(super) fn take_problem(&self) -> Option<Problem> {
        self.lock(|noted| noted.problem.take())
            .and_then(Arc::into_inner)
    }

    /// Notes why what follows was not read, though all before it was.
    pub(super) fn note_rest(&self, problem: Problem) {
        self.lock(|noted| noted.rest = Some(Arc::new(problem)));
    }

    pub(super) fn rest(&self) -> Option<Arc<Problem>> {
        self.lock(|noted| noted.rest.clone())
    }

    pub(super) fn take_rest(&self) -> Option<Problem> {
        self.lock(|noted| noted.rest.take())
            .and_then(Arc::into_inner)
    }

    pub(super) fn note_sha256(&self, sha256: String) {
        self.lock(|noted| noted.sha256 = Some(sha256));
    }

    pub(super) fn sha256(&self) -> Option<String> {
        self.lock(|noted| noted.sha256.clone())
    }

    /// What came first counts: whatever is turned into UTF-8 looks like UTF-8 after that.
    pub(super) fn note_encoding(&self, encoding: &'static str) {
        self.lock(|noted| noted.encoding = noted.encoding.or(Some(encoding)));
    }

    pub(super) fn encoding(&self) -> Option<&'static str> {
        self.lock(|noted| noted.encoding)
    }

    fn lock<T>(&self, use_it: impl FnOnce(&mut Noted) -> T) -> T {
        use_it(&mut self.0.lock().unwrap_or_else(PoisonError::into_inner))
    }
}
