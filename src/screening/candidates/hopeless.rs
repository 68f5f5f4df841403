//! A name for which a stretch of words is not enough, and what around the stretch may lift it.

use std::ops::BitOr;

use crate::index::{Index, Letters, NameView, mask_bit};
use crate::matching::SidePart;
use crate::name::Manner;
use crate::screening::candidates::lift::{Lift, Needed};
use crate::screening::reading::around::Around;
use crate::screening::reading::meanings::Meanings;
use crate::screening::reading::words::{Words, folded};
use crate::screening::window::WindowScratch;

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
    pub(super) fn any<'h>(hopeless: impl IntoIterator<Item = &'h Hopeless>) -> Self {
        let lifts = hopeless.into_iter().map(|hopeless| hopeless.lifts);
        lifts.fold(Self::default(), BitOr::bitor)
    }

    /// Whether some of it may stand around.
    pub(super) fn may_be_in(&self, around: &Around) -> bool {
        self.is_surely_in(around) || self.mask & narrow(around.mask) != 0
    }

    fn is_surely_in(&self, around: &Around) -> bool {
        self.letters.meet(around.letters) || self.meanings.meet(around.meanings)
    }
}

impl BitOr for Lifts {
    type Output = Self;

    fn bitor(self, other: Self) -> Self {
        Self {
            mask: self.mask | other.mask,
            letters: self.letters | other.letters,
            meanings: self.meanings | other.meanings,
        }
    }
}

/// A name for which a stretch of words is not enough. There are very many.
#[derive(Clone, Copy, Debug)]
pub(super) struct Hopeless {
    pub(super) name: u32,
    /// Its parts of whose words one may lift it, as bits.
    lifting: u32,
    pub(super) lifts: Lifts,
}

impl Hopeless {
    /// Set where it is not known yet what it takes to lift it, so that anything of the name may.
    const UNWEIGHED: u32 = 1 << 31;

    /// The name that `fit` has taken, before it is known what it takes to lift it.
    pub(super) fn unweighed(name: u32, view: &NameView, around: Lift, fit: &WindowScratch) -> Self {
        let unweighed = Self::new(name, u32::MAX, view.letters, around, fit);
        Self {
            lifting: unweighed.lifting | Self::UNWEIGHED,
            ..unweighed
        }
    }

    /// The name that `fit` has taken, with what it takes to lift it.
    fn weighed(
        name: u32,
        needed: Needed,
        view: &NameView,
        around: Lift,
        index: &Index,
        fit: &WindowScratch,
    ) -> Self {
        let (needed, letters) = match needed {
            Needed::Vain => (0, Letters::NONE),
            Needed::Something => (u32::MAX, view.letters),
            Needed::OneOf(needed) => (needed, letters_of(needed, view, index, fit)),
        };
        Self::new(name, needed, letters, around, fit)
    }

    /// The same of another name with the same parts.
    pub(super) fn of_name(self, name: u32) -> Self {
        Self { name, ..self }
    }

    fn new(name: u32, needed: u32, letters: Letters, around: Lift, fit: &WindowScratch) -> Self {
        let meanings = needed_parts(needed, fit).map(|(_, _, part)| Meanings::of_part(&part.part));
        let (mut mask, mut lifting) = (0, 0);
        for (at, word, part) in needed_parts(needed, fit) {
            if around.may_be(part.part.role) {
                mask |= mask_bit(word);
                lifting |= bit(at);
            }
        }
        Self {
            name,
            lifting,
            lifts: Lifts {
                mask: narrow(mask),
                letters,
                meanings: meanings.fold(Meanings::NONE, BitOr::bitor),
            },
        }
    }

    pub(super) fn is_weighed(&self) -> bool {
        self.lifting & Self::UNWEIGHED == 0
    }

    /// Whether what stands around a stretch lifts it to the name, for all that is `needed`. Most
    /// are never lifted, so what it takes is found out when it is wanted.
    pub(super) fn is_lifted(
        &mut self,
        view: &NameView,
        around: (Lift, &Around),
        index: &Index,
        words: &mut Words,
        fit: &mut WindowScratch,
        needed: impl FnOnce(&mut Words, &mut WindowScratch) -> Needed,
    ) -> bool {
        if !self.may_be_lifted(view, around.1, index, words) {
            return false;
        }
        if self.is_weighed() {
            return true;
        }
        fit.take_name(view, index);
        let needed = needed(words, fit);
        *self = Self::weighed(self.name, needed, view, around.0, index, fit);
        self.may_be_lifted(view, around.1, index, words)
    }

    /// Whether what stands around a stretch may lift it to the name, as far as is known.
    fn may_be_lifted(
        &self,
        view: &NameView,
        around: &Around,
        index: &Index,
        words: &Words,
    ) -> bool {
        if self.lifts.is_surely_in(around) {
            return true;
        }
        if !self.lifts.may_be_in(around) {
            return false;
        }
        let mut listed = index.part_words(view).enumerate();
        listed.any(|(at, word)| {
            self.lifting & bit(at) != 0
                && around.mask & mask_bit(word) != 0
                && around.holds(word, words)
        })
    }
}

/// The bit of a part of a name; the last ones of very long names share theirs.
fn bit(part: usize) -> u32 {
    1 << part.min(30)
}

/// The parts of the name that `fit` has taken which are among those needed, with their places and words.
fn needed_parts(needed: u32, fit: &WindowScratch) -> impl Iterator<Item = (usize, u32, &SidePart)> {
    let words = fit.listed_words.iter().copied().enumerate();
    let parts = words.zip(&fit.listed_parts);
    parts
        .filter(move |(_, part)| part.mask() & needed != 0)
        .map(|((at, word), part)| (at, word, part))
}

/// The initials that may stand for needed parts of a person's name that `fit` has taken.
fn letters_of(needed: u32, view: &NameView, index: &Index, fit: &WindowScratch) -> Letters {
    if view.manner == Manner::Organization {
        return Letters::NONE;
    }
    needed_parts(needed, fit)
        .filter(|(_, _, part)| part.span == 1 && part.part.role.is_core())
        .map(|(_, word, _)| Letters::first_of(&index.word(word)))
        .fold(Letters::NONE, BitOr::bitor)
}

/// A mask in a quarter of the bits.
fn narrow(mask: u128) -> u32 {
    let half = folded(mask);
    (half >> u32::BITS | half) as u32
}
