//! The letters of a word as bits, by which most words are told apart without comparing them.

/// The letters and digits of a word, as bits.
pub(crate) fn letter_set(word: &str) -> u64 {
    word.bytes().fold(0, |set, letter| set | 1 << place(letter))
}

/// Puts ASCII letters and digits into 64 places, each into one of its own.
pub(super) const fn place(letter: u8) -> usize {
    ((letter >> 6 & 1) << 5 | letter & 31) as usize
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_letter_has_a_place_of_its_own() {
        let mut places: Vec<usize> = (b'a'..=b'z').chain(b'0'..=b'9').map(place).collect();
        places.sort_unstable();
        places.dedup();
        assert_eq!(places.len(), 36);
    }
}
