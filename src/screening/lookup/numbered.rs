//! Parties of which a query gives a number, whatever name it gives.

use std::sync::Arc;

use crate::confidence::{Calibration, settle};
use crate::index::Index;
use crate::matching::{Evidence, Features, may_be_sound, speaks_for_itself, telling_key};
use crate::screening::evidence::party::{Asked, Records};
use crate::screening::explain::{self, Sides, explained};
use crate::screening::hit::{NameHit, Reason};
use crate::screening::identified;
use crate::{Identifier, NameKind};

/// What it costs that the name asked for is not needed: somebody else's number may be the same, or mistyped.
/// Set, since no labelled queries tell. With it one number in seven that no check digit or length vouches
/// for is somebody else's.
const WITHOUT_ITS_NAME: f64 = -2.1;

/// The parties that have a number asked for, each once, by the number that says most.
pub(super) fn hits(
    asked: &Asked,
    index: &Index,
    calibration: &Calibration,
    records: &mut Records<'_>,
) -> Vec<NameHit> {
    let mut found: Vec<(u32, Identifier, bool)> = Vec::new();
    for key in asked.identifier_keys() {
        for entity in index.identified(key).iter() {
            for identifier in &records.of(entity).identifiers {
                let is_asked = telling_key(identifier).as_deref() == Some(key)
                    && may_be_sound(&identifier.kind, key);
                if is_asked {
                    let sure = speaks_for_itself(&identifier.kind, key);
                    found.push((entity, identifier.clone(), sure));
                }
            }
        }
    }
    found.sort_by_key(|(entity, _, sure)| (*entity, !sure));
    found.dedup_by_key(|(entity, ..)| *entity);
    let hits = found.into_iter();
    hits.map(|(entity, identifier, sure)| {
        let mut features = Features::neutral();
        asked.weigh(&mut features, entity, records);
        features.set_flag(Evidence::IdentifierEqual, false);
        hit(entity, &identifier, sure, &features, index, calibration)
    })
    .collect()
}

fn hit(
    number: u32,
    identifier: &Identifier,
    sure: bool,
    features: &Features,
    index: &Index,
    calibration: &Calibration,
) -> NameHit {
    let without_name = Reason {
        reason: "the number alone, whatever the name asked for".to_owned(),
        effect: WITHOUT_ITS_NAME,
    };
    let mut explanation = identified::reasons(identifier, sure);
    explanation.push(without_name);
    let details = explain::Details::default();
    let (_, of_party) = explained(calibration, features, &details, Sides::Query);
    // The base rate there is that of names.
    explanation.extend(of_party.into_iter().skip(1));
    let effects: Vec<f64> = explanation.iter().map(|reason| reason.effect).collect();
    let settled = settle(&effects);
    let entity = index.entity(number);
    NameHit {
        entity_id: Arc::from(entity.id),
        list: Arc::from(index.list_id(entity.list)),
        kind: entity.kind,
        name: Arc::from(entity.name),
        matched_name: Arc::from(identifier.value.as_str()),
        name_kind: NameKind::Identifier,
        confidence: settled.confidence,
        explanation,
        log_odds: settled.log_odds,
    }
}

#[cfg(test)]
mod tests {
    use crate::{
        Entity, EntityKind, Identifier, NameHit, NameKind, PartialDate, Query, Screener, Watchlist,
    };

    fn lookup(name: &str, identifier: &str, birth_date: Option<&str>) -> Vec<NameHit> {
        let mut person = Entity::new("1", EntityKind::Person, "VARNAKOV, Gleb Tarasovich");
        person.birth_dates = vec!["1950-03-02".parse().unwrap()];
        person.identifiers = vec![number("passport", "4507 123456")];
        let mut ship = Entity::new("2", EntityKind::Vessel, "TAVRIK STAR");
        ship.identifiers = vec![number("imo", "IMO 9074729"), number("phone", "7736050003")];
        let mut bank = Entity::new("3", EntityKind::Organization, "KANDAR BANK");
        bank.identifiers = vec![number("bic", "TVRKRUMMXXX")];
        let watchlist = Watchlist::from_entities("own", vec![person, ship, bank]).unwrap();
        let screener = Screener::builder().build(&watchlist).unwrap();
        let query = Query {
            identifiers: vec![identifier.to_owned()],
            birth_date: birth_date.map(|date| date.parse::<PartialDate>().unwrap()),
            ..Query::new(name)
        };
        screener.lookup(&query).unwrap()
    }

    fn number(kind: &str, value: &str) -> Identifier {
        Identifier {
            kind: kind.to_owned(),
            value: value.to_owned(),
            country: None,
        }
    }

    #[test]
    fn a_number_finds_its_party_whatever_the_name() {
        for (written, entity) in [
            ("4507123456", "own:1"),
            ("4507-123456", "own:1"),
            ("passport: 4507 123456", "own:1"),
            ("9074729", "own:2"),
            ("IMO 9074729", "own:2"),
            ("TVRKRUMM", "own:3"),
            ("tvrkrummxxx", "own:3"),
        ] {
            for name in ["Harriet Wainwright", ""] {
                let hits = lookup(name, written, None);
                let ids: Vec<&str> = hits.iter().map(|hit| &*hit.entity_id).collect();
                assert_eq!(ids, [entity], "{written}");
                assert_eq!(hits[0].name_kind, NameKind::Identifier);
                let sum: f64 = hits[0].explanation.iter().map(|told| told.effect).sum();
                assert!((sum - hits[0].log_odds).abs() < 1e-9);
            }
        }
    }

    #[test]
    fn what_is_no_number_of_a_party_finds_nothing() {
        for written in ["4507123457", "7736050003", "12", "", "passport:"] {
            assert!(lookup("Harriet Wainwright", written, None).is_empty());
        }
    }

    #[test]
    fn the_name_beside_its_number_says_more() {
        let alone = &lookup("Harriet Wainwright", "4507123456", None)[0];
        let with_name = &lookup("Gleb Varnakov", "4507123456", None)[0];
        assert!(with_name.confidence > alone.confidence);
        assert_eq!(with_name.name_kind, NameKind::Primary);
    }

    #[test]
    fn somebody_born_at_another_time_has_another_number() {
        let born = |date| lookup("Harriet Wainwright", "4507123456", Some(date));
        assert!(born("1984-11-20").is_empty());
        assert_eq!(born("1950-03-02").len(), 1);
    }
}
