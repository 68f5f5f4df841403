use std::fs;
use std::io::Write;
#[cfg(unix)]
use std::process::{Command as Process, Stdio};
#[cfg(unix)]
use std::time::{Duration, Instant};

use crate::scratch::{ARTICLE, Scratch, documents_of, gzip, objects};

#[test]
fn a_bad_line_is_skipped_and_told() {
    let scratch = Scratch::new();
    let lines = [
        &br#"{"id":"good","text":"Vladimir Putin"}"#[..],
        b"{\"text\": \"never closed",
        br#"{"id":"no text"}"#,
        br#"{"text":5}"#,
        b"{\"text\":\"\xFF\"}",
        br#"{"text":"\ud800"}"#,
        b"",
        br#"{"id":"last","text":"Vladimir Putin"}"#,
    ];
    scratch.write("a.jsonl", lines.join(&b'\n'));
    let ran = scratch.run(&["screen", "a.jsonl", "--format", "jsonl"]);
    assert_eq!(ran.status, 3);
    assert_eq!(documents_of(&ran.out), ["good", "last"]);
    for line in 2..=6 {
        assert!(
            ran.err.contains(&format!("error: a.jsonl:{line}: ")),
            "{}",
            ran.err
        );
    }
    assert!(!ran.err.contains("a.jsonl:7"), "{}", ran.err);
    assert!(
        ran.err.contains("7 documents: 2 screened, 5 skipped; "),
        "{}",
        ran.err
    );
}

#[test]
fn many_bad_lines_are_told_in_few_words() {
    let scratch = Scratch::new();
    scratch.write("a.jsonl", "bad\n".repeat(50) + "{\"text\":\"x\"}\n");
    let ran = scratch.run(&["screen", "a.jsonl"]);
    assert_eq!(ran.status, 3);
    assert!(
        ran.err.contains("a.jsonl: 40 more lines skipped"),
        "{}",
        ran.err
    );
    assert!(ran.err.lines().count() < 15, "{}", ran.err);
}

#[test]
fn text_that_is_damaged_is_skipped_with_the_byte() {
    let scratch = Scratch::new();
    let damaged = [&"\u{e9}".repeat(9).into_bytes()[..], b"\xE9."].concat();
    scratch.write("damaged.txt", &damaged);
    let long = ["x".repeat(3 << 20).as_bytes(), &damaged].concat();
    scratch.write("long.txt", long);
    scratch.write("program", b"\x01\x02\xFE\xFF\x03");
    scratch.write("good.txt", ARTICLE);
    let files = ["damaged.txt", "long.txt", "program", "good.txt"];
    let ran = scratch.run(&[&["screen", "--format", "jsonl"], &files[..]].concat());
    assert_eq!(ran.status, 3);
    assert_eq!(documents_of(&ran.out), ["good.txt"]);
    for told in [
        "damaged.txt: not UTF-8 at byte 18\nhint: ",
        "long.txt: not UTF-8 at byte 3145746\n",
        "program: no text: it is not UTF-8, and has a control character at byte 4\n",
    ] {
        assert!(ran.err.contains(told), "{}", ran.err);
    }
}

#[test]
fn nul_bytes_are_blanks_with_a_warning() {
    let scratch = Scratch::new();
    scratch.write("nul.txt", "\0Vladimir\0Putin\0");
    let ran = scratch.run(&["screen", "nul.txt", "--format", "jsonl"]);
    assert_eq!(ran.status, 0, "{}", ran.err);
    assert_eq!(objects(&ran.out)[0]["start"], 1);
    assert!(
        ran.err.contains("warning: nul.txt: 3 NUL characters"),
        "{}",
        ran.err
    );
}

#[test]
fn an_empty_file_is_counted_as_empty() {
    let scratch = Scratch::new();
    scratch.write("empty.txt", "");
    let ran = scratch.run(&["screen", "empty.txt"]);
    assert_eq!(ran.status, 0, "{}", ran.err);
    assert!(
        ran.out
            .contains("1 document: 1 screened (1 empty), 0 skipped; there was no text to screen"),
        "{}",
        ran.out
    );
    assert!(ran.err.contains("there was no text"), "{}", ran.err);
    scratch.write("full.txt", "flour and yeast");
    let ran = scratch.run(&["screen", "empty.txt", "full.txt"]);
    assert!(ran.out.contains("nothing at or over 0.5"), "{}", ran.out);
}

#[test]
fn where_nothing_comes_nothing_was_screened() {
    let scratch = Scratch::new();
    scratch.write("a.txt", ARTICLE);
    let screen = ["screen", "-", "--format", "jsonl"];
    for input in [Vec::new(), gzip("")] {
        let ran = scratch.run_with_input(&screen, input.clone());
        assert_eq!((ran.status, ran.out.as_str()), (3, ""), "{}", ran.err);
        for told in [
            "standard input: nothing came",
            "nothing was screened",
            "no document at all",
        ] {
            assert!(ran.err.contains(told), "{}", ran.err);
        }
        let allowed = [&screen[..], &["--allow-empty"]].concat();
        assert_eq!(scratch.run_with_input(&allowed, input).status, 0);
    }
    let ran = scratch.run_with_input(&["screen", "a.txt", "-"], "");
    assert_eq!(ran.status, 0, "{}", ran.err);
    assert!(
        ran.err.contains("standard input: nothing came"),
        "{}",
        ran.err
    );

    let table = "id,name\n";
    let ran = scratch.run_with_input(&["lookup", "--queries", "-"], table);
    assert_eq!(ran.status, 3, "{}", ran.err);
    assert!(ran.err.contains("no name at all"), "{}", ran.err);
    assert!(ran.out.contains("nothing was looked up"), "{}", ran.out);
    let allowed = ["lookup", "--queries", "-", "--allow-empty"];
    assert_eq!(scratch.run_with_input(&allowed, table).status, 0);
    let ran = scratch.run_with_input(&["compare", "--pairs", "-"], "name1,name2\n");
    assert_eq!(ran.status, 0, "{}", ran.err);
    assert!(ran.err.contains("no pair at all"), "{}", ran.err);
}

/// A pipe that nobody writes to keeps the program waiting, but not from hearing that it must stop.
#[cfg(unix)]
#[test]
fn a_pipe_is_waited_for_until_a_signal_comes() {
    let scratch = Scratch::new();
    let pipe = scratch.path("pipe");
    let made = Process::new("mkfifo").arg(&pipe).status().unwrap();
    assert!(made.success());
    for args in [&["screen", "pipe"][..], &["lookup", "--queries", "pipe"]] {
        let start = || {
            let mut command = Process::new(env!("CARGO_BIN_EXE_namewatch"));
            command.args(args).current_dir(scratch.folder());
            command.stdout(Stdio::piped()).stderr(Stdio::null());
            command.spawn().unwrap()
        };
        let mut child = start();
        std::thread::sleep(Duration::from_millis(500));
        assert!(child.try_wait().unwrap().is_none(), "it does not wait");
        let id = child.id().to_string();
        let killed = Process::new("kill").args(["-s", "TERM", &id]).status();
        assert!(killed.unwrap().success());
        let begun = Instant::now();
        while child.try_wait().unwrap().is_none() {
            assert!(begun.elapsed() < Duration::from_secs(20), "it does not end");
            std::thread::sleep(Duration::from_millis(20));
        }
        assert_eq!(child.wait().unwrap().code(), Some(143), "{args:?}");

        let child = start();
        fs::write(&pipe, "id,name\n1,Vladimir Putin\n").unwrap();
        let ran = child.wait_with_output().unwrap();
        let out = String::from_utf8(ran.stdout).unwrap();
        assert_eq!(ran.status.code(), Some(0));
        assert!(out.contains("starter:vladimir-putin"), "{out}");
    }
}

#[test]
fn a_quotation_mark_that_swallows_rows_is_told() {
    let scratch = Scratch::new();
    let rows = "1,person,\"Gleb Varnakov\n2,person,Otto Kranz\n3,person,\"Anna Berg\"\n4,person,Karl Braun\n";
    scratch.write("own.csv", format!("id,kind,name\n{rows}"));
    scratch.write("queries.csv", format!("id,kind,name\n{rows}"));
    scratch.write("texts.csv", format!("id,kind,text\n{rows}"));
    let ran = scratch.run(&["lists", "--list", "own.csv"]);
    assert_eq!((ran.status, ran.out.as_str()), (3, ""));
    assert!(
        ran.err.contains("own.csv: row 2: a quotation mark"),
        "{}",
        ran.err
    );
    let ran = scratch.run(&["lookup", "--queries", "queries.csv", "--format", "jsonl"]);
    assert_eq!(ran.status, 3);
    assert!(
        ran.err.contains("queries.csv:2: a quotation mark"),
        "{}",
        ran.err
    );
    assert_eq!(objects(&ran.out).len(), 1);
    let ran = scratch.run(&["screen", "texts.csv"]);
    assert!(
        ran.err.contains("warning: texts.csv:2: a quotation mark"),
        "{}",
        ran.err
    );
}

#[test]
fn no_document_at_all_is_no_success() {
    let scratch = Scratch::new();
    fs::create_dir(scratch.path("none")).unwrap();
    scratch.write("lines.jsonl", "\n\n");
    scratch.write("pictures/a.png", "");
    for path in [&["none"][..], &["lines.jsonl"], &["pictures"], &[]] {
        let args = [&["screen"], path].concat();
        let ran = scratch.run(&args);
        assert_eq!(ran.status, 3, "{path:?}");
        assert!(ran.err.contains("no document at all"), "{}", ran.err);
        assert!(!ran.out.contains("nothing at or over"), "{}", ran.out);
        assert_eq!(
            scratch
                .run(&[&args[..], &["--allow-empty"]].concat())
                .status,
            0
        );
    }
}

#[test]
fn a_line_of_json_without_a_text_is_told_as_such() {
    let scratch = Scratch::new();
    scratch.write(
        "in.jsonl",
        "{\"id\":\"1\",\"body\":\"x\"}\n{\"text\":null}\n",
    );
    let ran = scratch.run(&["screen", "in.jsonl"]);
    assert_eq!(ran.status, 3, "{}", ran.err);
    let told = "in.jsonl:1: no `text`: expected a string under that key\n\
                hint: `--text-column` names another key for the text\n\
                error: in.jsonl:2: no `text`: expected a string under that key\n";
    assert!(ran.err.contains(told), "{}", ran.err);
    let named = ["screen", "in.jsonl", "--text-column", "body"];
    assert!(scratch.run(&named).err.contains("in.jsonl:2: no `body`"));
}

#[test]
fn one_row_that_a_quotation_mark_swallows_is_told() {
    let scratch = Scratch::new();
    scratch.write(
        "in.csv",
        "id,text\n1,\"Gleb Varnakov spoke\n2,\"Orlan Tavrik\"\n",
    );
    let ran = scratch.run(&["screen", "in.csv"]);
    let told = "in.csv:2: a quotation mark makes one cell of this row and the line that follows, \
                which looks like a row: is it closed where it should be?\n";
    assert!(ran.err.contains(told), "{}", ran.err);
    scratch.write(
        "in.csv",
        "id,text\n1,\"Gleb Varnakov spoke:\n\"\"yes,no\"\"\"\n",
    );
    let ran = scratch.run(&["screen", "in.csv"]);
    assert!(!ran.err.contains("quotation mark"), "{}", ran.err);
}

/// That a file was passed over must not look as if nothing was found in it.
#[test]
fn files_of_kinds_that_are_not_read_are_named() {
    let scratch = Scratch::new();
    let old = b"\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1".repeat(100);
    scratch.write("in/a.txt", "flour and yeast");
    scratch.write("in/b.doc", &old);
    scratch.write("in/c.xls", &old);
    scratch.write("in/d.7z", b"7z\xBC\xAF\x27\x1C");
    scratch.write("in/e.rar", b"Rar!\x1A\x07\0");
    scratch.write("in/f.png", b"\x89PNG");
    let ran = scratch.run(&["screen", "in"]);
    assert_eq!(ran.status, 0, "{}", ran.err);
    let named = "passed over 4 files of kinds that are not read (convert to text or PDF): \
                 in/b.doc, in/c.xls, in/d.7z, in/e.rar\n";
    assert!(ran.err.contains(named), "{}", ran.err);
    assert!(!ran.err.contains("f.png"), "{}", ran.err);
    for number in 0..9 {
        scratch.write(&format!("in/g/{number}.ppt"), &old);
    }
    let ran = scratch.run(&["screen", "in", "--format", "jsonl"]);
    let named = "in/g/0.ppt, and 8 more, which `-v` names";
    assert!(ran.err.contains(named), "{}", ran.err);
    let all = scratch.run(&["screen", "in", "-v"]);
    assert!(all.err.contains("in/g/8.ppt: an old office"), "{}", all.err);
    // Who names a file wants it read.
    let ran = scratch.run(&["screen", "in/b.doc"]);
    assert_eq!(ran.status, 3, "{}", ran.err);
    assert!(!ran.err.contains("passed over"), "{}", ran.err);
}

#[test]
fn what_is_missing_or_locked_is_told_and_the_rest_done() {
    let scratch = Scratch::new();
    scratch.write("in/a.txt", ARTICLE);
    scratch.write("in/locked/b.txt", ARTICLE);
    let locked = scratch.path("in/locked");
    let allow = |allowed: bool| {
        #[cfg(unix)]
        {
            use std::os::unix::fs::PermissionsExt;
            let mode = if allowed { 0o755 } else { 0 };
            fs::set_permissions(&locked, fs::Permissions::from_mode(mode)).unwrap();
        }
    };
    allow(false);
    // The superuser reads everything.
    let refused = fs::read_dir(&locked).is_err();
    let ran = scratch.run(&["screen", "missing.txt", "in", "--format", "jsonl"]);
    allow(true);
    assert_eq!(ran.status, 3);
    assert!(
        ran.err.contains("error: missing.txt: can't be read: "),
        "{}",
        ran.err
    );
    assert_eq!(documents_of(&ran.out)[0], "in/a.txt");
    assert_eq!(
        ran.err.contains("error: in/locked: can't be read: "),
        refused,
        "{}",
        ran.err
    );
}

#[test]
fn damaged_compression_is_told() {
    let scratch = Scratch::new();
    let whole = gzip(&ARTICLE.repeat(50));
    scratch.write("cut.txt.gz", &whole[..whole.len() / 2]);
    scratch.write("plain.zst", ARTICLE);
    let ran = scratch.run(&["screen", "cut.txt.gz", "plain.zst", "--format", "jsonl"]);
    assert_eq!((ran.status, ran.out.as_str()), (3, ""));
    for path in ["cut.txt.gz", "plain.zst"] {
        assert!(
            ran.err.contains(&format!("error: {path}: can't be read: ")),
            "{}",
            ran.err
        );
    }
}

#[test]
fn what_stands_behind_a_gzip_file_is_told_and_the_rest_screened() {
    let scratch = Scratch::new();
    let behind = |text: &str| [&gzip(text)[..], b"-- \nsent by a gateway\n"].concat();
    scratch.write("short.txt.gz", behind(ARTICLE));
    let filler = "flour and yeast ".repeat(200_000);
    scratch.write("long.txt.gz", behind(&format!("{filler}{ARTICLE}")));
    let line = "{\"id\":\"1\",\"text\":\"Vladimir Putin\"}\n";
    scratch.write("lines.jsonl.gz", behind(line));
    for (name, document) in [
        ("short.txt.gz", "short.txt.gz"),
        ("long.txt.gz", "long.txt.gz"),
        ("lines.jsonl.gz", "1"),
    ] {
        let args = [
            "screen",
            name,
            "--format",
            "jsonl",
            "--manifest",
            "run.json",
        ];
        let ran = scratch.run(&args);
        assert_eq!(ran.status, 3, "{name}: {}", ran.err);
        assert_eq!(documents_of(&ran.out), [document]);
        let told = format!("error: {name}: not read to its end: ");
        assert_eq!(ran.err.matches(&told).count(), 1, "{}", ran.err);
        let manifest = scratch.read("run.json");
        assert!(manifest.contains("not read to its end"), "{manifest}");
    }
    let padded = [&gzip(ARTICLE)[..], &[0; 4096]].concat();
    scratch.write("padded.gz", padded);
    assert_eq!(scratch.run(&["screen", "padded.gz"]).status, 0);
}

#[test]
fn a_hundred_megabytes_on_one_line_are_screened() {
    let scratch = Scratch::new();
    let filler = "lorem ipsum dolor sit amet ".repeat(100 << 10);
    let times = (100 << 20) / filler.len();
    let write = |name: &str, before: &str, after: &str| {
        let mut file = fs::File::create(scratch.path(name)).unwrap();
        file.write_all(before.as_bytes()).unwrap();
        for _ in 0..times {
            file.write_all(filler.as_bytes()).unwrap();
        }
        file.write_all(after.as_bytes()).unwrap();
    };
    write("big.txt", "", "Vladimir Putin");
    write(
        "big.jsonl",
        "{\"text\":\"",
        "Vladimir Putin\",\"id\":\"long\"}",
    );
    for (path, document) in [("big.txt", "big.txt"), ("big.jsonl", "long")] {
        let ran = scratch.run(&["screen", path, "--format", "jsonl"]);
        assert_eq!(ran.status, 0, "{}", ran.err);
        let hits = objects(&ran.out);
        assert_eq!(hits[0]["start"], filler.len() * times);
        assert_eq!(hits[0]["document"], document);
    }
}

#[test]
fn a_list_that_can_not_be_loaded_stops_everything() {
    let scratch = Scratch::new();
    scratch.write("a.txt", ARTICLE);
    scratch.write("list.csv", "this,is\nno,list\n");
    for command in [
        &["screen", "a.txt", "-o", "out"][..],
        &["screen", "a.txt"],
        &["lookup", "Vladimir Putin"],
        &["lists", "export"],
    ] {
        for list in ["list.csv", "missing.csv"] {
            let ran = scratch.run(&[command, &["--list", list]].concat());
            assert_eq!((ran.status, ran.out.as_str()), (3, ""), "{command:?}");
            assert!(ran.err.contains(list), "{}", ran.err);
        }
    }
    assert_eq!(scratch.names(), ["a.txt", "list.csv"]);
}

#[test]
fn required_lists_must_be_there_and_real() {
    let scratch = Scratch::new();
    scratch.write("a.txt", ARTICLE);
    for id in ["un-sc", "starter"] {
        let ran = scratch.run(&["screen", "a.txt", "--require", id]);
        assert_eq!((ran.status, ran.out.as_str()), (3, ""), "{}", ran.err);
        assert!(
            ran.err.contains(&format!("required list `{id}`")),
            "{}",
            ran.err
        );
    }
}
