//! Listed names that put the family first, though no comma tells: `Zhdankov Gleb Dmitri`.

use crate::knowledge::Knowledge;
use crate::name::ParseToken;
use crate::text::{Case, Gap};

/// Parts the family name of a listed person from the given ones, as a comma would, where the words tell
/// that it stands first: the last one is known for a given name, and the first is not.
pub(super) fn part_family(name: &mut [ParseToken<'_>]) {
    let is_told = name
        .iter()
        .any(|token| token.gap == Gap::Comma || token.syllable);
    let capitals = name.iter().filter(|token| token.case == Case::Upper);
    let is_mixed = (1..name.len()).contains(&capitals.count());
    let knowledge = Knowledge::get();
    let class = |token: &ParseToken<'_>| knowledge.name_class(token.latin);
    let is_small = |token: &ParseToken<'_>| knowledge.particle(token.latin).is_some();
    let Some(family) = name.iter().position(|token| !is_small(token)) else {
        return;
    };
    let [first, .., last] = &name[family..] else {
        return;
    };
    let is_first = class(first).is_none_or(|class| !class.given)
        && class(last).is_some_and(|class| class.given && !class.family);
    if is_first && !is_told && !is_mixed {
        name[family + 1].gap = Gap::Comma;
    }
}

#[cfg(test)]
mod tests {
    use crate::{Entity, EntityKind, Query, Screener, Watchlist};

    #[test]
    fn a_known_given_name_at_the_end_tells_that_the_family_stands_first() {
        let is_found = |listed: &str| {
            let entity = Entity::new("1", EntityKind::Person, listed);
            let watchlist = Watchlist::from_entities("own", vec![entity]).unwrap();
            let screener = Screener::builder().build(&watchlist).unwrap();
            let hits = screener.lookup(&Query::new("Gleb Varnakov")).unwrap();
            !hits.is_empty()
        };
        assert!(is_found("Varnakov, Gleb Dmitri"));
        assert!(is_found("Varnakov Gleb Dmitri"));
        assert!(is_found("Gleb Dmitri Varnakov"));
        assert!(!is_found("Varnakov Gleb Kandrosov"));
    }
}
