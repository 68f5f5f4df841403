//! A quick hash under a random key, for tables whose keys come out of articles.

use std::hash::{BuildHasher, RandomState};

/// Hashes with a key of its own, so that no text can be written to make its words collide.
///
/// Its values differ from run to run; no result may depend on them.
#[derive(Debug)]
pub(crate) struct KeyedHash {
    key: [u64; 2],
}

impl Default for KeyedHash {
    fn default() -> Self {
        let random = RandomState::new();
        Self {
            key: [random.hash_one(0u8), random.hash_one(1u8)],
        }
    }
}

impl KeyedHash {
    #[inline]
    pub(crate) fn bytes(&self, bytes: &[u8]) -> u64 {
        let mut state = self.key[0];
        let mut rest = bytes;
        while rest.len() > Few::MOST {
            let (head, tail) = rest.split_at(Few::MOST);
            let Few { low, high } = Few::of(head);
            state = fold(low ^ self.key[1], high ^ state);
            rest = tail;
        }
        self.last(Few::of(rest), state, bytes.len())
    }

    /// The hash of so many bytes.
    #[inline]
    pub(crate) fn few(&self, few: Few, count: usize) -> u64 {
        self.last(few, self.key[0], count)
    }

    #[inline]
    fn last(&self, Few { low, high }: Few, state: u64, length: usize) -> u64 {
        let mixed = fold(low ^ self.key[1], high ^ state);
        fold(mixed ^ self.key[0], self.key[1] ^ length as u64)
    }

    #[inline]
    pub(crate) fn number(&self, number: u64) -> u64 {
        let mixed = fold(number ^ self.key[0], self.key[1]);
        fold(mixed ^ self.key[1], self.key[0])
    }
}

/// A few bytes, with zeros behind them. With their number, that is all of them.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) struct Few {
    low: u64,
    high: u64,
}

impl Few {
    /// More bytes are not few.
    pub(crate) const MOST: usize = 16;

    pub(crate) fn of(bytes: &[u8]) -> Self {
        let mut all = [0; Self::MOST];
        for (all, byte) in all.iter_mut().zip(bytes) {
            *all = *byte;
        }
        Self::from(u128::from_le_bytes(all))
    }

    /// The first bytes of a text. Where enough of it is left, however many they are costs the same.
    #[inline]
    pub(crate) fn first_of(text: &[u8], count: usize) -> Self {
        let (Some(chunk), Some(others)) = (text.first_chunk(), Self::MOST.checked_sub(count))
        else {
            return Self::of(&text[..count]);
        };
        if count == 0 {
            return Self::default();
        }
        Self::from(u128::from_le_bytes(*chunk) & u128::MAX >> (8 * others))
    }

    fn from(bytes: u128) -> Self {
        Self {
            low: bytes as u64,
            high: (bytes >> u64::BITS) as u64,
        }
    }
}

/// A hash so wide that no two values are ever taken for each other, under a random key: 128 bits, so
/// that among a thousand million values two are equal with a chance of one in 10^20.
#[derive(Debug)]
pub(crate) struct WideHash {
    key: [u64; 4],
}

impl Default for WideHash {
    fn default() -> Self {
        let random = RandomState::new();
        Self {
            key: [0u8, 1, 2, 3].map(|number| random.hash_one(number)),
        }
    }
}

impl WideHash {
    #[inline]
    pub(crate) fn numbers(&self, numbers: impl Iterator<Item = u64>) -> u128 {
        let [mut one, mut other, step, other_step] = self.key;
        for number in numbers {
            one = fold(one ^ number, step);
            other = fold(other ^ number, other_step);
        }
        u128::from(one) << 64 | u128::from(other)
    }
}

/// Both halves of a product, folded into one.
#[inline]
fn fold(a: u64, b: u64) -> u64 {
    let product = u128::from(a) * u128::from(b);
    product as u64 ^ (product >> 64) as u64
}

#[cfg(test)]
mod tests {
    use std::collections::HashSet;

    use super::*;

    #[test]
    fn values_spread_and_depend_on_every_byte() {
        let hash = KeyedHash::default();
        let mut seen = HashSet::new();
        for length in 0..40 {
            let plain = vec![b'a'; length];
            assert!(seen.insert(hash.bytes(&plain)));
            for at in 0..length {
                let mut changed = plain.clone();
                changed[at] = b'b';
                assert!(seen.insert(hash.bytes(&changed)), "byte {at} of {length}");
            }
        }
        for number in 0..1000 {
            assert!(seen.insert(hash.number(number)));
        }
    }

    #[test]
    fn few_bytes_are_told_apart_whatever_follows_them() {
        let hash = KeyedHash::default();
        let mut seen = HashSet::new();
        for count in 0..=Few::MOST {
            for at in 0..count.max(1) {
                let mut bytes = vec![b'a'; count];
                if let Some(byte) = bytes.get_mut(at) {
                    *byte = b'b';
                }
                let few = Few::of(&bytes);
                assert_eq!(hash.few(few, count), hash.bytes(&bytes));
                assert!(seen.insert((few.low, few.high, count)), "{bytes:?}");
                for follows in ["", " and", " and whatever follows"] {
                    let text = [&bytes, follows.as_bytes()].concat();
                    assert_eq!(Few::first_of(&text, count), few, "{bytes:?}");
                }
            }
        }
    }

    #[test]
    fn each_has_a_key_of_its_own() {
        assert_ne!(
            KeyedHash::default().bytes(b"word"),
            KeyedHash::default().bytes(b"word")
        );
    }
}
