//! Links by an identifier that is given to one party alone.

use super::evidence::{contradicts, issuers_differ, kinds_differ};
use super::name;
use super::traits::Traits;
use crate::index::{Index, Pair, stable_hash};
use crate::matching::telling_key;
use crate::{Entity, Identifier, LinkReason, Watchlist};

/// An identifier that more entities than this bear tells nothing.
const MOST_SHARING: usize = 32;

/// Finds entities of different lists that share an identifier.
pub(super) fn find(index: &Index, traits: &[Traits], watchlist: &Watchlist) -> Vec<Pair> {
    let entities = watchlist.entities();
    // By a hash first: most keys differ in it, and need not be compared.
    let mut filed: Vec<(u64, String, u32, &Identifier)> = Vec::new();
    for (entity, number) in entities.iter().zip(0..) {
        for identifier in &entity.identifiers {
            if let Some(key) = telling_key(identifier) {
                filed.push((stable_hash(0, key.as_bytes()), key, number, identifier));
            }
        }
    }
    filed.sort_by(|a, b| (a.0, &a.1, a.2).cmp(&(b.0, &b.1, b.2)));
    filed.dedup_by(|a, b| (&a.1, a.2) == (&b.1, b.2));
    let mut pairs = Vec::new();
    for sharing in filed.chunk_by(|a, b| a.1 == b.1) {
        if sharing.len() > MOST_SHARING {
            continue;
        }
        let bearers: Vec<Bearer<'_>> = sharing
            .iter()
            .map(|&(_, _, number, identifier)| Bearer {
                number,
                entity: &entities[number as usize],
                identifier,
            })
            .collect();
        // Entities stand list by list.
        let is_unique = bearers
            .windows(2)
            .all(|pair| pair[0].entity.list() != pair[1].entity.list());
        for (at, one) in bearers.iter().enumerate() {
            for other in &bearers[at + 1..] {
                if one.entity.list() != other.entity.list()
                    && agree(index, traits, one, other, is_unique)
                {
                    let identifier = one.identifier;
                    pairs.push(Pair {
                        entities: (one.number, other.number),
                        reason: LinkReason::Identifier,
                        detail: format!(
                            "{} {}",
                            identifier.kind.replace('_', " "),
                            identifier.value
                        ),
                    });
                }
            }
        }
    }
    pairs
}

/// An entity with its identifier.
struct Bearer<'a> {
    number: u32,
    entity: &'a Entity,
    identifier: &'a Identifier,
}

/// Whether two entities that share an identifier are one party: nothing speaks against it, also
/// not that others of their lists bear the same; or they share a name too, which outweighs a date
/// that differs.
fn agree(
    index: &Index,
    traits: &[Traits],
    one: &Bearer<'_>,
    other: &Bearer<'_>,
    is_unique: bool,
) -> bool {
    let (a, b) = (one.entity, other.entity);
    if kinds_differ(a, b) {
        return false;
    }
    let same_sort = one.identifier.kind == other.identifier.kind
        && !issuers_differ(one.identifier, other.identifier);
    (is_unique && same_sort && !contradicts(a, b))
        || name::shared(index, traits, one.number, other.number)
}
