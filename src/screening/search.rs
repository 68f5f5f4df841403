//! What is looked for in a text.

use rustc_hash::FxHashSet;

use crate::confidence::Calibration;
use crate::index::{Index, Neighbour};
use crate::screening::prospect::Floor;

/// What is looked for, and how sure it must be.
#[derive(Clone, Copy)]
pub(crate) struct Search<'s> {
    pub(crate) index: &'s Index,
    pub(crate) calibration: &'s Calibration,
    pub(crate) floor: Floor,
    pub(crate) scope: Scope<'s>,
}

/// Whose names are looked for.
#[derive(Clone, Copy)]
pub(crate) enum Scope<'s> {
    /// All that are listed.
    All,
    /// Those of some entities.
    Among(&'s Wanted),
    /// Those of one entity, of which every candidate counts.
    Only(u32),
}

/// Entities that are looked for.
pub(crate) struct Wanted {
    entities: FxHashSet<u32>,
    /// The words of their names.
    words: FxHashSet<u32>,
}

impl Wanted {
    pub(crate) fn new(entities: FxHashSet<u32>, index: &Index) -> Self {
        let (mut words, mut parts, mut all) = (Vec::new(), Vec::new(), FxHashSet::default());
        for name in entities.iter().flat_map(|&entity| index.names_of(entity)) {
            index.parts(&index.name(name), &mut words, &mut parts);
            all.extend(words.iter().copied());
        }
        Self {
            entities,
            words: all,
        }
    }
}

impl Search<'_> {
    /// Whether every candidate counts.
    pub(crate) fn takes_everything(&self) -> bool {
        matches!(self.scope, Scope::Only(_))
    }

    /// Whether the names of an entity are looked for.
    pub(crate) fn is_for(&self, entity: u32) -> bool {
        match self.scope {
            Scope::All => true,
            Scope::Among(wanted) => wanted.entities.contains(&entity),
            Scope::Only(only) => only == entity,
        }
    }

    /// Whether the names of few entities are looked for: then nothing is worth remembering of what
    /// words bring up.
    pub(crate) fn is_narrow(&self) -> bool {
        !matches!(self.scope, Scope::All)
    }

    /// Whether a name looked for may hold one of these words.
    #[inline]
    pub(crate) fn may_hold(&self, words: &[Neighbour]) -> bool {
        match self.scope {
            Scope::Among(wanted) => words.iter().any(|near| wanted.words.contains(&near.word)),
            Scope::All | Scope::Only(_) => true,
        }
    }

    /// Leaves of some names those that are looked for.
    pub(crate) fn retain(&self, names: &mut Vec<u32>) {
        if self.is_narrow() {
            names.retain(|&name| self.is_for(self.index.name(name).entity));
        }
    }
}
