//! Stretches in writing without blanks: whether they begin and end where words do.

use std::ops::Range;

use crate::screening::reading::block::Block;
use crate::screening::reading::plain_words::WORDS_MORE_OFTEN;
use crate::screening::reading::words::Words;
use crate::text::{Case, Gap, pieces};

/// Small words of Chinese and Japanese that stand right before a name and make another word with its beginning.
const BEFORE_NAME: &str = "和与同对跟由为在说将以让给及是从把被叫请向就而且则因并即や";

/// What follows the name of a person at once: what it does, and small words.
const BEHIND_NAME: &str = "的和说在是等与对将也为已从被向表称及任到又就后以并曾把不访会则电讯摄图文出来去要能可让给叫问答笑想看听见同跟率抵离赴致于之一两因由这那家先女男氏总部省市县";

/// Words that stand behind a name and are no part of it.
const TITLES: [&str; 32] = [
    "主任", "主席", "书记", "先生", "医生", "博士", "县长", "司令", "同志", "夫人", "太太", "女士",
    "委员", "局长", "市长", "总理", "总统", "教授", "校长", "省长", "经理", "老师", "记者", "部长",
    "院长", "厂长", "处长", "外长", "将军", "大使", "小姐", "议员",
];

/// So many words behind a mention tell whether it ends where it should.
const WORDS_BEHIND: usize = 2;

/// Whether a stretch begins or ends within a word, and what stands around it is divided better so: into fewer
/// words, and fewer of a single character. A name may end within what looks like a word, as `李强` does before
/// `调`, and begin so behind a small word alone.
pub(super) fn is_cut_out((first, last): (usize, usize), block: &Block, words: &Words) -> bool {
    let division = &block.division;
    if division.begins(first) && division.begins(last + 1) {
        return false;
    }
    let text = |range: Range<usize>| {
        let tokens = range.map(|at| words.surface(block.words[at]));
        tokens.collect::<String>()
    };
    let begin = division.word(first).start;
    let before = text(begin..first);
    if !before.is_empty() && !BEFORE_NAME.contains(&before) {
        return true;
    }
    let is_word = WORDS_MORE_OFTEN.contains(words.surface(block.words[first]));
    // How the mention and what follows it are divided, up to the end of the word it ends in, or of the next.
    let mut end = last;
    let fits = (0..=WORDS_BEHIND).any(|_| {
        if end > last && !is_joined(end, block) {
            return false;
        }
        end = division.word(end).end;
        let whole = pieces(&text(begin..end));
        let parted = pieces(&before) + 1 + pieces(&text(last + 1..end));
        parted < whole || parted == whole && !is_word
    });
    !fits
}

/// Whether a token goes on a run of writing without blanks.
fn is_joined(at: usize, block: &Block) -> bool {
    let token = block.tokens.get(at);
    token.is_some_and(|token| token.gap == Gap::None && token.case == Case::Unspaced)
}

/// Whether a stretch that sounds like a person's name is written as something else: with a title in it, as the
/// beginning of a longer name, or with a word for the family name and nothing but a word behind it.
pub(super) fn is_of_others((first, last): (usize, usize), block: &Block, words: &Words) -> bool {
    if block.tokens[first].case != Case::Unspaced {
        return false;
    }
    let surface = |at: usize| words.surface(block.words[at]);
    let is_title = |at: usize| {
        let word = [surface(at), surface(at + 1)].concat();
        TITLES.contains(&&*word)
    };
    let goes_on = || {
        let next = last + 1;
        is_joined(next, block) && is_single(next, block) && !BEHIND_NAME.contains(surface(next))
    };
    let is_short = last == first + 1;
    let is_word = WORDS_MORE_OFTEN.contains(surface(first));
    let stands_alone = || !(first > 0 && is_joined(first, block)) && !is_joined(last + 1, block);
    (first..last).any(is_title)
        || is_short && (goes_on() || is_word && !stands_alone())
        || is_word
            && is_single(first, block)
            && block.division.word(first + 1) == (first + 1..last + 1)
            && !is_short
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
