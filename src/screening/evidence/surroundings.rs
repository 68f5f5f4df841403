//! What the text around a mention speaks of: the matters of the party's programmes, and countries.

use std::ops::RangeInclusive;

use rustc_hash::FxHashMap;

use crate::PartialDate;
use crate::index::Index;
use crate::knowledge::{Knowledge, OrgWordClass, Topics};
use crate::matching::{Evidence, Feature, Features, SidePart};
use crate::name::{Manner, Role, TOPIC_REACH};
use crate::screening::evidence::age::{self, Written};
use crate::screening::evidence::grounds::Grounds;
use crate::screening::evidence::role::Roles;
use crate::screening::evidence::stray;
use crate::screening::reading::block::Block;
use crate::screening::reading::words::Words;
use crate::text::{Case, Gap};

/// More words on a topic say no more.
const ENOUGH: usize = 4;

/// A word that is as frequent in small letters, in bits, is an ordinary one.
const ORDINARY_TEXT_BITS: f64 = 17.0;

/// The evidence that is weighed here.
pub(crate) const EVIDENCE: [Evidence; 8] = [
    Evidence::TopicWords,
    Evidence::CountryNear,
    Evidence::CountryNearUnlike,
    Evidence::PlaceNear,
    Evidence::AgeUnlike,
    Evidence::OfficeAlone,
    Evidence::TroopsAlone,
    Evidence::CountryBesideUnlike,
];

type Country = [u8; 2];

/// What an article on a party would speak of.
#[derive(Debug)]
pub(crate) struct Matters {
    pub(crate) topics: Topics,
    countries: Vec<Country>,
    /// Countries beside these where it is or was: they speak for it, but their absence not against it.
    seats: Vec<Country>,
    pub(crate) births: Vec<PartialDate>,
    /// The words of all its names, sorted.
    pub(crate) words: Vec<u32>,
    pub(crate) roles: Roles,
}

/// The matters of the parties met so far.
#[derive(Debug, Default)]
pub(crate) struct Parties {
    met: FxHashMap<u32, Matters>,
    bytes: usize,
}

impl Parties {
    /// The matters of a party.
    pub(crate) fn matters(&mut self, entity: u32, index: &Index) -> &Matters {
        self.met.entry(entity).or_insert_with(|| {
            let matters = Matters::of(entity, index);
            self.bytes += matters.bytes();
            matters
        })
    }

    /// How much memory is taken, in bytes.
    pub(crate) fn bytes(&self) -> usize {
        size_of::<(u32, Matters)>() * self.met.capacity() + self.bytes
    }
}

impl Matters {
    fn of(entity: u32, index: &Index) -> Self {
        let record = index.record(&index.entity(entity));
        let of_codes = |codes: &[String]| -> Vec<Country> {
            let codes = codes.iter().map(|code| code.as_bytes().try_into());
            codes.filter_map(Result::ok).collect()
        };
        let (mut countries, seats) = (of_codes(&record.countries), of_codes(&record.seats));
        let (words, places) = words_of_names(entity, index);
        let is_of_name = |latin: &str| words.iter().any(|&word| index.word(word).latin() == latin);
        let roles = Roles::of(&record.titles, is_of_name);
        countries.extend(places);
        for programme in &record.programmes {
            Knowledge::get().programme(programme, &mut countries);
        }
        Self {
            topics: index.topics(entity),
            countries,
            seats,
            births: record.birth_dates,
            words,
            roles,
        }
    }

    /// Whether the party has to do with a country.
    fn is_of(&self, country: Country) -> bool {
        self.countries.contains(&country) || self.seats.contains(&country)
    }

    /// How much memory is taken beside the value itself, in bytes.
    fn bytes(&self) -> usize {
        size_of_val(&*self.countries)
            + size_of_val(&*self.seats)
            + size_of_val(&*self.births)
            + size_of_val(&*self.words)
            + self.roles.bytes()
    }
}

/// The words of all names of a party, sorted, and the countries among them: `Islamic State of Iraq`.
pub(crate) fn words_of_names(entity: u32, index: &Index) -> (Vec<u32>, Vec<Country>) {
    let (mut words, mut parts) = (Vec::new(), Vec::new());
    let (mut all, mut countries) = (Vec::new(), Vec::new());
    for name in index.names_of(entity) {
        index.parts(&index.name(name), &mut words, &mut parts);
        countries.extend(countries_of(&words, &parts, index));
        all.extend_from_slice(&words);
    }
    all.sort_unstable();
    all.dedup();
    (all, countries)
}

/// Whether a listed name may have a place that a mention lacks.
pub(crate) fn may_miss_place(parts: &[SidePart]) -> bool {
    parts.iter().any(is_place)
}

fn is_place(part: &SidePart) -> bool {
    part.span == 1 && part.part.role == Role::Place
}

/// The countries of the places in a listed name.
fn countries_of(words: &[u32], parts: &[SidePart], index: &Index) -> impl Iterator<Item = Country> {
    let places = words.iter().zip(parts).filter(|(_, part)| is_place(part));
    places.filter_map(|(&word, _)| {
        let place = Knowledge::get().place_at(&[index.word(word).latin()]);
        place.map(|(place, _)| place.country)
    })
}

/// Adds the evidence of what is spoken of around a window. `places` are the countries that the listed
/// name bears and the mention lacks.
pub(crate) fn weigh(
    features: &mut Features,
    (first, last): (usize, usize),
    (manner, matters, places, written): (Manner, &Matters, &[Country], Written),
    block: &Block,
    words: &Words,
    grounds: &mut Grounds,
) {
    let from = first.saturating_sub(TOPIC_REACH);
    let to = (last + 1 + TOPIC_REACH).min(block.tokens.len());
    // The first token of each distinct word on the topics, and each country named.
    let mut told: Vec<usize> = Vec::new();
    let mut named: Vec<Named> = Vec::new();
    for at in (from..first).chain(last + 1..to) {
        let word = block.words[at];
        if told.len() < ENOUGH
            && words.entry(word).topics.meet(matters.topics)
            && !told.iter().any(|&met| block.words[met] == word)
        {
            told.push(at);
        }
        if let Some(here) = country_at(at, block, words)
            && !named.iter().any(|met| met.country == here.country)
        {
            named.push(here);
        }
    }
    let tokens_of = |is_meant: &dyn Fn(&Country) -> bool| {
        let meant = named.iter().filter(|here| is_meant(&here.country));
        meant.map(|here| here.tokens).collect::<Vec<_>>()
    };
    let is_named = |place: &Country| named.iter().any(|here| here.country == *place);
    if !places.is_empty() && places.iter().all(is_named) {
        features.set_flag(Evidence::PlaceNear, true);
        grounds.extend(
            Evidence::PlaceNear,
            tokens_of(&|country| places.contains(country)),
        );
    }
    if manner == Manner::Person && !matters.births.is_empty() {
        let births = (&*matters.births, written);
        age::weigh(features, (first, last), births, block, words, grounds);
    }
    let mut own = tokens_of(&|country| matters.is_of(*country));
    // Nothing speaks for one of many things.
    if stray::is_one_of_many(features) {
        told.clear();
        own.clear();
    }
    features.set(Evidence::TopicWords, told.len() as f64);
    grounds.extend(Evidence::TopicWords, told.into_iter().map(|at| (at, at)));
    // A place is spoken of beside its country.
    let country_near = !own.is_empty() && features.get(Evidence::PlaceName) == 0.0;
    if country_near {
        features.set_flag(Evidence::CountryNear, true);
        grounds.extend(Evidence::CountryNear, own);
    }
    // Movements of rare names are spoken of anywhere, and ships wherever they call.
    let common = manner == Manner::Organization
        && features.of_name(Feature::Single) == 0.0
        && features.get(Evidence::VesselNear) == 0.0
        && (features.of_name(Feature::Agreement) <= stray::ONE_WORD_BITS
            || features.get(Evidence::TextBits) <= ORDINARY_TEXT_BITS);
    if common && !named.is_empty() && !country_near && !matters.countries.is_empty() {
        features.set_flag(Evidence::CountryNearUnlike, true);
        let named = named.iter().map(|here| here.tokens);
        grounds.extend(Evidence::CountryNearUnlike, named);
    }
    let alone = |class: OrgWordClass| {
        manner == Manner::Organization
            && !country_near
            && is_of_class(class, first..=last, block, words)
    };
    let office_alone = alone(OrgWordClass::Office);
    features.set_flag(Evidence::OfficeAlone, office_alone);
    // Where a word of its own is in the name, it is known by that.
    let common_words = features.of_name(Feature::SideOnly) > 0.0;
    let troops_alone = common_words && !office_alone && alone(OrgWordClass::Troops);
    features.set_flag(Evidence::TroopsAlone, troops_alone);
    let beside = country_beside((first, last), manner, block, words);
    if let Some(beside) = beside
        && !matters.countries.is_empty()
        && !matters.is_of(beside.country)
    {
        features.set_flag(Evidence::CountryBesideUnlike, true);
        grounds.add(Evidence::CountryBesideUnlike, beside.tokens);
    }
}

/// Whether a mention has a word of a class, and no place.
fn is_of_class(
    class: OrgWordClass,
    mention: RangeInclusive<usize>,
    block: &Block,
    words: &Words,
) -> bool {
    let is_of_class = |word: &str| {
        let known = Knowledge::get().org_word(word);
        known.is_some_and(|word| word.class == class)
    };
    let mut latin = mention
        .clone()
        .filter_map(|at| words.latin(block.words[at]));
    latin.any(is_of_class) && !names_place(mention, block, words)
}

/// The countries that a listed name bears and the mention lacks, if it lacks nothing else.
pub(crate) fn missing_places(
    features: &Features,
    (first, last): (usize, usize),
    (listed_words, listed_parts): (&[u32], &[SidePart]),
    block: &Block,
    words: &Words,
    index: &Index,
) -> Vec<Country> {
    const OTHERS: [Feature; 2] = [Feature::MissingListed, Feature::SideMissing];
    let lacks = |feature: Feature| features.of_name(feature) > 0.0;
    // The side that lacks a place is the mention, if it has none.
    if !lacks(Feature::PlaceMissing)
        || OTHERS.into_iter().any(lacks)
        || names_place(first..=last, block, words)
        || is_inside_name(first, block, words)
    {
        return Vec::new();
    }
    countries_of(listed_words, listed_parts, index).collect()
}

/// Whether a word with a capital before a mention makes it the end of another name: `Tavrik Sea Lines` is
/// not the Lines of some state, however small the word.
fn is_inside_name(first: usize, block: &Block, words: &Words) -> bool {
    let Some(before) = first.checked_sub(1) else {
        return false;
    };
    let token = &block.tokens[before];
    matches!(
        block.tokens[first].gap,
        Gap::Space | Gap::Line | Gap::Hyphen
    ) && matches!(token.case, Case::Title | Case::Upper | Case::Mixed)
        && !block.starts_sentence[before]
        && country_at(before, block, words).is_none()
}

/// Whether a mention has a place in it.
fn names_place(mention: RangeInclusive<usize>, block: &Block, words: &Words) -> bool {
    let mut latin = mention.filter_map(|at| words.latin(block.words[at]));
    latin.any(|word| Knowledge::get().place_at(&[word]).is_some())
}

/// A country, and the first and last of the tokens that name it.
#[derive(Clone, Copy)]
struct Named {
    country: Country,
    tokens: (usize, usize),
}

/// The country that a word, or two, name.
fn country_at(at: usize, block: &Block, words: &Words) -> Option<Named> {
    let token = &block.tokens[at];
    let single = words.entry(block.words[at]).country;
    let single = single.map(|country| Named {
        country,
        tokens: (at, at),
    });
    if !token.case.is_name_like() {
        return None;
    }
    // `South Sudan` is not `Sudan`.
    let joins = |at: usize| {
        matches!(block.tokens[at].gap, Gap::Space | Gap::Line | Gap::Hyphen)
            && block.tokens[at].case.is_name_like()
    };
    if single.is_some()
        && at > 0
        && joins(at)
        && let Some(named) = country_of_two(at - 1, block, words)
    {
        return Some(named);
    }
    if at + 1 < block.tokens.len()
        && joins(at + 1)
        && let Some(named) = country_of_two(at, block, words)
    {
        return Some(named);
    }
    single
}

fn country_of_two(at: usize, block: &Block, words: &Words) -> Option<Named> {
    if !words.entry(block.words[at]).begins_place {
        return None;
    }
    let pair = [at, at + 1].map(|at| words.surface(block.words[at]));
    if pair.iter().any(|word| !word.is_ascii() || word.len() < 3) {
        return None;
    }
    let pair = pair.map(str::to_ascii_lowercase);
    let (place, taken) = Knowledge::get().place_at(&[&pair[0], &pair[1]])?;
    (taken == 2).then_some(Named {
        country: place.country,
        tokens: (at, at + 1),
    })
}

/// The country named before a person, with up to so many titles and offices between them:
/// `Turkish Foreign Minister`.
fn country_of_title(first: usize, block: &Block, words: &Words) -> Option<Named> {
    const TITLES: usize = 3;
    for at in (first.saturating_sub(TITLES)..=first).rev() {
        let before = at.checked_sub(1)?;
        let joined = matches!(block.tokens[at].gap, Gap::Space | Gap::Line | Gap::Hyphen);
        // `U.S.` ends no sentence before a title.
        if !joined && !words.glance(block.words[before]).abbreviation {
            return None;
        }
        if let Some(named) = country_at(before, block, words) {
            return Some(named);
        }
        if !words.entry(block.words[before]).is_title {
            return None;
        }
    }
    None
}

/// The country named right before a mention, or right after that of an organisation, with or
/// without `of`. Where a person is says little.
fn country_beside(
    (first, last): (usize, usize),
    manner: Manner,
    block: &Block,
    words: &Words,
) -> Option<Named> {
    let joined = |at: usize| {
        matches!(block.tokens[at].gap, Gap::Space | Gap::Line | Gap::Hyphen)
            && !block.starts_sentence[at]
    };
    if manner == Manner::Person {
        return country_of_title(first, block, words);
    }
    if first > 0
        && joined(first)
        && let Some(named) = country_at(first - 1, block, words)
    {
        return Some(named);
    }
    let mut after = last + 1;
    if after < block.tokens.len() && joined(after) && words.surface(block.words[after]) == "of" {
        after += 1;
    }
    if after < block.tokens.len() && joined(after) {
        return country_at(after, block, words);
    }
    None
}

#[cfg(test)]
mod tests {
    use crate::screening::told::with_reason_of;
    use crate::{Entity, EntityKind};

    /// Whether a hit on a Russian party has a reason that begins so.
    fn has_reason(name: &str, text: &str, reason: &str) -> bool {
        let mut entity = Entity::new("1", EntityKind::Organization, name);
        entity.countries = vec!["ru".to_owned()];
        !with_reason_of(entity, reason, &[text]).is_empty()
    }

    #[test]
    fn a_place_is_spoken_of_beside_its_country() {
        let reason = "a country of the party";
        assert!(has_reason("TAVRIK", "They saw Tavrik in Russia.", reason));
        assert!(!has_reason(
            "SIBERIA",
            "They saw Siberia in Russia.",
            reason
        ));
    }

    #[test]
    fn the_country_of_an_address_speaks_for_a_party_and_others_not_against_it() {
        let told = |text: &str, reason: &str| {
            let mut entity = Entity::new("1", EntityKind::Organization, "GREEN ISLAND TRADING");
            entity.addresses = vec!["22 Mensija Road, San Gwann, Malta".to_owned()];
            !with_reason_of(entity, reason, &[text]).is_empty()
        };
        let (near, unlike) = (
            "a country of the party",
            "other countries are spoken of near it",
        );
        assert!(told("Green Island Trading of Malta closed.", near));
        assert!(!told("Green Island Trading of Peru closed.", near));
        assert!(!told("Green Island Trading of Peru closed.", unlike));
    }

    #[test]
    fn ships_call_at_foreign_ports() {
        let reason = "other countries are spoken of near it";
        let is_told = |kind: EntityKind| {
            let mut entity = Entity::new("1", kind, "GREEN ISLAND");
            entity.countries = vec!["ru".to_owned()];
            let text = "The tanker Green Island left the Iranian port.";
            !with_reason_of(entity, reason, &[text]).is_empty()
        };
        assert!(is_told(EntityKind::Organization));
        assert!(!is_told(EntityKind::Vessel));
    }

    #[test]
    fn nothing_speaks_for_one_of_many() {
        let reason = "a country of the party";
        let name = "TAVRIK SHIPYARD";
        assert!(has_reason(
            name,
            "They want the Tavrik shipyard in Russia.",
            reason
        ));
        assert!(!has_reason(
            name,
            "They want a Tavrik shipyard in Russia.",
            reason
        ));
    }

    #[test]
    fn troops_with_a_word_of_their_own_are_known_by_it() {
        let reason = "many states and movements";
        let common = "NATIONAL SECURITY ARMY";
        assert!(has_reason(
            common,
            "The National Security Army came.",
            reason
        ));
        assert!(!has_reason(
            common,
            "Russia has a National Security Army.",
            reason
        ));
        assert!(!has_reason("TAVRIK ARMY", "The Tavrik Army came.", reason));
    }
}
