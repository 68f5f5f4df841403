//! Two names compared with each other, without any list.

use super::explain::{self, Sides, explained};
use super::hit::{Comparison, Reason};
use super::screener::Screener;
use crate::EntityKind;
use crate::confidence::{Model, confidence};
use crate::matching::{Features, NamePair};
use crate::name::{ReadingSort, readings};

/// The log-odds of a comparison with nothing in one name to compare: a confidence of 0 as printed.
const NO_NAME: f64 = -20.0;

impl Screener {
    /// How sure it is that two names are one party's. The order of the two does not matter.
    pub fn compare(&self, one: &str, other: &str, kind: EntityKind) -> Comparison {
        self.model.compare(one, other, kind)
    }
}

impl Model {
    /// How sure it is that two names are one party's, without any list. The order of the two does
    /// not matter. A name without a letter or digit agrees with none.
    ///
    /// # Examples
    ///
    /// ```
    /// use namewatch::{EntityKind, Model};
    ///
    /// let model = Model::embedded()?;
    /// let same = model.compare("Yusuf al-Qaradawi", "Youssef Qaradawi", EntityKind::Person);
    /// let other = model.compare("Yusuf al-Qaradawi", "Yusuf Islam", EntityKind::Person);
    /// assert!(same.confidence > other.confidence);
    /// # Ok::<(), namewatch::Error>(())
    /// ```
    pub fn compare(&self, one: &str, other: &str, kind: EntityKind) -> Comparison {
        let (mut log_odds, mut explanation) = self.compare_names(one, other, kind);
        // What one says without an aside, or in it, may be all that the other says.
        let pairs = parts_of(one, kind).map(|part| (part, other));
        for (one, other) in pairs.chain(parts_of(other, kind).map(|part| (one, part))) {
            let (better, reasons) = self.compare_names(one, other, kind);
            if better > log_odds {
                (log_odds, explanation) = (better, reasons);
            }
        }
        let is_name = |name: &str| name.chars().any(char::is_alphanumeric);
        if !is_name(one) || !is_name(other) {
            explanation.push(Reason {
                reason: "a name without a letter agrees with none".to_owned(),
                effect: libm::round((NO_NAME - log_odds) * 1e4) / 1e4,
            });
            log_odds = NO_NAME;
        }
        Comparison {
            confidence: confidence(log_odds),
            explanation,
            log_odds,
        }
    }

    fn compare_names(&self, one: &str, other: &str, kind: EntityKind) -> (f64, Vec<Reason>) {
        let (features, details) = compared(one, other, kind);
        let (settled, reasons) = explained(self.comparing(), &features, &details, Sides::Names);
        (settled.log_odds, reasons)
    }
}

/// The parts of a name by which an organisation is called as well; its acronym may be another's.
fn parts_of(name: &str, kind: EntityKind) -> impl Iterator<Item = &str> {
    let readings = if kind == EntityKind::Organization {
        readings(name)
    } else {
        Vec::new()
    };
    let names = readings.into_iter();
    let names = names.filter(|reading| reading.sort != ReadingSort::Acronym);
    names.map(|reading| reading.text)
}

/// The features of a comparison; the same whichever name comes first.
pub(crate) fn compared(one: &str, other: &str, kind: EntityKind) -> (Features, explain::Details) {
    let pair = NamePair::new(one, other, kind);
    let alignment = pair.align();
    let details = explain::details_of(
        &alignment,
        pair.one.parts(pair.manner),
        pair.other.parts(pair.manner),
        |at| pair.one.words[at].view().fold.to_owned(),
        |at| pair.other.words[at].view().fold.to_owned(),
    );
    (pair.features(&alignment), details)
}
