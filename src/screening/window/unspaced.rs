//! Stretches in writing without blanks: whether they begin and end where words do.

use crate::screening::reading::block::Block;
use crate::screening::reading::words::Words;
use crate::text::{Case, pieces};

/// Small words of Chinese and Japanese that stand right before a name and make another word with its beginning.
const BEFORE_NAME: &str = "和与同对跟由为在说将以让给及是从把被叫请向就而且则因并即や";

/// Whether a stretch begins or ends within a word, and what stands around it is divided better so: into fewer
/// words, and fewer of a single character. A name may end within what looks like a word, as `李强` does before
/// `调`, and begin so behind a small word alone.
pub(super) fn is_cut_out((first, last): (usize, usize), block: &Block, words: &Words) -> bool {
    let division = &block.division;
    if division.begins(first) && division.begins(last + 1) {
        return false;
    }
    let outer = division.word(first).start..division.word(last).end;
    let text = |range: std::ops::Range<usize>| {
        let tokens = range.map(|at| words.surface(block.words[at]));
        tokens.collect::<String>()
    };
    let before = text(outer.start..first);
    if !before.is_empty() && !BEFORE_NAME.contains(&before) {
        return true;
    }
    let mut whole = 0;
    let mut at = outer.start;
    while at < outer.end {
        let word = division.word(at);
        whole += 1 + usize::from(is_single(at, block));
        at = word.end;
    }
    pieces(&before) + 1 + pieces(&text(last + 1..outer.end)) > whole
}

/// Whether a stretch is made of words of the language, none of a single character: few names are, and if they
/// are, of one that is longer than the family name and a syllable.
pub(super) fn is_of_words((first, last): (usize, usize), block: &Block) -> bool {
    if block.tokens[first].case != Case::Unspaced {
        return false;
    }
    let mut words = (first..=last).filter(|&at| block.division.begins(at));
    if words.clone().count() == 1 {
        return last == first + 1;
    }
    !words.any(|at| is_single(at, block))
}

/// Whether a word is one character.
fn is_single(at: usize, block: &Block) -> bool {
    block.tokens[at].is_syllable && block.division.word(at).len() == 1
}
