use serde::{Deserialize, Serialize};

use crate::knowledge::{Culture, Knowledge, VariantClass};
use crate::name::letters::{letter_set, place};
use crate::name::word::{FormView, WordView};

/// How two words of names hang together.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[repr(u8)]
pub(crate) enum RelationKind {
    /// The same letters, in the same script.
    Same,
    /// The same Latin letters after transliteration.
    Transliteration,
    /// A known other spelling of the same name, or a word of the same meaning.
    Spelling,
    /// The same under the usual drift of transliterations.
    Drift,
    /// A nickname or short form.
    Nickname,
    /// The same name in another language.
    CrossLanguage,
    /// One or two letters off.
    Edit,
    /// One or two letters off, and both are words that names are made of: rather another name
    /// than a slip.
    KnownEdit,
    /// The same consonants.
    Sound,
    /// The first letter alone.
    Initial,
}

/// A relation, and how far the two words are apart.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct Relation {
    /// 0 (equal) to 100.
    pub(crate) cost: u8,
    /// How they hang together.
    pub(crate) kind: RelationKind,
}

/// The shortest word that an edit may change, and the shortest that two may.
pub(crate) const ONE_EDIT_FROM: usize = 4;
pub(crate) const TWO_EDITS_FROM: usize = 8;
/// The shortest key compared with one edit.
pub(crate) const KEY_EDIT_FROM: usize = 4;
/// How many edits a key may bear.
pub(super) const KEY_EDITS: usize = 1;
/// The shortest skeleton that tells anything.
pub(crate) const SKELETON_FROM: usize = 3;
/// Relations dearer than this are none.
const MAX_COST: u16 = 70;

/// How many edits a word of this many letters may bear.
pub(crate) fn edits_allowed(len: usize) -> usize {
    match len {
        ..ONE_EDIT_FROM => 0,
        ONE_EDIT_FROM..TWO_EDITS_FROM => 1,
        _ => 2,
    }
}

/// The relation of two words, or `None` where they have nothing to do with each other.
///
/// It is the same in both directions. Every relation but [`RelationKind::Initial`] can be found
/// by looking one of these up: a shared form, key, skeleton or variant group, a form (key) that one
/// or two deletions on each side make equal, or the letters of a form of three. The index relies on
/// that.
pub(crate) fn relate(a: &WordView<'_>, b: &WordView<'_>) -> Option<Relation> {
    if a.fold == b.fold {
        return Some(Relation {
            cost: 0,
            kind: RelationKind::Same,
        });
    }
    if let Some(syllables) = Syllables::of(a.fold, b.fold) {
        return syllables.relate(a, b);
    }
    let mut best: Option<Relation> = None;
    let across = a.fold.is_ascii() != b.fold.is_ascii();
    let mut offer = |kind: RelationKind, cost: u16| {
        // Who writes another script has not chosen among the spellings of this one.
        let (kind, cost) = match kind {
            RelationKind::Spelling | RelationKind::Drift if across => {
                (RelationKind::Transliteration, cost * 2 / 3)
            }
            _ => (kind, cost),
        };
        if cost <= MAX_COST {
            let relation = Relation {
                cost: cost as u8,
                kind,
            };
            best = Some(best.map_or(relation, |best| best.min(relation)));
        }
    };
    for one in a.forms() {
        for other in b.forms() {
            relate_forms(a, b, one, other, &mut offer);
        }
    }
    if a.is_initial() != b.is_initial() && first_letters_agree(a, b) {
        offer(RelationKind::Initial, 40);
    }
    best
}

/// Two unlike characters of one script of syllables. Who wrote them knew which they were, so that
/// a like sound is at most a slip: 정 and 종 are two names, 平 and 朋 as well.
#[derive(Clone, Copy)]
enum Syllables {
    Hangul,
    Han,
}

impl Syllables {
    fn of(one: &str, other: &str) -> Option<Self> {
        let script = |text: &str| {
            let mut letters = text.chars();
            match (letters.next()?, letters.next()) {
                ('\u{AC00}'..='\u{D7A3}', None) => Some(Self::Hangul),
                ('\u{3400}'..='\u{4DBF}' | '\u{4E00}'..='\u{9FFF}', None) => Some(Self::Han),
                _ => None,
            }
        };
        match (script(one)?, script(other)?) {
            (Self::Hangul, Self::Hangul) => Some(Self::Hangul),
            (Self::Han, Self::Han) => Some(Self::Han),
            _ => None,
        }
    }

    fn relate(self, a: &WordView<'_>, b: &WordView<'_>) -> Option<Relation> {
        // Han characters are typed by their sound, and the wrong one of a sound is picked.
        let sounds = matches!(self, Self::Han) && a.latin() == b.latin();
        sounds.then_some(Relation {
            cost: 45,
            kind: RelationKind::Sound,
        })
    }
}

/// Whether two words may begin with the same letter.
pub(crate) fn first_letters_agree(a: &WordView<'_>, b: &WordView<'_>) -> bool {
    a.forms().iter().any(|one| {
        b.forms()
            .iter()
            .any(|other| one.text.as_bytes()[0] == other.text.as_bytes()[0])
    })
}

fn relate_forms(
    a: &WordView<'_>,
    b: &WordView<'_>,
    one: &FormView<'_>,
    other: &FormView<'_>,
    offer: &mut impl FnMut(RelationKind, u16),
) {
    let form_cost = u16::from(one.cost) + u16::from(other.cost);
    if one.text == other.text {
        offer(RelationKind::Transliteration, 2 + form_cost / 2);
        return;
    }
    // One side had to be read, and the reading is one of several usual ones: nobody spelt it so.
    let read = a.is_foreign() != b.is_foreign();
    if one.has_variants
        && other.has_variants
        && let Some(variant) = Knowledge::get().variant(one.text, other.text)
    {
        let (kind, cost) = match variant {
            VariantClass::Spelling if read => (RelationKind::Transliteration, 6),
            VariantClass::Spelling => (RelationKind::Spelling, 6),
            VariantClass::Syllable if may_be_syllables(one.text, other.text) => {
                (RelationKind::Spelling, 12)
            }
            VariantClass::Syllable => (RelationKind::Spelling, MAX_COST + 1),
            VariantClass::Nickname => (RelationKind::Nickname, 15),
            VariantClass::CrossLanguage => (RelationKind::CrossLanguage, 35),
        };
        offer(kind, cost + form_cost);
    }
    if (one.vowelless || other.vowelless) && same_consonants(a, b, one, other) {
        offer(RelationKind::Drift, 14 + form_cost);
        return;
    }
    // Keys and skeletons are kept for the first forms alone.
    let firsts = one.text == a.forms[0].text && other.text == b.forms[0].text;
    let skeletons = firsts && a.skeleton == b.skeleton && !a.skeleton.is_empty();
    let (short, long) = min_max(one.text.len(), other.text.len());
    let allowed = edits_allowed(short);
    let close = if allowed > 0 {
        within(one.text, other.text, allowed)
    } else {
        is_swap(one.text, other.text)
    };
    let same_key = one.key == other.key && !one.key.is_empty();
    let close_key = !same_key
        && firsts
        && a.key.len().min(b.key.len()) >= KEY_EDIT_FROM
        && within(a.key, b.key, KEY_EDITS);
    let sounds = skeletons && a.skeleton.len() >= SKELETON_FROM;
    if !(close || same_key || close_key || sounds) {
        return;
    }
    let apart = sound_distance(one.text.as_bytes(), other.text.as_bytes());
    // Twice the share of the word that changed, in per cent.
    let cost = (2 * apart / long as u16).max(3) + form_cost;
    if same_key && read {
        offer(RelationKind::Transliteration, (cost / 2).min(30));
    } else if same_key {
        offer(RelationKind::Drift, (cost / 2).min(30));
    }
    if close || close_key {
        let known = a.known && b.known;
        offer(
            if known {
                RelationKind::KnownEdit
            } else {
                RelationKind::Edit
            },
            cost,
        );
    }
    if sounds {
        offer(RelationKind::Sound, cost.max(20));
    }
}

/// Whether two forms, of which one has no vowels, have the same consonants, two at least.
fn same_consonants(
    a: &WordView<'_>,
    b: &WordView<'_>,
    one: &FormView<'_>,
    other: &FormView<'_>,
) -> bool {
    a.skeleton_of(one)
        .zip(b.skeleton_of(other))
        .is_some_and(|(one, other)| one == other && one.len() >= 2)
}

/// Whether two words may both be Chinese or Korean syllables: neither is known as a name from
/// elsewhere alone.
fn may_be_syllables(one: &str, other: &str) -> bool {
    const SYLLABIC: [Culture; 4] = [
        Culture::Cantonese,
        Culture::Chinese,
        Culture::Korean,
        Culture::Vietnamese,
    ];
    [one, other].into_iter().all(|word| {
        Knowledge::get().name_class(word).is_none_or(|class| {
            SYLLABIC
                .iter()
                .any(|&culture| class.cultures.contains(culture))
        })
    })
}

fn min_max(a: usize, b: usize) -> (usize, usize) {
    if a < b { (a, b) } else { (b, a) }
}

/// The shortest word in which two neighbouring letters may have changed places: of so few letters,
/// the same ones in another order are no chance.
pub(crate) const SWAP_FROM: usize = 3;

/// Whether two neighbouring letters changed places, and nothing else. Longer words bear an edit, of
/// which this is one.
fn is_swap(a: &str, b: &str) -> bool {
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
fn within(a: &str, b: &str, edits: usize) -> bool {
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
    use crate::name::Word;

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

    fn relation(one: &str, other: &str) -> Option<Relation> {
        let (one, other) = (Word::new(one), Word::new(other));
        let found = relate(&one.view(), &other.view());
        assert_eq!(found, relate(&other.view(), &one.view()));
        found
    }

    #[test]
    fn letters_that_changed_places_are_a_slip_wherever_they_stand() {
        for (one, other) in [("Lev", "Lve"), ("Oskar", "Sokar"), ("Emil", "Meil")] {
            let swapped = relation(one, other).expect("related");
            assert!(
                matches!(swapped.kind, RelationKind::Edit | RelationKind::KnownEdit),
                "{one} {other}: {swapped:?}"
            );
            assert!(swapped.cost <= 40, "{one} {other}: {swapped:?}");
        }
        // In a number they make another number.
        assert_eq!(relation("132", "123"), None);
        // Of two letters, and of other letters, nothing is left.
        assert_eq!(relation("Li", "Il"), None);
        assert_eq!(relation("Lev", "Vel"), None);
    }

    #[test]
    fn the_cost_of_a_letter_for_another_stands_at_their_places() {
        assert_eq!(SWAP_COSTS[place(b'm')][place(b'n')], 60);
        assert_eq!(SWAP_COSTS[place(b'0')][place(b'o')], 30);
    }
}
