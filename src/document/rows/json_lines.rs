use std::io::{self, BufRead, BufReader, Read};

use super::{long_line, record};
use crate::document::InputFormat;
use crate::document::charset::without_mark;
use crate::document::extracted::Extracted;
use crate::document::problem::Problem;
use crate::document::source::{Origin, Part};
use crate::document::stream::Source;
use crate::document::ticket::Receipt;

/// The longest line that is held in memory, in bytes.
const HELD: usize = 4 << 20;

/// An input that holds a document a line, read one at a time.
pub(super) struct JsonLines {
    lines: BufReader<Source>,
    origin: Origin,
    number: u64,
    buffer: Vec<u8>,
    held: usize,
}

enum Line {
    /// The buffer holds it, without its end.
    Whole,
    /// The buffer holds the beginning of a longer one.
    Begun,
    /// There are no more.
    None,
}

impl JsonLines {
    pub(super) fn new(origin: Origin, source: Source) -> Self {
        Self {
            lines: BufReader::with_capacity(64 << 10, source),
            origin,
            number: 0,
            buffer: Vec::new(),
            held: HELD,
        }
    }

    fn read_line(&mut self) -> io::Result<Line> {
        self.buffer.clear();
        self.number += 1;
        let limit = self.held as u64;
        let read = (&mut self.lines)
            .take(limit)
            .read_until(b'\n', &mut self.buffer)?;
        if self.number == 1 {
            let mark = self.buffer.len() - without_mark(&self.buffer).len();
            self.buffer.drain(..mark);
        }
        if self.buffer.last() == Some(&b'\n') {
            self.buffer.pop();
        } else if read == self.held {
            return Ok(Line::Begun);
        }
        Ok(if read > 0 { Line::Whole } else { Line::None })
    }

    fn held_line(&mut self) -> Part {
        let receipt = self.origin.receipt_for(&self.buffer);
        let record = record::parse(&self.buffer, &self.origin.reading.columns);
        self.part(record, receipt)
    }

    fn long_line(&mut self) -> Part {
        let receipt = Receipt::default();
        let reading = &self.origin.reading;
        let (columns, hashed) = (&reading.columns, reading.hashed);
        let record = long_line::read(&self.buffer, &mut self.lines, columns, hashed, &receipt);
        self.part(record, receipt)
    }

    fn part(&self, record: Result<Extracted, Problem>, receipt: Receipt) -> Part {
        let number = Some(self.number);
        self.origin
            .part(number, InputFormat::JsonLines, record, receipt)
    }
}

impl Iterator for JsonLines {
    type Item = Part;

    fn next(&mut self) -> Option<Self::Item> {
        loop {
            match self.read_line() {
                Ok(Line::None) => return None,
                Ok(Line::Whole) if self.buffer.trim_ascii().is_empty() => {}
                Ok(Line::Whole) => return Some(self.held_line()),
                Ok(Line::Begun) => return Some(self.long_line()),
                Err(error) => {
                    // What can't be read now won't get better: the rest of the input is lost.
                    self.lines = BufReader::with_capacity(1, Box::new(io::empty()));
                    return Some(self.part(Err(error.into()), Receipt::default()));
                }
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use std::fmt::Write as _;

    use namewatch::Body;
    use proptest::prelude::*;

    use super::*;

    /// The tickets' names, hashes and texts or problems; lines longer than `held` are laid down.
    fn read_holding(held: usize, input: &[u8]) -> Vec<(String, String, Result<String, String>)> {
        let source = Box::new(io::Cursor::new(input.to_vec()));
        let mut lines = JsonLines::new(Origin::for_tests("a.jsonl"), source);
        lines.held = held;
        lines
            .map(|part| {
                let Part::Document(ticket, document) = part else {
                    panic!("a line holds nothing but a document");
                };
                let text = match document.map(|document| document.body) {
                    Some(Body::Text(text)) => text,
                    Some(Body::Stream(mut stream)) => {
                        let mut text = String::new();
                        let read = stream.read_to_string(&mut text);
                        assert_eq!(read.is_err(), ticket.problem().is_some());
                        text
                    }
                    None => String::new(),
                };
                let outcome = match ticket.problem() {
                    None => Ok(text),
                    Some(problem) => Err(problem.to_string()),
                };
                let hash = ticket.sha256().unwrap();
                (ticket.document, hash, outcome)
            })
            .collect()
    }

    fn read(input: &[u8]) -> Vec<(String, Result<String, String>)> {
        let lines = read_holding(HELD, input).into_iter();
        lines.map(|(id, _, outcome)| (id, outcome)).collect()
    }

    #[test]
    fn a_bad_line_does_not_stop_the_good_ones() {
        let input = [
            "\u{feff}{\"id\":\"a\",\"text\":\"one\"}\r",
            "",
            "{\"text\"",
            "{\"id\":7.50,\"text\":\"\"}",
            "{\"text\":\"last\",\"id\":null}",
        ];
        let lines = read(input.join("\n").as_bytes());
        assert_eq!(lines[0], ("a".into(), Ok("one".into())));
        let problem = lines[1].1.as_ref().unwrap_err();
        assert!(
            problem.contains("the line ends before the object does"),
            "{problem}"
        );
        assert_eq!(lines[1].0, "3");
        assert_eq!(lines[2], ("7.50".into(), Ok(String::new())));
        assert_eq!(lines[3], ("5".into(), Ok("last".into())));
        assert_eq!(lines.len(), 4);
    }

    #[test]
    fn long_lines_are_refused_for_the_same_reasons() {
        for line in [
            "{\"id\":1}",
            "[null,null,null,\"text\"]",
            "{\"text\":\"\"} {}",
            "{\"text\":\"a\",\"text\":\"b\"}",
            "{\"text\":\"\",\"id\":[1]}",
            "{\"text\":\"never closed",
        ] {
            let input = format!("{line}\n{{\"text\":\"next\"}}");
            let (held, long) = (
                read_holding(HELD, input.as_bytes()),
                read_holding(5, input.as_bytes()),
            );
            // The parser counts columns one off where it reads piece by piece.
            let problem = |lines: &[(String, String, Result<String, String>)]| {
                let problem = lines[0].2.as_ref().unwrap_err();
                let what = problem.split(" at column").next().unwrap();
                (lines[0].1.clone(), what.to_owned())
            };
            assert_eq!(problem(&held), problem(&long));
            assert_eq!(held[1..], long[1..]);
        }
        for (line, problem) in [
            (
                &b"{\"text\":5}"[..],
                "not a JSON document: `text` must be a string",
            ),
            (
                b"{\"text\":[\"a\"]}",
                "not a JSON document: `text` must be a string",
            ),
            (
                b"{\"text\":\"\\ud800\"}",
                "not a JSON document: lone surrogate in `text`",
            ),
            (
                b"{\"text\":\"\\ud800\\u0041\"}",
                "not a JSON document: lone surrogate in `text`",
            ),
            (b"{\"text\":\"\xFF\"}", "not UTF-8 at byte 9"),
        ] {
            assert_eq!(read_holding(5, line)[0].2, Err(problem.to_owned()));
        }
    }

    /// A JSON string in which the characters that `plain` says are written as they are, where that
    /// is allowed, and all others as escapes.
    fn quoted(text: &str, plain: impl Fn(char) -> bool) -> String {
        let mut json = String::from('"');
        for character in text.chars() {
            if plain(character) && !character.is_control() && !"\"\\".contains(character) {
                json.push(character);
            } else {
                for unit in character.encode_utf16(&mut [0; 2]) {
                    write!(json, "\\u{unit:04x}").unwrap();
                }
            }
        }
        json + "\""
    }

    proptest! {
        #[test]
        fn any_text_comes_back_and_any_bytes_are_survived(
            texts in proptest::collection::vec(any::<String>(), 0..5),
            noise in proptest::collection::vec(any::<u8>(), 0..80),
        ) {
            let mut input: Vec<u8> = Vec::new();
            for text in &texts {
                input.extend(serde_json::to_vec(&serde_json::json!({ "text": text })).unwrap());
                input.push(b'\n');
            }
            let good = read(&input);
            let read_back: Vec<_> = good.iter().map(|(_, text)| text.clone().unwrap()).collect();
            prop_assert_eq!(&read_back, &texts);
            input.extend(noise);
            prop_assert_eq!(&read(&input)[..good.len()], &good[..]);
        }

        #[test]
        fn a_long_line_reads_as_if_it_were_held(
            text in any::<String>(),
            other in any::<String>(),
            held in 1usize..40,
            even in any::<bool>(),
        ) {
            let plain = |character: char| (character as u32).is_multiple_of(2) == even;
            let (text_json, other_json) = (quoted(&text, plain), quoted(&other, plain));
            let input = format!(
                "{{{other_json}:[{{\"text\":{other_json}}}],{} : {text_json},\"id\":{other_json}}}\n{{\"text\":\"next\"}}",
                quoted("text", plain),
            );
            prop_assume!(!["id", "text", "title", "date"].contains(&other.as_str()));
            let long = read_holding(held, input.as_bytes());
            prop_assert_eq!(&long, &read_holding(HELD, input.as_bytes()));
            prop_assert_eq!(long[0].2.as_ref(), Ok(&text));
            prop_assert_eq!(long.len(), 2);
        }
    }
}
