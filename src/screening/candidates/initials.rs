//! Words that an initial beside them may make enough for a name.

use crate::index::Letters;
use crate::screening::reading::block::{Block, Unit};
use crate::screening::reading::words::Words;
use crate::screening::search::Search;
use crate::text::Gap;

/// How dear the relation of a word to a listed one may be that an initial alone stands beside.
const MOST_COST_BESIDE_INITIAL: u8 = 20;

/// The names that a word brings up with an initial beside it, by ascending number.
pub(super) fn names_with_initial(
    word: u32,
    letters: Letters,
    search: &Search<'_>,
    words: &Words,
    names: &mut Vec<u32>,
) {
    let index = search.index;
    let has_letter = |name: u32| index.letters(name).meet(letters);
    for near in words.neighbours(word) {
        if near.relation.cost <= MOST_COST_BESIDE_INITIAL && search.may_hold_word(near.word) {
            let postings = index.postings(near.word).iter();
            names.extend(postings.filter(|&name| search.wants(name) && has_letter(name)));
        }
    }
    names.sort_unstable();
    names.dedup();
}

/// The initials just before or after a word, which may make it enough for a name (`J. Smith`,
/// `J. R. Smith`, `Smith, J.`): where they and the word stand, and which letters they are.
pub(super) fn initials_beside(
    unit: &Unit,
    block: &Block,
    words: &Words,
) -> Option<((usize, usize), Letters)> {
    let (first, last) = (unit.first as usize, unit.last as usize);
    let letters = |at: usize| words.entry(block.words[at]).letters;
    // `U.S. Ali` is nobody's name, and mostly the beginning of a sentence.
    let is_initial =
        |at: usize| block.tokens[at].initial && words.entry(block.words[at]).country.is_none();
    // Beyond what ends a clause, or stands between brackets, it is no part of the name.
    let goes_on = |at: usize| block.tokens[at].gap < Gap::Ending;
    let mut before = first;
    let mut found = Letters::NONE;
    for at in (first.saturating_sub(3)..first).rev() {
        let initial = is_initial(at);
        if !goes_on(at + 1) || block.starts_sentence[at + 1] && !initial {
            break;
        }
        if initial {
            before = at;
            found = found | letters(at);
        } else if block.tokens[at].end - block.tokens[at].start > 3 {
            break;
        }
    }
    let after = last + 1;
    if before < first {
        Some(((before, last), found))
    } else if after < block.tokens.len()
        && goes_on(after)
        && !block.starts_sentence[after]
        && is_initial(after)
    {
        Some(((first, after), letters(after)))
    } else {
        None
    }
}
