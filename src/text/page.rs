//! Pages that end inside a sentence.

use super::gap::Gap;
use super::token::Token;

/// A longer number is no page's.
const MOST_DIGITS: u32 = 4;

/// Other numbers in lines of their own so near tell that these number something else.
const NEAR: usize = 16;

/// Lets a sentence go on over the number of a page that stands in a line of its own: it neither ends the
/// sentence nor begins another.
pub(super) fn go_on(text: &str, tokens: &mut [Token]) {
    let is_page = |at: usize, tokens: &[Token]| {
        tokens[at].gap == Gap::Paragraph && is_page_number(text, &tokens[at - 1..=at + 1])
    };
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

/// Whether the middle one of three tokens is the number of a page, with nothing but blanks and dashes
/// around it.
fn is_page_number(text: &str, tokens: &[Token]) -> bool {
    let [before, number, after] = tokens else {
        return false;
    };
    let digits = number.surface(text).bytes();
    let is_number = number.end - number.start <= MOST_DIGITS
        && digits.into_iter().all(|byte| byte.is_ascii_digit());
    let is_bare = |from: u32, to: u32| {
        let mut gap = text[from as usize..to as usize].chars();
        gap.all(|c| c.is_whitespace() || matches!(c, '-' | '\u{2013}' | '\u{2014}'))
    };
    is_number
        && after.gap == Gap::Paragraph
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
        assert_eq!(gaps("Gleb\n\n- 12 -\n\nVarnakov"), [Gap::Line; 2]);
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
}
