//! Links by a name, with what else agrees.

use rayon::prelude::*;
use rustc_hash::FxHashMap;

use super::evidence::{Witness, contradicts};
use super::traits::Traits;
use crate::index::{Index, Pair};
use crate::matching::{Alignment, Link, SidePart, gain, link_by_meaning, may_link};
use crate::name::{Manner, Relation, RelationKind, Role, relate};
use crate::{NameKind, Watchlist};

/// What name and circumstances together must be worth, in bits, to tell a party from all others on
/// the lists.
const LEAST_BITS: f32 = 26.0;
/// What the name alone must be worth.
const LEAST_NAME_BITS: f32 = 10.0;
/// What a word costs that only one of the names has.
const MISSING_BITS: f32 = 4.0;
/// How much more the name of another entity of the list may be worth.
const RIVAL_BITS: f32 = 6.0;
/// What it costs that one or both of the names are no primary ones: companies of one group share
/// aliases.
const ALIAS_BITS: [f32; 3] = [0.0, 3.0, 10.0];
/// The dearest slip of letters that still makes the same word.
const DEAREST_EDIT: u8 = 25;
/// A key that more names share tells nothing, and comparing them all would take long.
const MOST_SHARING: usize = 256;
/// So many of the rarest words of a name, in pairs, are what it is looked for by.
const KEY_WORDS: usize = 3;

/// Finds entities of different lists that share a name and something else. Where an entity has
/// several such on a list, only those with the names most like its own are kept.
///
/// Pairs that are `known` are passed over.
pub(super) fn find(
    index: &Index,
    traits: &[Traits],
    watchlist: &Watchlist,
    known: impl Fn((u32, u32)) -> bool,
) -> Vec<Pair> {
    let entities = watchlist.entities();
    let list_of: Vec<u32> = (0..entities.len() as u32)
        .map(|entity| index.entity(entity).list)
        .collect();
    let mut candidates = candidates(index, traits, &list_of);
    candidates.retain(|candidate| !known(candidate.entities));
    let by_entities: Vec<&[Candidate]> = candidates
        .chunk_by(|a, b| a.entities == b.entities)
        .collect();
    let alike: Vec<(Pair, f32)> = by_entities
        .into_par_iter()
        .map_init(
            || (Comparer::new(index, traits), Witness::default()),
            |(comparer, witness), candidates| {
                let (one, other) = candidates[0].entities;
                let (a, b) = (&entities[one as usize], &entities[other as usize]);
                if contradicts(a, b) {
                    return None;
                }
                let worth = candidates
                    .iter()
                    .filter_map(|candidate| comparer.compare(candidate.names))
                    .max_by(f32::total_cmp)
                    .filter(|&worth| worth >= LEAST_NAME_BITS)?;
                let support = witness
                    .support(a, b)
                    .filter(|support| worth + support.bits >= LEAST_BITS)?;
                let pair = Pair {
                    entities: (one, other),
                    reason: support.reason,
                    detail: support.detail,
                };
                Some((pair, worth))
            },
        )
        .flatten_iter()
        .collect();
    let mut best: FxHashMap<(u32, u32), f32> = FxHashMap::default();
    let sides = |pair: &Pair| {
        let (one, other) = pair.entities;
        [
            (one, list_of[other as usize]),
            (other, list_of[one as usize]),
        ]
    };
    for (pair, worth) in &alike {
        for side in sides(pair) {
            let best = best.entry(side).or_default();
            *best = best.max(*worth);
        }
    }
    let is_best = |(pair, worth): &(Pair, f32)| {
        let mut sides = sides(pair).into_iter();
        sides.all(|side| best[&side] <= worth + RIVAL_BITS)
    };
    let kept = alike.into_iter().filter(is_best);
    kept.map(|(pair, _)| pair).collect()
}

/// Two entities with a name each that may be one.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
struct Candidate {
    entities: (u32, u32),
    names: (u32, u32),
}

/// All names of different lists that share a key, sorted.
fn candidates(index: &Index, traits: &[Traits], list_of: &[u32]) -> Vec<Candidate> {
    let mut candidates = Vec::new();
    for sharing in keys(index, traits).chunk_by(|a, b| a.0 == b.0) {
        if sharing.len() > MOST_SHARING {
            continue;
        }
        for (at, &(_, one, name)) in sharing.iter().enumerate() {
            for &(_, other, other_name) in &sharing[at + 1..] {
                if list_of[one as usize] != list_of[other as usize] {
                    // Keys are sorted by entity, so that the lower one comes first.
                    candidates.push(Candidate {
                        entities: (one, other),
                        names: (name, other_name),
                    });
                }
            }
        }
    }
    candidates.sort_unstable();
    candidates.dedup();
    candidates
}

/// Whether two entities bear the same name, or nearly.
pub(super) fn shared(index: &Index, traits: &[Traits], one: u32, other: u32) -> bool {
    let mut comparer = Comparer::new(index, traits);
    index.names_of(one).any(|name| {
        let mut others = index.names_of(other);
        others.any(|other| comparer.compare((name, other)).is_some())
    })
}

/// What names are looked for by, with entity and name, sorted: two of the rarest words, as they
/// sound.
fn keys(index: &Index, traits: &[Traits]) -> Vec<(u64, u32, u32)> {
    let mut keys = Vec::new();
    let (mut words, mut parts) = (Vec::new(), Vec::new());
    for name in 0..index.name_count() as u32 {
        let view = index.name(name);
        if view.kind == NameKind::WeakAlias {
            continue;
        }
        index.parts(&view, &mut words, &mut parts);
        let mut rarest: Vec<(f32, u64)> = words
            .iter()
            .zip(&parts)
            .filter(|(_, part)| part.span == 1 && part.part.role.carries())
            .map(|(&word, part)| (part.part.bits, traits[word as usize].sound))
            .collect();
        rarest.sort_by(|a, b| b.0.total_cmp(&a.0).then(a.1.cmp(&b.1)));
        rarest.truncate(KEY_WORDS);
        if let [(_, only)] = rarest[..] {
            keys.push((only, view.entity, name));
        }
        for (at, (_, one)) in rarest.iter().enumerate() {
            for (_, other) in &rarest[at + 1..] {
                // The same whichever comes first.
                keys.push((one.wrapping_add(*other), view.entity, name));
            }
        }
    }
    keys.sort_unstable();
    keys.dedup();
    keys
}

/// Compares listed names, with memory kept in between.
struct Comparer<'a> {
    index: &'a Index,
    traits: &'a [Traits],
    words: [Vec<u32>; 2],
    parts: [Vec<SidePart>; 2],
    /// Which parts of the two may be the same.
    near: Vec<(u8, u8)>,
    links: Vec<Link>,
    alignment: Alignment,
    /// How words met before are related: aliases repeat the words of a name.
    relations: FxHashMap<(u32, u32), Option<Relation>>,
}

impl<'a> Comparer<'a> {
    fn new(index: &'a Index, traits: &'a [Traits]) -> Self {
        Self {
            index,
            traits,
            words: Default::default(),
            parts: Default::default(),
            near: Vec::new(),
            links: Vec::new(),
            alignment: Alignment::default(),
            relations: FxHashMap::default(),
        }
    }

    /// What two listed names share, in bits, if they are the same name or nearly.
    fn compare(&mut self, (one, other): (u32, u32)) -> Option<f32> {
        let (one, other) = (self.index.name(one), self.index.name(other));
        if one.manner != other.manner {
            return None;
        }
        let [words, other_words] = &mut self.words;
        let [parts, other_parts] = &mut self.parts;
        self.index.parts(&one, words, parts);
        self.index.parts(&other, other_words, other_parts);
        let cost = self.align(one.manner)?;
        let linked: f32 = self.alignment.links.iter().map(|link| link.gain).sum();
        let aliases = [one.kind, other.kind]
            .iter()
            .filter(|kind| **kind != NameKind::Primary)
            .count();
        let cost = cost + ALIAS_BITS[aliases];
        Some(linked - cost)
    }

    /// Aligns the names whose parts are in hand, and says what the words cost that only one of them
    /// has; `None` if these make another name of it.
    fn align(&mut self, manner: Manner) -> Option<f32> {
        let (index, traits) = (self.index, self.traits);
        let [words, other_words] = &self.words;
        let [parts, other_parts] = &self.parts;
        if manner == Manner::Organization && legal_forms_differ(parts, other_parts) {
            return None;
        }
        self.links.clear();
        link_by_meaning(parts, other_parts, &mut self.links);
        self.near.clear();
        for (at, (&word, side)) in words.iter().zip(parts).enumerate() {
            for (to, (&other, other_side)) in other_words.iter().zip(other_parts).enumerate() {
                let are_runs = side.span > 1 && other_side.span > 1;
                let may_be = || traits[word as usize].may_be(&traits[other as usize]);
                if !are_runs && (word == other || may_be()) {
                    self.near.push((at as u8, to as u8));
                }
            }
        }
        // Words that nothing comes near will be left over, and mostly that settles it.
        let links = self.links.iter().map(|link| (link.query, link.listed));
        let (mut far, mut other_far) = (u32::MAX, u32::MAX);
        for (at, to) in links.chain(self.near.iter().copied()) {
            far &= !parts[usize::from(at)].mask();
            other_far &= !other_parts[usize::from(to)].mask();
        }
        missing(manner, left(parts, far), left(other_parts, other_far))?;
        for &(at, to) in &self.near {
            let (word, other) = (words[usize::from(at)], other_words[usize::from(to)]);
            let (side, other_side) = (&parts[usize::from(at)], &other_parts[usize::from(to)]);
            let relation = *self
                .relations
                .entry((word.min(other), word.max(other)))
                .or_insert_with(|| relate(&index.word(word), &index.word(other)));
            if let Some(relation) = relation
                && is_same_word(relation, side.part.role, other_side.part.role)
                && may_link(side, other_side, relation)
            {
                self.links.push(Link {
                    query: at,
                    listed: to,
                    relation,
                    gain: gain(side, other_side, relation),
                });
            }
        }
        self.alignment.choose(&mut self.links, parts, other_parts);
        let Alignment {
            left_query,
            left_listed,
            ..
        } = self.alignment;
        missing(
            manner,
            left(parts, left_query),
            left(other_parts, left_listed),
        )
    }
}

pub(super) fn is_same_word(relation: Relation, one: Role, other: Role) -> bool {
    match relation.kind {
        RelationKind::Same => true,
        // II is not III.
        _ if one == Role::Number || other == Role::Number => false,
        RelationKind::Transliteration | RelationKind::Spelling | RelationKind::Drift => true,
        RelationKind::Edit => relation.cost <= DEAREST_EDIT,
        _ => false,
    }
}

/// The roles of the words that have no counterpart.
fn left(parts: &[SidePart], mask: u32) -> impl Iterator<Item = Role> + Clone {
    let single = parts.iter().filter(|part| part.span == 1);
    let left = single.filter(move |part| part.mask() & mask != 0);
    left.map(|part| part.part.role)
}

/// What the words that are missing in one of two names cost; `None` if they make it another name.
fn missing(
    manner: Manner,
    one: impl Iterator<Item = Role> + Clone,
    other: impl Iterator<Item = Role> + Clone,
) -> Option<f32> {
    match manner {
        Manner::Person => missing_in_person(one, other),
        Manner::Organization => missing_in_organization(one.chain(other)),
    }
}

/// What is missing in one of two names of a person; `None` if each has what the other has not.
fn missing_in_person(
    one: impl Iterator<Item = Role> + Clone,
    other: impl Iterator<Item = Role> + Clone,
) -> Option<f32> {
    let names = |role: Role| role.is_core() || role == Role::Initial;
    if one.clone().any(names) && other.clone().any(names) {
        return None;
    }
    let dear = |role: &Role| role.is_core() && *role != Role::Patronymic;
    Some(MISSING_BITS * one.chain(other).filter(dear).count() as f32)
}

/// The same for a body, ship or aircraft, where only words that say little may be missing: another
/// place, number or trade makes a branch or a sister.
fn missing_in_organization(all: impl Iterator<Item = Role> + Clone) -> Option<f32> {
    let tells = |role: Role| role.carries() && role != Role::Generic || role == Role::Initial;
    if all.clone().any(tells) {
        return None;
    }
    let generic = all.filter(|&role| role == Role::Generic).count();
    Some(MISSING_BITS * generic as f32)
}

/// Whether both names have a legal form, and not the same.
fn legal_forms_differ(one: &[SidePart], other: &[SidePart]) -> bool {
    let forms = |parts: &[SidePart]| -> Vec<u32> {
        let legal = parts.iter().filter(|part| part.part.role == Role::Legal);
        legal.map(|part| part.part.detail).collect()
    };
    let (one, other) = (forms(one), forms(other));
    !one.is_empty() && !other.is_empty() && !one.iter().any(|form| other.contains(form))
}
