//! How likely a candidate must be to be looked at further.

use crate::confidence::Calibration;
use crate::matching::Evidence;
use crate::screening::document::{least_by_itself, least_log_odds};
use crate::screening::evidence::surroundings;
use crate::screening::window::WindowScratch;

/// Mentions under these log-odds are dropped, whatever is asked for.
const LEAST: f64 = -7.0;
/// Log-odds are sums of rounded effects; a bound must stay under them for certain.
const ROUNDING: f64 = 0.01;

/// How likely a candidate must be to be looked at further, in log-odds.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Floor {
    /// A mention that may come to something.
    pub(crate) mention: f64,
    /// By [words](Self::words) and by [place](Self::place), where no place in the text can make up for one
    /// in the name that the mention lacks.
    words: f64,
    place: f64,
    /// What such a place may add.
    place_near: f64,
}

impl Floor {
    /// None at all.
    pub(crate) const NONE: Self = Self {
        mention: f64::NEG_INFINITY,
        words: f64::NEG_INFINITY,
        place_near: 0.0,
        place: f64::NEG_INFINITY,
    };

    /// The floor under a mention that says something of others.
    pub(crate) const OF_TELLING: Self = Self {
        mention: LEAST,
        ..Self::NONE
    };

    /// The floor under mentions that are to be reported from a confidence on.
    pub(crate) fn new(calibration: &Calibration, min_confidence: f64) -> Self {
        Self::at(least_log_odds(calibration, min_confidence), calibration)
    }

    /// The floor under mentions that are reported, or lift others, by themselves.
    pub(crate) fn by_itself(calibration: &Calibration, min_confidence: f64) -> Self {
        Self::at(least_by_itself(min_confidence), calibration)
    }

    fn at(mention: f64, calibration: &Calibration) -> Self {
        let mention = mention.max(LEAST);
        let most = |feature: usize| calibration.most(feature).max(0.0);
        let around: f64 = Evidence::around().map(most).sum();
        let place_near = most(Evidence::PlaceNear.feature());
        let matters = surroundings::EVIDENCE.map(|evidence| most(evidence.feature()));
        Self {
            mention,
            words: mention - (around - place_near) - ROUNDING,
            place_near,
            place: mention - (matters.iter().sum::<f64>() - place_near) - ROUNDING,
        }
    }

    /// How likely the name that `fit` has taken must be by the names and the agreeing words alone, before
    /// anything around them is weighed.
    pub(crate) fn words(&self, fit: &WindowScratch) -> f64 {
        self.words - self.for_place(surroundings::may_miss_place(&fit.listed_parts))
    }

    /// How likely a mention must be by what stands next to the words as well, before the matters of the
    /// text are weighed.
    pub(crate) fn place(&self, misses_place: bool) -> f64 {
        self.place - self.for_place(misses_place)
    }

    fn for_place(&self, is_missed: bool) -> f64 {
        if is_missed { self.place_near } else { 0.0 }
    }
}
