//! Screens articles and names against public sanctions lists.

mod error;
mod watchlist;

pub use error::{Error, ErrorKind, Result};
pub use watchlist::{
    Entity, EntityKind, Gender, Identifier, ImpossibleDate, Name, NameKind, NamePart, NamePartRole,
    PartialDate, Vehicle,
};
