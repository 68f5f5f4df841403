//! Whether a mention is part of a longer name, by the words before and after it.

use crate::index::{Index, Neighbour};
use crate::knowledge::{Culture, Knowledge, NameClass, ParticleClass, Topics};
use crate::matching::{Evidence, Feature, Features};
use crate::name::{Manner, rarity, repute};
use crate::screening::evidence::apposition;
use crate::screening::evidence::capitals::sentence_is;
use crate::screening::evidence::grounds::Grounds;
use crate::screening::evidence::surroundings::Matters;
use crate::screening::evidence::vessel;
use crate::screening::reading::block::Block;
use crate::screening::reading::words::{SAME_WORD, Words};
use crate::script::{ends_in_particle, genitive_stem};
use crate::text::{Case, Gap};

/// Articles that name a movement speak of what its people are listed for: so much, in bits, more often.
const OF_MOVEMENT: f32 = 1.2;
/// Words of so many letters that begin a sentence in another alphabet are rarely names.
const SHORTEST_NAME: usize = 3;
/// What an ordinary word with a capital beside an organisation's name adds to a longer name.
const ORDINARY_BITS: f64 = 6.0;

/// A mention, by its first and last token, and the party for whose name it is taken.
#[derive(Clone, Copy)]
pub(super) struct Taken<'a> {
    pub(super) first: usize,
    pub(super) last: usize,
    pub(super) manner: Manner,
    /// Whether that is a ship's or an aircraft's.
    pub(super) of_craft: bool,
    pub(super) party: &'a Matters,
}

/// The tokens before and after a mention with which its name may go on.
#[derive(Clone, Copy)]
pub(super) struct Beside {
    pub(super) before: Option<usize>,
    pub(super) after: Option<usize>,
}

impl Beside {
    pub(super) fn of(
        mention: Taken,
        features: &Features,
        block: &Block,
        (words, index): (&Words, &Index),
    ) -> Self {
        Self {
            before: before(mention, block, words),
            after: after(mention, features, block, (words, index)),
        }
    }
}

fn before(mention: Taken, block: &Block, words: &Words) -> Option<usize> {
    let first = mention.first;
    first.checked_sub(1).filter(|&at| {
        follows(first, block) && !(mention.of_craft && vessel::is_prefix(at, block, words))
    })
}

fn after(
    mention: Taken,
    features: &Features,
    block: &Block,
    (words, index): (&Words, &Index),
) -> Option<usize> {
    let last = mention.last;
    // `Varnakovs Regierung` speaks of his government.
    let is_genitive = || is_genitive(last, mention.party, block, (words, index));
    let after = Some(last + 1)
        .filter(|&next| follows(next, block) && !is_genitive())
        // Nor does a name go on behind a particle.
        .filter(|_| !ends_in_particle(words.surface(block.words[last])));
    if mention.manner != Manner::Person {
        return after;
    }
    // `Gleb T.` is part of `Gleb T. Varnakov`.
    let initial = token_ends_initial(last, block);
    let after = after.or((last + 1 < block.tokens.len() && initial).then_some(last + 1));
    if let Some(&next) = block.words.get(last + 1) {
        words.prepare(next);
    }
    // The list may lack the father's name, but not have another.
    if features.of_name(Feature::MissingListedMiddle) == 0.0
        && apposition::goes_on_with_father(mention.first, last, block, words)
    {
        return None;
    }
    // `Abdul Aziz al-Hakim` goes on over the particle.
    let goes_on = |&at: &usize| follows(at + 1, block) && is_particle(at, block, words);
    after.map(|at| if goes_on(&at) { at + 1 } else { at })
}

/// Adds how rare the words are that make a mention part of a longer name.
pub(super) fn weigh(
    features: &mut Features,
    mention: Taken,
    beside: Beside,
    block: &Block,
    (words, index): (&Words, &Index),
    grounds: &mut Grounds,
) {
    let Taken {
        first,
        last,
        manner,
        party,
        ..
    } = mention;
    let mut add = |evidence: Evidence, at: usize, topics: Option<Topics>| {
        let bits = name_bits(at, (manner, topics), block, (words, index));
        if bits > 0.0 {
            features.set(evidence, bits);
            grounds.add(evidence, (at, at));
        }
    };
    // `in Tavrik ООО «Kandar»`: a form begins the name, where it does not end one.
    let is_begun =
        || manner == Manner::Organization && first < last && is_legal_form(first, block, words);
    // `die Villa Gleb Varnakovs` is his.
    let is_owner = || {
        manner == Manner::Person && first < last && is_genitive(last, party, block, (words, index))
    };
    if let Some(at) = beside.before
        && !is_own(at, manner, party, block, words)
        && !is_begun()
        && !is_owner()
        && (is_compound(first, block) || !apposition::is_german_noun(at, block, words))
        && !(manner == Manner::Person && apposition::is_what_one_leads(at, first, block, words))
    {
        add(Evidence::LongerBefore, at, Some(party.topics));
    }
    if let Some(at) = beside.after
        && !is_own(at, manner, party, block, words)
        && !(manner == Manner::Organization
            && (apposition::begins_legal_form(at, block, words)
                || apposition::begins_person(at, block, words)
                || apposition::is_german_noun_behind(at, block, words)))
    {
        // What follows is a family name, whoever bears it.
        add(Evidence::LongerAfter, at, None);
    }
}

/// Whether a word beside an organisation's name is one that it is called by as well: `Tavrik Army Corps` is still
/// the party that is also called `Tavrik Corps`. People of many names share them with others.
fn is_own(at: usize, manner: Manner, party: &Matters, block: &Block, words: &Words) -> bool {
    let mut near = words.neighbours(block.words[at]).iter();
    manner == Manner::Organization
        && near.any(|near| {
            near.relation.cost <= SAME_WORD && party.words.binary_search(&near.word).is_ok()
        })
}

/// How rare a word is that makes a mention part of a longer name of a person; 0 if none does.
pub(crate) fn longer_bits(features: &Features) -> f64 {
    if features.get(Evidence::Organization) > 0.0 {
        return 0.0;
    }
    let after = features.get(Evidence::LongerAfter);
    features.get(Evidence::LongerBefore).max(after)
}

/// The tokens before and after one that are part of the same person's name by the way they are written, or are
/// given names where no capitals tell.
pub(crate) fn names_beside(at: usize, block: &Block, words: &Words) -> [Option<usize>; 2] {
    // Among capitals alone those are names that are no words.
    let capitals = block.tokens[at].case == Case::Upper;
    let is_name_like = |at: usize| match block.tokens[at].case {
        Case::Title => true,
        Case::Upper => capitals,
        Case::Caseless => is_given_name(block.words[at], words),
        _ => false,
    };
    let is_name = |&at: &usize| {
        let entry = words.entry(block.words[at]);
        is_name_like(at)
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

/// Whether a word is a given name somewhere, and not so short that other words read so too.
fn is_given_name(id: u32, words: &Words) -> bool {
    let latin = words.prepare(id).latin();
    latin.len() >= SHORTEST_NAME
        && Knowledge::get()
            .name_class(latin)
            .is_some_and(|class| class.given)
}

/// Whether a word has its capital because it is an ordinary one, or begins a sentence, and is no known name.
fn is_for_the_sentence(at: usize, block: &Block, words: &Words) -> bool {
    let surface = words.surface(block.words[at]).to_lowercase();
    rarity::is_ordinary(&surface)
        || block.starts_sentence[at] && Knowledge::get().name_class(&surface).is_none()
}

fn is_legal_form(at: usize, block: &Block, words: &Words) -> bool {
    words.entry(block.words[at]).legal_form && block.tokens[at].case.is_name_like()
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
    if !words.entry(block.words[before]).begins_place {
        return false;
    }
    // In Latin letters without marks: `Triều Tiên`.
    let pair = [before, at].map(|at| words.prepare(block.words[at]).view());
    let place = Knowledge::get().place_at(&[pair[0].latin(), pair[1].latin()]);
    place.is_some_and(|(_, taken)| taken == 2)
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
    (words, index): (&Words, &Index),
) -> f64 {
    let token = &block.tokens[at];
    if !matches!(token.case, Case::Title | Case::Upper | Case::Mixed) {
        return 0.0;
    }
    let id = block.words[at];
    let word = words.prepare(id).view();
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
    fn a_legal_form_begins_a_name() {
        let texts = [
            "Then in Kandros OAO \u{ab}Varnakol\u{bb} was closed.",
            "Then in Kandros \u{ab}Varnakol\u{bb} was closed.",
            "Then in Kandros Varnakol was closed.",
        ];
        let name = ("OAO VARNAKOL", EntityKind::Organization);
        assert_eq!(with_reason(name, "a word right", &texts), texts[2..]);
    }

    #[test]
    fn what_stands_before_a_genitive_is_its_bearers() {
        let texts = [
            "Der Tresor Kandros Gleb Varnakovs stand leer.",
            "Der Tresor Kandros Gleb Varnakov stand leer.",
        ];
        let name = ("VARNAKOV, Gleb", EntityKind::Person);
        assert_eq!(with_reason(name, "a word right before", &texts), texts[1..]);
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
    fn a_country_of_two_words_before_a_person_is_none_of_the_name() {
        let texts = [
            "They saw Triều Tiên Gleb Varnakov there.",
            "They saw Korea Utara Gleb Varnakov there.",
            "They saw Kandros Gleb Varnakov there.",
        ];
        let name = ("VARNAKOV, Gleb", EntityKind::Person);
        assert_eq!(with_reason(name, "a word right before", &texts), texts[2..]);
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
