use std::collections::{BTreeMap, BTreeSet};
use std::iter;

use jiff::civil::Date;
use namewatch::Hit;

use super::entry::{plain, plain_document};
use super::{Act, Decision, DecisionLog, Entry, Verdict};

/// How a decision stands on a day.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Standing {
    /// It holds.
    InForce,
    /// Its last day is over.
    Expired,
    /// It was taken back.
    Revoked,
    /// A later one is about the same thing.
    Replaced,
}

impl Standing {
    /// The word in reports.
    pub(crate) fn as_str(self) -> &'static str {
        match self {
            Self::InForce => "in force",
            Self::Expired => "expired",
            Self::Revoked => "revoked",
            Self::Replaced => "replaced",
        }
    }

    /// All decisions of a log with how they stand. One that was replaced stays so, whatever became of
    /// the later one.
    pub(crate) fn of_all(log: &DecisionLog, day: Date) -> Vec<(&Entry, &Decision, Self)> {
        let mut last: BTreeMap<_, u64> = BTreeMap::new();
        let mut revoked = BTreeSet::new();
        for line in log.lines() {
            match &line.entry.act {
                Act::Decide(decision) => _ = last.insert(decision.subject(), line.entry.number),
                Act::Revoke { revokes } => _ = revoked.insert(*revokes),
            }
        }
        let decisions = log.lines().iter().filter_map(|line| match &line.entry.act {
            Act::Decide(decision) => Some((&line.entry, decision)),
            Act::Revoke { .. } => None,
        });
        decisions
            .map(|(entry, decision)| {
                let standing = if revoked.contains(&entry.number) {
                    Self::Revoked
                } else if last.get(&decision.subject()) != Some(&entry.number) {
                    Self::Replaced
                } else if decision.until.is_some_and(|until| until < day) {
                    Self::Expired
                } else {
                    Self::InForce
                };
                (entry, decision, standing)
            })
            .collect()
    }
}

/// What a decision says of a hit.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Ruling<'a> {
    /// It is not to be reported.
    Suppressed(&'a Entry),
    /// It was held for a false positive, but what its list says of the entity has changed since.
    Lapsed,
    /// It is to be reported.
    None,
}

/// The decisions in force on a day.
#[derive(Clone, Debug, Default)]
pub(crate) struct Rulings {
    /// By entity.
    in_force: BTreeMap<String, Vec<(Entry, Decision)>>,
}

impl Rulings {
    pub(crate) fn new(log: &DecisionLog, day: Date) -> Self {
        let mut rulings = Self::default();
        for (entry, decision, standing) in Standing::of_all(log, day) {
            if standing == Standing::InForce {
                let of_entity = rulings.in_force.entry(decision.entity_id.clone());
                of_entity
                    .or_default()
                    .push((entry.clone(), decision.clone()));
            }
        }
        rulings
    }

    pub(crate) fn is_empty(&self) -> bool {
        self.in_force.is_empty()
    }

    /// Whether there is a decision on an entity.
    pub(crate) fn has_entity(&self, entity_id: &str) -> bool {
        self.in_force.contains_key(entity_id)
    }

    /// What holds for a hit in a document. A decision on the very document goes before one on all, then
    /// one on the hit's own text before one on that of the mention it belongs to.
    ///
    /// `full`: the text of that mention, where the hit is a short later one. Whoever knows that `Gleb
    /// Varnakov` is somebody else knows it of the `Varnakov` of the next sentence.
    ///
    /// `entity_sha256`: what the entity's list says of it now.
    pub(crate) fn on(
        &self,
        document: &str,
        hit: &Hit,
        full: Option<&str>,
        entity_sha256: Option<&str>,
    ) -> Ruling<'_> {
        let Some(decisions) = self.in_force.get(&*hit.entity_id) else {
            return Ruling::None;
        };
        let texts = || iter::once(hit.surface.as_str()).chain(full).map(plain);
        let about = |of: Option<&str>| {
            texts().find_map(|text| {
                decisions.iter().find(|(_, decision)| {
                    let document = decision.document.as_deref().map(plain_document);
                    decision.matched == text && document.as_deref() == of
                })
            })
        };
        match about(Some(&*plain_document(document))).or_else(|| about(None)) {
            Some((entry, decision)) if decision.verdict == Verdict::FalsePositive => {
                if entity_sha256 == Some(&decision.entity_sha256) {
                    Ruling::Suppressed(entry)
                } else {
                    Ruling::Lapsed
                }
            }
            _ => Ruling::None,
        }
    }
}
