//! A name for which a stretch of words is not enough, and what around the stretch may lift it.

use std::ops::BitOr;

use crate::index::{Index, Letters, NameView, mask_bit};
use crate::matching::SidePart;
use crate::name::{Manner, Part, Role};
use crate::screening::lift::{Lift, Needed};
use crate::screening::meanings::Meanings;
use crate::screening::scan::Around;
use crate::screening::window::WindowScratch;
use crate::screening::words::{Words, folded};

/// What may lift a stretch of words to a name, or to some of several.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Lifts {
    /// Listed words, as bits.
    mask: u32,
    /// Initials, or any sign.
    letters: Letters,
    /// What other words mean.
    meanings: Meanings,
}

impl Lifts {
    /// What may lift any of these.
    pub(super) fn any(hopeless: &[Hopeless]) -> Self {
        let lifts = hopeless.iter().map(|hopeless| hopeless.lifts);
        lifts.fold(Self::default(), |any, lifts| Self {
            mask: any.mask | lifts.mask,
            letters: any.letters | lifts.letters,
            meanings: any.meanings | lifts.meanings,
        })
    }

    /// Whether some of it may stand around.
    pub(super) fn may_be_in(&self, around: &Around) -> bool {
        self.is_surely_in(around) || self.mask & narrow(around.mask) != 0
    }

    fn is_surely_in(&self, around: &Around) -> bool {
        self.letters.meet(around.letters) || self.meanings.meet(around.meanings)
    }
}

/// A name for which a stretch of words is not enough. There are very many.
#[derive(Clone, Copy, Debug)]
pub(super) struct Hopeless {
    pub(super) name: u32,
    /// Its words of which one may lift it, as bits.
    needed: u32,
    lifts: Lifts,
}

impl Hopeless {
    /// Set where it is not known yet what it takes to lift it, so that anything of the name may.
    const UNWEIGHED: u32 = 1 << 31;

    /// The name that `fit` has taken, before it is known what it takes to lift it.
    pub(super) fn unweighed(name: u32, view: &NameView, around: Lift, fit: &WindowScratch) -> Self {
        Self::new(name, u32::MAX, view.letters, around, fit)
    }

    /// The name that `fit` has taken, with what it takes to lift it.
    pub(super) fn weighed(
        name: u32,
        needed: Needed,
        view: &NameView,
        around: Lift,
        index: &Index,
        fit: &WindowScratch,
    ) -> Self {
        let (needed, letters) = match needed {
            Needed::Vain => (0, Letters::NONE),
            Needed::Something => (!Self::UNWEIGHED, view.letters),
            Needed::OneOf(needed) => (needed, letters_of(needed, view, index, fit)),
        };
        Self::new(name, needed, letters, around, fit)
    }

    /// The same of another name with the same parts.
    pub(super) fn of_name(self, name: u32) -> Self {
        Self { name, ..self }
    }

    fn new(name: u32, needed: u32, letters: Letters, around: Lift, fit: &WindowScratch) -> Self {
        let meanings = needed_parts(needed, fit).map(|(_, part)| meaning_of(&part.part));
        let words = lifting_words(needed, around, fit);
        Self {
            name,
            needed,
            lifts: Lifts {
                mask: narrow(words.fold(0, |mask, word| mask | mask_bit(word))),
                letters,
                meanings: meanings.fold(Meanings::NONE, BitOr::bitor),
            },
        }
    }

    pub(super) fn is_weighed(&self) -> bool {
        self.needed & Self::UNWEIGHED == 0
    }

    /// Whether what stands around a stretch may lift it to the name.
    pub(super) fn is_lifted(
        &self,
        lift: Lift,
        around: &Around,
        index: &Index,
        words: &Words,
        fit: &mut WindowScratch,
    ) -> bool {
        if self.lifts.is_surely_in(around) {
            return true;
        }
        if !self.lifts.may_be_in(around) {
            return false;
        }
        fit.take_name(&index.name(self.name), index);
        let mut listed = lifting_words(self.needed, lift, fit);
        listed.any(|word| around.holds(word, words))
    }
}

/// What a part of a name means, where other words may mean the same.
fn meaning_of(part: &Part) -> Meanings {
    match part.role {
        Role::Sector | Role::Generic => Meanings::group(part.detail),
        Role::Number => Meanings::number(part.detail),
        _ => Meanings::NONE,
    }
}

/// The parts of the name that `fit` has taken which are among those needed.
fn needed_parts(needed: u32, fit: &WindowScratch) -> impl Iterator<Item = (u32, &SidePart)> {
    let parts = fit.listed_words.iter().copied().zip(&fit.listed_parts);
    parts.filter(move |(_, part)| part.mask() & needed != 0)
}

/// The listed words of those parts that words around may be related to.
fn lifting_words(needed: u32, around: Lift, fit: &WindowScratch) -> impl Iterator<Item = u32> {
    let may_lift = needed_parts(needed, fit).filter(move |(_, part)| around.may_be(part.part.role));
    may_lift.map(|(word, _)| word)
}

/// The initials that may stand for needed parts of a person's name that `fit` has taken.
fn letters_of(needed: u32, view: &NameView, index: &Index, fit: &WindowScratch) -> Letters {
    if view.manner == Manner::Organization {
        return Letters::NONE;
    }
    needed_parts(needed, fit)
        .filter(|(_, part)| part.span == 1 && part.part.role.is_core())
        .map(|(word, _)| Letters::first_of(&index.word(word)))
        .fold(Letters::NONE, BitOr::bitor)
}

/// A mask in a quarter of the bits.
fn narrow(mask: u128) -> u32 {
    let half = folded(mask);
    (half >> u32::BITS | half) as u32
}
