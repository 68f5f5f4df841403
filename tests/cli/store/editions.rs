use std::fs;

use super::{SURNAMES, un, word};
use crate::scratch::{Scratch, objects};

/// Two editions: one entity goes, one comes, one is called otherwise.
fn two_editions() -> Scratch {
    let scratch = Scratch::new();
    scratch.write("old/consolidated.xml", un("2026-11-01", &SURNAMES));
    let mut surnames = SURNAMES.to_vec();
    surnames[2] = "WARNAKOFF";
    surnames.push("NEWCOMER");
    let new = un("2026-11-02", &surnames)
        .replace("<REFERENCE_NUMBER>XXi.001<", "<REFERENCE_NUMBER>XXi.009<");
    scratch.write("new/consolidated.xml", new);
    for folder in ["old", "new"] {
        assert_eq!(scratch.install(folder).status, 0);
    }
    scratch
}

#[test]
fn different_lists_are_told() {
    let scratch = Scratch::new();
    scratch.write("old.csv", "id,kind,name\n1,person,Gleb Varnakov\n");
    scratch.write("new.csv", "id,kind,name\n1,person,Gleb Varnakov\n");
    scratch.write("un/consolidated.xml", un("2026-11-01", &SURNAMES));
    fs::create_dir(scratch.path("both")).unwrap();
    for file in ["old.csv", "un/consolidated.xml"] {
        let name = file.rsplit('/').next().unwrap();
        fs::copy(scratch.path(file), scratch.path(&format!("both/{name}"))).unwrap();
    }
    let warned = |before: &str, after: &str| {
        let ran = scratch.run(&["lists", "diff", before, after]);
        assert_eq!(ran.status, 0, "{}", ran.err);
        ran.err
    };
    let told = "warning: `old` in A and `new` in B are different lists: ";
    let err = warned("old.csv", "new.csv");
    assert!(err.starts_with(told) && err.lines().count() == 1, "{err}");
    assert_eq!(warned("old=old.csv", "old=new.csv"), "");
    let err = warned("both", "old.csv");
    assert!(err.contains("`un-sc` is only in A"), "{err}");
    let err = warned("un", "both");
    assert!(err.contains("`old` is only in B"), "{err}");
}

const CHANGES: [(&str, &str); 4] = [
    ("removed", "un-sc:XXi.001"),
    ("changed", "un-sc:XXi.002"),
    ("added", "un-sc:XXi.005"),
    ("added", "un-sc:XXi.009"),
];

#[test]
fn editions_are_compared_whatever_names_them() {
    let scratch = two_editions();
    let kept = objects(
        &scratch
            .run(&["lists", "--history", "--format", "jsonl"])
            .out,
    );
    let hash = |at: usize| word(&kept[at], "snapshot").to_owned();
    let since = word(&kept[0], "since").to_owned();
    let then = format!("un-sc@{since}");
    for (before, after) in [
        ("old", "new"),
        (&hash(0)[..8], &hash(1)),
        (&then, "un-sc@2999-01-01"),
    ] {
        let ran = scratch.run(&["lists", "diff", before, after, "--format", "jsonl"]);
        assert_eq!(ran.status, 0, "{}", ran.err);
        let lines = objects(&ran.out);
        let told: Vec<_> = lines
            .iter()
            .map(|line| (word(line, "change"), word(line, "entity_id")))
            .collect();
        assert_eq!(told, CHANGES);
        let fields = &lines[1]["fields"];
        let name = fields
            .as_array()
            .unwrap()
            .iter()
            .find(|field| word(field, "field") == "name")
            .unwrap();
        assert_eq!(name["removed"][0], "BORISLAV VARNAKOV");
        assert_eq!(name["added"][0], "BORISLAV WARNAKOFF");
        assert!(
            ran.err
                .contains("2 added, 1 removed, 1 changed, 3 the same"),
            "{}",
            ran.err
        );
    }
    let text = scratch.run(&["lists", "diff", "old", "new"]).out;
    assert!(text.contains("+ name: BORISLAV WARNAKOFF"), "{text}");
    for (edition, status) in [
        ("nothing", 2),
        ("un-sc@2020-01-01", 3),
        ("eu-fsf@2999-01-01", 3),
    ] {
        assert_eq!(
            scratch.run(&["lists", "diff", edition, "new"]).status,
            status,
            "{edition}"
        );
    }
}

#[test]
fn a_look_back_screens_against_what_is_new_alone() {
    let scratch = two_editions();
    scratch.write(
        "a.txt",
        "Borislav Newcomer left.\n\nBorislav Grabowiecki came.\n\nBorislav Warnakoff stayed.\n",
    );
    let hits = |options: &[&str]| {
        let ran = scratch.run(&[&["screen", "a.txt", "--format", "jsonl"], options].concat());
        assert_eq!(ran.status, 0, "{}", ran.err);
        ran.out
    };
    let all = hits(&[]);
    assert_eq!(all.lines().count(), 3, "{all}");
    let new: Vec<_> = all
        .lines()
        .filter(|line| !line.contains("GRABOWIECKI"))
        .collect();
    for _ in 0..2 {
        let found = hits(&["--changed-since", "old"]);
        assert_eq!(
            found.lines().collect::<Vec<_>>(),
            new,
            "the same lines as in the whole run"
        );
    }
    assert_eq!(hits(&["--changed-since", "new"]), "");
    let found = hits(&["--exclude", "un-sc:XXi.002", "--exclude", "un-sc:XXi.005"]);
    assert_eq!(found.lines().count(), 1, "{found}");
    scratch.write("known", "# looked at\nun-sc:XXi.000\n\nun-sc:XXi.002\n");
    let manifest = ["--exclude", "@known", "--manifest", "m"];
    assert_eq!(hits(&manifest).lines().count(), 1);
    assert!(
        fs::read_to_string(scratch.path("m"))
            .unwrap()
            .contains("\"exclude\":[\"un-sc:XXi.000\",\"un-sc:XXi.002\"]")
    );
    let slip = scratch.run(&["screen", "a.txt", "--list", "new", "--exclude", "XXi.002"]);
    assert_eq!(slip.status, 2, "{}", slip.err);
    assert!(
        slip.err.contains("`XXi.002` is no entity id"),
        "{}",
        slip.err
    );
    let other = scratch.run(&["screen", "a.txt", "--changed-since", "elsewhere.csv"]);
    assert_eq!(other.status, 2, "{}", other.err);
    scratch.write("clients.csv", "id,kind,name\n1,person,Borislav Newcomer\n");
    let both = [
        "screen",
        "a.txt",
        "--list",
        "new",
        "--list",
        "clients.csv",
        "--changed-since",
        "old",
    ];
    let ran = scratch.run(&both);
    assert!(
        ran.err.contains("no earlier edition of `clients`"),
        "{}",
        ran.err
    );
    assert!(!ran.out.contains("clients:1"), "{}", ran.out);
    let verdict = ran.out.lines().last().unwrap();
    let told = "among what changed on un-sc of 2026-11-02";
    assert!(verdict.ends_with(told), "{verdict}");
    let nothing = [
        "screen",
        "a.txt",
        "--list",
        "clients.csv",
        "--changed-since",
        "old",
    ];
    let ran = scratch.run(&nothing);
    assert_eq!((ran.status, ran.out.as_str()), (2, ""), "{}", ran.err);
    assert!(
        ran.err
            .contains("names editions of un-sc, and in use are clients"),
        "{}",
        ran.err
    );
    let looked_up = scratch.run(&[
        "lookup",
        "Borislav Grabowiecki",
        "--changed-since",
        "old",
        "--format",
        "jsonl",
    ]);
    assert!(looked_up.out.contains("\"hits\":[]"), "{}", looked_up.out);
}

#[test]
fn verification_tells_what_is_damaged() {
    let scratch = two_editions();
    let verify = || scratch.run(&["lists", "verify", "--format", "jsonl"]);
    let sound = verify();
    assert_eq!(sound.status, 0, "{}", sound.err);
    let lines = objects(&sound.out);
    assert!(
        lines.len() == 2 && lines.iter().all(|line| line["sound"] == true),
        "{}",
        sound.out
    );
    let hash = word(&lines[0], "snapshot");
    let file = scratch.snapshot(hash).join("files/consolidated.xml");
    let whole = fs::read_to_string(&file).unwrap();
    fs::write(&file, whole.replace("BORISLAV", "BOGUSLAV")).unwrap();
    let damaged = verify();
    assert_eq!(damaged.status, 3);
    assert_eq!(
        objects(&damaged.out)
            .iter()
            .filter(|line| line["sound"] == true)
            .count(),
        1
    );
    assert!(damaged.err.contains("SHA-256 differs"), "{}", damaged.err);
    fs::write(&file, whole).unwrap();
    fs::write(file.with_file_name("more.xml"), "").unwrap();
    assert!(verify().err.contains("not stored by namewatch"));
    fs::remove_file(file.with_file_name("more.xml")).unwrap();
    fs::remove_file(&file).unwrap();
    assert_eq!(verify().status, 3);
}

#[test]
fn entities_are_exported_as_follow_the_money() {
    let scratch = Scratch::new();
    let record = r#"{"id":"7","kind":"person","name":"Gleb Varnakov","aliases":["Hleb Varnakau"],"weak_aliases":["The Pilot"],"original_names":["Глеб Варнаков"],"birth_dates":["1968-03-11","circa 1970"],"countries":["ru"],"identifiers":[{"type":"passport","value":"4507 123456","country":"ru"}],"programmes":["internal"],"listed_as":["us-ofac-sdn:1"]}"#;
    scratch.write("own.jsonl", format!("{record}\n"));
    let ran = scratch.run(&["lists", "export", "--format", "ftm", "--list", "own.jsonl"]);
    assert_eq!(ran.status, 0, "{}", ran.err);
    let line = &objects(&ran.out)[0];
    assert_eq!(
        (
            word(line, "id"),
            word(line, "schema"),
            word(line, "caption")
        ),
        ("own:7", "Person", "Gleb Varnakov")
    );
    let properties = &line["properties"];
    for (property, expected) in [
        ("name", vec!["Gleb Varnakov"]),
        ("alias", vec!["Hleb Varnakau", "Глеб Варнаков"]),
        ("weakAlias", vec!["The Pilot"]),
        ("birthDate", vec!["1968-03-11"]),
        ("notes", vec!["birthDate: circa 1970"]),
        ("nationality", vec!["ru"]),
        ("passportNumber", vec!["4507 123456"]),
        ("program", vec!["internal"]),
        ("topics", vec!["sanction"]),
    ] {
        assert_eq!(
            properties[property],
            serde_json::json!(expected),
            "{property}"
        );
    }
    assert_eq!(line["referents"], serde_json::json!(["us-ofac-sdn:1"]));
}
