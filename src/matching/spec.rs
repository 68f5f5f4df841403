//! All numbers that the model weighs, in one table: the comparison of the names (as a person's and
//! as an organisation's), what sort of name was matched, and the evidence of each command.

use serde::{Deserialize, Serialize};

use super::feature::{
    Feature, NAME_FEATURES, NameFeatures, WHOLE_IN_ANOTHER_SPELLING, WHOLE_TO_THE_LETTER,
};
use crate::NameKind;
use crate::confidence::Direction::{Falling, Free, Rising};
use crate::confidence::FeatureSpec;
use crate::name::Manner;

macro_rules! name_features {
    ($manner:literal) => {
        [
            FeatureSpec::curve(
                concat!($manner, "agreement"),
                &[
                    0.0, 4.0, 8.0, 12.0, 16.0, 20.0, 24.0, 28.0, 34.0, 42.0, 54.0,
                ],
                0.0,
                Rising,
            ),
            FeatureSpec::curve(
                concat!($manner, "parts"),
                &[0.0, 1.0, 2.0, 3.0, 4.0],
                0.0,
                Rising,
            ),
            FeatureSpec::curve(
                concat!($manner, "unlike"),
                &[0.0, 4.0, 8.0, 12.0, 17.0, 26.0],
                0.0,
                Falling,
            ),
            FeatureSpec::curve(
                concat!($manner, "unlike_share"),
                &[0.0, 0.15, 0.3, 0.45, 0.6, 1.0],
                0.0,
                Falling,
            ),
            FeatureSpec::flag(concat!($manner, "family_unlike"), Falling),
            FeatureSpec::curve(
                concat!($manner, "missing_listed"),
                &[0.0, 0.1, 0.25, 0.4, 0.55, 0.7, 1.0],
                0.0,
                Falling,
            ),
            FeatureSpec::curve(
                concat!($manner, "missing_listed_middle"),
                &[0.0, 0.1, 0.25, 0.4, 0.55, 0.7, 1.0],
                0.0,
                Falling,
            ),
            FeatureSpec::curve(
                concat!($manner, "missing_listed_family"),
                &[0.0, 0.1, 0.25, 0.4, 0.55, 0.7, 1.0],
                0.0,
                Falling,
            ),
            FeatureSpec::curve(
                concat!($manner, "missing_query"),
                &[0.0, 0.1, 0.25, 0.4, 0.55, 0.7, 1.0],
                0.0,
                Falling,
            ),
            FeatureSpec::curve(
                concat!($manner, "missing_query_middle"),
                &[0.0, 0.1, 0.25, 0.4, 0.55, 0.7, 1.0],
                0.0,
                Falling,
            ),
            FeatureSpec::curve(
                concat!($manner, "missing_query_family"),
                &[0.0, 0.1, 0.25, 0.4, 0.55, 0.7, 1.0],
                0.0,
                Falling,
            ),
            FeatureSpec::curve(
                concat!($manner, "weakest"),
                &[0.0, 8.0, 16.0, 24.0, 32.0, 45.0, 60.0],
                0.0,
                Falling,
            ),
            FeatureSpec::curve(
                concat!($manner, "drift"),
                &[0.0, 1.0, 2.0, 4.0, 8.0],
                0.0,
                Falling,
            ),
            FeatureSpec::curve(
                concat!($manner, "edit"),
                &[0.0, 2.0, 4.0, 7.0, 11.0],
                0.0,
                Falling,
            ),
            FeatureSpec::curve(
                concat!($manner, "known_edit"),
                &[0.0, 2.0, 4.0, 7.0],
                0.0,
                Falling,
            ),
            FeatureSpec::curve(concat!($manner, "nickname"), &[0.0, 2.0, 5.0], 0.0, Falling),
            FeatureSpec::linear(concat!($manner, "family_initials"), 0.0, Falling),
            FeatureSpec::curve(
                concat!($manner, "beside_initial"),
                &[0.0, 7.0, 10.0, 13.0, 16.0],
                0.0,
                Rising,
            ),
            FeatureSpec::flag(concat!($manner, "initial_unlike"), Falling),
            FeatureSpec::flag(concat!($manner, "father_swapped"), Falling),
            FeatureSpec::curve(concat!($manner, "order"), &[0.0, 0.5, 1.0], 0.0, Falling),
            FeatureSpec::flag(concat!($manner, "single"), Free),
            FeatureSpec::curve(
                concat!($manner, "whole"),
                &[0.0, 1.0, 2.0, 3.0],
                0.0,
                Rising,
            ),
            FeatureSpec::curve(
                concat!($manner, "side_agreement"),
                &[0.0, 3.0, 6.0, 10.0, 15.0],
                0.0,
                Rising,
            ),
            FeatureSpec::curve(
                concat!($manner, "side_unlike"),
                &[0.0, 3.0, 6.0, 10.0],
                0.0,
                Falling,
            ),
            FeatureSpec::curve(
                concat!($manner, "side_missing"),
                &[0.0, 3.0, 6.0, 10.0, 15.0],
                0.0,
                Falling,
            ),
            FeatureSpec::curve(
                concat!($manner, "generic_missing"),
                &[0.0, 0.08, 0.16, 0.32, 0.64],
                0.0,
                Falling,
            ),
            FeatureSpec::curve(
                concat!($manner, "generic_unlike"),
                &[0.0, 3.0, 6.0, 10.0],
                0.0,
                Falling,
            ),
            FeatureSpec::flag(concat!($manner, "side_only"), Falling),
            FeatureSpec::flag(concat!($manner, "place_unlike"), Falling),
            FeatureSpec::flag(concat!($manner, "place_missing"), Falling),
            FeatureSpec::flag(concat!($manner, "number_unlike"), Falling),
            FeatureSpec::flag(concat!($manner, "number_missing"), Falling),
            FeatureSpec::flag(concat!($manner, "legal_unlike"), Falling),
            FeatureSpec::flag(concat!($manner, "legal_missing"), Falling),
        ]
    };
}

const PERSON: [FeatureSpec; NAME_FEATURES] = name_features!("person.");
const ORGANIZATION: [FeatureSpec; NAME_FEATURES] = name_features!("organization.");

/// Evidence beside the comparison of the names.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[repr(usize)]
pub(crate) enum Evidence {
    Organization,
    WeakAlias,
    WeakAcronym,
    FormerName,
    BirthDateEqual,
    BirthDateNear,
    BirthYearEqual,
    BirthDateUnlike,
    CountryEqual,
    CountryUnlike,
    GenderUnlike,
    IdentifierEqual,
    KindUnlike,
    TextBits,
    CapitalBits,
    LowerCase,
    Conjunction,
    LongerBefore,
    LongerAfter,
    Institution,
    TitleBefore,
    SentenceStart,
    AllCapitals,
    Acronym,
    AcronymElsewhere,
    VesselAlone,
    VesselNear,
    TopicWords,
    CountryNear,
    CountryNearUnlike,
    CountryBesideUnlike,
    PlaceNear,
    RoleEqual,
    AgeUnlike,
    OfficeAlone,
    TroopsAlone,
    PlaceName,
    StrayLetter,
    HalfSmall,
    Description,
    LegalForm,
    CalledSo,
    Companions,
    ShortMention,
    OtherWord,
    NamedAfter,
    WordRepute,
    WordsRepute,
    LongerElsewhere,
    AcronymAlone,
    WordAlone,
    CommonAlone,
    PersonAlone,
}

impl Evidence {
    /// Its place among all features.
    pub(crate) fn feature(self) -> usize {
        2 * NAME_FEATURES + self as usize
    }

    /// The features that what stands around a mention may give: all evidence that neither the
    /// listed name, nor the agreeing words, nor the whole document gives. Birth dates and positions are
    /// few, and what is too unlikely to be looked at is not looked at for them.
    pub(crate) fn around() -> impl Iterator<Item = usize> {
        const ELSEWHERE: [Evidence; 22] = [
            Evidence::BirthDateEqual,
            Evidence::BirthDateNear,
            Evidence::BirthYearEqual,
            Evidence::BirthDateUnlike,
            Evidence::RoleEqual,
            Evidence::Organization,
            Evidence::WeakAlias,
            Evidence::WeakAcronym,
            Evidence::FormerName,
            Evidence::TextBits,
            Evidence::CapitalBits,
            Evidence::Companions,
            Evidence::ShortMention,
            Evidence::OtherWord,
            Evidence::NamedAfter,
            Evidence::WordRepute,
            Evidence::WordsRepute,
            Evidence::LongerElsewhere,
            Evidence::AcronymAlone,
            Evidence::WordAlone,
            Evidence::CommonAlone,
            Evidence::PersonAlone,
        ];
        (2 * NAME_FEATURES..FEATURES).filter(|&feature| {
            ELSEWHERE
                .iter()
                .all(|evidence| evidence.feature() != feature)
        })
    }
}

const EVIDENCE_FEATURES: usize = Evidence::PersonAlone as usize + 1;

const LONGER_KNOTS: [f64; 5] = [0.0, 6.0, 10.0, 14.0, 17.0];
const REPUTE_KNOTS: [f64; 7] = [-3.0, -1.5, -0.5, 0.0, 1.0, 2.0, 3.0];

const EVIDENCE: [FeatureSpec; EVIDENCE_FEATURES] = [
    FeatureSpec::flag("organization", Free),
    FeatureSpec::flag("weak_alias", Falling),
    FeatureSpec::flag("weak_acronym", Falling),
    FeatureSpec::flag("former_name", Falling),
    FeatureSpec::flag("birth_date_equal", Rising),
    FeatureSpec::flag("birth_date_near", Free),
    FeatureSpec::flag("birth_year_equal", Rising),
    FeatureSpec::flag("birth_date_unlike", Falling),
    FeatureSpec::flag("country_equal", Rising),
    FeatureSpec::flag("country_unlike", Falling),
    FeatureSpec::flag("gender_unlike", Falling),
    FeatureSpec::flag("identifier_equal", Rising),
    FeatureSpec::flag("kind_unlike", Falling),
    FeatureSpec::curve(
        "text_bits",
        &[8.0, 11.0, 14.0, 17.0, 20.0, 23.0],
        23.0,
        Rising,
    ),
    FeatureSpec::curve(
        "capital_bits",
        &[8.0, 11.0, 14.0, 17.0, 20.0, 23.0],
        23.0,
        Free,
    ),
    FeatureSpec::flag("lower_case", Falling),
    FeatureSpec::flag("conjunction", Falling),
    FeatureSpec::curve("longer_before", &LONGER_KNOTS, 0.0, Falling),
    FeatureSpec::curve("longer_after", &LONGER_KNOTS, 0.0, Falling),
    FeatureSpec::flag("institution", Falling),
    FeatureSpec::flag("title_before", Free),
    FeatureSpec::flag("sentence_start", Falling),
    FeatureSpec::flag("all_capitals", Free),
    FeatureSpec::flag("acronym", Falling),
    FeatureSpec::flag("acronym_elsewhere", Falling),
    FeatureSpec::flag("vessel_alone", Falling),
    FeatureSpec::flag("vessel_near", Rising),
    FeatureSpec::curve("topic_words", &[0.0, 1.0, 2.0, 4.0], 0.0, Rising),
    FeatureSpec::flag("country_near", Rising),
    FeatureSpec::flag("country_near_unlike", Falling),
    FeatureSpec::flag("country_beside_unlike", Falling),
    FeatureSpec::flag("place_near", Rising),
    FeatureSpec::curve("role_equal", &[0.0, 1.0, 2.0, 4.0], 0.0, Rising),
    FeatureSpec::curve("age_unlike", &[0.0, 4.0, 12.0, 30.0], 0.0, Falling),
    FeatureSpec::flag("office_alone", Falling),
    FeatureSpec::flag("troops_alone", Falling),
    FeatureSpec::flag("place_name", Falling),
    FeatureSpec::flag("stray_letter", Falling),
    FeatureSpec::curve("half_small", &[0.0, 1.0, 2.0], 0.0, Falling),
    FeatureSpec::flag("description", Falling),
    FeatureSpec::flag("legal_form", Rising),
    FeatureSpec::flag("called_so", Rising),
    FeatureSpec::curve("companions", &[0.0, 1.0, 2.0, 4.0], 0.0, Rising),
    FeatureSpec::flag("short_mention", Falling),
    FeatureSpec::curve("other_word", &[0.0, 2.0, 4.0, 7.0], 0.0, Falling),
    FeatureSpec::flag("named_after", Falling),
    FeatureSpec::curve("word_repute", &REPUTE_KNOTS, 0.0, Rising),
    FeatureSpec::curve("words_repute", &REPUTE_KNOTS, 0.0, Rising),
    FeatureSpec::curve("longer_elsewhere", &LONGER_KNOTS, 0.0, Falling),
    FeatureSpec::curve("acronym_alone", &[0.0, 1.0, 2.0, 3.0, 4.0], 0.0, Falling),
    FeatureSpec::curve("word_alone", &[0.0, 1.0, 3.0, 5.0, 7.0, 9.0], 0.0, Falling),
    FeatureSpec::flag("common_alone", Falling),
    FeatureSpec::curve("person_alone", &[0.0, 4.0, 8.0, 12.0, 18.0], 0.0, Falling),
];

pub(crate) const FEATURES: usize = 2 * NAME_FEATURES + EVIDENCE_FEATURES;

/// All features, in the order of [`Features`].
pub(crate) static SPECS: [FeatureSpec; FEATURES] = {
    let mut specs = [PERSON[0]; FEATURES];
    let mut at = 0;
    while at < NAME_FEATURES {
        specs[at] = PERSON[at];
        specs[NAME_FEATURES + at] = ORGANIZATION[at];
        at += 1;
    }
    let mut at = 0;
    while at < EVIDENCE_FEATURES {
        specs[2 * NAME_FEATURES + at] = EVIDENCE[at];
        at += 1;
    }
    specs
};

/// What says nothing, feature by feature.
static NEUTRAL: [f64; FEATURES] = {
    let mut neutral = [0.0; FEATURES];
    let mut at = 0;
    while at < FEATURES {
        neutral[at] = SPECS[at].neutral;
        at += 1;
    }
    neutral
};

/// The place among all features of a number of the comparison of the names.
pub(crate) fn name_feature(manner: Manner, feature: Feature) -> usize {
    first_of(manner) + feature as usize
}

fn first_of(manner: Manner) -> usize {
    match manner {
        Manner::Person => 0,
        Manner::Organization => NAME_FEATURES,
    }
}

/// The numbers of a comparison that say anything, with their places among all features.
pub(crate) fn telling(
    manner: Manner,
    names: &NameFeatures,
) -> impl Iterator<Item = (usize, f64)> + '_ {
    let telling = (first_of(manner)..)
        .zip(names)
        .filter(|(_, value)| **value != 0.0);
    // Two decimals: what is no difference to a reader shall be none to the model.
    telling.map(|(at, &value)| (at, rounded(f64::from(value) * 100.0) / 100.0))
}

/// Rounds a number that is not negative, halves up: the same as `libm::round` in much less time.
fn rounded(value: f64) -> f64 {
    let whole = value as u32;
    let up = value - f64::from(whole) >= 0.5;
    f64::from(whole + u32::from(up))
}

/// The numbers of one candidate, in the order of [`SPECS`].
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub(crate) struct Features(Vec<f64>);

impl Features {
    /// What says nothing.
    pub(crate) fn neutral() -> Self {
        Self(NEUTRAL.to_vec())
    }

    /// The comparison of two names; all evidence beside it is neutral. Few want the listed name's text.
    pub(crate) fn of_names<'t>(
        manner: Manner,
        names: &NameFeatures,
        (text, kind): (impl Fn() -> &'t str, NameKind),
    ) -> Self {
        let mut features = Self::neutral();
        for (feature, value) in telling(manner, names) {
            features.0[feature] = value;
        }
        features.set_flag(Evidence::Organization, manner == Manner::Organization);
        // Who writes Latin letters has not written the name as it stands in another script.
        if features.of_name(Feature::Drift) > 0.0 && !is_latin(text()) {
            features.is_not_to_the_letter();
        }
        // Of organisations, publishers call acronyms weak that newspapers use all the time.
        let weak = kind == NameKind::WeakAlias;
        let acronym = weak && manner == Manner::Organization && is_acronym(text());
        features.set_flag(Evidence::WeakAlias, weak && !acronym);
        features.set_flag(Evidence::WeakAcronym, acronym);
        features.set_flag(Evidence::FormerName, kind == NameKind::FormerName);
        features
    }

    pub(crate) fn set(&mut self, evidence: Evidence, value: f64) {
        self.0[evidence.feature()] = value;
    }

    pub(crate) fn set_flag(&mut self, evidence: Evidence, value: bool) {
        self.set(evidence, f64::from(u8::from(value)));
    }

    pub(crate) fn get(&self, evidence: Evidence) -> f64 {
        self.0[evidence.feature()]
    }

    /// Takes back that the names are the same to the letter.
    pub(crate) fn is_not_to_the_letter(&mut self) {
        let at = name_feature(self.manner(), Feature::Whole);
        let whole = &mut self.0[at];
        *whole = whole.min(f64::from(WHOLE_IN_ANOTHER_SPELLING));
    }

    /// Whether the names were the same to the letter.
    pub(crate) fn is_identical(&self) -> bool {
        let at = Feature::Whole as usize;
        self.0[at].max(self.0[NAME_FEATURES + at]) == f64::from(WHOLE_TO_THE_LETTER)
    }

    /// A number of the comparison of the names.
    pub(crate) fn of_name(&self, feature: Feature) -> f64 {
        self.0[name_feature(self.manner(), feature)]
    }

    fn manner(&self) -> Manner {
        if self.get(Evidence::Organization) > 0.0 {
            Manner::Organization
        } else {
            Manner::Person
        }
    }

    pub(crate) fn as_slice(&self) -> &[f64] {
        &self.0
    }
}

/// Whether a name has letters of the Latin script alone.
fn is_latin(name: &str) -> bool {
    let latin = |c: char| matches!(c, '\0'..='\u{24F}' | '\u{1E00}'..='\u{1EFF}');
    name.chars().filter(|c| c.is_alphabetic()).all(latin)
}

/// Whether a name is one word of capitals, as acronyms are.
fn is_acronym(name: &str) -> bool {
    (2..=8).contains(&name.len()) && name.bytes().all(|byte| byte.is_ascii_uppercase())
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    proptest! {
        #[test]
        fn numbers_are_rounded_as_by_libm(eighths in 0..4000_u32, value in 0.0..1e6_f32) {
            // Eighths of a hundredth have halves among them.
            for value in [f64::from(eighths) / 8.0, f64::from(value) * 100.0] {
                prop_assert_eq!(rounded(value), libm::round(value));
            }
        }
    }
}
