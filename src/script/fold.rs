//! Folds a token in its own script, so that spellings of one original become equal.

use unicode_normalization::{UnicodeNormalization, char::is_combining_mark};

use super::{arabic, han, hebrew, latin};

/// Appends a token without what does not tell names apart: case, width, ligatures, presentation
/// forms, marks, apostrophes, invisible characters, and the letters of a script that are written
/// for each other (`ى` for `ي`, `ё` for `е`, traditional for simplified Han).
///
/// Latin becomes ASCII; the marks that are vowels in the scripts of South and South-East Asia
/// stay. Folding again changes nothing.
pub(crate) fn fold(token: &str, out: &mut String) {
    let start = out.len();
    for c in token.chars() {
        match fold_alone(c) {
            Alone::Is(letter) => out.push(letter),
            Alone::Nothing => {}
            Alone::Depends => {
                out.truncate(start);
                return fold_decomposed(token, out);
            }
        }
    }
}

/// A letter as it is folded where nothing around it matters.
pub(crate) fn folded_letter(c: char) -> char {
    match fold_alone(c) {
        Alone::Is(letter) => letter,
        Alone::Nothing | Alone::Depends => c,
    }
}

/// What a character folds to when nothing around it matters.
enum Alone {
    Is(char),
    Nothing,
    /// It has to be decomposed, or composes with its neighbours.
    Depends,
}

/// Folds the characters that nearly all text is made of, without Unicode's tables.
#[expect(clippy::match_same_arms, reason = "script by script")]
fn fold_alone(c: char) -> Alone {
    match c {
        'a'..='z' | '0'..='9' => Alone::Is(c),
        'A'..='Z' => Alone::Is(c.to_ascii_lowercase()),
        '\0'..='\u{7F}' | '’' | '‘' | '\u{200B}'..='\u{200F}' | '\u{2060}' | '\u{FEFF}' => {
            Alone::Nothing
        }
        'ё' | 'Ё' => Alone::Is('е'),
        'а'..='я' | 'ђ' | 'є'..='ћ' | 'џ' | 'ґ' => Alone::Is(c),
        'А'..='Я' => Alone::Is(shift(c, 0x20)),
        'Ђ' | 'Є'..='Ћ' | 'Џ' => Alone::Is(shift(c, 0x50)),
        'Ґ' => Alone::Is('ґ'),
        'א'..='ת' => Alone::Is(hebrew::fold(c)),
        'ا'..='غ' | 'ـ'..='ي' | 'ٱ'..='ە' => match arabic::fold(c) {
            Some(letter) => Alone::Is(letter),
            None if c == 'ـ' || c == 'ء' => Alone::Nothing,
            None => Alone::Depends,
        },
        'ა'..='ჺ' | 'ァ'..='ヺ' | 'ー' | 'ぁ'..='ゖ' | '가'..='힣' => Alone::Is(c),
        '\u{4E00}'..='\u{9FFF}' => Alone::Is(han::simplify(c)),
        _ => Alone::Depends,
    }
}

fn shift(c: char, by: u32) -> char {
    char::from_u32(u32::from(c) + by).unwrap_or(c)
}

/// Folds any token by decomposing it.
fn fold_decomposed(token: &str, out: &mut String) {
    let mut base = '\0';
    let mut letters = String::with_capacity(token.len());
    for c in token.chars().nfkd().flat_map(char::to_lowercase) {
        if is_combining_mark(c) {
            if tells_letters_apart(base, c) {
                letters.push(c);
            }
        } else {
            base = c;
            fold_letter(c, &mut letters);
        }
    }
    out.extend(letters.nfc());
}

/// Whether a mark makes another letter of the one it stands on, or is itself a vowel.
#[expect(clippy::match_same_arms, reason = "one cause an arm")]
fn tells_letters_apart(base: char, mark: char) -> bool {
    match mark {
        '\u{306}' => matches!(base, 'и' | 'у'),
        '\u{308}' => base == 'і',
        '\u{301}' => matches!(base, 'г' | 'к'),
        '\u{3099}' | '\u{309A}' => true,
        // The dot of borrowed sounds in the scripts of India: written or not at will.
        '\u{93C}' | '\u{9BC}' | '\u{A3C}' | '\u{ABC}' | '\u{B3C}' | '\u{C3C}' | '\u{CBC}' => false,
        // Thai tones.
        '\u{E47}'..='\u{E4C}' | '\u{E4E}' => false,
        '\u{900}'..='\u{10FF}' | '\u{1700}'..='\u{1AAF}' | '\u{1B00}'..='\u{1CCF}' => true,
        _ => false,
    }
}

/// Appends what a decomposed lower-case character folds to.
fn fold_letter(c: char, out: &mut String) {
    match c {
        'a'..='z' | '0'..='9' => out.push(c),
        // Tatweel, hamza, modifier letters that stand for apostrophes.
        '\0'..='\u{7F}' | '\u{2B9}'..='\u{2FF}' | 'ـ' | 'ء' | '\u{674}' => {}
        'ς' => out.push('σ'),
        _ => {
            if let Some(letters) = latin::base(c) {
                out.push_str(letters);
            } else if let Some(letter) = arabic::fold(c) {
                out.push(letter);
            } else if c.is_numeric() || super::script_of(c) == super::Script::Latin {
                latin::push_ascii(c, out);
            } else if c.is_alphanumeric() {
                out.push(han::simplify(hebrew::fold(c)));
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn folded(token: &str) -> String {
        let mut out = String::new();
        fold(token, &mut out);
        out
    }

    #[test]
    fn spellings_of_one_original_become_equal() {
        let groups: &[(&str, &[&str])] = &[
            (
                "muller",
                &["Müller", "MU\u{308}LLER", "ｍｕｌｌｅｒ", "muller"],
            ),
            ("strasse", &["Straße", "STRASSE", "STRAẞE"]),
            ("diyarbakir", &["Diyarbakır", "DİYARBAKIR", "Diyarbakir"]),
            (
                "obrien",
                &["O'Brien", "O’Brien", "OʼBrien", "O\u{200B}Brien"],
            ),
            ("nguyen", &["Nguyễn", "NGUYEN"]),
            ("putin", &["𝐏𝐮𝐭𝐢𝐧", "Putin"]),
            ("семен", &["Семён", "СЕМЕН", "Семе\u{308}н", "Семе́н"]),
            ("юрий", &["Юрий", "ЮРИЙ", "Юрии\u{306}"]),
            ("київ", &["Київ", "КИЇВ", "Киі\u{308}в"]),
            ("αιμαν", &["Αϊμάν", "ΑΙΜΑΝ"]),
            ("γιωργοσ", &["Γιώργος", "ΓΙΩΡΓΟΣ"]),
            ("مصطفي", &["مصطفى", "مُصْطَفَى", "مصطفی", "مصـطفى", "ﻣﺼﻄﻔﻰ"]),
            ("فاطمه", &["فاطمة", "فاطمه", "فَاطِمَة"]),
            ("خامنهاي", &["خامنه\u{200C}ای", "خامنه‌اي"]),
            ("احمد", &["أحمد", "احمد", "أَحْمَد"]),
            ("שלומ", &["שלום", "שָׁלוֹם"]),
            ("हाफिज", &["हाफ़िज़", "हाफिज"]),
            ("张", &["張", "张"]),
            ("ガ", &["ガ", "ｶﾞ", "カ\u{3099}"]),
            ("김정은", &["김정은", "\u{1100}\u{1175}\u{11B7}정은"]),
            ("123", &["١٢٣", "۱۲۳", "१२३", "１２３"]),
        ];
        for (expected, spellings) in groups {
            for spelling in *spellings {
                assert_eq!(folded(spelling), *expected, "{spelling}");
            }
        }
    }

    #[test]
    fn different_letters_stay_different() {
        for (left, right) in [
            ("Кий", "Кии"),
            ("Сэм", "Сем"),
            ("কা", "কি"),
            ("カ", "ガ"),
            ("กา", "กี"),
        ] {
            assert_ne!(folded(left), folded(right));
        }
    }

    proptest! {
        #[test]
        fn folding_again_changes_nothing(token in any::<String>()) {
            let once = folded(&token);
            prop_assert_eq!(folded(&once), once);
        }

        #[test]
        fn folding_letters_again_changes_nothing(token in "[\\p{L}\\p{M}]{1,8}") {
            let once = folded(&token);
            prop_assert_eq!(folded(&once), once);
        }

        #[test]
        fn the_short_way_gives_what_the_long_way_gives(token in "[A-zÀ-ſΑ-ώЀ-ԯא-ת؀-ۿऀ-ॿ가-힣一-鿿ぁ-ヿ]{1,8}") {
            let mut long = String::new();
            fold_decomposed(&token, &mut long);
            prop_assert_eq!(folded(&token), long);
        }
    }
}
