//! What came of stretches of words that were aligned with listed names before.
//!
//! Articles repeat themselves and each other: most stretches that are looked at have been looked at
//! before, and most of those came to nothing.

use hashbrown::HashTable;

use crate::matching::NameFeatures;
use crate::screening::reading::block::Block;
use crate::screening::reading::keyed_hash::WideHash;
use crate::text::Case;

/// Where a listed name stands in a stretch.
#[derive(Clone, Copy)]
pub(crate) struct Fitted {
    /// The first token of the window, and the last, inclusive.
    pub(crate) first: usize,
    pub(crate) last: usize,
    /// How likely it is by its words alone, in log-odds; at best, where it has no numbers.
    pub(crate) by_words: f64,
    /// Its numbers, unless they were not worth reckoning or remembering.
    pub(crate) numbers: Option<Numbers>,
}

/// What a window says before anything around it is weighed.
#[derive(Clone, Copy)]
pub(crate) struct Numbers {
    pub(crate) names: NameFeatures,
    pub(crate) text_bits: f64,
    pub(crate) capital_bits: f64,
    pub(crate) word_repute: f64,
    pub(crate) words_repute: f64,
    pub(crate) conjunction: bool,
    /// In tenths.
    pub(crate) other_word: u8,
    pub(crate) named_after: bool,
    /// A word that names somebody is written in small letters.
    pub(crate) small_word: bool,
}

/// A window by its distance from the beginning of its stretch. There are very many, so it must be small.
#[derive(Clone, Copy)]
struct Kept {
    by_words: f64,
    /// Where its numbers are, if it has any.
    numbers: u32,
    has_numbers: bool,
    first: u8,
    last: u8,
}

/// What is known of a stretch.
pub(crate) enum Known {
    /// The name is not in it.
    Nothing,
    Window(Fitted),
}

/// The stretches met so far.
#[derive(Default)]
pub(crate) struct Fits {
    known: HashTable<(u128, Option<Kept>)>,
    numbers: Vec<Numbers>,
    hash: WideHash,
}

impl Fits {
    /// What tells a stretch beside a name from all others; `None` where what comes of it also
    /// depends on what stands around.
    pub(crate) fn key(
        &self,
        name: u32,
        (first, last): (usize, usize),
        block: &Block,
    ) -> Option<u128> {
        let mut tokens = block.tokens[first..=last].iter();
        if tokens.any(|token| token.is_syllable || token.case == Case::Unspaced) {
            return None;
        }
        Some(key(&self.hash, name, (first, last), block))
    }

    /// What came of a stretch, if it is known.
    pub(crate) fn find(&self, key: u128, (first, _): (usize, usize)) -> Option<Known> {
        let &(_, kept) = self.known.find(key as u64, |known| known.0 == key)?;
        let Some(kept) = kept else {
            return Some(Known::Nothing);
        };
        Some(Known::Window(Fitted {
            first: first + usize::from(kept.first),
            last: first + usize::from(kept.last),
            by_words: kept.by_words,
            numbers: kept
                .has_numbers
                .then(|| self.numbers[kept.numbers as usize]),
        }))
    }

    /// Remembers what came of a stretch, with the numbers of a window that is `worthy` of it.
    pub(crate) fn remember(
        &mut self,
        key: u128,
        (first, _): (usize, usize),
        fitted: Option<&Fitted>,
        worthy: impl Fn(&Fitted) -> bool,
    ) {
        let kept = fitted.map(|fitted| {
            let numbers = fitted.numbers.filter(|_| worthy(fitted));
            let kept = Kept {
                by_words: fitted.by_words,
                numbers: self.numbers.len() as u32,
                has_numbers: numbers.is_some(),
                first: (fitted.first - first) as u8,
                last: (fitted.last - first) as u8,
            };
            self.numbers.extend(numbers);
            kept
        });
        self.known
            .insert_unique(key as u64, (key, kept), |known| known.0 as u64);
    }

    /// How much memory is taken, in bytes.
    pub(crate) fn bytes(&self) -> usize {
        size_of::<(u128, Option<Kept>)>() * self.known.capacity() + size_of_val(&*self.numbers)
    }
}

/// What tells a number and a stretch of words, with what stands between them, from all others.
pub(crate) fn key(
    hash: &WideHash,
    number: u32,
    (first, last): (usize, usize),
    block: &Block,
) -> u128 {
    let beginning = u64::from(number) << 32 | u64::from(block.words[first]);
    let rest = (first + 1..=last).map(|at| {
        let token = &block.tokens[at];
        let (begins, syllable) = (block.starts_sentence[at], token.is_syllable);
        let gap = (token.gap as u64) << 2 | u64::from(begins) << 1 | u64::from(syllable);
        u64::from(block.words[at]) << 8 | gap
    });
    // Two words of which one is ordinary where it stands make no other together.
    let plain = (first..=last).filter(|&at| block.is_plain(at));
    let plain = plain.fold(0, |mask, at| mask | 1 << ((at - first) % 63));
    let plain = (plain != 0).then_some(1 << 63 | plain);
    hash.numbers(std::iter::once(beginning).chain(rest).chain(plain))
}
