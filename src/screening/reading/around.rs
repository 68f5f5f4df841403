//! What stands around a stretch of words.

use crate::index::Letters;
use crate::matching::MAX_WORDS;
use crate::screening::reading::block::{Block, Unit};
use crate::screening::reading::meanings::Meanings;
use crate::screening::reading::words::Words;
use crate::screening::window::BRIDGE;
use crate::text::Gap;

/// No window goes on over more words on one side.
const FARTHEST: usize = MAX_WORDS + 2 * BRIDGE;

/// What stands around a stretch of words.
#[derive(Debug, Default)]
pub(crate) struct Around {
    /// The words, also joined.
    words: Vec<u32>,
    /// The listed words near them, as bits.
    pub(crate) mask: u128,
    /// Initials.
    pub(crate) letters: Letters,
    pub(crate) meanings: Meanings,
}

impl Around {
    fn clear(&mut self) {
        self.words.clear();
        self.mask = 0;
        self.letters = Letters::NONE;
        self.meanings = Meanings::NONE;
    }

    /// Whether a word there is near a listed one.
    pub(crate) fn holds(&self, listed: u32, words: &Words) -> bool {
        let mut near = self.words.iter();
        near.any(|&word| words.relation(word, listed).is_some())
    }
}

/// Whether a window may go on beyond a token.
enum Pass {
    /// It may be part of the name whatever its letters are.
    OfName,
    Bridge,
    End,
}

impl Block {
    /// Adds what stands between two units to what stands around them.
    pub(crate) fn between(&self, one: &Unit, other: &Unit, words: &Words, around: &mut Around) {
        for at in one.last + 1..other.first {
            self.add_around(at as usize, words, around);
        }
    }

    /// Gathers what stands near a stretch, in the tokens that a window around it might take in.
    pub(crate) fn around(&self, first: usize, last: usize, words: &Words, around: &mut Around) {
        around.clear();
        let mut left = BRIDGE + 1;
        for at in (last + 1..self.tokens.len()).take(FARTHEST) {
            if left == 0 || !self.may_pass(at) {
                break;
            }
            match self.add_around(at, words, around) {
                Pass::OfName => left = BRIDGE + 1,
                Pass::Bridge => left -= 1,
                Pass::End => break,
            }
        }
        left = BRIDGE + 1;
        for at in (0..first).rev().take(FARTHEST) {
            if left == 0 || !self.may_pass(at + 1) {
                break;
            }
            match self.add_around(at, words, around) {
                Pass::OfName => left = BRIDGE + 1,
                Pass::Bridge => left -= 1,
                Pass::End => break,
            }
        }
    }

    /// Whether a window may go on over what stands before a token.
    fn may_pass(&self, at: usize) -> bool {
        !self.starts_sentence[at]
            && !matches!(self.tokens[at].gap, Gap::Mark | Gap::Stop | Gap::Paragraph)
    }

    fn add_around(&self, at: usize, words: &Words, around: &mut Around) -> Pass {
        let before = at.checked_sub(1).and_then(|before| self.joined(before));
        for word in [Some(self.words[at]), self.joined(at), before]
            .into_iter()
            .flatten()
        {
            if let Some(live) = words.live(word) {
                around.words.push(word);
                around.mask |= live.own_mask;
            }
        }
        let (word, glance) = (self.words[at], words.glance(self.words[at]));
        if glance.is_exchangeable {
            around.letters = around.letters | Letters::SIGN;
        }
        if glance.has_meaning {
            around.meanings = around.meanings | words.entry(word).meanings;
        }
        if self.tokens[at].initial {
            let letters = words.entry(word).letters;
            around.letters = around.letters | letters | Letters::NUMBER | Letters::SIGN;
            Pass::OfName
        } else if glance.is_number {
            around.letters = around.letters | Letters::NUMBER;
            Pass::OfName
        } else if glance.has_meaning && self.tokens[at].case.is_name_like() {
            Pass::OfName
        } else if glance.bridges {
            Pass::Bridge
        } else {
            Pass::End
        }
    }
}
