//! Lists as a caller of the library loads them: from files and folders, whole or not at all.

use std::fs;
use std::io::{Cursor, Write};
use std::path::PathBuf;

use namewatch::{Error, ListSource, NameKind, Watchlist};
use tempfile::TempDir;

const MAIN: &str = "36,\"ALPHA AIRLINES\",-0- ,\"CUBA\",-0- ,-0- ,-0- ,-0- ,-0- ,-0- ,-0- ,\"a.k.a. 'AAL'.\"\r\n\
    173,\"DOE, John\",\"individual\",\"SDGT] [IRGC\",-0- ,-0- ,-0- ,-0- ,-0- ,-0- ,-0- ,\"DOB 25 Mar 1977; nationality Iran;\"\r\n\
    \x1A";
const ALTERNATE: &str =
    "36,12,\"aka\",\"ALPHA-AIR\",-0- \r\n36,13,\"fka\",\"OLD ALPHA\",-0- \r\n\x1A";
const ADDRESS: &str = "36,25,-0- ,\"Havana\",\"Cuba\",-0- \r\n173,26,-0- ,-0- ,-0- ,-0- \r\n\x1A";
const COMMENTS: &str = "173,\" Linked To: ALPHA.\"\r\n";
const UN: &str = "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n\
    <CONSOLIDATED_LIST dateGenerated=\"2026-02-27T00:00:09.554Z\"><INDIVIDUALS><INDIVIDUAL>\
    <FIRST_NAME>JOHN</FIRST_NAME><SECOND_NAME>DOE</SECOND_NAME>\
    <REFERENCE_NUMBER>XXi.001</REFERENCE_NUMBER></INDIVIDUAL></INDIVIDUALS>\
    <ENTITIES></ENTITIES></CONSOLIDATED_LIST>";
const OWN: &str = "id,kind,name,aliases\n1,person,John Doe,Jack;Johnny\n";

/// A folder with these files.
fn folder(files: &[(&str, &[u8])]) -> TempDir {
    let folder = tempfile::tempdir().unwrap();
    for (name, bytes) in files {
        fs::write(folder.path().join(name), bytes).unwrap();
    }
    folder
}

fn sdn_set() -> Vec<(&'static str, &'static [u8])> {
    vec![
        ("sdn.csv", MAIN.as_bytes()),
        ("alt.csv", ALTERNATE.as_bytes()),
        ("add.csv", ADDRESS.as_bytes()),
        ("sdn_comments.csv", COMMENTS.as_bytes()),
    ]
}

fn load(path: impl Into<PathBuf>) -> Result<Watchlist, Error> {
    Watchlist::load(&[ListSource::new(path)])
}

/// Asserts that loading fails in one line that holds all of these words.
fn assert_refused(path: impl Into<PathBuf>, words: &[&str]) {
    let error = load(path).expect_err("refused").to_string();
    assert!(!error.contains('\n'), "{error}");
    for word in words {
        assert!(error.contains(word), "`{word}` in: {error}");
    }
}

fn gzip(bytes: &[u8]) -> Vec<u8> {
    let mut encoder = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::fast());
    encoder.write_all(bytes).unwrap();
    encoder.finish().unwrap()
}

fn zip(files: &[(&str, &[u8])]) -> Vec<u8> {
    let mut writer = zip::ZipWriter::new(Cursor::new(Vec::new()));
    for (name, bytes) in files {
        writer
            .start_file(*name, zip::write::SimpleFileOptions::default())
            .unwrap();
        writer.write_all(bytes).unwrap();
    }
    writer.finish().unwrap().into_inner()
}

#[test]
fn a_set_is_joined_from_its_files_whichever_is_named() {
    let folder = folder(&sdn_set());
    for name in ["", "sdn.csv", "alt.csv", "sdn_comments.csv"] {
        let watchlist = load(folder.path().join(name)).unwrap();
        let list = &watchlist.lists()[0];
        assert_eq!((list.id.as_str(), list.counts.entities), ("us-ofac-sdn", 2));
        assert_eq!(list.path.as_deref(), Some(&*folder.path().join("sdn.csv")));
        assert_eq!(list.warnings, Vec::<String>::new());
        let airline = watchlist.entity("us-ofac-sdn:36").unwrap();
        let names: Vec<(&str, NameKind)> = airline
            .names
            .iter()
            .map(|name| (name.text.as_str(), name.kind))
            .collect();
        assert_eq!(
            names,
            [
                ("ALPHA AIRLINES", NameKind::Primary),
                ("ALPHA-AIR", NameKind::Alias),
                ("AAL", NameKind::WeakAlias),
                ("OLD ALPHA", NameKind::FormerName),
            ]
        );
        assert_eq!(airline.addresses, ["Havana, Cuba"]);
        let person = watchlist.entity("us-ofac-sdn:173").unwrap();
        assert_eq!(person.programmes, ["SDGT", "IRGC"]);
        assert_eq!(person.countries, ["ir"]);
        assert!(
            person
                .remarks
                .as_ref()
                .unwrap()
                .ends_with("Linked To: ALPHA.")
        );
    }
}

#[test]
fn the_snapshot_of_a_set_is_what_sha256sum_gives() {
    use sha2::{Digest, Sha256};
    let hex = |bytes: &[u8]| {
        let digits = Sha256::digest(bytes);
        let digits: Vec<String> = digits.iter().map(|byte| format!("{byte:02x}")).collect();
        digits.concat()
    };
    let lines: Vec<String> = sdn_set()
        .iter()
        .map(|(name, bytes)| format!("{}  {name}\n", hex(bytes)))
        .collect();
    let lines = lines.concat();
    let plain = folder(&sdn_set());
    let packed: Vec<(String, Vec<u8>)> = sdn_set()
        .iter()
        .map(|(name, bytes)| (format!("{name}.gz"), gzip(bytes)))
        .collect();
    let packed: Vec<(&str, &[u8])> = packed
        .iter()
        .map(|(name, bytes)| (name.as_str(), &bytes[..]))
        .collect();
    let packed = folder(&packed);
    let zipped = folder(&[("set.zip", &zip(&sdn_set()))]);
    for path in [
        plain.path(),
        packed.path(),
        zipped.path(),
        &zipped.path().join("set.zip"),
    ] {
        let watchlist = load(path).unwrap();
        assert_eq!(
            watchlist.lists()[0].snapshot,
            hex(lines.as_bytes()),
            "{}",
            path.display()
        );
    }
    let un = folder(&[("un.xml", UN.as_bytes())]);
    assert_eq!(
        load(un.path()).unwrap().lists()[0].snapshot,
        hex(UN.as_bytes())
    );
}

#[test]
fn a_set_without_one_of_its_files_is_refused() {
    for (missing, called) in [
        ("sdn.csv", "main"),
        ("alt.csv", "alternate names"),
        ("add.csv", "address"),
    ] {
        let mut files = sdn_set();
        files.retain(|(name, _)| *name != missing);
        let folder = folder(&files);
        assert_refused(folder.path(), &["no", called, missing]);
        assert_refused(folder.path().join(files[0].0), &["no", called, missing]);
    }
}

#[test]
fn a_set_without_comments_is_warned_of_with_the_number_of_cut_remarks() {
    let mut files = sdn_set();
    files.pop();
    let long = MAIN.replace(
        "DOB 25 Mar 1977; nationality Iran;",
        &format!("{:-<1000}", "DOB 1977; Passport 12"),
    );
    files[0].1 = long.as_bytes();
    let folder = folder(&files);
    let watchlist = load(folder.path()).unwrap();
    let warnings = &watchlist.lists()[0].warnings;
    assert!(
        warnings.len() == 1 && warnings[0].contains("comments"),
        "{warnings:?}"
    );
    assert!(warnings[0].contains("of 1 entities"), "{warnings:?}");
    let person = watchlist.entity("us-ofac-sdn:173").unwrap();
    assert_eq!((person.birth_dates.len(), person.identifiers.len()), (1, 0));
}

#[test]
fn cut_files_are_refused_at_any_byte() {
    let cut_in = |name: &str, cut: usize| {
        let mut files = sdn_set();
        let file = files.iter_mut().find(|(other, _)| *other == name).unwrap();
        file.1 = &file.1[..cut];
        load(folder(&files).path())
    };
    for (name, text) in [
        ("sdn.csv", MAIN),
        ("alt.csv", ALTERNATE),
        ("add.csv", ADDRESS),
    ] {
        let rows: Vec<usize> = text.match_indices("\r\n").map(|(at, _)| at).collect();
        // Within the last row, but not within its last cell, whose loss can't always be told.
        for cut in rows[0] + 3..rows[1] - 45.min((rows[1] - rows[0]) / 2) {
            let error = cut_in(name, cut).expect_err(name).to_string();
            assert!(
                error.contains("row 2") && error.contains("expected"),
                "{error}"
            );
        }
        assert!(cut_in(name, 0).unwrap_err().to_string().contains("empty"));
    }
    let within_quotes = MAIN.find("nationality").unwrap();
    let error = cut_in("sdn.csv", within_quotes).unwrap_err().to_string();
    assert!(
        error.contains("ends within quotes") && error.contains("row 2"),
        "{error}"
    );
    for cut in 40..UN.len() {
        let folder = folder(&[("un.xml", &UN.as_bytes()[..cut])]);
        assert!(load(folder.path()).is_err(), "{cut}");
    }
}

#[test]
fn a_published_list_that_lost_rows_is_refused() {
    let rows = |row: fn(usize) -> String| -> String { (1..=200).map(row).collect() };
    let main = rows(|n| format!("{n},\"NAME {n}\",{}\r\n", ["-0- "; 10].join(",")));
    let alternate = rows(|n| format!("{n},{n},\"aka\",\"OTHER {n}\",-0- \r\n"));
    let address = rows(|n| format!("{n},{n},-0- ,-0- ,\"Cuba\",-0- \r\n"));
    let half = |text: &str| text[..text[..text.len() / 2].rfind("\r\n").unwrap() + 2].to_owned();
    let load_set = |main: &str, alternate: &str, address: &str| {
        load(
            folder(&[
                ("sdn.csv", main.as_bytes()),
                ("alt.csv", alternate.as_bytes()),
                ("add.csv", address.as_bytes()),
            ])
            .path(),
        )
    };
    let marked = |text: &str| format!("{text}\x1A");
    let (main, alternate, address) = (marked(&main), marked(&alternate), marked(&address));
    assert_eq!(
        load_set(&main, &alternate, &address)
            .unwrap()
            .entities()
            .len(),
        200
    );
    for (error, word) in [
        (load_set(&half(&main), &alternate, &address), "end mark"),
        (
            load_set(&marked(&half(&main)), &alternate, &address),
            "main file lacks",
        ),
        (load_set(&main, &half(&alternate), &address), "end mark"),
        (load_set(&main, &alternate, &half(&address)), "end mark"),
        (
            load_set(&main, &alternate, &marked(&half(&address))),
            "have no row here",
        ),
        (
            load_set(&format!("{main}{main}"), &alternate, &address),
            "two files",
        ),
    ] {
        let error = error.unwrap_err().to_string();
        assert!(error.contains(word), "{error}");
    }
}

#[test]
fn xml_that_is_not_whole_is_refused_with_its_place() {
    for (from, to, words) in [
        ("</CONSOLIDATED_LIST>", &b""[..], &["cut off"][..]),
        ("JOHN", b"J\xF6HN", &["0xF6", "UTF-8", "line 2"]),
        ("JOHN", b"J\x19HN", &["U+0019", "line 2"]),
        ("CONSOLIDATED_LIST", b"OTHER", &["no list"]),
        (
            "<CONSOLIDATED_LIST",
            b"<!DOCTYPE CONSOLIDATED_LIST><CONSOLIDATED_LIST",
            &["document type"],
        ),
        ("XXi.001", b"", &["REFERENCE_NUMBER", "1 of 1"]),
    ] {
        let bytes = replace(UN.as_bytes(), from.as_bytes(), to);
        let folder = folder(&[("un.xml", &bytes)]);
        assert_refused(folder.path().join("un.xml"), words);
    }
    let no_record = folder(&[("un.xml", b"<CONSOLIDATED_LIST></CONSOLIDATED_LIST>")]);
    assert_refused(no_record.path(), &["no entity"]);
}

fn replace(bytes: &[u8], from: &[u8], to: &[u8]) -> Vec<u8> {
    let mut replaced = Vec::new();
    let mut rest = bytes;
    while let Some(at) = rest.windows(from.len()).position(|window| window == from) {
        replaced.extend_from_slice(&rest[..at]);
        replaced.extend_from_slice(to);
        rest = &rest[at + from.len()..];
    }
    replaced.extend_from_slice(rest);
    replaced
}

#[test]
fn two_editions_of_a_list_are_an_error_that_names_both() {
    let (old, new) = (folder(&sdn_set()), folder(&sdn_set()));
    let sources = [ListSource::new(old.path()), ListSource::new(new.path())];
    let error = Watchlist::load(&sources).unwrap_err().to_string();
    for path in [old.path(), new.path()] {
        assert!(
            error.contains(&path.join("sdn.csv").display().to_string()),
            "{error}"
        );
    }
    let both = folder(&[("a.xml", UN.as_bytes()), ("b.xml", UN.as_bytes())]);
    assert_refused(both.path(), &["a.xml", "b.xml", "two editions"]);
    let own = folder(&[
        ("own.csv", OWN.as_bytes()),
        (
            "own.jsonl",
            b"{\"id\":\"1\",\"kind\":\"person\",\"name\":\"A\"}",
        ),
    ]);
    assert_refused(own.path(), &["own.csv", "own.jsonl", "--list ID="]);
}

#[test]
fn a_set_whose_names_say_nothing_needs_the_id() {
    let folder = folder(&[
        ("m.csv", MAIN.as_bytes()),
        ("n.csv", ALTERNATE.as_bytes()),
        ("o.csv", ADDRESS.as_bytes()),
    ]);
    assert_refused(folder.path(), &["--list us-ofac-sdn=PATH"]);
    assert_refused(folder.path().join("m.csv"), &["--list us-ofac-sdn=PATH"]);
    for name in ["", "m.csv"] {
        let source = ListSource {
            id: Some("us-ofac-cons".to_owned()),
            path: folder.path().join(name),
        };
        let watchlist = Watchlist::load(&[source]).unwrap();
        assert!(watchlist.entity("us-ofac-cons:36").is_some());
    }
    let source = ListSource {
        id: Some("un-sc".to_owned()),
        path: folder.path().to_owned(),
    };
    assert!(Watchlist::load(&[source]).is_err());
}

#[test]
fn a_folder_may_hold_several_lists_and_files_that_are_none() {
    let mut files = sdn_set();
    files.push(("un.xml", UN.as_bytes()));
    files.push(("clients.csv", OWN.as_bytes()));
    files.push(("README.md", b"Where the lists come from."));
    files.push(("a.csv", b"1,2,a,b,c,d\n"));
    files.push(("b.csv", b"1,2,a,b,c,d\n"));
    files.push(("c.csv", b"n,m,a,b,c,d\n1,2,a,b,c,d\n"));
    let all = folder(&files);
    fs::create_dir(all.path().join("old")).unwrap();
    let watchlist = load(all.path()).unwrap();
    let ids: Vec<&str> = watchlist
        .lists()
        .iter()
        .map(|list| list.id.as_str())
        .collect();
    assert_eq!(ids, ["clients", "us-ofac-sdn", "un-sc"]);
    assert_eq!(watchlist.warnings().len(), 5);
    let warned_of = |name| {
        watchlist
            .warnings()
            .iter()
            .any(|warning| warning.contains(name))
    };
    assert!(warned_of("README.md") && warned_of("old"));
    let office = zip(&[
        ("[Content_Types].xml", b"<Types/>"),
        ("xl/workbook.xml", b"<workbook/>"),
    ]);
    let office = folder(&[("list.xlsx", &office), ("own.csv", OWN.as_bytes())]);
    assert_refused(office.path().join("list.xlsx"), &["spreadsheet", "CSV"]);
    assert_eq!(load(office.path()).unwrap().warnings().len(), 1);
    let none = folder(&[("README.md", b"Nothing here.")]);
    assert_refused(none.path(), &["no list"]);
    assert_refused(none.path().join("README.md"), &["expected a list"]);
    assert_refused(none.path().join("missing.csv"), &["missing.csv"]);
    assert!(Watchlist::load(&[]).is_err());
}

#[test]
fn bad_records_are_skipped_and_counted_up_to_one_in_a_hundred() {
    let rows = |bad: usize| -> Vec<u8> {
        let mut rows = vec!["id,kind,name\n".to_owned()];
        for n in 0..200 {
            let kind = if n < bad { "robot" } else { "person" };
            rows.push(format!("{n},{kind},Name {n}\n"));
        }
        rows.concat().into_bytes()
    };
    let sound = folder(&[("own.csv", &rows(2))]);
    let watchlist = load(sound.path()).unwrap();
    let list = &watchlist.lists()[0];
    assert_eq!((list.counts.entities, list.counts.skipped), (198, 2));
    assert!(
        list.warnings[0].contains("row 2") && list.warnings[0].contains("robot"),
        "{:?}",
        list.warnings
    );
    let unsound = folder(&[("own.csv", &rows(3))]);
    assert_refused(unsound.path(), &["3 of 200", "row 2", "robot"]);
}

#[test]
fn references_are_made_unique_and_repeats_count_once() {
    let row = |name: &str| format!("36,\"{name}\",{}\n", ["-0- "; 10].join(","));
    let main = [row("ALPHA"), row("ALPHA"), row("BETA")].concat();
    let mut files = sdn_set();
    files[0].1 = main.as_bytes();
    files[1].1 = b"36,12,\"aka\",\"ALEPH\",-0- \n";
    files[2].1 = b"36,25,-0- ,-0- ,\"Cuba\",-0- \n";
    files.pop();
    let watchlist = load(folder(&files).path()).unwrap();
    let names = |id: &str| watchlist.entity(id).unwrap().names.len();
    assert_eq!(watchlist.entities().len(), 2);
    assert_eq!((names("us-ofac-sdn:36"), names("us-ofac-sdn:36~2")), (2, 1));
    let warnings = watchlist.lists()[0].warnings.join("\n");
    assert!(
        warnings.contains("repeat") && warnings.contains("~2"),
        "{warnings}"
    );

    let own = folder(&[(
        "own.csv",
        b"id,kind,name\n1,person,A\n1,person,A\n1,person,B\n",
    )]);
    let watchlist = load(own.path()).unwrap();
    let ids: Vec<&str> = watchlist
        .entities()
        .iter()
        .map(|entity| entity.id.as_str())
        .collect();
    assert_eq!(ids, ["own:1", "own:1~2"]);
}

#[test]
fn side_rows_without_an_entity_or_a_visible_name_are_bad() {
    for row in [
        "99,12,\"aka\",\"X\",-0- \n",
        "36,12,\"aka\",\"\u{200B}\",-0- \n",
        "36,12,\"alias\",\"X\",-0- \n",
    ] {
        let mut files = sdn_set();
        let table = format!("{row}36,13,\"aka\",\"Y\",-0- \n");
        files[1].1 = table.as_bytes();
        assert_refused(folder(&files).path(), &["alt.csv", "row 1", "1 of 2"]);
    }
}
