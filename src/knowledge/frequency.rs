//! How common a name word is, in which role, and among whom.

use rustc_hash::FxHashMap;

use super::table::{Table, TableError};

macro_rules! cultures {
    ($($culture:ident $word:literal)*) => {
        /// A people or language whose names are told apart from others'.
        #[derive(Clone, Copy, Debug, PartialEq, Eq)]
        pub(crate) enum Culture { $(
            #[doc = concat!("The names marked `", $word, "` in the file.")]
            $culture,
        )* }

        const CULTURES: &[(&str, Culture)] = &[$(($word, Culture::$culture)),*];
    };
}

cultures! {
    African "african"
    Arabic "arabic"
    Armenian "armenian"
    Balkan "balkan"
    Baltic "baltic"
    Burmese "burmese"
    Cantonese "cantonese"
    Caucasian "caucasian"
    CentralAsian "centralasian"
    Chinese "chinese"
    Czech "czech"
    Dutch "dutch"
    English "english"
    Ethiopian "ethiopian"
    Filipino "filipino"
    French "french"
    Georgian "georgian"
    German "german"
    Greek "greek"
    Hebrew "hebrew"
    Hungarian "hungarian"
    Indian "indian"
    Indonesian "indonesian"
    Italian "italian"
    Japanese "japanese"
    Korean "korean"
    Nordic "nordic"
    Pashto "pashto"
    Persian "persian"
    Polish "polish"
    Portuguese "portuguese"
    Romanian "romanian"
    Russian "russian"
    Somali "somali"
    Spanish "spanish"
    Thai "thai"
    Turkish "turkish"
    Ukrainian "ukrainian"
    Urdu "urdu"
    Vietnamese "vietnamese"
}

/// A set of [`Culture`]s.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) struct Cultures(u64);

impl Cultures {
    pub(crate) fn contains(self, culture: Culture) -> bool {
        self.0 & (1 << culture as u64) != 0
    }

    /// Whether there are some, and none but these.
    pub(crate) fn are_among(self, cultures: &[Culture]) -> bool {
        let among = cultures
            .iter()
            .fold(0, |all, &culture| all | 1 << culture as u64);
        self.0 != 0 && self.0 & !among == 0
    }

    fn insert(&mut self, culture: Culture) {
        self.0 |= 1 << culture as u64;
    }
}

/// What is known of a name word.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct NameClass {
    /// 1: borne by more than one in 100 of some large population, 2: in 1,000, 3: in 10,000.
    pub(crate) commonness: u8,
    /// Whether it is a given name somewhere.
    pub(crate) given: bool,
    /// Whether it is a family name, or a father's or clan's name in its place, somewhere.
    pub(crate) family: bool,
    /// Where it is so common.
    pub(crate) cultures: Cultures,
}

/// Name words with their classes.
#[derive(Debug)]
pub(super) struct Frequencies(FxHashMap<&'static str, NameClass>);

impl Frequencies {
    /// Reads `culture, role, commonness, words`; a word of several cultures gets the sum of all.
    pub(super) fn parse(table: Table) -> Result<Self, TableError> {
        let mut classes = FxHashMap::default();
        for row in table.rows::<4>() {
            let row = row?;
            let culture = row.keyword(0, CULTURES)?;
            let roles = [
                ("both", (true, true)),
                ("family", (false, true)),
                ("given", (true, false)),
            ];
            let (given, family) = row.keyword(1, &roles)?;
            let commonness = row.keyword(2, &[("1", 1), ("2", 2), ("3", 3)])?;
            for word in row.words(3)? {
                let class = classes.entry(word).or_insert(NameClass {
                    commonness,
                    given,
                    family,
                    cultures: Cultures::default(),
                });
                class.commonness = class.commonness.min(commonness);
                class.given |= given;
                class.family |= family;
                class.cultures.insert(culture);
            }
        }
        Ok(Self(classes))
    }

    /// All words.
    pub(super) fn iter(&self) -> impl Iterator<Item = (&'static str, NameClass)> + '_ {
        self.0.iter().map(|(&word, &class)| (word, class))
    }

    pub(super) fn get(&self, word: &str) -> Option<NameClass> {
        self.0.get(word).copied()
    }
}

#[cfg(test)]
mod tests {
    use super::{Culture, Frequencies, Table};

    fn frequencies(text: &'static str) -> Result<Frequencies, String> {
        Frequencies::parse(Table {
            file: "f.tsv",
            text,
        })
        .map_err(|error| error.to_string())
    }

    #[test]
    fn a_word_of_two_cultures_has_the_sum_of_both() {
        let table = frequencies("english\tfamily\t2\tlee\nkorean\tgiven\t1\tlee\n").unwrap();
        let lee = table.get("lee").unwrap();
        assert_eq!((lee.commonness, lee.given, lee.family), (1, true, true));
        assert!(lee.cultures.contains(Culture::English) && lee.cultures.contains(Culture::Korean));
        assert!(!lee.cultures.contains(Culture::Arabic));
        assert!(table.get("kim").is_none());
    }

    #[test]
    fn an_unknown_culture_or_class_is_an_error() {
        assert!(
            frequencies("martian\tgiven\t1\tx\n")
                .unwrap_err()
                .starts_with("f.tsv, line 1:")
        );
        assert!(
            frequencies("english\tgiven\t4\tx\n")
                .unwrap_err()
                .contains("`1`, `2`, `3`")
        );
    }
}
