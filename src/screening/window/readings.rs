//! Whether Han characters are read in one way throughout a name: who writes `Ka-chiu` for the one given name
//! does not write `Jiachao` for the other.

use crate::index::Index;
use crate::knowledge::Knowledge;
use crate::matching::{Link, SidePart};
use crate::name::Role;
use crate::screening::reading::words::Words;
use crate::script::{HanReading, Script, script_of};

/// Whether the given names that links touch may all be read in one way, and the family name in the same, or in
/// any where that is Mandarin: Chinese of the south spell their family name as they always did.
pub(super) fn are_of_one_kind(
    links: &[Link],
    (parts, texts): (&[SidePart], &[u32]),
    (listed_parts, listed): (&[SidePart], &[u32]),
    words: &Words,
    index: &Index,
) -> bool {
    let (mut family, mut given) = (HanReading::ANY, HanReading::ANY);
    for link in links {
        let (query, to) = (usize::from(link.query), usize::from(link.listed));
        let latin = index.word(listed[to]);
        let readings = readings_as(texts[query], latin.latin(), words);
        let is_family = parts[query].first == 0 || listed_parts[to].part.role == Role::Family;
        let kind = if is_family { &mut family } else { &mut given };
        *kind = *kind & readings;
    }
    !given.is_none() && (given.has_mandarin() || !(family & given).is_none())
}

/// The ways in which a word of a text reads as a listed one, or as another spelling of that; any, where it is no
/// Han character or reads as neither.
fn readings_as(word: u32, latin: &str, words: &Words) -> HanReading {
    let mut letters = words.prepared(word).map(|word| word.fold.chars());
    let character = letters.as_mut().and_then(Iterator::next);
    let is_one = letters.is_some_and(|mut rest| rest.next().is_none());
    let Some(character) = character.filter(|&c| is_one && script_of(c) == Script::Han) else {
        return HanReading::ANY;
    };
    let is_spelling = |text: &str| Knowledge::get().variant(text, latin).is_some();
    let to_the_letter = HanReading::of(character, |text| text == latin);
    let readings = [to_the_letter, HanReading::of(character, is_spelling)];
    let mut readings = readings.into_iter().filter(|readings| !readings.is_none());
    readings.next().unwrap_or(HanReading::ANY)
}
