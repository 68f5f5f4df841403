//! Listed names with a contradiction made into them, and the like without one: no data say
//! otherwise how much a number, an initial or a father weighs.

use crate::{EntityKind, NameKind, Watchlist};

/// So many names of a sort are made.
const EACH: usize = 600;

/// What is made of a name, and whether it is still the party's.
type Sort = fn(&str, EntityKind) -> Vec<(String, bool)>;

/// A listed name, and another that is or is not its party's.
pub(super) struct Contradiction {
    pub(super) entity: String,
    pub(super) kind: EntityKind,
    pub(super) listed: String,
    pub(super) name: String,
    pub(super) right: bool,
    /// What it weighs, where labelled rows weigh 1 each.
    pub(super) weight: f64,
}

impl Contradiction {
    /// The name in a sentence.
    pub(super) fn sentence(&self) -> String {
        let name = &self.name;
        if self.kind == EntityKind::Person {
            format!("The court in the capital heard {name} on Monday.")
        } else {
            format!("Inspectors of the port looked at the vessel {name} on Monday.")
        }
    }
}

/// Another name with the same words, for each listed name that lends itself to it.
pub(super) fn contradictions(watchlist: &Watchlist) -> Vec<Contradiction> {
    // A number makes another party of a ship or a fund; initials and fathers are often written
    // wrongly, and what is made shall not outweigh what is found.
    made_by(
        watchlist,
        &[(numbers, 300.0), (initials, 40.0), (fathers, 60.0)],
    )
}

/// The same of companies with another legal form. It makes another company where two names stand
/// side by side; who asks or writes of one often has its form wrong.
pub(super) fn contradicted_forms(watchlist: &Watchlist) -> Vec<Contradiction> {
    made_by(watchlist, &[(legal_forms, 120.0)])
}

fn made_by(watchlist: &Watchlist, sorts: &[(Sort, f64)]) -> Vec<Contradiction> {
    let mut made = Vec::new();
    for &(sort, weight) in sorts {
        let before = made.len();
        for entity in watchlist.entities() {
            let names = entity.names.iter();
            let strong = |kind| matches!(kind, NameKind::Primary | NameKind::Alias);
            for listed in names.filter(|name| strong(name.kind) && name.text.is_ascii()) {
                let listed = &listed.text;
                let others = sort(&natural(listed, entity.kind), entity.kind);
                made.extend(others.into_iter().map(|(name, right)| Contradiction {
                    entity: entity.id.clone(),
                    kind: entity.kind,
                    listed: listed.clone(),
                    name,
                    right,
                    weight,
                }));
            }
            if made.len() - before >= EACH {
                break;
            }
        }
        let count = (made.len() - before) as f64;
        for one in &mut made[before..] {
            one.weight /= count;
        }
    }
    made
}

fn natural(name: &str, kind: EntityKind) -> String {
    match name.split_once(", ") {
        Some((last, first)) if kind == EntityKind::Person => format!("{first} {last}"),
        _ => name.to_owned(),
    }
}

/// A name that ends in a number: as it is, and with another number.
fn numbers(name: &str, kind: EntityKind) -> Vec<(String, bool)> {
    let stem = name.trim_end_matches(|c: char| c.is_ascii_digit());
    let number = name[stem.len()..].parse::<u32>();
    match number {
        Ok(number) if kind != EntityKind::Person && stem.len() >= 4 && number <= 1_000 => vec![
            (name.to_owned(), true),
            (format!("{stem}{}", number + 1), false),
        ],
        _ => Vec::new(),
    }
}

/// A middle name cut to its initial, and to another one.
fn initials(name: &str, kind: EntityKind) -> Vec<(String, bool)> {
    let words: Vec<&str> = name.split(' ').collect();
    let [first, middle, last] = words[..] else {
        return Vec::new();
    };
    let plain = words
        .iter()
        .all(|word| word.len() > 3 && !word.contains('-'));
    if kind != EntityKind::Person || !plain {
        return Vec::new();
    }
    let initial = char::from(middle.as_bytes()[0].to_ascii_uppercase());
    let Some(other) = ('A'..='Z').cycle().skip_while(|&c| c != initial).nth(7) else {
        return Vec::new();
    };
    vec![
        (format!("{first} {initial}. {last}"), true),
        (format!("{first} {other}. {last}"), false),
    ]
}

/// A company limited by its quotas, and one with shares.
const FORMS: [&[&str]; 2] = [
    &["LLC", "L.L.C.", "LTD", "LTD.", "LIMITED", "GMBH", "OOO"],
    &["JSC", "OJSC", "PJSC", "CJSC", "OAO", "AG", "PLC"],
];

/// A company's name that ends in its legal form: as it is, and with the other form.
fn legal_forms(name: &str, kind: EntityKind) -> Vec<(String, bool)> {
    let Some((stem, form)) = name.rsplit_once(' ') else {
        return Vec::new();
    };
    let is_form = |forms: &&[&str]| forms.iter().any(|known| known.eq_ignore_ascii_case(form));
    match FORMS.iter().position(is_form) {
        Some(at) if kind == EntityKind::Organization => vec![
            (name.to_owned(), true),
            (format!("{stem} {}", FORMS[1 - at][0]), false),
        ],
        _ => Vec::new(),
    }
}

/// Son and father in each other's place.
fn fathers(name: &str, kind: EntityKind) -> Vec<(String, bool)> {
    let words: Vec<&str> = name.split(' ').collect();
    let filial = |word: &str| {
        matches!(
            word,
            "bin" | "ben" | "ibn" | "BIN" | "BEN" | "IBN" | "Bin" | "Ben"
        )
    };
    let Some(at) = (1..words.len().saturating_sub(1)).find(|&at| filial(words[at])) else {
        return Vec::new();
    };
    if kind != EntityKind::Person || at != 1 || words[0].eq_ignore_ascii_case(words[2]) {
        return Vec::new();
    }
    let mut swapped = words.clone();
    swapped.swap(0, 2);
    vec![(name.to_owned(), true), (swapped.join(" "), false)]
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_company_with_another_form_is_another_company() {
        let made = legal_forms("Orient Shipping Ltd.", EntityKind::Organization);
        let expected = [
            ("Orient Shipping Ltd.".to_owned(), true),
            ("Orient Shipping JSC".to_owned(), false),
        ];
        assert_eq!(made, expected);
        assert!(legal_forms("Orient Shipping", EntityKind::Organization).is_empty());
        assert!(legal_forms("Kim AG", EntityKind::Person).is_empty());
    }
}
