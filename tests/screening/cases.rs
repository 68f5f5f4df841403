//! The cases of `tests/testdata/*.toml`, through the library and through the program.
//!
//! A case gives a text and the hits that must be reported of it, no more and no less: the listed
//! entity, the words of the text, and between what confidences (`min`, `max`; by default from 0.5
//! to 1). Its list is `parties.jsonl` or, with `list = "starter"`, the starter list. A case with
//! `known_miss = true` is one that fails today: once it does not, the mark must go.

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};

use namewatch::{ListSource, Screener, Watchlist};
use serde::Deserialize;

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Cases {
    #[serde(rename = "case")]
    cases: Vec<Case>,
}

#[derive(Clone, Deserialize)]
#[serde(deny_unknown_fields)]
struct Case {
    name: String,
    #[serde(default)]
    list: List,
    text: String,
    hits: Vec<Expected>,
    #[serde(default)]
    known_miss: bool,
}

#[derive(Clone, Copy, Default, Deserialize, PartialEq)]
#[serde(rename_all = "lowercase")]
enum List {
    #[default]
    Parties,
    Starter,
}

#[derive(Clone, Deserialize)]
#[serde(deny_unknown_fields)]
struct Expected {
    entity: String,
    surface: String,
    #[serde(default = "half")]
    min: f64,
    #[serde(default = "one")]
    max: f64,
}

fn half() -> f64 {
    0.5
}

fn one() -> f64 {
    1.0
}

/// A hit, wherever it came from.
#[derive(Debug, PartialEq)]
struct Reported {
    entity: String,
    surface: String,
    confidence: f64,
}

fn data() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/testdata")
}

fn cases(list: List) -> Vec<Case> {
    let mut paths: Vec<PathBuf> = fs::read_dir(data())
        .unwrap()
        .map(|entry| entry.unwrap().path())
        .collect();
    paths.retain(|path| {
        path.extension()
            .is_some_and(|extension| extension == "toml")
    });
    paths.sort();
    let mut cases = Vec::new();
    for path in paths {
        let text = fs::read_to_string(&path).unwrap();
        let read: Cases =
            toml::from_str(&text).unwrap_or_else(|error| panic!("{}: {error}", path.display()));
        cases.extend(read.cases.into_iter().filter(|case| case.list == list));
    }
    cases
}

/// What a case expects and was not reported, and the reverse.
fn problems(case: &Case, reported: &[Reported]) -> Vec<String> {
    let mut left: Vec<&Reported> = reported.iter().collect();
    let mut problems = Vec::new();
    for expected in &case.hits {
        let found = left.iter().position(|hit| {
            hit.entity == expected.entity
                && hit.surface == expected.surface
                && (expected.min..=expected.max).contains(&hit.confidence)
        });
        match found {
            Some(at) => drop(left.remove(at)),
            None => problems.push(format!(
                "no `{}` for {} from {} to {}",
                expected.surface, expected.entity, expected.min, expected.max
            )),
        }
    }
    problems.extend(left.iter().map(|hit| format!("unexpected {hit:?}")));
    problems
}

fn assert_cases(list: List, screen: impl Fn(&[Case]) -> Vec<Vec<Reported>>) {
    let cases = cases(list);
    assert!(!cases.is_empty());
    let reported = screen(&cases);
    assert_eq!(reported.len(), cases.len());
    let mut failures = Vec::new();
    for (case, reported) in cases.iter().zip(&reported) {
        let problems = problems(case, reported);
        match (case.known_miss, problems.is_empty()) {
            (false, false) => failures.push(format!("{}: {}", case.name, problems.join("; "))),
            (true, true) => failures.push(format!("{}: is no longer missed", case.name)),
            _ => {}
        }
    }
    assert!(
        failures.is_empty(),
        "{} cases fail:\n{}",
        failures.len(),
        failures.join("\n")
    );
}

fn through_the_library(watchlist: &Watchlist, cases: &[Case]) -> Vec<Vec<Reported>> {
    let screener = Screener::builder().build(watchlist).unwrap();
    let screen = |case: &Case| {
        let hits = screener.screen(&case.text).unwrap();
        let reported = hits.iter().map(|hit| Reported {
            entity: hit.entity_id.split_once(':').unwrap().1.to_owned(),
            surface: hit.surface.clone(),
            confidence: hit.confidence,
        });
        reported.collect()
    };
    cases.iter().map(screen).collect()
}

#[test]
fn the_names_of_cases_are_unique() {
    let mut counts: BTreeMap<String, u32> = BTreeMap::new();
    for case in [List::Parties, List::Starter].into_iter().flat_map(cases) {
        *counts.entry(case.name).or_default() += 1;
    }
    counts.retain(|_, count| *count > 1);
    assert!(counts.is_empty(), "{counts:?}");
}

#[test]
fn the_library_reports_what_the_cases_expect() {
    let parties = Watchlist::load(&[ListSource::new(data().join("parties.jsonl"))]).unwrap();
    assert_cases(List::Parties, |cases| through_the_library(&parties, cases));
    assert_cases(List::Starter, |cases| {
        through_the_library(&Watchlist::starter(), cases)
    });
}

#[cfg(feature = "cli")]
mod program {
    use std::io::Write;

    use assert_cmd::Command;
    use serde_json::{Value, json};

    use super::*;

    /// All cases in one run: a JSON line each.
    fn through_the_program(lists: &[&str], cases: &[Case]) -> Vec<Vec<Reported>> {
        let mut input = Vec::new();
        for (id, case) in cases.iter().enumerate() {
            writeln!(input, "{}", json!({ "id": id, "text": case.text })).unwrap();
        }
        let output = Command::new(env!("CARGO_BIN_EXE_namewatch"))
            .args(["screen", "-", "--format", "jsonl"])
            .args(lists)
            .current_dir(data())
            .write_stdin(input)
            .output()
            .unwrap();
        assert!(
            output.status.success(),
            "{}",
            String::from_utf8_lossy(&output.stderr)
        );
        let mut reported: Vec<Vec<Reported>> = cases.iter().map(|_| Vec::new()).collect();
        for line in String::from_utf8(output.stdout).unwrap().lines() {
            let hit: Value = serde_json::from_str(line).unwrap();
            let text = |key: &str| hit[key].as_str().unwrap().to_owned();
            reported[text("document").parse::<usize>().unwrap()].push(Reported {
                entity: text("entity_id").split_once(':').unwrap().1.to_owned(),
                surface: text("surface"),
                confidence: hit["confidence"].as_f64().unwrap(),
            });
        }
        reported
    }

    #[test]
    fn the_program_reports_what_the_cases_expect() {
        assert_cases(List::Parties, |cases| {
            through_the_program(&["--list", "parties.jsonl"], cases)
        });
        assert_cases(List::Starter, |cases| through_the_program(&[], cases));
    }

    #[test]
    fn the_program_reports_what_the_library_reports() {
        let cases = cases(List::Starter);
        let of_library = through_the_library(&Watchlist::starter(), &cases);
        assert_eq!(through_the_program(&[], &cases), of_library);
    }
}
