//! What a character is to a text that is cut into words.

use unicode_normalization::char::is_combining_mark;

#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Class {
    Lower,
    Upper,
    /// A letter without case, a digit, a mark: part of a word.
    Other,
    /// A character that is a token of its own.
    Unit,
    /// Written inside words but no letter: apostrophes.
    Apostrophe,
    /// Invisible inside words: soft hyphen, zero-width joiners.
    Invisible,
    /// Between tokens.
    Gap,
}

const ASCII: [Class; 128] = {
    let mut table = [Class::Gap; 128];
    let mut byte = 0;
    while byte < 128 {
        let c = byte as u8;
        table[byte] = if c.is_ascii_lowercase() {
            Class::Lower
        } else if c.is_ascii_uppercase() {
            Class::Upper
        } else if c.is_ascii_digit() {
            Class::Other
        } else if c == b'\'' || c == b'`' {
            Class::Apostrophe
        } else {
            Class::Gap
        };
        byte += 1;
    }
    table
};

pub(super) fn class(c: char) -> Class {
    if let Some(&class) = ASCII.get(c as usize) {
        return class;
    }
    match c {
        '\u{2019}' | '\u{2018}' | '\u{02BC}' | '\u{02BB}' | '\u{02BE}' | '\u{02BF}'
        | '\u{00B4}' | '\u{02B9}' | '\u{055A}' | '\u{FF07}' => Class::Apostrophe,
        '\u{00AD}'
        | '\u{200B}'..='\u{200F}'
        | '\u{2060}'..='\u{2064}'
        | '\u{FEFF}'
        | '\u{202A}'..='\u{202E}'
        | '\u{2066}'..='\u{2069}' => Class::Invisible,
        // Han and Hangul syllables; names are built from them without blanks.
        '\u{3400}'..='\u{4DBF}'
        | '\u{4E00}'..='\u{9FFF}'
        | '\u{F900}'..='\u{FAFF}'
        | '\u{AC00}'..='\u{D7A3}'
        | '\u{20000}'..='\u{3FFFF}' => Class::Unit,
        // Katakana middle dot and the like part words; the prolonged sound mark does not.
        '\u{30FB}' | '\u{00B7}' => Class::Gap,
        _ if c.is_uppercase() => Class::Upper,
        _ if c.is_lowercase() => Class::Lower,
        _ if c.is_alphanumeric() || is_combining_mark(c) => Class::Other,
        _ => Class::Gap,
    }
}

pub(super) fn is_word(class: Class) -> bool {
    matches!(class, Class::Lower | Class::Upper | Class::Other)
}
