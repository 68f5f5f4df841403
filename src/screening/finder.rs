//! The first phase: a block of text yields mentions with local features.

mod shorts;

use rustc_hash::FxHashSet;

use crate::index::{Index, NameView};
use crate::knowledge::{Knowledge, ParticleClass};
use crate::matching::{Evidence, Features, NameFeatures};
use crate::name::Manner;
use crate::screening::candidates::floor::Floor;
use crate::screening::candidates::hope::by_words_at_best;
use crate::screening::candidates::{Candidates, Place};
use crate::screening::evidence::acronym;
use crate::screening::evidence::agreeing;
use crate::screening::evidence::birth;
use crate::screening::evidence::context;
use crate::screening::evidence::grounds::Grounds;
use crate::screening::evidence::longer::longer_bits;
use crate::screening::evidence::role;
use crate::screening::evidence::surroundings;
use crate::screening::explain;
use crate::screening::hit::Excerpt;
use crate::screening::identified::{self, Identified};
use crate::screening::mention::{BlockText, Found, Mention, best_of_each_entity, place_in_field};
use crate::screening::reading::block::Block;
use crate::screening::reading::words::Words;
use crate::screening::search::Search;
use crate::screening::window::fits::{Fits, Fitted, Known, Numbers};
use crate::screening::window::{Window, WindowScratch, is_other_and};

/// Each thread remembers what it met, in so many bytes. As tables grow by doubling, they may for a
/// moment take up to twice as much.
const MAX_REMEMBERED: usize = 38 << 20;
const MAX_WORDS_REMEMBERED: usize = 23 << 20;

/// Memory for the first phase.
#[derive(Default)]
pub(crate) struct Finder {
    words: Words,
    /// For finding all mentions that may come to something.
    candidates: Candidates,
    /// The same of the parties of one document.
    wanted: Candidates,
    /// For finding parties that a mention by itself gives away.
    prominent: Candidates,
    block: Block,
    places: Vec<Place>,
    fit: WindowScratch,
    fits: Fits,
    /// The words around the window at hand that tell something of it.
    grounds: Grounds,
}

/// Whether more windows of an entity are wanted.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Look {
    On,
    Elsewhere,
}

impl Finder {
    /// Forgets what words bring up of the parties of another document.
    pub(crate) fn forget_parties(&mut self) {
        self.wanted.forget();
    }

    /// Finds the mentions that begin in a block's own part.
    pub(crate) fn find(&mut self, text: &BlockText<'_>, search: &Search<'_>) -> Found {
        self.make_room();
        self.block.read(text.text, search.index, &mut self.words);
        let mut places = std::mem::take(&mut self.places);
        places.clear();
        let (words, fit) = (&mut self.words, &mut self.fit);
        let candidates = if search.is_narrow() {
            &mut self.wanted
        } else {
            &mut self.candidates
        };
        candidates.find(&self.block, search, words, fit, &mut places);
        let mut mentions: Vec<Mention> = Vec::new();
        self.each_window(&places, search, |finder, name, view, stretch, fitted| {
            mentions.extend(finder.mention(fitted, stretch, name, view, text, search));
            Look::On
        });
        self.places = places;
        // Only then is it known which of them begin in another block: one of these may be the best.
        best_of_each_entity(&mut mentions);
        mentions.retain(|mention| text.own.contains(&(mention.start as usize)));
        place_in_field(text, mentions.iter_mut().map(Mention::place));
        let mut identified = identified::in_text(text, &self.block, &self.words, search.index);
        identified.retain(|identified| search.is_for(identified.entity));
        place_in_field(text, identified.iter_mut().map(Identified::place));
        let (name_words, listed) = self.name_words(text);
        Found {
            mentions,
            name_words,
            listed,
            identified,
        }
    }

    /// Adds the parties of which a text has a mention that is as likely as the floor asks by itself.
    pub(crate) fn parties(
        &mut self,
        text: &str,
        search: &Search<'_>,
        parties: &mut FxHashSet<u32>,
    ) {
        self.make_room();
        self.block.read(text, search.index, &mut self.words);
        parties.extend(identified::entities(&self.block, &self.words, search.index));
        let mut places = std::mem::take(&mut self.places);
        places.clear();
        let (words, fit) = (&mut self.words, &mut self.fit);
        self.prominent
            .find(&self.block, search, words, fit, &mut places);
        self.each_window(&places, search, |finder, _, view, stretch, fitted| {
            if parties.contains(&view.entity) {
                return Look::Elsewhere;
            }
            if fitted.by_words < search.floor.words(&finder.fit) {
                return Look::On;
            }
            let Some(mut features) = finder.beside(fitted, stretch, view, search) else {
                return Look::On;
            };
            // What the letters stand for, the whole document tells.
            features.set_flag(Evidence::AcronymElsewhere, false);
            let likely = finder.with_matters(&mut features, fitted, view, search, search.floor);
            if likely.is_none() {
                return Look::On;
            }
            parties.insert(view.entity);
            Look::Elsewhere
        });
        self.places = places;
    }

    /// Aligns what stands at the places with the names that they bring up.
    fn each_window(
        &mut self,
        places: &[Place],
        search: &Search<'_>,
        mut each: impl FnMut(&mut Self, u32, &NameView, (usize, usize), &Fitted) -> Look,
    ) {
        let index = search.index;
        // The names of an entity follow one another.
        let mut done = None;
        'names: for name_places in places.chunk_by(|a, b| a.name == b.name) {
            let name = name_places[0].name;
            let view = index.name(name);
            if done == Some(view.entity) || !search.is_for(view.entity) {
                continue;
            }
            self.fit.take_name(&view, index);
            // A window, and how long the place was that led to it: a shorter one inside may be the
            // mention, with another one's word before it.
            let mut covered: Option<(usize, usize, u32)> = None;
            for &place in name_places {
                let length = place.last - place.first;
                if covered.is_some_and(|(first, last, least)| {
                    first <= place.first as usize && place.last as usize <= last && least <= length
                }) {
                    continue;
                }
                for commas in (0..=Window::most_commas(view.manner)).rev() {
                    let (block, words) = (&self.block, &self.words);
                    let stretch = self.fit.stretch(place, commas, view.manner, block, words);
                    let Some(stretch) = stretch else { continue };
                    let own = self.own_syllables(place, stretch);
                    let mut tried = [Some(stretch), own].into_iter().flatten();
                    let fitted = tried.find_map(|stretch| {
                        let fitted = self.fitted(stretch, name, &view, search)?;
                        Some((stretch, fitted))
                    });
                    let Some((stretch, fitted)) = fitted else {
                        continue;
                    };
                    if each(self, name, &view, stretch, &fitted) == Look::Elsewhere {
                        done = Some(view.entity);
                        continue 'names;
                    }
                    let (first, last) = (fitted.first, fitted.last);
                    self.each_half((first, last), name, &view, search, &mut each);
                    // Beyond a comma somebody else's name may begin, which is tried for itself.
                    if !self.block.has_comma(first, last) {
                        covered = Some((first, last, length));
                        break;
                    }
                }
            }
        }
    }

    /// A place of as many syllables as the name taken has words, by itself: the syllable beside it may sound like one
    /// of them too, and lead the alignment astray.
    fn own_syllables(&self, place: Place, stretch: (usize, usize)) -> Option<(usize, usize)> {
        let (first, last) = (place.first as usize, place.last as usize);
        let single = self.fit.listed_parts.iter().filter(|part| part.span == 1);
        let is_whole = last + 1 - first == single.count() && (first, last) != stretch;
        let mut tokens = self.block.tokens[first..=last].iter();
        (is_whole && tokens.all(|token| token.is_syllable)).then_some((first, last))
    }

    /// Tries what stands before and after an `and` by itself: two parties may share words, or letters.
    fn each_half(
        &mut self,
        (first, last): (usize, usize),
        name: u32,
        view: &NameView,
        search: &Search<'_>,
        each: &mut impl FnMut(&mut Self, u32, &NameView, (usize, usize), &Fitted) -> Look,
    ) {
        let joins = |at: &usize| self.words.entry(self.block.words[*at]).is_conjunction;
        let Some(middle) = (first + 1..last).find(joins) else {
            return;
        };
        let listed = self.fit.listed_words.iter();
        let mut listed = listed.map(|&word| search.index.word(word).latin());
        if listed.any(|word| {
            let particle = Knowledge::get().particle(word);
            is_other_and(word)
                || particle.is_some_and(|particle| particle.class == ParticleClass::Conjunction)
        }) {
            return;
        }
        for half in [(first, middle - 1), (middle + 1, last)] {
            if let Some(fitted) = self.fitted(half, name, view, search)
                && fitted.first < fitted.last
            {
                each(self, name, view, half, &fitted);
            }
        }
    }

    /// Forgets what came of words and stretches if too much has been remembered, and the words as
    /// well if they are most of it.
    fn make_room(&mut self) {
        let words = self.words.bytes();
        let candidates = self.candidates.bytes() + self.wanted.bytes() + self.prominent.bytes();
        let parties = self.fit.parties.bytes();
        if words + candidates + self.fits.bytes() + parties <= MAX_REMEMBERED {
            return;
        }
        if words > MAX_WORDS_REMEMBERED {
            self.words = Words::default();
        }
        self.candidates = Candidates::default();
        self.wanted = Candidates::default();
        self.prominent = Candidates::default();
        self.fits = Fits::default();
        self.fit = WindowScratch::default();
    }

    /// Aligns a stretch with the name that `fit` has taken, unless it is known what comes of it.
    fn fitted(
        &mut self,
        stretch: (usize, usize),
        name: u32,
        view: &NameView,
        search: &Search<'_>,
    ) -> Option<Fitted> {
        let key = self.fits.key(name, stretch, &self.block);
        let key = key.filter(|_| !search.takes_everything());
        let known = key.and_then(|key| self.fits.find(key, stretch));
        let floor = search.floor.words(&self.fit);
        match known {
            Some(Known::Nothing) => return None,
            Some(Known::Window(fitted)) if fitted.numbers.is_some() || fitted.by_words < floor => {
                return Some(fitted);
            }
            // Too little when it was met, but likely enough for what is looked for now.
            Some(Known::Window(_)) => return self.fit_anew(stretch, view, search),
            None => {}
        }
        let fitted = self.fit_at_best(stretch, view, search);
        if let Some(key) = key {
            let worthy = |fitted: &Fitted| fitted.by_words >= floor;
            self.fits.remember(key, stretch, fitted.as_ref(), worthy);
        }
        fitted
    }

    /// Aligns a stretch with the name that `fit` has taken. Where the names tell that it is too
    /// little, no more is reckoned than what it comes to at best.
    fn fit_at_best(
        &mut self,
        stretch: (usize, usize),
        view: &NameView,
        search: &Search<'_>,
    ) -> Option<Fitted> {
        let window = self.align(stretch, view, search)?;
        let by_words = by_words_at_best(view.manner, &window.features, search.calibration);
        if by_words >= search.floor.words(&self.fit) {
            return Some(self.weigh_words(&window, view, search));
        }
        Some(Fitted {
            first: window.first,
            last: window.last,
            by_words,
            numbers: None,
        })
    }

    /// Aligns a stretch with the name that `fit` has taken.
    fn fit_anew(
        &mut self,
        stretch: (usize, usize),
        view: &NameView,
        search: &Search<'_>,
    ) -> Option<Fitted> {
        let window = self.align(stretch, view, search)?;
        Some(self.weigh_words(&window, view, search))
    }

    fn align(
        &mut self,
        stretch: (usize, usize),
        view: &NameView,
        search: &Search<'_>,
    ) -> Option<Window> {
        let (block, words) = (&self.block, &mut self.words);
        self.fit
            .fit_stretch(stretch, view.manner, block, search.index, words)
    }

    /// What a window that was just aligned comes to by its words.
    fn weigh_words(&self, window: &Window, view: &NameView, search: &Search<'_>) -> Fitted {
        let single = window.first == window.last;
        let mut names = window.features;
        let both = (&self.words, search.index);
        agreeing::temper(&mut names, single, view, &self.fit, both);
        let mut features = features_of(&names, view, search.index);
        let topics = || search.index.topics(view.entity);
        agreeing::weigh(
            &mut features,
            single,
            topics,
            &self.fit,
            (&self.words, search.index),
        );
        let by_words = search.calibration.log_odds(features.as_slice());
        Fitted {
            first: window.first,
            last: window.last,
            by_words,
            numbers: Some(Numbers {
                names,
                text_bits: features.get(Evidence::TextBits),
                capital_bits: features.get(Evidence::CapitalBits),
                word_repute: features.get(Evidence::WordRepute),
                words_repute: features.get(Evidence::WordsRepute),
                conjunction: features.get(Evidence::Conjunction) > 0.0,
                other_word: libm::round(features.get(Evidence::OtherWord) * 10.0) as u8,
                named_after: features.get(Evidence::NamedAfter) > 0.0,
                small_word: agreeing::has_small_word(&self.fit, &self.words),
            }),
        }
    }

    /// The mention that a window is, unless it can come to nothing.
    fn mention(
        &mut self,
        fitted: &Fitted,
        stretch: (usize, usize),
        name: u32,
        view: &NameView,
        text: &BlockText<'_>,
        search: &Search<'_>,
    ) -> Option<Mention> {
        let (first, last) = (fitted.first, fitted.last);
        let everything = search.takes_everything();
        // Such a one tells something of others, however unlikely it is itself.
        let telling = acronym::may_spell_out(first, last, &self.block);
        if !everything && !telling && fitted.by_words < search.floor.words(&self.fit) {
            return None;
        }
        let mut features = self.beside(fitted, stretch, view, search)?;
        let floor = if everything {
            Floor::NONE
        } else if telling && features.get(Evidence::AcronymElsewhere) > 0.0
            || longer_bits(&features) > 0.0
        {
            Floor::OF_TELLING
        } else {
            search.floor
        };
        let log_odds = self.with_matters(&mut features, fitted, view, search, floor)?;
        // What is shown of the alignment is not remembered.
        self.align(stretch, view, search)?;
        let tokens = &self.block.tokens;
        let (start, end) = (tokens[first].start as usize, tokens[last].end as usize);
        Some(Mention {
            field: text.field,
            start: start as u64,
            end: end as u64,
            char_start: 0,
            char_end: 0,
            surface: text.text[start..end].to_owned(),
            excerpt: Excerpt::around(text.text, start, end),
            entity: view.entity,
            name,
            features,
            log_odds,
            details: explain::details(
                &self.fit,
                self.grounds.told(&self.block, text.text),
                &self.words,
                search.index,
            ),
            short: self.short_words(view.manner, (first, last)),
        })
    }

    /// What the names say of a window, and what stands next to it.
    fn beside(
        &mut self,
        fitted: &Fitted,
        stretch: (usize, usize),
        view: &NameView,
        search: &Search<'_>,
    ) -> Option<Features> {
        let numbers = match fitted.numbers {
            Some(numbers) => numbers,
            None => self.fit_anew(stretch, view, search)?.numbers?,
        };
        let mut features = features_of(&numbers.names, view, search.index);
        features.set(Evidence::TextBits, numbers.text_bits);
        features.set(Evidence::CapitalBits, numbers.capital_bits);
        features.set(Evidence::WordRepute, numbers.word_repute);
        features.set(Evidence::WordsRepute, numbers.words_repute);
        features.set_flag(Evidence::Conjunction, numbers.conjunction);
        features.set(Evidence::OtherWord, f64::from(numbers.other_word) / 10.0);
        features.set_flag(Evidence::NamedAfter, numbers.named_after);
        let kind = search.index.kind(view.entity);
        let party = self.fit.parties.matters(view.entity, search.index);
        let sort = (view.manner, kind, party);
        let window = (fitted.first, fitted.last, numbers.small_word);
        let words = (&self.words, search.index);
        self.grounds.clear();
        let grounds = &mut self.grounds;
        context::weigh(&mut features, window, sort, &self.block, words, grounds);
        Some(features)
    }

    /// Adds the matters of the text, and says how likely a mention is if that is enough.
    fn with_matters(
        &mut self,
        features: &mut Features,
        fitted: &Fitted,
        view: &NameView,
        search: &Search<'_>,
        floor: Floor,
    ) -> Option<f64> {
        if view.manner == Manner::Person {
            let matters = self.fit.parties.matters(view.entity, search.index);
            let window = (fitted.first, fitted.last);
            let (block, words) = (&self.block, &self.words);
            let grounds = &mut self.grounds;
            birth::weigh(features, window, &matters.births, block, words, grounds);
            role::weigh(features, window, &matters.roles, block, words, grounds);
        }
        let stretch = (fitted.first, fitted.last);
        let listed = (&*self.fit.listed_words, &*self.fit.listed_parts);
        let (block, words) = (&self.block, &self.words);
        let places =
            surroundings::missing_places(features, stretch, listed, block, words, search.index);
        if search.calibration.log_odds(features.as_slice()) < floor.place(!places.is_empty()) {
            return None;
        }
        let matters = self.fit.parties.matters(view.entity, search.index);
        let sort = (view.manner, matters, &*places, search.written);
        let grounds = &mut self.grounds;
        surroundings::weigh(features, stretch, sort, block, words, grounds);
        let log_odds = search.calibration.log_odds(features.as_slice());
        (log_odds >= floor.mention).then_some(log_odds)
    }
}

/// What the names alone say.
fn features_of(names: &NameFeatures, view: &NameView, index: &Index) -> Features {
    Features::of_names(view.manner, names, (|| index.text(view), view.kind))
}
