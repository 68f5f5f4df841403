//! Letters that stand for a name.

use super::align::SidePart;
use crate::name::{Relation, RelationKind, Role, WordView, first_letters_agree, relate};

/// What it costs that a letter stands for a name.
const COST: u8 = 40;

/// Whether two parts play the roles of an initial and of what it may stand for.
pub(crate) fn may_be_initial(side: &SidePart, other: &SidePart) -> bool {
    let (one, two) = (side.part.role, other.part.role);
    side.span == 1
        && other.span == 1
        && (one == Role::Initial && two.is_core() || two == Role::Initial && one.is_core())
}

/// How the words of two parts hang together of which one [may be](may_be_initial) the initial of the other; `None`
/// where it is not.
pub(crate) fn relate_initial(
    (word, side): (&WordView<'_>, &SidePart),
    (listed, other): (&WordView<'_>, &SidePart),
) -> Option<Relation> {
    // Of several initials in one word (`J.R.`) the first stands for the name.
    let several = side.part.role == Role::Initial && !word.is_initial()
        || other.part.role == Role::Initial && !listed.is_initial();
    let is_initial = if several {
        first_letters_agree(word, listed)
    } else {
        relate(word, listed).is_some_and(|relation| relation.kind == RelationKind::Initial)
    };
    is_initial.then_some(Relation {
        cost: COST,
        kind: RelationKind::Initial,
    })
}
