//! Latin letters beyond ASCII, and the other spellings that stand for them.

use unicode_normalization::UnicodeNormalization;

use super::{Forms, Origin, PINYIN_COST, pinyin};

/// The ASCII letters that stand for a lower-case letter which does not decompose.
pub(super) fn base(c: char) -> Option<&'static str> {
    Some(match c {
        'ß' => "ss",
        'æ' | 'ǽ' => "ae",
        'œ' => "oe",
        'ø' | 'ɔ' => "o",
        'ł' => "l",
        'đ' | 'ð' | 'ɖ' | 'ɗ' => "d",
        'þ' => "th",
        'ı' => "i",
        'ħ' => "h",
        'ŋ' => "ng",
        'ŧ' => "t",
        'ə' | 'ǝ' => "a",
        'ɛ' => "e",
        'ƙ' | 'ĸ' => "k",
        'ƴ' => "y",
        'ɓ' => "b",
        'ƒ' => "f",
        _ => return None,
    })
}

/// Appends the ASCII letters and digits of the general table.
pub(super) fn push_ascii(c: char, out: &mut String) {
    out.extend(any_ascii::any_ascii_char(c).chars().filter_map(|c| {
        let c = c.to_ascii_lowercase();
        c.is_ascii_alphanumeric().then_some(c)
    }));
}

/// How German and the Nordic languages write a letter when they lack it.
fn spelled_out(c: char) -> Option<&'static str> {
    Some(match c {
        'ä' => "ae",
        'ö' | 'ø' => "oe",
        'ü' => "ue",
        'å' => "aa",
        _ => return None,
    })
}

/// How English writes the sound of a letter.
fn by_sound(c: char) -> Option<&'static str> {
    Some(match c {
        'ş' | 'ș' | 'š' | 'ś' => "sh",
        'ç' | 'č' | 'ć' => "ch",
        'ž' | 'ż' | 'ź' => "zh",
        'ğ' => "gh",
        'đ' => "dj",
        'ð' => "dh",
        'ə' => "e",
        'ţ' | 'ț' => "ts",
        'ñ' => "ny",
        _ => return None,
    })
}

/// Letters of Polish alone, which writes v as w.
const POLISH: [char; 4] = ['ł', 'Ł', 'ą', 'ę'];

const SPELLED_OUT_COST: u8 = 1;
const BY_SOUND_COST: u8 = 6;
const LEET_COST: u8 = 15;
const CH_COST: u8 = 14;
/// Shorter words with ch have it as English has.
const SHORTEST_WITH_CH: usize = 6;
const UNKNOWN_SCRIPT_COST: u8 = 15;

/// Adds the forms of a token that folds to ASCII.
pub(super) fn read(token: &str, folded: &str, forms: &mut Forms) {
    forms.add(Origin::Folded, 0, |out| out.push_str(folded));
    if token.is_ascii() {
        if token.bytes().any(|b| b.is_ascii_digit()) {
            read_leet(folded, forms);
        }
    } else {
        respell(token, spelled_out, SPELLED_OUT_COST, forms);
        respell(token, by_sound, BY_SOUND_COST, forms);
    }
    if token.contains(POLISH) && folded.contains('w') {
        forms.add(Origin::Alternative, BY_SOUND_COST, |out| {
            out.push_str(&folded.replace('w', "v"));
        });
    }
    read_ch(folded, forms);
    read_sj(folded, forms);
    pinyin(folded, |reading| {
        forms.add(Origin::Alternative, PINYIN_COST, |out| {
            out.push_str(reading);
        });
    });
}

/// Adds what `ch` stands for where it is no English one: kh in German, Polish and Czech (Sacharow,
/// Chodorkowski), sh in French (Akhannouch).
fn read_ch(folded: &str, forms: &mut Forms) {
    if folded.len() < SHORTEST_WITH_CH || folded.bytes().any(|b| b.is_ascii_digit()) {
        return;
    }
    let Some((before, after)) = folded.split_once("ch") else {
        return;
    };
    if before.ends_with(['t', 's', 'c']) || after.starts_with(['k', 'r', 'l', 's', 't']) {
        return;
    }
    // French has its `ou` beside it.
    let sound = if folded.contains("ou") { "sh" } else { "kh" };
    forms.add(Origin::Alternative, CH_COST, |out| {
        out.extend([before, sound, after]);
    });
}

/// Adds what `sj` says where Dutch and its neighbours write sh and ch so, with the Dutch `oe` beside
/// it: Loezjkov, Sjojgoe, Tsjernenko.
fn read_sj(folded: &str, forms: &mut Forms) {
    if folded.len() < SHORTEST_WITH_CH || !(folded.contains("sj") || folded.contains("zj")) {
        return;
    }
    forms.add(Origin::Alternative, CH_COST, |out| {
        let spelt = folded.replace("tsj", "ch").replace("sj", "sh");
        out.push_str(&spelt.replace("zj", "zh").replace("oe", "u"));
    });
}

/// Adds the form of a token that mixes scripts, or whose script has no reader of its own.
pub(super) fn read_any(folded: &str, forms: &mut Forms) {
    forms.add(Origin::Transliterated, UNKNOWN_SCRIPT_COST, |out| {
        for c in folded.chars() {
            push_ascii(c, out);
        }
    });
}

/// Adds the token with some of its letters spelled in another way.
fn respell(token: &str, spelling: fn(char) -> Option<&'static str>, cost: u8, forms: &mut Forms) {
    let letters = || token.nfc().flat_map(char::to_lowercase);
    if !letters().any(|c| spelling(c).is_some()) {
        return;
    }
    forms.add(Origin::Alternative, cost, |out| {
        for c in letters() {
            match spelling(c) {
                Some(letters) => out.push_str(letters),
                None if c.is_ascii_alphanumeric() => out.push(c),
                None => {
                    let mut buffer = [0; 4];
                    super::fold::fold(c.encode_utf8(&mut buffer), out);
                }
            }
        }
    });
}

/// Adds a word in which digits stand for letters they look like (`V1adimir`, `I9or`).
///
/// Digits at the end only number things (`Su35`), and a word needs letters enough to be one.
fn read_leet(folded: &str, forms: &mut Forms) {
    let letters = folded.bytes().filter(u8::is_ascii_alphabetic).count();
    let digits = folded.len() - letters;
    let inside = folded.trim_end_matches(|c: char| c.is_ascii_digit());
    if letters < 3 || digits * 2 > letters || inside.bytes().all(|b| b.is_ascii_alphabetic()) {
        return;
    }
    for one in ['i', 'l'] {
        forms.add(Origin::Alternative, LEET_COST, |out| {
            out.extend(folded.chars().map(|c| leet(c, one)));
        });
    }
}

fn leet(c: char, one: char) -> char {
    match c {
        '0' => 'o',
        '1' => one,
        '2' => 'z',
        '3' => 'e',
        '4' => 'a',
        '5' => 's',
        '6' | '9' => 'g',
        '7' => 't',
        '8' => 'b',
        _ => c,
    }
}

#[cfg(test)]
mod tests {
    use super::super::tests::texts;

    #[test]
    fn letters_with_two_usual_spellings_get_both() {
        assert_eq!(texts("Müller"), ["muller", "mueller"]);
        assert_eq!(texts("MU\u{308}LLER"), ["muller", "mueller"]);
        assert_eq!(texts("Øresund"), ["oresund", "oeresund"]);
        assert_eq!(texts("Şahin"), ["sahin", "shahin"]);
        assert_eq!(texts("Erdoğan"), ["erdogan", "erdoghan"]);
        assert_eq!(texts("Gökçe"), ["gokce", "goekce", "gokche"]);
        assert_eq!(texts("Đinđić"), ["dindic", "djindjich"]);
        assert_eq!(texts("Əliyev"), ["aliyev", "eliyev"]);
        assert_eq!(texts("Ławrow"), ["lawrow", "lavrov"]);
        assert_eq!(texts("Nguyễn"), ["nguyen"]);
    }

    #[test]
    fn ch_is_read_as_its_language_has_it() {
        assert_eq!(texts("Sacharow"), ["sacharow", "sakharow"]);
        assert_eq!(texts("Akhannouch"), ["akhannouch", "akhannoush"]);
        assert_eq!(texts("Gorbatschow"), ["gorbatschow"]);
        assert_eq!(texts("Chan"), ["chan"]);
    }

    #[test]
    fn sj_is_read_as_dutch_has_it() {
        assert_eq!(texts("Boezjenko"), ["boezjenko", "buzhenko"]);
        assert_eq!(texts("Tsjoerkin"), ["tsjoerkin", "churkin"]);
        assert_eq!(texts("Poesjkin"), ["poesjkin", "pushkin"]);
        assert_eq!(texts("Sjoe"), ["sjoe"]);
    }

    #[test]
    fn digits_inside_a_word_may_be_letters() {
        assert_eq!(texts("I9or"), ["i9or", "igor"]);
        assert_eq!(texts("Sech1n"), ["sech1n", "sechin", "sechln"]);
        assert_eq!(texts("Brigade44"), ["brigade44"]);
        assert_eq!(texts("4th"), ["4th"]);
        assert_eq!(texts("B52H"), ["b52h"]);
        assert_eq!(texts("2026"), ["2026"]);
    }
}
