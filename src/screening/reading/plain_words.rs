//! What stands as a word of the language in writing without capitals: no name is heard in it.
//!
//! It is told by the text alone, whatever is listed.

use crate::screening::reading::block::Block;
use crate::screening::reading::words::Words;
use crate::script::{
    Script, begins_family, folded_letter, is_japanese_pair, is_ordinary_word, script_of,
};
use crate::text::{Case, Gap};

/// A longer word of Korean is not ordinary.
const LONGEST_HANGUL: usize = 8;

/// So many tokens before its legal form, a firm's name may begin.
const BEFORE_FORM: usize = 8;

/// Characters of Chinese that no name of Chinese or Koreans has: small words, and what places end with.
const IN_NO_NAME: &str =
    "的了着们吗呢吧啊这哪您你他她它很就还又也再已每各某没是被把给往对或个些省市";

/// Family names that are words of Chinese far more often.
const WORDS_MORE_OFTEN: &str = "于时成平向常方古易师安乐万高明水白云花车经计包边关查文武通满强广利东南连米路宁冷温党左段牛祝严应项支管单解干暴家曲别申幸代元那简越暨益司全河具千重";

/// Small words of Chinese and Japanese that stand right before a name and make another word with its beginning.
const BEFORE_NAME: &str = "和与同对跟由为在说将以让给及是从把被叫请向就而且则因并即や";

/// What words for who somebody is end with, and may make another word with the name that follows: `控制人马…`, `部长江…`.
const ENDS_OF_ROLES: &str = "人长员者师官家生";

/// What follows the name of a person at once: what it does, and small words.
const BEHIND_NAME: &str = "的和说在是等与对将也为已从被向表称及任到又就后以并曾把不访会则电讯摄图文出来去要能可让给叫问答笑想看听见同跟率抵离赴致于之一两因由这那家先女男氏总部省市县副前当选涉遭受获还却买卖用案逃若如落坦团は、がをにと";

/// Words that stand before or behind a name and are no part of it.
const TITLES: [&str; 46] = [
    "上将", "上校", "中将", "主任", "主席", "书记", "代表", "会长", "元帅", "先生", "医生", "博士",
    "厂长", "县长", "司令", "同志", "处长", "外长", "大使", "大将", "大校", "太太", "夫人", "女士",
    "委员", "将军", "小姐", "少将", "局长", "市长", "常委", "总理", "总统", "总裁", "教授", "校长",
    "省长", "秘书", "经理", "老师", "董事", "议员", "记者", "部长", "院长", "首相",
];

/// Whether a token is an ordinary word, or of one. Of Arabic that is told by the words of a whole name.
pub(super) fn is_plain(at: usize, block: &Block, words: &Words) -> bool {
    let surface = words.surface(block.words[at]);
    match surface.chars().next().map(script_of) {
        Some(Script::Hangul) if block.tokens[at].is_syllable => {
            is_plain_in_hangul(at, block, words)
        }
        Some(Script::Hangul) => is_ordinary_word(surface),
        Some(Script::Katakana) => {
            // A dot parts the words of a name, whatever they mean.
            let is_beside_dot = [at, at + 1].into_iter().any(|at| {
                let token = block.tokens.get(at);
                token.is_some_and(|token| token.gap == Gap::Hyphen)
            });
            !is_beside_dot && is_ordinary_word(surface)
        }
        Some(Script::Han) if block.tokens[at].is_syllable => Run { block, words }.is_plain(at),
        _ => false,
    }
}

/// Whether the word of Korean that a syllable is of, which blanks part from others, is ordinary.
fn is_plain_in_hangul(at: usize, block: &Block, words: &Words) -> bool {
    let surface = |at: usize| words.surface(block.words[at]);
    let is_hangul = |at: usize| surface(at).starts_with(|c| script_of(c) == Script::Hangul);
    let joins = |at: usize| block.tokens[at].gap == Gap::None && is_hangul(at - 1) && is_hangul(at);
    let (mut first, mut last) = (at, at);
    while first > 0 && at - first < LONGEST_HANGUL && joins(first) {
        first -= 1;
    }
    while last + 1 < block.tokens.len() && last - at < LONGEST_HANGUL && joins(last + 1) {
        last += 1;
    }
    let word: String = (first..=last).map(surface).collect();
    is_ordinary_word(&word)
}

/// Han characters in a text, of which a word may be a family name, or a given one.
#[derive(Clone, Copy)]
pub(crate) struct Run<'b> {
    pub(crate) block: &'b Block,
    pub(crate) words: &'b Words,
}

impl Run<'_> {
    /// A character as it is folded; that of another token, its first.
    pub(crate) fn letter(self, at: usize) -> char {
        let surface = self.words.surface(self.block.words[at]);
        surface.chars().next().map_or(' ', folded_letter)
    }

    /// Whether a token stands right behind the one before, in the same writing.
    pub(crate) fn is_joined(self, at: usize) -> bool {
        let token = self.block.tokens.get(at);
        at > 0 && token.is_some_and(|token| token.gap == Gap::None && token.case == Case::Unspaced)
    }

    /// Whether a token is a word of one character.
    pub(crate) fn is_single(self, at: usize) -> bool {
        self.block.tokens[at].is_syllable && self.block.division.word(at).len() == 1
    }

    /// Whether a character is a family name that is a word far more often.
    pub(crate) fn is_word_more_often(self, at: usize) -> bool {
        WORDS_MORE_OFTEN.contains(self.letter(at))
    }

    /// Whether a token is a small word that may stand right before a name.
    pub(crate) fn is_before_name(self, at: usize) -> bool {
        BEFORE_NAME.contains(self.letter(at))
    }

    /// Whether a word may be parted behind its first character, for a family name to begin there.
    pub(crate) fn parts_before_name(self, start: usize) -> bool {
        let ends_role = || {
            ENDS_OF_ROLES.contains(self.letter(start))
                && self.is_joined(start)
                && !self.is_word_more_often(start + 1)
        };
        // What is known whole ends there, however the language parts it.
        !self.block.tokens[start].is_syllable || self.is_before_name(start) || ends_role()
    }

    /// Whether a token may stand right behind a name.
    pub(crate) fn is_behind_name(self, at: usize) -> bool {
        BEHIND_NAME.contains(self.letter(at))
    }

    /// Whether a title begins at a token.
    pub(crate) fn is_title(self, at: usize) -> bool {
        if at + 1 >= self.block.tokens.len() {
            return false;
        }
        let letters = [self.letter(at), self.letter(at + 1)];
        TITLES.iter().any(|title| title.chars().eq(letters))
    }

    /// Whether nothing stands right beside a stretch but what does beside names.
    pub(crate) fn is_set_apart(self, (first, last): (usize, usize)) -> bool {
        let before = !self.is_joined(first)
            || self.is_before_name(first - 1)
            || first > 1 && self.is_title(first - 2);
        let behind = last + 1;
        before && (!self.is_joined(behind) || self.is_behind_name(behind) || self.is_title(behind))
    }

    /// Whether a character is one of an ordinary word, to judge by the words beside it: a family name may stand
    /// before a given name that is a word, or be one with its first character; and the name of a firm stands
    /// before its legal form or beside the word for what it is.
    fn is_plain(self, at: usize) -> bool {
        if self.is_of_japanese(at) {
            return false;
        }
        let word = self.block.division.word(at);
        match word.len() {
            1 => IN_NO_NAME.contains(self.letter(at)),
            2 => {
                let given = word.start.checked_sub(1);
                let given = given.filter(|_| self.is_joined(word.start));
                let is_given = given.is_some_and(|before| self.may_be_family(before));
                let begins = begins_family(self.letter(word.start))
                    && (self.is_joined(word.end) && self.is_single(word.end)
                        || !self.is_word_more_often(word.start)
                            && self.is_set_apart((word.start, word.end - 1)));
                // The end of a name with what follows it: `周显生` before `来`.
                let ends = at == word.start
                    && given.is_some_and(|before| {
                        before > 0
                            && self.is_single(before)
                            && self.is_joined(before)
                            && self.may_be_family(before - 1)
                    });
                let is_behind = at > word.start && self.may_be_family(at);
                !is_given && !begins && !ends && !is_behind && !self.is_of_firm(word.start)
            }
            _ => !begins_family(self.letter(word.start)) && !self.is_of_firm(word.start),
        }
    }

    /// Whether a character of a text in Japanese is of a family name, which is of two, or stands where the given name
    /// does.
    fn is_of_japanese(self, at: usize) -> bool {
        const GIVEN: usize = 2;
        let mut start = at;
        loop {
            if self.is_long_family(start) {
                return self.is_in_japanese(start);
            }
            if start == 0 || at - start > GIVEN || !self.is_joined(start) {
                return false;
            }
            start -= 1;
        }
    }

    fn is_long_family(self, start: usize) -> bool {
        let may_be = self.block.tokens[start].is_syllable && self.is_joined(start + 1);
        may_be && is_japanese_pair([start, start + 1].map(|at| self.letter(at)))
    }

    /// Whether Kana is written near a token.
    fn is_in_japanese(self, at: usize) -> bool {
        const NEAR: usize = 24;
        let near = at.saturating_sub(NEAR)..(at + NEAR).min(self.block.tokens.len());
        let mut letters = near.map(|at| script_of(self.letter(at)));
        letters.any(|script| matches!(script, Script::Hiragana | Script::Katakana))
    }

    /// Whether a character may be a family name: a word of itself, or one with a small word before it.
    fn may_be_family(self, at: usize) -> bool {
        let word = self.block.division.word(at);
        let stands = match word.len() {
            1 => self.block.tokens[at].is_syllable,
            2 => at > word.start && self.parts_before_name(word.start),
            _ => false,
        };
        stands && begins_family(self.letter(at))
    }

    /// Whether just two characters that are no words follow at a token, as in the short names of firms: `丹东岱锦`.
    fn is_before_coinage(self, at: usize) -> bool {
        let is_bare = |at: usize| {
            let small = [IN_NO_NAME, BEFORE_NAME, BEHIND_NAME];
            self.is_joined(at)
                && self.is_single(at)
                && !small.iter().any(|small| small.contains(self.letter(at)))
        };
        is_bare(at) && is_bare(at + 1) && !is_bare(at + 2)
    }

    /// Whether a word stands beside one that is known whole, or before the legal form or the like of a firm.
    fn is_of_firm(self, start: usize) -> bool {
        let word = self.block.division.word(start);
        let is_known = |at: usize| {
            let token = &self.block.tokens[at];
            token.case == Case::Unspaced && !token.is_syllable
        };
        let is_form = |at: usize| {
            let id = self.block.words[at];
            is_known(at)
                && (self.words.glance(id).is_exchangeable || self.words.entry(id).legal_form)
        };
        let ahead = (word.end..self.block.tokens.len()).take(BEFORE_FORM);
        self.is_before_coinage(word.end)
            || self.is_joined(start) && is_known(start - 1)
            || self.is_joined(word.end) && is_known(word.end)
            || ahead.take_while(|&at| self.is_joined(at)).any(is_form)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_tables_are_sound() {
        assert!(WORDS_MORE_OFTEN.chars().all(begins_family));
        assert!(!IN_NO_NAME.chars().any(begins_family));
        let letters = [IN_NO_NAME, WORDS_MORE_OFTEN, BEFORE_NAME, BEHIND_NAME];
        let titles = TITLES.iter().copied();
        for letter in letters.into_iter().chain(titles).flat_map(str::chars) {
            assert_eq!(folded_letter(letter), letter, "not simplified");
        }
    }
}
