use std::fs;
use std::path::Path;
use std::process::{Command, Stdio};
use std::thread::sleep;
use std::time::Instant;

use serde_json::Value;
use sha2::{Digest, Sha256};

use super::{SURNAMES, un, word};
use crate::scratch::Scratch;

/// How often a process is killed.
const KILLS: u32 = 60;

/// Whatever the moment at which an update is killed, the store holds the old state or the new one,
/// whole; and the next update works.
#[test]
fn an_update_may_be_killed_at_any_moment() {
    let scratch = Scratch::new();
    scratch.write("in/consolidated.xml", un("2026-01-01", &SURNAMES));
    assert_eq!(scratch.install("in").status, 0);
    let started = Instant::now();
    assert_eq!(scratch.install("in").status, 0);
    // The last ones are killed when they are done, or nearly so.
    let step = started.elapsed().mul_f64(1.5 / KILLS as f64);
    let mut installed = 0;
    let mut published = "2026-01-01".to_owned();
    for kill in 0..KILLS {
        let day = format!("2026-{:02}-{:02}", 2 + kill / 28, 1 + kill % 28);
        scratch.write("in/consolidated.xml", un(&day, &SURNAMES));
        let mut child = Command::new(env!("CARGO_BIN_EXE_namewatch"))
            .args(["lists", "update", "--from", "in", "--keep", "5"])
            .current_dir(scratch.folder())
            .env("NAMEWATCH_DATA", scratch.path("data"))
            .stdout(Stdio::null())
            .stderr(Stdio::null())
            .spawn()
            .unwrap();
        sleep(step * kill);
        child.kill().unwrap();
        child.wait().unwrap();
        let now = check(scratch.folder());
        assert!(
            now == published || now == day,
            "{now} is neither {published} nor {day}"
        );
        installed += usize::from(now == day);
        published = now;
        let ran = scratch.run(&["lists", "--format", "jsonl"]);
        assert_eq!(ran.status, 0, "{}", ran.err);
    }
    let last = scratch.install("in");
    assert_eq!(last.status, 0, "{}", last.err);
    assert!(!scratch.path("data/staging/un-sc").exists());
    assert!(
        installed > 0,
        "every process was killed before it had done anything"
    );
}

/// Checks that all that the state speaks of is there as it was stored; returns the current date.
fn check(folder: &Path) -> String {
    let data = folder.join("data");
    let json = |path: &Path| -> Value { serde_json::from_slice(&fs::read(path).unwrap()).unwrap() };
    let state = json(&data.join("installed.json"));
    let mut published = String::new();
    for used in state["lists"]["un-sc"]["uses"].as_array().unwrap() {
        let snapshot = data.join("snapshots/un-sc").join(word(used, "snapshot"));
        let manifest = json(&snapshot.join("manifest.json"));
        for file in manifest["files"].as_array().unwrap() {
            let bytes = fs::read(snapshot.join("files").join(word(file, "name"))).unwrap();
            let digits = |byte: &u8| format!("{byte:02x}");
            let hash: Vec<_> = Sha256::digest(&bytes).iter().map(digits).collect();
            assert_eq!(hash.concat(), word(file, "sha256"));
        }
        word(&manifest, "published").clone_into(&mut published);
    }
    published
}
