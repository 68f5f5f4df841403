use std::collections::BTreeMap;

use jiff::civil::Date;
use namewatch::{Field, Hit};

use crate::cli::args::ScreenArgs;
use crate::cli::decisions::{day_of, today};
use crate::cli::failure::Failure;
use crate::cli::lists_in_use::ListsInUse;
use crate::decision::{DecisionLog, DecisionProblem, Ruling, Rulings};
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
        let mut log = DecisionLog::read(path).map_err(|problem| match &problem {
            DecisionProblem::Unreadable { path, source } => {
                let expected = "name a log of decisions; `decisions add` begins one";
                Failure::of_flag("--decisions", path, source, expected)
            }
            _ => problem.into(),
        })?;
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
        let rulings: Vec<Ruling<'_>> = {
            let fulls = self.full_mentions(hits);
            let rule = |hit: &Hit| {
                let entity = self.entities.get(&*hit.entity_id).map(String::as_str);
                let full = fulls.of(hit);
                self.rulings.on(document, hit, full, entity)
            };
            hits.iter().map(rule).collect()
        };
        let mut suppressed = Vec::new();
        let mut left = Vec::with_capacity(hits.len());
        for (hit, ruling) in hits.drain(..).zip(rulings) {
            match ruling {
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

    /// The full mentions of the entities that were decided on.
    fn full_mentions<'a>(&self, hits: &'a [Hit]) -> FullMentions<'a> {
        let decided = hits
            .iter()
            .filter(|hit| hit.refers_to.is_none() && self.rulings.has_entity(&hit.entity_id));
        FullMentions(
            decided
                .map(|hit| ((&*hit.entity_id, hit.field, hit.start), &*hit.surface))
                .collect(),
        )
    }
}

/// The text of each full mention in a document, by entity and place.
struct FullMentions<'a>(BTreeMap<(&'a str, Field, usize), &'a str>);

impl<'a> FullMentions<'a> {
    /// The text of the mention that a short later one belongs to; it stands in the same field, or in
    /// the title.
    fn of(&self, short: &Hit) -> Option<&'a str> {
        let start = short.refers_to?;
        let at = |field| self.0.get(&(&*short.entity_id, field, start)).copied();
        at(short.field).or_else(|| at(Field::Title))
    }
}
