use std::fs;

use super::{SURNAMES, un, word};
use crate::scratch::{Scratch, objects};

const ARTICLE: &str = "The cargo was paid for by Borislav Quillfeather, said the captain.\n";

fn installed(days: &[(&str, &[&str])]) -> Scratch {
    let scratch = Scratch::new();
    scratch.write("a.txt", ARTICLE);
    for (day, surnames) in days {
        scratch.write("in/consolidated.xml", un(day, surnames));
        let ran = scratch.run(&["lists", "update", "--from", "in", "--accept", "un-sc"]);
        assert_eq!(ran.status, 0, "{}", ran.err);
    }
    scratch
}

fn hits(scratch: &Scratch, options: &[&str]) -> Vec<String> {
    let ran = scratch.run(&[&["screen", "a.txt", "--format", "jsonl"], options].concat());
    assert_eq!(ran.status, 0, "{}", ran.err);
    let hits = objects(&ran.out);
    hits.iter()
        .map(|hit| word(hit, "entity_id").to_owned())
        .collect()
}

#[test]
fn installed_lists_are_used_and_else_the_starter_list_with_a_word() {
    let bare = Scratch::new();
    bare.write("a.txt", ARTICLE);
    let ran = bare.run(&["screen", "a.txt"]);
    assert!(
        ran.err.contains("demonstration") && ran.err.contains("lists update"),
        "{}",
        ran.err
    );
    assert!(!bare.path("data").exists());

    let scratch = installed(&[("2026-11-01", &SURNAMES)]);
    let ran = scratch.run(&["screen", "a.txt", "-q"]);
    assert_eq!((ran.status, ran.err.as_str()), (0, ""));
    assert_eq!(hits(&scratch, &[]), ["un-sc:XXi.003"]);
    let looked_up = scratch.run(&["lookup", "Borislav Quillfeather", "--format", "jsonl"]);
    assert!(looked_up.out.contains("un-sc:XXi.003"), "{}", looked_up.out);
    let shown = scratch.run(&["lists", "show", "un-sc:XXi.003"]);
    assert!(shown.out.contains("QUILLFEATHER"), "{}", shown.out);
}

#[test]
fn an_old_answer_can_be_got_again_byte_for_byte() {
    let scratch = installed(&[("2026-11-01", &SURNAMES)]);
    let screen = |options: &[&str]| {
        let ran = scratch.run(
            &[
                &["screen", "a.txt", "--format", "jsonl", "--manifest", "m"],
                options,
            ]
            .concat(),
        );
        assert_eq!(ran.status, 0, "{}", ran.err);
        let manifest = fs::read_to_string(scratch.path("m")).unwrap();
        (
            ran.out,
            manifest.split("\"run\"").next().unwrap().to_owned(),
        )
    };
    let before = screen(&[]);
    assert!(!before.0.is_empty());
    let hash = word(&scratch.current()[0], "snapshot").to_owned();

    scratch.write(
        "in/consolidated.xml",
        un("2026-11-02", &["OTHER", "SOMEBODY"]),
    );
    scratch.run(&["lists", "update", "--from", "in", "--accept", "un-sc"]);
    assert_eq!(screen(&[]).0, "");
    assert_eq!(screen(&["--snapshot", &hash[..8]]), before);
    scratch.edit_state(|state| {
        let list = &mut state["lists"]["un-sc"];
        list["first"] = "2026-11-01T06:00:00Z".into();
        list["uses"][0]["since"] = "2026-11-01T06:00:00Z".into();
        list["uses"][1]["since"] = "2026-11-02T06:00:00Z".into();
    });
    assert_eq!(screen(&["--as-of", "2026-11-01"]), before);
    assert_eq!(screen(&["--as-of", "2026-11-02T05:59:59Z"]), before);
    assert_eq!(screen(&["--as-of", "2026-11-02"]).0, "");
    let ran = scratch.run(&["screen", "a.txt", "--as-of", "2026-10-31"]);
    assert_eq!((ran.status, ran.out.as_str()), (3, ""), "{}", ran.err);
}

#[test]
fn a_run_does_not_pass_on_missing_stale_or_demonstration_lists() {
    let scratch = installed(&[("2026-11-01", &SURNAMES)]);
    let run = |options: &[&str]| scratch.run(&[&["screen", "a.txt"], options].concat());
    let check = |age_days: i64| {
        scratch.edit_state(|state| {
            let then = days_ago(age_days);
            state["lists"]["un-sc"]["uses"][0]["checked"] = then.into();
        });
    };
    check(0);
    assert_eq!(run(&["--require", "un-sc"]).status, 0);
    assert_eq!(run(&["--require", "un-sc,eu-fsf"]).status, 3);
    assert_eq!(run(&["--max-age", "1"]).status, 0);
    check(8);
    let warned = run(&[]);
    assert_eq!(warned.status, 0);
    assert!(
        warned.err.contains("8 days old, allowed are 7"),
        "{}",
        warned.err
    );
    assert!(scratch.run(&["lists"]).out.contains("8 days"));
    for options in [&["--require", "un-sc"][..], &["--max-age", "7"]] {
        let refused = run(options);
        assert_eq!(
            (refused.status, refused.out.as_str()),
            (3, ""),
            "{}",
            refused.err
        );
        assert!(refused.err.contains("8 days old"), "{}", refused.err);
    }
    assert_eq!(run(&["--require", "un-sc", "--max-age", "8"]).status, 0);
    let given = ["--list", "in", "--max-age", "1"];
    assert_eq!(run(&given).status, 3);
    let bare = Scratch::new();
    bare.write("a.txt", ARTICLE);
    assert_eq!(
        bare.run(&["screen", "a.txt", "--require", "starter"])
            .status,
        3
    );
}

fn days_ago(days: i64) -> String {
    let now = std::time::SystemTime::now();
    let then = now - std::time::Duration::from_secs(days.unsigned_abs() * 86_400 + 60);
    let seconds = then
        .duration_since(std::time::UNIX_EPOCH)
        .unwrap()
        .as_secs();
    jiff::Timestamp::from_second(i64::try_from(seconds).unwrap())
        .unwrap()
        .to_string()
}

#[test]
fn the_index_is_built_once_and_anew_when_anything_changed() {
    let scratch = installed(&[("2026-11-01", &SURNAMES)]);
    let folder = scratch.path("data/index");
    let indexes = || fs::read_dir(&folder).map_or(0, Iterator::count);
    assert_eq!(indexes(), 0);
    let first = hits(&scratch, &[]);
    assert_eq!(indexes(), 1);
    assert_eq!(hits(&scratch, &[]), first);
    assert_eq!(indexes(), 1);
    let path = fs::read_dir(&folder)
        .unwrap()
        .next()
        .unwrap()
        .unwrap()
        .path();
    // It is really the kept index that is used: cut off, it is built anew.
    let whole = fs::read(&path).unwrap();
    fs::write(&path, &whole[..100]).unwrap();
    assert_eq!(hits(&scratch, &[]), first);
    assert_eq!(fs::read(&path).unwrap(), whole);

    assert_eq!(hits(&scratch, &["--list", "in"]), first);
    scratch.write("in/consolidated.xml", un("2026-11-02", &["OTHER"]));
    assert_eq!(hits(&scratch, &["--list", "in"]), Vec::<String>::new());
    scratch.run(&["lists", "update", "--from", "in", "--accept", "un-sc"]);
    assert_eq!(hits(&scratch, &[]), Vec::<String>::new());
}

#[test]
fn several_processes_may_start_at_once() {
    let scratch = installed(&[("2026-11-01", &SURNAMES)]);
    std::thread::scope(|scope| {
        for _ in 0..6 {
            scope.spawn(|| assert_eq!(hits(&scratch, &[]), ["un-sc:XXi.003"]));
        }
    });
    assert_eq!(fs::read_dir(scratch.path("data/index")).unwrap().count(), 1);
}
