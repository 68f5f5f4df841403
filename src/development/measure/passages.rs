use std::collections::BTreeMap;
use std::path::Path;

use super::{HeldOut, Page, THRESHOLD};
use crate::confidence::{Scored, average_precision, brier, calibration_error};
use crate::development::labelled::Passage;
use crate::development::reference_of;
use crate::{Hit, Result, Screener};

/// Adds the figures of the passages of a file, each screened by the model that has not seen it.
pub(super) fn measure(
    population: &str,
    path: &Path,
    held_out: &HeldOut,
    screeners: &[Screener],
    page: &mut Page,
) -> Result<()> {
    let (passages, _) = Passage::of_file(path)?;
    let mut documents: BTreeMap<&str, Tally> = BTreeMap::new();
    for passage in &passages {
        let screener = &screeners[held_out.fold(passage.group())];
        let hits = screener.screen(&passage.text)?;
        documents
            .entry(passage.group())
            .or_default()
            .add(passage, &hits);
    }
    let documents: Vec<Tally> = documents.into_values().collect();
    page.line(population, "passages", passages.len());
    page.line(population, "documents", documents.len());
    let names = [
        "precision",
        "recall",
        "entity",
        "top",
        "average_precision",
        "calibration_error",
        "brier_skill",
    ];
    page.figures(population, names, &documents, figures);
    let scored: Vec<Scored> = documents
        .iter()
        .flat_map(|tally| tally.scored.clone())
        .collect();
    page.reliability(population, &scored);
    Ok(())
}

/// What was found in the passages of a document.
#[derive(Default)]
struct Tally {
    mentions: usize,
    /// Mentions that are found, whatever entity they are taken for.
    found: usize,
    /// Those with the right entity among their hits.
    right: usize,
    /// Those whose surest hit is right.
    on_top: usize,
    /// Spans found where nothing is.
    alarms: usize,
    /// The surest hit of each span found.
    scored: Vec<Scored>,
}

impl Tally {
    fn add(&mut self, passage: &Passage, hits: &[Hit]) {
        for mention in &passage.mentions {
            let here = hits.iter().filter(|hit| {
                hit.confidence >= THRESHOLD && overlaps(hit, mention.start, mention.end)
            });
            let here: Vec<&Hit> = here.collect();
            let references = mention.references();
            let is_right = |hit: &&Hit| {
                let listed = reference_of(&hit.entity_id);
                references
                    .iter()
                    .any(|reference| reference_of(reference) == listed)
            };
            let best = here.iter().map(|hit| hit.confidence).fold(0.0, f64::max);
            let mut surest = here.iter().copied().filter(|hit| hit.confidence == best);
            self.mentions += 1;
            self.found += usize::from(!here.is_empty());
            self.right += usize::from(here.iter().any(&is_right));
            self.on_top += usize::from(surest.any(|hit| is_right(&hit)));
        }
        let mut falling: Vec<&Hit> = hits.iter().collect();
        falling.sort_by(|a, b| b.confidence.total_cmp(&a.confidence));
        let mut spans: Vec<&Hit> = Vec::new();
        for hit in falling {
            if !spans.iter().any(|span| overlaps(span, hit.start, hit.end)) {
                spans.push(hit);
            }
        }
        for span in spans {
            let positive = passage
                .mentions
                .iter()
                .any(|mention| overlaps(span, mention.start, mention.end));
            let mut ignored = passage.ignore.iter();
            if !positive && ignored.any(|ignored| overlaps(span, ignored.start, ignored.end)) {
                continue;
            }
            self.alarms += usize::from(!positive && span.confidence >= THRESHOLD);
            self.scored.push(Scored {
                confidence: span.confidence,
                positive,
            });
        }
    }
}

/// Whether a hit and a span are about the same words.
fn overlaps(hit: &Hit, start: usize, end: usize) -> bool {
    let common = hit.end.min(end).saturating_sub(hit.start.max(start));
    2 * common > (hit.end - hit.start).min(end - start)
}

fn figures(documents: &[&Tally]) -> [f64; 7] {
    let sum =
        |count: fn(&Tally) -> usize| documents.iter().map(|tally| count(tally)).sum::<usize>();
    let found = sum(|tally| tally.found);
    let share = |part: usize, of: usize| part as f64 / of.max(1) as f64;
    let of_mentions = |part| share(part, sum(|tally| tally.mentions));
    let scored: Vec<Scored> = documents
        .iter()
        .flat_map(|tally| tally.scored.clone())
        .collect();
    [
        share(found, found + sum(|tally| tally.alarms)),
        of_mentions(found),
        of_mentions(sum(|tally| tally.right)),
        of_mentions(sum(|tally| tally.on_top)),
        average_precision(&scored),
        calibration_error(&scored),
        brier(&scored).skill,
    ]
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::Watchlist;

    #[test]
    fn mentions_are_found_missed_or_taken_for_others() {
        let passage: Passage = serde_json::from_str(
            r#"{"id":"1","text":"Vladimir Putin met Otto Kranz and Yevgeny Prigozhin.",
                "mentions":[{"start":0,"end":14,"entity_id":"x:vladimir-putin"},
                            {"start":19,"end":29,"entity_id":"x:somebody"}],"ignore":[]}"#,
        )
        .unwrap();
        let screener = Screener::builder().build(&Watchlist::starter()).unwrap();
        let mut tally = Tally::default();
        tally.add(&passage, &screener.screen(&passage.text).unwrap());
        assert_eq!((tally.mentions, tally.found, tally.alarms), (2, 1, 1));
        assert_eq!((tally.right, tally.on_top, tally.scored.len()), (1, 1, 2));
        let [precision, recall, entity, ..] = figures(&[&tally]);
        assert_eq!((precision, recall, entity), (0.5, 0.5, 0.5));
    }
}
