//! Words inside a mention that are no part of it.

use crate::matching::{Link, SidePart};
use crate::screening::reading::block::Block;
use crate::screening::reading::words::Words;
use crate::text::Gap;

/// An `and` of languages beside those whose `and` also joins family names (`Ortega y Gasset`), as it is written in a
/// text. Two letters that are names as well, or no small word elsewhere, are left out.
const AND: [&str; 18] = [
    "dan", "e", "ed", "en", "i", "ja", "og", "oraz", "och", "ve", "és", "și", "şi", "και", "и",
    "й", "і", "та",
];

/// Another one has a given name, and perhaps a second one or a father's.
const MOST_OF_OTHER: usize = 2;

/// Of the words of a person's mention that are left over, as bits, those of others who share the family
/// name: `and Boris` in `Arkady and Boris Rotenberg`, which names Arkady Rotenberg as well.
pub(super) fn of_others(
    left: u32,
    first: usize,
    parts: &[SidePart],
    block: &Block,
    words: &Words,
) -> u32 {
    let count = parts.iter().take_while(|part| part.span == 1).count();
    let is_met = |at: usize| left & 1 << at == 0;
    let own = (0..count).take_while(|&at| is_met(at)).count();
    let Some(and) = (own..count).find(|&at| is_and(first + at, block, words)) else {
        return 0;
    };
    // Before the `and`, commas part those of whom the first is meant.
    let of_one =
        |at: usize| (at..and).take_while(move |&next| next == at || !is_comma(first + next, block));
    let mut next = own;
    while next < and {
        let words = of_one(next).count();
        if words > MOST_OF_OTHER || !is_comma(first + next, block) {
            return 0;
        }
        next += words;
    }
    let others = (and + 1..count).take_while(|&at| !is_met(at)).count();
    let family = and + 1 + others;
    let is_shared = own > 0 && family < count && (family..count).all(is_met);
    if is_shared && (1..=MOST_OF_OTHER).contains(&others) && (own..family).all(|at| !is_met(at)) {
        (own..family).fold(0, |mask, at| mask | 1 << at)
    } else {
        0
    }
}

/// Whether a comma inside a stretch parts one of several from the next, as in `Arkady, Boris and Igor
/// Rotenberg`, and no family name from the given ones.
pub(super) fn enumerates(at: usize, last: usize, block: &Block, words: &Words) -> bool {
    is_comma(at, block) && (at..last).any(|at| is_and(at, block, words))
}

/// Whether a stretch takes words from behind a mark, out of their order, where what stands there goes on: the
/// `Second Committee (Railway and Road)` is no Second Railway Committee.
pub(super) fn reaches_behind_mark(
    (first, last): (usize, usize),
    links: &[Link],
    parts: &[SidePart],
    listed_parts: &[SidePart],
    block: &Block,
) -> bool {
    let Some(mark) = (first + 1..=last).find(|&at| block.tokens[at].gap == Gap::Mark) else {
        return false;
    };
    let next = block.tokens.get(last + 1);
    if !next.is_some_and(|next| matches!(next.gap, Gap::None | Gap::Space | Gap::Line)) {
        return false;
    }
    let places = |behind: bool| {
        let is_behind =
            move |link: &Link| usize::from(parts[usize::from(link.query)].first) >= mark - first;
        let links = links.iter().filter(move |link| is_behind(link) == behind);
        links.map(|link| listed_parts[usize::from(link.listed)].first)
    };
    let (earliest, latest) = (places(true).min(), places(false).max());
    earliest
        .zip(latest)
        .is_some_and(|(behind, before)| behind < before)
}

fn is_comma(at: usize, block: &Block) -> bool {
    block.tokens[at].gap == Gap::Comma
}

/// Whether a word of a text, as it is written, is such an `and`.
pub(crate) fn is_other_and(surface: &str) -> bool {
    AND.contains(&surface)
}

/// Whether a token is an `and`.
pub(super) fn is_and(at: usize, block: &Block, words: &Words) -> bool {
    // In `Gleb E. Varnakov` it is an initial.
    !block.tokens[at].initial && words.entry(block.words[at]).is_conjunction
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
    fn several_may_share_a_family_name() {
        let texts = [
            "the brothers Gleb and Boris Varnakov",
            "die Brüder Gleb und Boris Varnakov",
            "the brothers Gleb, Boris and Igor Varnakov",
            "the brothers Gleb, Boris, and Igor Varnakov",
            "Gleb ve Boris Varnakov tutuklandı",
            "bröderna Gleb och Boris Varnakov",
            "Zatrzymano Gleba i Borisa Varnakov",
            "Задержаны Глеб и Борис Варнаков",
            "Затримані Гліб та Борис Варнаков",
            "the brothers Gleb Kandros and Boris Varnakov",
        ];
        let name = ("VARNAKOV, Gleb", EntityKind::Person);
        assert_eq!(with_reason(name, "goes over an `and`", &texts), texts[9..]);
        assert_eq!(
            with_reason(name, "2 distinctive words agree", &texts),
            texts
        );
    }
}
