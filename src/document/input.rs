use std::fs::File;
use std::io;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use namewatch::{Body, Cancellation, Document};

use super::decompress::decompress;
use super::format::{HEAD, InputFormat, recognise};
use super::json_lines::JsonLines;
use super::standard::Standard;
use super::stream::{Hashing, Source, peek};
use super::text::{self, without_mark};
use super::walk::{Found, Walk};
use super::{Problem, Receipt, Ticket};

/// How many blanks an input may begin with before its format is settled as text.
const BLANKS: usize = 64 << 10;

/// How inputs are to be read.
#[derive(Clone, Debug, Default)]
pub(crate) struct Reading {
    /// The format of every input; `None`: each is recognised.
    pub(crate) format: Option<InputFormat>,
    /// Whether each document is hashed.
    pub(crate) hashed: bool,
    /// Files that are no input even where they lie in a folder given.
    pub(crate) left_out: Vec<PathBuf>,
    /// Ends the waiting for input.
    pub(crate) cancellation: Cancellation,
}

/// All documents of some paths, in order, each with its ticket. Where the ticket holds a problem
/// from the start, the document is an empty one that only keeps its place in the order.
pub(crate) struct Documents {
    walk: Walk,
    lines: Option<JsonLines>,
    format: Option<InputFormat>,
    hashed: bool,
    cancellation: Cancellation,
}

impl Documents {
    /// Nothing is opened before it is asked for. `-` is standard input.
    pub(crate) fn new(paths: Vec<PathBuf>, reading: Reading) -> Self {
        Self {
            walk: Walk::new(paths, reading.left_out),
            lines: None,
            format: reading.format,
            hashed: reading.hashed,
            cancellation: reading.cancellation,
        }
    }

    /// The one document of a file, or `None` where it holds lines, which then come one by one.
    fn open(&mut self, path: &Path, named: bool, receipt: &Receipt) -> Opened {
        let raw = open(path, &self.cancellation)?;
        let raw = if self.hashed {
            Box::new(Hashing::new(raw, receipt.clone()))
        } else {
            raw
        };
        let mut source = decompress(path, raw)?;
        let head = peek(&mut source, |head| {
            let text = without_mark(head);
            let blank = text.trim_ascii_start().is_empty();
            text.len() >= BLANKS || text.len() >= HEAD && !blank
        })?;
        let format = match self.format {
            Some(format) => format,
            None => recognise(path, without_mark(&head), named)?,
        };
        match format {
            InputFormat::Text => text::read(head, source, receipt).map(Some),
            InputFormat::JsonLines => {
                let name = path.to_string_lossy().into();
                self.lines = Some(JsonLines::new(name, head, source, self.hashed));
                Ok(None)
            }
        }
    }

    fn found(&mut self, found: Found) -> Option<(Ticket, Option<Document>)> {
        let receipt = Receipt::default();
        let (path, opened) = match found {
            Found::File { path, named } => {
                let opened = self.open(&path, named, &receipt);
                (path, opened)
            }
            Found::Problem(path, problem) => (path, Err(problem)),
        };
        let (document, empty) = match opened {
            Ok(None) => return None,
            Ok(Some((document, empty))) => (Some(document), empty),
            Err(problem) => {
                receipt.note_problem(problem);
                (None, false)
            }
        };
        let source: Arc<str> = path.to_string_lossy().into();
        let ticket = Ticket {
            document: source.to_string(),
            source,
            line: None,
            empty,
            odd_date: None,
            receipt,
        };
        Some((ticket, document))
    }
}

/// Opens a file, or standard input for `-`; gives up waiting for the latter when cancelled.
pub(crate) fn open(path: &Path, cancellation: &Cancellation) -> io::Result<Source> {
    Ok(if path.as_os_str() == "-" {
        Box::new(Standard::open(cancellation.clone())?)
    } else {
        Box::new(File::open(path)?)
    })
}

type Opened = Result<Option<(Document, bool)>, Problem>;

impl Iterator for Documents {
    type Item = (Ticket, Document);

    fn next(&mut self) -> Option<Self::Item> {
        loop {
            let next = if let Some(lines) = &mut self.lines {
                let next = lines.next();
                if next.is_none() {
                    self.lines = None;
                }
                next
            } else {
                let found = self.walk.next()?;
                self.found(found)
            };
            if let Some((ticket, document)) = next {
                return Some((ticket, document.unwrap_or_else(placeholder)));
            }
        }
    }
}

fn placeholder() -> Document {
    Document {
        title: None,
        date: None,
        body: Body::Text(String::new()),
    }
}

#[cfg(test)]
mod tests {
    use std::fs;

    use super::*;

    #[test]
    fn files_and_lines_come_in_order_with_their_hashes() {
        let root = tempfile::tempdir().unwrap();
        let write = |name: &str, bytes: &[u8]| fs::write(root.path().join(name), bytes).unwrap();
        write("1.txt", b"abc");
        write("2.ndjson", b"{\"text\":\"x\",\"id\":\"n\"}\nbad\n");
        write("3.pdf", b"%PDF-1.4");
        write("4.txt", b"\xFF\xFEa\0");
        write("5", b"");
        let reading = Reading {
            hashed: true,
            ..Reading::default()
        };
        let documents = Documents::new(vec![root.path().to_owned()], reading);
        let seen: Vec<_> = documents
            .map(|(ticket, _)| {
                let name = ticket.document.rsplit('/').next().unwrap().to_owned();
                let problem = ticket.problem().map(|problem| problem.to_string());
                (
                    name,
                    ticket.empty,
                    problem,
                    ticket.sha256().map(|hash| hash[..8].to_owned()),
                )
            })
            .collect();
        let row = |name: &str, empty, problem: Option<&str>, hash: Option<&str>| {
            (
                name.to_owned(),
                empty,
                problem.map(str::to_owned),
                hash.map(str::to_owned),
            )
        };
        assert_eq!(seen[0], row("1.txt", false, None, Some("ba7816bf")));
        assert_eq!(seen[1].0, "n");
        assert_eq!(
            seen[2],
            row(
                "2",
                false,
                Some("not a JSON document: expected `{`"),
                seen[2].3.as_deref()
            )
        );
        assert!(seen[2].3.is_some());
        assert_eq!(seen[3].2.as_deref(), Some("PDF is not read"));
        assert_eq!(seen[4].2.as_deref(), Some("not UTF-8 at byte 0"));
        assert!(seen[4].3.is_some());
        assert_eq!(seen[5], row("5", true, None, Some("e3b0c442")));
        assert_eq!(seen.len(), 6);
    }

    #[test]
    fn a_format_that_is_forced_is_kept_to() {
        let root = tempfile::tempdir().unwrap();
        let path = root.path().join("a.jsonl");
        fs::write(&path, "{\"text\":\"x\"}\n{\"text\":\"y\"}\n").unwrap();
        let count = |format| {
            let reading = Reading {
                format: Some(format),
                ..Reading::default()
            };
            Documents::new(vec![path.clone()], reading).count()
        };
        assert_eq!(count(InputFormat::Text), 1);
        assert_eq!(count(InputFormat::JsonLines), 2);
    }
}
