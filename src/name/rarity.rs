//! How rare a word is, from a table made of general text and names and shipped with the version.
//!
//! `namewatch rarity` makes `words.tsv` and `keys.tsv` in `lists/rarity`; they hold counts, no text.

use std::sync::LazyLock;

use rustc_hash::FxHashMap;

use crate::knowledge::Knowledge;
use crate::script;

/// How often a word stands in general text.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) struct WordCount {
    /// In lower case.
    pub(crate) lower: u32,
    /// With a capital inside a sentence.
    pub(crate) capital: u32,
}

/// How rare a word is among the words of names.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) struct Rarity {
    /// Minus the binary logarithm of its probability, 3 to 24.
    pub(crate) bits: f32,
    /// Whether it has been met in text or among names.
    pub(crate) known: bool,
}

pub(super) const LEAST_BITS: f32 = 3.0;
const MOST_BITS: f32 = 17.0;
/// A word of more letters is brought up by chance the less, by a bit for each, up to some.
const LONG: usize = 8;
const MOST_MORE: usize = 7;

/// The words of general text; how often each stands in lower case, and with a capital inside a sentence.
pub(crate) const WORDS: &str = include_str!("../../lists/rarity/words.tsv");

struct Table {
    /// With the number of the row.
    words: FxHashMap<&'static str, (u32, WordCount)>,
    keys: FxHashMap<&'static str, (u32, u32)>,
    /// The commonness of name words by their keys: `Abdurahman` is as common as `Abdulrahman`.
    classes: FxHashMap<String, u8>,
    /// Totals of the columns of `keys`.
    capital: f64,
    names: f64,
    lower: f64,
}

static TABLE: LazyLock<Table> = LazyLock::new(|| {
    let mut table = Table {
        words: FxHashMap::default(),
        keys: FxHashMap::default(),
        classes: FxHashMap::default(),
        capital: 1.0,
        names: 1.0,
        lower: 1.0,
    };
    for (number, (word, lower, capital)) in (0..).zip(rows(WORDS)) {
        let count = WordCount { lower, capital };
        table.words.insert(word, (number, count));
        table.lower += f64::from(lower);
    }
    for (key, capital, names) in rows(include_str!("../../lists/rarity/keys.tsv")) {
        table.keys.insert(key, (capital, names));
        table.capital += f64::from(capital);
        table.names += f64::from(names);
    }
    let mut key = String::new();
    for (word, class) in Knowledge::get().name_classes() {
        script::drift_key(word, &mut key);
        let known = table.classes.entry(key.clone()).or_insert(u8::MAX);
        *known = class.commonness.min(*known);
    }
    table
});

fn rows(file: &'static str) -> impl Iterator<Item = (&'static str, u32, u32)> {
    file.lines()
        .filter(|line| !line.starts_with('#'))
        .filter_map(|line| {
            let mut cells = line.split('\t');
            let word = cells.next()?;
            Some((
                word,
                cells.next()?.parse().ok()?,
                cells.next()?.parse().ok()?,
            ))
        })
}

/// The rarity of a word, given its Latin form and its drift key.
pub(crate) fn of(latin: &str, key: &str) -> Rarity {
    let table = &*TABLE;
    let (capital, names) = table.keys.get(key).copied().unwrap_or_default();
    let by_class = match table.classes.get(key) {
        // One name in so many of some people, of which many are met.
        Some(1) => 8.0,
        Some(2) => 11.5,
        Some(_) => 14.0,
        None => f32::INFINITY,
    };
    let unseen = match latin.len() {
        ..=1 => 5.0,
        2 => 11.0,
        3 => 13.0,
        4 => 14.5,
        long => MOST_BITS + long.saturating_sub(LONG).min(MOST_MORE) as f32,
    };
    let bits = bits_of(f64::from(capital), table.capital)
        .min(bits_of(f64::from(names), table.names))
        .min(by_class)
        .min(unseen);
    Rarity {
        bits: bits.max(LEAST_BITS),
        known: capital >= 20 || names >= 2,
    }
}

/// How often a folded Latin word stands in general text.
pub(crate) fn in_text(latin: &str) -> WordCount {
    TABLE
        .words
        .get(latin)
        .map(|(_, count)| *count)
        .unwrap_or_default()
}

/// The words of general text, in the order of their [numbers](number).
pub(crate) fn words() -> impl Iterator<Item = &'static str> {
    rows(WORDS).map(|(word, ..)| word)
}

/// The number of a folded Latin word among those of general text.
pub(crate) fn number(latin: &str) -> Option<u32> {
    TABLE.words.get(latin).map(|(number, _)| *number)
}

/// Whether a word is an ordinary word of the language in lower case, and no name.
pub(crate) fn is_ordinary(latin: &str) -> bool {
    let count = in_text(latin);
    is_mostly_lower(count.lower, count.capital) || Knowledge::get().is_common_word(latin)
}

/// Whether a word is one of the language, though names may mostly be made of it: `Guard`, `Republic`.
pub(crate) fn is_of_language(latin: &str) -> bool {
    const OFTEN: u32 = 100;
    in_text(latin).lower >= OFTEN || is_ordinary(latin)
}

/// Whether a word met so often in lower case, and so often with a capital, is an ordinary one.
pub(crate) fn is_mostly_lower(lower: u32, capital: u32) -> bool {
    lower >= 20 && lower > capital / 4
}

fn bits_of(count: f64, total: f64) -> f32 {
    if count < 1.0 {
        f32::INFINITY
    } else {
        -libm::log2(count / total) as f32
    }
}

/// How rare a word is in general text, in lower case and with a capital, in bits.
pub(crate) fn text_bits(latin: &str) -> (f64, f64) {
    let count = in_text(latin);
    let total = TABLE.lower + TABLE.capital;
    let bits = |count: u32| libm::log2(total / (f64::from(count) + 0.5));
    (bits(count.lower), bits(count.capital))
}
