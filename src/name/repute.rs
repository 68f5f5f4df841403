//! What general text speaks of where a word stands: some names are met among bombs and rockets
//! alone, others anywhere.
//!
//! `namewatch rarity` makes the table, `lists/rarity/topics.tsv`; it holds counts, no text.

use std::sync::LazyLock;

use rustc_hash::FxHashMap;

use crate::knowledge::{DISTINCT_TOPICS, Topics};

/// How many words to each side of a word count as around it: about a paragraph.
pub(crate) const TOPIC_REACH: usize = 40;
/// How many topics are told apart.
pub(crate) const REPUTES: usize = DISTINCT_TOPICS.len();
/// Words are taken to have been met so many more times, with the usual company.
const USUAL: f64 = 10.0;

/// For each topic how much more often words on it stand around a word than around any other with a
/// capital, as a binary logarithm; 0 for a word that is not known.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub(crate) struct Repute([f32; REPUTES]);

impl Repute {
    /// The most that is known on one of some topics; `None` if they are not told apart.
    pub(crate) fn on(&self, topics: Topics) -> Option<f32> {
        DISTINCT_TOPICS
            .iter()
            .zip(self.0)
            .filter(|(topic, _)| topic.meet(topics))
            .map(|(_, bits)| bits)
            .max_by(f32::total_cmp)
    }

    /// Adds another word's, so much of it.
    pub(crate) fn add(&mut self, other: &Self, share: f32) {
        for (sum, bits) in self.0.iter_mut().zip(other.0) {
            *sum += share * bits;
        }
    }
}

static TABLE: LazyLock<FxHashMap<&'static str, Repute>> = LazyLock::new(|| {
    let counts: Vec<(&str, [u32; REPUTES + 1])> = include_str!("../../lists/rarity/topics.tsv")
        .lines()
        .filter(|line| !line.starts_with('#'))
        .filter_map(|line| {
            let mut cells = line.split('\t');
            let word = cells.next()?;
            let mut counts = [0; REPUTES + 1];
            for count in &mut counts {
                *count = cells.next()?.parse().ok()?;
            }
            Some((word, counts))
        })
        .collect();
    let mut totals = [0.0; REPUTES + 1];
    for (_, counts) in &counts {
        for (total, &count) in totals.iter_mut().zip(counts) {
            *total += f64::from(count);
        }
    }
    let repute = |counts: [u32; REPUTES + 1]| {
        let mut repute = Repute::default();
        for (topic, bits) in repute.0.iter_mut().enumerate() {
            let usual = totals[topic + 1] / totals[0];
            let near = f64::from(counts[topic + 1]) + USUAL * usual;
            *bits = libm::log2(near / (f64::from(counts[0]) + USUAL) / usual) as f32;
        }
        repute
    };
    counts
        .into_iter()
        .map(|(word, counts)| (word, repute(counts)))
        .collect()
});

/// What is known of the company that a folded Latin word keeps.
pub(crate) fn repute(latin: &str) -> Option<Repute> {
    TABLE.get(latin).copied()
}
