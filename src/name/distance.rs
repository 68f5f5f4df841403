//! How far two words are apart: in slips of the hand, and in sounds.

use super::letters::{letter_set, place};

/// The shortest word in which two neighbouring letters may have changed places: of so few letters,
/// the same ones in another order are no chance.
pub(crate) const SWAP_FROM: usize = 3;

/// Whether two neighbouring letters changed places, and nothing else. Longer words bear an edit, of
/// which this is one.
pub(super) fn is_swap(a: &str, b: &str) -> bool {
    if a.len() != b.len() || a.len() < SWAP_FROM {
        return false;
    }
    let (a, b) = without_common_ends(a, b);
    match (a.as_bytes(), b.as_bytes()) {
        ([a, b], [c, d]) => a == d && b == c && a.is_ascii_alphabetic() && b.is_ascii_alphabetic(),
        _ => false,
    }
}

/// Whether two words are no more than so many edits apart.
pub(super) fn within(a: &str, b: &str, edits: usize) -> bool {
    if a.len().abs_diff(b.len()) > edits || letters_apart(a, b) > edits {
        return false;
    }
    let (a, b) = without_common_ends(a, b);
    match (a.as_bytes(), b.as_bytes()) {
        ([] | [_], [] | [_]) => a.len().max(b.len()) <= edits,
        (&[first, second], other) if edits == 1 => other == [second, first],
        _ if edits <= 1 => false,
        (one, other) if one.len() <= COLUMN => osa_distance(one, other) <= edits,
        _ => strsim::osa_distance(a, b) <= edits,
    }
}

/// The most letters of which there is a bit for each.
const COLUMN: usize = 64;

/// Damerau's distance by optimal string alignment between two words of ASCII letters, of which the
/// first has at most [`COLUMN`]. A column of the table is reckoned at once, in the bits of a number
/// (Hyyrö, "A bit-vector algorithm for computing Levenshtein and Damerau edit distances", 2003).
fn osa_distance(a: &[u8], b: &[u8]) -> usize {
    let Some(last) = a.len().checked_sub(1) else {
        return b.len();
    };
    let mut places = [0_u64; 128];
    for (at, letter) in a.iter().enumerate() {
        places[usize::from(letter & 127)] |= 1 << at;
    }
    let (mut rises, mut falls) = (u64::MAX, 0_u64);
    let (mut diagonal, mut before) = (0_u64, 0_u64);
    let mut distance = a.len();
    for letter in b {
        let equal = places[usize::from(letter & 127)];
        let swapped = (!diagonal & equal) << 1 & before;
        let carried = (equal & rises).wrapping_add(rises) ^ rises;
        diagonal = carried | equal | falls | swapped;
        let across_rises = falls | !(diagonal | rises);
        let across_falls = diagonal & rises;
        distance += (across_rises >> last & 1) as usize;
        distance -= (across_falls >> last & 1) as usize;
        let shifted = across_rises << 1 | 1;
        rises = across_falls << 1 | !(diagonal | shifted);
        falls = shifted & diagonal;
        before = equal;
    }
    distance
}

/// What is left of two words of ASCII letters without their common beginning and end, which no
/// edit need touch.
fn without_common_ends<'a>(a: &'a str, b: &'a str) -> (&'a str, &'a str) {
    let equal = |(one, other): &(u8, u8)| one == other;
    let start = a.bytes().zip(b.bytes()).take_while(equal).count();
    let (a, b) = (&a[start..], &b[start..]);
    let end = a
        .bytes()
        .rev()
        .zip(b.bytes().rev())
        .take_while(equal)
        .count();
    (&a[..a.len() - end], &b[..b.len() - end])
}

/// How many different letters of one word the other does not have: no edit makes up for more than
/// one of them. It settles most pairs of words without the full distance.
fn letters_apart(a: &str, b: &str) -> usize {
    let (a, b) = (letter_set(a), letter_set(b));
    (a & !b).count_ones().max((b & !a).count_ones()) as usize
}

/// What it costs that two neighbouring letters changed places: the hand's slip, that no other name
/// is likely to be.
const SWAPPED: u16 = 60;

/// The longest word compared letter by letter.
const MAX_LETTERS: usize = 32;

/// [`swap_cost`] by the places of the letters.
static SWAP_COSTS: [[u8; 64]; 64] = {
    const LETTERS: &[u8] = b"abcdefghijklmnopqrstuvwxyz0123456789";
    let mut costs = [[100; 64]; 64];
    let mut i = 0;
    while i < LETTERS.len() {
        let mut j = 0;
        while j < LETTERS.len() {
            let (a, b) = (LETTERS[i], LETTERS[j]);
            costs[place(a)][place(b)] = swap_cost(a, b);
            j += 1;
        }
        i += 1;
    }
    costs
};

/// An edit distance that knows which letters stand for like sounds; 100 is one full edit.
///
/// Damerau's optimal string alignment with weights: vowels pass into vowels, voiced consonants
/// into voiceless ones, doubled letters and `h` come and go at little cost. Words longer than 32
/// bytes are compared by their first 32.
pub(crate) fn sound_distance(a: &[u8], b: &[u8]) -> u16 {
    let a = &a[..a.len().min(MAX_LETTERS)];
    let b = &b[..b.len().min(MAX_LETTERS)];
    let mut rows = [[0u16; MAX_LETTERS + 1]; 3];
    let [before, last, now] = &mut rows;
    let (mut before, mut last, mut now) = (before, last, now);
    let mut gaps = [0; MAX_LETTERS];
    for j in 0..b.len() {
        gaps[j] = gap_cost(b, j);
        last[j + 1] = last[j] + gaps[j];
    }
    let mut previous = None;
    for (i, &letter) in a.iter().enumerate() {
        let gap = gap_cost(a, i);
        let swaps = &SWAP_COSTS[place(letter)];
        now[0] = last[0] + gap;
        let mut best = now[0];
        for j in 0..b.len() {
            let through = last[j] + u16::from(swaps[place(b[j])]);
            best = through.min(last[j + 1] + gap).min(best + gaps[j]);
            if j > 0 && letter == b[j - 1] && previous == Some(b[j]) {
                best = best.min(before[j - 1] + SWAPPED);
            }
            now[j + 1] = best;
        }
        previous = Some(letter);
        (before, last, now) = (last, now, before);
    }
    let first_differs = a.first() != b.first();
    let swapped = first_differs && a.len() > 1 && b.len() > 1 && a[0] == b[1] && a[1] == b[0];
    last[b.len()] + if first_differs && !swapped { 20 } else { 0 }
}

const fn is_vowel(letter: u8) -> bool {
    matches!(letter, b'a' | b'e' | b'i' | b'o' | b'u')
}

/// What it costs to leave out the letter at `at`.
fn gap_cost(word: &[u8], at: usize) -> u16 {
    let letter = word[at];
    let doubled = at > 0 && word[at - 1] == letter;
    match letter {
        _ if doubled => 25,
        b'h' | b'y' | b'w' => 45,
        _ if is_vowel(letter) => 55,
        _ => 100,
    }
}

/// What it costs to write one letter for another.
const fn swap_cost(a: u8, b: u8) -> u8 {
    if a == b {
        return 0;
    }
    let pair = if a < b { (a, b) } else { (b, a) };
    match pair {
        (b'i', b'y') | (b'o', b'u') | (b'e', b'i') | (b'k', b'q') => 30,
        (b'i', b'j') | (b'j', b'y') | (b'v' | b'u', b'w') | (b'c', b'k') | (b's', b'z') => 35,
        (b'g', b'q' | b'k') | (b'f', b'v') | (b'b', b'p') | (b'd', b't') | (b'c', b's') => 55,
        (b'b', b'v') | (b'd', b'z') | (b'g', b'j' | b'h') | (b'm', b'n') | (b'h', b'k') => 60,
        // Read wrongly by a scanner.
        (b'0', b'o') | (b'1', b'i' | b'l') | (b'5', b's') | (b'3', b'e') | (b'4', b'a') => 30,
        (a, b) if a.is_ascii_digit() || b.is_ascii_digit() => 150,
        (a, b) if is_vowel(a) && is_vowel(b) => 45,
        _ => 100,
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    proptest! {
        #[test]
        fn short_cuts_change_no_distance(one in "[a-d0-3]{0,9}", other in "[a-d0-3]{0,9}") {
            let distance = strsim::osa_distance(&one, &other);
            prop_assert_eq!(osa_distance(one.as_bytes(), other.as_bytes()), distance);
            for edits in 0..3 {
                prop_assert_eq!(within(&one, &other, edits), distance <= edits);
            }
            prop_assert_eq!(
                sound_distance(one.as_bytes(), other.as_bytes()),
                sound_distance(other.as_bytes(), one.as_bytes())
            );
        }
    }

    #[test]
    fn the_cost_of_a_letter_for_another_stands_at_their_places() {
        assert_eq!(SWAP_COSTS[place(b'm')][place(b'n')], 60);
        assert_eq!(SWAP_COSTS[place(b'0')][place(b'o')], 30);
    }
}
