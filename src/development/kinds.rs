//! What kind of mistake it is: the first kind that fits, told from the features.

use crate::matching::{Features, SPECS};

/// Missed, the same names are another kind of mistake than as a false alarm.
const SAME_NAME: &str = "the same name, another party";
const SAME_NAME_MISSED: &str = "the very name, with too little beside it";

/// The kinds told from the features of the names, in the order in which they are tried: from what
/// decides alone to what seldom does.
const OF_NAMES: [(&str, &[&str]); 17] = [
    ("a number differs", &["number_unlike"]),
    ("a number on one side only", &["number_missing"]),
    ("the family names differ", &["family_unlike"]),
    ("a distinctive word differs", &["unlike"]),
    ("a place differs", &["place_unlike"]),
    ("a place on one side only", &["place_missing"]),
    (
        "an initial for a name",
        &["family_initials", "beside_initial"],
    ),
    (
        "a given or distinctive name on one side only",
        &["missing_listed", "missing_query"],
    ),
    (
        "a further family name on one side only",
        &["missing_listed_family", "missing_query_family"],
    ),
    (
        "a middle or father's name on one side only",
        &["missing_listed_middle", "missing_query_middle"],
    ),
    ("a nickname, or the name in another language", &["nickname"]),
    (
        "a letter or two differ between known names",
        &["known_edit"],
    ),
    ("a letter or two differ", &["edit"]),
    (
        "a common word differs or is on one side only",
        &["side_unlike", "side_missing"],
    ),
    (
        "company suffix changed or left out",
        &["legal_unlike", "legal_missing"],
    ),
    ("another transliteration", &["drift"]),
    ("another order of the words", &["order"]),
];

/// The kinds told from what stands around a mention.
const OF_MENTIONS: [(&str, &[&str]); 7] = [
    (
        "part of a longer name",
        &[
            "longer_before",
            "longer_after",
            "longer_elsewhere",
            "institution",
        ],
    ),
    ("short for a name before it", &["short_mention"]),
    (
        "an acronym that may stand for others",
        &["acronym", "acronym_elsewhere", "weak_acronym"],
    ),
    ("a name that the list calls weak", &["weak_alias"]),
    ("a ship's name that is a word", &["vessel_alone"]),
    ("written in small letters", &["lower_case"]),
    ("a word of a name alone", &["single"]),
];

/// The kind of a mistake about two names; without `features` they had too little in common to be
/// compared at all.
pub(super) fn of_names(
    names: [&str; 2],
    missed: bool,
    features: Option<&Features>,
) -> &'static str {
    if is_other_script(names[0]) != is_other_script(names[1]) {
        return "other script";
    }
    if is_acronym(names[0]) != is_acronym(names[1]) {
        return "acronym alone";
    }
    let Some(features) = features else {
        return "hardly a word in common";
    };
    match first(&OF_NAMES, features) {
        _ if features.is_identical() && missed => SAME_NAME_MISSED,
        _ if features.is_identical() => SAME_NAME,
        _ if names
            .iter()
            .any(|name| name.split_whitespace().count() == 1) =>
        {
            "single-word name"
        }
        kind => kind.unwrap_or("something else"),
    }
}

/// The kind of a mistake about a mention in a text and a listed name.
pub(super) fn of_mention(names: [&str; 2], missed: bool, features: &Features) -> &'static str {
    first(&OF_MENTIONS, features).unwrap_or_else(|| of_names(names, missed, Some(features)))
}

fn first(kinds: &[(&'static str, &[&str])], features: &Features) -> Option<&'static str> {
    let says = |feature: &&str| {
        SPECS.iter().zip(features.as_slice()).any(|(spec, &value)| {
            let bare = spec.name.rsplit('.').next();
            bare == Some(*feature) && value > 0.0
        })
    };
    let kind = kinds.iter().find(|(_, features)| features.iter().any(says));
    kind.map(|(kind, _)| *kind)
}

/// Whether a name has letters that are not Latin.
fn is_other_script(name: &str) -> bool {
    let latin = |c: char| matches!(c, '\0'..='\u{24F}' | '\u{1E00}'..='\u{1EFF}');
    name.chars().any(|c| c.is_alphabetic() && !latin(c))
}

/// Whether a name is one word of capitals.
fn is_acronym(name: &str) -> bool {
    let letters = name.chars().filter(|c| *c != '.').count();
    (2..=8).contains(&letters) && name.chars().all(|c| c == '.' || c.is_ascii_uppercase())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::EntityKind;
    use crate::screening::development::compared;

    #[test]
    fn kinds_come_from_the_features() {
        for (one, other, kind, expected) in [
            (
                "Ivan Petrov",
                "ivan petrov",
                EntityKind::Person,
                "the same name, another party",
            ),
            (
                "Brigade 44",
                "Brigade 45",
                EntityKind::Organization,
                "a number differs",
            ),
            (
                "Ali Hassan Tikriti",
                "Ali Hassan Mosuli",
                EntityKind::Person,
                "the family names differ",
            ),
            (
                "Путин Владимир",
                "Vladimir Putin",
                EntityKind::Person,
                "other script",
            ),
            (
                "IRGC",
                "Islamic Revolutionary Guard Corps",
                EntityKind::Organization,
                "acronym alone",
            ),
            (
                "Putin",
                "Vladimir Putin",
                EntityKind::Person,
                "single-word name",
            ),
        ] {
            let features = compared(one, other, kind);
            assert_eq!(
                of_names([one, other], false, Some(&features)),
                expected,
                "{one} / {other}"
            );
        }
        assert_eq!(
            of_names(["Ali", "Bob"], true, None),
            "hardly a word in common"
        );
    }

    #[test]
    fn every_feature_of_a_kind_exists() {
        let kinds = OF_NAMES.iter().chain(&OF_MENTIONS);
        for feature in kinds.flat_map(|(_, features)| features.iter()) {
            let exists = SPECS
                .iter()
                .any(|spec| spec.name.rsplit('.').next() == Some(*feature));
            assert!(exists, "{feature}");
        }
    }
}
