//! What the model is told about its inputs.

/// One input of the model, and what is known of it before any data are seen.
///
/// Tables of these are written as constants with [`FeatureSpec::flag`], [`FeatureSpec::linear`]
/// and [`FeatureSpec::curve`], which refuse to compile a specification that makes no sense.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) struct FeatureSpec {
    /// Its name in the model file.
    pub(crate) name: &'static str,
    /// How its value turns into log-odds.
    pub(crate) shape: Shape,
    /// Which way the log-odds may go as the value rises.
    pub(crate) direction: Direction,
    /// The value that says nothing either way: its effect is 0.
    pub(crate) neutral: f64,
}

/// How the value of a feature turns into log-odds.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) enum Shape {
    /// 0 or 1: a curve with the knots 0 and 1.
    Flag,
    /// One slope, without end on either side.
    Linear,
    /// Straight between these knots, which rise; constant before the first and after the last.
    Curve(&'static [f64]),
}

/// Which way the log-odds may go as the value of a feature rises.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Direction {
    /// Never down.
    Rising,
    /// Never up.
    Falling,
    /// Wherever the data lead.
    Free,
}

impl FeatureSpec {
    /// A feature that is 0 (neutral) or 1.
    pub(crate) const fn flag(name: &'static str, direction: Direction) -> Self {
        Self {
            name,
            shape: Shape::Flag,
            direction,
            neutral: 0.0,
        }
    }

    /// A feature with one slope. The ridge penalty weighs a slope as it stands, so the feature
    /// should be scaled until a unit of it matters.
    ///
    /// # Panics
    ///
    /// Unless `neutral` is finite.
    pub(crate) const fn linear(name: &'static str, neutral: f64, direction: Direction) -> Self {
        assert!(neutral.is_finite(), "the neutral value must be finite");
        Self {
            name,
            shape: Shape::Linear,
            direction,
            neutral,
        }
    }

    /// A feature with a curve of its own.
    ///
    /// # Panics
    ///
    /// Unless there are two knots or more, finite and rising, one of which is `neutral`.
    pub(crate) const fn curve(
        name: &'static str,
        knots: &'static [f64],
        neutral: f64,
        direction: Direction,
    ) -> Self {
        assert!(knots.len() >= 2, "a curve needs two knots or more");
        let mut neutral_is_knot = false;
        let mut i = 0;
        while i < knots.len() {
            assert!(knots[i].is_finite(), "a knot must be finite");
            assert!(i == 0 || knots[i - 1] < knots[i], "knots must rise");
            neutral_is_knot |= knots[i] == neutral;
            i += 1;
        }
        assert!(neutral_is_knot, "the neutral value must be a knot");
        Self {
            name,
            shape: Shape::Curve(knots),
            direction,
            neutral,
        }
    }

    /// The coefficients of somebody who knows the direction and nothing else: three in log-odds
    /// over the whole range.
    pub(super) fn guess(&self) -> Vec<f64> {
        const RANGE: f64 = 3.0;
        let sign = match self.direction {
            Direction::Rising => 1.0,
            Direction::Falling => -1.0,
            Direction::Free => 0.0,
        };
        let Some(knots) = self.knots() else {
            return vec![sign];
        };
        let width = knots[knots.len() - 1] - knots[0];
        knots
            .iter()
            .map(|knot| sign * RANGE * (knot - self.neutral) / width)
            .collect()
    }

    /// The knots of its curve; none for a line.
    pub(super) fn knots(&self) -> Option<&'static [f64]> {
        match self.shape {
            Shape::Flag => Some(&[0.0, 1.0]),
            Shape::Linear => None,
            Shape::Curve(knots) => Some(knots),
        }
    }

    /// Which knot is the neutral value; 0 for a line, which has none.
    pub(super) fn neutral_knot(&self) -> usize {
        let knots = self.knots().unwrap_or_default();
        knots
            .iter()
            .position(|&knot| knot == self.neutral)
            .unwrap_or(0)
    }
}

impl Direction {
    /// Whether log-odds may change by this much as the value rises.
    pub(super) fn allows(self, step: f64) -> bool {
        match self {
            Self::Rising => step >= 0.0,
            Self::Falling => step <= 0.0,
            Self::Free => true,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn neutral_knot_is_where_the_neutral_value_stands() {
        let spec = FeatureSpec::curve("dates", &[-1.0, 0.0, 2.0], 0.0, Direction::Rising);
        assert_eq!(spec.neutral_knot(), 1);
        assert_eq!(FeatureSpec::flag("flag", Direction::Free).neutral_knot(), 0);
    }

    #[test]
    #[should_panic(expected = "knots must rise")]
    fn equal_knots_are_refused() {
        FeatureSpec::curve("twice", &[0.0, 1.0, 1.0], 0.0, Direction::Free);
    }

    #[test]
    #[should_panic(expected = "must be a knot")]
    fn a_neutral_value_between_knots_is_refused() {
        FeatureSpec::curve("between", &[0.0, 1.0], 0.5, Direction::Free);
    }
}
