//! What a word, or two side by side, can come to by themselves.
//!
//! Most places at which words bring a listed name up are hopeless: they are a small part of the
//! name, or ordinary words. That is found out once for each distinct word and pair. Where they
//! stand again, only the names they have prospects of are looked at, and those that a word beside
//! them may belong to as well.

use crate::confidence::Calibration;
use crate::index::{Letters, NameView, mask_bit};
use crate::matching::{Evidence, Feature, Features, SidePart};
use crate::name::{Manner, Part, Role};
use crate::screening::candidates::Place;
use crate::screening::context;
use crate::screening::document::{least_by_itself, least_log_odds};
use crate::screening::scan::{Around, Block, Unit, group_bit};
use crate::screening::search::Search;
use crate::screening::surroundings;
use crate::screening::window::{Window, WindowScratch};
use crate::screening::words::Words;

/// Mentions under these log-odds are dropped, whatever is asked for.
const LEAST: f64 = -7.0;
/// Log-odds are sums of rounded effects; a bound must stay under them for certain.
const ROUNDING: f64 = 0.01;

/// How likely a candidate must be to be looked at further, in log-odds.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Floor {
    /// A mention that may come to something.
    pub(crate) mention: f64,
    /// By the names and the agreeing words alone, before anything around them is weighed.
    pub(crate) words: f64,
    /// By what stands next to the words as well, before the matters of the text are weighed.
    pub(crate) place: f64,
}

impl Floor {
    /// None at all.
    pub(crate) const NONE: Self = Self {
        mention: f64::NEG_INFINITY,
        words: f64::NEG_INFINITY,
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
        let matters = surroundings::EVIDENCE.map(|evidence| most(evidence.feature()));
        Self {
            mention,
            words: mention - around - ROUNDING,
            place: mention - matters.iter().sum::<f64>() - ROUNDING,
        }
    }
}

/// What may lift a stretch of words that is not enough for a name.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Lift {
    /// All that is part of the name as well.
    Any,
    /// The same, of two words that are taken for neighbours though others stand between them, for
    /// which the name may have others.
    Between,
    /// Only what does not count by itself: anything else makes a pair with it.
    Beside,
}

impl Lift {
    fn may_be(self, role: Role) -> bool {
        self != Self::Beside || !role.carries()
    }
}

/// What words between two others may make up for: they may be unlike those that the name has there.
const MENDED_BETWEEN: [Feature; 4] = [
    Feature::MissingListed,
    Feature::MissingListedMiddle,
    Feature::MissingListedFamily,
    Feature::Order,
];

/// The groups of meaning of what a name says of its party, as bits.
fn groups_of(parts: &[SidePart]) -> u64 {
    let groups = parts.iter().filter(|part| part.part.role == Role::Sector);
    groups.fold(0, |bits, part| bits | group_bit(part.part.detail))
}

/// How much of what may stand beside a word of an organisation's name it takes to lift it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Lifting {
    /// No matter what, it is not enough.
    Nothing,
    /// A number, or a word of like meaning, perhaps with more.
    Meaning,
    /// A legal form or a word like `Group`, or any of the others.
    Any,
}

/// What may lift a single word that is not enough for an organisation's name, of all that stands
/// [beside](Lift::Beside) words of such a name.
fn lifting_of(
    alone: &Features,
    view: &NameView<'_>,
    (calibration, floor): (&Calibration, f64),
    fit: &WindowScratch,
) -> Lifting {
    let repute = alone.get(Evidence::WordRepute);
    let enough = |met: &dyn Fn(&Part) -> bool, evidence: &[Evidence]| {
        let numbers = fit.features_with(met);
        let mut features = Features::of_names(view.manner, &numbers, (view.text, view.kind));
        for &evidence in evidence {
            features.set(evidence, alone.get(evidence));
        }
        features.set(Evidence::WordRepute, repute.min(0.0));
        // What speaks for a word is heeded only where nothing is left of the name.
        let unheeded = if repute >= 0.0 && features.of_name(Feature::Whole) > 0.0 {
            calibration.most(Evidence::WordRepute.feature())
        } else {
            0.0
        };
        calibration.log_odds(features.as_slice()) + unheeded >= floor
    };
    let is_form = |part: &Part| !part.role.carries();
    let is_sign = |part: &Part| is_form(part) || part.role == Role::Generic;
    let is_any = |part: &Part| is_sign(part) || part.detail != 0;
    // More may agree than forms, but then no word carries the name alone, and one that is rarer
    // may be among them.
    if enough(&is_form, &[Evidence::TextBits, Evidence::CapitalBits]) || enough(&is_sign, &[]) {
        Lifting::Any
    } else if enough(&is_any, &[]) {
        Lifting::Meaning
    } else {
        Lifting::Nothing
    }
}

/// What a stretch of words brings up.
#[derive(Clone, Copy, Debug, Default)]
pub(crate) struct Prospect {
    first_hopeful: u32,
    hopeful: u32,
    first_hopeless: u32,
    hopeless: u32,
}

impl Prospect {
    /// Whether there are names for which the stretch is not enough.
    pub(crate) fn may_be_lifted(&self) -> bool {
        self.hopeless > 0
    }
}

/// A name for which a stretch of words is not enough.
#[derive(Clone, Copy, Debug)]
struct Hopeless {
    name: u32,
    letters: Letters,
    /// What its words mean, where others may stand for them.
    groups: u64,
    /// Its words that may lift it, as bits.
    mask: u64,
    first_word: u32,
    words: u8,
}

/// The prospects of the words and pairs of words met so far.
#[derive(Default)]
pub(crate) struct Prospects {
    /// By the number of a word: one more than the number of its prospect.
    of_words: Vec<u32>,
    found: Vec<Prospect>,
    hopeful: Vec<u32>,
    hopeless: Vec<Hopeless>,
    /// The words of the hopeless that may lift them.
    listed: Vec<u32>,
    /// The stretch without anything around it.
    alone: Block,
}

impl Prospects {
    /// The prospect of a single word or unit, if it is known.
    pub(crate) fn of_word(&self, word: u32) -> Option<Prospect> {
        let number = self.of_words.get(word as usize)?.checked_sub(1)?;
        Some(self.found[number as usize])
    }

    /// Remembers the prospect of a word.
    pub(crate) fn remember(&mut self, word: u32, prospect: Prospect) -> Prospect {
        let at = word as usize;
        if self.of_words.len() <= at {
            self.of_words.resize(at + 1, 0);
        }
        self.found.push(prospect);
        self.of_words[at] = self.found.len() as u32;
        prospect
    }

    /// Tries a stretch of a block on names as if nothing stood around it. Where that is not enough,
    /// what is `around` may lift it.
    pub(crate) fn weigh(
        &mut self,
        names: &[u32],
        (units, around): (&[&Unit], Lift),
        block: &Block,
        search: &Search<'_>,
        words: &mut Words,
        fit: &mut WindowScratch,
    ) -> Prospect {
        self.alone.take(units, block);
        let last = self.alone.tokens.len() as u32 - 1;
        let mut prospect = Prospect {
            first_hopeful: self.hopeful.len() as u32,
            first_hopeless: self.hopeless.len() as u32,
            ..Prospect::default()
        };
        for &name in names {
            let view = search.index.name(name);
            let place = Place {
                name,
                first: 0,
                last,
            };
            let beside = around == Lift::Beside && view.manner == Manner::Organization;
            let mut hopeful = false;
            // Without a window, more of the same will not make one.
            let mut lifting = if beside && !words.is_number(self.alone.words[0]) {
                Lifting::Meaning
            } else {
                Lifting::Any
            };
            for commas in (0..=Window::most_commas(view.manner)).rev() {
                let window = fit.fit(place, commas, &view, &self.alone, search.index, words);
                let Some(window) = window else { continue };
                let mut numbers = window.features;
                if around == Lift::Between {
                    for feature in MENDED_BETWEEN {
                        numbers[feature as usize] = 0.0;
                    }
                }
                let names = (view.text, view.kind);
                let mut features = Features::of_names(view.manner, &numbers, names);
                let topics = fit.parties.matters(view.entity, search.index).topics;
                let single = window.first == window.last;
                context::weigh_words(&mut features, single, topics, fit, (words, search.index));
                hopeful |= search.calibration.log_odds(features.as_slice()) >= search.floor.words;
                if !hopeful && beside {
                    context::weigh_words(&mut features, false, topics, fit, (words, search.index));
                    let floor = (search.calibration, search.floor.words);
                    lifting = lifting_of(&features, &view, floor, fit);
                }
                if hopeful || !self.alone.has_comma(window.first, window.last) {
                    break;
                }
            }
            if hopeful {
                self.hopeful.push(name);
                continue;
            }
            if beside && lifting == Lifting::Nothing {
                continue;
            }
            let first_word = self.listed.len();
            let letters = if lifting == Lifting::Any {
                view.letters
            } else {
                view.letters.only(Letters::NUMBER)
            };
            if lifting == Lifting::Any {
                let parts = fit.listed_words.iter().zip(&fit.listed_parts);
                let may_lift = parts.filter(|(_, part)| around.may_be(part.part.role));
                self.listed.extend(may_lift.map(|(&word, _)| word));
            }
            let listed = &self.listed[first_word..];
            self.hopeless.push(Hopeless {
                name,
                letters,
                groups: groups_of(&fit.listed_parts),
                mask: folded(listed.iter().fold(0, |mask, &word| mask | mask_bit(word))),
                first_word: first_word as u32,
                words: listed.len() as u8,
            });
        }
        prospect.hopeful = self.hopeful.len() as u32 - prospect.first_hopeful;
        prospect.hopeless = self.hopeless.len() as u32 - prospect.first_hopeless;
        prospect
    }

    /// The names for which a stretch may be enough.
    pub(crate) fn hopeful_of(&self, prospect: &Prospect) -> &[u32] {
        &self.hopeful[prospect.first_hopeful as usize..][..prospect.hopeful as usize]
    }

    /// The names for which a stretch is not enough, but which what stands around it may be part of
    /// as well.
    pub(crate) fn lifted<'s>(
        &'s self,
        prospect: &Prospect,
        around: &'s Around,
        words: &'s Words,
    ) -> impl Iterator<Item = u32> + 's {
        let hopeless = &self.hopeless[prospect.first_hopeless as usize..];
        let mask = folded(around.mask);
        let lifted = move |one: &&Hopeless| {
            let listed = || &self.listed[one.first_word as usize..][..one.words as usize];
            one.letters.meet(around.letters)
                || one.groups & around.groups != 0
                || one.mask & mask != 0 && around.holds_any(listed(), words)
        };
        hopeless[..prospect.hopeless as usize]
            .iter()
            .filter(lifted)
            .map(|one| one.name)
    }

    /// How much memory is taken, in bytes.
    pub(crate) fn bytes(&self) -> usize {
        size_of_val(&*self.of_words)
            + size_of_val(&*self.found)
            + size_of_val(&*self.hopeful)
            + size_of_val(&*self.hopeless)
            + size_of_val(&*self.listed)
    }
}

/// A mask in half the bits.
fn folded(mask: u128) -> u64 {
    (mask >> u64::BITS | mask) as u64
}
