use std::collections::BTreeMap;

use serde::Serialize;
use serde_json::{Map, Value};

use super::{Entity, OwnRecord, Watchlist};

/// An entity that one edition of a list has and another lacks, or has otherwise.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Change<'a> {
    /// The entity as it was; `None`: it was added.
    pub before: Option<&'a Entity>,
    /// The entity as it is now; `None`: it was removed.
    pub after: Option<&'a Entity>,
}

/// What a field of an entity lost and gained. The fields are those of an own list.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct FieldChange {
    /// The field's name.
    pub field: String,
    /// Values that are gone.
    pub removed: Vec<Value>,
    /// Values that are new.
    pub added: Vec<Value>,
}

impl Change<'_> {
    /// The fields that differ; those of an entity that was added or removed are all it has.
    pub fn fields(&self) -> Vec<FieldChange> {
        let (mut before, mut after) = (fields_of(self.before), fields_of(self.after));
        let mut names: Vec<String> = before.keys().chain(after.keys()).cloned().collect();
        names.sort();
        names.dedup();
        names
            .into_iter()
            .filter_map(|field| {
                let mut removed = values(before.remove(&field));
                let mut added = values(after.remove(&field));
                removed.retain(|value| match added.iter().position(|new| new == value) {
                    Some(at) => {
                        added.remove(at);
                        false
                    }
                    None => true,
                });
                let is_changed = !removed.is_empty() || !added.is_empty();
                is_changed.then_some(FieldChange {
                    field,
                    removed,
                    added,
                })
            })
            .collect()
    }
}

fn fields_of(entity: Option<&Entity>) -> Map<String, Value> {
    let record = entity.map(|entity| serde_json::to_value(OwnRecord::from(entity)));
    let Some(Ok(Value::Object(mut fields))) = record else {
        return Map::new();
    };
    // They tell which entity it is, not what is known of it.
    fields.retain(|name, _| name != "id" && name != "list");
    fields
}

fn values(field: Option<Value>) -> Vec<Value> {
    match field {
        None => Vec::new(),
        Some(Value::Array(values)) => values,
        Some(value) => vec![value],
    }
}

impl Watchlist {
    /// What changed since another edition, by entity id. Entities that merely give the same facts in
    /// another order are not changed.
    ///
    /// Where both editions are one list, the publishers' references alone decide which entities
    /// belong together: the list may have been called otherwise.
    ///
    /// # Examples
    ///
    /// ```
    /// use namewatch::{Entity, EntityKind, Watchlist};
    ///
    /// let party = |id: &str, name: &str| Entity::new(id, EntityKind::Person, name);
    /// let old = Watchlist::from_entities("own", vec![party("1", "A"), party("2", "B")])?;
    /// let new = Watchlist::from_entities("own", vec![party("2", "B"), party("3", "C")])?;
    /// let changes = new.changes_since(&old);
    /// assert_eq!(changes.len(), 2);
    /// assert!(changes[0].after.is_none() && changes[1].before.is_none());
    /// # Ok::<(), namewatch::Error>(())
    /// ```
    pub fn changes_since<'a>(&'a self, earlier: &'a Self) -> Vec<Change<'a>> {
        let by_reference = self.lists().len() == 1 && earlier.lists().len() == 1;
        let key = |entity: &'a Entity| {
            if by_reference {
                entity.reference()
            } else {
                entity.id.as_str()
            }
        };
        let mut pairs: BTreeMap<&str, Change<'a>> = BTreeMap::new();
        let none = Change {
            before: None,
            after: None,
        };
        for entity in earlier.entities() {
            pairs.entry(key(entity)).or_insert(none).before = Some(entity);
        }
        for entity in self.entities() {
            pairs.entry(key(entity)).or_insert(none).after = Some(entity);
        }
        pairs
            .into_values()
            .filter(|change| change.before != change.after && !change.fields().is_empty())
            .collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{EntityKind, Name, NameKind};

    fn list(entities: &[(&str, &[&str])]) -> Watchlist {
        let entity = |(id, names): &(&str, &[&str])| {
            let mut entity = Entity::new(*id, EntityKind::Person, names[0]);
            let aliases = names[1..].iter();
            let alias = |name: &&str| Name::new(*name, NameKind::Alias);
            entity.names.extend(aliases.map(alias));
            entity
        };
        Watchlist::from_entities("own", entities.iter().map(entity).collect()).unwrap()
    }

    #[test]
    fn changes_are_told_field_by_field() {
        let old = list(&[
            ("1", &["A", "B", "C"]),
            ("2", &["D"]),
            ("3", &["E", "F", "G"]),
        ]);
        let new = list(&[
            ("4", &["H"]),
            ("1", &["X", "C", "Y"]),
            ("3", &["E", "G", "F"]),
        ]);
        let changes = new.changes_since(&old);
        let told: Vec<_> = changes
            .iter()
            .map(|change| {
                let id =
                    |entity: Option<&Entity>| entity.map(|entity| entity.reference().to_owned());
                (id(change.before), id(change.after))
            })
            .collect();
        let id = |id: &str| Some(id.to_owned());
        assert_eq!(told, [(id("1"), id("1")), (id("2"), None), (None, id("4"))]);
        let field = |field: &str, removed: &str, added: &str| FieldChange {
            field: field.to_owned(),
            removed: vec![removed.into()],
            added: vec![added.into()],
        };
        assert_eq!(
            changes[0].fields(),
            [field("aliases", "B", "Y"), field("name", "A", "X")]
        );
        assert!(new.changes_since(&new).is_empty());
    }
}
