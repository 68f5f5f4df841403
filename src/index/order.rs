//! Lists that write the family name first, though no comma tells: `Varnakov Gleb`.

use std::collections::BTreeMap;

use rustc_hash::FxHashSet;

use crate::knowledge::Knowledge;
use crate::name::{ParseToken, is_patronymic};
use crate::text::{Case, Gap};
use crate::watchlist::Watchlist;
use crate::{Entity, EntityKind};

/// So many names must tell that the family stands first,
const ENOUGH: usize = 20;
/// and so many times as many as tell that it stands last.
const FOR_ONE: usize = 4;

/// The ids of the lists that write family names first.
pub(super) fn family_first(watchlist: &Watchlist) -> FxHashSet<String> {
    // Of each list, how many names tell that the family stands last, and first.
    let mut votes: BTreeMap<&str, [usize; 2]> = BTreeMap::new();
    let is_person =
        |entity: &&Entity| matches!(entity.kind, EntityKind::Person | EntityKind::Unknown);
    for entity in watchlist.entities().iter().filter(is_person) {
        let words: Vec<String> = entity
            .primary_name()
            .split_whitespace()
            .map(str::to_lowercase)
            .collect();
        // A comma or a father's name tells of this name alone.
        let has_father = words.iter().any(|word| is_patronymic(word));
        let is_told = has_father || entity.primary_name().contains(',');
        if let Some(first) = Some(words)
            .filter(|_| !is_told)
            .and_then(|words| tells(&words))
        {
            votes.entry(entity.list()).or_default()[usize::from(first)] += 1;
        }
    }
    let is_first = |[last, first]: &[usize; 2]| *first >= ENOUGH && *first >= FOR_ONE * last;
    let lists = votes.into_iter().filter(|(_, votes)| is_first(votes));
    lists.map(|(list, _)| list.to_owned()).collect()
}

/// Whether the words of a name, in small letters, tell by themselves that the family stands first, or
/// last: the given name is known, and the other no given name.
pub(super) fn tells<S: AsRef<str>>(words: &[S]) -> Option<bool> {
    let (first, rest) = words.split_first()?;
    let (last, middle) = rest.split_last()?;
    if middle.iter().any(|word| is_patronymic(word.as_ref())) {
        return Some(false);
    }
    if is_patronymic(last.as_ref()) && !middle.is_empty() {
        return Some(true);
    }
    let is_given = |word: &S| {
        let class = Knowledge::get().name_class(word.as_ref());
        class.is_some_and(|class| class.given && !class.family)
    };
    let [first, last] = [is_given(first), is_given(last)];
    (first != last).then_some(last)
}

/// Parts the family name of a name from such a list from the given ones, as a comma would, unless the name
/// tells otherwise.
pub(super) fn part_family(name: &mut [ParseToken<'_>]) {
    let small = |token: &ParseToken<'_>| Knowledge::get().particle(token.latin).is_some();
    let is_told = name
        .iter()
        .any(|token| token.gap == Gap::Comma || token.syllable);
    let capitals = name
        .iter()
        .filter(|token| token.case == Case::Upper)
        .count();
    let mixed = capitals > 0 && capitals < name.len();
    let latin: Vec<&str> = name.iter().map(|token| token.latin).collect();
    if is_told || mixed || tells(&latin) == Some(false) {
        return;
    }
    let family = name.iter().position(|token| !small(token));
    if let Some(given) = family.and_then(|family| name.get_mut(family + 1)) {
        given.gap = Gap::Comma;
    }
}

#[cfg(test)]
mod tests {
    use crate::{Entity, EntityKind, Query, Screener, Watchlist};

    /// Whether `Gleb Varnakov` is found where the list has his second name as well, in the order of the
    /// other names.
    fn is_found(order: impl Fn(&str, &str) -> String) -> bool {
        let given = ["Ivan", "Sergei", "Olga", "Dmitri", "Svetlana", "Natalia"];
        let family = ["Kandros", "Tavrik", "Okonro", "Zhdanovs"];
        let mut names = vec![order("Gleb Arno", "Varnakov")];
        for given in given {
            names.extend(family.map(|family| order(given, family)));
        }
        let entities = names.iter().enumerate();
        let entities = entities
            .map(|(id, name)| Entity::new(id.to_string(), EntityKind::Person, name.as_str()));
        let watchlist = Watchlist::from_entities("own", entities.collect()).unwrap();
        let screener = Screener::builder().build(&watchlist).unwrap();
        let hits = screener.lookup(&Query::new("Gleb Varnakov")).unwrap();
        !hits.is_empty()
    }

    #[test]
    fn a_list_tells_in_what_order_it_writes_names() {
        assert!(is_found(|given, family| format!("{family}, {given}")));
        assert!(is_found(|given, family| format!("{family} {given}")));
        assert!(is_found(|given, family| format!("{given} {family}")));
    }
}
