//! Mentions: spans of a block of text that may name listed entities, with their local features.

use std::borrow::Cow;
use std::collections::BTreeMap;

use rustc_hash::FxHashSet;
use serde::{Deserialize, Serialize};

use crate::matching::Features;
use crate::screening::explain::Details;
use crate::screening::hit::{Excerpt, Field};
use crate::screening::identified::Identified;

/// A span of text that may name a listed entity.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub(crate) struct Mention {
    pub(crate) field: Field,
    /// Bytes of the field.
    pub(crate) start: u64,
    pub(crate) end: u64,
    /// Code points of the field.
    pub(crate) char_start: u64,
    pub(crate) char_end: u64,
    pub(crate) surface: String,
    pub(crate) excerpt: Excerpt,
    pub(crate) entity: u32,
    pub(crate) name: u32,
    pub(crate) features: Features,
    pub(crate) log_odds: f64,
    pub(crate) details: Details,
    /// Words that a later short mention may consist of.
    pub(crate) short: Vec<ShortWord>,
}

impl Mention {
    pub(crate) fn place(&mut self) -> Place<'_> {
        Place {
            bytes: [&mut self.start, &mut self.end],
            chars: [&mut self.char_start, &mut self.char_end],
        }
    }
}

/// A word that stands for a full mention later on.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub(crate) struct ShortWord {
    /// The listed word that it is, unless it is an acronym.
    pub(crate) listed: Option<u32>,
    /// How the text writes it, in small letters; an acronym in capitals.
    pub(crate) surface: String,
}

/// A single word that is a short later mention of a full one, perhaps.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub(crate) struct Short {
    pub(crate) field: Field,
    pub(crate) start: u64,
    pub(crate) end: u64,
    pub(crate) char_start: u64,
    pub(crate) char_end: u64,
    pub(crate) surface: String,
    pub(crate) excerpt: Excerpt,
    /// Listed words that it is a spelling of.
    pub(crate) words: Vec<u32>,
    /// The same of the words of names beside it: where they are another party's, so is it.
    pub(crate) beside: Vec<Vec<u32>>,
}

/// A word written as a name that may be a listed one.
#[derive(Clone, Copy, Debug, Serialize, Deserialize)]
pub(crate) struct NameWord {
    /// Bytes of the block.
    pub(crate) start: u32,
    pub(crate) end: u32,
    /// Which of the sets of listed words that it is a spelling of.
    pub(crate) listed: u32,
    /// The same of words right before and after it that are written as names and nothing else.
    pub(crate) beside: [Option<u32>; 2],
}

/// How a [`ShortWord`] may have a word: in small letters, or as it is.
pub(crate) fn ways_to_write(surface: &str) -> [Cow<'_, str>; 2] {
    [surface.to_lowercase().into(), surface.into()]
}

/// The words of full mentions that short ones may consist of.
#[derive(Default)]
pub(crate) struct Wanted {
    listed: FxHashSet<u32>,
    surfaces: FxHashSet<String>,
}

impl Wanted {
    pub(crate) fn is_empty(&self) -> bool {
        self.surfaces.is_empty()
    }

    pub(crate) fn add(&mut self, word: &ShortWord) {
        self.listed.extend(word.listed);
        if !self.surfaces.contains(&word.surface) {
            self.surfaces.insert(word.surface.clone());
        }
    }
}

/// What the first phase found in a block.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
pub(crate) struct Found {
    pub(crate) mentions: Vec<Mention>,
    pub(crate) name_words: Vec<NameWord>,
    /// Sets of listed words that one word of the text is a spelling of.
    pub(crate) listed: Vec<Vec<u32>>,
    pub(crate) identified: Vec<Identified>,
}

impl Found {
    /// The words that may be short mentions, since they are spellings of a `wanted` one or written as it is in
    /// a full mention.
    pub(crate) fn shorts_of(&self, wanted: &Wanted, text: &BlockText<'_>) -> Vec<Short> {
        let is_wanted: Vec<bool> = self
            .listed
            .iter()
            .map(|set| set.iter().any(|word| wanted.listed.contains(word)))
            .collect();
        let surface = |word: &NameWord| &text.text[word.start as usize..word.end as usize];
        let is_wanted = |word: &&NameWord| {
            is_wanted[word.listed as usize]
                || ways_to_write(surface(word))
                    .iter()
                    .any(|way| wanted.surfaces.contains(&**way))
        };
        let mut shorts: Vec<Short> = self
            .name_words
            .iter()
            .filter(is_wanted)
            .map(|word| Short {
                field: text.field,
                start: u64::from(word.start),
                end: u64::from(word.end),
                char_start: 0,
                char_end: 0,
                surface: surface(word).to_owned(),
                excerpt: Excerpt::around(text.text, word.start as usize, word.end as usize),
                words: self.listed[word.listed as usize].clone(),
                beside: word
                    .beside
                    .iter()
                    .flatten()
                    .map(|&set| self.listed[set as usize].clone())
                    .collect(),
            })
            .collect();
        let places = shorts.iter_mut().map(|short| Place {
            bytes: [&mut short.start, &mut short.end],
            chars: [&mut short.char_start, &mut short.char_end],
        });
        place_in_field(text, places);
        shorts
    }
}

/// A block of a field, and the part of it that is its own: mentions that begin elsewhere belong
/// to its neighbours.
pub(crate) struct BlockText<'t> {
    pub(crate) field: Field,
    pub(crate) text: &'t str,
    pub(crate) own: std::ops::Range<usize>,
    /// Where the block begins in the field.
    pub(crate) byte_offset: u64,
    pub(crate) char_offset: u64,
}

/// Of the mentions of one entity that overlap, keeps the one that says most.
///
/// Entities do not compete: what one is given never depends on which others are listed.
pub(crate) fn best_of_each_entity(mentions: &mut Vec<Mention>) {
    mentions.sort_by(|a, b| {
        (a.entity, a.field)
            .cmp(&(b.entity, b.field))
            .then(b.log_odds.total_cmp(&a.log_odds))
            .then((a.start, b.end, a.name).cmp(&(b.start, a.end, b.name)))
    });
    let mut kept: Vec<Mention> = Vec::with_capacity(mentions.len());
    // Where the mentions of the entity and field at hand begin and end; they are apart.
    let mut taken: BTreeMap<u64, u64> = BTreeMap::new();
    for mention in mentions.drain(..) {
        if kept
            .last()
            .is_none_or(|last| (last.entity, last.field) != (mention.entity, mention.field))
        {
            taken.clear();
        }
        let before = taken.range(..mention.end).next_back();
        if before.is_none_or(|(_, &end)| end <= mention.start) {
            taken.insert(mention.start, mention.end);
            kept.push(mention);
        }
    }
    *mentions = kept;
}

/// Where something begins and ends: bytes of the block, to be bytes of the field; code points of the field,
/// to be counted.
pub(crate) struct Place<'p> {
    pub(crate) bytes: [&'p mut u64; 2],
    pub(crate) chars: [&'p mut u64; 2],
}

/// Counts code points, and moves places from the block to the field.
pub(crate) fn place_in_field<'p>(text: &BlockText<'_>, places: impl Iterator<Item = Place<'p>>) {
    let mut bounds: Vec<(&mut u64, &mut u64)> = places
        .flat_map(|place| place.bytes.into_iter().zip(place.chars))
        .collect();
    bounds.sort_by_key(|(byte, _)| **byte);
    let (mut byte, mut chars) = (0, text.char_offset);
    for (at, count) in bounds {
        chars += text.text[byte..*at as usize].chars().count() as u64;
        byte = *at as usize;
        *count = chars;
        *at += text.byte_offset;
    }
}
