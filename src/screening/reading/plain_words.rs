//! What stands in writing without blanks as a word of the language: no name is heard in it.

use crate::screening::reading::block::Block;
use crate::screening::reading::words::Words;
use crate::script::{begins_family, is_ordinary_word};
use crate::text::{Case, Gap};

/// A longer word of Korean is not ordinary.
const LONGEST_HANGUL: usize = 8;

/// Characters of Chinese that no name of Chinese or Koreans has: small words, and what offices and places end with.
pub(crate) const IN_NO_NAME: &str = "的了着们吗呢吧啊这哪您你他她它很都就还又也再已更每各某没未非是被把让给往对或个些省市县区镇乡村";

/// Family names that are words of Chinese far more often.
pub(crate) const WORDS_MORE_OFTEN: &str = "于时成平向常方古易师安乐万高明水白云花车经计包边关查文武通满强广利东南连米路宁冷温党左段牛祝严应项支管单解干暴家曲别申幸代元那简越暨益司全河具千重";

/// Whether a token is an ordinary word, or of one, in writing without capitals: no name is heard in it.
pub(crate) fn is_plain(at: usize, block: &Block, words: &Words) -> bool {
    let surface = words.surface(block.words[at]);
    match surface.chars().next() {
        Some('\u{AC00}'..='\u{D7A3}') => is_plain_hangul(at, block, words),
        Some('\u{30A0}'..='\u{30FF}') => {
            // A dot parts the words of a name, whatever they mean.
            let is_beside_dot = [at, at + 1].into_iter().any(|at| {
                let token = block.tokens.get(at);
                token.is_some_and(|token| token.gap == Gap::Hyphen)
            });
            !is_beside_dot && is_ordinary_word(surface)
        }
        Some('\u{0620}'..='\u{06FF}') => is_ordinary_word(surface),
        Some('\u{3400}'..) => is_plain_han(at, block, words),
        _ => false,
    }
}

/// Whether the word of Korean that a token is of, which blanks part from others, is ordinary.
fn is_plain_hangul(at: usize, block: &Block, words: &Words) -> bool {
    let surface = |at: usize| words.surface(block.words[at]);
    let is_hangul = |at: usize| surface(at).starts_with(|c| ('\u{AC00}'..='\u{D7A3}').contains(&c));
    let joins = |at: usize| block.tokens[at].gap == Gap::None && is_hangul(at - 1) && is_hangul(at);
    let (mut first, mut last) = (at, at);
    while first > 0 && at - first < LONGEST_HANGUL && joins(first) {
        first -= 1;
    }
    while last + 1 < block.tokens.len() && last - at < LONGEST_HANGUL && joins(last + 1) {
        last += 1;
    }
    if first == last {
        return is_ordinary_word(surface(at));
    }
    let word: String = (first..=last).map(surface).collect();
    is_ordinary_word(&word)
}

/// Whether a Han character is one of an ordinary word, to judge by the words beside it: a family name may stand
/// before a given name that is a word, or be one with its first character; and the name of a firm stands beside
/// the word for what it is.
fn is_plain_han(at: usize, block: &Block, words: &Words) -> bool {
    let token = &block.tokens[at];
    if !token.is_syllable {
        return false;
    }
    let word = block.division.word(at);
    let surface = |at: usize| words.surface(block.words[at]);
    let may_begin_family = |at: usize| surface(at).chars().next().is_some_and(begins_family);
    let before = word.start.checked_sub(1);
    let is_joined = |at: usize| block.tokens[at].gap == Gap::None;
    let before = before.filter(|_| is_joined(word.start));
    let after = Some(word.end).filter(|&at| {
        let next = block.tokens.get(at);
        next.is_some_and(|next| next.gap == Gap::None && next.case == Case::Unspaced)
    });
    let is_single = |at: usize| block.tokens[at].is_syllable && block.division.word(at).len() == 1;
    let is_known =
        |at: usize| block.tokens[at].case == Case::Unspaced && !block.tokens[at].is_syllable;
    match word.len() {
        1 => IN_NO_NAME.contains(surface(at)),
        2 => {
            let is_given = before.is_some_and(|at| is_single(at) && may_begin_family(at));
            let begins = after.is_some_and(is_single) && may_begin_family(word.start);
            // The end of a name with what follows it: `周显生` before `来`.
            let ends = at == word.start
                && before
                    .filter(|&at| is_single(at))
                    .and_then(|at| at.checked_sub(1))
                    .is_some_and(|family| {
                        is_single(family) && may_begin_family(family) && is_joined(family + 1)
                    });
            let is_beside = before.into_iter().chain(after).any(is_known);
            !is_given && !begins && !ends && !is_beside
        }
        _ => !may_begin_family(word.start),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn family_names_that_are_words_are_family_names() {
        assert!(WORDS_MORE_OFTEN.chars().all(begins_family));
    }
}
