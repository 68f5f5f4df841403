//! Texts and names as nobody would write them, with listed names among them.

use std::path::Path;
use std::sync::OnceLock;

use namewatch::{Entity, ListSource, Screener, Watchlist};
use proptest::prelude::*;
use proptest::sample::select;

/// The parties of the cases.
pub(crate) fn parties() -> Watchlist {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/testdata/parties.jsonl");
    Watchlist::load(&[ListSource::new(path)]).unwrap()
}

/// A screener over the parties of the cases that reports also what is hardly likely.
pub(crate) fn screener() -> &'static Screener {
    static SCREENER: OnceLock<Screener> = OnceLock::new();
    SCREENER.get_or_init(|| {
        Screener::builder()
            .min_confidence(0.01)
            .build(&parties())
            .unwrap()
    })
}

fn names() -> Vec<String> {
    let names = |entity: &Entity| entity.names.iter().map(|name| name.text.clone()).collect();
    parties()
        .entities()
        .iter()
        .flat_map(|entity| -> Vec<String> { names(entity) })
        .collect()
}

/// A listed name, written in one of many ways.
fn listed_name() -> impl Strategy<Value = String> {
    (select(names()), 0..9_u8, any::<prop::sample::Index>()).prop_map(|(name, way, place)| {
        let words: Vec<&str> = name.split(' ').collect();
        match way {
            0 => name.to_uppercase(),
            1 => name.to_lowercase(),
            2 => words.join("\r\n"),
            3 => words.join("\u{a0}"),
            4 => words.join("-"),
            5 => words[place.index(words.len())].to_owned(),
            6 => {
                let mut letters: Vec<char> = name.chars().collect();
                let at = place.index(letters.len() - 1);
                letters.swap(at, at + 1);
                letters.into_iter().collect()
            }
            7 => {
                let at = place.index(name.chars().count());
                let (before, after): (Vec<_>, Vec<_>) =
                    name.chars().enumerate().partition(|&(place, _)| place < at);
                let text = |part: Vec<(usize, char)>| part.into_iter().map(|(_, c)| c).collect();
                let (before, after): (String, String) = (text(before), text(after));
                format!("{before}\u{301}\u{202e}{after}\u{200b}")
            }
            _ => name,
        }
    })
}

/// What stands between names and words, and what never should.
const ODDITIES: [&str; 22] = [
    " ",
    "  ",
    "\n",
    "\r\n",
    "\n\n",
    ", ",
    ". ",
    "; ",
    "-",
    "-\n",
    "’s ",
    "'s ",
    " and ",
    " (",
    ")",
    "\0",
    "\u{301}\u{301}\u{301}",
    "\u{202e}",
    "\u{feff}",
    "\u{fffd}",
    "\t|\t",
    "\u{1f6a2}",
];

fn piece() -> impl Strategy<Value = String> {
    prop_oneof![
        4 => listed_name(),
        4 => select(ODDITIES.to_vec()).prop_map(str::to_owned),
        2 => "[A-Za-z]{1,12} ",
        1 => "\\PC{0,12}",
        1 => any::<String>(),
        1 => prop::collection::vec(any::<u8>(), 0..24)
            .prop_map(|bytes| String::from_utf8_lossy(&bytes).into_owned()),
    ]
}

/// Any text, with listed names in it.
pub(crate) fn text() -> impl Strategy<Value = String> {
    prop::collection::vec(piece(), 0..14).prop_map(|pieces| pieces.concat())
}

/// Any name, more often one that is like a listed one.
pub(crate) fn name() -> impl Strategy<Value = String> {
    prop_oneof![
        3 => listed_name(),
        2 => prop::collection::vec(piece(), 1..4).prop_map(|pieces| pieces.concat()),
        1 => any::<String>(),
    ]
}

/// Texts that have broken programs before.
pub(crate) fn hostile_texts() -> Vec<String> {
    let long = |text: &str| text.repeat(10_000);
    vec![
        String::new(),
        long("\0"),
        long("a"),
        long("A"),
        long("."),
        long(" "),
        long("\n"),
        long("-"),
        long("'"),
        long("\u{301}"),
        long("\u{202e}"),
        long("\u{ad}"),
        long("한"),
        long("阳"),
        long("م"),
        long("ไ"),
        long("\u{1f6a2}"),
        long("A. "),
        long("al-"),
        long("Varnakov ").repeat(2),
        long("Gleb Varnakov"),
        long("Gleb ") + &long("Varnakov "),
    ]
}
