//! The words of general text with the listed words near them. Most of what stands in a text is made of
//! these, so that they are looked up once, when the index is built.

use std::sync::LazyLock;

use rayon::prelude::*;

use super::bytes::{Numbers, Section, stable_hash};
use super::{Index, NearScratch, Neighbour, Reach};
use crate::name::{Relation, RelationKind, Word, WordScratch, rarity};
use crate::script::Seam;

/// An index of fewer words is looked up faster than all these words are.
const FROM_WORDS: usize = 20_000;
/// In small letters, with a capital, in capitals.
const CASES: usize = 3;
/// Where its neighbours begin, its seam, and its country.
const USUAL_NUMBERS: usize = 5;
/// A longer word is not usual.
const MOST_LETTERS: usize = 24;
/// How many words a thread takes in turn.
const WORDS_IN_TURN: usize = 128;

/// Tells this version's words of general text from those that an index was built with.
static FINGERPRINT: LazyLock<u32> =
    LazyLock::new(|| stable_hash(0, rarity::WORDS.as_bytes()) as u32);

/// What is known of a usual word as it stands in a text.
#[derive(Clone, Copy)]
pub(crate) struct Usual<'a> {
    near: Numbers<'a>,
    pub(crate) seam: Seam,
    /// The country of the place or people it names.
    pub(crate) country: Option<[u8; 2]>,
}

impl Usual<'_> {
    /// The listed words near it, by ascending number.
    pub(crate) fn neighbours(&self) -> impl Iterator<Item = Neighbour> {
        let mut numbers = self.near.iter();
        std::iter::from_fn(move || {
            let (word, relation) = (numbers.next()?, numbers.next()?);
            let [cost, kind, ..] = relation.to_le_bytes();
            let kind = RelationKind::ALL[usize::from(kind) % RelationKind::ALL.len()];
            let relation = Relation { cost, kind };
            Some(Neighbour { word, relation })
        })
    }
}

/// A usual word looked up.
#[derive(Default)]
struct Found {
    near: Vec<u32>,
    seam: [u32; 3],
    country: u32,
}

impl Index {
    /// Looks the usual words up. Done once, after a large index was built.
    pub(crate) fn keep_usual(&mut self) {
        if self.word_count() >= FROM_WORDS {
            self.look_usual_up();
        }
    }

    fn look_usual_up(&mut self) {
        let words: Vec<&str> = rarity::words().collect();
        let found: Vec<Vec<Found>> = words
            .par_chunks(WORDS_IN_TURN)
            .map(|words| {
                let mut reader = Reader::default();
                let surfaces = words.iter().flat_map(|word| in_cases(word));
                surfaces.map(|word| reader.read(&word, self)).collect()
            })
            .collect();
        let (mut usual, mut near) = (vec![*FINGERPRINT], Vec::new());
        for found in found.into_iter().flatten() {
            usual.push(near.len() as u32);
            usual.extend(found.seam);
            usual.push(found.country);
            near.extend(found.near);
        }
        usual.push(near.len() as u32);
        self.bytes.append_numbers(Section::Usual, &usual);
        self.bytes.append_numbers(Section::UsualNear, &near);
    }

    /// What is known of a word as it stands in a text, if it is a usual one.
    pub(crate) fn usual(&self, surface: &str) -> Option<Usual<'_>> {
        if self.bytes.len(Section::Usual) == 0 {
            return None;
        }
        let number = |at| self.bytes.number(Section::Usual, at);
        let at = 1 + place_of(surface)? * USUAL_NUMBERS;
        if number(0) != *FINGERPRINT {
            return None;
        }
        let (start, end) = (number(at), number(at + USUAL_NUMBERS));
        let near = (start as usize, end.saturating_sub(start) as usize);
        let [first, second, ..] = number(at + 4).to_le_bytes();
        Some(Usual {
            near: self.bytes.numbers(Section::UsualNear, near.0, near.1),
            seam: Seam::from_numbers([1, 2, 3].map(|offset| number(at + offset))),
            country: (first != 0).then_some([first, second]),
        })
    }
}

/// Memory for looking words up.
#[derive(Default)]
struct Reader {
    word: Word,
    scratch: WordScratch,
    near: NearScratch,
    found: Vec<Neighbour>,
}

impl Reader {
    fn read(&mut self, surface: &str, index: &Index) -> Found {
        if !is_usual(surface) {
            return Found::default();
        }
        self.word.read_in_text(surface, &mut self.scratch);
        self.found.clear();
        let is_lower = surface.starts_with(|letter: char| letter.is_ascii_lowercase());
        let reach = Reach::of_word(surface, is_lower, self.word.latin());
        index.look_up(&mut self.word, reach, &mut self.near, &mut self.found);
        let near = self.found.iter().flat_map(|near| {
            let relation = near.relation;
            [
                near.word,
                u32::from_le_bytes([relation.cost, relation.kind as u8, 0, 0]),
            ]
        });
        let [first, second] = self.word.country().unwrap_or_default();
        Found {
            near: near.collect(),
            seam: self.word.seam().numbers(),
            country: u32::from_le_bytes([first, second, 0, 0]),
        }
    }
}

/// A word as it may stand in a text.
fn in_cases(word: &str) -> [String; CASES] {
    let (first, rest) = word.split_at(word.len().min(1));
    [
        word.to_owned(),
        first.to_ascii_uppercase() + rest,
        word.to_ascii_uppercase(),
    ]
}

/// Whether a word is so plain that nothing but its letters tells it from others.
fn is_usual(surface: &str) -> bool {
    (2..=MOST_LETTERS).contains(&surface.len())
        && surface.bytes().all(|byte| byte.is_ascii_alphabetic())
}

/// The place of a word among all usual ones in all cases.
fn place_of(surface: &str) -> Option<usize> {
    if !is_usual(surface) {
        return None;
    }
    let capitals = surface.bytes().filter(u8::is_ascii_uppercase).count();
    let case = match capitals {
        0 => 0,
        1 if surface.starts_with(|letter: char| letter.is_ascii_uppercase()) => 1,
        all if all == surface.len() => 2,
        _ => return None,
    };
    let mut lower = [0; MOST_LETTERS];
    let lower = &mut lower[..surface.len()];
    lower.copy_from_slice(surface.as_bytes());
    lower.make_ascii_lowercase();
    let number = rarity::number(std::str::from_utf8(lower).ok()?)?;
    Some(number as usize * CASES + case)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::Watchlist;

    #[test]
    fn usual_words_are_known_as_they_are_found() {
        let mut index = crate::index::build(&Watchlist::starter()).unwrap();
        assert!(index.usual("election").is_none());
        index.look_usual_up();
        let (mut reader, mut near) = (Reader::default(), 0);
        for surface in rarity::words().flat_map(in_cases) {
            let Some(usual) = index.usual(&surface) else {
                assert!(!is_usual(&surface), "{surface}");
                continue;
            };
            let found = reader.read(&surface, &index);
            assert!(
                usual.neighbours().eq(reader.found.iter().copied()),
                "{surface}"
            );
            assert_eq!(usual.seam.numbers(), found.seam, "{surface}");
            assert_eq!(usual.country, reader.word.country(), "{surface}");
            assert_eq!(reader.word.latin(), surface.to_ascii_lowercase());
            near += reader.found.len();
        }
        assert!(near > 1000, "{near} neighbours tell nothing");
        for surface in ["eLection", "Élection", "election's", "e", "", "zzqzz"] {
            assert!(index.usual(surface).is_none(), "{surface}");
        }
    }
}
