use std::io;
use std::path::Path;

use csv::{ByteRecord, Reader, ReaderBuilder};
use namewatch::swallowed_rows;

use super::failure::Failure;
use super::interruption::Interruption;
use super::messages::Messages;
use crate::document::{Extent, Problem, QueryTable, QueryTableNotes, QuoteCount, Quotes, Source};

/// A table with a header, read row by row: CSV with any of the usual delimiters, in any usual encoding.
/// Columns may come in any order.
pub(crate) struct Table {
    /// What messages call it.
    place: String,
    reader: Reader<Quotes<Source>>,
    quotes: QuoteCount,
    header: Vec<String>,
    delimiter: u8,
    notes: QueryTableNotes,
    extent: Extent,
    ended: bool,
}

/// One row: the line it begins on and its cells, as many as the header has; or what is wrong with it.
pub(crate) type Row = Result<(u64, Vec<String>), String>;

impl Table {
    /// Opens a file (`-`: standard input) that must have the columns `required`.
    pub(crate) fn open(
        path: &Path,
        required: &[&str],
        interruption: &Interruption,
    ) -> Result<Self, Failure> {
        let place = match path.to_str() {
            Some("-") => "standard input".to_owned(),
            _ => path.display().to_string(),
        };
        let unreadable = |problem: String, hint| Failure::Input {
            problem: format!("{place}: {problem}"),
            hint,
        };
        let extent = Extent::default();
        let table = QueryTable::open(path, interruption.cancellation(), &extent)
            .map_err(|problem| unreadable(problem.to_string(), problem.hint()))?;
        let (notes, delimiter) = (table.notes(), table.delimiter);
        let (text, quotes) = Quotes::new(table.text);
        let mut reader = ReaderBuilder::new()
            .flexible(true)
            .delimiter(delimiter)
            .from_reader(text);
        let header = reader.byte_headers().map_err(|error| {
            let problem = problem_of(&notes, error);
            unreadable(problem.to_string(), problem.hint())
        })?;
        let header = cells(header).map_err(|problem| unreadable(problem, None))?;
        for column in required {
            let count = header.iter().filter(|name| is(name, column)).count();
            if count != 1 {
                let problem = if count == 0 { "no" } else { "more than one" };
                let expected = required.join(", ");
                return Err(unreadable(
                    format!("{problem} column `{column}`; expected the columns {expected}"),
                    Some(
                        "the first row must hold the columns' names, parted by commas, semicolons, tabs or `|`",
                    ),
                ));
            }
        }
        Ok(Self {
            place,
            reader,
            quotes,
            header,
            delimiter,
            notes,
            extent,
            ended: false,
        })
    }

    /// The columns' names.
    pub(crate) fn header(&self) -> &[String] {
        &self.header
    }

    /// What parts its cells.
    pub(crate) fn delimiter(&self) -> u8 {
        self.delimiter
    }

    /// Knows how far it has been read.
    pub(crate) fn extent(&self) -> Extent {
        self.extent.clone()
    }

    /// Tells how it was read, once it was; says whether it was to its end.
    pub(crate) fn tell(&self, messages: Messages) -> bool {
        let path = &self.place;
        if let Some(encoding) = self.notes.encoding().filter(|&name| name != "UTF-8") {
            // Seen by all: the encoding may be guessed, and no manifest tells of it.
            messages.note(&format!("{path}: read as {encoding}"));
        }
        let rest = self.notes.rest();
        if let Some(rest) = &rest {
            messages.error(&format!("{path}: {rest}"), rest.hint());
        }
        rest.is_none()
    }

    /// Where a column stands.
    pub(crate) fn column(&self, name: &str) -> Option<usize> {
        self.header.iter().position(|header| is(header, name))
    }
}

/// Why the rows can't be read on.
fn problem_of(notes: &QueryTableNotes, error: csv::Error) -> Problem {
    notes
        .take_problem()
        .unwrap_or_else(|| match error.into_kind() {
            csv::ErrorKind::Io(error) => error.into(),
            _ => io::Error::from(io::ErrorKind::InvalidData).into(),
        })
}

fn is(header: &str, column: &str) -> bool {
    header.trim().eq_ignore_ascii_case(column)
}

fn cells(record: &ByteRecord) -> Result<Vec<String>, String> {
    record
        .iter()
        .enumerate()
        .map(|(column, cell)| {
            String::from_utf8(cell.to_vec()).map_err(|error| {
                let byte = error.utf8_error().valid_up_to();
                format!("not UTF-8 in column {} at byte {byte}", column + 1)
            })
        })
        .collect()
}

impl Iterator for Table {
    type Item = Row;

    fn next(&mut self) -> Option<Row> {
        let mut record = ByteRecord::new();
        if self.ended {
            return None;
        }
        let path = &self.place;
        match self.reader.read_byte_record(&mut record) {
            Ok(true) => {}
            Ok(false) => return None,
            Err(error) => {
                self.ended = true;
                let problem = problem_of(&self.notes, error);
                return Some(Err(format!("{path}: {problem}")));
            }
        }
        let line = record.position().map_or(0, csv::Position::line);
        if self.quotes.is_left_open(&record) {
            return Some(Err(format!(
                "{path}:{line}: a quotation mark is never closed: it makes a cell of all that follows"
            )));
        }
        let (found, expected) = (record.len(), self.header.len());
        if let Some(more) = swallowed_rows(&record, expected, self.delimiter) {
            return Some(Err(format!(
                "{path}:{line}: a quotation mark makes one cell of this and the next {more} lines; expected \
                 it to be closed on the line it is opened on"
            )));
        }
        Some(if found == expected {
            cells(&record)
                .map(|cells| (line, cells))
                .map_err(|problem| format!("{path}:{line}: {problem}"))
        } else {
            Err(format!(
                "{path}:{line}: {found} columns; expected {expected} as in the first row"
            ))
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn open(bytes: &[u8]) -> Result<Table, Failure> {
        let file = tempfile::NamedTempFile::new().unwrap();
        std::fs::write(file.path(), bytes).unwrap();
        Table::open(file.path(), &["id", "name"], &Interruption::default())
    }

    #[test]
    fn columns_come_in_any_order_and_bad_rows_are_told() {
        let table = open(
            &[
                "\u{feff}Name,Other,ID\nÉéèêë,\"x\ny\",1\nB\n".as_bytes(),
                b"C,\xFF,3\nD,z,4\n",
            ]
            .concat(),
        )
        .unwrap();
        assert_eq!(
            (table.column("id"), table.column("name")),
            (Some(2), Some(0))
        );
        let rows: Vec<_> = table
            .map(|row| row.map_err(|problem| problem.rsplit(".tmp").next().unwrap().to_owned()))
            .collect();
        assert_eq!(
            rows[0],
            Ok((2, vec!["Ééèêë".into(), "x\ny".into(), "1".into()]))
        );
        assert!(
            rows[1]
                .as_ref()
                .unwrap_err()
                .ends_with(":4: 1 columns; expected 3 as in the first row")
        );
        assert!(
            rows[2]
                .as_ref()
                .unwrap_err()
                .ends_with(":5: not UTF-8 in column 2 at byte 0")
        );
        assert_eq!(rows[3], Ok((6, vec!["D".into(), "z".into(), "4".into()])));
        assert_eq!(rows.len(), 4);
    }

    #[test]
    fn a_quotation_mark_that_is_not_closed_is_told() {
        let rows: Vec<_> = open(b"id,name\n1,A\n2,\"B\n3,C\n").unwrap().collect();
        assert_eq!(rows.len(), 2);
        let problem = rows[1].as_ref().unwrap_err();
        assert!(
            problem.contains(":3: a quotation mark is never closed"),
            "{problem}"
        );
    }

    #[test]
    fn rows_inside_quotation_marks_are_told() {
        let rows = open(b"id,name,more\n1,\"A,x\n2,B,y\n3,C\",z\n4,D,\n").unwrap();
        let rows: Vec<_> = rows.collect();
        let problem = rows[0].as_ref().unwrap_err();
        assert!(
            problem.contains(":2: a quotation mark makes one cell of this and the next 2 lines"),
            "{problem}"
        );
        assert_eq!(rows.len(), 2);
        assert!(rows[1].is_ok());
    }

    #[test]
    fn any_delimiter_and_encoding_is_read_as_in_documents() {
        let text = "id;name\n1;Zoë Müller\n2;François Étienne\n";
        let tabs = text.replace(';', "\t");
        let utf16: Vec<u8> = format!("\u{feff}{tabs}")
            .encode_utf16()
            .flat_map(u16::to_le_bytes)
            .collect();
        let latin: Vec<u8> = text.chars().map(|c| c as u8).collect();
        for bytes in [text.as_bytes(), tabs.as_bytes(), &utf16, &latin] {
            let rows: Vec<_> = open(bytes).unwrap().map(Result::unwrap).collect();
            let names: Vec<&str> = rows.iter().map(|(_, cells)| cells[1].as_str()).collect();
            assert_eq!(names, ["Zoë Müller", "François Étienne"]);
        }
    }

    #[test]
    fn missing_columns_are_told() {
        for (bytes, expected) in [
            (
                &b"id,title\n"[..],
                "no column `name`; expected the columns id, name",
            ),
            (b"", "no column `id`; expected the columns id, name"),
            (
                b"id,name,NAME\n",
                "more than one column `name`; expected the columns id, name",
            ),
        ] {
            let problem = open(bytes).err().expect("a problem").to_string();
            assert!(problem.ends_with(expected), "{problem}");
        }
    }
}
