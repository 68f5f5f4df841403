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
        while rest.len() > 16 {
            let (head, tail) = rest.split_at(16);
            state = fold(eight(head) ^ self.key[1], eight(&head[8..]) ^ state);
            rest = tail;
        }
        let (low, high) = match rest.len() {
            8.. => (eight(rest), eight(&rest[rest.len() - 8..])),
            4..8 => (four(rest), four(&rest[rest.len() - 4..])),
            1..4 => {
                let (first, middle) = (u64::from(rest[0]), u64::from(rest[rest.len() / 2]));
                (
                    first << 16 | middle << 8 | u64::from(rest[rest.len() - 1]),
                    0,
                )
            }
            0 => (0, 0),
        };
        let mixed = fold(low ^ self.key[1], high ^ state);
        fold(mixed ^ self.key[0], self.key[1] ^ bytes.len() as u64)
    }

    #[inline]
    pub(crate) fn number(&self, number: u64) -> u64 {
        let mixed = fold(number ^ self.key[0], self.key[1]);
        fold(mixed ^ self.key[1], self.key[0])
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
    fn each_has_a_key_of_its_own() {
        assert_ne!(
            KeyedHash::default().bytes(b"word"),
            KeyedHash::default().bytes(b"word")
        );
    }
}
