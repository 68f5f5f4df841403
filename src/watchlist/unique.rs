//! Entity ids: the list's id, a colon, the publisher's reference, made unique.

use std::collections::BTreeMap;

use rustc_hash::{FxHashMap, FxHashSet};

use super::Entity;
use super::source::Reading;

/// Gives the entities their ids. A record that repeats another word for word is left out; one that
/// bears another's reference gets `~2`, `~3` in file order. Both are warned of.
pub(super) fn assign_ids(list: &str, reading: &mut Reading) {
    let entities = &mut reading.entities;
    let (mut copies, mut later) = (Vec::new(), Vec::new());
    for sharing in sharing_a_reference(entities) {
        let mut kept: Vec<usize> = Vec::new();
        for at in sharing {
            if kept.iter().any(|&kept| entities[kept] == entities[at]) {
                copies.push(at);
            } else {
                kept.push(at);
                later.extend((kept.len() > 1).then_some((at, kept.len())));
            }
        }
    }
    copies.sort_unstable();
    later.sort_unstable();
    let ids_of_copies = copies.iter().map(|&at| entities[at].id.clone());
    reading.repeated.extend(ids_of_copies);
    if let Some(first) = reading.repeated.first() {
        reading.warnings.push(format!(
            "{} records repeat another word for word and count once; the first: {first}",
            reading.repeated.len()
        ));
    }
    if let Some(&(first, _)) = later.first() {
        reading.warnings.push(format!(
            "{} records bear the reference of another and are told apart by `~2`, `~3`; the first: \
             {}",
            later.len(),
            entities[first].id
        ));
        number(entities, &later);
    }
    if !copies.is_empty() {
        let (mut at, mut copies) = (0, copies.into_iter().peekable());
        entities.retain(|_| {
            let is_copy = copies.next_if_eq(&at).is_some();
            at += 1;
            !is_copy
        });
    }
    for entity in entities {
        entity.id = format!("{list}:{}", entity.id);
    }
}

/// The positions of entities that bear one reference, where several do. Few lists have such.
fn sharing_a_reference(entities: &[Entity]) -> Vec<Vec<usize>> {
    let mut first_bearers: FxHashMap<&str, usize> = FxHashMap::default();
    first_bearers.reserve(entities.len());
    let mut sharing: BTreeMap<usize, Vec<usize>> = BTreeMap::new();
    for (at, entity) in entities.iter().enumerate() {
        let first = *first_bearers.entry(&entity.id).or_insert(at);
        if first != at {
            sharing.entry(first).or_insert_with(|| vec![first]).push(at);
        }
    }
    sharing.into_values().collect()
}

/// Numbers the references of later bearers, so that they are like no other.
fn number(entities: &mut [Entity], later: &[(usize, usize)]) {
    let mut taken: FxHashSet<String> = entities.iter().map(|entity| entity.id.clone()).collect();
    for &(at, mut nth) in later {
        let reference = &entities[at].id;
        let mut numbered = format!("{reference}~{nth}");
        while taken.contains(&numbered) {
            nth += 1;
            numbered = format!("{reference}~{nth}");
        }
        taken.insert(numbered.clone());
        entities[at].id = numbered;
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::watchlist::EntityKind;

    #[test]
    fn references_become_unique_ids() {
        let entity = |id: &str, name: &str| Entity::new(id, EntityKind::Person, name);
        let mut reading = Reading {
            entities: vec![
                entity("1", "A"),
                entity("1", "B"),
                entity("1", "A"),
                entity("1~2", "C"),
                entity("1", "D"),
            ],
            ..Reading::default()
        };
        assign_ids("x", &mut reading);
        let ids: Vec<&str> = reading
            .entities
            .iter()
            .map(|entity| entity.id.as_str())
            .collect();
        assert_eq!(ids, ["x:1", "x:1~3", "x:1~2", "x:1~4"]);
        assert_eq!(reading.warnings.len(), 2);
    }
}
