//! What tests ask of the reasons that are given.

use crate::{Entity, EntityKind, Screener, Watchlist};

/// The texts in which a hit on the name has a reason that begins so.
pub(super) fn with_reason<'t>(
    (name, kind): (&str, EntityKind),
    reason: &str,
    texts: &[&'t str],
) -> Vec<&'t str> {
    let watchlist = Watchlist::from_entities("own", vec![Entity::new("1", kind, name)]).unwrap();
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
