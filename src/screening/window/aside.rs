//! Words inside a mention that are no part of it.

use crate::matching::SidePart;
use crate::screening::reading::block::Block;
use crate::screening::reading::words::Words;
use crate::text::Gap;

/// The other one has a given name, and perhaps a second one or a father's.
const MOST_OF_OTHER: usize = 2;

/// Of the words of a person's mention that are left over, as bits, those of somebody else who shares the
/// family name: `and Boris` in `Arkady and Boris Rotenberg`, which names Arkady Rotenberg as well.
pub(super) fn of_another(left: u32, parts: &[SidePart], ids: &[u32], words: &Words) -> u32 {
    let count = parts.iter().take_while(|part| part.span == 1).count();
    let is_met = |at: usize| left & 1 << at == 0;
    let is_and = |&at: &usize| !is_met(at) && words.entry(ids[at]).is_conjunction;
    let Some(and) = (1..count).find(is_and) else {
        return 0;
    };
    let others = (and + 1..count).take_while(|&at| !is_met(at)).count();
    let family = and + 1 + others;
    let is_shared = family < count && (0..and).chain(family..count).all(is_met);
    if is_shared && (1..=MOST_OF_OTHER).contains(&others) {
        (and..family).fold(0, |mask, at| mask | 1 << at)
    } else {
        0
    }
}

/// Of the words of a mention that are left over, as bits, the numbers of pages that stand in lines of their
/// own.
pub(super) fn page_numbers(
    left: u32,
    (first, last): (usize, usize),
    block: &Block,
    words: &Words,
) -> u32 {
    let in_line = |at: usize| block.tokens[at].gap == Gap::Line;
    (first + 1..last)
        .filter(|&at| left & 1 << (at - first) != 0 && in_line(at) && in_line(at + 1))
        .filter(|&at| words.glance(block.words[at]).is_number)
        .fold(0, |mask, at| mask | 1 << (at - first))
}

#[cfg(test)]
mod tests {
    use crate::EntityKind;
    use crate::screening::told::with_reason;

    #[test]
    fn two_may_share_a_family_name() {
        let texts = [
            "the brothers Gleb and Boris Varnakov",
            "die Brüder Gleb und Boris Varnakov",
            "the brothers Gleb Kandros and Boris Varnakov",
        ];
        let name = ("VARNAKOV, Gleb", EntityKind::Person);
        assert_eq!(with_reason(name, "goes over an `and`", &texts), texts[2..]);
    }
}
