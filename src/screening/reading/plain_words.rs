//! What stands in writing without blanks as a word of the language: no name is heard in it.

use crate::screening::reading::block::Block;
use crate::screening::reading::words::Words;
use crate::script::begins_family;
use crate::text::{Case, Gap};

/// Characters of Chinese that no name of Chinese or Koreans has: small words, and what offices and places end with.
pub(crate) const IN_NO_NAME: &str = "的了着们吗呢吧啊这哪您你他她它很都就还又也再已更太每各某没未非是被把让给往对或个些省市县区镇乡村";

/// Whether a token is a character of an ordinary word, to judge by the words beside it: a family name may stand
/// before a given name that is a word, or be one with its first character; and the name of a firm stands beside
/// the word for what it is.
pub(super) fn is_plain(at: usize, block: &Block, words: &Words) -> bool {
    let token = &block.tokens[at];
    if !token.is_syllable || token.case != Case::Unspaced {
        return false;
    }
    let word = block.division.word(at);
    let surface = |at: usize| words.surface(block.words[at]);
    let may_begin_family = |at: usize| surface(at).chars().next().is_some_and(begins_family);
    let before = word.start.checked_sub(1);
    let before = before.filter(|_| block.tokens[word.start].gap == Gap::None);
    let after = Some(word.end).filter(|&at| {
        let next = block.tokens.get(at);
        next.is_some_and(|next| next.gap == Gap::None && next.case == Case::Unspaced)
    });
    let is_single = |at: usize| block.tokens[at].is_syllable && block.division.word(at).len() == 1;
    let is_known = |at: usize| block.tokens[at].case == Case::Unspaced && !block.tokens[at].is_syllable;
    match word.len() {
        1 => IN_NO_NAME.contains(surface(at)),
        2 => {
            let is_given = before.is_some_and(|at| is_single(at) && may_begin_family(at));
            let begins = after.is_some_and(is_single) && may_begin_family(word.start);
            let is_beside = before.into_iter().chain(after).any(is_known);
            !is_given && !begins && !is_beside
        }
        _ => !may_begin_family(word.start),
    }
}
