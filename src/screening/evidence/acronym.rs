//! Acronyms in brackets, which a text may spell out right before them.

use crate::screening::evidence::longer::follows;
use crate::screening::reading::block::Block;
use crate::screening::reading::words::Words;
use crate::text::{Case, Gap};

/// Whether a mention is a bracketed acronym, so that it may tell what all its like stand for.
pub(crate) fn may_spell_out(first: usize, last: usize, block: &Block) -> bool {
    let token = &block.tokens[first];
    first == last && token.case == Case::Upper && matches!(token.gap, Gap::Dash | Gap::Mark)
}

/// Whether the words before a bracketed acronym begin with its letters: the text says itself what
/// it stands for. Up to two other words may stand between or after them. Where they name the
/// listed party, the whole document tells.
pub(crate) fn is_spelt_out(at: usize, block: &Block, words: &Words) -> bool {
    const OTHERS: usize = 2;
    /// Small words that are passed over.
    const SMALL: usize = 6;
    let first_letter = |at: usize| words.surface(block.words[at]).chars().next();
    let (mut others, mut passed) = (0, 0);
    let mut next = at;
    let acronym: Vec<char> = words.surface(block.words[at]).chars().collect();
    if !(2..=6).contains(&acronym.len()) {
        return false;
    }
    if is_in_name_before(at, block) {
        return true;
    }
    for &letter in acronym.iter().rev() {
        loop {
            let Some(before) = next.checked_sub(1) else {
                return false;
            };
            next = before;
            if first_letter(next).is_some_and(|first| first.to_uppercase().eq([letter])) {
                break;
            }
            let small = block.tokens[next].end - block.tokens[next].start <= 3;
            others += usize::from(!small);
            passed += usize::from(small);
            if others > OTHERS || passed > SMALL {
                return false;
            }
        }
    }
    true
}

/// Whether a bracketed acronym is a word of the name before it: `Bank XYZ Limited (XYZ)`.
fn is_in_name_before(at: usize, block: &Block) -> bool {
    const REACH: usize = 4;
    let mut next = at;
    for _ in 0..REACH {
        let Some(before) = next.checked_sub(1) else {
            return false;
        };
        if !block.tokens[before].case.is_name_like() || next != at && !follows(next, block) {
            return false;
        }
        next = before;
        // With nothing but itself before it, it is said twice and explained no further.
        let alone = next + 1 == at && !follows(next, block);
        if block.words[next] == block.words[at] && !alone {
            return true;
        }
    }
    false
}
