use std::fmt::Display;
use std::io::{self, Write};
use std::path::Path;

use jiff::Timestamp;
use namewatch::ListInfo;
use serde::{Serialize, Serializer};

use super::aside::AsideFile;
use super::jsonl::ListPart;
use super::sink::Screened;
use super::{Fixed, Outcome, Totals};

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
    /// `text`, `jsonl`, or `auto`.
    pub(crate) input_format: &'static str,
    /// Entities that were left out.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub(crate) exclude: Vec<String>,
    /// The editions since which an entity must have changed, as list and hash.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub(crate) changed_since: Vec<String>,
}

/// What differs between equal runs.
#[derive(Clone, Debug, Serialize)]
pub(crate) struct Run {
    /// When it began, in UTC.
    #[serde(serialize_with = "as_text")]
    pub(crate) started: Timestamp,
    /// When it ended, in UTC.
    #[serde(serialize_with = "as_text")]
    pub(crate) finished: Timestamp,
    /// Threads that screened.
    pub(crate) threads: usize,
    /// The machine.
    pub(crate) host: Host,
}

fn as_text<S: Serializer>(value: &impl Display, serializer: S) -> Result<S::Ok, S::Error> {
    serializer.collect_str(value)
}

/// The machine a run was made on.
#[derive(Clone, Debug, Serialize)]
pub(crate) struct Host {
    os: &'static str,
    architecture: &'static str,
    processors: usize,
}

impl Host {
    /// This machine.
    pub(crate) fn here(processors: usize) -> Self {
        Self {
            os: std::env::consts::OS,
            architecture: std::env::consts::ARCH,
            processors,
        }
    }
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

    /// Adds a document.
    pub(crate) fn document(&mut self, screened: &Screened<'_>) -> io::Result<()> {
        let ticket = screened.ticket;
        let entry = DocumentEntry {
            document: &ticket.document,
            source: &ticket.source,
            line: ticket.line,
            status: match screened.outcome {
                Outcome::Screened => "screened",
                Outcome::Empty => "empty",
                Outcome::Passed | Outcome::Unreadable => "skipped",
            },
            reason: screened.reason.as_deref(),
            sha256: ticket.sha256(),
            hits: screened.result.hits.len(),
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
