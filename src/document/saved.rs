use std::collections::HashMap;
use std::fmt::Write as _;
use std::fs::{self, File};
use std::io::{self, BufWriter, Read, Write};
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex, PoisonError};

use namewatch::{Body, Document};

use super::stream::sha256;
use super::ticket::Ticket;

/// The longest name of a file, in bytes, before the end that tells it is text.
const LONGEST_NAME: usize = 200;

/// A folder that keeps the text of every document as it is screened: a file of UTF-8 for each, to
/// which the hits' places belong.
///
/// A file is called by what the hits say in `source` and, where a source holds several documents, in
/// `document`: letters of ASCII, digits, `.`, `-` and `_` stand for themselves, the bytes of all others
/// are written as `%` and two hexadecimal digits, and `#` stands between the two.
#[derive(Clone, Debug)]
pub(crate) struct SavedTexts {
    folder: Arc<Path>,
    state: Arc<Mutex<State>>,
}

#[derive(Debug, Default)]
struct State {
    /// How often a name was used.
    used: HashMap<String, u32>,
    failure: Option<io::Error>,
}

impl SavedTexts {
    /// Makes the folder, if it is not there.
    pub(crate) fn new(folder: &Path) -> io::Result<Self> {
        fs::create_dir_all(folder)?;
        Ok(Self {
            folder: folder.into(),
            state: Arc::default(),
        })
    }

    /// Why a text could not be kept, if one could not since this was last asked.
    pub(crate) fn failure(&self) -> Option<io::Error> {
        self.lock(|state| state.failure.take())
    }

    /// Keeps the text of a document: that of a long one while it is read.
    pub(super) fn keep(&self, ticket: &Ticket, document: Document) -> Document {
        let path = self.path(ticket);
        let body = match document.body {
            Body::Text(text) => {
                if let Err(error) = fs::write(&path, &text) {
                    self.note(error);
                }
                Body::Text(text)
            }
            Body::Stream(stream) => match File::create(&path) {
                Ok(file) => Body::Stream(Box::new(Kept {
                    stream,
                    file: Some(BufWriter::new(file)),
                    folder: self.clone(),
                })),
                Err(error) => {
                    self.note(error);
                    Body::Stream(stream)
                }
            },
        };
        Document { body, ..document }
    }

    fn path(&self, ticket: &Ticket) -> PathBuf {
        let mut name = harmless(&ticket.source);
        if ticket.line.is_some() {
            name.push('#');
            name.push_str(&harmless(&ticket.document));
        }
        if name.len() > LONGEST_NAME {
            let hash = sha256(name.as_bytes());
            name.truncate(LONGEST_NAME - 17);
            let _ = write!(name, "~{}", &hash[..16]);
        }
        if ticket.line.is_some() {
            // Ids may repeat.
            let times = self.lock(|state| {
                let times = state.used.entry(name.clone()).or_default();
                *times += 1;
                *times
            });
            if times > 1 {
                let _ = write!(name, "~{times}");
            }
        }
        self.folder.join(name + ".txt")
    }

    fn note(&self, error: io::Error) {
        self.lock(|state| {
            state.failure.get_or_insert(error);
        });
    }

    fn lock<T>(&self, use_it: impl FnOnce(&mut State) -> T) -> T {
        use_it(&mut self.state.lock().unwrap_or_else(PoisonError::into_inner))
    }
}

/// A name that no file system reads anything into.
fn harmless(name: &str) -> String {
    let mut out = String::new();
    for byte in name.bytes() {
        if byte.is_ascii_alphanumeric() || b".-_".contains(&byte) {
            out.push(char::from(byte));
        } else {
            let _ = write!(out, "%{byte:02X}");
        }
    }
    out
}

/// Writes down what is read.
struct Kept {
    stream: Box<dyn Read + Send>,
    /// Gone once it could not be written to.
    file: Option<BufWriter<File>>,
    folder: SavedTexts,
}

impl Read for Kept {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        let read = self.stream.read(buffer)?;
        if let Some(file) = &mut self.file {
            let ends = read == 0 && !buffer.is_empty();
            let written = file
                .write_all(&buffer[..read])
                .and_then(|()| if ends { file.flush() } else { Ok(()) });
            if let Err(error) = written {
                self.folder.note(error);
                self.file = None;
            }
        }
        Ok(read)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_lead_nowhere() {
        assert_eq!(harmless("../a b/é.txt"), "..%2Fa%20b%2F%C3%A9.txt");
        assert_eq!(harmless("C:\\x#1"), "C%3A%5Cx%231");
    }
}
