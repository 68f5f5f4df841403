//! The one place where log-odds and confidences are rounded.

/// Log-odds are kept in steps, this many to the unit: four decimals.
const STEPS: f64 = 1e4;

/// A number this large has no bit left for a fraction (1.5 times 2^52).
const NO_FRACTION: f64 = 6_755_399_441_055_744.0;

/// Effects as they are shown, and what they come to.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Settled {
    /// The effects, each rounded to four decimals, in the order given.
    pub(crate) effects: Vec<f64>,
    /// Their exact sum, four decimals.
    pub(crate) log_odds: f64,
    /// The logistic of the sum, rounded to six decimals.
    pub(crate) confidence: f64,
}

/// Rounds effects for the reader, and reckons log-odds and confidence from what the reader sees:
/// whoever adds up the effects shown gets the log-odds shown, to the last digit.
pub(crate) fn settle(effects: &[f64]) -> Settled {
    let log_odds = settled_sum(effects.iter().copied());
    Settled {
        effects: effects.iter().map(|&e| to_steps(e) / STEPS).collect(),
        log_odds,
        confidence: confidence(log_odds),
    }
}

/// The sum of effects of which each is first rounded to four decimals.
///
/// Added up in whole steps, which are exact (under 2^53), so that no order of the effects can
/// change a digit.
pub(super) fn settled_sum(effects: impl Iterator<Item = f64>) -> f64 {
    effects.map(to_steps).fold(0.0, |sum, steps| sum + steps) / STEPS
}

/// The probability that belongs to log-odds: their logistic, rounded to six decimals.
///
/// Not clamped: log-odds over 14.5 print as 1.000000, since only that is their logistic.
pub(crate) fn confidence(log_odds: f64) -> f64 {
    (logistic(log_odds) * 1e6).round() / 1e6
}

/// The probability that belongs to log-odds, without overflow at either end.
pub(super) fn logistic(log_odds: f64) -> f64 {
    let odds_against = libm::exp(-log_odds.abs());
    let larger = 1.0 / (1.0 + odds_against);
    if log_odds < 0.0 {
        odds_against * larger
    } else {
        larger
    }
}

/// Rounds to the nearest step, halves to the even one.
///
/// Two additions: several times quicker than `f64::round` on processors that have no instruction
/// for that. Never gives -0.
fn to_steps(effect: f64) -> f64 {
    (effect * STEPS + NO_FRACTION) - NO_FRACTION
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn rounds_each_effect_before_adding() {
        let settled = settle(&[-4.600_04, 2.300_04, 0.000_04, -0.000_04]);
        assert_eq!(settled.effects, [-4.6, 2.3, 0.0, 0.0]);
        assert_eq!(settled.log_odds, -2.3);
        assert_eq!(settled.confidence, 0.091_123);
        assert!(settled.effects[3].is_sign_positive(), "-0 would be shown");
    }

    #[test]
    fn halves_go_to_the_even_step() {
        // All are exact in binary.
        let settled = settle(&[0.031_25, 0.093_75, -0.031_25, -0.093_75]);
        assert_eq!(settled.effects, [0.0312, 0.0938, -0.0312, -0.0938]);
    }

    #[test]
    fn logistic_keeps_its_digits_at_both_ends() {
        assert_eq!(logistic(0.0), 0.5);
        assert_eq!(logistic(800.0), 1.0);
        assert_eq!(logistic(-800.0), 0.0);
        assert!((logistic(-30.0) / libm::exp(-30.0) - 1.0).abs() < 1e-12);
    }

    #[test]
    fn confidence_is_not_clamped_short_of_six_decimals() {
        assert_eq!(confidence(-13.8), 0.000_001);
        assert_eq!(confidence(13.8), 0.999_999);
        assert_eq!(confidence(-20.0), 0.0);
        assert_eq!(confidence(20.0), 1.0);
    }

    /// Reads a number as the decimal it is printed as, in ten-thousandths.
    fn printed(value: f64) -> i64 {
        let text = format!("{value:.4}");
        assert_eq!(text.parse::<f64>(), Ok(value), "more than four decimals");
        text.replace('.', "").parse().expect("digits")
    }

    proptest! {
        #[test]
        fn printed_effects_add_up_to_the_printed_log_odds(
            effects in prop::collection::vec(-1e6..1e6_f64, 0..60),
        ) {
            let settled = settle(&effects);
            let sum: i64 = settled.effects.iter().map(|&effect| printed(effect)).sum();
            prop_assert_eq!(sum, printed(settled.log_odds));
            for (shown, effect) in settled.effects.iter().zip(&effects) {
                prop_assert!((shown - effect).abs() < 0.000_050_1);
            }
            prop_assert!((settled.confidence - logistic(settled.log_odds)).abs() <= 0.500_001e-6);
        }

        #[test]
        fn order_does_not_matter(effects in prop::collection::vec(-20.0..20.0_f64, 0..40)) {
            let reversed: Vec<f64> = effects.iter().rev().copied().collect();
            prop_assert_eq!(settle(&effects).log_odds, settle(&reversed).log_odds);
        }

        #[test]
        fn more_log_odds_are_never_less_confidence(a in -40.0..40.0_f64, b in -40.0..40.0_f64) {
            prop_assert!(confidence(a.min(b)) <= confidence(a.max(b)));
        }
    }
}
