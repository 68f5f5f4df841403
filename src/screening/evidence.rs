//! What is known of a party beside its name, for and against.

use crate::EntityKind;
use crate::confidence::Calibration;
use crate::index::{EntityView, Index};
use crate::matching::{Evidence, Features, Likeness, bare, likeness};
use crate::screening::screener::Query;
use crate::watchlist::country_code;

/// The most that the record of an entity can add to the log-odds of a query.
pub(crate) fn most(query: &Query, calibration: &Calibration) -> f64 {
    let asked = [
        (query.birth_date.is_some(), Evidence::BirthDateEqual),
        (query.birth_date.is_some(), Evidence::BirthYearEqual),
        (query.birth_date.is_some(), Evidence::BirthDateNear),
        (!query.countries.is_empty(), Evidence::CountryEqual),
        (!query.identifiers.is_empty(), Evidence::IdentifierEqual),
    ];
    let asked = asked.iter().filter(|(asked, _)| *asked);
    let most = asked.map(|(_, evidence)| calibration.most(evidence.feature()));
    most.filter(|&most| most > 0.0).sum()
}

/// Adds what a query and a listed entity say of the party.
pub(crate) fn weigh(
    features: &mut Features,
    query: &Query,
    entity: &EntityView<'_>,
    index: &Index,
) {
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
    let record = index.record(entity);
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
