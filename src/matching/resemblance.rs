//! How far words resemble each other that are no form of one another.
//!
//! Between a slip and another name there is no border: `Hartley` for `Harmler` may be either, `Olsen`
//! for `Harmler` is another name. So what differs speaks against a match the less, the more of its
//! letters are the same.

use super::align::{Alignment, SidePart};
use super::feature::{Feature, NameFeatures};
use crate::name::{Word, sound_distance};

/// So many words of each side are compared, the weightiest.
const MOST_COMPARED: usize = 3;
/// Words that have nothing to do with each other share so much of their letters, and those that
/// share so much more differ in next to nothing.
const BY_CHANCE: f32 = 0.3;
const BEYOND_CHANCE: f32 = 0.6;
/// A word cut short, of so many letters at least, shares so much with the whole word.
const CUT_FROM: usize = 4;
const CUT: f32 = 0.75;

/// Takes from what differs between two names the share in which the words resemble each other, and
/// tells that share: 0 where nothing differs.
pub(crate) fn discount_resembling<'a>(
    features: &mut NameFeatures,
    alignment: &Alignment,
    sides: [&[SidePart]; 2],
    query_word: impl Fn(usize) -> Spelling<'a>,
    listed_word: impl Fn(usize) -> Spelling<'a>,
) -> f32 {
    if features[Feature::Unlike as usize] == 0.0 {
        return 0.0;
    }
    let alike = resemblance(alignment, sides, query_word, listed_word);
    features[Feature::Unlike as usize] *= 1.0 - alike;
    features[Feature::UnlikeShare as usize] *= 1.0 - alike;
    alike
}

/// How like the words are that each side has for itself, by their weight: 0 as by chance, 1 all but
/// the same.
fn resemblance<'a>(
    alignment: &Alignment,
    [query, listed]: [&[SidePart]; 2],
    query_word: impl Fn(usize) -> Spelling<'a>,
    listed_word: impl Fn(usize) -> Spelling<'a>,
) -> f32 {
    let (ones, one_count) = left_over(alignment.left_query, query);
    let (others, other_count) = left_over(alignment.left_listed, listed);
    let both = one_count.min(other_count);
    let mut spelt = [None; MOST_COMPARED];
    for (spelling, &other) in spelt.iter_mut().zip(&others[..both]) {
        *spelling = Some(listed_word(other));
    }
    let (mut like, mut all) = (0.0, 0.0);
    let mut taken = [false; MOST_COMPARED];
    for &one in &ones[..both] {
        let spelling = query_word(one);
        let rest = spelt[..both]
            .iter()
            .enumerate()
            .filter(|(at, _)| !taken[*at]);
        let best = rest
            .filter_map(|(at, other)| Some((at, spelling.likeness(other.as_ref()?))))
            .max_by(|a, b| a.1.total_cmp(&b.1).then(b.0.cmp(&a.0)));
        let Some((at, best)) = best else { break };
        taken[at] = true;
        let bits = query[one].part.bits.min(listed[others[at]].part.bits);
        like += bits * best;
        all += bits;
    }
    if all > 0.0 { like / all } else { 0.0 }
}

/// The places of the weightiest words that name somebody and have no counterpart.
fn left_over(mask: u32, parts: &[SidePart]) -> ([usize; MOST_COMPARED], usize) {
    let mut places = [0; MOST_COMPARED];
    let mut count = 0;
    for (at, part) in parts.iter().enumerate() {
        if part.span > 1 || mask & part.mask() == 0 || !part.part.role.is_core() {
            continue;
        }
        let lighter = |&place: &usize| parts[place].part.bits < part.part.bits;
        let to = places[..count].iter().position(lighter).unwrap_or(count);
        if to < MOST_COMPARED {
            count = (count + 1).min(MOST_COMPARED);
            places[to..count].rotate_right(1);
            places[to] = at;
        }
    }
    (places, count)
}

/// What is compared of a word.
#[derive(Clone, Copy)]
pub(crate) struct Spelling<'a> {
    latin: &'a str,
    /// Whether it is one character of another script.
    is_character: bool,
}

impl<'a> Spelling<'a> {
    pub(crate) fn of(word: &'a Word) -> Self {
        Self::new(word.latin(), word.fold())
    }

    /// A word by its first Latin form, and folded in its own script.
    pub(crate) fn new(latin: &'a str, fold: &'a str) -> Self {
        Self {
            latin,
            is_character: !fold.is_ascii() && fold.chars().count() == 1,
        }
    }

    /// How like two words are beyond chance, by the share of the longer one that would have to
    /// change.
    fn likeness(&self, other: &Self) -> f32 {
        // Who writes a character for a syllable knows which one he means.
        if self.is_character && other.is_character {
            return 0.0;
        }
        let (short, long) = if self.latin.len() < other.latin.len() {
            (self.latin, other.latin)
        } else {
            (other.latin, self.latin)
        };
        let changed = sound_distance(short.as_bytes(), long.as_bytes());
        let changed = f32::from(changed) / (100 * long.len().max(1)) as f32;
        let cut = short.len() >= CUT_FROM && long.starts_with(short);
        let shared = (1.0 - changed).max(if cut { CUT } else { 0.0 });
        ((shared - BY_CHANCE) / BEYOND_CHANCE).clamp(0.0, 1.0)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::EntityKind;
    use crate::matching::NamePair;

    fn like(one: &str, other: &str) -> f32 {
        let (one, other) = (Word::new(one), Word::new(other));
        let (one, other) = (Spelling::of(&one), Spelling::of(&other));
        assert_eq!(one.likeness(&other), other.likeness(&one));
        one.likeness(&other)
    }

    #[test]
    fn words_are_like_by_the_letters_they_share() {
        assert!(like("Hartley", "Harmler") > 0.6);
        assert!(like("Olsen", "Harmler") < 0.2);
        assert!(like("Tom", "Tim") > like("Tom", "Ian"));
        assert!(like("Albost", "Albostani") > 0.7);
        assert_eq!(like("정", "종"), 0.0);
    }

    #[test]
    fn what_resembles_differs_less() {
        let unlike = |one: &str, other: &str| {
            let pair = NamePair::new(one, other, EntityKind::Person);
            pair.features(&pair.align()).of_name(Feature::Unlike)
        };
        let near = unlike("Keir Hartley", "Keir Harmler");
        assert!(near > 0.0);
        assert!(near < unlike("Keir Olsen", "Keir Harmler") / 2.0);
        // Each word is held against the one most like it, whatever their order.
        assert!(unlike("Keir Hartley Olsen", "Keir Olson Harmler") < 12.0);
    }
}
