//! What of a listed organisation's name stands for all of it.
//!
//! Lists write two names as one: `Tavrik Trading Bank (TTB)` is called `Tavrik Trading Bank`, and `State Institution
//! of Crimea “Museum of Tavrik”` is the `Museum of Tavrik`.

use super::{Word, is_number, rarity};
use crate::knowledge::{Knowledge, LegalFamily, OrgWordClass};
use crate::text::tokenize;

/// A part of a name by which the party is called as well.
#[derive(Debug, PartialEq, Eq)]
pub(crate) struct Reading<'t> {
    pub(crate) text: &'t str,
    pub(crate) sort: ReadingSort,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum ReadingSort {
    /// It is what the listed name says, without an aside.
    Name,
    /// It is another name, in the aside.
    Aside,
    /// It is an acronym, in the aside.
    Acronym,
}

/// Acronyms of fewer letters stand for too much.
const SHORTEST_ACRONYM: usize = 4;
const LONGEST_ACRONYM: usize = 8;
/// So often met in small letters in general text, it is a word.
const IN_USE: u32 = 5;

/// The parts of a name by which the party is called as well.
pub(crate) fn readings(text: &str) -> Vec<Reading<'_>> {
    let mut readings = Vec::new();
    in_brackets(text, &mut readings);
    in_quotes(text, &mut readings);
    readings
}

/// What stands before an aside that ends the name, and what the aside says.
fn in_brackets<'t>(text: &'t str, readings: &mut Vec<Reading<'t>>) {
    let Some((before, rest)) = text.split_once(['(', '（']) else {
        return;
    };
    let Some((inside, after)) = rest.split_once([')', '）']) else {
        return;
    };
    let (before, inside) = (before.trim(), inside.trim());
    let (names, asides) = (words_of(before), words_of(inside));
    // `Tavrik Bank (Norway)` is another bank than `Tavrik Bank`.
    if !words_of(after).is_empty() || names.is_empty() || !has_own_word(&asides) {
        return;
    }
    let mut push = |text, sort| readings.push(Reading { text, sort });
    if is_acronym(inside) {
        if asides.len() == 1 && may_stand_alone(inside) {
            push(inside, ReadingSort::Acronym);
        }
    } else if asides.len() > 1 && is_name(inside, &asides) {
        push(inside, ReadingSort::Aside);
    } else {
        return;
    }
    match names.as_slice() {
        [_] if !is_acronym(before) => push(before, ReadingSort::Name),
        [_] if may_stand_alone(before) => push(before, ReadingSort::Acronym),
        [_] => {}
        _ => push(before, ReadingSort::Name),
    }
}

/// Whether some word is neither a place, a legal form, a number, nor one that any body may have in its name.
fn has_own_word(words: &[Word]) -> bool {
    let knowledge = Knowledge::get();
    let latin: Vec<&str> = words.iter().map(Word::latin).collect();
    let mut at = 0;
    while at < latin.len() {
        let place = knowledge.place_at(&latin[at..]).map(|(_, length)| length);
        let form = knowledge.legal_form_at(&latin[at..]);
        let form = form.map(|(_, length)| length);
        match place.into_iter().chain(form).max() {
            Some(length) => at += length.max(1),
            None if is_number(latin[at]) || is_of_any_body(&words[at]) => at += 1,
            None => return true,
        }
    }
    false
}

/// Whether an aside is written as a name, and is no remark: `(a branch of Tavrik)`, `(formerly Tavrik Bank)`.
fn is_name(aside: &str, words: &[Word]) -> bool {
    const REMARKS: [&str; 17] = [
        "aka",
        "also",
        "branch",
        "division",
        "ex",
        "fka",
        "former",
        "formerly",
        "imo",
        "located",
        "location",
        "nee",
        "nka",
        "office",
        "part",
        "see",
        "subsidiary",
    ];
    let is_remark = |word: &Word| REMARKS.binary_search(&word.latin()).is_ok();
    !aside.starts_with(char::is_lowercase) && !words.iter().any(is_remark)
}

/// What stands in quotation marks, where the rest says what sort of body it is and where.
fn in_quotes<'t>(text: &'t str, readings: &mut Vec<Reading<'t>>) {
    let Some((before, rest)) = text.split_once(['“', '«', '„', '"']) else {
        return;
    };
    let Some((inside, after)) = rest.split_once(['”', '»', '“', '"']) else {
        return;
    };
    let outside = [words_of(before), words_of(after)].concat();
    let is_legal = |word: &Word| Knowledge::get().legal_form_at(&[word.latin()]).is_some();
    // Nothing but a legal form is told by its kin.
    if outside.iter().all(is_legal) || !outside.iter().all(is_of_any_body) {
        return;
    }
    let words = words_of(inside);
    if words.len() > 1 && !words.iter().all(is_of_any_body) {
        readings.push(Reading {
            text: inside.trim(),
            sort: ReadingSort::Name,
        });
    }
}

/// Whether a word says what sort of body something is, or where it is, and not that it is a part of another.
fn is_of_any_body(word: &Word) -> bool {
    let (knowledge, latin) = (Knowledge::get(), word.latin());
    let form = knowledge.legal_form_at(&[latin]);
    let is_branch = form.is_some_and(|(form, _)| form.family == LegalFamily::Branch);
    let is_body = knowledge
        .org_word(latin)
        .is_some_and(|known| known.class != OrgWordClass::Troops);
    if is_branch {
        return false;
    }
    is_body
        || form.is_some()
        || knowledge.function_word(latin).is_some()
        || knowledge.place_at(&[latin]).is_some()
        || knowledge.title(latin).is_some()
        || rarity::is_ordinary(latin)
}

/// Whether a text is written as letters that stand for words: `TTB`, `MZiK`, `TTB-WA`.
fn is_acronym(text: &str) -> bool {
    if text.contains(' ') {
        return false;
    }
    let letters = text.chars().filter(|c| c.is_alphabetic());
    let capitals = letters.clone().filter(|c| c.is_uppercase()).count();
    let letters = letters.count();
    (2..=LONGEST_ACRONYM).contains(&letters) && 2 * capitals > letters
}

/// Whether an acronym is no word of the language and not too short.
fn may_stand_alone(acronym: &str) -> bool {
    let letters = acronym.chars().filter(|c| c.is_alphabetic()).count();
    letters >= SHORTEST_ACRONYM && rarity::in_text(&acronym.to_lowercase()).lower < IN_USE
}

fn words_of(text: &str) -> Vec<Word> {
    let mut tokens = Vec::new();
    tokenize(text, &mut tokens);
    let words = tokens.iter().map(|token| Word::new(token.surface(text)));
    words.collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn told(text: &str) -> Vec<(&str, ReadingSort)> {
        let all = readings(text).into_iter();
        all.map(|reading| (reading.text, reading.sort)).collect()
    }

    #[test]
    fn an_aside_is_another_name_and_the_rest_is_the_name() {
        use ReadingSort::{Acronym, Aside, Name};
        assert_eq!(
            told("Tavrik Trading Bank (TTBK)"),
            [("TTBK", Acronym), ("Tavrik Trading Bank", Name)]
        );
        assert_eq!(
            told("Tavrik Trading Bank (TTB)"),
            [("Tavrik Trading Bank", Name)]
        );
        assert_eq!(
            told("Tavrik Trading Bank (TTB-WA)"),
            [("Tavrik Trading Bank", Name)]
        );
        assert_eq!(
            told("Novy Tavrik Bank (New Bank of Tavrik)"),
            [("New Bank of Tavrik", Aside), ("Novy Tavrik Bank", Name)]
        );
        assert_eq!(told("TVK (TAVRIK BROTHERS)"), [("TAVRIK BROTHERS", Aside)]);
    }

    #[test]
    fn what_tells_one_body_from_another_is_no_aside() {
        for text in [
            "Tavrik Bank (Norway)",
            "Tavrik Bank (JSC)",
            "Tavrik Bank (Norway) Limited",
            "Tavrik (Power) Services",
            "Tavrik Group (2)",
            "Tavrik SAL (Off Shore)",
            "Tavrik Foundation (Union of the Comoros)",
            "Tavrik Bank (Hong Kong)",
            "Tavrik Bank (Closed Joint Stock Company)",
            "Tavrik Institute (a subordinate institute of Kandros)",
            "Tavrik Bank (The Netherlands branch)",
            "Ocean Star (ex Tavrik Pearl)",
            "Tavrik (IMO 9123456)",
            "Ilya Tavrik (Deputy Minister of Defence)",
            "Tavrik Bank",
            "Tavrik Bank (",
        ] {
            assert!(told(text).is_empty(), "{text}");
        }
    }

    #[test]
    fn quotation_marks_hold_the_name_of_some_body() {
        use ReadingSort::Name;
        let name = "The Central Museum of Tavrik";
        let text = format!("State Institution of the Republic of Crimea “{name}”");
        assert_eq!(told(&text), [(name, Name)]);
        for text in [
            "LLC “Tavrik Trading”",
            "Branch of the Company “Tavrik Trading”",
            "Kandros Foundation “Tavrik Trading”",
            "State Institution “Tavrik”",
            "State Institution “National Bank”",
        ] {
            assert!(told(text).is_empty(), "{text}");
        }
    }
}
