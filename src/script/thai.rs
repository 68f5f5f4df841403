//! Thai in Latin letters, after the Royal Institute's system.

use super::{Forms, Origin, latin};

const COST: u8 = 20;

/// One way of spelling Thai letters.
#[derive(Clone, Copy)]
struct Habit {
    /// By the letters that Sanskrit and Pali words are written with: `ท` as d, `พ` as b.
    by_origin: bool,
    /// With the letters that are marked as not heard.
    with_silent: bool,
    /// `ช` as sh.
    soft: bool,
    /// As names from elsewhere are written, whose k, p and t Thai hears as kh, ph and th.
    plain: bool,
}

/// As the Royal Institute has it, and as families spell their names, whose letters tell where a
/// word comes from rather than how it is heard.
const HABITS: [Habit; 6] = [
    Habit {
        by_origin: false,
        with_silent: false,
        soft: false,
        plain: false,
    },
    Habit {
        by_origin: false,
        with_silent: false,
        soft: false,
        plain: true,
    },
    Habit {
        by_origin: false,
        with_silent: false,
        soft: true,
        plain: false,
    },
    Habit {
        by_origin: true,
        with_silent: false,
        soft: false,
        plain: false,
    },
    Habit {
        by_origin: true,
        with_silent: true,
        soft: false,
        plain: false,
    },
    Habit {
        by_origin: false,
        with_silent: true,
        soft: false,
        plain: false,
    },
];

/// Adds the forms of a run of Thai letters.
///
/// Where syllables end, and which vowel a bare consonant bears, only a dictionary knows: the forms
/// count as vowelless.
pub(super) fn read(token: &str, forms: &mut Forms) {
    for habit in HABITS {
        forms.add_vowelless(Origin::Transliterated, COST, |out| {
            write(token, habit, out);
        });
    }
}

/// The mark on a letter that is not heard.
const SILENT: char = '\u{E4C}';

fn write(token: &str, habit: Habit, out: &mut String) {
    let mut letters = token
        .chars()
        .filter(|&c| !matches!(c, '\u{E47}'..='\u{E4B}'))
        .peekable();
    let mut before = None;
    while let Some(c) = letters.next() {
        let mut after = letters.clone();
        let next = after.next();
        let is_silent = next == Some(SILENT)
            || next.is_some_and(|c| matches!(c, 'ิ' | 'ุ')) && after.next() == Some(SILENT);
        // Five vowels are written before the consonant that they are heard after.
        if let Some(vowel) = leading_vowel(c) {
            if let Some(consonant) = next.and_then(|c| consonant(c, habit)) {
                letters.next();
                out.push_str(consonant);
            }
            out.push_str(vowel);
        } else if is_silent && !habit.with_silent {
            // With the vowel that it bears, which is not heard either.
            while letters.next_if(|&c| c != SILENT).is_some() {}
        } else if c == 'ห' && before.is_none() && next.is_some_and(|c| "งญนมยรลว".contains(c))
        {
            // It only sets the tone of the next.
        } else if c == 'อ' && before.is_none() && next.and_then(vowel).is_some() {
            // It only bears the vowel.
        } else if let Some(text) = consonant(c, habit).or_else(|| vowel(c)) {
            out.push_str(text);
        } else if c != SILENT {
            latin::push_ascii(c, out);
        }
        before = Some(c);
    }
}

fn leading_vowel(c: char) -> Option<&'static str> {
    Some(match c {
        'เ' => "e",
        'แ' => "ae",
        'โ' => "o",
        'ใ' | 'ไ' => "ai",
        _ => return None,
    })
}

fn vowel(c: char) -> Option<&'static str> {
    Some(match c {
        'ะ' | 'ั' | 'า' => "a",
        'ิ' | 'ี' => "i",
        'ึ' | 'ื' => "ue",
        'ุ' | 'ู' => "u",
        'ำ' => "am",
        // Sara am, decomposed; the mark of a vowel left out.
        '\u{E4D}' => "m",
        '\u{E3A}' => "",
        _ => return None,
    })
}

fn consonant(c: char, habit: Habit) -> Option<&'static str> {
    Some(match c {
        'ค' if habit.by_origin => "g",
        'ช' if habit.by_origin => "j",
        'ท' | 'ธ' if habit.by_origin => "d",
        'พ' | 'ภ' if habit.by_origin => "b",
        'ช' if habit.soft => "sh",
        'ข'..='ฆ' if habit.plain => "k",
        'ฐ'..='ฒ' | 'ถ'..='ธ' if habit.plain => "t",
        'ผ' | 'พ' | 'ภ' if habit.plain => "p",
        'ก' => "k",
        'ข'..='ฆ' => "kh",
        'ง' => "ng",
        'จ' | 'ฉ' | 'ช' | 'ฌ' => "ch",
        'ซ' | 'ศ'..='ส' => "s",
        'ฎ' | 'ด' => "d",
        'ฏ' | 'ต' => "t",
        'ฐ'..='ฒ' | 'ถ'..='ธ' => "th",
        'ณ' | 'น' => "n",
        'บ' => "b",
        'ป' => "p",
        'ผ' | 'พ' | 'ภ' => "ph",
        'ฝ' | 'ฟ' => "f",
        'ม' => "m",
        'ญ' | 'ย' => "y",
        'ร' => "r",
        'ฤ' => "rue",
        'ล' | 'ฬ' => "l",
        'ว' => "w",
        'ห' | 'ฮ' => "h",
        'อ' => "o",
        _ => return None,
    })
}

#[cfg(test)]
mod tests {
    use super::super::tests::{first, texts};

    #[test]
    fn leading_vowels_are_read_behind_their_consonant() {
        assert_eq!(first("เกมส์"), "kem");
        assert_eq!(first("ไพโรจน์"), "phairoch");
        assert_eq!(first("มานะ"), "mana");
    }

    #[test]
    fn names_from_elsewhere_have_plain_sounds() {
        assert!(texts("นิคาโท").contains(&"nikato".to_owned()));
    }

    #[test]
    fn a_vowel_at_the_start_needs_a_letter_to_stand_on() {
        assert_eq!(first("อาทิน"), "athin");
        assert_eq!(first("อรุณ"), "orun");
    }
}
