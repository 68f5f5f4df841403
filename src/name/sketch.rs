//! What tells at a glance that two words have nothing to do with each other.

use super::letters::letter_set;
use super::relation::{KEY_EDITS, SKELETON_FROM, edits_allowed};
use super::word::WordView;
use crate::knowledge::Knowledge;

/// A word in a few numbers. Most pairs of words are ruled out by these, for a small part of what it
/// takes to [`relate`](super::relate) them.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Sketch {
    forms: LetterSets,
    keys: LetterSets,
    /// The letters of a skeleton that tells anything.
    skeleton: u64,
    /// The groups of variants its forms belong to, folded into bits.
    groups: u64,
    /// How many edits its longest form may bear.
    edits: usize,
    vowelless: bool,
    initial: bool,
}

/// The letters of some strings, as bits: those that any of them has, and those that all have.
#[derive(Clone, Copy, Debug)]
struct LetterSets {
    any: u64,
    all: u64,
}

impl LetterSets {
    fn of<'a>(strings: impl Iterator<Item = &'a str>) -> Self {
        let sets = strings.map(letter_set);
        let (any, all) = sets.fold((0, u64::MAX), |(any, all), set| (any | set, all & set));
        Self {
            any,
            // Of no strings at all, all have no letter.
            all: all & any,
        }
    }

    /// Whether a string of each may be so few edits apart: none makes up for more than one letter
    /// that the other does not have.
    fn may_be_within(&self, other: &Self, edits: usize) -> bool {
        let apart = |one: &Self, other: &Self| (one.all & !other.any).count_ones() as usize;
        apart(self, other) <= edits && apart(other, self) <= edits
    }
}

impl Sketch {
    pub(crate) fn of(word: &WordView<'_>) -> Self {
        let forms = word.forms();
        let groups = forms
            .iter()
            .filter(|form| form.has_variants)
            .flat_map(|form| Knowledge::get().variant_groups(form.text));
        let longest = forms.iter().map(|form| form.text.len()).max();
        let skeleton = if word.skeleton.len() >= SKELETON_FROM {
            letter_set(word.skeleton)
        } else {
            0
        };
        Self {
            forms: LetterSets::of(forms.iter().map(|form| form.text)),
            keys: LetterSets::of(forms.iter().map(|form| form.key)),
            skeleton,
            groups: groups.fold(0, |bits, group| bits | 1 << (group.group % 64)),
            edits: edits_allowed(longest.unwrap_or(0)),
            vowelless: forms.iter().any(|form| form.vowelless),
            initial: word.is_initial(),
        }
    }

    /// Whether the two words may be related. Where not, they are not; they need not be where so.
    pub(crate) fn may_be_related(&self, other: &Self) -> bool {
        self.forms
            .may_be_within(&other.forms, self.edits.min(other.edits))
            || self.keys.may_be_within(&other.keys, KEY_EDITS)
            || self.skeleton == other.skeleton && self.skeleton != 0
            || self.groups & other.groups != 0
            // Without vowels, and of initials, there is too little to go by.
            || self.vowelless
            || other.vowelless
            || self.initial != other.initial
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::name::{Word, relate};

    fn may_be_related(one: &str, other: &str) -> bool {
        let of = |word: &str| Sketch::of(&Word::new(word).view());
        let (one, other) = (of(one), of(other));
        assert_eq!(one.may_be_related(&other), other.may_be_related(&one));
        one.may_be_related(&other)
    }

    #[test]
    fn most_words_are_ruled_out() {
        let words = [
            "Harriet",
            "Wainwright",
            "Oleg",
            "Sandoval",
            "Mbeki",
            "Tanaka",
        ];
        for one in words {
            for other in words {
                assert_eq!(may_be_related(one, other), one == other, "{one} {other}");
            }
        }
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(4000))]

        #[test]
        fn no_related_words_are_ruled_out(one in "[a-eghk]{1,9}", other in "[a-eghk]{1,9}") {
            let (first, second) = (Word::new(&one), Word::new(&other));
            let related = relate(&first.view(), &second.view()).is_some();
            prop_assert!(!related || may_be_related(&one, &other));
        }
    }

    #[test]
    fn words_that_hang_together_in_any_way_are_not_ruled_out() {
        let words = [
            "Мухаммад",
            "Mohammed",
            "محمد",
            "Muhamed",
            "William",
            "Bill",
            "Ivan",
            "John",
            "Иван",
            "佐藤",
            "Sato",
            "李",
            "Li",
            "Lee",
            "이",
            "Rhee",
            "Youssef",
            "يوسف",
            "Joseph",
            "J",
            "Chaykovskiy",
            "Tchaikovsky",
            "Чайковский",
            "44",
            "Gaddafi",
            "Qaddafi",
            "القذافي",
        ];
        let mut related = 0;
        for one in words {
            for other in words {
                let (first, second) = (Word::new(one), Word::new(other));
                if relate(&first.view(), &second.view()).is_some() {
                    related += 1;
                    assert!(may_be_related(one, other), "{one} {other}");
                }
            }
        }
        assert!(related > 60, "{related} tell nothing");
    }
}
