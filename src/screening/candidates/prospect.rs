//! What a word, or two side by side, can come to by themselves.
//!
//! Most places at which words bring a listed name up are hopeless: they are a small part of the
//! name, or ordinary words. That is found out once for each distinct word and pair. Where they
//! stand again, only the names they have prospects of are looked at, and those that a word beside
//! them may belong to as well.

use std::ops::Range;

use hashbrown::HashTable;
use rustc_hash::FxHashMap;

use crate::index::{AT_ONCE, NameView};
use crate::matching::{Features, NameFeatures};
use crate::screening::candidates::Place;
use crate::screening::candidates::hope::{by_rarity_at_best, by_words_at_best};
use crate::screening::candidates::hopeless::{Hopeless, Lifts};
use crate::screening::candidates::lift::{self, Lift, MENDED_BETWEEN, Needed};
use crate::screening::candidates::solos::Solos;
use crate::screening::evidence::agreeing;
use crate::screening::reading::around::Around;
use crate::screening::reading::block::{Block, Unit};
use crate::screening::reading::keyed_hash::WideHash;
use crate::screening::reading::words::Words;
use crate::screening::search::Search;
use crate::screening::window::fits;
use crate::screening::window::{Window, WindowScratch};

/// What a stretch of words brings up.
#[derive(Clone, Copy, Debug, Default)]
pub(crate) struct Prospect {
    first_hopeful: u32,
    hopeful: u32,
    first_hopeless: u32,
    hopeless: u32,
    /// The listed words by which others are hopeless.
    first_solo: u32,
    solos: u32,
    /// Where it is kept what may lift any of the hopeless.
    lifts: u32,
}

impl Prospect {
    /// Whether there are names for which the stretch is not enough.
    pub(crate) fn may_be_lifted(&self) -> bool {
        self.hopeless > 0 || self.solos > 0
    }
}

/// What the names say of a stretch alone.
fn numbers_of(window: &Window, around: Lift) -> NameFeatures {
    let mut numbers = window.features;
    if around == Lift::Between {
        for feature in MENDED_BETWEEN {
            numbers[feature as usize] = 0.0;
        }
    }
    numbers
}

/// The features of a stretch alone.
fn features_of(
    mut numbers: NameFeatures,
    single: bool,
    view: &NameView,
    search: &Search<'_>,
    words: &Words,
    fit: &WindowScratch,
) -> Features {
    agreeing::temper(&mut numbers, single, view, fit, (words, search.index));
    let name = (|| search.index.text(view), view.kind);
    let mut features = Features::of_names(view.manner, &numbers, name);
    let topics = || search.index.topics(view.entity);
    agreeing::weigh(&mut features, single, topics, fit, (words, search.index));
    features
}

/// The prospects of the words and pairs of words met so far.
#[derive(Default)]
pub(crate) struct Prospects {
    /// By the number of a word: one more than the number of its prospect.
    of_words: Vec<u32>,
    found: Vec<Prospect>,
    of_stretches: HashTable<(u128, Prospect)>,
    hash: WideHash,
    hopeful: Vec<u32>,
    hopeless: Vec<Hopeless>,
    lifts: Vec<Lifts>,
    listed: Solos,
    /// Numbers among the listed words.
    solos: Vec<u32>,
    /// The stretch without anything around it.
    alone: Block,
    lifted: Vec<u32>,
    /// Of the names tried on a stretch, those that are hopeless for their parts, by where these
    /// begin: their numbers among the hopeless.
    alike: FxHashMap<u32, u32>,
    /// Names that are looked at together.
    fetched: Vec<(u32, NameView)>,
}

/// What a stretch alone comes to.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Alone {
    Enough,
    TooLittle,
    /// For all names of the same parts.
    TooLittleForParts,
}

impl Prospects {
    /// The prospect of a single word or unit, if it is known.
    pub(crate) fn of_word(&self, word: u32) -> Option<Prospect> {
        let number = self.of_words.get(word as usize)?.checked_sub(1)?;
        Some(self.found[number as usize])
    }

    /// Remembers the prospect of a word.
    fn remember(&mut self, word: u32, prospect: Prospect) {
        let at = word as usize;
        if self.of_words.len() <= at {
            self.of_words.resize(at + 1, 0);
        }
        self.found.push(prospect);
        self.of_words[at] = self.found.len() as u32;
    }

    /// The prospect of a stretch of words, if it is known.
    pub(crate) fn of_stretch(&self, stretch: &Unit, block: &Block) -> Option<Prospect> {
        let key = self.key(stretch, block);
        let found = self.of_stretches.find(key as u64, |known| known.0 == key)?;
        Some(found.1)
    }

    /// Remembers the prospect of a stretch of words.
    pub(crate) fn remember_stretch(&mut self, stretch: &Unit, block: &Block, prospect: Prospect) {
        let key = self.key(stretch, block);
        self.of_stretches
            .insert_unique(key as u64, (key, prospect), |known| known.0 as u64);
    }

    fn key(&self, stretch: &Unit, block: &Block) -> u128 {
        let ends = (stretch.first as usize, stretch.last as usize);
        fits::key(&self.hash, stretch.word, ends, block)
    }

    /// Tries a word on the names that it brings up by itself.
    pub(crate) fn weigh_solo(
        &mut self,
        unit: &Unit,
        names: &mut Vec<u32>,
        block: &Block,
        search: &Search<'_>,
        words: &mut Words,
        fit: &mut WindowScratch,
    ) -> Prospect {
        names.clear();
        let first_solo = self.solos.len() as u32;
        if words.entry(block.words[unit.first as usize]).is_plain && unit.first == unit.last {
            let found = (&mut *names, &mut self.solos);
            self.listed.gather(unit, search, words, fit, found);
        } else {
            for near in words.spelt_like(unit.word) {
                let solos = search.index.solos(near.word).iter();
                names.extend(solos.filter(|&name| search.wants(name)));
            }
        }
        names.sort_unstable();
        names.dedup();
        let mut prospect = self.tried(names, (&[unit], Lift::Beside), block, search, words, fit);
        prospect.first_solo = first_solo;
        prospect.solos = self.solos.len() as u32 - first_solo;
        let prospect = self.with_lifts(prospect);
        self.remember(unit.word, prospect);
        prospect
    }

    /// Tries a stretch of a block on names as if nothing stood around it. Where that is not enough,
    /// what is `around` may lift it.
    pub(crate) fn weigh(
        &mut self,
        names: &[u32],
        stretch: (&[&Unit], Lift),
        block: &Block,
        search: &Search<'_>,
        words: &mut Words,
        fit: &mut WindowScratch,
    ) -> Prospect {
        let prospect = self.tried(names, stretch, block, search, words, fit);
        self.with_lifts(prospect)
    }

    fn tried(
        &mut self,
        names: &[u32],
        (units, around): (&[&Unit], Lift),
        block: &Block,
        search: &Search<'_>,
        words: &mut Words,
        fit: &mut WindowScratch,
    ) -> Prospect {
        self.alone.take(units, block);
        self.alike.clear();
        let mut prospect = Prospect {
            first_hopeful: self.hopeful.len() as u32,
            first_hopeless: self.hopeless.len() as u32,
            ..Prospect::default()
        };
        let mut fetched = std::mem::take(&mut self.fetched);
        for names in names.chunks(AT_ONCE) {
            search.index.fetch(names.iter().copied(), &mut fetched);
            for &(name, ref view) in &fetched {
                if let Some(&alike) = self.alike.get(&view.first_part) {
                    let alike = self.hopeless[alike as usize];
                    self.hopeless.push(alike.of_name(name));
                    continue;
                }
                fit.take_name(view, search.index);
                let alone = self.alone_comes_to(view, around, search, words, fit);
                if alone == Alone::Enough {
                    self.hopeful.push(name);
                    continue;
                }
                if alone == Alone::TooLittleForParts {
                    let number = self.hopeless.len() as u32;
                    self.alike.insert(view.first_part, number);
                }
                self.hopeless
                    .push(Hopeless::unweighed(name, view, around, fit));
            }
        }
        self.fetched = fetched;
        prospect.hopeful = self.hopeful.len() as u32 - prospect.first_hopeful;
        prospect.hopeless = self.hopeless.len() as u32 - prospect.first_hopeless;
        prospect
    }

    /// Remembers what may lift any of the names that a stretch is not enough for.
    fn with_lifts(&mut self, mut prospect: Prospect) -> Prospect {
        if prospect.may_be_lifted() {
            prospect.lifts = self.lifts.len() as u32;
            self.lifts.push(self.lifts_of(&prospect));
        }
        prospect
    }

    /// What may lift any of the names that a stretch is not enough for.
    fn lifts_of(&self, prospect: &Prospect) -> Lifts {
        let hopeless = &self.hopeless[range(prospect.first_hopeless, prospect.hopeless)];
        let solos = &self.solos[range(prospect.first_solo, prospect.solos)];
        Lifts::any(hopeless) | self.listed.lifts(solos)
    }

    /// Whether the stretch alone is enough for the name that `fit` has taken.
    fn alone_comes_to(
        &self,
        view: &NameView,
        around: Lift,
        search: &Search<'_>,
        words: &mut Words,
        fit: &mut WindowScratch,
    ) -> Alone {
        let mut alone = Alone::TooLittleForParts;
        each_window(
            &self.alone,
            view,
            search,
            words,
            fit,
            |window, words, fit| {
                let Some(window) = window else { return false };
                let numbers = numbers_of(window, around);
                let floor = search.floor.words(fit);
                // Most are told by the names alone, others by how rare their words are.
                let single = window.first == window.last;
                let (manner, calibration) = (view.manner, search.calibration);
                let at_best = by_words_at_best(manner, &numbers, calibration);
                let may_be_enough = at_best >= floor && {
                    let told = agreeing::told_by_rarity(single, manner, fit, words, calibration);
                    at_best - by_rarity_at_best(calibration) + told >= floor
                };
                if may_be_enough {
                    let features = features_of(numbers, single, view, search, words, fit);
                    alone = if search.calibration.log_odds(features.as_slice()) >= floor {
                        Alone::Enough
                    } else {
                        Alone::TooLittle
                    };
                }
                alone == Alone::Enough
            },
        );
        alone
    }

    /// The names for which a stretch may be enough.
    pub(crate) fn hopeful_of(&self, prospect: &Prospect) -> &[u32] {
        &self.hopeful[range(prospect.first_hopeful, prospect.hopeful)]
    }

    /// The names for which a stretch is not enough, but which what stands around it may be part of as
    /// well.
    pub(crate) fn lift(
        &mut self,
        prospect: &Prospect,
        (units, around): (&[&Unit], Lift),
        (block, surroundings): (&Block, &Around),
        search: &Search<'_>,
        words: &mut Words,
        fit: &mut WindowScratch,
    ) -> &[u32] {
        self.lifted.clear();
        let lifts = prospect.lifts as usize;
        if !self.lifts[lifts].may_be_in(surroundings) {
            return &self.lifted;
        }
        let mut taken = false;
        let hopeless = &mut self.hopeless[range(prospect.first_hopeless, prospect.hopeless)];
        for hopeless in hopeless.chunks_mut(AT_ONCE) {
            let may_be = |hopeless: &Hopeless| hopeless.lifts.may_be_in(surroundings);
            let names = hopeless.iter().filter(|one| may_be(one));
            search
                .index
                .fetch(names.map(|one| one.name), &mut self.fetched);
            let hopeless = hopeless.iter_mut().filter(|one| may_be(one));
            for (hopeless, (name, view)) in hopeless.zip(&self.fetched) {
                let needed = |words: &mut Words, fit: &mut WindowScratch| {
                    if !taken {
                        self.alone.take(units, block);
                        taken = true;
                    }
                    needed(&self.alone, view, around, search, words, fit)
                };
                let around = (around, surroundings);
                if hopeless.is_lifted(view, around, search.index, words, fit, needed) {
                    self.lifted.push(*name);
                }
            }
        }
        for &solo in &self.solos[range(prospect.first_solo, prospect.solos)] {
            let found = (&mut self.fetched, &mut self.lifted);
            self.listed
                .lift(solo, surroundings, search, words, fit, found);
        }
        if taken {
            // Less than was thought possible.
            self.lifts[lifts] = self.lifts_of(prospect);
        }
        &self.lifted
    }

    /// Forgets what was found.
    pub(crate) fn forget(&mut self) {
        self.of_words.clear();
        self.found.clear();
        self.of_stretches.clear();
        self.hopeful.clear();
        self.hopeless.clear();
        self.lifts.clear();
        self.solos.clear();
        self.listed.forget();
    }

    /// How much memory is taken, in bytes.
    pub(crate) fn bytes(&self) -> usize {
        size_of_val(&*self.of_words)
            + size_of_val(&*self.found)
            + size_of::<(u128, Prospect)>() * self.of_stretches.capacity()
            + size_of_val(&*self.hopeful)
            + size_of_val(&*self.hopeless)
            + size_of_val(&*self.lifts)
            + size_of_val(&*self.solos)
            + self.listed.bytes()
    }
}

/// So many from the first on.
fn range(first: u32, count: u32) -> Range<usize> {
    first as usize..(first + count) as usize
}

/// What it takes to lift the stretch alone to the name that `fit` has taken.
fn needed(
    alone: &Block,
    view: &NameView,
    around: Lift,
    search: &Search<'_>,
    words: &mut Words,
    fit: &mut WindowScratch,
) -> Needed {
    let mut needed = Needed::Something;
    each_window(alone, view, search, words, fit, |window, words, fit| {
        needed = match window {
            None => lift::needed_for_window(around, view.manner, alone, words, fit),
            Some(window) => {
                let numbers = numbers_of(window, around);
                let features = features_of(numbers, false, view, search, words, fit);
                lift::needed(&features, around, view, search, fit)
            }
        };
        false
    });
    needed
}

/// Aligns the stretch alone with the name that `fit` has taken: over a comma, then not, until
/// `each` has enough.
fn each_window(
    alone: &Block,
    view: &NameView,
    search: &Search<'_>,
    words: &mut Words,
    fit: &mut WindowScratch,
    mut each: impl FnMut(Option<&Window>, &Words, &mut WindowScratch) -> bool,
) {
    let place = Place {
        name: 0,
        first: 0,
        last: alone.tokens.len() as u32 - 1,
    };
    for commas in (0..=Window::most_commas(view.manner)).rev() {
        let stretch = fit.stretch(place, commas, view.manner, alone, words);
        let Some(stretch) = stretch else { continue };
        let window = fit.fit_stretch(stretch, view.manner, alone, search.index, words);
        let enough = each(window.as_ref(), words, fit);
        let over_comma = window.is_none_or(|window| alone.has_comma(window.first, window.last));
        if enough || !over_comma {
            break;
        }
    }
}
