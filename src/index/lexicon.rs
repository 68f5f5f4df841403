//! What is in the index once, however often lists repeat it: words and strings.

use std::hash::BuildHasher;

use hashbrown::HashTable;
use rustc_hash::{FxBuildHasher, FxHashMap};

use crate::name::{Word, WordScratch};

/// Words by what they are written from, so that each is prepared once.
#[derive(Default)]
pub(super) struct Lexicon {
    pub(super) words: Vec<Word>,
    by_surface: FxHashMap<String, u32>,
    by_fold: HashTable<u32>,
    joint: Joint,
}

/// Memory for words written as one.
#[derive(Default)]
struct Joint {
    fold: String,
    word: Word,
    longer: Word,
    scratch: WordScratch,
}

impl Lexicon {
    /// The number of a word as a list writes it.
    pub(super) fn intern(&mut self, surface: &str) -> u32 {
        if let Some(&id) = self.by_surface.get(surface) {
            return id;
        }
        let word = Word::new(surface);
        let id = self.find(word.fold()).unwrap_or_else(|| self.add(word));
        self.by_surface.insert(surface.to_owned(), id);
        id
    }

    /// The word that neighbours make when they are written as one. Most are there already, and need
    /// not be prepared to be found.
    pub(super) fn joined(&mut self, ids: &[u32]) -> u32 {
        let Self { words, joint, .. } = self;
        joint.fold.clear();
        joint
            .fold
            .extend(ids.iter().map(|&id| words[id as usize].fold()));
        if let Some(id) = self.find(&self.joint.fold) {
            return id;
        }
        let Self { words, joint, .. } = self;
        let Joint {
            word,
            longer,
            scratch,
            ..
        } = joint;
        let mut words = ids.iter().map(|&id| &words[id as usize]);
        let (Some(first), Some(second)) = (words.next(), words.next()) else {
            return ids.first().copied().unwrap_or_default();
        };
        word.join(first.half(), second.half(), scratch);
        for next in words {
            longer.join(word.half(), next.half(), scratch);
            std::mem::swap(word, longer);
        }
        word.weigh();
        let word = word.clone();
        self.add(word)
    }

    fn find(&self, fold: &str) -> Option<u32> {
        let is_it = |&id: &u32| self.words[id as usize].fold() == fold;
        self.by_fold.find(hash(fold.as_bytes()), is_it).copied()
    }

    /// Adds a word that is not there.
    fn add(&mut self, word: Word) -> u32 {
        let id = self.words.len() as u32;
        let hash_of_word = hash(word.fold().as_bytes());
        self.words.push(word);
        let words = &self.words;
        self.by_fold.insert_unique(hash_of_word, id, |&id| {
            hash(words[id as usize].fold().as_bytes())
        });
        id
    }
}

/// The strings of the index, each once.
#[derive(Default)]
pub(super) struct Strings {
    pub(super) bytes: Vec<u8>,
    places: HashTable<(u32, u32)>,
}

impl Strings {
    /// Where a string begins, and how many bytes it has.
    pub(super) fn place(&mut self, text: &str) -> (u32, u32) {
        let Self { bytes, places } = self;
        let is_it = |&place: &(u32, u32)| at_place(bytes, place) == text.as_bytes();
        let hash_of_text = hash(text.as_bytes());
        if let Some(&place) = places.find(hash_of_text, is_it) {
            return place;
        }
        let place = (bytes.len() as u32, text.len() as u32);
        bytes.extend_from_slice(text.as_bytes());
        places.insert_unique(hash_of_text, place, |&place| hash(at_place(bytes, place)));
        place
    }
}

fn at_place(bytes: &[u8], (start, len): (u32, u32)) -> &[u8] {
    &bytes[start as usize..(start + len) as usize]
}

fn hash(text: &[u8]) -> u64 {
    FxBuildHasher.hash_one(text)
}
