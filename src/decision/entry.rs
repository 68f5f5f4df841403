use std::borrow::Cow;

use jiff::Timestamp;
use jiff::civil::Date;
use namewatch::{Entity, OwnRecord};
use serde::{Deserialize, Serialize};

use crate::document::sha256;

/// A line of the log: who did what, when and why. The keys keep their order.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct Entry {
    /// The number of the line, from 1: what the decision is called.
    pub(crate) number: u64,
    pub(crate) time: Timestamp,
    pub(crate) who: String,
    pub(crate) why: String,
    #[serde(flatten)]
    pub(crate) act: Act,
    /// The hash of the line before; of the first, zeros.
    pub(super) previous: String,
}

/// What a line does.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "act", rename_all = "snake_case")]
pub(crate) enum Act {
    /// Decides.
    Decide(Decision),
    /// Takes a decision back.
    Revoke {
        /// Its number.
        revokes: u64,
    },
}

/// What was decided of an entity and a text that may name it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct Decision {
    /// The listed entity.
    pub(crate) entity_id: String,
    /// SHA-256 of what its list said of it: once that changes, the decision no longer holds.
    pub(crate) entity_sha256: String,
    /// The text that was taken for its name, blanks and line ends counting as one blank.
    pub(crate) matched: String,
    /// The document that the decision is about; `None`: all of them.
    pub(crate) document: Option<String>,
    pub(crate) verdict: Verdict,
    /// The last day on which it holds; `None`: no last day.
    pub(crate) until: Option<Date>,
}

/// What was found of a hit.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, clap::ValueEnum)]
#[serde(rename_all = "snake_case")]
#[value(rename_all = "snake_case")]
pub(crate) enum Verdict {
    /// Somebody else is meant: not to be reported again
    FalsePositive,
    /// The listed party is meant
    TruePositive,
    /// Somebody else has to decide
    Escalated,
}

impl Verdict {
    /// The word in the log and in reports.
    pub(crate) fn as_str(self) -> &'static str {
        match self {
            Self::FalsePositive => "false_positive",
            Self::TruePositive => "true_positive",
            Self::Escalated => "escalated",
        }
    }
}

/// A text as decisions know it: how its words are set in lines does not matter, all else does.
pub(super) fn plain(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// A document as decisions know it: `./in//a.txt` is `in/a.txt`. An address (`https://…`) is no path, and
/// stays as it is. The log keeps what was written; only comparing goes by this.
pub(super) fn plain_document(document: &str) -> Cow<'_, str> {
    let is_odd = |path: &str| path.starts_with("./") || path.contains("//") || path.contains("/./");
    if document.contains("://") || !is_odd(document) {
        return Cow::Borrowed(document);
    }
    let steps = document
        .split('/')
        .filter(|step| !matches!(*step, "" | "."));
    let root = if document.starts_with('/') { "/" } else { "" };
    Cow::Owned(root.to_owned() + &steps.collect::<Vec<_>>().join("/"))
}

impl Decision {
    /// Whether another one is about the same thing, and so stands in its place.
    pub(super) fn subject(&self) -> (&str, &str, Option<Cow<'_, str>>) {
        let document = self.document.as_deref().map(plain_document);
        (&self.entity_id, &self.matched, document)
    }

    /// With `matched` in the form in which texts are compared.
    pub(crate) fn settled(mut self) -> Self {
        self.matched = plain(&self.matched);
        self
    }
}

/// SHA-256 of all that a list says of an entity, in the form of an own list.
pub(crate) fn entity_hash(entity: &Entity) -> String {
    // A record holds nothing that JSON has no words for.
    sha256(&serde_json::to_vec(&OwnRecord::from(entity)).unwrap_or_default())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_path_is_one_document_however_it_is_written() {
        for (written, plain) in [
            ("./a.txt", "a.txt"),
            (".//in//a.txt", "in/a.txt"),
            ("in/./a.txt", "in/a.txt"),
            ("//in/a.txt", "/in/a.txt"),
            ("../a.txt", "../a.txt"),
            (".hidden", ".hidden"),
            ("-", "-"),
            ("https://example.org//a", "https://example.org//a"),
        ] {
            assert_eq!(plain_document(written), plain, "{written}");
        }
    }
}
