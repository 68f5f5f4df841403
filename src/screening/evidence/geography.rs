//! Mentions that are nothing but places: `North America and Europe`, `the Pacific`, `Eastern Siberia`.

use crate::knowledge::{Knowledge, PlaceKind};
use crate::screening::reading::block::Block;
use crate::screening::reading::words::Words;

/// Continents, waters and other parts of the world that lie in no one country, and the words made of
/// them; sorted.
const AREAS: [&str; 70] = [
    "adriatic",
    "aegean",
    "africa",
    "african",
    "africans",
    "alps",
    "amazon",
    "america",
    "american",
    "americans",
    "americas",
    "andes",
    "antarctic",
    "antarctica",
    "arctic",
    "asia",
    "asian",
    "asians",
    "atlantic",
    "baikal",
    "balkan",
    "balkans",
    "baltic",
    "caribbean",
    "caspian",
    "caucasus",
    "continent",
    "continents",
    "danube",
    "eurasia",
    "eurasian",
    "europe",
    "european",
    "europeans",
    "gulf",
    "hemisphere",
    "himalaya",
    "himalayas",
    "indies",
    "lake",
    "latin",
    "levant",
    "maghreb",
    "mediterranean",
    "mekong",
    "mesopotamia",
    "micronesia",
    "nile",
    "ocean",
    "oceania",
    "oceans",
    "pacific",
    "peninsula",
    "polynesia",
    "pyrenees",
    "region",
    "regions",
    "rhine",
    "riviera",
    "sahara",
    "saharan",
    "sahel",
    "scandinavia",
    "scandinavian",
    "sea",
    "siberia",
    "siberian",
    "subcontinent",
    "volga",
    "zambezi",
];

/// The points of the compass, and what lies in the middle; sorted.
const DIRECTIONS: [&str; 25] = [
    "central",
    "east",
    "eastern",
    "inner",
    "lower",
    "mid",
    "middle",
    "near",
    "north",
    "northeast",
    "northeastern",
    "northern",
    "northwest",
    "northwestern",
    "outer",
    "south",
    "southeast",
    "southeastern",
    "southern",
    "southwest",
    "southwestern",
    "trans",
    "upper",
    "west",
    "western",
];

/// What stands beside the name of a country in its full style; sorted.
const STYLES: [&str; 13] = [
    "arab",
    "democratic",
    "emirate",
    "federal",
    "federation",
    "islamic",
    "kingdom",
    "people",
    "peoples",
    "republic",
    "s",
    "socialist",
    "united",
];

/// Small words between places; sorted.
const JOINS: [&str; 8] = ["and", "between", "from", "in", "of", "or", "the", "to"];

/// Whether a mention names places and nothing else.
pub(crate) fn is_place(first: usize, last: usize, block: &Block, words: &Words) -> bool {
    let latin = (first..=last).map(|at| {
        let surface = words.surface(block.words[at]);
        // Small words are no part of a name.
        let joins = JOINS
            .iter()
            .find(|joins| joins.eq_ignore_ascii_case(surface));
        joins.copied().or_else(|| words.latin(block.words[at]))
    });
    latin
        .collect::<Option<Vec<&str>>>()
        .is_some_and(|latin| are_places(&latin))
}

fn are_places(latin: &[&str]) -> bool {
    let knowledge = Knowledge::get();
    let is_in = |words: &[&str], word: &str| words.binary_search(&word).is_ok();
    let (mut place, mut country, mut style) = (false, false, false);
    let mut at = 0;
    while at < latin.len() {
        let word = latin[at];
        if let Some((found, taken)) = knowledge.place_at(&latin[at..]) {
            place = true;
            country |= matches!(found.kind, PlaceKind::Country | PlaceKind::Demonym);
            at += taken;
            continue;
        }
        if is_in(&AREAS, word) {
            place = true;
        } else if is_in(&STYLES, word) {
            style = true;
        } else if !is_in(&DIRECTIONS, word) && !is_in(&JOINS, word) {
            return false;
        }
        at += 1;
    }
    // A republic that is no country may be a party: `Tavrik People's Republic`.
    place && (country || !style)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn word_lists_are_sorted() {
        assert!(AREAS.is_sorted() && DIRECTIONS.is_sorted() && STYLES.is_sorted());
    }

    #[test]
    fn places_and_what_joins_them_are_places() {
        for (mention, expected) in [
            ("asia and south america", true),
            ("eastern europe", true),
            ("the pacific", true),
            ("korea", true),
            ("islamic republic of iran", true),
            ("east and west", false),
            ("democratic republic", false),
            ("bank of korea", false),
            ("committee for asia", false),
            ("volga peoples republic", false),
        ] {
            let words: Vec<&str> = mention.split(' ').collect();
            assert_eq!(are_places(&words), expected, "{mention}");
        }
    }
}
