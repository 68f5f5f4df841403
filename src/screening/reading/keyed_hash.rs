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
        while rest.len() > Ends::MOST_BYTES {
            let (head, tail) = rest.split_at(Ends::MOST_BYTES);
            state = fold(eight(head) ^ self.key[1], eight(&head[8..]) ^ state);
            rest = tail;
        }
        self.last(Ends::of(rest), state, bytes.len())
    }

    /// The hash of bytes that their ends make up.
    #[inline]
    pub(crate) fn ends(&self, ends: Ends, length: usize) -> u64 {
        self.last(ends, self.key[0], length)
    }

    #[inline]
    fn last(&self, Ends { low, high }: Ends, state: u64, length: usize) -> u64 {
        let mixed = fold(low ^ self.key[1], high ^ state);
        fold(mixed ^ self.key[0], self.key[1] ^ length as u64)
    }

    #[inline]
    pub(crate) fn number(&self, number: u64) -> u64 {
        let mixed = fold(number ^ self.key[0], self.key[1]);
        fold(mixed ^ self.key[1], self.key[0])
    }
}

/// The beginning and the end of a few bytes. With the length, they are all of them.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) struct Ends {
    low: u64,
    high: u64,
}

impl Ends {
    /// No more bytes can be told by their ends.
    pub(crate) const MOST_BYTES: usize = 16;

    #[inline]
    pub(crate) fn of(bytes: &[u8]) -> Self {
        let (low, high) = match bytes.len() {
            8.. => (eight(bytes), eight(&bytes[bytes.len() - 8..])),
            4..8 => (four(bytes), four(&bytes[bytes.len() - 4..])),
            1..4 => {
                let (first, middle) = (u64::from(bytes[0]), u64::from(bytes[bytes.len() / 2]));
                let last = u64::from(bytes[bytes.len() - 1]);
                (first << 16 | middle << 8 | last, 0)
            }
            0 => (0, 0),
        };
        Self { low, high }
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

#[inline]
fn eight(bytes: &[u8]) -> u64 {
    bytes
        .first_chunk()
        .map_or(0, |chunk| u64::from_le_bytes(*chunk))
}

#[inline]
fn four(bytes: &[u8]) -> u64 {
    bytes
        .first_chunk()
        .map_or(0, |chunk| u64::from(u32::from_le_bytes(*chunk)))
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
    fn ends_tell_few_bytes_apart() {
        let hash = KeyedHash::default();
        let mut seen = HashSet::new();
        for length in 0..=Ends::MOST_BYTES {
            for at in 0..length.max(1) {
                let mut bytes = vec![b'a'; length];
                if let Some(byte) = bytes.get_mut(at) {
                    *byte = b'b';
                }
                let ends = Ends::of(&bytes);
                assert_eq!(hash.ends(ends, length), hash.bytes(&bytes));
                assert!(seen.insert((ends.low, ends.high, length)), "{bytes:?}");
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
