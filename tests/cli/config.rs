use serde_json::Value;

use crate::scratch::{ARTICLE, Scratch, objects};

const SETTINGS: &str = "\
# What the night's run needs.
min-confidence = 0.6
log-format = \"json\"

[screen]
format = \"jsonl\"
threads = 2
exclude = [
    \"starter:rasul-gamzatov\",
    \"starter:yuri-kovalchuk\",
]

[lists.export]
format = \"csv\"
";

#[test]
fn a_file_says_what_flags_say_and_flags_win() {
    let scratch = Scratch::new();
    scratch.write("night.toml", SETTINGS);
    scratch.write("a.txt", ARTICLE);
    let by_file = scratch.run(&["screen", "a.txt", "--config", "night.toml"]);
    assert_eq!(by_file.status, 0, "{}", by_file.err);
    let by_flags = scratch.run(&[
        "screen",
        "a.txt",
        "--format",
        "jsonl",
        "--min-confidence",
        "0.6",
    ]);
    assert_eq!(by_file.out, by_flags.out);
    assert!(
        objects(&by_file.err)
            .iter()
            .all(|line| line["level"].is_string())
    );
    let typed = [
        "--config",
        "night.toml",
        "screen",
        "--format=text",
        "--log-format=text",
        "a.txt",
    ];
    let typed = scratch.run(&typed);
    assert_eq!(typed.status, 0, "{}", typed.err);
    assert!(typed.out.contains("«Vladimir Putin»"), "{}", typed.out);
    assert!(typed.err.starts_with("note: "), "{}", typed.err);
    let none = scratch.run(&[
        "screen",
        "--config",
        "night.toml",
        "--min-confidence",
        "1",
        "a.txt",
    ]);
    assert_eq!((none.status, &*none.out), (0, ""), "{}", none.err);
    let export = scratch.run(&["lists", "export", "--config", "night.toml"]);
    assert!(export.out.starts_with("id,kind,name"), "{}", export.out);
}

#[test]
fn what_is_typed_silences_what_would_contradict_it() {
    let scratch = Scratch::new();
    scratch.write("a.txt", ARTICLE);
    scratch.write("own.csv", "id,kind,name\n1,person,Vladimir Putin\n");
    scratch.write(
        "night.toml",
        "list = \"own.csv\"\n[screen]\nquiet = true\nmanifest = \"run.json\"\n",
    );
    let run = |more: &[&str]| {
        scratch.run(&[&["screen", "a.txt", "--config", "night.toml"], more].concat())
    };
    assert!(run(&[]).out.contains("own:1"));
    assert!(scratch.path("run.json").exists());
    // `--as-of` and a list do not go together, nor `--verbose` and `quiet`, nor `--explain` and a manifest.
    let past = run(&["--as-of", "2026-01-01"]);
    assert_eq!(past.status, 3, "{}", past.err);
    assert!(past.err.contains("no list was installed"), "{}", past.err);
    let loud = run(&["--verbose"]);
    assert!(loud.err.contains("sha256"), "{}", loud.err);
    assert_eq!(run(&["--explain", "own:1"]).status, 0);
}

#[test]
fn a_switch_that_is_on_in_the_file_is_put_off_by_its_negation() {
    let scratch = Scratch::new();
    scratch.write("a.txt", ARTICLE);
    scratch.write("night.toml", "exit-code = true\nquiet = true\n");
    let run = |more: &[&str]| {
        scratch.run(&[&["screen", "a.txt", "--config", "night.toml"], more].concat())
    };
    let on = run(&[]);
    assert_eq!((on.status, on.err.contains("1 document")), (1, false));
    let off = run(&["--no-exit-code", "--no-quiet", "--format", "jsonl"]);
    assert_eq!(off.status, 0, "{}", off.err);
    assert!(off.err.contains("1 document"), "{}", off.err);
    // It works without a file too, and stands in no list of flags.
    assert_eq!(
        scratch
            .run(&["screen", "a.txt", "--exit-code", "--no-exit-code"])
            .status,
        0
    );
    for words in [
        &["screen", "--help"][..],
        &["completions", "bash"],
        &["man"],
        &["config", "show"],
    ] {
        let shown = scratch.run(words);
        assert!(!shown.out.contains("--no-exit-code"), "{words:?}");
    }
}

#[test]
fn what_stands_at_the_top_is_for_the_commands_that_know_it() {
    let scratch = Scratch::new();
    scratch.write("a.txt", ARTICLE);
    scratch.write(
        "night.toml",
        "format = \"html\"\n[lists.export]\nformat = \"ftm\"\n",
    );
    assert_eq!(scratch.run(&["config", "check", "night.toml"]).status, 0);
    let run = |words: &[&str]| scratch.run(&[words, &["--config", "night.toml"]].concat());
    assert!(run(&["screen", "a.txt"]).out.starts_with("<!doctype html>"));
    let compared = run(&["compare", "Putin", "Poutine"]);
    assert_eq!(compared.status, 0, "{}", compared.err);
    assert!(compared.out.contains("base rate"), "{}", compared.out);
    assert!(run(&["lists", "export"]).out.starts_with("{\"id\":"));
}

#[test]
fn a_file_is_checked_line_by_line() {
    let scratch = Scratch::new();
    scratch.write("night.toml", SETTINGS);
    let sound = scratch.run(&["config", "check", "night.toml"]);
    assert_eq!(
        (sound.status, &*sound.err),
        (0, "note: night.toml: settings understood: 6\n")
    );
    let wrong = "\
treads = 2
quiet = \"yes\"
threads = 0

format = \"ftn\"
min-confidence = [0.5]
[screen]
verbose = true
list = [{}]
[scren]
format = \"text\"
";
    scratch.write("wrong.toml", wrong);
    let checked = scratch.run(&["config", "check", "wrong.toml"]);
    assert_eq!((checked.status, &*checked.out), (2, ""));
    let lines: Vec<&str> = checked.err.lines().collect();
    let expected = [
        (1, "`treads`: there is no such setting; there is `threads`"),
        (2, "`quiet` is a string; expected true or false"),
        (3, "`threads` for `screen`: invalid value '0'"),
        (5, "`format` for `screen`: invalid value 'ftn'"),
        (
            6,
            "`min-confidence` is an array; expected a string or a number",
        ),
        (8, "`verbose` is a boolean; expected a small number"),
        (
            9,
            "`list` is an array of more than words; expected a string, or an array of strings",
        ),
        (11, "[scren]: there is no such command"),
    ];
    assert_eq!(lines.len(), expected.len(), "{}", checked.err);
    for (found, (line, words)) in lines.iter().zip(expected) {
        let start = format!("error: wrong.toml: line {line}: {words}");
        assert!(found.starts_with(&start), "{found}\n{start}");
    }
    scratch.write("a.txt", ARTICLE);
    let ran = scratch.run(&["screen", "a.txt", "--config", "wrong.toml"]);
    assert_eq!((ran.status, &*ran.out), (2, ""));
    assert!(
        ran.err.contains("line 1") && ran.err.contains("config check"),
        "{}",
        ran.err
    );
}

#[test]
fn a_file_that_cannot_be_read_is_told() {
    let scratch = Scratch::new();
    scratch.write("broken.toml", "threads = 2\nlist = [\n");
    for (file, words) in [
        ("none.toml", "none.toml"),
        ("broken.toml", "broken.toml: line "),
    ] {
        for command in [&["lists", "--config", file][..], &["config", "check", file]] {
            let ran = scratch.run(command);
            assert_eq!((ran.status, &*ran.out), (3, ""), "{file}");
            assert!(ran.err.contains(words), "{}", ran.err);
            let problems = ran.err.lines().filter(|line| !line.starts_with("hint: "));
            assert_eq!(problems.count(), 1, "{}", ran.err);
        }
    }
}

/// The flags that help tells of, without those that no file has.
fn flags(help: &str) -> Vec<String> {
    let mut flags = Vec::new();
    for line in help
        .lines()
        .map(str::trim_start)
        .filter(|line| line.starts_with('-'))
    {
        let flag = line.split("--").nth(1).unwrap_or_default();
        let end = flag.find(|c: char| !c.is_ascii_lowercase() && c != '-');
        let flag = &flag[..end.unwrap_or(flag.len())];
        if !["", "help", "version", "config"].contains(&flag) {
            flags.push(flag.to_owned());
        }
    }
    flags
}

#[test]
fn every_flag_is_a_setting_that_is_shown() {
    let scratch = Scratch::new();
    let shown = scratch.run(&["config", "show"]);
    assert_eq!(shown.status, 0, "{}", shown.err);
    let mut seen = 0;
    for command in [
        "screen",
        "lookup",
        "compare",
        "lists",
        "lists update",
        "lists export",
        "man",
    ] {
        let words: Vec<&str> = command.split(' ').chain(["--help"]).collect();
        for flag in flags(&scratch.run(&words).out) {
            assert!(
                shown.out.contains(&format!("\n# {flag} = ")),
                "{command} --{flag}"
            );
            seen += 1;
        }
    }
    assert!(seen > 50, "{seen}");
    // As it stands it sets nothing, and is sound; so is it with values.
    scratch.write("all.toml", &shown.out);
    assert_eq!(scratch.run(&["config", "check", "all.toml"]).status, 0);
    scratch.write("night.toml", SETTINGS);
    let set = scratch.run(&["config", "show", "--config", "night.toml"]);
    assert!(set.out.contains("\nmin-confidence = 0.6\n"), "{}", set.out);
    scratch.write("again.toml", &set.out);
    let again = scratch.run(&["config", "show", "--config", "again.toml"]);
    assert_eq!(set.out, again.out);
}

#[test]
fn messages_come_as_json_lines() {
    let scratch = Scratch::new();
    scratch.write(
        "own.csv",
        "id,kind,name\n1,person,Jos\u{e9}\n1,person,Jos\u{e9}\n",
    );
    let ran = scratch.run(&["lists", "--list", "own.csv", "--log-format", "json", "-v"]);
    assert_eq!(ran.status, 0, "{}", ran.err);
    let levels: Vec<Value> = objects(&ran.err)
        .iter()
        .map(|line| line["level"].clone())
        .collect();
    assert_eq!(levels, ["warning", "debug"], "{}", ran.err);
    let failed = scratch.run(&[
        "lists",
        "show",
        "own:7",
        "--list",
        "own.csv",
        "-q",
        "--log-format=json",
    ]);
    let [line] = &objects(&failed.err)[..] else {
        panic!("{}", failed.err)
    };
    assert_eq!(line["level"], "error");
    assert!(line["hint"].as_str().unwrap().contains("LIST:REFERENCE"));
    assert!(line["time"].as_str().unwrap().ends_with('Z'));
}

#[test]
fn shells_and_man_know_the_commands() {
    let scratch = Scratch::new();
    for shell in ["bash", "zsh", "fish", "elvish", "powershell"] {
        let script = scratch.run(&["completions", shell]);
        assert_eq!(script.status, 0, "{}", script.err);
        assert!(script.out.contains("min-confidence"), "{shell}");
    }
    let page = scratch.run(&["man"]).out;
    assert!(
        page.contains(".TH namewatch 1") && page.contains("lists"),
        "{page}"
    );
    assert_eq!(scratch.run(&["man", "--dir", "pages"]).status, 0);
    assert!(
        scratch
            .read("pages/namewatch-lists-update.1")
            .contains("time\\-limit")
    );
}
