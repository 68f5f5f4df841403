//! The additive model of one command: a base rate and a curve for each feature.

use super::settle::settled_sum;
use super::spec::FeatureSpec;

/// So many features are compared with their neutral values without a branch.
const AT_ONCE: usize = 8;

/// Turns a feature vector into log-odds, feature by feature.
///
/// Numbers have at most six decimals, so that a model file and the model it was written from are
/// the same numbers.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Calibration {
    intercept: f64,
    /// For each feature its slope, or its log-odds at each knot.
    coefficients: Vec<Vec<f64>>,
    /// What the coefficients say, in the form that is quick to reckon with: feature after feature,
    /// the straight pieces of its curve.
    pieces: Vec<Piece>,
    /// Where the pieces of each feature begin, and where the last ones end.
    begins: Vec<usize>,
    /// The value at which each feature says nothing.
    neutral: Vec<f64>,
    /// The most that each feature can add, whatever its value.
    most: Vec<f64>,
}

/// A straight piece of a curve: `slope * (value - origin)`, going no further than `low` below the
/// origin and `high` above it. The curve is the sum of its pieces.
///
/// Pieces begin at the end that is nearer to the neutral value, where therefore all of them are
/// exactly 0; and as each is monotone to the last bit, so is their sum. Reckoning with them takes no
/// branch on the value: less than half the time of finding the right piece first.
#[derive(Clone, Copy, Debug, PartialEq)]
struct Piece {
    origin: f64,
    low: f64,
    high: f64,
    slope: f64,
}

impl Calibration {
    /// A base rate and the effects of `specs`, in their order. Rounds every number to six decimals.
    ///
    /// `coefficients` are one slope for a linear feature, else the log-odds at each knot.
    ///
    /// # Errors
    ///
    /// One line that names the feature, where the coefficients do not fit their specification.
    pub(super) fn new(
        specs: &[FeatureSpec],
        intercept: f64,
        coefficients: Vec<Vec<f64>>,
    ) -> Result<Self, String> {
        if !intercept.is_finite() {
            return Err(format!(
                "has the intercept {intercept}, expected a finite number"
            ));
        }
        if coefficients.len() != specs.len() {
            let (found, expected) = (coefficients.len(), specs.len());
            return Err(format!("has {found} features, expected {expected}"));
        }
        let mut calibration = Self {
            intercept: round6(intercept),
            coefficients,
            pieces: Vec::new(),
            begins: vec![0],
            neutral: specs.iter().map(|spec| spec.neutral).collect(),
            most: Vec::new(),
        };
        for (spec, numbers) in specs.iter().zip(&mut calibration.coefficients) {
            for number in &mut *numbers {
                *number = round6(*number);
            }
            check(spec, numbers).map_err(|problem| format!("feature `{}` {problem}", spec.name))?;
            calibration.pieces.extend(pieces(spec, numbers));
            calibration.begins.push(calibration.pieces.len());
        }
        calibration.most = (0..specs.len()).map(|at| calibration.most_of(at)).collect();
        Ok(calibration)
    }

    /// The same with what another calibration says of some features, by their numbers.
    pub(crate) fn with_effects_of(mut self, other: &Self, features: &[usize]) -> Self {
        let mut pieces = Vec::with_capacity(self.pieces.len());
        let mut begins = vec![0];
        for feature in 0..self.neutral.len() {
            let is_others = features.contains(&feature);
            let source = if is_others { other } else { &self };
            pieces.extend_from_slice(source.pieces_of(feature));
            begins.push(pieces.len());
        }
        (self.pieces, self.begins) = (pieces, begins);
        for &feature in features {
            self.coefficients[feature].clone_from(&other.coefficients[feature]);
            self.most[feature] = other.most[feature];
        }
        self
    }

    /// The log-odds of a feature vector: the sum of the effects as they are shown, so that it is
    /// the same number whether or not the explanation is made.
    ///
    /// # Panics
    ///
    /// Unless there is one value for each feature.
    pub(crate) fn log_odds(&self, features: &[f64]) -> f64 {
        assert_eq!(
            features.len(),
            self.neutral.len(),
            "one value for each feature"
        );
        // Most features are neutral, and nothing is added for them: that is told of several at once.
        let several = features.chunks(AT_ONCE).zip(self.neutral.chunks(AT_ONCE));
        let telling = several.enumerate().filter(|(_, (values, neutral))| {
            let pairs = values.iter().zip(*neutral);
            let differing = pairs.map(|(value, neutral)| u8::from(value != neutral));
            differing.sum::<u8>() > 0
        });
        let telling = telling.flat_map(|(number, (values, neutral))| {
            let pairs = (number * AT_ONCE..).zip(values.iter().zip(neutral));
            pairs.filter(|(_, (value, neutral))| value != neutral)
        });
        self.log_odds_of(telling.map(|(at, (&value, _))| (at, value)))
    }

    /// The log-odds of the features given, by their numbers, where all others are neutral.
    pub(crate) fn log_odds_of(&self, telling: impl Iterator<Item = (usize, f64)>) -> f64 {
        let effects = telling.map(|(at, value)| self.effect(at, value));
        settled_sum(std::iter::once(self.intercept).chain(effects))
    }

    /// Puts into `out`, in place of what it held, what each part adds to the log-odds: first the
    /// base rate, then each feature, not rounded.
    ///
    /// # Panics
    ///
    /// Unless there is one value for each feature.
    pub(crate) fn effects(&self, features: &[f64], out: &mut Vec<f64>) {
        assert_eq!(
            features.len(),
            self.neutral.len(),
            "one value for each feature"
        );
        out.clear();
        out.push(self.intercept);
        // At the neutral value the pieces come to exactly 0.
        let effects = features.iter().enumerate();
        out.extend(effects.map(|(at, &value)| self.effect(at, value)));
    }

    /// What a feature, by its number, adds to the log-odds at a value.
    pub(crate) fn effect(&self, feature: usize, value: f64) -> f64 {
        let pieces = self.pieces_of(feature).iter();
        pieces.map(|piece| piece.at(value)).sum()
    }

    /// The most that a feature, by its number, can add to the log-odds, whatever its value.
    pub(crate) fn most(&self, feature: usize) -> f64 {
        self.most[feature]
    }

    fn most_of(&self, feature: usize) -> f64 {
        let most = |piece: &Piece| (piece.slope * piece.low).max(piece.slope * piece.high);
        self.pieces_of(feature).iter().map(most).sum()
    }

    fn pieces_of(&self, feature: usize) -> &[Piece] {
        &self.pieces[self.begins[feature]..self.begins[feature + 1]]
    }

    pub(crate) fn intercept(&self) -> f64 {
        self.intercept
    }

    /// For each feature its slope, or its log-odds at each knot.
    pub(super) fn coefficients(&self) -> &[Vec<f64>] {
        &self.coefficients
    }
}

impl Piece {
    fn at(self, value: f64) -> f64 {
        let way = value - self.origin;
        // Unlike `f64::clamp` and its like, two instructions.
        let way = if way > self.low { way } else { self.low };
        let way = if way < self.high { way } else { self.high };
        self.slope * way
    }
}

/// Refuses coefficients that do not fit their specification.
fn check(spec: &FeatureSpec, numbers: &[f64]) -> Result<(), String> {
    if let Some(number) = numbers.iter().find(|number| !number.is_finite()) {
        return Err(format!(
            "has the coefficient {number}, expected a finite number"
        ));
    }
    let Some(knots) = spec.knots() else {
        return match *numbers {
            [slope] if spec.direction.allows(slope) => Ok(()),
            [slope] => Err(format!(
                "has the slope {slope}, but is {:?}",
                spec.direction
            )),
            _ => Err(format!("has {} slopes, expected 1", numbers.len())),
        };
    };
    let (found, expected) = (numbers.len(), knots.len());
    if found != expected {
        return Err(format!("has {found} knots, expected {expected}"));
    }
    let mut steps = numbers.windows(2);
    if let Some(step) = steps.find(|step| !spec.direction.allows(step[1] - step[0])) {
        let (from, to) = (step[0], step[1]);
        return Err(format!(
            "goes from {from} to {to}, but is {:?}",
            spec.direction
        ));
    }
    let effect = numbers[spec.neutral_knot()];
    if effect != 0.0 {
        return Err(format!(
            "is {effect} at its neutral value {}, expected 0",
            spec.neutral
        ));
    }
    Ok(())
}

/// The straight pieces of a curve, or the one of a line, which has no end.
fn pieces(spec: &FeatureSpec, numbers: &[f64]) -> Vec<Piece> {
    let Some(knots) = spec.knots() else {
        return vec![Piece {
            origin: spec.neutral,
            low: f64::NEG_INFINITY,
            high: f64::INFINITY,
            slope: numbers[0],
        }];
    };
    let segments = knots.windows(2).zip(numbers.windows(2)).enumerate();
    let pieces = segments.map(|(segment, (ends, heights))| {
        let width = ends[1] - ends[0];
        let slope = (heights[1] - heights[0]) / width;
        let (origin, low, high) = if segment < spec.neutral_knot() {
            (ends[1], -width, 0.0)
        } else {
            (ends[0], 0.0, width)
        };
        Piece {
            origin,
            low,
            high,
            slope,
        }
    });
    pieces.collect()
}

/// Rounds to six decimals, and never to -0.
pub(super) fn round6(value: f64) -> f64 {
    (value * 1e6).round() / 1e6 + 0.0
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::confidence::{Direction, settle};

    const SPECS: &[FeatureSpec] = &[
        FeatureSpec::flag("flag", Direction::Rising),
        FeatureSpec::linear("line", 2.0, Direction::Falling),
        FeatureSpec::curve("curve", &[-1.0, 0.0, 0.5, 2.0], 0.0, Direction::Rising),
    ];

    fn sample() -> Calibration {
        let coefficients = [vec![0.0, 1.5], vec![-0.25], vec![-3.0, 0.0, 1.0, 1.5]];
        Calibration::new(SPECS, -4.0, coefficients.to_vec()).expect("fits the specifications")
    }

    fn effects(features: &[f64]) -> Vec<f64> {
        let mut out = vec![7.0];
        sample().effects(features, &mut out);
        out
    }

    #[test]
    fn neutral_values_leave_the_base_rate() {
        assert_eq!(effects(&[0.0, 2.0, 0.0]), [-4.0, 0.0, 0.0, 0.0]);
        assert_eq!(sample().log_odds(&[0.0, 2.0, 0.0]), -4.0);
    }

    #[test]
    fn effects_are_straight_between_knots_and_constant_beyond() {
        assert_eq!(effects(&[1.0, 4.0, -0.5]), [-4.0, 1.5, -0.5, -1.5]);
        assert_eq!(effects(&[0.5, 1.0, 1.25]), [-4.0, 0.75, 0.25, 1.25]);
        assert_eq!(effects(&[9.0, 2.0, 9.0]), [-4.0, 1.5, 0.0, 1.5]);
        assert_eq!(effects(&[-9.0, 2.0, -9.0]), [-4.0, 0.0, 0.0, -3.0]);
    }

    #[test]
    fn coefficients_that_contradict_their_specification_are_refused() {
        let refused = |coefficients: [Vec<f64>; 3], expected: &str| {
            let problem = Calibration::new(SPECS, 0.0, coefficients.to_vec()).expect_err(expected);
            assert!(problem.contains(expected), "{problem}");
        };
        let (flag, line, curve) = (vec![0.0, 1.0], vec![-1.0], vec![-1.0, 0.0, 0.0, 1.0]);
        refused(
            [vec![0.0, -1.0], line.clone(), curve.clone()],
            "feature `flag` goes from 0 to -1",
        );
        refused(
            [vec![0.0], line.clone(), curve.clone()],
            "has 1 knots, expected 2",
        );
        refused(
            [vec![0.5, 1.0], line.clone(), curve.clone()],
            "is 0.5 at its neutral value 0",
        );
        refused(
            [flag.clone(), vec![1.0], curve.clone()],
            "feature `line` has the slope 1",
        );
        refused([flag.clone(), vec![], curve], "has 0 slopes, expected 1");
        refused(
            [flag, line, vec![f64::NAN; 4]],
            "feature `curve` has the coefficient NaN",
        );
        let problem = Calibration::new(SPECS, 0.0, vec![]).expect_err("no features");
        assert_eq!(problem, "has 0 features, expected 3");
        assert!(Calibration::new(SPECS, f64::INFINITY, vec![]).is_err());
    }

    proptest! {
        #[test]
        fn a_monotone_curve_is_monotone_to_the_last_bit(
            climbs in prop::array::uniform4(0.0..3.0_f64),
            falling in any::<bool>(),
            a in -0.5..1.5_f64,
            more in 0.0..1e-3_f64,
        ) {
            const KNOTS: &[f64] = &[0.0, 0.1, 0.3, 0.35, 1.0];
            let direction = if falling { Direction::Falling } else { Direction::Rising };
            let spec = FeatureSpec::curve("curve", KNOTS, 0.3, direction);
            let sign = if falling { -1.0 } else { 1.0 };
            let [first, second, third, fourth] = climbs.map(|climb| sign * climb);
            let heights = vec![-first - second, -second, 0.0, third, third + fourth];
            let calibration = Calibration::new(&[spec], 0.0, vec![heights]).expect("monotone");
            let effect = |value| calibration.effect(0, value);
            prop_assert!(sign * effect(a) <= sign * effect(a + more));
            prop_assert!(sign * effect(a) <= sign * effect(a.next_up()));
        }

        #[test]
        fn more_of_a_rising_feature_is_never_less_log_odds(
            features in prop::array::uniform3(-2.0..3.0_f64),
            more in 0.0..2.0_f64,
        ) {
            let calibration = sample();
            let before = calibration.log_odds(&features);
            let [flag, line, curve] = features;
            prop_assert!(calibration.log_odds(&[flag + more, line, curve]) >= before);
            prop_assert!(calibration.log_odds(&[flag, line + more, curve]) <= before);
            prop_assert!(calibration.log_odds(&[flag, line, curve + more]) >= before);
        }

        #[test]
        fn explained_and_plain_log_odds_are_the_same_number(
            features in prop::array::uniform3(-2.0..3.0_f64),
        ) {
            let settled = settle(&effects(&features));
            prop_assert_eq!(settled.log_odds, sample().log_odds(&features));
        }
    }
}
