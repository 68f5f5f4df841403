//! OFAC's lists as sets of CSV files: main, alternate names, addresses, comments.
//!
//! The files have no header, are joined on the number in the first column, and end with a byte of
//! their own (0x1A). A row of a side file whose number the main file lacks is a bad record.

use csv::{ByteRecord, StringRecord};
use rustc_hash::FxHashMap;

use super::{Reading, Tally, ofac_remarks};
use crate::error::{Error, Result};
use crate::watchlist::file::ListFile;
use crate::watchlist::swallowed::{quoted_rows, swallowed_rows};
use crate::watchlist::text::{decode, ends_in_quotes, tidy};
use crate::watchlist::{Entity, EntityKind, Identifier, Name, NameKind, Vehicle};

/// What ends each file but the comments.
const END_MARK: &str = "\u{1A}";

/// Remarks are cut at this many characters; the rest stands in the comments file.
const REMARKS_MOST: usize = 1000;

/// From this many rows on a file is taken for a published list, not for an excerpt made by hand.
const WHOLE_LIST_ROWS: usize = 100;

/// One of the four files of a set.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Table {
    Main,
    Alternate,
    Address,
    Comments,
}

impl Table {
    pub(crate) const ALL: [Self; 4] = [Self::Main, Self::Alternate, Self::Address, Self::Comments];

    fn columns(self) -> usize {
        match self {
            Self::Main => 12,
            Self::Alternate => 5,
            Self::Address => 6,
            Self::Comments => 2,
        }
    }

    /// What the file holds, in words.
    pub(crate) fn as_str(self) -> &'static str {
        match self {
            Self::Main => "main",
            Self::Alternate => "alternate names",
            Self::Address => "address",
            Self::Comments => "comments",
        }
    }
}

/// The table that a row belongs to, if it can be one of OFAC's.
pub(crate) fn table_of_row(row: &ByteRecord) -> Option<Table> {
    let is_number = |at: usize| {
        row.get(at)
            .is_some_and(|cell| !cell.is_empty() && cell.iter().all(u8::is_ascii_digit))
    };
    let is_one_of = |at: usize, words: &[&str]| {
        row.get(at).is_some_and(|cell| {
            let cell = cell.trim_ascii();
            words
                .iter()
                .any(|word| cell.eq_ignore_ascii_case(word.as_bytes()))
        })
    };
    let table = Table::ALL
        .into_iter()
        .find(|table| table.columns() == row.len())?;
    let fits = match table {
        Table::Main => is_one_of(2, &["-0-", "", "individual", "vessel", "aircraft"]),
        Table::Alternate => is_number(1) && is_one_of(2, &["aka", "fka", "nka"]),
        Table::Address => is_number(1),
        Table::Comments => true,
    };
    (is_number(0) && fits).then_some(table)
}

/// The files of one edition of a list.
pub(crate) struct Set {
    pub(crate) main: ListFile,
    pub(crate) alternate: ListFile,
    pub(crate) address: ListFile,
    pub(crate) comments: Option<ListFile>,
}

impl Set {
    /// The files there are, in the order in which they are hashed.
    pub(crate) fn files(&self) -> impl Iterator<Item = &ListFile> {
        [&self.main, &self.alternate, &self.address]
            .into_iter()
            .chain(&self.comments)
    }
}

/// Reads a set.
///
/// # Errors
///
/// If a file is damaged, cut off or no OFAC file, or too many records are bad.
pub(crate) fn read(set: &Set) -> Result<Reading> {
    let mut reading = Reading::default();
    let mut list = Joined::default();
    read_table(&set.main, Table::Main, &mut reading, |row| list.main(row))?;
    read_table(&set.alternate, Table::Alternate, &mut reading, |row| {
        list.alternate(row)
    })?;
    read_table(&set.address, Table::Address, &mut reading, |row| {
        list.address(row)
    })?;
    if let Some(comments) = &set.comments {
        read_table(comments, Table::Comments, &mut reading, |row| {
            list.comments(row)
        })?;
    }
    list.check_addresses(&set.address, &mut reading)?;
    reading.repeated = list.repeated;
    let mut cut = 0;
    for mut record in list.records {
        let is_cut = record.remarks.chars().count() >= REMARKS_MOST && !record.continued;
        cut += usize::from(is_cut);
        ofac_remarks::read(&record.remarks, is_cut, &mut record.entity);
        reading.push(record.entity);
    }
    match &set.comments {
        None => reading.warnings.push(format!(
            "{}: its comments file is missing: remarks of {cut} entities are cut at {REMARKS_MOST} \
             characters",
            set.main.name
        )),
        Some(comments) if cut > 0 => reading.warnings.push(format!(
            "{}: lacks the rest of the remarks of {cut} entities",
            comments.name
        )),
        Some(_) => {}
    }
    Ok(reading)
}

/// The tables, as far as they are joined.
#[derive(Default)]
struct Joined {
    records: Vec<Record>,
    /// The first record with each number: the one that side files refer to.
    by_number: FxHashMap<String, usize>,
    repeated: Vec<String>,
}

struct Record {
    entity: Entity,
    remarks: String,
    has_address: bool,
    continued: bool,
}

/// What a row's handler says of a bad row.
type RowResult = std::result::Result<(), String>;

impl Joined {
    fn main(&mut self, row: &StringRecord) -> RowResult {
        let number = number(row)?;
        let kind = match value(row, 2).map(str::to_ascii_lowercase).as_deref() {
            None => EntityKind::Organization,
            Some("individual") => EntityKind::Person,
            Some("vessel") => EntityKind::Vessel,
            Some("aircraft") => EntityKind::Aircraft,
            Some(other) => {
                return Err(format!(
                    "type is `{other}`; expected individual, vessel, aircraft or -0-"
                ));
            }
        };
        let name = text(row, 1).ok_or("has no name")?;
        let mut entity = Entity::new(number, kind, name);
        // The outer brackets are missing: `SDGT] [IRGC] [IFSR`.
        entity.programmes = value(row, 3)
            .into_iter()
            .flat_map(|programmes| programmes.split("] ["))
            .map(|programme| programme.trim_matches(['[', ']', ' ']).to_owned())
            .filter(|programme| !programme.is_empty())
            .collect();
        entity.titles = value(row, 4)
            .into_iter()
            .flat_map(|titles| titles.split(';'))
            .map(tidy)
            .filter(|title| !title.is_empty())
            .collect();
        entity
            .identifiers
            .extend(text(row, 5).map(|call_sign| Identifier {
                kind: "call_sign".to_owned(),
                value: call_sign,
                country: None,
            }));
        let vehicle = Vehicle {
            kind: text(row, 6),
            tonnage: text(row, 7),
            gross_tonnage: text(row, 8),
            flag: text(row, 9),
            owner: text(row, 10),
            ..Vehicle::default()
        };
        entity.vehicle = (vehicle != Vehicle::default()).then_some(vehicle);
        let remarks = uncut(row, 11).to_owned();
        // Side files are joined later, so a repeated row is equal to the record made of the first.
        let is_repeated = self.by_number.get(number).is_some_and(|&first| {
            let first = &self.records[first];
            first.entity == entity && first.remarks == remarks
        });
        if is_repeated {
            self.repeated.push(number.to_owned());
            return Ok(());
        }
        self.by_number
            .entry(number.to_owned())
            .or_insert(self.records.len());
        self.records.push(Record {
            entity,
            remarks,
            has_address: false,
            continued: false,
        });
        Ok(())
    }

    fn alternate(&mut self, row: &StringRecord) -> RowResult {
        let kind = match value(row, 2)
            .unwrap_or_default()
            .to_ascii_lowercase()
            .as_str()
        {
            "aka" | "nka" => NameKind::Alias,
            "fka" => NameKind::FormerName,
            other => return Err(format!("type is `{other}`; expected aka, fka or nka")),
        };
        let name = text(row, 3).ok_or("has no name")?;
        let record = self.record(row)?;
        record.entity.names.push(Name::new(name, kind));
        Ok(())
    }

    fn address(&mut self, row: &StringRecord) -> RowResult {
        let parts: Vec<String> = (2..6).filter_map(|column| text(row, column)).collect();
        let record = self.record(row)?;
        record.has_address = true;
        if !parts.is_empty() {
            record.entity.addresses.push(parts.join(", "));
        }
        Ok(())
    }

    /// The rest of cut remarks; it may start within a word.
    fn comments(&mut self, row: &StringRecord) -> RowResult {
        let rest = uncut(row, 1);
        let record = self.record(row)?;
        record.remarks.push_str(rest);
        record.continued = true;
        Ok(())
    }

    fn record(&mut self, row: &StringRecord) -> std::result::Result<&mut Record, String> {
        let number = number(row)?;
        match self.by_number.get(number) {
            Some(&at) => Ok(&mut self.records[at]),
            None => Err(format!(
                "refers to entity {number}, which the main file lacks"
            )),
        }
    }

    /// Each entity has a row in the address file, so where many have none, rows were lost.
    fn check_addresses(&self, file: &ListFile, reading: &mut Reading) -> Result<()> {
        let missing: Vec<&str> = self
            .records
            .iter()
            .enumerate()
            .filter(|(at, record)| {
                !record.has_address && self.by_number.get(&record.entity.id) == Some(at)
            })
            .map(|(_, record)| record.entity.id.as_str())
            .collect();
        let Some(first) = missing.first() else {
            return Ok(());
        };
        let problem = format!(
            "{} of {} entities have no row here, {first} the first of them",
            missing.len(),
            self.records.len()
        );
        if self.records.len() >= WHOLE_LIST_ROWS && missing.len() * 100 > self.records.len() {
            return Err(file.error(format!("{problem}: the file is cut off, fetch it again")));
        }
        reading.warnings.push(format!("{}: {problem}", file.name));
        Ok(())
    }
}

/// The entity number in the first column.
fn number(row: &StringRecord) -> std::result::Result<&str, String> {
    let number = row.get(0).unwrap_or_default().trim();
    if number.is_empty() || !number.bytes().all(|byte| byte.is_ascii_digit()) {
        return Err(format!("starts with `{number}`; expected an entity number"));
    }
    Ok(number)
}

/// A cell, unless it is null: `-0- `, also without the blank, or empty in re-saved files.
fn value(row: &StringRecord, column: usize) -> Option<&str> {
    row.get(column)
        .map(str::trim)
        .filter(|cell| !cell.is_empty() && *cell != "-0-")
}

/// A cell of remarks with the blanks at its ends, since it may be cut anywhere; empty if it is null.
fn uncut(row: &StringRecord, column: usize) -> &str {
    let cell = row.get(column).unwrap_or_default();
    value(row, column).map_or("", |_| cell)
}

/// The tidied text of a cell, unless it is null or has nothing visible.
fn text(row: &StringRecord, column: usize) -> Option<String> {
    value(row, column).map(tidy).filter(|text| !text.is_empty())
}

/// Hands over the rows of a file, and makes sure that it is whole.
fn read_table(
    file: &ListFile,
    table: Table,
    reading: &mut Reading,
    mut on_row: impl FnMut(&StringRecord) -> RowResult,
) -> Result<()> {
    let decoded = decode(&file.bytes).map_err(|problem| file.error(problem))?;
    if decoded.is_cp1252 {
        reading
            .warnings
            .push(format!("{}: not UTF-8, read as cp1252", file.name));
    }
    let text = match without_cut_null(&decoded.text) {
        Some(text) => {
            reading
                .warnings
                .push(format!("{}: ends within its last null (`-0- `)", file.name));
            text
        }
        None => &decoded.text,
    };
    let mut reader = csv::ReaderBuilder::new()
        .has_headers(false)
        .flexible(true)
        .from_reader(text.as_bytes());
    let mut tally = Tally::default();
    let mut row = StringRecord::new();
    let mut number = 0;
    let mut ragged: Option<String> = None;
    let mut end_mark_at = None;
    let mut last_row_start = 0;
    while reader
        .read_record(&mut row)
        .map_err(|error| file.error(error.to_string()))?
    {
        number += 1;
        if let Some(at) = end_mark_at {
            return Err(two_files(file, at));
        }
        if let Some(problem) = ragged.take() {
            tally.reject(|| problem);
        }
        if row.get(0).is_some_and(|cell| cell.starts_with(END_MARK)) {
            if row.iter().collect::<String>().trim() != END_MARK {
                return Err(two_files(file, number));
            }
            end_mark_at = Some(number);
            continue;
        }
        last_row_start = row
            .position()
            .map_or(0, |position| position.byte() as usize);
        if row.len() != table.columns() {
            ragged = Some(format!(
                "row {number} has {} columns; expected {}",
                row.len(),
                table.columns()
            ));
            continue;
        }
        if let Some(more) = swallowed_rows(row.as_byte_record(), row.len(), b',') {
            return Err(file.error(quoted_rows(number, more)));
        }
        match on_row(&row) {
            Ok(()) => tally.accept(),
            Err(problem) => tally.reject(|| format!("row {number}: {problem}")),
        }
    }
    if let Some(problem) = ragged {
        return Err(file.error(format!(
            "{problem}, and is the last: the file is cut off, fetch it again"
        )));
    }
    if end_mark_at.is_none() {
        check_end(file, table, text, last_row_start, number, reading)?;
    }
    if tally.records() == 0 && table != Table::Comments {
        return Err(file.error(format!("has no row of {} columns", table.columns())));
    }
    reading.settle(file, tally)
}

/// The text without the beginning of a null at its very end, where nothing but it was lost.
fn without_cut_null(text: &str) -> Option<&str> {
    let start = text.strip_suffix("-0").or_else(|| text.strip_suffix('-'))?;
    start.ends_with(',').then_some(start)
}

fn two_files(file: &ListFile, row: usize) -> Error {
    file.error(format!(
        "row {row} is an end mark (byte 0x1A) and rows follow it: two files were joined; give each \
         list as a set of its own"
    ))
}

/// Checks the end of a file that lacks its end mark.
fn check_end(
    file: &ListFile,
    table: Table,
    text: &str,
    last_row_start: usize,
    rows: usize,
    reading: &mut Reading,
) -> Result<()> {
    if ends_in_quotes(&text[last_row_start..], ',') {
        return Err(file.error(format!(
            "row {rows}, the last, ends within quotes; expected {} columns: the file is cut off, \
             fetch it again",
            table.columns()
        )));
    }
    if table == Table::Comments || rows < WHOLE_LIST_ROWS {
        return Ok(());
    }
    if text.contains("\r\n") {
        return Err(file.error(format!(
            "ends after row {rows} without its end mark (byte 0x1A): the file is cut off, fetch it \
             again"
        )));
    }
    reading.warnings.push(format!(
        "{}: a re-saved copy (line ends changed, no end mark), so it can't be told whether rows are \
         missing after row {rows}",
        file.name
    ));
    Ok(())
}
