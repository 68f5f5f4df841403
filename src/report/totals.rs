use serde::Serialize;

/// What became of a document.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "lowercase")]
pub(crate) enum Outcome {
    /// It was screened.
    Screened,
    /// It was not screened again: an earlier run had its result.
    Unchanged,
    /// It was not screened: an ordinary thing in a folder (a picture, a link).
    Passed,
    /// It was not screened, though it should have been.
    Unreadable,
}

/// What a run of `screen` counts; `seen` is `screened` plus `unchanged` plus `skipped`.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize)]
pub(crate) struct Totals {
    /// All documents, and files that may hold some.
    pub(crate) seen: u64,
    /// Documents screened.
    pub(crate) screened: u64,
    /// Documents that were not screened again, since an earlier run had their results.
    pub(crate) unchanged: u64,
    /// Those of both that held nothing but blanks.
    pub(crate) empty: u64,
    /// What was not screened.
    pub(crate) skipped: u64,
    /// That of it which should have been.
    pub(crate) unreadable: u64,
    /// Hits reported.
    pub(crate) hits: u64,
    /// Documents with a hit that is reported.
    pub(crate) documents_with_hits: u64,
    /// Hits left out, since an earlier run reported them.
    pub(crate) reported_before: u64,
    /// Hits left out, since they were decided to be false positives.
    pub(crate) suppressed: u64,
    /// Hits reported though they were so decided, since the listed entity has changed.
    pub(crate) lapsed: u64,
}

impl Totals {
    /// Counts what became of a document. That it was seen is counted when it comes in, so that one
    /// that is lost on the way is missed in the end.
    pub(crate) fn count(&mut self, outcome: Outcome, empty: bool, hits: usize) {
        match outcome {
            Outcome::Screened => self.screened += 1,
            Outcome::Unchanged => self.unchanged += 1,
            Outcome::Passed | Outcome::Unreadable => self.skipped += 1,
        }
        self.empty += u64::from(empty);
        self.unreadable += u64::from(outcome == Outcome::Unreadable);
        self.hits += hits as u64;
        self.documents_with_hits += u64::from(hits > 0);
    }

    /// Documents whose hits are known, from this run or an earlier one.
    pub(crate) fn known(&self) -> u64 {
        self.screened + self.unchanged
    }

    /// Whether there was any text in them.
    pub(crate) fn has_text(&self) -> bool {
        self.known() > self.empty
    }

    /// Whether something became of every document seen.
    pub(crate) fn add_up(&self) -> bool {
        self.seen == self.known() + self.skipped
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn totals_add_up() {
        let mut totals = Totals {
            seen: 6,
            ..Totals::default()
        };
        for (outcome, empty, hits) in [
            (Outcome::Screened, false, 2),
            (Outcome::Screened, false, 0),
            (Outcome::Screened, true, 0),
            (Outcome::Unchanged, false, 3),
            (Outcome::Passed, false, 0),
            (Outcome::Unreadable, false, 0),
        ] {
            assert!(!totals.add_up());
            totals.count(outcome, empty, hits);
        }
        assert!(totals.add_up());
        let counted = (
            totals.screened,
            totals.unchanged,
            totals.empty,
            totals.skipped,
            totals.unreadable,
        );
        assert_eq!(counted, (3, 1, 1, 2, 1));
        assert_eq!((totals.hits, totals.documents_with_hits), (5, 2));
    }
}
