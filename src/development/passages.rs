//! What labelled passages, and passages made of them, say of confidence in `screen`.

use std::collections::BTreeMap;

use super::labelled::{LabelledMention, LabelledSpan, Passage};
use super::mutation::{mutate, mutate_organization};
use crate::confidence::{Observations, Random};
use crate::screening::development::FoundMention;
use crate::{Entity, EntityKind, NameKind, Result, Screener, Watchlist};

/// So many passages are made of each labelled mention, with a name of the party mutated.
const MUTATED: usize = 9;
/// And so many with somebody else's name.
const REPLACED: usize = 9;
/// One name of a person in so many has a middle name added.
const ADDED_OF: usize = 8;
/// What is named after people, in the words of a text.
const NAMED_AFTER: [&str; 6] = [
    "University",
    "School",
    "Street",
    "Stadium",
    "Mosque",
    "Brigade",
];
/// What a wrong entity weighs that another one outdoes.
const LED_WEIGHT: f64 = 0.12;
/// What a mention in a made passage weighs, in labelled ones, where it has a name of the party,
const MUTATED_WEIGHT: f64 = 0.2;
/// and where it has somebody else's.
const REPLACED_WEIGHT: f64 = 0.08;
/// The same of what is named after a person, which hardly differs from one passage to the next.
const NAMED_AFTER_WEIGHT: f64 = 0.05;

/// Takes what is found in a passage. `find` gives the mentions in a text, whatever their confidence.
pub(super) fn observe(
    passage: &Passage,
    (part, weight): (&'static str, f64),
    screener: &Screener,
    find: &impl Fn(&str) -> Result<Vec<FoundMention>>,
    observations: &mut Observations,
    parts: &mut Vec<&'static str>,
) -> Result<()> {
    let found = find(&passage.text)?;
    for (at, mention) in found.iter().enumerate() {
        let Some(right) = judge(passage, mention, screener) else {
            continue;
        };
        // Under one label stand often many wrong entities, but one that leads.
        let leads = !found.iter().enumerate().any(|(other, rival)| {
            other != at && rival.overlaps(mention) && rival.log_odds > mention.log_odds
        });
        let weight = if right || leads {
            weight
        } else {
            weight * LED_WEIGHT
        };
        observations.push(mention.features.as_slice(), right, weight, passage.group())?;
        parts.push(part);
    }
    Ok(())
}

/// Passages with another name in the place of a labelled mention: a mutated name of the same
/// party, or the name of somebody else.
pub(super) struct Maker<'w> {
    by_reference: BTreeMap<&'w str, &'w Entity>,
    /// Names of ordinary people.
    people: &'w [String],
    random: Random,
}

impl<'w> Maker<'w> {
    pub(super) fn new(watchlist: &'w Watchlist, people: &'w [String], seed: u64) -> Self {
        let entities = watchlist.entities().iter();
        Self {
            by_reference: entities
                .map(|entity| (entity.reference(), entity))
                .collect(),
            people,
            random: Random::new(seed),
        }
    }

    /// Takes what is found in the passages made of one.
    pub(super) fn observe(
        &mut self,
        passage: &Passage,
        screener: &Screener,
        find: &impl Fn(&str) -> Result<Vec<FoundMention>>,
        observations: &mut Observations,
        parts: &mut Vec<&'static str>,
    ) -> Result<()> {
        for label in &passage.mentions {
            let Some(&entity) = self.by_reference.get(label.entity_id.as_str()) else {
                continue;
            };
            let mut made: Vec<(&'static str, Option<String>)> = Vec::new();
            made.extend((0..MUTATED).map(|_| ("mutated", self.mutated(entity))));
            made.extend((0..REPLACED).map(|_| ("others", self.somebody_else(entity))));
            made.push(("named_after", self.named_after(entity)));
            for (part, name) in made {
                let Some(name) = name else { continue };
                let made = replaced(passage, label, &name, part == "mutated");
                let weight = match part {
                    "mutated" => MUTATED_WEIGHT,
                    "others" => REPLACED_WEIGHT,
                    _ => NAMED_AFTER_WEIGHT,
                };
                observe(&made, (part, weight), screener, find, observations, parts)?;
            }
        }
        Ok(())
    }

    /// A name of the party as somebody might write it.
    fn mutated(&mut self, entity: &Entity) -> Option<String> {
        let names: Vec<&str> = entity
            .names
            .iter()
            .filter(|name| matches!(name.kind, NameKind::Primary | NameKind::Alias))
            .map(|name| name.text.as_str())
            .filter(|name| name.is_ascii() && name.contains(' '))
            .collect();
        let name = *names.get(self.random.below(names.len().max(1)))?;
        let name = natural(name, entity.kind);
        if entity.kind == EntityKind::Person {
            if self.random.below(ADDED_OF) == 0 {
                return self.with_middle_name(&name);
            }
            mutate(&name, &mut self.random)
        } else {
            mutate_organization(&name, &mut self.random)
        }
    }

    /// A name of two words with a given name between them that the list does not have.
    fn with_middle_name(&mut self, name: &str) -> Option<String> {
        let (first, rest) = name.split_once(' ')?;
        if rest.contains(' ') {
            return None;
        }
        let at = self.random.below(self.people.len().max(1));
        let (middle, _) = self.people.get(at)?.split_once(' ')?;
        Some(format!("{first} {middle} {rest}"))
    }

    /// What might be named after a person.
    fn named_after(&mut self, entity: &Entity) -> Option<String> {
        if entity.kind != EntityKind::Person {
            return None;
        }
        let name = natural(entity.primary_name(), entity.kind);
        let what = NAMED_AFTER[self.random.below(NAMED_AFTER.len())];
        Some(format!("{name} {what}"))
    }

    /// The name of an ordinary person, or one made of the party's and an ordinary person's.
    fn somebody_else(&mut self, entity: &Entity) -> Option<String> {
        if entity.kind != EntityKind::Person {
            return None;
        }
        let person = self
            .people
            .get(self.random.below(self.people.len().max(1)))?;
        let (given, family) = person.split_once(' ')?;
        let own = natural(entity.primary_name(), entity.kind);
        let (own_given, own_family) = own.split_once(' ')?;
        Some(match self.random.below(3) {
            0 => person.clone(),
            1 => format!("{given} {own_family}"),
            _ => format!("{own_given} {family}"),
        })
    }
}

/// A listed name in natural order, in small letters after the first of each word.
fn natural(name: &str, kind: EntityKind) -> String {
    let name = match name.split_once(", ") {
        Some((last, first)) if kind == EntityKind::Person => format!("{first} {last}"),
        _ => name.to_owned(),
    };
    // Persons' family names stand in capitals, organisations' names as a whole.
    let is_person = kind == EntityKind::Person;
    if !is_person && name.chars().any(char::is_lowercase) {
        return name;
    }
    let written = name.split(' ').map(|word| {
        if word.chars().any(char::is_lowercase) {
            return word.to_owned();
        }
        let mut starts = true;
        let small = word.chars().map(|c| {
            let letter = if starts { c } else { c.to_ascii_lowercase() };
            starts = !c.is_alphanumeric() && c != '\'';
            letter
        });
        small.collect()
    });
    written.collect::<Vec<String>>().join(" ")
}

/// A passage with a name in the place of a mention. Its other mentions are taken as they come:
/// the passage itself tells of them.
fn replaced(passage: &Passage, label: &LabelledMention, name: &str, same: bool) -> Passage {
    let characters: Vec<char> = passage.text.chars().collect();
    let before: String = characters[..label.start].iter().collect();
    let after: String = characters[label.end..].iter().collect();
    let end = label.start + name.chars().count();
    let text = format!("{before}{name}{after}");
    let all = text.chars().count();
    let elsewhere = [(0, label.start), (end, all)];
    let spans = elsewhere.map(|(start, end)| LabelledSpan { start, end });
    Passage {
        id: passage.id.clone(),
        text,
        doc: passage.doc.clone(),
        mentions: if same {
            vec![LabelledMention {
                start: label.start,
                end,
                surface: None,
                entity_id: label.entity_id.clone(),
                variant: String::new(),
                alt_ids: label.alt_ids.clone(),
            }]
        } else {
            Vec::new()
        },
        ignore: spans.into(),
    }
}

/// Whether a mention and a span are about the same words.
fn overlaps(mention: &FoundMention, start: usize, end: usize) -> bool {
    let common = mention
        .end
        .min(end)
        .saturating_sub(mention.start.max(start));
    2 * common > (mention.end - mention.start).min(end - start)
}

/// Whether a mention is right; `None` where nobody can say.
fn judge(passage: &Passage, mention: &FoundMention, screener: &Screener) -> Option<bool> {
    let labels: Vec<_> = passage
        .mentions
        .iter()
        .filter(|label| overlaps(mention, label.start, label.end))
        .collect();
    if labels.is_empty() {
        let ignored = passage
            .ignore
            .iter()
            .any(|span| overlaps(mention, span.start, span.end));
        return (!ignored).then_some(false);
    }
    let id = screener.entity_id(mention.entity);
    let right = labels
        .iter()
        .any(|label| label.references().contains(&super::reference_of(id)));
    // Another entity under the very same words is neither right nor wrong.
    (right || !mention.features.is_identical()).then_some(right)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn listed_names_are_written_as_in_articles() {
        let person = |name| natural(name, EntityKind::Person);
        assert_eq!(person("AL-ZAWAHIRI, Ayman"), "Ayman Al-Zawahiri");
        assert_eq!(person("PUTIN, VLADIMIR"), "Vladimir Putin");
        assert_eq!(
            natural("BANK SADERAT IRAN", EntityKind::Organization),
            "Bank Saderat Iran"
        );
    }

    #[test]
    fn a_made_passage_keeps_its_offsets() {
        let passage: Passage = serde_json::from_str(
            r#"{"id":"1","text":"Où est Igor Sechin, dit-il.","mentions":[{"start":7,"end":18,"entity_id":"9"}]}"#,
        )
        .unwrap();
        let made = replaced(&passage, &passage.mentions[0], "I. Sechin", true);
        assert_eq!(made.text, "Où est I. Sechin, dit-il.");
        assert_eq!((made.mentions[0].start, made.mentions[0].end), (7, 16));
        assert!(
            replaced(&passage, &passage.mentions[0], "Jo Li", false)
                .mentions
                .is_empty()
        );
    }
}
