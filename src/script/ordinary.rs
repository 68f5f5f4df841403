//! Ordinary words of Korean, and those that Japanese borrowed: no name is heard in them.

use std::sync::LazyLock;

use rustc_hash::FxHashSet;

use super::eastern::without_particle;

static WORDS: LazyLock<FxHashSet<&str>> = LazyLock::new(|| {
    let text = include_str!("../../lists/knowledge/eastern-ordinary.tsv");
    super::rows(text).flat_map(|row| row.split(' ')).collect()
});

/// What Korean joins to a noun to make a verb or an adjective of it, or another noun.
const ENDINGS: [&str; 44] = [
    "하는",
    "하고",
    "하여",
    "하며",
    "하면",
    "하지",
    "하기",
    "하게",
    "하던",
    "하라",
    "하세요",
    "한다",
    "합니다",
    "했다",
    "했으며",
    "했고",
    "한",
    "할",
    "함",
    "해",
    "해서",
    "해야",
    "되는",
    "되고",
    "되어",
    "되며",
    "되면",
    "되지",
    "된다",
    "됩니다",
    "됐다",
    "되었다",
    "된",
    "될",
    "됨",
    "적인",
    "적으로",
    "적",
    "들",
    "들이",
    "들을",
    "들은",
    "들의",
    "시키",
];

/// Whether a word of Hangul or Katakana is ordinary, with what Korean joins to it.
pub(crate) fn is_ordinary_eastern(word: &str) -> bool {
    let is_known = |word: &str| WORDS.contains(word);
    is_known(word)
        || without_particle(word).is_some_and(is_known)
        || ENDINGS
            .iter()
            .any(|ending| word.strip_suffix(ending).is_some_and(is_known))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_table_is_sound() {
        let text = include_str!("../../lists/knowledge/eastern-ordinary.tsv");
        let words = super::super::rows(text).flat_map(|row| row.split(' '));
        assert_eq!(words.clone().count(), WORDS.len(), "a word stands twice");
        for word in words {
            let is_hangul = |c: char| ('\u{AC00}'..='\u{D7A3}').contains(&c);
            let is_katakana = |c: char| ('\u{30A1}'..='\u{30FC}').contains(&c);
            assert!(
                word.chars().all(is_hangul) || word.chars().all(is_katakana),
                "{word}"
            );
            assert!(word.chars().count() > 1, "{word}");
            let mut folded = String::new();
            super::super::fold(word, &mut folded);
            assert!(
                !is_known(&folded),
                "{word} tells something of organisations"
            );
        }
    }

    #[test]
    fn words_are_known_with_what_is_joined_to_them() {
        for word in ["조절", "조절을", "조절하는", "조절된", "チェック"] {
            assert!(is_ordinary_eastern(word), "{word}");
        }
        assert!(!is_ordinary_eastern("김정은"));
        assert!(!is_ordinary_eastern("김정은을"));
    }
}
