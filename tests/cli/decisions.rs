//! Decisions: a false alarm is raised once.

use std::fs;

use serde_json::Value;

use crate::scratch::{Ran, Scratch, documents_of, objects};

const LIST: &str = "id,kind,name,birth_dates\n\
    1,person,Gleb Varnakov,1968-03-11\n\
    2,organization,Polaris Shipping LLC,\n";

const ARTICLES: &str = "{\"id\":\"a\",\"text\":\"Gleb Varnakov, a baker, met Polaris Shipping LLC.\"}\n\
    {\"id\":\"b\",\"text\":\"They call him Gleb\\nVarnakov.\"}\n\
    {\"id\":\"c\",\"text\":\"It was Gleb Varnakow.\"}\n";

const WHO: [&str; 4] = ["--who", "A. Lee", "--why", "a baker of Lyon"];

fn begun() -> Scratch {
    let scratch = Scratch::new();
    scratch.write("own.csv", LIST);
    scratch.write("in.jsonl", ARTICLES);
    scratch
}

impl Scratch {
    fn decide(&self, more: &[&str]) -> Ran {
        let add = [
            "decisions",
            "add",
            "log",
            "--list",
            "own.csv",
            "--entity",
            "own:1",
        ];
        self.run(&[&add, &["--matched", "Gleb Varnakov"][..], &WHO, more].concat())
    }

    fn screen_as_decided(&self, more: &[&str]) -> Ran {
        let screen = [
            "screen",
            "in.jsonl",
            "--list",
            "own.csv",
            "--decisions",
            "log",
        ];
        let ran = self.run(&[&screen, &["--manifest", "run.json"][..], more].concat());
        assert_eq!(ran.status, 0, "{}", ran.err);
        ran
    }

    /// The documents of the hits that are left on one entity.
    fn left(&self, more: &[&str]) -> Vec<String> {
        documents_of(
            &self
                .screen_as_decided(&[&["--format", "jsonl"], more].concat())
                .out,
        )
    }

    fn manifest(&self) -> Value {
        serde_json::from_str(&self.read("run.json")).unwrap()
    }
}

#[test]
fn a_false_positive_is_not_reported_again() {
    let scratch = begun();
    let ran = scratch.decide(&["--until", "2999-12-31"]);
    assert_eq!(ran.status, 0, "{}", ran.err);
    let head = ran.err.trim().rsplit(' ').next().unwrap().to_owned();
    // The name set in other lines is the same text, one letter more is another.
    assert_eq!(scratch.left(&[]), ["a", "c"]);
    let manifest = scratch.manifest();
    assert_eq!(manifest["totals"]["suppressed"], 2);
    assert_eq!(manifest["settings"]["decisions"]["head"], *head);
    let suppressed = &manifest["documents"][1]["suppressed"];
    assert_eq!(suppressed[0]["entity_id"], "own:1");
    assert_eq!(suppressed[0]["decision"], 1);
    assert_eq!(manifest["documents"][1]["hits"], 0);
    let ran = scratch.screen_as_decided(&[]);
    assert!(
        ran.out.contains("left out: «Gleb Varnakov»")
            && ran.out.contains("decision 1, by A. Lee: a baker of Lyon")
            && ran.out.contains("; 2 hits left out as decided"),
        "{}",
        ran.out
    );
    // The other party in the document is reported as before.
    let hits = objects(&scratch.screen_as_decided(&["--format", "jsonl"]).out);
    assert_eq!(hits[0]["entity_id"], "own:2");
}

#[test]
fn a_short_mention_falls_with_the_full_one_it_belongs_to() {
    let scratch = begun();
    let article = "Gleb Varnakov owns the bakery. Varnakov opens at six.";
    scratch.write(
        "in.jsonl",
        format!("{{\"id\":\"a\",\"text\":\"{article}\"}}\n"),
    );
    let hits = objects(
        &scratch
            .run(&[
                "screen", "in.jsonl", "--list", "own.csv", "--format", "jsonl",
            ])
            .out,
    );
    assert_eq!(
        (&hits[1]["surface"], &hits[1]["refers_to"]),
        (&"Varnakov".into(), &0.into())
    );

    scratch.decide(&[]);
    assert!(scratch.left(&[]).is_empty());
    assert_eq!(scratch.manifest()["totals"]["suppressed"], 2);
    assert_eq!(scratch.manifest()["totals"]["hits"], 0);
    let left_out = &scratch.manifest()["documents"][0]["suppressed"];
    assert_eq!(
        (&left_out[1]["surface"], &left_out[1]["decision"]),
        (&"Varnakov".into(), &1.into())
    );
    let page = scratch.screen_as_decided(&["--format", "html"]).out;
    assert!(page.contains("Varnakov (31\u{2013}39)"), "{page}");
    // What was decided of the short one itself goes before that.
    let short = [
        "--entity",
        "own:1",
        "--matched",
        "Varnakov",
        "--verdict",
        "true_positive",
    ];
    let add = ["decisions", "add", "log", "--list", "own.csv"];
    scratch.run(&[&add, &short[..], &WHO].concat());
    assert_eq!(scratch.left(&[]), ["a"]);
    assert_eq!(scratch.manifest()["totals"]["suppressed"], 1);
    // In one document, what was decided of that one.
    scratch.decide(&["--document", "a"]);
    assert!(scratch.left(&[]).is_empty());
    // Both come back when the listed entity changes.
    scratch.write("own.csv", LIST.replace("1968-03-11", "1968-03-12"));
    assert_eq!(scratch.left(&[]), ["a"]);
    assert_eq!(scratch.manifest()["totals"]["lapsed"], 2);
}

#[test]
fn it_is_reported_again_once_the_listed_entity_changes_or_the_day_is_over() {
    let scratch = begun();
    scratch.decide(&["--until", "2026-11-30"]);
    let all = ["a", "b", "c"];
    assert_eq!(scratch.left(&["--decisions-on", "2026-11-30"]), ["a", "c"]);
    let on = &scratch.manifest()["settings"]["decisions"]["day"];
    assert_eq!(on, "2026-11-30");
    assert_eq!(scratch.left(&["--decisions-on", "2026-12-01"]), all);
    scratch.write("own.csv", LIST.replace("1968-03-11", "1968-03-12"));
    let again = scratch.screen_as_decided(&["--decisions-on", "2026-11-30", "--format", "jsonl"]);
    assert_eq!(documents_of(&again.out), all);
    assert_eq!(scratch.manifest()["totals"]["lapsed"], 2);
    assert!(
        again.err.contains("2 hits are reported though"),
        "{}",
        again.err
    );
}

#[test]
fn the_narrower_and_the_later_decision_goes_before_the_other() {
    let scratch = begun();
    scratch.decide(&["--document", "b"]);
    assert_eq!(scratch.left(&[]), ["a", "c"]);
    assert_eq!(scratch.manifest()["totals"]["suppressed"], 1);
    scratch.decide(&[]);
    assert_eq!(scratch.manifest()["totals"]["suppressed"], 1);
    scratch.decide(&["--document", "b", "--verdict", "true_positive"]);
    assert_eq!(scratch.left(&[]), ["a", "b", "c"]);
    assert_eq!(scratch.manifest()["totals"]["suppressed"], 1);

    let list = |more: &[&str]| {
        scratch
            .run(&[&["decisions", "list", "log"], more].concat())
            .out
    };
    let shown = list(&["--all"]);
    assert!(
        shown.contains("replaced") && shown.contains("A. Lee"),
        "{shown}"
    );
    assert_eq!(list(&["--format", "jsonl"]).lines().count(), 2);
    let revoke = ["decisions", "revoke", "log", "2"];
    let ran = scratch.run(&[&revoke[..], &WHO].concat());
    assert_eq!(ran.status, 0, "{}", ran.err);
    scratch.left(&[]);
    assert_eq!(scratch.manifest()["totals"]["suppressed"], 0);
    assert_eq!(scratch.run(&[&revoke[..], &WHO].concat()).status, 2);
    let all = objects(&scratch.run(&["decisions", "export", "log"]).out);
    let standing: Vec<_> = all
        .iter()
        .map(|row| row["standing"].as_str().unwrap())
        .collect();
    assert_eq!(standing, ["replaced", "revoked", "in force"]);
    let table = scratch
        .run(&["decisions", "export", "log", "--format", "csv"])
        .out;
    assert!(
        table.starts_with("number,standing,time,who,why,entity_id,"),
        "{table}"
    );
    assert_eq!(table.lines().count(), 4);
}

/// The same file is named in many ways, and a decision that is not met is an alert too many.
#[test]
fn a_document_is_the_same_however_its_path_is_written() {
    let scratch = begun();
    scratch.write("in/a.txt", "Gleb Varnakov is a baker.");
    let hits = |path: &str| {
        let screen = ["screen", path, "--list", "own.csv", "--decisions", "log"];
        let ran = scratch.run(&[&screen[..], &["--format", "jsonl"]].concat());
        assert_eq!(ran.status, 0, "{}", ran.err);
        objects(&ran.out).len()
    };
    scratch.decide(&["--document", "in/a.txt"]);
    for path in ["in/a.txt", "./in/a.txt", "in//a.txt", "./in", "in"] {
        assert_eq!(hits(path), 0, "{path}");
    }
    // The later decision stands in the place of the earlier one.
    scratch.decide(&["--document", "./in/a.txt", "--verdict", "true_positive"]);
    assert_eq!(hits("in/a.txt"), 1);
    let list = scratch.run(&["decisions", "list", "log", "--format", "jsonl"]);
    assert_eq!(objects(&list.out)[0]["document"], "./in/a.txt");
}

#[test]
fn an_old_run_can_be_got_again_when_the_log_has_grown() {
    let scratch = begun();
    let ran = scratch.decide(&["--document", "b"]);
    let head = ran.err.trim().rsplit(' ').next().unwrap().to_owned();
    let then = scratch.screen_as_decided(&[]).out;
    scratch.decide(&[]);
    assert_ne!(scratch.screen_as_decided(&[]).out, then);
    assert_eq!(
        scratch.screen_as_decided(&["--decisions-head", &head]).out,
        then
    );
}

#[test]
fn a_log_that_was_tampered_with_is_told_and_not_obeyed() {
    let scratch = begun();
    for document in ["a", "b", "c"] {
        scratch.decide(&["--document", document]);
    }
    let verify = |more: &[&str]| scratch.run(&[&["decisions", "verify", "log"], more].concat());
    let whole = verify(&[]);
    assert_eq!(whole.status, 0, "{}", whole.err);
    let head = whole.out.trim().rsplit(' ').next().unwrap().to_owned();
    assert_eq!(verify(&["--head", &head]).status, 0);
    let text = scratch.read("log");
    scratch.write(
        "log",
        text.replacen("\"document\":\"b\"", "\"document\":null", 1),
    );
    for ran in [
        verify(&[]),
        scratch.run(&[
            "screen",
            "in.jsonl",
            "--list",
            "own.csv",
            "--decisions",
            "log",
        ]),
        scratch.decide(&[]),
    ] {
        assert_eq!((ran.status, ran.out.as_str()), (3, ""));
        assert!(
            ran.err.contains("log:2: the line is not what was written"),
            "{}",
            ran.err
        );
    }
    // The last lines are gone: nothing tells that, but the head of before.
    let two: String = text.split_inclusive('\n').take(2).collect();
    scratch.write("log", two);
    assert_eq!(verify(&[]).status, 0);
    let ran = verify(&["--head", &head]);
    assert_eq!(ran.status, 3);
    assert!(
        ran.err.contains("the log was cut short or written anew"),
        "{}",
        ran.err
    );
}

#[test]
fn a_decision_needs_its_entity_and_its_reasons() {
    let scratch = begun();
    let add = [
        "decisions",
        "add",
        "log",
        "--list",
        "own.csv",
        "--matched",
        "x",
    ];
    let unknown = scratch.run(&[&add, &["--entity", "own:9"][..], &WHO].concat());
    assert_eq!(unknown.status, 2);
    assert!(unknown.err.contains("no entity `own:9`"), "{}", unknown.err);
    assert_eq!(
        scratch
            .run(&[&add, &["--entity", "own:1"][..]].concat())
            .status,
        2
    );
    assert_eq!(scratch.decide(&["--matched", " "]).status, 2);
    for (who, why, told) in [
        ("A. Lee", "", "`--why` is empty"),
        ("A. Lee", " \t", "`--why` is empty"),
        (" ", "x", "who decides is not said"),
    ] {
        let signed = ["--entity", "own:1", "--who", who, "--why", why];
        let ran = scratch.run(&[&add, &signed[..]].concat());
        assert!(ran.status == 2 && ran.err.contains(told), "{}", ran.err);
    }
    assert!(!scratch.path("log").exists());
    assert_eq!(
        scratch
            .run(&["screen", "in.jsonl", "--decisions", "log"])
            .status,
        3
    );
    fs::write(scratch.path("log"), "").unwrap();
    assert_eq!(scratch.left(&[]), ["a", "b", "c"]);
}

/// What is decided changes no result: the state serves before and after.
#[cfg(feature = "state")]
#[test]
fn decisions_and_states_go_together() {
    let scratch = begun();
    let state = ["--state", "s.db", "--new-only"];
    scratch.decide(&["--until", "2026-11-30"]);
    let on = |day| [&state[..], &["--decisions-on", day]].concat();
    assert_eq!(scratch.left(&on("2026-11-30")), ["a", "c"]);
    assert!(scratch.left(&on("2026-11-30")).is_empty());
    let totals = &scratch.manifest()["totals"];
    assert_eq!(
        (&totals["unchanged"], &totals["suppressed"]),
        (&3.into(), &2.into())
    );
    // What was left out was not reported, and so is new when the decision no longer holds.
    assert_eq!(scratch.left(&on("2026-12-01")), ["a", "b"]);
}

#[test]
fn who_decides_is_told_by_the_flag_or_the_file_or_the_system() {
    let scratch = begun();
    scratch.write("night.toml", "[decisions]\nwho = \"B. Kim\"\n");
    let add = |more: &[&str], user: &str| {
        let add = [
            "decisions",
            "add",
            "log",
            "--list",
            "own.csv",
            "--entity",
            "own:1",
        ];
        let words = [
            &add,
            &["--matched", "Gleb Varnakov", "--why", "x"][..],
            more,
        ]
        .concat();
        let mut command = scratch.command(&words);
        Scratch::ran(
            command
                .env_remove("LOGNAME")
                .env_remove("USERNAME")
                .env("USER", user),
        )
    };
    let nobody = add(&[], "");
    assert_eq!(nobody.status, 2);
    assert!(
        nobody.err.contains("who decides is not said"),
        "{}",
        nobody.err
    );
    for more in [
        &[][..],
        &["--config", "night.toml"],
        &["--config", "night.toml", "--who", "A. Lee"],
    ] {
        assert_eq!(add(more, "lee").status, 0);
    }
    let who: Vec<Value> = objects(&scratch.read("log"))
        .iter()
        .map(|line| line["who"].clone())
        .collect();
    assert_eq!(who, ["lee", "B. Kim", "A. Lee"]);
}
