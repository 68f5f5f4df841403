use serde::Serialize;

/// What became of a document.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "lowercase")]
pub(crate) enum Outcome {
    /// It was screened.
    Screened,
    /// It was screened, and held nothing but blanks.
    Empty,
    /// It was not screened: an ordinary thing in a folder (a picture, a link).
    Passed,
    /// It was not screened, though it should have been.
    Unreadable,
}

/// What a run of `screen` counts; `seen` is `screened` plus `skipped`.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize)]
pub(crate) struct Totals {
    /// All documents, and files that may hold some.
    pub(crate) seen: u64,
    /// Documents screened.
    pub(crate) screened: u64,
    /// Those of them that held nothing but blanks.
    pub(crate) empty: u64,
    /// What was not screened.
    pub(crate) skipped: u64,
    /// That of it which should have been.
    pub(crate) unreadable: u64,
    /// Hits reported.
    pub(crate) hits: u64,
    /// Documents with a hit.
    pub(crate) documents_with_hits: u64,
}

impl Totals {
    pub(crate) fn count(&mut self, outcome: Outcome, hits: usize) {
        self.seen += 1;
        match outcome {
            Outcome::Screened | Outcome::Empty => self.screened += 1,
            Outcome::Passed | Outcome::Unreadable => self.skipped += 1,
        }
        self.empty += u64::from(outcome == Outcome::Empty);
        self.unreadable += u64::from(outcome == Outcome::Unreadable);
        self.hits += hits as u64;
        self.documents_with_hits += u64::from(hits > 0);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn totals_add_up() {
        let mut totals = Totals::default();
        for (outcome, hits) in [
            (Outcome::Screened, 2),
            (Outcome::Screened, 0),
            (Outcome::Empty, 0),
            (Outcome::Passed, 0),
            (Outcome::Unreadable, 0),
        ] {
            totals.count(outcome, hits);
        }
        assert_eq!(totals.seen, totals.screened + totals.skipped);
        let counted = (
            totals.screened,
            totals.empty,
            totals.skipped,
            totals.unreadable,
        );
        assert_eq!(counted, (3, 1, 2, 1));
        assert_eq!((totals.hits, totals.documents_with_hits), (2, 1));
    }
}
