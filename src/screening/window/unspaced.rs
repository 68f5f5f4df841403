//! Stretches in writing without blanks: whether they begin and end where words do.

use std::ops::Range;

use crate::screening::reading::block::Block;
use crate::screening::reading::plain_words::Run;
use crate::screening::reading::words::Words;
use crate::text::{Case, pieces};

/// So many words behind a mention tell whether it ends where it should.
const WORDS_BEHIND: usize = 2;

/// Whether a stretch begins or ends within a word, and what stands around it is divided better so: into fewer
/// words, and fewer of a single character. A name may end within what looks like a word, as `李强` does before
/// `调`, and begin so behind a small word alone.
pub(super) fn is_cut_out((first, last): (usize, usize), block: &Block, words: &Words) -> bool {
    let division = &block.division;
    let run = Run { block, words };
    if division.begins(first) && division.begins(last + 1) {
        return false;
    }
    let begin = division.word(first).start;
    let is_behind_word = begin + 1 == first && run.parts_before_name(begin);
    if begin < first && !is_behind_word {
        return true;
    }
    let text = |range: Range<usize>| {
        let tokens = range.map(|at| words.surface(block.words[at]));
        tokens.collect::<String>()
    };
    let is_word = run.is_word_more_often(first);
    // How the mention and what follows it are divided, up to the end of the word it ends in, or of the next.
    let mut end = last;
    let fits = (0..=WORDS_BEHIND).any(|_| {
        if end > last && !run.is_joined(end) {
            return false;
        }
        end = division.word(end).end;
        let whole = pieces(&text(begin..end));
        let parted = usize::from(is_behind_word) + 1 + pieces(&text(last + 1..end));
        parted < whole || parted == whole && !is_word
    });
    !fits
}

/// Whether a stretch that sounds like a person's name is written as something else: with a title in it, as the
/// beginning of a longer name, or with a word for the family name and nothing but a word behind it.
pub(super) fn is_of_others((first, last): (usize, usize), block: &Block, words: &Words) -> bool {
    if block.tokens[first].case != Case::Unspaced {
        return false;
    }
    let run = Run { block, words };
    let is_short = last == first + 1;
    let goes_on = || {
        let next = last + 1;
        run.is_joined(next) && run.is_single(next) && !run.is_behind_name(next)
    };
    let given = || block.division.word(first + 1) == (first + 1..last + 1);
    let is_words = || {
        run.is_word_more_often(first)
            && run.is_single(first)
            && given()
            && !run.is_set_apart((first, last))
    };
    (first..last).any(|at| run.is_title(at)) || is_short && goes_on() || is_words()
}

/// Whether a stretch is made of words of the language, none of a single character: few names are, and if they
/// are, of one that is longer than the family name and a syllable.
pub(super) fn is_of_words((first, last): (usize, usize), block: &Block, words: &Words) -> bool {
    if block.tokens[first].case != Case::Unspaced {
        return false;
    }
    let run = Run { block, words };
    let mut begins = (first..=last).filter(|&at| block.division.begins(at));
    if begins.clone().count() == 1 {
        let is_apart = !run.is_word_more_often(first) && run.is_set_apart((first, last));
        return last == first + 1 && !is_apart;
    }
    !begins.any(|at| run.is_single(at))
}
