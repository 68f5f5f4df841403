use std::collections::BTreeMap;

use jiff::civil::Date;
use namewatch::Hit;

use crate::cli::args::ScreenArgs;
use crate::cli::decisions::{day_of, today};
use crate::cli::failure::Failure;
use crate::cli::lists_in_use::ListsInUse;
use crate::decision::{DecisionLog, Ruling, Rulings};
use crate::report::{DecisionsInUse, Suppressed, Totals};

/// The decisions that a run obeys.
pub(super) struct Judgement {
    rulings: Rulings,
    /// What the lists say of the entities that were decided on.
    entities: BTreeMap<String, String>,
    pub(super) in_use: DecisionsInUse,
}

impl Judgement {
    /// Reads the log of decisions, if one is given.
    pub(super) fn read(args: &ScreenArgs, lists: &ListsInUse) -> Result<Option<Self>, Failure> {
        let Some(path) = &args.decisions else {
            return Ok(None);
        };
        let mut log = DecisionLog::read(path)?;
        if let Some(head) = &args.decisions_head {
            log = log.up_to(path, head)?;
        }
        let day: Date = args
            .decisions_on
            .or_else(|| args.lists.as_of.map(day_of))
            .unwrap_or_else(today);
        let rulings = Rulings::new(&log, day);
        let entities = if rulings.is_empty() {
            BTreeMap::new()
        } else {
            lists.entity_hashes(|id| rulings.has_entity(id))?
        };
        Ok(Some(Self {
            rulings,
            entities,
            in_use: DecisionsInUse {
                head: log.head().to_owned(),
                day,
            },
        }))
    }

    /// Takes out the hits of a document that are held for false positives.
    pub(super) fn take_out(
        &self,
        document: &str,
        hits: &mut Vec<Hit>,
        totals: &mut Totals,
    ) -> Vec<Suppressed> {
        let mut suppressed = Vec::new();
        let mut left = Vec::with_capacity(hits.len());
        for hit in hits.drain(..) {
            let entity = self.entities.get(&*hit.entity_id);
            match self.rulings.on(document, &hit, entity.map(String::as_str)) {
                Ruling::Suppressed(entry) => {
                    let (number, who, why) = (entry.number, &entry.who, &entry.why);
                    suppressed.push(Suppressed::new(hit, number, who, why));
                }
                Ruling::Lapsed => {
                    totals.lapsed += 1;
                    left.push(hit);
                }
                Ruling::None => left.push(hit),
            }
        }
        totals.suppressed += suppressed.len() as u64;
        *hits = left;
        suppressed
    }
}
