//! Pairs of words that come to nothing: most pairs of a text are such.

use std::hash::{BuildHasher, RandomState};

/// Half of what tells a pair: words have smaller numbers than 2 to this.
const HALF: u32 = 25;
/// Each slot keeps what its place does not tell.
const TAG: u32 = 32;
const SLOTS: usize = 1 << (2 * HALF - TAG);
/// Odd, with bits set everywhere: 2 to the 64, divided by the golden ratio.
const MIXER: u64 = 0x9E37_79B9_7F4A_7C15;
/// No pair is kept under this tag.
const UNUSED: u32 = u32::MAX;

/// Pairs of words, each in a slot of its own, where a later one takes the place of an earlier one.
///
/// A slot has four bytes, so that many fit where they are near at hand. Its place and what it holds are
/// the two halves of a permutation of the pair under a random key (three rounds after Feistel): no pair is
/// ever taken for another, and no text can be written whose pairs all meet in one slot.
#[derive(Debug)]
pub(crate) struct EmptyPairs {
    /// None, until there is a pair.
    tags: Vec<u32>,
    key: [u64; 3],
}

impl Default for EmptyPairs {
    fn default() -> Self {
        let random = RandomState::new();
        Self {
            tags: Vec::new(),
            key: [0u8, 1, 2].map(|number| random.hash_one(number) | 1),
        }
    }
}

impl EmptyPairs {
    /// Whether a pair is kept.
    #[inline]
    pub(crate) fn has(&self, words: (u32, u32)) -> bool {
        let Some((slot, tag)) = self.place(words) else {
            return false;
        };
        self.tags.get(slot) == Some(&tag)
    }

    /// Keeps a pair.
    pub(crate) fn keep(&mut self, words: (u32, u32)) {
        if let Some((slot, tag)) = self.place(words) {
            self.tags.resize(SLOTS, UNUSED);
            self.tags[slot] = tag;
        }
    }

    /// How much memory is taken, in bytes.
    pub(crate) fn bytes(&self) -> usize {
        size_of_val(&*self.tags)
    }

    /// The slot of a pair and what is kept there; `None` of the few that can't be.
    #[inline]
    fn place(&self, (one, other): (u32, u32)) -> Option<(usize, u32)> {
        let (mut left, mut right) = (u64::from(one), u64::from(other));
        if (left | right) >> HALF != 0 {
            return None;
        }
        for (round, key) in self.key.into_iter().enumerate() {
            let from = if round % 2 == 0 { left } else { right };
            // Multiplied once, numbers that follow one another would lie close together under some keys.
            let spread = (from ^ key >> HALF).wrapping_mul(key);
            let mixed = (spread ^ spread >> u32::BITS).wrapping_mul(MIXER) >> (u64::BITS - HALF);
            if round % 2 == 0 {
                right ^= mixed;
            } else {
                left ^= mixed;
            }
        }
        let pair = left << HALF | right;
        let (slot, tag) = ((pair >> TAG) as usize, pair as u32);
        (tag != UNUSED).then_some((slot, tag))
    }
}

#[cfg(test)]
mod tests {
    use std::collections::HashSet;

    use super::*;

    #[test]
    fn no_pair_is_taken_for_another() {
        for _ in 0..20 {
            tells_pairs_apart(EmptyPairs::default());
        }
    }

    fn tells_pairs_apart(mut pairs: EmptyPairs) {
        assert!(!pairs.has((3, 4)));
        let mut places = HashSet::new();
        for one in 0..300 {
            for other in (0..300).chain([(1 << HALF) - 1]) {
                if let Some(place) = pairs.place((one, other)) {
                    assert!(places.insert(place), "{one} {other}");
                }
            }
        }
        assert!(places.len() > 90_000);
        let slots: HashSet<usize> = places.iter().map(|(slot, _)| *slot).collect();
        assert!(slots.len() > 60_000, "{} slots", slots.len());
        pairs.keep((3, 4));
        assert!(pairs.has((3, 4)) && !pairs.has((4, 3)));
        pairs.keep((1 << HALF, 4));
        assert!(!pairs.has((1 << HALF, 4)));
    }
}
