//! What is looked for in a text.

use rustc_hash::FxHashSet;

use crate::PartialDate;
use crate::confidence::Calibration;
use crate::index::{Index, Neighbour};
use crate::screening::candidates::prospect::Floor;
use crate::screening::evidence::age::Written;

/// What is looked for, and how sure it must be.
#[derive(Clone, Copy)]
pub(crate) struct Search<'s> {
    pub(crate) index: &'s Index,
    pub(crate) calibration: &'s Calibration,
    pub(crate) floor: Floor,
    pub(crate) scope: Scope<'s>,
    /// When the text was written, as far as is known.
    pub(crate) written: Written,
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
    /// The same search in a document of a date.
    pub(crate) fn in_document_of(mut self, date: Option<PartialDate>) -> Self {
        self.written = Written::of(date);
        self
    }

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

    /// Whether a name looked for may hold one of these words.
    #[inline]
    pub(crate) fn may_hold(&self, words: &[Neighbour]) -> bool {
        match self.scope {
            Scope::Among(wanted) => words.iter().any(|near| wanted.words.contains(&near.word)),
            Scope::All | Scope::Only(_) => true,
        }
    }
}
