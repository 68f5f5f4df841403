//! What people are and do: offices, ranks and trades, by the words of many languages.

use rustc_hash::FxHashMap;

use super::table::{Table, TableError};
use crate::script;

/// The article that Arabic joins to a word.
const ARTICLE: &str = "ال";

/// Words with the office they mean.
#[derive(Debug)]
pub(super) struct Offices(FxHashMap<String, &'static str>);

impl Offices {
    /// Reads `office, language, words`; languages may share a word if they mean the same by it.
    pub(super) fn parse(table: Table) -> Result<Self, TableError> {
        let mut offices = FxHashMap::default();
        for row in table.rows::<3>() {
            let row = row?;
            let [office, _, words] = row.fields;
            for word in words.split(' ') {
                let mut folded = String::new();
                script::fold(word, &mut folded);
                let known = *offices.entry(folded).or_insert(office);
                if known != office {
                    return Err(row.error(format!("`{word}` stands under `{known}` already")));
                }
            }
        }
        Ok(Self(offices))
    }

    /// The office that a word means, folded in its own script or in Latin letters.
    pub(super) fn get(&self, word: &str) -> Option<&'static str> {
        let bare = || self.0.get(word.strip_prefix(ARTICLE)?);
        self.0.get(word).or_else(bare).copied()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_word_means_one_office() {
        let parse = |text| {
            let file = "o.tsv";
            Offices::parse(Table { file, text }).map_err(|error| error.to_string())
        };
        let offices = parse("judge\tenglish\tjudge\njudge\tarabic\tقاضي\n").unwrap();
        for word in ["judge", "قاضي", "القاضي"] {
            assert_eq!(offices.get(word), Some("judge"), "{word}");
        }
        assert_eq!(offices.get("juror"), None);
        assert_eq!(
            parse("judge\tenglish\tjustice\nminister\tenglish\tjustice\n").unwrap_err(),
            "o.tsv, line 2: `justice` stands under `judge` already"
        );
    }
}
