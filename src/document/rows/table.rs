use std::cell::Cell;
use std::io::{self, Cursor, Read};
use std::rc::Rc;

use csv::{ByteRecord, Reader, ReaderBuilder};
use namewatch::swallowed_rows;

use super::{Places, line_of};
use crate::document::InputFormat;
use crate::document::charset::{Decoded, without_mark};
use crate::document::extracted::Extracted;
use crate::document::problem::Problem;
use crate::document::quotes::{QuoteCount, Quotes};
use crate::document::source::{Origin, Part, Parts};
use crate::document::stream::{Source, peek};
use crate::document::ticket::Receipt;

/// The longest row that is read, in bytes; a quotation mark that is never closed makes a row of all
/// that follows.
const LONGEST_ROW: u64 = 64 << 20;

/// What the header is looked for in, in bytes.
pub(in crate::document) const HEAD: usize = 64 << 10;

/// What a file that may be a table turned out to be.
pub(super) enum Opened {
    Rows(Parts),
    /// No columns were named, and none is called `text`: it is taken as it lies.
    NoTable(Source),
}

/// Opens CSV or TSV, in whatever encoding.
pub(super) fn open(
    format: InputFormat,
    origin: &Origin,
    mut source: Source,
    receipt: &Receipt,
) -> Result<Opened, Problem> {
    let columns = &origin.reading.columns;
    let head = peek(&mut source, |head| {
        head.len() >= HEAD || head.contains(&b'\n')
    })?;
    let line = without_mark(&head);
    let line = line.split(|&byte| byte == b'\n').next().unwrap_or_default();
    let delimiter = match format {
        InputFormat::Tsv => b'\t',
        _ => delimiter_of(line),
    };
    let is_asked_for = columns.text.is_some() || origin.reading.format.is_some();
    let is_table = is_asked_for || has_column(line, delimiter, columns.text());
    let mark = head.len() - without_mark(&head).len();
    let mut whole: Source = Box::new(Cursor::new(head).chain(source));
    if !is_table {
        return Ok(Opened::NoTable(whole));
    }
    io::copy(&mut whole.by_ref().take(mark as u64), &mut io::sink())?;
    let since_row = Rc::new(Cell::new(0));
    let bounded = Bounded {
        inner: Decoded::new(whole, mark as u64, receipt.clone()),
        since_row: Rc::clone(&since_row),
    };
    let (quotes, count) = Quotes::new(bounded);
    let mut rows = ReaderBuilder::new()
        .delimiter(delimiter)
        .from_reader(quotes);
    let header: Vec<Vec<u8>> = match rows.byte_headers() {
        Ok(header) => header
            .iter()
            .map(|name| name.trim_ascii().to_vec())
            .collect(),
        Err(error) => return Err(receipt.take_problem().unwrap_or_else(|| error_of(error))),
    };
    let places = columns.find(&header)?;
    Ok(Opened::Rows(Box::new(Table {
        rows,
        quotes: count,
        places,
        delimiter,
        format,
        origin: origin.clone(),
        receipt: receipt.clone(),
        since_row,
        row: ByteRecord::new(),
        number: 1,
        ended: false,
    })))
}

/// The one of the usual delimiters that the header has most of.
pub(in crate::document) fn delimiter_of(header: &[u8]) -> u8 {
    let count = |delimiter: u8| header.split(|&byte| byte == delimiter).count();
    let usual = [b';', b'\t', b'|'];
    usual.into_iter().fold(b',', |most, delimiter| {
        if count(delimiter) > count(most) {
            delimiter
        } else {
            most
        }
    })
}

fn has_column(header: &[u8], delimiter: u8, name: &str) -> bool {
    let mut names = header.split(|&byte| byte == delimiter);
    names.any(|column| {
        let column = column.trim_ascii();
        let quoted = column.strip_prefix(b"\"");
        let quoted = quoted.and_then(|rest| rest.strip_suffix(b"\""));
        quoted.unwrap_or(column) == name.as_bytes()
    })
}

struct Table {
    rows: Reader<Quotes<Bounded<Decoded<Source>>>>,
    quotes: QuoteCount,
    places: Places,
    delimiter: u8,
    format: InputFormat,
    origin: Origin,
    /// Of the file.
    receipt: Receipt,
    since_row: Rc<Cell<u64>>,
    row: ByteRecord,
    /// Of the row read last; the header is the first.
    number: u64,
    ended: bool,
}

impl Table {
    /// The row that was just read, with its hash.
    fn document(&self) -> (Result<Extracted, Problem>, Receipt) {
        let receipt = self.origin.receipt_for(&line_of(&self.row));
        let cell = |place: usize| {
            let cell = self.row.get(place)?;
            Some(String::from_utf8_lossy(cell).into_owned())
        };
        let mut document = self.places.document(cell);
        if let Some(more) = swallowed_rows(&self.row, self.row.len(), self.delimiter) {
            let lines = match more {
                1 => "the line that follows, which looks like a row".to_owned(),
                _ => format!("the {more} lines that follow, which look like rows"),
            };
            document.warnings.push(format!(
                "a quotation mark makes one cell of this row and {lines}: is it closed where it should be?"
            ));
        }
        (Ok(document), receipt)
    }
}

impl Iterator for Table {
    type Item = Part;

    fn next(&mut self) -> Option<Part> {
        if self.ended {
            return None;
        }
        self.since_row.set(0);
        self.number += 1;
        let (document, receipt) = match self.rows.read_byte_record(&mut self.row) {
            Ok(false) => return None,
            Ok(true) if self.quotes.is_left_open(&self.row) => {
                let problem =
                    "a quotation mark is never closed: it makes a cell of all that follows";
                (Err(Problem::NotRow(problem.to_owned())), Receipt::default())
            }
            Ok(true) => self.document(),
            Err(error) => {
                // A row of another length is skipped; what can't be read now won't get better.
                self.ended = error.is_io_error();
                let problem = self
                    .receipt
                    .take_problem()
                    .unwrap_or_else(|| error_of(error));
                (Err(problem), Receipt::default())
            }
        };
        Some(
            self.origin
                .part(Some(self.number), self.format, document, receipt),
        )
    }
}

fn error_of(error: csv::Error) -> Problem {
    match error.into_kind() {
        csv::ErrorKind::Io(error) => error.into(),
        csv::ErrorKind::UnequalLengths {
            expected_len, len, ..
        } => Problem::NotRow(format!("it has {len} cells, the header {expected_len}")),
        _ => Problem::NotRow("it can't be parted into cells".to_owned()),
    }
}

/// Fails once too much was read of one row.
struct Bounded<R> {
    inner: R,
    since_row: Rc<Cell<u64>>,
}

impl<R: Read> Read for Bounded<R> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        let read = self.inner.read(buffer)?;
        self.since_row.set(self.since_row.get() + read as u64);
        if self.since_row.get() > LONGEST_ROW {
            let problem =
                format!("a row longer than {LONGEST_ROW} bytes: is a quotation mark not closed?");
            return Err(io::Error::new(io::ErrorKind::FileTooLarge, problem));
        }
        Ok(read)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn rows(name: &str, bytes: &[u8]) -> Vec<(String, Option<u64>, Result<String, String>)> {
        let origin = Origin::for_tests(name);
        let format = if name.ends_with("tsv") {
            InputFormat::Tsv
        } else {
            InputFormat::Csv
        };
        let source = Box::new(Cursor::new(bytes.to_vec()));
        let Opened::Rows(rows) = open(format, &origin, source, &Receipt::default()).unwrap() else {
            return Vec::new();
        };
        rows.map(|part| {
            let Part::Document(ticket, document) = part else {
                panic!("a row holds nothing but a document");
            };
            let text = match (ticket.problem(), document.map(|document| document.body)) {
                (None, Some(namewatch::Body::Text(text))) => Ok(text),
                (Some(problem), None) => Err(problem.to_string()),
                _ => panic!("neither a text nor a problem"),
            };
            (ticket.document, ticket.line, text)
        })
        .collect()
    }

    #[test]
    fn rows_are_documents_in_any_encoding_and_with_any_delimiter() {
        let table = "id;text\r\n7;Глеб Варнаков\r\n;\"two\nlines; quoted\"\r\nx\r\n9;вновь\r\n";
        let expected = [
            ("7".to_owned(), Some(2), Ok("Глеб Варнаков".to_owned())),
            ("3".to_owned(), Some(3), Ok("two\nlines; quoted".to_owned())),
            (
                "4".to_owned(),
                Some(4),
                Err("not a row of the table: it has 1 cells, the header 2".to_owned()),
            ),
            ("9".to_owned(), Some(5), Ok("вновь".to_owned())),
        ];
        assert_eq!(rows("a.csv", table.as_bytes()), expected);
        assert_eq!(
            rows("a.csv", format!("\u{feff}{table}").as_bytes()),
            expected
        );
        let cyrillic = encoding_rs::WINDOWS_1251.encode(table).0;
        assert_eq!(rows("a.csv", &cyrillic), expected);
        let tabs = "\"text\"\tother\nVarnakov\t\n";
        assert_eq!(
            rows("a.tsv", tabs.as_bytes())[0].2,
            Ok("Varnakov".to_owned())
        );
        assert!(rows("a.csv", b"name,age\nVarnakov,7\n").is_empty());
    }

    #[test]
    fn a_quotation_mark_that_is_not_closed_is_told() {
        let mut table = b"text\n\"never closed ".to_vec();
        table.extend(b"x".repeat(LONGEST_ROW as usize + (1 << 20)));
        for table in [&table[..], b"text\nVarnakov\n\"never closed\nKashkulov\n"] {
            let rows = rows("a.csv", table);
            let problem = rows.last().unwrap().2.as_ref().err().unwrap();
            assert!(problem.contains("quotation mark"), "{problem}");
        }
        // What follows may also be nothing, and not every such mark opens a cell.
        let closed = rows("a.csv", b"text\n\"two\nlines\"\na screen of 5\"\n");
        assert!(closed.iter().all(|row| row.2.is_ok()), "{closed:?}");
    }
}
