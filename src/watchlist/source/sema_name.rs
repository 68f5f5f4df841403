//! The names in the Canadian list's fields that hold several of them.

use super::xml_list::unrated_alias;
use crate::watchlist::text::{is_latin, split_outside_parentheses, tidy};
use crate::watchlist::{Name, NameKind};

/// Words that follow a comma within the name of a company.
const LEGAL_FORMS: [&str; 22] = [
    "ltd", "limited", "llc", "llp", "inc", "co", "corp", "plc", "gmbh", "sa", "s.a", "jsc", "pjsc",
    "ojsc", "cjsc", "ao", "ooo", "ао", "пао", "оао", "зао", "ооо",
];

/// The names of a body or ship: the English and the French one behind a stroke, and what it is
/// also known as.
pub(super) fn entity_names(text: &str) -> Vec<Name> {
    let (text, others) = match text.split_once("(also known as ") {
        Some((name, rest)) => (
            name,
            rest.rsplit_once(')').map_or(rest, |(others, _)| others),
        ),
        None => (text, ""),
    };
    let mut names: Vec<Name> = strokes(text)
        .into_iter()
        .map(|text| Name::new(tidy(text), NameKind::Alias))
        .collect();
    if let Some(first) = names.first_mut() {
        first.kind = NameKind::Primary;
    }
    names.extend(alias_names(others, false));
    names
}

/// The names in the alias field, parted in many ways.
pub(super) fn alias_names(text: &str, is_person: bool) -> Vec<Name> {
    let mut names = Vec::new();
    for piece in split_outside_parentheses(&without_labels(text), ';')
        .into_iter()
        .flat_map(commas)
        .flat_map(strokes)
        .flat_map(|piece| conjunctions(piece, is_person))
    {
        if is_person {
            for piece in scripts(piece) {
                push(&piece, is_person, &mut names);
            }
        } else {
            push(piece, is_person, &mut names);
        }
    }
    names
}

/// Keeps one name, without the signs and words between names that are left at its ends.
fn push(text: &str, is_person: bool, names: &mut Vec<Name>) {
    let tidied = tidy(text);
    let mut text = tidied.trim_end_matches('(');
    let count = |text: &str, c| text.matches(c).count();
    if count(text, '(') > count(text, ')') {
        text = text.trim_start_matches('(');
    } else if count(text, ')') > count(text, '(') {
        text = text.trim_end_matches([' ', ')']);
    }
    text = text.trim_matches([' ', ',']);
    for word in ["or", "and"] {
        text = text
            .strip_prefix(word)
            .filter(|rest| is_end(rest.chars().next()))
            .unwrap_or(text);
        text = text
            .strip_suffix(word)
            .filter(|rest| is_end(rest.chars().last()))
            .unwrap_or(text);
    }
    let text = text.trim();
    let is_name = text.chars().any(char::is_alphabetic) && !is_legal_form(text);
    if is_name {
        names.push(Name::new(text, unrated_alias(text, is_person)));
    }
}

fn is_end(next: Option<char>) -> bool {
    next.is_none_or(char::is_whitespace)
}

fn is_legal_form(text: &str) -> bool {
    let word = text.trim().trim_end_matches('.').to_lowercase();
    LEGAL_FORMS.contains(&word.as_str())
}

/// Puts a semicolon in the place of each label (`Russian:`).
fn without_labels(text: &str) -> String {
    let mut unlabelled = String::new();
    let mut rest = text;
    while let Some((before, after)) = rest.split_once(':') {
        let before = before.trim_end();
        let start = before
            .rfind(|c: char| !c.is_ascii_alphabetic())
            .map_or(0, |at| {
                at + before[at..].chars().next().map_or(0, char::len_utf8)
            });
        let word = &before[start..];
        let is_label = word.starts_with(|c: char| c.is_ascii_uppercase());
        unlabelled.push_str(if is_label { &before[..start] } else { before });
        unlabelled.push(if is_label { ';' } else { ':' });
        rest = after;
    }
    unlabelled.push_str(rest);
    unlabelled
}

/// Splits at commas, save those before a mere legal form.
fn commas(text: &str) -> Vec<&str> {
    let mut pieces: Vec<&str> = Vec::new();
    let mut start = 0;
    let mut end = 0;
    for piece in split_outside_parentheses(text, ',') {
        let piece_start = end;
        end = piece_start + piece.len() + 1;
        match pieces.last_mut() {
            Some(last) if is_legal_form(piece) => *last = &text[start..end - 1],
            _ => {
                start = piece_start;
                pieces.push(piece);
            }
        }
    }
    pieces
}

/// Splits at strokes between names, not at those within one: each side has to have several words.
fn strokes(text: &str) -> Vec<&str> {
    let pieces = split_outside_parentheses(text, '/');
    let are_names = pieces
        .iter()
        .all(|piece| piece.split_whitespace().nth(1).is_some());
    if are_names { pieces } else { vec![text] }
}

/// Splits at `or` and `and` between names: those of a person that have several words, and any where
/// the names are not English.
fn conjunctions(text: &str, is_person: bool) -> Vec<&str> {
    for word in [" or ", " and "] {
        let pieces: Vec<&str> = text.split(word).collect();
        let have_words = || {
            pieces
                .iter()
                .all(|piece| piece.split_whitespace().nth(1).is_some())
        };
        let are_names = is_person && have_words() || pieces.iter().any(|piece| !is_latin(piece));
        if pieces.len() > 1 && are_names {
            return pieces;
        }
    }
    vec![text]
}

/// Splits a name from the same one in another script that follows it without a sign between. A
/// word counts as Latin if it is so in all its letters: some Cyrillic ones begin with a Latin `I`.
fn scripts(text: &str) -> Vec<String> {
    let mut pieces: Vec<(bool, String)> = Vec::new();
    for word in text.split_whitespace() {
        let is_latin = word.chars().all(|c| !c.is_alphabetic() || c < '\u{370}');
        match pieces.last_mut() {
            Some((was_latin, piece)) if *was_latin == is_latin => {
                piece.push(' ');
                piece.push_str(word);
            }
            _ => pieces.push((is_latin, word.to_owned())),
        }
    }
    pieces.into_iter().map(|(_, piece)| piece).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn texts(names: &[Name]) -> Vec<&str> {
        names.iter().map(|name| name.text.as_str()).collect()
    }

    #[test]
    fn aliases_are_parted_in_all_the_ways_of_the_list() {
        for (text, is_person, expected) in [
            (
                "Iван ПЕТРОВ / Iван Петренко; Ivan P. Petrov",
                true,
                &["Iван ПЕТРОВ", "Iван Петренко", "Ivan P. Petrov"][..],
            ),
            (
                "Ali Omar, Aly Omar and Ali Umar Arabic:علي عمر",
                true,
                &["Ali Omar", "Aly Omar", "Ali Umar", "علي عمر"],
            ),
            (
                "Belarusian: Юры Ў, Russian\u{a0}: Юрий Я",
                true,
                &["Юры Ў", "Юрий Я"],
            ),
            ("Ali Omar علي عمر", true, &["Ali Omar", "علي عمر"]),
            ("(Юрий ГОВ / Юрiй ГОВ", true, &["Юрий ГОВ", "Юрiй ГОВ"]),
            (
                "Alpha Co., Ltd., Beta LLC",
                false,
                &["Alpha Co., Ltd.", "Beta LLC"],
            ),
            ("Альфа, АО", false, &["Альфа, АО"]),
            ("Alpha A/S", false, &["Alpha A/S"]),
            (
                "Research and Trading Company",
                false,
                &["Research and Trading Company"],
            ),
            ("Суд Москвы or Горсуд", false, &["Суд Москвы", "Горсуд"]),
            (
                "Iван Сампл or Ivan Sample",
                true,
                &["Iван Сампл", "Ivan Sample"],
            ),
            (
                "and Бюро; Банк) (Russian: Бюро 2; ОАО",
                false,
                &["Бюро", "Банк", "Бюро 2"],
            ),
            ("Ivan or Иван Сампл", true, &["Ivan", "Иван Сампл"]),
            ("Oriana Sand", true, &["Oriana Sand"]),
            ("", true, &[]),
            ("; ,", true, &[]),
        ] {
            assert_eq!(texts(&alias_names(text, is_person)), expected, "{text}");
        }
    }

    #[test]
    fn a_body_has_its_french_name_and_those_it_is_known_by() {
        for (text, expected) in [
            (
                "Hara Institute/Institut Hara",
                &["Hara Institute", "Institut Hara"][..],
            ),
            (
                "Agat JSC (also known as Joint Stock Company Agat, Agat Plant)",
                &["Agat JSC", "Joint Stock Company Agat", "Agat Plant"],
            ),
            ("Steel Mills (Bi/Pyi)", &["Steel Mills (Bi/Pyi)"]),
            ("Institute (NIIP)", &["Institute (NIIP)"]),
        ] {
            let names = entity_names(text);
            assert_eq!(texts(&names), expected, "{text}");
            assert_eq!(names[0].kind, NameKind::Primary);
        }
    }
}
