use std::sync::Arc;

use encoding_rs::Encoding;
use namewatch::Document;

use super::InputFormat;
use super::extracted::Extracted;
use super::guard::Reader;
use super::input::Reading;
use super::limits::{Budget, DEPTH};
use super::problem::Problem;
use super::stream::{Hashing, Source, sha256};
use super::ticket::{Filled, Receipt, Ticket};

/// Where bytes come from, and how they are to be read.
#[derive(Clone)]
pub(super) struct Origin {
    /// How the output calls it: a path, with the path inside an archive behind it.
    pub(super) source: Arc<str>,
    /// Whether the user named it, rather than a folder or an archive that it lies in.
    pub(super) named: bool,
    /// How many layers lie around it.
    pub(super) depth: u8,
    /// What whoever sent it says of it.
    pub(super) declared: Declared,
    /// What the file that it lies in may unpack to.
    pub(super) budget: Budget,
    pub(super) reading: Arc<Reading>,
}

/// What a server says of what it sends.
#[derive(Clone, Copy, Default)]
pub(super) struct Declared {
    pub(super) encoding: Option<&'static Encoding>,
    pub(super) is_html: bool,
}

/// What was got out of bytes.
pub(super) enum Opened {
    /// They are one document.
    One(InputFormat, Extracted),
    /// They are one document, which a thread of its own is reading.
    Later(InputFormat, Reader<Extracted>),
    /// They hold several, or further bytes that may hold some.
    Many(Parts),
}

/// What several documents are got out of, one at a time.
pub(super) type Parts = Box<dyn Iterator<Item = Part>>;

/// Something got out of a larger thing.
pub(super) enum Part {
    /// A document; none where it can't be read.
    Document(Ticket, Option<Document>),
    /// Bytes that may hold documents: a member of an archive, an attachment.
    Bytes(Origin, Result<Source, Problem>),
}

impl Origin {
    /// A file of its own, hashed.
    #[cfg(test)]
    pub(super) fn for_tests(path: &str) -> Self {
        Self {
            source: path.into(),
            named: true,
            depth: 0,
            declared: Declared::default(),
            budget: Budget::default(),
            reading: Arc::new(Reading {
                hashed: true,
                ..Reading::default()
            }),
        }
    }

    /// Whether it is standard input, packed or not, rather than something in it.
    pub(super) fn is_standard(&self) -> bool {
        &*self.source == "-"
    }

    /// Bytes inside these. Only harmless names get out: what a member is called can't lead anywhere.
    pub(super) fn member(&self, name: &str) -> Self {
        Self {
            source: format!("{}/{}", self.source, name.trim_start_matches('/')).into(),
            named: false,
            depth: self.depth + 1,
            declared: Declared::default(),
            ..self.clone()
        }
    }

    /// Checks that there are not too many layers around it.
    pub(super) fn check_depth(&self) -> Result<(), Problem> {
        if self.depth > DEPTH {
            return Err(Problem::TooDeep { limit: DEPTH });
        }
        Ok(())
    }

    /// The bytes, hashed on their way if that is asked for.
    pub(super) fn hashing(&self, bytes: Source, receipt: &Receipt) -> Source {
        if self.reading.hashed {
            Box::new(Hashing::new(bytes, receipt.clone()))
        } else {
            bytes
        }
    }

    /// A receipt with the hash of bytes that are all there, if that is asked for.
    pub(super) fn receipt_for(&self, bytes: &[u8]) -> Receipt {
        let receipt = Receipt::default();
        if self.reading.hashed {
            receipt.note_sha256(sha256(bytes));
        }
        receipt
    }

    /// A document with its ticket. `line`: its number, where the source holds several.
    pub(super) fn document(
        &self,
        line: Option<u64>,
        format: Option<InputFormat>,
        extracted: Result<Extracted, Problem>,
        receipt: Receipt,
    ) -> (Ticket, Option<Document>) {
        let mut ticket = Ticket {
            document: match line {
                Some(line) => line.to_string(),
                None => self.source.to_string(),
            },
            source: Arc::clone(&self.source),
            line,
            title: None,
            empty: false,
            odd_date: None,
            format,
            warnings: Vec::new(),
            filled: Filled::default(),
            places: None,
            receipt,
        };
        match extracted {
            Ok(mut extracted) => {
                ticket.filled = Filled {
                    id: extracted.id.is_some(),
                    date: extracted.date.is_some() || extracted.odd_date.is_some(),
                    title: extracted.title.is_some(),
                };
                if let Some(id) = extracted.id.take() {
                    ticket.document = id;
                }
                ticket.title.clone_from(&extracted.title);
                ticket.empty = extracted.empty;
                ticket.odd_date = extracted.odd_date.take();
                ticket.warnings = std::mem::take(&mut extracted.warnings);
                ticket.places = extracted.places.take();
                if let Some(encoding) = extracted.encoding {
                    ticket.receipt.note_encoding(encoding);
                }
                (ticket, Some(extracted.into_document()))
            }
            Err(problem) => {
                ticket.receipt.note_problem(problem);
                (ticket, None)
            }
        }
    }

    /// The same, as a part of a larger thing.
    pub(super) fn part(
        &self,
        line: Option<u64>,
        format: InputFormat,
        extracted: Result<Extracted, Problem>,
        receipt: Receipt,
    ) -> Part {
        let (ticket, document) = self.document(line, Some(format), extracted, receipt);
        Part::Document(ticket, document)
    }
}
