//! Hits in ordinary articles that somebody has read and judged.
//!
//! The table tells where they stand and no more; the articles lie elsewhere. Without them nothing is
//! learnt from it.

use std::collections::BTreeMap;

use serde::Deserialize;

use super::labelled::hash;
use crate::confidence::Input;
use crate::{ErrorKind, Result};

/// File, document, first code point, code point after, entity, verdict.
const TABLE: &str = include_str!("../../lists/read-hits.tsv");

/// Gives the bytes of a file of articles, as JSON lines, by its name.
pub type Corpus<'a> = &'a dyn Fn(&str) -> Option<Vec<u8>>;

/// The articles in which hits have been read.
pub(super) struct ReadHits {
    pub(super) documents: Vec<ReadDocument>,
    pub(super) inputs: Vec<Input>,
}

/// An article, and the verdicts on hits in its text.
pub(super) struct ReadDocument {
    pub(super) id: String,
    pub(super) text: String,
    verdicts: Vec<Verdict>,
}

/// What somebody who read a hit says of it.
pub(super) struct Verdict {
    pub(super) start: usize,
    pub(super) end: usize,
    pub(super) entity: String,
    pub(super) right: bool,
}

/// The verdicts by file and document.
pub(super) type Verdicts = BTreeMap<&'static str, BTreeMap<&'static str, Vec<Verdict>>>;

/// Reads the table.
pub(super) fn verdicts() -> Result<Verdicts> {
    let mut by_file = Verdicts::new();
    for line in TABLE.lines().filter(|line| !line.starts_with('#')) {
        let cells: Vec<&str> = line.split('\t').collect();
        let [file, document, start, end, entity, verdict] = cells[..] else {
            return Err(bad(line));
        };
        let (Ok(start), Ok(end)) = (start.parse(), end.parse()) else {
            return Err(bad(line));
        };
        let documents = by_file.entry(file).or_default();
        documents.entry(document).or_default().push(Verdict {
            start,
            end,
            entity: entity.to_owned(),
            right: verdict == "right",
        });
    }
    Ok(by_file)
}

#[derive(Deserialize)]
struct Article {
    id: String,
    text: String,
}

impl ReadDocument {
    /// Whether a mention names the entity, if somebody has read it.
    pub(super) fn verdict(&self, entity: &str, start: usize, end: usize) -> Option<bool> {
        self.verdicts
            .iter()
            .find(|read| read.entity == entity && read.start < end && start < read.end)
            .map(|read| read.right)
    }
}

impl ReadHits {
    /// Reads those articles of a corpus that the table speaks of. `corpus` gives a file's bytes; one
    /// that is not there is passed over.
    pub(super) fn load(corpus: Corpus<'_>) -> Result<Self> {
        let mut read = Self {
            documents: Vec::new(),
            inputs: vec![Input {
                name: "read-hits.tsv".to_owned(),
                sha256: hash(TABLE.as_bytes()),
            }],
        };
        for (file, mut documents) in verdicts()? {
            let Some(bytes) = corpus(file) else {
                continue;
            };
            read.inputs.push(Input {
                name: file.to_owned(),
                sha256: hash(&bytes),
            });
            for line in bytes.split(|&byte| byte == b'\n') {
                let Ok(article) = serde_json::from_slice::<Article>(line) else {
                    continue;
                };
                if let Some(verdicts) = documents.remove(article.id.as_str()) {
                    read.documents.push(ReadDocument {
                        id: article.id,
                        text: article.text,
                        verdicts,
                    });
                }
            }
        }
        Ok(read)
    }
}

fn bad(line: &str) -> crate::Error {
    ErrorKind::List {
        path: "lists/read-hits.tsv".into(),
        problem: format!("expected six cells and offsets in `{line}`"),
    }
    .into()
}
