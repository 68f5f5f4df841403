//! Cases made from the lists in use.

use rayon::iter::{IntoParallelRefIterator, ParallelIterator};

use super::ordinary::OrdinaryNames;
use super::population::{Case, Cases, Population};
use super::{EvaluationSettings, Trial};
use crate::confidence::{Random, Scored, confidence};
use crate::development::{Mutation, letters_of, mutated};
use crate::screening::development::{best_by_entity, on_threads};
use crate::{
    Entity, EntityKind, ErrorKind, Hit, Name, NameHit, NameKind, Query, Result, Watchlist,
};

/// How an alias is called that was taken out of its entry.
const ALIAS: &str = "an alias, taken out of its entry";
/// How a name in a script that is not Latin is called that was taken out of its entry.
const ORIGINAL: &str = "in its original script, taken out of its entry";
/// How names are called that nobody listed bears, but by chance.
const ORDINARY: &str = "ordinary name";

/// So many entities are tried for each case that is wanted: not every name can be changed in every way.
const TRIES: usize = 20;

/// What a name is read in; sentences that say nothing for or against any party.
const SENTENCES: [&str; 3] = [
    "The report names {} in a footnote on page 12.",
    "Nobody would say how {} came to stand in the papers.",
    "According to the filing, {} was mentioned twice last week.",
];

const LOOKED_UP: &str = "Names of the lists in use, each with one error, looked up; aliases \
     looked up while the entry has no name of the same letters, names in their original script while it \
     does not have them; and names of ordinary people, made of common \
     given and family names of one people. A namesake of a listed party counts as a false alarm.";
const READ: &str = "The same names, each in a plain sentence of its own. Real articles hold more that \
     speaks for or against a party, and more that looks like a name.";

/// A name to be tried.
struct Made {
    /// The position of the entity it was made of; none for ordinary names.
    entity: Option<usize>,
    name: String,
    variation: &'static str,
}

/// The populations of `lookup` and of `screen`.
pub(super) fn populations(
    trial: &Trial<'_>,
    settings: &EvaluationSettings,
) -> Result<Vec<Population>> {
    let watchlist = trial.watchlist;
    if watchlist.entities().is_empty() {
        return Err(
            ErrorKind::Setting("the lists hold nothing to make cases of".to_owned()).into(),
        );
    }
    let mut random = Random::new(settings.seed);
    let mut made = changed_names(watchlist, &mut random, settings.samples);
    made.extend(ordinary_names(&mut random, settings.samples * 10));
    let mut taken = names_to_take_out(watchlist, &mut random, settings.samples, ALIAS, |name| {
        name.kind == NameKind::Alias && name.text.split_whitespace().count() > 1
    });
    // Scripts without blanks have names of one word.
    taken.extend(names_to_take_out(
        watchlist,
        &mut random,
        settings.samples,
        ORIGINAL,
        |name| name.kind == NameKind::OriginalScript && name.text.chars().count() > 1,
    ));
    on_threads(trial.screener, || {
        let mut looked_up = trial.run(&made, Trial::look_up)?;
        let taken_out = trial.run(&taken, |trial, made| Ok(trial.look_up_without(made)))?;
        looked_up.tried.extend(taken_out.tried);
        let read = trial.run(&made, Trial::read)?;
        let population = |name: &str, command, described: &str, cases: &Cases| {
            let threshold = settings.threshold;
            Population::new(
                name.to_owned(),
                command,
                described.to_owned(),
                cases,
                threshold,
            )
        };
        Ok(vec![
            population("Names looked up", "lookup", LOOKED_UP, &looked_up),
            population("Names in sentences", "screen", READ, &read),
        ])
    })?
}

/// Of every variation `count` listed names, where so many can be made.
fn changed_names(watchlist: &Watchlist, random: &mut Random, count: usize) -> Vec<Made> {
    let entities = watchlist.entities();
    let mut made = Vec::new();
    for mutation in Mutation::ALL {
        let before = made.len();
        for _ in 0..count * TRIES {
            if made.len() - before == count {
                break;
            }
            let at = random.below(entities.len());
            let entity = &entities[at];
            if !mutation.suits(entity.kind) {
                continue;
            }
            if let Some(name) = mutated(&natural(entity), mutation, random) {
                made.push(Made {
                    entity: Some(at),
                    name,
                    variation: mutation.label(),
                });
            }
        }
    }
    made
}

fn ordinary_names(random: &mut Random, count: usize) -> impl Iterator<Item = Made> {
    let names = OrdinaryNames::new();
    let made = |_| Made {
        entity: None,
        name: names.draw(random),
        variation: ORDINARY,
    };
    (0..count).map(made).collect::<Vec<_>>().into_iter()
}

/// Names of some sort, drawn from all entities.
fn names_to_take_out(
    watchlist: &Watchlist,
    random: &mut Random,
    count: usize,
    variation: &'static str,
    is_meant: impl Fn(&Name) -> bool,
) -> Vec<Made> {
    let mut made = Vec::new();
    for (at, entity) in watchlist.entities().iter().enumerate() {
        let names = entity.names.iter().filter(|name| is_meant(name));
        made.extend(names.map(|name| Made {
            entity: Some(at),
            name: name.text.clone(),
            variation,
        }));
    }
    for at in (1..made.len()).rev() {
        made.swap(at, random.below(at + 1));
    }
    made.truncate(count);
    made
}

/// The primary name in the order of speech.
fn natural(entity: &Entity) -> String {
    let listed = entity.primary_name();
    match listed.split_once(", ") {
        Some((last, first)) if entity.kind == EntityKind::Person => format!("{first} {last}"),
        _ => listed.to_owned(),
    }
}

/// One thing that was found: entity id, name, confidence.
type Found = (String, String, f64);

impl Trial<'_> {
    fn run(
        &self,
        made: &[Made],
        find: impl Fn(&Self, &Made) -> Result<Vec<Found>> + Sync,
    ) -> Result<Cases> {
        let found: Vec<Vec<Found>> = made
            .par_iter()
            .map(|made| self.check().and_then(|()| find(self, made)))
            .collect::<Result<_>>()?;
        let mut cases = Cases::default();
        for (made, found) in made.iter().zip(found) {
            self.judge(made, found, &mut cases);
        }
        Ok(cases)
    }

    fn look_up(&self, made: &Made) -> Result<Vec<Found>> {
        let found = self.screener.lookup(&Query::new(made.name.as_str()))?;
        let part = |hit: NameHit| {
            (
                hit.entity_id.to_string(),
                hit.name.to_string(),
                hit.confidence,
            )
        };
        Ok(found.into_iter().map(part).collect())
    }

    /// Looks a name up that its entry, and every other one, does not have: an alias while there is none
    /// of the same letters, an original form while it is nowhere but in Latin letters.
    fn look_up_without(&self, made: &Made) -> Vec<Found> {
        let letters = letters_of(&made.name);
        let query = Query::new(made.name.as_str());
        let found = best_by_entity(self.screener, &query, self.model, |name| {
            if made.variation == ORIGINAL {
                name != made.name
            } else {
                letters_of(name) != letters
            }
        });
        let found = found.into_iter();
        found
            .map(|(id, log_odds, _)| {
                let name = self.watchlist.entity(&id).map_or("", Entity::primary_name);
                (id.clone(), name.to_owned(), confidence(log_odds))
            })
            .collect()
    }

    fn read(&self, made: &Made) -> Result<Vec<Found>> {
        let sentence = SENTENCES[made.name.len() % SENTENCES.len()];
        let found = self.screener.screen(&sentence.replace("{}", &made.name))?;
        let part = |hit: Hit| {
            (
                hit.entity_id.to_string(),
                hit.name.to_string(),
                hit.confidence,
            )
        };
        Ok(found.into_iter().map(part).collect())
    }

    fn judge(&self, made: &Made, found: Vec<Found>, cases: &mut Cases) {
        let entity = made.entity.map(|at| &self.watchlist.entities()[at]);
        let right: Vec<String> = entity.map_or_else(Vec::new, |entity| {
            let links = self.screener.links(&entity.id).into_iter();
            let links = links.map(|link| link.entity_id);
            links.chain([entity.id.clone()]).collect()
        });
        cases
            .hits
            .extend(found.iter().map(|(id, _, confidence)| Scored {
                confidence: *confidence,
                positive: right.contains(id),
            }));
        let of_entity = |id: &String| entity.is_none_or(|entity| entity.id == *id);
        let surest = found
            .into_iter()
            .filter(|(id, ..)| of_entity(id))
            .max_by(|a, b| a.2.total_cmp(&b.2));
        let (id, name, confidence) = surest.unwrap_or_default();
        cases.tried.push(Case {
            variation: made.variation.to_owned(),
            kind: entity.map_or(EntityKind::Person, |entity| entity.kind),
            query: made.name.clone(),
            party: entity.map_or(name, |entity| entity.primary_name().to_owned()),
            entity_id: entity.map_or(id, |entity| entity.id.clone()),
            is_listed: entity.is_some(),
            confidence,
        });
    }
}
