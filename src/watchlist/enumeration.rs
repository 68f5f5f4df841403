//! Several values in one field: `a) x b) y`, `(1) x (2) y`, `1) x 2) y`.

use super::text::tidy;

/// Splits a field at the marks of an enumeration; a field without them is one value. What stands
/// before the first mark belongs to each value: `Passports (1) A1 (2) B2`.
pub(crate) fn enumerated(text: &str) -> Vec<String> {
    let marks = marks(text);
    let heading = tidy(&text[..marks.first().map_or(text.len(), |mark| mark.start)]);
    let is_one = match marks[..] {
        [] => true,
        [_] => !heading.is_empty(),
        _ => false,
    };
    if is_one {
        return Some(tidy(text))
            .filter(|text| !text.is_empty())
            .into_iter()
            .collect();
    }
    let ends = marks[1..].iter().map(|mark| mark.start).chain([text.len()]);
    marks
        .iter()
        .zip(ends)
        .map(|(mark, end)| tidy(text[mark.end..end].trim().trim_matches([';', ',', '-'])))
        // `(1)-(2) Tunis`, `(1) to (5) Algeria`: the value stands behind the last mark.
        .filter(|value| !matches!(value.as_str(), "" | "to" | "and" | "&"))
        .map(|value| {
            if heading.is_empty() {
                value
            } else {
                format!("{heading} {value}")
            }
        })
        .collect()
}

struct Mark {
    start: usize,
    end: usize,
}

/// The marks in their order: `a)`, `b)` and so on, or `1)`, `2)`, each with or without an opening
/// parenthesis; `(1)-(3)` counts as three. Anything else in parentheses is no mark.
fn marks(text: &str) -> Vec<Mark> {
    let mut marks: Vec<Mark> = Vec::new();
    let mut of_letters = false;
    let mut last = 0;
    for (close, _) in text.match_indices(')') {
        let label_start = text[..close]
            .char_indices()
            .rev()
            .take_while(|(_, c)| c.is_ascii_alphanumeric())
            .last()
            .map_or(close, |(at, _)| at);
        let label = &text[label_start..close];
        let has_open = text[..label_start].ends_with('(');
        let start = label_start - usize::from(has_open);
        if text[..start].ends_with(char::is_alphanumeric) {
            continue;
        }
        if marks.is_empty() {
            of_letters = label.eq_ignore_ascii_case("a");
        }
        let Some(number) = number(label, of_letters) else {
            continue;
        };
        let is_range = marks.last().is_some_and(|mark| {
            number > last && matches!(text[mark.end..start].trim(), "-" | "–" | "to")
        });
        if number == last + 1 || is_range {
            marks.push(Mark {
                start,
                end: close + 1,
            });
            last = number;
        }
    }
    marks
}

/// The number that a mark stands for.
fn number(label: &str, of_letters: bool) -> Option<usize> {
    match label.as_bytes() {
        [letter] if of_letters && letter.is_ascii_alphabetic() => {
            Some(usize::from(letter.to_ascii_lowercase() - b'a') + 1)
        }
        [_] | [_, _] if !of_letters => label.parse().ok(),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn values_are_split_at_their_marks() {
        for (text, values) in [
            ("Kabul", &["Kabul"][..]),
            ("1) Saudi Arabia 2) Qatar", &["Saudi Arabia", "Qatar"]),
            ("(1) German (2) Moroccan", &["German", "Moroccan"]),
            (
                "a) Tall'Afar, Iraq;    b) Mosul",
                &["Tall'Afar, Iraq", "Mosul"],
            ),
            ("a)1955 b)1956", &["1955", "1956"]),
            ("a) Baghlan", &["Baghlan"]),
            ("(1)-(3) Tunisia (4) Libya", &["Tunisia", "Libya"]),
            ("Numbers (1) A1 (2) B2", &["Numbers A1", "Numbers B2"]),
            ("Syria (support network)", &["Syria (support network)"]),
            ("Plan (a) of them", &["Plan (a) of them"]),
            ("b) x c) y", &["b) x c) y"]),
            ("  ", &[]),
        ] {
            assert_eq!(enumerated(text), values, "{text}");
        }
    }

    proptest! {
        #[test]
        fn no_letter_of_a_value_is_lost(values in prop::collection::vec("[A-Z][a-zé]{1,6}( \\(x\\))?", 2..9)) {
            let text = values
                .iter()
                .enumerate()
                .map(|(at, value)| format!("({}) {value}", at + 1))
                .collect::<Vec<_>>()
                .join(" ");
            prop_assert_eq!(enumerated(&text), values);
        }

        #[test]
        fn any_text_can_be_split(text in "([a-c1-3()é ;-]){0,20}") {
            enumerated(&text);
        }
    }
}
