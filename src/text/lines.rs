//! Lines that are items of a list: no name goes on from one into the next.
//!
//! Text that is wrapped goes on in the next line, and so may a name. Lines of a list begin as names do, and are names
//! alone or end before the text is wrapped.

use std::ops::Range;

use super::gap::Gap;
use super::token::{Case, Token};

/// Lines of so few words are names alone.
const FEW_WORDS: usize = 4;
/// An item has so many words at most.
const MOST_WORDS: usize = 12;

/// Fewer words may be the beginning of a name, or its end.
const LEAST_WORDS: usize = 2;

/// A short word in small letters ends no item: `Bank of`.
const LONGEST_SMALL: u32 = 3;

/// So many lines before and behind tell how wide the text is set.
const NEAR: usize = 4;

/// Parts lines that are items of a list.
pub(super) fn part(text: &str, tokens: &mut [Token]) {
    if !tokens.iter().any(|token| token.gap == Gap::Line) {
        return;
    }
    let mut begins: Vec<usize> = (1..tokens.len())
        .filter(|&at| begins_line(text, tokens[at - 1].end, &tokens[at]))
        .collect();
    begins.insert(0, 0);
    let ends = begins.iter().skip(1).copied().chain([tokens.len()]);
    let lines: Vec<Range<usize>> = begins
        .iter()
        .zip(ends)
        .map(|(&begin, end)| begin..end)
        .collect();
    let length = |line: &Range<usize>| tokens[line.end - 1].end - tokens[line.start].start;
    let lengths: Vec<u32> = lines.iter().map(length).collect();
    let mut items = Vec::new();
    for at in 1..lines.len() {
        let (before, line) = (&lines[at - 1], &lines[at]);
        let first = &tokens[line.start];
        if first.gap != Gap::Line
            || !is_item(&tokens[before.clone()])
            || !is_item(&tokens[line.clone()])
        {
            continue;
        }
        // Where the first word of the next line had found room, the line was not wrapped.
        let near = &lengths[at.saturating_sub(NEAR)..lengths.len().min(at + NEAR)];
        let width = near.iter().copied().max().unwrap_or_default();
        let had_room = lengths[at - 1] + 1 + (first.end - first.start) <= width;
        if had_room || before.len().max(line.len()) <= FEW_WORDS {
            items.push(line.start);
        }
    }
    for at in items {
        tokens[at].gap = Gap::Paragraph;
    }
}

/// Whether a token stands first in its line, by where the one before it ends.
pub(super) fn begins_line(text: &str, before: u32, token: &Token) -> bool {
    match token.gap {
        Gap::Line | Gap::Paragraph => true,
        Gap::None | Gap::Space | Gap::Hyphen => false,
        _ => text[before as usize..token.start as usize].contains('\n'),
    }
}

/// Whether a line may be an item: it begins as a name does, and ends with no word that another follows.
fn is_item(line: &[Token]) -> bool {
    let [first, .., last] = line else {
        return false;
    };
    let goes_on = last.case == Case::Lower && last.end - last.start <= LONGEST_SMALL;
    first.case != Case::Lower && (LEAST_WORDS..=MOST_WORDS).contains(&line.len()) && !goes_on
}

#[cfg(test)]
mod tests {
    use super::super::tokenize;
    use super::*;

    fn parted(text: &str) -> usize {
        let mut tokens = Vec::new();
        tokenize(text, &mut tokens);
        let begins = |token: &&Token| matches!(token.gap, Gap::Paragraph | Gap::Stop);
        tokens.iter().skip(1).filter(begins).count()
    }

    #[test]
    fn items_of_a_list_are_parted() {
        for (text, count) in [
            ("Gleb Varnakov\nOlga Kashkul\r\nVARNAKOV, Boris", 2),
            ("Present:\nGleb Varnakov\nOlga Kashkul", 2),
            ("- Gleb Varnakov\n- Olga Kashkul\n\u{2022} Boris", 2),
            ("غليب فارناكوف\nأولغا كشكول", 1),
            (
                "Varnakov, Gleb Tarasovich of Tavrik\nKashkul Shipping and Trading Company of Tavrik Island\n\
                 Tavrik Bank for Foreign Trade",
                1,
            ),
        ] {
            assert_eq!(parted(text), count, "{text}");
        }
    }

    #[test]
    fn names_go_on_in_the_next_line_of_a_text() {
        for text in [
            "Gleb\nVarnakov",
            "said Gleb\nVarnakov on Tuesday",
            "The Bank of\nTavrik Island",
            "Yesterday in the capital the owner of the yard, Gleb\nVarnakov Junior",
            "Gleb Var-\nnakov",
            "Gleb Tarasovich\nVarnakov",
            "Tavrik was shaken when its leader Gleb\nVarnakov left the island with his wife\nOlga and went abroad",
        ] {
            assert_eq!(parted(text), 0, "{text}");
        }
    }
}
