//! Reads one token, in any script, as a small set of Latin forms that can be compared.
//!
//! [`forms()`] gives the forms; [`fold()`] gives the token in its own script, for comparing originals.
//! Transliteration is no function: one original has many usual spellings. What they share is
//! brought out by [`drift_key`], under which they mostly become equal, and by [`skeleton`], which
//! leaves the vowels out.

mod adjective;
mod arabic;
mod caucasus;
mod compound;
mod cyrillic;
mod detect;
mod drift;
mod eastern;
mod ethiopic;
mod fold;
mod forms;
mod greek;
mod han;
mod hangul;
mod hebrew;
mod indic;
mod inflection;
mod japanese;
mod kana;
mod latin;
mod liquid;
mod look_alike;
mod ordinary;
mod palladius;
mod spanish;
mod thai;
mod transcription;
mod wade_giles;

use rustc_hash::FxHashMap;

use self::forms::Origin;
pub(crate) use self::{
    arabic::has_arabic_article,
    compound::{begins_compounds, compound},
    detect::{Script, script_of},
    drift::{Outline, Seam, drift_key, key_and_skeleton, skeleton},
    eastern::{eastern_word, ends_in_particle, is_scrap_of_syllables},
    fold::{fold, folded_letter},
    forms::{Forms, MAX_FORMS},
    han::{HanReadings, WADE_GILES_COST, begins_family, is_long_family},
    inflection::{elided, genitive_stem, latin_stems},
    japanese::{JAPANESE_COST, is_japanese_family, is_japanese_pair, japanese_readings},
    look_alike::look_alikes,
    ordinary::is_ordinary_word,
    transcription::{TRANSCRIPTION_COST, transcriptions},
    wade_giles::{PINYIN_COST, pinyin},
};

/// Reads a token, a run of letters and digits as it stands in a text or a name, into its forms.
///
/// What `out` held before is gone; its memory is used again. A token without letters and digits
/// has no forms.
pub(crate) fn forms(token: &str, out: &mut Forms) {
    out.clear();
    // Taken out while the readers fill the rest.
    let mut folded = std::mem::take(&mut out.folded);
    fold(token, &mut folded);
    read(token, &folded, out);
    out.folded = folded;
}

/// Whether a character is of a script that sets no blanks between words: Han or Kana.
pub(crate) fn sets_no_blanks(c: char) -> bool {
    c >= '\u{3005}'
        && matches!(
            script_of(c),
            Script::Han | Script::Hiragana | Script::Katakana
        )
}

fn read(token: &str, folded: &str, out: &mut Forms) {
    if folded.is_ascii() {
        return latin::read(token, folded, out);
    }
    let scripts = detect::scripts_of(folded);
    if scripts.mixed_alphabets && look_alike::read(token, scripts.main, out) {
        return;
    }
    if matches!(
        scripts.main,
        Script::Han | Script::Hiragana | Script::Katakana | Script::Hangul
    ) {
        eastern::read_known(folded, out);
    }
    match scripts.main {
        Script::Cyrillic => cyrillic::read(token, folded, out),
        Script::Greek => greek::read(folded, out),
        Script::Armenian => caucasus::read_armenian(folded, out),
        Script::Georgian => caucasus::read_georgian(folded, out),
        Script::Hebrew => hebrew::read(token, folded, out),
        Script::Arabic => arabic::read(token, folded, out),
        Script::Bengali => indic::read(token, true, out),
        Script::Devanagari | Script::Indic => indic::read(token, false, out),
        Script::Thai => thai::read(token, out),
        Script::Ethiopic => ethiopic::read(folded, out),
        Script::Han => han::read(folded, out),
        Script::Hiragana | Script::Katakana => kana::read(folded, out),
        Script::Hangul => hangul::read(folded, out),
        Script::Latin | Script::Other => latin::read_any(folded, out),
    }
    spanish::read(scripts.main, out);
}

/// The rows of a table of the project: its lines without comments.
fn rows(text: &'static str) -> impl Iterator<Item = &'static str> {
    text.lines()
        .filter(|line| !line.is_empty() && !line.starts_with('#'))
}

/// A table of words and their Latin spellings (parted by spaces, the likeliest first), by the
/// folded word.
fn words(text: &'static str) -> FxHashMap<String, &'static str> {
    rows(text)
        .filter_map(|row| row.split_once('\t'))
        .map(|(word, spellings)| {
            let mut folded = String::with_capacity(word.len());
            fold(word, &mut folded);
            (folded, spellings)
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    /// The texts of a token's forms.
    pub(super) fn texts(token: &str) -> Vec<String> {
        let mut out = Forms::default();
        forms(token, &mut out);
        out.iter().map(|form| form.text.to_owned()).collect()
    }

    /// The likeliest form of a token.
    pub(super) fn first(token: &str) -> String {
        texts(token).into_iter().next().unwrap_or_default()
    }

    /// Checks a table of words that a reader has included.
    pub(super) fn check_words(text: &'static str) {
        assert_eq!(
            words(text).len(),
            rows(text).count(),
            "a word stands twice, folded"
        );
        for row in rows(text) {
            let (word, spellings) = row.split_once('\t').expect("a word, a tab, spellings");
            assert!(!word.contains(' '), "{row}");
            for spelling in spellings.split(' ') {
                assert!(!spelling.is_empty(), "{row}");
                assert!(spelling.bytes().all(|b| b.is_ascii_lowercase()), "{row}");
            }
        }
    }

    #[test]
    fn buffers_are_used_again() {
        let mut out = Forms::default();
        forms("Müller", &mut out);
        forms("Żak", &mut out);
        assert_eq!(out.folded(), "zak");
        assert_eq!(
            out.iter().map(|form| form.text).collect::<Vec<_>>(),
            ["zak", "zhak"]
        );
    }

    #[test]
    fn what_has_no_letters_has_no_forms() {
        for token in ["", "-", "\u{200D}", "\u{301}", "…"] {
            assert!(texts(token).is_empty(), "{token:?}");
        }
    }

    #[test]
    fn long_runs_take_time_in_proportion() {
        for letters in [
            "zh",
            "م",
            "的",
            "ア",
            "क\u{93C}",
            "пу",
            "1a",
            "\u{301}a",
            "김",
        ] {
            let token = letters.repeat(200_000);
            let mut out = Forms::default();
            forms(&token, &mut out);
            let mut key = String::new();
            for form in out.iter() {
                drift_key(form.text, &mut key);
                skeleton(form.text, &mut key);
            }
            assert!(out.len() > 0, "{letters}");
        }
    }

    #[test]
    fn scripts_without_a_reader_go_by_the_general_table() {
        assert!(!texts("ភ្នំពេញ").is_empty());
        assert!(!texts("မြန်မာ").is_empty());
    }

    fn check(token: &str) -> Result<(), TestCaseError> {
        let mut out = Forms::default();
        forms(token, &mut out);
        prop_assert!(out.len() <= MAX_FORMS);
        let mut seen = Vec::new();
        for form in out.iter() {
            prop_assert!(!form.text.is_empty());
            prop_assert!(
                form.text
                    .bytes()
                    .all(|b| b.is_ascii_lowercase() || b.is_ascii_digit())
            );
            prop_assert!(form.cost <= 100);
            prop_assert!(!seen.contains(&form.text));
            seen.push(form.text);
        }
        let mut again = Forms::default();
        forms("Обама", &mut again);
        forms(token, &mut again);
        prop_assert!(again.iter().eq(out.iter()));
        Ok(())
    }

    proptest! {
        #[test]
        fn any_string_has_sound_forms(token in any::<String>()) {
            check(&token)?;
        }

        #[test]
        fn any_word_has_sound_forms(token in "[A-zÀ-ſΑ-ώЀ-ԯԱ-և֑-ת؀-ۿऀ-෿ก-๎ა-ჿሀ-፿가-힣一-鿿ぁ-ヿ0-9]{1,12}") {
            check(&token)?;
        }

        #[test]
        fn words_of_one_script_have_forms(
            token in prop_oneof!["[а-яё]{1,9}", "[α-ω]{1,9}", "[ا-غف-ي]{1,9}", "[א-ת]{1,9}",
                "[가-힣]{1,4}", "[一-龥]{1,4}", "[ア-ン]{1,6}", "[a-z]{1,9}", "[ა-ჰ]{1,9}"]
        ) {
            check(&token)?;
            let mut out = Forms::default();
            forms(&token, &mut out);
            let silent = token.chars().all(|c| matches!(c, 'ь' | 'ъ' | 'ء' | 'ع' | 'ـ' | 'ッ'));
            prop_assert!(silent || out.len() > 0);
        }
    }
}
