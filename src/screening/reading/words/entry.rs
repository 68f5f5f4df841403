//! What is known of a distinct word of a text.

use std::cell::OnceCell;
use std::ops::Range;

use crate::index::Letters;
use crate::knowledge::{Knowledge, OrgWordClass, ParticleClass, Topics};
use crate::name::{Manner, Word, rarity};
use crate::screening::reading::german;
use crate::screening::reading::meanings::Meanings;
use crate::screening::window::{bridges, is_other_and};
use crate::script::{Seam, is_ordinary_word};
use crate::text::Case;

/// A longer word is not what is left of markup.
const LONGEST_STRAY: usize = 2;

/// What is asked of each word of a text: little, so that it stays near at hand.
#[derive(Clone, Copy, Debug, Default)]
pub(crate) struct Glance {
    /// One more than its place among the live words; 0 if no listed word is near.
    pub(super) live: u32,
    /// An ordinary word of English in lower case: no start for a name.
    pub(crate) ordinary: bool,
    /// An ordinary word of another language in lower case.
    pub(crate) foreign: bool,
    /// Such a word with the capital that begins a sentence.
    pub(crate) foreign_at_start: bool,
    /// It is one that nobody is called by, so that it tells the language.
    pub(crate) tells_foreign: bool,
    /// It is an ordinary word of English in small letters that no name goes on over. It may go on over one like
    /// `network`; and a stray letter or two may be what is left of markup.
    pub(crate) breaks_names: bool,
    /// It may stand inside a mention of a name that it is no part of.
    pub(crate) bridges: bool,
    /// A full stop after it ends an abbreviation and no sentence.
    pub(crate) abbreviation: bool,
    /// It is made of digits alone.
    pub(crate) is_number: bool,
    /// It is a legal form or a word like `Group`, written as a name is, which another may stand for.
    pub(crate) is_exchangeable: bool,
    /// It means what other words may mean as well.
    pub(crate) has_meaning: bool,
    /// It may be a number, or part of one, that identifies somebody.
    pub(crate) may_identify: bool,
    /// Which small word of German it is, from 1 to 46; 0 if it is none.
    pub(crate) german: u8,
}

/// What else is known of a distinct word. Most words of a text are near no listed one; what is known
/// of those that are is kept apart.
#[derive(Debug, Default)]
pub(crate) struct Entry {
    pub(super) surface: Range<u32>,
    /// The word itself, once it was needed.
    pub(super) prepared: OnceCell<Box<Word>>,
    /// Nothing is known of it beside the listed words that it is near, so that it can only stand for one
    /// of these.
    pub(crate) is_plain: bool,
    /// What it adds to the sound of a word that it makes with its neighbour.
    pub(super) seam: Seam,
    /// What it may be the initial of, if it is a letter or letters parted by full stops.
    pub(crate) letters: Letters,
    /// It joins names, as `and` does.
    pub(crate) is_conjunction: bool,
    /// It is a title, or an office that somebody holds.
    pub(crate) is_title: bool,
    /// It is a legal form.
    pub(crate) legal_form: bool,
    /// What it means, where other words may mean the same.
    pub(crate) meanings: Meanings,
    /// The name of a place in several words may begin with it.
    pub(crate) begins_place: bool,
    /// What it speaks of.
    pub(crate) topics: Topics,
    /// The country of the place or people it names.
    pub(crate) country: Option<[u8; 2]>,
}

/// What is known of a word that listed words are near.
#[derive(Debug)]
pub(crate) struct Live {
    pub(super) neighbours: Range<u32>,
    /// Some neighbour is enough to bring a name up.
    pub(crate) solo: bool,
    /// Some neighbour is the same to the letter.
    pub(super) is_in_names: bool,
    /// Its neighbours, as bits.
    pub(crate) own_mask: u128,
    /// The words that stand in a pair with one of its neighbours, as bits.
    pub(crate) partner_mask: u128,
}

/// What is known of a word that stands in a text, by its first Latin form if that tells anything, what it may
/// be the initial of, what it adds to a word that it makes with its neighbour, and the country of what it names.
pub(super) fn describe(
    (surface, case): (&str, Case),
    latin: &str,
    letters: Letters,
    seam: Seam,
    country: Option<[u8; 2]>,
) -> (Glance, Entry) {
    let knowledge = Knowledge::get();
    let legal_form = knowledge.legal_form_at(&[latin]).is_some();
    let title = knowledge.title(latin).is_some();
    let suffix = knowledge.suffix(latin).is_some();
    let particle = knowledge.particle(latin);
    let org_word = knowledge.org_word(latin);
    let generic = org_word.is_some_and(|word| word.class == OrgWordClass::Generic);
    let is_letter = surface.chars().nth(1).is_none();
    let meanings = Meanings::of_word(latin);
    let is_english = case == Case::Lower && rarity::is_ordinary(latin);
    // What organisations are called by stands in small letters in many languages: `gardiens de la révolution`.
    let is_called = org_word.is_some() || meanings != Meanings::NONE;
    let is_foreign = case == Case::Lower && !is_called && is_ordinary_word(surface);
    let foreign_at_start =
        case == Case::Title && !is_called && is_ordinary_word(&surface.to_lowercase());
    // `Intl.` ends no sentence; `clubs.` may.
    let is_word = rarity::is_of_language(latin);
    let bridges = [Manner::Person, Manner::Organization]
        .into_iter()
        .any(|manner| bridges(case, surface, manner));
    let glance = Glance {
        live: 0,
        ordinary: is_english,
        foreign: is_foreign && !is_english,
        foreign_at_start,
        tells_foreign: is_foreign && !is_english && knowledge.name_class(latin).is_none(),
        breaks_names: is_english && !bridges && org_word.is_none() && latin.len() > LONGEST_STRAY,
        bridges,
        abbreviation: is_letter
            || latin.len() <= 5
                && (legal_form || title || suffix || org_word.is_some() && !is_word),
        is_number: surface.bytes().all(|byte| byte.is_ascii_digit()),
        is_exchangeable: case.is_name_like() && (generic || legal_form),
        has_meaning: meanings != Meanings::NONE,
        may_identify: surface.bytes().any(|byte| byte.is_ascii_digit())
            || case == Case::Upper && matches!(surface.len(), 5 | 8 | 11),
        german: german::number(surface),
    };
    let entry = Entry {
        is_plain: surface.len() > 1
            && meanings == Meanings::NONE
            && letters == Letters::NONE
            && org_word.is_none()
            && particle.is_none()
            && country.is_none()
            && !suffix
            && !legal_form
            && !title,
        seam,
        letters,
        is_conjunction: is_other_and(surface)
            || particle.is_some_and(|particle| particle.class == ParticleClass::Conjunction),
        is_title: title,
        legal_form,
        meanings,
        begins_place: knowledge.places_begin_with(latin),
        topics: knowledge.topics(latin),
        country,
        ..Entry::default()
    };
    (glance, entry)
}
