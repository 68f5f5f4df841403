//! What the words that agree tell by themselves, whatever stands around them.

use crate::NameKind;
use crate::confidence::Calibration;
use crate::index::{Index, NameView};
use crate::knowledge::{Knowledge, ParticleClass, Topics};
use crate::matching::{Evidence, Feature, Features, Link, NameFeatures, SidePart};
use crate::name::{Manner, RelationKind, Repute, Role, rarity, repute};
use crate::screening::reading::words::{SAME_WORD, Words};
use crate::screening::window::WindowScratch;

/// Adds the evidence of the words that agree. Few want what the entity is listed for.
pub(crate) fn weigh(
    features: &mut Features,
    single: bool,
    topics: impl FnOnce() -> Topics,
    fit: &WindowScratch,
    (words, index): (&Words, &Index),
) {
    let (lower_bits, capital_bits) = text_bits(single, fit, words);
    features.set(Evidence::TextBits, lower_bits);
    if single || features.get(Evidence::Organization) > 0.0 {
        features.set(Evidence::CapitalBits, capital_bits);
    }
    features.set_flag(Evidence::Conjunction, goes_over_and(fit, words));
    features.set(
        Evidence::OtherWord,
        other_word(features, fit, (words, index)),
    );
    let organization = features.get(Evidence::Organization) > 0.0;
    features.set_flag(
        Evidence::NamedAfter,
        organization && lacks_what_is_named_after(fit, words),
    );
    weigh_repute(features, topics, fit, (words, index));
}

/// What the rarity of the agreeing words says, in log-odds.
pub(crate) fn told_by_rarity(
    single: bool,
    manner: Manner,
    fit: &WindowScratch,
    words: &Words,
    calibration: &Calibration,
) -> f64 {
    let (lower_bits, capital_bits) = text_bits(single, fit, words);
    let told = |evidence: Evidence, bits: f64| calibration.effect(evidence.feature(), bits);
    let capital = if single || manner == Manner::Organization {
        told(Evidence::CapitalBits, capital_bits)
    } else {
        0.0
    };
    told(Evidence::TextBits, lower_bits) + capital
}

/// Takes back from the features of a window what its words do not say in a text. An organisation's
/// words count as they are written, however many the list makes of them: `Otherwise` says no more
/// than any word. Of several initials in one word the others have to fit as well; by-names have none.
pub(crate) fn temper(
    features: &mut NameFeatures,
    single: bool,
    name: &NameView,
    fit: &WindowScratch,
    (words, index): (&Words, &Index),
) {
    if name.manner == Manner::Organization {
        if has_case(fit, words) {
            let roles = fit.alignment.links.iter();
            let roles = roles.map(|link| fit.parts[usize::from(link.query)].part.role);
            let parts = &mut features[Feature::Parts as usize];
            *parts = parts.min(roles.filter(|role| role.is_core()).count() as f32);
            if single {
                features[Feature::Single as usize] = 1.0;
            }
        }
    } else if name.kind == NameKind::WeakAlias || has_unlike_initials(fit, words, index) {
        features[Feature::BesideInitial as usize] = 0.0;
    }
}

/// Whether a mention's script has capitals; those without write several words as one.
fn has_case(fit: &WindowScratch, words: &Words) -> bool {
    let surfaces = fit.words.iter().map(|&word| words.surface(word));
    let mut letters = surfaces.flat_map(str::chars);
    letters.any(|letter| letter.is_lowercase() || letter.is_uppercase())
}

/// Whether a word of several initials stands for a name, and one of them fits no listed word.
fn has_unlike_initials(fit: &WindowScratch, words: &Words, index: &Index) -> bool {
    let begins = |letter: char| {
        let mut listed = fit.listed_words.iter();
        listed.any(|&word| index.word(word).latin().starts_with(letter))
    };
    fit.alignment.links.iter().any(|link| {
        let at = usize::from(link.query);
        link.relation.kind == RelationKind::Initial
            && fit.parts[at].part.role == Role::Initial
            && words
                .latin(fit.words[at])
                .is_some_and(|latin| !latin.chars().all(begins))
    })
}

/// Adds what general text speaks of where the agreeing words stand.
fn weigh_repute(
    features: &mut Features,
    topics: impl FnOnce() -> Topics,
    fit: &WindowScratch,
    (words, index): (&Words, &Index),
) {
    let person = features.get(Evidence::Organization) == 0.0;
    let (mut sum, mut bits, mut count) = (Repute::default(), 0.0, 0);
    for link in &fit.alignment.links {
        let part = &fit.listed_parts[usize::from(link.listed)].part;
        if !part.role.is_core() {
            continue;
        }
        let Some(latin) = words.latin(fit.words[usize::from(link.query)]) else {
            continue;
        };
        if latin.len() < 2 {
            continue;
        }
        count += 1;
        // What is written in another script, or otherwise, is known by the spelling on the list.
        let listed = || {
            let same = (1..=SAME_WORD).contains(&link.relation.cost);
            let word = fit.listed_words[usize::from(link.listed)];
            same.then(|| repute(index.word(word).latin())).flatten()
        };
        let known = repute(latin).or_else(listed).unwrap_or_default();
        if person {
            // Given names keep any company: the rarest word tells.
            if part.bits > bits {
                (sum, bits) = (Repute::default(), part.bits);
                sum.add(&known, part.bits);
            }
        } else {
            sum.add(&known, part.bits);
            bits += part.bits;
        }
    }
    // Of words that are not known nothing is told.
    if sum == Repute::default() || bits <= 0.0 {
        return;
    }
    let Some(told) = sum.on(topics()) else {
        return;
    };
    // A part of a name may be known for what others did that bear it.
    let most = if features.of_name(Feature::Whole) > 0.0 {
        f64::INFINITY
    } else {
        0.0
    };
    let told = f64::from(told / bits).min(most);
    let rounded = libm::round(told * 100.0) / 100.0;
    let evidence = if count == 1 {
        Evidence::WordRepute
    } else {
        Evidence::WordsRepute
    };
    features.set(evidence, rounded);
}

/// Whether a word that names somebody is written in small letters.
pub(crate) fn has_small_word(fit: &WindowScratch, words: &Words) -> bool {
    fit.alignment.links.iter().any(|link| {
        let at = usize::from(link.query);
        let surface = words.surface(fit.words[at]);
        fit.parts[at].part.role.is_core()
            && surface.len() > 1
            && surface.starts_with(char::is_lowercase)
    })
}

/// Whether a mention goes over an `and` that the listed name does not have.
fn goes_over_and(fit: &WindowScratch, words: &Words) -> bool {
    let left = |part: &SidePart| part.span == 1 && fit.alignment.left_query & part.mask() != 0;
    fit.parts
        .iter()
        .zip(&fit.words)
        .filter(|(part, _)| left(part))
        .filter_map(|(_, &word)| words.latin(word))
        .filter_map(|latin| Knowledge::get().particle(latin))
        .any(|particle| particle.class == ParticleClass::Conjunction)
}

/// How often general text has the word that stands for a listed one with other letters, as a binary
/// logarithm: what is known by itself is no slip. An `s` hangs on any word.
fn other_word(features: &Features, fit: &WindowScratch, (words, index): (&Words, &Index)) -> f64 {
    let organization = features.get(Evidence::Organization) > 0.0;
    let mut most = 0.0_f64;
    for link in &fit.alignment.links {
        let at = usize::from(link.query);
        if !link.relation.kind.is_slip() || !fit.parts[at].part.role.carries() {
            continue;
        }
        let Some(latin) = words.latin(fit.words[at]) else {
            continue;
        };
        let listed = index.word(fit.listed_words[usize::from(link.listed)]);
        let stem_of = |word: &'_ str| word.len() - usize::from(word.ends_with('s'));
        let stem = &latin[..stem_of(latin)];
        let listed = listed.latin();
        // People's names are told from others by what is known of names.
        if stem == &listed[..stem_of(listed)] || !organization && !rarity::is_ordinary(latin) {
            continue;
        }
        let [count, stem] = [latin, stem].map(rarity::in_text);
        let count = (count.lower + count.capital).max(stem.lower + stem.capital);
        most = most.max(libm::log2(f64::from(count.max(1))));
    }
    libm::round(most * 10.0) / 10.0
}

/// Whether an organisation is named after somebody, and a mention has that name and nothing of
/// what makes it an organisation's.
fn lacks_what_is_named_after(fit: &WindowScratch, words: &Words) -> bool {
    let is_left = |part: &&SidePart| part.span == 1 && fit.alignment.left_listed & part.mask() != 0;
    let left = || fit.listed_parts.iter().filter(is_left);
    let of_kind = |role: Role| matches!(role, Role::Generic | Role::Legal);
    let mut agreeing = fit
        .alignment
        .links
        .iter()
        .map(|link| usize::from(link.query))
        .filter(|&at| fit.parts[at].part.role.is_core())
        .filter_map(|at| words.latin(fit.words[at]))
        .peekable();
    let tells_what_it_is = |link: &Link| {
        let role = fit.parts[usize::from(link.query)].part.role;
        role.carries() && !role.is_core()
    };
    left().any(|part| of_kind(part.part.role))
        && !fit.alignment.links.iter().any(tells_what_it_is)
        && !left().any(|part| part.part.role.is_core())
        && agreeing.peek().is_some()
        && agreeing.all(|latin| Knowledge::get().name_class(latin).is_some())
}

/// How rare the rarest agreeing word is in general text, in lower case and with a capital.
fn text_bits(single: bool, fit: &WindowScratch, words: &Words) -> (f64, f64) {
    let mut most: (f64, f64) = (8.0, 8.0);
    let parts = fit
        .listed_parts
        .iter()
        .filter(|part| part.span == 1 && part.part.role.carries());
    let parts = parts.count();
    for link in &fit.alignment.links {
        let at = usize::from(link.query);
        let role = fit.parts[at].part.role;
        if !role.carries() && role != Role::Title {
            continue;
        }
        let Some(latin) = words.latin(fit.words[at]) else {
            continue;
        };
        let listed = fit.listed_words[usize::from(link.listed)];
        let latin = as_common_as(fit.words[at], listed, words).unwrap_or(latin);
        let (lower, capital) = rarity::text_bits(latin);
        // A word that nobody else bears is frequent because the party is; letters, anybody bears.
        let shared = latin.len() <= 5
            || single && parts > 1
            || Knowledge::get().name_class(latin).is_some()
            || Knowledge::get().place_at(&[latin]).is_some()
            || rarity::is_ordinary(latin);
        let capital = if shared { capital } else { f64::INFINITY };
        most = (most.0.max(lower), most.1.max(capital));
    }
    let rounded = |bits: f64| libm::round(bits.min(23.0) * 100.0) / 100.0;
    (rounded(most.0), rounded(most.1))
}

/// The English word that is as common as a word of another language which agrees with a listed one by
/// its meaning alone: `Nationale Bank` and `Banco Nacional`.
fn as_common_as(word: u32, listed: u32, words: &Words) -> Option<&'static str> {
    let latin = words.latin(word)?;
    let english = Knowledge::get().org_word_in_english(latin)?;
    let by_letters = words.relation(word, listed).is_some_and(|relation| {
        let by_meaning = [RelationKind::Translation, RelationKind::CrossLanguage];
        !by_meaning.contains(&relation.kind)
    });
    (!by_letters && rarity::is_ordinary(english) && !rarity::is_of_language(latin))
        .then_some(english)
}

#[cfg(test)]
mod tests {
    use crate::EntityKind;
    use crate::screening::told::with_reason;

    #[test]
    fn who_says_what_an_organisation_does_means_no_person() {
        let reason = "the name of somebody";
        let found = |name, texts: &[&'static str]| {
            with_reason((name, EntityKind::Organization), reason, texts)
        };
        let texts = ["They paid Tara Steel Trading there."];
        assert_eq!(found("TARA STEEL TRADING LLC", &texts), [""; 0]);
        let texts = ["They paid Igor Ivanov there."];
        assert_eq!(found("IGOR IVANOV LLC", &texts), texts);
    }

    #[test]
    fn a_word_that_is_known_by_itself_is_no_slip() {
        let name = ("HARNARD", EntityKind::Organization);
        let texts = ["They bought Harvard there.", "They bought Harkard there."];
        let reason = "a word of its own, not a slip: HARVARD";
        assert_eq!(with_reason(name, reason, &texts), texts[..1]);
        assert_eq!(with_reason(name, "letters differ", &texts), texts);
    }

    #[test]
    fn somebody_is_not_what_is_named_after_him() {
        let reason = "the name of somebody";
        let texts = ["Mahmood spoke.", "The Mahmood Foundation spoke."];
        let name = ("MAHMOOD FOUNDATION", EntityKind::Organization);
        assert_eq!(with_reason(name, reason, &texts), texts[..1]);
        let name = ("TAVRIK FOUNDATION", EntityKind::Organization);
        assert!(with_reason(name, reason, &["Tavrik spoke."]).is_empty());
    }

    #[test]
    fn words_and_initials_count_as_they_are_written() {
        let name = ("OTHER WISE", EntityKind::Organization);
        let texts = ["We saw Otherwise there.", "We saw Other Wise there."];
        assert_eq!(with_reason(name, "2 distinctive words", &texts), texts[1..]);
        let name = ("TAVRIK KANDAR", EntityKind::Organization);
        let korean = ["타브리크칸다르", "타브리크 칸다르"];
        assert_eq!(with_reason(name, "only one word", &korean).len(), 0);
        let texts = ["We saw G.T. Varnakov there.", "We saw G. Varnakov there."];
        let reason = "few bear the rest";
        let name = ("VARNAKOV, Gleb", EntityKind::Person);
        assert_eq!(with_reason(name, reason, &texts), texts[1..]);
        let name = ("VARNAKOV, Gleb Taras", EntityKind::Person);
        assert_eq!(with_reason(name, reason, &texts), texts);
    }

    #[test]
    fn what_is_translated_is_as_common_as_the_english_word() {
        let reason = "its words are also ordinary words, in small letters";
        let texts = ["They met the Narodowy Bank."];
        let name = ("BANCO NACIONAL", EntityKind::Organization);
        assert_eq!(with_reason(name, reason, &texts), texts);
        let name = ("NARODOWY BANK", EntityKind::Organization);
        assert!(with_reason(name, reason, &texts).is_empty());
    }

    #[test]
    fn qualities_are_unlike_and_what_a_body_is_called_is_not() {
        let reason = "words like company or group differ";
        let name = ("TAVRIK GENERAL BUREAU", EntityKind::Organization);
        let texts = ["The National Tavrik Office met.", "The Tavrik Group met."];
        assert_eq!(with_reason(name, reason, &texts), texts[..1]);
    }
}
