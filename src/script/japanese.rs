//! Names of Japan in Han characters, as their bearers read them.
//!
//! How the characters of a name are read, its bearer alone knows for certain; a table has the readings that are
//! usual for the family names, given names and words of organisations that are met in news.

use std::borrow::Cow;
use std::sync::LazyLock;

use rustc_hash::{FxHashMap, FxHashSet};

use super::{Forms, Origin, Script, script_of};

/// No other reading of Han characters costs the same.
pub(crate) const JAPANESE_COST: u8 = 9;

/// So many readings are put together of those of two characters, the likeliest.
const MOST_COMPOSED: usize = 4;

/// What is called by some characters.
#[derive(Default)]
struct Name {
    /// Parted by blanks, the likeliest first, of each sort after the other.
    readings: Vec<&'static str>,
    is_family: bool,
}

#[derive(Default)]
struct Names {
    whole: FxHashMap<String, Name>,
    /// How characters are read that are the first, and the second, of the two of a given name.
    parts: [FxHashMap<char, &'static str>; 2],
}

static NAMES: LazyLock<Names> = LazyLock::new(|| {
    let mut names = Names::default();
    let rows = super::rows(include_str!("../../lists/knowledge/japanese-names.tsv"));
    for (sort, row) in rows.filter_map(|row| row.split_once('\t')) {
        let Some((written, readings)) = row.split_once('\t') else {
            continue;
        };
        let mut folded = String::with_capacity(written.len());
        super::fold(written, &mut folded);
        if let Some(part) = PARTS.iter().position(|part| *part == sort) {
            let character = folded.chars().next();
            names.parts[part].extend(character.map(|character| (character, readings)));
            continue;
        }
        let name = names.whole.entry(folded).or_default();
        name.readings.push(readings);
        name.is_family |= sort == "family";
    }
    names
});

/// What the table calls the characters of given names of two.
const PARTS: [&str; 2] = ["first", "second"];

/// How characters that are a name, or a word of one, are read. Given names are so many that most are told by
/// their two characters.
pub(crate) fn japanese_readings(folded: &str) -> impl Iterator<Item = Cow<'static, str>> + use<> {
    let is_han = folded.starts_with(|c| script_of(c) == Script::Han);
    let name = is_han.then(|| NAMES.whole.get(folded)).flatten();
    let composed = (is_han && name.is_none()).then(|| composed(folded));
    let whole = name.into_iter().flat_map(|name| {
        name.readings
            .iter()
            .flat_map(|readings| readings.split(' '))
    });
    let composed = composed.into_iter().flatten().map(Cow::Owned);
    whole.map(Cow::Borrowed).chain(composed)
}

/// The readings of a given name of two characters, the likeliest first.
fn composed(folded: &str) -> Vec<String> {
    let mut characters = folded.chars();
    let pair = (characters.next(), characters.next(), characters.next());
    let (Some(first), Some(second), None) = pair else {
        return Vec::new();
    };
    let readings = |part: usize, character: char| {
        let readings = NAMES.parts[part].get(&character)?;
        Some(readings.split(' ').enumerate())
    };
    let Some((firsts, seconds)) = readings(0, first).zip(readings(1, second)) else {
        return Vec::new();
    };
    let mut found: Vec<(usize, String)> = firsts
        .flat_map(|(at, first)| {
            let seconds = seconds.clone();
            seconds.map(move |(to, second)| (at + to, format!("{first}{second}")))
        })
        .collect();
    found.sort_by_key(|&(rank, _)| rank);
    found.truncate(MOST_COMPOSED);
    found.into_iter().map(|(_, reading)| reading).collect()
}

/// Adds the forms of characters that are a name, or a word of one.
pub(super) fn read(folded: &str, forms: &mut Forms) {
    for reading in japanese_readings(folded) {
        forms.add(Origin::Japanese, JAPANESE_COST, |out| {
            out.push_str(&reading);
        });
    }
}

/// Whether folded characters are a family name.
pub(crate) fn is_japanese_family(folded: &str) -> bool {
    let name = NAMES.whole.get(folded);
    name.is_some_and(|name| name.is_family)
}

/// The family names of two characters.
static PAIRS: LazyLock<FxHashSet<[char; 2]>> = LazyLock::new(|| {
    let families = NAMES.whole.iter().filter(|(_, name)| name.is_family);
    let pairs = families.filter_map(|(folded, _)| {
        let mut characters = folded.chars();
        let pair = [characters.next()?, characters.next()?];
        characters.next().is_none().then_some(pair)
    });
    pairs.collect()
});

/// Whether two folded characters are a family name.
pub(crate) fn is_japanese_pair(characters: [char; 2]) -> bool {
    PAIRS.contains(&characters)
}

/// The bytes of the family name of three characters that a text begins with. Those of two are read as the words
/// that they make, since in Chinese they may be any others.
pub(super) fn long_family(text: &str) -> Option<usize> {
    const LONG: usize = 3;
    let (end, last) = text.char_indices().nth(LONG - 1)?;
    let end = end + last.len_utf8();
    let mut folded = String::new();
    super::fold(&text[..end], &mut folded);
    // What is folded away is no character of it.
    let is_long = folded.chars().count() == LONG;
    (is_long && is_japanese_family(&folded)).then_some(end)
}

#[cfg(test)]
mod tests {
    use super::super::tests::texts;
    use super::*;

    #[test]
    fn the_table_is_sound() {
        let text = include_str!("../../lists/knowledge/japanese-names.tsv");
        let mut met = rustc_hash::FxHashSet::default();
        for row in super::super::rows(text) {
            let columns: Vec<&str> = row.split('\t').collect();
            let [sort, written, readings] = columns[..] else {
                panic!("three columns: {row}");
            };
            let is_part = PARTS.contains(&sort) && written.chars().nth(1).is_none();
            let is_whole = ["family", "given", "word"].contains(&sort);
            assert!(is_part || is_whole, "{row}");
            assert!(met.insert((sort, written)), "{row}");
            for reading in readings.split(' ') {
                assert!(!reading.is_empty(), "{row}");
                assert!(reading.bytes().all(|b| b.is_ascii_lowercase()), "{row}");
            }
        }
    }

    #[test]
    fn names_are_read_as_in_japan_too() {
        assert!(texts("山口").contains(&"yamaguchi".to_owned()));
        assert!(texts("澤田").contains(&"sawada".to_owned()));
        assert!(texts("悟").contains(&"satoru".to_owned()));
        assert!(texts("忠政").contains(&"tadamasa".to_owned()));
        assert!(is_japanese_family("山口") && !is_japanese_family("悟"));
        assert_eq!(long_family("佐々木は"), Some("佐々木".len()));
        assert_eq!(long_family("佐々"), None);
        assert_eq!(long_family("山口、"), None);
    }
}
