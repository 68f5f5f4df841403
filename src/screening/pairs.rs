//! What two words are known to bring up together.

use hashbrown::HashTable;

use crate::screening::keyed_hash::KeyedHash;
use crate::screening::prospect::Prospect;
use crate::text::Gap;

/// So many pairs that bring nothing up are remembered, each in a slot of its own: most pairs of a
/// text are such.
const SLOTS: usize = 1 << 18;

#[derive(Clone, Copy)]
struct Pair {
    words: u64,
    gap: Option<Gap>,
    prospect: Prospect,
}

/// The pairs of words met so far.
#[derive(Default)]
pub(crate) struct Pairs {
    found: HashTable<Pair>,
    /// Pairs that bring nothing up, once there is one.
    nothing: Vec<u64>,
    hash: KeyedHash,
}

/// What is known of a pair.
pub(crate) enum Together {
    /// It brings no name up.
    Nothing,
    Known(Prospect),
    Unknown,
}

impl Pairs {
    /// What is known of two words, with the gap between them if they stand side by side.
    #[inline]
    pub(crate) fn find(&self, words: (u32, u32), gap: Option<Gap>) -> Together {
        let key = key(words);
        let hash = self.hash.number(key);
        if self.nothing.get(slot(hash)) == Some(&key) {
            return Together::Nothing;
        }
        match self
            .found
            .find(hash, |pair| pair.words == key && pair.gap == gap)
        {
            Some(pair) => Together::Known(pair.prospect),
            None => Together::Unknown,
        }
    }

    /// Remembers what two words bring up.
    pub(crate) fn remember(
        &mut self,
        words: (u32, u32),
        gap: Option<Gap>,
        found: Option<Prospect>,
    ) {
        let words = key(words);
        let hash = self.hash.number(words);
        match found {
            None => {
                // No word stands beside itself in a pair of the highest number.
                self.nothing.resize(SLOTS, u64::MAX);
                self.nothing[slot(hash)] = words;
            }
            Some(prospect) => {
                let pair = Pair {
                    words,
                    gap,
                    prospect,
                };
                self.found
                    .insert_unique(hash, pair, |pair| self.hash.number(pair.words));
            }
        }
    }

    /// How much memory is taken, in bytes.
    pub(crate) fn bytes(&self) -> usize {
        size_of::<Pair>() * self.found.capacity() + size_of_val(&*self.nothing)
    }
}

fn key((one, other): (u32, u32)) -> u64 {
    u64::from(one) << 32 | u64::from(other)
}

fn slot(hash: u64) -> usize {
    hash as usize % SLOTS
}
