//! Fitting a calibration: logistic regression with a ridge penalty and sign constraints.

use super::calibration::Calibration;
use super::design::{Design, features_from_columns};
use super::observations::Observations;
use super::regression::Problem;
use crate::{Error, ErrorKind, Result};

/// How a calibration is fitted.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) struct FitSettings {
    /// Weight of the squared climb of each segment, or squared slope of a line: as if each were
    /// known beforehand to be 0 with the variance `1 / ridge`. Over 0. Default 1.
    pub(crate) ridge: f64,
    /// Weight of the squared change of slope at each inner knot. 0 or more. Default 0.
    pub(crate) smoothness: f64,
    /// The log-odds by which each segment of a monotone curve climbs or falls at least, so that
    /// better evidence is never equal to worse. 0 or more. Default 0.01.
    pub(crate) least_step: f64,
}

impl Default for FitSettings {
    fn default() -> Self {
        Self {
            ridge: 1.0,
            smoothness: 0.0,
            least_step: 0.01,
        }
    }
}

/// Fits a calibration to these rows of the observations.
///
/// # Errors
///
/// [`ErrorKind::Model`] where a setting is out of range, all the rows have one label, or no best
/// model is found.
pub(crate) fn fit(
    observations: &Observations,
    rows: &[usize],
    settings: &FitSettings,
) -> Result<Calibration> {
    let FitSettings {
        ridge,
        smoothness,
        least_step,
    } = *settings;
    let at_least_0 = |value: f64| value.is_finite() && value >= 0.0;
    if !(ridge > 0.0 && at_least_0(ridge) && at_least_0(smoothness) && at_least_0(least_step)) {
        let problem =
            format!("a ridge over 0 and the others at least 0 are needed, got {settings:?}");
        return Err(failed(&problem));
    }
    let design = Design::new(observations, rows);
    let positives = design.labels.iter().filter(|&&label| label).count();
    if positives == 0 || positives == design.labels.len() {
        let all = design.labels.len();
        let problem =
            format!("positives and negatives are needed, got {positives} positives in {all}");
        return Err(failed(&problem));
    }
    let coefficients = Problem::new(design, settings).solve().map_err(failed)?;
    let (intercept, features) = features_from_columns(observations.specs, &coefficients);
    Calibration::new(observations.specs, intercept, features).map_err(|problem| failed(&problem))
}

fn failed(problem: &str) -> Error {
    ErrorKind::Model(format!("cannot be fitted: {problem}")).into()
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::confidence::settle::logistic;
    use crate::confidence::{Direction, FeatureSpec, Random};

    const SPECS: &[FeatureSpec] = &[
        FeatureSpec::flag("flag", Direction::Rising),
        FeatureSpec::linear("line", 1.0, Direction::Falling),
        FeatureSpec::curve("curve", &[-1.0, 0.0, 0.5, 2.0], 0.0, Direction::Rising),
    ];

    const FLAG: &[FeatureSpec] = &[FeatureSpec::flag("flag", Direction::Rising)];

    fn uniform(random: &mut Random) -> f64 {
        random.below(1 << 30) as f64 / f64::from(1 << 30)
    }

    /// Observations drawn from a known model.
    fn drawn(truth: &Calibration, count: usize, seed: u64) -> Observations {
        let mut random = Random::new(seed);
        let mut observations = Observations::new(SPECS);
        for _ in 0..count {
            let flag = random.below(2) as f64;
            let line = 2.0 * uniform(&mut random);
            let curve = 3.0 * uniform(&mut random) - 1.0;
            let features = [flag, line, curve];
            let positive = uniform(&mut random) < logistic(truth.log_odds(&features));
            observations
                .push(&features, positive, 1.0, "")
                .expect("sound");
        }
        observations
    }

    fn all(observations: &Observations) -> Vec<usize> {
        (0..observations.len()).collect()
    }

    fn counted(counts: [(f64, bool, usize); 4]) -> Observations {
        let mut observations = Observations::new(FLAG);
        for (flag, positive, count) in counts {
            for _ in 0..count {
                observations
                    .push(&[flag], positive, 1.0, "")
                    .expect("sound");
            }
        }
        observations
    }

    fn effect(calibration: &Calibration, features: &[f64], feature: usize) -> f64 {
        let mut effects = Vec::new();
        calibration.effects(features, &mut effects);
        effects[feature + 1]
    }

    #[test]
    fn known_coefficients_are_recovered() {
        let curves = vec![vec![0.0, 1.5], vec![-0.8], vec![-2.0, 0.0, 1.0, 1.5]];
        let truth = Calibration::new(SPECS, -0.5, curves).expect("fits");
        let observations = drawn(&truth, 40_000, 11);
        let found = fit(&observations, &all(&observations), &FitSettings::default()).expect("fit");
        assert!((found.intercept() - -0.5).abs() < 0.1, "{found:?}");
        for features in [[1.0, 0.0, -1.0], [0.0, 2.0, 0.5], [0.0, 1.0, 2.0]] {
            for feature in 0..3 {
                let error = effect(&found, &features, feature) - effect(&truth, &features, feature);
                assert!(
                    error.abs() < 0.15,
                    "{feature} at {features:?}: {error} in {found:?}"
                );
            }
        }
    }

    #[test]
    fn without_features_the_intercept_is_the_weighted_base_rate() {
        let mut observations = Observations::new(&[]);
        for (positive, weight) in [(true, 1.0), (false, 2.5), (false, 1.5), (true, 0.0)] {
            observations.push(&[], positive, weight, "").expect("sound");
        }
        let found = fit(&observations, &all(&observations), &FitSettings::default()).expect("fit");
        assert_eq!(found.intercept(), -1.386_294);
    }

    #[test]
    fn the_slope_of_the_penalised_loss_is_0_at_the_end() {
        let observations = counted([
            (0.0, false, 30),
            (0.0, true, 10),
            (1.0, false, 5),
            (1.0, true, 20),
        ]);
        let settings = FitSettings {
            ridge: 2.0,
            ..FitSettings::default()
        };
        let found = fit(&observations, &all(&observations), &settings).expect("fit");
        let (base, flag) = (found.intercept(), effect(&found, &[1.0], 0));
        let (without, with) = (40.0 * logistic(base), 25.0 * logistic(base + flag));
        assert!((without + with - 30.0).abs() < 1e-4);
        assert!((with - 20.0 + 2.0 * flag).abs() < 1e-4);
        assert!(flag > 1.0 && flag < libm::log(4.0 * 3.0));
    }

    #[test]
    fn what_the_data_say_against_the_direction_is_not_believed() {
        let observations = counted([
            (0.0, false, 10),
            (0.0, true, 30),
            (1.0, false, 30),
            (1.0, true, 10),
        ]);
        let found = fit(&observations, &all(&observations), &FitSettings::default()).expect("fit");
        assert_eq!(effect(&found, &[1.0], 0), 0.01);
        let settings = FitSettings {
            least_step: 0.0,
            ..FitSettings::default()
        };
        let found = fit(&observations, &all(&observations), &settings).expect("fit");
        assert_eq!(effect(&found, &[1.0], 0), 0.0);
        assert_eq!(found.intercept(), 0.0);
    }

    #[test]
    fn a_weight_counts_like_as_many_copies() {
        let mut weighted = Observations::new(FLAG);
        for (flag, positive, weight) in [
            (0.0, false, 30.0),
            (0.0, true, 10.0),
            (1.0, true, 7.0),
            (1.0, false, 2.0),
        ] {
            weighted.push(&[flag], positive, weight, "").expect("sound");
        }
        let copied = counted([
            (0.0, false, 30),
            (0.0, true, 10),
            (1.0, true, 7),
            (1.0, false, 2),
        ]);
        let fitted =
            |data: &Observations| fit(data, &all(data), &FitSettings::default()).expect("fit");
        assert_eq!(fitted(&weighted), fitted(&copied));
    }

    #[test]
    fn data_that_are_told_apart_perfectly_have_a_finite_fit() {
        let observations = counted([
            (0.0, false, 500),
            (1.0, true, 500),
            (0.0, true, 0),
            (0.0, true, 0),
        ]);
        let found = fit(&observations, &all(&observations), &FitSettings::default()).expect("fit");
        let flag = effect(&found, &[1.0], 0);
        assert!((6.0..15.0).contains(&flag), "{flag}");
    }

    #[test]
    fn a_step_that_leaves_the_model_far_too_sure_is_made_good() {
        // Slopes of unscaled features: the second Newton step finds every prediction sure, and
        // nothing to hold the intercept.
        const LINES: &[FeatureSpec] = &[
            FeatureSpec::linear("a", 0.0, Direction::Free),
            FeatureSpec::linear("b", 0.0, Direction::Rising),
        ];
        let rows = [
            ([345.0, 254.0], false, 0.1),
            ([476.0, 688.0], true, 100.0),
            ([82.0, 823.0], false, 10.0),
        ];
        let mut observations = Observations::new(LINES);
        for (features, positive, weight) in &rows {
            observations
                .push(features, *positive, *weight, "")
                .expect("sound");
        }
        let settings = FitSettings {
            ridge: 0.1,
            ..FitSettings::default()
        };
        let found = fit(&observations, &all(&observations), &settings).expect("fit");
        for (features, positive, _) in &rows[1..] {
            assert_eq!(found.log_odds(features) > 0.0, *positive, "{found:?}");
        }
    }

    #[test]
    fn enough_smoothness_makes_a_curve_straight() {
        let curves = vec![vec![0.0, 0.0], vec![0.0], vec![-3.0, 0.0, 2.0, 2.0]];
        let truth = Calibration::new(SPECS, 0.0, curves).expect("fits");
        let observations = drawn(&truth, 3_000, 5);
        let kinks = |smoothness| {
            let settings = FitSettings {
                smoothness,
                ..FitSettings::default()
            };
            let found = fit(&observations, &all(&observations), &settings).expect("fit");
            let slope = |from: f64, to: f64| {
                let climb =
                    effect(&found, &[0.0, 1.0, to], 2) - effect(&found, &[0.0, 1.0, from], 2);
                climb / (to - from)
            };
            (slope(-1.0, 0.0) - slope(0.0, 0.5)).abs() + (slope(0.0, 0.5) - slope(0.5, 2.0)).abs()
        };
        assert!(kinks(0.0) > 1.0);
        assert!(kinks(1e7) < 1e-3);
    }

    #[test]
    fn what_cannot_be_fitted_is_refused() {
        let observations = counted([
            (0.0, true, 3),
            (1.0, true, 2),
            (1.0, false, 1),
            (0.0, true, 0),
        ]);
        let refused = |rows: &[usize], settings: FitSettings, expected: &str| {
            let error = fit(&observations, rows, &settings)
                .expect_err(expected)
                .to_string();
            assert!(
                error.starts_with("model: cannot be fitted: ") && error.contains(expected),
                "{error}"
            );
        };
        let settings = FitSettings::default();
        refused(&[0, 1, 2], settings, "got 3 positives in 3");
        refused(&[], settings, "got 0 positives in 0");
        refused(
            &[0, 5],
            FitSettings {
                ridge: 0.0,
                ..settings
            },
            "a ridge over 0",
        );
        refused(
            &[0, 5],
            FitSettings {
                smoothness: f64::NAN,
                ..settings
            },
            "smoothness: NaN",
        );
        refused(
            &[0, 5],
            FitSettings {
                least_step: -1.0,
                ..settings
            },
            "least_step: -1",
        );
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(64))]

        #[test]
        fn every_fit_keeps_to_its_directions_whatever_the_order_of_the_rows(
            rows in prop::collection::vec((any::<bool>(), 0.0..2.0_f64, -2.0..3.0_f64, any::<bool>()), 2..60),
        ) {
            let mut observations = Observations::new(SPECS);
            for (flag, line, curve, positive) in rows {
                let features = [f64::from(flag), line, curve];
                observations.push(&features, positive, 1.0, "").expect("finite");
            }
            let mut order = all(&observations);
            let labels = observations.labels();
            prop_assume!(labels.contains(&true) && labels.contains(&false));
            let found = fit(&observations, &order, &FitSettings::default()).expect("fit");
            for pair in [-1.0, 0.0, 0.5, 2.0].windows(2) {
                let climb = effect(&found, &[0.0, 1.0, pair[1]], 2) - effect(&found, &[0.0, 1.0, pair[0]], 2);
                prop_assert!(climb > 0.009_99, "{climb} from {} to {}", pair[0], pair[1]);
            }
            prop_assert!(effect(&found, &[1.0, 1.0, 0.0], 0) >= 0.01);
            prop_assert!(effect(&found, &[0.0, 2.0, 0.0], 1) <= -0.01);
            order.reverse();
            let again = fit(&observations, &order, &FitSettings::default()).expect("fit");
            for features in [[1.0, 0.0, -1.0], [0.0, 1.0, 0.0], [0.0, 2.0, 0.5], [0.0, 1.0, 2.0]] {
                let difference = again.log_odds(&features) - found.log_odds(&features);
                prop_assert!(difference.abs() < 1e-3, "{difference}");
            }
        }
    }
}
