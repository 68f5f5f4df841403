use serde_json::Value;

use crate::scratch::{Scratch, gzip, objects};

#[test]
fn lookup_gives_a_line_for_each_query() {
    let scratch = Scratch::new();
    scratch.write(
        "q.csv",
        "\u{feff}name,id,dob\nVladimir Putin,a,1952-13-40\n,b,\n\"Baker, Lyon\",c,May\n",
    );
    let ran = scratch.run(&["lookup", "--queries", "q.csv", "--format", "jsonl"]);
    // A name that was not looked up must not look like one that nothing was found for.
    assert_eq!(ran.status, 3, "{}", ran.err);
    let lines = objects(&ran.out);
    let ids: Vec<_> = lines
        .iter()
        .map(|line| line["query"].as_str().unwrap())
        .collect();
    assert_eq!(ids, ["a", "c"]);
    assert_eq!(lines[1]["name"], "Baker, Lyon");
    assert!(!lines[0]["hits"].as_array().unwrap().is_empty());
    assert_eq!(lines[1]["hits"], Value::Array(vec![]));
    for warning in [
        "line 2: `1952-13-40` is no possible date; `1952` is used",
        "line 3: `` is no name; left out",
        "line 4: `May` is no date",
    ] {
        assert!(ran.err.contains(warning), "{}", ran.err);
    }
}

#[test]
fn cells_that_are_not_understood_are_summed_up() {
    let scratch = Scratch::new();
    let row = |line| format!("{line},Tavrik Orlan,1968-13-0{line}\n");
    let rows = (2..50).map(row).collect::<Vec<_>>().concat();
    scratch.write("q.csv", format!("id,name,dob\n{rows}"));
    let ran = scratch.run(&["lookup", "--queries", "q.csv", "--format", "jsonl"]);
    assert_eq!(ran.status, 0, "{}", ran.err);
    assert_eq!(
        ran.err.matches("is no possible date").count(),
        3,
        "{}",
        ran.err
    );
    assert!(ran.err.contains("line 4: `1968-13-04`"), "{}", ran.err);
    let more = "column `dob`: 45 more cells are not understood\n";
    assert!(ran.err.contains(more), "{}", ran.err);
}

#[test]
fn what_has_no_letter_is_no_name() {
    let scratch = Scratch::new();
    for arguments in [
        &["lookup", ""][..],
        &["lookup", "..."],
        &["compare", "", ""],
        &["compare", "Vladimir Putin", "-"],
    ] {
        let ran = scratch.run(arguments);
        assert_eq!((ran.status, ran.out.as_str()), (2, ""), "{arguments:?}");
        assert!(ran.err.contains("is no name"), "{}", ran.err);
    }
    scratch.write(
        "p.csv",
        "name1,name2\nVladimir Putin,\nVladimir Putin,V. Putin\n",
    );
    let ran = scratch.run(&["compare", "--pairs", "p.csv"]);
    assert_eq!(ran.status, 0, "{}", ran.err);
    assert!(ran.err.contains("line 2: `` is no name"), "{}", ran.err);
    assert!(
        ran.out.contains("Vladimir Putin,,0.000000,no_match"),
        "{}",
        ran.out
    );
}

#[test]
fn lookup_of_one_name_reads_for_eyes() {
    let scratch = Scratch::new();
    let ran = scratch.run(&["lookup", "Vladimir Putin", "--dob", "1952-10-07"]);
    assert_eq!(ran.status, 0, "{}", ran.err);
    assert!(ran.out.starts_with("Vladimir Putin\n  0."), "{}", ran.out);
    let ran = scratch.run(&["lookup", "Xqzv Wvqk"]);
    assert_eq!(ran.status, 0, "{}", ran.err);
    assert!(
        ran.out.contains("nothing at or over 0.5 on these lists"),
        "{}",
        ran.out
    );
}

#[test]
fn bad_tables_are_told_and_good_rows_done() {
    let scratch = Scratch::new();
    let begun = "id,name\n1,Élodïe Étèvenêlle\n2\n".as_bytes();
    scratch.write("q.csv", [begun, b"3,\xFF\n4,C D\n"].concat());
    let ran = scratch.run(&["lookup", "--queries", "q.csv", "--format", "jsonl"]);
    assert_eq!(ran.status, 3);
    assert_eq!(objects(&ran.out).len(), 2);
    assert!(
        ran.err.contains("q.csv:3: 1 columns; expected 2"),
        "{}",
        ran.err
    );
    assert!(
        ran.err.contains("q.csv:4: not UTF-8 in column 2 at byte 0"),
        "{}",
        ran.err
    );

    scratch.write("q.csv", "number,who\n");
    let ran = scratch.run(&["lookup", "--queries", "q.csv"]);
    assert_eq!((ran.status, ran.out.as_str()), (3, ""));
    assert!(
        ran.err
            .contains("no column `id`; expected the columns id, name"),
        "{}",
        ran.err
    );
    assert_eq!(
        scratch.run(&["compare", "--pairs", "missing.csv"]).status,
        3
    );
}

/// What a spreadsheet program of another country writes, or a database.
#[test]
fn tables_of_names_are_read_like_tables_of_documents() {
    let scratch = Scratch::new();
    let table = "id;name;note\n1;Vladimir Putin;Élysée\n2;François Bäcker;Zürich\n";
    let latin: Vec<u8> = table.chars().map(|c| c as u8).collect();
    let utf16 = table.replace(';', "\t");
    let utf16 = utf16.encode_utf16().flat_map(u16::to_le_bytes);
    scratch.write("latin.csv", &latin);
    scratch.write("tabs.txt", utf16.collect::<Vec<u8>>());
    scratch.write("plain.tsv.gz", gzip(&table.replace(';', "\t")));
    let plain = scratch.run_with_input(
        &["lookup", "--queries", "-", "--format", "jsonl"],
        table.replace(';', ","),
    );
    assert_eq!(
        (plain.status, objects(&plain.out).len()),
        (0, 2),
        "{}",
        plain.err
    );
    assert!(plain.out.contains("François Bäcker"), "{}", plain.out);
    for name in ["latin.csv", "tabs.txt", "plain.tsv.gz"] {
        let ran = scratch.run(&["lookup", "--queries", name, "--format", "jsonl"]);
        assert_eq!(
            (ran.status, &ran.out),
            (0, &plain.out),
            "{name}: {}",
            ran.err
        );
        if name == "latin.csv" {
            assert!(
                ran.err.contains("latin.csv: read as windows-1252"),
                "{}",
                ran.err
            );
        }
    }
    let behind = [&gzip(&table.replace(';', "\t"))[..], b"sent by a gateway"].concat();
    scratch.write("behind.tsv.gz", behind);
    let lookup = ["lookup", "--queries", "behind.tsv.gz", "--format", "jsonl"];
    let ran = scratch.run(&lookup);
    assert_eq!((ran.status, &ran.out), (3, &plain.out), "{}", ran.err);
    let told = "error: behind.tsv.gz: not read to its end: ";
    assert!(ran.err.contains(told), "{}", ran.err);
    let ran = scratch.run_with_input(&["lookup", "--queries", "-"], "id,name\n1\n");
    let told = "error: standard input:2: 1 columns; expected 2";
    assert!(ran.err.contains(told), "{}", ran.err);
    scratch.write("p.csv", "name1;name2\nIgor Rotenberg;\"Rotenberg; Igor\"\n");
    let ran = scratch.run(&["compare", "--pairs", "p.csv"]);
    assert_eq!(ran.status, 0, "{}", ran.err);
    let expected = "name1;name2;confidence;verdict\nIgor Rotenberg;\"Rotenberg; Igor\";";
    assert!(ran.out.starts_with(expected), "{}", ran.out);
}

#[test]
fn pairs_come_back_with_confidence_and_verdict() {
    let scratch = Scratch::new();
    scratch.write(
        "p.csv",
        "note,name2,name1,kind\n=1+1,Igor Rotenberg,Igor Rotenberg,person\nx,Baker,Rotenberg,\n",
    );
    let ran = scratch.run(&["compare", "--pairs", "p.csv"]);
    assert_eq!((ran.status, ran.err.as_str()), (0, ""));
    let rows: Vec<Vec<&str>> = ran
        .out
        .lines()
        .map(|line| line.split(',').collect())
        .collect();
    assert_eq!(
        rows[0],
        ["note", "name2", "name1", "kind", "confidence", "verdict"]
    );
    assert_eq!((rows[1][0], rows[1][5]), ("'=1+1", "match"));
    assert_eq!(rows[2][5], "no_match");
    assert_eq!(rows[1][4].split('.').nth(1).unwrap().len(), 6);
    assert_eq!(rows.len(), 3);
}

#[test]
fn the_order_of_two_names_does_not_matter() {
    let scratch = Scratch::new();
    let compare = |a, b| scratch.run(&["compare", a, b, "--format", "jsonl"]).out;
    let one: Value = serde_json::from_str(&compare("Igor Rotenberg", "Rotenberg Igor")).unwrap();
    let other: Value = serde_json::from_str(&compare("Rotenberg Igor", "Igor Rotenberg")).unwrap();
    assert_eq!(one["confidence"], other["confidence"]);
    assert_eq!(one["name1"], "Igor Rotenberg");
}

#[test]
fn the_score_that_ofac_describes_stands_beside_ours() {
    let scratch = Scratch::new();
    let both = ["--ofac-score", "--format", "jsonl"];
    let ran = scratch.run(&["lookup", "Vladimir Putin", both[0], both[1], both[2]]);
    assert_eq!(ran.status, 0, "{}", ran.err);
    assert!(ran.out.ends_with("\"ofac_score\":100}]}\n"), "{}", ran.out);
    let plain = scratch.run(&["lookup", "Vladimir Putin", both[1], both[2]]);
    assert!(!plain.out.contains("ofac_score"), "{}", plain.out);
    let text = scratch
        .run(&["lookup", "Vladimir Putin", "--ofac-score"])
        .out;
    assert!(
        text.contains("\n         OFAC-style score: 100 of 100\n"),
        "{text}"
    );

    // A part that is left over counts in one direction only; which name comes first must not matter.
    let compare = |a, b| {
        scratch
            .run(&["compare", a, b, both[0], both[1], both[2]])
            .out
    };
    let one: Value = serde_json::from_str(&compare("Igor Rotenberg", "Rotenberg")).unwrap();
    let other: Value = serde_json::from_str(&compare("Rotenberg", "Igor Rotenberg")).unwrap();
    assert_eq!(
        (&one["ofac_score"], &other["ofac_score"]),
        (&100.into(), &100.into())
    );

    scratch.write("p.csv", "name1,name2\nIgor Rotenberg,Rotenberg\n");
    let table = scratch
        .run(&["compare", "--pairs", "p.csv", "--ofac-score"])
        .out;
    assert!(
        table.starts_with("name1,name2,confidence,verdict,ofac_score\n"),
        "{table}"
    );
    assert!(table.ends_with(",100\n"), "{table}");
}

#[test]
fn a_customer_file_gives_the_same_bytes_on_any_number_of_threads() {
    let scratch = Scratch::new();
    let names = [
        "Vladimir Putin",
        "Arkadi Rotenberg",
        "A Baker",
        "",
        "Gennady Timtchenko",
    ];
    let rows = (0..700).map(|row| match row {
        350 => "350,one cell,too many".to_owned(),
        row => format!("{row},{}", names[row % names.len()]),
    });
    let rows: Vec<String> = rows.collect();
    scratch.write("q.csv", format!("id,name\n{}\n", rows.join("\n")));
    let looked_up = |threads| {
        let ran = scratch.run(&[
            "lookup",
            "--queries",
            "q.csv",
            "--format",
            "jsonl",
            "--threads",
            threads,
        ]);
        assert_eq!(ran.status, 3, "{}", ran.err);
        assert_eq!(
            ran.err.matches("q.csv:352: 3 columns").count(),
            1,
            "{}",
            ran.err
        );
        ran.out
    };
    let one = looked_up("1");
    let ids: Vec<String> = objects(&one)
        .iter()
        .map(|line| line["query"].as_str().unwrap().to_owned())
        .collect();
    let expected = (0..700).filter(|row| *row != 350 && row % names.len() != 3);
    assert_eq!(
        ids,
        expected
            .map(|row: usize| row.to_string())
            .collect::<Vec<_>>()
    );
    assert_eq!(one, looked_up("2"));
    assert_eq!(one, looked_up("3"));
}

#[test]
fn a_report_on_names_tells_what_was_asked() {
    let scratch = Scratch::new();
    let asked = ["--dob", "1952", "--country", "ru", "--format", "html"];
    let ran = scratch.run(&[&["lookup", "Vladimir Poutine <b>"], &asked[..]].concat());
    assert_eq!(ran.status, 0, "{}", ran.err);
    for part in [
        "<title>Report on names</title>",
        "Vladimir Poutine &lt;b&gt;</mark>",
        "born <bdi>1952</bdi>, country <bdi>ru</bdi>",
        "starter:vladimir-putin",
        "names with a hit</dt><dd>1</dd>",
        "Demonstration.",
    ] {
        assert!(ran.out.contains(part), "{part}");
    }
}

#[cfg(not(feature = "columnar"))]
#[test]
fn a_table_for_data_tools_needs_its_feature() {
    let ran = Scratch::new().run(&["lookup", "Vladimir Putin", "--format", "parquet"]);
    assert_eq!((ran.status, ran.out.as_str()), (2, ""));
    assert!(
        ran.err.contains("without the feature `columnar`"),
        "{}",
        ran.err
    );
}
