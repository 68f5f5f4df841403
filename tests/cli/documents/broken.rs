#![cfg(feature = "docs")]

use std::fmt::Write as _;
use std::io::{Cursor, Write};

use serde_json::Value;
use zip::ZipWriter;
use zip::write::SimpleFileOptions;

use super::{documents, sample, screen, table};
use crate::scratch::{Scratch, documents_of};

/// A zip archive of some members.
fn archive(members: &[(&str, &[u8])]) -> Vec<u8> {
    let mut archive = ZipWriter::new(Cursor::new(Vec::new()));
    for (name, bytes) in members {
        archive
            .start_file(*name, SimpleFileOptions::default())
            .unwrap();
        archive.write_all(bytes).unwrap();
    }
    archive.finish().unwrap().into_inner()
}

/// A PDF of one page that holds nothing but a line.
fn picture_pdf() -> Vec<u8> {
    let content = "0 0 m 100 100 l S";
    let objects = [
        "<</Type/Catalog/Pages 2 0 R>>".to_owned(),
        "<</Type/Pages/Kids[3 0 R]/Count 1>>".to_owned(),
        "<</Type/Page/Parent 2 0 R/MediaBox[0 0 200 200]/Contents 4 0 R>>".to_owned(),
        format!("<</Length {}>>stream\n{content}\nendstream", content.len()),
    ];
    let mut pdf = "%PDF-1.4\n".to_owned();
    let mut places = Vec::new();
    for (number, object) in (1..).zip(objects) {
        places.push(format!("{:010} 00000 n \n", pdf.len()));
        write!(pdf, "{number} 0 obj\n{object}\nendobj\n").unwrap();
    }
    let start = pdf.len();
    let places = places.concat();
    write!(pdf, "xref\n0 5\n0000000000 65535 f \n{places}").unwrap();
    write!(
        pdf,
        "trailer<</Size 5/Root 1 0 R>>\nstartxref\n{start}\n%%EOF\n"
    )
    .unwrap();
    pdf.into_bytes()
}

/// Files that can't be read as they are, with what is said of some.
fn broken() -> Vec<(String, Vec<u8>, Option<&'static str>)> {
    let mut files = Vec::new();
    let mut add = |name: &str, bytes: Vec<u8>, reason| files.push((name.to_owned(), bytes, reason));
    let cut = |name: &str, part: usize| {
        let bytes = sample(name);
        let length = bytes.len() * part / 4;
        bytes[..length].to_vec()
    };
    for name in [
        "note.docx",
        "note.odt",
        "note.rtf",
        "archive.zip",
        "archive.tar.xz",
        "page.html.gz",
        "western.txt.xz",
        "lines.jsonl.bz2",
        "crawl.warc.gz",
        "note.pdf",
    ] {
        for part in 1..4 {
            add(&format!("cut{part}-{name}"), cut(name, part), None);
        }
    }
    for name in [
        "note.docx",
        "note.odt",
        "archive.zip",
        "western.txt.xz",
        "lines.jsonl.bz2",
    ] {
        let mut bytes = sample(name);
        let middle = bytes.len() / 2;
        for byte in &mut bytes[middle - 40..middle] {
            *byte ^= 0x55;
        }
        add(&format!("flipped-{name}"), bytes, None);
    }
    for name in [
        "note.docx",
        "note.odt",
        "note.pdf",
        "archive.zip",
        "archive.tar.xz",
    ] {
        let extension = name.split_once('.').unwrap().1;
        add(&format!("empty.{extension}"), Vec::new(), None);
        let text = b"The requested file was not found.".to_vec();
        add(&format!("text.{extension}"), text, None);
    }
    let zeros = |megabytes: usize| vec![b' '; megabytes << 20];
    let told = |reason| Some(reason);
    add(
        "encrypted.pdf",
        sample("encrypted.pdf"),
        told("PDF that is encrypted"),
    );
    add(
        "pictures.pdf",
        picture_pdf(),
        told("no text in it: its pages are pictures or empty"),
    );
    add(
        "random.txt",
        (0..2000u32).map(|n| ((n * n) >> 3) as u8).collect(),
        told("no text: "),
    );
    add(
        "damaged.txt",
        "Глеб Варнаков, Москва\u{0}".as_bytes()[1..].to_vec(),
        told("not UTF-8 at byte 0"),
    );
    add(
        "bomb.txt.zst",
        zstd::encode_all(&zeros(150)[..], 1).unwrap(),
        told("unpacks to more than 250 times"),
    );
    let bomb = archive(&[("bomb.txt", &zeros(100)), ("other.txt", b"x")]);
    add("bomb.zip", bomb, told("unpacks to more than 250 times"));
    let page = [&b"<w:document><w:p><w:r><w:t>"[..], &zeros(100)].concat();
    add(
        "bomb.docx",
        archive(&[("word/document.xml", &page)]),
        told("unpacks to more than 250 times"),
    );
    let mut deep = archive(&[("a.txt", b"x")]);
    for _ in 0..9 {
        deep = archive(&[("inner.zip", &deep)]);
    }
    add("deep.zip", deep, told("packed more than 8 times over"));
    let entity = b"<!DOCTYPE d [<!ENTITY a 'Gleb'>]><d><w:t>&a;</w:t></d>";
    add(
        "entity.docx",
        archive(&[("word/document.xml", entity)]),
        told("an entity that is not known"),
    );
    add(
        "wrong.docx",
        archive(&[("word/document.xml", b"<d><p></d>")]),
        told("its XML is wrong"),
    );
    let compound = b"\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1".repeat(100);
    add(
        "locked.docx",
        compound.clone(),
        told("an office document that is encrypted"),
    );
    let locked = b"<m:manifest><m:encryption-data/></m:manifest>";
    let locked = archive(&[("META-INF/manifest.xml", locked), ("content.xml", b"x")]);
    add(
        "locked.odt",
        locked,
        told("an office document that is encrypted"),
    );
    let mut locked = archive(&[("a.txt", b"x")]);
    locked[6] |= 1;
    let place = locked
        .windows(4)
        .position(|window| window == b"PK\x01\x02")
        .unwrap();
    locked[place + 8] |= 1;
    add("locked.zip", locked, told("that is encrypted"));
    add(
        "nested.pdf",
        format!("%PDF-1.4\n1 0 obj\n{}", "[".repeat(100_000)).into_bytes(),
        None,
    );
    add(
        "nested.rtf",
        format!("{{\\rtf1 {}", "{".repeat(1 << 20)).into_bytes(),
        told("cut off"),
    );
    add("open.csv", b"text\n\"never closed".to_vec(), None);
    add(
        "short.csv",
        b"id,text\n1\n".to_vec(),
        told("it has 1 cells, the header 2"),
    );
    add(
        "headless.eml",
        b"\n\nno header".to_vec(),
        told("it has no headers"),
    );
    let mail = |end: &str| {
        format!(
            "From: a@b.c\nSubject: x\nMIME-Version: 1.0\nContent-Type: multipart/mixed; boundary=abc\n\n\
             --abc\nContent-Type: text/plain\n\nhello\n--abc\nContent-Type: text/plain; name=a.txt\n\
             Content-Disposition: attachment; filename=a.txt\n{end}"
        )
        .into_bytes()
    };
    add(
        "stray.eml",
        mail("Content-Transfer-Encoding: base64\n\nR2xl%%YiBWYXJuYWtvdg==\n--abc--\n"),
        told("it is not encoded as the mail says"),
    );
    add(
        "strange.eml",
        mail("Content-Transfer-Encoding: x-uuencode\n\nbegin\n--abc--\n"),
        told("it is not encoded as the mail says"),
    );
    add(
        "open.eml",
        mail("\nGleb\n"),
        told("its last part is not closed"),
    );
    add("short.tar", sample("archive.zip").repeat(3), None);
    files
}

#[test]
fn broken_files_are_told_and_the_rest_is_screened() {
    let scratch = Scratch::new();
    let files = broken();
    assert!(files.len() >= 50);
    for (name, bytes, _) in &files {
        scratch.write(&format!("in/{name}"), bytes);
    }
    scratch.write("in/aa-good.txt", "Gleb Varnakov");
    scratch.write("in/zz-good.txt", "Gleb Varnakov");
    let ran = screen(&scratch, &["in"]);
    let documents = documents(&scratch);
    insta::assert_snapshot!(table(&documents));
    assert_eq!(ran.status, 3, "{}", ran.err);
    assert!(!ran.err.contains("panicked"), "{}", ran.err);
    let found = documents_of(&ran.out);
    assert_eq!(found.first().unwrap(), "in/aa-good.txt");
    assert_eq!(found.last().unwrap(), "in/zz-good.txt");
    for (name, _, reason) in &files {
        let path = format!("in/{name}");
        let of_file = |document: &&Value| document["source"].as_str().unwrap().starts_with(&path);
        let entries: Vec<&Value> = documents.iter().filter(of_file).collect();
        assert!(!entries.is_empty(), "{name} is not in the manifest");
        let reasons = entries.iter().filter_map(|entry| entry["reason"].as_str());
        let reasons: Vec<&str> = reasons.collect();
        if let Some(reason) = reason {
            assert!(
                reasons.iter().any(|told| told.contains(reason)),
                "{name}: {reasons:?}"
            );
        }
        // What is damaged there is no part of the text.
        let harmless = [
            "open.csv",
            "short.tar",
            "flipped-note.docx",
            "flipped-note.odt",
        ];
        if !harmless.contains(&name.as_str()) {
            let place = format!("error: {path}");
            assert!(
                !reasons.is_empty() && ran.err.contains(&place),
                "{name}: {entries:?}"
            );
        }
    }
}

#[test]
fn names_in_archives_lead_nowhere() {
    let scratch = Scratch::new();
    let text = b"Gleb Varnakov";
    let members: [(&str, &[u8]); 3] =
        [("../../a.txt", text), ("/b.txt", text), ("C:\\c.txt", text)];
    scratch.write("in/a.zip", archive(&members));
    let ran = screen(&scratch, &["in", "--save-text", "texts"]);
    assert_eq!(ran.status, 0, "{}", ran.err);
    let expected = [
        "in/a.zip/../../a.txt",
        "in/a.zip/b.txt",
        "in/a.zip/C:\\c.txt",
    ];
    assert_eq!(documents_of(&ran.out), expected);
    let saved = std::fs::read_dir(scratch.path("texts")).unwrap().count();
    assert_eq!(saved, 3);
    let outside = |name: &String| !["data", "in", "run.json", "texts"].contains(&name.as_str());
    assert!(!scratch.names().iter().any(outside));
}

#[test]
fn what_nobody_asked_for_in_an_archive_is_counted() {
    let scratch = Scratch::new();
    let picture = b"\x89PNG\r\n\x1a\n";
    scratch.write(
        "a.zip",
        archive(&[("a.png", picture), ("a.txt", b"Gleb Varnakov")]),
    );
    let ran = screen(&scratch, &["a.zip"]);
    assert_eq!(ran.status, 0, "{}", ran.err);
    assert_eq!(documents(&scratch)[0]["reason"], "a picture is not read");
}
