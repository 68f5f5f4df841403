//! Which listed names may still come to something, by what is known of them so far.

use crate::confidence::{Calibration, Direction};
use crate::matching::{
    AtBest, BOUNDED, Evidence, Feature, Link, NAME_FEATURES, NameFeatures, SPECS, SidePart,
    Touching, at_best, name_feature, telling,
};
use crate::name::Manner;

/// Log-odds are sums of rounded effects; a bound must stay over them for certain.
const ROUNDING: f64 = 0.01;

/// How likely a listed name must be, by the names alone, to be compared any further.
#[derive(Clone, Copy)]
pub(crate) struct Hope<'c> {
    calibration: &'c Calibration,
    least: f64,
    /// What the features without a bound may add, in each manner.
    unbounded: [f64; 2],
}

impl<'c> Hope<'c> {
    /// Hope for the names that come to `least` log-odds.
    pub(crate) fn new(calibration: &'c Calibration, least: f64) -> Self {
        let unbounded = |manner| -> f64 {
            let mut others = [1.0; NAME_FEATURES];
            for bounded in BOUNDED {
                others[bounded as usize] = 0.0;
            }
            // None is less than 0, where it says nothing.
            let rising = telling(manner, &others)
                .filter(|(feature, _)| SPECS[*feature].direction != Direction::Falling);
            rising.map(|(feature, _)| calibration.most(feature)).sum()
        };
        Self {
            calibration,
            least: least - ROUNDING,
            unbounded: [Manner::Person, Manner::Organization].map(unbounded),
        }
    }

    /// Whether there is hope for a name between which and a query there are these links.
    pub(crate) fn by_links(
        &self,
        manner: Manner,
        links: &[Link],
        query: &[SidePart],
        listed: &[SidePart],
    ) -> bool {
        self.at_best(manner, &at_best(links, query, listed))
    }

    /// Whether there is hope for the [plain](crate::index::Index::is_plain) name of a person that
    /// these words of a query touch.
    pub(crate) fn by_words(&self, query: &Touching, touched: u32) -> bool {
        self.at_best(Manner::Person, &query.at_best(touched))
    }

    fn at_best(&self, manner: Manner, best: &AtBest) -> bool {
        let unbounded = self.unbounded[manner as usize];
        let bounds = best.features();
        let mut log_odds = bounds.iter().map(|best| self.log_odds(manner, best));
        log_odds.any(|log_odds| log_odds + unbounded >= self.least)
    }

    /// Whether there is hope for a name that is compared but for how far the words that are unlike
    /// [resemble](crate::matching::discount_resembling) each other.
    pub(crate) fn by_features(&self, manner: Manner, features: &NameFeatures) -> bool {
        let mut best = *features;
        for feature in [Feature::Unlike, Feature::UnlikeShare] {
            best[feature as usize] = 0.0;
        }
        self.log_odds(manner, &best) >= self.least
    }

    fn log_odds(&self, manner: Manner, features: &NameFeatures) -> f64 {
        log_odds(manner, features, self.calibration)
    }
}

/// The most that names which compare like this can come to by their words, in log-odds, whatever
/// [is known](crate::screening::evidence::agreeing::weigh) of the words that agree.
pub(crate) fn by_words_at_best(
    manner: Manner,
    names: &NameFeatures,
    calibration: &Calibration,
) -> f64 {
    let most = |evidence: Evidence| calibration.most(evidence.feature()).max(0.0);
    // What speaks for a word is heeded only where nothing is left of the name.
    let repute = if names[Feature::Whole as usize] > 0.0 {
        most(Evidence::WordRepute).max(most(Evidence::WordsRepute))
    } else {
        0.0
    };
    // One word may count as one where the list makes several of it.
    let single = if manner == Manner::Organization {
        calibration
            .most(name_feature(manner, Feature::Single))
            .max(0.0)
    } else {
        0.0
    };
    let words = repute + by_rarity_at_best(calibration) + most(Evidence::Conjunction) + single;
    log_odds(manner, names, calibration) + words + ROUNDING
}

/// The part of [it](by_words_at_best) that depends on how rare the words are.
pub(crate) fn by_rarity_at_best(calibration: &Calibration) -> f64 {
    let rarity = [Evidence::TextBits, Evidence::CapitalBits];
    let most = rarity.map(|evidence| calibration.most(evidence.feature()).max(0.0));
    most.iter().sum()
}

/// What the comparison of the names alone comes to.
fn log_odds(manner: Manner, names: &NameFeatures, calibration: &Calibration) -> f64 {
    let organization =
        (manner == Manner::Organization).then_some((Evidence::Organization.feature(), 1.0));
    calibration.log_odds_of(telling(manner, names).chain(organization))
}
