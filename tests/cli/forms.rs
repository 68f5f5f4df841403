//! The forms of output for other programs and for a browser.

use serde_json::Value;

use crate::scratch::{ARTICLE, Scratch, objects};

/// A party whose publisher, and an article whose author, mean no good.
const LIST: &str = concat!(
    r#"{"id":"1","kind":"person","name":"=Gleb Varnakov","#,
    r#""programmes":["</script><b>X"],"remarks":"</script><script>document.title='bad'</script>"}"#,
    "\n",
);
const HOSTILE: &str = "<script>document.title='bad'</script> \"Gleb Varnakov\" <img src=x onerror=alert(1)> \u{202e}\n";

fn hostile() -> Scratch {
    let scratch = Scratch::new();
    scratch.write("own.jsonl", LIST);
    scratch.write("a<b>&.txt", HOSTILE);
    scratch
}

fn rows(table: &str) -> Vec<Vec<String>> {
    let mut reader = csv::ReaderBuilder::new()
        .has_headers(false)
        .from_reader(table.as_bytes());
    let row =
        |row: csv::Result<csv::StringRecord>| row.unwrap().iter().map(str::to_owned).collect();
    reader.records().map(row).collect()
}

/// A value of JSON lines as a cell holds it.
fn cell(value: &Value) -> String {
    match value {
        Value::Null => String::new(),
        Value::String(text) => text.clone(),
        other => other.to_string(),
    }
}

#[test]
fn a_table_says_what_json_lines_say() {
    let scratch = Scratch::new();
    scratch.write("a.txt", ARTICLE);
    let run = |format| scratch.run(&["screen", "a.txt", "--format", format]).out;
    let (hits, rows) = (objects(&run("jsonl")), rows(&run("csv")));
    assert_eq!(rows.len(), hits.len() + 1);
    assert!(!hits.is_empty());
    for (hit, row) in hits.iter().zip(&rows[1..]) {
        for (column, found) in rows[0].iter().zip(row) {
            match column.as_str() {
                // Six and four decimals, which reading the JSON loses.
                "confidence" | "log_odds" => {
                    assert_eq!(Some(found.parse().unwrap()), hit[column].as_f64());
                }
                "also_listed" => {
                    let ids = hit[column].as_array().unwrap().iter().map(cell);
                    assert_eq!(*found, ids.collect::<Vec<_>>().join("; "));
                }
                "explanation" => {
                    let reasons = hit[column].as_array().unwrap();
                    let first = reasons[0]["reason"].as_str().unwrap();
                    assert!(found.starts_with(first), "{found}");
                    assert_eq!(found.matches(" | ").count() + 1, reasons.len(), "{found}");
                }
                _ => assert_eq!(*found, cell(&hit[column]), "{column}"),
            }
        }
    }
    // A run without a hit is a table all the same.
    let empty = scratch.run(&[
        "screen",
        "a.txt",
        "--min-confidence",
        "1",
        "--format",
        "csv",
    ]);
    assert_eq!(empty.out.lines().count(), 1);
    assert!(empty.err.contains("nothing at or over 1"), "{}", empty.err);
}

#[test]
fn no_cell_is_a_formula() {
    let scratch = hostile();
    let args = [
        "screen",
        "a<b>&.txt",
        "--list",
        "own.jsonl",
        "--format",
        "csv",
    ];
    let rows = rows(&scratch.run(&args).out);
    let name = rows[0].iter().position(|column| column == "name").unwrap();
    assert_eq!(rows[1][name], "'=Gleb Varnakov");
}

#[test]
fn looked_up_names_make_a_table() {
    let scratch = Scratch::new();
    scratch.write("q.csv", "id,name\n1,Vladimir Putin\n2,Xqzv Wvqk\n");
    let ran = scratch.run(&["lookup", "--queries", "q.csv", "--format", "csv"]);
    assert_eq!(ran.status, 0, "{}", ran.err);
    let rows = rows(&ran.out);
    assert_eq!(rows[0][..3], ["query", "query_name", "entity_id"]);
    assert_eq!(
        rows[1][..3],
        ["1", "Vladimir Putin", "starter:vladimir-putin"]
    );
    assert_eq!(rows.last().unwrap()[..3], ["2", "Xqzv Wvqk", ""]);
    let with_score = scratch.run(&[
        "lookup",
        "Vladimir Putin",
        "--ofac-score",
        "--format",
        "csv",
    ]);
    let heading = with_score.out.lines().next().unwrap();
    assert!(heading.ends_with(",ofac_score"), "{heading}");
}

#[test]
fn the_text_shows_a_party_of_several_lists_once() {
    let scratch = Scratch::new();
    let line = |name: &str| {
        format!(
            "{{\"id\":\"1\",\"kind\":\"person\",\"name\":\"{name}\",\"birth_dates\":[\"1951-12-15\"]}}\n"
        )
    };
    scratch.write("a.jsonl", line("Gleb Varnakov"));
    scratch.write("b.jsonl", line("VARNAKOV, Gleb"));
    scratch.write(
        "a.txt",
        "They met Gleb Varnakov. Later Varnakov left for Lyon.",
    );
    let ran = scratch.run(&["screen", "a.txt", "--list", "a.jsonl", "--list", "b.jsonl"]);
    assert_eq!(ran.status, 0, "{}", ran.err);
    assert_eq!(ran.out.matches("base rate").count(), 1, "{}", ran.out);
    for shown in [
        "(a:1)",
        "(b:1)",
        "«Gleb Varnakov»",
        "«Varnakov» left",
        "short for the mention at 9",
    ] {
        assert_eq!(ran.out.matches(shown).count(), 1, "{shown}: {}", ran.out);
    }
}

#[test]
fn the_report_for_a_browser_is_one_file_of_its_own() {
    let scratch = Scratch::new();
    scratch.write("a.txt", ARTICLE);
    scratch.write("b.txt", b"\xFF\xFE\x00");
    let args = [
        "screen",
        "a.txt",
        "b.txt",
        "missing.txt",
        "--format",
        "html",
        "-o",
        "report.html",
    ];
    let ran = scratch.run(&args);
    assert_eq!((ran.status, ran.out.as_str()), (3, ""), "{}", ran.err);
    let report = scratch.read("report.html");
    assert!(report.contains("<strong>Demonstration.</strong>"));
    for stranger in ["src=", "@import", "url(", "<link"] {
        assert!(!report.contains(stranger), "{stranger}");
    }
    let skipped = report.split("id=\"skipped\"").nth(1).unwrap();
    assert!(skipped.contains("missing.txt") && skipped.contains("No such file"));
    assert!(report.contains("by <mark>Vladimir Putin</mark> in Moscow"));
    assert!(report.contains("starter:vladimir-putin"));

    scratch.run(&[
        "screen",
        "a.txt",
        "b.txt",
        "missing.txt",
        "--format",
        "html",
        "-o",
        "again.html",
        "--threads",
        "1",
    ]);
    let without_run = |report: &str| -> Vec<String> {
        let lines = report
            .lines()
            .filter(|line| !line.starts_with("<footer id=\"run\">"));
        lines.map(str::to_owned).collect()
    };
    assert_eq!(
        without_run(&report),
        without_run(&scratch.read("again.html"))
    );
    assert_eq!(without_run(&report).len() + 1, report.lines().count());
}

#[test]
fn hostile_names_are_only_text_in_the_report() {
    let scratch = hostile();
    let args = [
        "screen",
        "a<b>&.txt",
        "--list",
        "own.jsonl",
        "--format",
        "html",
    ];
    let ran = scratch.run(&args);
    assert_eq!(ran.status, 0, "{}", ran.err);
    let report = ran.out;
    assert!(
        report.contains("&lt;img src=x onerror=alert(1)&gt;"),
        "{report}"
    );
    assert!(
        report.contains("<bdi>a&lt;b&gt;&amp;.txt</bdi>"),
        "{report}"
    );
    assert!(!report.contains("<img") && !report.contains("<b>") && !report.contains('\u{202e}'));
    // The page's own script, and data that is none.
    let scripts = report.matches("<script").count();
    assert_eq!(scripts, report.matches("</script>").count());
    assert_eq!(report.matches("<script>").count(), 1);
    assert_eq!(
        scripts,
        1 + report.matches("<script type=\"application/json\"").count()
    );
    let records = report.split("id=\"records\">").nth(1).unwrap();
    let records: Value = serde_json::from_str(records.split("</script>").next().unwrap()).unwrap();
    let remarks = records["own:1"]["remarks"].as_str().unwrap();
    assert_eq!(remarks, "</script><script>document.title='bad'</script>");
}

#[test]
fn the_report_names_what_is_left_out_as_decided() {
    let scratch = Scratch::new();
    scratch.write("a.txt", ARTICLE);
    let add = "decisions add log.jsonl --entity starter:vladimir-putin --who B.<i> --why namesake";
    let mut args: Vec<&str> = add.split(' ').collect();
    args.extend(["--matched", "Vladimir Putin"]);
    let ran = scratch.run(&args);
    assert_eq!(ran.status, 0, "{}", ran.err);
    let args = "screen a.txt --format html --decisions log.jsonl";
    let ran = scratch.run(&args.split(' ').collect::<Vec<_>>());
    assert_eq!(ran.status, 0, "{}", ran.err);
    let left_out = ran.out.split("id=\"left-out\"").nth(1).unwrap();
    let left_out = left_out.split("</section>").next().unwrap();
    for told in [
        "a.txt",
        "Vladimir Putin (",
        "starter:vladimir-putin",
        "by B.&lt;i&gt;: namesake",
    ] {
        assert!(left_out.contains(told), "{told}: {left_out}");
    }
    assert!(!ran.out.contains("<article"), "{}", ran.out);
}

#[cfg(feature = "state")]
#[test]
fn a_form_that_needs_its_end_needs_a_file_beside_a_state() {
    let scratch = Scratch::new();
    scratch.write("a.txt", ARTICLE);
    let args = ["screen", "a.txt", "--state", "s.db", "--format", "html"];
    assert_eq!(scratch.run(&args).status, 2);
    let to_file = |file| scratch.run(&[&args[..], &["-o", file]].concat());
    assert_eq!(
        (to_file("one.html").status, to_file("two.html").status),
        (0, 0)
    );
    let without_run = |name| {
        scratch
            .read(name)
            .split("<footer")
            .next()
            .unwrap()
            .to_owned()
    };
    let alerts = |page: &str| page.split("id=\"alerts\"").nth(1).unwrap().to_owned();
    assert_eq!(
        alerts(&without_run("one.html")),
        alerts(&without_run("two.html"))
    );
}

#[cfg(not(feature = "columnar"))]
#[test]
fn parquet_without_its_feature_says_what_is_missing() {
    let scratch = Scratch::new();
    scratch.write("a.txt", ARTICLE);
    let ran = scratch.run(&[
        "screen",
        "a.txt",
        "--format",
        "parquet",
        "-o",
        "hits.parquet",
    ]);
    assert_eq!((ran.status, ran.out.as_str()), (2, ""));
    assert!(
        ran.err.contains("`columnar`") && ran.err.contains("--features columnar"),
        "{}",
        ran.err
    );
    assert_eq!(scratch.names(), ["a.txt"]);
}

#[cfg(feature = "columnar")]
#[test]
fn parquet_says_what_json_lines_say() {
    use arrow_array::Array as _;
    use arrow_array::cast::AsArray as _;
    use arrow_array::types::{Float64Type, Int64Type};
    use parquet::arrow::arrow_reader::ParquetRecordBatchReaderBuilder;

    let scratch = Scratch::new();
    scratch.write("a.txt", ARTICLE);
    let ran = scratch.run(&[
        "screen",
        "a.txt",
        "--format",
        "parquet",
        "-o",
        "hits.parquet",
    ]);
    assert_eq!(ran.status, 0, "{}", ran.err);
    let hits = objects(&scratch.run(&["screen", "a.txt", "--format", "jsonl"]).out);
    let file = std::fs::File::open(scratch.path("hits.parquet")).unwrap();
    let reader = ParquetRecordBatchReaderBuilder::try_new(file).unwrap();
    let metadata = reader
        .metadata()
        .file_metadata()
        .key_value_metadata()
        .unwrap()
        .clone();
    let about = metadata
        .iter()
        .find(|pair| pair.key == "namewatch")
        .unwrap();
    let about: Value = serde_json::from_str(about.value.as_ref().unwrap()).unwrap();
    assert_eq!(about["lists"][0]["list"], "starter");
    let batches: Vec<_> = reader.build().unwrap().map(Result::unwrap).collect();
    assert_eq!(
        batches
            .iter()
            .map(arrow_array::RecordBatch::num_rows)
            .sum::<usize>(),
        hits.len()
    );
    let (batch, hit) = (&batches[0], &hits[0]);
    let column = |name: &str| batch.column_by_name(name).unwrap();
    let text = |name: &str| column(name).as_string::<i32>().value(0);
    for name in [
        "document",
        "surface",
        "entity_id",
        "list",
        "kind",
        "name",
        "matched_name",
        "name_kind",
        "field",
        "source",
    ] {
        assert_eq!(hit[name], text(name), "{name}");
    }
    for name in ["start", "end", "byte_start", "byte_end"] {
        assert_eq!(
            hit[name],
            column(name).as_primitive::<Int64Type>().value(0),
            "{name}"
        );
    }
    for name in ["confidence", "log_odds"] {
        assert_eq!(
            hit[name],
            column(name).as_primitive::<Float64Type>().value(0),
            "{name}"
        );
    }
    let reasons = column("explanation").as_list::<i32>().value(0);
    let (reasons, expected) = (reasons.as_struct(), hit["explanation"].as_array().unwrap());
    assert_eq!(reasons.len(), expected.len());
    assert_eq!(
        expected[0]["reason"],
        reasons.column(0).as_string::<i32>().value(0)
    );
    assert_eq!(
        expected[0]["effect"],
        reasons.column(1).as_primitive::<Float64Type>().value(0)
    );
    let also_listed = column("also_listed").as_list::<i32>().value(0);
    assert_eq!(
        hit["also_listed"][0],
        also_listed.as_string::<i32>().value(0)
    );
    assert!(column("refers_to").is_null(0));
}
