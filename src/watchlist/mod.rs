//! The data model that every list is read into, and the readers of the official formats.
//!
//! Nothing here normalises: an [`Entity`] keeps each name exactly as the authority wrote it.

mod date;
mod entity;

pub use date::{ImpossibleDate, PartialDate};
pub use entity::{
    Entity, EntityKind, Gender, Identifier, Name, NameKind, NamePart, NamePartRole, Vehicle,
};
