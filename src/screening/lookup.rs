//! Whole names looked up in the index.

use crate::index::{Index, NameView, NearScratch, Neighbour, Reach};
use crate::matching::{
    Alignment, Link, NameFeatures, PreparedName, SidePart, Spelling, discount_resembling, gain,
    is_common_and_partial, link_by_meaning, may_link, of_alignment, parted_otherwise,
};
use crate::name::{Manner, Relation, RelationKind, Role, WordView, first_letters_agree, relate};

#[cfg(test)]
mod full_scan;

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
    /// For each listed name, which words of the query touch it.
    touched: Vec<u32>,
    names: Vec<u32>,
    solo: Vec<u32>,
    links: Vec<Link>,
    listed_words: Vec<u32>,
    listed_parts: Vec<SidePart>,
    alignment: Alignment,
}

impl LookupScratch {
    /// Finds the listed names that share a word, or enough words, with a query, and aligns them.
    pub(crate) fn candidates(
        &mut self,
        index: &Index,
        query: &PreparedName,
        mut each: impl FnMut(&NameView<'_>, NameCandidate, &Alignment, &[SidePart]),
    ) {
        self.find(index, query);
        let names = std::mem::take(&mut self.names);
        for &name in &names {
            let view = index.name(name);
            let features = self.align(index, query, &view);
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
        self.names = names;
    }

    fn look_up_words(&mut self, index: &Index, query: &PreparedName) {
        self.neighbours.clear();
        self.starts.clear();
        let spans = query.parts(query.manner());
        for (word, part) in query.words.iter().zip(spans) {
            self.starts.push(self.neighbours.len());
            let reach = if part.span == 1 {
                Reach::Fuzzy
            } else {
                Reach::Spelling
            };
            index.neighbours(&word.view(), reach, &mut self.near, &mut self.neighbours);
        }
        self.starts.push(self.neighbours.len());
    }

    fn near(&self, word: usize) -> &[Neighbour] {
        &self.neighbours[self.starts[word]..self.starts[word + 1]]
    }

    fn find(&mut self, index: &Index, query: &PreparedName) {
        self.look_up_words(index, query);
        self.touched.resize(index.name_count(), 0);
        self.names.clear();
        self.solo.clear();
        for (word, part) in query.parts(query.manner()).iter().enumerate() {
            let mask = part.mask();
            for at in self.starts[word]..self.starts[word + 1] {
                let listed = self.neighbours[at].word;
                for name in index.postings(listed).iter() {
                    let Some(touched) = self.touched.get_mut(name as usize) else {
                        continue;
                    };
                    if *touched == 0 {
                        self.names.push(name);
                    }
                    *touched |= mask;
                }
                self.solo.extend(index.solos(listed).iter());
            }
        }
        // With an initial, one whole word may be enough.
        let initials = query
            .parts(Manner::Person)
            .iter()
            .any(|part| part.part.role == Role::Initial);
        let enough = if initials { 1 } else { 2 };
        let touched = &mut self.touched;
        self.names.retain(|&name| {
            let count = touched[name as usize].count_ones();
            touched[name as usize] = 0;
            count >= enough
        });
        self.names.append(&mut self.solo);
        self.names.sort_unstable();
        self.names.dedup();
    }

    fn align(&mut self, index: &Index, query: &PreparedName, name: &NameView<'_>) -> NameFeatures {
        let mut words = std::mem::take(&mut self.listed_words);
        let mut listed = std::mem::take(&mut self.listed_parts);
        index.parts(name, &mut words, &mut listed);
        let parts = query.parts(name.manner);
        let mut links = std::mem::take(&mut self.links);
        links.clear();
        for (at, side) in parts.iter().enumerate() {
            let near = self.near(at);
            for (to, (&word, other)) in words.iter().zip(&listed).enumerate() {
                let found = near.binary_search_by_key(&word, |near| near.word).ok();
                let relation = found.map(|at| near[at].relation).or_else(|| {
                    if !may_be_initial(side, other) {
                        return None;
                    }
                    let initial = initial_of(&query.words[at].view(), side, index, word, other);
                    initial.then_some(Relation {
                        cost: 40,
                        kind: RelationKind::Initial,
                    })
                });
                let relation = if side.span > 1 && other.span > 1 {
                    relation.and_then(|_| {
                        let view = query.words[at].view();
                        let firsts = [
                            query.words[usize::from(side.first)].fold(),
                            index.word(words[usize::from(other.first)]).fold,
                        ];
                        parted_otherwise([view.fold, index.word(word).fold], firsts)
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
        link_by_meaning(parts, &listed, &mut links);
        self.alignment.choose(&mut links, parts, &listed);
        let mut features = of_alignment(&self.alignment, parts, &listed);
        discount_resembling(
            &mut features,
            &self.alignment,
            [parts, &listed],
            |at| Spelling::of(&query.words[at]),
            |at| {
                let word = index.word(words[at]);
                Spelling::new(word.latin(), word.fold)
            },
        );
        self.links = links;
        self.listed_words = words;
        self.listed_parts = listed;
        features
    }
}

/// Whether two parts play the roles of an initial and of what it may stand for.
pub(crate) fn may_be_initial(side: &SidePart, other: &SidePart) -> bool {
    let (one, two) = (side.part.role, other.part.role);
    side.span == 1
        && other.span == 1
        && (one == Role::Initial && two.is_core() || two == Role::Initial && one.is_core())
}

/// Whether one of the two is the initial of the other.
pub(crate) fn initial_of(
    word: &WordView<'_>,
    side: &SidePart,
    index: &Index,
    listed: u32,
    other: &SidePart,
) -> bool {
    if !may_be_initial(side, other) {
        return false;
    }
    let listed = index.word(listed);
    // Of several initials in one word (`J.R.`) the first stands for the name.
    let several = side.part.role == Role::Initial && !word.is_initial()
        || other.part.role == Role::Initial && !listed.is_initial();
    if several {
        return side.part.role != other.part.role && first_letters_agree(word, &listed);
    }
    relate(word, &listed).is_some_and(|relation| relation.kind == RelationKind::Initial)
}
