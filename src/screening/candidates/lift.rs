//! What it takes to make enough of a stretch of words that is too little for a name.
//!
//! Of the parts that the name has beyond the stretch, the commonest stand in any text. Mostly they are
//! not enough either, so one of the others must stand around the stretch as well: only where it does
//! is the name looked at.

use crate::confidence::Calibration;
use crate::index::NameView;
use crate::matching::{
    Evidence, Feature, Features, NameFeatures, SidePart, is_common_and_partial, name_feature,
    telling,
};
use crate::name::{Manner, Role};
use crate::screening::reading::block::Block;
use crate::screening::reading::words::Words;
use crate::screening::search::Search;
use crate::screening::window::WindowScratch;

/// What may lift a stretch of words that is not enough for a name.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Lift {
    /// All that is part of the name as well.
    Any,
    /// The same, of two words that are taken for neighbours though others stand between them, for
    /// which the name may have others.
    Between,
    /// Only what does not count by itself, or means the same in another word: all else makes a pair
    /// with it.
    Beside,
}

impl Lift {
    /// Whether a related word in this role is heeded.
    pub(crate) fn may_be(self, role: Role) -> bool {
        match self {
            Self::Any | Self::Between => true,
            Self::Beside => !role.carries(),
        }
    }
}

/// What words between two others may make up for: they may be unlike those that the name has there.
pub(crate) const MENDED_BETWEEN: [Feature; 4] = [
    Feature::MissingListed,
    Feature::MissingListedMiddle,
    Feature::MissingListedFamily,
    Feature::Order,
];

/// What any legal form, or word like `Group`, makes up for, whatever it is.
const MENDED_BY_SIGNS: [Feature; 3] = [
    Feature::LegalMissing,
    Feature::LegalUnlike,
    Feature::GenericMissing,
];

/// What must stand around a stretch to lift it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Needed {
    /// Nothing there is enough.
    Vain,
    /// Anything that belongs to the name, or may stand for a part of it.
    Something,
    /// One of these words of the listed name, as bits.
    OneOf(u32),
}

/// What the name itself tells, the words that agree, and what is known of them.
const OF_NAME: [Evidence; 4] = [
    Evidence::Organization,
    Evidence::WeakAlias,
    Evidence::WeakAcronym,
    Evidence::FormerName,
];
const RARITY: [Evidence; 2] = [Evidence::TextBits, Evidence::CapitalBits];
const REPUTE: [Evidence; 2] = [Evidence::WordRepute, Evidence::WordsRepute];

/// What it takes to lift a stretch that `fit` has aligned with a name, which has the features `alone`.
pub(crate) fn needed(
    alone: &Features,
    lift: Lift,
    view: &NameView,
    search: &Search<'_>,
    fit: &mut WindowScratch,
) -> Needed {
    let told = Told::new(alone, view.manner, search.calibration);
    needed_beside(&told, lift, view, search, fit)
}

/// What it takes to lift a word of the name that `fit` has aligned with nothing else, whatever is known
/// of it.
pub(crate) fn needed_at_best(
    numbers: &NameFeatures,
    view: &NameView,
    search: &Search<'_>,
    fit: &mut WindowScratch,
) -> Needed {
    let name = (|| search.index.text(view), view.kind);
    let alone = Features::of_names(view.manner, numbers, name);
    let told = Told::at_best(&alone, view.manner, search.calibration);
    needed_beside(&told, Lift::Beside, view, search, fit)
}

/// What it takes beside what is told by itself.
fn needed_beside(
    told: &Told,
    lift: Lift,
    view: &NameView,
    search: &Search<'_>,
    fit: &mut WindowScratch,
) -> Needed {
    let is_left = |part: &&SidePart| part.span == 1 && fit.alignment.left_listed & part.mask() != 0;
    let left = fit.listed_parts.iter().filter(is_left);
    let mut left: Vec<SidePart> = left.copied().collect();
    left.sort_by(|a, b| {
        a.part
            .bits
            .total_cmp(&b.part.bits)
            .then(a.first.cmp(&b.first))
    });
    let floor = search.floor.words(fit);
    let mut enough = |met: &[SidePart]| {
        let numbers = numbers_with(met, lift, fit);
        let names = telling(view.manner, &numbers);
        let names = search.calibration.log_odds_of(names);
        names + told.at_most(met, &numbers) >= floor
    };
    if !enough(&left) {
        return Needed::Vain;
    }
    if enough(&[]) {
        return Needed::Something;
    }
    // So many of the commonest are not enough, but one more is.
    let (mut not, mut yes) = (0, left.len());
    while yes - not > 1 {
        let middle = usize::midpoint(not, yes);
        if enough(&left[..middle]) {
            yes = middle;
        } else {
            not = middle;
        }
    }
    Needed::OneOf(left[not..].iter().fold(0, |mask, part| mask | part.mask()))
}

/// What it takes where a stretch that `fit` has tried makes no window.
pub(crate) fn needed_for_window(
    lift: Lift,
    manner: Manner,
    stretch: &Block,
    words: &Words,
    fit: &WindowScratch,
) -> Needed {
    if stretch
        .words
        .iter()
        .all(|&word| words.glance(word).is_number)
    {
        return Needed::Something;
    }
    // What does not count by itself makes none either, unless it means as much as a part of the name.
    let partial =
        manner == Manner::Organization && is_common_and_partial(&fit.alignment, &fit.listed_parts);
    let means = || fit.listed_parts.iter().any(|part| part.part.detail != 0);
    let links = !fit.alignment.links.is_empty();
    if lift == Lift::Beside && (partial || !links && !means()) {
        return Needed::Vain;
    }
    Needed::Something
}

/// The numbers of a stretch that speak most for it if these parts agree as well, and any signs stand
/// beside it.
fn numbers_with(met: &[SidePart], lift: Lift, fit: &mut WindowScratch) -> NameFeatures {
    let mask = met.iter().fold(0, |mask, part| mask | part.mask());
    let mut numbers = fit.features_with(mask);
    for feature in MENDED_BY_SIGNS {
        numbers[feature as usize] = 0.0;
    }
    if lift == Lift::Between {
        for feature in MENDED_BETWEEN {
            numbers[feature as usize] = 0.0;
        }
    }
    numbers
}

/// What a name and the words that agree with it tell beside the numbers, in log-odds.
struct Told {
    of_name: f64,
    rarity: f64,
    /// What speaks against the words.
    repute: f64,
    /// The most that may speak for them, if no more agree, and if others do.
    praise: f64,
    praise_of_others: f64,
    /// More of the name may be met, but not counted.
    single: f64,
}

impl Told {
    fn new(alone: &Features, manner: Manner, calibration: &Calibration) -> Self {
        let effect = |evidence: Evidence, value: f64| calibration.effect(evidence.feature(), value);
        let most = |feature: usize| calibration.most(feature).max(0.0);
        let praise = REPUTE.map(|told| most(told.feature()));
        let unsaid = REPUTE.into_iter().zip(praise);
        let unsaid = unsaid.filter(|(told, _)| alone.get(*told) >= 0.0);
        Self {
            of_name: OF_NAME
                .map(|told| effect(told, alone.get(told)))
                .iter()
                .sum(),
            rarity: RARITY
                .map(|told| effect(told, alone.get(told)))
                .iter()
                .sum(),
            repute: REPUTE
                .map(|told| effect(told, alone.get(told).min(0.0)))
                .iter()
                .sum(),
            praise: unsaid.map(|(_, praise)| praise).sum(),
            praise_of_others: praise.into_iter().fold(0.0, f64::max),
            single: most(name_feature(manner, Feature::Single)),
        }
    }

    /// The same, if all that may be known of the words speaks for them.
    fn at_best(alone: &Features, manner: Manner, calibration: &Calibration) -> Self {
        let most = |told: Evidence| calibration.most(told.feature()).max(0.0);
        Self {
            rarity: RARITY.map(most).iter().sum(),
            ..Self::new(alone, manner, calibration)
        }
    }

    /// The most it may come to if these parts agree as well.
    fn at_most(&self, met: &[SidePart], numbers: &NameFeatures) -> f64 {
        let any = |is: fn(Role) -> bool| met.iter().any(|part| is(part.part.role));
        let mut most = self.of_name;
        if !any(Role::carries) {
            most += self.rarity;
        }
        let core = any(Role::is_core);
        if !core {
            most += self.repute;
        }
        // What speaks for a word is heeded only where nothing is left of the name.
        if numbers[Feature::Whole as usize] > 0.0 {
            most += if core {
                self.praise_of_others
            } else {
                self.praise
            };
        }
        if numbers[Feature::Single as usize] == 0.0 {
            most += self.single;
        }
        most
    }
}

#[cfg(test)]
mod tests {
    use crate::{Entity, EntityKind, Hit, Screener, Watchlist};

    #[test]
    fn a_legal_form_may_lift_what_is_called_company() {
        let company = Entity::new("1", EntityKind::Organization, "TAVRIK COMPANY");
        let watchlist = Watchlist::from_entities("own", vec![company]).unwrap();
        let hits = |least: f64| -> Vec<Hit> {
            let screener = Screener::builder()
                .min_confidence(least)
                .build(&watchlist)
                .unwrap();
            screener.screen("They paid Tavrik LLC there.").unwrap()
        };
        let confidence = hits(0.0)[0].confidence;
        for least in [0.5, 0.9, 0.999] {
            assert_eq!(hits(least * confidence).len(), 1, "{least} of {confidence}");
        }
    }
}
