//! The single words that a later mention may consist of, once the whole name was told.

use rustc_hash::FxHashMap;

use super::Finder;
use crate::knowledge::Knowledge;
use crate::matching::Link;
use crate::name::Role;
use crate::screening::evidence::longer;
use crate::screening::mention::{BlockText, NameWord, ShortWord};
use crate::text::Case;

/// A short later mention needs a word at least this rare.
const SHORT_BITS: f32 = 8.0;

impl Finder {
    /// The words of a mention that a short later one may consist of: family names that agree and are rare,
    /// where more of the name is met.
    pub(super) fn short_words(&self) -> Vec<ShortWord> {
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
            .map(|link| ShortWord {
                listed: self.fit.listed_words[usize::from(link.listed)],
                surface: self
                    .words
                    .surface(self.fit.words[usize::from(link.query)])
                    .to_lowercase(),
            })
            .collect()
    }

    /// Whether a token is written as a name, as far as its script tells, and is near a listed word.
    fn may_be_name(&self, at: usize) -> bool {
        let token = &self.block.tokens[at];
        let is_written = match token.case {
            Case::Title | Case::Upper | Case::Mixed => true,
            Case::Caseless => !self.block.is_plain(at),
            Case::Lower | Case::Unspaced => false,
        };
        let id = self.block.words[at];
        let glance = self.words.glance(id);
        is_written
            && !token.initial
            && !(glance.foreign_at_start && self.block.starts_sentence[at])
            && self.words.live(id).is_some()
            && self.words.surface(id).chars().nth(1).is_some()
    }

    /// Words of the block that a short mention may consist of.
    pub(super) fn name_words(&self, text: &BlockText<'_>) -> (Vec<NameWord>, Vec<Vec<u32>>) {
        let mut found = Vec::new();
        let mut listed = Vec::new();
        let mut sets: FxHashMap<u32, u32> = FxHashMap::default();
        let mut set_of = |word: u32| {
            *sets.entry(word).or_insert_with(|| {
                listed.push(self.words.spellings(word).collect());
                listed.len() as u32 - 1
            })
        };
        for (at, (token, &word)) in self.block.tokens.iter().zip(&self.block.words).enumerate() {
            if self.may_be_name(at) && text.own.contains(&(token.start as usize)) {
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
