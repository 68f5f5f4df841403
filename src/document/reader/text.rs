use std::io::{Cursor, Read};

use namewatch::Body;

use crate::document::charset::{Decoded, without_mark};
use crate::document::extracted::Extracted;
use crate::document::problem::Problem;
use crate::document::stream::{Source, peek};
use crate::document::ticket::Receipt;

/// A text up to this size is held in memory, a longer one is streamed.
const HELD: usize = 1 << 20;

/// A whole input that is one document of plain text, in whatever encoding.
pub(in crate::document) fn read(
    mut source: Source,
    receipt: &Receipt,
) -> Result<Extracted, Problem> {
    let mut head = peek(&mut source, |head| head.len() >= 3)?;
    let mark = head.len() - without_mark(&head).len();
    head.drain(..mark);
    let whole = Cursor::new(head).chain(source);
    let mut text = Decoded::new(whole, mark as u64, receipt.clone());
    let mut begun = Vec::new();
    let read = text.by_ref().take(HELD as u64).read_to_end(&mut begun);
    if let Err(error) = read {
        return Err(receipt.take_problem().unwrap_or_else(|| error.into()));
    }
    if begun.len() < HELD {
        let text = String::from_utf8(begun).map_err(|error| Problem::NotUtf8 {
            byte: error.utf8_error().valid_up_to() as u64,
        })?;
        return Ok(Extracted::new(None, text));
    }
    let whole = Cursor::new(begun).chain(text);
    Ok(Extracted::of_body(Body::Stream(Box::new(whole))))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn text_of(bytes: &[u8]) -> Result<(String, bool, bool), String> {
        let receipt = Receipt::default();
        let source = Box::new(Cursor::new(bytes.to_vec()));
        let extracted = read(source, &receipt).map_err(|problem| problem.to_string())?;
        let empty = extracted.empty;
        match extracted.body {
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
        let good = "\u{e9}\u{e8}\u{ea}\u{eb}\u{e0}".repeat(3);
        let wrong = |text: &str| text_of(&[text.as_bytes(), b"\xFF."].concat()).unwrap_err();
        assert_eq!(wrong(&good), "not UTF-8 at byte 30");
        assert_eq!(wrong(&format!("\u{feff}{good}")), "not UTF-8 at byte 33");
        let long = good.repeat(HELD / 10);
        assert_eq!(wrong(&long), format!("not UTF-8 at byte {}", long.len()));
    }
}
