//! What is known of a party beside its name, for and against.

use crate::EntityKind;
use crate::confidence::Calibration;
use crate::index::{EntityRecord, Index};
use crate::matching::{Evidence, Features, Likeness, bare, likeness};
use crate::screening::input::Query;
use crate::watchlist::country_code;

/// The most that the record of an entity can add to the log-odds of a query.
pub(crate) fn most(query: &Query, calibration: &Calibration) -> f64 {
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
    most(query.birth_date.is_some(), &birth)
        + most(!query.countries.is_empty(), &[Evidence::CountryEqual])
        + most(!query.identifiers.is_empty(), &[Evidence::IdentifierEqual])
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

    fn of(&mut self, number: u32) -> &EntityRecord {
        let known = self.last.take().filter(|(last, _)| *last == number);
        let record = known.unwrap_or_else(|| {
            let entity = self.index.entity(number);
            (number, self.index.record(&entity))
        });
        &self.last.insert(record).1
    }
}

/// Adds what a query and a listed entity say of the party.
pub(crate) fn weigh(
    features: &mut Features,
    query: &Query,
    number: u32,
    records: &mut Records<'_>,
) {
    let entity = records.index.entity(number);
    let kind = query.kind.unwrap_or_default();
    let unlike = kind != EntityKind::Unknown
        && entity.kind != EntityKind::Unknown
        && (kind == EntityKind::Person) != (entity.kind == EntityKind::Person);
    features.set_flag(Evidence::KindUnlike, unlike);
    let asked = query.birth_date.is_some()
        || query.gender.is_some()
        || !query.countries.is_empty()
        || !query.identifiers.is_empty();
    if !asked {
        return;
    }
    let record = records.of(number);
    if let Some(date) = query.birth_date {
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
    if let Some((asked, listed)) = query.gender.zip(record.gender) {
        features.set_flag(Evidence::GenderUnlike, asked != listed);
    }
    let countries: Vec<String> = query
        .countries
        .iter()
        .map(|country| code(country))
        .collect();
    if !countries.is_empty() && !record.countries.is_empty() {
        let agree = countries
            .iter()
            .any(|country| record.countries.contains(country));
        features.set_flag(Evidence::CountryEqual, agree);
        features.set_flag(Evidence::CountryUnlike, !agree);
    }
    let agree = query.identifiers.iter().any(|asked| {
        let asked = bare(asked);
        asked.len() >= 4
            && record
                .identifiers
                .iter()
                .any(|listed| bare(&listed.value) == asked)
    });
    features.set_flag(Evidence::IdentifierEqual, agree);
}

fn code(country: &str) -> String {
    country_code(country).map_or_else(|| country.trim().to_lowercase(), str::to_owned)
}
