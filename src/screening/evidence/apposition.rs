//! Words with a capital beside a mention that are no part of its name: what stands in apposition to it.

use crate::knowledge::Knowledge;
use crate::name::is_patronymic;
use crate::screening::evidence::longer::follows;
use crate::screening::reading::block::Block;
use crate::screening::reading::words::Words;
use crate::text::Case;

/// Small words of English; other languages that write their own letters have few of them together. Sorted.
const ENGLISH: [&str; 16] = [
    "and", "are", "by", "from", "have", "his", "of", "said", "that", "the", "their", "this", "was",
    "were", "who", "with",
];
/// So many different ones tell the language.
const ENOUGH: usize = 2;
/// A word is told by so many to each side.
const SENTENCE: usize = 16;

/// Whether a legal form in several words begins at a token: `Open Joint Stock Company`.
pub(in crate::screening) fn begins_legal_form(at: usize, block: &Block, words: &Words) -> bool {
    const MOST_WORDS: usize = 5;
    let joined = (at + 1..block.tokens.len()).take_while(|&next| follows(next, block));
    let tokens = std::iter::once(at).chain(joined).take(MOST_WORDS);
    let latin: Vec<&str> = tokens
        .map(|token| words.prepare(block.words[token]).latin())
        .collect();
    Knowledge::get()
        .legal_form_at(&latin)
        .is_some_and(|(_, count)| count > 1)
}

/// Whether a word has its capital because German gives all nouns one, so that it makes no longer name of
/// the one after it: `die Fluggesellschaft Mahan Air`.
pub(super) fn is_german_noun(at: usize, block: &Block, words: &Words) -> bool {
    let latin = words.prepare(block.words[at]).latin();
    block.tokens[at].case == Case::Title
        && Knowledge::get().name_class(latin).is_none()
        && is_in_german(at, block, words)
}

/// Whether a word with a capital makes no longer name of the organisation before it: `die Hisbollah
/// Drohnenteile`, `ein PKK-Funktionär`, but `die Tavrik Bank`.
pub(super) fn is_german_noun_behind(at: usize, block: &Block, words: &Words) -> bool {
    let latin = words.prepare(block.words[at]).latin();
    is_german_noun(at, block, words) && Knowledge::get().org_word(latin).is_none()
}

/// Whether a word is what a person leads or belongs to, as it stands right before the name in most languages
/// but English: `le patron de Tavrik Gleb Varnakov`, `глава Таврика Глеб Варнаков`. It is no known name, and
/// the mention begins with one, or an initial.
pub(super) fn is_what_one_leads(at: usize, first: usize, block: &Block, words: &Words) -> bool {
    let is_known = |at: usize| {
        let word = words.prepare(block.words[at]).view();
        let knowledge = Knowledge::get();
        word.forms().iter().any(|form| {
            knowledge.name_class(form.text).is_some()
                || !knowledge.variant_groups(form.text).is_empty()
        })
    };
    let begins_name = block.tokens[first].initial || is_known(first);
    !is_known(at) && begins_name && is_other_than_english(at, block, words)
}

/// Whether small letters near a word are such as English does not write, and few English words are there.
fn is_other_than_english(at: usize, block: &Block, words: &Words) -> bool {
    let mut is_foreign = false;
    let mut english = 0_u64;
    for near in at.saturating_sub(SENTENCE)..(at + SENTENCE).min(block.tokens.len()) {
        let surface = words.surface(block.words[near]);
        is_foreign |= block.tokens[near].case == Case::Lower && !surface.is_ascii();
        let place = ENGLISH.binary_search(&surface);
        english |= place.map_or(0, |place| 1 << place);
    }
    is_foreign && (english.count_ones() as usize) < ENOUGH
}

/// Whether the small words near a token are German.
pub(in crate::screening) fn is_in_german(at: usize, block: &Block, words: &Words) -> bool {
    let near = at.saturating_sub(SENTENCE)..(at + SENTENCE).min(block.tokens.len());
    let numbers = block.words[near]
        .iter()
        .map(|&word| words.glance(word).german);
    let met = numbers.fold(0_u64, |met, number| met | 1 << number);
    // What is none has the first bit.
    (met >> 1).count_ones() as usize >= ENOUGH
}

/// Whether a word begins a person's name, which makes no longer name of the organisation before it:
/// `the Hezbollah's Ahmad Rizk` is in many languages `Hezbollah Ahmad Rizk`.
pub(super) fn begins_person(at: usize, block: &Block, words: &Words) -> bool {
    let class = Knowledge::get().name_class(words.prepare(block.words[at]).latin());
    let is_title = |at: usize| block.tokens[at].case == Case::Title;
    class.is_some_and(|class| class.given)
        && is_title(at)
        && follows(at + 1, block)
        && is_title(at + 1)
}

/// Whether a father's name, once [prepared](Words::prepare), follows a mention that has the family name
/// first: `Varnakov, Gleb Tarasovich`. The list may lack it.
pub(super) fn goes_on_with_father(first: usize, last: usize, block: &Block, words: &Words) -> bool {
    let after = last + 1;
    block.has_comma(first, last)
        && follows(after, block)
        && words.latin(block.words[after]).is_some_and(is_patronymic)
}

#[cfg(test)]
mod tests {
    use crate::EntityKind;
    use crate::screening::told::with_reason;

    #[test]
    fn small_words_are_sorted() {
        assert!(super::ENGLISH.is_sorted());
    }

    #[test]
    fn a_german_noun_makes_no_longer_name() {
        let texts = [
            "Die Schraubenfabrik Gleb Varnakov ist nicht mit der Bank verwandt.",
            "Auch Boris Gleb Varnakov ist nicht mit der Bank verwandt.",
            "The Schraubenfabrik Gleb Varnakov has nothing to do with the bank.",
        ];
        let name = ("VARNAKOV, Gleb", EntityKind::Person);
        assert_eq!(
            with_reason(name, "a word right before it", &texts),
            texts[1..]
        );
    }

    #[test]
    fn the_end_of_a_compound_is_part_of_a_longer_name() {
        let texts = [
            "Das hat die Staatsbank Tavrik nicht gesagt.",
            "Das hat die Bank Tavrik nicht gesagt.",
        ];
        let name = ("BANK TAVRIK", EntityKind::Organization);
        let reason = "a word right before it";
        assert_eq!(with_reason(name, reason, &texts), texts[..1]);
    }

    #[test]
    fn a_german_noun_behind_an_organisation_makes_no_longer_name() {
        let texts = [
            "Er soll auch für die Tavrik Schraubenteile gekauft haben.",
            "Ein Tavrik-Funktionär wurde von der Polizei verhaftet.",
            "Er soll auch für die Tavrik Bank gearbeitet haben.",
            "They bought screws for the Tavrik Schraubenteile.",
        ];
        let name = ("TAVRIK", EntityKind::Organization);
        assert_eq!(
            with_reason(name, "a word right after it", &texts),
            texts[2..]
        );
    }

    #[test]
    fn what_one_leads_makes_no_longer_name() {
        let texts = [
            "Szef Tavrikbanku Gleb Varnakov ostrzegał przed recesją na świecie.",
            "Об этом глава Таврикбанка Глеб Варнаков сказал вчера.",
            "Szef Boris Gleb Varnakov ostrzegał przed recesją na świecie.",
            "The Tavrikbanku Gleb Varnakov was señor of the bank.",
        ];
        let name = ("VARNAKOV, Gleb", EntityKind::Person);
        assert_eq!(
            with_reason(name, "a word right before it", &texts),
            texts[2..]
        );
    }

    #[test]
    fn a_fathers_name_makes_no_longer_name_where_it_belongs() {
        let texts = [
            "They named Varnakov, Gleb Tarasovich, today.",
            "They named Gleb Varnakov Tarasovich today.",
        ];
        let name = ("VARNAKOV, Gleb", EntityKind::Person);
        assert_eq!(
            with_reason(name, "a word right after it", &texts),
            texts[1..]
        );
    }

    #[test]
    fn a_person_after_an_organisation_makes_no_longer_name() {
        let texts = [
            "Le chef du Tavrik Ahmed Brenko est mort.",
            "Le chef du Tavrik Brenko Ahmed est mort.",
            "Le chef du Tavrik Ahmed est mort.",
        ];
        let name = ("TAVRIK", EntityKind::Organization);
        assert_eq!(
            with_reason(name, "a word right after it", &texts),
            texts[1..]
        );
    }
}
