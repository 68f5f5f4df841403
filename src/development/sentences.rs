//! Ordinary sentences of many languages, which name nobody: what is found in them is wrong.

use super::labelled::hash;
use crate::confidence::Input;

/// Language, sentence.
const TABLE: &str = include_str!("../../lists/ordinary-sentences.tsv");

/// The sentences of a language, a paragraph each.
pub(super) struct Sentences {
    pub(super) language: &'static str,
    pub(super) text: String,
}

/// All of them, by language.
pub(super) fn sentences() -> Vec<Sentences> {
    let rows = TABLE.lines().filter(|line| !line.starts_with('#'));
    let mut all: Vec<Sentences> = Vec::new();
    for (language, sentence) in rows.filter_map(|line| line.split_once('\t')) {
        match all.last_mut().filter(|last| last.language == language) {
            Some(last) => last.text.extend(["\n\n", sentence]),
            None => all.push(Sentences {
                language,
                text: sentence.to_owned(),
            }),
        }
    }
    all
}

/// The table as an input of a fit.
pub(super) fn input() -> Input {
    Input {
        name: "ordinary-sentences.tsv".to_owned(),
        sha256: hash(TABLE.as_bytes()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_sentences_of_a_language_stand_together() {
        let mut languages: Vec<&str> = sentences().iter().map(|of| of.language).collect();
        assert!(languages.len() > 40);
        languages.sort_unstable();
        languages.dedup();
        assert_eq!(languages.len(), sentences().len());
        let rows = TABLE.lines().filter(|line| !line.starts_with('#'));
        assert!(rows.clone().all(|line| line.split('\t').count() == 2));
        let paragraphs = |of: &Sentences| of.text.split("\n\n").count();
        assert_eq!(
            sentences().iter().map(paragraphs).sum::<usize>(),
            rows.count()
        );
    }
}
