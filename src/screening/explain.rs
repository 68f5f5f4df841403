//! The reasons of a confidence, in the words of an analyst.

use serde::{Deserialize, Serialize};

use crate::confidence::Settled;
use crate::index::Index;
use crate::matching::{Alignment, Features, SPECS, SidePart};
use crate::name::{RelationKind, Role};
use crate::screening::hit::Reason;
use crate::screening::window::WindowScratch;
use crate::screening::words::Words;

/// The words behind the features, kept for those mentions that are reported.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct Details {
    /// Words that agree: `putin`, or `mohamad ~ muhammad`.
    agreeing: Vec<String>,
    /// Words that agree after a change, with what changed.
    changed: Vec<String>,
    /// Words of the mention alone.
    left_query: Vec<String>,
    /// Words of the listed name alone.
    left_listed: Vec<String>,
}

/// Gathers the words behind a window's features.
pub(crate) fn details(fit: &WindowScratch, words: &Words, index: &Index) -> Details {
    let query = |at: usize| match words.prepared(fit.words[at]) {
        Some(word) => word.fold.to_owned(),
        None => String::new(),
    };
    let listed = |at: usize| index.word(fit.listed_words[at]).fold.to_owned();
    details_of(&fit.alignment, &fit.parts, &fit.listed_parts, query, listed)
}

/// Gathers the words behind an alignment.
pub(crate) fn details_of(
    alignment: &Alignment,
    query_parts: &[SidePart],
    listed_parts: &[SidePart],
    query: impl Fn(usize) -> String,
    listed: impl Fn(usize) -> String,
) -> Details {
    let mut details = Details::default();
    for link in &alignment.links {
        let (at, to) = (usize::from(link.query), usize::from(link.listed));
        if !listed_parts[to].part.role.carries() && listed_parts[to].part.role != Role::Initial {
            continue;
        }
        let (one, other) = (query(at), listed(to));
        let how = match link.relation.kind {
            RelationKind::Same => None,
            RelationKind::Transliteration => Some("transliterated"),
            RelationKind::Spelling => Some("known variant"),
            RelationKind::Drift => Some("spelling drift"),
            RelationKind::Nickname => Some("short form"),
            RelationKind::CrossLanguage => Some("same name in another language"),
            RelationKind::Edit => Some("letters differ"),
            RelationKind::KnownEdit => Some("letters differ, both are known names"),
            RelationKind::Sound => Some("same consonants"),
            RelationKind::Initial => Some("initial"),
        };
        match how {
            None => details.agreeing.push(one),
            Some(how) => {
                details.changed.push(format!("{one} ~ {other} ({how})"));
                details.agreeing.push(one);
            }
        }
    }
    let left = |mask: u32, parts: &[SidePart], word: &dyn Fn(usize) -> String| -> Vec<String> {
        let single = parts.iter().enumerate().filter(|(_, part)| part.span == 1);
        single
            .filter(|(_, part)| {
                mask & part.mask() != 0
                    && (part.part.role.carries() || part.part.role == Role::Initial)
            })
            .map(|(at, _)| word(at))
            .collect()
    };
    details.left_query = left(alignment.left_query, query_parts, &query);
    details.left_listed = left(alignment.left_listed, listed_parts, &listed);
    details
}

/// One reason for the base rate, then one for each feature that has an effect.
pub(crate) fn reasons(settled: &Settled, features: &Features, details: &Details) -> Vec<Reason> {
    let mut reasons = Vec::new();
    for (at, &effect) in settled.effects.iter().enumerate() {
        if at == 0 {
            reasons.push(Reason {
                reason: "base rate".to_owned(),
                effect,
            });
            continue;
        }
        if effect == 0.0 {
            continue;
        }
        let name = SPECS[at - 1].name;
        let value = features.as_slice()[at - 1];
        reasons.push(Reason {
            reason: phrase(name, value, details),
            effect,
        });
    }
    reasons
}

fn phrase(name: &str, value: f64, details: &Details) -> String {
    let list = |words: &[String]| words.join(", ");
    let bare = name
        .strip_prefix("person.")
        .or_else(|| name.strip_prefix("organization."));
    match bare.unwrap_or(name) {
        "agreement" => format!(
            "agrees on {} ({value:.1} bits of rarity)",
            list(&details.agreeing)
        ),
        "parts" => format!("distinctive words that agree: {value}"),
        "unlike" => format!(
            "differs: {} against {}",
            list(&details.left_query),
            list(&details.left_listed)
        ),
        "unlike_share" => format!(
            "the differing words are {:.0} % of the shorter name",
            value * 100.0
        ),
        "family_unlike" => "the family names differ".to_owned(),
        "missing_listed" => {
            format!(
                "listed name also has {} ({:.0} % of its weight)",
                list(&details.left_listed),
                value * 100.0
            )
        }
        "missing_query" => {
            format!(
                "text also has {} ({:.0} % of its weight)",
                list(&details.left_query),
                value * 100.0
            )
        }
        "missing_listed_middle" => format!(
            "middle name only on the list: {}",
            list(&details.left_listed)
        ),
        "missing_listed_family" => format!(
            "further family name only on the list: {}",
            list(&details.left_listed)
        ),
        "missing_query_middle" => {
            format!("middle name not on the list: {}", list(&details.left_query))
        }
        "missing_query_family" => format!(
            "further family name not on the list: {}",
            list(&details.left_query)
        ),
        "side_only" => "the listed name is made of common words alone".to_owned(),
        "place_unlike" => "the places in the names differ".to_owned(),
        "place_missing" => "a place stands in one of the names only".to_owned(),
        "weakest" => format!("least alike: {}", list(&details.changed)),
        "drift" => format!("spelt otherwise: {}", list(&details.changed)),
        "edit" => format!("letters differ: {}", list(&details.changed)),
        "known_edit" => format!(
            "letters differ between known names: {}",
            list(&details.changed)
        ),
        "nickname" => format!("short or foreign form: {}", list(&details.changed)),
        "initials" => format!("initials only: {value}"),
        "order" => "the words stand in another order".to_owned(),
        "single" => "only one word agrees".to_owned(),
        "identical" => "the names are the same".to_owned(),
        "side_agreement" => "common words of the name agree".to_owned(),
        "side_unlike" => "common words of the name differ".to_owned(),
        "side_missing" => "common words of the name are missing on one side".to_owned(),
        "generic_missing" => "words like company or group are missing on one side".to_owned(),
        "number_unlike" => "the numbers differ".to_owned(),
        "number_missing" => "a number stands on one side only".to_owned(),
        "legal_unlike" => "the legal forms differ".to_owned(),
        "legal_missing" => "the legal form stands on one side only".to_owned(),
        "organization" => "compared as an organisation".to_owned(),
        "weak_alias" => "the list calls this name weak".to_owned(),
        "weak_acronym" => "an acronym that the list calls weak".to_owned(),
        "former_name" => "a former name".to_owned(),
        "birth_date_equal" => "the birth date agrees".to_owned(),
        "birth_date_near" => "the birth date is nearly the same".to_owned(),
        "birth_year_equal" => "the birth year agrees".to_owned(),
        "birth_date_unlike" => "the birth dates differ".to_owned(),
        "country_equal" => "the country agrees".to_owned(),
        "country_unlike" => "the countries differ".to_owned(),
        "gender_unlike" => "the gender differs".to_owned(),
        "identifier_equal" => "an identifier agrees".to_owned(),
        "kind_unlike" => "another kind of party".to_owned(),
        "text_bits" => "made of words that are ordinary words in small letters".to_owned(),
        "capital_bits" => "made of words that are often written with a capital".to_owned(),
        "lower_case" => "written in small letters".to_owned(),
        "longer_before" => "a longer name: another name word stands before it".to_owned(),
        "longer_after" => "a longer name: another name word stands after it".to_owned(),
        "institution" => "names an institution or place called after somebody".to_owned(),
        "title_before" => "a title or role stands before it".to_owned(),
        "sentence_start" => "begins a sentence".to_owned(),
        "all_capitals" => "in a text in capitals".to_owned(),
        "acronym" => "a short acronym".to_owned(),
        "acronym_elsewhere" => "the text spells the acronym out as something else".to_owned(),
        "vessel_alone" => "nothing around it speaks of a ship or aircraft".to_owned(),
        "topic_words" => format!("words around it on what the party is listed for: {value}"),
        "country_near" => "a country of the party is named near it".to_owned(),
        "country_beside_unlike" => "another country stands right beside it".to_owned(),
        "place_name" => "the name of a place as well".to_owned(),
        "companions" => format!("other names of the same party in the document: {value}"),
        "short_mention" => "short form of the full name before it".to_owned(),
        other => other.to_owned(),
    }
}
