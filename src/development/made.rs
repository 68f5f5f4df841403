//! Queries made of the lists: aliases taken out of their entries in turn, names mutated by a recipe.

use super::mutation::mutate;
use crate::confidence::Random;
use crate::matching::PreparedName;
use crate::{Entity, EntityKind, Gender, NameKind, PartialDate, Query, Watchlist};

/// A name of an entity, to be looked for through its other names.
pub(super) struct MadeQuery {
    pub(super) entity: usize,
    pub(super) name: String,
}

/// Strong aliases of two words or more, drawn by chance.
pub(super) fn made_queries(watchlist: &Watchlist, seed: u64, count: usize) -> Vec<MadeQuery> {
    let mut queries = Vec::new();
    for (entity, listed) in watchlist.entities().iter().enumerate() {
        for name in listed
            .names
            .iter()
            .filter(|name| name.kind == NameKind::Alias)
        {
            if name.text.split_whitespace().count() > 1 {
                queries.push(MadeQuery {
                    entity,
                    name: name.text.clone(),
                });
            }
        }
    }
    let mut random = Random::new(seed);
    for at in (1..queries.len()).rev() {
        queries.swap(at, random.below(at + 1));
    }
    queries.truncate(count);
    queries
}

/// Adds to a query, by chance, what is known of its party: one time in three each of birth date,
/// gender, country and identifier; one in twenty of these is another party's.
pub(super) fn attach_evidence(mut query: Query, entity: &Entity, random: &mut Random) -> Query {
    let mut drawn = |of: usize| random.below(of) == 0;
    if drawn(3)
        && let Some(&date) = entity.birth_dates.first()
    {
        let moved = PartialDate {
            year: date.year.saturating_sub(11),
            ..date
        };
        query.birth_date = Some(if drawn(20) { moved } else { date });
    }
    if drawn(3)
        && let Some(gender) = entity.gender
    {
        let other = if gender == Gender::Male {
            Gender::Female
        } else {
            Gender::Male
        };
        query.gender = Some(if drawn(20) { other } else { gender });
    }
    if drawn(3)
        && let Some(country) = entity.countries.first()
    {
        query.countries = vec![if drawn(20) {
            "nz".to_owned()
        } else {
            country.clone()
        }];
    }
    if drawn(3)
        && let Some(identifier) = entity.identifiers.first()
    {
        query.identifiers = vec![identifier.value.clone()];
    }
    query
}

/// Primary names of persons and organisations, mutated by chance.
pub(super) fn mutated_queries(watchlist: &Watchlist, seed: u64, count: usize) -> Vec<MadeQuery> {
    let mut random = Random::new(seed);
    let entities = watchlist.entities();
    let mut queries = Vec::new();
    while queries.len() < count && !entities.is_empty() {
        let entity = random.below(entities.len());
        let listed = entities[entity].primary_name();
        let name = match listed.split_once(", ") {
            Some((last, first)) if entities[entity].kind == EntityKind::Person => {
                format!("{first} {last}")
            }
            _ => listed.to_owned(),
        };
        if let Some(name) = mutate(&name, &mut random) {
            queries.push(MadeQuery { entity, name });
        }
    }
    queries
}

/// The letters of a name in alphabetical order: equal where only order, case or marks differ.
pub(crate) fn letters_of(name: &str) -> Vec<char> {
    let prepared = PreparedName::new(name, EntityKind::Person);
    let mut letters: Vec<char> = prepared
        .words
        .iter()
        .zip(prepared.parts(prepared.manner()))
        .filter(|(_, part)| part.span == 1)
        .flat_map(|(word, _)| word.view().latin().chars().collect::<Vec<_>>())
        .collect();
    letters.sort_unstable();
    letters
}
