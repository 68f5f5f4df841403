//! Spreadsheets in XLSX: the first sheet as rows of text. The parts are XML as strictly read as any.

use std::io::{Cursor, Read};

use csv::StringRecord;
use zip::ZipArchive;

use super::xml::{self, Element};
use crate::watchlist::text::tidy;

/// The most bytes of the parts of a workbook once they are opened, so that an archive bomb ends in
/// an error.
const MOST_BYTES: u64 = 256 << 20;

/// The most columns that are kept; what stands further right belongs to no list.
const MOST_COLUMNS: usize = 256;

/// How much of a part is looked through for a text. The texts stand in the order in which they were
/// once typed, so that those of the first row may be anywhere.
const SEARCHED_BYTES: u64 = 32 << 20;

/// Whether the bytes are a workbook in which this text stands.
pub(super) fn holds_text(bytes: &[u8], text: &str) -> bool {
    let Ok(mut archive) = ZipArchive::new(Cursor::new(bytes)) else {
        return false;
    };
    ["xl/sharedStrings.xml", "xl/worksheets/sheet1.xml"]
        .iter()
        .any(|name| {
            let mut searched = Vec::new();
            let part = archive.by_name(name);
            part.is_ok_and(|part| part.take(SEARCHED_BYTES).read_to_end(&mut searched).is_ok())
                && String::from_utf8_lossy(&searched).contains(text)
        })
}

/// The rows of the first sheet that have cells, each with its number.
///
/// # Errors
///
/// Says what is damaged.
pub(super) fn rows(bytes: &[u8]) -> Result<Vec<(usize, StringRecord)>, String> {
    let mut workbook = Workbook {
        archive: ZipArchive::new(Cursor::new(bytes)).map_err(|error| damaged("archive", &error))?,
        left: MOST_BYTES,
    };
    let sheet = workbook.first_sheet()?;
    let strings = workbook.shared_strings()?;
    let mut rows = Vec::new();
    let mut wrong = None;
    workbook.read(&sheet, 2, |element| {
        if element.name == "row" {
            match row(&element, &strings, rows.len() + 1) {
                Ok(row) => rows.push(row),
                Err(problem) => wrong = wrong.take().or(Some(problem)),
            }
        }
    })?;
    match wrong {
        Some(problem) => Err(problem),
        None => Ok(rows),
    }
}

fn damaged(what: &str, error: &dyn std::fmt::Display) -> String {
    format!("damaged {what} of the spreadsheet: {error}; fetch it again")
}

struct Workbook<'a> {
    archive: ZipArchive<Cursor<&'a [u8]>>,
    /// How many bytes may still be opened.
    left: u64,
}

impl Workbook<'_> {
    /// Reads a part and hands over its elements at a depth.
    fn read(
        &mut self,
        name: &str,
        depth: usize,
        on_element: impl FnMut(Element),
    ) -> Result<(), String> {
        let part = self
            .archive
            .by_name(name)
            .map_err(|error| damaged(name, &error))?;
        let mut bytes = Vec::new();
        part.take(self.left + 1)
            .read_to_end(&mut bytes)
            .map_err(|error| damaged(name, &error))?;
        self.left = self
            .left
            .checked_sub(bytes.len() as u64)
            .ok_or_else(|| damaged(name, &format!("larger than {} MiB", MOST_BYTES >> 20)))?;
        xml::read(&bytes, depth, on_element)
            .map(|_| ())
            .map_err(|problem| damaged(name, &problem))
    }

    /// The path of the first sheet.
    fn first_sheet(&mut self) -> Result<String, String> {
        let mut id = None;
        self.read("xl/workbook.xml", 2, |element| {
            if element.name == "sheet" {
                let reference = element.attribute("r:id");
                id = id.take().or(Some(reference));
            }
        })?;
        let id = id.ok_or_else(|| damaged("workbook", &"it has no sheet"))?;
        let mut target = None;
        self.read("xl/_rels/workbook.xml.rels", 1, |element| {
            if element.attribute("Id") == id {
                target = Some(element.attribute("Target"));
            }
        })?;
        let target = target.ok_or_else(|| damaged("workbook", &"its first sheet is missing"))?;
        Ok(match target.strip_prefix('/') {
            Some(absolute) => absolute.to_owned(),
            None => format!("xl/{target}"),
        })
    }

    /// The texts that cells refer to by number; a workbook may have none.
    fn shared_strings(&mut self) -> Result<Vec<String>, String> {
        const NAME: &str = "xl/sharedStrings.xml";
        let mut strings = Vec::new();
        if self.archive.index_for_name(NAME).is_some() {
            self.read(NAME, 1, |element| strings.push(string(&element)))?;
        }
        Ok(strings)
    }
}

/// A text, with its line breaks: in one piece, or in runs of different type.
fn string(element: &Element) -> String {
    let own = element.all("t");
    let of_runs = element.all("r").flat_map(|run| run.all("t"));
    let pieces: String = own.chain(of_runs).map(Element::raw_text).collect();
    // What remains of line ends.
    let lines = pieces.replace("_x000D_", "\n");
    let lines = lines.lines().map(tidy).filter(|line| !line.is_empty());
    lines.collect::<Vec<_>>().join("\n")
}

/// A row's number and cells.
fn row(
    element: &Element,
    strings: &[String],
    next: usize,
) -> Result<(usize, StringRecord), String> {
    let number = element.attribute("r").parse().unwrap_or(next);
    let mut cells: Vec<String> = Vec::new();
    for cell in element.all("c") {
        let column = column(&cell.attribute("r")).unwrap_or(cells.len());
        if column >= MOST_COLUMNS {
            continue;
        }
        let value = cell.value("v");
        let text = match cell.attribute("t").as_str() {
            "s" => value
                .parse::<usize>()
                .ok()
                .and_then(|at| strings.get(at))
                .ok_or_else(|| {
                    damaged(
                        "sheet",
                        &format!("row {number} refers to text `{value}`, which is missing"),
                    )
                })?
                .clone(),
            "inlineStr" => cell.all("is").map(string).collect(),
            _ => value,
        };
        if cells.len() <= column {
            cells.resize(column + 1, String::new());
        }
        cells[column] = text;
    }
    Ok((number, StringRecord::from(cells)))
}

/// The number of a cell's column, from 0: `B12` is in 1.
fn column(reference: &str) -> Option<usize> {
    let letters = reference.trim_end_matches(|c: char| c.is_ascii_digit());
    let is_sound =
        (1..=3).contains(&letters.len()) && letters.bytes().all(|byte| byte.is_ascii_uppercase());
    let number = |sum: usize, byte: u8| sum * 26 + usize::from(byte - b'A') + 1;
    is_sound.then(|| letters.bytes().fold(0, number) - 1)
}

#[cfg(test)]
mod tests {
    use std::io::Write;

    use proptest::prelude::*;

    use super::*;

    const WORKBOOK: &str =
        "<workbook xmlns:r='x'><sheets><sheet name='A' r:id='r1'/></sheets></workbook>";
    const RELATIONS: &str =
        "<Relationships><Relationship Id='r1' Target='worksheets/one.xml'/></Relationships>";
    const STRINGS: &str = "<sst><si><t>Name</t></si><si><r><t>Mo</t></r><r><t xml:space='preserve'>ritz A_x000D_</t></r></si></sst>";
    const SHEET: &str = "<worksheet><cols><col/></cols><sheetData><row r='1'><c r='A1' t='s'><v>0</v></c>\
        <c r='C1' t='inlineStr'><is><t>Date</t></is></c></row><row r='3'><c r='A3' t='s'><v>1</v></c>\
        <c r='B3' s='4'/><c r='C3'><v>41988</v></c><c r='ZZ3'><v>1</v></c></row></sheetData></worksheet>";

    fn workbook(sheet: &str) -> Vec<u8> {
        let mut writer = zip::ZipWriter::new(Cursor::new(Vec::new()));
        for (name, text) in [
            ("[Content_Types].xml", "<Types/>"),
            ("xl/workbook.xml", WORKBOOK),
            ("xl/_rels/workbook.xml.rels", RELATIONS),
            ("xl/sharedStrings.xml", STRINGS),
            ("xl/worksheets/one.xml", sheet),
        ] {
            let options = zip::write::SimpleFileOptions::default();
            writer.start_file(name, options).unwrap();
            writer.write_all(text.as_bytes()).unwrap();
        }
        writer.finish().unwrap().into_inner()
    }

    #[test]
    fn the_first_sheet_is_read() {
        let bytes = workbook(SHEET);
        let rows: Vec<(usize, Vec<String>)> = rows(&bytes)
            .unwrap()
            .iter()
            .map(|(number, row)| (*number, row.iter().map(str::to_owned).collect()))
            .collect();
        let expected = [
            (1, vec!["Name", "", "Date"]),
            (3, vec!["Moritz A", "", "41988"]),
        ];
        assert_eq!(rows.len(), 2);
        for ((number, cells), (expected_number, expected_cells)) in rows.iter().zip(expected) {
            assert_eq!(*number, expected_number);
            assert_eq!(*cells, expected_cells);
        }
        assert!(holds_text(&bytes, "Name"));
        assert!(!holds_text(&bytes, "Reference"));
        assert!(!holds_text(b"PK", "Name"));
    }

    #[test]
    fn damage_is_named() {
        for (sheet, word) in [
            (SHEET.replace("<v>1</v>", "<v>7</v>"), "text `7`"),
            (SHEET.replace("</sheetData>", ""), "sheetData"),
            (format!("<!DOCTYPE x>{SHEET}"), "document type"),
        ] {
            let error = rows(&workbook(&sheet)).unwrap_err();
            assert!(error.contains(word), "{error}");
        }
        assert!(rows(b"PK\x03\x04").unwrap_err().contains("archive"));
    }

    #[test]
    fn columns_are_counted_in_letters() {
        assert_eq!(column("A1"), Some(0));
        assert_eq!(column("Z1"), Some(25));
        assert_eq!(column("AA10"), Some(26));
        assert_eq!(column(""), None);
        assert_eq!(column("12"), None);
    }

    proptest! {
        #[test]
        fn no_damage_makes_the_reader_panic(at in any::<prop::sample::Index>(), byte in any::<u8>(), cut in any::<bool>()) {
            let mut bytes = workbook(SHEET);
            let at = at.index(bytes.len());
            if cut {
                bytes.truncate(at);
            } else {
                bytes[at] = byte;
            }
            let _ = rows(&bytes);
            holds_text(&bytes, "Name");
        }
    }
}
