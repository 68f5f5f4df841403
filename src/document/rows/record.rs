use std::fmt;

use namewatch::Body;
use serde::de::{DeserializeSeed, Error as _, IgnoredAny, MapAccess, Visitor};
use serde::{Deserialize, Deserializer};
use serde_json::value::RawValue;

use super::Columns;
use crate::document::extracted::Extracted;
use crate::document::problem::Problem;

/// What of a line of JSON is read; other keys are ignored. A null is as good as a missing key.
pub(super) struct Keys<T> {
    id: Option<Box<RawValue>>,
    title: Option<String>,
    date: Option<Box<RawValue>>,
    text: T,
}

/// Reads a line that is held in memory.
pub(super) fn parse(line: &[u8], columns: &Columns) -> Result<Extracted, Problem> {
    let text = std::str::from_utf8(line).map_err(|error| Problem::NotUtf8 {
        byte: error.valid_up_to() as u64,
    })?;
    check_start(line)?;
    let mut parser = serde_json::Deserializer::from_str(text);
    let keys: Keys<String> = Keys::read(&mut parser, columns)?;
    let blank = keys.text.trim().is_empty();
    let (keys, text) = keys.take_text();
    keys.document(Body::Text(text), blank)
}

/// Refuses what is no object. Without this the parser would call it by a name of ours.
pub(super) fn check_start(line: &[u8]) -> Result<(), Problem> {
    if line.trim_ascii_start().starts_with(b"{") {
        Ok(())
    } else {
        Err(Problem::NotDocument("expected `{`".to_owned()))
    }
}

/// The parser counts lines within what it was given: one line.
fn not_document(error: &serde_json::Error) -> Problem {
    if error.is_eof() {
        let what =
            "the line ends before the object does: is it cut off, or written over several lines?";
        return Problem::NotDocument(what.to_owned());
    }
    let message = error.to_string();
    let place = format!(" at line {} column {}", error.line(), error.column());
    Problem::NotDocument(match message.strip_suffix(&place) {
        Some(what) => format!("{what} at column {}", error.column()),
        None => message,
    })
}

impl<T: for<'de> Deserialize<'de>> Keys<T> {
    /// Reads the one object that a parser was given.
    pub(super) fn read<'de, R: serde_json::de::Read<'de>>(
        parser: &mut serde_json::Deserializer<R>,
        columns: &Columns,
    ) -> Result<Self, Problem> {
        let wanted = Wanted {
            columns,
            text: std::marker::PhantomData,
        };
        let keys = wanted.deserialize(&mut *parser);
        let keys = keys.and_then(|keys| parser.end().map(|()| keys));
        let (keys, text) = keys.map_err(|error| not_document(&error))?.take_text();
        let text = text.ok_or_else(|| Problem::NoKey(columns.text().to_owned()))?;
        Ok(Self {
            id: keys.id,
            title: keys.title,
            date: keys.date,
            text,
        })
    }
}

/// Picks the keys out of an object.
struct Wanted<'a, T> {
    columns: &'a Columns,
    text: std::marker::PhantomData<T>,
}

impl<'de, T: Deserialize<'de>> DeserializeSeed<'de> for Wanted<'_, T> {
    type Value = Keys<Option<T>>;

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<Self::Value, D::Error> {
        deserializer.deserialize_map(self)
    }
}

impl<'de, T: Deserialize<'de>> Visitor<'de> for Wanted<'_, T> {
    type Value = Keys<Option<T>>;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("an object")
    }

    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Self::Value, A::Error> {
        let (mut id, mut title, mut date, mut text) = (None, None, None, None);
        while let Some(key) = map.next_key::<String>()? {
            if key == self.columns.text() {
                fill(&mut text, &key, &mut map)?;
            } else if key == self.columns.id() {
                fill(&mut id, &key, &mut map)?;
            } else if key == self.columns.title() {
                fill(&mut title, &key, &mut map)?;
            } else if key == self.columns.date() {
                fill(&mut date, &key, &mut map)?;
            } else {
                map.next_value::<IgnoredAny>()?;
            }
        }
        Ok(Keys {
            id: id.flatten(),
            title: title.flatten(),
            date: date.flatten(),
            text: text.flatten(),
        })
    }
}

/// Takes the value of a key, which may stand only once.
fn fill<'de, A: MapAccess<'de>, V: Deserialize<'de>>(
    slot: &mut Option<V>,
    key: &str,
    map: &mut A,
) -> Result<(), A::Error> {
    if slot.is_some() {
        return Err(A::Error::custom(format_args!("duplicate field `{key}`")));
    }
    *slot = Some(map.next_value()?);
    Ok(())
}

impl<T> Keys<T> {
    pub(super) fn take_text(self) -> (Keys<()>, T) {
        let Self {
            id,
            title,
            date,
            text,
        } = self;
        let keys = Keys {
            id,
            title,
            date,
            text: (),
        };
        (keys, text)
    }
}

impl Keys<()> {
    /// Makes the document. `blank`: its text is nothing but blanks.
    pub(super) fn document(self, body: Body, blank: bool) -> Result<Extracted, Problem> {
        let id = self.id.as_deref().map(scalar).transpose()?;
        let title = self.title.filter(|title| !title.trim().is_empty());
        let extracted = Extracted {
            id,
            empty: blank && title.is_none(),
            title,
            ..Extracted::of_body(body)
        };
        Ok(match self.date.as_deref() {
            Some(raw) => extracted.dated(&written(raw)),
            None => extracted,
        })
    }
}

/// An id as a string: a string's content, a number as it is written.
fn scalar(raw: &RawValue) -> Result<String, Problem> {
    let text = raw.get();
    if text.starts_with('"') {
        serde_json::from_str(text).map_err(|error| not_document(&error))
    } else if text.starts_with(|c: char| c == '-' || c.is_ascii_digit()) {
        Ok(text.to_owned())
    } else {
        let problem = "`id` must be a string or a number";
        Err(Problem::NotDocument(problem.to_owned()))
    }
}

/// A string's content, or anything else as it is written.
fn written(raw: &RawValue) -> String {
    serde_json::from_str(raw.get()).unwrap_or_else(|_| raw.get().to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn problem(line: &[u8]) -> String {
        parse(line, &Columns::default())
            .err()
            .expect("a problem")
            .to_string()
    }

    #[test]
    fn what_is_no_document_is_said_plainly() {
        for (line, expected) in [
            (
                &b"{\"id\":1}"[..],
                "no `text`: expected a string under that key",
            ),
            (
                b"{\"text\":5}",
                "not a JSON document: invalid type: integer `5`, expected a string at column 9",
            ),
            (
                b"{\"text\":null}",
                "no `text`: expected a string under that key",
            ),
            (
                b"[null,null,null,\"text\"]",
                "not a JSON document: expected `{`",
            ),
            (
                b"{\"text\":\"\"} {}",
                "not a JSON document: trailing characters at column 13",
            ),
            (
                b"{\"text\":\"a\",\"text\":\"b\"}",
                "not a JSON document: duplicate field `text` at column 18",
            ),
            (
                b"{\"text\":\"\",\"id\":[1]}",
                "not a JSON document: `id` must be a string or a number",
            ),
            (b"{\"text\":\"\xFF\"}", "not UTF-8 at byte 9"),
        ] {
            assert_eq!(problem(line), expected);
        }
        let lone = problem(br#"{"text":"\ud800"}"#);
        assert!(
            lone.contains("surrogate") || lone.contains("hex escape"),
            "{lone}"
        );
    }

    #[test]
    fn dates_are_read_to_the_day_and_odd_ones_kept() {
        let dates = |line: &str| {
            let record = parse(line.as_bytes(), &Columns::default()).unwrap();
            (record.date.map(|date| date.to_string()), record.odd_date)
        };
        let day = Some("2024-03-01".to_owned());
        assert_eq!(
            dates(r#"{"text":"","date":"2024-3-1"}"#),
            (day.clone(), None)
        );
        assert_eq!(
            dates(r#"{"text":"","date":"2024-03-01T10:00:00Z"}"#),
            (day, None)
        );
        assert_eq!(
            dates(r#"{"text":"","date":1945}"#),
            (Some("1945".into()), None)
        );
        assert_eq!(dates(r#"{"text":"","date":""}"#), (None, None));
        assert_eq!(dates(r#"{"text":"","date":null}"#), (None, None));
        assert_eq!(
            dates(r#"{"text":"","date":"in May"}"#),
            (None, Some("in May".into()))
        );
    }

    #[test]
    fn a_title_counts_as_content() {
        let empty = |line: &str| parse(line.as_bytes(), &Columns::default()).unwrap().empty;
        assert!(empty(r#"{"text":" \n","title":" "}"#));
        assert!(!empty(r#"{"text":"","title":"Putin"}"#));
    }
}
