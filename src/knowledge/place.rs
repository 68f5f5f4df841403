//! Countries, their peoples, cities and regions.

use super::{
    phrase::PhraseTable,
    table::{Table, TableError},
};

/// A place, or a word made of one.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Place {
    /// ISO 3166-1 code in small letters.
    pub(crate) country: [u8; 2],
    pub(crate) kind: PlaceKind,
    /// The same for all names of one place (Kyiv and Kiev).
    pub(crate) id: u16,
}

/// England and Scotland, and the two that are called Congo.
const SHARED: [&[u8; 2]; 3] = [b"cd", b"cg", b"gb"];

impl Place {
    /// A number for all names of one place, in any language; those of a people, and what is theirs, are
    /// names of its country. 0 where one country's names are those of several lands, or two share them.
    pub(crate) fn number(&self) -> u32 {
        match self.kind {
            PlaceKind::Country | PlaceKind::Demonym if SHARED.contains(&&self.country) => 0,
            PlaceKind::Country | PlaceKind::Demonym => {
                1 << 16 | u32::from(u16::from_be_bytes(self.country))
            }
            PlaceKind::City | PlaceKind::Region => 1 << 17 | u32::from(self.id),
        }
    }
}

/// What sort of place a word names.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum PlaceKind {
    Country,
    /// A people or an adjective: Iranian.
    Demonym,
    City,
    /// A province, an island, a sea, a part of a country.
    Region,
}

/// Places by their names.
#[derive(Debug)]
pub(super) struct Places(PhraseTable<Place>);

impl Places {
    /// Reads `kind, country, names`: one place a line. Of places with one name only the best known
    /// is listed.
    pub(super) fn parse(table: Table) -> Result<Self, TableError> {
        let mut names = PhraseTable::default();
        for (row, id) in table.rows::<3>().zip(0..) {
            let row = row?;
            let kind = row.keyword(
                0,
                &[
                    ("city", PlaceKind::City),
                    ("country", PlaceKind::Country),
                    ("demonym", PlaceKind::Demonym),
                    ("region", PlaceKind::Region),
                ],
            )?;
            let &[first @ b'a'..=b'z', second @ b'a'..=b'z'] = row.fields[1].as_bytes() else {
                return Err(row.error(format!(
                    "expected a country code, found `{}`",
                    row.fields[1]
                )));
            };
            let place = Place {
                country: [first, second],
                kind,
                id,
            };
            for phrase in row.phrases(2)? {
                let text = phrase.join(" ");
                if names.insert(phrase, place).is_some() {
                    return Err(row.error(format!("`{text}` is another place already")));
                }
            }
        }
        Ok(Self(names))
    }

    /// The longest place name that `words` begin with, and how many of them it takes.
    pub(super) fn longest(&self, words: &[&str]) -> Option<(Place, usize)> {
        self.0.longest(words.iter().copied())
    }

    /// Whether the name of a place in several words begins with a word.
    pub(super) fn begin_with(&self, word: &str) -> bool {
        self.0.is_opening(word)
    }
}

#[cfg(test)]
mod tests {
    use super::{PlaceKind, Places, Table};

    fn places(text: &'static str) -> Result<Places, String> {
        Places::parse(Table {
            file: "p.tsv",
            text,
        })
        .map_err(|error| error.to_string())
    }

    #[test]
    fn a_country_and_its_people_are_one_place_and_lands_of_one_state_are_not() {
        let knowledge = crate::knowledge::Knowledge::get();
        let number = |word: &str| knowledge.place_at(&[word]).map(|(place, _)| place.number());
        assert_eq!(number("iran"), number("iranskaya"));
        assert_ne!(number("iran"), number("iraq"));
        assert_eq!(number("england"), Some(0));
        assert_eq!(number("scottish"), Some(0));
    }

    #[test]
    fn the_longest_name_of_a_place_is_found() {
        let table = places("city\tus\tnew york; new york city\ncity\tua\tkiev; kyiv\n").unwrap();
        let (city, taken) = table.longest(&["new", "york", "city", "hall"]).unwrap();
        assert_eq!(
            (city.country, city.kind, taken),
            (*b"us", PlaceKind::City, 3)
        );
        assert_eq!(table.longest(&["new", "york", "times"]), Some((city, 2)));
        assert_eq!(table.longest(&["kiev"]), table.longest(&["kyiv"]));
        assert_eq!(table.longest(&["new"]), None);
    }

    #[test]
    fn a_bad_country_or_a_name_of_two_places_is_an_error() {
        let error = places("city\tUS\tboston\n").unwrap_err();
        assert_eq!(error, "p.tsv, line 1: expected a country code, found `US`");
        let error = places("city\tlb\ttripoli\ncity\tly\ttripoli\n").unwrap_err();
        assert_eq!(error, "p.tsv, line 2: `tripoli` is another place already");
    }
}
