//! Longest-match look-up of phrases, word by word, without joining the words of the text.

use rustc_hash::{FxHashMap, FxHashSet};

/// A trie over words: each edge is a word, each node may carry a value.
#[derive(Debug)]
pub(super) struct PhraseTable<T> {
    edges: FxHashMap<(u32, &'static str), u32>,
    values: Vec<Option<T>>,
    /// The words that phrases of several words begin with.
    openings: FxHashSet<&'static str>,
}

impl<T> Default for PhraseTable<T> {
    fn default() -> Self {
        Self {
            edges: FxHashMap::default(),
            values: vec![None],
            openings: FxHashSet::default(),
        }
    }
}

impl<T: Copy> PhraseTable<T> {
    /// Files a value under a phrase and returns the value that stood there before.
    pub(super) fn insert(
        &mut self,
        words: impl IntoIterator<Item = &'static str>,
        value: T,
    ) -> Option<T> {
        let mut node = 0;
        let mut opening = None;
        for word in words {
            self.openings.extend(opening);
            opening.get_or_insert(word);
            let next = self.values.len() as u32;
            node = *self.edges.entry((node, word)).or_insert(next);
            if node == next {
                self.values.push(None);
            }
        }
        self.values[node as usize].replace(value)
    }

    /// Whether a phrase of several words begins with a word.
    pub(super) fn is_opening(&self, word: &str) -> bool {
        self.openings.contains(word)
    }

    /// The value of the longest phrase that `words` begin with, and its number of words.
    pub(super) fn longest<'w>(
        &self,
        words: impl IntoIterator<Item = &'w str>,
    ) -> Option<(T, usize)> {
        let mut node = 0;
        let mut best = None;
        for (count, word) in (1..).zip(words) {
            let Some(&next) = self.edges.get(&(node, word)) else {
                break;
            };
            node = next;
            if let Some(value) = self.values[node as usize] {
                best = Some((value, count));
            }
        }
        best
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::PhraseTable;

    /// Phrases that share beginnings.
    const PHRASES: [&str; 10] = [
        "a", "b", "a b", "b a", "a a", "c", "a b c", "c b a", "b b b", "a c a",
    ];

    proptest! {
        #[test]
        fn the_trie_finds_what_a_scan_finds(
            filed in proptest::sample::subsequence(&PHRASES[..], 0..=10),
            text in "[abc]( [abc]){0,4}",
        ) {
            let mut table = PhraseTable::default();
            for &phrase in &filed {
                table.insert(phrase.split(' '), phrase);
            }
            let begins = |phrase: &&&str| {
                text.strip_prefix(**phrase).is_some_and(|rest| !rest.starts_with(char::is_alphabetic))
            };
            let longest = filed.iter().filter(begins).max_by_key(|phrase| phrase.len());
            let found = table.longest(text.split(' '));
            prop_assert_eq!(found.map(|(phrase, _)| phrase), longest.copied());
            prop_assert_eq!(
                found.map(|(_, taken)| taken),
                longest.map(|phrase| phrase.split(' ').count())
            );
        }
    }

    #[test]
    fn the_longest_phrase_wins_and_a_dead_end_falls_back() {
        let mut table = PhraseTable::default();
        for (phrase, value) in [("new", 1), ("new york", 2), ("new york city hall", 3)] {
            assert_eq!(table.insert(phrase.split(' '), value), None);
        }
        let longest = |text: &str| table.longest(text.split(' '));
        assert_eq!(longest("new"), Some((1, 1)));
        assert_eq!(longest("new york times"), Some((2, 2)));
        assert_eq!(longest("new york city"), Some((2, 2)));
        assert_eq!(longest("new york city hall park"), Some((3, 4)));
        assert_eq!(longest("york"), None);
        assert!(table.is_opening("new"));
        assert!(!table.is_opening("york"));
        assert_eq!(table.longest([]), None);
    }

    #[test]
    fn a_phrase_filed_twice_gives_the_first_value_back() {
        let mut table = PhraseTable::default();
        assert_eq!(table.insert(["a", "b"], 1), None);
        assert_eq!(table.insert(["a", "b"], 2), Some(1));
        assert_eq!(table.longest(["a", "b"]), Some((2, 2)));
    }
}
