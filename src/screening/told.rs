//! What tests ask of the reasons that are given.

use crate::{
    Body, Cancellation, Document, DocumentResult, Entity, EntityKind, Result, Screener, Watchlist,
};

/// The texts in which a hit on the name has a reason that begins so.
pub(crate) fn with_reason<'t>(
    (name, kind): (&str, EntityKind),
    reason: &str,
    texts: &[&'t str],
) -> Vec<&'t str> {
    with_reason_of(Entity::new("1", kind, name), reason, texts)
}

/// The same of an entity of which the list says more than a name.
pub(crate) fn with_reason_of<'t>(entity: Entity, reason: &str, texts: &[&'t str]) -> Vec<&'t str> {
    let watchlist = Watchlist::from_entities("own", vec![entity]).unwrap();
    let screener = Screener::builder()
        .min_confidence(0.0)
        .build(&watchlist)
        .unwrap();
    let has_reason = |text: &&&str| {
        let hits = screener.screen(text).unwrap();
        let mut reasons = hits.iter().flat_map(|hit| &hit.explanation);
        reasons.any(|told| told.reason.starts_with(reason))
    };
    texts.iter().filter(has_reason).copied().collect()
}

/// The reasons of the first hit on Gleb Varnakov, born on 2 March 1950, in a document of a date.
pub(super) fn of_varnakov(text: &str, date: Option<&str>) -> Vec<String> {
    let mut entity = Entity::new("1", EntityKind::Person, "VARNAKOV, Gleb Tarasovich");
    entity.birth_dates = vec!["1950-03-02".parse().unwrap()];
    let watchlist = Watchlist::from_entities("own", vec![entity]).unwrap();
    let screener = Screener::builder()
        .min_confidence(0.0)
        .build(&watchlist)
        .unwrap();
    let document = Document {
        title: None,
        date: date.map(|date| date.parse().unwrap()),
        body: Body::Text(text.to_owned()),
    };
    let mut reasons = Vec::new();
    let sink = |(), result: Result<DocumentResult>| {
        let hits = result.unwrap().hits;
        let explanation = hits[0].explanation.iter();
        reasons.extend(explanation.map(|told| told.reason.clone()));
        true
    };
    let documents = std::iter::once(((), document));
    let cancellation = Cancellation::default();
    screener.screen_all(documents, &cancellation, sink).unwrap();
    reasons
}
