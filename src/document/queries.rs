//! Tables that are no documents but hold names to be looked up: opened as tables of documents are.

use std::io::{Cursor, Read};
use std::path::Path;
use std::sync::Arc;

use namewatch::Cancellation;

use super::charset::{Decoded, without_mark};
use super::extent::{Counting, Extent};
use super::input::{open, unpacked};
use super::limits::Budget;
use super::problem::Problem;
use super::rows::{HEAD, delimiter_of};
use super::source::{Declared, Origin};
use super::stream::{Source, peek};
use super::ticket::Receipt;

/// The text of a table.
pub(crate) struct QueryTable {
    /// In UTF-8, but where it is damaged, which whoever reads the rows finds out.
    pub(crate) text: Source,
    pub(crate) delimiter: u8,
    receipt: Receipt,
}

/// What is known of a table once it has been read.
#[derive(Clone)]
pub(crate) struct QueryTableNotes(Receipt);

impl QueryTable {
    /// Opens a file (`-`: standard input), in whatever encoding, with any of the usual delimiters, packed
    /// or not. `extent` is told how far it was read.
    pub(crate) fn open(
        path: &Path,
        cancellation: &Cancellation,
        extent: &Extent,
    ) -> Result<Self, Problem> {
        extent.begin(&[path.to_owned()], &[]);
        let budget = Budget::default();
        let origin = Origin {
            source: path.to_string_lossy().into(),
            named: true,
            depth: 0,
            declared: Declared::default(),
            budget: budget.clone(),
            reading: Arc::default(),
        };
        let receipt = Receipt::default();
        let bytes = Counting::new(open(path, cancellation)?, extent.clone());
        let (_, name, _, mut source) = unpacked(&origin, Box::new(budget.raw(bytes)), &receipt)?;
        let mut head = peek(&mut source, |head| {
            head.len() >= HEAD || head.contains(&b'\n')
        })?;
        let mark = head.len() - without_mark(&head).len();
        head.drain(..mark);
        let is_tabs = |end: &std::ffi::OsStr| {
            end.eq_ignore_ascii_case("tsv") || end.eq_ignore_ascii_case("tab")
        };
        let delimiter = if Path::new(&name).extension().is_some_and(is_tabs) {
            b'\t'
        } else {
            delimiter_of(head.split(|&byte| byte == b'\n').next().unwrap_or_default())
        };
        let whole: Source = Box::new(Cursor::new(head).chain(source));
        let text = Decoded::new(whole, mark as u64, receipt.clone()).leave_damage();
        Ok(Self {
            text: Box::new(text),
            delimiter,
            receipt,
        })
    }

    pub(crate) fn notes(&self) -> QueryTableNotes {
        QueryTableNotes(self.receipt.clone())
    }
}

impl QueryTableNotes {
    /// Why reading failed, if it did so for another reason than the operating system's.
    pub(crate) fn take_problem(&self) -> Option<Problem> {
        self.0.take_problem()
    }

    /// Why what follows was not read, though all before it was.
    pub(crate) fn rest(&self) -> Option<Arc<Problem>> {
        self.0.rest()
    }

    /// The encoding it was read in.
    pub(crate) fn encoding(&self) -> Option<&'static str> {
        self.0.encoding()
    }
}
