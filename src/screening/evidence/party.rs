//! What is known of a party beside its name, for and against.

use crate::confidence::Calibration;
use crate::index::{EntityRecord, Index};
use crate::matching::{Evidence, Features, Likeness, bare, keys_asked, likeness, telling_key};
use crate::screening::input::Query;
use crate::watchlist::country_code;
use crate::{EntityKind, Gender, Identifier, PartialDate};

/// What a query says of the party beside its name, made ready for many candidates.
pub(crate) struct Asked {
    kind: EntityKind,
    birth_date: Option<PartialDate>,
    gender: Option<Gender>,
    /// ISO codes; as written where none is known.
    countries: Vec<String>,
    /// For each identifier, what it may be known by.
    identifiers: Vec<Vec<String>>,
}

/// A shorter number is equal by chance.
const SHORTEST_IDENTIFIER: usize = 4;

impl Asked {
    pub(crate) fn new(query: &Query) -> Self {
        let countries = query.countries.iter().map(|country| code(country));
        let identifiers = query.identifiers.iter().map(|number| keys_asked(number));
        Self {
            kind: query.kind.unwrap_or_default(),
            birth_date: query.birth_date,
            gender: query.gender,
            countries: countries.collect(),
            identifiers: identifiers.collect(),
        }
    }

    /// What the identifiers may be known by.
    pub(crate) fn identifier_keys(&self) -> impl Iterator<Item = &str> {
        self.identifiers.iter().flatten().map(String::as_str)
    }

    /// The most that the record of an entity can add to the log-odds.
    pub(crate) fn most(&self, calibration: &Calibration) -> f64 {
        let most = |asked: bool, alternatives: &[Evidence]| {
            let most = alternatives
                .iter()
                .map(|evidence| calibration.most(evidence.feature()));
            if asked { most.fold(0.0, f64::max) } else { 0.0 }
        };
        let birth = [
            Evidence::BirthDateEqual,
            Evidence::BirthYearEqual,
            Evidence::BirthDateNear,
        ];
        most(self.birth_date.is_some(), &birth)
            + most(!self.countries.is_empty(), &[Evidence::CountryEqual])
            + most(!self.identifiers.is_empty(), &[Evidence::IdentifierEqual])
    }

    /// Adds what it and a listed entity say of the party.
    pub(crate) fn weigh(&self, features: &mut Features, number: u32, records: &mut Records<'_>) {
        let listed = records.index.entity(number).kind;
        let unlike = self.kind != EntityKind::Unknown
            && listed != EntityKind::Unknown
            && (self.kind == EntityKind::Person) != (listed == EntityKind::Person);
        features.set_flag(Evidence::KindUnlike, unlike);
        let only_name = self.birth_date.is_none()
            && self.gender.is_none()
            && self.countries.is_empty()
            && self.identifiers.is_empty();
        if only_name {
            return;
        }
        let record = records.of(number);
        if let Some(date) = self.birth_date {
            let best = record
                .birth_dates
                .iter()
                .map(|listed| likeness(&date, listed))
                .max();
            features.set_flag(Evidence::BirthDateEqual, best == Some(Likeness::Equal));
            features.set_flag(Evidence::BirthYearEqual, best == Some(Likeness::YearEqual));
            features.set_flag(Evidence::BirthDateNear, best == Some(Likeness::Near));
            features.set_flag(Evidence::BirthDateUnlike, best == Some(Likeness::Unlike));
        }
        if let Some((asked, listed)) = self.gender.zip(record.gender) {
            features.set_flag(Evidence::GenderUnlike, asked != listed);
        }
        if !self.countries.is_empty() {
            let has =
                |country| record.countries.contains(country) || record.seats.contains(country);
            let agree = self.countries.iter().any(has);
            features.set_flag(Evidence::CountryEqual, agree);
            let unlike = !agree && !record.countries.is_empty();
            features.set_flag(Evidence::CountryUnlike, unlike);
        }
        let agree = !self.identifiers.is_empty()
            && record
                .identifiers
                .iter()
                .any(|listed| self.has_asked_for(listed));
        features.set_flag(Evidence::IdentifierEqual, agree);
    }

    fn has_asked_for(&self, listed: &Identifier) -> bool {
        let (value, key) = (bare(&listed.value), telling_key(listed));
        self.identifier_keys().any(|asked| {
            asked.len() >= SHORTEST_IDENTIFIER && (asked == value || Some(asked) == key.as_deref())
        })
    }
}

/// The records of entities, each read once while one name of its is weighed after another.
pub(crate) struct Records<'i> {
    index: &'i Index,
    last: Option<(u32, EntityRecord)>,
}

impl<'i> Records<'i> {
    pub(crate) fn new(index: &'i Index) -> Self {
        Self { index, last: None }
    }

    pub(crate) fn of(&mut self, number: u32) -> &EntityRecord {
        let known = self.last.take().filter(|(last, _)| *last == number);
        let record = known.unwrap_or_else(|| {
            let entity = self.index.entity(number);
            (number, self.index.record(&entity))
        });
        &self.last.insert(record).1
    }
}

fn code(country: &str) -> String {
    country_code(country).map_or_else(|| country.trim().to_lowercase(), str::to_owned)
}
