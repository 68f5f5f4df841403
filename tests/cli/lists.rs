use crate::scratch::{Scratch, objects};

#[test]
fn lists_are_shown_and_exported_and_read_back() {
    let scratch = Scratch::new();
    let ran = scratch.run(&["lists"]);
    assert_eq!(ran.status, 0, "{}", ran.err);
    assert!(
        ran.out.starts_with("list ") && ran.out.lines().count() == 2,
        "{}",
        ran.out
    );
    let status = objects(&scratch.run(&["lists", "--format", "jsonl"]).out);
    let entities = status[0]["counts"]["entities"].as_u64().unwrap();

    let export = scratch.run(&["lists", "export"]);
    let records = objects(&export.out);
    assert_eq!(records.len() as u64, entities);
    let id = records[0]["id"].as_str().unwrap();
    let shown = scratch.run(&["lists", "show", id]);
    assert!(
        shown.out.contains(records[0]["name"].as_str().unwrap()),
        "{}",
        shown.out
    );
    let shown = scratch.run(&["lists", "show", id, "--format", "jsonl"]);
    assert_eq!(objects(&shown.out)[0], records[0]);

    for (name, format) in [("copy.jsonl", "jsonl"), ("copy.csv", "csv")] {
        let ran = scratch.run(&["lists", "export", "--format", format, "-o", name]);
        assert_eq!(ran.status, 0, "{}", ran.err);
        let copy = scratch.run(&["lists", "--format", "jsonl", "--list", name]);
        assert_eq!(copy.status, 0, "{}", copy.err);
        let copy = objects(&copy.out);
        assert_eq!(copy[0]["counts"]["entities"], entities, "{format}");
        assert_eq!(
            copy[0]["counts"]["names"], status[0]["counts"]["names"],
            "{format}"
        );
        assert_eq!(copy[0]["demonstration"], false);
    }
}
