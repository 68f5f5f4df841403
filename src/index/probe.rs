//! What a word is looked up by. Two words that [`relate`](crate::name::relate) finds related
//! (initials aside) share at least one hash.

use super::bytes::stable_hash;
use crate::knowledge::Knowledge;
use crate::name::{KEY_EDIT_FROM, SKELETON_FROM, WordView, edits_allowed};

/// How far from a word to look.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Reach {
    /// The same word, spelt or transliterated otherwise.
    Spelling,
    /// Also a letter or two off, and the same consonants.
    Fuzzy,
}

const FOLD: u64 = 1;
const FORM: u64 = 2;
const KEY: u64 = 3;
const SKELETON: u64 = 4;
const GROUP: u64 = 5;
const FORM_DELETION: u64 = 6;
const KEY_DELETION: u64 = 7;
const VOWELLESS: u64 = 8;

/// A deletion neighbourhood is taken of so many letters; what follows takes no part.
const MAX_DELETION_LETTERS: usize = 24;

/// The hashes under which a listed word is filed.
pub(crate) fn of_listed(word: &WordView<'_>, hashes: &mut Vec<u64>) {
    of(word, Reach::Fuzzy, hashes);
}

/// The hashes under which listed words related to `word` are found.
pub(crate) fn of(word: &WordView<'_>, reach: Reach, hashes: &mut Vec<u64>) {
    hashes.push(stable_hash(FOLD, word.fold.as_bytes()));
    for form in word.forms() {
        hashes.push(stable_hash(FORM, form.text.as_bytes()));
        for group in Knowledge::get().variant_groups(form.text) {
            hashes.push(stable_hash(GROUP, &group.group.to_le_bytes()));
        }
        if reach == Reach::Fuzzy {
            let edits = edits_allowed(form.text.len());
            deletions(FORM_DELETION, form.text.as_bytes(), edits, hashes);
        }
    }
    if !word.key.is_empty() {
        hashes.push(stable_hash(KEY, word.key.as_bytes()));
        if reach == Reach::Fuzzy && word.key.len() >= KEY_EDIT_FROM {
            deletions(KEY_DELETION, word.key.as_bytes(), 1, hashes);
        }
    }
    if word.skeleton.len() >= SKELETON_FROM && reach == Reach::Fuzzy {
        hashes.push(stable_hash(SKELETON, word.skeleton.as_bytes()));
    }
    let vowelless = word.forms().iter().any(|form| form.vowelless);
    skeletons(word, |skeleton| {
        // A word without vowels meets one with vowels here; two with vowels do not.
        hashes.push(stable_hash(VOWELLESS + u64::from(vowelless), skeleton));
    });
}

/// The hashes to look up beside those of [`of`]: a word with vowels asks for those without.
pub(crate) fn of_query(word: &WordView<'_>, reach: Reach, hashes: &mut Vec<u64>) {
    of(word, reach, hashes);
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
