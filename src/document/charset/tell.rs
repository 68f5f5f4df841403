//! Which encoding bytes are in.

use chardetng::{EncodingDetector, Iso2022JpDetection, Utf8Detection};
use encoding_rs::{Encoding, UTF_8, UTF_16BE, UTF_16LE};

use crate::document::problem::Problem;

pub(super) const ESCAPE: u8 = 0x1B;

/// UTF-16, by its byte order mark; else by every other byte, which is zero where the letters are Latin,
/// and in most other alphabets what would be a control character in any other encoding. And the length
/// of the mark.
pub(in crate::document) fn utf16(head: &[u8]) -> Option<(&'static Encoding, usize)> {
    match head {
        [0xFF, 0xFE, ..] => return Some((UTF_16LE, 2)),
        [0xFE, 0xFF, ..] => return Some((UTF_16BE, 2)),
        _ => {}
    }
    let head = &head[..head.len().min(1024) & !1];
    let zeros = |at: usize| {
        head.iter()
            .skip(at)
            .step_by(2)
            .filter(|&&byte| byte == 0)
            .count()
    };
    let many = (head.len() / 8).max(3);
    match (zeros(0), zeros(1)) {
        (0, odd) if odd > many => return Some((UTF_16LE, 0)),
        (even, 0) if even > many => return Some((UTF_16BE, 0)),
        _ => {}
    }
    // Binary files have zeros on both sides, or such bytes.
    let controls = |at: usize| {
        let bytes = head.iter().skip(at).step_by(2);
        let is_control = |byte: &u8| matches!(byte, 1..=8 | 14..=31);
        bytes.filter(|&byte| is_control(byte)).count()
    };
    let (most, few) = ((head.len() / 4).max(3), head.len() / 8);
    match (controls(0), controls(1)) {
        (even, odd) if odd > most && even <= few && zeros(0) == 0 => Some((UTF_16LE, 0)),
        (even, odd) if even > most && odd <= few && zeros(1) == 0 => Some((UTF_16BE, 0)),
        _ => None,
    }
}

/// Refuses UTF-32, with its byte order mark or without: each four bytes are a character.
pub(in crate::document) fn refuse_utf32(head: &[u8]) -> Result<(), Problem> {
    /// Fewer may be meant otherwise.
    const FEWEST: usize = 4;
    let units = head.as_chunks::<4>().0;
    let is_text = |number: fn([u8; 4]) -> u32| {
        let mut characters = units.iter().map(|&unit| number(unit));
        units.len() >= FEWEST
            && characters.all(|number| number != 0 && char::from_u32(number).is_some())
    };
    let is_utf32 = match head {
        [0xFF, 0xFE, 0, 0, ..] | [0, 0, 0xFE, 0xFF, ..] => true,
        [0xFF, 0xFE, ..] | [0xFE, 0xFF, ..] => false,
        _ => is_text(u32::from_le_bytes) || is_text(u32::from_be_bytes),
    };
    if is_utf32 {
        return Err(Problem::Utf32);
    }
    Ok(())
}

/// The encoding of bytes that are not all ASCII. `offset`: where they stand in the source.
pub(super) fn tell(window: &[u8], ended: bool, offset: u64) -> Result<&'static Encoding, Problem> {
    let Err(error) = std::str::from_utf8(window) else {
        return Ok(tell_escapes(window));
    };
    let wrong = error.valid_up_to();
    if error.error_len().is_none() && !ended {
        return Ok(UTF_8);
    }
    if is_damaged_utf8(window) {
        return Err(Problem::NotUtf8 {
            byte: offset + wrong as u64,
        });
    }
    let control = |byte: &u8| matches!(byte, 0..=8 | 14..=26 | 28..=31 | 127);
    if let Some(place) = window.iter().position(control) {
        return Err(Problem::NotText {
            byte: offset + place as u64,
        });
    }
    Ok(guess(window, ended, Iso2022JpDetection::Allow))
}

/// ASCII throughout, or UTF-8: which, where there are escape characters.
pub(super) fn tell_escapes(window: &[u8]) -> &'static Encoding {
    if window.is_ascii() && window.contains(&ESCAPE) {
        let guess = guess(window, false, Iso2022JpDetection::Allow);
        if !guess.is_ascii_compatible() {
            return guess;
        }
    }
    UTF_8
}

fn guess(bytes: &[u8], ended: bool, japanese: Iso2022JpDetection) -> &'static Encoding {
    let mut detector = EncodingDetector::new(japanese);
    detector.feed(bytes, ended);
    detector.guess(None, Utf8Detection::Deny)
}

/// Whether most of what is no ASCII is well-formed UTF-8: then it is meant to be UTF-8, and to take it
/// for another encoding would make another text of it.
fn is_damaged_utf8(bytes: &[u8]) -> bool {
    let (mut good, mut bad) = (0, 0);
    for chunk in bytes.utf8_chunks() {
        good += chunk.valid().chars().filter(|c| !c.is_ascii()).count();
        bad += usize::from(!chunk.invalid().is_empty());
    }
    good > 3 && good > 4 * bad
}
