//! The proof of look-up: what candidates bring up is all that a full scan would.
//!
//! The full scan compares every word of a query with every listed word, and aligns the query with
//! every listed name. It shares the comparison with the real path and none of the look-up tables, save
//! the one of words that mean the same, where the look-up is the comparison.
//!
//! Two rules of the matcher are no matter of look-up, and hold for both: words that stand apart in
//! the query are tried as one by spelling alone; and a name of which a single word agrees is no
//! candidate unless that word is enough. The model has never seen such a pair, so that what it
//! would say of one means little; but how often it would say yes is kept in bounds here.

use std::collections::BTreeMap;

use super::{Link, LookupScratch};
use crate::confidence::{Random, confidence};
use crate::development::mutate;
use crate::index::{Index, Neighbour, Reach};
use crate::matching::is_common_and_partial;
use crate::matching::{Features, PreparedName};
use crate::name::Manner;
use crate::name::{RelationKind, WordView, relate};
use crate::screening::candidates::hope::Hope;
use crate::screening::document::least_reported;
use crate::screening::proof::{self, CONFIDENT};
use crate::{EntityKind, NameKind, Screener, Watchlist};

/// A word that two listed words make together counts as one, where it should count as two. Lower
/// this when fewer are missed.
const KNOWN_ON_OFFICIAL_LISTS: usize = 3;

/// An entity's best log-odds for a query, where they are good enough to report, with how many
/// words agree.
type Best = BTreeMap<u32, (f64, usize)>;

impl LookupScratch {
    /// Relates every word of a query to every listed word, one by one, save by what they mean.
    fn relate_to_all(&mut self, index: &Index, words: &[WordView<'_>], query: &PreparedName) {
        self.forget(index);
        for (word, part) in query.words.iter().zip(query.parts(query.manner())) {
            self.starts.push(self.neighbours.len());
            let view = word.view();
            if part.span > 1 {
                index.neighbours(&view, Reach::Spelling, &mut self.near, &mut self.neighbours);
                continue;
            }
            for (listed, other) in words.iter().enumerate() {
                if let Some(relation) = relate(&view, other)
                    && relation.kind != RelationKind::Initial
                {
                    self.neighbours.push(Neighbour {
                        word: listed as u32,
                        relation,
                    });
                }
            }
            self.translate(index, word, part);
        }
        self.remember();
    }

    fn full_scan(
        &mut self,
        screener: &Screener,
        words: &[WordView<'_>],
        query: &PreparedName,
    ) -> Best {
        let index = &screener.index;
        self.relate_to_all(index, words, query);
        let mut best = Best::new();
        for name in 0..index.name_count() as u32 {
            let view = index.name(name);
            let (names, _) = self
                .align(index, query, &view, None)
                .expect("no hope is asked for");
            let partial = view.manner == Manner::Organization
                && is_common_and_partial(&self.alignment, &self.listed_parts);
            if self.alignment.links.is_empty() || partial {
                continue;
            }
            let features =
                Features::of_names(view.manner, &names, (|| index.text(&view), view.kind));
            let log_odds = screener.model.lookup().log_odds(features.as_slice());
            note(&mut best, view.entity, log_odds, self.agreeing());
        }
        best
    }

    /// How many words agree that count towards finding a name.
    fn agreeing(&self) -> usize {
        let looked_up = |link: &&Link| {
            let listed = usize::from(link.listed);
            let near = self.near(usize::from(link.query));
            self.listed_parts[listed].part.role.carries()
                && near
                    .iter()
                    .any(|near| near.word == self.listed_words[listed])
        };
        let links = self.alignment.links.iter().filter(looked_up);
        links
            .map(|link| usize::from(self.listed_parts[usize::from(link.listed)].span))
            .sum()
    }

    fn real_path(&mut self, screener: &Screener, query: &PreparedName) -> Best {
        let mut best = Best::new();
        let hope = Hope::new(screener.model.lookup(), least_reported(CONFIDENT));
        self.candidates(
            &screener.index,
            query,
            Some(&hope),
            |view, candidate, _, _| {
                let name = (|| screener.index.text(view), view.kind);
                let features = Features::of_names(view.manner, &candidate.features, name);
                let log_odds = screener.model.lookup().log_odds(features.as_slice());
                note(&mut best, view.entity, log_odds, 0);
            },
        );
        best
    }
}

fn note(best: &mut Best, entity: u32, log_odds: f64, agreeing: usize) {
    let known = best.get(&entity).map_or(f64::NEG_INFINITY, |known| known.0);
    if confidence(log_odds) >= CONFIDENT && known < log_odds {
        best.insert(entity, (log_odds, agreeing));
    }
}

/// Listed names as they are and as people would write them.
fn queries(watchlist: &Watchlist, count: usize, seed: u64) -> Vec<(String, EntityKind)> {
    let mut random = Random::new(seed);
    let entities = watchlist.entities();
    let mut queries = Vec::with_capacity(count);
    while queries.len() < count {
        let entity = &entities[random.below(entities.len())];
        let name = &entity.names[random.below(entity.names.len())];
        if name.kind == NameKind::Identifier {
            continue;
        }
        let changed = mutate(&name.text, &mut random).unwrap_or_else(|| name.text.clone());
        // One in three is changed twice.
        let twice = (random.below(3) == 0)
            .then(|| mutate(&changed, &mut random))
            .flatten();
        let kind = if random.below(4) == 0 {
            EntityKind::Unknown
        } else {
            entity.kind
        };
        queries.push((twice.unwrap_or(changed), kind));
    }
    queries
}

/// What only the full scan finds.
#[derive(Default)]
struct Tally {
    /// All that the full scan finds.
    found: usize,
    /// What it finds by a single word.
    by_one_word: usize,
    /// What it finds by more, and the real path does not.
    missed: Vec<String>,
}

impl Tally {
    fn of(screener: &Screener, queries: &[(String, EntityKind)]) -> Self {
        use rayon::prelude::*;
        let index = &screener.index;
        let words: Vec<WordView<'_>> = (0..index.word_count() as u32)
            .map(|word| index.word(word))
            .collect();
        let scratch = || (LookupScratch::default(), LookupScratch::default());
        let tallies: Vec<Self> = queries
            .par_iter()
            .map_init(scratch, |(real, full), (name, kind)| {
                let query = PreparedName::new(name, *kind);
                let found = real.real_path(screener, &query);
                let mut tally = Self::default();
                for (entity, (log_odds, agreeing)) in full.full_scan(screener, &words, &query) {
                    tally.found += 1;
                    let real = found.get(&entity).map(|found| found.0);
                    if real.is_some_and(|real| real >= log_odds) {
                        continue;
                    }
                    if agreeing < 2 {
                        tally.by_one_word += 1;
                        continue;
                    }
                    tally.missed.push(format!(
                        "`{name}` ({kind}) is {} at {:.6}, found at {:?}",
                        screener.entity_id(entity),
                        confidence(log_odds),
                        real.map(confidence),
                    ));
                }
                tally
            })
            .collect();
        tallies.into_iter().fold(Self::default(), |mut sum, tally| {
            sum.found += tally.found;
            sum.by_one_word += tally.by_one_word;
            sum.missed.extend(tally.missed);
            sum
        })
    }

    /// `allowed`: how many are known to be missed.
    fn assert_missed(&self, allowed: usize) {
        let missed = &self.missed;
        assert!(
            missed.len() <= allowed,
            "{} missed; {allowed} are known:\n{}",
            missed.len(),
            missed.join("\n")
        );
        let (by_one, found) = (self.by_one_word, self.found);
        assert!(found > 300, "only {found} found by the full scan");
        assert!(20 * by_one <= found, "{by_one} of {found} rest on one word");
    }
}

#[test]
fn look_up_finds_all_that_a_full_scan_of_the_starter_list_finds() {
    let watchlist = Watchlist::starter();
    let screener = Screener::builder().build(&watchlist).unwrap();
    let count = if cfg!(debug_assertions) { 500 } else { 2_000 };
    Tally::of(&screener, &queries(&watchlist, count, 1)).assert_missed(0);
}

#[test]
fn look_up_finds_all_that_a_full_scan_of_official_lists_finds() {
    let Some(watchlist) = proof::official_lists() else {
        return;
    };
    let screener = Screener::builder().build(&watchlist).unwrap();
    Tally::of(&screener, &queries(&watchlist, 2_000, 2)).assert_missed(KNOWN_ON_OFFICIAL_LISTS);
}

/// Checks that names for which there is no hope do not come to what is asked for.
fn assert_hope(watchlist: &Watchlist, queries: &[(String, EntityKind)]) {
    let screener = Screener::builder().build(watchlist).unwrap();
    let calibration = screener.model.lookup();
    let mut scratch = LookupScratch::default();
    for (name, kind) in queries {
        let query = PreparedName::new(name, *kind);
        // How many names are compared, and which of them come to a confidence, how likely.
        let mut found = |least: f64, hope: Option<&Hope<'_>>| {
            let (mut compared, mut found) = (0, Vec::new());
            scratch.candidates(&screener.index, &query, hope, |view, candidate, _, _| {
                let names = (|| screener.index.text(view), view.kind);
                let features = Features::of_names(view.manner, &candidate.features, names);
                let log_odds = calibration.log_odds(features.as_slice());
                compared += 1;
                if confidence(log_odds) >= least {
                    found.push((candidate.name, log_odds.to_bits()));
                }
            });
            (compared, found)
        };
        for least in [0.02, CONFIDENT, 0.9] {
            let hope = Hope::new(calibration, least_reported(least));
            let ((all, expected), (hopeful, kept)) =
                (found(least, None), found(least, Some(&hope)));
            assert_eq!(kept, expected, "{name} ({kind}) at {least}");
            assert!(hopeful <= all);
        }
    }
}

#[test]
fn names_without_hope_come_to_nothing() {
    let watchlist = Watchlist::starter();
    assert_hope(&watchlist, &queries(&watchlist, 300, 3));
}

#[test]
fn what_fathers_and_titles_leave_whole_is_hoped_for() {
    let names = [
        "General Gleb Tarasovich Varnakov",
        "Gleb Tarasovich Varnakov Jr.",
        "Gleb Varnakov",
        "Mullah Khalid bin Salim al-Harbani",
        "Sheikh Muhammad bin Rashid Ali",
    ];
    let entity =
        |(at, name): (usize, &&str)| crate::Entity::new(at.to_string(), EntityKind::Person, *name);
    let entities = names.iter().enumerate().map(entity).collect();
    let watchlist = Watchlist::from_entities("own", entities).unwrap();
    let others = [
        "Gleb Varnakof",
        "Khalid al-Harbani",
        "Mohammed Aly",
        "General Gleb Ivanovich Varnakof",
    ];
    let queries = names.iter().chain(&others);
    let queries: Vec<_> = queries
        .map(|name| (name.to_string(), EntityKind::Person))
        .collect();
    assert_hope(&watchlist, &queries);
}
