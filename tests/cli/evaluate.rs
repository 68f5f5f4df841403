use serde_json::Value;

use crate::scratch::{Ran, Scratch, objects};

fn evaluated(scratch: &Scratch, args: &[&str]) -> (Ran, Value) {
    let ran = scratch.run(&[&["evaluate", "--format", "json"], args].concat());
    assert_eq!(ran.status, 0, "{}", ran.err);
    let report = objects(&ran.out).remove(0);
    (ran, report)
}

fn share(rate: &Value) -> f64 {
    rate["value"].as_f64().unwrap()
}

#[test]
fn names_made_from_the_lists_are_measured_the_same_every_time() {
    let scratch = Scratch::new();
    let args = ["--samples", "20"];
    let (first, report) = evaluated(&scratch, &args);
    let (second, _) = evaluated(&scratch, &[&args[..], &["--threads", "1"]].concat());
    assert_eq!(first.out, second.out);
    let (other, _) = evaluated(&scratch, &[&args[..], &["--seed", "2"]].concat());
    assert_ne!(first.out, other.out);

    assert_eq!(report["lists"][0]["demonstration"], true);
    let populations = report["populations"].as_array().unwrap();
    let commands: Vec<&Value> = populations.iter().map(|p| &p["command"]).collect();
    assert_eq!(commands, ["lookup", "screen"]);
    for population in populations {
        let whole = &population["whole"];
        assert_eq!(whole["others"], 200);
        assert!(share(&whole["recall"]) > 0.6, "{whole}");
        assert!(share(&whole["false_alarm_rate"]) < 0.05, "{whole}");
        let variations = population["by_variation"].as_array().unwrap();
        let listed: u64 = variations
            .iter()
            .map(|v| v["listed"].as_u64().unwrap())
            .sum();
        assert_eq!(whole["listed"], listed);
        let as_listed = variations
            .iter()
            .find(|v| v["name"] == "as listed")
            .unwrap();
        assert!(share(&as_listed["recall"]) > 0.8, "{as_listed}");
        let missed = whole["listed"].as_u64().unwrap() - whole["found"].as_u64().unwrap();
        let named = population["misses"].as_array().unwrap().len() as u64;
        assert_eq!(named, missed.min(25));
        let at_half = population["thresholds"].as_array().unwrap();
        let at_half = at_half.iter().find(|cut| cut["threshold"] == 0.5).unwrap();
        assert_eq!(at_half["found"], whole["found"]);
    }
}

#[test]
fn labelled_data_of_every_form_are_measured() {
    let scratch = Scratch::new();
    scratch.write(
        "data/pairs.csv",
        "name1,name2,is_match,schema\nVladimir Putin,PUTIN Vladimir,true,Person\nAnna Berg,Otto Kranz,false,Person\n",
    );
    scratch.write(
        "data/queries.csv",
        "query,true_id\nVladimir Putin,vladimir-putin\nXqzv Wvqk,yevgeny-prigozhin\n",
    );
    scratch.write(
        "data/people.csv",
        "name\nHarriet Wainwright\nVladimir Putin\n",
    );
    scratch.write(
        "data/passages.jsonl",
        concat!(
            r#"{"id":"1","text":"A decree of Vladimir Putin.","mentions":[{"start":12,"end":26,"entity_id":"vladimir-putin"}]}"#,
            "\n",
            r#"{"id":"2","text":"A decree of Vladimir Putin.","mentions":[]}"#,
            "\n",
        ),
    );
    // What lies beside them is told, and left out.
    scratch.write(
        "data/list.jsonl",
        "{\"id\":\"1\",\"kind\":\"person\",\"name\":\"Anna Berg\"}\n",
    );
    let (ran, report) = evaluated(&scratch, &["data"]);
    assert!(
        ran.err
            .contains("list.jsonl: left out: it is no labelled data"),
        "{}",
        ran.err
    );
    let found: Vec<(&str, [u64; 4])> = report["populations"]
        .as_array()
        .unwrap()
        .iter()
        .map(|population| {
            let whole = &population["whole"];
            let counts =
                ["listed", "found", "others", "alarms"].map(|key| whole[key].as_u64().unwrap());
            (population["name"].as_str().unwrap(), counts)
        })
        .collect();
    let expected = [
        ("pairs.csv", [1, 1, 1, 0]),
        ("passages.jsonl", [1, 1, 2, 1]),
        ("people.csv", [0, 0, 2, 1]),
        ("queries.csv", [2, 1, 0, 0]),
    ];
    assert_eq!(found, expected);
    let misses = &report["populations"][3]["misses"];
    assert_eq!(misses[0]["query"], "Xqzv Wvqk");
    assert_eq!(report["data"][0][1].as_str().unwrap().len(), 64);

    scratch.write("odd.csv", "a,b\n1,2\n");
    let ran = scratch.run(&["evaluate", "odd.csv"]);
    assert_eq!((ran.status, ran.out.as_str()), (3, ""));
    assert!(
        ran.err.contains("odd.csv: no labelled data: expected"),
        "{}",
        ran.err
    );
}

#[test]
fn the_validation_report_is_one_file_that_needs_no_script() {
    let scratch = Scratch::new();
    let ran = scratch.run(&["evaluate", "--samples", "5", "-o", "report.html"]);
    assert_eq!((ran.status, ran.out.as_str()), (0, ""), "{}", ran.err);
    let report = scratch.read("report.html");
    for part in [
        "Demonstration.",
        "By variation",
        "By list",
        "thresholds",
        "role=\"img\"",
        "SHA-256",
    ] {
        assert!(report.contains(part), "{part}");
    }
    assert!(!report.contains("<script") && !report.contains("src="));
    assert!(!report.contains("NaN"));
}

#[test]
fn labels_come_in_the_words_of_other_programs() {
    let scratch = Scratch::new();
    let measured = |table: &str| {
        scratch.write("pairs.csv", table);
        let (_, report) = evaluated(&scratch, &["pairs.csv"]);
        let whole = &report["populations"][0]["whole"];
        let count = |key: &str| whole[key].as_u64().unwrap();
        (count("listed"), count("others"))
    };
    let two = "Vladimir Putin,PUTIN Vladimir,True\nAnna Berg,Otto Kranz,FALSE\n";
    assert_eq!(measured(&format!("name1,name2,is_match\n{two}")), (1, 1));
    let two = "person,Anna Berg,Anna Berg,1\nperson,Anna Berg,Otto Kranz,no\n";
    assert_eq!(
        measured(&format!("kind,name1,name2,is_match\n{two}")),
        (1, 1)
    );

    scratch.write("pairs.csv", "name1,name2,is_match\na,b,true\na,c,maybe\n");
    let ran = scratch.run(&["evaluate", "pairs.csv"]);
    assert_eq!(ran.status, 3);
    let told = "pairs.csv: row 3: `is_match` is `maybe`; expected true or false";
    assert!(ran.err.contains(told), "{}", ran.err);

    scratch.write("pairs.csv", "name1,name2,is_match\na,b,true\na,c\n");
    let ran = scratch.run(&["evaluate", "pairs.csv"]);
    let told = "pairs.csv: line 3: 2 columns; expected 3 as in the first row";
    assert!(ran.status == 3 && ran.err.contains(told), "{}", ran.err);

    let passage = r#"{"id":"1","text":"x","mentions":[]}"#;
    scratch.write("passages.jsonl", format!("{passage}\n\n{{\"id\":\"2\"}}\n"));
    let ran = scratch.run(&["evaluate", "passages.jsonl"]);
    assert_eq!(ran.status, 3);
    let told = "passages.jsonl: line 3: missing field `text`";
    assert!(ran.err.contains(told), "{}", ran.err);
}

#[test]
fn labels_that_cannot_be_right_are_told() {
    let scratch = Scratch::new();
    let labelled = |start: u32, end: u32, more: &str| {
        format!(
            r#"{{"id":"7","text":"Здесь Kim Jong Un.","mentions":[{{"start":{start},"end":{end},"entity_id":"x:1"{more}}}]}}"#
        )
    };
    for (passage, told) in [
        (
            labelled(6, 19, ""),
            "a label from 6 to 19, but its text has 18 characters",
        ),
        (labelled(6, 6, ""), "a label from 6 to 6"),
        (labelled(10, 17, r#","surface":"Jong Un""#), ""),
        (
            labelled(15, 22, r#","surface":"Jong Un""#),
            "a label from 15 to 22",
        ),
        (
            labelled(9, 16, r#","surface":"Jong Un""#),
            "from 9 to 16 stands ` Jong U`, not `Jong Un`; expected offsets in characters",
        ),
    ] {
        scratch.write("passages.jsonl", passage);
        let ran = scratch.run(&["evaluate", "--format", "json", "passages.jsonl"]);
        let told = format!("passages.jsonl: passage `7`: {told}");
        let is_right = told.ends_with(": ");
        assert_eq!(ran.status, if is_right { 0 } else { 3 }, "{}", ran.err);
        assert!(is_right || ran.err.contains(&told), "{}", ran.err);
        let unlisted =
            "passages.jsonl: parties on none of the lists in use, which count as missed: 1";
        assert_eq!(ran.err.contains(unlisted), is_right, "{}", ran.err);
    }
}
