//! Thai in Latin letters, after the Royal Institute's system.

use super::{Forms, Origin, latin};

const COST: u8 = 20;

/// Adds the form of a run of Thai letters.
///
/// Where syllables end, and which vowel a bare consonant bears, only a dictionary knows: the form
/// counts as vowelless.
pub(super) fn read(folded: &str, forms: &mut Forms) {
    forms.add_vowelless(Origin::Transliterated, COST, |out| {
        let mut letters = folded.chars().peekable();
        while let Some(c) = letters.next() {
            // Five vowels are written before the consonant that they are heard after.
            if let Some(vowel) = leading_vowel(c) {
                if let Some(consonant) = letters.peek().copied().and_then(consonant) {
                    letters.next();
                    out.push_str(consonant);
                }
                out.push_str(vowel);
            } else if let Some(text) = consonant(c).or_else(|| vowel(c)) {
                out.push_str(text);
            } else {
                latin::push_ascii(c, out);
            }
        }
    });
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
        // Sara am, decomposed; the mark of a silent letter.
        '\u{E4D}' => "m",
        '\u{E3A}' => "",
        _ => return None,
    })
}

fn consonant(c: char) -> Option<&'static str> {
    Some(match c {
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
    use super::super::tests::first;

    #[test]
    fn leading_vowels_are_read_behind_their_consonant() {
        assert_eq!(first("เกมส์"), "kems");
        assert_eq!(first("ไพโรจน์"), "phairochn");
        assert_eq!(first("มานะ"), "mana");
    }
}
