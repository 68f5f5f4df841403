//! Entity ids: the list's id, a colon, the publisher's reference, made unique.

use rustc_hash::{FxHashMap, FxHashSet};

use super::Entity;
use super::source::Reading;

/// Gives the entities their ids. A record that repeats another word for word is left out; one that
/// bears another's reference gets `~2`, `~3` in file order. Both are warned of.
pub(super) fn assign_ids(list: &str, reading: &mut Reading) {
    let mut kept: Vec<(Entity, usize)> = Vec::with_capacity(reading.entities.len());
    let mut by_reference: FxHashMap<String, Vec<usize>> = FxHashMap::default();
    for entity in std::mem::take(&mut reading.entities) {
        let same = by_reference.entry(entity.id.clone()).or_default();
        if same.iter().any(|&at| kept[at].0 == entity) {
            reading.repeated.push(entity.id);
            continue;
        }
        same.push(kept.len());
        kept.push((entity, same.len()));
    }
    if let Some(first) = reading.repeated.first() {
        reading.warnings.push(format!(
            "{} records repeat another word for word and count once; the first: {first}",
            reading.repeated.len()
        ));
    }
    let mut used: FxHashSet<String> = FxHashSet::default();
    let mut renamed: Vec<String> = Vec::new();
    for (entity, nth) in &mut kept {
        if *nth > 1 {
            let is_taken = |id: &String| by_reference.contains_key(id) || used.contains(id);
            let mut numbered = format!("{}~{nth}", entity.id);
            while is_taken(&numbered) {
                *nth += 1;
                numbered = format!("{}~{nth}", entity.id);
            }
            used.insert(numbered.clone());
            renamed.push(std::mem::replace(&mut entity.id, numbered));
        }
        entity.id = format!("{list}:{}", entity.id);
    }
    if let Some(first) = renamed.first() {
        reading.warnings.push(format!(
            "{} records bear the reference of another and are told apart by `~2`, `~3`; the first: \
             {first}",
            renamed.len()
        ));
    }
    reading.entities = kept.into_iter().map(|(entity, _)| entity).collect();
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
