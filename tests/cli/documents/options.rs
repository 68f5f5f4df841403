use super::{documents, sample, screen};
use crate::scratch::{Scratch, objects};

#[test]
fn columns_and_keys_can_be_named() {
    let scratch = Scratch::new();
    scratch.write("table.csv", sample("table.csv"));
    let columns = [
        "--text-column",
        "Meldung",
        "--id-column",
        "Nr",
        "--date-column",
        "Datum",
    ];
    let ran = screen(&scratch, &[&["table.csv"], &columns[..]].concat());
    assert_eq!(ran.status, 0, "{}", ran.err);
    let hit = &objects(&ran.out)[0];
    assert_eq!(
        (&hit["document"], &hit["surface"]),
        (&"17".into(), &"Gleb Varnakov".into())
    );
    assert_eq!(documents(&scratch).len(), 2);
    assert!(
        scratch
            .read("run.json")
            .contains("\"columns\":{\"text\":\"Meldung\"")
    );

    let line = r#"{"Nr":9,"Meldung":"Gleb Varnakov","Datum":"soon","text":7}"#;
    scratch.write("lines.jsonl", line);
    let ran = screen(&scratch, &[&["lines.jsonl"], &columns[..]].concat());
    assert_eq!(ran.status, 0, "{}", ran.err);
    assert_eq!(objects(&ran.out)[0]["document"], "9");
    assert!(ran.err.contains("`soon`"), "{}", ran.err);

    let ran = screen(&scratch, &["table.csv", "--text-column", "Text"]);
    assert_eq!(ran.status, 3);
    let expected = "table.csv: no column `Text`; its columns are `Nr`, `Datum`, `Meldung`";
    assert!(ran.err.contains(expected), "{}", ran.err);
}

#[test]
fn a_key_that_no_line_has_is_told_once() {
    let scratch = Scratch::new();
    let line = r#"{"id":"1","head":"Gleb Varnakov","day":null,"text":"x"}"#;
    scratch.write("a.jsonl", format!("{line}\n{{\"text\":\"y\"}}\n"));
    scratch.write("b.txt", "z");
    let screen = |flags: &[&str]| screen(&scratch, &[&["a.jsonl", "b.txt"], flags].concat());
    let ran = screen(&["--title-column", "head", "--id-column", "id"]);
    assert_eq!(
        (ran.status, ran.err.contains("no line of JSON")),
        (0, false)
    );
    let ran = screen(&[
        "--title-column",
        "headline",
        "--date-column",
        "day",
        "--id-column",
        "Id",
    ]);
    assert_eq!(ran.status, 0, "{}", ran.err);
    for (flag, key) in [("title", "headline"), ("date", "day"), ("id", "Id")] {
        let told = format!("warning: `--{flag}-column {key}`: no line of JSON has anything under");
        assert_eq!(ran.err.matches(&told).count(), 1, "{}", ran.err);
    }
    // Nothing is known of keys where there is no JSON.
    let ran = self::screen(&scratch, &["b.txt", "--title-column", "headline"]);
    assert!(!ran.err.contains("no line of JSON"), "{}", ran.err);
}

#[test]
fn a_table_without_a_column_of_text_is_read_as_it_lies() {
    let scratch = Scratch::new();
    scratch.write("names.csv", "name,age\nGleb Varnakov,57\n");
    let ran = screen(&scratch, &["names.csv"]);
    assert_eq!(ran.status, 0, "{}", ran.err);
    assert_eq!(objects(&ran.out)[0]["start"], 9);
}

#[test]
fn saved_texts_are_found_by_the_hits() {
    let scratch = Scratch::new();
    scratch.write("in/../in/a b.txt", "\u{feff}Глеб Варнаков".as_bytes());
    scratch.write("in/old.txt", sample("cyrillic-1251.txt"));
    scratch.write(
        "in/l.jsonl",
        "{\"id\":\"../x\",\"text\":\"Gleb Varnakov\"}\n".repeat(2),
    );
    let long = format!("{}Gleb Varnakov", "lorem ipsum ".repeat(200_000));
    scratch.write("in/long.txt", &long);
    for _ in 0..2 {
        let ran = screen(&scratch, &["in", "--save-text", "in/texts"]);
        assert_eq!(ran.status, 0, "{}", ran.err);
        let hits = objects(&ran.out);
        assert_eq!(hits.len(), 6, "{}", ran.out);
        for (hit, name) in hits.iter().zip([
            "in%2Fa%20b.txt.txt",
            "in%2Fl.jsonl#..%2Fx.txt",
            "in%2Fl.jsonl#..%2Fx~2.txt",
            "in%2Flong.txt.txt",
            "in%2Fold.txt.txt",
        ]) {
            let text = scratch.read(&format!("in/texts/{name}"));
            let place = |key: &str| usize::try_from(hit[key].as_u64().unwrap()).unwrap();
            let surface = &text[place("byte_start")..place("byte_end")];
            assert_eq!(hit["surface"], surface, "{name}");
        }
    }
    assert_eq!(scratch.read("in/texts/in%2Flong.txt.txt"), long);
    scratch.write("file", "");
    let ran = screen(&scratch, &["in", "--save-text", "file"]);
    assert_eq!((ran.status, ran.out.as_str()), (4, ""), "{}", ran.err);
}

#[test]
fn the_encoding_is_shown() {
    let scratch = Scratch::new();
    scratch.write("old.txt", sample("cyrillic-1251.txt"));
    let ran = screen(&scratch, &["old.txt", "-v"]);
    assert!(
        ran.err.contains("note: old.txt: read as windows-1251"),
        "{}",
        ran.err
    );
    assert_eq!(documents(&scratch)[0]["encoding"], "windows-1251");
}

#[test]
fn a_format_can_be_forced() {
    let scratch = Scratch::new();
    let page = "<html><p>Gleb <ins>Varn</ins>akov";
    scratch.write("page.html", page);
    let ran = screen(&scratch, &["page.html", "--input-format", "text"]);
    assert_eq!((ran.status, ran.out.as_str()), (0, ""), "{}", ran.err);
    assert_eq!(documents(&scratch)[0]["characters"], page.len());
    scratch.write("rows", "text\nGleb Varnakov\n");
    let ran = screen(&scratch, &["rows", "--input-format", "csv"]);
    assert_eq!(objects(&ran.out)[0]["document"], "2", "{}", ran.err);
}
