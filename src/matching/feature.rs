//! What an alignment says for and against, as numbers.

use super::align::{Alignment, Link, SidePart};
use super::left::{Left, exchange_company};
use crate::name::{RelationKind, Role, SERVANT_BITS};

/// The numbers that the model weighs. Each has a neutral value, mostly 0, that says nothing.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[repr(usize)]
pub(crate) enum Feature {
    Agreement,
    Parts,
    Unlike,
    UnlikeShare,
    FamilyUnlike,
    MissingListed,
    MissingListedMiddle,
    MissingListedFamily,
    MissingQuery,
    MissingQueryMiddle,
    MissingQueryFamily,
    Weakest,
    Drift,
    Edit,
    KnownEdit,
    Nickname,
    /// Letters that stand for a family name.
    FamilyInitials,
    /// How rare the rest is beside a letter that stands for the given name: `G. Smith` may be anybody,
    /// `G. Varnakov` hardly.
    BesideInitial,
    InitialUnlike,
    FatherSwapped,
    Order,
    Single,
    Whole,
    SideAgreement,
    SideUnlike,
    SideMissing,
    GenericMissing,
    GenericUnlike,
    SideOnly,
    PlaceUnlike,
    PlaceMissing,
    NumberUnlike,
    NumberMissing,
    LegalUnlike,
    LegalMissing,
}

pub(crate) const NAME_FEATURES: usize = Feature::LegalMissing as usize + 1;

/// A name of which no word is worth more than this is made of common words alone.
const SIDE_BITS: f32 = 7.0;

/// A transliteration no dearer than this gave the very letters of the list.
const SAME_LETTERS: u8 = 8;

/// How whole a name is met: to the letter, in another spelling, or with letters that differ.
/// 0 where words are left over.
pub(crate) const WHOLE_TO_THE_LETTER: f32 = 3.0;
pub(crate) const WHOLE_IN_ANOTHER_SPELLING: f32 = 2.0;
pub(super) const WHOLE_WITH_SLIPS: f32 = 1.0;

/// The features of a comparison of two names.
pub(crate) type NameFeatures = [f32; NAME_FEATURES];

/// Reckons the features of an alignment.
pub(crate) fn of_alignment(
    alignment: &Alignment,
    query: &[SidePart],
    listed: &[SidePart],
) -> NameFeatures {
    let mut features = [0.0; NAME_FEATURES];
    let mut carrying = 0;
    let mut whole = WHOLE_TO_THE_LETTER;
    let (mut forms_linked, mut initials) = (false, false);
    for link in &alignment.links {
        let one = &query[usize::from(link.query)];
        let other = &listed[usize::from(link.listed)];
        let role = other.part.role;
        let forms = [one.part.role, role].map(|role| role == Role::Legal);
        forms_linked |= forms.contains(&true);
        // A legal form is abbreviated at will.
        if forms.contains(&false) || one.part.detail != other.part.detail {
            whole = whole.min(likeness(link, one.span == other.span));
        }
        let cost = f32::from(link.relation.cost) / 100.0;
        let mut lost = link.gain * cost / (1.0 - cost).max(0.1);
        if is_known_spelling(link) {
            lost = 0.0;
        } else if link.relation.kind == RelationKind::Transliteration {
            // Another script had to be read; nobody spelt the name otherwise.
            lost /= 2.0;
        }
        let core = one.part.role.is_core() && role.is_core();
        if link.relation.kind == RelationKind::Initial {
            initials = true;
            let of_family = f32::from(u8::from(role == Role::Family));
            features[Feature::FamilyInitials as usize] += of_family;
            features[Feature::Agreement as usize] += link.gain;
            continue;
        }
        if !core {
            if role.carries() {
                carrying += 1;
                features[Feature::SideAgreement as usize] += link.gain;
            }
            continue;
        }
        let parts = bearing(one, query).max(bearing(other, listed));
        carrying += parts;
        features[Feature::Agreement as usize] += link.gain;
        features[Feature::Parts as usize] += f32::from(parts);
        let weakest = &mut features[Feature::Weakest as usize];
        if !is_known_spelling(link) {
            *weakest = weakest.max(f32::from(link.relation.cost));
        }
        let kind = match link.relation.kind {
            RelationKind::Edit | RelationKind::Sound => Feature::Edit,
            RelationKind::KnownEdit => Feature::KnownEdit,
            RelationKind::Nickname | RelationKind::CrossLanguage => Feature::Nickname,
            _ => Feature::Drift,
        };
        features[kind as usize] += lost;
    }
    features[Feature::BesideInitial as usize] = beside_initial(alignment, listed);
    let single_word = carrying == 1 && !initials;
    features[Feature::Single as usize] = flag(single_word);
    let mut left_query = Left::of(alignment.left_query, query);
    let mut left_listed = Left::of(alignment.left_listed, listed);
    // Where the one has it, the other may lack it, whoever is meant.
    if left_listed.core_count == 0 {
        left_query.excuse_at_will();
    } else if left_query.core_count == 0 {
        left_listed.excuse_at_will();
    }
    let stands_for_form = exchange_company([&mut left_query, &mut left_listed]);
    left_over(&left_query, &left_listed, &mut features);
    let side_only = left_listed.heaviest <= SIDE_BITS;
    whole = whole.min(left_query.whole).min(left_listed.whole);
    if left_query.generics || left_listed.generics {
        // What `company` or `group` is worth is weighed by itself.
        let weighed = !single_word && !side_only;
        whole = whole.min(if weighed { WHOLE_WITH_SLIPS } else { 0.0 });
    }
    features[Feature::Whole as usize] = whole;
    if forms_linked {
        features[Feature::LegalMissing as usize] = 0.0;
    }
    if left_query.legal_forms && left_listed.legal_forms && !stands_for_form {
        features[Feature::LegalUnlike as usize] = flag(!share_legal_form(query, listed));
    }
    features[Feature::Order as usize] = alignment.disorder(query, listed);
    features[Feature::FatherSwapped as usize] = flag(is_father_swapped(alignment, query, listed));
    features[Feature::SideOnly as usize] = flag(side_only);
    features
}

/// The most that the relation of two known spellings of one word costs.
const KNOWN_SPELLING: u8 = 6;
/// The same across scripts, where a letter may be read in more than one way.
const KNOWN_READING: u8 = 12;

/// Whether the words are spellings of one that are known, in this script or another: that is no slip.
fn is_known_spelling(link: &Link) -> bool {
    match link.relation.kind {
        RelationKind::Spelling => link.relation.cost <= KNOWN_SPELLING,
        RelationKind::Transliteration => link.relation.cost <= KNOWN_READING,
        _ => false,
    }
}

/// How many words of a part tell anything: `Abd al-Rahman` is one name, in however many words.
fn bearing(part: &SidePart, parts: &[SidePart]) -> u8 {
    let bearing = |one: &&SidePart| {
        one.span == 1 && part.mask() & one.mask() != 0 && one.part.bits > SERVANT_BITS
    };
    (parts.iter().filter(bearing).count() as u8).max(u8::from(part.part.bits > SERVANT_BITS))
}

/// How rare the rarest word is beside an initial that stands for the given name; 0 without one.
fn beside_initial(alignment: &Alignment, listed: &[SidePart]) -> f32 {
    let (mut for_given, mut rarest) = (false, 0.0_f32);
    for link in &alignment.links {
        let role = listed[usize::from(link.listed)].part.role;
        let is_initial = link.relation.kind == RelationKind::Initial;
        match role {
            Role::Given if is_initial => for_given = true,
            // The family name is told by a letter, or the given name in full.
            Role::Family | Role::Given if is_initial || role == Role::Given => return 0.0,
            _ if role.is_core() && !is_initial => rarest = rarest.max(link.gain),
            _ => {}
        }
    }
    if for_given { rarest } else { 0.0 }
}

/// Whether the son of the one name is the father of the other, and the reverse: X bin Y is not
/// Y bin X.
fn is_father_swapped(alignment: &Alignment, query: &[SidePart], listed: &[SidePart]) -> bool {
    let any = |one: Role, other: Role| {
        alignment.links.iter().any(|link| {
            query[usize::from(link.query)].part.role == one
                && listed[usize::from(link.listed)].part.role == other
        })
    };
    any(Role::Given, Role::Patronymic) && any(Role::Patronymic, Role::Given)
}

/// How whole the words of a link are met.
fn likeness(link: &Link, one_for_one: bool) -> f32 {
    match link.relation.kind {
        RelationKind::Same if one_for_one => WHOLE_TO_THE_LETTER,
        RelationKind::Transliteration if one_for_one && link.relation.cost <= SAME_LETTERS => {
            WHOLE_TO_THE_LETTER
        }
        RelationKind::Same
        | RelationKind::Transliteration
        | RelationKind::Spelling
        | RelationKind::Drift => WHOLE_IN_ANOTHER_SPELLING,
        _ => WHOLE_WITH_SLIPS,
    }
}

/// Whether a name made of common words alone has lost one of those that stand for it: such a name
/// is taken whole or not at all.
pub(crate) fn is_common_and_partial(alignment: &Alignment, listed: &[SidePart]) -> bool {
    let single = || listed.iter().filter(|part| part.span == 1);
    let any_core = single().any(|part| part.part.role.is_core());
    any_core
        && single().all(|part| part.part.bits <= SIDE_BITS)
        && single().any(|part| part.part.role.is_core() && alignment.left_listed & part.mask() != 0)
}

fn flag(value: bool) -> f32 {
    f32::from(u8::from(value))
}

fn left_over(query: &Left, listed: &Left, features: &mut NameFeatures) {
    let both = query.core_count.min(listed.core_count);
    let unlike: f32 = query
        .core()
        .iter()
        .zip(listed.core())
        .map(|(a, b)| a.0.min(b.0))
        .sum();
    let (query_bits, listed_bits) = (query.core_bits, listed.core_bits);
    let share = |bits: f32, all: f32| {
        if all > 0.0 {
            (bits / all).min(1.0)
        } else {
            0.0
        }
    };
    features[Feature::Unlike as usize] = unlike;
    features[Feature::UnlikeShare as usize] = share(unlike, query_bits.min(listed_bits));
    let family_left = |left: &Left| {
        left.core()[..both]
            .iter()
            .any(|(_, role)| *role == Role::Family)
    };
    features[Feature::FamilyUnlike as usize] = flag(family_left(query) && family_left(listed));
    let initial_left = |left: &Left| {
        left.core()[..both]
            .iter()
            .any(|(_, role)| *role == Role::Initial)
    };
    features[Feature::InitialUnlike as usize] = flag(initial_left(query) || initial_left(listed));
    let listed_missing = listed.missing(both);
    let query_missing = query.missing(both);
    for (sort, (of_listed, of_query)) in [
        (Feature::MissingListed, Feature::MissingQuery),
        (Feature::MissingListedMiddle, Feature::MissingQueryMiddle),
        (Feature::MissingListedFamily, Feature::MissingQueryFamily),
    ]
    .into_iter()
    .enumerate()
    {
        features[of_listed as usize] = share(listed_missing[sort], listed_bits);
        features[of_query as usize] = share(query_missing[sort], query_bits);
    }
    features[Feature::SideUnlike as usize] = query.side.min(listed.side);
    features[Feature::SideMissing as usize] = (query.side - listed.side).abs();
    let generic = (query.generic - listed.generic).abs();
    features[Feature::GenericUnlike as usize] = query.qualities.min(listed.qualities);
    let agreement =
        features[Feature::Agreement as usize] + features[Feature::SideAgreement as usize];
    features[Feature::GenericMissing as usize] = share(generic, generic + agreement);
    features[Feature::PlaceUnlike as usize] = flag(query.places && listed.places);
    features[Feature::PlaceMissing as usize] = flag(query.places != listed.places);
    let both_numbers = query.any_number && listed.any_number;
    let number_left = query.numbers || listed.numbers;
    features[Feature::NumberUnlike as usize] = flag(number_left && both_numbers);
    features[Feature::NumberMissing as usize] = flag(number_left && !both_numbers);
    features[Feature::LegalMissing as usize] = flag(query.legal_forms != listed.legal_forms);
}

/// Whether legal forms of two names are of one family, as those of different countries may be: LLC,
/// OOO, GmbH.
fn share_legal_form(query: &[SidePart], listed: &[SidePart]) -> bool {
    legal_families(query).any(|one| legal_families(listed).any(|other| one == other))
}

fn legal_families(parts: &[SidePart]) -> impl Iterator<Item = u32> {
    let forms = parts.iter().filter(|part| part.part.role == Role::Legal);
    forms.map(|part| part.part.detail >> 16)
}

#[cfg(test)]
mod tests {
    use crate::EntityKind;
    use crate::screening::told::with_reason;

    #[test]
    fn a_name_with_its_form_abbreviated_is_the_same() {
        let name = ("TAVRIK SHIPPING LIMITED", EntityKind::Organization);
        let texts = [
            "They paid Tavrik Shipping Ltd there.",
            "They paid Tavrik Shiping Ltd there.",
        ];
        assert_eq!(
            with_reason(name, "the names are the same", &texts),
            texts[..1]
        );
    }

    #[test]
    fn and_is_written_as_a_sign_or_left_out() {
        let name = ("TAVRIK AND KANDROS OIL", EntityKind::Organization);
        let texts = [
            "They paid Tavrik & Kandros Oil there.",
            "They paid Tavrik Kandros Oil there.",
            "They paid Tavrik or Kandros Oil there.",
        ];
        let reason = "the names are the same";
        assert_eq!(with_reason(name, reason, &texts), texts[..2]);
        let name = ("TAVRIK WA KANDROS OIL", EntityKind::Organization);
        assert_eq!(with_reason(name, reason, &texts), [""; 0]);
    }
}
