use std::io::{Cursor, Read};

use namewatch::{Body, Document};

use super::stream::{Source, Utf8};
use super::{Problem, Receipt};

/// A text up to this size is held in memory, a longer one is streamed.
const HELD: usize = 1 << 20;

const BYTE_ORDER_MARK: &[u8] = b"\xEF\xBB\xBF";

/// Takes the byte order mark off; it is not text.
pub(super) fn without_mark(bytes: &[u8]) -> &[u8] {
    bytes.strip_prefix(BYTE_ORDER_MARK).unwrap_or(bytes)
}

/// A whole input that is one document. Also says whether it is empty: nothing but blanks.
///
/// `head`: what was read of it so far.
pub(super) fn read(
    head: Vec<u8>,
    source: Source,
    receipt: &Receipt,
) -> Result<(Document, bool), Problem> {
    let mark = head.len() - without_mark(&head).len();
    let mut source = Cursor::new(head).chain(source);
    let mut bytes = Vec::new();
    source
        .by_ref()
        .take((HELD + mark) as u64)
        .read_to_end(&mut bytes)?;
    let streamed = bytes.len() == HELD + mark;
    bytes.drain(..mark);
    let (body, empty) = if streamed {
        let rest = Cursor::new(bytes).chain(source);
        let stream = Utf8::new(rest, mark as u64, receipt.clone());
        (Body::Stream(Box::new(stream)), false)
    } else {
        let text = String::from_utf8(bytes).map_err(|error| Problem::NotUtf8 {
            byte: (mark + error.utf8_error().valid_up_to()) as u64,
        })?;
        let empty = text.trim().is_empty();
        (Body::Text(text), empty)
    };
    let document = Document {
        title: None,
        date: None,
        body,
    };
    Ok((document, empty))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn text_of(bytes: &[u8]) -> Result<(String, bool, bool), String> {
        let receipt = Receipt::default();
        let (head, rest) = bytes.split_at(bytes.len().min(20));
        let source = Box::new(Cursor::new(rest.to_vec()));
        let (document, empty) =
            read(head.to_vec(), source, &receipt).map_err(|problem| problem.to_string())?;
        match document.body {
            Body::Text(text) => Ok((text, empty, false)),
            Body::Stream(mut stream) => {
                let mut text = String::new();
                stream
                    .read_to_string(&mut text)
                    .map_err(|error| error.to_string())?;
                Ok((text, empty, true))
            }
        }
    }

    #[test]
    fn the_mark_is_no_text_and_blanks_are_empty() {
        assert_eq!(
            text_of(b"\xEF\xBB\xBFa b").unwrap(),
            ("a b".into(), false, false)
        );
        assert_eq!(text_of(b"").unwrap(), (String::new(), true, false));
        assert_eq!(text_of(b" \r\n").unwrap(), (" \r\n".into(), true, false));
    }

    #[test]
    fn long_texts_are_streamed_unchanged() {
        for length in [HELD - 1, HELD, HELD + 1, 3 * HELD] {
            for mark in ["", "\u{feff}"] {
                let text = "\u{e9}".repeat(length / 2) + &"x".repeat(length % 2);
                let marked = format!("{mark}{text}");
                let (read, empty, streamed) = text_of(marked.as_bytes()).unwrap();
                assert!(read == text && !empty);
                assert_eq!(streamed, text.len() >= HELD);
            }
        }
    }

    #[test]
    fn the_wrong_byte_is_counted_from_the_start_of_the_file() {
        let wrong = |text: &str| text_of(&[text.as_bytes(), b"\xFF."].concat()).unwrap_err();
        assert_eq!(wrong("ab"), "not UTF-8 at byte 2");
        assert_eq!(wrong("\u{feff}ab"), "not UTF-8 at byte 5");
        let long = "x".repeat(2 * HELD);
        assert_eq!(wrong(&long), format!("not UTF-8 at byte {}", 2 * HELD));
        assert_eq!(
            wrong(&format!("\u{feff}{long}")),
            format!("not UTF-8 at byte {}", 2 * HELD + 3)
        );
    }
}
