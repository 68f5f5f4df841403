//! Letters to sounds.

use super::{KH, push};

/// The letters that make one sound at the beginning of some, with their number.
fn cluster(letters: &[u8]) -> Option<(u8, usize)> {
    Some(match letters {
        [b'c', b'h', b't', b'c', b'h', ..] => (b'S', 5),
        [b't', b's', b'c', b'h', ..] => (b'C', 4),
        [b'd', b's', b'c', b'h', ..] => (b'j', 4),
        [b's', b'h', b'c', b'h', ..] | [b's', b'z', b'c', b'z', ..] => (b'S', 4),
        [b'd', b'z', b'h', ..] => (b'j', 3),
        [b't', b'c' | b's', b'h', ..] => (b'C', 3),
        [b's', b'c', b'h', ..] => (b'S', 3),
        [b's', b'h' | b'z', ..] => (b'S', 2),
        [b'c', b'h' | b'z', ..] => (b'C', 2),
        [b'z', b'h', ..] => (b'Z', 2),
        [b'k', b'h', ..] => (KH, 2),
        [b'p', b'h', ..] => (b'f', 2),
        [b'j', b'h', ..] | [b'd', b'j', ..] => (b'j', 2),
        [letter @ (b'g' | b't' | b'd' | b'b' | b'r'), b'h', ..] => (*letter, 2),
        [b't', b's' | b'z', ..] => (b'c', 2),
        [b'c', b'k', ..] => (b'k', 2),
        _ => return None,
    })
}

/// Reads letters one sound after the other.
pub(super) struct Reader<'a> {
    pub(super) letters: &'a [u8],
    pub(super) is_syllable: bool,
}

impl Reader<'_> {
    pub(super) fn read(&self, units: &mut Vec<u8>) {
        let mut at = 0;
        while at < self.letters.len() {
            at = match self.at(at) {
                b'i' | b'y' if at == 0 && matches!(self.at(1), b'a' | b'o' | b'u') => {
                    push(units, b'y');
                    1
                }
                b'a' => self.read_a(at, units),
                b'e' => self.read_e(at, units),
                b'i' | b'y' => self.read_i(at, units),
                b'o' if self.is_french_w(at) => {
                    push(units, b'w');
                    at + 2
                }
                b'o' | b'u' => {
                    push(units, b'u');
                    self.skip(at, b"ou")
                }
                _ => self.read_consonant(at, units),
            };
        }
    }

    /// The letter at a place, `\0` behind the last; a j that is heard as y is given as one.
    fn at(&self, at: usize) -> u8 {
        match self.letters.get(at) {
            Some(b'j') if self.is_glide(at) => b'y',
            Some(&letter) => letter,
            None => 0,
        }
    }

    /// Whether the j at a place is heard as y, as Slavic, German and Nordic spellings have it.
    fn is_glide(&self, at: usize) -> bool {
        let Some(before) = at.checked_sub(1).map(|before| self.letters[before]) else {
            return false;
        };
        match (before, self.letters.get(at + 1)) {
            // Sergej, Dmitrij
            (b'e' | b'i' | b'y', None) => true,
            // Ksenija and Wiktorija, but Khadija
            (b'i', Some(b'a')) => self.ends_in_ya(at),
            // Zujew
            (_, Some(b'e')) if is_vowel(before) => {
                matches!(self.letters.get(at + 2), Some(b'v' | b'w'))
            }
            // Czajkowski
            (_, Some(next)) if is_vowel(before) => b"ckpstv".contains(next),
            // Tatjana, Solovjov, Benjamin
            (b'l' | b'n' | b'r' | b't' | b'v', Some(next)) => b"aeiou".contains(next),
            _ => false,
        }
    }

    /// Whether the j at a place is in a woman's name as Slavic languages end it.
    fn ends_in_ya(&self, at: usize) -> bool {
        let before = at.checked_sub(2).map(|before| self.letters[before]);
        at + 2 == self.letters.len()
            && before.is_some_and(|before| b"fgklmnrstvw".contains(&before))
    }

    fn skip(&self, mut at: usize, letters: &[u8]) -> usize {
        while letters.contains(&self.at(at)) {
            at += 1;
        }
        at
    }

    /// French spells w as ou before another vowel: Moussaoui, Ouattara.
    fn is_french_w(&self, at: usize) -> bool {
        let after_vowel = at == 0 || matches!(self.at(at - 1), b'a' | b'e');
        after_vowel && self.at(at + 1) == b'u' && matches!(self.at(at + 2), b'a' | b'e' | b'i')
    }

    fn read_a(&self, at: usize, units: &mut Vec<u8>) -> usize {
        let next = self.skip(at, b"a");
        match (self.at(next), self.at(next + 1)) {
            (b'i' | b'y' | b'e', _) => {
                push(units, b'Y');
                self.skip(next, b"iye")
            }
            (b'o' | b'u', _) if !self.is_french_w(next) => {
                push(units, b'W');
                self.skip(next, b"ou")
            }
            // Dawood, Davud
            (b'w', b'o' | b'u') | (b'v', b'u') => {
                push(units, b'W');
                self.skip(next + 1, b"ou")
            }
            (b'v', b'o') if matches!(self.at(next + 2), b'o' | b'u') => {
                push(units, b'W');
                self.skip(next + 1, b"ou")
            }
            (b'w', after) if !b"aeiy".contains(&after) => {
                push(units, b'W');
                next + 1
            }
            _ => {
                push(units, b'a');
                next
            }
        }
    }

    fn read_e(&self, at: usize, units: &mut Vec<u8>) -> usize {
        match self.at(at + 1) {
            b'e' => {
                push(units, b'i');
                self.skip(at, b"e")
            }
            // Sergeyevich, Kiriejew
            b'i' | b'y' if self.at(at + 2) == b'e' && matches!(self.at(at + 3), b'v' | b'w') => {
                push(units, b'i');
                at + 3
            }
            b'i' | b'y' => {
                push(units, b'Y');
                self.skip(at, b"iye")
            }
            _ => {
                push(units, b'e');
                at + 1
            }
        }
    }

    /// Reads i or y, which before another vowel only softens the consonant before it.
    fn read_i(&self, at: usize, units: &mut Vec<u8>) -> usize {
        let next = self.skip(at, b"iy");
        let inside = at > 0 && !self.is_syllable;
        match (self.at(next), self.at(next + 1)) {
            // Andriej
            (b'e', b'i' | b'y') if inside => self.read_e(next, units),
            (b'e', _) => {
                push(units, b'e');
                self.skip(next, b"e")
            }
            // Pyotr, Fyodor, Semyon
            (b'o', after) if inside && !matches!(after, 0 | b'o' | b'u') => {
                push(units, b'e');
                next + 1
            }
            // Lyudmila
            (b'u' | b'o', _) if inside && self.at(self.skip(next, b"ou")) != 0 => {
                push(units, b'u');
                self.skip(next, b"ou")
            }
            _ => {
                push(units, b'i');
                next
            }
        }
    }

    fn read_consonant(&self, at: usize, units: &mut Vec<u8>) -> usize {
        let rest = &self.letters[at..];
        if let Some((unit, length)) = cluster(rest) {
            // Dhawahiri and Zawahiri, Dhulfiqar and Zulfiqar
            let is_dh = at == 0 && rest.starts_with(b"dh");
            push(units, if is_dh { b'z' } else { unit });
            return at + length;
        }
        match rest {
            [b'q' | b'g', b'u', b'e' | b'i', ..] => {
                push(units, if rest[0] == b'q' { b'k' } else { b'g' });
                return at + 2;
            }
            // The qaf of the Bedouin before a heavy d: Gaddafi, Gadhafi, Gaddour.
            [b'g', b'a', b'd', b'd' | b'h', ..] if at == 0 => push(units, b'k'),
            [b'q', ..] if at == 0 && is_pinyin_q(rest) => push(units, b'q'),
            [b'c', b'e' | b'i' | b'y', ..] => push(units, b's'),
            [b'q' | b'c', ..] => push(units, b'k'),
            [b'x', ..] if at > 0 => {
                push(units, b'k');
                push(units, b's');
            }
            [letter, ..] if letter.is_ascii_alphanumeric() => push(units, *letter),
            _ => {}
        }
        at + 1
    }
}

fn is_vowel(letter: u8) -> bool {
    b"aeiouy".contains(&letter)
}

/// Whether a form is a Chinese syllable, whose q is not the q of Qasim.
fn is_pinyin_q(form: &[u8]) -> bool {
    const FINALS: [&[u8]; 14] = [
        b"i", b"ia", b"ian", b"iang", b"iao", b"ie", b"in", b"ing", b"iong", b"iu", b"u", b"uan",
        b"ue", b"un",
    ];
    form.strip_prefix(b"q")
        .is_some_and(|rest| FINALS.contains(&rest))
}
