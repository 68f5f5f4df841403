//! Predictions of models that have not seen the answer, and how far chance moves a figure.

use super::calibration::Calibration;
use super::fit::{FitSettings, fit};
use super::metrics::Scored;
use super::observations::Observations;
use super::random::{Random, hash, mix};
use super::settle::confidence;
use crate::{ErrorKind, Result};

/// What cross-validation gave.
#[derive(Clone, Debug)]
pub(crate) struct CrossValidation {
    /// For each observation, the confidence by the calibration that was fitted without its fold.
    pub(crate) scored: Vec<Scored>,
    /// For each fold, the calibration that was fitted without it.
    pub(crate) calibrations: Vec<Calibration>,
}

/// The fold, from 0 to `folds - 1`, that a group is held out with.
///
/// It depends on nothing but the group's hash, the seed and the number of folds: more data do not
/// move a group to another fold.
fn fold_of(group: u64, folds: usize, seed: u64) -> usize {
    Random::new(group ^ mix(seed)).below(folds)
}

/// The same, of a group by its name.
pub(crate) fn fold_of_group(group: &str, folds: usize, seed: u64) -> usize {
    fold_of(hash(group.as_bytes()), folds, seed)
}

/// Fits as many calibrations as there are folds, each without the groups of its fold, and predicts
/// every observation by the calibration that has not seen it or any other of its group.
///
/// # Errors
///
/// [`ErrorKind::Setting`] for fewer than two folds; [`ErrorKind::Model`] where a fold can't be
/// fitted.
pub(crate) fn cross_validate(
    observations: &Observations,
    folds: usize,
    seed: u64,
    settings: &FitSettings,
) -> Result<CrossValidation> {
    if folds < 2 {
        let problem = format!("cross-validation needs at least 2 folds, got {folds}");
        return Err(ErrorKind::Setting(problem).into());
    }
    let groups = observations.groups().iter();
    let fold: Vec<usize> = groups.map(|&group| fold_of(group, folds, seed)).collect();
    let fit_without = |out: usize| {
        let rows: Vec<usize> = (0..fold.len()).filter(|&row| fold[row] != out).collect();
        fit(observations, &rows, settings)
    };
    let calibrations: Vec<Calibration> = (0..folds).map(fit_without).collect::<Result<_>>()?;
    let scored = fold.iter().zip(observations.labels()).enumerate();
    let scored = scored.map(|(row, (&fold, &positive))| Scored {
        confidence: confidence(calibrations[fold].log_odds(observations.features(row))),
        positive,
    });
    Ok(CrossValidation {
        scored: scored.collect(),
        calibrations,
    })
}

/// The 95 % interval of a metric (percentiles of the bootstrap of Efron 1979): it is measured again
/// on as many `samples` of whole groups, drawn with replacement. `None` without samples or rows.
///
/// `groups` holds the group of each row; rows of one group are not independent of each other, and
/// drawn one by one they would make the interval too narrow.
pub(crate) fn interval(
    scored: &[Scored],
    groups: &[u64],
    samples: usize,
    seed: u64,
    metric: impl Fn(&[Scored]) -> f64,
) -> Option<[f64; 2]> {
    let mut rows: Vec<(u64, Scored)> = groups.iter().copied().zip(scored.iter().copied()).collect();
    rows.sort_by_key(|&(group, _)| group);
    let grouped: Vec<Vec<Scored>> = rows
        .chunk_by(|a, b| a.0 == b.0)
        .map(|rows| rows.iter().map(|&(_, scored)| scored).collect())
        .collect();
    let of_sample = |sample: &[&Vec<Scored>]| {
        let rows: Vec<Scored> = sample
            .iter()
            .flat_map(|rows| rows.iter().copied())
            .collect();
        [metric(&rows)]
    };
    intervals(&grouped, samples, seed, of_sample).map(|[bounds]| bounds)
}

/// The same of several figures at once, which need not be of confidences.
pub(crate) fn intervals<T, const N: usize>(
    groups: &[T],
    samples: usize,
    seed: u64,
    figures: impl Fn(&[&T]) -> [f64; N],
) -> Option<[[f64; 2]; N]> {
    if groups.is_empty() {
        return None;
    }
    let mut random = Random::new(seed);
    let drawn: Vec<[f64; N]> = (0..samples)
        .map(|_| {
            let sample = (0..groups.len()).map(|_| &groups[random.below(groups.len())]);
            figures(&sample.collect::<Vec<&T>>())
        })
        .collect();
    let mut bounds = [[0.0; 2]; N];
    for (at, bounds) in bounds.iter_mut().enumerate() {
        let mut values: Vec<f64> = drawn.iter().map(|figures| figures[at]).collect();
        values.sort_by(f64::total_cmp);
        *bounds = [percentile(&values, 0.025)?, percentile(&values, 0.975)?];
    }
    Some(bounds)
}

/// The value below which this share of sorted values lies, straight between neighbours.
fn percentile(sorted: &[f64], share: f64) -> Option<f64> {
    let place = share * sorted.len().checked_sub(1)? as f64;
    let below = sorted[place as usize];
    let above = sorted.get(place as usize + 1).unwrap_or(&below);
    Some(below + (above - below) * place.fract())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::confidence::metrics::accuracy;
    use crate::confidence::{Direction, FeatureSpec};

    const SPECS: &[FeatureSpec] = &[FeatureSpec::flag("flag", Direction::Rising)];

    /// Forty groups of three, in which the flag mostly tells the label.
    fn observations() -> Observations {
        let mut observations = Observations::new(SPECS);
        for i in 0..120 {
            let positive = i % 2 == 0;
            let flag = f64::from(positive != (i % 10 == 0));
            let group = format!("group {}", i % 40);
            observations
                .push(&[flag], positive, 1.0, &group)
                .expect("sound");
        }
        observations
    }

    #[test]
    fn each_prediction_is_by_the_model_that_has_not_seen_the_group() {
        let observations = observations();
        let settings = FitSettings::default();
        let found = cross_validate(&observations, 4, 1, &settings).expect("fits");
        assert_eq!(found.calibrations.len(), 4);
        let mut seen = [false; 4];
        for (row, scored) in found.scored.iter().enumerate() {
            let group = observations.groups()[row];
            let fold = fold_of(group, 4, 1);
            seen[fold] = true;
            let others = (0..120).filter(|&r| fold_of(observations.groups()[r], 4, 1) != fold);
            let others: Vec<usize> = others.collect();
            assert!(others.iter().all(|&r| observations.groups()[r] != group));
            let unseen = fit(&observations, &others, &settings).expect("fits");
            let expected = confidence(unseen.log_odds(observations.features(row)));
            assert_eq!(scored.confidence, expected);
            assert_eq!(scored.positive, observations.labels()[row]);
        }
        assert_eq!(seen, [true; 4]);
        let [a, b] = [0, 1].map(|i| found.calibrations[i].clone());
        assert_ne!(a, b, "folds must differ for this test to see anything");
    }

    #[test]
    fn folds_are_even_and_change_with_the_seed() {
        let mut counts = [0; 5];
        let mut moved = 0;
        for group in 0..10_000 {
            counts[fold_of(mix(group), 5, 1)] += 1;
            moved += usize::from(fold_of(mix(group), 5, 1) != fold_of(mix(group), 5, 2));
        }
        assert!(
            counts.iter().all(|count| (1_850..2_150).contains(count)),
            "{counts:?}"
        );
        assert!((7_700..8_300).contains(&moved), "{moved}");
    }

    #[test]
    fn one_fold_is_refused() {
        let error = cross_validate(&observations(), 1, 1, &FitSettings::default());
        let error = error.expect_err("one fold").to_string();
        assert_eq!(error, "cross-validation needs at least 2 folds, got 1");
    }

    fn recall(scored: &[Scored]) -> f64 {
        accuracy(scored, 0.5).recall
    }

    #[test]
    fn an_interval_holds_the_figure_and_narrows_with_the_data() {
        let width = |rows: usize, per_group: usize| {
            let scored: Vec<Scored> = (0..rows)
                .map(|i| Scored {
                    confidence: if (i / per_group).is_multiple_of(5) {
                        0.1
                    } else {
                        0.9
                    },
                    positive: true,
                })
                .collect();
            let groups: Vec<u64> = (0..rows).map(|i| mix((i / per_group) as u64)).collect();
            let [low, high] = interval(&scored, &groups, 500, 3, recall).expect("rows");
            assert!(low < 0.8 && 0.8 < high, "{low} to {high}");
            high - low
        };
        // Of a share of 0.8 in n independent rows: 2 * 1.96 * sqrt(0.16 / n).
        assert!((width(400, 1) - 0.078).abs() < 0.012);
        assert!(
            (width(1_600, 4) - 0.078).abs() < 0.012,
            "rows of a group are one draw"
        );
        assert!((width(1_600, 1) - 0.039).abs() < 0.006);
    }

    #[test]
    fn an_interval_of_nothing_is_none() {
        assert_eq!(interval(&[], &[], 100, 1, recall), None);
        let one = [Scored {
            confidence: 0.9,
            positive: true,
        }];
        assert_eq!(interval(&one, &[1], 0, 1, recall), None);
        assert_eq!(interval(&one, &[1], 10, 1, recall), Some([1.0, 1.0]));
    }

    #[test]
    fn percentiles_lie_between_neighbours() {
        assert_eq!(percentile(&[1.0, 2.0, 4.0], 0.75), Some(3.0));
        assert_eq!(percentile(&[1.0, 2.0, 4.0], 1.0), Some(4.0));
        assert_eq!(percentile(&[], 0.5), None);
    }
}
