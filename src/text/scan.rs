//! Reads one word: where it ends, what ending of it is left out, and how it is written.

use super::border::{parts_kana, thai_title, turkic_ending};
use super::class::{Class, class, is_word};
use super::plain::small_letters;
use super::token::Case;

/// A run of letters and digits, as it was read.
pub(super) struct Word {
    pub(super) end: usize,
    /// Where to read on: after a possessive ending that was left out.
    pub(super) next: usize,
    upper: u32,
    lower: u32,
    first_upper: bool,
    /// Letters parted by full stops (`U.S`, `d.o.o`).
    dotted: bool,
    /// It ends with a single letter: the only one, or one parted from the others.
    single: bool,
}

impl Word {
    pub(super) fn is_initial(&self) -> bool {
        const MOST: u32 = 3;
        self.first_upper && self.single && self.upper + self.lower <= MOST
    }

    pub(super) fn case(&self) -> Case {
        match (self.first_upper, self.upper, self.lower) {
            (_, 0, 0) => Case::Caseless,
            (_, 0, _) => Case::Lower,
            (_, 1, 0) | (true, 1, _) => Case::Title,
            (_, _, 0) => Case::Upper,
            _ => Case::Mixed,
        }
    }
}

/// Whether a text ends with two capitals and a hyphen.
fn goes_on_acronym(before: &str) -> bool {
    let mut letters = before.chars().rev();
    letters.next() == Some('-') && (0..2).all(|_| letters.next().is_some_and(char::is_uppercase))
}

/// The character at a place, and its bytes.
pub(super) fn char_at(text: &str, bytes: &[u8], at: usize) -> Option<(char, usize)> {
    let &byte = bytes.get(at)?;
    if byte < 0x80 {
        return Some((byte as char, 1));
    }
    text[at..].chars().next().map(|c| (c, c.len_utf8()))
}

/// Reads the word that begins at a place, which holds a letter or digit.
pub(super) fn scan_word(text: &str, bytes: &[u8], start: usize) -> Word {
    let mut word = Word {
        end: start,
        next: start,
        upper: 0,
        lower: 0,
        first_upper: false,
        dotted: false,
        single: false,
    };
    let mut at = start;
    let mut letters = 0;
    loop {
        // What most words are made of.
        let small = small_letters(&bytes[at..]);
        if small > 0 {
            word.lower += small as u32;
            letters += small;
            at += small;
            word.end = at;
        }
        let Some((c, width)) = char_at(text, bytes, at) else {
            break;
        };
        match class(c) {
            Class::Upper => {
                word.first_upper |= letters == 0;
                word.upper += 1;
                letters += 1;
            }
            Class::Lower => {
                word.lower += 1;
                letters += 1;
            }
            Class::Other if word.end > start && parts_kana(c, &text[..word.end]) => break,
            Class::Other if let Some(title) = thai_title(c, &text[at..]) => {
                if word.end == start {
                    word.end += title;
                }
                break;
            }
            Class::Other => letters += 1,
            Class::Invisible => {
                at += width;
                continue;
            }
            Class::Apostrophe => {
                let after = at + width;
                let Some((next, next_width)) = char_at(text, bytes, after) else {
                    break;
                };
                if !is_word(class(next)) {
                    break;
                }
                let beyond = char_at(text, bytes, after + next_width);
                let ends = !beyond.is_some_and(|(c, _)| is_word(class(c)));
                if ends && (next == 's' || next == 'S') && letters > 1 {
                    word.next = after + next_width;
                    return word;
                }
                // `DHKP-C'ye` as well, but not `al-A'la`.
                let is_acronym =
                    word.lower == 0 && (letters > 1 || goes_on_acronym(&text[..start]));
                if word.first_upper
                    && (letters > 2 || is_acronym)
                    && let Some(width) = turkic_ending(letters == 3 && !is_acronym, &text[after..])
                {
                    word.single = letters == 1;
                    word.next = after + width;
                    return word;
                }
                // l'Iran, d'Ivoire; but O'Brien, Qur'an and P'ing.
                let before = &text[start..at];
                if letters == 1 && word.lower == 1 && !matches!(before, "p" | "k") {
                    break;
                }
                at = after;
                continue;
            }
            Class::Gap
                if c == '.' && letters == 1 && (word.upper + word.lower == 1 || word.dotted) =>
            {
                let Some((next, next_width)) = char_at(text, bytes, at + width) else {
                    break;
                };
                let beyond = char_at(text, bytes, at + width + next_width);
                let single = !beyond.is_some_and(|(c, _)| {
                    matches!(
                        class(c),
                        Class::Lower | Class::Upper | Class::Other | Class::Apostrophe
                    )
                });
                if !matches!(class(next), Class::Upper | Class::Lower) || !single {
                    break;
                }
                word.dotted = true;
                letters = 0;
                at += width;
                continue;
            }
            Class::Gap if is_gershayim(c, &text[start..at], &text[at + width..]) => {
                at += width;
                continue;
            }
            Class::Gap | Class::Unit => break,
        }
        at += width;
        word.end = at;
    }
    word.single = letters == 1;
    word.end -= note_length(&bytes[start..word.end], &word);
    word.next = word.end;
    word
}

/// Whether a mark is the one that Hebrew writes before the last letter of an abbreviation, mostly as a quotation mark:
/// `בע"מ`, Ltd.
fn is_gershayim(c: char, before: &str, after: &str) -> bool {
    let is_hebrew = |c: char| matches!(c, 'א'..='ת');
    let mut after = after.chars();
    matches!(c, '"' | '\u{05F4}' | '\u{201D}')
        && before.ends_with(is_hebrew)
        && after.next().is_some_and(is_hebrew)
        && !after.next().is_some_and(|c| is_word(class(c)))
}

/// How many digits behind a word are none of it, but the number of a note: `Varnakov14`, but not `M23`.
fn note_length(surface: &[u8], word: &Word) -> usize {
    const LEAST_LETTERS: usize = 4;
    const MOST_DIGITS: usize = 3;
    let is_digit = |byte: &&u8| byte.is_ascii_digit();
    let digits = surface.iter().rev().take_while(is_digit).count();
    let is_note = (1..=MOST_DIGITS).contains(&digits)
        && matches!(word.case(), Case::Title | Case::Lower)
        && (word.upper + word.lower) as usize >= LEAST_LETTERS
        && !surface[..surface.len() - digits]
            .iter()
            .any(u8::is_ascii_digit);
    if is_note { digits } else { 0 }
}
