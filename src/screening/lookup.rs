//! Names looked up, [one](one) or [many](all): the listed names that one may be, found in the index and
//! aligned with it.

use rustc_hash::FxHashMap;

use crate::index::{Index, NameView, NearScratch, Neighbour, Reach};
use crate::matching::{
    Alignment, Link, NameFeatures, PreparedName, SidePart, Spelling, Touching, discount_resembling,
    gain, is_common_and_partial, link_by_meaning, may_be_initial, may_link, of_alignment,
    parted_otherwise, relate_initial,
};
use crate::name::{Manner, Relation, RelationKind, Role, Word};
use crate::screening::candidates::hope::Hope;

pub(super) mod all;
#[cfg(test)]
mod full_scan;
mod numbered;
pub(super) mod one;

/// A listed name that a query may be, aligned with it.
#[derive(Debug)]
pub(crate) struct NameCandidate {
    pub(crate) name: u32,
    pub(crate) features: NameFeatures,
}

/// Memory for looking names up.
#[derive(Debug, Default)]
pub(crate) struct LookupScratch {
    near: NearScratch,
    neighbours: Vec<Neighbour>,
    /// For each word of the query, where its neighbours begin; and the end.
    starts: Vec<usize>,
    /// For each listed word, which words of the query are near it, as bits; those beyond the bits
    /// share them with others.
    near_words: Vec<u64>,
    /// For each listed name, which words of the query touch it.
    touched: Vec<u32>,
    /// Whether there is hope for names that the same words touch.
    hopes: FxHashMap<u32, bool>,
    names: Vec<u32>,
    solo: Vec<u32>,
    /// Names that only one word touches, a rare one.
    lone: Vec<u32>,
    links: Vec<Link>,
    listed_words: Vec<u32>,
    listed_parts: Vec<SidePart>,
    alignment: Alignment,
}

impl LookupScratch {
    /// Finds the listed names that share a word, or enough words, with a query, and aligns them.
    /// Names without hope may be left out.
    pub(crate) fn candidates(
        &mut self,
        index: &Index,
        query: &PreparedName,
        hope: Option<&Hope<'_>>,
        mut each: impl FnMut(&NameView, NameCandidate, &Alignment, &[SidePart]),
    ) {
        self.find(index, query, hope);
        let (names, lone) = (
            std::mem::take(&mut self.names),
            std::mem::take(&mut self.lone),
        );
        let all = names.iter().map(|name| (name, false));
        for (&name, is_lone) in all.chain(lone.iter().map(|name| (name, true))) {
            let view = index.name(name);
            let Some((features, alike)) = self.align(index, query, &view, hope) else {
                continue;
            };
            if is_lone && alike < ALIKE_BESIDE_LONE {
                continue;
            }
            let organization = view.manner == Manner::Organization;
            if organization && is_common_and_partial(&self.alignment, &self.listed_parts) {
                continue;
            }
            each(
                &view,
                NameCandidate { name, features },
                &self.alignment,
                &self.listed_parts,
            );
        }
        (self.names, self.lone) = (names, lone);
    }

    fn look_up_words(&mut self, index: &Index, query: &PreparedName) {
        self.forget(index);
        let spans = query.parts(query.manner());
        for (word, part) in query.words.iter().zip(spans) {
            self.starts.push(self.neighbours.len());
            let reach = if part.span == 1 {
                Reach::Fuzzy
            } else {
                Reach::Spelling
            };
            index.neighbours(&word.view(), reach, &mut self.near, &mut self.neighbours);
            self.translate(index, word, part);
        }
        self.remember();
    }

    /// Adds the listed words that mean the same in another language to those near the last word.
    fn translate(&mut self, index: &Index, word: &Word, part: &SidePart) {
        if part.span == 1 {
            let first = self.starts.last().copied().unwrap_or_default();
            index.translate(&word.view(), first, &mut self.neighbours);
        }
    }

    /// Makes ready for the neighbours of another query.
    fn forget(&mut self, index: &Index) {
        self.near_words.resize(index.word_count(), 0);
        for near in self.neighbours.drain(..) {
            if let Some(bits) = self.near_words.get_mut(near.word as usize) {
                *bits = 0;
            }
        }
        self.starts.clear();
    }

    /// Takes note of the neighbours of all words of a query.
    fn remember(&mut self) {
        self.starts.push(self.neighbours.len());
        for word in 0..self.starts.len() - 1 {
            for near in &self.neighbours[self.starts[word]..self.starts[word + 1]] {
                // A damaged index names words that it does not have.
                if let Some(bits) = self.near_words.get_mut(near.word as usize) {
                    *bits |= word_bit(word);
                }
            }
        }
    }

    /// How a word of the query and a listed one hang together, if they are near.
    fn relation(&self, word: usize, listed: u32) -> Option<Relation> {
        if self.near_bits(listed) & word_bit(word) == 0 {
            return None;
        }
        let near = self.near(word);
        let found = near.binary_search_by_key(&listed, |near| near.word);
        found.ok().map(|at| near[at].relation)
    }

    /// The words of the query that a listed word is near, as bits.
    fn near_bits(&self, listed: u32) -> u64 {
        let bits = self.near_words.get(listed as usize);
        bits.copied().unwrap_or_default()
    }

    fn near(&self, word: usize) -> &[Neighbour] {
        &self.neighbours[self.starts[word]..self.starts[word + 1]]
    }

    fn find(&mut self, index: &Index, query: &PreparedName, hope: Option<&Hope<'_>>) {
        self.look_up_words(index, query);
        self.touched.resize(index.name_count(), 0);
        self.names.clear();
        self.solo.clear();
        self.lone.clear();
        for (word, part) in query.parts(query.manner()).iter().enumerate() {
            let mask = part.mask() | if part.span > 1 { Touching::RUN } else { 0 };
            let is_rare = part.part.role.is_core() && part.part.bits >= LONE_BITS;
            for at in self.starts[word]..self.starts[word + 1] {
                let Neighbour {
                    word: listed,
                    relation,
                } = self.neighbours[at];
                let may_be_lone = is_rare
                    && relation.cost <= MOST_COST_OF_LONE
                    && index.word_bits(listed) >= LONE_BITS;
                let mask = mask | if may_be_lone { MAY_BE_LONE } else { 0 };
                for name in index.postings(listed).iter() {
                    let Some(touched) = self.touched.get_mut(name as usize) else {
                        continue;
                    };
                    if *touched == 0 {
                        self.names.push(name);
                    }
                    *touched |= mask;
                }
                // What only means the same is no name by itself.
                if relation.kind != RelationKind::Translation {
                    self.solo.extend(index.solos(listed).iter());
                }
            }
        }
        // With an initial, one whole word may be enough.
        let initials = query
            .parts(Manner::Person)
            .iter()
            .any(|part| part.part.role == Role::Initial);
        let enough = if initials { 1 } else { 2 };
        let touching = Touching::new(query.parts(Manner::Person), self.beside(index, query));
        let (touched, hopes, lone) = (&mut self.touched, &mut self.hopes, &mut self.lone);
        hopes.clear();
        self.names.retain(|&name| {
            let touched = std::mem::take(&mut touched[name as usize]);
            let mut has_hope = || {
                hope.is_none_or(|hope| {
                    let known = hopes.entry(touched);
                    *known.or_insert_with(|| hope.by_words(&touching, touched))
                })
            };
            let count = (touched & !(Touching::RUN | MAY_BE_LONE)).count_ones();
            if count < enough && touched & MAY_BE_LONE != 0 && has_hope() && index.is_plain(name) {
                lone.push(name);
            }
            count >= enough && (has_hope() || !index.is_plain(name))
        });
        self.names.append(&mut self.solo);
        self.names.sort_unstable();
        self.names.dedup();
        let names = &self.names;
        self.lone.retain(|name| names.binary_search(name).is_err());
    }

    /// The words of a query, as bits, that may be met by words under which no name is filed.
    fn beside(&self, index: &Index, query: &PreparedName) -> u32 {
        let words = query.parts(query.manner()).iter().enumerate();
        let beside = words.filter(|(word, _)| {
            let mut near = self.near(*word).iter();
            near.any(|near| index.stands_beside(near.word))
        });
        beside.fold(0, |mask, (_, part)| mask | part.mask())
    }

    /// Aligns a query with a listed name, unless there is no hope for it. Also tells how far the words
    /// resemble each other that are unlike.
    fn align(
        &mut self,
        index: &Index,
        query: &PreparedName,
        name: &NameView,
        hope: Option<&Hope<'_>>,
    ) -> Option<(NameFeatures, f32)> {
        let mut words = std::mem::take(&mut self.listed_words);
        let mut listed = std::mem::take(&mut self.listed_parts);
        let mut links = std::mem::take(&mut self.links);
        index.parts(name, &mut words, &mut listed);
        let parts = query.parts(name.manner);
        self.link(index, query, (parts, &words, &listed), &mut links);
        let mut features = None;
        if hope.is_none_or(|hope| hope.by_links(name.manner, &links, parts, &listed)) {
            self.alignment.choose(&mut links, parts, &listed);
            features = Some(of_alignment(&self.alignment, parts, &listed))
                .filter(|numbers| hope.is_none_or(|hope| hope.by_features(name.manner, numbers)));
        }
        let compared = features.map(|mut features| {
            let alike = discount_resembling(
                &mut features,
                &self.alignment,
                [parts, &listed],
                |at| Spelling::of(&query.words[at]),
                |at| {
                    let (latin, fold) = index.spelling(words[at]);
                    Spelling::new(latin, fold)
                },
            );
            (features, alike)
        });
        self.links = links;
        self.listed_words = words;
        self.listed_parts = listed;
        compared
    }

    /// All links there are between a query and a listed name.
    fn link(
        &self,
        index: &Index,
        query: &PreparedName,
        (parts, words, listed): (&[SidePart], &[u32], &[SidePart]),
        links: &mut Vec<Link>,
    ) {
        links.clear();
        let is_initial = |part: &SidePart| part.part.role == Role::Initial;
        let initials = parts.iter().any(is_initial);
        for (to, (&word, other)) in words.iter().zip(listed).enumerate() {
            if self.near_bits(word) == 0 && !initials && !is_initial(other) {
                continue;
            }
            for (at, side) in parts.iter().enumerate() {
                let relation = self.relation(at, word).or_else(|| {
                    if !may_be_initial(side, other) {
                        return None;
                    }
                    let views = [query.words[at].view(), index.word(word)];
                    relate_initial((&views[0], side), (&views[1], other))
                });
                let relation = if side.span > 1 && other.span > 1 {
                    relation.and_then(|_| {
                        let folded = |listed| index.spelling(listed).1;
                        let firsts = [
                            query.words[usize::from(side.first)].fold(),
                            folded(words[usize::from(other.first)]),
                        ];
                        parted_otherwise([query.words[at].fold(), folded(word)], firsts)
                    })
                } else {
                    relation.filter(|&relation| may_link(side, other, relation))
                };
                if let Some(relation) = relation {
                    let gain = gain(side, other, relation);
                    links.push(Link {
                        query: at as u8,
                        listed: to as u8,
                        relation,
                        gain,
                    });
                }
            }
        }
        link_by_meaning(parts, listed, links);
    }
}

/// A person's name of which a single word agrees, that is worth so many bits at least on both sides
/// and costs no more, is a candidate as well where the others resemble those of the query so far: two
/// slips in a short word do not hide the other.
const LONE_BITS: f32 = 12.0;
const MOST_COST_OF_LONE: u8 = 25;
const ALIKE_BESIDE_LONE: f32 = 0.5;
/// Says beside the words that touch a name that one of them may be a lone one.
const MAY_BE_LONE: u32 = 1 << 30;

/// The bit that stands for a word of a query.
fn word_bit(word: usize) -> u64 {
    1 << (word % 64)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{Entity, EntityKind, Screener, Watchlist};

    /// How many listed names a query brings up.
    fn brought_up(listed: &str, kind: EntityKind, query: &str) -> usize {
        let listed = Entity::new("1".to_owned(), kind, listed);
        let watchlist = Watchlist::from_entities("own", vec![listed]).unwrap();
        let screener = Screener::builder().build(&watchlist).unwrap();
        let query = PreparedName::new(query, kind);
        let mut found = 0;
        let count = |_: &NameView, _, _: &Alignment, _: &[SidePart]| found += 1;
        LookupScratch::default().candidates(&screener.index, &query, None, count);
        found
    }

    #[test]
    fn beside_a_rare_word_it_is_enough_that_the_others_resemble() {
        let listed = "Zeldira VARNAKOVSKA";
        let found = |name: &str| brought_up(listed, EntityKind::Person, name);
        assert_eq!(found("Telmira Varnakovska"), 1);
        assert_eq!(found("Olga Varnakovska"), 0);
        // Nor is the rare word alone.
        assert_eq!(found("Varnakovska"), 0);
    }

    #[test]
    fn words_of_another_language_bring_up_what_means_the_same_but_none_alone() {
        let found = |listed, name| brought_up(listed, EntityKind::Organization, name);
        assert_eq!(found("National Oil Company", "Ulusal Petrol Şirketi"), 1);
        assert_eq!(found("NATIONAL", "Ulusal"), 0);
    }
}
