//! The features behind confidences, for fitting a model.

use std::collections::BTreeMap;

use super::builder::pool;
use super::compare;
use super::document::DocumentPhase;
use super::engine;
use super::input::Query;
use super::screener::Screener;
use crate::confidence::Model;
use crate::matching::{Features, PreparedName};
pub(crate) use crate::screening::evidence::birth::EVIDENCE as BIRTH_EVIDENCE;
use crate::screening::evidence::party;
use crate::{EntityKind, Result};

/// A mention with its features, whatever its confidence.
pub(crate) struct FoundMention {
    /// Code points.
    pub(crate) start: usize,
    pub(crate) end: usize,
    pub(crate) entity: u32,
    pub(crate) features: Features,
    pub(crate) log_odds: f64,
}

impl FoundMention {
    /// Whether two mentions share text.
    pub(crate) fn overlaps(&self, other: &Self) -> bool {
        self.start < other.end && other.start < self.end
    }
}

/// The features of a comparison of two names.
pub(crate) fn compared(one: &str, other: &str, kind: EntityKind) -> Features {
    compare::compared(one, other, kind).0
}

/// For each entity a query brings up, its best name's features, best first. Names that `admit`
/// refuses are passed over.
pub(crate) fn best_by_entity(
    screener: &Screener,
    query: &Query,
    model: &Model,
    admit: impl Fn(&str) -> bool,
) -> Vec<(String, f64, Features)> {
    let calibration = model.lookup();
    let index = &screener.index;
    let prepared = PreparedName::new(&query.name, query.kind.unwrap_or_default());
    let mut best: BTreeMap<u32, (f64, Features)> = BTreeMap::new();
    let asked = party::Asked::new(query);
    let mut records = party::Records::new(index);
    screener.with_scratch(|scratch| {
        scratch
            .lookup
            .candidates(index, &prepared, None, |view, candidate, _, _| {
                let name = index.text(view);
                if !admit(name) {
                    return;
                }
                let name = (|| name, view.kind);
                let mut features = Features::of_names(view.manner, &candidate.features, name);
                asked.weigh(&mut features, view.entity, &mut records);
                let log_odds = calibration.log_odds(features.as_slice());
                let known = best
                    .get(&view.entity)
                    .map_or(f64::NEG_INFINITY, |(known, _)| *known);
                if log_odds > known {
                    best.insert(view.entity, (log_odds, features));
                }
            });
    });
    let mut found: Vec<(String, f64, Features)> = best
        .into_iter()
        .map(|(entity, (log_odds, features))| {
            (index.entity(entity).id.to_owned(), log_odds, features)
        })
        .collect();
    found.sort_by(|a, b| b.1.total_cmp(&a.1).then_with(|| a.0.cmp(&b.0)));
    found
}

/// The mentions in a text by a model, with the evidence of the whole text.
pub(crate) fn mentions(
    screener: &Screener,
    text: &str,
    model: &Model,
) -> Result<Vec<FoundMention>> {
    let phase: DocumentPhase = screener
        .with_scratch(|scratch| engine::find_in_text(screener, &mut scratch.finder, None, text));
    screener.index.check()?;
    let mentions = phase.into_mentions(model.screen());
    Ok(mentions
        .into_iter()
        .map(|mention| FoundMention {
            start: mention.char_start as usize,
            end: mention.char_end as usize,
            entity: mention.entity,
            features: mention.features,
            log_odds: mention.log_odds,
        })
        .collect())
}

/// Does something on as many threads as a screener uses.
///
/// # Errors
///
/// [`ErrorKind::Setting`](crate::ErrorKind::Setting) where they can't be started.
pub(crate) fn on_threads<R: Send>(
    screener: &Screener,
    work: impl FnOnce() -> R + Send,
) -> Result<R> {
    Ok(pool(screener.threads)?.install(work))
}
