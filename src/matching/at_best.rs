//! The most that the links between two names can come to, before it is known which are chosen.

use super::align::{Link, SidePart};
use super::feature::{Feature, NAME_FEATURES, NameFeatures, WHOLE_TO_THE_LETTER};
use super::left::is_at_will;
use super::prepared::MAX_WORDS;
use crate::name::{RelationKind, Role, SERVANT_BITS};

/// The features that [`at_best`] sets; it knows nothing of any other.
pub(crate) const BOUNDED: [Feature; 5] = [
    Feature::Agreement,
    Feature::Parts,
    Feature::Single,
    Feature::Whole,
    Feature::SideAgreement,
];

/// Sums in another order may come to a little more.
const ROUNDING: f32 = 0.01;

/// What the words of one side can get from links: of each word, its share of the best one.
struct Shares {
    of_words: [f32; MAX_WORDS],
    /// No word from here on has any.
    end: usize,
}

impl Shares {
    const NONE: Self = Self {
        of_words: [0.0; MAX_WORDS],
        end: 0,
    };

    fn offer(&mut self, part: &SidePart, gain: f32) {
        let share = gain / f32::from(part.span.max(1));
        let words = self.of_words.iter_mut().skip(usize::from(part.first));
        for word in words.take(usize::from(part.span)) {
            *word = word.max(share);
        }
        self.end = self.end.max(usize::from(part.first + part.span));
    }

    fn sum(&self) -> f32 {
        self.of_words.iter().take(self.end).sum()
    }
}

/// Bounds of what speaks for two names.
pub(crate) struct AtBest {
    /// What agrees, of words that name somebody and of others: where a single word agrees,
    single: (f32, f32),
    /// and where more do.
    several: (f32, f32),
    /// Whether nothing may be left over.
    whole: bool,
}

impl AtBest {
    /// The same as features: where a single word agrees, and where more do.
    pub(crate) fn features(&self) -> [NameFeatures; 2] {
        let features = |(core, side): (f32, f32), single: bool| {
            let mut features = [0.0; NAME_FEATURES];
            features[Feature::Agreement as usize] = core + ROUNDING;
            features[Feature::SideAgreement as usize] = side + ROUNDING;
            features[Feature::Parts as usize] = if single { 1 } else { MAX_WORDS } as f32;
            features[Feature::Single as usize] = f32::from(u8::from(single));
            features[Feature::Whole as usize] = if self.whole { WHOLE_TO_THE_LETTER } else { 0.0 };
            features
        };
        [features(self.single, true), features(self.several, false)]
    }
}

/// Bounds for two names between which there are these links. No choice of them, no two of which
/// share a word, gives [more](super::of_alignment).
pub(crate) fn at_best(links: &[Link], query: &[SidePart], listed: &[SidePart]) -> AtBest {
    // What is linked on either side is a bound of what both sides agree on.
    let (mut core, mut side) = ([Shares::NONE; 2], [Shares::NONE; 2]);
    let (mut most_core, mut most_side, mut weightless) = (0.0_f32, 0.0_f32, 0.0_f32);
    let (mut query_linked, mut listed_linked) = (0, 0);
    for link in links {
        let one = &query[usize::from(link.query)];
        let other = &listed[usize::from(link.listed)];
        query_linked |= one.mask();
        listed_linked |= other.mask();
        let initial = link.relation.kind == RelationKind::Initial;
        let core_link = one.part.role.is_core() && other.part.role.is_core();
        let (shares, most) = if initial || core_link {
            // Such a word tells nothing, and another may be the single one beside it.
            if one.part.bits <= SERVANT_BITS && other.part.bits <= SERVANT_BITS {
                weightless += link.gain;
            }
            (&mut core, &mut most_core)
        } else if other.part.role.carries() {
            (&mut side, &mut most_side)
        } else {
            continue;
        };
        shares[0].offer(one, link.gain);
        shares[1].offer(other, link.gain);
        *most = most.max(link.gain);
    }
    let lesser = |[one, other]: &[Shares; 2]| one.sum().min(other.sum());
    AtBest {
        single: (most_core + weightless, most_side),
        several: (lesser(&core), lesser(&side)),
        whole: may_be_whole(query_linked, query) && may_be_whole(listed_linked, listed),
    }
}

/// Whether no word that has to be met is left over when these are linked.
fn may_be_whole(linked: u32, parts: &[SidePart]) -> bool {
    let mut single = parts.iter().filter(|part| part.span == 1);
    single.all(|part| linked & part.mask() != 0 || !is_needed(part))
}

/// Whether a name is not met as a whole where this part of it is left over.
fn is_needed(part: &SidePart) -> bool {
    let role = part.part.role;
    let is_weighed_apart = matches!(
        role,
        Role::Legal | Role::Particle | Role::Nickname | Role::Generic
    );
    !is_weighed_apart && !is_at_will(role)
}

/// What the words of a query tell of the listed names that some of them touch.
pub(crate) struct Touching {
    bits: [f32; MAX_WORDS],
    /// The words that name somebody, as bits.
    core: u32,
    /// What all initials may agree on.
    initials: f32,
    /// The words without which a name is not met as a whole, as bits.
    needed: u32,
}

impl Touching {
    /// Says in `touched` that a run of words touches a name, beside the words that do.
    pub(crate) const RUN: u32 = 1 << 31;

    /// Of the parts of a person's name. Those that are `elsewhere`, as bits, may be met by words that
    /// they do not touch.
    pub(crate) fn new(query: &[SidePart], elsewhere: u32) -> Self {
        let mut touching = Self {
            bits: [0.0; MAX_WORDS],
            core: 0,
            initials: 0.0,
            needed: 0,
        };
        for (part, bits) in query.iter().zip(&mut touching.bits) {
            if part.span > 1 {
                break;
            }
            *bits = part.part.bits;
            if part.part.role.is_core() {
                touching.core |= part.mask();
            }
            if part.part.role == Role::Initial {
                touching.initials += part.part.bits;
            } else if is_needed(part) && part.part.detail == 0 {
                touching.needed |= part.mask() & !elsewhere;
            }
        }
        touching
    }

    /// Bounds for a name of which each word names somebody or does not count, and none is an
    /// initial.
    pub(crate) fn at_best(&self, touched: u32) -> AtBest {
        let (mut core, mut side) = ((0.0_f32, 0.0_f32), (0.0_f32, 0.0_f32));
        let (mut all, mut weightless) = (0.0, 0.0);
        for (word, &bits) in self.bits.iter().enumerate() {
            if touched >> word & 1 == 0 {
                continue;
            }
            let of_sort = if self.core >> word & 1 != 0 {
                &mut core
            } else {
                &mut side
            };
            *of_sort = (of_sort.0.max(bits), of_sort.1 + bits);
            all += bits;
            if bits <= SERVANT_BITS {
                weightless += bits;
            }
        }
        // All the words of a run may count as the weightiest of them does.
        if touched & Self::RUN != 0 {
            core = (all, all);
            if side.1 > 0.0 {
                side = (all, all);
            }
        }
        AtBest {
            single: (core.0 + weightless, side.0),
            several: (core.1 + self.initials, side.1),
            whole: self.needed & !touched == 0,
        }
    }
}
