//! Cases out of labelled data. What a file holds, its columns or keys tell.

use std::collections::BTreeMap;
use std::fmt::Write;
use std::fs::File;
use std::io::{BufRead, BufReader};
use std::path::Path;

use rustc_hash::FxHashSet;

use super::Trial;
use super::population::{Case, Cases, Population, file_name};
use crate::confidence::Scored;
use crate::development::{LabelledPair, Passage, csv_rows, reference_of};
use crate::{EntityKind, ErrorKind, Hit, Query, Result};

type Row = BTreeMap<String, String>;

/// What a file of labelled data holds.
#[derive(Clone, Copy)]
enum Sort {
    Passages,
    Pairs,
    Queries,
    Ordinary,
}

impl Sort {
    /// What the columns of a table, or the keys of the first of the JSON lines, tell.
    fn of(path: &Path) -> Result<Option<Self>> {
        let unreadable = |problem: String| ErrorKind::List {
            path: path.to_owned(),
            problem,
        };
        let file = File::open(path).map_err(|error| unreadable(error.to_string()))?;
        if is_json(path) {
            let mut first = String::new();
            BufReader::new(file)
                .read_line(&mut first)
                .map_err(|error| unreadable(error.to_string()))?;
            let passage = serde_json::from_str::<Passage>(&first);
            return Ok(passage.is_ok().then_some(Self::Passages));
        }
        let mut table = csv::Reader::from_reader(file);
        let columns = table
            .headers()
            .map_err(|error| unreadable(error.to_string()))?;
        let has = |column: &str| columns.iter().any(|name| name == column);
        Ok(if has("name1") && has("name2") && has("is_match") {
            Some(Self::Pairs)
        } else if has("query") && (has("true_id") || has("true_ref")) {
            Some(Self::Queries)
        } else {
            has("name").then_some(Self::Ordinary)
        })
    }
}

fn is_json(path: &Path) -> bool {
    path.extension()
        .is_some_and(|extension| extension == "jsonl")
}

/// Whether a file holds labelled data, so far as its beginning tells.
///
/// # Errors
///
/// If it can't be read.
pub fn is_labelled(path: &Path) -> Result<bool> {
    Ok(Sort::of(path)?.is_some())
}

/// The figures of one file, and its SHA-256.
pub(super) fn population(
    path: &Path,
    trial: &Trial<'_>,
    threshold: f64,
) -> Result<(Population, String)> {
    let Some(sort) = Sort::of(path)? else {
        return Err(ErrorKind::List {
            path: path.to_owned(),
            problem: "no labelled data: expected the columns name1, name2, is_match; or query, \
                      true_id; or name; or JSON lines with text, mentions in a file named .jsonl"
                .to_owned(),
        }
        .into());
    };
    let (command, described, cases, sha256) = if let Sort::Passages = sort {
        let (passages, sha256) = Passage::of_file(path)?;
        ("screen", PASSAGES, read(&passages, trial)?, sha256)
    } else {
        let (rows, sha256) = csv_rows(path)?;
        let (command, described, cases) = match sort {
            Sort::Pairs => ("compare", PAIRS, pairs(path, &rows, trial)?),
            Sort::Queries => ("lookup", QUERIES, queries(&rows, trial)?),
            _ => ("lookup", ORDINARY, ordinary(&rows, trial)?),
        };
        (command, described, cases, sha256)
    };
    let mut described = described.to_owned();
    if cases.unlisted > 0 {
        let _ = write!(
            described,
            " {} of them name a party that is on none of the lists in use, and count as missed.",
            cases.unlisted
        );
    }
    let population = Population::new(file_name(path), command, described, &cases, threshold);
    Ok((population, sha256))
}

const PAIRS: &str =
    "Labelled pairs of names: a match should get the threshold, the others should not.";
const QUERIES: &str =
    "Names looked up in the lists in use, each with the entity that should be found.";
const ORDINARY: &str = "Names of people who are on no list: whatever is found is a false alarm.";
const PASSAGES: &str = "Passages with the listed parties they name. What is found elsewhere in a \
     passage is one false alarm, whatever its number.";

fn pairs(path: &Path, rows: &[Row], trial: &Trial<'_>) -> Result<Cases> {
    let mut cases = Cases::default();
    for (row, pair) in LabelledPair::of_rows(path, rows)? {
        trial.check()?;
        let confidence = trial
            .model
            .compare(&pair.one, &pair.other, pair.kind)
            .confidence;
        cases.hits.push(Scored {
            confidence,
            positive: pair.is_match,
        });
        cases.tried.push(Case {
            variation: variation(row, &["category", "case_group"]),
            kind: pair.kind,
            query: pair.one,
            party: pair.other,
            entity_id: String::new(),
            is_listed: pair.is_match,
            confidence,
        });
    }
    Ok(cases)
}

fn queries(rows: &[Row], trial: &Trial<'_>) -> Result<Cases> {
    let mut cases = Cases::default();
    let listed = references(trial);
    for row in rows {
        trial.check()?;
        let truth = cell(row, "true_id");
        let truth = reference_of(if truth.is_empty() {
            cell(row, "true_ref")
        } else {
            truth
        });
        // Rows whose truth nobody knows say nothing.
        if truth.is_empty() {
            continue;
        }
        let mut query = query(row, "query");
        query.kind = cell(row, "kind").parse().ok();
        cases.unlisted += usize::from(!listed.contains(truth));
        let found = trial.screener.lookup(&query)?;
        let is_right = |id: &str| reference_of(id) == truth;
        cases.hits.extend(found.iter().map(|hit| Scored {
            confidence: hit.confidence,
            positive: is_right(&hit.entity_id),
        }));
        let right = found.iter().find(|hit| is_right(&hit.entity_id));
        cases.tried.push(Case {
            variation: variation(row, &["variant", "variation"]),
            kind: right.map_or_else(|| query.kind.unwrap_or_default(), |hit| hit.kind),
            query: query.name,
            party: right.map_or_else(|| truth.to_owned(), |hit| hit.name.to_string()),
            entity_id: right.map_or_else(String::new, |hit| hit.entity_id.to_string()),
            is_listed: true,
            confidence: right.map_or(0.0, |hit| hit.confidence),
        });
    }
    Ok(cases)
}

fn ordinary(rows: &[Row], trial: &Trial<'_>) -> Result<Cases> {
    let mut cases = Cases::default();
    for row in rows {
        trial.check()?;
        let query = query(row, "name");
        let found = trial.screener.lookup(&query)?;
        cases.hits.extend(found.iter().map(|hit| Scored {
            confidence: hit.confidence,
            positive: false,
        }));
        let surest = found.first();
        cases.tried.push(Case {
            variation: variation(row, &["source", "variation"]),
            kind: EntityKind::Person,
            query: query.name,
            party: surest.map_or_else(String::new, |hit| hit.name.to_string()),
            entity_id: surest.map_or_else(String::new, |hit| hit.entity_id.to_string()),
            is_listed: false,
            confidence: surest.map_or(0.0, |hit| hit.confidence),
        });
    }
    Ok(cases)
}

fn read(passages: &[Passage], trial: &Trial<'_>) -> Result<Cases> {
    let mut cases = Cases::default();
    let listed = references(trial);
    for passage in passages {
        trial.check()?;
        let hits = trial.screener.screen(&passage.text)?;
        let overlaps = |hit: &Hit, start, end| hit.start < end && start < hit.end;
        for mention in &passage.mentions {
            let references: Vec<&str> =
                mention.references().into_iter().map(reference_of).collect();
            let is_listed = references
                .iter()
                .any(|reference| listed.contains(reference));
            cases.unlisted += usize::from(!is_listed);
            let here = hits
                .iter()
                .filter(|hit| overlaps(hit, mention.start, mention.end));
            let is_right = |hit: &&Hit| references.contains(&reference_of(&hit.entity_id));
            cases.hits.extend(here.clone().map(|hit| Scored {
                confidence: hit.confidence,
                positive: is_right(&hit),
            }));
            let right = here
                .filter(is_right)
                .max_by(|a, b| a.confidence.total_cmp(&b.confidence));
            let letters = passage.text.chars().skip(mention.start);
            cases.tried.push(Case {
                variation: mention.variation().to_owned(),
                kind: right.map_or(EntityKind::Unknown, |hit| hit.kind),
                query: letters.take(mention.end - mention.start).collect(),
                party: right.map_or_else(|| references[0].to_owned(), |hit| hit.name.to_string()),
                entity_id: right.map_or_else(String::new, |hit| hit.entity_id.to_string()),
                is_listed: true,
                confidence: right.map_or(0.0, |hit| hit.confidence),
            });
        }
        let labelled = passage
            .mentions
            .iter()
            .map(|mention| (mention.start, mention.end));
        let ignored = passage.ignore.iter().map(|span| (span.start, span.end));
        let spans: Vec<(usize, usize)> = labelled.chain(ignored).collect();
        let stray: Vec<&Hit> = hits
            .iter()
            .filter(|hit| !spans.iter().any(|&(start, end)| overlaps(hit, start, end)))
            .collect();
        cases.hits.extend(stray.iter().map(|hit| Scored {
            confidence: hit.confidence,
            positive: false,
        }));
        let surest = stray
            .iter()
            .max_by(|a, b| a.confidence.total_cmp(&b.confidence));
        cases.tried.push(Case {
            variation: "the rest of a passage".to_owned(),
            kind: surest.map_or(EntityKind::Unknown, |hit| hit.kind),
            query: surest.map_or_else(|| passage.id.clone(), |hit| hit.surface.clone()),
            party: surest.map_or_else(String::new, |hit| hit.name.to_string()),
            entity_id: surest.map_or_else(String::new, |hit| hit.entity_id.to_string()),
            is_listed: false,
            confidence: surest.map_or(0.0, |hit| hit.confidence),
        });
    }
    Ok(cases)
}

/// What is asked of a row: the name, and the date of birth where there is one that is understood.
fn query(row: &Row, name: &str) -> Query {
    let mut query = Query::new(cell(row, name));
    query.birth_date = cell(row, "dob").parse().ok();
    query
}

/// The references of all that is on the lists in use.
fn references<'t>(trial: &Trial<'t>) -> FxHashSet<&'t str> {
    let entities = trial.watchlist.entities().iter();
    entities.map(|entity| reference_of(&entity.id)).collect()
}

fn cell<'a>(row: &'a Row, column: &str) -> &'a str {
    row.get(column).map_or("", String::as_str)
}

/// The first of these columns that says something.
fn variation(row: &Row, columns: &[&str]) -> String {
    let mut said = columns.iter().map(|column| cell(row, column));
    said.find(|word| !word.is_empty())
        .unwrap_or("not told")
        .to_owned()
}
