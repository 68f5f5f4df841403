//! Entities of several lists that are one party, by what the lists say of them.
//!
//! Links are never merged and never followed further: each one stands on what its two entities say.

mod evidence;
mod identifier;
mod name;
#[cfg(test)]
mod tests;
mod traits;

use rustc_hash::FxHashSet;

use crate::index::{Index, Pair};
use crate::{Entity, LinkReason, Watchlist};

/// Finds the entities of different lists that are one party: each pair once, the lower number
/// first, in ascending order. The index must be that of the watchlist.
pub(crate) fn find(index: &Index, watchlist: &Watchlist) -> Vec<Pair> {
    if watchlist.lists().len() < 2 {
        return Vec::new();
    }
    let traits = traits::all(index);
    let mut pairs = stated(watchlist);
    pairs.extend(identifier::find(index, &traits, watchlist));
    keep_surest(&mut pairs);
    let by_name = name::find(index, &traits, watchlist, |entities| {
        let place = pairs.binary_search_by_key(&entities, |pair| pair.entities);
        place.is_ok()
    });
    pairs.extend(by_name);
    pairs.sort_unstable();
    drop_unlikely(&mut pairs, watchlist);
    pairs
}

/// Leaves out what stands on a place or country alone, where one of the entities has a surer
/// counterpart on the list of the other: a party seldom stands on a list twice.
fn drop_unlikely(pairs: &mut Vec<Pair>, watchlist: &Watchlist) {
    let entities = watchlist.entities();
    let part_of = |number: u32| part_of_list(&entities[number as usize]);
    let sides = |pair: &Pair| {
        let (one, other) = pair.entities;
        [(one, part_of(other)), (other, part_of(one))]
    };
    let is_sure = |pair: &Pair| pair.reason < LinkReason::Place;
    let sure: FxHashSet<_> = pairs
        .iter()
        .filter(|pair| is_sure(pair))
        .flat_map(&sides)
        .collect();
    pairs.retain(|pair| is_sure(pair) || !sides(pair).iter().any(|side| sure.contains(side)));
}

/// The list of an entity. Some are made of several (`us-csl:SDN/7`, `us-csl:EL/7`), of which a
/// party may be on each.
fn part_of_list(entity: &Entity) -> &str {
    let end = entity.id.find('/').unwrap_or(entity.list().len());
    &entity.id[..end]
}

/// Sorts pairs, and leaves the surest reason of each.
fn keep_surest(pairs: &mut Vec<Pair>) {
    pairs.sort_unstable();
    pairs.dedup_by_key(|pair| pair.entities);
}

/// What lists say themselves of the number of a party on another list.
fn stated(watchlist: &Watchlist) -> Vec<Pair> {
    let mut pairs = Vec::new();
    for (entity, number) in watchlist.entities().iter().zip(0..) {
        for id in &entity.listed_as {
            let other = watchlist.position(id).map(|position| position as u32);
            if let Some(other) = other.filter(|&other| other != number) {
                pairs.push(Pair {
                    entities: ordered(number, other),
                    reason: LinkReason::Stated,
                    detail: entity.list().to_owned(),
                });
            }
        }
    }
    pairs
}

fn ordered(one: u32, other: u32) -> (u32, u32) {
    (one.min(other), one.max(other))
}
