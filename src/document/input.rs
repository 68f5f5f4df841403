use std::collections::VecDeque;
use std::fs::{self, File};
use std::io::{self, Cursor, Read};
use std::iter;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use namewatch::{Body, Cancellation, Document};

use super::charset::{Transcoded, refuse_utf32, utf16};
use super::extent::{Counting, Extent};
use super::extracted::Extracted;
use super::form::{HEAD, InputFormat, recognise};
use super::guard::Reader;
use super::limits::{AHEAD, Budget};
use super::patient::Patient;
use super::saved::SavedTexts;
use super::source::{Declared, Opened, Origin, Part, Parts};
use super::stream::{Source, peek};
use super::ticket::{Receipt, Ticket};
use super::walk::{Found, Walk};
use super::{Columns, Problem, reader, rows, unpack};

/// How many blanks an input may begin with before its format is settled as text.
const BLANKS: usize = 64 << 10;

/// How inputs are to be read.
#[derive(Clone, Debug, Default)]
pub(crate) struct Reading {
    /// The format of every input but archives; `None`: each is recognised.
    pub(crate) format: Option<InputFormat>,
    /// Where in a row the text, the id, the date and the title are.
    pub(crate) columns: Columns,
    /// How many files may be read at once where that takes threads of their own; none and one are the
    /// same.
    pub(crate) at_once: usize,
    /// Whether each document is hashed.
    pub(crate) hashed: bool,
    /// Files and folders that are no input even where they lie in a folder given.
    pub(crate) left_out: Vec<PathBuf>,
    /// Where the texts are kept, if anywhere.
    pub(crate) saved: Option<SavedTexts>,
    /// Ends the waiting for input.
    pub(crate) cancellation: Cancellation,
    /// Is told how far the reading is.
    pub(crate) extent: Extent,
}

/// All documents of some paths, in order, each with its ticket. Where the ticket holds a problem
/// from the start, the document is an empty one that only keeps its place in the order.
pub(crate) struct Documents {
    walk: Walk,
    /// What is open, one inside the other; all of it in one file.
    open: Vec<Parts>,
    /// Of the file that is open.
    budget: Budget,
    /// Files that come before what is open, the next one first. Only the last of them may be one that
    /// needs no waiting for.
    ahead: VecDeque<Ahead>,
    reading: Arc<Reading>,
}

/// A file that is a document, and how much was read of it.
struct Ahead {
    document: Coming,
    size: u64,
}

/// A document that is here, or that a thread is reading.
enum Coming {
    Here(Ticket, Option<Document>),
    Later(Origin, Receipt, InputFormat, Reader<Extracted>),
}

impl Coming {
    fn arrive(self) -> (Ticket, Option<Document>) {
        match self {
            Self::Here(ticket, document) => (ticket, document),
            Self::Later(origin, receipt, format, reader) => {
                let extracted = reader.wait(&origin.reading.cancellation);
                let format = extracted.is_ok().then_some(format);
                origin.document(None, format, extracted, receipt)
            }
        }
    }
}

impl Documents {
    /// Nothing is opened before it is asked for. `-` is standard input.
    pub(crate) fn new(paths: Vec<PathBuf>, reading: Reading) -> Self {
        reading.extent.begin(&paths, &reading.left_out);
        Self {
            walk: Walk::new(paths, reading.left_out.clone()),
            open: Vec::new(),
            budget: Budget::default(),
            ahead: VecDeque::new(),
            reading: Arc::new(reading),
        }
    }

    /// Opens files as long as others can read them meanwhile, and memory allows.
    fn look_ahead(&mut self) {
        while self.open.is_empty() {
            let read: u64 = self.ahead.iter().map(|ahead| ahead.size).sum();
            let may_wait = match self.ahead.back() {
                Some(last) => matches!(last.document, Coming::Later(..)),
                None => true,
            };
            let is_room = self.ahead.len() < self.reading.at_once.max(1) && read < AHEAD;
            if !may_wait || !is_room {
                return;
            }
            let Some(found) = self.walk.next() else {
                return;
            };
            if let Some(document) = self.found(found) {
                let size = self.budget.size();
                self.ahead.push_back(Ahead { document, size });
            }
        }
    }

    /// The next document of what is open; `None` where that was the last.
    fn inside(&mut self) -> Option<(Ticket, Option<Document>)> {
        while let Some(parts) = self.open.last_mut() {
            if self.budget.is_spent() {
                // What else is packed into this file would cost as much.
                self.open.clear();
                break;
            }
            match parts.next() {
                None => {
                    self.open.pop();
                }
                Some(Part::Document(ticket, document)) => return Some((ticket, document)),
                Some(Part::Bytes(origin, bytes)) => {
                    if let Some(document) = self.enter(origin, bytes) {
                        // One by one: what is packed together shares a budget.
                        return Some(document.arrive());
                    }
                }
            }
        }
        None
    }

    /// The document that what the walk finds is; `None` where it holds several.
    fn found(&mut self, found: Found) -> Option<Coming> {
        let (path, named, problem) = match found {
            Found::File { path, named } => (path, named, None),
            Found::Problem(path, problem) => (path, false, Some(problem)),
        };
        self.budget = Budget::default();
        let origin = Origin {
            source: path.to_string_lossy().into(),
            named,
            depth: 0,
            declared: Declared::default(),
            budget: self.budget.clone(),
            reading: Arc::clone(&self.reading),
        };
        let bytes = match problem {
            Some(problem) => Err(problem),
            None => match open(&path, &self.reading.cancellation) {
                Ok(bytes) => {
                    let bytes = Counting::new(bytes, self.reading.extent.clone());
                    Ok(Box::new(self.budget.raw(bytes)) as Source)
                }
                Err(error) => Err(error.into()),
            },
        };
        self.enter(origin, bytes)
    }

    /// Opens bytes; gives the one document that they are, or `None` where they hold several.
    fn enter(&mut self, origin: Origin, bytes: Result<Source, Problem>) -> Option<Coming> {
        let receipt = Receipt::default();
        let opened = bytes.and_then(|bytes| open_bytes(&origin, bytes, &receipt));
        let (format, extracted) = match opened {
            Ok(Opened::Many(parts)) => {
                self.open.push(with_rest(parts, origin, receipt));
                return None;
            }
            Ok(Opened::Later(format, reader)) => {
                return Some(Coming::Later(origin, receipt, format, reader));
            }
            Ok(Opened::One(format, extracted)) => (Some(format), Ok(extracted)),
            Err(problem) => (None, Err(problem)),
        };
        let (ticket, document) = origin.document(None, format, extracted, receipt);
        Some(Coming::Here(ticket, document))
    }
}

/// The documents of a file, and behind them the problem of what of it was not read, if anything.
fn with_rest(parts: Parts, origin: Origin, receipt: Receipt) -> Parts {
    let rest = iter::from_fn(move || {
        let problem = receipt.take_rest()?;
        let (ticket, document) = origin.document(None, None, Err(problem), Receipt::default());
        Some(Part::Document(ticket, document))
    });
    Box::new(parts.chain(rest))
}

/// Takes off what bytes are packed in, tells what they are and hands them to their reader.
fn open_bytes(origin: &Origin, bytes: Source, receipt: &Receipt) -> Result<Opened, Problem> {
    origin.check_depth()?;
    let bytes = origin.hashing(bytes, receipt);
    let (origin, name, head, source) = unpacked(origin, bytes, receipt)?;
    if head.is_empty() && origin.is_standard() {
        return Err(Problem::NothingCame);
    }
    let mut format = recognise(&name, &head, origin.named);
    if origin.declared.is_html && matches!(format, Ok(InputFormat::Text)) {
        format = Ok(InputFormat::Html);
    }
    if let Some(forced) = origin.reading.format
        && !matches!(format, Ok(InputFormat::Zip | InputFormat::Tar))
    {
        format = Ok(forced);
    }
    match format? {
        InputFormat::Text => {
            reader::text::read(source, receipt).map(|text| Opened::One(InputFormat::Text, text))
        }
        format @ (InputFormat::JsonLines
        | InputFormat::Csv
        | InputFormat::Tsv
        | InputFormat::Parquet) => rows::open(format, origin, source, receipt),
        InputFormat::Zip => unpack::open_zip(origin, source),
        InputFormat::Tar => Ok(Opened::Many(unpack::open_tar(origin, source))),
        format => reader::open(format, &origin, source),
    }
}

/// Takes off what bytes are packed in, and makes UTF-8 of what is UTF-16: the name without what told of
/// compression, how the bytes begin, and all of them.
pub(super) fn unpacked(
    origin: &Origin,
    bytes: Source,
    receipt: &Receipt,
) -> Result<(Origin, String, Vec<u8>, Source), Problem> {
    let (origin, name, mut source) = unpack::decompress(origin, bytes, receipt)?;
    let mut head = peek_head(&mut source)?;
    refuse_utf32(&head)?;
    if let Some((encoding, mark)) = utf16(&head) {
        receipt.note_encoding(encoding.name());
        let units = Cursor::new(head.split_off(mark)).chain(source);
        source = Box::new(Transcoded::new(units, encoding, mark as u64));
        head = peek_head(&mut source)?;
    }
    let whole = Box::new(Cursor::new(head.clone()).chain(source));
    Ok((origin, name, head, whole))
}

fn peek_head(source: &mut impl Read) -> io::Result<Vec<u8>> {
    peek(source, |head| {
        let blank = head.trim_ascii_start().is_empty();
        head.len() >= BLANKS || head.len() >= HEAD && !blank
    })
}

/// Opens a file, or standard input for `-`. What may keep it waiting, it waits for until cancelled.
pub(super) fn open(path: &Path, cancellation: &Cancellation) -> io::Result<Source> {
    Ok(if path.as_os_str() == "-" {
        Box::new(Patient::standard(cancellation.clone())?)
    } else if fs::metadata(path)?.is_file() {
        Box::new(File::open(path)?)
    } else {
        Box::new(Patient::open(path, cancellation.clone())?)
    })
}

impl Iterator for Documents {
    type Item = (Ticket, Document);

    fn next(&mut self) -> Option<Self::Item> {
        let (ticket, document) = loop {
            self.look_ahead();
            if let Some(ahead) = self.ahead.pop_front() {
                break ahead.document.arrive();
            }
            if self.open.is_empty() {
                return None;
            }
            if let Some(document) = self.inside() {
                break document;
            }
        };
        let document = match (document, &self.reading.saved) {
            (Some(document), Some(saved)) => saved.keep(&ticket, document),
            (document, _) => document.unwrap_or_else(placeholder),
        };
        Some((ticket, document))
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
    use super::*;

    #[test]
    fn files_and_lines_come_in_order_with_their_hashes() {
        let root = tempfile::tempdir().unwrap();
        let write = |name: &str, bytes: &[u8]| fs::write(root.path().join(name), bytes).unwrap();
        write("1.txt", b"abc");
        write("2.ndjson", b"{\"text\":\"x\",\"id\":\"n\"}\nbad\n");
        write("3.png", b"\x89PNG");
        write("4.txt", b"a\xFF\x01");
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
        assert_eq!(seen[3].2.as_deref(), Some("a picture is not read"));
        let told = seen[4].2.as_deref().unwrap();
        assert!(
            told.starts_with("no text: ") && told.ends_with("byte 2"),
            "{told}"
        );
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
