//! The reasons, in words that an analyst uses.

use namewatch::{EntityKind, Model};

/// The reasons of a comparison, without the base rate.
fn reasons(one: &str, other: &str, kind: EntityKind) -> Vec<String> {
    let comparison = Model::embedded().unwrap().compare(one, other, kind);
    let reasons = comparison.explanation.into_iter().skip(1);
    reasons.map(|reason| reason.reason).collect()
}

fn assert_says(reasons: &[String], expected: &str) {
    let says = reasons.iter().any(|reason| reason.contains(expected));
    assert!(says, "`{expected}` is not among {reasons:#?}");
}

#[test]
fn what_differs_is_named_with_its_weight() {
    let person = EntityKind::Person;
    let differ = reasons("Ali Hassan Tikriti", "Ali Hassan Mosuli", person);
    assert_says(&differ, "differs: ");
    assert_says(&differ, "TIKRITI");
    assert_says(&differ, "MOSULI");
    assert_says(&differ, "; rare, so it weighs much");
    assert_says(&differ, "agrees on ");
    assert_says(&differ, " bits of rarity)");
}

#[test]
fn letters_of_another_script_are_named() {
    let disguised = reasons(
        "Vl\u{430}dimir Yakunin",
        "Vladimir Yakunin",
        EntityKind::Person,
    );
    assert_says(&disguised, "DIMIR (Cyrillic \u{410} in a Latin word)");
}

#[test]
fn a_change_is_told_by_its_sort() {
    let nickname = reasons("Bill Wainwright", "William Wainwright", EntityKind::Person);
    assert_says(&nickname, "short or foreign form: ");
    let nickname = nickname
        .iter()
        .filter(|reason| reason.contains("letters differ"));
    assert_eq!(nickname.count(), 0);
}
