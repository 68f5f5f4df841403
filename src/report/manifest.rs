//! What a run was: its settings, its time and machine, and the manifest that records it document by
//! document.

use std::fmt::Display;
use std::io::{self, Write};
use std::num::NonZeroUsize;
use std::path::Path;
use std::sync::Arc;

use jiff::Timestamp;
use jiff::civil::Date;
use namewatch::{Hit, ListInfo};
use serde::{Serialize, Serializer};

use super::aside::AsideFile;
use super::jsonl::{ListPart, field_name};
use super::sink::Screened;
use super::{Fixed, Outcome, Totals};
use crate::document::{Columns, InputFormat};

/// The record of a run, for auditors: what was screened, against what, with what settings. One JSON
/// object; written document by document, so that a long run takes no memory.
pub(crate) struct Manifest {
    file: AsideFile,
    first: bool,
}

/// The settings that can change a result.
#[derive(Clone, Debug, Serialize)]
pub(crate) struct Settings {
    /// The command.
    pub(crate) command: &'static str,
    /// The least confidence reported.
    pub(crate) min_confidence: Fixed<6>,
    /// The format that every input was read in, or `auto`; none where no documents are read.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) input_format: Option<&'static str>,
    /// Columns of the text, the id, the date and the title, where they were named.
    #[serde(skip_serializing_if = "Columns::are_usual")]
    pub(crate) columns: Columns,
    /// Entities that were left out.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub(crate) exclude: Vec<String>,
    /// The editions since which an entity must have changed, as list and hash.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub(crate) changed_since: Vec<String>,
    /// SHA-256 of the model file, where it is not the one shipped.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) model: Option<String>,
    /// Whether hits that an earlier run reported are left out.
    #[serde(skip_serializing_if = "std::ops::Not::not")]
    pub(crate) new_only: bool,
    /// The decisions that hits are left out for.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) decisions: Option<DecisionsInUse>,
}

/// Which decisions count.
#[derive(Clone, Debug, Serialize)]
pub(crate) struct DecisionsInUse {
    /// The hash of the last line of their log.
    pub(crate) head: String,
    /// The day on which they are in force.
    #[serde(serialize_with = "as_text")]
    pub(crate) day: Date,
}

/// A hit that is not reported, and the decision it is left out for.
#[derive(Clone, Debug, Serialize)]
pub(crate) struct Suppressed {
    pub(crate) entity_id: Arc<str>,
    pub(crate) surface: String,
    #[serde(skip)]
    pub(crate) name: Arc<str>,
    pub(crate) field: &'static str,
    pub(crate) start: usize,
    pub(crate) end: usize,
    pub(crate) confidence: Fixed<6>,
    /// The number of the decision.
    pub(crate) decision: u64,
    #[serde(skip)]
    pub(crate) who: String,
    #[serde(skip)]
    pub(crate) why: String,
}

impl Suppressed {
    pub(crate) fn new(hit: Hit, decision: u64, who: &str, why: &str) -> Self {
        Self {
            entity_id: hit.entity_id,
            surface: hit.surface,
            name: hit.name,
            field: field_name(hit.field),
            start: hit.start,
            end: hit.end,
            confidence: Fixed(hit.confidence),
            decision,
            who: who.to_owned(),
            why: why.to_owned(),
        }
    }
}

/// What differs between equal runs.
#[derive(Clone, Debug, Serialize)]
pub(crate) struct Run {
    /// When it began, in UTC.
    #[serde(serialize_with = "as_text")]
    started: Timestamp,
    /// When it ended, in UTC.
    #[serde(serialize_with = "as_text")]
    finished: Timestamp,
    /// Threads that screened.
    threads: usize,
    /// The machine.
    host: Host,
}

impl Run {
    /// A run that ends now, on this machine.
    pub(crate) fn ended(
        started: Timestamp,
        threads: NonZeroUsize,
        processors: NonZeroUsize,
    ) -> Self {
        Self {
            started,
            finished: Timestamp::now(),
            threads: threads.get(),
            host: Host {
                os: std::env::consts::OS,
                architecture: std::env::consts::ARCH,
                processors: processors.get(),
            },
        }
    }
}

fn as_text<S: Serializer>(value: &impl Display, serializer: S) -> Result<S::Ok, S::Error> {
    serializer.collect_str(value)
}

/// The machine a run was made on.
#[derive(Clone, Debug, Serialize)]
struct Host {
    os: &'static str,
    architecture: &'static str,
    processors: usize,
}

#[derive(Serialize)]
struct DocumentEntry<'a> {
    document: &'a str,
    source: &'a str,
    #[serde(skip_serializing_if = "Option::is_none")]
    line: Option<u64>,
    status: &'a str,
    #[serde(skip_serializing_if = "Option::is_none")]
    reason: Option<&'a str>,
    sha256: Option<String>,
    hits: usize,
    /// What it was read as.
    #[serde(skip_serializing_if = "Option::is_none")]
    format: Option<&'static str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    encoding: Option<&'static str>,
    /// Code points of its text.
    characters: u64,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    warnings: Vec<String>,
    #[serde(skip_serializing_if = "<[_]>::is_empty")]
    suppressed: &'a [Suppressed],
}

/// What a run is about, as the first keys of a JSON object: version, settings, lists.
pub(super) fn head(settings: &Settings, lists: &[ListInfo]) -> io::Result<String> {
    let demonstration = lists.iter().any(|list| list.demonstration);
    let lists: Vec<ListPart> = lists.iter().map(ListPart::from).collect();
    Ok(format!(
        "\"version\":{},\n\"settings\":{},\n\"demonstration\":{demonstration},\n\"lists\":{}",
        serde_json::to_string(env!("CARGO_PKG_VERSION"))?,
        serde_json::to_string(settings)?,
        serde_json::to_string(&lists)?,
    ))
}

impl Manifest {
    /// Begins the record; it appears at `path` with [`Manifest::finish`].
    pub(crate) fn begin(path: &Path, settings: &Settings, lists: &[ListInfo]) -> io::Result<Self> {
        let mut file = AsideFile::create(path)?;
        let head = head(settings, lists)?;
        write!(file, "{{\n{head},\n\"documents\":[")?;
        Ok(Self { file, first: true })
    }

    /// Records at `path` that a run failed. What an earlier run left there would be taken for its own.
    pub(crate) fn failed(path: &Path, problem: &str, run: &Run) -> io::Result<()> {
        let mut file = AsideFile::create(path)?;
        writeln!(
            file,
            "{{\n\"version\":{},\n\"failed\":{},\n\"run\":{}\n}}",
            serde_json::to_string(env!("CARGO_PKG_VERSION"))?,
            serde_json::to_string(problem)?,
            serde_json::to_string(run)?,
        )?;
        file.finish()
    }

    /// Adds a document.
    pub(crate) fn document(&mut self, screened: &Screened<'_>) -> io::Result<()> {
        let ticket = screened.ticket;
        let mut warnings = ticket.warnings.clone();
        warnings.extend(ticket.rest().map(|rest| rest.to_string()));
        let entry = DocumentEntry {
            document: &ticket.document,
            source: &ticket.source,
            line: ticket.line,
            status: match screened.outcome {
                Outcome::Screened if ticket.empty => "empty",
                Outcome::Screened => "screened",
                Outcome::Unchanged => "unchanged",
                Outcome::Passed | Outcome::Unreadable => "skipped",
            },
            reason: screened.reason.as_deref(),
            sha256: ticket.sha256(),
            hits: screened.result.hits.len(),
            format: ticket.format.map(InputFormat::name),
            encoding: ticket.encoding(),
            characters: screened.result.characters,
            warnings,
            suppressed: screened.suppressed,
        };
        self.file
            .write_all(if self.first { b"\n" } else { b",\n" })?;
        self.first = false;
        serde_json::to_writer(&mut self.file, &entry)?;
        Ok(())
    }

    /// Ends the record and puts it in its place.
    pub(crate) fn finish(mut self, totals: &Totals, run: &Run) -> io::Result<()> {
        writeln!(
            self.file,
            "\n],\n\"totals\":{},\n\"run\":{}\n}}",
            serde_json::to_string(totals)?,
            serde_json::to_string(run)?,
        )?;
        self.file.finish()
    }
}
