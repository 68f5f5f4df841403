//! The readers of XML lists on sound files that were damaged, and on any bytes.

use proptest::prelude::*;

use super::xml_list::XmlList;
use crate::watchlist::NameKind;
use crate::watchlist::file::ListFile;

const SAMPLES: [(XmlList, &str); 9] = [
    (
        XmlList::Ofac,
        include_str!("../../../tests/testdata/lists/sdn.xml"),
    ),
    (
        XmlList::OfacAdvanced,
        include_str!("../../../tests/testdata/lists/sdn_advanced.xml"),
    ),
    (
        XmlList::OfacEnhanced,
        include_str!("../../../tests/testdata/lists/sdn_enhanced.xml"),
    ),
    (
        XmlList::Eu,
        include_str!("../../../tests/testdata/lists/eu_1_1.xml"),
    ),
    (
        XmlList::EuBefore2017,
        include_str!("../../../tests/testdata/lists/eu_before_2017.xml"),
    ),
    (
        XmlList::Uksl,
        include_str!("../../../tests/testdata/lists/uksl.xml"),
    ),
    (
        XmlList::Seco,
        include_str!("../../../tests/testdata/lists/seco.xml"),
    ),
    (
        XmlList::Sema,
        include_str!("../../../tests/testdata/lists/sema.xml"),
    ),
    (
        XmlList::Sema,
        include_str!("../../../tests/testdata/lists/sema_2020.xml"),
    ),
];

/// Reads bytes as a list, and tells whether all that it gives is sound.
fn is_sound(list: XmlList, bytes: &[u8]) -> bool {
    let file = ListFile {
        path: "list.xml".into(),
        name: "list.xml".to_owned(),
        bytes: bytes.to_vec(),
    };
    let Ok(reading) = list.read(list.ids()[0], &file) else {
        return true;
    };
    reading.entities.iter().all(|entity| {
        let primary = entity
            .names
            .iter()
            .filter(|name| name.kind == NameKind::Primary);
        !entity.id.is_empty()
            && primary.count() == 1
            && entity.names[0].kind == NameKind::Primary
            && entity.names.iter().all(|name| !name.text.trim().is_empty())
            && entity
                .identifiers
                .iter()
                .all(|id| !id.kind.is_empty() && !id.value.is_empty())
            && entity.countries.iter().all(|country| !country.is_empty())
    })
}

/// Words that a list may hold by mistake where it has others.
const ODD: [&str; 25] = [
    "",
    " ",
    "0",
    "1951",
    "99999",
    "31/02/1962",
    "1951-13-01",
    "or",
    "and",
    ",",
    ";",
    ":",
    "/",
    "(",
    ")",
    "a.k.a. '",
    "Batya",
    "Иван",
    "Iван",
    "\u{202B}",
    "true",
    "IMO",
    "N/A",
    "PHONE[",
    "]",
];

/// Where values of attributes start, or texts of elements.
fn values(text: &str, opening: char) -> Vec<usize> {
    text.match_indices(opening).map(|(at, _)| at + 1).collect()
}

/// The text with another word in the place of the value that starts at `start`.
fn with_value(text: &str, start: usize, word: &str) -> String {
    let end = text[start..]
        .find(['<', '"'])
        .map_or(start, |end| start + end);
    [&text[..start], word, &text[end..]].concat()
}

/// A sound file in which words of text or of attributes gave way to others.
fn changed() -> impl Strategy<Value = (XmlList, String)> {
    let edit = (
        any::<bool>(),
        any::<prop::sample::Index>(),
        prop::sample::select(ODD.to_vec()),
    );
    (
        prop::sample::select(SAMPLES.to_vec()),
        prop::collection::vec(edit, 0..12),
    )
        .prop_map(|((list, sample), edits)| {
            let changed = edits
                .into_iter()
                .fold(sample.to_owned(), |text, (is_text, at, word)| {
                    let starts = values(&text, if is_text { '>' } else { '"' });
                    with_value(&text, starts[at.index(starts.len())], word)
                });
            (list, changed)
        })
}

/// A sound file with some bytes replaced, put in or taken out.
fn damaged() -> impl Strategy<Value = (XmlList, Vec<u8>)> {
    let edit = (
        any::<prop::sample::Index>(),
        0..40_usize,
        prop::collection::vec(any::<u8>(), 0..4),
    );
    (
        prop::sample::select(SAMPLES.to_vec()),
        prop::collection::vec(edit, 0..4),
    )
        .prop_map(|((list, sample), edits)| {
            let mut bytes = sample.as_bytes().to_vec();
            for (at, removed, put) in edits {
                let start = at.index(bytes.len() + 1);
                let end = (start + removed).min(bytes.len());
                bytes.splice(start..end, put);
            }
            (list, bytes)
        })
}

proptest! {
    #[test]
    fn no_bytes_make_a_reader_panic(bytes in prop::collection::vec(any::<u8>(), 0..300)) {
        for (list, _) in SAMPLES {
            prop_assert!(is_sound(list, &bytes));
        }
    }

    #[test]
    fn no_damage_makes_a_reader_panic_or_give_an_unsound_entity((list, bytes) in damaged()) {
        prop_assert!(is_sound(list, &bytes));
    }

    #[test]
    fn no_odd_value_makes_a_reader_panic_or_give_an_unsound_entity((list, text) in changed()) {
        prop_assert!(is_sound(list, text.as_bytes()), "{}", text);
    }
}

#[test]
fn the_samples_are_sound() {
    for (list, sample) in SAMPLES {
        let file = ListFile {
            path: "list.xml".into(),
            name: "list.xml".to_owned(),
            bytes: sample.as_bytes().to_vec(),
        };
        assert!(list.read(list.ids()[0], &file).unwrap().entities.len() > 1);
    }
}

#[test]
fn no_single_odd_value_gives_an_unsound_entity() {
    for (list, sample) in SAMPLES {
        for start in ['>', '"']
            .into_iter()
            .flat_map(|opening| values(sample, opening))
        {
            for word in ODD {
                let text = with_value(sample, start, word);
                assert!(is_sound(list, text.as_bytes()), "{text}");
            }
        }
    }
}
