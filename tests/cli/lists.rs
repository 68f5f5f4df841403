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

#[test]
fn one_party_on_two_lists_is_shown_with_the_reason() {
    let scratch = Scratch::new();
    let party = |name: &str| {
        format!(
            "{{\"id\":\"1\",\"kind\":\"person\",\"name\":\"{name}\",\"birth_dates\":[\"1966-04-30\"]}}\n"
        )
    };
    scratch.write("here.jsonl", party("Ottokar Quillfeather"));
    scratch.write("there.jsonl", party("QUILLFEATHER, Ottokar"));
    let lists = ["--list", "here.jsonl", "--list", "there.jsonl"];
    // The second time the links come from the index that was kept.
    for _ in 0..2 {
        let shown = scratch.run(&[&["lists", "show", "here:1"], &lists[..]].concat());
        let line = "also listed     there:1 (same name, same date 1966-04-30)";
        assert!(shown.out.contains(line), "{}{}", shown.out, shown.err);
    }
    let show = ["lists", "show", "there:1", "--format", "jsonl"];
    let shown = scratch.run(&[&show, &lists[..]].concat());
    let links = &objects(&shown.out)[0]["links"];
    assert_eq!(links[0]["entity_id"], "here:1");
    assert_eq!(links[0]["reason"], "birth_date");

    scratch.write("a.txt", "They met Ottokar Quillfeather.");
    let screen = ["screen", "a.txt", "--format", "jsonl"];
    let hits = objects(&scratch.run(&[&screen, &lists[..]].concat()).out);
    assert_eq!(hits[0]["also_listed"][0], "there:1");
    assert_eq!(hits[1]["also_listed"][0], "here:1");
}
