//! What it takes to make enough of a stretch of words that is too little for a name.
//!
//! Of the parts that the name has beyond the stretch, the commonest stand in any text. Mostly they are
//! not enough either, so one of the others must stand around the stretch as well: only where it does
//! is the name looked at.

use crate::index::NameView;
use crate::matching::{
    Evidence, Feature, Features, SidePart, is_common_and_partial, name_feature, telling,
};
use crate::name::{Manner, Role};
use crate::screening::scan::Block;
use crate::screening::search::Search;
use crate::screening::window::WindowScratch;
use crate::screening::words::Words;

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
    /// Nothing: all else makes a pair with it.
    Never,
}

impl Lift {
    /// Whether a related word in this role is heeded.
    pub(crate) fn may_be(self, role: Role) -> bool {
        match self {
            Self::Any | Self::Between => true,
            Self::Beside => !role.carries(),
            Self::Never => false,
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
    let is_left = |part: &&SidePart| part.span == 1 && fit.alignment.left_listed & part.mask() != 0;
    let left = fit.listed_parts.iter().filter(is_left);
    let mut left: Vec<SidePart> = left.copied().collect();
    left.sort_by(|a, b| {
        a.part
            .bits
            .total_cmp(&b.part.bits)
            .then(a.first.cmp(&b.first))
    });
    let mut enough =
        |met: &[SidePart]| most_with(met, alone, lift, view, search, fit) >= search.floor.words;
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

/// The most that a stretch can come to by its words if these parts agree as well, and any signs stand
/// beside it.
fn most_with(
    met: &[SidePart],
    alone: &Features,
    lift: Lift,
    view: &NameView,
    search: &Search<'_>,
    fit: &mut WindowScratch,
) -> f64 {
    let most = |evidence: Evidence| search.calibration.most(evidence.feature()).max(0.0);
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
    let any = |is: fn(Role) -> bool| met.iter().any(|part| is(part.part.role));
    let (carries, core) = (any(Role::carries), any(Role::is_core));
    let whole = numbers[Feature::Whole as usize] > 0.0;
    let mut unheeded = 0.0;
    // What speaks for a word is heeded only where nothing is left of the name.
    if whole && core {
        unheeded += most(Evidence::WordRepute).max(most(Evidence::WordsRepute));
    } else if whole {
        let told = REPUTE.into_iter().filter(|&told| alone.get(told) >= 0.0);
        unheeded += told.map(most).sum::<f64>();
    }
    if numbers[Feature::Single as usize] == 0.0 {
        // More of the name may be met, but not counted.
        let single = name_feature(view.manner, Feature::Single);
        unheeded += search.calibration.most(single).max(0.0);
    }
    let of_name = OF_NAME.map(|evidence| (evidence.feature(), alone.get(evidence)));
    let rarity = RARITY.map(|evidence| (evidence.feature(), alone.get(evidence)));
    let repute = REPUTE.map(|evidence| (evidence.feature(), alone.get(evidence).min(0.0)));
    let evidence = of_name
        .into_iter()
        .chain(rarity.into_iter().filter(|_| !carries))
        .chain(repute.into_iter().filter(|_| !core));
    let names = telling(view.manner, &numbers);
    search.calibration.log_odds_of(names.chain(evidence)) + unheeded
}
