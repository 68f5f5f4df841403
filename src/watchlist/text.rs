//! Bytes to text, and the small repairs that every list needs.

use std::borrow::Cow;

/// Text of a list file, and whether it had to be read as cp1252.
pub(crate) struct Decoded<'a> {
    pub(crate) text: Cow<'a, str>,
    pub(crate) is_cp1252: bool,
}

/// Decodes text or CSV: UTF-8 with or without byte order mark, else cp1252.
///
/// # Errors
///
/// Says what is wrong where the bytes are UTF-16 or hold NUL, which no list does.
pub(crate) fn decode(bytes: &[u8]) -> Result<Decoded<'_>, String> {
    let bytes = bytes.strip_prefix(b"\xEF\xBB\xBF").unwrap_or(bytes);
    if bytes.starts_with(b"\xFF\xFE") || bytes.starts_with(b"\xFE\xFF") {
        return Err("is UTF-16; save it as UTF-8".to_owned());
    }
    if let Some(at) = bytes.iter().position(|&byte| byte == 0) {
        return Err(format!("has a NUL byte at byte {at}; expected text"));
    }
    Ok(match std::str::from_utf8(bytes) {
        Ok(text) => Decoded {
            text: Cow::Borrowed(text),
            is_cp1252: false,
        },
        Err(_) => Decoded {
            text: encoding_rs::WINDOWS_1252
                .decode_without_bom_handling(bytes)
                .0,
            is_cp1252: true,
        },
    })
}

/// Runs of blanks, line breaks and invisible marks to one space, none at the ends.
pub(crate) fn tidy(text: &str) -> String {
    if is_tidy(text) {
        return text.to_owned();
    }
    let mut tidied = String::with_capacity(text.len());
    for c in text.chars() {
        match c {
            // What has no width or only sets the direction; joiners belong to the spelling.
            '\u{200B}'
            | '\u{FEFF}'
            | '\u{200E}'
            | '\u{200F}'
            | '\u{202A}'..='\u{202E}'
            | '\u{2066}'..='\u{2069}' => {}
            _ if c.is_whitespace() || c.is_control() => {
                if !tidied.is_empty() && !tidied.ends_with(' ') {
                    tidied.push(' ');
                }
            }
            _ => tidied.push(c),
        }
    }
    tidied.truncate(tidied.trim_end().len());
    tidied
}

/// Whether a text needs no tidying, so far as is quickly told: most are of ASCII and need none.
fn is_tidy(text: &str) -> bool {
    let mut before = b' ';
    for byte in text.bytes() {
        let is_visible = byte.is_ascii_graphic();
        if !(is_visible || byte == b' ' && before != b' ') {
            return false;
        }
        before = byte;
    }
    before != b' '
}

/// Whether a text is in Latin letters: most of them are, or it has none. Some Cyrillic words are
/// typed with a Latin `I`.
pub(crate) fn is_latin(text: &str) -> bool {
    if text.is_ascii() {
        return true;
    }
    let is_latin = |c: &char| *c < '\u{250}' || ('\u{1E00}'..='\u{1EFF}').contains(c);
    let letters = || text.chars().filter(|c| c.is_alphabetic());
    letters().filter(is_latin).count() * 2 >= letters().count()
}

/// Splits at a separator that stands outside parentheses; where these don't close, everywhere.
pub(crate) fn split_outside_parentheses(text: &str, separator: char) -> Vec<&str> {
    if !text.contains('(') {
        return text.split(separator).collect();
    }
    let mut parts = Vec::new();
    let (mut depth, mut start) = (0_usize, 0);
    for (at, c) in text.char_indices() {
        match c {
            '(' => depth += 1,
            ')' => depth = depth.saturating_sub(1),
            _ if c == separator && depth == 0 => {
                parts.push(&text[start..at]);
                start = at + c.len_utf8();
            }
            _ => {}
        }
    }
    if depth > 0 {
        return text.split(separator).collect();
    }
    parts.push(&text[start..]);
    parts
}

/// Whether a CSV row, given with what follows it, ends within a quoted cell.
pub(crate) fn ends_in_quotes(row: &str, delimiter: char) -> bool {
    let (mut quoted, mut at_start) = (false, true);
    let mut chars = row.chars().peekable();
    while let Some(c) = chars.next() {
        if quoted {
            quoted = c != '"' || chars.next_if_eq(&'"').is_some();
        } else {
            quoted = at_start && c == '"';
            at_start = c == delimiter || matches!(c, '\n' | '\r');
        }
    }
    quoted
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn text_that_is_not_utf8_is_cp1252() {
        let decoded = decode(b"\xEF\xBB\xBFa").unwrap();
        assert_eq!((&*decoded.text, decoded.is_cp1252), ("a", false));
        let decoded = decode(b"Jos\xE9 \x96 x").unwrap();
        assert_eq!((&*decoded.text, decoded.is_cp1252), ("José – x", true));
        assert!(decode(b"\xFF\xFEa\0").is_err());
        assert!(decode(b"a\0").is_err());
    }

    #[test]
    fn blanks_are_tidied() {
        assert_eq!(tidy("  a \n\t b\u{a0}\u{200b}c "), "a b c");
        assert_eq!(tidy(" \n "), "");
        for text in [
            "", " ", "a", "a b", " a", "a ", "a  b", "a\tb", "a\u{7f}b", "é",
        ] {
            let words: Vec<&str> = text
                .split(|c: char| c.is_whitespace() || c == '\u{7f}')
                .collect();
            assert_eq!(
                tidy(text),
                words
                    .join(" ")
                    .split_whitespace()
                    .collect::<Vec<_>>()
                    .join(" ")
            );
        }
        assert_eq!(tidy("\u{202B}حسن پلارک\u{202C}"), "حسن پلارک");
        assert_eq!(tidy("می\u{200C}خواهم"), "می\u{200C}خواهم");
    }

    #[test]
    fn most_letters_decide_the_script() {
        for (text, expected) in [
            ("Ivan", true),
            ("Iрина", false),
            ("عمر", false),
            ("Nguyễn", true),
            ("123", true),
        ] {
            assert_eq!(is_latin(text), expected, "{text}");
        }
    }

    #[test]
    fn separators_in_parentheses_do_not_split() {
        assert_eq!(
            split_outside_parentheses("a; b (c; d); e", ';'),
            ["a", " b (c; d)", " e"]
        );
        assert_eq!(split_outside_parentheses("a (b; c", ';'), ["a (b", " c"]);
    }
}
