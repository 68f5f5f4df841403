//! Two names to be compared again and again, for measuring what a comparison takes.

use crate::matching::NamePair;
use crate::{EntityKind, Model};

/// Two prepared names.
pub struct PreparedPair(NamePair);

impl PreparedPair {
    /// Prepares two names.
    pub fn new(one: &str, other: &str, kind: EntityKind) -> Self {
        Self(NamePair::new(one, other, kind))
    }

    /// What [`Model::compare`] gives as confidence, without the reasons.
    pub fn confidence(&self, model: &Model) -> f64 {
        let features = self.0.features(&self.0.align());
        crate::confidence::confidence(model.comparing().log_odds(features.as_slice()))
    }
}
