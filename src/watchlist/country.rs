//! Country names, as lists write them, to ISO 3166 codes.

mod table;

use std::sync::OnceLock;

use rustc_hash::FxHashMap;

use table::{COUNTRIES, FORMS_OF_STATE};

/// The ISO 3166 two-letter code, in lower case, of a country named in English (short, official or
/// reversed: "Korea, North"), or given by its two- or three-letter code; `None` for anything else,
/// also for states that no longer exist.
///
/// ```
/// assert_eq!(namewatch::country_code("Korea, North"), Some("kp"));
/// assert_eq!(namewatch::country_code("Narnia"), None);
/// ```
pub fn country_code(text: &str) -> Option<&'static str> {
    static CODES: OnceLock<FxHashMap<String, &'static str>> = OnceLock::new();
    let codes = CODES.get_or_init(|| {
        let mut codes = FxHashMap::default();
        for &(code, alpha3, names) in COUNTRIES {
            codes.insert(code.to_owned(), code);
            codes.insert(alpha3.to_owned(), code);
            for name in names.split('|') {
                codes.insert(key(name, |_| true), code);
            }
        }
        codes
    });
    let text = text.trim().trim_end_matches('.');
    let text = text.strip_prefix("Region: ").unwrap_or(text);
    let by_words = |keep: fn(&str) -> bool| {
        // `as of` is no code with a word that does not count.
        let key = key(text, keep);
        (key.len() > 3 || !text.contains(' '))
            .then(|| codes.get(&key))
            .flatten()
    };
    codes
        .get(&text.to_ascii_lowercase())
        .or_else(|| by_words(|_| true))
        .or_else(|| by_words(|word| !FORMS_OF_STATE.contains(&word)))
        .copied()
}

/// The words of a name, folded and in alphabetical order, so that word order, commas, parentheses
/// and articles do not matter.
fn key(name: &str, keep: impl Fn(&str) -> bool) -> String {
    let folded: String = name.chars().flat_map(char::to_lowercase).collect();
    let folded: String = folded
        .chars()
        .filter(|c| !matches!(c, '\'' | '’' | '‘' | '.' | '\u{307}'))
        .map(fold_accent)
        .collect();
    let mut words: Vec<&str> = folded
        .split(|c: char| !c.is_alphanumeric())
        .filter(|word| !matches!(*word, "" | "the" | "of" | "and") && keep(word))
        .collect();
    words.sort_unstable();
    words.join(" ")
}

fn fold_accent(c: char) -> char {
    match c {
        'á' | 'à' | 'â' | 'ã' | 'ä' | 'å' => 'a',
        'é' | 'è' | 'ê' | 'ë' => 'e',
        'í' | 'î' | 'ï' => 'i',
        'ó' | 'ô' | 'õ' | 'ö' => 'o',
        'ú' | 'û' | 'ü' => 'u',
        'ç' => 'c',
        'ñ' => 'n',
        _ => c,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_as_lists_write_them() {
        for (text, code) in [
            ("Iran", "ir"),
            ("Iran, Islamic Republic of", "ir"),
            ("Iran (Islamic Republic of)", "ir"),
            ("Korea, North", "kp"),
            ("Democratic People's Republic of Korea", "kp"),
            ("Democratic People’s Republic of Korea", "kp"),
            ("Korea, Republic of", "kr"),
            ("Congo, Democratic Republic of the.", "cd"),
            ("Congo, Republic of the", "cg"),
            ("Congo", "cg"),
            ("DPRK", "kp"),
            ("Russian Federation", "ru"),
            ("Syrian Arab Republic", "sy"),
            ("Burma", "mm"),
            ("Türkiye", "tr"),
            ("CÔTE D'IVOIRE", "ci"),
            ("Venezuela, Bolivarian Republic of", "ve"),
            ("Republic of Iraq", "iq"),
            ("Region: Gaza", "ps"),
            ("us", "us"),
            ("DEU", "de"),
            ("Virgin Islands, U.S.", "vi"),
            ("Hong Kong", "hk"),
            ("Republic of China", "tw"),
            ("People's Republic of China", "cn"),
        ] {
            assert_eq!(country_code(text), Some(code), "{text}");
        }
    }

    #[test]
    fn what_is_no_present_country_has_no_code() {
        for text in [
            "",
            "former Soviet Union",
            "Yugoslavia",
            "na na",
            "Region: Crimea",
            "Republic",
            "Korea",
        ] {
            assert_eq!(country_code(text), None, "{text}");
        }
    }

    #[test]
    fn the_table_is_complete_and_no_name_stands_for_two_countries() {
        assert_eq!(COUNTRIES.len(), 250);
        let mut seen: FxHashMap<String, &str> = FxHashMap::default();
        for &(code, alpha3, names) in COUNTRIES {
            assert!(code.len() == 2 && alpha3.len() == 3, "{code} {alpha3}");
            let keys = names.split('|').map(|name| key(name, |_| true));
            for key in keys.chain([code.to_owned(), alpha3.to_owned()]) {
                assert!(!key.is_empty(), "{code}");
                let other = seen.insert(key, code);
                assert!(
                    other.is_none_or(|other| other == code),
                    "{code} and {other:?}"
                );
            }
        }
    }
}
