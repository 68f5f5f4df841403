//! Tables with a header row, from CSV or a spreadsheet: rows whose cells are found by column name.

use csv::StringRecord;
use rustc_hash::FxHashMap;

use super::{Reading, Tally};
use crate::error::Result;
use crate::watchlist::file::ListFile;
use crate::watchlist::swallowed::{quoted_rows, swallowed_rows};
use crate::watchlist::text::{decode, ends_in_quotes, tidy};

/// How a CSV table is written.
#[derive(Clone, Copy, Debug)]
pub(super) struct Dialect {
    pub(super) delimiter: u8,
    /// How many rows may stand before the one that names the columns.
    pub(super) preamble: usize,
}

impl Dialect {
    /// Commas, and the names in the first row.
    pub(super) const PLAIN: Self = Self {
        delimiter: b',',
        preamble: 0,
    };
}

/// The columns of a table, by name. Of two that bear one name the first counts.
#[derive(Debug, Default)]
pub(super) struct Columns {
    by_name: FxHashMap<String, usize>,
    names: Vec<String>,
}

impl Columns {
    fn new(header: &StringRecord) -> Self {
        let mut by_name = FxHashMap::default();
        for (at, name) in header.iter().enumerate() {
            by_name.entry(column_key(name)).or_insert(at);
        }
        Self {
            by_name,
            names: header.iter().map(tidy).collect(),
        }
    }

    /// The first of some columns that is not there.
    fn missing<'n>(&self, needed: &[&'n str]) -> Option<&'n str> {
        needed
            .iter()
            .copied()
            .find(|name| !self.by_name.contains_key(*name))
    }
}

/// A column's name in lower case with single blanks: editions of a list differ in both.
pub(crate) fn column_key(name: &str) -> String {
    tidy(name).to_lowercase()
}

/// A row of a table.
pub(super) struct Row<'a> {
    columns: &'a Columns,
    cells: &'a StringRecord,
    /// Its text in the file, without the line end; empty in a spreadsheet.
    pub(super) source: &'a str,
}

impl Row<'_> {
    /// The cell of a column, as it stands in the file; empty if there is no such column. Column
    /// names are given in lower case.
    pub(super) fn cell(&self, column: &str) -> &str {
        debug_assert_eq!(column, column.to_lowercase());
        self.columns
            .by_name
            .get(column)
            .and_then(|&at| self.cells.get(at))
            .unwrap_or_default()
    }

    /// The tidied text of a cell; empty if there is none.
    pub(super) fn text(&self, column: &str) -> String {
        let cell = self.cell(column);
        if cell.is_empty() {
            String::new()
        } else {
            tidy(cell)
        }
    }

    /// The tidied text of a cell, unless it is empty.
    pub(super) fn value(&self, column: &str) -> Option<String> {
        Some(self.text(column)).filter(|text| !text.is_empty())
    }

    /// The texts of those of some cells that are not empty.
    pub(super) fn values(&self, columns: &[&str]) -> Vec<String> {
        columns
            .iter()
            .filter_map(|column| self.value(column))
            .collect()
    }

    /// The columns whose cells are not blank, as the header names them, and those cells.
    pub(super) fn pairs(&self) -> impl Iterator<Item = (&str, &str)> {
        let names = self.columns.names.iter().map(String::as_str);
        names
            .zip(self.cells)
            .filter(|(_, cell)| !cell.trim().is_empty())
    }

    /// Whether the table has a column.
    pub(super) fn has(&self, column: &str) -> bool {
        self.columns.by_name.contains_key(column)
    }

    fn is_blank(&self) -> bool {
        self.cells.iter().all(|cell| cell.trim().is_empty())
    }
}

/// What a row's handler says of a bad row.
pub(super) type RowResult = std::result::Result<(), String>;

/// Reads a CSV table and hands each row over. Returns the rows before the header.
///
/// # Errors
///
/// If the file is no text, lacks a needed column, or is cut off, or too many rows are bad.
pub(super) fn read_csv(
    file: &ListFile,
    dialect: Dialect,
    needed: &[&str],
    reading: &mut Reading,
    mut on_row: impl FnMut(&Row<'_>) -> RowResult,
) -> Result<Vec<StringRecord>> {
    let decoded = decode(&file.bytes).map_err(|problem| file.error(problem))?;
    if decoded.is_cp1252 {
        let warning = format!("{}: not UTF-8, read as cp1252", file.name);
        reading.warnings.push(warning);
    }
    let text = &*decoded.text;
    let mut reader = csv::ReaderBuilder::new()
        .has_headers(false)
        .flexible(true)
        .delimiter(dialect.delimiter)
        .from_reader(text.as_bytes());
    let mut table = Table::new(needed, dialect.preamble);
    let mut cells = StringRecord::new();
    let mut start = 0;
    while reader
        .read_record(&mut cells)
        .map_err(|error| file.error(error.to_string()))?
    {
        start = cells.position().map_or(start, |at| at.byte() as usize);
        let end = reader.position().byte() as usize;
        let source = text.get(start..end).unwrap_or_default().trim();
        let columns = table.header.len();
        if let Some(more) = swallowed_rows(cells.as_byte_record(), columns, dialect.delimiter) {
            return Err(file.error(quoted_rows(table.number + 1, more)));
        }
        table
            .row(&cells, source, &mut on_row)
            .map_err(|problem| file.error(problem))?;
    }
    let is_open = ends_in_quotes(&text[start..], char::from(dialect.delimiter));
    table.finish(file, is_open, reading)
}

/// Reads the rows of a spreadsheet, which have their numbers with them, in the same way; rows may be
/// shorter or longer than the header.
///
/// # Errors
///
/// As [`read_csv`].
pub(super) fn read_rows(
    file: &ListFile,
    rows: Vec<(usize, StringRecord)>,
    needed: &[&str],
    reading: &mut Reading,
    mut on_row: impl FnMut(&Row<'_>) -> RowResult,
) -> Result<()> {
    // Titles may stand above the table.
    const PREAMBLE: usize = 5;
    let mut table = Table::new(needed, PREAMBLE);
    for (number, cells) in rows {
        let width = table.header.len();
        let cells = if width == 0 {
            cells
        } else {
            (0..width)
                .map(|at| cells.get(at).unwrap_or_default())
                .collect()
        };
        table.number = number.saturating_sub(1);
        table
            .row(&cells, "", &mut on_row)
            .map_err(|problem| file.error(problem))?;
    }
    table.finish(file, false, reading).map(|_| ())
}

/// A table, as far as it is read.
struct Table<'n> {
    needed: &'n [&'n str],
    most_preamble: usize,
    preamble: Vec<StringRecord>,
    header: StringRecord,
    /// Unknown until the header is found.
    columns: Option<Columns>,
    number: usize,
    /// A row with too few or too many cells, of which it is not yet known whether it is the last.
    ragged: Option<String>,
    tally: Tally,
}

impl<'n> Table<'n> {
    fn new(needed: &'n [&'n str], most_preamble: usize) -> Self {
        Self {
            needed,
            most_preamble,
            preamble: Vec::new(),
            header: StringRecord::new(),
            columns: None,
            number: 0,
            ragged: None,
            tally: Tally::default(),
        }
    }

    fn row(
        &mut self,
        cells: &StringRecord,
        source: &str,
        on_row: impl FnOnce(&Row<'_>) -> RowResult,
    ) -> std::result::Result<(), String> {
        self.number += 1;
        let number = self.number;
        let Some(columns) = &self.columns else {
            return self.head(cells);
        };
        let row = Row {
            columns,
            cells,
            source,
        };
        if row.is_blank() {
            return Ok(());
        }
        if let Some(problem) = self.ragged.take() {
            self.tally.reject(|| problem);
        }
        if *cells == self.header {
            self.tally
                .reject(|| format!("row {number} is the header again"));
        } else if cells.len() != columns.names.len() {
            self.ragged = Some(format!(
                "row {number} has {} columns; expected {}",
                cells.len(),
                columns.names.len()
            ));
        } else {
            match on_row(&row) {
                Ok(()) => self.tally.accept(),
                Err(problem) => self.tally.reject(|| format!("row {number}: {problem}")),
            }
        }
        Ok(())
    }

    /// Takes a row for the header, or for one before it.
    fn head(&mut self, cells: &StringRecord) -> RowResult {
        let columns = Columns::new(cells);
        match columns.missing(self.needed) {
            None => {
                self.header = cells.clone();
                self.columns = Some(columns);
            }
            Some(_) if self.preamble.len() < self.most_preamble => {
                self.preamble.push(cells.clone());
            }
            Some(name) => {
                return Err(format!(
                    "row {}: column `{name}` is missing; expected the publisher's own column names, \
                     fetch the original file",
                    self.number
                ));
            }
        }
        Ok(())
    }

    fn finish(
        self,
        file: &ListFile,
        is_open: bool,
        reading: &mut Reading,
    ) -> Result<Vec<StringRecord>> {
        let number = self.number;
        if self.columns.is_none() {
            return Err(file.error(format!(
                "ends after row {number} without a row that names the columns; fetch it again"
            )));
        }
        if let Some(problem) = self.ragged {
            return Err(file.error(format!(
                "{problem}, and is the last: the file is cut off, fetch it again"
            )));
        }
        if is_open {
            return Err(file.error(format!(
                "row {number}, the last, ends within quotes: the file is cut off, fetch it again"
            )));
        }
        reading.settle(file, self.tally)?;
        Ok(self.preamble)
    }
}
