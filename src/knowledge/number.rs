//! Numbers written as words, digits or Roman numerals.

use rustc_hash::FxHashMap;

use super::table::{Table, TableError};

/// Number words with their values.
#[derive(Debug)]
pub(super) struct Numbers(FxHashMap<&'static str, u32>);

impl Numbers {
    /// Reads `language, kind, value, words`; languages may share a word if they mean the same by it.
    pub(super) fn parse(table: Table) -> Result<Self, TableError> {
        let mut values = FxHashMap::default();
        for row in table.rows::<4>() {
            let row = row?;
            row.keyword(1, &[("cardinal", ()), ("ordinal", ())])?;
            let value = row.integer(2)?;
            for word in row.words(3)? {
                let known = *values.entry(word).or_insert(value);
                if known != value {
                    return Err(row.error(format!("`{word}` has the value {known} already")));
                }
            }
        }
        Ok(Self(values))
    }

    /// The value of a word ("forty", "fourth"), of digits ("44") or of digits with an ending
    /// ("44th"); digits past `u32` have none.
    pub(super) fn value(&self, word: &str) -> Option<u32> {
        self.0.get(word).copied().or_else(|| digits(word))
    }
}

/// What follows the digits of an ordinal in English, French and Russian.
const ORDINAL_ENDINGS: [&str; 12] = [
    "", "st", "nd", "rd", "th", "er", "ere", "eme", "ya", "aya", "oy", "yy",
];

fn digits(word: &str) -> Option<u32> {
    let length = word.bytes().take_while(u8::is_ascii_digit).count();
    let (digits, ending) = word.split_at(length);
    ORDINAL_ENDINGS
        .contains(&ending)
        .then(|| digits.parse().ok())?
}

/// The value of a Roman numeral from i to xxxix in its regular form.
pub(super) fn roman(word: &str) -> Option<u32> {
    const UNITS: [&str; 10] = ["", "i", "ii", "iii", "iv", "v", "vi", "vii", "viii", "ix"];
    let tens = word.bytes().take_while(|&byte| byte == b'x').count();
    let units = UNITS.iter().position(|&unit| unit == &word[tens..])?;
    let value = (10 * tens + units) as u32;
    (1..40).contains(&value).then_some(value)
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::{Numbers, Table, roman};

    fn numbers(text: &'static str) -> Result<Numbers, String> {
        Numbers::parse(Table {
            file: "n.tsv",
            text,
        })
        .map_err(|error| error.to_string())
    }

    #[test]
    fn words_digits_and_ordinals_have_a_value() {
        let table = numbers("english\tcardinal\t4\tfour\nenglish\tordinal\t4\tfourth\n").unwrap();
        for (word, value) in [
            ("four", 4),
            ("fourth", 4),
            ("44", 44),
            ("44th", 44),
            ("007", 7),
        ] {
            assert_eq!(table.value(word), Some(value), "{word}");
        }
        for word in ["", "th", "five", "44x", "4x4", "99999999999", "iv"] {
            assert_eq!(table.value(word), None, "{word}");
        }
    }

    #[test]
    fn a_word_has_one_value() {
        let error = numbers("a\tcardinal\t1\tun\nb\tcardinal\t2\tun\n").unwrap_err();
        assert_eq!(error, "n.tsv, line 2: `un` has the value 1 already");
    }

    #[test]
    fn roman_numerals_are_read_in_their_regular_form_only() {
        for (word, value) in [("i", 1), ("iv", 4), ("ix", 9), ("xiv", 14), ("xxxix", 39)] {
            assert_eq!(roman(word), Some(value), "{word}");
        }
        for word in ["", "iiii", "iix", "vx", "xxxx", "xl", "mi", "é"] {
            assert_eq!(roman(word), None, "{word}");
        }
    }

    proptest! {
        #[test]
        fn nothing_panics(word in ".{0,12}") {
            let table = numbers("a\tcardinal\t1\tun\n").unwrap();
            let _ = (table.value(&word), roman(&word));
        }

        #[test]
        fn every_number_is_read_back(value: u32) {
            let table = numbers("a\tcardinal\t1\tun\n").unwrap();
            prop_assert_eq!(table.value(&format!("{value}th")), Some(value));
        }
    }
}
