//! The scripts of India in Latin letters.
//!
//! Unicode lays all of them out in parallel, so one table of offsets reads them all.

use std::borrow::Cow;

use super::{Forms, Origin, inflection, latin};

const COST: u8 = 5;
const DOT_COST: u8 = 7;
const OTHER_COST: u8 = 9;
const STEM_COST: u8 = 10;

/// The languages differ in the vowel that a bare consonant bears.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Inherent {
    /// `a`, silent at the end of a word and before a fuller syllable: Hindi and its neighbours.
    Silent,
    /// `a`, always heard: the languages of the south.
    Heard,
    /// `o`, silent at the end of a word: Bengali by its sound.
    Round,
}

/// Sounds of names from elsewhere, as these scripts have them: the a of `Sam`, x, zh, the ie of `Daniel`.
const ELSEWHERE: [(&str, &str); 4] = [("ai", "a"), ("kj", "x"), ("jh", "zh"), ("iya", "ie")];

/// Adds the forms of a token in a script of India.
///
/// Reads the token as written, since the dot that folding drops tells `z` from `j`. Newspapers
/// mostly leave it out.
pub(super) fn read(token: &str, bengali: bool, forms: &mut Forms) {
    forms.add(Origin::Transliterated, COST, |out| {
        write(token, Inherent::Silent, out);
    });
    if let Cow::Owned(dotted) = with_dots(token) {
        forms.add(Origin::Alternative, DOT_COST, |out| {
            write(&dotted, Inherent::Silent, out);
        });
    }
    let mut heard = String::new();
    write(token, Inherent::Silent, &mut heard);
    for (heard_as, written) in ELSEWHERE {
        heard = heard.replace(heard_as, written);
    }
    forms.add(Origin::Alternative, OTHER_COST, |out| out.push_str(&heard));
    let other = if bengali {
        Inherent::Round
    } else {
        Inherent::Heard
    };
    forms.add(Origin::Alternative, OTHER_COST, |out| {
        write(token, other, out);
    });
    if bengali {
        inflection::bengali_stems(token, |stem, ending| {
            forms.add(Origin::Stem, STEM_COST, |out| {
                write(&format!("{stem}{ending}"), Inherent::Silent, out);
            });
        });
    }
}

/// The token with the dots that Arabic and Persian names have on j and ph: `z`, `f`.
fn with_dots(token: &str) -> Cow<'_, str> {
    let is_bare = |c: char| is_brahmic(c) && matches!(offset_of(c), J | PH);
    if !token.contains(is_bare) {
        return Cow::Borrowed(token);
    }
    let dot = |c: char| char::from_u32(u32::from(c) - offset_of(c) + NUKTA);
    let mut letters = token.chars().peekable();
    let mut dotted = String::with_capacity(2 * token.len());
    while let Some(c) = letters.next() {
        dotted.push(c);
        let has_dot = letters
            .peek()
            .is_some_and(|&next| is_brahmic(next) && offset_of(next) == NUKTA);
        if is_bare(c) && !has_dot {
            dotted.extend(dot(c));
        }
    }
    Cow::Owned(dotted)
}

fn write(token: &str, inherent: Inherent, out: &mut String) {
    use unicode_normalization::UnicodeNormalization;
    let mut letters = token
        .nfd()
        .filter(|c| c.is_alphanumeric() || is_sign(*c))
        .peekable();
    // Vowels heard so far in the word: a silent one needs another before it.
    let mut vowels = 0;
    let mut in_cluster = false;
    while let Some(c) = letters.next() {
        if !is_brahmic(c) {
            latin::push_ascii(c, out);
            continue;
        }
        let offset = offset_of(c);
        if let Some(vowel) = vowel(offset) {
            out.push_str(vowel);
            vowels += 1;
        } else if let Some(consonant) = consonant(offset) {
            let dotted = letters
                .next_if(|&c| offset_of(c) == NUKTA && is_brahmic(c))
                .is_some();
            out.push_str(if dotted {
                dotted_consonant(offset).unwrap_or(consonant)
            } else {
                consonant
            });
            match letters
                .peek()
                .copied()
                .filter(|&c| is_brahmic(c))
                .map(offset_of)
            {
                Some(VIRAMA) => {
                    letters.next();
                    in_cluster = true;
                    continue;
                }
                Some(next) if vowel_sign(next).is_some() => {}
                next => {
                    let silent = vowels > 0
                        && !in_cluster
                        && match next {
                            None => inherent != Inherent::Heard,
                            Some(next) => {
                                inherent == Inherent::Silent
                                    && consonant_before_vowel(next, letters.clone())
                            }
                        };
                    if silent {
                        // The next syllable keeps its vowel.
                        vowels = 0;
                    } else {
                        out.push(if inherent == Inherent::Round {
                            'o'
                        } else {
                            'a'
                        });
                        vowels += 1;
                    }
                }
            }
            in_cluster = false;
        } else if let Some(sign) = vowel_sign(offset) {
            out.push_str(sign);
            vowels += 1;
        } else {
            match offset {
                0x01 | 0x02 | 0x70 => out.push('n'),
                0x03 => out.push('h'),
                0x4E | 0x4F | 0x71 | NUKTA | VIRAMA => {}
                _ => latin::push_ascii(c, out),
            }
        }
    }
}

const J: u32 = 0x1C;
const PH: u32 = 0x2B;
const NUKTA: u32 = 0x3C;
const VIRAMA: u32 = 0x4D;

fn is_brahmic(c: char) -> bool {
    matches!(u32::from(c), 0x900..=0xD7F)
}

/// Signs that stand on a letter: vowels, nasals, the mark of no vowel, the dot.
fn is_sign(c: char) -> bool {
    is_brahmic(c)
        && matches!(offset_of(c), 0x01..=0x03 | 0x3C | 0x3E..=0x4D | 0x55..=0x57 | 0x62 | 0x63 | 0x70 | 0x71)
}

/// The place of a character in the block of its script.
fn offset_of(c: char) -> u32 {
    u32::from(c) & 0x7F
}

/// Whether a consonant follows that bears a written vowel: then the vowel before it is not heard
/// (`Kaskar` from ka-sa-ka-r).
fn consonant_before_vowel(next: u32, mut rest: impl Iterator<Item = char>) -> bool {
    rest.next();
    consonant(next).is_some()
        && rest
            .find(|&c| offset_of(c) != NUKTA)
            .is_some_and(|c| vowel_sign(offset_of(c)).is_some())
}

fn vowel(offset: u32) -> Option<&'static str> {
    Some(match offset {
        0x04..=0x06 => "a",
        0x07 | 0x08 => "i",
        0x09 | 0x0A => "u",
        0x0B | 0x60 => "ri",
        0x0C | 0x61 => "li",
        0x0D..=0x0F => "e",
        0x10 => "ai",
        0x11..=0x13 => "o",
        0x14 => "au",
        _ => return None,
    })
}

fn vowel_sign(offset: u32) -> Option<&'static str> {
    Some(match offset {
        0x3E => "a",
        0x3F | 0x40 => "i",
        0x41 | 0x42 => "u",
        0x43 | 0x44 => "ri",
        0x45..=0x47 => "e",
        0x48 => "ai",
        0x49..=0x4B => "o",
        0x4C => "au",
        _ => return None,
    })
}

#[expect(clippy::match_same_arms, reason = "in the order of the alphabets")]
fn consonant(offset: u32) -> Option<&'static str> {
    Some(match offset {
        0x15 => "k",
        0x16 => "kh",
        0x17 => "g",
        0x18 => "gh",
        0x19 => "ng",
        0x1A => "ch",
        0x1B => "chh",
        0x1C => "j",
        0x1D => "jh",
        0x1E => "n",
        0x1F | 0x24 => "t",
        0x20 | 0x25 => "th",
        0x21 | 0x26 => "d",
        0x22 | 0x27 => "dh",
        0x23 | 0x28 | 0x29 => "n",
        0x2A => "p",
        0x2B => "ph",
        0x2C => "b",
        0x2D => "bh",
        0x2E => "m",
        0x2F | 0x5F => "y",
        0x30 | 0x31 => "r",
        0x32..=0x34 => "l",
        0x35 => "v",
        0x36 | 0x37 => "sh",
        0x38 => "s",
        0x39 => "h",
        _ => return None,
    })
}

/// The borrowed sounds that a dot makes.
fn dotted_consonant(offset: u32) -> Option<&'static str> {
    Some(match offset {
        0x15 => "q",
        0x16 => "kh",
        0x17 => "gh",
        0x1C => "z",
        0x21 => "r",
        0x22 => "rh",
        0x2B => "f",
        0x2F => "y",
        _ => return None,
    })
}

#[cfg(test)]
mod tests {
    use super::super::tests::{first, texts};

    #[test]
    fn hindi_leaves_unheard_vowels_out() {
        for (token, latin) in [
            ("मोदी", "modi"),
            ("हाफ़िज़", "hafiz"),
            ("मोहम्मद", "mohammad"),
            ("सईद", "said"),
            ("दाऊद", "daud"),
            ("इब्राहिम", "ibrahim"),
            ("अज़हर", "azahar"),
            ("मसूद", "masud"),
            ("नरेन्द्र", "narendra"),
            ("कसकर", "kasakar"),
        ] {
            assert_eq!(first(token), latin);
        }
    }

    #[test]
    fn dots_that_are_left_out_are_put_back() {
        assert_eq!(texts("जफर")[..2], ["japhar", "zafar"]);
        assert_eq!(texts("ज़फर")[..2], ["zaphar", "zafar"]);
        assert!(!texts("ज़फ़र").contains(&"japhar".to_owned()));
    }

    #[test]
    fn its_neighbours_are_read_by_the_same_table() {
        assert_eq!(first("ਸਿੰਘ"), "singh");
        assert_eq!(first("পশ্চিম"), "pashchim");
        assert_eq!(texts("রহমান"), ["rahman", "rohoman"]);
        assert!(
            texts("প্রভাকরন")
                .iter()
                .any(|text| text.starts_with("prabhak"))
        );
    }
}
