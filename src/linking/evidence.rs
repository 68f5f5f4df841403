//! What two entities say of themselves beside their names, for and against.

use std::collections::BTreeSet;

use rustc_hash::{FxHashMap, FxHashSet};

use crate::knowledge::Knowledge;
use crate::matching::{Likeness, bare, likeness};
use crate::watchlist::country_code;
use crate::{Entity, EntityKind, Identifier, LinkReason, PartialDate};

/// What agreement is worth, in bits: about how rare it is among listed parties of one name.
const DATE_BITS: f32 = 12.0;
const YEAR_BITS: f32 = 5.0;
const STREET_BITS: f32 = 12.0;
const TOWN_BITS: f32 = 6.0;
const COUNTRY_BITS: f32 = 4.0;
const REGIME_BITS: f32 = 3.0;
/// What it takes away if dates are close, but not the same.
const NEAR_BITS: f32 = -4.0;

/// A shorter part of an address may be anything.
const SHORTEST_PLACE: usize = 4;

/// What speaks for two entities of one name being one party.
pub(super) struct Support {
    pub(super) reason: LinkReason,
    pub(super) detail: String,
    pub(super) bits: f32,
}

/// Whether something forbids that two entities are one party.
pub(super) fn contradicts(one: &Entity, other: &Entity) -> bool {
    kinds_differ(one, other)
        || one.gender.zip(other.gender).is_some_and(|(a, b)| a != b)
        || dates(one, other).is_some_and(|(likeness, _)| likeness == Likeness::Unlike)
        || hulls_differ(one, other)
}

pub(super) fn kinds_differ(one: &Entity, other: &Entity) -> bool {
    one.kind != other.kind && one.kind != EntityKind::Unknown && other.kind != EntityKind::Unknown
}

/// The number of a ship's hull never changes, whatever name it sails under.
fn hulls_differ(one: &Entity, other: &Entity) -> bool {
    let hull = |entity: &Entity| -> Option<String> {
        let mut identifiers = entity.identifiers.iter();
        let found = identifiers.find(|identifier| identifier.kind == "imo")?;
        Some(digits(&found.value))
    };
    hull(one).zip(hull(other)).is_some_and(|(a, b)| a != b)
}

fn digits(text: &str) -> String {
    text.chars().filter(char::is_ascii_digit).collect()
}

/// The likest two dates of birth or foundation, with one of them.
fn dates<'a>(one: &'a Entity, other: &Entity) -> Option<(Likeness, &'a PartialDate)> {
    let pairs = one.birth_dates.iter().flat_map(|date| {
        let others = other.birth_dates.iter();
        others.map(move |other| (likeness(date, other), date))
    });
    pairs.max()
}

/// Looks for what speaks for two entities of one name being one party. Remembers the places it has
/// met: to find out that one is no country takes long, and most entities are looked at several times.
#[derive(Default)]
pub(super) struct Witness<'a> {
    countries: FxHashMap<&'a str, Option<&'static str>>,
}

impl<'a> Witness<'a> {
    /// What speaks for two entities of one name being one party, if anything does.
    pub(super) fn support(&mut self, one: &'a Entity, other: &'a Entity) -> Option<Support> {
        let mut found: Option<Support> = None;
        let mut add = |reason, detail, bits| match &mut found {
            Some(known) => known.bits += bits,
            None => {
                found = Some(Support {
                    reason,
                    detail,
                    bits,
                });
            }
        };
        let mut near = 0.0;
        match dates(one, other) {
            Some((Likeness::Equal, date)) => {
                add(LinkReason::BirthDate, date.to_string(), DATE_BITS);
            }
            Some((Likeness::YearEqual, date)) => {
                add(LinkReason::BirthDate, date.to_string(), YEAR_BITS);
            }
            Some(_) => near = NEAR_BITS,
            None => {}
        }
        if let Some((place, bits)) = self.shared_place(one, other) {
            add(LinkReason::Place, place, bits);
        } else if let Some(country) = self.shared_country(one, other) {
            add(LinkReason::Country, country, COUNTRY_BITS);
        } else if let Some(country) = self.shared_regime(one, other) {
            add(LinkReason::Country, country, REGIME_BITS);
        }
        found.map(|support| Support {
            bits: support.bits + near,
            ..support
        })
    }

    /// The most telling place that both name, and what it is worth: a street with its number, else a
    /// town of birth or of an address.
    fn shared_place(&mut self, one: &'a Entity, other: &'a Entity) -> Option<(String, f32)> {
        let others: FxHashSet<String> = self.places(other).map(bare).collect();
        let shared = self
            .places(one)
            .filter(|place| others.contains(&bare(place)));
        shared
            .map(|place| (place.to_owned(), worth(place)))
            .max_by(|a, b| a.1.total_cmp(&b.1).then_with(|| b.0.cmp(&a.0)))
    }

    /// What stands between the commas of addresses and places of birth, countries aside.
    fn places(&mut self, entity: &'a Entity) -> impl Iterator<Item = &'a str> {
        let texts = entity.addresses.iter().chain(&entity.birth_places);
        let places = texts.flat_map(|text| text.split([',', ';'])).map(str::trim);
        places.filter(|place| {
            let letters = place.chars().filter(|c| c.is_alphanumeric()).count();
            letters >= SHORTEST_PLACE
                && place.chars().any(char::is_alphabetic)
                && self.country(place).is_none()
        })
    }

    fn country(&mut self, place: &'a str) -> Option<&'static str> {
        *self
            .countries
            .entry(place)
            .or_insert_with(|| country_code(place))
    }

    fn shared_country(&mut self, one: &'a Entity, other: &'a Entity) -> Option<String> {
        let (one, other) = (self.countries_of(one), self.countries_of(other));
        one.intersection(&other).next().cloned()
    }

    /// The countries an entity is of: also those of its addresses and places of birth.
    fn countries_of(&mut self, entity: &'a Entity) -> BTreeSet<String> {
        let places = entity.addresses.iter().chain(&entity.birth_places);
        let of_places = places
            .filter_map(|place| self.country(place.rsplit(',').next()?))
            .map(str::to_owned);
        entity.countries.iter().cloned().chain(of_places).collect()
    }

    /// A country that both are sanctioned over, or that one is of and the other sanctioned over.
    fn shared_regime(&mut self, one: &'a Entity, other: &'a Entity) -> Option<String> {
        let mut wider = |entity: &'a Entity| {
            let mut named = Vec::new();
            for programme in &entity.programmes {
                Knowledge::get().programme(programme, &mut named);
            }
            let named = named.iter();
            let mut all = self.countries_of(entity);
            all.extend(named.map(|code| String::from_utf8_lossy(code).into_owned()));
            all
        };
        wider(one).intersection(&wider(other)).next().cloned()
    }
}

fn worth(place: &str) -> f32 {
    if place.contains(|c: char| c.is_ascii_digit()) {
        STREET_BITS
    } else {
        TOWN_BITS
    }
}

/// Whether the countries that issued two identifiers are known, and not the same.
pub(super) fn issuers_differ(one: &Identifier, other: &Identifier) -> bool {
    let issuers = one.country.as_ref().zip(other.country.as_ref());
    issuers.is_some_and(|(one, other)| one != other)
}
