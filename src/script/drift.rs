//! Makes the usual Latin spellings of one original equal.
//!
//! A form is read into *units*, one byte each: a consonant sound, a vowel class or a digit.
//!
//! | unit | stands for |
//! |---|---|
//! | `a` | a, and e where it is heard as a |
//! | `i` | e, i, y, ee, ie, iy |
//! | `u` | o, u, oo, ou |
//! | `Y` | ai, ay, ei, ey, ae |
//! | `W` | au, aw, ao, awu |
//! | `C` `S` `c` | ch, tch, cz · sh, sch, sz, shch · ts, tz |
//! | `j` | j, dj, zh; in a Chinese syllable zh is `Z` |
//! | others | themselves: kh as h, gh as g, th as t, ph as f, q as k, w as v, x as ks, doubled as one |
//!
//! Spellings that say different sounds on purpose stay apart (Hassan and Hussein, Samir and Samar,
//! Zhang and Chang), which is why g is not k, nor d t, save where the rules below say so.

/// Writes the key under which most transliterations of one original are equal.
///
/// The form is lower-case ASCII, as [`Form::text`](super::Form::text) is; any other byte is passed
/// over. What `out` held before is gone. The key is for comparing, not for showing.
pub(crate) fn drift_key(form: &str, out: &mut String) {
    let mut units = bytes_of(out);
    let is_syllable = read_units(form.as_bytes(), &mut units);
    make_key(&mut units, is_syllable);
    *out = String::from_utf8(units).unwrap_or_default();
}

/// Writes the consonants of the drift key, for comparing with a script that leaves vowels out.
///
/// Vowels and the half-vowels y and w are dropped, and so is a last h, except that a vowel at the
/// start is `a` whichever it is, and a half-vowel there stays. A last d is t, as it is in the key
/// behind a vowel.
pub(crate) fn skeleton(form: &str, out: &mut String) {
    let mut units = bytes_of(out);
    read_units(form.as_bytes(), &mut units);
    make_skeleton(&mut units);
    *out = String::from_utf8(units).unwrap_or_default();
}

/// Writes both, the [drift key](drift_key) and its [skeleton], for the price of little more than one.
pub(crate) fn key_and_skeleton(form: &str, key: &mut String, skeleton: &mut String) {
    let (mut units, mut bones) = (bytes_of(key), bytes_of(skeleton));
    let is_syllable = read_units(form.as_bytes(), &mut units);
    bones.extend_from_slice(&units);
    make_key(&mut units, is_syllable);
    make_skeleton(&mut bones);
    *key = String::from_utf8(units).unwrap_or_default();
    *skeleton = String::from_utf8(bones).unwrap_or_default();
}

/// The memory of a string, emptied.
fn bytes_of(out: &mut String) -> Vec<u8> {
    let mut bytes = std::mem::take(out).into_bytes();
    bytes.clear();
    bytes
}

fn make_key(units: &mut Vec<u8>, is_syllable: bool) {
    let is_short = units.len() <= 3;
    for unit in units.iter_mut() {
        match *unit {
            KH if !is_short => *unit = b'h',
            b'w' if !is_short => *unit = b'v',
            // French and Turkic spellings have j for zh; Chinese syllables tell them apart.
            b'Z' if !is_syllable => *unit = b'j',
            _ => {}
        }
    }
    units.dedup_by(|later, earlier| later == earlier && !later.is_ascii_digit());
}

fn make_skeleton(units: &mut Vec<u8>) {
    if let Some(first) = units.first_mut() {
        match *first {
            b'w' => *first = b'v',
            unit if is_vowel(unit) => *first = b'a',
            _ => {}
        }
    }
    let mut at = 0;
    units.retain(|&unit| {
        at += 1;
        at == 1 || !(is_vowel(unit) || matches!(unit, b'y' | b'w'))
    });
    for unit in units.iter_mut().filter(|unit| **unit == KH) {
        *unit = b'h';
    }
    // Written zh, it may be two sounds: Azhar.
    if units.contains(&b'Z') {
        let sounds = units.iter().map(|&unit| {
            if unit == b'Z' {
                [b'z', b'h']
            } else {
                [unit, 0]
            }
        });
        *units = sounds.flatten().filter(|&sound| sound != 0).collect();
    }
    if units.len() > 1 && units.ends_with(b"h") {
        units.pop();
    }
    if let Some(last) = units.last_mut().filter(|last| **last == b'd') {
        *last = b't';
    }
}

/// kh, which is h in all but the shortest names: Khan is not Han.
const KH: u8 = b'X';

fn is_vowel(unit: u8) -> bool {
    matches!(unit, b'a' | b'e' | b'i' | b'u' | b'Y' | b'W')
}

/// Appends the units of a form; returns whether it is one syllable.
fn read_units(form: &[u8], units: &mut Vec<u8>) -> bool {
    let body = servant_of(form).map_or(form, |rest| {
        units.extend(b"abdul");
        rest
    });
    let (stem, ending) = usual_ending(body);
    let start = units.len();
    let is_syllable = is_syllable(body);
    Reader {
        letters: stem,
        is_syllable,
    }
    .read(units);
    for &unit in ending {
        push(units, unit);
    }
    resolve_e(units, start);
    if units.len() >= 4 && units.ends_with(b"ah") {
        units.pop();
    }
    if units.len() >= 5 && units.ends_with(b"d") && is_vowel(units[units.len() - 2]) {
        // Turkish ends a word hard: Ahmet, Halit, Murat.
        units.pop();
        units.push(b't');
    }
    is_syllable
}

/// Appends a unit, unless it doubles a sound. Digits may stand twice.
fn push(units: &mut Vec<u8>, unit: u8) {
    if units.last() != Some(&unit) || unit.is_ascii_digit() {
        units.push(unit);
    }
}

/// What follows `Abd al-` when both are written in one word, with or without the l, and with it
/// made like the next sound: `abdulkarim`, `abdelkarim`, `abdurrahman`, `abdirahman`.
fn servant_of(form: &[u8]) -> Option<&[u8]> {
    let rest = form.strip_prefix(b"abd")?;
    let vowels = rest
        .iter()
        .take_while(|letter| b"aeiou".contains(letter))
        .count();
    let end = *rest[..vowels].last()?;
    let rest = &rest[vowels..];
    match rest {
        // One of two words: the first of Abdul Karim, Abdur Rahman, Abdes Salam.
        [b'l' | b'r' | b's' | b'n' | b'z' | b'd' | b't'] if matches!(end, b'u' | b'e' | b'o') => {
            Some(b"")
        }
        b"l" => Some(b""),
        [first, second, ..] if *first == b'l' || first == second => Some(&rest[1..]),
        [_, _, _, ..] => Some(rest),
        _ => None,
    }
}

/// Endings whose spellings differ more than their letters do, with the units that stand for them.
///
/// Each needs at least so many letters before it.
const ENDINGS: [(&[u8], usize, &[u8]); 42] = [
    // "of the religion"
    (b"uddine", 2, b"udin"),
    (b"eddine", 2, b"udin"),
    (b"uddeen", 2, b"udin"),
    (b"eddeen", 2, b"udin"),
    (b"aldeen", 2, b"udin"),
    (b"eldeen", 2, b"udin"),
    (b"uddin", 2, b"udin"),
    (b"eddin", 2, b"udin"),
    (b"addin", 2, b"udin"),
    (b"iddin", 2, b"udin"),
    (b"oddin", 2, b"udin"),
    (b"aldin", 2, b"udin"),
    (b"eldin", 2, b"udin"),
    (b"uldin", 2, b"udin"),
    (b"iddine", 2, b"udin"),
    (b"addine", 2, b"udin"),
    // "of God"
    (b"oullah", 3, b"ula"),
    (b"allah", 3, b"ula"),
    (b"ullah", 3, b"ula"),
    (b"ollah", 3, b"ula"),
    (b"oulla", 3, b"ula"),
    (b"alla", 3, b"ula"),
    (b"ulla", 3, b"ula"),
    (b"olla", 3, b"ula"),
    // Women's names and nouns
    (b"iyyeh", 1, b"ia"),
    (b"iyeh", 1, b"ia"),
    (b"ieh", 1, b"ia"),
    // Slavic family names
    (b"vic", 2, b"viC"),
    (b"dic", 2, b"diC"),
    (b"zic", 2, b"ziC"),
    (b"cic", 2, b"ciC"),
    (b"sic", 2, b"siC"),
    (b"jic", 2, b"jiC"),
    (b"off", 2, b"uv"),
    (b"eff", 2, b"ev"),
    (b"eyev", 2, b"iv"),
    (b"eyeva", 2, b"iva"),
    // Alexander and Iskandar
    (b"nder", 2, b"ndr"),
    (b"ndar", 2, b"ndr"),
    (b"ndre", 2, b"ndr"),
    (b"ndro", 2, b"ndr"),
    (b"ndr", 2, b"ndr"),
];

/// Joseph, in Arabic and Hebrew.
const YUSUF: [&[u8]; 2] = [b"sef", b"sif"];

fn usual_ending(body: &[u8]) -> (&[u8], &'static [u8]) {
    if body.first() == Some(&b'y')
        && let Some(stem) = YUSUF.iter().find_map(|ending| body.strip_suffix(*ending))
    {
        return (stem, b"suf");
    }
    ENDINGS
        .iter()
        .find_map(|(ending, least, units)| {
            // Most are told apart by the last letter, which is quicker than to compare them all.
            let stem = (body.last() == ending.last()).then(|| body.strip_suffix(*ending))??;
            (stem.len() >= *least).then_some((stem, *units))
        })
        .unwrap_or((body, b""))
}

/// Whether a form is one syllable as Chinese and Korean have them, whose every vowel counts: Liu
/// is not Lu, Kyong not Kong.
fn is_syllable(body: &[u8]) -> bool {
    let is_letter = |letter: &u8| b"aeiouy".contains(letter);
    let Some(first) = body.iter().position(is_letter) else {
        return false;
    };
    let vowels = body[first..]
        .iter()
        .take_while(|letter| is_letter(letter))
        .count();
    matches!(
        &body[first + vowels..],
        b"" | b"n" | b"ng" | b"k" | b"l" | b"m" | b"p" | b"t"
    )
}

/// Decides what each e is heard as.
fn resolve_e(units: &mut [u8], start: usize) {
    for at in start..units.len() {
        if units[at] == b'e' {
            units[at] = if is_heard_as_a(units, start, at) {
                b'a'
            } else {
                b'i'
            };
        }
    }
}

/// Whether an e stands for the a of Arabic rather than its i.
///
/// In a last, closed syllable it does (Ahmed, Mohammed, Ekrem), except in the pattern of
/// participles, long a and one consonant before it (Khaled, Qasem, Adel); before an h that ends a
/// syllable it does too (Mehdi, Rehman).
fn is_heard_as_a(units: &[u8], start: usize, at: usize) -> bool {
    let after = &units[at + 1..];
    if at == start {
        return false;
    }
    if let [b'h', next, ..] = after
        && !is_vowel(*next)
    {
        return true;
    }
    let coda = after.iter().take_while(|&&unit| !is_vowel(unit)).count();
    let is_last_closed = coda > 0 && matches!(&after[coda..], b"" | b"i");
    let Some(before) = units[start..at].iter().rposition(|&unit| is_vowel(unit)) else {
        return false;
    };
    let before = start + before;
    let is_participle = units[before] == b'a'
        && at - before == 2
        && !units[start..before].iter().any(|&unit| is_vowel(unit));
    is_last_closed && !is_participle
}

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
struct Reader<'a> {
    letters: &'a [u8],
    is_syllable: bool,
}

impl Reader<'_> {
    fn read(&self, units: &mut Vec<u8>) {
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
            // Czajkowski
            (b'a' | b'e' | b'i' | b'o' | b'u' | b'y', Some(next)) => b"kpstv".contains(next),
            // Tatjana, Solovjov, Benjamin
            (b'l' | b'n' | b'r' | b't' | b'v', Some(next)) => b"aeiou".contains(next),
            _ => false,
        }
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

/// Whether a form is a Chinese syllable, whose q is not the q of Qasim.
fn is_pinyin_q(form: &[u8]) -> bool {
    const FINALS: [&[u8]; 14] = [
        b"i", b"ia", b"ian", b"iang", b"iao", b"ie", b"in", b"ing", b"iong", b"iu", b"u", b"uan",
        b"ue", b"un",
    ];
    form.strip_prefix(b"q")
        .is_some_and(|rest| FINALS.contains(&rest))
}

#[cfg(test)]
mod tests;
