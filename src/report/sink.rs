use std::io;

use clap::ValueEnum;
use namewatch::{DocumentResult, ListInfo, Watchlist};

use super::csv::CsvSink;
use super::html::HtmlSink;
use super::jsonl::JsonlSink;
use super::parquet::{self, ParquetSink};
use super::text::TextSink;
use super::{Outcome, Output, Run, Settings, Suppressed, Totals};
use crate::document::Ticket;

/// The forms in which `screen` gives its hits.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(crate) enum Form {
    /// For eyes
    Text,
    /// One JSON object a line
    Jsonl,
    /// A table, the columns those of JSON lines
    Csv,
    /// A report in one file, for a browser
    Html,
    /// A table for data tools
    Parquet,
}

impl Form {
    /// The feature that this program would have to be built with, if it lacks it.
    pub(crate) fn missing_feature(self) -> Option<&'static str> {
        (self == Self::Parquet).then(parquet::missing_feature)?
    }

    /// Whether it is bytes that no terminal should be shown.
    pub(crate) fn is_binary(self) -> bool {
        self == Self::Parquet
    }

    /// Whether it can't be read before its end is written.
    pub(crate) fn needs_its_end(self) -> bool {
        matches!(self, Self::Html | Self::Parquet)
    }

    /// Whether the entities' records are shown.
    pub(crate) fn shows_records(self) -> bool {
        self == Self::Html
    }

    /// Opens a report of this form. `explains`: a document without a hit is told of.
    pub(crate) fn open<'a>(
        self,
        output: Output,
        about: About<'a>,
        explains: bool,
    ) -> io::Result<Box<dyn Sink + 'a>> {
        Ok(match self {
            Self::Text => Box::new(TextSink::new(output, explains)),
            Self::Jsonl => Box::new(JsonlSink::new(output)),
            Self::Csv => Box::new(CsvSink::begin(output)?),
            Self::Html => Box::new(HtmlSink::begin(output, about)?),
            Self::Parquet => Box::new(ParquetSink::begin(output, &about)?),
        })
    }
}

/// What a report tells beside the hits.
#[derive(Clone, Copy)]
pub(crate) struct About<'a> {
    /// The settings that can change a result.
    pub(crate) settings: &'a Settings,
    /// The lists in use.
    pub(crate) lists: &'a [ListInfo],
    /// Their entities, where the form shows records.
    pub(crate) records: Option<&'a Watchlist>,
}

/// What became of one document.
pub(crate) struct Screened<'a> {
    pub(crate) ticket: &'a Ticket,
    pub(crate) outcome: Outcome,
    /// Why it was skipped, if it was.
    pub(crate) reason: Option<String>,
    pub(crate) result: &'a DocumentResult,
    /// Hits that are not reported, since they were decided to be false positives.
    pub(crate) suppressed: &'a [Suppressed],
}

/// The end of a run.
pub(crate) struct End<'a> {
    pub(crate) totals: &'a Totals,
    /// The line that says what was screened and found; none where one entity was asked for.
    pub(crate) summary: Option<&'a str>,
    pub(crate) run: &'a Run,
}

/// Takes the results of a run, document by document in their order.
pub(crate) trait Sink {
    /// Takes one document's.
    fn document(&mut self, screened: &Screened<'_>) -> io::Result<()>;

    /// Hands on what can be, and gives the output it is written to.
    fn output(&mut self) -> io::Result<&mut Output>;

    /// Writes what is left. Gives the output back, to be put in its place, and says whether the
    /// summary was written.
    fn close(self: Box<Self>, end: &End<'_>) -> io::Result<(Output, bool)>;
}
