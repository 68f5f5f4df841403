use std::fs;

use super::{SURNAMES, un, word};
use crate::scratch::{Scratch, objects};

#[test]
fn lists_of_a_folder_are_installed_and_kept() {
    let scratch = Scratch::new();
    scratch.write("in/consolidated.xml", un("2026-11-01", &SURNAMES));
    scratch.write(
        "in/clients.csv",
        "id,kind,name\n1,person,Ottokar Quillfeather\n",
    );
    let ran = scratch.install("in");
    assert_eq!(ran.status, 0, "{}", ran.err);
    let lines = objects(&ran.out);
    let told: Vec<_> = lines
        .iter()
        .map(|line| (word(line, "list"), word(line, "status")))
        .collect();
    assert_eq!(told, [("clients", "installed"), ("un-sc", "installed")]);
    let current = scratch.current();
    let ids: Vec<_> = current.iter().map(|list| word(list, "list")).collect();
    assert_eq!(ids, ["clients", "un-sc"]);
    let hash = word(&current[1], "snapshot").to_owned();
    let stored = fs::read(scratch.snapshot(&hash).join("files/consolidated.xml")).unwrap();
    assert_eq!(stored, un("2026-11-01", &SURNAMES).into_bytes());

    let again = objects(&scratch.install("in").out);
    assert!(
        again.iter().all(|line| word(line, "status") == "unchanged"),
        "{again:?}"
    );
    scratch.write("in/consolidated.xml", un("2026-11-02", &SURNAMES));
    let third = scratch.run(&["lists", "update", "un-sc", "--from", "in"]);
    assert_eq!(third.status, 0, "{}", third.err);
    let kept = scratch.run(&["lists", "--history", "--format", "jsonl"]);
    let kept: Vec<_> = objects(&kept.out)
        .iter()
        .map(|used| {
            (
                word(used, "list").to_owned(),
                word(used, "published").to_owned(),
            )
        })
        .collect();
    let expected = [
        ("clients", ""),
        ("un-sc", "2026-11-01"),
        ("un-sc", "2026-11-02"),
    ];
    assert_eq!(
        kept,
        expected.map(|(list, day)| (list.to_owned(), day.to_owned()))
    );
}

#[test]
fn what_was_altered_since_is_not_screened_against() {
    let scratch = Scratch::new();
    scratch.write("in/consolidated.xml", un("2026-11-01", &SURNAMES));
    assert_eq!(scratch.install("in").status, 0);
    let hash = word(&scratch.current()[0], "snapshot").to_owned();
    let stored = scratch.snapshot(&hash).join("files/consolidated.xml");
    let altered = un("2026-11-01", &SURNAMES).replace(SURNAMES[0], "Xarnakov");
    fs::write(stored, altered).unwrap();
    let ran = scratch.run_with_input(&["screen", "-"], "They met Xarnakov.");
    assert_eq!(ran.status, 3, "{}", ran.err);
    assert!(ran.err.contains("its SHA-256 differs"), "{}", ran.err);
}

#[test]
fn what_is_odd_in_a_list_is_told_when_it_is_installed() {
    let scratch = Scratch::new();
    let rows = "id,kind,name,birth_dates\n1,person,Gleb Varnakov,1968-13-41\n";
    scratch.write("in/clients.csv", rows);
    let ran = scratch.install("in");
    assert_eq!(ran.status, 0, "{}", ran.err);
    assert!(ran.err.contains("1968-13-41"), "{}", ran.err);
}

#[test]
fn what_can_be_no_right_list_leaves_the_installed_one() {
    let scratch = Scratch::new();
    scratch.write("in/consolidated.xml", un("2026-11-02", &SURNAMES));
    scratch.install("in");
    let before = scratch.current();
    for (bad, expected) in [
        (un("2026-11-01", &SURNAMES), "older"),
        (un("2026-11-03", &SURNAMES[..3]), "more than a fifth fewer"),
        (un("2026-11-03", &[]), "no entity"),
        (
            un("2026-11-03", &SURNAMES)[..300].to_owned(),
            "consolidated.xml",
        ),
        ("<!DOCTYPE html><html>Sorry</html>".to_owned(), "HTML"),
    ] {
        scratch.write("in/consolidated.xml", bad);
        let ran = scratch.install("in");
        assert_eq!(ran.status, 3, "{expected}: {}", ran.out);
        assert!(ran.err.contains(expected), "{expected}: {}", ran.err);
        assert_eq!(scratch.current(), before, "{expected}");
    }
    scratch.write("in/consolidated.xml", un("2026-11-01", &SURNAMES[..1]));
    let slip = scratch.run(&["lists", "update", "--from", "in", "--accept", "un_sc"]);
    assert_eq!(slip.status, 3, "{}", slip.out);
    let told = "warning: `--accept un_sc`: no such list came";
    assert!(slip.err.contains(told), "{}", slip.err);
    let slip = scratch.run(&["lists", "update", "--accept", "un_sc"]);
    assert_eq!((slip.status, slip.out.as_str()), (2, ""), "{}", slip.err);
    let taken = scratch.run(&["lists", "update", "--from", "in", "--accept", "un-sc"]);
    assert_eq!(taken.status, 0, "{}", taken.err);
    assert_eq!(scratch.current()[0]["counts"]["entities"], 1);
}

#[test]
fn another_installation_is_copied_with_what_it_knows() {
    let outside = Scratch::new();
    outside.write("in/consolidated.xml", un("2026-11-01", &SURNAMES));
    outside.install("in");
    outside.edit_state(|state| {
        state["lists"]["un-sc"]["uses"][0]["checked"] = "2020-01-01T00:00:00Z".into();
    });
    let inside = Scratch::new();
    let from = outside.path("data");
    let ran = inside.install(from.to_str().unwrap());
    assert_eq!(ran.status, 0, "{}", ran.err);
    let list = &inside.current()[0];
    assert_eq!(
        word(list, "snapshot"),
        word(&outside.current()[0], "snapshot")
    );
    assert_eq!(list["stale"], true);
}

#[test]
fn old_snapshots_are_cleared_away_and_the_current_one_never() {
    let scratch = Scratch::new();
    for day in 1..=4 {
        scratch.write(
            "in/consolidated.xml",
            un(&format!("2026-11-0{day}"), &SURNAMES),
        );
        scratch.install("in");
    }
    let snapshots = || {
        fs::read_dir(scratch.path("data/snapshots/un-sc"))
            .unwrap()
            .count()
    };
    assert_eq!(snapshots(), 4);
    let update = ["lists", "update", "--from", "in", "--keep", "2"];
    assert_eq!(scratch.run(&update).status, 0);
    assert_eq!(snapshots(), 4, "what was just in use stays for an hour");
    scratch.edit_state(|state| {
        let uses = state["lists"]["un-sc"]["uses"].as_array_mut().unwrap();
        for (day, used) in uses.iter_mut().enumerate() {
            used["since"] = format!("2026-11-0{}T06:00:00Z", day + 1).into();
        }
        state["lists"]["un-sc"]["first"] = "2026-11-01T06:00:00Z".into();
    });
    assert_eq!(scratch.run(&update).status, 0);
    assert_eq!(snapshots(), 2);
    let gone = scratch.run(&["lists", "--as-of", "2026-11-01"]);
    assert_eq!(gone.status, 3, "{}", gone.out);
    assert!(gone.err.contains("no longer kept"), "{}", gone.err);
    assert_eq!(scratch.run(&["lists", "--as-of", "2026-11-03"]).status, 0);
}

#[test]
fn a_damaged_snapshot_is_replaced_by_the_next_update() {
    let scratch = Scratch::new();
    scratch.write("in/consolidated.xml", un("2026-11-01", &SURNAMES));
    scratch.install("in");
    let hash = word(&scratch.current()[0], "snapshot").to_owned();
    let file = scratch.snapshot(&hash).join("files/consolidated.xml");
    fs::write(&file, "damage").unwrap();
    let ran = scratch.install("in");
    assert_eq!(ran.status, 0, "{}", ran.err);
    assert_eq!(
        fs::read_to_string(&file).unwrap(),
        un("2026-11-01", &SURNAMES)
    );
    fs::write(scratch.path("data/installed.json"), "{").unwrap();
    let ran = scratch.run(&["lists"]);
    assert_eq!(ran.status, 3);
    assert!(ran.err.contains("installed.json"), "{}", ran.err);
}

#[test]
fn senseless_requests_are_refused() {
    let scratch = Scratch::new();
    scratch.write("in/consolidated.xml", un("2026-11-01", &SURNAMES));
    for (args, status, expected) in [
        (&["lists", "update", "nonsense"][..], 2, "no official list"),
        (
            &["lists", "update", "gb-ofsi"],
            2,
            "no longer kept by its publisher",
        ),
        (&["lists", "update", "--list", "in"], 2, "--list"),
        (&["lists", "update", "--from", "nowhere"], 3, "nowhere"),
        (
            &["lists", "update", "eu-fsf", "--from", "in"],
            3,
            "no such list",
        ),
        (&["lists", "--snapshot", "xyz"], 2, "hexadecimal"),
        (&["lists", "--snapshot", "01234567"], 3, "no snapshot"),
        (
            &["lists", "--as-of", "2026-11-01"],
            3,
            "no list was installed",
        ),
    ] {
        let ran = scratch.run(args);
        assert_eq!(ran.status, status, "{args:?}: {}", ran.err);
        assert!(ran.err.contains(expected), "{args:?}: {}", ran.err);
    }
}

#[test]
fn a_single_file_is_installed_and_told_of_if_it_bears_no_date() {
    let scratch = Scratch::new();
    scratch.write("consolidated.xml", un("2026-11-01", &SURNAMES));
    let dated = scratch.install("consolidated.xml");
    assert_eq!(dated.status, 0, "{}", dated.err);
    assert!(!dated.err.contains("bears no date"), "{}", dated.err);
    scratch.write(
        "sema-lmes.xml",
        "<data-set><record><Country>Russia / Russie</Country><LastName>Quillfeather</LastName>\
         <GivenName>Ottokar</GivenName><Schedule>1, Part 1</Schedule><Item>1</Item></record>\
         </data-set>",
    );
    let undated = scratch.install("sema-lmes.xml");
    assert_eq!(undated.status, 0, "{}", undated.err);
    let told = "`ca-sema` bears no date";
    assert!(undated.err.contains(told), "{}", undated.err);
    // Nor is more known of it when the same file comes again.
    let again = scratch.install("sema-lmes.xml");
    assert!(again.err.contains(told), "{}", again.err);
}
