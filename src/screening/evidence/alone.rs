//! A name that many bear, or that is a word of the language, needs something to speak for it: words
//! on what the party is listed for, its country, another of its names. Any of them is worth more
//! beside such a name than beside a rare one, which is why their want is weighed by itself.

use crate::matching::{Evidence, Feature, Features};
use crate::name::rarity;

/// A name that agrees in so many bits needs no support.
const PLENTY: f64 = 28.0;

/// An acronym or single word is known for what the party is listed for from so many bits on.
const KNOWN: f64 = 1.5;

/// So many words on what a person is listed for support a common name.
const ENOUGH_WORDS: f64 = 2.0;

/// A further family name of the listed person that the mention lacks is worth so much agreement.
const FURTHER: f64 = 6.0;

/// A word of so many letters, met nowhere else, is hardly brought up by chance.
const LONG: usize = 12;
/// So often met in general text, a word is in use.
const IN_USE: u32 = 5;
/// An acronym of more letters stands for fewer things; this is the longest that counts as one.
const LONGEST_ACRONYM: usize = 5;

/// From here on, characters of living scripts are syllables: Kana, Han, Hangul.
const FIRST_SYLLABLE: char = '\u{3040}';
const LETTERS_OF_SYLLABLE: usize = 3;

/// So many letters, written small, may be what is left of anything.
const LONGEST_SCRAP: usize = 4;

/// Adds what a mention lacks, by how it is written.
pub(crate) fn weigh(features: &mut Features, surface: &str) {
    let is = |evidence| features.get(evidence) > 0.0;
    let named = is(Evidence::Companions) || is(Evidence::CountryNear);
    let letters = letters_of(surface);
    // A few small letters are the end of an address or a unit sooner than what they are known for.
    let scrap = is(Evidence::LowerCase) && letters <= LONGEST_SCRAP;
    let known = features.get(Evidence::WordRepute) >= KNOWN && !scrap;
    let supported = named || is(Evidence::TopicWords);
    let organization = is(Evidence::Organization);
    let acronym = is(Evidence::Acronym);
    let word = organization && (acronym || features.of_name(Feature::Single) > 0.0);
    let common = organization && features.of_name(Feature::SideOnly) > 0.0;
    let born = is(Evidence::BirthDateEqual) || is(Evidence::BirthYearEqual);
    // A single word on a wide topic stands beside many a namesake.
    let backed = named
        || born
        || is(Evidence::RoleEqual)
        || features.get(Evidence::TopicWords) >= ENOUGH_WORDS;
    let agreement = features.of_name(Feature::Agreement);
    let lacking = if organization || backed {
        0.0
    } else if features.of_name(Feature::MissingListedFamily) > 0.0 {
        (PLENTY - agreement + FURTHER).max(0.0)
    } else {
        (PLENTY - agreement).max(0.0)
    };
    let acronym_alone = word && acronym && !supported && !known;
    // The text itself says what sort of party it is, unless it speaks of a place.
    let called = is(Evidence::VesselNear) || is(Evidence::CalledSo);
    let told = is(Evidence::LegalForm) || called && !is(Evidence::PlaceName);
    let word_alone = word && !acronym && !supported && !known && !told;
    let common_alone = common && !word && !named;
    let shortness = |is_alone: bool, long: usize, letters: usize| {
        if is_alone {
            (long + 1).saturating_sub(letters).max(1) as f64
        } else {
            0.0
        }
    };
    features.set(
        Evidence::AcronymAlone,
        shortness(acronym_alone, LONGEST_ACRONYM, letters),
    );
    let in_use = word_alone && is_in_use(surface);
    let letters = if in_use { 0 } else { letters };
    features.set(Evidence::WordAlone, shortness(word_alone, LONG, letters));
    features.set_flag(Evidence::CommonAlone, common_alone);
    features.set(Evidence::PersonAlone, lacking);
}

/// How many letters a word has, or would have in Latin ones.
fn letters_of(word: &str) -> usize {
    let letters = word.chars().filter(|c| c.is_alphanumeric());
    letters
        .map(|c| {
            if c >= FIRST_SYLLABLE {
                LETTERS_OF_SYLLABLE
            } else {
                1
            }
        })
        .sum()
}

/// Whether others use a word of Latin letters as well: then it is as likely to be theirs, however long it is.
fn is_in_use(word: &str) -> bool {
    let count = rarity::in_text(&word.to_lowercase());
    count.lower + count.capital >= IN_USE
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::NameKind;
    use crate::matching::NameFeatures;
    use crate::name::Manner;

    fn features(manner: Manner, numbers: &[(Feature, f32)]) -> Features {
        let mut names: NameFeatures = std::array::from_fn(|_| 0.0);
        for &(feature, value) in numbers {
            names[feature as usize] = value;
        }
        Features::of_names(manner, &names, (|| "XYZ", NameKind::Alias))
    }

    #[test]
    fn anything_that_speaks_for_it_helps_an_acronym() {
        let word = features(Manner::Organization, &[(Feature::Single, 1.0)]);
        for (evidence, value, alone) in [
            (Evidence::Acronym, 1.0, true),
            (Evidence::WordRepute, 1.0, true),
            (Evidence::WordRepute, 2.0, false),
            (Evidence::TopicWords, 1.0, false),
            (Evidence::CountryNear, 1.0, false),
            (Evidence::Companions, 1.0, false),
        ] {
            let mut acronym = word.clone();
            acronym.set_flag(Evidence::Acronym, true);
            acronym.set(evidence, value);
            weigh(&mut acronym, "Tavrik");
            assert_eq!(
                acronym.get(Evidence::AcronymAlone) > 0.0,
                alone,
                "{evidence:?}"
            );
            assert!(acronym.get(Evidence::WordAlone) == 0.0);
        }
    }

    #[test]
    fn short_words_and_words_in_use_lack_the_most() {
        let lacking = |acronym: bool, surface: &str| {
            let mut word = features(Manner::Organization, &[(Feature::Single, 1.0)]);
            word.set_flag(Evidence::Acronym, acronym);
            weigh(&mut word, surface);
            word.get(Evidence::AcronymAlone) + word.get(Evidence::WordAlone)
        };
        let words = ["Varnakovpromexport", "Tavrikbank", "Tavrik", "Atlantic"];
        let lack = words.map(|word| lacking(false, word));
        assert!(
            lack[0] > 0.0 && lack.is_sorted_by(|one, other| one < other),
            "{lack:?}"
        );
        assert!(lacking(true, "VRKNT") < lacking(true, "VRK"));
    }

    #[test]
    fn a_few_small_letters_are_not_known_for_anything() {
        let mut word = features(Manner::Organization, &[(Feature::Single, 1.0)]);
        word.set(Evidence::WordRepute, 2.0);
        weigh(&mut word, "vrk");
        assert!(word.get(Evidence::WordAlone) == 0.0);
        word.set_flag(Evidence::LowerCase, true);
        weigh(&mut word, "vrk");
        assert!(word.get(Evidence::WordAlone) > 0.0);
    }

    #[test]
    fn a_legal_form_speaks_for_a_single_word() {
        let mut word = features(Manner::Organization, &[(Feature::Single, 1.0)]);
        weigh(&mut word, "Tavrik");
        assert!(word.get(Evidence::WordAlone) > 0.0);
        word.set_flag(Evidence::LegalForm, true);
        weigh(&mut word, "Tavrik");
        assert!(word.get(Evidence::WordAlone) == 0.0);
    }

    #[test]
    fn what_comes_later_takes_the_want_back() {
        let mut person = features(Manner::Person, &[(Feature::Agreement, 18.0)]);
        weigh(&mut person, "Tavrik");
        assert!((person.get(Evidence::PersonAlone) - 10.0).abs() < 1e-9);
        person.set(Evidence::Companions, 1.0);
        weigh(&mut person, "Tavrik");
        assert!(person.get(Evidence::PersonAlone) == 0.0);
    }

    #[test]
    fn a_family_name_that_is_missing_asks_for_more_support() {
        let agreement = (Feature::Agreement, 18.0);
        let mut whole = features(Manner::Person, &[agreement]);
        let mut part = features(
            Manner::Person,
            &[agreement, (Feature::MissingListedFamily, 0.3)],
        );
        weigh(&mut whole, "Tavrik");
        weigh(&mut part, "Tavrik");
        assert!(part.get(Evidence::PersonAlone) > whole.get(Evidence::PersonAlone));
        part.set(Evidence::CountryNear, 1.0);
        weigh(&mut part, "Tavrik");
        assert!(part.get(Evidence::PersonAlone) == 0.0);
    }
}
