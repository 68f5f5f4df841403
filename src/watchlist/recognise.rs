//! Which format a file is in, told by its content alone.

use super::file::HEAD_BYTES;
use super::source::ofac::{Table, table_of_row};
use super::source::table::column_key;
use super::source::xml_list::XmlList;
use super::source::{Reader, TABLES, csl, dfat, ftm, senzing, un, xml};

/// What a file turned out to be.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Format {
    /// One table of an OFAC CSV set.
    Ofac(Table),
    /// The UN Security Council's consolidated list.
    UnXml,
    /// A format of which each file is a whole list.
    Whole(&'static Reader),
    /// Another official list that is one XML file.
    Xml(XmlList),
    /// An own list, CSV.
    OwnCsv,
    /// An own list, JSON lines.
    OwnJson,
    /// A list, but one that cannot be used: why, and what to do.
    Unusable(String),
    /// Not a list: what it looks like.
    NoList(&'static str),
}

/// Tells the format of a file.
pub(crate) fn recognise(bytes: &[u8]) -> Format {
    const HEAD: usize = HEAD_BYTES as usize;
    let head = &bytes[..bytes.len().min(HEAD)];
    let start = head
        .strip_prefix(b"\xEF\xBB\xBF")
        .unwrap_or(head)
        .trim_ascii_start();
    match start.first() {
        None if bytes.len() < HEAD => {
            Format::Unusable("is empty; expected a list, fetch it again".to_owned())
        }
        None => Format::NoList("blanks"),
        // The other two begin the byte order marks of UTF-16.
        Some(b'<' | 0xFF | 0xFE) => xml_format(head),
        Some(b'{' | b'[') => json_format(start),
        Some(b'%') if start.starts_with(b"%PDF") => Format::NoList("a PDF"),
        Some(b'P') if dfat::is_xlsx(bytes) => Format::Whole(&dfat::XLSX),
        Some(b'P') if start.starts_with(b"PK\x03\x04") => {
            Format::NoList("a spreadsheet or another office document (save the list as CSV)")
        }
        Some(_) => csv_format(start),
    }
}

fn xml_format(head: &[u8]) -> Format {
    let [root, first] = xml::first_names(head);
    match root.as_str() {
        un::ROOT => Format::UnXml,
        "html" | "HTML" => Format::Unusable(
            "is an HTML page, no list; a download that failed? Fetch it again".to_owned(),
        ),
        "" if !head.starts_with(b"<") && !head.starts_with(b"\xEF") => {
            Format::NoList("UTF-16 text (save it as UTF-8)")
        }
        _ => XmlList::of_first_names(&root, &first).map_or(
            Format::NoList("XML, but no list of a known kind"),
            Format::Xml,
        ),
    }
}

fn json_format(start: &[u8]) -> Format {
    let holds = |text: &[u8], key: &str| {
        let quoted = format!("\"{key}\"");
        text.windows(quoted.len())
            .any(|window| window == quoted.as_bytes())
    };
    let line = start.split(|&byte| byte == b'\n').next().unwrap_or(start);
    if line[0] == b'{' && ["id", "name", "kind"].iter().all(|key| holds(line, key)) {
        return Format::OwnJson;
    }
    // A record may be spread over lines, and something may stand before the first.
    let has = |key: &str| holds(start, key);
    if has("op") && has("entity") {
        Format::Unusable(
            "is a file of changes to an OpenSanctions dataset, no whole list; give its \
             entities.ftm.json"
                .to_owned(),
        )
    } else if has("schema") && has("properties") {
        Format::Whole(&ftm::JSON)
    } else if has("RECORD_ID") || has("DATA_SOURCE") {
        Format::Whole(&senzing::JSON)
    } else if has("alt_names") || has("source_list_url") {
        Format::Whole(&csl::JSON)
    } else {
        Format::NoList("JSON, but no list of a known kind (an own list has id, kind and name)")
    }
}

fn csv_format(start: &[u8]) -> Format {
    let mut reader = csv::ReaderBuilder::new()
        .has_headers(false)
        .flexible(true)
        .from_reader(start);
    let rows: Vec<csv::ByteRecord> = reader
        .byte_records()
        .map_while(Result::ok)
        .take(5)
        .collect();
    let Some(first) = rows.first() else {
        return Format::NoList("no text");
    };
    // The first row may be a bad one, but not a header.
    let begins_with_number = first
        .get(0)
        .is_some_and(|cell| cell.iter().all(u8::is_ascii_digit));
    if begins_with_number && let Some(table) = rows.iter().find_map(table_of_row) {
        return Format::Ofac(table);
    }
    let columns = columns(first);
    let has = |column: &str| columns.iter().any(|known| known == column);
    if has("id") && has("kind") && has("name") {
        Format::OwnCsv
    } else if let Some(reader) = rows.iter().find_map(table_of_header) {
        Format::Whole(reader)
    } else if rows.get(1).is_some_and(is_ofac_with_nulls) {
        Format::Unusable(
            "row 1 is a header, which OFAC's own files don't have: a re-saved copy; fetch the \
             original files"
                .to_owned(),
        )
    } else if start.contains(&0) {
        Format::NoList("no text, and no list of a known kind")
    } else {
        Format::NoList(
            "text, but no list of a known kind (an own list has columns id, kind, name; a TOML file \
             in its place may map others)",
        )
    }
}

/// The names of the columns, if a row is a header; also of a table that is parted by semicolons.
fn columns(row: &csv::ByteRecord) -> Vec<String> {
    row.iter()
        .flat_map(|cell| {
            String::from_utf8_lossy(cell)
                .split(';')
                .map(column_key)
                .collect::<Vec<_>>()
        })
        .collect()
}

/// The list that has the columns of a row.
fn table_of_header(row: &csv::ByteRecord) -> Option<&'static Reader> {
    let columns = columns(row);
    TABLES.into_iter().find(|table| {
        table
            .columns
            .iter()
            .all(|column| columns.iter().any(|known| known == column))
    })
}

/// Whether a row is one of OFAC's beyond doubt.
fn is_ofac_with_nulls(row: &csv::ByteRecord) -> bool {
    table_of_row(row).is_some() && row.iter().any(|cell| cell.trim_ascii() == b"-0-")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::watchlist::source::{eu_csv, uksl};

    #[test]
    fn content_decides() {
        for (bytes, expected) in [
            (
                &b"36,\"A\",-0- ,\"CUBA\",-0- ,-0- ,-0- ,-0- ,-0- ,-0- ,-0- ,-0- \r\n"[..],
                Format::Ofac(Table::Main),
            ),
            (
                b"36,12,\"aka\",\"B\",-0- \r\n",
                Format::Ofac(Table::Alternate),
            ),
            (
                b"36,25,-0- ,\"Havana\",\"Cuba\",-0- \r\n",
                Format::Ofac(Table::Address),
            ),
            (b"36,\"more\"\r\n", Format::Ofac(Table::Comments)),
            (
                b"\xEF\xBB\xBF<?xml version='1.0'?>\n<!-- x --><CONSOLIDATED_LIST a='b'>",
                Format::UnXml,
            ),
            (b"<sdnList xmlns='x'/>", Format::Xml(XmlList::Ofac)),
            (
                b"<export>\n<sanctionEntity/></export>",
                Format::Xml(XmlList::Eu),
            ),
            (b"\xEF\xBB\xBFname,kind,id\nA,person,1\n", Format::OwnCsv),
            (
                b"{\"id\":\"1\",\"kind\":\"person\",\"name\":\"A\"}\n",
                Format::OwnJson,
            ),
            (
                b"{\"id\":\"1\",\"schema\":\"Person\",\"properties\":{}}",
                Format::Whole(&ftm::JSON),
            ),
            (
                b"Report Date: 23-Sep-2026\nUnique ID,Name 6,Name 1,Name type,Regime Name\n",
                Format::Whole(&uksl::CSV),
            ),
            (
                b"\xEF\xBB\xBFx;Entity_LogicalId;NameAlias_WholeName\n",
                Format::Whole(&eu_csv::FORM_1_1),
            ),
        ] {
            assert_eq!(recognise(bytes), expected);
        }
    }

    #[test]
    fn other_lists_are_named_and_refused() {
        for (bytes, word) in [
            (&b" \n"[..], "empty"),
            (b"<!DOCTYPE html><html><body>Error", "HTML"),
            (b"{\"op\":\"ADD\",\"entity\":{\"id\":\"1\",\"schema\":\"Person\",\"properties\":{}}}", "changes"),
            (b"ID,Name,Type,Country,Title,F,G,H,I,J,K,Details\n36,A,-0- ,CUBA,-0- ,-0- ,-0- ,-0- ,-0- ,-0- ,-0- ,-0- \n", "header"),
        ] {
            let Format::Unusable(why) = recognise(bytes) else {
                panic!("{word}");
            };
            assert!(why.contains(word), "{why}");
        }
        for bytes in [
            &b"hello world\n"[..],
            b"%PDF-1.4",
            b"<a/>",
            b"<export><data/></export>",
            b"[1]",
            b"\x00\x01",
        ] {
            assert!(matches!(recognise(bytes), Format::NoList(_)), "{bytes:?}");
        }
    }
}
