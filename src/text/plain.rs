//! The words that most texts are made of, found without a look at each letter.

/// So many bytes are looked at together.
const AT_ONCE: usize = 16;
const ONES: u128 = u128::MAX / 0xFF;
const HIGHS: u128 = 0x80 * ONES;

/// A word of small ASCII letters, the first of which may be a capital.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct PlainWord {
    /// How many letters it has.
    pub(super) length: usize,
    pub(super) capital: bool,
}

impl PlainWord {
    /// The plain word that a text begins with; `None` if it begins with anything else, or if what
    /// follows may belong to the word as well.
    #[inline]
    pub(super) fn of(bytes: &[u8]) -> Option<Self> {
        let capital = bytes.first()?.is_ascii_uppercase();
        let first = usize::from(capital);
        let length = first + small_letters(&bytes[first..]);
        let ends = match bytes.get(length) {
            None => true,
            // Letters parted by full stops are one word.
            Some(b'.') => length > 1,
            Some(next) => {
                next.is_ascii() && !next.is_ascii_alphanumeric() && !matches!(next, b'\'' | b'`')
            }
        };
        (length > 0 && ends).then_some(Self { length, capital })
    }
}

/// How many small ASCII letters some bytes begin with. Nearly always all are among the first bytes, and how many
/// they are costs the same.
#[inline]
pub(super) fn small_letters(bytes: &[u8]) -> usize {
    let (chunks, rest) = bytes.as_chunks::<AT_ONCE>();
    for (number, chunk) in chunks.iter().enumerate() {
        let others = no_small_letters(u128::from_le_bytes(*chunk));
        if others != 0 {
            return number * AT_ONCE + others.trailing_zeros() as usize / 8;
        }
    }
    let small = rest.iter().take_while(|byte| byte.is_ascii_lowercase());
    chunks.len() * AT_ONCE + small.count()
}

/// The bytes among so many that are no small letters, by their highest bits.
#[inline]
fn no_small_letters(bytes: u128) -> u128 {
    let low = bytes & !HIGHS;
    let from_a = low + (0x80 - u128::from(b'a')) * ONES;
    let beyond_z = low + (0x7F - u128::from(b'z')) * ONES;
    (!from_a | beyond_z | bytes) & HIGHS
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn a_plain_word_ends_where_nothing_more_can_belong_to_it() {
        let word = |text: &str| {
            let word = PlainWord::of(text.as_bytes())?;
            Some((word.length, word.capital))
        };
        assert_eq!(word("bank of"), Some((4, false)));
        assert_eq!(word("Tavrik"), Some((6, true)));
        assert_eq!(word("Tavrik, Gleb"), Some((6, true)));
        assert_eq!(word("end. Then"), Some((3, false)));
        assert_eq!(word("I am"), Some((1, true)));
        for other in [
            "", " a", "J. Smith", "d.o.o", "Ra'd", "McDonald", "b2b", "año", "42",
        ] {
            assert_eq!(word(other), None, "{other}");
        }
    }

    proptest! {
        #[test]
        fn all_small_letters_are_counted(
            bytes in prop::collection::vec(prop_oneof![97..=122_u8, any::<u8>()], 0..40),
        ) {
            let small = bytes.iter().take_while(|byte| byte.is_ascii_lowercase());
            prop_assert_eq!(small_letters(&bytes), small.count());
        }

        #[test]
        fn every_byte_is_told(byte in any::<u8>(), before in 0..16_usize) {
            let mut bytes = [b'k'; 17];
            bytes[before] = byte;
            let expected = if byte.is_ascii_lowercase() { 17 } else { before };
            prop_assert_eq!(small_letters(&bytes), expected);
        }
    }
}
