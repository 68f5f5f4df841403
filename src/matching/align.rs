//! Two names are aligned part by part.

use super::prepared::MAX_WORDS;
use crate::name::{Part, Relation, RelationKind, Role};

/// A word of one side, or a run of neighbouring words written as one.
#[derive(Clone, Copy, Debug)]
pub(crate) struct SidePart {
    pub(crate) part: Part,
    /// The first of the side's words it is made of, and how many.
    pub(crate) first: u8,
    pub(crate) span: u8,
}

impl SidePart {
    /// The words it is made of, as bits.
    pub(crate) fn mask(&self) -> u32 {
        ((1u32 << self.span) - 1) << self.first
    }
}

/// A part of the one side that is related to a part of the other.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Link {
    /// Index among the parts of the mention or query.
    pub(crate) query: u8,
    /// Index among the parts of the listed name.
    pub(crate) listed: u8,
    pub(crate) relation: Relation,
    /// What the agreement is worth, in bits.
    pub(crate) gain: f32,
}

/// Which parts of two names belong together, and which are left over.
#[derive(Debug, Default)]
pub(crate) struct Alignment {
    /// The chosen links; no word is in two of them.
    pub(crate) links: Vec<Link>,
    /// Words of the query that no link touches, as bits.
    pub(crate) left_query: u32,
    /// Words of the listed name that no link touches, as bits.
    pub(crate) left_listed: u32,
}

/// What agreement of two parts is worth: the bits of the more common one, less the cost. `Jason`
/// is a common name, however rare the two words of `Je-Son` are.
pub(crate) fn gain(query: &SidePart, listed: &SidePart, relation: Relation) -> f32 {
    let bits = query.part.bits.min(listed.part.bits);
    match relation.kind {
        RelationKind::Initial => bits.min(2.5),
        _ => bits * (1.0 - f32::from(relation.cost) / 100.0),
    }
}

impl Alignment {
    /// Chooses among all `links` the ones that together are worth most, greedily and by a total
    /// order, so that the result depends on nothing else. `links` is used up.
    pub(crate) fn choose(&mut self, links: &mut [Link], query: &[SidePart], listed: &[SidePart]) {
        let words = |parts: &[SidePart]| parts.iter().filter(|part| part.span == 1).count();
        let (query_words, listed_words) = (words(query), words(listed));
        let place = |part: &SidePart, words: usize| {
            (f32::from(part.first) + f32::from(part.span) / 2.0) / words.max(1) as f32
        };
        let off_place = |link: &Link| {
            let one = place(&query[usize::from(link.query)], query_words);
            let other = place(&listed[usize::from(link.listed)], listed_words);
            (one - other).abs()
        };
        links.sort_by(|a, b| {
            b.gain
                .total_cmp(&a.gain)
                .then(a.relation.cmp(&b.relation))
                .then(off_place(a).total_cmp(&off_place(b)))
                .then((a.query, a.listed).cmp(&(b.query, b.listed)))
        });
        self.links.clear();
        self.left_query = all_bits(query_words);
        self.left_listed = all_bits(listed_words);
        for link in links.iter() {
            let one = query[usize::from(link.query)].mask();
            let other = listed[usize::from(link.listed)].mask();
            if self.left_query & one == one && self.left_listed & other == other {
                self.left_query &= !one;
                self.left_listed &= !other;
                self.links.push(*link);
            }
        }
        self.uncross(links);
    }

    /// Of a word that both names have twice, links the first with the first: `Kyaw Maung Maung` is
    /// `Maung Maung Kyaw` turned round, no more.
    fn uncross(&mut self, links: &[Link]) {
        for at in 1..self.links.len() {
            for before in 0..at {
                let (one, other) = (self.links[before], self.links[at]);
                let equal = |link: &Link| link.gain == one.gain && link.relation == one.relation;
                let crossed = (one.query < other.query) == (other.listed < one.listed);
                if !crossed || !equal(&other) {
                    continue;
                }
                let straight = [(one.query, other.listed), (other.query, one.listed)];
                let is_link = |place: &(u8, u8)| {
                    let mut links = links.iter();
                    links.any(|link| (link.query, link.listed) == *place && equal(link))
                };
                if straight.iter().all(is_link) {
                    (self.links[before].listed, self.links[at].listed) = (other.listed, one.listed);
                }
            }
        }
    }

    /// How far the words stand in another order: 0 in the same one, a half where the name is
    /// turned round a single point (the family name moved from one end to the other without a
    /// comma), 1 in any other. Only words that name somebody count: languages differ in where they
    /// put `Bank` and its like, and `State Security Ministry` is the Ministry of State Security.
    pub(crate) fn disorder(&self, query: &[SidePart], listed: &[SidePart]) -> f32 {
        let mut places = [(0, 0); MAX_WORDS];
        let mut count = 0;
        // The places of words for what an organisation is, as bits.
        let mut sorts = 0u32;
        for link in &self.links {
            let (one, other) = (usize::from(link.query), usize::from(link.listed));
            if listed[other].part.role.is_core()
                && let Some(place) = places.get_mut(count)
            {
                *place = (query[one].first, listed[other].first);
                count += 1;
                let Part { role, detail, .. } = listed[other].part;
                if role == Role::Distinctive && detail != 0 {
                    sorts |= 1 << listed[other].first;
                }
            }
        }
        let places = &mut places[..count];
        places.sort_unstable();
        let falls = places
            .windows(2)
            .filter(|pair| pair[1].1 < pair[0].1)
            .count();
        let turned = places
            .first()
            .zip(places.last())
            .is_some_and(|(first, last)| last.1 < first.1);
        match falls {
            0 => 0.0,
            1 if is_turned_round_head(places, sorts) => 0.0,
            1 if turned => 0.5,
            _ => 1.0,
        }
    }
}

/// Whether words that follow one another in one name stand in the other, in the same order, behind the word that they
/// tell more of and a small one: `Industry and Mines Bank`, Bank of Industry and Mines. `places`: those of each word in
/// both names, in the order of the first; `sorts`: those in the other of words like `Bank`, as bits.
fn is_turned_round_head(places: &[(u8, u8)], sorts: u32) -> bool {
    let (head, rest, gap) = match places {
        [rest @ .., (_, head)] if rest.iter().all(|(_, place)| place > head) => {
            (*head, rest, rest[0].1 - head)
        }
        [(first, head), rest @ ..] if rest.iter().all(|(_, place)| place < head) => {
            (*head, rest, rest[0].0 - first)
        }
        _ => return false,
    };
    sorts & 1 << head != 0 && gap > 1 && rest.iter().is_sorted_by_key(|(_, place)| place)
}

fn all_bits(count: usize) -> u32 {
    (1u32 << count.min(31)) - 1
}
