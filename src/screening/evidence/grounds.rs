//! The words of a text that evidence rests on: reasons name them.

use crate::matching::Evidence;
use crate::screening::reading::block::Block;

/// The words around a window that evidence about it rests on.
#[derive(Debug, Default)]
pub(crate) struct Grounds(Vec<Ground>);

#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
struct Ground {
    /// The place of the evidence among all features.
    feature: usize,
    /// The first and the last token.
    tokens: (usize, usize),
}

impl Grounds {
    pub(crate) fn clear(&mut self) {
        self.0.clear();
    }

    /// Notes the tokens that evidence rests on, the first and the last.
    pub(crate) fn add(&mut self, evidence: Evidence, tokens: (usize, usize)) {
        let feature = evidence.feature();
        self.0.push(Ground { feature, tokens });
    }

    /// Notes several.
    pub(crate) fn extend(
        &mut self,
        evidence: Evidence,
        all: impl IntoIterator<Item = (usize, usize)>,
    ) {
        for tokens in all {
            self.add(evidence, tokens);
        }
    }

    /// The features that rest on words, each with the words as they stand in the text, in its order.
    pub(crate) fn told(&mut self, block: &Block, text: &str) -> Vec<(usize, Vec<String>)> {
        self.0.sort_unstable();
        let by_feature = self.0.chunk_by(|a, b| a.feature == b.feature);
        let told = by_feature.map(|grounds| {
            let words = grounds.iter().map(|ground| {
                let (first, last) = ground.tokens;
                let (start, end) = (block.tokens[first].start, block.tokens[last].end);
                let words = text.get(start as usize..end as usize).unwrap_or_default();
                words.split_whitespace().collect::<Vec<_>>().join(" ")
            });
            (grounds[0].feature, words.collect())
        });
        told.collect()
    }
}

#[cfg(test)]
mod tests {
    use crate::screening::told::with_reason_of;
    use crate::{Entity, EntityKind, Name, NameKind};

    #[test]
    fn reasons_name_the_words_that_they_rest_on() {
        let mut entity = Entity::new("1", EntityKind::Person, "VARNAKOV, Gleb");
        let alias = Name::new("Tavrik Kandros", NameKind::Alias);
        entity.names.push(alias);
        entity.titles = vec!["Governor of the Central Bank".into()];
        entity.countries = vec!["kr".to_owned()];
        for (text, reason) in [
            (
                "They met Ivan Gleb Varnakov.",
                "a word right before it makes it part of a longer name: Ivan",
            ),
            (
                "They met Ivan Gleb Varnakov. Gleb Varnakov left.",
                "the document gives a longer name that it is a part of: Ivan Gleb Varnakov",
            ),
            (
                "They met the governor of the bank, Gleb Varnakov.",
                "words beside it on the position that the list gives: governor, bank",
            ),
            (
                "They met Gleb Varnakov in South\nKorea and China.",
                "a country of the party is spoken of near it: South Korea",
            ),
            (
                "They met Gleb Varnakov. Tavrik Kandros left.",
                "other names or numbers of the party in the document: Tavrik Kandros",
            ),
            (
                "They met Gleb Varnakov. Varnakov left.",
                "short form of the full name before it: Gleb Varnakov",
            ),
        ] {
            let found = with_reason_of(entity.clone(), reason, &[text]);
            assert_eq!(found, [text], "{reason}");
        }
    }
}
