//! What a listed word comes to that brings its names up by itself.
//!
//! Most of these names want more than the one word, whatever word of a text stands for it. That is found
//! out once for each listed word, and not for each word of a text that is near it.

use std::ops::{BitOr, Range};

use rustc_hash::FxHashMap;

use crate::index::{AT_ONCE, NameView, mask_bit};
use crate::matching::SidePart;
use crate::name::{Role, SERVANT_BITS};
use crate::screening::candidates::hope::by_words_at_best;
use crate::screening::candidates::hopeless::{Hopeless, Lifts};
use crate::screening::candidates::lift::{Lift, needed_at_best};
use crate::screening::reading::around::Around;
use crate::screening::reading::block::Unit;
use crate::screening::reading::words::{Words, folded};
use crate::screening::search::Search;
use crate::screening::window::WindowScratch;

/// A listed word as all that a text has of its names.
#[derive(Clone, Debug)]
struct Solo {
    word: u32,
    /// The names that it may be enough for, depending on what stands for it.
    enough: Range<u32>,
    /// Those that it is too little for.
    short: Range<u32>,
    /// What may lift any of these.
    lifts: Lifts,
}

/// A name that one of its words is too little for.
#[derive(Clone, Copy, Debug)]
struct Short {
    hopeless: Hopeless,
    /// Its other words, as bits.
    others: u64,
}

/// The listed words met so far.
#[derive(Default)]
pub(super) struct Solos {
    /// By listed word.
    numbers: FxHashMap<u32, u32>,
    met: Vec<Solo>,
    enough: Vec<u32>,
    short: Vec<Short>,
    /// Names that are looked at together.
    fetched: Vec<(u32, NameView)>,
}

impl Solos {
    /// Appends the names that a unit may be enough for by itself, and the numbers of the listed words
    /// near it which others have that may only be lifted.
    pub(super) fn gather(
        &mut self,
        unit: &Unit,
        search: &Search<'_>,
        words: &Words,
        fit: &mut WindowScratch,
        (names, numbers): (&mut Vec<u32>, &mut Vec<u32>),
    ) {
        let listed = words.spelt_like(unit.word);
        for near in listed.filter(|near| search.may_hold_word(near.word)) {
            let number = self.number(near.word, search, fit);
            let solo = &self.met[number as usize];
            names.extend_from_slice(&self.enough[in_memory(&solo.enough)]);
            // What may stand for another word of the name as well has to be weighed.
            let short = self.short[in_memory(&solo.short)].iter();
            let may_be_other = short.filter(|short| short.others & folded(unit.own_mask) != 0);
            let is_other = |name: u32| {
                let view = search.index.name(name);
                let mut listed = search.index.part_words(&view);
                listed.any(|word| word != near.word && words.relation(unit.word, word).is_some())
            };
            let unclear = may_be_other.map(|short| short.hopeless.name);
            names.extend(unclear.filter(|&name| is_other(name)));
            if !solo.short.is_empty() {
                numbers.push(number);
            }
        }
    }

    /// What may lift the names that these listed words are too little for.
    pub(super) fn lifts(&self, numbers: &[u32]) -> Lifts {
        let lifts = numbers.iter();
        let lifts = lifts.map(|&number| self.met[number as usize].lifts);
        lifts.fold(Lifts::default(), BitOr::bitor)
    }

    /// Appends the names that a listed word is too little for, but may be lifted to by what stands around.
    pub(super) fn lift(
        &mut self,
        number: u32,
        around: &Around,
        search: &Search<'_>,
        words: &mut Words,
        fit: &mut WindowScratch,
        (fetched, lifted): (&mut Vec<(u32, NameView)>, &mut Vec<u32>),
    ) {
        let solo = &mut self.met[number as usize];
        if !solo.lifts.may_be_in(around) {
            return;
        }
        let short = &mut self.short[in_memory(&solo.short)];
        let mut weighed = false;
        for short in short.chunks_mut(AT_ONCE) {
            let may_be = |short: &Short| short.hopeless.lifts.may_be_in(around);
            let names = short.iter().filter(|one| may_be(one));
            search
                .index
                .fetch(names.map(|one| one.hopeless.name), fetched);
            let short = short.iter_mut().filter(|one| may_be(one));
            for (Short { hopeless, .. }, (name, view)) in short.zip(&*fetched) {
                let was_weighed = hopeless.is_weighed();
                let needed = |_: &mut Words, fit: &mut WindowScratch| {
                    let at = fit.listed_words.iter().position(|&word| word == solo.word);
                    let numbers = fit.meet_one(at.unwrap_or_default());
                    needed_at_best(&numbers, view, search, fit)
                };
                let around = (Lift::Beside, around);
                if hopeless.is_lifted(view, around, search.index, words, fit, needed) {
                    lifted.push(*name);
                }
                weighed |= !was_weighed && hopeless.is_weighed();
            }
        }
        if weighed {
            // Less than was thought possible.
            solo.lifts = lifts_of(short);
        }
    }

    fn number(&mut self, word: u32, search: &Search<'_>, fit: &mut WindowScratch) -> u32 {
        if let Some(&number) = self.numbers.get(&word) {
            return number;
        }
        let (first_enough, first_short) = (self.enough.len() as u32, self.short.len() as u32);
        let names = search.index.solos(word).iter();
        let mut names = names.filter(|&name| search.wants(name)).peekable();
        while names.peek().is_some() {
            let names = names.by_ref().take(AT_ONCE);
            search.index.fetch(names, &mut self.fetched);
            for &(name, ref view) in &self.fetched {
                match Short::of(name, view, word, search, fit) {
                    Some(short) => self.short.push(short),
                    None => self.enough.push(name),
                }
            }
        }
        let short = first_short..self.short.len() as u32;
        self.met.push(Solo {
            word,
            enough: first_enough..self.enough.len() as u32,
            lifts: lifts_of(&self.short[in_memory(&short)]),
            short,
        });
        let number = self.met.len() as u32 - 1;
        self.numbers.insert(word, number);
        number
    }

    /// Forgets what was met.
    pub(super) fn forget(&mut self) {
        self.numbers.clear();
        self.met.clear();
        self.enough.clear();
        self.short.clear();
    }

    /// How much memory is taken, in bytes.
    pub(super) fn bytes(&self) -> usize {
        size_of::<(u32, u32)>() * self.numbers.capacity()
            + size_of_val(&*self.met)
            + size_of_val(&*self.enough)
            + size_of_val(&*self.short)
    }
}

impl Short {
    /// A name by one of its words, if that is too little at best.
    fn of(
        name: u32,
        view: &NameView,
        word: u32,
        search: &Search<'_>,
        fit: &mut WindowScratch,
    ) -> Option<Self> {
        fit.take_name(view, search.index);
        let at = fit.listed_words.iter().position(|&listed| listed == word)?;
        let part = fit.listed_parts[at];
        let has_initial = |part: &SidePart| part.part.role == Role::Initial;
        // A run, or a word that says next to nothing, may count for more or less in a text.
        if part.span > 1
            || !part.part.role.is_core()
            || part.part.bits <= SERVANT_BITS
            || fit.listed_parts.iter().any(has_initial)
        {
            return None;
        }
        let numbers = fit.meet_one(at);
        let at_best = by_words_at_best(view.manner, &numbers, search.calibration);
        let others = fit.listed_words.iter().enumerate();
        let others = others.filter(|(other, _)| *other != at);
        (at_best < search.floor.words(fit)).then(|| Self {
            hopeless: Hopeless::unweighed(name, view, Lift::Beside, fit),
            others: others.fold(0, |mask, (_, &word)| mask | folded(mask_bit(word))),
        })
    }
}

fn lifts_of(short: &[Short]) -> Lifts {
    Lifts::any(short.iter().map(|short| &short.hopeless))
}

fn in_memory(range: &Range<u32>) -> Range<usize> {
    range.start as usize..range.end as usize
}
