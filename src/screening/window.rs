//! Around a place, the stretch of words that fits a listed name best.

use std::mem::swap;
use std::ops::BitOr;

use crate::index::{Index, NameView, mask_bit};
use crate::matching::{
    Alignment, Feature, Link, NameFeatures, SidePart, gain, is_common_and_partial, is_company,
    link_by_meaning, may_be_initial, may_link, of_alignment, relate_initial, rotate, runs,
    strongest,
};
use crate::name::{Manner, ParseToken, Part, Relation, RelationKind, Role, parse};
use crate::screening::evidence::surroundings::Parties;
use crate::screening::reading::block::Block;
use crate::screening::reading::meanings::Meanings;
use crate::screening::reading::words::Words;
use crate::text::{Gap, Token};
pub(crate) use aside::is_other_and;
pub(crate) use bridge::{BRIDGE, bridges};

mod aside;
mod bridge;
pub(super) mod fits;
#[cfg(test)]
mod full_scan;
mod language;
mod readings;
mod small_words;
mod stretch;
mod syllables;
mod unspaced;

/// A stretch of words aligned with a listed name.
#[derive(Debug)]
pub(crate) struct Window {
    /// First token.
    pub(crate) first: usize,
    /// Last token, inclusive.
    pub(crate) last: usize,
    pub(crate) features: NameFeatures,
}

impl Window {
    /// How many commas a stretch may go over. `LAST, First` has one, and so has a list of names:
    /// for a person both are tried, first with the comma, then without.
    pub(crate) fn most_commas(manner: Manner) -> usize {
        usize::from(manner == Manner::Person)
    }
}

/// Memory for aligning windows.
#[derive(Debug, Default)]
pub(crate) struct WindowScratch {
    pub(crate) words: Vec<u32>,
    pub(crate) parts: Vec<SidePart>,
    pub(crate) listed_words: Vec<u32>,
    pub(crate) listed_parts: Vec<SidePart>,
    /// The listed words, as bits.
    listed_mask: u128,
    /// What the listed words mean.
    listed_meanings: Meanings,
    pub(crate) alignment: Alignment,
    /// The same with more words met.
    met_alignment: Alignment,
    met_parts: Vec<SidePart>,
    pub(crate) parties: Parties,
    links: Vec<Link>,
    basic: Vec<Part>,
    tokens: Vec<Token>,
    /// How many words of a family name stand before the comma.
    in_front: usize,
    /// The stretch that `words` and `parts` are of: many names are tried on one.
    prepared: Option<Stretch>,
    aside: [Prepared; ASIDE],
}

/// A block, the first and last token, and how they are read.
type Stretch = (u64, usize, usize, Manner);

/// So many other stretches are kept prepared, each in the slot that its place gives.
const ASIDE: usize = 32;

/// Another stretch that is prepared: names of one block are tried on now this one, now that.
#[derive(Debug, Default)]
struct Prepared {
    stretch: Option<Stretch>,
    words: Vec<u32>,
    parts: Vec<SidePart>,
    in_front: usize,
}

/// Where a stretch is kept.
fn slot((_, first, last, manner): Stretch) -> usize {
    (first * 10 + last * 2 + manner as usize) % ASIDE
}

impl WindowScratch {
    /// Takes the name that is to be aligned.
    pub(crate) fn take_name(&mut self, name: &NameView, index: &Index) {
        index.parts(name, &mut self.listed_words, &mut self.listed_parts);
        let bits = self.listed_words.iter().map(|&word| mask_bit(word));
        self.listed_mask = bits.fold(0, |mask, bit| mask | bit);
        let meanings = self.listed_parts.iter();
        let meanings = meanings.map(|part| Meanings::of_part(&part.part));
        self.listed_meanings = meanings.fold(Meanings::NONE, BitOr::bitor);
    }

    /// Aligns a stretch with the name taken.
    pub(crate) fn fit_stretch(
        &mut self,
        (mut first, mut last): (usize, usize),
        manner: Manner,
        block: &Block,
        index: &Index,
        words: &mut Words,
    ) -> Option<Window> {
        let manner_is_whole = manner == Manner::Organization;
        // Words that the alignment leaves out at the ends are no part of the mention.
        for _ in 0..3 {
            let features = self.align(first, last, manner, block, index, words);
            let linked = self.alignment.links.iter().filter(|link| {
                self.parts[usize::from(link.query)].part.role != Role::Particle
                    || self.listed_parts[usize::from(link.listed)].part.role == Role::Particle
            });
            let touched = linked.fold(0, |mask, link| {
                mask | self.parts[usize::from(link.query)].mask()
            });
            let touched = touched | self.numbers() | self.exchanged();
            let touched = in_text_order(touched, self.in_front, last - first + 1);
            if touched == 0
                || (first..=last).all(|at| words.glance(block.words[at]).is_number)
                || manner_is_whole && is_common_and_partial(&self.alignment, &self.listed_parts)
            {
                return None;
            }
            let (skip, length) = (touched.trailing_zeros(), 32 - touched.leading_zeros());
            if skip == 0 && length as usize == last - first + 1 {
                let window = Window {
                    first,
                    last,
                    features,
                };
                let may_be_name = self.may_be_name((first, last), manner, block, index, words);
                return may_be_name.then_some(window);
            }
            (first, last) = (first + skip as usize, first + length as usize - 1);
        }
        let features = self.align(first, last, manner, block, index, words);
        let window = Window {
            first,
            last,
            features,
        };
        let may_be_name = self.may_be_name((first, last), manner, block, index, words);
        may_be_name.then_some(window)
    }

    /// Aligns the name taken with a mention that has one of its words, to the letter, and no other.
    pub(crate) fn meet_one(&mut self, at: usize) -> NameFeatures {
        let met = self.listed_parts[at];
        let single = self.listed_parts.iter().filter(|part| part.span == 1);
        let all = single.fold(0, |mask, part| mask | part.mask());
        self.alignment.left_query = 0;
        self.alignment.left_listed = all & !met.mask();
        self.alignment.links.clear();
        self.alignment.links.push(to_the_letter(&met, (0, at)));
        self.parts.clear();
        self.parts.push(met);
        // That is no stretch of a text.
        self.words.clear();
        self.prepared = None;
        of_alignment(&self.alignment, &self.parts, &self.listed_parts)
    }

    /// The most that the alignment would have if these words of the listed name agreed as well, as
    /// bits, in their places, whatever legal form stands around.
    pub(crate) fn features_with(&mut self, met: u32) -> NameFeatures {
        let (alignment, parts) = (&mut self.met_alignment, &mut self.met_parts);
        alignment.links.clone_from(&self.alignment.links);
        alignment.left_query = self.alignment.left_query;
        alignment.left_listed = self.alignment.left_listed;
        parts.clone_from(&self.parts);
        // A form around the mention may stand for `Company`, and the reverse.
        let is_form = |part: &SidePart| part.part.role == Role::Legal;
        if self.listed_parts.iter().any(is_form) {
            alignment.left_query &= !companies(parts);
        } else {
            alignment.left_listed &= !companies(&self.listed_parts);
        }
        for (at, listed) in self.listed_parts.iter().enumerate() {
            if listed.span == 1 && met & listed.mask() != 0 {
                alignment.left_listed &= !listed.mask();
                alignment
                    .links
                    .push(to_the_letter(listed, (parts.len(), at)));
                parts.push(*listed);
            }
        }
        let mut features = of_alignment(alignment, parts, &self.listed_parts);
        for feature in [Feature::Order, Feature::FatherSwapped] {
            features[feature as usize] = 0.0;
        }
        features
    }

    /// Numbers of the mention, where the listed name has one: an unlike number belongs to it too.
    fn numbers(&self) -> u32 {
        let number = |part: &&SidePart| part.part.role == Role::Number;
        if !self.listed_parts.iter().any(|part| number(&part)) {
            return 0;
        }
        self.parts
            .iter()
            .filter(number)
            .fold(0, |mask, part| mask | part.mask())
    }

    /// Legal forms and words like `Group` of the mention, where the listed name has another that it
    /// may stand for.
    fn exchanged(&self) -> u32 {
        let is_left = |part: &&SidePart| self.alignment.left_listed & part.mask() != 0;
        let left = |role: Role| {
            let mut parts = self.listed_parts.iter().filter(is_left);
            parts.any(|part| part.span == 1 && part.part.role == role)
        };
        let [generic, legal] = [Role::Generic, Role::Legal].map(left);
        let exchanged = self.parts.iter().filter(|part| {
            part.span == 1
                && match part.part.role {
                    Role::Generic => generic || legal,
                    Role::Legal => legal || generic,
                    _ => false,
                }
        });
        exchanged.fold(0, |mask, part| mask | part.mask())
    }

    fn align(
        &mut self,
        first: usize,
        last: usize,
        manner: Manner,
        block: &Block,
        index: &Index,
        words: &mut Words,
    ) -> NameFeatures {
        self.prepare(first, last, manner, block, words);
        self.links.clear();
        for (at, (&word, side)) in self.words.iter().zip(&self.parts).enumerate() {
            let near = words.live(word).map_or(0, |live| live.own_mask);
            for (to, (&listed, other)) in
                self.listed_words.iter().zip(&self.listed_parts).enumerate()
            {
                let is_near = near & mask_bit(listed) != 0;
                let related = is_near.then(|| words.relation(word, listed)).flatten();
                let relation = related.or_else(|| {
                    if !may_be_initial(side, other) {
                        return None;
                    }
                    let view = words.prepared(word)?;
                    relate_initial((&view, side), (&index.word(listed), other))
                });
                if let Some(relation) = relation
                    && may_link(side, other, relation)
                {
                    let gain = gain(side, other, relation);
                    self.links.push(Link {
                        query: at as u8,
                        listed: to as u8,
                        relation,
                        gain,
                    });
                }
            }
        }
        link_by_meaning(&self.parts, &self.listed_parts, &mut self.links);
        self.alignment
            .choose(&mut self.links, &self.parts, &self.listed_parts);
        if manner == Manner::Person && self.in_front == 0 {
            let (left, parts) = (self.alignment.left_query, &self.parts);
            let others = aside::of_others(left, first, parts, block, words);
            let pages = aside::page_numbers(left, (first, last), block, words);
            self.alignment.left_query &= !(others | pages);
        }
        of_alignment(&self.alignment, &self.parts, &self.listed_parts)
    }

    /// Puts the prepared stretch aside, and takes the one that lies there.
    fn swap_with(&mut self, slot: usize) {
        let aside = &mut self.aside[slot];
        swap(&mut self.prepared, &mut aside.stretch);
        swap(&mut self.words, &mut aside.words);
        swap(&mut self.parts, &mut aside.parts);
        swap(&mut self.in_front, &mut aside.in_front);
    }

    fn prepare(
        &mut self,
        first: usize,
        last: usize,
        manner: Manner,
        block: &Block,
        words: &mut Words,
    ) {
        let stretch = (block.serial, first, last, manner);
        if self.prepared == Some(stretch) {
            return;
        }
        if let Some(prepared) = self.prepared {
            self.swap_with(slot(prepared));
        }
        if self.aside[slot(stretch)].stretch == Some(stretch) {
            self.swap_with(slot(stretch));
        }
        if self.prepared == Some(stretch) {
            return;
        }
        self.prepared = Some(stretch);
        for at in first..=last {
            words.prepare(block.words[at]);
        }
        let mut tokens = std::mem::take(&mut self.tokens);
        tokens.clear();
        tokens.extend_from_slice(&block.tokens[first..=last]);
        {
            let inputs: Vec<ParseToken<'_>> = (first..=last)
                .filter_map(|at| {
                    let mut token = block.tokens[at];
                    if at > first && aside::enumerates(at, last, block, words) {
                        token.gap = Gap::Space;
                    }
                    words.parse_token(block.words[at], &token)
                })
                .collect();
            self.in_front = parse(&inputs, manner, &mut self.basic);
        }
        self.words.clear();
        self.words.extend_from_slice(&block.words[first..=last]);
        rotate(self.in_front, &mut tokens, &mut self.words, &mut self.basic);
        self.parts.clear();
        for (at, &part) in self.basic.iter().enumerate() {
            self.parts.push(SidePart {
                part,
                first: at as u8,
                span: 1,
            });
        }
        let count = tokens.len();
        for (at, span) in runs(&tokens, &self.basic) {
            let in_text = first + (at + self.in_front) % count;
            if span == 2
                && at + 1 + self.in_front != count
                && let Some(joined) = block.joined(in_text)
            {
                self.words.push(joined);
                let part = strongest(&self.basic[at..at + 2]);
                self.parts.push(SidePart {
                    part,
                    first: at as u8,
                    span: 2,
                });
            }
        }
        self.tokens = tokens;
    }
}

/// The words `Company`, for which a legal form may stand, as bits.
fn companies(parts: &[SidePart]) -> u32 {
    let companies = parts.iter().filter(|part| is_company(&part.part));
    companies.fold(0, |mask, part| mask | part.mask())
}

/// The link of a part of a listed name with the same word in a text, by where they stand.
fn to_the_letter(part: &SidePart, (query, listed): (usize, usize)) -> Link {
    let relation = Relation {
        cost: 0,
        kind: RelationKind::Same,
    };
    Link {
        query: query as u8,
        listed: listed as u8,
        relation,
        gain: gain(part, part, relation),
    }
}

/// Bits of words in natural order, as bits of words as they stand in the text.
fn in_text_order(mask: u32, in_front: usize, count: usize) -> u32 {
    (0..count)
        .filter(|at| mask & 1 << at != 0)
        .fold(0, |turned, at| turned | 1 << ((at + in_front) % count))
}
