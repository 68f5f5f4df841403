use std::path::PathBuf;

use serde::{Deserialize, Serialize};

use super::file::hex_sha256;
use super::list_source::is_list_id;
use super::source::own::OwnRecord;
use super::source::{Reading, own};
use super::unique::assign_ids;
use super::{Entity, EntityKind, FoundLists, ListSource, NameKind};
use crate::error::{ErrorKind, Result};

/// Listed parties of one or several lists, as loaded. Immutable.
///
/// # Examples
///
/// ```
/// use namewatch::Watchlist;
///
/// let watchlist = Watchlist::starter();
/// let list = &watchlist.lists()[0];
/// assert!(list.demonstration);
/// assert_eq!(list.counts.entities, watchlist.entities().len());
/// ```
#[derive(Clone, Debug)]
pub struct Watchlist {
    entities: Vec<Entity>,
    /// Positions of the entities in the order of their ids.
    by_id: Vec<u32>,
    lists: Vec<ListInfo>,
    warnings: Vec<String>,
}

/// What is known of a loaded list beside its entities.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ListInfo {
    /// The list's id, the first part of its entities' ids.
    pub id: String,
    /// The file it was read from (of a set, the main file); `None` where it came from no file, or
    /// from a saved index.
    #[serde(skip)]
    pub path: Option<PathBuf>,
    /// The format it was in, in words.
    pub format: String,
    /// SHA-256, in lower-case hex, of the uncompressed bytes; of a set, of the lines `HEX  NAME\n`
    /// of its files in the order main, alternate names, address, comments.
    pub snapshot: String,
    /// The publisher's date as the content states it (`YYYY-MM-DD`); never taken from file times.
    pub published: Option<String>,
    /// How much of what it holds.
    pub counts: Counts,
    /// What was odd about it, a line each: skipped records, repeated references, a missing file.
    pub warnings: Vec<String>,
    /// Whether it is the embedded starter list, fit for demonstration only.
    pub demonstration: bool,
}

/// How much of what a list holds.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Counts {
    /// Entities of all kinds.
    pub entities: usize,
    /// Persons.
    pub persons: usize,
    /// Organisations.
    pub organizations: usize,
    /// Ships.
    pub vessels: usize,
    /// Aircraft.
    pub aircraft: usize,
    /// Entities of which the list does not say what they are.
    pub unknown: usize,
    /// Names of all sorts, primary ones included.
    pub names: usize,
    /// Aliases that are not weak.
    pub aliases: usize,
    /// Weak aliases.
    pub weak_aliases: usize,
    /// Former names.
    pub former_names: usize,
    /// Names in their original script.
    pub original_names: usize,
    /// Dates of birth or foundation.
    pub birth_dates: usize,
    /// Identifiers.
    pub identifiers: usize,
    /// Addresses.
    pub addresses: usize,
    /// Bad records that were left out.
    pub skipped: usize,
}

impl Counts {
    pub(super) fn new(entities: &[Entity], skipped: usize) -> Self {
        let mut counts = Self {
            entities: entities.len(),
            skipped,
            ..Self::default()
        };
        for entity in entities {
            *match entity.kind {
                EntityKind::Person => &mut counts.persons,
                EntityKind::Organization => &mut counts.organizations,
                EntityKind::Vessel => &mut counts.vessels,
                EntityKind::Aircraft => &mut counts.aircraft,
                EntityKind::Unknown => &mut counts.unknown,
            } += 1;
            counts.names += entity.names.len();
            for name in &entity.names {
                match name.kind {
                    NameKind::Alias => counts.aliases += 1,
                    NameKind::WeakAlias => counts.weak_aliases += 1,
                    NameKind::FormerName => counts.former_names += 1,
                    NameKind::OriginalScript => counts.original_names += 1,
                    NameKind::Primary | NameKind::Identifier => {}
                }
            }
            counts.birth_dates += entity.birth_dates.len();
            counts.identifiers += entity.identifiers.len();
            counts.addresses += entity.addresses.len();
        }
        counts
    }
}

/// Where a list comes from and what it is, before its entities have their ids.
pub(super) struct Origin {
    pub(super) id: String,
    pub(super) path: Option<PathBuf>,
    pub(super) format: &'static str,
    pub(super) snapshot: String,
    pub(super) demonstration: bool,
}

impl Watchlist {
    /// Loads lists from files and folders, in the order given.
    ///
    /// # Errors
    ///
    /// If there is no list, one is damaged, incomplete, empty or in a format that is not read, or
    /// two have the same id (two editions of one list). Nothing is ever half loaded.
    pub fn load(sources: &[ListSource]) -> Result<Self> {
        FoundLists::find(sources)?.load()
    }

    /// The list embedded in the library: some well-known listed parties, for demonstration.
    ///
    /// # Panics
    ///
    /// Never: the tests read the same bytes.
    pub fn starter() -> Self {
        const BYTES: &[u8] = include_bytes!("../../lists/starter.csv");
        let file = super::file::ListFile {
            path: "starter.csv".into(),
            name: "starter.csv".to_owned(),
            bytes: BYTES.to_vec(),
        };
        let reading = own::read_csv(&file).expect("the embedded list is sound");
        let mut watchlist = Self::empty(Vec::new());
        watchlist.add(
            reading,
            Origin {
                id: "starter".to_owned(),
                path: None,
                format: own::CSV,
                snapshot: file.hash(),
                demonstration: true,
            },
        );
        watchlist.seal()
    }

    /// A watchlist of entities that the caller made, as one list. An entity's id is its reference,
    /// with or without `list_id` and a colon before it. The snapshot is the hash of the entities in
    /// the form of an own list.
    ///
    /// # Errors
    ///
    /// If the list's id has letters that an id cannot have, there is no entity, or an entity lacks
    /// its id or a primary name in the first place.
    ///
    /// # Examples
    ///
    /// ```
    /// use namewatch::{Entity, EntityKind, Watchlist};
    ///
    /// let party = Entity::new("7", EntityKind::Organization, "Example Trading LLC");
    /// let watchlist = Watchlist::from_entities("own", vec![party])?;
    /// assert_eq!(watchlist.entity("own:7").unwrap().primary_name(), "Example Trading LLC");
    /// # Ok::<(), namewatch::Error>(())
    /// ```
    pub fn from_entities(list_id: &str, entities: Vec<Entity>) -> Result<Self> {
        if !is_list_id(list_id) {
            return Err(ErrorKind::Setting(format!(
                "list id `{list_id}`: expected letters a-z, digits, `.`, `_` or `-`"
            ))
            .into());
        }
        if entities.is_empty() {
            return Err(ErrorKind::Setting(format!("list `{list_id}` has no entity")).into());
        }
        let mut reading = Reading::default();
        let mut lines = Vec::new();
        for mut entity in entities {
            if let Some(reference) = entity
                .id
                .strip_prefix(list_id)
                .and_then(|rest| rest.strip_prefix(':'))
            {
                entity.id = String::from(reference);
            }
            let is_named = entity
                .names
                .first()
                .is_some_and(|name| name.kind == NameKind::Primary && !name.text.trim().is_empty());
            if entity.id.is_empty() || !is_named {
                return Err(ErrorKind::Setting(format!(
                    "entity `{}` of list `{list_id}`: expected an id, and a primary name as the \
                     first of its names",
                    entity.id
                ))
                .into());
            }
            OwnRecord::from(&entity).write_line(&mut lines);
            reading.push(entity);
        }
        let mut watchlist = Self::empty(Vec::new());
        watchlist.add(
            reading,
            Origin {
                id: list_id.to_owned(),
                path: None,
                format: "entities of the caller",
                snapshot: hex_sha256(&lines),
                demonstration: false,
            },
        );
        Ok(watchlist.seal())
    }

    pub(super) fn empty(warnings: Vec<String>) -> Self {
        Self {
            entities: Vec::new(),
            by_id: Vec::new(),
            lists: Vec::new(),
            warnings,
        }
    }

    /// Adds what was read of a list.
    pub(super) fn add(&mut self, mut reading: Reading, origin: Origin) {
        assign_ids(&origin.id, &mut reading);
        self.lists.push(ListInfo {
            id: origin.id,
            path: origin.path,
            format: origin.format.to_owned(),
            snapshot: origin.snapshot,
            published: reading.published,
            counts: Counts::new(&reading.entities, reading.skipped),
            warnings: reading.warnings,
            demonstration: origin.demonstration,
        });
        self.entities.append(&mut reading.entities);
    }

    /// Files the entities under their ids, once all lists are added.
    pub(super) fn seal(mut self) -> Self {
        self.file_by_id();
        self
    }

    fn file_by_id(&mut self) {
        self.by_id = (0..self.entities.len() as u32).collect();
        self.by_id.sort_unstable_by(|&a, &b| {
            self.entities[a as usize]
                .id
                .cmp(&self.entities[b as usize].id)
        });
    }

    /// Keeps only the entities for which `keep` says so; what is known of the lists stays.
    ///
    /// # Examples
    ///
    /// ```
    /// use namewatch::Watchlist;
    ///
    /// let mut watchlist = Watchlist::starter();
    /// watchlist.retain(|entity| entity.id == "starter:vladimir-putin");
    /// assert_eq!(watchlist.entities().len(), 1);
    /// ```
    pub fn retain(&mut self, keep: impl FnMut(&Entity) -> bool) {
        self.entities.retain(keep);
        self.file_by_id();
    }

    /// All entities, list by list in the order loaded, each list in its own order.
    pub fn entities(&self) -> &[Entity] {
        &self.entities
    }

    /// The lists, in the order loaded.
    pub fn lists(&self) -> &[ListInfo] {
        &self.lists
    }

    /// The entity with an id such as `un-sc:QDi.430`.
    pub fn entity(&self, id: &str) -> Option<&Entity> {
        self.position(id).map(|at| &self.entities[at])
    }

    /// The place of an entity among [`Watchlist::entities`].
    pub(crate) fn position(&self, id: &str) -> Option<usize> {
        self.by_id
            .binary_search_by(|&at| self.entities[at as usize].id.as_str().cmp(id))
            .ok()
            .map(|at| self.by_id[at] as usize)
    }

    /// What was odd about the folders given, a line each: files in them that are no list. Oddities
    /// of a list are in [`ListInfo::warnings`].
    pub fn warnings(&self) -> &[String] {
        &self.warnings
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn entities_of_a_caller_are_found_by_id() {
        let entity = |id: &str, name: &str| Entity::new(id, EntityKind::Person, name);
        let watchlist =
            Watchlist::from_entities("own", vec![entity("own:2", "B"), entity("1", "A")]).unwrap();
        assert_eq!(watchlist.entity("own:1").unwrap().primary_name(), "A");
        assert_eq!(watchlist.entity("own:2").unwrap().primary_name(), "B");
        assert!(watchlist.entity("own:3").is_none());
        assert_eq!(watchlist.lists()[0].counts.persons, 2);
        assert!(Watchlist::from_entities("own", vec![entity("1", " ")]).is_err());
        assert!(Watchlist::from_entities("Own", vec![entity("1", "A")]).is_err());
        assert!(Watchlist::from_entities("own", Vec::new()).is_err());
    }

    #[test]
    fn the_starter_list_is_sound() {
        let watchlist = Watchlist::starter();
        assert!(watchlist.lists()[0].demonstration);
        assert_eq!(watchlist.lists()[0].warnings, Vec::<String>::new());
        assert!(!watchlist.entities().is_empty());
    }
}
