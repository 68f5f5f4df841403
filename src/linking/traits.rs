//! What is told of a listed word at a glance, so that most pairs of words need not be compared.

use crate::index::{Index, stable_hash};
use crate::knowledge::Knowledge;
use crate::name::{WordView, letter_set};

/// Two words have no more edits than this, and their keys no more than the next.
const MOST_EDITS: usize = 2;
const MOST_KEY_EDITS: usize = 1;

/// A word at a glance.
pub(super) struct Traits {
    /// A hash of how it sounds.
    pub(super) sound: u64,
    letters: u64,
    key_letters: u64,
    /// It has other spellings that no letter gives away.
    has_variants: bool,
    /// It can be written in several ways, or has no vowels.
    is_open: bool,
}

impl Traits {
    fn new(word: &WordView<'_>) -> Self {
        let sound = if word.key.is_empty() {
            word.fold
        } else {
            word.key
        };
        let variants = |text: &str| Knowledge::get().variant_groups(text);
        Self {
            sound: stable_hash(0, sound.as_bytes()),
            letters: letter_set(word.latin()),
            key_letters: letter_set(word.key),
            has_variants: !variants(word.latin()).is_empty(),
            is_open: word.form_count != 1 || word.forms()[0].vowelless,
        }
    }

    /// Whether two words, not the same, may be the same but for their spelling.
    pub(super) fn may_be(&self, other: &Self) -> bool {
        self.is_open
            || other.is_open
            || self.has_variants && other.has_variants
            || are_near(self.letters, other.letters, MOST_EDITS)
            || are_near(self.key_letters, other.key_letters, MOST_KEY_EDITS)
    }
}

/// Whether neither of two sets has more than so many letters that the other has not.
fn are_near(a: u64, b: u64, most: usize) -> bool {
    // Quicker than to count them all.
    let has_few = |mut set: u64| {
        for _ in 0..most {
            set &= set.wrapping_sub(1);
        }
        set == 0
    };
    has_few(a & !b) && has_few(b & !a)
}

/// All listed words, by their numbers.
pub(super) fn all(index: &Index) -> Vec<Traits> {
    let words = 0..index.word_count() as u32;
    words.map(|word| Traits::new(&index.word(word))).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::Watchlist;
    use crate::index;
    use crate::linking::name::is_same_word;
    use crate::name::{Role, relate};

    #[test]
    fn no_pair_is_passed_over_that_would_link() {
        let index = index::build(&Watchlist::starter()).unwrap();
        let traits = all(&index);
        let (mut linked, mut passed_over) = (0, 0);
        for one in 0..traits.len() {
            for other in one + 1..traits.len() {
                let may_be = traits[one].may_be(&traits[other]);
                let relation = relate(&index.word(one as u32), &index.word(other as u32));
                let links =
                    relation.is_some_and(|found| is_same_word(found, Role::Given, Role::Given));
                assert!(may_be || !links, "{one} {other}");
                linked += usize::from(links);
                passed_over += usize::from(!may_be);
            }
        }
        assert!(
            linked > 100 && passed_over > 1_000_000,
            "{linked} {passed_over}"
        );
    }
}
