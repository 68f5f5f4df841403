//! What stands around a mention, for and against.

use crate::EntityKind;
use crate::index::Index;
use crate::knowledge::{Knowledge, OrgWordClass, TitleClass};
use crate::matching::{Evidence, Feature, Features};
use crate::name::Manner;
use crate::screening::evidence::calling;
use crate::screening::evidence::capitals::{self, sentence_is};
use crate::screening::evidence::geography;
use crate::screening::evidence::grounds::Grounds;
use crate::screening::evidence::longer::{self, Beside, Taken, follows};
use crate::screening::evidence::stray;
use crate::screening::evidence::surroundings::Matters;
use crate::screening::evidence::vessel;
use crate::screening::reading::block::Block;
use crate::screening::reading::words::Words;
use crate::text::Case;

/// Adds the evidence of the surrounding words to the features of a window, told by its first and last
/// token and whether it [has a small word](super::agreeing::has_small_word).
pub(crate) fn weigh(
    features: &mut Features,
    window: (usize, usize, bool),
    (manner, kind, party): (Manner, EntityKind, &Matters),
    block: &Block,
    (words, index): (&Words, &Index),
    grounds: &mut Grounds,
) {
    let (first, last, _) = window;
    let shouting = sentence_is(Case::Upper, first, last, block);
    capitals::weigh(features, window, manner, shouting, block, words);
    let of_craft = matches!(kind, EntityKind::Vessel | EntityKind::Aircraft);
    if of_craft {
        weigh_craft(features, (first, last), block, words, grounds);
    }
    let place = geography::is_place(first, last, block, words);
    features.set_flag(Evidence::PlaceName, place);
    let letter = stray::has_letter(first, last, block, words);
    let small = manner == Manner::Organization && stray::has_small_word(first, last, block, words);
    features.set_flag(Evidence::StrayLetter, letter || small);
    if manner == Manner::Organization {
        weigh_organization(features, (first, last), place, block, words, grounds);
    }
    let mention = Taken {
        first,
        last,
        manner,
        of_craft,
        party,
    };
    let beside = Beside::of(mention, features, block, (words, index));
    let titled = weigh_titles(features, manner, beside.before, block, words, grounds);
    if !shouting {
        let before = beside.before.filter(|_| !titled);
        let beside = Beside { before, ..beside };
        longer::weigh(features, mention, beside, block, (words, index), grounds);
    }
    if manner == Manner::Person {
        weigh_institution(features, beside, block, words, grounds);
    }
}

/// Whether the text speaks of ships or aircraft near the name of one.
fn weigh_craft(
    features: &mut Features,
    (first, last): (usize, usize),
    block: &Block,
    words: &Words,
    grounds: &mut Grounds,
) {
    let near = vessel::spoken_of(first, last, block, words);
    features.set_flag(Evidence::VesselAlone, near.is_none());
    if let Some(at) = near {
        features.set_flag(Evidence::VesselNear, true);
        grounds.add(Evidence::VesselNear, (at, at));
    }
}

/// How far a mention is written and spoken of as an organisation's name. `place` is one that names a place as well.
fn weigh_organization(
    features: &mut Features,
    (first, last): (usize, usize),
    place: bool,
    block: &Block,
    words: &Words,
    grounds: &mut Grounds,
) {
    let agreement = features.of_name(Feature::Agreement);
    let all_small = || sentence_is(Case::Lower, first, last, block);
    let degree = stray::small_degree((first, last), agreement, all_small, block, words);
    features.set(Evidence::HalfSmall, degree);
    if degree > 0.0 {
        features.is_not_to_the_letter();
    }
    // What is said of the party is not said of one of many things, nor of a place.
    if place || stray::is_one_of_many(features) {
        for repute in [Evidence::WordRepute, Evidence::WordsRepute] {
            features.set(repute, features.get(repute).min(0.0));
        }
    }
    let mut tokens = block.words[first..=last].iter();
    let has_form = first < last && tokens.any(|&word| words.entry(word).legal_form);
    let met = has_form && features.of_name(Feature::LegalMissing) == 0.0;
    features.set_flag(Evidence::LegalForm, met);
    if let Some(at) = calling::called(first, last, block, words) {
        features.set_flag(Evidence::CalledSo, true);
        grounds.add(Evidence::CalledSo, (at, at));
    }
    let description = stray::is_description(first, last, block, words);
    features.set_flag(Evidence::Description, description);
}

/// Whether a title stands before a mention; adds of a person whether it is one that listed people rarely bear.
fn weigh_titles(
    features: &mut Features,
    manner: Manner,
    before: Option<usize>,
    block: &Block,
    words: &Words,
    grounds: &mut Grounds,
) -> bool {
    let Some(at) = before else {
        return false;
    };
    let titled = title_at(at, block, words).is_some();
    let civil = has_civil_title(at, block, words);
    if civil && manner == Manner::Person {
        features.set_flag(Evidence::TitleBefore, true);
        grounds.add(Evidence::TitleBefore, (at, at));
    }
    titled
}

/// Whether a person's name is part of that of an institution.
fn weigh_institution(
    features: &mut Features,
    Beside { before, after }: Beside,
    block: &Block,
    words: &Words,
    grounds: &mut Grounds,
) {
    let joins = |at: &usize| matches!(words.surface(block.words[*at]), "of" | "de" | "for");
    let joined = before.filter(joins).and_then(|at| at.checked_sub(1));
    let mut beside = after.into_iter().chain(joined);
    if let Some(at) = beside.find(|&at| is_institution(at, block, words)) {
        features.set_flag(Evidence::Institution, true);
        grounds.add(Evidence::Institution, (at, at));
    }
}

fn title_at(at: usize, block: &Block, words: &Words) -> Option<TitleClass> {
    let word = words.prepare(block.words[at]);
    let is_name_like = block.tokens[at].case.is_name_like();
    is_name_like
        .then(|| Knowledge::get().title(word.latin()))
        .flatten()
}

/// Whether the titles that end with a word are such as listed people rarely bear: `Senator`, `Attorney
/// General`, but not `President`.
fn has_civil_title(last: usize, block: &Block, words: &Words) -> bool {
    /// Nobody has more.
    const TITLES: usize = 4;
    for at in (0..=last).rev().take(TITLES) {
        match title_at(at, block, words) {
            Some(TitleClass::Civil) => return true,
            Some(_) if follows(at, block) => {}
            _ => return false,
        }
    }
    false
}

/// Whether a word is of the sort of body or place that is named after people. Where capitals do not tell its name,
/// an office is one that somebody is at: `Rao Anwar adalat mein`.
fn is_institution(at: usize, block: &Block, words: &Words) -> bool {
    let case = block.tokens[at].case;
    if !case.is_name_like() {
        return false;
    }
    let org = Knowledge::get().org_word(words.prepare(block.words[at]).latin());
    org.is_some_and(|org| match org.class {
        OrgWordClass::Institution => true,
        OrgWordClass::Office | OrgWordClass::Troops => case.has_capitals(),
        _ => false,
    })
}

#[cfg(test)]
mod tests {
    use crate::EntityKind;
    use crate::screening::told::with_reason;

    #[test]
    fn an_office_without_capitals_is_where_somebody_is() {
        let texts = [
            "کل گلب ورناکوف عدالت میں تھا۔",
            "کل گلب ورناکوف یونیورسٹی میں تھا۔",
        ];
        let name = ("VARNAKOV, Gleb", EntityKind::Person);
        let reason = "part of the name of an institution";
        assert_eq!(with_reason(name, reason, &texts), texts[1..]);
    }

    #[test]
    fn a_bank_is_called_so_before_or_behind_what_it_deals_in() {
        let texts = ["the Industry and Mines Bank", "the Mines and Industry Bank"];
        let name = ("BANK OF INDUSTRY AND MINES", EntityKind::Organization);
        let found = with_reason(name, "the words stand in another order", &texts);
        assert_eq!(found, texts[1..]);
    }
}
