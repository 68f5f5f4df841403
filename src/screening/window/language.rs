//! Whether a stretch reads as words of its language, rather than as a name.

use super::small_words::is_small;
use crate::screening::reading::block::Block;
use crate::screening::reading::meanings::Meanings;
use crate::screening::reading::words::Words;
use crate::script::{Script, has_arabic_article, is_ordinary_word, script_of};
use crate::text::Gap;

/// Particles and forms of address that Korean writes in one with the name before them.
const BEHIND_NAME: &str = "이가은는을를의에와과도로만씨측님군양및등";

/// Forms of address among them.
const ADDRESSES: &str = "씨님군양";

/// Letters of Persian and Urdu that Arabic does not have, or writes otherwise.
const NOT_ARABIC: &str = "پچژگکیہےٹڈڑں";

/// Whether a stretch has ordinary words in it. Of Arabic, Hebrew and Hindi, all must be: words of them are parts of
/// names as well, but for small ones of Arabic at either end.
pub(super) fn is_of_the_language(
    (first, last): (usize, usize),
    block: &Block,
    words: &Words,
) -> bool {
    let surface = |at: usize| words.surface(block.words[at]);
    let is_in = |at: usize, script: Script| surface(at).starts_with(|c| script_of(c) == script);
    if (first..=last).any(|at| is_in(at, Script::Arabic)) {
        let is_ordinary = |at: usize| is_in(at, Script::Arabic) && is_ordinary_word(surface(at));
        // `شركة تابعة` is any company that belongs to another; `شركة التابعة` might be called so.
        let is_described = |at: usize| is_ordinary(at) && !has_arabic_article(surface(at));
        let is_called = |at: usize| {
            let word = words.entry(block.words[at]);
            word.meanings != Meanings::NONE || word.legal_form
        };
        // Persian and Urdu have no article.
        let is_arabic = !(first..=last).any(|at| surface(at).contains(|c| NOT_ARABIC.contains(c)));
        let is_description = is_arabic
            && (first..=last).all(|at| is_called(at) || is_described(at))
            && (first..=last).any(|at| !is_called(at));
        return is_small(surface(first))
            || is_small(surface(last))
            || (first..=last).all(is_ordinary)
            || is_description;
    }
    let is_whole_in = |script: Script| (first..=last).all(|at| is_in(at, script));
    if [Script::Hebrew, Script::Devanagari]
        .into_iter()
        .any(is_whole_in)
    {
        return is_small(surface(first))
            || is_small(surface(last))
            || (first..=last).all(|at| is_ordinary_word(surface(at)));
    }
    // What stands behind a name of Korean may make another word of it than the name alone is; and a form of
    // address makes a name of any.
    let is_addressed = || {
        let next = block.tokens.get(last + 1);
        next.is_some_and(|next| next.gap == Gap::None) && ADDRESSES.contains(surface(last + 1))
    };
    let is_one = (first + 1..=last).all(|at| block.tokens[at].gap == Gap::None);
    let is_word = || {
        let word: String = (first..=last).map(surface).collect();
        is_ordinary_word(&word)
    };
    (first..=last).any(|at| block.is_plain(at))
        || !block.stands_alone
            && block.tokens[first].is_syllable
            && is_one
            && is_in(first, Script::Hangul)
            && is_word()
            && !is_addressed()
}

/// Whether a token in writing without capitals is a word that organisations or places are called by.
pub(super) fn is_of_organizations(at: usize, block: &Block, words: &Words) -> bool {
    let word = words.entry(block.words[at]);
    !block.tokens[at].case.has_capitals()
        && (word.meanings != Meanings::NONE || word.legal_form || word.country.is_some())
}

/// Whether a stretch does not begin halfway in a Korean word, which has blanks around it, nor end so, as a name
/// of two syllables at the beginning of one of three would.
pub(super) fn is_whole_in_hangul(
    (first, last): (usize, usize),
    block: &Block,
    words: &Words,
) -> bool {
    let surface = |at: usize| words.surface(block.words[at]);
    let is_hangul = |at: usize| surface(at).chars().all(|c| script_of(c) == Script::Hangul);
    if !block.tokens[first].is_syllable || !is_hangul(first) {
        return true;
    }
    let goes_on = |at: usize| {
        let token = block.tokens.get(at);
        token.is_some_and(|next| next.gap == Gap::None && next.is_syllable)
            && is_hangul(at)
            && !BEHIND_NAME.contains(surface(at))
    };
    let begins = first == 0 || block.tokens[first].gap != Gap::None || !is_hangul(first - 1);
    let ends = last > first + 1 || !goes_on(last + 1);
    begins && ends
}

#[cfg(test)]
mod tests {
    use crate::EntityKind;
    use crate::screening::told::with_reason;

    /// The texts in which a name is found.
    fn found<'t>(name: &'static str, kind: EntityKind, texts: &[&'t str]) -> Vec<&'t str> {
        with_reason((name, kind), "base rate", texts)
    }

    #[test]
    fn a_company_is_described_but_not_called_by_a_word_without_its_article() {
        let texts = ["وقعت شركة التابعة عقدا.", "وقعت شركة تابعة عقدا."];
        assert_eq!(
            found("TABEA COMPANY", EntityKind::Organization, &texts),
            texts[..1]
        );
    }

    #[test]
    fn two_syllables_are_not_the_beginning_of_a_name_of_three() {
        let texts = ["어제 김철수 씨가 왔다.", "어제 김철이 왔다."];
        let name = ("KIM, Chol", EntityKind::Person);
        assert_eq!(with_reason(name, "agrees on", &texts), texts[1..]);
    }

    #[test]
    fn ordinary_words_are_no_names() {
        let texts = ["조철은 말했다.", "조절은 끝났다."];
        assert_eq!(found("JO, Chol", EntityKind::Person, &texts), texts[..1]);
        let texts = ["チェッカの社長", "チェックの社長"];
        assert_eq!(
            found("CHEKKA", EntityKind::Organization, &texts),
            texts[..1]
        );
        let texts = ["נמצאו שם דולריס", "נמצאו שם דולרים"];
        let found_there = found("DOLARIS", EntityKind::Organization, &texts);
        assert_eq!(found_there, texts[..1]);
        let texts = ["اجتمع يسمح الأمر هناك", "اجتمع عاصم عمر هناك"];
        assert_eq!(found("UMAR, Asim", EntityKind::Person, &texts), texts[1..]);
    }
}
