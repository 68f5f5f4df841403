//! The single words that a later mention may consist of, once the whole name was told.

use rustc_hash::FxHashMap;

use super::Finder;
use crate::knowledge::Knowledge;
use crate::matching::Link;
use crate::name::{Manner, Role, rarity, repute};
use crate::screening::evidence::{acronym, longer};
use crate::screening::mention::{BlockText, NameWord, ShortWord};
use crate::text::Case;

/// A short later mention of a person needs a word at least this rare.
const FAMILY_BITS: f32 = 8.0;
/// One of an organisation needs a word at least this rare.
const DISTINCTIVE_BITS: f32 = 12.0;
/// And none that ordinary texts have so often.
const IN_USE: u32 = 20;

impl Finder {
    /// The words that a short later mention may consist of, where more of the name is met: family names that agree
    /// and are rare, and what tells an organisation from others; and its acronym.
    pub(super) fn short_words(&self, manner: Manner, stretch: (usize, usize)) -> Vec<ShortWord> {
        let links = &self.fit.alignment.links;
        if links.len() < 2 {
            return Vec::new();
        }
        let id_of = |link: &Link| self.fit.words[usize::from(link.query)];
        let is_telling = |link: &&Link| {
            let part = self.fit.listed_parts[usize::from(link.listed)];
            let bits = part.part.bits;
            part.span == 1
                && match part.part.role {
                    Role::Family => bits >= FAMILY_BITS && !self.is_particle(id_of(link)),
                    Role::Distinctive => {
                        bits >= DISTINCTIVE_BITS
                            && link.query == 0
                            && self.says_nothing_else(id_of(link))
                    }
                    _ => false,
                }
        };
        let telling = links.iter().filter(is_telling);
        let telling = telling.map(|link| ShortWord {
            listed: Some(self.fit.listed_words[usize::from(link.listed)]),
            surface: self.words.surface(id_of(link)).to_lowercase(),
        });
        let is_organisation = manner == Manner::Organization;
        let acronyms =
            is_organisation.then(|| acronym::of_stretch(stretch, &self.block, &self.words));
        let acronyms = acronyms.into_iter().flatten().map(|surface| ShortWord {
            listed: None,
            surface,
        });
        telling.chain(acronyms).collect()
    }

    fn is_particle(&self, id: u32) -> bool {
        let latin = self.words.latin(id);
        latin.is_none_or(|latin| Knowledge::get().particle(latin).is_some())
    }

    /// Whether a word is rare in any text, and no name of a person, a place or a movement.
    fn says_nothing_else(&self, id: u32) -> bool {
        let (glance, entry) = (self.words.glance(id), self.words.entry(id));
        !glance.has_meaning
            && entry.country.is_none()
            && !entry.is_title
            && self.words.latin(id).is_some_and(|latin| {
                let count = rarity::in_text(latin);
                count.lower + count.capital < IN_USE
                    && Knowledge::get().name_class(latin).is_none()
                    && repute(latin).is_none()
            })
    }

    /// Whether a token is written as a name, as far as its script tells, and is near a listed word or may be an
    /// acronym.
    fn may_be_name(&self, at: usize) -> bool {
        let (token, id) = (&self.block.tokens[at], self.block.words[at]);
        let is_written = match token.case {
            Case::Title | Case::Upper | Case::Mixed => true,
            Case::Caseless => !self.block.is_plain(at),
            Case::Lower | Case::Unspaced => false,
        };
        if !is_written
            || token.initial
            || self.block.starts_sentence[at] && self.words.glance(id).foreign_at_start
        {
            return false;
        }
        let is_near = self.words.live(id).is_some();
        (is_near || token.case == Case::Upper) && {
            let letters = self.words.surface(id).chars().count();
            is_near && letters > 1 || acronym::LETTERS.contains(&letters)
        }
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
            if text.own.contains(&(token.start as usize)) && self.may_be_name(at) {
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
