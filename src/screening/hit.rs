use std::sync::Arc;

use serde::{Deserialize, Serialize};

use crate::{EntityKind, NameKind, PartialDate};

/// So many bytes of a sentence are kept on each side of a mention.
const EXCERPT_BYTES: usize = 160;

/// One reason for or against a hit: a phrase for the analyst, and what it adds to the log-odds.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Reason {
    /// The reason in words: `agrees on PUTIN, VLADIMIR: rare (23.1 bits of rarity)`.
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

/// What stands around a mention, for reading: its line up to an exclamation or question mark, but not over more
/// than 160 bytes on each side.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Excerpt {
    /// What stands before the mention.
    pub before: String,
    /// What stands after it.
    pub after: String,
}

impl Excerpt {
    /// What stands around bytes `start` to `end` of a text, cut to a readable length.
    pub(super) fn around(text: &str, start: usize, end: usize) -> Self {
        let ends_clause = |c: char| matches!(c, '\n' | '\r' | '!' | '?' | '\u{3002}' | '\u{06D4}');
        let mut from = start.saturating_sub(EXCERPT_BYTES);
        while !text.is_char_boundary(from) {
            from += 1;
        }
        let mut to = (end + EXCERPT_BYTES).min(text.len());
        while !text.is_char_boundary(to) {
            to -= 1;
        }
        let before = &text[from..start];
        let before = match before.rfind(ends_clause) {
            Some(at) => before[at..].trim_start_matches(ends_clause).to_owned(),
            None if from == 0 => before.to_owned(),
            // A word that is cut in two is left out; writing without blanks is cut anywhere.
            None => format!("…{}", before.find(' ').map_or(before, |at| &before[at..])),
        };
        let after = &text[end..to];
        let after = match after.find(ends_clause) {
            Some(at) => after[..at].to_owned(),
            None if to == text.len() => after.to_owned(),
            None => format!("{}…", after.rfind(' ').map_or(after, |at| &after[..=at])),
        };
        Self {
            before: before.trim_start().to_owned(),
            after: after.trim_end().to_owned(),
        }
    }
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
