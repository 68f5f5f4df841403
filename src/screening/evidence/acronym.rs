//! Acronyms: those in brackets, which a text may spell out right before them, and those of a name that was told.

use std::ops::RangeInclusive;

use crate::knowledge::Knowledge;
use crate::name::rarity;
use crate::screening::evidence::longer::follows;
use crate::screening::reading::block::Block;
use crate::screening::reading::words::Words;
use crate::text::{Case, Gap};

/// So many letters has an acronym that stands for a name.
pub(crate) const LETTERS: RangeInclusive<usize> = 3..=6;

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

/// What a name may be called in short, in capitals: the first letters of all its words but small ones, or of all
/// that are written with a capital; or what stands in brackets in it or right behind it.
pub(crate) fn of_stretch(
    (first, last): (usize, usize),
    block: &Block,
    words: &Words,
) -> Vec<String> {
    let surface = |at: usize| words.surface(block.words[at]);
    let is_bracketed = |&at: &usize| may_spell_out(at, at, block);
    let letters_of = |is_meant: &dyn Fn(&usize) -> bool| -> String {
        let meant = (first..=last).filter(|at| !is_bracketed(at) && is_meant(at));
        let letters = meant.filter_map(|at| surface(at).chars().next());
        letters.flat_map(char::to_uppercase).collect()
    };
    let mut acronyms = vec![
        letters_of(&|&at| !is_small(surface(at))),
        letters_of(&|&at| block.tokens[at].case.has_capitals()),
    ];
    let begins_like = |&at: &usize| surface(at).chars().next() == surface(first).chars().next();
    let end = (last + 2).min(block.tokens.len());
    let bracketed = (first + 1..end).filter(|at| is_bracketed(at) && begins_like(at));
    acronyms.extend(bracketed.map(|at| surface(at).to_owned()));
    // Among capitals alone `ALL` is no acronym.
    acronyms.retain(|acronym| {
        LETTERS.contains(&acronym.chars().count()) && !rarity::is_ordinary(&acronym.to_lowercase())
    });
    acronyms.sort_unstable();
    acronyms.dedup();
    acronyms
}

/// Whether a word tells nothing in a name.
fn is_small(surface: &str) -> bool {
    let (knowledge, word) = (Knowledge::get(), surface.to_lowercase());
    knowledge.function_word(&word).is_some() || knowledge.particle(&word).is_some()
}
