//! How the Han characters of a name are read: in one way throughout, since who writes `Ka-chiu` for the one given name
//! does not write `Jiachao` for the other.

use crate::index::Index;
use crate::knowledge::Knowledge;
use crate::matching::{Link, SidePart};
use crate::name::Role;
use crate::screening::reading::words::Words;
use crate::script::{HanReadings, Script, is_japanese_family, script_of};

/// Whether the given names that links touch may all be read in one way, and the family name in the same, or in
/// any where that is of Chinese: they spell their family name as they always did.
pub(super) fn are_read_in_one_way(
    links: &[Link],
    (parts, texts): (&[SidePart], &[u32]),
    listed: &[u32],
    words: &Words,
    index: &Index,
) -> bool {
    let (mut family, mut given) = (HanReadings::ANY, HanReadings::ANY);
    for link in links {
        let (query, to) = (usize::from(link.query), usize::from(link.listed));
        let latin = index.word(listed[to]);
        let readings = readings_as(texts[query], latin.latin(), words);
        let is_family = parts[query].part.role == Role::Family;
        let of_sort = if is_family { &mut family } else { &mut given };
        *of_sort = *of_sort & readings;
    }
    !given.is_none() && (given.has_chinese() || !(family & given).is_none())
}

/// Whether a stretch is a name as Japanese read it: a family name first, and then given names.
pub(super) fn are_japanese(
    links: &[Link],
    texts: &[u32],
    listed: &[u32],
    words: &Words,
    index: &Index,
) -> bool {
    let is_read_so = |link: &Link| {
        let latin = index.word(listed[usize::from(link.listed)]);
        readings_as(texts[usize::from(link.query)], latin.latin(), words).has_japanese()
    };
    let is_family = |link: &Link| {
        let word = words.prepared(texts[usize::from(link.query)]);
        word.is_some_and(|word| is_japanese_family(word.fold))
    };
    links.iter().any(is_family) && links.iter().all(is_read_so)
}

/// The ways in which a word of a text reads as a listed one, or as another spelling of that; any, where it is not
/// of Han characters or does not read so at all.
fn readings_as(word: u32, latin: &str, words: &Words) -> HanReadings {
    let folded = words.prepared(word).map_or("", |word| word.fold);
    if folded.is_empty() || !folded.chars().all(|c| script_of(c) == Script::Han) {
        return HanReadings::ANY;
    }
    let is_spelling = |text: &str| Knowledge::get().variant(text, latin).is_some();
    let to_the_letter = HanReadings::of(folded, |text| text == latin);
    let spelt = HanReadings::of(folded, is_spelling);
    // Koreans spell a syllable in several ways, of which the tables of readings have one or two.
    let readings = to_the_letter | spelt.of_korean();
    let mut readings = [readings, spelt].into_iter();
    let found = readings.find(|readings| !readings.is_none());
    found.unwrap_or(HanReadings::ANY)
}
