//! The first phase: a block of text yields mentions with local features.

use std::collections::BTreeMap;

use rustc_hash::{FxHashMap, FxHashSet};
use serde::{Deserialize, Serialize};

use crate::confidence::Calibration;
use crate::index::{Index, NameView};
use crate::knowledge::Knowledge;
use crate::matching::{Evidence, Features};
use crate::name::Role;
use crate::screening::candidates::{Candidates, Place};
use crate::screening::context;
use crate::screening::explain::{self, Details};
use crate::screening::hit::{Excerpt, Field};
use crate::screening::prospect::Floor;
use crate::screening::scan::Block;
use crate::screening::surroundings::{self, Parties};
use crate::screening::window::{Window, WindowScratch};
use crate::screening::words::Words;
use crate::text::Case;

/// More distinct words than this are not remembered at once.
const MAX_REMEMBERED: usize = 1 << 18;
/// A short later mention needs a word at least this rare.
const SHORT_BITS: f32 = 8.0;
/// So many bytes of a sentence are kept on each side of a mention.
const EXCERPT_BYTES: usize = 160;

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
    /// Listed words that a later short mention may consist of.
    pub(crate) short: Vec<u32>,
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
    /// Listed words that it is as good as equal to.
    pub(crate) words: Vec<u32>,
}

/// A word written as a name that is as good as equal to a listed one.
#[derive(Clone, Copy, Debug, Serialize, Deserialize)]
struct NameWord {
    /// Bytes of the block.
    start: u32,
    end: u32,
    /// Which of the sets of listed words.
    listed: u32,
}

/// What the first phase found in a block.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
pub(crate) struct Found {
    pub(crate) mentions: Vec<Mention>,
    name_words: Vec<NameWord>,
    /// Sets of listed words that one word of the text is as good as equal to.
    listed: Vec<Vec<u32>>,
}

impl Found {
    /// The words that may be short mentions, since they are as good as equal to a `wanted` one.
    pub(crate) fn shorts_of(&self, wanted: &FxHashSet<u32>, text: &BlockText<'_>) -> Vec<Short> {
        let is_wanted: Vec<bool> = self
            .listed
            .iter()
            .map(|set| set.iter().any(|word| wanted.contains(word)))
            .collect();
        let mut shorts: Vec<Short> = self
            .name_words
            .iter()
            .filter(|word| is_wanted[word.listed as usize])
            .map(|word| Short {
                field: text.field,
                start: u64::from(word.start),
                end: u64::from(word.end),
                char_start: 0,
                char_end: 0,
                surface: text.text[word.start as usize..word.end as usize].to_owned(),
                excerpt: excerpt(text.text, word.start as usize, word.end as usize),
                words: self.listed[word.listed as usize].clone(),
            })
            .collect();
        place_in_field(text, &mut [], &mut shorts);
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

/// What is looked for, and how sure it must be.
#[derive(Clone, Copy)]
pub(crate) struct Search<'s> {
    pub(crate) index: &'s Index,
    pub(crate) calibration: &'s Calibration,
    pub(crate) floor: Floor,
    /// One entity alone, of which every candidate counts.
    pub(crate) only: Option<u32>,
}

/// Memory for the first phase.
#[derive(Default)]
pub(crate) struct Finder {
    words: Words,
    candidates: Candidates,
    block: Block,
    places: Vec<Place>,
    fit: WindowScratch,
    parties: Parties,
}

impl Finder {
    /// Finds the mentions that begin in a block's own part.
    pub(crate) fn find(&mut self, text: &BlockText<'_>, search: &Search<'_>) -> Found {
        self.make_room();
        let index = search.index;
        self.block.read(text.text, index, &mut self.words);
        let mut places = std::mem::take(&mut self.places);
        places.clear();
        let (words, fit) = (&mut self.words, &mut self.fit);
        self.candidates
            .find(&self.block, search, words, fit, &mut places);
        let mut mentions: Vec<Mention> = Vec::new();
        for name_places in places.chunk_by(|a, b| a.name == b.name) {
            let view = index.name(name_places[0].name);
            if search.only.is_some_and(|entity| entity != view.entity) {
                continue;
            }
            // A window, and how long the place was that led to it: a shorter one inside may be the
            // mention, with another one's word before it.
            let mut covered: Option<(usize, usize, u32)> = None;
            for &place in name_places {
                let length = place.last - place.first;
                if covered.is_some_and(|(first, last, least)| {
                    first <= place.first as usize && place.last as usize <= last && least <= length
                }) {
                    continue;
                }
                for commas in (0..=Window::most_commas(view.manner)).rev() {
                    let block = &self.block;
                    let fitted = self
                        .fit
                        .fit(place, commas, &view, block, index, &mut self.words);
                    let Some(window) = fitted else { continue };
                    mentions.extend(self.mention(&window, place.name, &view, text, search));
                    // Beyond a comma somebody else's name may begin, which is tried for itself.
                    if !window.has_comma(&self.block) {
                        covered = Some((window.first, window.last, length));
                        break;
                    }
                }
            }
        }
        self.places = places;
        best_of_each_entity(&mut mentions);
        place_in_field(text, &mut mentions, &mut []);
        let (name_words, listed) = self.name_words(text);
        Found {
            mentions,
            name_words,
            listed,
        }
    }

    /// Forgets everything if too much has been remembered.
    fn make_room(&mut self) {
        if self.words.len() + self.candidates.len() / 4 > MAX_REMEMBERED {
            self.words = Words::default();
            self.candidates = Candidates::default();
            self.parties = Parties::default();
        }
    }

    /// The mention that a window is, unless it can come to nothing.
    fn mention(
        &mut self,
        window: &Window,
        name: u32,
        view: &NameView<'_>,
        text: &BlockText<'_>,
        search: &Search<'_>,
    ) -> Option<Mention> {
        let start = self.block.tokens[window.first].start as usize;
        if !text.own.contains(&start) {
            return None;
        }
        let everything = search.only.is_some();
        // Such a one tells something of others, however unlikely it is itself.
        let telling = context::may_spell_out(window.first, window.last, &self.block);
        let mut features =
            Features::of_names(view.manner, &window.features, (view.text, view.kind));
        if !everything && !telling {
            let single = window.first == window.last;
            context::weigh_words(&mut features, single, &self.fit, &self.words);
            if search.calibration.log_odds(features.as_slice()) < search.floor.words {
                return None;
            }
        }
        let kind = search.index.entity(view.entity).kind;
        let (fit, block) = (&self.fit, &self.block);
        context::weigh(
            &mut features,
            window,
            (view.manner, kind),
            fit,
            block,
            &mut self.words,
        );
        let matters = self.parties.matters(view.entity, search.index);
        let sort = (view.manner, matters);
        surroundings::weigh(&mut features, window, sort, &self.block, &self.words);
        let log_odds = search.calibration.log_odds(features.as_slice());
        let tells = telling && features.get(Evidence::AcronymElsewhere) > 0.0;
        let least = if tells {
            search.floor.telling
        } else {
            search.floor.mention
        };
        if log_odds < least && !everything {
            return None;
        }
        let end = self.block.tokens[window.last].end as usize;
        Some(Mention {
            field: text.field,
            start: start as u64,
            end: end as u64,
            char_start: 0,
            char_end: 0,
            surface: text.text[start..end].to_owned(),
            excerpt: excerpt(text.text, start, end),
            entity: view.entity,
            name,
            features,
            log_odds,
            details: explain::details(&self.fit, &self.words, search.index),
            short: self.short_words(),
        })
    }

    /// The words of the listed name that a short later mention may consist of: those that agree
    /// and are rare; a family name where the name has one.
    fn short_words(&self) -> Vec<u32> {
        let core = |link: &&crate::matching::Link| {
            let part = self.fit.listed_parts[usize::from(link.listed)];
            let latin = self.words.latin(self.fit.words[usize::from(link.query)]);
            let particle = latin.is_none_or(|latin| Knowledge::get().particle(latin).is_some());
            part.span == 1 && part.part.role.is_core() && part.part.bits >= SHORT_BITS && !particle
        };
        let links: Vec<_> = self.fit.alignment.links.iter().filter(core).collect();
        if self.fit.alignment.links.len() < 2 {
            return Vec::new();
        }
        let family = |link: &&&crate::matching::Link| {
            self.fit.listed_parts[usize::from(link.listed)].part.role == Role::Family
        };
        let families: Vec<u32> = links
            .iter()
            .filter(family)
            .map(|link| self.fit.listed_words[usize::from(link.listed)])
            .collect();
        families
    }

    /// Words of the block that a short mention may consist of.
    fn name_words(&self, text: &BlockText<'_>) -> (Vec<NameWord>, Vec<Vec<u32>>) {
        let mut found = Vec::new();
        let mut listed = Vec::new();
        let mut sets: FxHashMap<u32, u32> = FxHashMap::default();
        for (token, &word) in self.block.tokens.iter().zip(&self.block.words) {
            if matches!(token.case, Case::Title | Case::Upper | Case::Mixed)
                && self.words.entry(word).is_listed
                && text.own.contains(&(token.start as usize))
            {
                let set = *sets.entry(word).or_insert_with(|| {
                    listed.push(self.words.equals(word).collect());
                    listed.len() as u32 - 1
                });
                found.push(NameWord {
                    start: token.start,
                    end: token.end,
                    listed: set,
                });
            }
        }
        (found, listed)
    }
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

/// Counts code points, and moves places from the block to the field.
fn place_in_field(text: &BlockText<'_>, mentions: &mut [Mention], shorts: &mut [Short]) {
    let mut bounds: Vec<(u64, &mut u64)> = Vec::new();
    for mention in mentions.iter_mut() {
        bounds.push((mention.start, &mut mention.char_start));
        bounds.push((mention.end, &mut mention.char_end));
    }
    for short in shorts.iter_mut() {
        bounds.push((short.start, &mut short.char_start));
        bounds.push((short.end, &mut short.char_end));
    }
    bounds.sort_by_key(|(byte, _)| *byte);
    let (mut byte, mut chars) = (0, text.char_offset);
    for (at, place) in bounds {
        chars += text.text[byte..at as usize].chars().count() as u64;
        byte = at as usize;
        *place = chars;
    }
    for mention in mentions {
        mention.start += text.byte_offset;
        mention.end += text.byte_offset;
    }
    for short in shorts {
        short.start += text.byte_offset;
        short.end += text.byte_offset;
    }
}

/// The sentence around a mention, cut to a readable length.
fn excerpt(text: &str, start: usize, end: usize) -> Excerpt {
    let ends_clause = |c: char| matches!(c, '\n' | '\r' | '!' | '?' | '\u{3002}' | '\u{06D4}');
    let mut from = start.saturating_sub(EXCERPT_BYTES);
    while !text.is_char_boundary(from) {
        from += 1;
    }
    let mut to = (end + EXCERPT_BYTES).min(text.len());
    while !text.is_char_boundary(to) {
        to -= 1;
    }
    let before = &text[from..start];
    let before = match before.rfind(ends_clause) {
        Some(at) => before[at..].trim_start_matches(ends_clause).to_owned(),
        None if from == 0 => before.to_owned(),
        // A word that is cut in two is left out; writing without blanks is cut anywhere.
        None => format!("…{}", before.find(' ').map_or(before, |at| &before[at..])),
    };
    let after = &text[end..to];
    let after = match after.find(ends_clause) {
        Some(at) => after[..at].to_owned(),
        None if to == text.len() => after.to_owned(),
        None => format!("{}…", after.rfind(' ').map_or(after, |at| &after[..=at])),
    };
    Excerpt {
        before: before.trim_start().to_owned(),
        after: after.trim_end().to_owned(),
    }
}
