//! Names taken apart: each word gets the part it plays, in the manner of persons or of organisations.

mod organization;
mod person;

use super::part::Part;
use super::word::{Word, WordView};
use crate::EntityKind;
use crate::script::is_scrap_of_syllables;
use crate::text::{Case, Gap, Token};

pub(crate) use organization::{company, is_number_sign, meaning};
pub(crate) use person::{SERVANT_BITS, is_one_syllable, is_patronymic};

/// What the parser has to know of a token.
#[derive(Clone, Copy, Debug)]
pub(crate) struct ParseToken<'a> {
    /// The word folded in its own script.
    pub(crate) fold: &'a str,
    /// Its first Latin form.
    pub(crate) latin: &'a str,
    /// How rare the word is among names.
    pub(crate) bits: f32,
    /// What stands before it.
    pub(crate) gap: Gap,
    /// How it is written.
    pub(crate) case: Case,
    /// A Han or Hangul syllable.
    pub(crate) syllable: bool,
    /// The initial of a name, or several.
    pub(crate) initial: bool,
}

impl<'a> ParseToken<'a> {
    /// A token with its prepared word.
    pub(crate) fn new(token: &Token, word: &WordView<'a>) -> Self {
        Self::with((word.fold, word.latin(), word.bits), token)
    }

    /// A token with its word.
    pub(crate) fn of(token: &Token, word: &'a Word) -> Self {
        Self::with((word.fold(), word.latin(), word.bits()), token)
    }

    /// Its first Latin form, if that tells [what the word means](Word::known_by).
    fn known_by(&self) -> &'a str {
        if self.syllable && is_scrap_of_syllables(self.fold) {
            return "";
        }
        self.latin
    }

    fn with((fold, latin, bits): (&'a str, &'a str, f32), token: &Token) -> Self {
        Self {
            fold,
            latin,
            bits,
            gap: token.gap,
            case: token.case,
            syllable: token.is_syllable,
            initial: token.initial,
        }
    }
}

/// The way in which names are parsed and weighed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Manner {
    /// As the name of a human being.
    Person,
    /// As the name of a body, ship or aircraft.
    Organization,
}

impl Manner {
    /// The manner for a party of a kind; a name of unknown kind decides by its words.
    pub(crate) fn of(kind: EntityKind, tokens: &[ParseToken<'_>]) -> Self {
        match kind {
            EntityKind::Person => Self::Person,
            EntityKind::Unknown if !organization::is_likely(tokens) => Self::Person,
            _ => Self::Organization,
        }
    }
}

/// Gives each token its part, in the manner of the kind of party.
///
/// Tells how many words the family name put in front takes (`LAST, First`): rotated left by so
/// many, the words stand in natural order.
pub(crate) fn parse(tokens: &[ParseToken<'_>], manner: Manner, parts: &mut Vec<Part>) -> usize {
    parts.clear();
    let in_front = match manner {
        Manner::Person => person::tell_parts(tokens, parts),
        Manner::Organization => {
            organization::tell_parts(tokens, parts);
            0
        }
    };
    for (part, token) in parts.iter_mut().zip(tokens) {
        part.bits = token.bits.min(part.role.most_bits());
    }
    match manner {
        Manner::Person => person::belittle_servants(tokens, parts),
        Manner::Organization => {
            organization::belittle_small_words(tokens, parts);
            organization::promote(tokens, parts);
        }
    }
    in_front
}
