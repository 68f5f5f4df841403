use serde_json::Value;

use super::{documents, sample, samples, screen, table};
use crate::scratch::{Scratch, objects};

/// A copy of the examples in a fresh folder.
fn scratch() -> Scratch {
    let scratch = Scratch::new();
    for entry in std::fs::read_dir(samples()).unwrap() {
        let name = entry.unwrap().file_name().into_string().unwrap();
        scratch.write(&format!("in/{name}"), sample(&name));
    }
    scratch
}

#[cfg(feature = "docs")]
#[test]
fn every_format_is_read_whole() {
    let scratch = scratch();
    // Whether Parquet is read depends on how the program was built.
    std::fs::remove_file(scratch.path("in/rows.parquet")).unwrap();
    let ran = screen(&scratch, &["in"]);
    assert_eq!(ran.status, 3, "{}", ran.err);
    insta::assert_snapshot!(table(&documents(&scratch)));
    let hits = objects(&ran.out);
    let found = |source: &str, entity: &str| {
        let entity = format!("parties:{entity}");
        let hit = hits
            .iter()
            .find(|hit| hit["source"] == source && hit["entity_id"] == *entity);
        hit.unwrap_or_else(|| panic!("no {entity} in {source}"))["place"].clone()
    };
    for (source, entity, place) in [
        ("in/note.docx", "varnakov", Some(("paragraph", 2))),
        ("in/note.odt", "varnakov", Some(("paragraph", 2))),
        ("in/note.rtf", "varnakov", Some(("paragraph", 2))),
        ("in/note.pdf", "varnakov", Some(("page", 1))),
        ("in/note.pdf", "krstovcevic", Some(("page", 2))),
        ("in/note.docx", "taleghpour", None),
        ("in/note.odt", "maksim-zhdankevich", None),
        ("in/note.rtf", "maksim-zhdankevich", None),
        ("in/note.docx", "mazruqi", None),
        ("in/note.pdf", "mazruqi", Some(("page", 2))),
        ("in/page.html", "tasjil", None),
        ("in/page.pdf", "celikbag", Some(("page", 1))),
        ("in/mail.eml", "varnakov", Some(("null", 0))),
        (
            "in/mail.eml/note on the owner.docx",
            "varnakov",
            Some(("paragraph", 2)),
        ),
        ("in/client.eml", "krstovcevic", None),
        ("in/client.eml/note.odt", "varnakov", Some(("paragraph", 2))),
        ("in/box.mbox", "taleghpour", Some(("null", 0))),
        (
            "in/crawl.warc.gz/https://gazette.example/owner",
            "celikbag",
            None,
        ),
        (
            "in/crawl.warc.gz/https://gazette.example/ru",
            "varnakov",
            None,
        ),
        (
            "in/archive.zip/press/lines.jsonl",
            "varnakov",
            Some(("null", 0)),
        ),
        (
            "in/archive.zip/press/note.rtf",
            "varnakov",
            Some(("paragraph", 2)),
        ),
        ("in/cyrillic-1251.txt", "varnakov", Some(("null", 0))),
        ("in/cyrillic-koi8.txt", "varnakov", None),
        ("in/utf16.txt", "vektorlet", None),
        ("in/central.txt", "krstovcevic", None),
        ("in/western.txt", "varnakov", None),
        ("in/western.txt.xz", "varnakov", None),
        ("in/chinese.txt", "ouyang", None),
        ("in/korean.txt", "tokgo", None),
        ("in/notes.md", "belukha", None),
        ("in/table.csv", "varnakov", None),
        ("in/table.tsv", "krstovcevic", None),
        ("in/lines.jsonl.bz2", "celikbag", None),
    ] {
        let at = found(source, entity);
        match place {
            Some(("null", _)) => assert_eq!(at, Value::Null, "{source}"),
            Some((unit, number)) => assert_eq!(at[unit], number, "{source} {entity}"),
            None => {}
        }
    }
    for hit in &hits {
        // Not what a script says, nor a menu.
        assert!(hit["source"] != "in/page.html" || hit["entity_id"] != "parties:mazruqi");
    }
}

#[cfg(feature = "columnar")]
#[test]
fn rows_of_parquet_are_documents() {
    let scratch = scratch();
    let ran = screen(&scratch, &["in/rows.parquet"]);
    assert_eq!(ran.status, 0, "{}", ran.err);
    let found: Vec<_> = objects(&ran.out)
        .iter()
        .map(|hit| (hit["document"].clone(), hit["entity_id"].clone()))
        .collect();
    let expected = [("p1", "parties:varnakov"), ("3", "parties:taleghpour")];
    assert_eq!(
        found,
        expected.map(|(id, entity)| (id.into(), entity.into()))
    );
    assert_eq!(documents(&scratch)[1]["status"], "empty");
    let ran = screen(&scratch, &["in/rows.parquet", "--text-column", "other"]);
    assert!(
        ran.err.contains("the column of the text holds no text"),
        "{}",
        ran.err
    );
}

#[cfg(not(feature = "columnar"))]
#[test]
fn a_format_that_was_left_out_names_its_feature() {
    let scratch = scratch();
    let ran = screen(&scratch, &["in/rows.parquet"]);
    assert_eq!(ran.status, 3);
    let expected = "error: in/rows.parquet: Parquet needs the feature `columnar`";
    assert!(ran.err.contains(expected), "{}", ran.err);
}

#[cfg(not(feature = "docs"))]
#[test]
fn without_the_readers_text_and_rows_are_still_read() {
    let scratch = scratch();
    let ran = screen(&scratch, &["in/note.pdf", "in/western.txt", "in/table.tsv"]);
    assert_eq!(ran.status, 3);
    let expected = "error: in/note.pdf: PDF needs the feature `docs`";
    assert!(ran.err.contains(expected), "{}", ran.err);
    assert_eq!(objects(&ran.out).len(), 2);
}
