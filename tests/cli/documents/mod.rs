//! Documents as they come: one real example of each format, and broken ones.

mod broken;
mod formats;
mod options;

use std::fmt::Write as _;
use std::path::{Path, PathBuf};

use serde_json::Value;

use crate::scratch::{Ran, Scratch};

/// A real example of each format.
fn samples() -> PathBuf {
    testdata("documents")
}

fn sample(name: &str) -> Vec<u8> {
    std::fs::read(samples().join(name)).unwrap()
}

/// The list of invented parties that the examples are about.
fn parties() -> String {
    testdata("parties.jsonl").to_str().unwrap().to_owned()
}

fn testdata(name: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR"))
        .join("tests/testdata")
        .join(name)
}

/// Screens against the invented parties, hits as JSON lines, with a manifest `run.json`.
fn screen(scratch: &Scratch, args: &[&str]) -> Ran {
    let parties = parties();
    let usual = [
        "screen",
        "--format",
        "jsonl",
        "--manifest",
        "run.json",
        "--list",
        &parties,
    ];
    scratch.run(&[&usual[..], args].concat())
}

/// What the manifest says of the documents.
fn documents(scratch: &Scratch) -> Vec<Value> {
    let manifest: Value = serde_json::from_str(&scratch.read("run.json")).unwrap();
    let documents = manifest["documents"].as_array().unwrap().clone();
    let count = |key: &str| manifest["totals"][key].as_u64().unwrap();
    assert_eq!(documents.len() as u64, count("seen"));
    assert_eq!(count("seen"), count("screened") + count("skipped"));
    documents
}

/// A table of the documents: file, what it was read as, extracted characters, what became of it.
fn table(documents: &[Value]) -> String {
    let mut table = String::new();
    for document in documents {
        let text = |key: &str| document[key].as_str().unwrap_or("-").to_owned();
        let line = document["line"]
            .as_u64()
            .map_or(String::new(), |line| format!(":{line}"));
        let result = match document["reason"].as_str() {
            Some(reason) => format!("skipped: {reason}"),
            None => text("status"),
        };
        let warnings = document["warnings"].as_array().into_iter().flatten();
        let warnings: Vec<&str> = warnings.filter_map(Value::as_str).collect();
        let warnings = if warnings.is_empty() {
            String::new()
        } else {
            format!(" ({})", warnings.join("; "))
        };
        writeln!(
            table,
            "{}{line}  {}  {}  {}  {result}{warnings}",
            text("source"),
            text("format"),
            text("encoding"),
            document["characters"],
        )
        .unwrap();
    }
    table
}
