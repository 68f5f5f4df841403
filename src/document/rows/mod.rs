//! Files in which each row is a document: JSON lines, tables.

mod json_lines;
mod long_line;
#[cfg(feature = "columnar")]
mod parquet;
#[cfg(not(feature = "columnar"))]
#[path = "parquet_left_out.rs"]
mod parquet;
mod record;
mod table;

pub(super) use table::{HEAD, delimiter_of};

use json_lines::JsonLines;
use serde::Serialize;

use super::InputFormat;
use super::extracted::Extracted;
use super::problem::Problem;
use super::reader;
use super::source::{Opened, Origin};
use super::stream::Source;
use super::ticket::Receipt;

/// Opens a file of rows.
pub(super) fn open(
    format: InputFormat,
    origin: Origin,
    source: Source,
    receipt: &Receipt,
) -> Result<Opened, Problem> {
    match format {
        InputFormat::Csv | InputFormat::Tsv => {
            match table::open(format, &origin, source, receipt)? {
                table::Opened::Rows(rows) => Ok(Opened::Many(rows)),
                table::Opened::NoTable(source) => {
                    let text = reader::text::read(source, receipt)?;
                    Ok(Opened::One(InputFormat::Text, text))
                }
            }
        }
        InputFormat::Parquet => parquet::open(origin, source),
        _ => Ok(Opened::Many(Box::new(JsonLines::new(origin, source)))),
    }
}

/// Which columns, or keys, of a row hold what. What is not named is called as it usually is, and may
/// be missing but for the text.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
pub(crate) struct Columns {
    pub(crate) text: Option<String>,
    pub(crate) id: Option<String>,
    pub(crate) date: Option<String>,
    pub(crate) title: Option<String>,
}

impl Columns {
    /// Whether none is named.
    pub(crate) fn are_usual(&self) -> bool {
        *self == Self::default()
    }

    fn text(&self) -> &str {
        self.text.as_deref().unwrap_or("text")
    }

    fn id(&self) -> &str {
        self.id.as_deref().unwrap_or("id")
    }

    fn date(&self) -> &str {
        self.date.as_deref().unwrap_or("date")
    }

    fn title(&self) -> &str {
        self.title.as_deref().unwrap_or("title")
    }

    /// Where in a table they stand.
    fn find<T: AsRef<[u8]>>(&self, header: &[T]) -> Result<Places, Problem> {
        let place = |name: &str| {
            header
                .iter()
                .position(|column| column.as_ref() == name.as_bytes())
        };
        let expected = |name: &str| {
            place(name).ok_or_else(|| {
                let columns = header.iter().map(|column| {
                    let column = String::from_utf8_lossy(column.as_ref()).into_owned();
                    format!("`{column}`")
                });
                Problem::NoColumn {
                    column: name.to_owned(),
                    columns: columns.collect::<Vec<_>>().join(", "),
                }
            })
        };
        // A column that the user named must be there.
        let optional = |named: &Option<String>, usual: &str| match named {
            Some(name) => expected(name).map(Some),
            None => Ok(place(usual)),
        };
        Ok(Places {
            text: expected(self.text())?,
            id: optional(&self.id, self.id())?,
            date: optional(&self.date, self.date())?,
            title: optional(&self.title, self.title())?,
        })
    }
}

/// A row as a line of CSV without its end, whatever it was read from: what the hash of a row is of.
fn line_of<T: AsRef<[u8]>>(cells: impl IntoIterator<Item = T>) -> Vec<u8> {
    let mut line = Vec::new();
    let mut writer = csv::Writer::from_writer(&mut line);
    // Writing to memory does not fail.
    let _ = writer.write_record(cells);
    drop(writer);
    line.truncate(line.trim_ascii_end().len());
    line
}

/// The places of columns in a table.
#[derive(Clone, Copy, Debug)]
struct Places {
    text: usize,
    id: Option<usize>,
    date: Option<usize>,
    title: Option<usize>,
}

impl Places {
    /// Makes a document of a row; `cell` gives what stands at a place, if anything does.
    fn document(&self, cell: impl Fn(usize) -> Option<String>) -> Extracted {
        let filled = |place: Option<usize>| place.and_then(&cell).filter(|cell| !cell.is_empty());
        let mut document = Extracted::new(filled(self.title), cell(self.text).unwrap_or_default());
        document.id = filled(self.id);
        match filled(self.date) {
            Some(date) => document.dated(&date),
            None => document,
        }
    }
}
