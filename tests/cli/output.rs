use std::fs;
use std::io::Read;
use std::process::{Command as Process, Stdio};

use serde_json::Value;

use crate::scratch::{ARTICLE, Scratch, objects};

#[test]
fn an_output_file_appears_only_when_it_is_whole() {
    let scratch = Scratch::new();
    scratch.write("a.txt", ARTICLE);
    scratch.write("out.jsonl", "before");
    let write = |args: &[&str]| {
        scratch.run(&[&["screen", "--format", "jsonl", "-o", "out.jsonl"], args].concat())
    };
    assert_eq!(write(&["a.txt", "--list", "missing.csv"]).status, 3);
    assert_eq!(scratch.read("out.jsonl"), "before");
    let ran = write(&["a.txt"]);
    assert_eq!((ran.status, ran.out.as_str()), (0, ""), "{}", ran.err);
    assert!(!objects(&scratch.read("out.jsonl")).is_empty());
    // What could be read is reported, in a file as on standard output.
    assert_eq!(write(&["a.txt", "missing"]).status, 3);
    assert!(!objects(&scratch.read("out.jsonl")).is_empty());
    assert_eq!(scratch.names(), ["a.txt", "out.jsonl"]);
}

/// Whoever looks at the record in the morning must not see yesterday's.
#[test]
fn what_is_read_is_not_written_over() {
    let scratch = Scratch::new();
    scratch.write("a.txt", "They met Arkady Rotenberg.");
    scratch.write("own.csv", "id,kind,name\n1,person,Gleb Varnakov\n");
    scratch.write("names.csv", "id,name\n1,Gleb Varnakov\n");
    for args in [
        &["screen", "a.txt", "-o", "a.txt"][..],
        &["screen", "a.txt", "--manifest", "./a.txt"],
        &["screen", "a.txt", "--list", "own.csv", "-o", "own.csv"],
        &["lookup", "--queries", "names.csv", "-o", "names.csv"],
        &["lookup", "Varnakov", "--list", "own.csv", "-o", "own.csv"],
        &["compare", "--pairs", "names.csv", "-o", "names.csv"],
        &["lists", "export", "--list", "own.csv", "-o", "own.csv"],
        &["lists", "diff", "own.csv", "own.csv", "-o", "own.csv"],
        &["lists", "diff", "own=own.csv", "own.csv", "-o", "own.csv"],
        &[
            "evaluate",
            "names.csv",
            "-o",
            "names.csv",
            "--format",
            "json",
        ],
    ] {
        let ran = scratch.run(args);
        assert_eq!(ran.status, 2, "{args:?}");
        assert!(ran.err.contains("would write over an input"), "{}", ran.err);
    }
    let names = scratch.read("names.csv");
    assert_eq!(names, "id,name\n1,Gleb Varnakov\n");
}

/// What lies in a folder is read like what is named; what an earlier run wrote there is no loss.
#[test]
fn what_lies_in_a_folder_that_is_read_is_not_written_over() {
    let scratch = Scratch::new();
    let article = "They met Arkady Rotenberg.";
    scratch.write("in/deep/a.txt", article);
    scratch.write("in/a.jsonl", "{\"document\":\"1\",\"text\":\"x\"}\n");
    scratch.write("lists/own.csv", "id,kind,name\n1,person,Gleb Varnakov\n");
    for args in [
        &["screen", "in", "-o", "in/deep/a.txt"][..],
        &["screen", "in", "-o", "in/a.jsonl"],
        &["screen", "in", "--manifest", "in/deep/../deep/a.txt"],
        &["lists", "--list", "lists", "-o", "lists/own.csv"],
        &[
            "lists",
            "diff",
            "lists",
            "old.csv",
            "-o",
            "lists/own.csv",
            "--format",
            "text",
        ],
    ] {
        let ran = scratch.run(args);
        assert_eq!((ran.status, ran.out.as_str()), (2, ""), "{args:?}");
        assert!(ran.err.contains("in a folder that is read"), "{}", ran.err);
        assert_eq!(ran.err.lines().count(), 2, "{}", ran.err);
    }
    assert_eq!(scratch.read("in/deep/a.txt"), article);
    for name in ["lists/a.csv", "lists/a.jsonl", "lists/a.txt"] {
        for _ in 0..2 {
            let ran = scratch.run(&["lists", "--list", "lists", "-o", name]);
            assert_eq!(ran.status, 0, "{name}: {}", ran.err);
        }
        fs::remove_file(scratch.path(name)).unwrap();
    }
    for (name, flags) in [
        ("in/text", &["--format", "text"][..]),
        ("in/hits.jsonl", &[]),
        ("in/hits.csv", &[]),
        ("in/hits.html", &[]),
        ("in/none.jsonl", &["--min-confidence", "1"]),
    ] {
        let all = ["screen", "in", "--manifest", "in/run.json", "-o", name];
        for _ in 0..2 {
            let ran = scratch.run(&[&all, flags].concat());
            assert_eq!(ran.status, 0, "{name}: {}", ran.err);
        }
        fs::remove_file(scratch.path(name)).unwrap();
    }
}

#[test]
fn the_ending_of_the_output_tells_its_form() {
    let scratch = Scratch::new();
    let run = |args: &[&str]| {
        let ran = scratch.run(args);
        assert_eq!((ran.status, ran.out.as_str()), (0, ""), "{}", ran.err);
        ran.err
    };
    run(&["lists", "-o", "h.csv"]);
    let table = scratch.read("h.csv");
    assert!(
        table.starts_with("list,snapshot,published,format,demonstration,entities,names,path,age_days,stale\nstarter,"),
        "{table}"
    );
    assert_eq!(table.lines().count(), 2);
    run(&["lists", "-o", "h.jsonl"]);
    assert_eq!(objects(&scratch.read("h.jsonl"))[0]["list"], "starter");
    run(&[
        "compare",
        "Igor Rotenberg",
        "=Rotenberg, Igor",
        "-o",
        "h.csv",
    ]);
    let table = scratch.read("h.csv");
    let expected = "name1,name2,confidence,verdict\nIgor Rotenberg,\"'=Rotenberg, Igor\",0.";
    assert!(table.starts_with(expected), "{table}");
    let asked = ["--ofac-score", "-o", "h.csv"];
    run(&[&["compare", "Igor Rotenberg", "Igor Rotenberg"], &asked[..]].concat());
    assert!(scratch.read("h.csv").ends_with(",match,100\n"));
    scratch.write("a.csv", "id,kind,name\n1,person,Gleb Varnakov\n");
    let told = run(&["lists", "diff", "a.csv", "a.csv", "-o", "h.html"]);
    let expected = "warning: `--output h.html`: `diff` has no form of that ending and writes text; its \
                    forms are text, jsonl\n";
    assert_eq!(told, expected);
    assert!(scratch.read("h.html").starts_with("0 added"));
}

#[test]
fn what_is_being_written_is_no_document() {
    let scratch = Scratch::new();
    scratch.write("in/a.txt", "They met Arkady Rotenberg.");
    let args = [
        "screen",
        "in",
        "-o",
        "in/out.jsonl",
        "--manifest",
        "in/m.json",
    ];
    let ran = scratch.run(&args);
    assert_eq!(ran.status, 0, "{}", ran.err);
    let manifest = scratch.read("in/m.json");
    assert!(manifest.contains("in/a.txt"), "{manifest}");
    assert!(!manifest.contains(".tmp"), "{manifest}");
}

#[test]
fn a_run_that_fails_leaves_no_record_of_an_earlier_one() {
    let scratch = Scratch::new();
    scratch.write("a.txt", ARTICLE);
    let run = |args: &[&str]| {
        let screen = ["screen", "a.txt", "-o", "out", "--manifest", "run.json"];
        scratch.run(&[&screen, args].concat())
    };
    let record = || serde_json::from_str::<Value>(&scratch.read("run.json")).unwrap();
    assert_eq!(run(&[]).status, 0);
    let results = scratch.read("out");
    assert_eq!(record()["totals"]["seen"], 1);

    let ran = run(&["--list", "missing.csv"]);
    assert_eq!(ran.status, 3);
    let failed = record();
    assert!(failed["totals"].is_null() && failed["documents"].is_null());
    assert!(
        failed["failed"].as_str().unwrap().contains("missing.csv"),
        "{failed}"
    );
    assert!(failed["run"]["finished"].is_string());
    assert_eq!(scratch.read("out"), results);
    assert!(
        ran.err.contains("out is what an earlier run wrote"),
        "{}",
        ran.err
    );
    // Flags that make no sense may name the wrong file.
    assert_eq!(run(&["--manifest", "out"]).status, 2);
    assert_eq!(scratch.read("out"), results);
}

#[test]
fn output_that_can_not_be_written_is_4() {
    let scratch = Scratch::new();
    scratch.write("a.txt", ARTICLE);
    for path in ["no/such/folder/out", "."] {
        let ran = scratch.run(&["screen", "a.txt", "-o", path]);
        assert_eq!((ran.status, ran.out.as_str()), (4, ""), "{path}");
        assert!(
            ran.err.contains(&format!("can't write {path}: ")),
            "{}",
            ran.err
        );
    }
    let ran = scratch.run(&["screen", "a.txt", "--manifest", "no/such/folder"]);
    assert_eq!((ran.status, ran.out.as_str()), (4, ""));
}

#[cfg(target_os = "linux")]
#[test]
fn a_full_disk_is_4() {
    let scratch = Scratch::new();
    scratch.write("a.txt", ARTICLE);
    scratch.write("q.csv", "id,name\n1,Vladimir Putin\n");
    scratch.write("p.csv", "name1,name2\na,b\n");
    for args in [
        &["screen", "a.txt"][..],
        &["lookup", "--queries", "q.csv"],
        &["compare", "--pairs", "p.csv"],
        &["compare", "a", "b"],
        &["lists"],
        &["lists", "export"],
    ] {
        let ran = scratch.run(&[args, &["-o", "/dev/full"]].concat());
        assert_eq!(ran.status, 4, "{args:?}: {}", ran.err);
        assert!(ran.err.contains("can't write /dev/full: "), "{}", ran.err);
        let full = fs::OpenOptions::new()
            .write(true)
            .open("/dev/full")
            .unwrap();
        let status = Process::new(env!("CARGO_BIN_EXE_namewatch"))
            .args(args)
            .current_dir(scratch.folder())
            .stdout(full)
            .stderr(Stdio::null())
            .status()
            .unwrap();
        assert_eq!(status.code(), Some(4), "{args:?}");
    }
}

#[test]
fn a_closed_pipe_ends_quietly() {
    let scratch = Scratch::new();
    let line = "{\"text\":\"Vladimir Putin met Vladimir Putin\"}\n";
    scratch.write("many.jsonl", line.repeat(20_000));
    let mut child = Process::new(env!("CARGO_BIN_EXE_namewatch"))
        .args(["screen", "many.jsonl", "--format", "jsonl", "-q"])
        .current_dir(scratch.folder())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .unwrap();
    let mut first = [0; 10];
    let mut out = child.stdout.take().unwrap();
    out.read_exact(&mut first).unwrap();
    drop(out);
    let ended = child.wait_with_output().unwrap();
    let err = String::from_utf8(ended.stderr).unwrap();
    assert_eq!(ended.status.code(), Some(0), "{err}");
    assert!(!err.contains("error") && !err.contains("panic"), "{err}");
}

#[cfg(unix)]
#[test]
fn a_signal_stops_the_run_and_leaves_no_half_file() {
    let scratch = Scratch::new();
    for (name, status) in [("INT", 130), ("TERM", 143)] {
        let mut child = Process::new(env!("CARGO_BIN_EXE_namewatch"))
            .args(["screen", "-", "--input-format", "jsonl", "-o", "out"])
            .current_dir(scratch.folder())
            .stdin(Stdio::piped())
            .stderr(Stdio::null())
            .spawn()
            .unwrap();
        // Held open: the program waits for more when the signal comes.
        let _input = child.stdin.take();
        let aside = format!(".out.{}-0.tmp", child.id());
        while !scratch.path(&aside).exists() {
            assert!(
                child.try_wait().unwrap().is_none(),
                "ended before the signal"
            );
            std::thread::sleep(std::time::Duration::from_millis(5));
        }
        let id = child.id().to_string();
        assert!(
            Process::new("kill")
                .args(["-s", name, &id])
                .status()
                .unwrap()
                .success()
        );
        assert_eq!(child.wait().unwrap().code(), Some(status));
        assert!(scratch.names().is_empty(), "{:?}", scratch.names());
    }
}

#[test]
fn no_colour_reaches_a_pipe() {
    let scratch = Scratch::new();
    scratch.write("a.txt", ARTICLE);
    for variable in ["NO_COLOR", "TERM"] {
        let mut command = scratch.command(&["screen", "a.txt"]);
        let ran = Scratch::ran(command.env(variable, "xterm"));
        assert!(ran.out.contains("«Vladimir Putin»") && !ran.out.contains('\x1b'));
    }
}

#[test]
fn foreign_text_can_do_nothing_to_a_terminal() {
    let scratch = Scratch::new();
    scratch.write("a\u{1b}[2J.txt", "\u{1b}[31m Vladimir Putin \u{202e}");
    let ran = scratch.run(&["screen", "a\u{1b}[2J.txt", "missing\u{1b}[2J"]);
    assert!(!ran.out.contains(['\u{1b}', '\u{202e}']), "{}", ran.out);
    assert!(!ran.err.contains('\u{1b}'), "{}", ran.err);
}
