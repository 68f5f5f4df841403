use std::io::{Cursor, Write};

use namewatch::NameKind;

use crate::{
    Counted, assert_line, assert_refused, count_of, counted, load_real, names, read, real,
};

pub(crate) const OLD: &str = "Reference,Name of Individual or Entity,Type,Name Type,Date of Birth,Place of Birth,\
    Citizenship,Address,Additional Information,Listing Information,Committees,Control Date\n\
    2,MAX MUSTERMANN,Individual,Primary Name,a) Approximately 1955- 1958 b) 1 Mar. 1960,\"a) Kabul; b) Herat\",\
    Afghan,NA,Title: Mullah. Passport no.: Afghan passport number OR1961825. Known.,Listed on 25 January 2001 \
    (amended on 9 July 2007),1988 (Taliban),41988\n\
    2a,ماكس,individual,Original Script,a) Approximately 1955- 1958 b) 1 Mar. 1960,\"a) Kabul; b) Herat\",\
    Afghan,NA,Title: Mullah. Passport no.: Afghan passport number OR1961825. Known.,Listed on 25 January 2001 \
    (amended on 9 July 2007),1988 (Taliban),41988\n\
    2b1,Maxi,Individual ,aka ,a) Approximately 1955- 1958 b) 1 Mar. 1960,\"a) Kabul; b) Herat\",Afghan,NA,\
    Title: Mullah. Passport no.: Afghan passport number OR1961825. Known.,Listed on 25 January 2001 (amended \
    on 9 July 2007),1988 (Taliban),41988\n\
    3,BEISPIEL LTD,Entity ,Primary name,,,,Tehran; Qom,Owner.,Instrument 2023,Autonomous (Iran),45000\n\
    2,SOMEBODY ELSE,Entity,Primary Name,,,,,Other.,,Autonomous (Iran),41988\n\
    3a,OLD BEISPIEL,Entity,Formerly known as,,,,Tehran; Qom,Owner.,Instrument 2023,Autonomous (Iran),45000\n";

fn assert_old(file: &str, bytes: &[u8]) {
    let watchlist = read(file, bytes).unwrap();
    let list = &watchlist.lists()[0];
    assert_eq!((list.id.as_str(), list.counts.entities), ("au-dfat", 3));
    assert_eq!(list.published.as_deref(), Some("2023-03-15"));
    assert_line(
        &watchlist,
        "au-dfat:2",
        r#"{"kind":"person","name":"MAX MUSTERMANN","weak_aliases":["Maxi"],"original_names":["ماكس"],
        "birth_dates":["circa 1955..1958","1960-03-01"],"birth_places":["Kabul","Herat"],"countries":["af"],
        "identifiers":[{"type":"passport","value":"OR1961825","country":"af"}],
        "programmes":["1988 (Taliban)"],"listed_on":"2001-01-25","titles":["Mullah"],
        "remarks":"additional information: Title: Mullah. Passport no.: Afghan passport number OR1961825. Known.; listing information: Listed on 25 January 2001 (amended on 9 July 2007)"}"#,
    );
    assert_line(
        &watchlist,
        "au-dfat:3",
        r#"{"kind":"organization","name":"BEISPIEL LTD","former_names":["OLD BEISPIEL"],
        "addresses":["Tehran","Qom"],"programmes":["Autonomous (Iran)"],
        "remarks":"additional information: Owner.; listing information: Instrument 2023"}"#,
    );
    // A number that is used again for somebody else.
    assert_eq!(
        names(&watchlist, "au-dfat:2~2"),
        [("SOMEBODY ELSE", NameKind::Primary)]
    );
    assert_eq!(list.warnings.len(), 1);
}

#[test]
fn rows_of_the_old_layout_are_put_together() {
    assert_old("list.csv", OLD.as_bytes());
}

/// The rows of a CSV text as a workbook.
pub(crate) fn workbook(csv: &str) -> Vec<u8> {
    let escape = |text: &str| text.replace('&', "&amp;").replace('<', "&lt;");
    let mut sheet = "<worksheet><sheetData>".to_owned();
    let mut reader = csv::ReaderBuilder::new()
        .has_headers(false)
        .from_reader(csv.as_bytes());
    for row in reader.records().map(Result::unwrap) {
        sheet += "<row>";
        for (at, cell) in row.iter().enumerate() {
            let column = char::from(b'A' + at as u8);
            let is_number = cell.len() == 5 && cell.bytes().all(|byte| byte.is_ascii_digit());
            let cell = if is_number {
                format!("<c r='{column}1'><v>{cell}</v></c>")
            } else {
                let text = escape(cell);
                format!("<c r='{column}1' t='inlineStr'><is><t>{text}</t></is></c>")
            };
            sheet.push_str(&cell);
        }
        sheet += "</row>";
    }
    sheet += "</sheetData></worksheet>";
    let mut writer = zip::ZipWriter::new(Cursor::new(Vec::new()));
    for (name, text) in [
        ("[Content_Types].xml", "<Types/>"),
        (
            "xl/workbook.xml",
            "<workbook xmlns:r='r'><sheets><sheet name='S' r:id='a'/></sheets></workbook>",
        ),
        (
            "xl/_rels/workbook.xml.rels",
            "<Relationships><Relationship Id='a' Target='/xl/worksheets/sheet1.xml'/></Relationships>",
        ),
        ("xl/worksheets/sheet1.xml", &sheet),
    ] {
        writer
            .start_file(name, zip::write::SimpleFileOptions::default())
            .unwrap();
        writer.write_all(text.as_bytes()).unwrap();
    }
    writer.finish().unwrap().into_inner()
}

#[test]
fn a_spreadsheet_says_the_same_as_the_csv() {
    assert_old("list.xlsx", &workbook(OLD));
}

#[test]
fn the_new_layout_has_strengths_and_measures() {
    let new = "Reference,Name of Individual or Entity,Type,Name Type,Alias Strength,Date of Birth,Place of \
        Birth,Citizenship,Address,Additional Information,Listing Information,IMO Number,Committees,Control \
        Date,Instrument of Designation,Targeted Financial Sanction,Travel Ban,Arms Embargo,Maritime \
        Restriction\n\
        9001,EXAMPLE STAR,Vessel,Primary Name,,,,,,,,9187629,Autonomous (Russia),45000,F2025L1,No,No,No,Yes\n\
        9001a,STARLET,Vessel,Alias,Weak,,,,,,,9187629,Autonomous (Russia),45000,F2025L1,No,No,No,Yes\n";
    let watchlist = read("list.csv", new).unwrap();
    assert_line(
        &watchlist,
        "au-dfat:9001",
        r#"{"kind":"vessel","name":"EXAMPLE STAR","weak_aliases":["STARLET"],
        "identifiers":[{"type":"imo","value":"9187629"}],"programmes":["Autonomous (Russia)"],
        "remarks":"instrument of designation: F2025L1; targeted financial sanction: No; travel ban: No; arms embargo: No; maritime restriction: Yes"}"#,
    );
}

#[test]
fn damaged_lists_are_refused() {
    assert_refused(
        read("list.csv", &OLD[..OLD.len() - 40]),
        &["row 7", "cut off"],
    );
    let odd = OLD.replacen("aka ", "nickname", 1);
    assert_refused(read("list.csv", odd), &["row 4", "nickname", "1 of 6"]);
    let bytes = workbook(OLD);
    assert!(read("list.xlsx", &bytes[..bytes.len() - 30]).is_err());
    let header = OLD.lines().next().unwrap();
    assert_refused(read("list.xlsx", workbook(header)), &["no entity"]);
    assert_refused(read("list.xlsx", workbook("a,b\n1,2\n")), &["spreadsheet"]);
}

/// Counted with zipfile and ElementTree (shared strings joined, cells by their letters):
/// ```python
/// # parties: runs of rows with one leading number; a run without a primary name of which nothing new
/// # is told (columns I, J) belongs to an earlier run of that number
/// Counter(kind of each party)
/// # names: (text, sort) distinct in a party without the primary text; `(... listed as)` is cut off and
/// # makes a former name, a text mostly not Latin an original one, one word of a person or up to three
/// # capitals of a body a weak alias
/// # websites, e-mails: distinct in a party, without those of interpol.int
/// re.findall(r'(?:https?://|www\.)[^\s;,()]+', I), re.findall(r'[\w.+-]+@[\w-]+(?:\.[\w-]+)+', I)
/// ```
/// An expression for dates gives 28 more: both ends of `Between 1963 and 1968` and of `March 1963 to
/// March 1964`, a Hijri date, a part of a passport's number; each entity that differs was read. The
/// numbers of documents stand in free text, of whose wording an expression finds 256 passports; 15 of
/// these are identity cards, licences, or written otherwise.
#[test]
fn the_real_list_holds_what_an_independent_count_says() {
    let Some(path) = real("au_dfat/regulation8_consolidated.xlsx") else {
        return;
    };
    let watchlist = load_real(&path);
    assert_eq!(
        counted(&watchlist),
        Counted {
            persons: 2316,
            organizations: 746,
            aliases: 5570,
            weak_aliases: 395,
            former_names: 21,
            original_names: 474,
            birth_dates: 2596 - 28,
            identifiers: 875,
            ..Counted::default()
        }
    );
    let of = |kind: &str| count_of(&watchlist, kind);
    assert_eq!((of("website"), of("email"), of("passport")), (166, 33, 324));
}
