//! What a word is looked up by. Two words that [`relate`](crate::name::relate) finds related
//! (initials aside) share at least one hash.

use std::ops::BitOr;

use super::bytes::stable_hash;
use crate::knowledge::Knowledge;
use crate::name::{
    KEY_EDIT_FROM, MAX_FORMS, SKELETON_FROM, SWAP_FROM, WordView, edits_allowed, is_number,
    letter_set, rarity,
};
use crate::script::begins_compounds;

/// How far from a word to look.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Reach {
    /// The same word, spelt or transliterated otherwise.
    Spelling,
    /// Also one with another ending.
    Stem,
    /// Also a letter or two off, and the same consonants.
    Fuzzy,
}

impl Reach {
    /// For a word that stands in a text so, by its Latin form: a word of the language is no slip of another.
    /// Written as a name is, it may be a word of a name with another ending.
    pub(crate) fn of_word(surface: &str, is_lower: bool, latin: &str) -> Self {
        if is_lower && rarity::is_ordinary(latin) {
            Self::Spelling
        } else if !is_lower && surface.is_ascii() && rarity::is_of_language(latin) {
            Self::Stem
        } else {
            Self::Fuzzy
        }
    }
}

const FOLD: u64 = 1;
const FORM: u64 = 2;
const KEY: u64 = 3;
const SKELETON: u64 = 4;
const GROUP: u64 = 5;
const FORM_DELETION: u64 = 6;
const KEY_DELETION: u64 = 7;
const VOWELLESS: u64 = 8;
/// With the length of the half in the upper bits, so that halves of one length meet.
const FRONT: u64 = 10;
const BACK: u64 = 11;
const KEY_FRONT: u64 = 12;
const KEY_BACK: u64 = 13;
const HALF_SHIFT: u32 = 8;
const ANAGRAM: u64 = 14;
const MEANING: u64 = 15;
/// A shorter word means nothing in another language.
const SHORTEST_MEANING: usize = 4;

/// A deletion neighbourhood is taken of so many letters; what follows takes no part.
const MAX_DELETION_LETTERS: usize = 24;

/// Listed forms of so many letters are filed by their halves: of two edits, one half bears one at
/// most. What two deletions leave of a form grows with the square of its length; for joined words
/// that was most of the index.
const HALVES_FROM: usize = 10;
/// The same of keys, between which is one edit at most: one half bears none.
const KEY_HALVES_FROM: usize = 10;
/// The most edits between two forms.
const MOST_EDITS: usize = 2;

/// The two sides of a look-up, where they are not alike.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Side {
    Listed,
    Query,
}

/// The hashes under which a listed word is filed.
pub(crate) fn of_listed(word: &WordView<'_>, hashes: &mut Vec<u64>) {
    of(word, Side::Listed, Reach::Fuzzy, hashes);
    for form in word.forms().iter().filter(|form| !is_number(form.text)) {
        near_listed(form.text.as_bytes(), hashes);
    }
    hashes.extend(word.forms().iter().filter_map(|form| meaning(form.text)));
}

/// What the words of organisations are filed under that mean the same in any language.
fn meaning(form: &str) -> Option<u64> {
    let word = Knowledge::get().org_word(form)?;
    Some(stable_hash(MEANING, &word.group.to_le_bytes()))
}

/// The hashes of the listed words that mean the same as a word of another language than English.
pub(crate) fn meanings<'w>(word: &'w WordView<'_>) -> impl Iterator<Item = u64> + 'w {
    // Few letters are rather an abbreviation: `CIA` is no `Cía.`.
    let foreign = word.forms().iter().filter(|form| {
        (form.text.len() >= SHORTEST_MEANING || begins_compounds(form.text))
            && !rarity::is_of_language(form.text)
    });
    foreign.filter_map(|form| meaning(form.text))
}

/// The hashes under which a word is filed, or looked up, save those of forms a few letters off.
fn of(word: &WordView<'_>, side: Side, reach: Reach, hashes: &mut Vec<u64>) {
    hashes.push(stable_hash(FOLD, word.fold.as_bytes()));
    for form in word.forms() {
        hashes.push(stable_hash(FORM, form.text.as_bytes()));
        if form.has_variants {
            for group in Knowledge::get().variant_groups(form.text) {
                hashes.push(stable_hash(GROUP, &group.group.to_le_bytes()));
            }
        }
        if reach != Reach::Spelling {
            anagram(form.text.as_bytes(), hashes);
        }
    }
    if !word.key.is_empty() {
        hashes.push(stable_hash(KEY, word.key.as_bytes()));
        if reach != Reach::Spelling && !is_number(word.key) {
            match side {
                Side::Listed => near_listed_key(word.key.as_bytes(), hashes),
                Side::Query => near_query_key(word.key.as_bytes(), hashes),
            }
        }
    }
    if word.skeleton.len() >= SKELETON_FROM && reach != Reach::Spelling {
        hashes.push(stable_hash(SKELETON, word.skeleton.as_bytes()));
    }
    let vowelless = word.forms().iter().any(|form| form.vowelless);
    skeletons(word, |skeleton| {
        // A word without vowels meets one with vowels here; two with vowels do not.
        hashes.push(stable_hash(VOWELLESS + u64::from(vowelless), skeleton));
    });
}

/// The hashes to look a word up by. From the number given on, they find words of which a form is a
/// few letters off, and any others by chance alone.
pub(crate) fn of_query(word: &WordView<'_>, reach: Reach, hashes: &mut Vec<u64>) -> usize {
    of(word, Side::Query, reach, hashes);
    // A word with vowels asks for those without.
    let vowelless = word.forms().iter().any(|form| form.vowelless);
    skeletons(word, |skeleton| {
        // The own hash, pushed last by `of`, finds words of the same sort: only those without
        // vowels are wanted by either side.
        if !vowelless {
            hashes.pop();
        }
        hashes.push(stable_hash(VOWELLESS + u64::from(!vowelless), skeleton));
    });
    // A listed word is filed under the key of its first form alone.
    for form in word
        .forms()
        .iter()
        .skip(1)
        .filter(|form| !form.key.is_empty())
    {
        hashes.push(stable_hash(KEY, form.key.as_bytes()));
    }
    let others = hashes.len();
    if reach != Reach::Spelling {
        for form in word.forms().iter().filter(|form| !is_number(form.text)) {
            near_query(form.text.as_bytes(), hashes);
        }
    }
    others
}

/// The letters of a word's forms, as bits, and whether there is more than one form: what rules out
/// most words that share a hash though more letters differ than two forms may.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct FormLetters(u64);

impl FormLetters {
    /// Set where there are several forms; no letter has this bit.
    const SEVERAL: u64 = 1 << 63;

    pub(super) fn of(word: &WordView<'_>) -> Self {
        let several = if word.forms().len() > 1 {
            Self::SEVERAL
        } else {
            0
        };
        let sets = word.forms().iter().map(|form| letter_set(form.text));
        Self(sets.fold(several, BitOr::bitor))
    }

    pub(super) fn from_bits(bits: u64) -> Self {
        Self(bits)
    }

    pub(super) fn bits(self) -> u64 {
        self.0
    }
}

/// The letters of the forms of a word that is looked up, with the edits that each bears.
pub(crate) struct QueryLetters {
    forms: [(u64, u32); MAX_FORMS],
    count: usize,
}

impl QueryLetters {
    pub(crate) fn of(word: &WordView<'_>) -> Self {
        let mut forms = [(0, 0); MAX_FORMS];
        for (place, form) in forms.iter_mut().zip(word.forms()) {
            *place = (letter_set(form.text), edits_allowed(form.text.len()) as u32);
        }
        let count = word.forms().len();
        Self { forms, count }
    }

    /// Whether one of the forms may be no more edits off than it bears from one of a listed word's.
    pub(crate) fn may_be_near(&self, FormLetters(listed): FormLetters) -> bool {
        let several = listed & FormLetters::SEVERAL != 0;
        self.forms[..self.count].iter().any(|&(letters, allowed)| {
            // No edit makes up for more than one letter that the other word does not have.
            (letters & !listed).count_ones() <= allowed
                && (several || (listed & !letters).count_ones() <= allowed)
        })
    }
}

/// Calls `each` with the skeletons by which words without vowels are compared: one of a word with
/// vowels, that of each form of one without.
fn skeletons(word: &WordView<'_>, mut each: impl FnMut(&[u8])) {
    for (at, form) in word.forms().iter().enumerate() {
        if (at == 0 || form.vowelless)
            && let Some(skeleton) = word.skeleton_of(form)
            && skeleton.len() >= 2
        {
            each(skeleton.as_bytes());
        }
    }
}

/// Files a form too short for other slips by its letters in order, so that it is found where two of
/// them changed places.
fn anagram(form: &[u8], hashes: &mut Vec<u64>) {
    if let Ok(mut letters) = <[u8; SWAP_FROM]>::try_from(form) {
        letters.sort_unstable();
        hashes.push(stable_hash(ANAGRAM, &letters));
    }
}

/// Files a form so that those a few letters off find it.
fn near_listed(form: &[u8], hashes: &mut Vec<u64>) {
    if form.len() < HALVES_FROM {
        deletions(FORM_DELETION, form, edits_allowed(form.len()), hashes);
        return;
    }
    let half = form.len() / 2;
    for (side, half) in [(FRONT, &form[..half]), (BACK, &form[form.len() - half..])] {
        let namespace = side | (half.len() as u64) << HALF_SHIFT;
        hashes.push(stable_hash(namespace, half));
        one_deletion(namespace, half, hashes);
    }
}

/// Looks up the forms a few letters off, whichever way they are filed.
fn near_query(form: &[u8], hashes: &mut Vec<u64>) {
    let (shortest, longest) = (
        form.len().saturating_sub(MOST_EDITS),
        form.len() + MOST_EDITS,
    );
    if shortest < HALVES_FROM {
        deletions(FORM_DELETION, form, edits_allowed(form.len()), hashes);
    }
    if longest < HALVES_FROM {
        return;
    }
    for half in shortest.max(HALVES_FROM) / 2..=longest / 2 {
        for side in [FRONT, BACK] {
            let namespace = side | (half as u64) << HALF_SHIFT;
            let end = |letters: usize| match side {
                FRONT => &form[..letters],
                _ => &form[form.len() - letters..],
            };
            // With a letter too many, as many, one of them another, and one too few.
            one_deletion(namespace, end(half + 1), hashes);
            hashes.push(stable_hash(namespace, end(half)));
            one_deletion(namespace, end(half), hashes);
            hashes.push(stable_hash(namespace, end(half - 1)));
        }
    }
}

/// Files a key so that those one edit off find it.
fn near_listed_key(key: &[u8], hashes: &mut Vec<u64>) {
    if key.len() >= KEY_HALVES_FROM {
        key_halves(key, key_half(key.len()), hashes);
    } else if key.len() >= KEY_EDIT_FROM {
        deletions(KEY_DELETION, key, 1, hashes);
    }
}

/// Looks up the keys one edit off, whichever way they are filed.
fn near_query_key(key: &[u8], hashes: &mut Vec<u64>) {
    let (shortest, longest) = (key.len().saturating_sub(1), key.len() + 1);
    if shortest < KEY_HALVES_FROM && key.len() >= KEY_EDIT_FROM {
        deletions(KEY_DELETION, key, 1, hashes);
    }
    if longest >= KEY_HALVES_FROM {
        for half in key_half(shortest.max(KEY_HALVES_FROM))..=key_half(longest) {
            key_halves(key, half, hashes);
        }
    }
}

/// How long the halves of a key are. Between them a letter or two belong to neither, so that no two
/// letters that are exchanged lie in both.
fn key_half(len: usize) -> usize {
    (len - 1) / 2
}

fn key_halves(key: &[u8], half: usize, hashes: &mut Vec<u64>) {
    let length = (half as u64) << HALF_SHIFT;
    hashes.push(stable_hash(KEY_FRONT | length, &key[..half]));
    hashes.push(stable_hash(KEY_BACK | length, &key[key.len() - half..]));
}

/// What is left of a word without one of its letters.
fn one_deletion(namespace: u64, word: &[u8], hashes: &mut Vec<u64>) {
    let Some((_, first)) = word.split_first() else {
        return;
    };
    // Without the first letter, then each letter gone before is put back in place of the next.
    let mut shorter = first.to_vec();
    hashes.push(stable_hash(namespace, &shorter));
    for at in 0..shorter.len() {
        shorter[at] = word[at];
        hashes.push(stable_hash(namespace, &shorter));
    }
}

fn deletions(namespace: u64, word: &[u8], edits: usize, hashes: &mut Vec<u64>) {
    if edits == 0 {
        return;
    }
    let word = &word[..word.len().min(MAX_DELETION_LETTERS)];
    hashes.push(stable_hash(namespace, word));
    let mut shorter = [0u8; MAX_DELETION_LETTERS];
    for first in 0..word.len() {
        let len = without(word, first, &mut shorter);
        hashes.push(stable_hash(namespace, &shorter[..len]));
        if edits < 2 {
            continue;
        }
        let once = shorter;
        for second in first..len {
            let mut twice = [0u8; MAX_DELETION_LETTERS];
            let len = without(&once[..len], second, &mut twice);
            hashes.push(stable_hash(namespace, &twice[..len]));
        }
    }
}

fn without(word: &[u8], at: usize, out: &mut [u8; MAX_DELETION_LETTERS]) -> usize {
    out[..at].copy_from_slice(&word[..at]);
    out[at..word.len() - 1].copy_from_slice(&word[at + 1..]);
    word.len() - 1
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::name::{RelationKind, Word, relate};

    /// A word with so many letters changed, left out, put in or swapped.
    fn slipped(word: &str, slips: &[(u8, prop::sample::Index, char)]) -> String {
        let mut letters: Vec<char> = word.chars().collect();
        for (slip, at, letter) in slips {
            let at = at.index(letters.len());
            match slip {
                0 => letters[at] = *letter,
                1 => letters.insert(at, *letter),
                2 => letters.truncate(letters.len().max(2) - 1),
                3 => drop(letters.remove(at)),
                _ if at > 0 => letters.swap(at - 1, at),
                _ => {}
            }
        }
        letters.into_iter().collect()
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(4000))]

        #[test]
        fn related_words_share_a_hash(
            word in "[a-e]{3,26}",
            slips in prop::collection::vec((0u8..5, any::<prop::sample::Index>(), prop::char::range('a', 'e')), 0..=2),
        ) {
            let (listed, query) = (Word::new(&word), Word::new(&slipped(&word, &slips)));
            let relation = relate(&listed.view(), &query.view());
            if relation.is_some_and(|relation| relation.kind != RelationKind::Initial) {
                let (mut filed, mut asked) = (Vec::new(), Vec::new());
                of_listed(&listed.view(), &mut filed);
                let others = of_query(&query.view(), Reach::Fuzzy, &mut asked);
                // Those that an edit of the form alone finds must not be ruled out by their letters.
                let is_filed = |hash: &u64| filed.contains(hash);
                let near = QueryLetters::of(&query.view());
                let not_ruled_out = near.may_be_near(FormLetters::of(&listed.view()));
                prop_assert!(
                    asked[..others].iter().any(is_filed)
                        || asked[others..].iter().any(is_filed) && not_ruled_out
                );
            }
        }

        #[test]
        fn a_slip_in_a_key_is_found_wherever_it_is(
            key in "[a-z]{4,20}",
            slip in (0u8..5, any::<prop::sample::Index>(), prop::char::range('a', 'z')),
        ) {
            let other = slipped(&key, &[slip]);
            let shortest = key.len().min(other.len());
            if shortest >= KEY_EDIT_FROM && strsim::osa_distance(&key, &other) <= 1 {
                let (mut filed, mut asked) = (Vec::new(), Vec::new());
                near_listed_key(key.as_bytes(), &mut filed);
                near_query_key(other.as_bytes(), &mut asked);
                prop_assert!(asked.iter().any(|hash| filed.contains(hash)));
            }
        }

        #[test]
        fn two_slips_are_found_wherever_they_are(
            word in "[a-z]{10,26}",
            slips in prop::collection::vec((0u8..5, any::<prop::sample::Index>(), prop::char::range('a', 'z')), 0..=2),
        ) {
            let other = slipped(&word, &slips);
            if strsim::osa_distance(&word, &other) <= MOST_EDITS {
                let (mut filed, mut asked) = (Vec::new(), Vec::new());
                near_listed(word.as_bytes(), &mut filed);
                near_query(other.as_bytes(), &mut asked);
                prop_assert!(asked.iter().any(|hash| filed.contains(hash)));
            }
        }
    }
}
