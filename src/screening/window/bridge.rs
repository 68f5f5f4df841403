//! What may stand inside a mention without being part of the listed name.

use crate::knowledge::{FunctionWord, Knowledge};
use crate::name::Manner;
use crate::screening::reading::block::Block;
use crate::screening::reading::words::Words;
use crate::text::Case;

use super::aside::is_other_and;
use super::small_words::is_small;

/// How many words that are no part of the name may stand between two that are.
pub(crate) const BRIDGE: usize = 2;

pub(super) fn bridges_at(token: usize, manner: Manner, block: &Block, words: &Words) -> bool {
    let word = block.words[token];
    // A person's name in syllables has nothing but its syllables.
    if manner == Manner::Person && block.tokens[token].is_syllable {
        return false;
    }
    words.glance(word).bridges && bridges(block.tokens[token].case, words.surface(word), manner)
}

/// Whether a word that is no part of the listed name may stand inside a mention of it.
pub(crate) fn bridges(case: Case, surface: &str, manner: Manner) -> bool {
    if case.is_name_like() {
        // Without capitals, all words look like names; between the words of a person none of these stands.
        return manner != Manner::Person || case.has_capitals() || !is_small(surface);
    }
    match manner {
        Manner::Person => Knowledge::get().particle(surface).is_some() || is_other_and(surface),
        Manner::Organization => matches!(
            Knowledge::get().function_word(surface),
            Some(FunctionWord::Inner | FunctionWord::Link)
        ),
    }
}
