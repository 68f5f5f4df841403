use serde_json::Value;

use crate::scratch::{ARTICLE, Ran, Scratch, documents_of, gzip, objects};

#[test]
fn a_hit_says_where_who_and_how_sure() {
    let scratch = Scratch::new();
    scratch.write("a.txt", ARTICLE);
    let ran = scratch.run(&["screen", "a.txt", "--format", "jsonl"]);
    assert_eq!(ran.status, 0, "{}", ran.err);
    let hits = objects(&ran.out);
    assert!(!hits.is_empty());
    for hit in &hits {
        let span = |key: &str| usize::try_from(hit[key].as_u64().unwrap()).unwrap();
        let bytes = &ARTICLE[span("byte_start")..span("byte_end")];
        assert_eq!(bytes, "Vladimir Putin");
        assert_eq!(hit["surface"], bytes);
        assert_eq!(
            (&hit["document"], &hit["source"]),
            (&"a.txt".into(), &"a.txt".into())
        );
        assert_eq!(hit["kind"], "person");
    }
    let keys = [
        "document",
        "start",
        "end",
        "byte_start",
        "byte_end",
        "surface",
        "entity_id",
        "list",
        "kind",
        "name",
        "matched_name",
        "name_kind",
        "confidence",
        "also_listed",
        "explanation",
        "log_odds",
        "field",
        "source",
        "refers_to",
        "place",
    ];
    let line = ran.out.lines().next().unwrap();
    let places: Vec<_> = keys
        .map(|key| line.find(&format!("\"{key}\":")).unwrap())
        .into();
    assert!(places.is_sorted(), "keys out of order: {line}");
    let confidence = line.split("\"confidence\":").nth(1).unwrap();
    let decimals = confidence
        .split(',')
        .next()
        .unwrap()
        .split('.')
        .nth(1)
        .unwrap();
    assert_eq!(decimals.len(), 6);
}

#[test]
fn text_marks_the_mention_and_sums_up() {
    let scratch = Scratch::new();
    scratch.write("a.txt", ARTICLE);
    scratch.write("b.txt", "A baker from Lyon bought flour.");
    let ran = scratch.run(&["screen", "a.txt", "b.txt"]);
    assert_eq!(ran.status, 0, "{}", ran.err);
    assert!(
        ran.out.contains("signed by «Vladimir Putin» in Moscow"),
        "{}",
        ran.out
    );
    assert!(
        ran.out.contains("2 documents: 2 screened, 0 skipped; "),
        "{}",
        ran.out
    );
    assert!(!ran.out.contains('\x1b'));
    assert!(ran.err.contains("demonstration"), "{}", ran.err);

    let ran = scratch.run(&["screen", "b.txt", "--min-confidence", "0.7"]);
    assert!(
        ran.out.contains("nothing at or over 0.7 on these lists"),
        "{}",
        ran.out
    );
    assert!(!ran.out.to_lowercase().contains("clear"));
}

#[test]
fn the_number_of_threads_changes_no_byte() {
    let scratch = Scratch::new();
    let line = |n: usize| {
        let filler = "x ".repeat(n % 17);
        format!("{{\"id\":{n},\"text\":\"{filler}Vladimir Putin\"}}\n")
    };
    let lines: Vec<String> = (0..200).map(line).collect();
    scratch.write("many.jsonl", lines.concat());
    let on = |threads| {
        let ran = scratch.run(&[
            "screen",
            "many.jsonl",
            "--format",
            "jsonl",
            "--threads",
            threads,
        ]);
        assert_eq!(ran.status, 0, "{}", ran.err);
        ran.out
    };
    let one = on("1");
    assert_eq!(
        documents_of(&one),
        (0..200).map(|n| n.to_string()).collect::<Vec<_>>()
    );
    assert_eq!(one, on("2"));
    assert_eq!(one, on("7"));
}

#[test]
fn every_way_in_gives_the_same_text() {
    let scratch = Scratch::new();
    let line = format!("{}\n", serde_json::json!({ "id": "j", "text": ARTICLE }));
    scratch.write("a.txt", ARTICLE);
    scratch.write("a.txt.gz", gzip(ARTICLE));
    scratch.write("a.zst", zstd::encode_all(ARTICLE.as_bytes(), 1).unwrap());
    scratch.write("l.jsonl", &line);
    scratch.write("l.ndjson.gz", gzip(&line));
    scratch.write("marked.txt", format!("\u{feff}{ARTICLE}"));
    let spans = |ran: Ran| {
        assert_eq!(ran.status, 0, "{}", ran.err);
        let hits = objects(&ran.out);
        let span = |hit: &Value| {
            (
                hit["start"].clone(),
                hit["byte_end"].clone(),
                hit["entity_id"].clone(),
            )
        };
        hits.iter().map(span).collect::<Vec<_>>()
    };
    let screen = |path| spans(scratch.run(&["screen", path, "--format", "jsonl"]));
    let expected = screen("a.txt");
    assert!(!expected.is_empty());
    for path in ["a.txt.gz", "a.zst", "l.jsonl", "l.ndjson.gz", "marked.txt"] {
        assert_eq!(screen(path), expected, "{path}");
    }
    for input in [ARTICLE.as_bytes(), line.as_bytes(), &gzip(&line)] {
        let ran = scratch.run_with_input(&["screen", "-", "--format", "jsonl"], input);
        assert_eq!(spans(ran), expected);
    }
    let text = [
        "screen",
        "l.jsonl",
        "--format",
        "jsonl",
        "--input-format",
        "text",
    ];
    assert_eq!(documents_of(&scratch.run(&text).out), ["l.jsonl"]);
}

#[test]
fn folders_are_walked_and_odd_files_in_them_are_only_counted() {
    let scratch = Scratch::new();
    scratch.write("in/b.txt", ARTICLE);
    scratch.write("in/a/z.txt", ARTICLE);
    scratch.write("in/c.png", b"\x89PNG\r\n\x1a\n");
    scratch.write("in/B.txt", ARTICLE);
    let ran = scratch.run(&["screen", "in", "--format", "jsonl"]);
    assert_eq!(ran.status, 0, "{}", ran.err);
    assert_eq!(
        documents_of(&ran.out),
        ["in/B.txt", "in/a/z.txt", "in/b.txt"]
    );
    assert!(
        ran.err.contains("4 documents: 3 screened, 1 skipped; "),
        "{}",
        ran.err
    );

    let named = scratch.run(&["screen", "in/c.png", "in/b.txt", "--format", "jsonl"]);
    assert_eq!(named.status, 3);
    assert!(
        named.err.contains("in/c.png: a picture is not read"),
        "{}",
        named.err
    );
    assert_eq!(documents_of(&named.out), ["in/b.txt"]);
}

#[test]
fn the_output_in_a_folder_is_no_input_of_the_next_run() {
    let scratch = Scratch::new();
    scratch.write("a.txt", ARTICLE);
    let args = [
        "screen",
        ".",
        "--format",
        "jsonl",
        "-o",
        "hits.jsonl",
        "--manifest",
        "run.json",
    ];
    assert_eq!(scratch.run(&args).status, 0);
    let first = scratch.read("hits.jsonl");
    assert!(!first.is_empty());
    assert_eq!(scratch.run(&args).status, 0);
    assert_eq!(scratch.read("hits.jsonl"), first);
    assert_eq!(scratch.names(), ["a.txt", "hits.jsonl", "run.json"]);
}

#[test]
fn the_manifest_differs_only_in_the_run() {
    let scratch = Scratch::new();
    scratch.write("in/1.txt", ARTICLE);
    scratch.write("in/2.jsonl", "{\"id\":\"x\",\"text\":\"\"}\n{\"text\":7}\n");
    scratch.write("in/3.png", "\u{89}");
    let manifest = |threads, name| {
        let args = ["screen", "in", "--threads", threads, "--manifest", name];
        assert_eq!(scratch.run(&args).status, 3);
        scratch.read(name)
    };
    let (one, two) = (manifest("1", "one.json"), manifest("2", "two.json"));
    let before_run = |text: &str| text.split("\n\"run\":").next().unwrap().to_owned();
    assert_eq!(before_run(&one), before_run(&two));
    let manifest: Value = serde_json::from_str(&one).unwrap();
    assert_eq!(manifest["demonstration"], true);
    assert_eq!(manifest["settings"]["min_confidence"], 0.5);
    let totals = &manifest["totals"];
    let count = |key: &str| totals[key].as_u64().unwrap();
    assert_eq!(count("seen"), count("screened") + count("skipped"));
    assert_eq!(
        (count("seen"), count("empty"), count("unreadable")),
        (4, 1, 1)
    );
    let documents = manifest["documents"].as_array().unwrap();
    assert_eq!(documents.len(), 4);
    let hits: u64 = documents
        .iter()
        .map(|document| document["hits"].as_u64().unwrap())
        .sum();
    assert_eq!((hits, hits > 0), (count("hits"), true));
    let hash = documents[0]["sha256"].as_str().unwrap();
    assert!(hash.len() == 64 && hash.bytes().all(|byte| byte.is_ascii_hexdigit()));
    let reason = documents[2]["reason"].as_str().unwrap();
    assert!(
        reason.starts_with("not a JSON document: invalid type: integer `7`"),
        "{reason}"
    );
    assert!(manifest["run"]["started"].as_str() <= manifest["run"]["finished"].as_str());
}

#[test]
fn an_entity_can_be_explained() {
    let scratch = Scratch::new();
    scratch.write("a.txt", ARTICLE);
    let hits = objects(&scratch.run(&["screen", "a.txt", "--format", "jsonl"]).out);
    let entity = hits[0]["entity_id"].as_str().unwrap();
    let ran = scratch.run(&["screen", "a.txt", "--explain", entity, "--format", "jsonl"]);
    assert_eq!((ran.status, objects(&ran.out).len()), (0, 1), "{}", ran.err);
    let ran = scratch.run(&["screen", "a.txt", "--explain", "nobody:1"]);
    assert_eq!((ran.status, ran.out.as_str()), (2, ""));
    assert!(ran.err.contains("no entity `nobody:1`"), "{}", ran.err);
}
