//! What stands around a mention, for and against.

use crate::EntityKind;
use crate::index::{Index, Neighbour};
use crate::knowledge::{
    Culture, Knowledge, NameClass, OrgWordClass, ParticleClass, TitleClass, Topics,
};
use crate::matching::{Evidence, Feature, Features};
use crate::name::{Manner, rarity, repute};
use crate::screening::evidence::acronym;
use crate::screening::evidence::apposition;
use crate::screening::evidence::calling;
use crate::screening::evidence::geography;
use crate::screening::evidence::grounds::Grounds;
use crate::screening::evidence::stray;
use crate::screening::evidence::surroundings::Matters;
use crate::screening::evidence::vessel;
use crate::screening::reading::block::Block;
use crate::screening::reading::words::Words;
use crate::script::{ends_in_particle, genitive_stem};
use crate::text::{Case, Gap};

/// The relation of two spellings of one word costs at most so much.
pub(crate) const SAME_WORD: u8 = 15;
/// A sentence is looked at so many words to each side, to see how it writes its words.
pub(crate) const SENTENCE: usize = 12;
/// Articles that name a movement speak of what its people are listed for: so much, in bits, more often.
const OF_MOVEMENT: f32 = 1.2;
/// Words of so many letters that begin a sentence in another alphabet are rarely names.
const SHORTEST_NAME: usize = 3;
/// What an ordinary word with a capital beside an organisation's name adds to a longer name.
const ORDINARY_BITS: f64 = 6.0;

/// Adds the evidence of the surrounding words to the features of a window, told by its first and last
/// token and whether it [has a small word](has_small_word).
pub(crate) fn weigh(
    features: &mut Features,
    (first, last, small_word): (usize, usize, bool),
    (manner, kind, party): (Manner, EntityKind, &Matters),
    block: &Block,
    (words, index): (&mut Words, &Index),
    grounds: &mut Grounds,
) {
    let case = case_of(first, last, block);
    features.set_flag(
        Evidence::LowerCase,
        (case == Some(Case::Lower) || small_word) && !sentence_is(Case::Lower, first, last, block),
    );
    let capitals = case == Some(Case::Upper);
    let shouting = sentence_is(Case::Upper, first, last, block);
    features.set_flag(Evidence::AllCapitals, capitals && shouting);
    let single = first == last;
    let token = &block.tokens[first];
    // There any word has a capital, where the script has capitals.
    features.set_flag(
        Evidence::SentenceStart,
        single && block.starts_sentence[first] && token.case.has_capitals(),
    );
    let letters = words.surface(block.words[first]).chars().count();
    let acronym = single && letters <= 5 && token.case == Case::Upper && !shouting;
    let code = manner == Manner::Organization && stray::is_code(first, last, block, words);
    features.set_flag(Evidence::Acronym, acronym || code);
    let spelt_out =
        acronym::may_spell_out(first, last, block) && acronym::is_spelt_out(first, block, words);
    features.set_flag(Evidence::AcronymElsewhere, spelt_out);
    let of_craft = matches!(kind, EntityKind::Vessel | EntityKind::Aircraft);
    if of_craft {
        let near = vessel::spoken_of(first, last, block, words);
        features.set_flag(Evidence::VesselAlone, near.is_none());
        if let Some(at) = near {
            features.set_flag(Evidence::VesselNear, true);
            grounds.add(Evidence::VesselNear, (at, at));
        }
    }
    let place = geography::is_place(first, last, block, words);
    features.set_flag(Evidence::PlaceName, place);
    let letter = stray::has_letter(first, last, block, words);
    let small = manner == Manner::Organization && stray::has_small_word(first, last, block, words);
    features.set_flag(Evidence::StrayLetter, letter || small);
    if manner == Manner::Organization {
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
        let has_form = !single && tokens.any(|&word| words.entry(word).legal_form);
        let met = has_form && features.of_name(Feature::LegalMissing) == 0.0;
        features.set_flag(Evidence::LegalForm, met);
        if let Some(at) = calling::called(first, last, block, words) {
            features.set_flag(Evidence::CalledSo, true);
            grounds.add(Evidence::CalledSo, (at, at));
        }
        let description = stray::is_description(first, last, block, words);
        features.set_flag(Evidence::Description, description);
    }
    let before = first
        .checked_sub(1)
        .filter(|&at| follows(first, block) && !(of_craft && vessel::is_prefix(at, block, words)));
    // `Varnakovs Regierung` speaks of his government.
    let mut after = Some(last + 1)
        .filter(|&next| follows(next, block) && !is_genitive(last, party, block, (words, index)))
        // Nor does a name go on behind a particle.
        .filter(|_| !ends_in_particle(words.surface(block.words[last])));
    if manner == Manner::Person {
        // `Gleb T.` is part of `Gleb T. Varnakov`.
        let initial = token_ends_initial(last, block);
        after = after.or((last + 1 < block.tokens.len() && initial).then_some(last + 1));
        // `Abdul Aziz al-Hakim` goes on over the particle.
        let goes_on = |&at: &usize| follows(at + 1, block) && is_particle(at, block, words);
        after = after.map(|at| if goes_on(&at) { at + 1 } else { at });
        if let Some(&next) = block.words.get(last + 1) {
            words.prepare(next);
        }
        // The list may lack the father's name, but not have another.
        if features.of_name(Feature::MissingListedMiddle) == 0.0
            && apposition::goes_on_with_father(first, last, block, words)
        {
            after = None;
        }
    }
    let title = before.and_then(|at| title_at(at, block, words));
    let civil = before.is_some_and(|at| has_civil_title(at, block, words));
    if let Some(at) = before
        && civil
        && manner == Manner::Person
    {
        features.set_flag(Evidence::TitleBefore, true);
        grounds.add(Evidence::TitleBefore, (at, at));
    }
    // `Tavrik Army Corps` is still the party that is also called `Tavrik Corps`; people of many
    // names share them with others.
    let is_own = |at: usize, words: &Words| {
        let mut near = words.neighbours(block.words[at]).iter();
        manner == Manner::Organization
            && near.any(|near| {
                near.relation.cost <= SAME_WORD && party.words.binary_search(&near.word).is_ok()
            })
    };
    if let Some(at) = before
        && title.is_none()
        && !shouting
        && !is_own(at, words)
        && (is_compound(first, block) || !apposition::is_german_noun(at, block, words))
        && !(manner == Manner::Person && apposition::is_what_one_leads(at, first, block, words))
    {
        let sort = (manner, Some(party.topics));
        let bits = name_bits(at, sort, block, (words, index));
        if bits > 0.0 {
            features.set(Evidence::LongerBefore, bits);
            grounds.add(Evidence::LongerBefore, (at, at));
        }
    }
    if let Some(at) = after
        && !shouting
        && !is_own(at, words)
        && !(manner == Manner::Organization
            && (apposition::begins_legal_form(at, block, words)
                || apposition::begins_person(at, block, words)
                || apposition::is_german_noun_behind(at, block, words)))
    {
        // What follows is a family name, whoever bears it.
        let sort = (manner, None);
        let bits = name_bits(at, sort, block, (words, index));
        if bits > 0.0 {
            features.set(Evidence::LongerAfter, bits);
            grounds.add(Evidence::LongerAfter, (at, at));
        }
    }
    if manner == Manner::Person {
        let joins = |at: &usize| matches!(words.surface(block.words[*at]), "of" | "de" | "for");
        let joined = before.filter(joins).and_then(|at| at.checked_sub(1));
        let mut beside = after.into_iter().chain(joined);
        if let Some(at) = beside.find(|&at| is_institution(at, block, words)) {
            features.set_flag(Evidence::Institution, true);
            grounds.add(Evidence::Institution, (at, at));
        }
    }
}

/// How rare a word is that makes a mention part of a longer name of a person; 0 if none does.
pub(crate) fn longer_bits(features: &Features) -> f64 {
    if features.get(Evidence::Organization) > 0.0 {
        return 0.0;
    }
    let after = features.get(Evidence::LongerAfter);
    features.get(Evidence::LongerBefore).max(after)
}

/// The common case of the words of a mention, small words aside.
fn case_of(first: usize, last: usize, block: &Block) -> Option<Case> {
    let mut tokens = block.tokens[first..=last]
        .iter()
        .filter(|token| token.end - token.start > 3 || first == last);
    let case = tokens.next()?.case;
    tokens.all(|token| token.case == case).then_some(case)
}

/// Whether the words around a mention are all written in one case. Who begins a sentence with a capital does not
/// write all in small letters.
fn sentence_is(case: Case, first: usize, last: usize, block: &Block) -> bool {
    let from = first.saturating_sub(SENTENCE);
    let to = (last + 1 + SENTENCE).min(block.tokens.len());
    let begins = |at: usize| {
        let token = &block.tokens[at];
        token.case == Case::Title && block.starts_sentence[at] && token.end - token.start > 1
    };
    if case == Case::Lower && (from..to).any(begins) {
        return false;
    }
    let mut others = (from..first).chain(last + 1..to).filter(|&at| {
        let token = &block.tokens[at];
        token.case.has_capitals() && token.end - token.start > 3
    });
    let mut count = 0;
    let all = others.all(|at| {
        count += 1;
        block.tokens[at].case == case
    });
    all && count > 1
}

/// The tokens before and after one that are part of the same person's name by the way they are written.
pub(crate) fn names_beside(at: usize, block: &Block, words: &Words) -> [Option<usize>; 2] {
    // Among capitals alone those are names that are no words.
    let capitals = block.tokens[at].case == Case::Upper;
    let is_name_case = |case| case == Case::Title || capitals && case == Case::Upper;
    let is_name = |&at: &usize| {
        let entry = words.entry(block.words[at]);
        is_name_case(block.tokens[at].case)
            && !block.tokens[at].initial
            && !words.glance(block.words[at]).ordinary
            && !entry.is_title
            && !entry.legal_form
            && entry.country.is_none()
            && !is_for_the_sentence(at, block, words)
    };
    let before = at.checked_sub(1).filter(|_| follows(at, block));
    let after = Some(at + 1).filter(|&next| follows(next, block));
    [before, after].map(|beside| beside.filter(is_name))
}

/// Whether a word has its capital because it is an ordinary one, or begins a sentence, and is no known name.
fn is_for_the_sentence(at: usize, block: &Block, words: &Words) -> bool {
    let surface = words.surface(block.words[at]).to_lowercase();
    rarity::is_ordinary(&surface)
        || block.starts_sentence[at] && Knowledge::get().name_class(&surface).is_none()
}

/// Whether the last word of a mention is a listed one with a genitive's s, which ends the name.
fn is_genitive(
    at: usize,
    party: &Matters,
    block: &Block,
    (words, index): (&Words, &Index),
) -> bool {
    let id = block.words[at];
    let mut near = words.neighbours(id).iter();
    words.latin(id).and_then(genitive_stem).is_some()
        && near.any(|near| {
            near.relation.cost <= SAME_WORD
                && party.words.binary_search(&near.word).is_ok()
                && !index.word(near.word).latin().ends_with('s')
        })
}

/// Whether a word follows the one before it with nothing between them that ends a name.
pub(super) fn follows(at: usize, block: &Block) -> bool {
    at < block.tokens.len()
        && !block.starts_sentence[at]
        && (matches!(block.tokens[at].gap, Gap::Space | Gap::Hyphen | Gap::Line)
            || is_compound(at, block))
}

/// Whether a word is written in one with the one before it: `Staatsbank`.
fn is_compound(at: usize, block: &Block) -> bool {
    block.tokens[at].gap == Gap::None && block.tokens[at].case.has_capitals()
}

/// Whether a token is an initial whose full stop ends no sentence.
fn token_ends_initial(at: usize, block: &Block) -> bool {
    let next = block.tokens.get(at + 1);
    block.tokens[at].initial
        && next.is_some_and(|next| next.gap == Gap::Period)
        && !block.starts_sentence[at + 1]
}

/// Whether a word is one of the small ones that a person's name goes on over. Articles are
/// ordinary words as well, unless they hang on the next word.
fn is_particle(at: usize, block: &Block, words: &Words) -> bool {
    let surface = words.surface(block.words[at]).to_ascii_lowercase();
    let particle = Knowledge::get().particle(&surface);
    matches!(
        block.tokens[at].case,
        Case::Lower | Case::Title | Case::Upper
    ) && particle.is_some_and(|particle| match particle.class {
        ParticleClass::Article => block.tokens[at + 1].gap == Gap::Hyphen || surface == "al",
        ParticleClass::Filial | ParticleClass::Kunya => true,
        _ => false,
    })
}

/// Whether a word is the second of a place of two: `Korea Utara`.
fn ends_place(at: usize, block: &Block, words: &Words) -> bool {
    let Some(before) = at.checked_sub(1).filter(|_| follows(at, block)) else {
        return false;
    };
    let pair = [before, at].map(|at| words.surface(block.words[at]).to_lowercase());
    words.entry(block.words[before]).begins_place
        && Knowledge::get()
            .place_at(&[&pair[0], &pair[1]])
            .is_some_and(|(_, taken)| taken == 2)
}

/// Whether a word beside a person's name is an acronym: `the CIA's John Brown`.
fn is_acronym(latin: &str, case: Case) -> bool {
    case == Case::Upper && latin.len() <= 5 && Knowledge::get().name_class(latin).is_none()
}

/// Whether a word beside a person's name is what a movement is known by, in this spelling or one of
/// the lists: `Hezbollah Ahmad Rizk`, as many languages put it, is Ahmad Rizk of the Hezbollah.
fn is_movement(id: u32, topics: Topics, index: &Index, words: &Words) -> bool {
    let Some(word) = words.prepared(id) else {
        return false;
    };
    let tells = |latin: &str| {
        let told = repute(latin).and_then(|repute| repute.on(topics));
        told.is_some_and(|told| told >= OF_MOVEMENT)
    };
    let is_near = |near: &&Neighbour| near.relation.cost <= SAME_WORD;
    Knowledge::get().name_class(word.latin()).is_none()
        && (word.forms().iter().any(|form| tells(form.text))
            || words
                .neighbours(id)
                .iter()
                .filter(is_near)
                .any(|near| tells(index.word(near.word).latin())))
}

/// What a neighbouring word adds to a longer name: its rarity if it is written as a name. What a
/// movement on these topics is known by adds nothing.
fn name_bits(
    at: usize,
    (manner, topics): (Manner, Option<Topics>),
    block: &Block,
    (words, index): (&mut Words, &Index),
) -> f64 {
    let token = &block.tokens[at];
    if !matches!(token.case, Case::Title | Case::Upper | Case::Mixed) {
        return 0.0;
    }
    let id = block.words[at];
    words.prepare(id);
    let Some(word) = words.prepared(id) else {
        return 0.0;
    };
    let latin = word.latin();
    let knowledge = Knowledge::get();
    let is_movement = || topics.is_some_and(|topics| is_movement(id, topics, index, words));
    if manner == Manner::Person && (is_acronym(latin, token.case) || is_movement()) {
        return 0.0;
    }
    // `Сам`, which reads as Sam, is no name, nor is the Italian `Fu`.
    let is_short = word.fold.chars().count() <= SHORTEST_NAME
        && (word.is_foreign() || knowledge.name_class(latin).is_some_and(is_eastern));
    let may_be_capital_alone = block.starts_sentence[at]
        && (is_short || manner != Manner::Person || knowledge.name_class(latin).is_none());
    // `al-Sheikh` is a name.
    let hangs_on_article = token.gap == Gap::Hyphen && at > 0 && is_particle(at - 1, block, words);
    if may_be_capital_alone
        || ends_place(at, block, words)
        || knowledge.legal_form_at(&[latin]).is_some()
        || word.forms().iter().any(|form| {
            // In its case: `президента Белоруссии Александра ...`
            knowledge.place_at(&[form.text]).is_some()
                || !hangs_on_article && knowledge.title(form.text).is_some()
        })
    {
        return 0.0;
    }
    let of_person = manner == Manner::Person && knowledge.name_class(latin).is_some();
    if rarity::is_ordinary(latin) && !of_person {
        // `Safari Club International` is not the Safari Club; `GOMA - The Safari Club` is.
        let of_name = manner == Manner::Organization
            && latin.len() > 2
            && knowledge.function_word(latin).is_none()
            && !sentence_is(Case::Title, at, at, block);
        return if of_name { ORDINARY_BITS } else { 0.0 };
    }
    f64::from(word.bits)
}

/// Whether a name is one of the peoples of East Asia, whose names are short, and of no others.
fn is_eastern(class: NameClass) -> bool {
    const PEOPLES: [Culture; 4] = [
        Culture::Cantonese,
        Culture::Chinese,
        Culture::Korean,
        Culture::Vietnamese,
    ];
    class.cultures.are_among(&PEOPLES)
}

fn title_at(at: usize, block: &Block, words: &mut Words) -> Option<TitleClass> {
    let id = block.words[at];
    words.prepare(id);
    let latin = words
        .latin(id)
        .filter(|_| block.tokens[at].case.is_name_like());
    latin.and_then(|latin| Knowledge::get().title(latin))
}

/// Whether the titles that end with a word are such as listed people rarely bear: `Senator`, `Attorney
/// General`, but not `President`.
fn has_civil_title(last: usize, block: &Block, words: &mut Words) -> bool {
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
fn is_institution(at: usize, block: &Block, words: &mut Words) -> bool {
    let case = block.tokens[at].case;
    if !case.is_name_like() {
        return false;
    }
    let id = block.words[at];
    words.prepare(id);
    words.prepared(id).is_some_and(|word| {
        let org = Knowledge::get().org_word(word.latin());
        org.is_some_and(|org| match org.class {
            OrgWordClass::Institution => true,
            OrgWordClass::Office | OrgWordClass::Troops => case.has_capitals(),
            _ => false,
        })
    })
}

#[cfg(test)]
mod tests {
    use crate::EntityKind;
    use crate::screening::told::with_reason;

    #[test]
    fn a_short_word_that_begins_a_sentence_in_another_alphabet_is_no_name() {
        let found = with_reason(
            ("VARNAKOV, Gleb", EntityKind::Person),
            "a word right before it",
            &[
                "Это знали. Сам Глеб Варнаков молчал.",
                "Это знали. Иван Глеб Варнаков молчал.",
            ],
        );
        assert_eq!(found, ["Это знали. Иван Глеб Варнаков молчал."]);
    }

    #[test]
    fn who_begins_a_sentence_with_a_capital_writes_names_so() {
        let texts = [
            "Yesterday the others paid tavrik there again.",
            "yesterday the others paid tavrik there again.",
        ];
        let name = ("TAVRIK", EntityKind::Organization);
        assert_eq!(with_reason(name, "written in small", &texts), texts[..1]);
    }

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
    fn neither_a_legal_form_nor_an_article_makes_a_name_longer() {
        let texts = [
            "They sued Varnakol Open Joint Stock Company there.",
            "They sued Varnakol Open Kandros Company there.",
            "TAVRIK \u{2014} The Varnakol yard was closed.",
            "TAVRIK \u{2014} Kandros Varnakol was closed.",
        ];
        let name = ("VARNAKOL", EntityKind::Organization);
        let found = with_reason(name, "a word right", &texts);
        assert_eq!(found, [texts[1], texts[3]]);
    }

    #[test]
    fn a_bank_is_called_so_before_or_behind_what_it_deals_in() {
        let texts = ["the Industry and Mines Bank", "the Mines and Industry Bank"];
        let name = ("BANK OF INDUSTRY AND MINES", EntityKind::Organization);
        let found = with_reason(name, "the words stand in another order", &texts);
        assert_eq!(found, texts[1..]);
    }

    #[test]
    fn a_genitive_ends_a_name() {
        let texts = [
            "Es war Gleb Varnakovs Regierung.",
            "Es war Gleb Varnakov Regierung.",
        ];
        let name = ("VARNAKOV, Gleb", EntityKind::Person);
        let reason = "part of the name of an institution";
        assert_eq!(with_reason(name, reason, &texts), texts[1..]);
        let name = ("VARNAKOVS, Gleb", EntityKind::Person);
        assert_eq!(with_reason(name, reason, &texts), texts);
    }

    #[test]
    fn letters_before_a_ship_are_no_part_of_its_name() {
        let texts = ["They saw VLCC Tavrik.", "They saw VLKC Tavrik."];
        let reason = "a word right before it";
        let ship = ("TAVRIK", EntityKind::Vessel);
        assert_eq!(with_reason(ship, reason, &texts), texts[1..]);
        let firm = ("TAVRIK", EntityKind::Organization);
        assert_eq!(with_reason(firm, reason, &texts), texts);
    }
}
