//! What the letters of a word in Arabic script say, where no table knows it.

use super::ARTICLE;
use crate::script::{Forms, Origin};

const GUESS_COST: u8 = 14;
const CONSONANTS_COST: u8 = 20;

/// Which of its languages the script is read as.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Flavour {
    Arabic,
    /// Persian, Urdu and their neighbours.
    Persian,
}

impl Flavour {
    /// Tells by the letters, and by the code points of letters, that only one side uses.
    pub(super) fn of(token: &str) -> Self {
        if token.contains([
            'ی', 'ک', 'گ', 'پ', 'چ', 'ژ', 'ہ', 'ھ', 'ے', 'ں', 'ٹ', 'ڈ', 'ڑ', '\u{200C}',
        ]) {
            Self::Persian
        } else {
            Self::Arabic
        }
    }

    fn other(self) -> Self {
        match self {
            Self::Arabic => Self::Persian,
            Self::Persian => Self::Arabic,
        }
    }
}

/// Adds what the letters of an unknown word say, with the article apart and joined: with short
/// vowels by the commonest patterns of words, then without.
pub(super) fn read_letters(folded: &str, flavour: Flavour, forms: &mut Forms) {
    let prefixes = [
        ("عبدال", "abdul"),
        (ARTICLE, "al"),
        ("وال", "al"),
        ("بال", "al"),
        ("لل", "al"),
    ];
    let (bare, prefix) = prefixes
        .iter()
        .find_map(|(letters, prefix)| {
            let rest = folded.strip_prefix(letters)?;
            (rest.chars().count() >= 3).then_some((rest, *prefix))
        })
        .unwrap_or((folded, ""));
    let sounds = sounds(bare, flavour);
    if prefix != "abdul" {
        forms.add(Origin::Transliterated, GUESS_COST, |out| {
            vocalize(&sounds, out);
        });
    }
    forms.add(Origin::Transliterated, GUESS_COST, |out| {
        out.push_str(prefix);
        vocalize(&sounds, out);
    });
    for (reading, is_own) in [(flavour, true), (flavour.other(), false)] {
        let sounds = self::sounds(bare, reading);
        for prefix in ["", prefix] {
            forms.add_vowelless(Origin::Transliterated, CONSONANTS_COST, |out| {
                out.push_str(prefix);
                write_sounds(&sounds, out);
            });
        }
        if is_own && prefix.is_empty() {
            read_borrowed(bare, flavour, forms);
        }
    }
}

/// Adds what the letters say if the word is a name from elsewhere: there is no letter for v, and in
/// Arabic none for p and ch; alif at the beginning only bears the vowel behind it.
fn read_borrowed(folded: &str, flavour: Flavour, forms: &mut Forms) {
    let is_arabic = flavour == Flavour::Arabic;
    let borne = [("اي", "i"), ("او", "u")];
    let borne = borne.into_iter().find_map(|(letters, vowel)| {
        let rest = folded.strip_prefix(letters)?;
        Some((vowel, rest))
    });
    let (vowel, rest) = borne.unwrap_or(("", folded));
    let letters = rest.replace(if is_arabic { "تش" } else { "چ" }, "چ");
    // The last f of Russian names is a v, whatever the others are.
    let last = letters
        .chars()
        .filter(|&c| c == 'ف')
        .count()
        .saturating_sub(1);
    for (first_v, p) in [
        (0, false),
        (last, false),
        (0, true),
        (last, true),
        (usize::MAX, true),
        (usize::MAX, false),
    ] {
        if p && !is_arabic {
            continue;
        }
        let mut sounds = sounds(&letters, flavour);
        let mut met = 0;
        for (at, sound) in sounds.iter_mut().enumerate() {
            match sound.text {
                "w" if at > 0 => {
                    sound.text = "u";
                    sound.is_vowel = true;
                }
                "f" => {
                    if met >= first_v {
                        sound.text = "v";
                    }
                    met += 1;
                }
                "b" if p => sound.text = "p",
                "gh" => sound.text = "g",
                _ => {}
            }
        }
        forms.add_vowelless(Origin::Transliterated, CONSONANTS_COST, |out| {
            out.push_str(vowel);
            write_sounds(&sounds, out);
        });
    }
}

/// What one letter stands for.
#[derive(Clone, Copy)]
struct Sound {
    /// Empty for the throat sound that Latin does not write.
    text: &'static str,
    is_vowel: bool,
}

/// Tells which letters are consonants and which long vowels.
fn sounds(folded: &str, flavour: Flavour) -> Vec<Sound> {
    let mut sounds = Vec::with_capacity(folded.len() / 2);
    let mut letters = folded.chars().peekable();
    let mut before = None;
    while let Some(c) = letters.next() {
        let after = letters.peek().copied();
        let beside_alif = before == Some('ا') || after == Some('ا');
        // Half-vowels are consonants at the start and beside a vowel.
        let is_half = before.is_none()
            || beside_alif && after.is_some()
            || matches!((c, after), ('و', Some('ي')) | ('ي', Some('و')));
        let vowel = |text| Sound {
            text,
            is_vowel: true,
        };
        let sound = match c {
            'ا' => vowel("a"),
            'و' if !is_half => vowel("u"),
            'ي' if !is_half => vowel("i"),
            'ه' if after.is_none() && !beside_alif => vowel("a"),
            _ => Sound {
                text: consonant(c, flavour)
                    .or_else(|| other(c))
                    .unwrap_or_default(),
                is_vowel: false,
            },
        };
        sounds.push(sound);
        before = Some(c);
    }
    sounds
}

/// Writes the sounds as they stand.
fn write_sounds(sounds: &[Sound], out: &mut String) {
    let mut before = None;
    for (at, sound) in sounds.iter().enumerate() {
        if at == 0 && sound.text.is_empty() {
            out.push('a');
        }
        // Two letters that Latin would read as one sound: sh, kh, ts, dj.
        let would_join = !sound.is_vowel
            && matches!(
                (before, sound.text.bytes().next()),
                (
                    Some(b's' | b'k' | b't' | b'd' | b'g' | b'z' | b'c' | b'b' | b'r' | b'p'),
                    Some(b'h')
                ) | (Some(b't' | b'd'), Some(b's' | b'z' | b'j' | b'c'))
                    | (Some(b's' | b'c'), Some(b'z' | b'c'))
            );
        if would_join {
            out.push('a');
        }
        out.push_str(sound.text);
        before = sound.text.bytes().last().or(before);
    }
}

/// Writes the sounds with short vowels between consonants, so that each syllable is a consonant, a
/// vowel and at most one consonant more: a, as is commonest, or i behind a long a in the pattern
/// of the doer (`khadim`, `mujahid`) and in that of `muslim`.
fn vocalize(sounds: &[Sound], out: &mut String) {
    let is_consonant = |at: usize| sounds.get(at).is_some_and(|sound| !sound.is_vowel);
    let shape = |pattern: &[bool]| {
        sounds.len() == pattern.len()
            && sounds
                .iter()
                .map(|sound| !sound.is_vowel)
                .eq(pattern.iter().copied())
    };
    let begins_with_m = sounds.first().is_some_and(|sound| sound.text == "m");
    let is_doer = shape(&[true, false, true, true]) && sounds[1].text == "a";
    let is_doer_with_m =
        begins_with_m && shape(&[true, true, false, true, true]) && sounds[2].text == "a";
    let is_doer_of_four = begins_with_m && shape(&[true; 4]);
    let mut has_vowel = false;
    for (at, sound) in sounds.iter().enumerate() {
        out.push_str(sound.text);
        if sound.is_vowel {
            has_vowel = true;
        } else if is_consonant(at + 1) {
            let is_last_but_one = at + 2 == sounds.len();
            if !has_vowel || is_last_but_one {
                out.push(match at {
                    0 if is_doer_with_m || is_doer_of_four => 'u',
                    _ if is_last_but_one && (is_doer || is_doer_with_m || is_doer_of_four) => 'i',
                    _ => 'a',
                });
                has_vowel = true;
            } else {
                // It closes the syllable; the next one needs a vowel of its own.
                has_vowel = false;
            }
        } else {
            has_vowel = false;
        }
    }
}

#[expect(clippy::match_same_arms, reason = "in the order of the alphabet")]
fn consonant(c: char, flavour: Flavour) -> Option<&'static str> {
    let persian = flavour == Flavour::Persian;
    Some(match c {
        'ب' => "b",
        'پ' => "p",
        'ت' | 'ط' | 'ٹ' => "t",
        'ث' if persian => "s",
        'ث' => "th",
        'ج' | 'ځ' => "j",
        'چ' => "ch",
        'ح' | 'ه' => "h",
        'خ' => "kh",
        'د' | 'ڈ' | 'ډ' => "d",
        'ذ' | 'ض' | 'ظ' if persian => "z",
        'ذ' => "dh",
        'ض' => "d",
        'ظ' | 'ز' => "z",
        'ر' | 'ړ' | 'ڑ' => "r",
        'ژ' | 'ږ' => "zh",
        'س' | 'ص' => "s",
        'ش' | 'ښ' => "sh",
        'څ' => "ts",
        'غ' => "gh",
        'ف' => "f",
        'و' if persian => "v",
        'و' => "w",
        'ي' => "y",
        'ڤ' => "v",
        'ق' => "q",
        'ك' => "k",
        'گ' => "g",
        'ڭ' => "ng",
        'ل' => "l",
        'م' => "m",
        'ن' | 'ڼ' => "n",
        _ => return None,
    })
}

/// A digit, or a letter of a language that is not read here.
fn other(c: char) -> Option<&'static str> {
    let text = any_ascii::any_ascii_char(c);
    text.bytes()
        .all(|b| b.is_ascii_lowercase() || b.is_ascii_digit())
        .then_some(text)
}
