//! The data model that every list is read into, and the readers of the official formats.
//!
//! Nothing here normalises: an [`Entity`] keeps each name exactly as the authority wrote it.

mod country;
mod date;
mod date_scan;
mod date_text;
mod delta;
mod entity;
mod enumeration;
mod file;
mod found;
mod gather;
mod link;
mod list;
mod list_source;
mod load;
mod mapping;
mod nationality;
mod ofac_name;
mod official;
mod recognise;
mod source;
mod swallowed;
mod text;
mod unique;

pub use country::country_code;
pub use date::{ImpossibleDate, PartialDate};
pub(crate) use date_scan::{SlashDates, dates_in};
pub use delta::{Change, FieldChange};
pub use entity::{
    Entity, EntityKind, Gender, Identifier, Name, NameKind, NamePart, NamePartRole, Vehicle,
};
pub use found::FoundLists;
pub use gather::FoundList;
pub use link::{Link, LinkReason};
pub use list::{Counts, ListInfo, Watchlist};
pub use list_source::ListSource;
pub use official::{OfficialFile, OfficialList};
pub use source::own::{OwnRecord, PartedName, write_own_csv};
pub use swallowed::swallowed_rows;
