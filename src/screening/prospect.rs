//! What a word, or two side by side, can come to by themselves.
//!
//! Most places at which words bring a listed name up are hopeless: they are a small part of the
//! name, or ordinary words. That is found out once for each distinct word and pair. Where they
//! stand again, only the names they have prospects of are looked at, and those that a word beside
//! them may belong to as well.

use crate::confidence::Calibration;
use crate::index::{Letters, mask_bit};
use crate::matching::{Evidence, Features};
use crate::name::Role;
use crate::screening::candidates::Place;
use crate::screening::context;
use crate::screening::document::{least_by_itself, least_log_odds};
use crate::screening::scan::{Around, Block};
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
    /// Its words that may lift it, as bits.
    mask: u128,
    first_word: u32,
    words: u32,
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

    /// Takes all names for hopeful.
    pub(crate) fn hopeful(&mut self, names: &[u32]) -> Prospect {
        let first_hopeful = self.hopeful.len() as u32;
        self.hopeful.extend_from_slice(names);
        Prospect {
            first_hopeful,
            hopeful: names.len() as u32,
            ..Prospect::default()
        }
    }

    /// Tries a stretch of a block on names as if nothing stood around it. Where that is not enough,
    /// the parts of the name that are `lifting` may lift it.
    pub(crate) fn weigh(
        &mut self,
        names: &[u32],
        (first, last): (usize, usize),
        lifting: fn(Role) -> bool,
        block: &Block,
        search: &Search<'_>,
        words: &mut Words,
        fit: &mut WindowScratch,
    ) -> Prospect {
        self.alone.take(first, last, block);
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
                last: (last - first) as u32,
            };
            let mut hopeful = false;
            for commas in (0..=Window::most_commas(view.manner)).rev() {
                let window = fit.fit(place, commas, &view, &self.alone, search.index, words);
                let Some(window) = window else { continue };
                let names = (view.text, view.kind);
                let mut features = Features::of_names(view.manner, &window.features, names);
                let topics = fit.parties.matters(view.entity, search.index).topics;
                let single = window.first == window.last;
                context::weigh_words(&mut features, single, topics, fit, (words, search.index));
                hopeful |= search.calibration.log_odds(features.as_slice()) >= search.floor.words;
                if hopeful || !self.alone.has_comma(window.first, window.last) {
                    break;
                }
            }
            if hopeful {
                self.hopeful.push(name);
                continue;
            }
            let first_word = self.listed.len();
            let parts = fit.listed_words.iter().zip(&fit.listed_parts);
            let lifting = parts.filter(|(_, part)| lifting(part.part.role));
            self.listed.extend(lifting.map(|(&word, _)| word));
            let listed = &self.listed[first_word..];
            self.hopeless.push(Hopeless {
                name,
                letters: view.letters,
                mask: listed.iter().fold(0, |mask, &word| mask | mask_bit(word)),
                first_word: first_word as u32,
                words: listed.len() as u32,
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
        let lifted = move |one: &&Hopeless| {
            let listed = || &self.listed[one.first_word as usize..][..one.words as usize];
            one.letters.meet(around.letters)
                || one.mask & around.mask != 0 && around.holds_any(listed(), words)
        };
        hopeless[..prospect.hopeless as usize]
            .iter()
            .filter(lifted)
            .map(|one| one.name)
    }

    /// How many names are remembered.
    pub(crate) fn len(&self) -> usize {
        self.hopeful.len() + self.hopeless.len() + self.listed.len()
    }
}
