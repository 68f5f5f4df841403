use std::process::Command as Process;

use crate::scratch::{ARTICLE, Scratch};

#[test]
fn wrong_usage_is_2_with_nothing_on_standard_output() {
    let scratch = Scratch::new();
    scratch.write("a.txt", ARTICLE);
    for args in [
        &[][..],
        &["frobnicate"],
        &["screen", "a.txt", "--min-confidence", "NaN"],
        &["screen", "a.txt", "--min-confidence", "1.5"],
        &["screen", "a.txt", "--min-confidence=-0.1"],
        &["screen", "a.txt", "--threads", "0"],
        &["screen", "a.txt", "--format", "yaml"],
        &["screen", "a.txt", "--no-such-flag"],
        &["screen", "-", "-"],
        &["screen", "a.txt", "-o", "x", "--manifest", "x"],
        &["lookup"],
        &["lookup", "a", "--queries", "q.csv"],
        &["lookup", "a", "--kind", "ghost"],
        &["compare", "a"],
        &["compare", "a", "b", "--pairs", "p.csv"],
        &["lists", "show", "nobody:1"],
        &["lists", "show"],
    ] {
        let ran = scratch.run(args);
        assert_eq!((ran.status, ran.out.as_str()), (2, ""), "{args:?}");
        assert!(!ran.err.is_empty());
    }
}

#[test]
fn help_and_version_are_no_failures() {
    let scratch = Scratch::new();
    for args in [
        &["--help"][..],
        &["--version"],
        &["screen", "--help"],
        &["lookup", "--help"],
        &["compare", "--help"],
        &["lists", "--help"],
        &["lists", "export", "--help"],
    ] {
        let ran = scratch.run(args);
        assert_eq!((ran.status, ran.err.as_str()), (0, ""), "{args:?}");
        assert!(!ran.out.is_empty());
    }
}

#[test]
fn a_hit_is_1_only_where_asked_and_what_is_unreadable_outranks_it() {
    let scratch = Scratch::new();
    scratch.write("a.txt", ARTICLE);
    scratch.write("b.txt", "flour and yeast");
    let status = |args: &[&str]| scratch.run(args).status;
    assert_eq!(status(&["screen", "a.txt"]), 0);
    assert_eq!(status(&["screen", "a.txt", "--exit-code"]), 1);
    assert_eq!(status(&["screen", "b.txt", "--exit-code"]), 0);
    assert_eq!(status(&["screen", "a.txt", "missing", "--exit-code"]), 3);
    assert_eq!(status(&["lookup", "Vladimir Putin", "--exit-code"]), 1);
    assert_eq!(status(&["lookup", "Vladimir Putin"]), 0);
}

#[test]
fn quiet_says_only_what_the_user_must_know() {
    let scratch = Scratch::new();
    scratch.write("a.jsonl", "{\"text\":\"\\u0000 flour\",\"date\":\"May\"}");
    let ran = scratch.run(&["screen", "a.jsonl", "-q", "--format", "jsonl"]);
    assert_eq!((ran.status, ran.err.lines().count()), (0, 1), "{}", ran.err);
    assert!(ran.err.contains("demonstration"));
}

/// The program never needs a terminal, a home or a writable folder to tell its version.
#[test]
fn an_empty_environment_is_enough() {
    let output = Process::new(env!("CARGO_BIN_EXE_namewatch"))
        .arg("--version")
        .env_clear()
        .current_dir("/")
        .output()
        .unwrap();
    let expected = format!("namewatch {}\n", env!("CARGO_PKG_VERSION"));
    assert_eq!(String::from_utf8(output.stdout).unwrap(), expected);
}
