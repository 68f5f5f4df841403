use namewatch::{Body, Document, PartialDate};
use serde::Deserialize;
use serde_json::value::RawValue;

use super::Problem;

/// A line of JSON that is a document.
pub(super) struct Record {
    pub(super) id: Option<String>,
    /// Its date, where that is not understood.
    pub(super) odd_date: Option<String>,
    /// Whether it holds nothing but blanks.
    pub(super) empty: bool,
    pub(super) document: Document,
}

/// The keys that are read; others are ignored. A null is as good as a missing key.
#[derive(Deserialize)]
pub(super) struct Keys<T> {
    id: Option<Box<RawValue>>,
    title: Option<String>,
    date: Option<Box<RawValue>>,
    pub(super) text: T,
}

/// Reads a line that is held in memory.
pub(super) fn parse(line: &[u8]) -> Result<Record, Problem> {
    let text = std::str::from_utf8(line).map_err(|error| Problem::NotUtf8 {
        byte: error.valid_up_to() as u64,
    })?;
    check_start(line)?;
    let keys: Keys<String> = serde_json::from_str(text).map_err(|error| not_document(&error))?;
    let blank = keys.text.trim().is_empty();
    let (keys, text) = keys.take_text();
    keys.record(Body::Text(text), blank)
}

/// Refuses what is no object. Without this an array would do: serde takes one for a record without
/// keys.
pub(super) fn check_start(line: &[u8]) -> Result<(), Problem> {
    if line.trim_ascii_start().starts_with(b"{") {
        Ok(())
    } else {
        Err(Problem::NotDocument("expected `{`".to_owned()))
    }
}

/// The parser counts lines within what it was given: one line.
pub(super) fn not_document(error: &serde_json::Error) -> Problem {
    let message = error.to_string();
    let place = format!(" at line {} column {}", error.line(), error.column());
    Problem::NotDocument(match message.strip_suffix(&place) {
        Some(what) => format!("{what} at column {}", error.column()),
        None => message,
    })
}

impl<T> Keys<T> {
    fn take_text(self) -> (Keys<()>, T) {
        let Self {
            id,
            title,
            date,
            text,
        } = self;
        (
            Keys {
                id,
                title,
                date,
                text: (),
            },
            text,
        )
    }

    /// Makes the document. `blank`: its text is nothing but blanks.
    pub(super) fn record(self, body: Body, blank: bool) -> Result<Record, Problem> {
        let id = self.id.as_deref().map(scalar).transpose()?;
        let (date, odd_date) = understand_date(self.date.as_deref());
        let title = self.title.filter(|title| !title.trim().is_empty());
        Ok(Record {
            id,
            odd_date,
            empty: blank && title.is_none(),
            document: Document { title, date, body },
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

/// A document's date, of which only the day counts, or else the words that are none.
fn understand_date(raw: Option<&RawValue>) -> (Option<PartialDate>, Option<String>) {
    let Some(raw) = raw else {
        return (None, None);
    };
    let text: String = serde_json::from_str(raw.get()).unwrap_or_else(|_| raw.get().to_owned());
    let day = text.split(['T', ' ']).next().unwrap_or_default();
    match day.parse() {
        Ok(date) => (Some(date), None),
        Err(_) if text.trim().is_empty() => (None, None),
        Err(_) => (None, Some(text)),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn problem(line: &[u8]) -> String {
        parse(line).err().expect("a problem").to_string()
    }

    #[test]
    fn what_is_no_document_is_said_plainly() {
        for (line, expected) in [
            (
                &b"{\"id\":1}"[..],
                "not a JSON document: missing field `text` at column 8",
            ),
            (
                b"{\"text\":5}",
                "not a JSON document: invalid type: integer `5`, expected a string at column 9",
            ),
            (
                b"{\"text\":null}",
                "not a JSON document: invalid type: null, expected a string at column 12",
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
            let record = parse(line.as_bytes()).unwrap();
            (
                record.document.date.map(|date| date.to_string()),
                record.odd_date,
            )
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
        let empty = |line: &str| parse(line.as_bytes()).unwrap().empty;
        assert!(empty(r#"{"text":" \n","title":" "}"#));
        assert!(!empty(r#"{"text":"","title":"Putin"}"#));
    }
}
