//! Ethiopic syllables in Latin letters.

use super::{Forms, Origin, latin};

const COST: u8 = 5;

/// The consonants of the syllables from U+1200 on, eight to a row; empty where a row is not laid
/// out by vowels.
const CONSONANTS: [&str; 43] = [
    "h", "l", "h", "m", "s", "r", "s", "sh", "q", "q", "q", "q", "b", "v", "t", "ch", "h", "h",
    "n", "ny", "", "k", "k", "k", "k", "w", "", "z", "zh", "y", "d", "d", "j", "g", "g", "g", "t",
    "ch", "p", "ts", "ts", "f", "p",
];

const VOWELS: [&str; 8] = ["e", "u", "i", "a", "e", "", "o", "wa"];

/// Adds the form of a token in Ethiopic syllables.
pub(super) fn read(folded: &str, forms: &mut Forms) {
    forms.add(Origin::Transliterated, COST, |out| {
        for c in folded.chars() {
            write_syllable(c, out);
        }
    });
}

fn write_syllable(c: char, out: &mut String) {
    let offset = u32::from(c).wrapping_sub(0x1200) as usize;
    let Some(consonant) = CONSONANTS.get(offset / 8) else {
        return latin::push_ascii(c, out);
    };
    out.push_str(consonant);
    out.push_str(match (offset / 8, offset % 8) {
        // Behind a throat sound the first vowel is heard as a.
        (0 | 2 | 16 | 20 | 26, 0) => "a",
        (20 | 26, 5) => "e",
        (_, order) => VOWELS[order],
    });
}

#[cfg(test)]
mod tests {
    use super::super::tests::first;

    #[test]
    fn syllables_are_read_by_row_and_column() {
        assert_eq!(first("ዐቢይ"), "abiy");
        assert_eq!(first("ገብረ"), "gebre");
        assert_eq!(first("ኃይለ"), "hayle");
        assert_eq!(first("መለስ"), "meles");
        assert_eq!(first("እስክንድር"), "eskndr");
    }
}
