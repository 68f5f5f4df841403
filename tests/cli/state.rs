//! `screen --state`: a run that goes on where one was stopped, and what is new.
#![cfg(feature = "state")]

use std::fmt::Write as _;
use std::fs;
use std::process::{Child, Command as Process, Stdio};
use std::thread::sleep;
use std::time::{Duration, Instant};

use serde_json::Value;

use crate::scratch::{ARTICLE, Ran, Scratch, objects};

/// How often a run is killed.
const KILLS: u32 = 10;

const SCREEN: [&str; 9] = [
    "screen",
    "in.jsonl",
    "--format",
    "jsonl",
    "-o",
    "out",
    "--manifest",
    "run.json",
    "--state",
];

/// So many documents that differ, some of which name a listed party.
fn articles(count: usize) -> String {
    let mut lines = String::new();
    for number in 0..count {
        let name = match number % 7 {
            0 => "Vladimir Putin",
            1 => "Arkadi Rotenberg",
            2 => "Genady Timtchenko",
            _ => "a baker",
        };
        let story =
            format!("In house {number} lived Olga Marlow of Lyon, and nobody called on her. ");
        writeln!(
            lines,
            "{{\"id\":\"a{number}\",\"text\":\"{}The letter came from {name} in Moscow.\"}}",
            story.repeat(1 + number % 40)
        )
        .unwrap();
    }
    lines
}

impl Scratch {
    fn screen(&self, more: &[&str]) -> Ran {
        self.run(&[&SCREEN, &["s.db"][..], more].concat())
    }

    fn start(&self, args: &[&str]) -> Child {
        Process::new(env!("CARGO_BIN_EXE_namewatch"))
            .args(args)
            .current_dir(self.folder())
            .env("NAMEWATCH_DATA", self.path("data"))
            .stdin(Stdio::piped())
            .stdout(Stdio::null())
            .stderr(Stdio::null())
            .spawn()
            .unwrap()
    }

    /// What the manifest counts.
    fn totals(&self) -> Value {
        let manifest: Value = serde_json::from_str(&self.read("run.json")).unwrap();
        let totals = manifest["totals"].clone();
        let of = |key: &str| totals[key].as_u64().unwrap();
        assert_eq!(of("seen"), of("screened") + of("unchanged") + of("skipped"));
        let documents = manifest["documents"].as_array().unwrap();
        assert_eq!(documents.len() as u64, of("seen"));
        let hits = documents
            .iter()
            .map(|document| document["hits"].as_u64().unwrap());
        assert_eq!(hits.sum::<u64>(), of("hits"));
        totals
    }
}

/// The lines of the output, without a state.
fn undisturbed(scratch: &Scratch) -> String {
    let ran = scratch.run(&["screen", "in.jsonl", "--format", "jsonl", "-o", "plain"]);
    assert_eq!(ran.status, 0, "{}", ran.err);
    scratch.read("plain")
}

#[test]
fn what_has_not_changed_is_not_screened_again() {
    let scratch = Scratch::new();
    scratch.write(
        "in.jsonl",
        articles(60) + "{\"id\":\"blank\",\"text\":\" \"}\nno json\n",
    );
    let plain = scratch
        .run(&["screen", "in.jsonl", "--format", "jsonl"])
        .out;
    let text = scratch.run(&["screen", "in.jsonl"]).out;
    for (screened, unchanged) in [(61, 0), (0, 61)] {
        let ran = scratch.screen(&[]);
        assert_eq!(ran.status, 3, "{}", ran.err);
        assert_eq!(scratch.read("out"), plain);
        let totals = scratch.totals();
        assert_eq!(
            (&totals["screened"], &totals["unchanged"]),
            (&screened.into(), &unchanged.into())
        );
        assert_eq!(
            (&totals["empty"], &totals["skipped"]),
            (&1.into(), &1.into())
        );
    }
    // The same for eyes, but for the last line, which counts as the manifest does.
    let ran = scratch.run(&["screen", "in.jsonl", "--state", "s.db"]);
    let told = text.replace(": 61 screened (", ": 0 screened, 61 unchanged (");
    assert_ne!(told, text);
    assert_eq!(ran.out, told);
    assert!(
        ran.err.contains("61 of 61 documents are unchanged"),
        "{}",
        ran.err
    );

    // What changed is screened: a document, or what results depend on.
    let changed = scratch
        .read("in.jsonl")
        .replacen("a baker", "Vladimir Putin", 1);
    scratch.write("in.jsonl", changed.replacen("\"a0\"", "\"b0\"", 1));
    scratch.screen(&[]);
    assert_eq!(scratch.totals()["screened"], 1);
    scratch.screen(&["--min-confidence", "0.9"]);
    assert_eq!(scratch.totals()["screened"], 61);
    scratch.screen(&[
        "--min-confidence",
        "0.9",
        "--exclude",
        "starter:vladimir-putin",
    ]);
    assert_eq!(scratch.totals()["screened"], 61);
}

#[test]
fn texts_too_long_to_be_held_are_known_again() {
    let scratch = Scratch::new();
    let long = ARTICLE.repeat(30_000);
    scratch.write("long.txt", &long);
    scratch.write("western.txt", [long.as_bytes(), b"\xE9"].concat());
    let screen = |more: &[&str]| {
        let args = ["screen", "long.txt", "western.txt", "--format", "jsonl"];
        scratch.run(&[&args, more].concat())
    };
    let plain = screen(&[]);
    for unchanged in [0, 2] {
        let ran = screen(&["--state", "s.db", "--manifest", "run.json"]);
        assert_eq!(ran.status, 0);
        assert!(ran.out == plain.out);
        assert_eq!(scratch.totals()["unchanged"], unchanged);
    }
    let piped = scratch.run_with_input(
        &[
            "screen",
            "-",
            "--format",
            "jsonl",
            "--state",
            "s.db",
            "--manifest",
            "run.json",
        ],
        long,
    );
    assert_eq!(piped.status, 0, "{}", piped.err);
    assert_eq!(scratch.totals()["unchanged"], 1);
}

#[test]
fn only_what_is_new_is_reported() {
    let scratch = Scratch::new();
    scratch.write("in.jsonl", articles(30));
    let all = undisturbed(&scratch);
    assert_eq!(scratch.screen(&["--new-only"]).status, 0);
    assert_eq!(scratch.read("out"), all);
    let ran = scratch.screen(&["--new-only", "--exit-code"]);
    assert_eq!((ran.status, scratch.read("out").as_str()), (0, ""));
    let totals = scratch.totals();
    assert_eq!(totals["reported_before"], all.lines().count());
    assert_eq!(totals["hits"], 0);

    // Another file with the same documents, one more, and one that has changed.
    let more = "{\"id\":\"new\",\"text\":\"Arkadi Rotenberg came.\"}\n";
    scratch.write(
        "in.jsonl",
        articles(30).replacen("house 0", "home 0", 1) + more,
    );
    fs::rename(scratch.path("in.jsonl"), scratch.path("next.jsonl")).unwrap();
    let args = [
        "screen",
        "next.jsonl",
        "--format",
        "jsonl",
        "--state",
        "s.db",
    ];
    let new = |more: &[&str]| {
        let ran = scratch.run(&[&args, more].concat());
        assert_eq!(ran.status, 0, "{}", ran.err);
        let of = |hit: &Value| hit["document"].as_str().unwrap().to_owned();
        let mut documents: Vec<_> = objects(&ran.out).iter().map(of).collect();
        documents.dedup();
        documents
    };
    assert_eq!(new(&["--new-only"]), ["a0", "new"]);
    assert!(new(&["--new-only"]).is_empty());
    // Other settings bring hits that were not reported, and those alone.
    assert!(new(&["--new-only", "--min-confidence", "0.4"]).len() < 10);
    // Without the flag all are reported, and a line is told from another only by its place.
    assert!(new(&[]).len() > 10);
    scratch.write(
        "next.jsonl",
        "{\"text\":\"Arkadi Rotenberg came.\"}\n".repeat(2),
    );
    assert_eq!(new(&["--new-only"]), ["1", "2"]);
    assert!(new(&["--new-only"]).is_empty());
}

#[test]
fn a_run_may_be_killed_at_any_moment() {
    let scratch = Scratch::new();
    scratch.write("in.jsonl", articles(30_000));
    let started = Instant::now();
    let plain = undisturbed(&scratch);
    let whole = started.elapsed();
    let args = [&SCREEN, &["s.db"][..]].concat();
    let mut was_killed = 0;
    let mut random = 7_u32;
    for _ in 0..KILLS {
        random = random.wrapping_mul(1_103_515_245).wrapping_add(12_345);
        let mut child = scratch.start(&args);
        sleep(whole.mul_f64(f64::from(random >> 8) / f64::from(1 << 24)));
        was_killed += u32::from(child.try_wait().unwrap().is_none());
        child.kill().unwrap();
        child.wait().unwrap();
        assert!(
            !scratch.path("out").exists() || scratch.read("out") == plain,
            "an output is whole or absent"
        );
    }
    assert!(was_killed > 0);
    let ran = scratch.screen(&[]);
    assert_eq!(ran.status, 0, "{}", ran.err);
    assert_eq!(scratch.read("out"), plain);
    let totals = scratch.totals();
    assert!(totals["unchanged"].as_u64() > Some(0), "{totals}");
    // Nothing is left of the killed ones.
    assert_eq!(
        scratch.names(),
        ["in.jsonl", "out", "plain", "run.json", "s.db"]
    );
}

#[test]
fn what_a_killed_run_did_not_report_is_new_to_the_next() {
    let scratch = Scratch::new();
    scratch.write("in.jsonl", articles(20_000));
    let args = [&SCREEN, &["s.db", "--new-only"][..]].concat();
    let mut child = scratch.start(&args);
    wait_for_results(&scratch, &mut child);
    child.kill().unwrap();
    child.wait().unwrap();
    assert_eq!(scratch.run(&args).status, 0);
    assert_eq!(scratch.read("out"), undisturbed(&scratch));
    assert_eq!(scratch.run(&args).status, 0);
    assert_eq!(scratch.read("out"), "");
}

/// Waits until the state has grown: some results are in it.
fn wait_for_results(scratch: &Scratch, child: &mut Child) {
    let size = || fs::metadata(scratch.path("s.db")).map_or(0, |file| file.len());
    while size() < 64 << 10 {
        assert!(child.try_wait().unwrap().is_none(), "it has ended");
        sleep(Duration::from_millis(2));
    }
}

#[cfg(unix)]
#[test]
fn a_signal_ends_the_run_and_the_next_goes_on() {
    let scratch = Scratch::new();
    scratch.write("in.jsonl", articles(20_000));
    let args = [&SCREEN, &["s.db"][..]].concat();
    let mut child = scratch.start(&args);
    wait_for_results(&scratch, &mut child);
    let id = child.id().to_string();
    let sent = Process::new("kill").args(["-s", "TERM", &id]).status();
    assert!(sent.unwrap().success());
    assert_eq!(child.wait().unwrap().code(), Some(143));
    assert_eq!(scratch.names(), ["in.jsonl", "s.db"]);
    assert_eq!(scratch.screen(&[]).status, 0);
    assert!(scratch.totals()["unchanged"].as_u64() > Some(0));
    assert_eq!(scratch.read("out"), undisturbed(&scratch));
}

#[test]
fn two_runs_do_not_share_a_state() {
    let scratch = Scratch::new();
    scratch.write("in.jsonl", articles(3));
    // It waits for its input.
    let mut first = scratch.start(&["screen", "-", "--state", "s.db"]);
    let begun = || fs::metadata(scratch.path("s.db")).is_ok_and(|file| file.len() > 0);
    while !begun() {
        sleep(Duration::from_millis(5));
    }
    let ran = scratch.screen(&[]);
    assert_eq!((ran.status, ran.out.as_str()), (3, ""));
    assert!(
        ran.err.contains("s.db: in use by another run"),
        "{}",
        ran.err
    );
    assert!(!scratch.path("out").exists());
    first.kill().unwrap();
    first.wait().unwrap();
    assert_eq!(scratch.screen(&[]).status, 0);
}

#[cfg(unix)]
#[test]
fn where_the_disk_is_full_the_run_ends_with_4_and_goes_on_later() {
    let scratch = Scratch::new();
    scratch.write("in.jsonl", articles(20_000));
    let plain = undisturbed(&scratch);
    // No file may grow over so many blocks of 512 bytes.
    for limit in ["1", "40", "200"] {
        let screen = format!(
            "ulimit -f {limit}; exec {} screen in.jsonl --format jsonl --state s.db > /dev/null",
            env!("CARGO_BIN_EXE_namewatch")
        );
        let ended = Process::new("sh")
            .args(["-c", &screen])
            .current_dir(scratch.folder())
            .env("NAMEWATCH_DATA", scratch.path("data"))
            .output()
            .unwrap();
        let err = String::from_utf8(ended.stderr).unwrap();
        assert_eq!(ended.status.code(), Some(4), "{limit}: {err}");
        assert!(err.contains("s.db: can't be written: "), "{err}");
    }
    let ran = scratch.screen(&[]);
    assert_eq!(ran.status, 0, "{}", ran.err);
    assert_eq!(scratch.read("out"), plain);
}

#[test]
fn a_damaged_state_is_told_and_never_believed() {
    let scratch = Scratch::new();
    scratch.write("in.jsonl", articles(300));
    assert_eq!(scratch.screen(&[]).status, 0);
    let (plain, whole) = (scratch.read("out"), fs::read(scratch.path("s.db")).unwrap());
    let mut told = 0;
    for at in (0..whole.len()).step_by(whole.len() / 12 + 100) {
        let mut damaged = whole.clone();
        for byte in damaged.iter_mut().skip(at).take(300) {
            *byte ^= 0x55;
        }
        scratch.write("s.db", &damaged);
        fs::remove_file(scratch.path("out")).unwrap();
        let ran = scratch.screen(&[]);
        if ran.status == 0 {
            assert_eq!(scratch.read("out"), plain, "damaged at {at}");
            continue;
        }
        told += 1;
        assert!([3, 4].contains(&ran.status), "{at}: {}", ran.err);
        assert!(ran.err.contains("s.db: "), "{at}: {}", ran.err);
        assert!(!scratch.path("out").exists());
        scratch.write("out", "");
    }
    assert!(told > 0);
    scratch.write("s.db", &whole[..whole.len() / 2]);
    let ran = scratch.screen(&[]);
    assert_eq!(ran.status, 3);
    assert!(ran.err.contains("s.db: damaged: "), "{}", ran.err);
    scratch.write("s.db", "id,name\n".repeat(1000));
    let ran = scratch.screen(&[]);
    assert_eq!(ran.status, 3);
    assert!(
        ran.err.contains("s.db: no state of namewatch"),
        "{}",
        ran.err
    );
}

#[test]
fn a_state_is_a_file_of_its_own() {
    let scratch = Scratch::new();
    scratch.write("folder/a.txt", ARTICLE);
    for other in ["--output", "--manifest"] {
        let ran = scratch.run(&["screen", "folder", "--state", "s", other, "s"]);
        assert_eq!(ran.status, 2);
        assert!(ran.err.contains("name the same file"), "{}", ran.err);
    }
    // In a folder that is screened it is no document.
    for told in [
        "1 screened, 0 skipped",
        "0 screened, 1 unchanged, 0 skipped",
    ] {
        let args = [
            "screen", "folder", "--state", "folder/s", "--format", "jsonl",
        ];
        let ran = scratch.run(&args);
        assert_eq!(ran.status, 0, "{}", ran.err);
        assert!(
            ran.err.contains(&format!("1 document: {told}")),
            "{}",
            ran.err
        );
    }
    assert_eq!(scratch.run(&["screen", "folder", "--new-only"]).status, 2);
}
