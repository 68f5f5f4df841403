//! What a text says a person is, against the positions that the list gives.

use crate::knowledge::{Knowledge, PlaceKind};
use crate::matching::{Evidence, Features};
use crate::name::{Word, WordView, is_number, rarity};
use crate::screening::evidence::grounds::Grounds;
use crate::screening::reading::block::Block;
use crate::screening::reading::words::Words;
use crate::text::tokenize;

/// A position is told in so many words before or after the name, in the same sentence.
const REACH: usize = 10;
/// Shorter words tell nothing, unless they mean an office.
const SHORTEST: usize = 3;
/// More words of a position say no more.
const ENOUGH: usize = 4;

/// The words by which the positions of a party are known, sorted: what they mean, where other words mean
/// the same.
#[derive(Debug, Default)]
pub(crate) struct Roles(Vec<Box<str>>);

impl Roles {
    /// The words of these positions that are in no name of the party itself.
    pub(crate) fn of(positions: &[String], is_of_name: impl Fn(&str) -> bool) -> Self {
        let (mut roles, mut tokens) = (Vec::new(), Vec::new());
        for position in positions {
            tokens.clear();
            tokenize(position, &mut tokens);
            for token in &tokens {
                let word = Word::new(token.surface(position));
                let telling = telling(&word.view()).filter(|_| !is_of_name(word.latin()));
                roles.extend(telling.map(Box::from));
            }
        }
        roles.sort_unstable();
        roles.dedup();
        Self(roles)
    }

    /// Which of them a word of a text means.
    fn position(&self, word: &WordView<'_>) -> Option<usize> {
        let search = |key: &str| self.0.binary_search_by(|role| (**role).cmp(key)).ok();
        let forms = word.forms().iter().map(|form| form.text);
        let mut all = std::iter::once(word.fold).chain(forms);
        all.find_map(|form| search(meaning(form).unwrap_or(form)))
    }

    /// How much memory is taken beside the value itself, in bytes.
    pub(crate) fn bytes(&self) -> usize {
        let roles = self.0.iter();
        roles.map(|role| size_of::<Box<str>>() + role.len()).sum()
    }
}

/// Adds how many words of the party's positions stand beside a mention of a person.
pub(crate) fn weigh(
    features: &mut Features,
    (first, last): (usize, usize),
    roles: &Roles,
    block: &Block,
    words: &Words,
    grounds: &mut Grounds,
) {
    let mut met: Vec<usize> = Vec::new();
    if !roles.0.is_empty() {
        let before = (first.saturating_sub(REACH)..first).rev();
        let before = before.take_while(|&at| !block.starts_sentence[at + 1]);
        let after = last + 1..(last + 1 + REACH).min(block.tokens.len());
        let after = after.take_while(|&at| !block.starts_sentence[at]);
        for at in before.chain(after) {
            let role = roles.position(&words.prepare(block.words[at]).view());
            if let Some(role) = role.filter(|role| !met.contains(role)) {
                met.push(role);
                grounds.add(Evidence::RoleEqual, (at, at));
            }
        }
    }
    features.set(Evidence::RoleEqual, met.len().min(ENOUGH) as f64);
}

/// The word by which all that mean the same office, or the same in an organisation's name, are known.
fn meaning(word: &str) -> Option<&'static str> {
    let knowledge = Knowledge::get();
    let office = knowledge.office(word);
    office.or_else(|| knowledge.org_word_in_english(word))
}

/// What a word of a position tells; `None` for small and ordinary words, for years, and for countries,
/// which tell by themselves.
fn telling<'w>(word: &WordView<'w>) -> Option<&'w str> {
    let latin = word.latin();
    if let Some(meaning) = meaning(word.fold).or_else(|| meaning(latin)) {
        return Some(meaning);
    }
    let knowledge = Knowledge::get();
    let place = knowledge.place_at(&[latin]);
    let countries = [PlaceKind::Country, PlaceKind::Demonym];
    let is_country = place.is_some_and(|(place, _)| countries.contains(&place.kind));
    let is_small = latin.len() < SHORTEST
        || is_number(latin)
        || is_country
        || knowledge.function_word(latin).is_some()
        || knowledge.particle(latin).is_some()
        || knowledge.title(latin).is_some()
        || knowledge.org_word(latin).is_none() && rarity::is_ordinary(latin);
    (!is_small).then_some(latin)
}

#[cfg(test)]
mod tests {
    use crate::screening::told::with_reason_of;
    use crate::{Entity, EntityKind};

    /// Whether a hit on a person of some positions is told to have one beside it.
    fn has_reason(positions: &[&str], text: &str) -> bool {
        let mut entity = Entity::new("1", EntityKind::Person, "VARNAKOV, Gleb");
        entity.titles = positions.iter().map(|&position| position.into()).collect();
        let reason = "words beside it on the position";
        !with_reason_of(entity, reason, &[text]).is_empty()
    }

    #[test]
    fn an_office_is_known_in_any_language() {
        let positions = ["Governor of the Central Bank of Norway from 2013 to 2021"];
        for text in [
            "The governor, Gleb Varnakov, resigned.",
            "Gobernador Gleb Varnakov ha dimitido.",
            "Вчера губернатора Глеба Варнакова видели там.",
            "استقال المحافظ غليب فارناكوف أمس",
            "Gleb Varnakov of the central bank resigned.",
        ] {
            assert!(has_reason(&positions, text), "{text}");
        }
        for text in [
            "The minister, Gleb Varnakov, resigned.",
            "Gleb Varnakov of Norway resigned.",
            "Gleb Varnakov lived there in 2013 and 2021.",
            "He met the governor. Gleb Varnakov resigned.",
        ] {
            assert!(!has_reason(&positions, text), "{text}");
        }
    }

    #[test]
    fn a_position_may_be_listed_in_any_script() {
        assert!(has_reason(&["محافظ"], "Governor Gleb Varnakov resigned."));
    }

    #[test]
    fn the_names_of_the_party_are_no_position() {
        let text = "Gleb Varnakov and Igor Varnakov resigned.";
        assert!(!has_reason(&["Head of the Varnakov clan"], text));
        assert!(has_reason(&["Head of the Igor clan"], text));
    }
}
