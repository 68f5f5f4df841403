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

mod ending;
mod reader;
mod seam;
#[cfg(test)]
mod tests;

use ending::{begins_with_glide, servant_of, usual_ending};
use reader::Reader;
pub(crate) use seam::{Outline, Seam};

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
    let stem = if begins_with_glide(body) {
        &stem[1..]
    } else {
        stem
    };
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
