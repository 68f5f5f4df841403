//! All readers, on samples, damaged samples and nonsense.

use proptest::prelude::*;

use super::*;
use crate::watchlist::recognise::{Format, recognise};

const MAIN: &str = "36,\"A, B\",-0- ,\"CUBA] [X\",-0- ,-0- ,-0- ,-0- ,-0- ,-0- ,-0- ,\"DOB circa 1951; \
    a.k.a. 'X; Y'; Passport 12 (Iran) issued 1999; Vessel Year of Build 1990.\"\r\n\
    37,\"C\",\"vessel\",\"CUBA\",-0- ,\"C1\",\"Tug\",\"1,2\",-0- ,\"Iran\",-0- ,-0- \r\n\x1A";
const ALTERNATE: &str = "36,12,\"aka\",\"D\",-0- \r\n37,13,\"fka\",\"E\",-0- \r\n\x1A";
const ADDRESS: &str = "36,25,-0- ,\"Havana\",\"Cuba\",-0- \r\n37,26,-0- ,-0- ,-0- ,-0- \r\n\x1A";
const UN: &str = "<?xml version='1.0' encoding='UTF-8'?><CONSOLIDATED_LIST dateGenerated='2026-02-27'>\
    <INDIVIDUALS><INDIVIDUAL><FIRST_NAME>A</FIRST_NAME><REFERENCE_NUMBER>Xi.1</REFERENCE_NUMBER>\
    <INDIVIDUAL_ALIAS><ALIAS_NAME>B b) C (Д; (E)); born 1 F</ALIAS_NAME></INDIVIDUAL_ALIAS>\
    <INDIVIDUAL_DOCUMENT><NUMBER>Libya no. 1 (US)</NUMBER></INDIVIDUAL_DOCUMENT>\
    <COMMENTS1>&amp;&#x41;<![CDATA[x]]></COMMENTS1></INDIVIDUAL></INDIVIDUALS></CONSOLIDATED_LIST>";
const OWN_CSV: &str = "id,kind,name,aliases,identifiers,vehicle,name_parts\n\
    1,person,\"A\",B;C\\;,passport:12:ir,flag:Iran,A:given:A\n";
const OWN_JSON: &str =
    "{\"id\":\"1\",\"kind\":\"person\",\"name\":\"A\",\"birth_dates\":[\"1961\"]}\n";

const CSL_JSON: &str = r#"{"results":[{"id":"a","source":"Entity List (EL)","entity_number":"1","type":null,
    "name":"A","alt_names":["B"],"addresses":[{"address":"1 Road","country":"BY"}],"ids":[{"type":"Passport",
    "number":"1","country":"IR"}],"dates_of_birth":["1961"]}]}"#;
const FTM: &str = r#"{"id":"1","schema":"Person","properties":{"name":["A","Б"],"birthDate":["1951-03"],"innCode":["7"]},"target":true}
{"id":"2","schema":"Passport","properties":{"holder":["1"],"number":["B2"],"country":["ru"]}}
"#;
const SENZING: &str = r#"{"DATA_SOURCE":"T","RECORD_ID":"1","RECORD_TYPE":"PERSON","NAMES":[{"NAME_FULL":"A"}],"FEATURES":[{"NAME_LAST":"B"},{"DATE_OF_BIRTH":"31/3/1985"}],"PASSPORT_NUMBER":"A1"}"#;

const SAMPLES: [&str; 9] = [
    MAIN, ALTERNATE, ADDRESS, UN, OWN_CSV, OWN_JSON, CSL_JSON, FTM, SENZING,
];

/// A reader of tables, what parts its cells, and the columns that it takes facts from.
type Table = (&'static Reader, &'static str, &'static str);

const TABLE_COLUMNS: [Table; 7] = [
    (
        &csl::CSV,
        ",",
        "_id,source,entity_number,type,programs,name,title,addresses,remarks,alt_names,citizenships,\
         dates_of_birth,ids,vessel_flag",
    ),
    (
        &dfat::CSV,
        ",",
        "Reference,Name of Individual or Entity,Type,Name Type,Alias Strength,Date of Birth,Place of \
         Birth,Citizenship,Address,Additional Information,Listing Information,IMO Number,Committees,\
         Control Date",
    ),
    (
        &eu_csv::FORM_1_0,
        ";",
        "Date_file;Entity_logical_id;Subject_type;Programme;Entity_remark;Naal_lastname;Naal_wholename;\
         Birt_date;Birt_place;Iden_number;Citi_country;Addr_street;Addr_other;EU_ref_num",
    ),
    (
        &eu_csv::FORM_1_1,
        ";",
        "Entity_LogicalId;Entity_SubjectType_ClassificationCode;Entity_Remark;NameAlias_WholeName;\
         NameAlias_LastName;BirthDate_BirthDate;BirthDate_Year;Identification_Number;Address_ContactInfo",
    ),
    (
        &ofsi::CSV,
        ",",
        "Name 6,Name 1,DOB,Town of Birth,Country of Birth,Nationality,Passport Details,NI Number,Other \
         Information,Group Type,Alias Type,Regime,Listed On,Group ID",
    ),
    (
        &targets_simple::CSV,
        ",",
        "id,schema,name,aliases,birth_date,countries,addresses,identifiers,sanctions,phones,dataset,\
         last_seen",
    ),
    (
        &uksl::CSV,
        ",",
        "Unique ID,Name 6,Name 1,Name type,Alias strength,Name non-latin script,Regime Name,Designation \
         Type,D.O.B,Nationality(/ies),Passport number,Business registration number (s),IMO number,Website",
    ),
];

/// What cells are made of: words that the readers look for, and marks that part them.
const PIECES: [&str; 44] = [
    "1",
    "2a",
    "P",
    "E",
    "person",
    "Individual",
    "Entity",
    "Ship",
    "Primary Name",
    "aka",
    "Primary name",
    "Alias",
    "AKA",
    "FKA",
    "Low",
    "Person",
    "Vessel",
    "Max",
    "ООО",
    "é",
    " ",
    ";",
    ",",
    "(",
    ")",
    "a) ",
    "b) ",
    "(1)",
    ":",
    ".",
    "\n",
    "\"",
    "[",
    "]",
    "1961",
    "00/00/1980",
    "circa ",
    "-",
    "24591",
    "Passport no ",
    "A12345",
    "Tunisian",
    "http://a.b",
    "Title: ",
];

fn file(bytes: &[u8]) -> ListFile {
    ListFile {
        path: "list".into(),
        name: "list".to_owned(),
        bytes: bytes.to_vec(),
    }
}

/// Lets every reader read the bytes, whatever they are.
fn read_by_all(bytes: &[u8]) -> Vec<Result<Reading>> {
    recognise(bytes);
    let set = |main: &[u8], alternate: &[u8], address: &[u8], comments| ofac::Set {
        main: file(main),
        alternate: file(alternate),
        address: file(address),
        comments,
    };
    let (main, alternate, address) = (MAIN.as_bytes(), ALTERNATE.as_bytes(), ADDRESS.as_bytes());
    let tables = TABLES.iter().map(|reader| (reader.read)(&file(bytes)));
    let others = vec![
        un::read(&file(bytes)),
        (dfat::XLSX.read)(&file(bytes)),
        (csl::JSON.read)(&file(bytes)),
        (ftm::JSON.read)(&file(bytes)),
        (senzing::JSON.read)(&file(bytes)),
        own::read_csv(&file(bytes)),
        own::read_json(&file(bytes)),
        ofac::read(&set(bytes, alternate, address, None)),
        ofac::read(&set(main, bytes, address, None)),
        ofac::read(&set(main, alternate, bytes, None)),
        ofac::read(&set(main, alternate, address, Some(file(bytes)))),
    ];
    tables.chain(others).collect()
}

/// A sound file with some bytes replaced, put in or taken out.
fn mutated() -> impl Strategy<Value = Vec<u8>> {
    let samples = SAMPLES;
    let edit = (
        any::<prop::sample::Index>(),
        0..4_usize,
        prop::collection::vec(any::<u8>(), 0..4),
    );
    (
        prop::sample::select(samples.to_vec()),
        prop::collection::vec(edit, 0..5),
    )
        .prop_map(|(sample, edits)| {
            let mut bytes = sample.as_bytes().to_vec();
            for (at, removed, put) in edits {
                let start = at.index(bytes.len() + 1);
                let end = (start + removed).min(bytes.len());
                bytes.splice(start..end, put);
            }
            bytes
        })
}

/// A table with the columns of a reader, of cells that may mean something to it.
fn table() -> impl Strategy<Value = (&'static Reader, Vec<u8>)> {
    let cell = prop::collection::vec(prop::sample::select(PIECES.to_vec()), 0..5);
    let row = prop::collection::vec(cell, 14);
    let rows = prop::collection::vec(row, 1..6);
    (prop::sample::select(TABLE_COLUMNS.to_vec()), rows).prop_map(
        |((reader, mark, header), rows)| {
            let width = header.split(mark).count();
            let mut text = header.to_owned();
            for row in rows {
                let cells = row.iter().take(width);
                let cells =
                    cells.map(|pieces| format!("\"{}\"", pieces.concat().replace('"', "\"\"")));
                text.push('\n');
                text.push_str(&cells.collect::<Vec<_>>().join(mark));
            }
            (reader, text.into_bytes())
        },
    )
}

fn are_sound(readings: Vec<Result<Reading>>) -> bool {
    readings
        .into_iter()
        .flatten()
        .flat_map(|reading| reading.entities)
        .all(|entity| {
            !entity.id.is_empty()
                && entity
                    .names
                    .first()
                    .is_some_and(|name| name.kind == NameKind::Primary)
                && entity.names.iter().all(|name| !name.text.trim().is_empty())
        })
}

proptest! {
    #[test]
    fn no_table_makes_its_reader_panic_or_give_an_unsound_entity((reader, bytes) in table()) {
        prop_assert_eq!(recognise(&bytes), Format::Whole(reader));
        prop_assert!(are_sound(vec![(reader.read)(&file(&bytes))]));
    }

    #[test]
    fn no_bytes_make_a_reader_panic(bytes in prop::collection::vec(any::<u8>(), 0..300)) {
        prop_assert!(are_sound(read_by_all(&bytes)));
    }

    #[test]
    fn no_damage_makes_a_reader_panic_or_give_an_unsound_entity(bytes in mutated()) {
        prop_assert!(are_sound(read_by_all(&bytes)));
    }
}

#[test]
fn the_samples_are_sound() {
    for sample in SAMPLES {
        let read = read_by_all(sample.as_bytes());
        assert!(
            read.iter().any(|reading| reading
                .as_ref()
                .is_ok_and(|reading| !reading.entities.is_empty())),
            "{sample}"
        );
    }
}
