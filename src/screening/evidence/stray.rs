//! Letters and words in a mention that are hardly part of a name: `A` and `I` as words, the last of
//! several initials, what is written in small letters beside capitals.

use crate::knowledge::{Knowledge, OrgWordClass};
use crate::matching::{Evidence, Feature, Features};
use crate::name::rarity;
use crate::screening::reading::block::Block;
use crate::screening::reading::words::Words;
use crate::text::{Case, Gap};

/// Agreement of so many bits or fewer is one known word.
pub(crate) const ONE_WORD_BITS: f64 = 12.0;

/// Words of one letter with which a sentence begins in French, Italian, Portuguese, Spanish and Slavic languages.
const ONE_LETTER_WORDS: [&str; 15] = [
    "E", "È", "É", "O", "Y", "А", "В", "З", "И", "І", "К", "О", "С", "У", "Я",
];

/// Whether an initial at either end of a mention is a word of the sentence (`A Varnakov plant`,
/// `the Varnakovs I met`), or goes with another one beyond the mention (`U S`).
pub(crate) fn has_letter(first: usize, last: usize, block: &Block, words: &Words) -> bool {
    let is_initial = |at: usize| block.tokens.get(at).is_some_and(|token| token.initial);
    let joins = |at: usize| {
        !block.starts_sentence[at]
            && matches!(block.tokens[at].gap, Gap::None | Gap::Space | Gap::Period)
    };
    let is_word = |at: usize| {
        let dotted = block
            .tokens
            .get(at + 1)
            .is_some_and(|next| next.gap == Gap::Period);
        let letter = words.surface(block.words[at]);
        let may_begin = block.starts_sentence[at] && ONE_LETTER_WORDS.contains(&letter);
        is_initial(at) && !dotted && (matches!(letter, "A" | "I") || may_begin)
    };
    let of_others_before = is_initial(first) && first > 0 && is_initial(first - 1) && joins(first);
    let of_others_after = is_initial(last) && is_initial(last + 1) && joins(last + 1);
    is_word(first) || is_word(last) || of_others_before || of_others_after
}

/// Whether an organisation's mention reads as a description: words that many organisations have, and
/// small words or letters beside them (`Ministry of Inner Peace`, `Company Ts`, `K-7`).
pub(crate) fn is_description(first: usize, last: usize, block: &Block, words: &Words) -> bool {
    const SMALL: usize = 2;
    let knowledge = Knowledge::get();
    let latin = (first..=last).filter_map(|at| words.latin(block.words[at]));
    let mut others = latin.filter(|word| {
        word.starts_with(char::is_alphabetic)
            && knowledge.org_word(word).is_none()
            && knowledge.particle(word).is_none()
    });
    others
        .next()
        .is_some_and(|word| word.len() <= SMALL && others.all(|word| word.len() <= SMALL))
}

/// Whether a mention begins or ends with a short word in small letters that is no part of anybody's
/// name: `is` is not the Islamic State's first letters.
pub(crate) fn has_small_word(first: usize, last: usize, block: &Block, words: &Words) -> bool {
    const SHORT: usize = 3;
    let is_small = |at: usize| {
        let surface = words.surface(block.words[at]);
        block.tokens[at].case == Case::Lower
            && surface.len() <= SHORT
            && rarity::is_ordinary(surface)
            && Knowledge::get().particle(surface).is_none()
    };
    first < last && (is_small(first) || is_small(last))
}

/// Whether an organisation's mention is a letter and a number, as roads and rounds have them: `K-7`.
pub(crate) fn is_code(first: usize, last: usize, block: &Block, words: &Words) -> bool {
    last == first + 1
        && matches!(block.tokens[last].gap, Gap::None | Gap::Hyphen)
        && block.tokens[first].initial
        && words.glance(block.words[last]).is_number
}

/// How far an organisation's mention is written as ordinary words are: 0, or 1 if it has an ordinary
/// word in small letters, beside words with capitals or others of its sort, or 2 if one of many is
/// spoken of besides: `an Islamic state` is not the Islamic State. Words that tell little, `group` or
/// `cartel`, are often written so; beside one known word they tell the more. A short word alone counts as 2.
pub(crate) fn small_degree(
    (first, last): (usize, usize),
    agreement: f64,
    sentence_is_small: impl Fn() -> bool,
    block: &Block,
    words: &Words,
) -> f64 {
    if first == last && is_short_word(first, block, words) {
        return if sentence_is_small() { 0.0 } else { 2.0 };
    }
    let tokens = || (first..=last).map(|at| (at, &block.tokens[at]));
    let mut named = tokens().filter(|(_, token)| token.end - token.start > 1);
    let has_name = named.any(|(_, token)| token.case.is_name_like());
    let mut small = tokens()
        // Behind a line's end a word goes on in small letters.
        .filter(|(_, token)| token.gap != Gap::HyphenLine)
        .filter(|(_, token)| token.case == Case::Lower && token.end - token.start > 3)
        .filter_map(|(at, _)| words.latin(block.words[at]));
    if !has_name {
        let all = small.next().is_some_and(is_small_elsewhere) && small.all(is_small_elsewhere);
        return f64::from(u8::from(all && !sentence_is_small()));
    }
    let is_small = small.any(|word| {
        let class = Knowledge::get().org_word(word).map(|known| known.class);
        rarity::is_ordinary(word)
            && (class != Some(OrgWordClass::Generic) || agreement <= ONE_WORD_BITS)
    });
    let is_one_of_many =
        || block.tokens[last].case == Case::Lower && has_article(first, block, words);
    match is_small {
        false => 0.0,
        true if is_one_of_many() => 2.0,
        true => 1.0,
    }
}

/// Whether a word is short, and written in small letters, in those of Japanese that no foreign name is written
/// in, or in two that say no vowel: rather a word of the language than an acronym. Which are words, only English
/// is known of.
fn is_short_word(at: usize, block: &Block, words: &Words) -> bool {
    const SHORT: usize = 4;
    const SHORTEST: usize = 2;
    let surface = words.surface(block.words[at]);
    let count = surface.chars().count();
    let all = |is_one: fn(char) -> bool| surface.chars().all(is_one);
    count <= SHORT
        && (block.tokens[at].case == Case::Lower || all(|c| matches!(c, '\u{3041}'..='\u{3096}')))
        || count <= SHORTEST && all(|c| matches!(c, '\u{5D0}'..='\u{5EA}' | '\u{620}'..='\u{6FF}'))
}

/// Whether general text knows a word that is mostly written in small letters.
fn is_small_elsewhere(word: &str) -> bool {
    const KNOWN: u32 = 5;
    let count = rarity::in_text(word);
    rarity::is_ordinary(word) || count.lower >= KNOWN && count.lower / 2 > count.capital
}

/// Whether a mention speaks of one of many things.
pub(crate) fn is_one_of_many(features: &Features) -> bool {
    features.get(Evidence::HalfSmall) > 1.0
}

/// Whether a mention agrees in words that many names have and has distinctive ones of its own.
pub(crate) fn is_named_otherwise(features: &Features) -> bool {
    let of_name = |feature| features.of_name(feature);
    of_name(Feature::Parts) <= 0.0
        && (of_name(Feature::Unlike) > 0.0 || of_name(Feature::MissingQuery) > 0.0)
}

/// Whether `a` or `an` stands before a token, with an adjective between them or not.
fn has_article(at: usize, block: &Block, words: &Words) -> bool {
    const BETWEEN: usize = 1;
    for before in (at.saturating_sub(BETWEEN + 1)..at).rev() {
        if block.starts_sentence[before + 1] || block.tokens[before + 1].gap != Gap::Space {
            return false;
        }
        if matches!(words.surface(block.words[before]), "a" | "an" | "A" | "An") {
            return true;
        }
        if block.tokens[before].case != Case::Lower {
            return false;
        }
    }
    false
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::matching::NameFeatures;
    use crate::name::Manner;
    use crate::screening::told::with_reason;
    use crate::{EntityKind, NameKind};

    #[test]
    fn who_has_distinctive_words_of_his_own_is_named_otherwise() {
        let is_named_otherwise = |numbers: &[(Feature, f32)]| {
            let mut names: NameFeatures = std::array::from_fn(|_| 0.0);
            for &(feature, value) in numbers {
                names[feature as usize] = value;
            }
            let name = (|| "TAVRIK TRADING", NameKind::Alias);
            super::is_named_otherwise(&Features::of_names(Manner::Organization, &names, name))
        };
        let common = (Feature::SideAgreement, 8.0);
        assert!(is_named_otherwise(&[common, (Feature::Unlike, 12.0)]));
        assert!(is_named_otherwise(&[common, (Feature::MissingQuery, 0.4)]));
        assert!(!is_named_otherwise(&[common]));
        let one = (Feature::Parts, 1.0);
        assert!(!is_named_otherwise(&[one, (Feature::Unlike, 12.0)]));
    }

    #[test]
    fn a_letter_may_be_a_word_of_the_sentence() {
        let found = with_reason(
            ("VARNAKOV, Andrey Ivan", EntityKind::Person),
            "a letter or small word",
            &[
                "He saw A Varnakov plant.",
                "The Varnakovs I met are well.",
                "He saw A. Varnakov there.",
                "He saw I. Varnakov there.",
            ],
        );
        assert_eq!(
            found,
            ["He saw A Varnakov plant.", "The Varnakovs I met are well."]
        );
    }

    #[test]
    fn what_has_small_letters_and_an_article_is_one_of_many() {
        let name = ("ARABIAN HARVEST", EntityKind::Organization);
        let texts = [
            "They dream of an Arabian harvest.",
            "They dream of a rich Arabian harvest.",
            "They dream of the Arabian harvest.",
            "They dream of the Arabian Harvest.",
        ];
        assert_eq!(with_reason(name, "one of many", &texts), texts[..2]);
        assert_eq!(with_reason(name, "a word of it", &texts), texts[2..3]);
    }

    #[test]
    fn common_words_and_small_ones_make_a_description() {
        let found = with_reason(
            ("MINISTRY OF SECURITY", EntityKind::Organization),
            "common words and small ones",
            &["He saw the Ministry of Security."],
        );
        assert_eq!(found.len(), 1);
        let found = with_reason(
            ("MINISTRY OF VARNAK", EntityKind::Organization),
            "common words and small ones",
            &["He saw the Ministry of Varnak."],
        );
        assert!(found.is_empty());
    }

    #[test]
    fn a_letter_and_a_number_are_an_acronym() {
        let name = ("K-7", EntityKind::Organization);
        let found = with_reason(name, "a short acronym", &["He saw K-7 there."]);
        assert_eq!(found.len(), 1);
        let name = ("TAVRIK 7", EntityKind::Organization);
        assert!(with_reason(name, "a short acronym", &["He saw Tavrik 7 there."]).is_empty());
    }

    #[test]
    fn a_small_word_at_the_end_is_one_of_the_sentence() {
        let name = ("TAVRIK IS", EntityKind::Organization);
        let texts = ["Tavrik is far away.", "Tavrik IS far away."];
        let reason = "a letter or small word";
        assert_eq!(with_reason(name, reason, &texts), texts[..1]);
    }

    #[test]
    fn ordinary_words_without_a_capital_are_no_name() {
        let name = ("ARABIAN HARVEST", EntityKind::Organization);
        let words = ("TRANSATLANTIC GATHERINGS", EntityKind::Organization);
        let small = "They hoped that Tavrik Kashkul would see transatlantic gatherings again.";
        let reason = "a word of it is written in small";
        assert_eq!(with_reason(words, reason, &[small]), [small]);
        let all_small = "they hoped that everybody would see transatlantic gatherings again.";
        assert!(with_reason(words, reason, &[all_small]).is_empty());
        let identical = "the names are the same";
        let texts = [
            "They dream of the Arabian harvest.",
            "They dream of Arabian Harvest.",
        ];
        assert_eq!(with_reason(name, identical, &texts), texts[1..]);
    }
}
