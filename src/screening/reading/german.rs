//! Small words that tell a German text.

/// Small words of German that English does not have, or hardly; sorted, the longest of so many bytes.
const WORDS: [&str; 46] = [
    "auch", "auf", "aus", "bei", "das", "dass", "dem", "den", "der", "des", "die", "durch", "ein",
    "eine", "einem", "einen", "einer", "für", "gegen", "haben", "hat", "ihr", "ihre", "im", "ist",
    "kein", "keine", "mit", "nach", "nicht", "seit", "sich", "sie", "sind", "soll", "und", "vom",
    "von", "wegen", "wird", "wurde", "wurden", "zu", "zum", "zur", "über",
];
const LONGEST: usize = 6;

/// Which small word of German a word is, from 1 to 46; 0 if it is none. At a sentence's start it has a capital.
pub(super) fn number(surface: &str) -> u8 {
    if surface.len() > LONGEST {
        return 0;
    }
    let place = WORDS.binary_search(&surface.to_lowercase().as_str());
    place.map_or(0, |place| place as u8 + 1)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn small_words_are_sorted() {
        assert!(WORDS.is_sorted());
        assert_eq!(WORDS.iter().map(|word| word.len()).max(), Some(LONGEST));
        assert_eq!(["auch", "Über", "over"].map(number), [1, 46, 0]);
    }
}
