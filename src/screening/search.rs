//! What is looked for in a text.

use rustc_hash::FxHashSet;

use crate::confidence::Calibration;
use crate::index::Index;
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
    Among(&'s FxHashSet<u32>),
    /// Those of one entity, of which every candidate counts.
    Only(u32),
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
            Scope::Among(entities) => entities.contains(&entity),
            Scope::Only(only) => only == entity,
        }
    }
}
