//! Which city an adjective of the Slavic languages is made of: `Керченский`, of Kerch.

use crate::knowledge::{Knowledge, PlaceKind};

/// Endings of adjectives in their cases, behind the consonants that make them.
const ENDINGS: [&str; 23] = [
    "а", "ая", "е", "и", "ие", "ий", "им", "ими", "их", "о", "ого", "ое", "ой", "ом", "ому", "ою",
    "ої", "у", "ую", "і", "ій", "ім", "іми",
];

/// What stands between the stem and the ending.
const MAKING: [&str; 4] = ["ськ", "цьк", "ск", "цк"];

/// What a city's name ends with that its adjective may lack, the likelier first.
const CITY_ENDINGS: [&str; 8] = ["", "ь", "а", "о", "ы", "и", "я", "ия"];

/// What may stand between a city's stem and what makes the adjective.
const INSERTED: [&str; 5] = ["", "ен", "ин", "ий", "ій"];

/// What may stand there behind a whole name only: of a name that ends with a vowel, it would make a city of a
/// surname as well, `Марковский` of Marka.
const INSERTED_BEHIND_WHOLE: [&str; 3] = ["ов", "ев", "ан"];

/// Fewer letters are the stem of anything.
const LEAST_STEM: usize = 2;

/// The city, in Latin letters as `latin` writes them, that a folded Cyrillic adjective is made of, if it is known.
pub(super) fn city_of(folded: &str, latin: impl Fn(&str) -> String) -> Option<String> {
    let is_city = |name: &str| {
        let place = Knowledge::get().place_at(&[name]);
        place.is_some_and(|(place, _)| place.kind == PlaceKind::City)
    };
    let (stem, making) = MAKING.iter().find_map(|making| {
        let (stem, ending) = folded.rsplit_once(making)?;
        ENDINGS.contains(&ending).then_some((stem, *making))
    })?;
    let consonant = if making.starts_with('ц') { "ц" } else { "" };
    // `Донецкий` is of Donetsk, `Елецкий` of Yelets.
    let kept = [making, consonant].map(|kept| format!("{stem}{kept}"));
    let any = INSERTED.map(|inserted| (inserted, &CITY_ENDINGS[..]));
    let whole = INSERTED_BEHIND_WHOLE.map(|inserted| (inserted, &CITY_ENDINGS[..1]));
    let stems = any.into_iter().chain(whole);
    let stems =
        stems.filter_map(|(inserted, endings)| Some((stem.strip_suffix(inserted)?, endings)));
    let stems = stems.filter(|(stem, _)| stem.chars().nth(LEAST_STEM - 1).is_some());
    let cities = stems
        .flat_map(|(stem, endings)| endings.iter().map(move |ending| format!("{stem}{ending}")));
    kept.into_iter()
        .chain(cities)
        .map(|city| latin(&city))
        .find(|city| is_city(city))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::script::cyrillic;

    fn city(adjective: &str) -> Option<String> {
        city_of(adjective, |name| {
            let mut latin = String::new();
            cyrillic::transliterate(name, &mut latin);
            latin
        })
    }

    #[test]
    fn adjectives_are_of_cities() {
        for (adjective, expected) in [
            ("керченский", "kerch"),
            ("керченського", "kerch"),
            ("донецкая", "donetsk"),
            ("казанскому", "kazan"),
            ("ялтинской", "yalta"),
            ("одесский", "odesa"),
            ("київська", "kyiv"),
        ] {
            assert_eq!(city(adjective).as_deref(), Some(expected), "{adjective}");
        }
    }

    #[test]
    fn other_words_are_of_none() {
        for word in [
            "тимченковский",
            "марковский",
            "баранский",
            "морской",
            "керчь",
            "ск",
            "маска",
            "ескі",
        ] {
            assert_eq!(city(word), None, "{word}");
        }
    }
}
