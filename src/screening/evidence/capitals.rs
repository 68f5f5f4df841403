//! What the case of a mention's letters says, beside that of the words around it.

use crate::matching::{Evidence, Features};
use crate::name::Manner;
use crate::screening::evidence::acronym;
use crate::screening::evidence::stray;
use crate::screening::reading::block::Block;
use crate::screening::reading::words::Words;
use crate::text::Case;

/// A sentence is looked at so many words to each side, to see how it writes its words.
pub(crate) const SENTENCE: usize = 12;

/// Adds what the case of a window's letters says, told by its first and last token and whether it has a small
/// word. `shouting` is a text of capitals alone.
pub(super) fn weigh(
    features: &mut Features,
    (first, last, small_word): (usize, usize, bool),
    manner: Manner,
    shouting: bool,
    block: &Block,
    words: &Words,
) {
    let case = case_of(first, last, block);
    features.set_flag(
        Evidence::LowerCase,
        (case == Some(Case::Lower) || small_word) && !sentence_is(Case::Lower, first, last, block),
    );
    let capitals = case == Some(Case::Upper);
    features.set_flag(Evidence::AllCapitals, capitals && shouting);
    let single = first == last;
    let token = &block.tokens[first];
    // There any word has a capital, where the script has capitals.
    features.set_flag(
        Evidence::SentenceStart,
        single && block.starts_sentence[first] && token.case.has_capitals(),
    );
    let letters = words.surface(block.words[first]).chars().count();
    let acronym = single && letters <= 5 && token.case == Case::Upper && !shouting;
    let code = manner == Manner::Organization && stray::is_code(first, last, block, words);
    features.set_flag(Evidence::Acronym, acronym || code);
    let spelt_out =
        acronym::may_spell_out(first, last, block) && acronym::is_spelt_out(first, block, words);
    features.set_flag(Evidence::AcronymElsewhere, spelt_out);
}

/// The common case of the words of a mention, small words aside.
fn case_of(first: usize, last: usize, block: &Block) -> Option<Case> {
    let mut tokens = block.tokens[first..=last]
        .iter()
        .filter(|token| token.end - token.start > 3 || first == last);
    let case = tokens.next()?.case;
    tokens.all(|token| token.case == case).then_some(case)
}

/// Whether the words around a mention are all written in one case. Who begins a sentence with a capital does not
/// write all in small letters.
pub(super) fn sentence_is(case: Case, first: usize, last: usize, block: &Block) -> bool {
    let from = first.saturating_sub(SENTENCE);
    let to = (last + 1 + SENTENCE).min(block.tokens.len());
    let begins = |at: usize| {
        let token = &block.tokens[at];
        token.case == Case::Title && block.starts_sentence[at] && token.end - token.start > 1
    };
    if case == Case::Lower && (from..to).any(begins) {
        return false;
    }
    let mut others = (from..first).chain(last + 1..to).filter(|&at| {
        let token = &block.tokens[at];
        token.case.has_capitals() && token.end - token.start > 3
    });
    let mut count = 0;
    let all = others.all(|at| {
        count += 1;
        block.tokens[at].case == case
    });
    all && count > 1
}

#[cfg(test)]
mod tests {
    use crate::EntityKind;
    use crate::screening::told::with_reason;

    #[test]
    fn who_begins_a_sentence_with_a_capital_writes_names_so() {
        let texts = [
            "Yesterday the others paid tavrik there again.",
            "yesterday the others paid tavrik there again.",
        ];
        let name = ("TAVRIK", EntityKind::Organization);
        assert_eq!(with_reason(name, "written in small", &texts), texts[..1]);
    }
}
