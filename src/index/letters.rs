use std::ops::BitOr;

use crate::name::WordView;

/// First letters of words, as bits; so it is quickly told that an initial stands for none of them.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) struct Letters(u32);

impl Letters {
    /// No letter at all.
    pub(crate) const NONE: Self = Self(0);
    /// A number, which is a part of some names; a letter may be one.
    pub(crate) const NUMBER: Self = Self(1 << 30);
    /// A legal form, or a word like `Group`, for which another may stand; a letter may be one.
    pub(crate) const SIGN: Self = Self(1 << 31);

    pub(super) fn from_bits(bits: u32) -> Self {
        Self(bits)
    }

    pub(super) fn bits(self) -> u32 {
        self.0
    }

    /// The first letters of all forms of a word.
    pub(crate) fn first_of(word: &WordView<'_>) -> Self {
        word.forms().iter().fold(Self::NONE, |letters, form| {
            letters | form.text.bytes().next().map_or(Self::NONE, Self::of)
        })
    }

    /// All letters of a word's first form, each of which may be an initial.
    pub(crate) fn all_of(word: &WordView<'_>) -> Self {
        word.latin()
            .bytes()
            .fold(Self::NONE, |letters, letter| letters | Self::of(letter))
    }

    /// What a word of a text may be the initial of, if it is a letter or letters parted by full stops.
    pub(crate) fn in_text(surface: &str, word: &WordView<'_>) -> Self {
        if surface.chars().nth(1).is_none() {
            Self::first_of(word)
        } else if surface.contains('.') {
            Self::all_of(word)
        } else {
            Self::NONE
        }
    }

    /// Whether the two share a letter.
    pub(crate) fn meet(self, other: Self) -> bool {
        self.0 & other.0 != 0
    }

    /// Digits share the bit after the letters, and what is neither has none.
    fn of(letter: u8) -> Self {
        match letter {
            b'a'..=b'z' => Self(1 << (letter - b'a')),
            b'0'..=b'9' => Self(1 << 26),
            _ => Self::NONE,
        }
    }
}

impl BitOr for Letters {
    type Output = Self;

    fn bitor(self, other: Self) -> Self {
        Self(self.0 | other.0)
    }
}
