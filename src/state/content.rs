use std::fs::File;
use std::io::{self, BufReader, BufWriter, Read, Seek, Write};

use namewatch::{Body, Document};
use sha2::{Digest, Sha256};

/// What a document is known by from run to run: SHA-256 of all of it that screening sees, its title,
/// date and text. Its name and place are no part of it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Content(pub(super) [u8; 32]);

impl Content {
    /// Reads a document through, and gives it back as it was.
    ///
    /// A text too long to be held is a stream, which can be read but once: it is laid down in a
    /// nameless temporary file.
    ///
    /// # Errors
    ///
    /// If its text can't be read to its end, or not be laid down.
    pub(crate) fn of(document: Document) -> io::Result<(Self, Document)> {
        let Document { title, date, body } = document;
        let mut hasher = Sha256::new();
        // Each part but the last begins with its length, so that no two documents look the same.
        for part in [title.clone(), date.map(|date| date.to_string())] {
            let length = part.as_ref().map_or(u64::MAX, |part| part.len() as u64);
            hasher.update(length.to_le_bytes());
            hasher.update(part.unwrap_or_default());
        }
        let body = match body {
            Body::Text(text) => {
                hasher.update(&text);
                Body::Text(text)
            }
            Body::Stream(stream) => {
                let file = lay_down(stream, &mut hasher)?;
                Body::Stream(Box::new(BufReader::with_capacity(64 << 10, file)))
            }
        };
        let document = Document { title, date, body };
        Ok((Self(hasher.finalize().into()), document))
    }
}

fn lay_down(mut stream: impl Read, hasher: &mut Sha256) -> io::Result<File> {
    let mut out = BufWriter::with_capacity(64 << 10, tempfile::tempfile()?);
    let mut buffer = vec![0; 64 << 10];
    loop {
        match stream.read(&mut buffer) {
            Ok(0) => break,
            Ok(read) => {
                hasher.update(&buffer[..read]);
                out.write_all(&buffer[..read])?;
            }
            Err(error) if error.kind() == io::ErrorKind::Interrupted => {}
            Err(error) => return Err(error),
        }
    }
    let mut file = out.into_inner()?;
    file.rewind()?;
    Ok(file)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn document(title: Option<&str>, date: Option<&str>, body: Body) -> Document {
        Document {
            title: title.map(str::to_owned),
            date: date.map(|date| date.parse().unwrap()),
            body,
        }
    }

    fn content(title: Option<&str>, date: Option<&str>, text: &str) -> Content {
        let document = document(title, date, Body::Text(text.to_owned()));
        Content::of(document).unwrap().0
    }

    #[test]
    fn whatever_screening_sees_counts() {
        let all = [
            content(None, None, "ab"),
            content(None, None, "abc"),
            content(Some(""), None, "ab"),
            content(Some("a"), None, "b"),
            content(None, Some("2026-01"), "ab"),
            content(None, Some("2026-01-01"), "ab"),
        ];
        for (at, one) in all.iter().enumerate() {
            assert!(all[..at].iter().all(|other| other != one), "{at}");
        }
        assert_eq!(all[0], content(None, None, "ab"));
    }

    #[test]
    fn a_stream_is_what_its_text_is() {
        let text = "Ж".repeat(100_000);
        let stream = Body::Stream(Box::new(io::Cursor::new(text.clone())));
        let (of_stream, document) = Content::of(document(Some("t"), None, stream)).unwrap();
        assert_eq!(of_stream, content(Some("t"), None, &text));
        let Body::Stream(mut stream) = document.body else {
            panic!("a stream stays one")
        };
        let mut again = String::new();
        stream.read_to_string(&mut again).unwrap();
        assert!(again == text);
    }
}
