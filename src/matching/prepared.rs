//! A name made ready to be compared.

use std::cell::LazyCell;

use crate::EntityKind;
use crate::matching::align::{Alignment, Link, SidePart, gain};
use crate::name::{
    Manner, ParseToken, Part, Relation, RelationKind, Role, Sketch, Word, WordView, clipped, parse,
    relate,
};
use crate::text::{Gap, Token, tokenize};

/// More words of a name than this are not compared.
pub(crate) const MAX_WORDS: usize = 24;

/// A name with its words and joined runs of words, parsed in both manners.
#[derive(Debug, Default)]
pub(crate) struct PreparedName {
    /// The words, then the runs of neighbouring words written as one.
    pub(crate) words: Vec<Word>,
    /// The name's own manner, for where nothing else tells the kind.
    manner: Option<Manner>,
    person: Vec<SidePart>,
    organization: Vec<SidePart>,
}

impl PreparedName {
    /// Prepares a name; its kind decides how it is parsed where the other side does not say.
    pub(crate) fn new(name: &str, kind: EntityKind) -> Self {
        let mut tokens = Vec::new();
        tokenize(name, &mut tokens);
        tokens.truncate(MAX_WORDS);
        let mut words: Vec<Word> = tokens
            .iter()
            .map(|token| Word::new(clipped(token.surface(name))))
            .collect();
        let (manner, mut person, organization) = {
            let views: Vec<WordView<'_>> = words.iter().map(Word::view).collect();
            let inputs: Vec<ParseToken<'_>> = tokens
                .iter()
                .zip(&views)
                .map(|(token, view)| ParseToken::new(token, view))
                .collect();
            let (mut person, mut organization) = (Vec::new(), Vec::new());
            let in_front = parse(&inputs, Manner::Person, &mut person);
            parse(&inputs, Manner::Organization, &mut organization);
            (Manner::of(kind, &inputs), (in_front, person), organization)
        };
        let mut organization = organization;
        let (in_front, person) = (person.0, &mut person.1);
        rotate(in_front, &mut tokens, &mut words, person);
        organization.rotate_left(in_front);
        let runs = runs(&tokens, person);
        let joined: Vec<Word> = runs
            .iter()
            .filter_map(|&(first, span)| {
                let (one, rest) = words[first..first + span].split_first()?;
                let (other, rest) = rest.split_first()?;
                let joined = Word::joined(one.half(), other.half());
                Some(
                    rest.iter()
                        .fold(joined, |word, next| Word::joined(word.half(), next.half())),
                )
            })
            .collect();
        let sides = |parts: &[Part]| -> Vec<SidePart> {
            let single = parts.iter().enumerate();
            let single = single.map(|(at, &part)| SidePart {
                part,
                first: at as u8,
                span: 1,
            });
            let joined = runs.iter().map(|&(first, span)| SidePart {
                part: strongest(&parts[first..first + span]),
                first: first as u8,
                span: span as u8,
            });
            single.chain(joined).collect()
        };
        let (person, organization) = (sides(person), sides(&organization));
        words.extend(joined);
        Self {
            words,
            manner: Some(manner),
            person,
            organization,
        }
    }

    /// What rules most pairs of words out, one for each of `words`.
    pub(crate) fn sketches(&self) -> Vec<Sketch> {
        let words = self.words.iter();
        words.map(|word| Sketch::of(&word.view())).collect()
    }

    /// What all words of the name are worth together.
    pub(crate) fn bits(&self) -> f32 {
        let single = self
            .parts(self.manner())
            .iter()
            .filter(|part| part.span == 1);
        single.map(|part| part.part.bits).sum()
    }

    /// The name's own manner.
    pub(crate) fn manner(&self) -> Manner {
        self.manner.unwrap_or(Manner::Person)
    }

    /// The parts in a manner, one for each of `words`.
    pub(crate) fn parts(&self, manner: Manner) -> &[SidePart] {
        match manner {
            Manner::Person => &self.person,
            Manner::Organization => &self.organization,
        }
    }
}

/// The most a joined run is worth, in bits.
const MOST_JOINED_BITS: f32 = 30.0;

/// The part that a joined run plays: that of its weightiest word, worth all of them.
pub(crate) fn strongest(parts: &[Part]) -> Part {
    let best = parts.iter().max_by(|a, b| a.bits.total_cmp(&b.bits));
    let bits: f32 = parts.iter().map(|part| part.bits).sum();
    best.map_or(
        Part {
            role: Role::Particle,
            bits: 0.0,
            detail: 0,
        },
        |best| Part {
            bits: bits.min(MOST_JOINED_BITS),
            ..*best
        },
    )
}

/// Puts the words of `LAST, First` into natural order.
pub(crate) fn rotate<W>(
    in_front: usize,
    tokens: &mut [Token],
    words: &mut [W],
    parts: &mut [Part],
) {
    if in_front == 0 {
        return;
    }
    for at in [0, in_front] {
        tokens[at].gap = Gap::Space;
    }
    tokens.rotate_left(in_front);
    words.rotate_left(in_front);
    parts.rotate_left(in_front);
}

/// Runs of two words, or three around a particle, that may be written as one elsewhere. Initials
/// stand for themselves.
pub(crate) fn runs(tokens: &[Token], parts: &[Part]) -> Vec<(usize, usize)> {
    let mut runs = Vec::new();
    for span in 2..=3 {
        for first in 0..(tokens.len() + 1).saturating_sub(span) {
            let inner = &parts[first + 1..first + span - 1];
            let close = tokens[first + 1..first + span]
                .iter()
                .all(|token| token.gap < Gap::Period);
            let initials = parts[first..first + span]
                .iter()
                .any(|part| part.role == Role::Initial);
            if close && !initials && inner.iter().all(|part| part.role == Role::Particle) {
                runs.push((first, span));
            }
        }
    }
    runs
}

/// A run of words may have a slip no dearer than this when it is written as one.
const MOST_COST_OF_RUN: u8 = 22;

/// Whether two parts may be linked at all, for what they are.
pub(crate) fn may_link(query: &SidePart, listed: &SidePart, relation: Relation) -> bool {
    let initial = |part: &SidePart| part.part.role == Role::Initial;
    match relation.kind {
        RelationKind::Initial => {
            initial(query) && listed.part.role.is_core()
                || initial(listed) && query.part.role.is_core()
        }
        RelationKind::Translation => false,
        // A part of a run is not the run with letters missing: `Karl` is not `Karllee`.
        RelationKind::KnownEdit | RelationKind::Sound => query.span == 1 && listed.span == 1,
        RelationKind::Edit if relation.cost > MOST_COST_OF_RUN => {
            query.span == 1 && listed.span == 1
        }
        _ => query.span == 1 || listed.span == 1,
    }
}

/// How two runs hang together that have the same letters, parted in another place: `Annal Ena` is
/// `Anna Lena`, the blank a key too late. `firsts` are the first words of each.
pub(crate) fn parted_otherwise(runs: [&str; 2], firsts: [&str; 2]) -> Option<Relation> {
    (runs[0] == runs[1] && firsts[0].len() != firsts[1].len()).then_some(Relation {
        cost: 8,
        kind: RelationKind::Drift,
    })
}

/// Links that follow from what parts mean: the same legal form, number, or word of trade.
pub(crate) fn link_by_meaning(query: &[SidePart], listed: &[SidePart], links: &mut Vec<Link>) {
    let meaning = |part: &SidePart| part.part.detail != 0 && part.span == 1;
    for (at, one) in query.iter().enumerate().filter(|(_, one)| meaning(one)) {
        for (to, other) in listed.iter().enumerate() {
            let alike = one.part.role == other.part.role
                && one.part.detail == other.part.detail
                && meaning(other);
            if alike {
                let relation = Relation {
                    cost: 4,
                    kind: RelationKind::Spelling,
                };
                let gain = gain(one, other, relation);
                links.push(Link {
                    query: at as u8,
                    listed: to as u8,
                    relation,
                    gain,
                });
            }
        }
    }
}

/// Aligns two prepared names, each with its sketches, by comparing all their words.
pub(crate) fn link_directly(
    (query, sketches): (&PreparedName, &[Sketch]),
    (listed, other_sketches): (&PreparedName, &[Sketch]),
    manner: Manner,
) -> Alignment {
    let (one, other) = (query.parts(manner), listed.parts(manner));
    let mut links = Vec::new();
    for (at, (sketch, side)) in sketches.iter().zip(one).enumerate() {
        let word = &query.words[at];
        let view = LazyCell::new(|| word.view());
        for (to, (other_sketch, other_side)) in other_sketches.iter().zip(other).enumerate() {
            let other_word = &listed.words[to];
            let relation = if side.span > 1 && other_side.span > 1 {
                let firsts = [
                    query.words[usize::from(side.first)].fold(),
                    listed.words[usize::from(other_side.first)].fold(),
                ];
                parted_otherwise([word.fold(), other_word.fold()], firsts)
            } else if sketch.may_be_related(other_sketch) {
                relate(&view, &other_word.view())
                    .filter(|&relation| may_link(side, other_side, relation))
            } else {
                None
            };
            if let Some(relation) = relation {
                let gain = gain(side, other_side, relation);
                links.push(Link {
                    query: at as u8,
                    listed: to as u8,
                    relation,
                    gain,
                });
            }
        }
    }
    link_by_meaning(one, other, &mut links);
    let mut alignment = Alignment::default();
    alignment.choose(&mut links, one, other);
    alignment
}

#[cfg(test)]
mod tests {
    use super::*;

    fn links(one: &str, other: &str) -> Vec<RelationKind> {
        let name = |text| PreparedName::new(text, EntityKind::Person);
        let (one, other) = (name(one), name(other));
        let sketches = [one.sketches(), other.sketches()];
        let alignment = link_directly((&one, &sketches[0]), (&other, &sketches[1]), Manner::Person);
        assert_eq!((alignment.left_query, alignment.left_listed), (0, 0));
        let links = alignment.links.iter();
        links.map(|link| link.relation.kind).collect()
    }

    #[test]
    fn a_blank_in_another_place_parts_the_same_words() {
        use RelationKind::{Drift, Same};
        assert_eq!(
            links("Varnakova Lena Kashkul", "Varnakov Alena Kashkul"),
            [Drift, Same]
        );
        // Words that are parted alike are met one by one.
        assert_eq!(
            links("Varnakov Alena Kashkul", "Varnakov Alena Kashkul"),
            [Same, Same, Same]
        );
    }
}
