//! The single words that a later mention may consist of, once the whole name was told.

use rustc_hash::FxHashMap;

use super::Finder;
use crate::knowledge::Knowledge;
use crate::matching::Link;
use crate::name::Role;
use crate::screening::evidence::longer;
use crate::screening::mention::{BlockText, NameWord};
use crate::text::Case;

/// A short later mention needs a word at least this rare.
const SHORT_BITS: f32 = 8.0;

impl Finder {
    /// The words of the listed name that a short later mention may consist of: family names that
    /// agree and are rare, where more of the name is met.
    pub(super) fn short_words(&self) -> Vec<u32> {
        let links = &self.fit.alignment.links;
        if links.len() < 2 {
            return Vec::new();
        }
        let is_telling = |link: &&Link| {
            let part = self.fit.listed_parts[usize::from(link.listed)];
            let latin = self.words.latin(self.fit.words[usize::from(link.query)]);
            let particle = latin.is_none_or(|latin| Knowledge::get().particle(latin).is_some());
            part.span == 1
                && part.part.role == Role::Family
                && part.part.bits >= SHORT_BITS
                && !particle
        };
        let telling = links.iter().filter(is_telling);
        telling
            .map(|link| self.fit.listed_words[usize::from(link.listed)])
            .collect()
    }

    /// Words of the block that a short mention may consist of.
    pub(super) fn name_words(&self, text: &BlockText<'_>) -> (Vec<NameWord>, Vec<Vec<u32>>) {
        let mut found = Vec::new();
        let mut listed = Vec::new();
        let mut sets: FxHashMap<u32, u32> = FxHashMap::default();
        let mut set_of = |word: u32| {
            *sets.entry(word).or_insert_with(|| {
                listed.push(self.words.equals(word).collect());
                listed.len() as u32 - 1
            })
        };
        for (at, (token, &word)) in self.block.tokens.iter().zip(&self.block.words).enumerate() {
            if matches!(token.case, Case::Title | Case::Upper | Case::Mixed)
                && self.words.entry(word).is_listed
                && text.own.contains(&(token.start as usize))
            {
                let beside = longer::names_beside(at, &self.block, &self.words);
                found.push(NameWord {
                    start: token.start,
                    end: token.end,
                    listed: set_of(word),
                    beside: beside.map(|at| at.map(|at| set_of(self.block.words[at]))),
                });
            }
        }
        (found, listed)
    }
}
