//! Feature vectors as the columns of a linear model.
//!
//! A curve becomes one column for each of its segments, whose coefficient is the climb of that
//! segment: the curve is monotone just when all the climbs have one sign, and at the neutral value
//! all columns are 0. Most features of most observations are neutral, so rows are kept sparse.

use super::observations::Observations;
use super::spec::{Direction, FeatureSpec};

/// A linear model's rows and columns; column 0 is the intercept.
pub(super) struct Design {
    pub(super) columns: Vec<Column>,
    /// Where the entries of each row begin, and after the last row the end.
    starts: Vec<usize>,
    /// Column and value; columns rise within a row.
    entries: Vec<(u32, f64)>,
    pub(super) labels: Vec<bool>,
    pub(super) weights: Vec<f64>,
}

/// One column of a linear model.
pub(super) struct Column {
    /// Which sign its coefficient may have.
    pub(super) direction: Direction,
    /// For a segment that follows another on the same curve: what the climbs of the two are
    /// multiplied by to be slopes, each in log-odds over the mean of the two widths.
    pub(super) slopes: Option<[f64; 2]>,
}

impl Design {
    /// The columns of these rows; rows of no weight are left out.
    pub(super) fn new(observations: &Observations, rows: &[usize]) -> Self {
        let mut design = Self {
            columns: columns(observations.specs),
            starts: vec![0],
            entries: Vec::new(),
            labels: Vec::new(),
            weights: Vec::new(),
        };
        for &row in rows {
            let weight = observations.weights()[row];
            if weight > 0.0 {
                design.entries.push((0, 1.0));
                expand(
                    observations.specs,
                    observations.features(row),
                    &mut design.entries,
                );
                design.starts.push(design.entries.len());
                design.labels.push(observations.labels()[row]);
                design.weights.push(weight);
            }
        }
        design
    }

    /// The entries that are not 0, row by row.
    pub(super) fn rows(&self) -> impl Iterator<Item = &[(u32, f64)]> {
        self.starts
            .windows(2)
            .map(|ends| &self.entries[ends[0]..ends[1]])
    }

    /// The matrix of the penalty, row after row: ridge on every coefficient but the intercept,
    /// smoothness on how the slope changes from one segment of a curve to the next.
    pub(super) fn penalty(&self, ridge: f64, smoothness: f64) -> Vec<f64> {
        let n = self.columns.len();
        let mut penalty = vec![0.0; n * n];
        for (i, column) in self.columns.iter().enumerate().skip(1) {
            penalty[i * n + i] += ridge;
            if let Some([before, here]) = column.slopes {
                penalty[i * n + i] += smoothness * here * here;
                penalty[(i - 1) * n + i - 1] += smoothness * before * before;
                penalty[i * n + i - 1] -= smoothness * here * before;
                penalty[(i - 1) * n + i] -= smoothness * here * before;
            }
        }
        penalty
    }
}

fn columns(specs: &[FeatureSpec]) -> Vec<Column> {
    let mut columns = vec![Column {
        direction: Direction::Free,
        slopes: None,
    }];
    for spec in specs {
        let knots = spec.knots().unwrap_or(&[0.0, 1.0]);
        for segment in 1..knots.len() {
            let slopes = (segment > 1).then(|| {
                let before = knots[segment - 1] - knots[segment - 2];
                let here = knots[segment] - knots[segment - 1];
                let mean = f64::midpoint(before, here);
                [mean / before, mean / here]
            });
            columns.push(Column {
                direction: spec.direction,
                slopes,
            });
        }
    }
    columns
}

fn expand(specs: &[FeatureSpec], features: &[f64], entries: &mut Vec<(u32, f64)>) {
    let mut column = 1;
    for (spec, &value) in specs.iter().zip(features) {
        let mut push = |share: f64| {
            if share != 0.0 {
                entries.push((column, share));
            }
            column += 1;
        };
        let Some(knots) = spec.knots() else {
            push(value - spec.neutral);
            continue;
        };
        let neutral = spec.neutral_knot();
        for (segment, ends) in knots.windows(2).enumerate() {
            let passed = ((value - ends[0]) / (ends[1] - ends[0])).clamp(0.0, 1.0);
            push(if segment < neutral {
                passed - 1.0
            } else {
                passed
            });
        }
    }
}

/// Turns the coefficients of the columns into the intercept and each feature's slope or heights.
pub(super) fn features_from_columns(
    specs: &[FeatureSpec],
    coefficients: &[f64],
) -> (f64, Vec<Vec<f64>>) {
    let mut next = 1;
    let features = specs.iter().map(|spec| {
        let segments = spec.knots().map_or(1, |knots| knots.len() - 1);
        let climbs = &coefficients[next..next + segments];
        next += segments;
        if spec.knots().is_none() {
            return climbs.to_vec();
        }
        let neutral = spec.neutral_knot();
        let mut heights = vec![0.0; segments + 1];
        for segment in neutral..segments {
            heights[segment + 1] = heights[segment] + climbs[segment];
        }
        for segment in (0..neutral).rev() {
            heights[segment] = heights[segment + 1] - climbs[segment];
        }
        heights
    });
    let features = features.collect();
    (coefficients[0], features)
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::confidence::calibration::Calibration;

    const SPECS: &[FeatureSpec] = &[
        FeatureSpec::flag("flag", Direction::Free),
        FeatureSpec::linear("line", 2.0, Direction::Free),
        FeatureSpec::curve("curve", &[-2.0, -1.0, 0.0, 0.5, 1.5], 0.0, Direction::Free),
    ];

    #[test]
    fn neutral_rows_hold_the_intercept_alone() {
        let mut observations = Observations::new(SPECS);
        observations
            .push(&[0.0, 2.0, 0.0], true, 1.0, "")
            .expect("sound");
        observations
            .push(&[1.0, 2.5, 1.0], true, 0.0, "")
            .expect("sound");
        observations
            .push(&[1.0, 2.5, -1.25], true, 1.0, "")
            .expect("sound");
        let design = Design::new(&observations, &[0, 1, 2]);
        let rows: Vec<&[(u32, f64)]> = design.rows().collect();
        let second: &[(u32, f64)] = &[(0, 1.0), (1, 1.0), (2, 0.5), (3, -0.25), (4, -1.0)];
        assert_eq!(rows, [&[(0, 1.0)], second]);
    }

    proptest! {
        #[test]
        fn columns_and_curves_are_the_same_function(
            coefficients in prop::array::uniform7(-3.0..3.0_f64),
            features in prop::array::uniform3(-3.0..3.0_f64),
        ) {
            let mut observations = Observations::new(SPECS);
            observations.push(&features, true, 1.0, "").expect("finite");
            let design = Design::new(&observations, &[0]);
            let entries = design.rows().flatten();
            let sum: f64 = entries.map(|&(column, share)| coefficients[column as usize] * share).sum();
            let (intercept, curves) = features_from_columns(SPECS, &coefficients);
            let calibration = Calibration::new(SPECS, intercept, curves).expect("fits");
            prop_assert!((calibration.log_odds(&features) - sum).abs() < 1e-3);
        }
    }
}
