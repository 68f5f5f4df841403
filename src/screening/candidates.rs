//! Candidate generation: which listed names the words of a block bring up, and where.

pub(super) mod floor;
pub(super) mod hope;
mod hopeless;
mod initials;
mod lift;
mod pairs;
pub(super) mod prospect;
mod solos;

use crate::index::{mask_bit, pair_hash};
use crate::screening::candidates::initials::{initials_beside, names_with_initial};
use crate::screening::candidates::lift::Lift;
use crate::screening::candidates::pairs::{Pairs, Together};
use crate::screening::candidates::prospect::{Prospect, Prospects};
use crate::screening::evidence::acronym;
use crate::screening::reading::around::Around;
use crate::screening::reading::block::{Block, Unit};
use crate::screening::reading::words::{Words, folded};
use crate::screening::search::Search;
use crate::screening::window::WindowScratch;

/// What is forgotten keeps its memory for the next document, up to so many bytes, which are not counted.
const MOST_KEPT: usize = 1 << 20;
/// How many words of a name may lie apart.
const REACH: u32 = 5;

/// A place at which the words bring up a listed name: words `first` and `last` are near two of
/// its words, or one word is enough.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct Place {
    pub(crate) name: u32,
    pub(crate) first: u32,
    /// The last word, inclusive.
    pub(crate) last: u32,
}

/// What is remembered of words and pairs of words met before.
#[derive(Default)]
pub(crate) struct Candidates {
    prospects: Prospects,
    pairs: Pairs,
    around: Around,
    names: Vec<u32>,
    /// Pairs of listed words, by their hashes.
    listed: Vec<u64>,
}

impl Candidates {
    /// Appends the places of a block at which a listed name may stand, by name. Left out are those
    /// that can come to nothing, unless one entity is searched for alone.
    pub(crate) fn find(
        &mut self,
        block: &Block,
        search: &Search<'_>,
        words: &mut Words,
        fit: &mut WindowScratch,
        places: &mut Vec<Place>,
    ) {
        for (at, unit) in block.units.iter().enumerate() {
            if !search.may_hold(words.neighbours(unit.word)) {
                continue;
            }
            if unit.solo {
                self.add_solo(unit, block, search, words, fit, places);
            }
            if unit.is_name {
                self.add_beside_initial(unit, block, search, words, fit, places);
            }
            for other in &block.units[at + 1..] {
                let apart = other.first > unit.last;
                // What lies beyond a word that no name goes on over makes no pair with any after it.
                if other.first > unit.last + REACH
                    || other.sentence != unit.sentence
                    || apart && other.broken_before > unit.broken_until
                {
                    break;
                }
                let weak = unit.ordinary && other.ordinary;
                if apart
                    && !weak
                    && unit.partner_mask & other.own_mask != 0
                    && other.partner_mask & unit.own_mask != 0
                    && search.may_hold(words.neighbours(other.word))
                {
                    self.add_pair((unit, other), block, search, words, fit, places);
                }
            }
        }
        places.sort_unstable();
        places.dedup();
    }

    fn add_solo(
        &mut self,
        unit: &Unit,
        block: &Block,
        search: &Search<'_>,
        words: &mut Words,
        fit: &mut WindowScratch,
        places: &mut Vec<Place>,
    ) {
        let (first, last) = (unit.first as usize, unit.last as usize);
        if search.takes_everything() || acronym::may_spell_out(first, last, block) {
            for near in words.spelt_like(unit.word) {
                let place = |name| Place {
                    name,
                    first: unit.first,
                    last: unit.last,
                };
                let solos = search.index.solos(near.word).iter();
                places.extend(solos.filter(|&name| search.wants(name)).map(place));
            }
            return;
        }
        let known = self.prospects.of_word(unit.word);
        let prospect = known.unwrap_or_else(|| {
            let names = &mut self.names;
            self.prospects
                .weigh_solo(unit, names, block, search, words, fit)
        });
        let units = (&[unit][..], Lift::Beside);
        self.add_prospect(prospect, units, (block, search), words, fit, places);
    }

    fn add_pair(
        &mut self,
        (one, other): (&Unit, &Unit),
        block: &Block,
        search: &Search<'_>,
        words: &mut Words,
        fit: &mut WindowScratch,
        places: &mut Vec<Place>,
    ) {
        if search.takes_everything() {
            self.names_together(one, other, search, words);
            let (first, last) = (one.first, other.last);
            let place = |&name| Place { name, first, last };
            places.extend(self.names.iter().map(place));
            return;
        }
        let adjacent = other.first == one.last + 1;
        let gap = adjacent.then(|| block.tokens[other.first as usize].gap);
        let lift = if adjacent { Lift::Any } else { Lift::Between };
        let units = [one, other];
        // What two words bring up of a few is sooner found than remembered.
        let known = if search.is_narrow() {
            Together::Unknown
        } else {
            self.pairs.find((one.word, other.word), gap)
        };
        let prospect = match known {
            Together::Nothing => return,
            Together::Known(prospect) => prospect,
            Together::Unknown => {
                self.names_together(one, other, search, words);
                let found = (!self.names.is_empty()).then(|| {
                    self.prospects
                        .weigh(&self.names, (&units, lift), block, search, words, fit)
                });
                if !search.is_narrow() {
                    self.pairs.remember((one.word, other.word), gap, found);
                }
                let Some(prospect) = found else { return };
                prospect
            }
        };
        self.add_prospect(
            prospect,
            (&units, lift),
            (block, search),
            words,
            fit,
            places,
        );
    }

    /// Gathers the names that two words bring up, by ascending number.
    fn names_together(&mut self, one: &Unit, other: &Unit, search: &Search<'_>, words: &Words) {
        let Self { names, listed, .. } = self;
        names.clear();
        listed.clear();
        let own_mask = folded(other.own_mask);
        for (near, partners) in words.partners(one.word) {
            let near_bit = mask_bit(near.word);
            if partners & own_mask == 0
                || other.partner_mask & near_bit == 0
                || !search.may_hold_word(near.word)
            {
                continue;
            }
            let near_bit = folded(near_bit);
            for (far, far_partners) in words.partners(other.word) {
                // Each must be a partner of the other: common words have partners of every bit.
                if far_partners & near_bit != 0
                    && partners & folded(mask_bit(far.word)) != 0
                    && search.may_hold_word(far.word)
                {
                    listed.push(pair_hash(near.word, far.word));
                }
            }
        }
        search.index.pairs(listed, |together| {
            names.extend(together.iter().filter(|&name| search.wants(name)));
        });
        names.sort_unstable();
        names.dedup();
    }

    /// Adds places of a single word with an initial beside it that may stand for another word of the
    /// same person's name. Any other word of the name makes a pair with it.
    fn add_beside_initial(
        &mut self,
        unit: &Unit,
        block: &Block,
        search: &Search<'_>,
        words: &mut Words,
        fit: &mut WindowScratch,
        places: &mut Vec<Place>,
    ) {
        let Some(((first, last), letters)) = initials_beside(unit, block, words) else {
            return;
        };
        let everything = search.takes_everything();
        let (first, last) = (first as u32, last as u32);
        let stretch = Unit {
            first,
            last,
            ..*unit
        };
        let known = if everything {
            None
        } else {
            self.prospects.of_stretch(&stretch, block)
        };
        let prospect = if let Some(prospect) = known {
            prospect
        } else {
            self.names.clear();
            names_with_initial(unit.word, letters, search, words, &mut self.names);
            if everything {
                let place = |&name| Place { name, first, last };
                places.extend(self.names.iter().map(place));
                return;
            }
            let units = (&[&stretch][..], Lift::Beside);
            let prospect = self
                .prospects
                .weigh(&self.names, units, block, search, words, fit);
            self.prospects.remember_stretch(&stretch, block, prospect);
            prospect
        };
        // Another initial may stand beyond.
        let units = (&[&stretch][..], Lift::Beside);
        self.add_prospect(prospect, units, (block, search), words, fit, places);
    }

    /// Adds the names that units have prospects of, and those that are not to be ruled out where
    /// they stand.
    fn add_prospect(
        &mut self,
        prospect: Prospect,
        (units, lift): (&[&Unit], Lift),
        (block, search): (&Block, &Search<'_>),
        words: &mut Words,
        fit: &mut WindowScratch,
        places: &mut Vec<Place>,
    ) {
        let (one, other) = (units[0], units[units.len() - 1]);
        let (first, last) = (one.first, other.last);
        let place = |&name: &u32| Place { name, first, last };
        let hopeful = self.prospects.hopeful_of(&prospect).iter();
        places.extend(hopeful.map(place));
        if prospect.may_be_lifted() {
            let around = &mut self.around;
            block.around(first as usize, last as usize, words, around);
            block.between(one, other, words, around);
            let (units, around) = ((units, lift), (block, &self.around));
            let prospects = &mut self.prospects;
            let lifted = prospects.lift(&prospect, units, around, search, words, fit);
            places.extend(lifted.iter().map(place));
        }
    }

    /// Forgets what words bring up of the entities that were looked for.
    pub(crate) fn forget(&mut self) {
        if self.bytes() > MOST_KEPT {
            *self = Self::default();
        } else {
            self.prospects.forget();
        }
    }

    /// How much memory is taken, in bytes.
    pub(crate) fn bytes(&self) -> usize {
        self.prospects.bytes() + self.pairs.bytes() + size_of::<u64>() * self.listed.capacity()
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;
    use proptest::strategy::ValueTree;

    use crate::screening::candidates::floor::Floor;
    use crate::screening::engine;
    use crate::screening::finder::Finder;
    use crate::screening::mention::BlockText;
    use crate::screening::screener::Screener;
    use crate::screening::search::Scope;
    use crate::screening::{Field, mention::Mention};
    use crate::{Entity, EntityKind, Watchlist};

    const NAMES: [(&str, EntityKind); 14] = [
        ("VARNAKOV, Gleb Tarasovich", EntityKind::Person),
        ("Gleb Kashkulov", EntityKind::Person),
        ("Abd al-Rahman Mustafa al-Tikali", EntityKind::Person),
        ("J. Okonro", EntityKind::Person),
        ("Kim Yong Sam", EntityKind::Person),
        (
            "Kashkul Petrochemical Trading Company",
            EntityKind::Organization,
        ),
        ("Bank of Kashkul", EntityKind::Organization),
        ("Brigade 44", EntityKind::Organization),
        ("Tavrik Oil Company", EntityKind::Organization),
        ("Division Thirty-Nine", EntityKind::Organization),
        ("Varnakov Holding LLC", EntityKind::Organization),
        ("SENAT", EntityKind::Organization),
        ("Foreign Trade Committee", EntityKind::Organization),
        ("AZURE PEARL 7", EntityKind::Vessel),
    ];

    const FILLERS: [&str; 29] = [
        "the",
        "of",
        "and",
        "said",
        "J",
        "G.",
        "V",
        "U.S.",
        "7",
        "44",
        "al",
        "bin",
        "Senate",
        "senator",
        "Company",
        "bank",
        "Committee",
        "Gleb's",
        "LLC",
        "S",
        "A",
        "Sam",
        "Trading",
        "Varnakovs",
        "Petroleum",
        "Group",
        "39",
        "Department",
        "XXXIX",
    ];

    const GAPS: [&str; 9] = [" ", " ", " ", " ", " ", ", ", "-", "\n", ". "];

    fn screener() -> Screener {
        // Each has a namesake, as in large lists.
        let entities = NAMES
            .iter()
            .chain(&NAMES)
            .enumerate()
            .map(|(number, &(name, kind))| Entity::new(number.to_string(), kind, name))
            .collect();
        let watchlist = Watchlist::from_entities("own", entities).unwrap();
        Screener::builder()
            .threads(std::num::NonZeroUsize::MIN)
            .build(&watchlist)
            .unwrap()
    }

    /// The mentions that reach the screener's floor, found under another one.
    fn mentions(
        screener: &Screener,
        finder: &mut Finder,
        floor: Floor,
        text: &str,
    ) -> Vec<Mention> {
        let mut search = screener.search(Scope::All);
        let least = search.floor.mention;
        search.floor = floor;
        let block = BlockText {
            field: Field::Text,
            text,
            own: 0..text.len(),
            byte_offset: 0,
            char_offset: 0,
        };
        let mut found = finder.find(&block, &search).mentions;
        found.retain(|mention| mention.log_odds >= least);
        found
    }

    fn words() -> impl Strategy<Value = String> {
        let listed: Vec<&str> = NAMES.iter().flat_map(|(name, _)| name.split(' ')).collect();
        let all: Vec<&'static str> = listed.into_iter().chain(FILLERS).collect();
        let word = (prop::sample::select(all), prop::sample::select(&GAPS[..]));
        prop::collection::vec(word, 1..14).prop_map(|words| {
            words
                .into_iter()
                .flat_map(|(word, gap)| [word, gap])
                .collect()
        })
    }

    #[test]
    fn what_is_left_out_can_come_to_nothing() {
        let screener = screener();
        let floor = screener.search(Scope::All).floor;
        // Both remember what they met, as they do from document to document.
        let (mut quick, mut full) = (Finder::default(), Finder::default());
        let mut found = 0;
        let mut runner = proptest::test_runner::TestRunner::deterministic();
        for _ in 0..4000 {
            let text = words().new_tree(&mut runner).unwrap().current();
            let (quick, full) = (
                mentions(&screener, &mut quick, floor, &text),
                mentions(&screener, &mut full, Floor::NONE, &text),
            );
            // Where a hopeless place would have hidden a shorter mention, that one may be surer.
            for mention in &full {
                let is_found = quick.iter().any(|other| {
                    other.name == mention.name
                        && other.start < mention.end
                        && mention.start < other.end
                        && other.log_odds >= mention.log_odds
                });
                assert!(is_found, "{text:?}: {}", mention.surface);
            }
            found += full.len();
        }
        assert!(found > 1000, "{found} mentions tell nothing");
    }

    #[test]
    fn looking_for_parties_first_loses_no_hit() {
        let screener = screener();
        let (mut quick, mut full) = (Finder::default(), Finder::default());
        let mut found = 0;
        let mut runner = proptest::test_runner::TestRunner::deterministic();
        for _ in 0..4000 {
            let mut draw = || words().new_tree(&mut runner).unwrap().current();
            let (title, text) = (draw(), draw() + "\n\n" + &draw());
            let quick = engine::screen_text(&screener, &mut quick, Some(&title), &text, None);
            let phase = engine::find_in_text(&screener, &mut full, Some(&title), &text);
            assert_eq!(
                quick,
                engine::decide(&screener, phase),
                "{title:?}: {text:?}"
            );
            found += quick.len();
        }
        assert!(found > 300, "{found} hits tell nothing");
    }
}
