//! What cross-validation says of a model, population by population.

use std::fmt::Write;

use crate::confidence::{
    Bin, CrossValidation, Figure, Observations, Scored, accuracy, average_precision, brier,
    calibration_error, interval, recall_at_false_rate, reliability,
};

/// So many samples are drawn for an interval.
const SAMPLES: usize = 200;

type Metric = fn(&[Scored]) -> f64;

const METRICS: [(&str, Metric); 7] = [
    ("precision", |scored| accuracy(scored, 0.5).precision),
    ("recall", |scored| accuracy(scored, 0.5).recall),
    ("f1", |scored| accuracy(scored, 0.5).f1),
    ("average_precision", average_precision),
    ("calibration_error", calibration_error),
    ("brier_skill", |scored| brier(scored).skill),
    ("recall_at_0.001", |scored| {
        recall_at_false_rate(scored, 0.001).map_or(0.0, |cut| cut.recall)
    }),
];

/// The figures so far, as numbers and as lines.
pub(super) struct Report {
    seed: u64,
    figures: Vec<Figure>,
    text: String,
}

impl Report {
    /// Nothing yet. Intervals are drawn by this seed.
    pub(super) fn new(seed: u64) -> Self {
        Self {
            seed,
            figures: Vec::new(),
            text: String::new(),
        }
    }

    /// The figures.
    pub(super) fn figures(&self) -> &[Figure] {
        &self.figures
    }

    /// The figures and the reliability, a line each.
    pub(super) fn into_text(self) -> String {
        self.text
    }

    /// Adds the figures of a command. `parts` holds the population of each observation.
    pub(super) fn add(
        &mut self,
        command: &str,
        observations: &Observations,
        parts: &[&str],
        validation: &CrossValidation,
    ) {
        let mut populations: Vec<&str> = parts.to_vec();
        populations.sort_unstable();
        populations.dedup();
        for population in populations {
            let rows: Vec<usize> = (0..parts.len())
                .filter(|&row| parts[row] == population)
                .collect();
            let scored: Vec<Scored> = rows.iter().map(|&row| validation.scored[row]).collect();
            let groups: Vec<u64> = rows.iter().map(|&row| observations.groups()[row]).collect();
            let positives = scored.iter().filter(|scored| scored.positive).count();
            let _ = writeln!(
                self.text,
                "{command}.{population} rows {} positives {positives}",
                rows.len()
            );
            for (name, metric) in METRICS {
                let value = metric(&scored);
                if !value.is_finite() {
                    continue;
                }
                let bounds = interval(&scored, &groups, SAMPLES, self.seed, metric)
                    .filter(|bounds| bounds.iter().all(|bound| bound.is_finite()));
                let _ = write!(self.text, "{command}.{population}.{name} {value:.4}");
                let _ = match bounds {
                    Some([low, high]) => writeln!(self.text, " [{low:.4}, {high:.4}]"),
                    None => writeln!(self.text),
                };
                self.figures
                    .push(Figure::new(command, population, name, value, bounds));
            }
            let population = format!("{command}.{population}");
            write_reliability(&mut self.text, &population, &reliability(&scored));
        }
    }
}

/// Writes a line for each band of confidence that is not empty: how many, their mean confidence, how
/// many right.
pub(super) fn write_reliability(text: &mut String, population: &str, bands: &[Bin]) {
    for (number, band) in bands.iter().enumerate().filter(|(_, band)| band.count > 0) {
        let (count, from) = (band.count as f64, number as f64 / bands.len() as f64);
        let (mean, share) = (band.confidence_sum / count, band.positives as f64 / count);
        let _ = writeln!(
            text,
            "{population}.reliability from {from:.2}: {count} at {mean:.3}, right {share:.3}"
        );
    }
}
