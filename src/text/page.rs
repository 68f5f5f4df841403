//! Pages that end inside a sentence.

use std::ops::Range;

use super::gap::Gap;
use super::lines::begins_line;
use super::token::{Token, take_out};

/// A longer number is no page's.
const MOST_DIGITS: usize = 4;

/// Other numbers in lines of their own so near tell that these number something else.
const NEAR: usize = 16;

/// What stands beside the number of a page in its line: `Page 3 of 10`, `Seite 3 von 10`, `第3页`.
const PAGE_WORDS: &str = "page pages p pg seite página pagina pág pag strona str sayfa sida side halaman trang \
    стр страница стор сторінка страна σελίδα עמוד صفحة صفحه ص पृष्ठ 頁 页 ページ 페이지 쪽 第";
/// What stands between the number of a page and how many there are.
const BETWEEN: &str = "of von de sur di van z из з від من از";

/// The line of a page's number has so few words.
const MOST_WORDS: usize = 6;

/// Lets a sentence go on over the number of a page that stands in a line of its own: it neither ends the
/// sentence nor begins another. What calls it a page is taken out with it.
pub(super) fn go_on(text: &str, begin: usize, tokens: &mut Vec<Token>) {
    let lines = called_pages(text, begin, tokens);
    for line in &lines {
        tokens[line.end].gap = Gap::Line;
    }
    take_out(lines, tokens);
    let tokens = &mut tokens[begin..];
    let is_page = |at: usize, tokens: &[Token]| is_page_number(text, &tokens[at - 1..=at + 1]);
    let mut before = None;
    let mut pages = Vec::new();
    for at in 1..tokens.len().saturating_sub(1) {
        if is_page(at, tokens) {
            let is_alone = before.is_none_or(|before| at - before > NEAR);
            if !is_alone && pages.last() == before.as_ref() {
                pages.pop();
            }
            if is_alone {
                pages.push(at);
            }
            before = Some(at);
        }
    }
    for at in pages {
        tokens[at].gap = Gap::Line;
        tokens[at + 1].gap = Gap::Line;
    }
}

/// The lines inside a text that call a number a page's, by their tokens.
fn called_pages(text: &str, begin: usize, tokens: &[Token]) -> Vec<Range<usize>> {
    let mut lines: Vec<Range<usize>> = Vec::new();
    for at in begin + 1..tokens.len() {
        let begins = |at: usize| begins_line(text, tokens[at - 1].end, &tokens[at]);
        if !begins(at) || lines.last().is_some_and(|line| line.end > at) {
            continue;
        }
        let first = tokens[at].surface(text);
        if !is_number(first) && !is_one_of(PAGE_WORDS, first) {
            continue;
        }
        let ends = (at + 1..tokens.len().min(at + MOST_WORDS + 1)).find(|&end| begins(end));
        let Some(end) = ends else { continue };
        let words = || tokens[at..end].iter().map(|token| token.surface(text));
        let is_line = words().any(is_number)
            && words().any(|word| is_one_of(PAGE_WORDS, word))
            && words().all(|word| {
                is_number(word) || is_one_of(PAGE_WORDS, word) || is_one_of(BETWEEN, word)
            });
        if is_line && goes_on(text, tokens[at - 1].end, tokens[end].start) {
            lines.push(at..end);
        }
    }
    lines
}

/// Whether a sentence that was in hand before a line is not ended there.
fn goes_on(text: &str, before: u32, after: u32) -> bool {
    let between = &text[before as usize..after as usize];
    let end = between.split('\n').next().unwrap_or_default();
    !end.contains([
        '.', '!', '?', ':', ';', '\u{3002}', '\u{61F}', '\u{6D4}', '\u{964}',
    ])
}

fn is_one_of(words: &str, word: &str) -> bool {
    // None of them is longer.
    const LONGEST: usize = 20;
    word.len() <= LONGEST && {
        let word = word.to_lowercase();
        words.split(' ').any(|known| known == word)
    }
}

fn is_number(word: &str) -> bool {
    let word = word.trim_start_matches('第');
    (1..=MOST_DIGITS).contains(&word.len()) && word.bytes().all(|byte| byte.is_ascii_digit())
}

/// Whether the middle one of three tokens is the number of a page in a line of its own, with nothing but blanks
/// and dashes around it.
fn is_page_number(text: &str, tokens: &[Token]) -> bool {
    let [before, number, after] = tokens else {
        return false;
    };
    let parts = |gap: Gap| {
        matches!(
            gap,
            Gap::HyphenLine | Gap::Dash | Gap::Mark | Gap::Stop | Gap::Paragraph
        )
    };
    let is_bare = |from: u32, to: u32| {
        let gap = &text[from as usize..to as usize];
        let mut chars = gap.chars();
        gap.contains('\n')
            && chars.all(|c| c.is_whitespace() || matches!(c, '-' | '\u{2013}' | '\u{2014}'))
    };
    parts(number.gap)
        && parts(after.gap)
        && is_number(number.surface(text))
        && is_bare(before.end, number.start)
        && is_bare(number.end, after.start)
}

#[cfg(test)]
mod tests {
    use super::super::tokenize;
    use super::*;

    #[test]
    fn a_page_may_end_inside_a_sentence() {
        let gaps = |text: &str| {
            let mut tokens = Vec::new();
            tokenize(text, &mut tokens);
            tokens
                .iter()
                .skip(1)
                .map(|token| token.gap)
                .collect::<Vec<Gap>>()
        };
        for text in [
            "Gleb\n\n- 12 -\n\nVarnakov",
            "Gleb\n- 12 -\nVarnakov",
            "Gleb\n\u{2013}12\u{2013}\nVarnakov",
        ] {
            assert_eq!(gaps(text), [Gap::Line; 2], "{text}");
        }
        for text in [
            "Gleb.\n\n12\n\nVarnakov",
            "Gleb\n\n12345\n\nVarnakov",
            "Gleb\n\n12. Varnakov",
            "Gleb\n\n12",
            "Olga\n\n1\n\nGleb\n\n2\n\nVarnakov\n\n3\n\nBoris",
        ] {
            assert_eq!(gaps(text)[0], Gap::Paragraph, "{text}");
        }
    }

    #[test]
    fn what_calls_a_page_is_taken_out() {
        let words = |text: &'static str| {
            let mut tokens = Vec::new();
            tokenize(text, &mut tokens);
            let words = tokens.iter().map(|token| (token.surface(text), token.gap));
            words.skip(1).collect::<Vec<_>>()
        };
        for text in [
            "Gleb\nPage 3 of 10\nVarnakov",
            "Gleb\n\nPage | 3\n\nVarnakov",
            "Gleb\n[Page 12]\nVarnakov",
            "Gleb\r\n- Seite 3 von 10 -\r\nVarnakov",
            "Gleb\n\nСтр. 12\n\nVarnakov",
            "Gleb\n第3页\nVarnakov",
            "Gleb\n第 3 页\nVarnakov",
            "Gleb\n\u{c}Page 12\nVarnakov",
        ] {
            assert_eq!(words(text), [("Varnakov", Gap::Line)], "{text}");
        }
        for text in [
            "Gleb.\nPage 3\nVarnakov",
            "Gleb\nPage 3",
            "Gleb\nPage\nVarnakov",
            "Gleb Page 3\nVarnakov",
            "Gleb\nPage 3 Varnakov",
            "Gleb\nPage 3 is empty\nVarnakov",
        ] {
            assert!(words(text).len() > 1, "{text}");
        }
    }
}
