//! One name looked up: its candidates weighed, and of each entity the name that agrees best told.

use std::sync::Arc;

use crate::Result;
use crate::confidence::confidence;
use crate::matching::{Features, PreparedName};
use crate::screening::candidates::hope::Hope;
use crate::screening::document::least_reported;
use crate::screening::evidence::party;
use crate::screening::explain::{self, Sides, explained};
use crate::screening::hit::NameHit;
use crate::screening::input::Query;
use crate::screening::lookup::numbered;
use crate::screening::screener::{Scratch, Screener};

/// An entity with the name that agrees best.
struct LookedUp {
    entity: u32,
    name: u32,
    log_odds: f64,
    features: Features,
    details: explain::Details,
}

impl Screener {
    /// Looks a whole name up; best first, then by entity id. A party that has one of the identifiers asked for is
    /// told whatever its name ([`NameKind::Identifier`](crate::NameKind), with the identifier as the name that agrees).
    ///
    /// # Errors
    ///
    /// If the index turns out to be damaged.
    pub fn lookup(&self, query: &Query) -> Result<Vec<NameHit>> {
        self.with_scratch(|scratch| self.lookup_with(scratch, query))
    }

    /// Looks a whole name up with memory that the caller keeps between calls.
    ///
    /// # Errors
    ///
    /// If the index turns out to be damaged.
    pub fn lookup_with(&self, scratch: &mut Scratch, query: &Query) -> Result<Vec<NameHit>> {
        self.own(scratch);
        let calibration = self.model.lookup();
        let prepared = PreparedName::new(&query.name, query.kind.unwrap_or_default());
        let asked = party::Asked::new(query);
        let least = least_reported(self.min_confidence) - asked.most(calibration);
        let hope = Hope::new(calibration, least);
        let mut best: Vec<LookedUp> = Vec::new();
        let index = &self.index;
        let mut records = party::Records::new(index);
        scratch.lookup.candidates(
            index,
            &prepared,
            Some(&hope),
            |view, candidate, alignment, listed| {
                let name = (|| index.text(view), view.kind);
                let mut features = Features::of_names(view.manner, &candidate.features, name);
                asked.weigh(&mut features, view.entity, &mut records);
                let log_odds = calibration.log_odds(features.as_slice());
                if confidence(log_odds) < self.min_confidence {
                    return;
                }
                let known = best.iter().position(|known| known.entity == view.entity);
                if known.is_some_and(|known| best[known].log_odds >= log_odds) {
                    return;
                }
                let details = explain::details_of(
                    alignment,
                    prepared.parts(view.manner),
                    listed,
                    |at| prepared.words[at].view().fold.to_owned(),
                    |at| index.listed_word(view, at).to_owned(),
                );
                let found = LookedUp {
                    entity: view.entity,
                    name: candidate.name,
                    log_odds,
                    features,
                    details,
                };
                match known {
                    Some(known) => best[known] = found,
                    None => best.push(found),
                }
            },
        );
        let mut hits: Vec<NameHit> = best.into_iter().map(|found| self.name_hit(found)).collect();
        for hit in numbered::hits(&asked, index, calibration, &mut records) {
            if hit.confidence < self.min_confidence {
                continue;
            }
            match hits
                .iter_mut()
                .find(|known| known.entity_id == hit.entity_id)
            {
                Some(known) if known.log_odds >= hit.log_odds => {}
                Some(known) => *known = hit,
                None => hits.push(hit),
            }
        }
        hits.sort_by(|a, b| {
            b.confidence
                .total_cmp(&a.confidence)
                .then_with(|| a.entity_id.cmp(&b.entity_id))
        });
        self.index.check()?;
        Ok(hits)
    }

    fn name_hit(&self, found: LookedUp) -> NameHit {
        let (settled, explanation) = explained(
            self.model.lookup(),
            &found.features,
            &found.details,
            Sides::Query,
        );
        let entity = self.index.entity(found.entity);
        let name = self.index.name(found.name);
        NameHit {
            entity_id: Arc::from(entity.id),
            list: Arc::from(self.index.list_id(entity.list)),
            kind: entity.kind,
            name: Arc::from(entity.name),
            matched_name: Arc::from(self.index.text(&name)),
            name_kind: name.kind,
            confidence: settled.confidence,
            explanation,
            log_odds: settled.log_odds,
        }
    }
}
