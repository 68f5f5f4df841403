//! Own lists in tables with columns of their own: a TOML file says which of them is what.

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;

use csv::StringRecord;
use serde::Deserialize;

use super::file::{self, ListFile, io_error, list_error};
use super::source::own_csv::COLUMNS;
use super::swallowed::{quoted_rows, swallowed_rows};
use super::text::decode;
use crate::error;

/// What the file says.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct Mapping {
    /// The table, seen from the folder of the TOML file.
    file: String,
    /// What parts its cells.
    #[serde(default = "comma")]
    delimiter: char,
    /// The order of the parts of its dates, where they are not written as `YYYY-MM-DD`.
    #[serde(default)]
    dates: DateOrder,
    /// For columns of an own list: the table's column, or several of them.
    columns: BTreeMap<String, Sources>,
    /// For columns of an own list: what holds for all rows.
    #[serde(default)]
    values: BTreeMap<String, String>,
    /// For the table's words for kinds: ours.
    #[serde(default)]
    kinds: BTreeMap<String, String>,
}

#[derive(Debug, Deserialize)]
#[serde(
    untagged,
    expecting = "expected the name of a column in quotation marks, or several in brackets"
)]
enum Sources {
    One(String),
    Several(Vec<String>),
}

#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "lowercase")]
enum DateOrder {
    #[default]
    Ymd,
    Dmy,
    Mdy,
}

/// What each entity of an own list has.
const NEEDED: [&str; 3] = ["id", "kind", "name"];

fn comma() -> char {
    ','
}

/// Whether a path is that of a mapping.
pub(super) fn is_mapping(path: &Path) -> bool {
    path.extension()
        .is_some_and(|extension| extension.eq_ignore_ascii_case("toml"))
}

/// Opens a table as the own list that its mapping makes of it.
///
/// # Errors
///
/// If either file can't be read, or they don't fit together.
pub(super) fn open(path: &Path) -> error::Result<ListFile> {
    let text = fs::read_to_string(path).map_err(|error| io_error(path, error))?;
    let mapping: Mapping = toml::from_str(&text).map_err(|error| {
        let start = error.span().map_or(0, |span| span.start);
        let line = text
            .bytes()
            .take(start)
            .filter(|&byte| byte == b'\n')
            .count()
            + 1;
        let problem = error.message().trim_end();
        list_error(
            path,
            format!("is no mapping of an own list: line {line}: {problem}"),
        )
    })?;
    let columns = mapping
        .own_columns()
        .map_err(|problem| list_error(path, problem))?;
    let table = path.with_file_name(&mapping.file);
    let mut files = file::open(&table)?;
    let (Some(opened), true) = (files.pop(), files.is_empty()) else {
        return Err(list_error(
            &table,
            "holds several files; expected one table",
        ));
    };
    let bytes = decode(&opened.bytes)
        .and_then(|decoded| mapping.apply(&columns, &decoded.text))
        .map_err(|problem| list_error(&table, problem))?;
    Ok(ListFile {
        path: path.to_owned(),
        name: Path::new(path.file_name().unwrap_or_default())
            .with_extension("csv")
            .to_string_lossy()
            .into_owned(),
        bytes,
    })
}

impl Mapping {
    /// Writes the table as an own list of these columns.
    fn apply(&self, columns: &[&str], text: &str) -> Result<Vec<u8>, String> {
        let delimiter = u8::try_from(self.delimiter)
            .map_err(|_| format!("`{}` can't part cells", self.delimiter))?;
        let mut reader = csv::ReaderBuilder::new()
            .delimiter(delimiter)
            .flexible(true)
            .from_reader(text.as_bytes());
        let header = reader.headers().map_err(|error| error.to_string())?.clone();
        let places = columns
            .iter()
            .map(|column| self.places(column, &header))
            .collect::<Result<Vec<_>, _>>()?;
        let mut writer = csv::Writer::from_writer(Vec::new());
        let written = |error: csv::Error| error.to_string();
        writer.write_record(columns).map_err(written)?;
        for (number, row) in reader.records().enumerate() {
            let row = row.map_err(|error| error.to_string())?;
            if let Some(more) = swallowed_rows(row.as_byte_record(), header.len(), delimiter) {
                return Err(quoted_rows(number + 2, more));
            }
            if row.len() != header.len() {
                return Err(format!(
                    "row {}: {} columns; expected {} as in the first row",
                    number + 2,
                    row.len(),
                    header.len()
                ));
            }
            let cells = columns.iter().zip(&places);
            let cells = cells.map(|(column, places)| self.cell(column, places, &row));
            writer.write_record(cells).map_err(written)?;
        }
        writer.into_inner().map_err(|error| error.to_string())
    }

    /// The columns of the own list, in their usual order.
    fn own_columns(&self) -> Result<Vec<&'static str>, String> {
        let mut named = self.columns.keys().chain(self.values.keys());
        if let Some(unknown) = named.find(|name| !COLUMNS.contains(&name.as_str())) {
            return Err(format!(
                "the mapping names `{unknown}`, which is no column of an own list; they are {}",
                COLUMNS.join(", ")
            ));
        }
        let is_named =
            |column: &str| self.columns.contains_key(column) || self.values.contains_key(column);
        if let Some(missing) = NEEDED.iter().find(|column| !is_named(column)) {
            return Err(format!(
                "the mapping says nothing of `{missing}`; expected {} under [columns] or [values]",
                NEEDED.join(", ")
            ));
        }
        let columns = COLUMNS.into_iter();
        Ok(columns.filter(|column| is_named(column)).collect())
    }

    /// Where the table has what belongs into a column.
    fn places(&self, column: &str, header: &StringRecord) -> Result<Vec<usize>, String> {
        let names = match self.columns.get(column) {
            None => &[][..],
            Some(Sources::One(name)) => std::slice::from_ref(name),
            Some(Sources::Several(names)) => names,
        };
        let place = |name: &String| {
            let mut cells = header.iter();
            let found = cells.position(|cell| cell.trim() == name);
            found.ok_or_else(|| {
                format!(
                    "row 1: column `{name}`, which the mapping names, is missing; there are {}",
                    quoted(header)
                )
            })
        };
        names.iter().map(place).collect()
    }

    fn cell(&self, column: &str, places: &[usize], row: &StringRecord) -> String {
        if places.is_empty() {
            return self.values.get(column).cloned().unwrap_or_default();
        }
        let is_date = matches!(column, "birth_dates" | "listed_on");
        let cells: Vec<String> = places
            .iter()
            .filter_map(|&at| row.get(at).map(str::trim))
            .filter(|cell| !cell.is_empty())
            .map(|cell| match self.kinds.get(cell) {
                Some(kind) if column == "kind" => kind.clone(),
                _ if is_date => self.dates.year_first(cell),
                _ => cell.to_owned(),
            })
            .collect();
        // What an own list has one of is written in one piece; values of the others stand apart.
        let one = ["id", "kind", "name", "gender", "listed_on", "remarks"].contains(&column);
        cells.join(if one { " " } else { ";" })
    }
}

/// The columns of a table, for a message.
fn quoted(header: &StringRecord) -> String {
    let cells: Vec<String> = header.iter().map(|cell| format!("`{cell}`")).collect();
    cells.join(", ")
}

impl DateOrder {
    /// A date in the order that own lists have; anything else as it is.
    fn year_first(self, date: &str) -> String {
        let parts: Vec<&str> = date.split(['.', '/', '-']).map(str::trim).collect();
        match (self, parts.as_slice()) {
            (Self::Dmy, [day, month, year]) | (Self::Mdy, [month, day, year]) => {
                format!("{year}-{month:0>2}-{day:0>2}")
            }
            _ => date.to_owned(),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{EntityKind, ListSource, Watchlist};

    const MAPPING: &str = r#"
        file = "export.csv"
        delimiter = ";"
        dates = "dmy"
        [columns]
        id = "Nr"
        kind = "Art"
        name = ["Vorname", "Name"]
        aliases = ["Alias 1", "Alias 2"]
        birth_dates = "Geboren"
        [values]
        programmes = "house list"
        [kinds]
        N = "person"
        J = "organization"
    "#;
    const TABLE: &str = "Nr;Name;Vorname;Art;Geboren;Alias 1;Alias 2\n\
        7;Wr\u{f3}bel;Zenon;N;3.11.1968;Z. W.;\"Zen; Zeno\"\n8;Beispiel GmbH;;J;;;\n";

    fn load(mapping: &str, table: &[u8]) -> crate::Result<Watchlist> {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("Customers.toml");
        fs::write(&path, mapping).unwrap();
        fs::write(folder.path().join("export.csv"), table).unwrap();
        Watchlist::load(&[ListSource::new(path)])
    }

    #[test]
    fn columns_are_brought_together_as_the_mapping_says() {
        let list = load(MAPPING, TABLE.as_bytes()).unwrap();
        let person = list.entity("customers:7").unwrap();
        assert_eq!(person.primary_name(), "Zenon Wr\u{f3}bel");
        let names: Vec<&str> = person.names.iter().map(|name| name.text.as_str()).collect();
        assert_eq!(names[1..], ["Z. W.", "Zen", "Zeno"]);
        assert_eq!(person.birth_dates[0].to_string(), "1968-11-03");
        assert_eq!(person.programmes, ["house list"]);
        let company = list.entity("customers:8").unwrap();
        assert_eq!(company.kind, EntityKind::Organization);
        // In the encoding of older spreadsheets too.
        let (old, _, _) = encoding_rs::WINDOWS_1252.encode(TABLE);
        assert_eq!(load(MAPPING, &old).unwrap().entities(), list.entities());
    }

    #[test]
    fn what_does_not_fit_is_named() {
        for (mapping, table, expected) in [
            (MAPPING.replace("Vorname", "Rufname"), TABLE, "`Rufname`"),
            (
                MAPPING.replace("aliases", "nicknames"),
                TABLE,
                "`nicknames`",
            ),
            (
                MAPPING.replace("export.csv", "import.csv"),
                TABLE,
                "import.csv",
            ),
            (
                MAPPING.replace("file =", "files ="),
                TABLE,
                "Customers.toml: is no mapping of an own list: line 2: unknown field `files`",
            ),
            (
                MAPPING.replace("[columns]", "[columns"),
                TABLE,
                "line 5: unclosed table",
            ),
            (
                MAPPING.replace("id = ", "# id = "),
                TABLE,
                "Customers.toml: the mapping says nothing of `id`",
            ),
            (
                MAPPING.replace("delimiter =", "# delimiter ="),
                TABLE,
                "is missing; there are `Nr;Name;Vorname;Art;",
            ),
            (MAPPING.to_owned(), "Nr;Name\n1\n", "`Art`"),
            (
                MAPPING.to_owned(),
                &TABLE[..TABLE.len() - 4],
                "columns; expected 7 as in the first row",
            ),
        ] {
            let error = load(&mapping, table.as_bytes()).unwrap_err().to_string();
            assert!(error.contains(expected), "{expected}: {error}");
        }
    }
}
