//! How right confidences are, when the truth is known.

/// Bins of the reliability table, of equal width from 0 to 1.
const BINS: usize = 15;

/// A confidence, and whether the event it was given to took place.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) struct Scored {
    /// From 0 to 1.
    pub(crate) confidence: f64,
    /// The truth.
    pub(crate) positive: bool,
}

/// Right and wrong verdicts at one threshold; a share of nothing is 0.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) struct Accuracy {
    /// Share of the flagged that are positive.
    pub(crate) precision: f64,
    /// Share of the positives that are flagged.
    pub(crate) recall: f64,
    /// Their harmonic mean.
    pub(crate) f1: f64,
}

/// The mean squared error of confidences.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) struct Brier {
    /// From 0, always right and sure, to 1.
    pub(crate) score: f64,
    /// 1 less the score over that of always saying the base rate; 0 where there is one label only.
    pub(crate) skill: f64,
}

/// One line of the reliability table.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub(crate) struct Bin {
    /// How many confidences fall into it.
    pub(crate) count: usize,
    /// The sum of the confidences in it.
    pub(crate) confidence_sum: f64,
    /// How many of them are positive.
    pub(crate) positives: usize,
}

/// What is found while few of the negatives are flagged.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) struct Cut {
    /// Confidences over this, not at it, are flagged.
    pub(crate) over: f64,
    /// Share of the positives that are flagged.
    pub(crate) recall: f64,
}

/// Verdicts where confidences at or over the threshold are flagged.
pub(crate) fn accuracy(scored: &[Scored], threshold: f64) -> Accuracy {
    let flagged = scored.iter().filter(|s| s.confidence >= threshold).count();
    let right = scored
        .iter()
        .filter(|s| s.confidence >= threshold && s.positive)
        .count();
    let positives = scored.iter().filter(|s| s.positive).count();
    let precision = share(right as f64, flagged);
    let recall = share(right as f64, positives);
    let f1 = if right > 0 {
        2.0 * precision * recall / (precision + recall)
    } else {
        0.0
    };
    Accuracy {
        precision,
        recall,
        f1,
    }
}

/// The mean of the precision at each positive, most confident first; among equals the negatives
/// come first, so that a score that says the same of all earns nothing by luck. 0 without
/// positives.
pub(crate) fn average_precision(scored: &[Scored]) -> f64 {
    let mut sorted: Vec<&Scored> = scored.iter().collect();
    sorted.sort_by(|a, b| {
        let falling = b.confidence.total_cmp(&a.confidence);
        falling.then(a.positive.cmp(&b.positive))
    });
    let (mut found, mut sum) = (0, 0.0);
    for (rank, scored) in sorted.iter().enumerate() {
        if scored.positive {
            found += 1;
            sum += f64::from(found) / (rank + 1) as f64;
        }
    }
    share(sum, found as usize)
}

/// How confidences compare with the truth, from low to high, in 15 bins of equal width.
pub(crate) fn reliability(scored: &[Scored]) -> Vec<Bin> {
    let mut bins = vec![Bin::default(); BINS];
    for scored in scored {
        let bin = &mut bins[((scored.confidence * BINS as f64) as usize).min(BINS - 1)];
        bin.count += 1;
        bin.confidence_sum += scored.confidence;
        bin.positives += usize::from(scored.positive);
    }
    bins
}

/// The expected calibration error: how far, on average over the bins of the reliability table, the
/// mean confidence is from the share of positives. 0 for nothing.
pub(crate) fn calibration_error(scored: &[Scored]) -> f64 {
    let bins = reliability(scored);
    let sum: f64 = bins
        .iter()
        .map(|bin| (bin.confidence_sum - bin.positives as f64).abs())
        .sum();
    share(sum, scored.len())
}

/// The mean squared error, and how much better it is than that of the base rate.
pub(crate) fn brier(scored: &[Scored]) -> Brier {
    let positives = scored.iter().filter(|s| s.positive).count();
    let base = share(positives as f64, scored.len());
    let flat = base * (1.0 - base);
    let squares = scored.iter().map(|s| {
        let error = s.confidence - f64::from(s.positive);
        error * error
    });
    let score = share(squares.sum(), scored.len());
    let skill = if flat > 0.0 { 1.0 - score / flat } else { 0.0 };
    Brier { score, skill }
}

/// Recall at the lowest cut that at most this share of the negatives lies over; `None` without
/// negatives.
pub(crate) fn recall_at_false_rate(scored: &[Scored], rate: f64) -> Option<Cut> {
    let negatives = scored.iter().filter(|s| !s.positive);
    let mut negatives: Vec<f64> = negatives.map(|s| s.confidence).collect();
    negatives.sort_by(|a, b| b.total_cmp(a));
    let allowed = (rate * negatives.len() as f64) as usize;
    // What has no confidence at all is never flagged.
    let over = negatives.get(allowed).or(negatives.last())?.max(1e-9);
    let positives = scored.iter().filter(|s| s.positive).count();
    let found = scored
        .iter()
        .filter(|s| s.positive && s.confidence > over)
        .count();
    Some(Cut {
        over,
        recall: share(found as f64, positives),
    })
}

fn share(part: f64, of: usize) -> f64 {
    part / of.max(1) as f64
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn scored(pairs: &[(f64, u8)]) -> Vec<Scored> {
        let pairs = pairs.iter().map(|&(confidence, label)| Scored {
            confidence,
            positive: label == 1,
        });
        pairs.collect()
    }

    fn close(a: f64, b: f64) {
        assert!((a - b).abs() < 1e-12, "{a} is not {b}");
    }

    #[test]
    fn verdicts_are_counted_at_and_over_the_threshold() {
        let scored = scored(&[(0.9, 1), (0.5, 0), (0.5, 1), (0.49, 1), (0.1, 0)]);
        let found = accuracy(&scored, 0.5);
        close(found.precision, 2.0 / 3.0);
        close(found.recall, 2.0 / 3.0);
        close(found.f1, 2.0 / 3.0);
        let found = accuracy(&scored, 0.6);
        close(found.precision, 1.0);
        close(found.recall, 1.0 / 3.0);
        close(found.f1, 0.5);
        let nothing = Accuracy {
            precision: 0.0,
            recall: 0.0,
            f1: 0.0,
        };
        assert_eq!(accuracy(&scored, 0.95), nothing);
        assert_eq!(accuracy(&[], 0.5), nothing);
    }

    #[test]
    fn average_precision_breaks_ties_against_itself() {
        close(
            average_precision(&scored(&[(0.3, 1), (0.9, 1), (0.5, 0)])),
            f64::midpoint(1.0, 2.0 / 3.0),
        );
        close(
            average_precision(&scored(&[(0.5, 1), (0.5, 0), (0.5, 0), (0.5, 1)])),
            f64::midpoint(1.0 / 3.0, 0.5),
        );
        assert_eq!(average_precision(&scored(&[(0.5, 0)])), 0.0);
    }

    #[test]
    fn calibration_error_compares_each_bin_with_the_truth() {
        // Two in the bin from 3/15 to 4/15, two in the last one, which holds 1 too.
        let scored = scored(&[(0.2, 0), (0.25, 1), (0.94, 1), (1.0, 1)]);
        let bins = reliability(&scored);
        assert_eq!(bins.len(), 15);
        assert_eq!((bins[3].count, bins[3].positives), (2, 1));
        assert_eq!((bins[14].count, bins[14].positives), (2, 2));
        close(bins[3].confidence_sum, 0.45);
        close(calibration_error(&scored), (0.55 + 0.06) / 4.0);
        assert_eq!(calibration_error(&[]), 0.0);
    }

    #[test]
    fn brier_skill_is_measured_against_the_base_rate() {
        let found = brier(&scored(&[(0.8, 1), (0.4, 0), (0.0, 0), (0.2, 0)]));
        close(found.score, (0.04 + 0.16 + 0.04) / 4.0);
        close(found.skill, 1.0 - 0.06 / 0.1875);
        assert_eq!(
            brier(&scored(&[(0.25, 0)])),
            Brier {
                score: 0.0625,
                skill: 0.0
            }
        );
        assert_eq!(
            brier(&scored(&[(0.75, 1), (0.25, 0), (0.25, 0), (0.25, 0)])).skill,
            1.0 - 0.0625 / 0.1875
        );
        close(brier(&scored(&[(0.5, 1), (0.5, 0)])).skill, 0.0);
    }

    #[test]
    fn recall_at_a_false_rate_flags_only_what_is_over_the_cut() {
        let mut pairs = vec![(0.9, 1), (0.7, 1), (0.6, 1), (0.0, 1)];
        pairs.extend([(0.8, 0), (0.7, 0), (0.1, 0), (0.0, 0)]);
        let scored = scored(&pairs);
        let cut = |rate| recall_at_false_rate(&scored, rate).map(|cut| (cut.over, cut.recall));
        assert_eq!(cut(0.0), Some((0.8, 0.25)));
        assert_eq!(cut(0.25), Some((0.7, 0.25)));
        assert_eq!(cut(0.5), Some((0.1, 0.75)));
        assert_eq!(cut(1.0), Some((1e-9, 0.75)));
        assert_eq!(recall_at_false_rate(&scored[..4], 0.1), None);
    }

    proptest! {
        #[test]
        fn every_metric_stays_in_its_range_and_ignores_order(
            pairs in prop::collection::vec((0..=20_u8, 0..=1_u8), 1..50),
        ) {
            let mut scored: Vec<Scored> = pairs
                .iter()
                .map(|&(twentieths, label)| Scored {
                    confidence: f64::from(twentieths) / 20.0,
                    positive: label == 1,
                })
                .collect();
            let measure = |scored: &[Scored]| {
                let found = accuracy(scored, 0.5);
                let cut = recall_at_false_rate(scored, 0.1).map_or(0.0, |cut| cut.recall);
                [found.precision, found.recall, found.f1, average_precision(scored),
                    calibration_error(scored), brier(scored).score, cut]
            };
            let before = measure(&scored);
            prop_assert!(before.iter().all(|value| (0.0..=1.0).contains(value)), "{:?}", before);
            prop_assert!(brier(&scored).skill <= 1.0);
            scored.reverse();
            for (before, after) in before.iter().zip(measure(&scored)) {
                prop_assert!((before - after).abs() < 1e-9);
            }
        }
    }
}
