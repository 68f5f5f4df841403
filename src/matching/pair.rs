use super::align::Alignment;
use super::feature::of_alignment;
use super::prepared::{PreparedName, link_directly};
use super::resemblance::{Spelling, discount_resembling};
use super::spec::Features;
use crate::name::{Manner, Sketch};
use crate::{EntityKind, NameKind};

/// Two names ready to be compared; the same pair whichever came first.
pub(crate) struct NamePair {
    pub(crate) one: PreparedName,
    pub(crate) other: PreparedName,
    pub(crate) manner: Manner,
    sketches: [Vec<Sketch>; 2],
}

impl NamePair {
    pub(crate) fn new(one: &str, other: &str, kind: EntityKind) -> Self {
        // Sides are told apart by what they say, never by which was given first.
        let (one, other) = if one <= other {
            (one, other)
        } else {
            (other, one)
        };
        let (mut one, mut other) = (PreparedName::new(one, kind), PreparedName::new(other, kind));
        if one.bits() > other.bits() {
            std::mem::swap(&mut one, &mut other);
        }
        let manner = match (one.manner(), other.manner()) {
            (Manner::Person, Manner::Person) => Manner::Person,
            _ => Manner::Organization,
        };
        let sketches = [one.sketches(), other.sketches()];
        Self {
            one,
            other,
            manner,
            sketches,
        }
    }

    /// Which parts belong together.
    pub(crate) fn align(&self) -> Alignment {
        let [one, other] = &self.sketches;
        link_directly((&self.one, one), (&self.other, other), self.manner)
    }

    /// What an alignment of theirs says.
    pub(crate) fn features(&self, alignment: &Alignment) -> Features {
        let (one, other) = (self.one.parts(self.manner), self.other.parts(self.manner));
        let mut names = of_alignment(alignment, one, other);
        discount_resembling(
            &mut names,
            alignment,
            [one, other],
            |at| Spelling::of(&self.one.words[at]),
            |at| Spelling::of(&self.other.words[at]),
        );
        Features::of_names(self.manner, &names, (|| "", NameKind::Primary))
    }
}
