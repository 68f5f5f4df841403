//! Which listed words a word is related to.

use super::bytes::Section;
use super::probe::{self, FormLetters, QueryLetters, Reach};
use super::{Index, PROBES};
use crate::name::{Relation, RelationKind, Word, WordView, relate};

/// So many words are compared in one go.
const AT_ONCE: usize = 8;
/// What words have in common that differ in their endings alone, and how long these are.
const SHORTEST_STEM: usize = 4;
const LONGEST_ENDING: usize = 3;

/// How words of different languages are related that mean the same.
const TRANSLATED: Relation = Relation {
    cost: 35,
    kind: RelationKind::Translation,
};

/// A listed word that another word is related to.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct Neighbour {
    pub(crate) word: u32,
    pub(crate) relation: Relation,
}

/// Memory for looking up the listed words near a word.
#[derive(Debug, Default)]
pub(crate) struct NearScratch {
    hashes: Vec<u64>,
    /// The listed words that share a hash, by ascending number.
    words: Vec<u32>,
}

impl Index {
    /// All listed words that `word` is related to, by ascending number.
    pub(crate) fn neighbours(
        &self,
        word: &WordView<'_>,
        reach: Reach,
        scratch: &mut NearScratch,
        found: &mut Vec<Neighbour>,
    ) {
        if self.may_be_near(word, reach, scratch) {
            self.relate(word, scratch, found);
        }
    }

    /// Appends the listed words near a word of a text, as far as it [reaches](Reach::of_word), and those that
    /// mean the same in another language. The word is not weighed yet, and is if any may be near.
    pub(crate) fn look_up(
        &self,
        word: &mut Word,
        reach: Reach,
        scratch: &mut NearScratch,
        found: &mut Vec<Neighbour>,
    ) {
        let first = found.len();
        if self.may_be_near(&word.view(), reach, scratch) {
            word.weigh();
            self.relate(&word.view(), scratch, found);
            if reach == Reach::Stem {
                let mut near = found.split_off(first);
                near.retain(|near| {
                    !near.relation.kind.is_slip()
                        || shares_stem(word.latin(), self.word(near.word).latin())
                });
                found.append(&mut near);
            }
        }
        if reach == Reach::Fuzzy && self.translate(&word.view(), first, found) {
            word.weigh();
        }
    }

    /// Adds the listed words that mean the same as a word of another language to those found from a place
    /// on, which are near it; whether there are any.
    pub(crate) fn translate(
        &self,
        word: &WordView<'_>,
        first: usize,
        found: &mut Vec<Neighbour>,
    ) -> bool {
        let near = found.len();
        for hash in probe::meanings(word) {
            for word in PROBES.find(&self.bytes, hash).iter() {
                if word as usize >= self.word_count() {
                    self.bytes.report_damage();
                    continue;
                }
                if found[first..].iter().all(|known| known.word != word) {
                    let relation = TRANSLATED;
                    found.push(Neighbour { word, relation });
                }
            }
        }
        let is_grown = found.len() > near;
        if is_grown {
            found[first..].sort_unstable();
        }
        is_grown
    }

    /// Gathers the listed words that share a hash with `word`, which need not be weighed yet;
    /// whether there are any.
    fn may_be_near(&self, word: &WordView<'_>, reach: Reach, scratch: &mut NearScratch) -> bool {
        let NearScratch { hashes, words } = scratch;
        hashes.clear();
        let others = probe::of_query(word, reach, hashes);
        let (others, edits) = hashes.split_at(others);
        words.clear();
        PROBES.find_each(&self.bytes, others, |found| words.extend(found.iter()));
        if !edits.is_empty() {
            let letters = QueryLetters::of(word);
            PROBES.find_each(&self.bytes, edits, |found| {
                let near = |&id: &u32| letters.may_be_near(self.form_letters(id));
                words.extend(found.iter().filter(near));
            });
        }
        words.sort_unstable();
        words.dedup();
        !words.is_empty()
    }

    fn form_letters(&self, word: u32) -> FormLetters {
        let bytes = self.bytes.bytes(Section::FormLetters, word as usize * 8, 8);
        FormLetters::from_bits(bytes.try_into().map_or(0, u64::from_le_bytes))
    }

    /// Of the words gathered, appends those that `word` is related to.
    fn relate(&self, word: &WordView<'_>, scratch: &NearScratch, found: &mut Vec<Neighbour>) {
        for words in scratch.words.chunks(AT_ONCE) {
            // Fetched before any is compared, so that they need not wait for each other.
            let mut stored = [None; AT_ONCE];
            for (stored, &id) in stored.iter_mut().zip(words) {
                *stored = self.stored(id);
            }
            for (&id, stored) in words.iter().zip(stored) {
                if let Some(relation) = relate(word, &self.view_of(stored)) {
                    found.push(Neighbour { word: id, relation });
                }
            }
        }
    }
}

/// Whether two words begin alike, and only their endings differ.
fn shares_stem(one: &str, other: &str) -> bool {
    let alike = one.bytes().zip(other.bytes());
    let stem = alike.take_while(|(a, b)| a == b).count();
    stem >= SHORTEST_STEM && one.len().max(other.len()) - stem <= LONGEST_ENDING
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::screening::told::with_reason;
    use crate::{Entity, EntityKind, Watchlist};

    #[test]
    fn a_word_of_the_language_is_no_slip_of_another() {
        let names = ["GUARDS", "INDUSTRIAL", "PARS", "HARKARD"];
        let entities = names.map(|name| Entity::new(name, EntityKind::Organization, name));
        let watchlist = Watchlist::from_entities("own", entities.to_vec()).unwrap();
        let index = crate::index::build(&watchlist).unwrap();
        let near = |surface: &str, is_lower: bool| {
            let (mut word, mut found) = (Word::in_text(surface), Vec::new());
            let reach = Reach::of_word(surface, is_lower, word.latin());
            index.look_up(&mut word, reach, &mut NearScratch::default(), &mut found);
            let words = found.iter().map(|near| index.spelling(near.word).1);
            words.map(str::to_owned).collect::<Vec<String>>()
        };
        // With another ending it may be the listed word; small letters make no name of it.
        assert_eq!(near("Guard", false), ["guards"]);
        assert_eq!(near("GUARD", false), ["guards"]);
        assert_eq!(near("Industries", false), ["industrial"]);
        assert!(near("industries", true).is_empty());
        // What is no slip of `Pars`; and what is one, of a word that is no English one.
        assert!(near("Press", false).is_empty());
        assert_eq!(near("Prass", false), ["pars"]);
        assert_eq!(near("Harvard", false), ["harkard"]);
    }

    #[test]
    fn words_of_one_meaning_bring_up_names_of_several_words() {
        let name = ("NATIONAL GEORGIAN OIL COMPANY", EntityKind::Organization);
        let texts = [
            "Национальная грузинская нефтяная компания продала нефть.",
            "La Compañía Nacional de Petróleo de Georgia vendió.",
            "Национальная компания продала её.",
        ];
        let reason = "common words of the names agree";
        assert_eq!(with_reason(name, reason, &texts), texts[..2]);
        let name = ("SEPAH", EntityKind::Organization);
        let texts = ["They joined Sepah.", "They joined Lashkar."];
        assert_eq!(with_reason(name, "the names", &texts), texts[..1]);
    }

    #[test]
    fn words_of_one_stem_differ_in_their_endings() {
        for (one, other) in [("bureaus", "bureau"), ("industries", "industrial")] {
            assert!(shares_stem(one, other), "{one} {other}");
        }
        for (one, other) in [
            ("senate", "sanad"),
            ("press", "pars"),
            ("park", "parkersburg"),
        ] {
            assert!(!shares_stem(one, other), "{one} {other}");
        }
    }
}
