//! The names in the UN list's fields that hold several of them.

use crate::watchlist::text::{is_latin, split_outside_parentheses, tidy};
use crate::watchlist::{Name, NameKind};

/// Several forms of a name in its own script, in one field.
pub(super) fn original_names(text: &str) -> impl Iterator<Item = Name> {
    text.split([';', '؛', ',', '،'])
        .map(tidy)
        .filter(|form| !form.is_empty())
        .map(|form| Name::new(form, NameKind::OriginalScript))
}

/// The names in one alias field: several behind semicolons or `b)`, each with other spellings, the
/// original script or a note in parentheses behind it.
pub(super) fn alias_names(text: &str, kind: NameKind, names: &mut Vec<Name>) {
    let enumerated = text.replace(" b) ", "; ").replace(" c) ", "; ");
    for piece in split_outside_parentheses(&enumerated, ';') {
        let (name, note) = split_note(piece);
        // The label itself is Latin, whatever script follows it.
        let note = note.map(|note| note.trim().trim_start_matches("original script:"));
        let former = note.is_some_and(|note| note.contains("listed as"));
        let kind = if former { NameKind::FormerName } else { kind };
        match note {
            Some(note) if is_remark(note) => {
                push_alias(name, kind, names);
                // `(previously listed as, in Arabic: ...)`
                if let Some((_, other)) = note.split_once(':').filter(|_| former) {
                    push_alias(other, kind, names);
                }
            }
            Some(note) if is_latin(name) != is_latin(note) || note.contains(';') => {
                push_alias(name, kind, names);
                for other in note.split(';') {
                    push_alias(&other.replace("(original script)", ""), kind, names);
                }
            }
            _ => push_alias(piece, kind, names),
        }
    }
}

/// What stands in parentheses at the very end, and what stands before it.
fn split_note(text: &str) -> (&str, Option<&str>) {
    let end = text.trim_end_matches([' ', ',', '.']);
    let Some(inside) = end.strip_suffix(')') else {
        return (text, None);
    };
    let mut depth = 1;
    for (at, c) in inside.char_indices().rev() {
        match c {
            ')' => depth += 1,
            '(' => depth -= 1,
            _ => {}
        }
        if depth == 0 {
            let name = inside[..at].trim();
            return if name.is_empty() {
                (text, None)
            } else {
                (name, Some(&inside[at + 1..]))
            };
        }
    }
    (text, None)
}

/// Keeps one alias; in another script than Latin it is an original name.
fn push_alias(text: &str, kind: NameKind, names: &mut Vec<Name>) {
    let text = text
        .find(" born ")
        .filter(|&at| text[at..].bytes().any(|byte| byte.is_ascii_digit()))
        .map_or(text, |at| &text[..at]);
    let text = tidy(text.trim_matches(|c: char| c.is_whitespace() || matches!(c, ',' | ';')));
    if is_placeholder(&text) {
        return;
    }
    let kind = if is_latin(&text) {
        kind
    } else {
        NameKind::OriginalScript
    };
    names.push(Name::new(text, kind));
}

/// Whether what stands in parentheses speaks about the name instead of being one.
fn is_remark(note: &str) -> bool {
    let note = note.to_lowercase();
    [
        "listed as",
        "birth name",
        "combat name",
        "identity",
        "passport",
    ]
    .iter()
    .any(|word| note.contains(word))
}

/// Whether a text stands for nothing.
pub(super) fn is_placeholder(text: &str) -> bool {
    matches!(
        text.to_ascii_lowercase().as_str(),
        "" | "na" | "n/a" | "-" | "none" | "unknown"
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    fn names(text: &str) -> Vec<(String, NameKind)> {
        let mut names = Vec::new();
        alias_names(text, NameKind::Alias, &mut names);
        names
            .into_iter()
            .map(|name| (name.text, name.kind))
            .collect()
    }

    #[test]
    fn names_in_one_alias_field_are_parted() {
        use NameKind::{Alias, FormerName, OriginalScript};
        for (text, expected) in [
            (
                "A B; C D b) E F",
                vec![("A B", Alias), ("C D", Alias), ("E F", Alias)],
            ),
            ("Jin (金铁)", vec![("Jin", Alias), ("金铁", OriginalScript)]),
            (
                "Amir (original script: Амир)",
                vec![("Amir", Alias), ("Амир", OriginalScript)],
            ),
            (
                "حسن (Hassan; Hasan)",
                vec![("حسن", OriginalScript), ("Hassan", Alias), ("Hasan", Alias)],
            ),
            ("Ezat (previously listed as)", vec![("Ezat", FormerName)]),
            (
                "Merai (Previously listed as, in Arabic: مرعي)",
                vec![("Merai", FormerName), ("مرعي", OriginalScript)],
            ),
            ("El Para (COMBAT NAME)", vec![("El Para", Alias)]),
            (
                "Resistance Movement (LRM)",
                vec![("Resistance Movement (LRM)", Alias)],
            ),
            (
                "Tahrir (HTS) (تحرير (original script); Tahreer)",
                vec![
                    ("Tahrir (HTS)", Alias),
                    ("تحرير", OriginalScript),
                    ("Tahreer", Alias),
                ],
            ),
            ("(Sheikh) Musa", vec![("(Sheikh) Musa", Alias)]),
            (
                "Safia Hadad, born 1 Jan. 1953",
                vec![("Safia Hadad", Alias)],
            ),
            ("Max Born", vec![("Max Born", Alias)]),
        ] {
            let expected: Vec<_> = expected
                .into_iter()
                .map(|(name, kind)| (name.to_owned(), kind))
                .collect();
            assert_eq!(names(text), expected, "{text}");
        }
    }
}
