//! What the listed words sound like, in outline: a filter of bits that tells of most words made of two
//! that no listed word is spelt like them.

use rustc_hash::FxHashSet;

use super::Index;
use super::bytes::{Assembler, Section};
use crate::knowledge::Knowledge;
use crate::name::Word;
use crate::script::{self, Outline};

/// Bytes of the filter for each word.
const BYTES_OF_WORD: usize = 2;

/// Writes the outlines of all forms of the listed words, and of their known variants.
pub(super) fn write(assembler: &mut Assembler, words: &[Word]) {
    assembler.put(Section::Outlines, &filter_of(words));
}

fn filter_of(words: &[Word]) -> Vec<u8> {
    let knowledge = Knowledge::get();
    let mut filter = vec![0; (words.len() * BYTES_OF_WORD).max(1)];
    let mut add = |skeleton: &str| {
        if let Some(outline) = Outline::of(skeleton) {
            let (byte, bit) = place_of(outline, filter.len());
            filter[byte] |= bit;
        }
    };
    let (mut skeleton, mut groups) = (String::new(), FxHashSet::default());
    for word in words {
        let word = word.view();
        // The first form's is known.
        add(word.skeleton);
        for form in word.forms().iter().skip(1) {
            script::skeleton(form.text, &mut skeleton);
            add(&skeleton);
        }
        for form in word.forms().iter().filter(|form| form.has_variants) {
            let of_form = knowledge.variant_groups(form.text);
            groups.extend(of_form.iter().map(|group| group.group));
        }
    }
    for (variant, of_variant) in knowledge.variants() {
        if of_variant.iter().any(|group| groups.contains(&group.group)) {
            script::skeleton(variant, &mut skeleton);
            add(&skeleton);
        }
    }
    filter
}

/// Whether a filter may have the outline of a word, or of one of its readings.
fn may_have_word(filter: &[u8], word: &str) -> bool {
    let mut bones = String::new();
    let mut may_have_form = |form: &str| {
        script::skeleton(form, &mut bones);
        Outline::of(&bones).is_none_or(|outline| may_have(filter, outline))
    };
    let mut found = may_have_form(word);
    script::pinyin(word, |reading| found |= may_have_form(reading));
    found
}

/// Whether a filter may have an outline; whatever is damaged has all.
fn may_have(filter: &[u8], outline: Outline) -> bool {
    let (byte, bit) = place_of(outline, filter.len());
    filter.get(byte).is_none_or(|byte| byte & bit != 0)
}

/// The byte of an outline in a filter of so many, and the bit in it.
fn place_of(outline: Outline, bytes: usize) -> (usize, u8) {
    let hash = outline.number().wrapping_mul(0x9E37_79B9_7F4A_7C15);
    let byte = (u128::from(hash) * bytes as u128) >> u64::BITS;
    (byte as usize, 1 << (hash % 8))
}

impl Index {
    /// Whether a listed word may be [spelt](super::Reach::Spelling) like a word of this outline.
    pub(crate) fn may_have(&self, outline: Outline) -> bool {
        may_have(self.bytes.section(Section::Outlines), outline)
    }

    /// The same of a word in small Latin letters.
    pub(crate) fn may_have_word(&self, word: &str) -> bool {
        may_have_word(self.bytes.section(Section::Outlines), word)
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::index::Reach;
    use crate::index::probe::{of_listed, of_query};

    #[test]
    fn most_words_that_are_not_listed_are_told() {
        let filter = filter_of(&["Varnakov", "Committee"].map(Word::new));
        let told = |one: &str, other: &str| {
            let [one, other] = [one, other].map(|word| Word::new(word).seam());
            one.join(&other).map(|outline| may_have(&filter, outline))
        };
        assert_eq!(told("Vahrna", "kov"), Some(true));
        assert_eq!(told("Golden", "Committee"), Some(false));
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(4000))]

        #[test]
        fn no_listed_word_is_ruled_out(
            one in "[a-z]{1,6}|hsi|ch?u|tsung|hua|ts?e",
            other in "(al|ab|kh|ts|yu|v)?[a-z]{1,4}(off|allah|uddin|vic|h|d)?|hsien|kuo|tung|ts?ai",
            vowels in "[aeiou]{8}",
            with_w in any::<bool>(),
        ) {
            let halves = [&one, &other].map(|word| Word::new(word));
            let joined = Word::joined(halves[0].half(), halves[1].half());
            let mut vowels = vowels.chars();
            let mut respelt = |letter: char| match letter {
                'a' | 'e' | 'i' | 'o' | 'u' => vowels.next().unwrap_or(letter),
                'v' if with_w => 'w',
                letter => letter,
            };
            let listed = Word::new(&format!("{one}{other}").chars().map(&mut respelt).collect::<String>());
            let (mut filed, mut asked) = (Vec::new(), Vec::new());
            of_listed(&listed.view(), &mut filed);
            of_query(&joined.view(), Reach::Spelling, &mut asked);
            if asked.iter().any(|hash| filed.contains(hash)) {
                let told = halves[0].seam().join(&halves[1].seam());
                let filter = filter_of(std::slice::from_ref(&listed));
                prop_assert!(told.is_none_or(|outline| may_have(&filter, outline)));
                prop_assert!(may_have_word(&filter, &[one, other].concat()));
            }
        }
    }
}
