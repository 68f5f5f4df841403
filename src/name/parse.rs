use std::ops::Range;

use crate::EntityKind;
use crate::knowledge::{Knowledge, OrgWordClass, ParticleClass, TitleClass};
use crate::name::WordView;
use crate::name::rarity;
use crate::text::{Case, Gap, Token};

/// What a word does in a name.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[repr(u8)]
pub(crate) enum Role {
    /// A given name.
    Given,
    /// A family, clan or tribal name.
    Family,
    /// The father's or mother's name.
    Patronymic,
    /// A single letter that stands for a name.
    Initial,
    /// A word that tells one organisation or vessel from another.
    Distinctive,
    /// A number, in digits or words.
    Number,
    /// A place in the name of an organisation.
    Place,
    /// What the organisation deals in (bank, oil, shipping).
    Sector,
    /// A word that most organisations may bear (company, group, general).
    Generic,
    /// The legal form.
    Legal,
    /// al, bin, de, van; of, the, and.
    Particle,
    /// A title or rank.
    Title,
    /// Jr., III, PhD.
    Suffix,
    /// What somebody is called besides, between quotation marks inside the name.
    Nickname,
}

impl Role {
    /// All roles, in the order of their numbers.
    pub(crate) const ALL: [Self; 14] = [
        Self::Given,
        Self::Family,
        Self::Patronymic,
        Self::Initial,
        Self::Distinctive,
        Self::Number,
        Self::Place,
        Self::Sector,
        Self::Generic,
        Self::Legal,
        Self::Particle,
        Self::Title,
        Self::Suffix,
        Self::Nickname,
    ];

    /// Whether the word names somebody, so that a different one speaks against.
    pub(crate) fn is_core(self) -> bool {
        matches!(
            self,
            Self::Given | Self::Family | Self::Patronymic | Self::Distinctive | Self::Nickname
        )
    }

    /// Whether agreement on the word counts towards finding a name at all.
    pub(crate) fn carries(self) -> bool {
        self.is_core()
            || matches!(
                self,
                Self::Place | Self::Sector | Self::Generic | Self::Number
            )
    }

    /// The most bits a word in this role is worth, however rare.
    fn most_bits(self) -> f32 {
        match self {
            Self::Given | Self::Family | Self::Patronymic | Self::Distinctive | Self::Nickname => {
                f32::INFINITY
            }
            Self::Initial => 2.5,
            Self::Number => 6.0,
            Self::Place => 7.0,
            Self::Sector => 5.0,
            Self::Generic => 3.0,
            Self::Legal => 1.0,
            Self::Particle | Self::Title => 0.5,
            Self::Suffix => 1.5,
        }
    }
}

/// One word of a name, with the part it plays.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) struct Part {
    /// What it does.
    pub(crate) role: Role,
    /// What agreement on it is worth, in bits.
    pub(crate) bits: f32,
    /// The legal form (family in the upper half, exact form in the lower), the number, or the
    /// group of like-meaning words; 0 for none.
    pub(crate) detail: u32,
}

/// What the parser has to know of a token.
#[derive(Clone, Copy, Debug)]
pub(crate) struct ParseToken<'a> {
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
            EntityKind::Unknown if !looks_like_organization(tokens) => Self::Person,
            _ => Self::Organization,
        }
    }
}

impl<'a> ParseToken<'a> {
    /// A token with its prepared word.
    pub(crate) fn new(token: &Token, word: &WordView<'a>) -> Self {
        Self::of(token, word.latin(), word.bits)
    }

    /// A token with its word's first Latin form and rarity.
    pub(crate) fn of(token: &Token, latin: &'a str, bits: f32) -> Self {
        Self {
            latin,
            bits,
            gap: token.gap,
            case: token.case,
            syllable: token.is_syllable,
            initial: token.initial,
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
        Manner::Person => person(tokens, parts),
        Manner::Organization => {
            organization(tokens, parts);
            0
        }
    };
    for (part, token) in parts.iter_mut().zip(tokens) {
        part.bits = token.bits.min(part.role.most_bits());
    }
    match manner {
        Manner::Person => belittle_servants(tokens, parts),
        Manner::Organization => promote(tokens, parts),
    }
    in_front
}

/// The most bits that `abd` is worth before the name that completes it.
pub(crate) const SERVANT_BITS: f32 = 2.0;

/// `Abd al-Rahman` is one given name, and no rarer than `Rahman`.
fn belittle_servants(tokens: &[ParseToken<'_>], parts: &mut [Part]) {
    let mut completed = false;
    for (part, token) in parts.iter_mut().zip(tokens).rev() {
        let particle = Knowledge::get().particle(token.latin);
        if particle.is_some_and(|particle| particle.class == ParticleClass::Servant) {
            if completed {
                part.bits = part.bits.min(SERVANT_BITS);
            }
            completed = false;
        } else {
            completed = part.role.is_core() || completed && part.role == Role::Particle;
        }
    }
}

/// The most bits that a word which stands for a name without distinctive words is worth.
const PROMOTED_BITS: f32 = 12.0;

/// Where no word is distinctive, the most telling of the others stand for the name: what it deals
/// in, else whatever carries anything.
fn promote(tokens: &[ParseToken<'_>], parts: &mut [Part]) {
    if parts.iter().any(|part| part.role.is_core()) {
        return;
    }
    let any_sector = parts.iter().any(|part| part.role == Role::Sector);
    for (part, token) in parts.iter_mut().zip(tokens) {
        if if any_sector {
            part.role == Role::Sector
        } else {
            part.role.carries()
        } {
            // `Saderat` is Persian for exports, and nothing but the bank in English text.
            if part.role != Role::Place && !rarity::is_ordinary(token.latin) {
                part.bits = token.bits.min(PROMOTED_BITS);
            }
            part.role = Role::Distinctive;
        }
    }
}

/// Whether a name of unknown kind holds words that only organisations bear.
fn looks_like_organization(tokens: &[ParseToken<'_>]) -> bool {
    let knowledge = Knowledge::get();
    let latin: Vec<&str> = tokens.iter().map(|token| token.latin).collect();
    tokens.iter().enumerate().any(|(at, token)| {
        let legal =
            at > 0 && token.latin.len() > 2 && knowledge.legal_form_at(&latin[at..]).is_some();
        legal
            || knowledge.org_word(token.latin).is_some()
                && knowledge.name_class(token.latin).is_none()
            || matches!(token.latin, "of" | "the" | "and" | "for")
    })
}

/// `Forty-Four` is one number.
fn join_numbers(tokens: &[ParseToken<'_>], parts: &mut [Part]) {
    for at in 1..parts.len() {
        let [tens, units] = [at - 1, at].map(|at| {
            let is_number = parts[at].role == Role::Number;
            is_number.then(|| parts[at].detail.saturating_sub(1))
        });
        if let (Some(tens @ 20..=90), Some(units @ 1..=9)) = (tens, units)
            && tens % 10 == 0
            && !tokens[at - 1]
                .latin
                .starts_with(|c: char| c.is_ascii_digit())
            && matches!(tokens[at].gap, Gap::Space | Gap::Hyphen | Gap::Line)
        {
            parts[at - 1].detail = tens + units + 1;
            parts[at] = part(Role::Particle);
        }
    }
}

fn part(role: Role) -> Part {
    Part {
        role,
        bits: 0.0,
        detail: 0,
    }
}

fn person(tokens: &[ParseToken<'_>], parts: &mut Vec<Part>) -> usize {
    let knowledge = Knowledge::get();
    let count = tokens.len();
    parts.extend(tokens.iter().map(|_| part(Role::Given)));
    // What can be told from the word alone.
    for (at, token) in tokens.iter().enumerate() {
        let alone = count == 1;
        let letter = token.latin.len() == 1 && token.latin.as_bytes()[0].is_ascii_alphabetic();
        let initial = letter || token.initial;
        // What Han characters and Hangul sound like tells of no title and no small word.
        let role = if token.syllable {
            Role::Given
        } else if initial && !alone {
            Role::Initial
        } else if at + 1 < count && is_title(token.latin) && only_titles(&parts[..at])
            || at > 0 && at + 1 == count && is_religious(token.latin)
        {
            Role::Title
        } else if at + 1 < count
            && let Some(role) = particle_role(token.latin, at == 0)
        {
            role
        } else if at > 1 && knowledge.suffix(token.latin).is_some() {
            Role::Suffix
        } else {
            Role::Given
        };
        parts[at].role = role;
    }
    let names = |parts: &[Part]| -> Vec<usize> {
        (0..count)
            .filter(|&at| parts[at].role == Role::Given)
            .collect()
    };
    let core = names(parts);
    let Some((&first, &last)) = core.first().zip(core.last()) else {
        // Particles or titles alone: then they are the name.
        for part in parts.iter_mut() {
            part.role = Role::Given;
        }
        return 0;
    };
    if first == last {
        // With a single name, a title before it tells something too: Mullah Omar.
        for part in parts.iter_mut().filter(|part| part.role == Role::Title) {
            part.role = Role::Generic;
        }
    }
    let comma = core
        .iter()
        .copied()
        .find(|&at| at > first && tokens[at].gap == Gap::Comma);
    // With a word that is known whole it is rather the name of an organisation.
    let is_of_syllables = tokens.iter().all(|token| token.syllable);
    let capitals = |at: &usize| tokens[*at].case == Case::Upper && tokens[*at].latin.len() > 1;
    let mixed = core.iter().any(capitals) && !core.iter().all(capitals);
    for &at in &core {
        let family = if let Some(comma) = comma {
            at < comma
        } else if mixed {
            capitals(&at)
        } else if is_of_syllables {
            at == first
        } else {
            at == if family_first(tokens, &core) {
                first
            } else {
                last
            }
        };
        let filial = at > 0
            && matches!(
                knowledge
                    .particle(tokens[at - 1].latin)
                    .map(|particle| particle.class),
                Some(ParticleClass::Filial)
            );
        parts[at].role =
            if core.len() > 1 && (filial || is_patronymic(tokens[at].latin)) && at != first {
                Role::Patronymic
            } else if family {
                Role::Family
            } else {
                Role::Given
            };
    }
    for at in nicknames(tokens, first..last) {
        if parts[at].role == Role::Given {
            parts[at].role = Role::Nickname;
        }
    }
    let is_family = |at: &usize| parts[*at].role == Role::Family;
    match comma {
        Some(comma) => comma,
        // Family first without a comma: KIM Jong Un, Li Fangwei.
        None if is_family(&first) && core.iter().any(|at| !is_family(at)) => {
            core.iter().copied().find(|at| !is_family(at)).unwrap_or(0)
        }
        None => 0,
    }
}

/// The words between quotation marks that stand inside a name.
fn nicknames(tokens: &[ParseToken<'_>], name: Range<usize>) -> Range<usize> {
    let quoted = |at: &usize| tokens[*at].gap == Gap::Quote;
    let opens = (name.start + 1..name.end).find(quoted);
    let closes = opens.and_then(|opens| (opens + 1..=name.end).find(quoted));
    match (opens, closes) {
        (Some(opens), Some(closes)) => opens..closes,
        _ => 0..0,
    }
}

/// Titles that as often are names (Khan, Sayyid) count as names.
fn is_title(latin: &str) -> bool {
    Knowledge::get()
        .title(latin)
        .is_some_and(|class| class != TitleClass::Weak)
}

/// Titles of religion that follow the name as well: Baradar Akhund.
fn is_religious(latin: &str) -> bool {
    Knowledge::get().title(latin) == Some(TitleClass::Religious)
}

fn only_titles(parts: &[Part]) -> bool {
    parts.iter().all(|part| part.role == Role::Title)
}

/// The part of a small word before another word. `abd` is half of a given name; `abu` tells
/// something, if little; the others nothing.
fn particle_role(latin: &str, leading: bool) -> Option<Role> {
    match Knowledge::get().particle(latin)?.class {
        ParticleClass::Servant => None,
        ParticleClass::Kunya => Some(Role::Generic),
        ParticleClass::Article => Some(Role::Particle),
        _ if leading => None,
        _ => Some(Role::Particle),
    }
}

/// Whether a name in natural order puts the family first: the first word is a family name by
/// knowledge and no given one, the last is not.
fn family_first(tokens: &[ParseToken<'_>], core: &[usize]) -> bool {
    let class = |at: usize| Knowledge::get().name_class(tokens[at].latin);
    let (Some(&first), Some(&last)) = (core.first(), core.last()) else {
        return false;
    };
    let first_family = class(first).is_some_and(|class| class.family && !class.given);
    let last_family = class(last).is_some_and(|class| class.family);
    first_family && !last_family
}

/// Whether a word has the ending of a Slavic patronymic.
fn is_patronymic(latin: &str) -> bool {
    const ENDINGS: [&str; 8] = [
        "ovich", "evich", "ovna", "evna", "ovych", "evych", "ivna", "yevich",
    ];
    latin.len() > 6 && ENDINGS.iter().any(|ending| latin.ends_with(ending))
}

fn organization(tokens: &[ParseToken<'_>], parts: &mut Vec<Part>) {
    let knowledge = Knowledge::get();
    let latin: Vec<&str> = tokens.iter().map(|token| token.latin).collect();
    let mut at = 0;
    while at < tokens.len() {
        let word = latin[at];
        if let Some((form, length)) = knowledge.legal_form_at(&latin[at..]) {
            // Two-letter forms are words elsewhere (as, co, sa): believed at the end, or in capitals
            // before a word that is not.
            let ends = latin[at + length..]
                .iter()
                .all(|word| knowledge.legal_form_at(&[word]).is_some());
            let begins = at == 0
                && tokens[0].case == Case::Upper
                && tokens
                    .get(length)
                    .is_some_and(|next| next.gap == Gap::Quote || next.case != Case::Upper);
            if length < tokens.len() && (word.len() > 2 || length > 1 || ends || begins) {
                let detail = (form.family as u32) << 16 | u32::from(form.exact);
                for _ in 0..length {
                    parts.push(Part {
                        role: Role::Legal,
                        bits: 0.0,
                        detail,
                    });
                }
                at += length;
                continue;
            }
        }
        if let Some((_, length)) = knowledge.place_at(&latin[at..]) {
            for _ in 0..length {
                parts.push(part(Role::Place));
            }
            at += length;
            continue;
        }
        let number = knowledge.number(word).or_else(|| {
            // A lone Roman numeral, as in "Fund II"; `i` and the like stand for words.
            (at > 0 && tokens[at].case != Case::Lower)
                .then(|| Knowledge::roman(word))
                .flatten()
        });
        parts.push(if let Some(number) = number {
            Part {
                role: Role::Number,
                bits: 0.0,
                detail: number.saturating_add(1),
            }
        } else if let Some(org) = knowledge.org_word(word) {
            let role = match org.class {
                OrgWordClass::Generic => Role::Generic,
                OrgWordClass::Sector
                | OrgWordClass::Institution
                | OrgWordClass::Office
                | OrgWordClass::Troops => Role::Sector,
            };
            Part {
                role,
                bits: 0.0,
                detail: u32::from(org.group) + 1,
            }
        } else if is_function_word(word) {
            part(Role::Particle)
        } else {
            part(Role::Distinctive)
        });
        at += 1;
    }
    join_numbers(tokens, parts);
    if !parts.iter().any(|part| part.role.carries()) {
        for (part, token) in parts.iter_mut().zip(tokens) {
            if !rarity::is_ordinary(token.latin) || tokens.len() == 1 {
                *part = Part {
                    role: Role::Distinctive,
                    bits: 0.0,
                    detail: 0,
                };
            }
        }
    }
}

/// Words that join the words of a name and tell nothing.
fn is_function_word(latin: &str) -> bool {
    matches!(
        latin,
        "of" | "the"
            | "and"
            | "for"
            | "in"
            | "to"
            | "on"
            | "at"
            | "by"
            | "with"
            | "de"
            | "del"
            | "la"
            | "le"
            | "les"
            | "los"
            | "las"
            | "el"
            | "al"
            | "des"
            | "du"
            | "da"
            | "do"
            | "dos"
            | "et"
            | "y"
            | "e"
            | "und"
            | "der"
            | "die"
            | "das"
            | "fur"
            | "fuer"
            | "van"
            | "von"
            | "i"
            | "a"
            | "an"
            | "per"
            | "di"
            | "ve"
            | "vo"
            | "po"
            | "wa"
            | "va"
            | "tis"
            | "tou"
            | "ton"
            | "aka"
            | "fka"
    )
}
