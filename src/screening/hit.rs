use std::sync::Arc;

use serde::{Deserialize, Serialize};

use crate::{EntityKind, NameKind, PartialDate};

/// One reason for or against a hit: a phrase for the analyst, and what it adds to the log-odds.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Reason {
    /// The reason in words: `family name is the same: PUTIN (rare)`.
    pub reason: String,
    /// What it adds to the log-odds, rounded to four decimals; negative speaks against.
    pub effect: f64,
}

/// The part of a document a mention stands in.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Field {
    /// The title.
    Title,
    /// The text.
    Text,
}

/// The sentence around a mention, for reading; long ones are cut.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Excerpt {
    /// What stands before the mention.
    pub before: String,
    /// What stands after it.
    pub after: String,
}

/// One mention of one listed entity in a text.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Hit {
    /// First code point of the mention.
    pub start: usize,
    /// Code point after the mention.
    pub end: usize,
    /// First UTF-8 byte of the mention.
    pub byte_start: usize,
    /// Byte after the mention.
    pub byte_end: usize,
    /// The mention as it stands in the text.
    pub surface: String,
    /// The listed entity: `us-ofac-sdn:35096`.
    pub entity_id: Arc<str>,
    /// The list it stands on.
    pub list: Arc<str>,
    /// The sort of party.
    pub kind: EntityKind,
    /// Its primary name.
    pub name: Arc<str>,
    /// The name, or identifier, that the mention fits best.
    pub matched_name: Arc<str>,
    /// What sort of name that is.
    pub name_kind: NameKind,
    /// Probability that the mention refers to the entity, rounded to six decimals.
    pub confidence: f64,
    /// The same party's ids on other lists.
    pub also_listed: Vec<Arc<str>>,
    /// The reasons; the first is the base rate, and the effects add up to `log_odds`.
    pub explanation: Vec<Reason>,
    /// Natural logarithm of the odds, four decimals; its logistic is the confidence.
    pub log_odds: f64,
    /// Where in the document it stands.
    pub field: Field,
    /// For a short later mention: first code point of the full one it belongs to.
    pub refers_to: Option<usize>,
    /// The sentence around it.
    pub excerpt: Excerpt,
}

/// One listed entity that a looked-up name may belong to.
#[derive(Clone, Debug, PartialEq)]
pub struct NameHit {
    /// The listed entity.
    pub entity_id: Arc<str>,
    /// The list it stands on.
    pub list: Arc<str>,
    /// The sort of party.
    pub kind: EntityKind,
    /// Its primary name.
    pub name: Arc<str>,
    /// The name that the query fits best.
    pub matched_name: Arc<str>,
    /// What sort of name that is.
    pub name_kind: NameKind,
    /// Probability that the query is a name of the entity, rounded to six decimals.
    pub confidence: f64,
    /// The reasons; the first is the base rate, and the effects add up to `log_odds`.
    pub explanation: Vec<Reason>,
    /// Natural logarithm of the odds, four decimals.
    pub log_odds: f64,
}

/// How sure it is that two names are one party's.
#[derive(Clone, Debug, PartialEq)]
pub struct Comparison {
    /// Probability that the two are names of one party, rounded to six decimals.
    pub confidence: f64,
    /// The reasons; the first is the base rate, and the effects add up to `log_odds`.
    pub explanation: Vec<Reason>,
    /// Natural logarithm of the odds, four decimals.
    pub log_odds: f64,
}

/// What screening one document gave.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct DocumentResult {
    /// The hits, in the order of the output: field, start, end, confidence falling, entity id.
    pub hits: Vec<Hit>,
    /// Code points screened.
    pub characters: u64,
    /// UTF-8 bytes screened.
    pub bytes: u64,
    /// NUL characters that were screened as blanks.
    pub nul_bytes: u64,
    /// The date the document bears, as understood.
    pub date: Option<PartialDate>,
}
