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
fn a_refusal_says_what_was_expected() {
    let scratch = Scratch::new();
    scratch.write("a.txt", ARTICLE);
    let number = "expected a whole number from ";
    let day = "expected a day of the calendar, such as 2026-11-22";
    for (args, told) in [
        (&["screen", "a.txt", "--threads", "many"][..], number),
        (&["screen", "a.txt", "--threads", "1025"], number),
        (&["screen", "a.txt", "--max-age=-1"], number),
        (&["evaluate", "--seed", "x"], number),
        (&["lists", "update", "--keep-days", "a week"], number),
        (&["lists", "update", "--time-limit", "0"], number),
        (
            &["decisions", "revoke", "log", "first", "--why", "x"],
            number,
        ),
        (&["decisions", "list", "log", "--on", "today"], day),
        (
            &[
                "screen",
                "a.txt",
                "--decisions",
                "log",
                "--decisions-on",
                "1.1.2026",
            ],
            day,
        ),
        (
            &["screen", "a.txt", "--as-of", "soon"],
            "expected a day such as",
        ),
    ] {
        let ran = scratch.run(args);
        assert_eq!((ran.status, ran.out.as_str()), (2, ""), "{args:?}");
        let refused = ran.err.lines().next().unwrap();
        assert!(refused.contains(told), "{args:?}: {refused}");
    }
}

#[test]
fn slips_are_told() {
    let scratch = Scratch::new();
    scratch.write("a.txt", ARTICLE);
    // The second time the index is one that was kept.
    scratch.write("own.csv", "id,kind,name\n1,person,Vladimir Putin\n");
    for _ in 0..2 {
        let mask = [
            "--exclude",
            "own:1",
            "--exclude",
            "own:2",
            "--exclude",
            "own:3",
        ];
        let screen = ["screen", "a.txt", "--list", "own.csv"];
        let ran = scratch.run(&[&screen[..], &mask].concat());
        assert_eq!(ran.status, 0, "{}", ran.err);
        let told = "`--exclude`: `own:2` is on none of the lists in use (nor are 1 more)";
        assert!(ran.err.contains(told), "{}", ran.err);
        assert!(ran.out.contains("nothing at or over"), "{}", ran.out);
    }
    for day in ["2999-01-01", "2999-01-01T00:00:00Z"] {
        let ran = scratch.run(&["screen", "a.txt", "--as-of", day]);
        assert_eq!((ran.status, ran.out.as_str()), (2, ""));
        assert!(ran.err.contains("which is yet to come"), "{}", ran.err);
    }

    let decide = "decisions add log --entity starter:vladimir-putin --matched x --who me --why x";
    let past: Vec<&str> = decide.split(' ').chain(["--until", "2001-01-01"]).collect();
    let ran = scratch.run(&past);
    assert_eq!(ran.status, 0, "{}", ran.err);
    assert!(ran.err.contains("that day is over"), "{}", ran.err);

    let ran = scratch.run(&["lookup", "Vladimir Putin", "--country", "Narnia"]);
    assert_eq!((ran.status, ran.out.as_str()), (2, ""));
    assert!(
        ran.err.contains("`--country Narnia`: no country"),
        "{}",
        ran.err
    );
    let lookup = |countries: &str| {
        scratch.write(
            "q.csv",
            format!("id,name,country\n1,Vladimir Putin,{countries}\n"),
        );
        scratch.run(&["lookup", "--queries", "q.csv", "--format", "jsonl"])
    };
    let (with, without) = (lookup("Narnia;Russia"), lookup("ru"));
    assert_eq!((with.status, with.out), (0, without.out));
    let told = "warning: line 2: country `Narnia` ignored";
    assert!(with.err.contains(told), "{}", with.err);
}

#[test]
fn a_folder_named_by_hand_must_be_there() {
    let scratch = Scratch::new();
    scratch.write("a.txt", ARTICLE);
    for args in [
        &["screen", "a.txt"][..],
        &["lookup", "Vladimir Putin"],
        &["lists"],
        &["lists", "verify"],
        &["lists", "--history"],
    ] {
        let ran = scratch.run(&[args, &["--data-dir", "tpyo"]].concat());
        assert_eq!((ran.status, ran.out.as_str()), (3, ""), "{args:?}");
        assert!(ran.err.contains("`--data-dir tpyo`"), "{}", ran.err);
    }
    assert_eq!(scratch.names(), ["a.txt"]);
    // The environment may name one that is not made yet.
    let ran = scratch.run(&["screen", "a.txt"]);
    assert_eq!(ran.status, 0, "{}", ran.err);
    assert!(ran.err.contains("NAMEWATCH_DATA is "), "{}", ran.err);
    let ran = scratch.run(&["lists", "verify"]);
    assert_eq!((ran.status, ran.out.as_str()), (3, ""));
    assert!(ran.err.contains("nothing could be verified"), "{}", ran.err);
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

#[test]
fn a_file_that_is_not_there_is_told_with_its_flag_and_what_was_expected() {
    let scratch = Scratch::new();
    for (flag, value, expected) in [
        ("--list", "nofile", "name the file or the folder of a list"),
        (
            "--exclude",
            "@nofile",
            "name a file with one entity id a line",
        ),
        ("--decisions", "nofile", "name a log of decisions"),
        ("--config", "nofile", "name a TOML file of settings"),
    ] {
        let ran = scratch.run_with_input(&["screen", "-", flag, value], "flour");
        assert_eq!((ran.status, ran.out.as_str()), (3, ""), "{}", ran.err);
        let told = format!("error: `{flag} {value}`: there is no such file\nhint: {expected}");
        assert!(ran.err.contains(&told), "{}", ran.err);
    }
}
