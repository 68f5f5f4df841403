//! Labelled data in the forms that `namewatch fit` reads.

use std::collections::BTreeMap;
use std::path::Path;

use serde::Deserialize;
use sha2::{Digest, Sha256};

use crate::{EntityKind, ErrorKind, Result};

/// Two names, and whether they are one party's.
pub(crate) struct LabelledPair {
    pub(crate) one: String,
    pub(crate) other: String,
    pub(crate) kind: EntityKind,
    pub(crate) is_match: bool,
    pub(crate) group: String,
}

impl LabelledPair {
    /// The pairs of a file of labelled pairs, each with its row.
    ///
    /// # Errors
    ///
    /// If it is not said of a pair whether it is one party's.
    pub(crate) fn of_rows<'a>(
        path: &Path,
        rows: &'a [BTreeMap<String, String>],
    ) -> Result<Vec<(&'a BTreeMap<String, String>, Self)>> {
        let mut pairs = Vec::new();
        for (number, row) in rows.iter().enumerate() {
            let pair = Self::of_row(row);
            // The first row is the header.
            let pair = pair.map_err(|problem| bad(path, &format!("row {}: {problem}", number + 2)));
            pairs.extend(pair?.map(|pair| (row, pair)));
        }
        Ok(pairs)
    }

    /// A row of labelled pairs, in either of the forms they come in; `None` where the names alone
    /// do not decide, or the pair stands in another row too.
    fn of_row(row: &BTreeMap<String, String>) -> std::result::Result<Option<Self>, String> {
        let cell = |column: &str| row.get(column).map_or("", String::as_str);
        if row.contains_key("name1") {
            return Ok(Some(Self {
                one: cell("name1").to_owned(),
                other: cell("name2").to_owned(),
                kind: kind_of(cell(if row.contains_key("schema") {
                    "schema"
                } else {
                    "kind"
                })),
                is_match: truth_of(cell("is_match"))?,
                group: cell("name2").to_lowercase(),
            }));
        }
        let firm = matches!(cell("expected"), "match" | "no_match");
        let alone = cell("verdict_needs_context") == "no" && cell("same_pair_as").is_empty();
        Ok((firm && alone).then(|| Self {
            one: cell("query").to_owned(),
            other: cell("listed_name").to_owned(),
            kind: kind_of(cell("type")),
            is_match: cell("expected") == "match",
            group: cell("listed_name").to_lowercase(),
        }))
    }
}

/// A passage, and the listed parties it names.
#[derive(Deserialize)]
pub(crate) struct Passage {
    pub(crate) id: String,
    pub(crate) text: String,
    #[serde(default)]
    pub(crate) doc: Option<String>,
    pub(crate) mentions: Vec<LabelledMention>,
    #[serde(default)]
    pub(crate) ignore: Vec<LabelledSpan>,
}

#[derive(Deserialize)]
pub(crate) struct LabelledSpan {
    pub(crate) start: usize,
    pub(crate) end: usize,
}

#[derive(Deserialize)]
pub(crate) struct LabelledMention {
    pub(crate) start: usize,
    pub(crate) end: usize,
    #[serde(default)]
    pub(crate) surface: Option<String>,
    pub(crate) entity_id: String,
    #[serde(default)]
    pub(crate) variant: String,
    #[serde(default)]
    pub(crate) alt_ids: Vec<OtherId>,
}

#[derive(Clone, Deserialize)]
#[serde(untagged)]
pub(crate) enum OtherId {
    Listed { entity_id: String },
    Bare(String),
}

impl LabelledMention {
    /// How the mention differs from the listed name, if the label tells.
    pub(crate) fn variation(&self) -> &str {
        match self.variant.as_str() {
            "" => "not told",
            variant => variant,
        }
    }

    /// The references of the entries that are right.
    pub(crate) fn references(&self) -> Vec<&str> {
        let others = self.alt_ids.iter().map(|other| match other {
            OtherId::Listed { entity_id } | OtherId::Bare(entity_id) => entity_id.as_str(),
        });
        std::iter::once(self.entity_id.as_str())
            .chain(others)
            .collect()
    }
}

impl Passage {
    /// The passages of a file, and its hash.
    ///
    /// # Errors
    ///
    /// If a label is of a place that the text does not have, or of another word than it says.
    pub(crate) fn of_file(path: &Path) -> Result<(Vec<Self>, String)> {
        let (passages, sha256) = json_lines::<Self>(path)?;
        for passage in &passages {
            passage
                .check()
                .map_err(|problem| bad(path, &format!("passage `{}`: {problem}", passage.id)))?;
        }
        Ok((passages, sha256))
    }

    fn check(&self) -> std::result::Result<(), String> {
        let length = self.text.chars().count();
        let mentions = self.mentions.iter();
        let spans =
            mentions.map(|mention| (mention.start, mention.end, mention.surface.as_deref()));
        let ignored = self.ignore.iter().filter(|span| span.start != span.end);
        let ignored = ignored.map(|span| (span.start, span.end, None));
        for (start, end, surface) in spans.chain(ignored) {
            if start >= end || end > length {
                return Err(format!(
                    "a label from {start} to {end}, but its text has {length} characters"
                ));
            }
            let labelled = || self.text.chars().skip(start).take(end - start);
            if let Some(surface) = surface.filter(|surface| !labelled().eq(surface.chars())) {
                let found: String = labelled().collect();
                return Err(format!(
                    "from {start} to {end} stands `{found}`, not `{surface}`; expected offsets in characters"
                ));
            }
        }
        Ok(())
    }

    /// What is held out together: the document it was taken from.
    pub(crate) fn group(&self) -> &str {
        self.doc.as_ref().unwrap_or(&self.id)
    }
}

/// A file's rows by column name, and its hash.
pub(crate) fn csv_rows(path: &Path) -> Result<(Vec<BTreeMap<String, String>>, String)> {
    let bytes = read(path)?;
    let mut reader = csv::Reader::from_reader(bytes.as_slice());
    let rows = reader
        .deserialize()
        .collect::<std::result::Result<Vec<_>, _>>();
    let rows = rows.map_err(|error| bad(path, &in_words(&error)))?;
    Ok((rows, hash(&bytes)))
}

/// What is wrong with a table.
fn in_words(error: &csv::Error) -> String {
    let line = error.position().map_or(0, csv::Position::line);
    match error.kind() {
        csv::ErrorKind::UnequalLengths {
            expected_len, len, ..
        } => format!("line {line}: {len} columns; expected {expected_len} as in the first row"),
        csv::ErrorKind::Utf8 { .. } => format!("line {line}: not UTF-8"),
        _ => error.to_string(),
    }
}

/// A file's lines as JSON, and its hash.
fn json_lines<T: for<'a> Deserialize<'a>>(path: &Path) -> Result<(Vec<T>, String)> {
    let bytes = read(path)?;
    let lines = bytes.split(|&byte| byte == b'\n').enumerate();
    let rows = lines
        .filter(|(_, line)| !line.trim_ascii().is_empty())
        .map(|(number, line)| {
            serde_json::from_slice(line).map_err(|error| {
                // Its line is always the first of one.
                let problem = error.to_string();
                let problem = problem.split(" at line").next().unwrap_or_default();
                bad(path, &format!("line {}: {problem}", number + 1))
            })
        })
        .collect::<Result<Vec<T>>>()?;
    Ok((rows, hash(&bytes)))
}

fn read(path: &Path) -> Result<Vec<u8>> {
    std::fs::read(path).map_err(|source| {
        ErrorKind::Io {
            path: path.to_owned(),
            source,
        }
        .into()
    })
}

fn bad(path: &Path, problem: &str) -> crate::Error {
    ErrorKind::List {
        path: path.to_owned(),
        problem: problem.to_owned(),
    }
    .into()
}

pub(super) fn hash(bytes: &[u8]) -> String {
    Sha256::digest(bytes)
        .iter()
        .fold(String::new(), |hex, byte| hex + &format!("{byte:02x}"))
}

/// Whether a label says yes; spreadsheets and programs have words of their own for it.
fn truth_of(word: &str) -> std::result::Result<bool, String> {
    match word.trim().to_ascii_lowercase().as_str() {
        "true" | "yes" | "1" => Ok(true),
        "false" | "no" | "0" => Ok(false),
        _ => Err(format!("`is_match` is `{word}`; expected true or false")),
    }
}

/// The kind that a label's word means.
fn kind_of(word: &str) -> EntityKind {
    match word.to_ascii_lowercase().as_str() {
        "person" => EntityKind::Person,
        "company" | "business" | "organization" => EntityKind::Organization,
        "vessel" => EntityKind::Vessel,
        "aircraft" => EntityKind::Aircraft,
        _ => EntityKind::Unknown,
    }
}
