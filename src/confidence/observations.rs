//! Labelled feature vectors to fit and to measure on.

use super::random::hash;
use super::spec::FeatureSpec;
use crate::{ErrorKind, Result};

/// Labelled feature vectors, each with a weight and the group it is held out with.
#[derive(Clone, Debug)]
pub(crate) struct Observations {
    pub(super) specs: &'static [FeatureSpec],
    features: Vec<f64>,
    labels: Vec<bool>,
    weights: Vec<f64>,
    groups: Vec<u64>,
}

impl Observations {
    /// No observations yet, of these features.
    pub(crate) fn new(specs: &'static [FeatureSpec]) -> Self {
        Self {
            specs,
            features: Vec::new(),
            labels: Vec::new(),
            weights: Vec::new(),
            groups: Vec::new(),
        }
    }

    /// Adds an observation.
    ///
    /// `positive` says whether the event took place. `weight` tells how many observations of the
    /// population it stands for: where a sample holds too many of a sort, weights put the base
    /// rate right. Observations of one `group` (a person, a document, a case) are always held out
    /// together.
    ///
    /// # Errors
    ///
    /// [`ErrorKind::Model`] where a feature is missing, too many or not finite, or the weight is
    /// negative or not finite.
    pub(crate) fn push(
        &mut self,
        features: &[f64],
        positive: bool,
        weight: f64,
        group: &str,
    ) -> Result<()> {
        let row = self.len() + 1;
        let refuse = |problem| Err(ErrorKind::Model(format!("observation {row} {problem}")).into());
        let (found, expected) = (features.len(), self.specs.len());
        if found != expected {
            return refuse(format!("has {found} features, expected {expected}"));
        }
        let bad = self
            .specs
            .iter()
            .zip(features)
            .find(|(_, value)| !value.is_finite());
        if let Some((spec, value)) = bad {
            let name = spec.name;
            return refuse(format!("has {value} as `{name}`, expected a finite number"));
        }
        if !(weight.is_finite() && weight >= 0.0) {
            return refuse(format!("has the weight {weight}, expected 0 or more"));
        }
        self.features.extend_from_slice(features);
        self.labels.push(positive);
        self.weights.push(weight);
        self.groups.push(hash(group.as_bytes()));
        Ok(())
    }

    /// How many there are.
    pub(crate) fn len(&self) -> usize {
        self.labels.len()
    }

    /// The features of one.
    pub(crate) fn features(&self, row: usize) -> &[f64] {
        let width = self.specs.len();
        &self.features[row * width..(row + 1) * width]
    }

    /// Whether the event took place, for each.
    pub(crate) fn labels(&self) -> &[bool] {
        &self.labels
    }

    /// How many observations of the population each stands for.
    pub(crate) fn weights(&self) -> &[f64] {
        &self.weights
    }

    /// The hash of its group, for each.
    pub(crate) fn groups(&self) -> &[u64] {
        &self.groups
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::confidence::Direction;

    const SPECS: &[FeatureSpec] = &[
        FeatureSpec::flag("a", Direction::Free),
        FeatureSpec::flag("b", Direction::Free),
    ];

    #[test]
    fn keeps_what_it_is_given() {
        let mut observations = Observations::new(SPECS);
        observations
            .push(&[1.0, 0.0], true, 2.0, "x")
            .expect("sound");
        observations
            .push(&[0.0, 0.5], false, 1.0, "y")
            .expect("sound");
        observations
            .push(&[0.0, 0.0], false, 1.0, "x")
            .expect("sound");
        assert_eq!(observations.features(1), [0.0, 0.5]);
        assert_eq!(observations.labels(), [true, false, false]);
        assert_eq!(observations.weights(), [2.0, 1.0, 1.0]);
        let groups = observations.groups();
        assert!(groups[0] == groups[2] && groups[0] != groups[1]);
    }

    #[test]
    fn refuses_what_could_not_be_fitted_and_stays_as_it_was() {
        let mut observations = Observations::new(SPECS);
        let mut refused = |features: &[f64], weight, expected: &str| {
            let error = observations
                .push(features, true, weight, "x")
                .expect_err(expected);
            assert_eq!(
                error.to_string(),
                format!("model: observation 1 {expected}")
            );
        };
        refused(&[1.0], 1.0, "has 1 features, expected 2");
        refused(
            &[1.0, f64::NAN],
            1.0,
            "has NaN as `b`, expected a finite number",
        );
        refused(&[1.0, 1.0], -1.0, "has the weight -1, expected 0 or more");
        assert_eq!(observations.len(), 0);
    }
}
