//! Screens articles and names against public sanctions lists.

mod confidence;
#[doc(hidden)]
pub mod development;
mod error;
#[doc(hidden)]
pub mod evaluation;
mod index;
mod knowledge;
mod linking;
mod matching;
mod name;
mod screening;
mod script;
mod text;
mod watchlist;

pub use confidence::Model;
pub use error::{Error, ErrorKind, Result};
pub use matching::ofac_score;
pub use screening::{
    Alert, Body, Cancellation, Comparison, Document, DocumentResult, Excerpt, Field, Hit, Listing,
    NameHit, Query, Reason, Scratch, Screener, ScreenerBuilder, alerts,
};
#[doc(hidden)]
pub use watchlist::swallowed_rows;
pub use watchlist::{
    Change, Counts, Entity, EntityKind, FieldChange, FoundList, FoundLists, Gender, Identifier,
    ImpossibleDate, Link, LinkReason, ListInfo, ListSource, Name, NameKind, NamePart, NamePartRole,
    OfficialFile, OfficialList, OwnRecord, PartedName, PartialDate, Vehicle, Watchlist,
    country_code, write_own_csv,
};

/// The examples of the README are compiled and run as tests.
#[cfg(doctest)]
#[doc = include_str!("../README.md")]
pub struct Readme;
