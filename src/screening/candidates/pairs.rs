//! What two words are known to bring up together.

use hashbrown::HashTable;

use crate::screening::candidates::prospect::Prospect;
use crate::screening::reading::empty_pairs::EmptyPairs;
use crate::screening::reading::keyed_hash::KeyedHash;
use crate::text::Gap;

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
    nothing: EmptyPairs,
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
        if self.nothing.has(words) {
            return Together::Nothing;
        }
        let key = key(words);
        let hash = self.hash.number(key);
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
        let Some(prospect) = found else {
            self.nothing.keep(words);
            return;
        };
        let words = key(words);
        let pair = Pair {
            words,
            gap,
            prospect,
        };
        let hash = self.hash.number(words);
        self.found
            .insert_unique(hash, pair, |pair| self.hash.number(pair.words));
    }

    /// How much memory is taken, in bytes.
    pub(crate) fn bytes(&self) -> usize {
        size_of::<Pair>() * self.found.capacity() + self.nothing.bytes()
    }
}

fn key((one, other): (u32, u32)) -> u64 {
    u64::from(one) << 32 | u64::from(other)
}
