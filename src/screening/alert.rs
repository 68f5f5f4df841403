//! What a reviewer gets: the hits of one document on one party.

use std::collections::BTreeMap;

use super::hit::{DocumentResult, Hit};

/// The hits of one document on one party. Entities of several lists that are held for one party
/// make one alert, and each stays a listing of its own.
///
/// # Examples
///
/// ```
/// use namewatch::{Screener, Watchlist, alerts};
///
/// let screener = Screener::builder().build(&Watchlist::starter())?;
/// let hits = screener.screen("Vladimir Putin spoke. Later Putin left for Moscow.")?;
/// let alerts = alerts(&hits);
/// assert_eq!(alerts.len(), 1);
/// assert_eq!(alerts[0].best().name, "Vladimir Putin".into());
/// assert_eq!(alerts[0].first().start, 0);
/// assert_eq!(alerts[0].places().len(), 2);
/// # Ok::<(), namewatch::Error>(())
/// ```
#[derive(Clone, Debug, PartialEq)]
pub struct Alert<'a> {
    /// The party's entities with a hit in the document: the surest first, then by entity id. Never
    /// empty.
    pub listings: Vec<Listing<'a>>,
    /// Ids of the party on other lists, without a hit of their own; sorted.
    pub also_listed: Vec<&'a str>,
}

/// One entity of an [`Alert`], with its hits.
#[derive(Clone, Debug, PartialEq)]
pub struct Listing<'a> {
    /// The surest of the hits; of equals the first in the document.
    pub best: &'a Hit,
    /// All of its hits, in the order of the document. Never empty.
    pub hits: Vec<&'a Hit>,
}

impl<'a> Alert<'a> {
    /// The surest hit; of equals the first in the document, then the one of the lesser entity id.
    pub fn best(&self) -> &'a Hit {
        self.listings[0].best
    }

    /// The confidence of the surest hit.
    pub fn confidence(&self) -> f64 {
        self.best().confidence
    }

    /// The hit that comes first in the document.
    pub fn first(&self) -> &'a Hit {
        self.places()[0]
    }

    /// All places where the party may be named, in the order of the document: of each, the surest
    /// hit.
    pub fn places(&self) -> Vec<&'a Hit> {
        let mut places = BTreeMap::new();
        for hit in self.listings.iter().flat_map(|listing| &listing.hits) {
            let place = places.entry(place(hit)).or_insert(*hit);
            if hit.confidence > place.confidence {
                *place = hit;
            }
        }
        places.into_values().collect()
    }
}

impl<'a> Listing<'a> {
    fn new(hits: Vec<&'a Hit>) -> Self {
        let best = surest(hits.iter().copied());
        Self { best, hits }
    }
}

impl DocumentResult {
    /// The hits as a reviewer gets them; see [`alerts`].
    pub fn alerts(&self) -> Vec<Alert<'_>> {
        alerts(&self.hits)
    }
}

/// Groups the hits of one document by party, the surest alert first.
///
/// Two entities are one party where one is `also_listed` with the other, or both with a third.
pub fn alerts(hits: &[Hit]) -> Vec<Alert<'_>> {
    let mut parties = Parties::default();
    for hit in hits {
        for other in &hit.also_listed {
            parties.join(&hit.entity_id, other);
        }
    }
    let mut grouped: BTreeMap<&str, BTreeMap<&str, Vec<&Hit>>> = BTreeMap::new();
    for hit in hits {
        let party = grouped.entry(parties.party(&hit.entity_id)).or_default();
        party.entry(&hit.entity_id).or_default().push(hit);
    }
    let mut alerts: Vec<Alert> = grouped.into_values().map(alert).collect();
    alerts.sort_by(|a, b| order(a.best(), b.best()));
    alerts
}

fn alert<'a>(entities: BTreeMap<&'a str, Vec<&'a Hit>>) -> Alert<'a> {
    let hits = entities.values().flatten();
    let mut also_listed: Vec<&str> = hits
        .flat_map(|hit| hit.also_listed.iter().map(AsRef::as_ref))
        .filter(|id| !entities.contains_key(id))
        .collect();
    also_listed.sort_unstable();
    also_listed.dedup();
    let mut listings: Vec<Listing> = entities
        .into_values()
        .map(|mut hits| {
            hits.sort_by_key(|hit| place(hit));
            Listing::new(hits)
        })
        .collect();
    listings.sort_by(|a, b| order(a.best, b.best));
    Alert {
        listings,
        also_listed,
    }
}

fn place(hit: &Hit) -> impl Ord + use<> {
    (hit.field, hit.start, hit.end)
}

/// The surest first, then the first in the document, then the one of the lesser id.
fn order(a: &Hit, b: &Hit) -> std::cmp::Ordering {
    b.confidence
        .total_cmp(&a.confidence)
        .then_with(|| place(a).cmp(&place(b)))
        .then_with(|| a.entity_id.cmp(&b.entity_id))
}

fn surest<'a>(hits: impl Iterator<Item = &'a Hit>) -> &'a Hit {
    hits.min_by(|a, b| order(a, b))
        .expect("no listing is without a hit")
}

/// Which ids are one party: each leads to a lesser one, and the least stands for the party.
#[derive(Default)]
struct Parties<'a>(BTreeMap<&'a str, &'a str>);

impl<'a> Parties<'a> {
    fn party(&self, id: &'a str) -> &'a str {
        let mut id = id;
        while let Some(&lesser) = self.0.get(id) {
            id = lesser;
        }
        id
    }

    fn join(&mut self, one: &'a str, other: &'a str) {
        let (one, other) = (self.party(one), self.party(other));
        if one != other {
            self.0.insert(one.max(other), one.min(other));
        }
    }
}

#[cfg(test)]
mod tests {
    use std::sync::Arc;

    use proptest::prelude::*;

    use super::*;
    use crate::{EntityKind, Excerpt, Field, NameKind};

    fn hit(entity_id: &str, start: usize, confidence: f64, also_listed: &[&str]) -> Hit {
        Hit {
            start,
            end: start + 5,
            byte_start: start,
            byte_end: start + 5,
            surface: String::new(),
            entity_id: entity_id.into(),
            list: entity_id.split(':').next().unwrap().into(),
            kind: EntityKind::Person,
            name: "N".into(),
            matched_name: "N".into(),
            name_kind: NameKind::Primary,
            confidence,
            also_listed: also_listed.iter().map(|&id| Arc::from(id)).collect(),
            explanation: Vec::new(),
            log_odds: 0.0,
            field: Field::Text,
            refers_to: None,
            excerpt: Excerpt {
                before: String::new(),
                after: String::new(),
            },
        }
    }

    #[test]
    fn the_listings_of_one_party_make_one_alert() {
        let hits = [
            hit("a:1", 0, 0.7, &["b:1", "c:9"]),
            hit("b:1", 0, 0.8, &["a:1"]),
            hit("d:4", 0, 0.9, &[]),
            hit("a:1", 20, 0.95, &["b:1", "c:9"]),
            // It shares no link with the others but a third listing, which has no hit.
            hit("e:5", 40, 0.6, &["c:9"]),
        ];
        let alerts = alerts(&hits);
        assert_eq!(alerts.len(), 2);
        let party = &alerts[0];
        let listings: Vec<&str> = party.listings.iter().map(|l| &*l.best.entity_id).collect();
        assert_eq!(listings, ["a:1", "b:1", "e:5"]);
        assert_eq!(party.also_listed, ["c:9"]);
        assert_eq!((party.confidence(), party.best().start), (0.95, 20));
        assert_eq!((party.first().start, party.first().confidence), (0, 0.8));
        let places: Vec<usize> = party.places().iter().map(|hit| hit.start).collect();
        assert_eq!(places, [0, 20, 40]);
        assert_eq!(alerts[1].best().entity_id, "d:4".into());
        assert!(alerts[1].also_listed.is_empty());
    }

    #[test]
    fn no_hits_are_no_alerts() {
        assert!(alerts(&[]).is_empty());
        assert!(DocumentResult::default().alerts().is_empty());
    }

    proptest! {
        #[test]
        fn every_hit_is_in_one_alert_whatever_their_order(
            made in prop::collection::vec((0..6_u8, 0..4_usize, 0..10_u8, 0..6_u8), 0..20),
        ) {
            let id = |number: u8| format!("{}:{number}", ["a", "b", "c"][usize::from(number % 3)]);
            let mut hits: Vec<Hit> = made
                .iter()
                .map(|&(entity, place, tenths, other)| {
                    let (entity, other) = (id(entity), id(other));
                    let others = if entity == other { vec![] } else { vec![other.as_str()] };
                    hit(&entity, place * 10, f64::from(tenths) / 10.0, &others)
                })
                .collect();
            let shape = |hits: &[Hit]| -> Vec<(String, Vec<usize>)> {
                alerts(hits).iter().map(|alert| {
                    let places = alert.places().iter().map(|hit| hit.start).collect();
                    (format!("{:?} {:?}", alert.best().entity_id, alert.also_listed), places)
                }).collect()
            };
            let counted: usize = alerts(&hits)
                .iter()
                .flat_map(|alert| &alert.listings)
                .map(|listing| listing.hits.len())
                .sum();
            prop_assert_eq!(counted, hits.len());
            let before = shape(&hits);
            hits.reverse();
            prop_assert_eq!(before, shape(&hits));
        }
    }
}
