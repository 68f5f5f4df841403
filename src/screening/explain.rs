//! The reasons of a confidence, in the words of an analyst.

use serde::{Deserialize, Serialize};

use crate::confidence::{Calibration, Settled, settle};
use crate::index::Index;
use crate::matching::{Alignment, Evidence, Features, SPECS, SidePart, WHOLE_TO_THE_LETTER};
use crate::name::{RelationKind, Role};
use crate::screening::hit::Reason;
use crate::screening::reading::words::Words;
use crate::screening::window::WindowScratch;
use crate::script::look_alikes;

/// What the two sides of a comparison are called.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Sides {
    /// A mention in a text, and a listed name.
    Mention,
    /// A name looked up, and a listed name.
    Query,
    /// Two names, neither of them listed.
    Names,
}

impl Sides {
    fn query(self) -> &'static str {
        match self {
            Self::Mention => "the text",
            Self::Query => "the name asked for",
            Self::Names => "one name",
        }
    }

    fn listed(self) -> &'static str {
        match self {
            Self::Mention | Self::Query => "the listed name",
            Self::Names => "the other name",
        }
    }
}

/// Two words that agree although they are written differently.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
struct Change {
    one: String,
    other: String,
    kind: RelationKind,
    cost: u8,
}

impl Change {
    /// Whether one of the words has letters of another alphabet that look like its own.
    fn is_disguise(&self) -> bool {
        look_alikes(&self.one).is_some() || look_alikes(&self.other).is_some()
    }

    /// `GENADY ~ GUENNADI (known variant)`
    fn told(&self) -> String {
        let how = match self.kind {
            _ if self.is_disguise() => "letters that look alike",
            RelationKind::Same => "same",
            RelationKind::Transliteration => "transliterated",
            RelationKind::Spelling => "known variant",
            RelationKind::Drift => "another spelling",
            RelationKind::Nickname => "short form",
            RelationKind::CrossLanguage => "same name in another language",
            RelationKind::Edit => "letters differ",
            RelationKind::KnownEdit => "letters differ, both are known names",
            RelationKind::Sound => "same consonants",
            RelationKind::Initial => "initial",
            // It links no words by itself.
            RelationKind::Translation => "translated",
        };
        format!("{} ~ {} ({how})", self.one, self.other)
    }
}

/// The words behind the features, kept for those mentions that are reported.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct Details {
    /// Words that agree, weightiest first.
    agreeing: Vec<String>,
    /// Words that agree after a change, with what changed.
    changed: Vec<Change>,
    /// Words of the mention alone.
    left_query: Vec<String>,
    /// Words of the listed name alone.
    left_listed: Vec<String>,
    /// Words of the text around it that features rest on, by the place of the feature among all.
    grounds: Vec<(usize, Vec<String>)>,
}

impl Details {
    /// Says which words of the text a feature rests on.
    pub(crate) fn rest_on(&mut self, evidence: Evidence, words: Vec<String>) {
        let feature = evidence.feature();
        self.grounds.retain(|(of, _)| *of != feature);
        self.grounds.push((feature, words));
    }

    /// The words of the text that evidence rests on.
    pub(crate) fn grounds(&self, evidence: Evidence) -> &[String] {
        self.grounds_of(evidence.feature())
    }

    fn grounds_of(&self, feature: usize) -> &[String] {
        let mut grounds = self.grounds.iter();
        let found = grounds.find(|(of, _)| *of == feature);
        found.map_or(&[], |(_, words)| words)
    }

    /// The longer name that words beside a mention make of it.
    pub(crate) fn longer_name(&self, surface: &str) -> String {
        let before = self.grounds(Evidence::LongerBefore);
        let after = self.grounds(Evidence::LongerAfter);
        let words = before.iter().map(String::as_str);
        let words = words
            .chain([surface])
            .chain(after.iter().map(String::as_str));
        words.collect::<Vec<_>>().join(" ")
    }

    /// The words that agree, each with the letters in it that look like those of another script.
    fn agreeing(&self) -> Vec<String> {
        let told = |word: &String| {
            let mut changed = self.changed.iter();
            let change = changed.find(|change| change.one == *word);
            let listed = || change.and_then(|change| look_alikes(&change.other));
            match look_alikes(word).or_else(listed) {
                Some(letters) => format!("{word} ({letters})"),
                None => word.clone(),
            }
        };
        self.agreeing.iter().map(told).collect()
    }

    /// The words of the listed name that are met, sorted; not those that a letter stands for.
    pub(crate) fn met(&self) -> Vec<String> {
        let met = |word: &String| {
            let mut changed = self.changed.iter();
            match changed.find(|change| change.one == *word) {
                Some(change) if change.kind == RelationKind::Initial => None,
                Some(change) => Some(change.other.clone()),
                None => Some(word.clone()),
            }
        };
        let mut met: Vec<String> = self.agreeing.iter().filter_map(met).collect();
        met.sort_unstable();
        met.dedup();
        met
    }
}

/// Gathers the words behind a window's features, its own and those around it.
pub(crate) fn details(
    fit: &WindowScratch,
    grounds: Vec<(usize, Vec<String>)>,
    words: &Words,
    index: &Index,
) -> Details {
    let query = |at: usize| match words.prepared(fit.words[at]) {
        Some(word) => word.fold.to_owned(),
        None => String::new(),
    };
    let listed = |at: usize| index.word(fit.listed_words[at]).fold.to_owned();
    Details {
        grounds,
        ..details_of(&fit.alignment, &fit.parts, &fit.listed_parts, query, listed)
    }
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
        let (one, other) = (shown(&query(at)), shown(&listed(to)));
        details.agreeing.push(one.clone());
        if link.relation.kind != RelationKind::Same {
            details.changed.push(Change {
                one,
                other,
                kind: link.relation.kind,
                cost: link.relation.cost,
            });
        }
    }
    let left = |mask: u32, parts: &[SidePart], word: &dyn Fn(usize) -> String| -> Vec<String> {
        let single = parts.iter().enumerate().filter(|(_, part)| part.span == 1);
        single
            .filter(|(_, part)| {
                mask & part.mask() != 0
                    && (part.part.role.carries() || part.part.role == Role::Initial)
            })
            .map(|(at, _)| shown(&word(at)))
            .collect()
    };
    details.left_query = left(alignment.left_query, query_parts, &query);
    details.left_listed = left(alignment.left_listed, listed_parts, &listed);
    details
}

/// A word as explanations show it: in capitals, but in Georgian, whose capitals few fonts have.
fn shown(word: &str) -> String {
    if word.contains(|c| matches!(c, '\u{10D0}'..='\u{10FF}')) {
        word.to_owned()
    } else {
        word.to_uppercase()
    }
}

/// Settles a confidence and gives its reasons.
pub(crate) fn explained(
    calibration: &Calibration,
    features: &Features,
    details: &Details,
    sides: Sides,
) -> (Settled, Vec<Reason>) {
    let mut effects = Vec::new();
    calibration.effects(features.as_slice(), &mut effects);
    let settled = settle(&effects);
    let reasons = reasons(&settled, features, details, sides);
    (settled, reasons)
}

/// One reason for the base rate, then one for each feature that has an effect.
pub(crate) fn reasons(
    settled: &Settled,
    features: &Features,
    details: &Details,
    sides: Sides,
) -> Vec<Reason> {
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
            reason: phrase(name, value, details, details.grounds_of(at - 1), sides),
            effect,
        });
    }
    reasons
}

fn phrase(name: &str, value: f64, details: &Details, grounds: &[String], sides: Sides) -> String {
    use RelationKind as Kind;
    let changes = |kinds: &[Kind]| {
        let changes = details.changed.iter();
        let changes = changes.filter(|change| kinds.contains(&change.kind));
        changes.map(Change::told).collect::<Vec<_>>().join(", ")
    };
    let list = |words: &[String]| words.join(", ");
    let resting = |reason: &str| match grounds {
        [] => reason.to_owned(),
        words => format!("{reason}: {}", words.join(", ")),
    };
    let (query, listed) = (list(&details.left_query), list(&details.left_listed));
    let (query_side, listed_side) = (sides.query(), sides.listed());
    let share = value * 100.0;
    let bare = name
        .strip_prefix("person.")
        .or_else(|| name.strip_prefix("organization."));
    match bare.unwrap_or(name) {
        "agreement" => {
            let rarity = match value {
                ..10.0 => "common",
                ..20.0 => "not common",
                ..30.0 => "rare",
                _ => "very rare",
            };
            let words = list(&details.agreeing());
            format!("agrees on {words}: {rarity} ({value:.1} bits of rarity)")
        }
        "parts" if value == 1.0 => "1 distinctive word agrees".to_owned(),
        "parts" => format!("{value} distinctive words agree"),
        "unlike" => {
            let weight = match value {
                ..6.0 => "; common or much alike, so it weighs little",
                ..9.0 => "",
                _ => "; rare, so it weighs much",
            };
            format!("differs: {query} against {listed}{weight}")
        }
        "unlike_share" => format!("what differs is {share:.0} % of the shorter name"),
        "family_unlike" => format!("family name differs: {query} against {listed}"),
        "missing_listed" => format!("{listed_side} also has {listed} ({share:.0} % of it)"),
        "missing_query" => format!("{query_side} also has {query} ({share:.0} % of it)"),
        "missing_listed_middle" => format!("middle name in {listed_side} only: {listed}"),
        "missing_listed_family" => format!("further family name in {listed_side} only: {listed}"),
        "missing_query_middle" => format!("middle name in {query_side} only: {query}"),
        "missing_query_family" => format!("further family name in {query_side} only: {query}"),
        "side_only" => format!("{listed_side} is made of common words alone"),
        "place_unlike" => "the places in the names differ".to_owned(),
        "place_missing" => "a place stands on one side only".to_owned(),
        "weakest" => {
            let words = details.changed.iter();
            let words = words.filter(|change| change.kind != Kind::Initial);
            let least = words.max_by_key(|change| change.cost);
            format!(
                "least alike: {}",
                least.map_or_else(String::new, Change::told)
            )
        }
        "drift" => {
            let kinds = [Kind::Transliteration, Kind::Spelling, Kind::Drift];
            format!("spelt otherwise: {}", changes(&kinds))
        }
        "edit" => format!("letters differ: {}", changes(&[Kind::Edit, Kind::Sound])),
        "known_edit" => format!(
            "perhaps another name, not a slip: {}",
            changes(&[Kind::KnownEdit])
        ),
        "nickname" => {
            let kinds = [Kind::Nickname, Kind::CrossLanguage];
            format!("short or foreign form: {}", changes(&kinds))
        }
        "family_initials" => format!(
            "an initial stands for a family name: {}",
            changes(&[Kind::Initial])
        ),
        "beside_initial" => "few bear the rest of the name with the initial".to_owned(),
        "initial_unlike" => "an initial fits no name of the other side".to_owned(),
        "father_swapped" => "son and father change places".to_owned(),
        "order" => "the words stand in another order".to_owned(),
        "single" => "only one word agrees".to_owned(),
        "whole" if value == f64::from(WHOLE_TO_THE_LETTER) => "the names are the same".to_owned(),
        "whole" if name.starts_with("person.") && !query.is_empty() => {
            format!("all words of the names agree but for {query}, in {query_side} only")
        }
        "whole" if name.starts_with("person.") && !listed.is_empty() => {
            format!("all words of the names agree but for {listed}, in {listed_side} only")
        }
        "whole" => "all words of the names agree".to_owned(),
        "side_agreement" => "common words of the names agree".to_owned(),
        "side_unlike" => "common words of the names differ".to_owned(),
        "side_missing" => "common words stand on one side only".to_owned(),
        "generic_missing" => "words like company or group stand on one side only".to_owned(),
        "generic_unlike" => "words like company or group differ".to_owned(),
        "number_unlike" => "the numbers differ".to_owned(),
        "number_missing" => "a number stands on one side only".to_owned(),
        "legal_unlike" => "the legal forms differ".to_owned(),
        "legal_missing" => "the legal form stands on one side only".to_owned(),
        "organization" => "compared as an organisation".to_owned(),
        "weak_alias" => "an alias that the list itself calls weak".to_owned(),
        "weak_acronym" => "an acronym that the list calls weak".to_owned(),
        "former_name" => "a former name".to_owned(),
        "birth_date_equal" => resting("the birth date agrees"),
        "birth_date_near" => resting("the birth date is nearly the same"),
        "birth_year_equal" => match grounds {
            // No year has two digits.
            [age] if age.len() == 2 => {
                format!("the birth year agrees with the age given with it, {age}")
            }
            _ => resting("the birth year agrees"),
        },
        "birth_date_unlike" => resting("the birth dates differ"),
        "country_equal" => "the country agrees".to_owned(),
        "country_unlike" => "the countries differ".to_owned(),
        "gender_unlike" => "the gender differs".to_owned(),
        "identifier_equal" => "an identifier agrees".to_owned(),
        "kind_unlike" => "the kinds of party differ".to_owned(),
        "text_bits" => "its words are also ordinary words, in small letters".to_owned(),
        "capital_bits" => "its words often stand in other names too".to_owned(),
        "conjunction" => "goes over an `and` that the listed name does not have".to_owned(),
        "lower_case" => "written in small letters".to_owned(),
        "longer_before" => resting("a word right before it makes it part of a longer name"),
        "longer_after" => resting("a word right after it makes it part of a longer name"),
        "longer_elsewhere" => resting("the document gives a longer name that it is a part of"),
        "acronym_alone" => "an acronym, and nothing else speaks of the party".to_owned(),
        "word_alone" => "a single word, and nothing else speaks of the party".to_owned(),
        "common_alone" => {
            "made of common words, and neither a country nor another name of the party is near"
                .to_owned()
        }
        "other_word" => {
            let changed = details.changed.iter();
            let slips = changed
                .filter(|change| matches!(change.kind, Kind::Edit | Kind::KnownEdit | Kind::Sound));
            let words: Vec<&str> = slips.map(|change| change.one.as_str()).collect();
            format!("a word of its own, not a slip: {}", words.join(", "))
        }
        "named_after" => {
            "the name of somebody that the listed organisation is named after".to_owned()
        }
        "person_alone" => "the name alone: nothing else speaks of the person".to_owned(),
        "institution" => resting("part of the name of an institution or place"),
        "title_before" => resting("a title that listed people rarely bear stands before it"),
        "sentence_start" => "begins a sentence".to_owned(),
        "all_capitals" => "in a text in capitals".to_owned(),
        "acronym" => "a short acronym".to_owned(),
        "acronym_elsewhere" => "the text spells the acronym out as something else".to_owned(),
        "vessel_alone" => "nothing around it speaks of a ship or aircraft".to_owned(),
        "vessel_near" => resting("words around it speak of a ship or aircraft"),
        "topic_words" => resting("words around it on what the party is listed for"),
        "country_near" => resting("a country of the party is spoken of near it"),
        "country_near_unlike" => {
            resting("other countries are spoken of near it, none of the party's")
        }
        "country_beside_unlike" => resting("another country stands right beside it"),
        "role_equal" => resting("words beside it on the position that the list gives"),
        "place_near" => resting("the place missing in it is named near it"),
        "age_unlike" => {
            let age = list(grounds);
            format!("the age given with it, {age}, is {value} years or more off the birth date")
        }
        "office_alone" => "every state has such an office; its country is not named".to_owned(),
        "troops_alone" => "many states and movements have one; its country is not named".to_owned(),
        "place_name" => "the name of a place as well".to_owned(),
        "stray_letter" => {
            "a letter or small word at its end is a word of the sentence, or one of several"
                .to_owned()
        }
        "description" => "common words and small ones, as descriptions have them".to_owned(),
        "legal_form" => "its legal form stands with it".to_owned(),
        "called_so" => resting("the text calls it an organisation"),
        "half_small" if value > 1.0 => {
            "one of many, by the small letters and the `a` before it".to_owned()
        }
        "half_small" => "a word of it is written in small letters".to_owned(),
        "companions" => resting("other names or numbers of the party in the document"),
        "short_mention" => resting("short form of the full name before it"),
        "word_repute" | "words_repute" => format!(
            "news with this name in it is {:.1} times as often as other news about what the party is listed for",
            libm::exp2(value)
        ),
        other => other.to_owned(),
    }
}
