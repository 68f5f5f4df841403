//! How two words of names hang together, and how closely.

use std::borrow::Cow;

use serde::{Deserialize, Serialize};

use crate::knowledge::{Culture, Knowledge, VariantClass};
use crate::name::distance::{is_swap, sound_distance, within};
use crate::name::letters::is_number;
use crate::name::word::{FormView, WordView};
use crate::script;

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
    /// The same meaning in another language. It brings names up; whether the words agree is told by the
    /// parts they play.
    Translation,
}

impl RelationKind {
    pub(crate) const ALL: [Self; 11] = [
        Self::Same,
        Self::Transliteration,
        Self::Spelling,
        Self::Drift,
        Self::Nickname,
        Self::CrossLanguage,
        Self::Edit,
        Self::KnownEdit,
        Self::Sound,
        Self::Initial,
        Self::Translation,
    ];

    /// Whether one of the two words may be the other with letters missed or mistaken.
    pub(crate) fn is_slip(self) -> bool {
        matches!(self, Self::Edit | Self::KnownEdit | Self::Sound)
    }
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
const ONE_EDIT_FROM: usize = 4;
const TWO_EDITS_FROM: usize = 8;
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
        match (Self::script(one)?, Self::script(other)?) {
            (Self::Hangul, Self::Hangul) => Some(Self::Hangul),
            (Self::Han, Self::Han) => Some(Self::Han),
            _ => None,
        }
    }

    fn script(text: &str) -> Option<Self> {
        let mut letters = text.chars();
        match (letters.next()?, letters.next()) {
            ('\u{AC00}'..='\u{D7A3}', None) => Some(Self::Hangul),
            ('\u{3400}'..='\u{4DBF}' | '\u{4E00}'..='\u{9FFF}', None) => Some(Self::Han),
            _ => None,
        }
    }

    fn is_han(text: &str) -> bool {
        matches!(Self::script(text), Some(Self::Han))
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
            .any(|other| one.text.bytes().next() == other.text.bytes().next())
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
    // With another digit it is another number.
    if is_number(one.text) || is_number(other.text) {
        return;
    }
    // One side had to be read, and the reading is one of several usual ones: nobody spelt it so.
    let read = a.is_foreign() != b.is_foreign();
    // How a Han character is read is known; a spelling that is merely like one is another character's.
    let character = [(a, one), (b, other)]
        .into_iter()
        .find(|(word, _)| read && Syllables::is_han(word.fold));
    if one.has_variants
        && other.has_variants
        && character.is_none_or(|(_, form)| form.cost != script::WADE_GILES_COST)
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
        // A reading that is a known spelling is rather the right one.
        let reading = if kind == RelationKind::Transliteration {
            form_cost / 2
        } else {
            form_cost
        };
        offer(kind, cost + reading);
    }
    if character.is_some() {
        return;
    }
    if (one.vowelless || other.vowelless) && same_consonants(a, b, one, other) {
        let cost = if vowels_agree(one, other) {
            6 + form_cost / 2
        } else {
            14 + form_cost
        };
        offer(RelationKind::Drift, cost);
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

/// Whether one of two forms of the same consonants lacks no more than a vowel or two of the other, and
/// none of its own is unlike.
fn vowels_agree(one: &FormView<'_>, other: &FormView<'_>) -> bool {
    const MOST_LACKING: usize = 2;
    let (bare, whole) = match (one.vowelless, other.vowelless) {
        (true, false) => (key_of(one), key_of(other)),
        (false, true) => (key_of(other), key_of(one)),
        _ => return false,
    };
    let mut letters = whole.bytes();
    bare.contains(['a', 'e', 'i', 'o', 'u'])
        && whole.len() - bare.len().min(whole.len()) <= MOST_LACKING
        && bare
            .bytes()
            .all(|letter| letters.any(|other| other == letter))
}

/// The key of a form, made anew where it is not kept.
fn key_of<'f>(form: &FormView<'f>) -> Cow<'f, str> {
    if !form.key.is_empty() {
        return Cow::Borrowed(form.key);
    }
    let mut key = String::new();
    script::drift_key(form.text, &mut key);
    Cow::Owned(key)
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

#[cfg(test)]
mod tests {
    use super::*;
    use crate::name::Word;

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
        // In a number they make another number, as does any other digit.
        assert_eq!(relation("132", "123"), None);
        assert_eq!(relation("4471205", "4471206"), None);
        assert_eq!(relation("4471205", "447125"), None);
        // Of two letters, and of other letters, nothing is left.
        assert_eq!(relation("Li", "Il"), None);
        assert_eq!(relation("Lev", "Vel"), None);
    }
}
