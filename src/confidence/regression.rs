//! The function that a fit minimises, and the way to its minimum.
//!
//! The penalised loss is convex, so there is one best point. It is found by Newton steps, each to
//! the best point of the quadratic approximation that keeps to the constraints, with a line search.
//! Sums run from the first row to the last on one thread, and exponentials come from `libm`: the
//! same observations give the same model on every machine.

use super::design::Design;
use super::fit::FitSettings;
use super::quadratic::minimize;
use super::settle::logistic;
use super::spec::Direction;

/// Newton steps; some ten are usual.
const MAX_STEPS: usize = 200;

/// The part of the value that the last step may still gain. Newton steps square their error: after
/// one that gains so little, nothing is left that six decimals would show.
const TOLERANCE: f64 = 1e-12;

/// Curvature of the intercept that is always assumed, for each observation.
const INTERCEPT_CURVATURE: f64 = 1e-10;

/// Halvings of a step before it is given up.
const MAX_HALVINGS: usize = 50;

/// The function to minimise: of each column's excess over the least step that it is allowed.
pub(super) struct Problem {
    design: Design,
    directions: Vec<Direction>,
    /// The coefficient nearest to 0 that each column is allowed.
    least: Vec<f64>,
    /// The penalty is half of `coefficients' * penalty * coefficients`.
    penalty: Vec<f64>,
    total_weight: f64,
}

/// The slopes of the function at a point, and how they change.
struct Derivatives {
    gradient: Vec<f64>,
    hessian: Vec<f64>,
}

impl Problem {
    pub(super) fn new(design: Design, settings: &FitSettings) -> Self {
        let directions: Vec<Direction> = design.columns.iter().map(|c| c.direction).collect();
        let least = directions.iter().map(|direction| match direction {
            Direction::Rising => settings.least_step,
            Direction::Falling => -settings.least_step,
            Direction::Free => 0.0,
        });
        Self {
            least: least.collect(),
            penalty: design.penalty(settings.ridge, settings.smoothness),
            total_weight: design.weights.iter().sum(),
            directions,
            design,
        }
    }

    /// The best coefficients of the columns.
    ///
    /// # Errors
    ///
    /// What is wrong and what to do, where no best point is found.
    pub(super) fn solve(&self) -> Result<Vec<f64>, &'static str> {
        let mut excess = vec![0.0; self.directions.len()];
        excess[0] = self.base_rate();
        let mut value = self.value(&excess);
        for _ in 0..MAX_STEPS {
            let Derivatives { gradient, hessian } = self.derivatives(&excess);
            let linear: Vec<f64> = gradient
                .iter()
                .zip(times(&hessian, &excess))
                .map(|(gradient, curved)| gradient - curved)
                .collect();
            let target = minimize(&hessian, &linear, &self.directions, &excess)
                .ok_or("the data leave the model open; raise the ridge")?;
            let ways = target.iter().zip(&excess).map(|(to, from)| to - from);
            let ways: Vec<f64> = ways.collect();
            let slope: f64 = ways
                .iter()
                .zip(&gradient)
                .map(|(way, slope)| way * slope)
                .sum();
            if -slope <= TOLERANCE * value {
                return Ok(self.coefficients(&target));
            }
            let Some(better) = self.search(&excess, &ways, slope, value) else {
                break;
            };
            (excess, value) = better;
        }
        Err("the steps do not come to an end; raise the ridge")
    }

    /// The log-odds of a positive, to begin with.
    fn base_rate(&self) -> f64 {
        let weights = self.design.weights.iter().zip(&self.design.labels);
        let positives: f64 = weights
            .filter(|&(_, &label)| label)
            .map(|(weight, _)| weight)
            .sum();
        libm::log(positives / (self.total_weight - positives))
    }

    /// The first of ever shorter steps along `ways` that lowers the value in proportion to its
    /// length; `None` where none does. `slope` is how the value changes at first on the way. The
    /// end of the way and all before it keep to the constraints.
    fn search(
        &self,
        from: &[f64],
        ways: &[f64],
        slope: f64,
        value: f64,
    ) -> Option<(Vec<f64>, f64)> {
        let mut share = 1.0_f64;
        for _ in 0..MAX_HALVINGS {
            let point = from.iter().zip(ways).map(|(from, way)| from + share * way);
            let point: Vec<f64> = point.collect();
            let reached = self.value(&point);
            if reached <= value + 1e-4 * share * slope {
                return Some((point, reached));
            }
            share /= 2.0;
        }
        None
    }

    fn coefficients(&self, excess: &[f64]) -> Vec<f64> {
        self.least
            .iter()
            .zip(excess)
            .map(|(least, excess)| least + excess)
            .collect()
    }

    /// The penalised loss.
    fn value(&self, excess: &[f64]) -> f64 {
        let coefficients = self.coefficients(excess);
        let penalty: f64 = times(&self.penalty, &coefficients)
            .zip(&coefficients)
            .map(|(penalty, coefficient)| penalty * coefficient)
            .sum();
        let rows = self
            .design
            .rows()
            .zip(&self.design.labels)
            .zip(&self.design.weights);
        let loss = rows.map(|((row, &label), weight)| {
            let log_odds = log_odds(row, &coefficients);
            weight * softplus(if label { -log_odds } else { log_odds })
        });
        loss.sum::<f64>() + penalty / 2.0
    }

    fn derivatives(&self, excess: &[f64]) -> Derivatives {
        let coefficients = self.coefficients(excess);
        let n = coefficients.len();
        let mut gradient: Vec<f64> = times(&self.penalty, &coefficients).collect();
        let mut hessian = vec![0.0; n * n];
        let rows = self
            .design
            .rows()
            .zip(&self.design.labels)
            .zip(&self.design.weights);
        for ((row, &label), weight) in rows {
            let probability = logistic(log_odds(row, &coefficients));
            let error = weight * (probability - f64::from(label));
            let curvature = weight * probability * (1.0 - probability);
            for (i, &(column, share)) in row.iter().enumerate() {
                gradient[column as usize] += error * share;
                let line = &mut hessian[column as usize * n..];
                let scaled = curvature * share;
                for &(other, other_share) in &row[..=i] {
                    line[other as usize] += scaled * other_share;
                }
            }
        }
        // Rows hold rising columns, so only the lower triangle was filled.
        for i in 0..n {
            for j in 0..i {
                hessian[j * n + i] = hessian[i * n + j];
            }
        }
        for (value, penalty) in hessian.iter_mut().zip(&self.penalty) {
            *value += penalty;
        }
        // The intercept has no penalty: where all predictions are sure, its curvature is lost to
        // rounding. A trace more leaves the minimum where it is.
        hessian[0] += INTERCEPT_CURVATURE * self.total_weight;
        Derivatives { gradient, hessian }
    }
}

fn log_odds(row: &[(u32, f64)], coefficients: &[f64]) -> f64 {
    row.iter()
        .map(|&(column, share)| coefficients[column as usize] * share)
        .sum()
}

/// `log(1 + exp(x))` without overflow.
fn softplus(x: f64) -> f64 {
    x.max(0.0) + libm::log1p(libm::exp(-x.abs()))
}

/// A square matrix times a vector.
fn times(matrix: &[f64], vector: &[f64]) -> impl Iterator<Item = f64> {
    let rows = matrix.chunks_exact(vector.len());
    rows.map(move |row| row.iter().zip(vector).map(|(a, b)| a * b).sum())
}
