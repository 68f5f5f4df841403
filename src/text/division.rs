//! Where words begin in writing that sets no blanks between them: Chinese and Japanese.
//!
//! The words come from the dictionary of Unicode's ICU, which knows both languages, in traditional and
//! simplified characters. It knows few names: their characters come out one by one, or in pairs that
//! happen to be a word.

use std::ops::Range;

use icu_segmenter::options::WordBreakInvariantOptions;
use icu_segmenter::{WordSegmenter, WordSegmenterBorrowed};

use super::gap::Gap;
use super::token::{Case, Token};

/// A run is divided in pieces of at most so many tokens, so that what is read is bounded whatever stands in a text.
const LONGEST_RUN: usize = 64;

/// Small words of both languages that end a piece wherever they stand: so the pieces do not depend on where a long
/// text is cut.
const ENDS_PIECE: &str = "的はのを";

/// The tokens of a text that begin a word, where blanks do not tell.
#[derive(Debug, Default)]
pub(crate) struct Division {
    /// By the token; empty where a text has none of such writing.
    begins: Vec<bool>,
}

impl Division {
    /// Forgets a text.
    pub(crate) fn clear(&mut self) {
        self.begins.clear();
    }

    /// Divides the tokens of a text.
    pub(crate) fn read(&mut self, text: &str, tokens: &[Token]) {
        self.clear();
        let is_unspaced = |token: &Token| token.case == Case::Unspaced;
        let Some(mut at) = tokens.iter().position(is_unspaced) else {
            return;
        };
        let segmenter = segmenter();
        self.begins.resize(tokens.len(), true);
        while at < tokens.len() {
            if !is_unspaced(&tokens[at]) {
                at += 1;
                continue;
            }
            let goes_on = |&end: &usize| {
                let ends_piece = ENDS_PIECE.contains(tokens[end - 1].surface(text));
                tokens[end].gap == Gap::None && is_unspaced(&tokens[end]) && !ends_piece
            };
            let most = tokens.len().min(at + LONGEST_RUN);
            let end = (at + 1..most).find(|end| !goes_on(end));
            let end = end.unwrap_or_else(|| cut(&tokens[at..most], text) + at);
            let begin = tokens[at].start as usize;
            let run = &text[begin..tokens[end - 1].end as usize];
            let mut ends = segmenter.segment_str(run).peekable();
            for (token, begins) in tokens[at..end].iter().zip(&mut self.begins[at..end]) {
                let start = token.start as usize - begin;
                while ends.next_if(|&end| end < start).is_some() {}
                *begins = ends.peek() == Some(&start);
            }
            at = end;
        }
    }

    /// Whether a word begins with a token, or the token before ends one.
    pub(crate) fn begins(&self, token: usize) -> bool {
        self.begins.get(token).copied().unwrap_or(true)
    }

    /// The tokens of the word that a token is of.
    pub(crate) fn word(&self, token: usize) -> Range<usize> {
        let mut range = token..token + 1;
        while !self.begins(range.start) {
            range.start -= 1;
        }
        while !self.begins(range.end) {
            range.end += 1;
        }
        range
    }
}

/// Where a run that is too long ends a piece: behind a character of its second half that is picked by nothing but
/// itself, so that from two beginnings the pieces are soon the same.
fn cut(tokens: &[Token], text: &str) -> usize {
    const ONE_IN: u32 = 8;
    let is_picked = |token: &Token| {
        let letter = token.surface(text).chars().next();
        letter.is_some_and(|letter| u32::from(letter).is_multiple_of(ONE_IN))
    };
    if tokens.len() < LONGEST_RUN {
        return tokens.len();
    }
    let half = LONGEST_RUN / 2;
    let picked = tokens[half..].iter().position(is_picked);
    picked.map_or(LONGEST_RUN, |picked| half + picked + 1)
}

/// How many words a short text is divided into, each of a single character counted twice: it is rather a piece.
pub(crate) fn pieces(text: &str) -> usize {
    let is_single = |text: &str| text.chars().nth(1).is_none();
    if text.is_empty() {
        return 0;
    }
    if is_single(text) {
        return 2;
    }
    let mut begin = 0;
    let ends = segmenter().segment_str(text).filter(|&end| end > 0);
    ends.map(|end| 1 + usize::from(is_single(&text[std::mem::replace(&mut begin, end)..end])))
        .sum()
}

fn segmenter() -> WordSegmenterBorrowed<'static> {
    WordSegmenter::new_dictionary(WordBreakInvariantOptions::default())
}

#[cfg(test)]
mod tests {
    use super::super::tokenize;
    use super::*;

    fn divided(text: &str) -> Vec<&str> {
        let mut tokens = Vec::new();
        tokenize(text, &mut tokens);
        let mut division = Division::default();
        division.read(text, &tokens);
        let mut words = Vec::new();
        let mut at = 0;
        while at < tokens.len() {
            let word = division.word(at);
            assert_eq!(word.start, at);
            words.push(&text[tokens[at].start as usize..tokens[word.end - 1].end as usize]);
            at = word.end;
        }
        words
    }

    #[test]
    fn words_of_both_languages_are_known() {
        assert_eq!(divided("进一步加强合作"), ["进一步", "加强", "合作"]);
        assert_eq!(divided("進一步，進一步"), ["進一步", "進一步"]);
        assert_eq!(divided("銀行の残高は"), ["銀行", "の", "残高", "は"]);
        assert_eq!(divided("a plain text, 4"), ["a", "plain", "text", "4"]);
        assert_eq!(divided(""), [""; 0]);
    }

    #[test]
    fn long_runs_are_divided_in_pieces() {
        let run = "进一步加强合作".repeat(LONGEST_RUN);
        assert!(divided(&run).len() > 2 * LONGEST_RUN);
    }

    #[test]
    fn single_characters_are_rather_pieces() {
        assert_eq!(pieces(""), 0);
        assert_eq!(pieces("调"), 2);
        assert_eq!(pieces("进一步"), 1);
        assert_eq!(pieces("进一步的"), 3);
    }
}
