use std::collections::BTreeSet;

use serde::{Deserialize, Serialize};

use crate::matching::{TAIL_NUMBER, may_be_mark};
use crate::watchlist::country_code;
use crate::{Entity, EntityKind, Gender, Identifier, PartialDate};

/// What the index keeps of an entity beside its names: evidence for and against, and what a hit
/// shows.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub(crate) struct EntityRecord {
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) gender: Option<Gender>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub(crate) birth_dates: Vec<PartialDate>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub(crate) birth_places: Vec<String>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub(crate) countries: Vec<String>,
    /// Countries beside these that it has to do with, sorted: of its addresses, its numbers, and where it was born.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub(crate) seats: Vec<String>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub(crate) identifiers: Vec<Identifier>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub(crate) programmes: Vec<String>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub(crate) titles: Vec<String>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub(crate) listed_as: Vec<String>,
}

impl From<&Entity> for EntityRecord {
    fn from(entity: &Entity) -> Self {
        Self {
            gender: entity.gender,
            birth_dates: entity.birth_dates.clone(),
            birth_places: entity.birth_places.clone(),
            countries: entity.countries.clone(),
            seats: seats_of(entity),
            identifiers: identifiers_of(entity),
            programmes: entity.programmes.clone(),
            titles: entity.titles.clone(),
            listed_as: entity.listed_as.clone(),
        }
    }
}

/// The countries of the addresses of an entity, of who issued its numbers, and of where it was born, that are none
/// of its own.
fn seats_of(entity: &Entity) -> Vec<String> {
    let places = entity.addresses.iter().chain(&entity.birth_places);
    let of_places = places.filter_map(|place| country_code(place.rsplit(',').next()?));
    let numbers = entity.identifiers.iter();
    let of_numbers = numbers.filter_map(|number| number.country.as_deref());
    let seats = of_places.chain(of_numbers).map(str::to_owned);
    let seats: BTreeSet<String> = seats
        .filter(|seat| !entity.countries.contains(seat))
        .collect();
    seats.into_iter().collect()
}

/// The identifiers of an entity, with the marks that aircraft are listed by as if they were names.
fn identifiers_of(entity: &Entity) -> Vec<Identifier> {
    let mut identifiers = entity.identifiers.clone();
    if entity.kind == EntityKind::Aircraft {
        for name in entity.names.iter().filter(|name| may_be_mark(&name.text)) {
            let is_known =
                |known: &Identifier| known.kind == TAIL_NUMBER && known.value == name.text;
            if !identifiers.iter().any(is_known) {
                identifiers.push(Identifier {
                    kind: TAIL_NUMBER.to_owned(),
                    value: name.text.clone(),
                    country: None,
                });
            }
        }
    }
    identifiers
}
