//! One block of text: its words, each looked up.

use std::ops::Range;
use std::sync::atomic::{AtomicU64, Ordering};

use crate::index::Index;
use crate::name::is_number_sign;
use crate::screening::reading::plain_words::is_plain;
use crate::screening::reading::words::Words;
use crate::text::{Case, Division, Gap, Token, tokenize};

/// No joined word begins here.
const NONE: u32 = u32::MAX;

/// From here on, characters are Kana, Han or Hangul.
const FIRST_EASTERN: char = '\u{3040}';

/// What is cut off a name by a stray blank has so many letters.
const LONGEST_REST: u32 = 4;

/// The words of a block.
#[derive(Default)]
pub(crate) struct Block {
    /// Tells what is in it from what was in it, or in any other, before.
    pub(crate) serial: u64,
    /// Units of another block are in it, and nothing of what surrounds them.
    pub(crate) stands_alone: bool,
    pub(crate) tokens: Vec<Token>,
    /// Which tokens begin a word where blanks do not tell.
    pub(crate) division: Division,
    /// Which tokens are of ordinary words of an eastern script, as far as there are any.
    plain: Vec<bool>,
    /// The word of each token.
    pub(crate) words: Vec<u32>,
    /// The word that a token makes with the next one, where that is near a listed word.
    joined: Vec<u32>,
    /// Whether a token begins a sentence.
    pub(crate) starts_sentence: Vec<bool>,
    /// Tokens that may be a number, or part of one, that identifies somebody.
    pub(crate) numbers: Vec<u32>,
    /// What may hold a name, from one word that no name goes on over to the next, inclusive.
    passages: Vec<Range<usize>>,
    /// Tokens far from any capital, as messages are written: there small letters tell nothing.
    small: Vec<Range<usize>>,
    /// What may bring a name up, by its first token.
    pub(crate) units: Vec<Unit>,
}

/// A word, or two written as one, near a listed word.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Unit {
    pub(crate) word: u32,
    pub(crate) first: u32,
    /// The last token, inclusive.
    pub(crate) last: u32,
    pub(crate) sentence: u32,
    /// How many words that no name goes on over stand before it in the block, and with it.
    pub(crate) broken_before: u32,
    pub(crate) broken_until: u32,
    pub(crate) ordinary: bool,
    /// It may be enough to bring a name up.
    pub(crate) solo: bool,
    /// It may be a name with an initial beside it.
    pub(crate) is_name: bool,
    pub(crate) own_mask: u128,
    pub(crate) partner_mask: u128,
}

impl Block {
    /// Splits a text into words and looks each up.
    pub(crate) fn read(&mut self, text: &str, index: &Index, words: &mut Words) {
        self.clear();
        tokenize(text, &mut self.tokens);
        self.division.read(text, &self.tokens);
        find_small(&self.tokens, &mut self.small);
        // In loops of their own, so that what is fetched for one word does not wait for another.
        for token in &self.tokens {
            // What is known of a word depends on nothing but how it is written: the `bank` of `Staatsbank`
            // is `Bank`, and no word in small letters.
            let word = if token.gap == Gap::None && token.case == Case::Title {
                let capitalised = capitalised(token.surface(text));
                words.intern(index, &capitalised, capitalised.len(), token.case)
            } else {
                let (start, end) = (token.start as usize, token.end as usize);
                words.intern(index, &text[start..], end - start, token.case)
            };
            self.words.push(word);
        }
        self.find_sentences(text, words);
        self.joined.resize(self.tokens.len(), NONE);
        self.find_plain(words);
        self.find_passages(words);
        self.read_passages(index, words);
    }

    /// Finds where sentences begin, and the numbers that may identify somebody.
    fn find_sentences(&mut self, text: &str, words: &Words) {
        let mut abbreviation = false;
        for (at, (token, &word)) in self.tokens.iter().zip(&self.words).enumerate() {
            self.starts_sentence.push(match token.gap {
                Gap::Paragraph | Gap::Stop => true,
                Gap::Period => !abbreviation && !self.is_numbered(at, text),
                _ => false,
            });
            let glance = words.glance(word);
            // `EP-MND` is the mark of an aircraft.
            if glance.may_identify || token.gap == Gap::Hyphen && token.case == Case::Upper {
                self.numbers.push(at as u32);
            }
            abbreviation =
                glance.abbreviation || token.initial && words.entry(word).country.is_none();
        }
    }

    /// Whether a full stop before a token parts a number from its sign: `No. 2`.
    fn is_numbered(&self, at: usize, text: &str) -> bool {
        let before = at.checked_sub(1).map(|at| self.tokens[at].surface(text));
        self.tokens[at]
            .surface(text)
            .starts_with(|c: char| c.is_ascii_digit())
            && before.is_some_and(|before| is_number_sign(&before.to_ascii_lowercase()))
    }

    /// Finds the parts of the text that may hold names.
    fn find_passages(&mut self, words: &Words) {
        let (mut first, mut holds_name) = (0, false);
        for at in 0..self.tokens.len() {
            if self.starts_sentence[at] {
                self.end_passage(first, at, holds_name);
                (first, holds_name) = (at, false);
            }
            let dull = self.is_dull(at, words);
            holds_name |= !dull;
            if dull && self.breaks_names(at, words) {
                self.end_passage(first, at + 1, holds_name);
                (first, holds_name) = (at, false);
            }
        }
        self.end_passage(first, self.tokens.len(), holds_name);
    }

    fn end_passage(&mut self, first: usize, end: usize, holds_name: bool) {
        if holds_name {
            self.passages.push(first..end);
        }
    }

    /// Whether a token is an ordinary word that makes no other with the next one, nor with the one
    /// before: a passage of such words holds no name.
    fn is_dull(&self, at: usize, words: &Words) -> bool {
        let token = &self.tokens[at];
        let joins = |next: &Token| {
            next.gap.is_tight() || next.case.is_name_like() && self.is_small(at, words)
        };
        words.glance(self.words[at]).ordinary
            && !token.gap.is_tight()
            && !self.is_among_small(at)
            && !self.tokens.get(at + 1).is_some_and(joins)
    }

    /// Whether a token in small letters may be the beginning of a name: `al Qaida`, but not `a Lashkar`
    /// nor `is Iran`.
    fn is_small(&self, at: usize, words: &Words) -> bool {
        let (token, glance) = (&self.tokens[at], words.glance(self.words[at]));
        matches!(token.end - token.start, 2 | 3) && (glance.bridges || !glance.ordinary)
    }

    /// Whether the text around a token is of another language than English.
    fn is_in_foreign(&self, at: usize, words: &Words) -> bool {
        /// So many tokens before and behind tell the language: fewer than blocks of a text share.
        const NEAR: usize = 24;
        let near = at.saturating_sub(NEAR)..self.tokens.len().min(at + NEAR + 1);
        let glances = near
            .filter(|&other| other != at)
            .map(|other| words.glance(self.words[other]));
        let (mut english, mut foreign) = (0, 0);
        for glance in glances {
            english += usize::from(glance.ordinary);
            foreign += usize::from(glance.tells_foreign);
        }
        foreign > 1 && 2 * foreign > english
    }

    /// Whether no capital stands near a token.
    fn is_among_small(&self, at: usize) -> bool {
        let begun = self.small.partition_point(|range| range.start <= at);
        begun > 0 && self.small[begun - 1].contains(&at)
    }

    /// Whether no name goes on over a token.
    fn breaks_names(&self, at: usize, words: &Words) -> bool {
        words.glance(self.words[at]).breaks_names && !self.is_among_small(at)
    }

    /// Gathers what may bring a name up in the passages.
    fn read_passages(&mut self, index: &Index, words: &mut Words) {
        let passages = std::mem::take(&mut self.passages);
        let (mut sentence, mut broken, mut read) = (0, 0, 0);
        for passage in &passages {
            // Two that share the word between them are one to those that look for pairs.
            sentence += u32::from(passage.start >= read);
            for at in passage.start.max(read)..passage.end {
                let until = broken + u32::from(self.breaks_names(at, words));
                // In an ordinary word no name is heard, but one that has it to the letter.
                if !self.is_plain(at) || words.is_in_names(self.words[at]) {
                    self.add_unit(self.words[at], (at, at), sentence, (broken, until), words);
                }
                let joined = self.joined_at(at, index, words);
                self.joined[at] = joined;
                if joined != NONE {
                    let until = until + u32::from(self.breaks_names(at + 1, words));
                    self.add_unit(joined, (at, at + 1), sentence, (broken, until), words);
                }
                broken = until;
            }
            read = passage.end;
        }
        self.passages = passages;
    }

    /// Whether a token is an ordinary word of an eastern script, or of one, in what surrounds it.
    pub(crate) fn is_plain(&self, at: usize) -> bool {
        self.plain.get(at).copied().unwrap_or_default()
    }

    /// Finds the ordinary words of eastern scripts.
    fn find_plain(&mut self, words: &Words) {
        let is_eastern = |at: &usize| {
            let may_be = |letter: char| letter >= FIRST_EASTERN;
            matches!(self.tokens[*at].case, Case::Caseless | Case::Unspaced)
                && words.surface(self.words[*at]).starts_with(may_be)
        };
        let mut plain = std::mem::take(&mut self.plain);
        for at in (0..self.tokens.len()).filter(is_eastern) {
            if is_plain(at, self, words) {
                plain.resize(at, false);
                plain.push(true);
            }
        }
        self.plain = plain;
    }

    fn clear(&mut self) {
        static SERIAL: AtomicU64 = AtomicU64::new(1);
        self.serial = SERIAL.fetch_add(1, Ordering::Relaxed);
        self.stands_alone = false;
        self.tokens.clear();
        self.division.clear();
        self.plain.clear();
        self.words.clear();
        self.joined.clear();
        self.starts_sentence.clear();
        self.numbers.clear();
        self.passages.clear();
        self.units.clear();
    }

    fn add_unit(
        &mut self,
        word: u32,
        (first, last): (usize, usize),
        sentence: u32,
        (broken_before, broken_until): (u32, u32),
        words: &Words,
    ) {
        if let Some(live) = words.live(word) {
            let glance = words.glance(word);
            let at_start = glance.foreign_at_start && self.starts_sentence[first];
            let is_foreign = glance.foreign || at_start;
            let ordinary = (glance.ordinary || is_foreign && self.is_in_foreign(first, words))
                && !self.is_among_small(first);
            self.units.push(Unit {
                word,
                first: first as u32,
                last: last as u32,
                sentence,
                broken_before,
                broken_until,
                ordinary,
                solo: live.solo && !ordinary,
                is_name: !ordinary && self.tokens[first].case != Case::Lower,
                own_mask: live.own_mask,
                partner_mask: live.partner_mask,
            });
        }
    }

    fn joined_at(&self, at: usize, index: &Index, words: &mut Words) -> u32 {
        let (Some(one), Some(other)) = (self.tokens.get(at), self.tokens.get(at + 1)) else {
            return NONE;
        };
        let tight = other.gap.is_tight();
        let loose = matches!(other.gap, Gap::Space | Gap::Line);
        // What a stray blank has cut off a name is no word: `Qa eda`.
        let is_rest = other.case == Case::Lower
            && other.end - other.start <= LONGEST_REST
            && one.case == Case::Title
            && !words.glance(self.words[at + 1]).ordinary;
        let names = other.case.is_name_like()
            && (one.case.is_name_like() || self.is_small(at, words))
            || is_rest;
        if !(tight || loose && names)
            || self.starts_sentence[at + 1]
            || self.is_plain(at)
            || self.is_plain(at + 1)
        {
            return NONE;
        }
        words
            .intern_joined(index, self.words[at], self.words[at + 1])
            .unwrap_or(NONE)
    }

    /// The joined word at a token, if there is one.
    pub(crate) fn joined(&self, at: usize) -> Option<u32> {
        self.joined.get(at).copied().filter(|&id| id != NONE)
    }

    /// Whether a comma stands between the words of a stretch.
    pub(crate) fn has_comma(&self, first: usize, last: usize) -> bool {
        let mut inner = self.tokens[first + 1..=last].iter();
        inner.any(|token| token.gap == Gap::Comma)
    }

    /// Takes units of another block as if they stood side by side, with nothing around them.
    pub(crate) fn take(&mut self, units: &[&Unit], block: &Self) {
        self.clear();
        self.stands_alone = true;
        let mut end = None;
        for unit in units {
            let (first, last) = (unit.first as usize, unit.last as usize);
            let begin = self.tokens.len();
            self.tokens.extend_from_slice(&block.tokens[first..=last]);
            self.words.extend_from_slice(&block.words[first..=last]);
            if begin == 0 {
                self.tokens[0].gap = Gap::Paragraph;
            }
            // What is found out of one word is known of all that is read as it.
            for token in &mut self.tokens[begin + 1..] {
                token.gap = Gap::None;
            }
            if end.is_some_and(|end| end == first) {
                // With what the two make together.
                self.joined.pop();
                self.joined.push(block.joined[first - 1]);
            } else if begin > 0 {
                self.tokens[begin].gap = Gap::Space;
            }
            self.joined.extend_from_slice(&block.joined[first..last]);
            self.joined.push(NONE);
            end = Some(last + 1);
        }
        self.starts_sentence.resize(self.tokens.len(), false);
    }
}

/// Finds the tokens with no capital near them, before or after.
fn find_small(tokens: &[Token], small: &mut Vec<Range<usize>>) {
    /// More tokens than a sentence has, and fewer than blocks of a text share.
    const NEAR: usize = 60;
    small.clear();
    let mut from = 0;
    let capitals = tokens.iter().enumerate();
    let capitals = capitals.filter(|(_, token)| is_capital(token.case));
    for (at, _) in capitals {
        if from + NEAR < at {
            small.push(from..at - NEAR);
        }
        from = at + 1 + NEAR;
    }
    if from < tokens.len() {
        small.push(from..tokens.len());
    }
}

fn is_capital(case: Case) -> bool {
    matches!(case, Case::Title | Case::Upper | Case::Mixed)
}

/// A word with a capital.
fn capitalised(word: &str) -> String {
    let mut letters = word.chars();
    let first = letters.next();
    first
        .into_iter()
        .flat_map(char::to_uppercase)
        .chain(letters)
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{Entity, EntityKind, Screener, Watchlist};

    #[test]
    fn small_letters_are_told_by_what_is_near() {
        let small = |text: &str| {
            let (mut tokens, mut small) = (Vec::new(), Vec::new());
            tokenize(text, &mut tokens);
            find_small(&tokens, &mut small);
            let ends = |range: Range<usize>| (range.start, range.end);
            small.into_iter().map(ends).collect::<Vec<_>>()
        };
        let word = "word ";
        assert_eq!(small("Word word"), []);
        assert_eq!(small("word word"), [(0, 2)]);
        let text = format!(
            "{}Word {}Word {}",
            word.repeat(70),
            word.repeat(150),
            word.repeat(61)
        );
        assert_eq!(small(&text), [(0, 10), (131, 161), (282, 283)]);
    }

    #[test]
    fn a_small_word_begins_a_name_where_it_is_none_of_the_language() {
        let names = ["ALVARNAK", "ISVARNAK"];
        let entities = names.map(|name| Entity::new(name, EntityKind::Organization, name));
        let watchlist = Watchlist::from_entities("own", entities.to_vec()).unwrap();
        let screener = Screener::builder().build(&watchlist).unwrap();
        let is_joined = |text: &str| {
            let (mut block, mut words) = (Block::default(), Words::default());
            block.read(text, &screener.index, &mut words);
            block.joined(1).is_some()
        };
        assert!(is_joined("with al Varnak"));
        assert!(!is_joined("here is Varnak"));
        assert!(is_joined("here Is-Varnak"));
    }

    #[test]
    fn small_words_of_another_language_are_ordinary_in_its_texts() {
        let entities = ["ALLE, Aus", "SINA BANK"]
            .map(|name| Entity::new(name, EntityKind::Organization, name));
        let watchlist = Watchlist::from_entities("own", entities.to_vec()).unwrap();
        let screener = Screener::builder().build(&watchlist).unwrap();
        let is_ordinary = |text: &str, word: &str| {
            let (mut block, mut words) = (Block::default(), Words::default());
            block.read(text, &screener.index, &mut words);
            let mut units = block.units.iter();
            let unit = units.find(|unit| words.surface(unit.word) == word);
            unit.is_some_and(|unit| unit.ordinary)
        };
        assert!(is_ordinary(
            "Der Bus fährt vom Forst aus alle zwanzig Minuten, aber nicht nachts.",
            "alle"
        ));
        assert!(is_ordinary(
            "Alle zwanzig Minuten fährt der Bus vom Forst aus, aber nicht nachts.",
            "Alle"
        ));
        assert!(!is_ordinary(
            "Er zahlte gestern an die Sina Bank, aber nicht nachts.",
            "Sina"
        ));
        assert!(!is_ordinary(
            "Hi, please send 500 to sina bank in the capital today.",
            "sina"
        ));
        assert!(!is_ordinary(
            "Hi, please send 500 to alle and aus in the capital today.",
            "alle"
        ));
    }

    #[test]
    fn what_is_known_of_a_word_does_not_depend_on_what_was_read_before() {
        let screener = Screener::builder().build(&Watchlist::starter()).unwrap();
        let texts = ["near the front", "Die Volksfront"];
        for order in [[0, 1], [1, 0]] {
            let mut words = Words::default();
            let mut is_ordinary = [false; 2];
            for text in order {
                let mut block = Block::default();
                block.read(texts[text], &screener.index, &mut words);
                let last = block.words.last().unwrap();
                is_ordinary[text] = words.glance(*last).ordinary;
            }
            assert_eq!(is_ordinary, [true, false]);
        }
    }

    #[test]
    fn only_passages_that_may_hold_a_name_are_read() {
        let watchlist = Watchlist::starter();
        let screener = Screener::builder().build(&watchlist).unwrap();
        let (mut block, mut words) = (Block::default(), Words::default());
        let text =
            "They thought about nothing else. Yesterday Varnakov thought about nothing else.";
        block.read(text, &screener.index, &mut words);
        let surface = |passage: &Range<usize>| {
            let tokens = &block.tokens[passage.clone()];
            let (first, last) = (tokens[0].start, tokens[tokens.len() - 1].end);
            &text[first as usize..last as usize]
        };
        let passages: Vec<&str> = block.passages.iter().map(surface).collect();
        assert_eq!(passages, ["They thought", "Yesterday Varnakov thought"]);
    }
}
