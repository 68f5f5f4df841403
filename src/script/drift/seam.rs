//! What two words sound like when they are written as one, told without writing them so.

use super::ending::{is_settled, usual_ending};
use crate::script::wade_giles::may_be_syllables;

/// The consonants of a [skeleton](super::skeleton), as far as they are equal wherever two skeletons or
/// two [drift keys](super::drift_key) are: v, w, y and h are left out, d is t and j is z.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Outline(u64);

impl Outline {
    /// A word without consonants: a mark before the first.
    const EMPTY: Self = Self(1);
    const BITS: u32 = 4;
    /// So many consonants fit beside the mark.
    const MOST: u32 = 15;

    /// `None` where it does not fit, or the skeleton has a digit.
    pub(crate) fn of(skeleton: &str) -> Option<Self> {
        let mut outline = Self::EMPTY;
        for unit in skeleton.bytes() {
            let sound = match unit {
                b'b' => 1,
                b'd' | b't' => 2,
                b'f' => 3,
                b'g' => 4,
                b'k' | b'q' | b'x' => 5,
                b'l' => 6,
                b'm' => 7,
                b'n' => 8,
                b'p' => 9,
                b'r' => 10,
                b's' => 11,
                // One sound in a key may be two in a skeleton.
                b'j' | b'z' if outline.last() == Self::Z => continue,
                b'j' | b'z' => Self::Z,
                b'C' => 13,
                b'S' => 14,
                b'c' => 15,
                b'0'..=b'9' => return None,
                _ => continue,
            };
            outline = outline.with(Self(1 << Self::BITS | sound))?;
        }
        Some(outline)
    }

    const Z: u64 = 12;

    fn len(self) -> u32 {
        self.0.ilog2() / Self::BITS
    }

    fn last(self) -> u64 {
        self.0 % (1 << Self::BITS)
    }

    fn first(self) -> u64 {
        self.0 >> (self.len().saturating_sub(1) * Self::BITS) & 0xF
    }

    /// With another behind it.
    fn with(self, next: Self) -> Option<Self> {
        let (length, bits) = (next.len(), next.len() * Self::BITS);
        let fits = self.len() + length <= Self::MOST;
        fits.then(|| Self(self.0 << bits | next.0 & !(1 << bits)))
    }

    /// It as a number.
    pub(crate) fn number(self) -> u64 {
        self.0
    }
}

/// What a word adds to the sound of one that it makes with its neighbour.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) struct Seam {
    outline: Option<Outline>,
    first: u8,
    /// The last letter, and the one before an h.
    lasts: [u8; 2],
    /// Whether its sounds stay the same with a word behind it, and with one before it.
    begins: bool,
    ends: bool,
    /// Whether it may be part of a word that has other readings.
    syllables: bool,
}

impl Seam {
    /// Of the lower-case ASCII letters of a word, with their skeleton.
    pub(crate) fn of(letters: &str, skeleton: &str) -> Self {
        let bytes = letters.as_bytes();
        let (Some(&first), Some(&last)) = (bytes.first(), bytes.last()) else {
            return Self::default();
        };
        let before = bytes[bytes.len().saturating_sub(2)];
        // What is read otherwise at the beginning of a word: `Abdul`, `Gaddafi`, `Qi`, `Yusef`.
        let begins = |starts: &[&[u8]]| starts.iter().any(|start| bytes.starts_with(start));
        let may_begin = |start: &[u8]| start.starts_with(bytes);
        // What is read otherwise at the end of a word, or before a v: `Ksenija`, `Zujew`.
        let may_be_glide = bytes.ends_with(b"ija") || bytes.ends_with(b"je");
        Self {
            outline: Outline::of(skeleton),
            first,
            lasts: [last, if last == b'h' { before } else { last }],
            begins: !begins(&[b"ab", b"q", b"x", b"y", b"gad", b"je"])
                && !may_be_glide
                && ![&b"abd"[..], b"gad"].into_iter().any(may_begin)
                && last != b'j'
                && usual_ending(bytes).1.is_empty(),
            ends: !begins(&[b"abd", b"dh", b"q", b"x", b"y", b"gad"])
                && first != b'j'
                && !bytes.starts_with(b"ija")
                && is_settled(bytes),
            syllables: may_be_syllables(letters),
        }
    }

    /// It as numbers.
    pub(crate) fn numbers(&self) -> [u32; 3] {
        let flags = [self.begins, self.ends, self.syllables].map(u64::from);
        let outline = self.outline.map_or(0, Outline::number);
        let packed = outline | flags[0] << 61 | flags[1] << 62 | flags[2] << 63;
        let letters = [self.first, self.lasts[0], self.lasts[1], 0];
        [
            packed as u32,
            (packed >> u32::BITS) as u32,
            u32::from_le_bytes(letters),
        ]
    }

    /// What these [numbers](Self::numbers) were made of.
    pub(crate) fn from_numbers([low, high, letters]: [u32; 3]) -> Self {
        let packed = u64::from(high) << u32::BITS | u64::from(low);
        let flag = |bit: u32| packed >> bit & 1 != 0;
        let outline = packed & ((1 << 61) - 1);
        let [first, last, before, _] = letters.to_le_bytes();
        Self {
            outline: (outline != 0).then_some(Outline(outline)),
            first,
            lasts: [last, before],
            begins: flag(61),
            ends: flag(62),
            syllables: flag(63),
        }
    }

    /// The outline of the two written as one; `None` where that can't be told from the two alone.
    pub(crate) fn join(&self, next: &Self) -> Option<Outline> {
        if !self.begins
            || !next.ends
            || self
                .lasts
                .into_iter()
                .any(|last| is_read_together(last, next.first))
            || self.syllables && next.syllables
        {
            return None;
        }
        let is_parted = [self.lasts[0], next.first].into_iter().any(is_vowel);
        let (outline, next) = (self.outline?, next.outline?);
        // The same sound twice is one, unless a vowel parts them.
        let is_one = outline.last() == next.first() && (!is_parted || next.first() == Outline::Z);
        if is_one { None } else { outline.with(next) }
    }
}

fn is_vowel(letter: u8) -> bool {
    matches!(letter, b'a' | b'e' | b'i' | b'o' | b'u')
}

/// Whether two letters may be read otherwise side by side than each by itself.
fn is_read_together(one: u8, other: u8) -> bool {
    matches!(
        (one, other),
        (
            b'c' | b's' | b'z' | b'k' | b'p' | b'j' | b'g' | b't' | b'd' | b'b' | b'r',
            b'h'
        ) | (b'c', b'e' | b'i' | b'y' | b'k' | b'q' | b'z')
            | (b's' | b't' | b'z' | b'h' | b'k' | b'q' | b'x', b'c')
            | (b't' | b'd' | b'x', b's')
            | (b's' | b't' | b'd', b'z')
            | (b'k', b'q')
            | (b'q', b'k')
            | (b'h', b't')
            | (b'f', b'p')
            | (b'd', b'j')
    )
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::script::{drift_key, skeleton};

    fn outline(word: &str) -> Option<Outline> {
        let mut bones = String::new();
        skeleton(word, &mut bones);
        Outline::of(&bones)
    }

    fn seam(word: &str) -> Seam {
        let mut bones = String::new();
        skeleton(word, &mut bones);
        Seam::of(word, &bones)
    }

    #[test]
    fn most_words_are_told_from_their_halves() {
        for (one, other) in [
            ("tavrin", "committee"),
            ("golden", "fleece"),
            ("varnak", "ovskiy"),
        ] {
            let told = seam(one).join(&seam(other));
            assert_eq!(told, outline(&format!("{one}{other}")), "{one} {other}");
            assert!(told.is_some(), "{one} {other}");
        }
        // Letters on both sides of the seam make one sound, or an ending.
        for (one, other) in [("kas", "hulov"), ("roman", "off"), ("abdul", "karim")] {
            assert_eq!(seam(one).join(&seam(other)), None, "{one} {other}");
        }
    }

    /// Letters that change each other, and endings, more often than by chance.
    fn letters() -> impl Strategy<Value = String> {
        const PIECES: &[&str] = &[
            "a", "e", "i", "o", "u", "y", "b", "c", "d", "f", "g", "h", "j", "k", "l", "m", "n",
            "p", "q", "r", "s", "t", "v", "w", "x", "z", "ch", "sh", "zh", "dzh", "kh", "ts",
            "abd", "ul", "uddin", "allah", "off", "vic", "ndr", "yu", "sef", "gadd", "ah", "iyeh",
            "ija", "je", "ew", "cyn",
        ];
        prop::collection::vec(prop::sample::select(PIECES), 1..7).prop_map(|pieces| pieces.concat())
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(20_000))]

        #[test]
        fn what_is_told_is_so(one in letters(), other in letters()) {
            if let Some(told) = seam(&one).join(&seam(&other)) {
                prop_assert_eq!(Some(told), outline(&format!("{one}{other}")));
            }
        }

        #[test]
        fn numbers_tell_all(word in letters()) {
            let seam = seam(&word);
            prop_assert_eq!(Seam::from_numbers(seam.numbers()), seam);
        }

        #[test]
        fn equal_keys_have_equal_outlines(one in letters(), other in letters(), slip in letters()) {
            let (mut key, mut other_key) = (String::new(), String::new());
            for (a, b) in [(&one, &other), (&format!("{one}{slip}"), &format!("{one}{other}"))] {
                drift_key(a, &mut key);
                drift_key(b, &mut other_key);
                if key == other_key {
                    prop_assert_eq!(outline(a), outline(b));
                }
            }
        }
    }
}
