//! What is looked for in a text.

use rustc_hash::FxHashSet;

use crate::PartialDate;
use crate::confidence::Calibration;
use crate::index::{Index, Neighbour};
use crate::screening::candidates::floor::Floor;
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
    names: FxHashSet<u32>,
    /// The words of their names.
    words: FxHashSet<u32>,
    /// Whether they are few of so many that all the others are not worth weighing with them.
    few: bool,
}

/// What comes of the names of a smaller index is remembered from document to document. Those of the unit
/// tests have one side and the other of it.
const MANY_NAMES: usize = if cfg!(test) { 20 } else { 250_000 };

impl Wanted {
    pub(crate) fn new(entities: FxHashSet<u32>, index: &Index) -> Self {
        let names = entities.iter().flat_map(|&entity| index.names_of(entity));
        let names: FxHashSet<u32> = names.collect();
        let words = names
            .iter()
            .flat_map(|&name| index.part_words(&index.name(name)));
        Self {
            words: words.collect(),
            few: index.name_count() > MANY_NAMES,
            entities,
            names,
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

    /// Whether only the names of some entities are weighed.
    pub(crate) fn is_narrow(&self) -> bool {
        matches!(self.scope, Scope::Among(wanted) if wanted.few)
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

    /// Whether a name that is to be weighed may hold a word.
    #[inline]
    pub(crate) fn may_hold_word(&self, word: u32) -> bool {
        match self.scope {
            Scope::Among(wanted) if wanted.few => wanted.words.contains(&word),
            _ => true,
        }
    }

    /// Whether a name is to be weighed.
    #[inline]
    pub(crate) fn wants(&self, name: u32) -> bool {
        match self.scope {
            Scope::Among(wanted) if wanted.few => wanted.names.contains(&name),
            _ => true,
        }
    }
}
