//! The names of organisations, ships and aircraft: what is distinctive in them, and what most may
//! bear.

use std::sync::LazyLock;

use super::ParseToken;
use crate::knowledge::{FunctionWord, Knowledge, OrgWord, OrgWordClass, ParticleClass};
use crate::name::part::{Part, Role};
use crate::name::{is_number, rarity};
use crate::text::{Case, Gap};

/// Whether a name of unknown kind holds words that only organisations bear.
pub(super) fn is_likely(tokens: &[ParseToken<'_>]) -> bool {
    let knowledge = Knowledge::get();
    let latin: Vec<&str> = tokens.iter().map(ParseToken::known_by).collect();
    tokens.iter().enumerate().any(|(at, token)| {
        let legal =
            at > 0 && token.latin.len() > 2 && knowledge.legal_form_at(&latin[at..]).is_some();
        legal
            || knowledge.org_word(token.latin).is_some()
                && knowledge.name_class(token.latin).is_none()
            || matches!(token.latin, "of" | "the" | "and" | "for")
    })
}

/// Tells the part of each word.
pub(super) fn tell_parts(tokens: &[ParseToken<'_>], parts: &mut Vec<Part>) {
    let knowledge = Knowledge::get();
    let latin: Vec<&str> = tokens.iter().map(ParseToken::known_by).collect();
    let mut at = 0;
    while at < tokens.len() {
        let word = latin[at];
        if let Some((form, length)) = knowledge.legal_form_at(&latin[at..]) {
            // Two-letter forms are words elsewhere (as, co, sa): believed at the end, or in capitals
            // before a word that is not.
            let ends = latin[at + length..]
                .iter()
                .all(|word| knowledge.legal_form_at(&[word]).is_some());
            // `AO` and `PT` stand first, and are no words.
            let stands_first = matches!(word, "ao" | "pt");
            let begins = at == 0
                && tokens[0].case == Case::Upper
                && tokens.get(length).is_some_and(|next| {
                    stands_first || next.gap == Gap::Quote || next.case != Case::Upper
                });
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
        if let Some((place, length)) = knowledge.place_at(&latin[at..]) {
            for _ in 0..length {
                parts.push(Part {
                    detail: if length == 1 { place.number() } else { 0 },
                    ..Part::new(Role::Place)
                });
            }
            at += length;
            continue;
        }
        let number = knowledge.number(word).or_else(|| {
            // A lone Roman numeral, as in "Fund II"; `i` and the like stand for words.
            (at > 0 && tokens[at].case != Case::Lower && !is_joined(tokens, at))
                .then(|| Knowledge::roman(word))
                .flatten()
        });
        parts.push(if let Some(number) = number {
            Part {
                role: Role::Number,
                bits: 0.0,
                detail: told_by(number),
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
                detail: org.number(),
            }
        } else if knowledge
            .function_word(word)
            .is_some_and(|class| class != FunctionWord::Inner || at > 0 && at + 1 < tokens.len())
            || is_number_sign(word) && latin.get(at + 1).is_some_and(|next| is_number(next))
        {
            Part::new(Role::Particle)
        } else {
            Part::new(Role::Distinctive)
        });
        at += 1;
    }
    join_numbers(tokens, parts);
    if is_ship_sign(tokens) {
        parts[..2].fill(Part::new(Role::Particle));
    } else if tokens.len() > 1 && matches!(latin[0], "mv" | "mt") && tokens[0].case == Case::Upper {
        parts[0] = Part::new(Role::Particle);
    }
    if !parts.iter().any(|part| part.role.carries()) {
        for (part, token) in parts.iter_mut().zip(tokens) {
            if !rarity::is_ordinary(token.latin) || tokens.len() == 1 {
                *part = Part::new(Role::Distinctive);
            }
        }
    }
}

/// What a name has or lacks at will is worth nothing: `the`, and `and`, for which `&` may stand.
pub(super) fn belittle_small_words(tokens: &[ParseToken<'_>], parts: &mut [Part]) {
    let is_and = |word: &str| {
        let particle = Knowledge::get().particle(word);
        particle.is_some_and(|particle| particle.class == ParticleClass::Conjunction)
    };
    for (part, token) in parts.iter_mut().zip(tokens) {
        if part.role == Role::Particle && (token.latin == "the" || is_and(token.latin)) {
            part.bits = 0.0;
        }
    }
}

/// The meaning of the word `Company` in the name of one.
pub(crate) fn company() -> u32 {
    static COMPANY: LazyLock<u32> =
        LazyLock::new(|| meaning("company", Role::Generic).unwrap_or(0));
    *COMPANY
}

/// What a word means in a role, as the [detail](Part::detail) of a part tells it; `None` where it does not play
/// that role.
pub(crate) fn meaning(latin: &str, role: Role) -> Option<u32> {
    let knowledge = Knowledge::get();
    match role {
        Role::Sector | Role::Generic => knowledge.org_word(latin).map(OrgWord::number),
        Role::Place => {
            let place = knowledge.place_at(&[latin]);
            place.map(|(place, _)| place.number())
        }
        Role::Number => {
            let number = knowledge.number(latin);
            let number = number.or_else(|| Knowledge::roman(latin));
            number.map(told_by)
        }
        _ => None,
    }
}

/// How a part tells a number: 0 tells none.
fn told_by(number: u32) -> u32 {
    number.saturating_add(1)
}

/// Whether a letter joins two words, as in `Jihad-i-Islami`, or with the one before it says what sort of ship
/// it is, as in `M/V`.
fn is_joined(tokens: &[ParseToken<'_>], at: usize) -> bool {
    let gap = |at: usize| tokens.get(at).map(|token| token.gap);
    let hyphens = gap(at) == Some(Gap::Hyphen) && gap(at + 1) == Some(Gap::Hyphen);
    hyphens || at == 1 && is_ship_sign(tokens)
}

/// Whether a name begins with what sort of ship it is: `M/V`, `M/T`.
fn is_ship_sign(tokens: &[ParseToken<'_>]) -> bool {
    let [first, second, _, ..] = tokens else {
        return false;
    };
    first.latin == "m" && matches!(second.latin, "v" | "t") && second.gap == Gap::Mark
}

/// Whether a word stands before numbers alone: `No. 2`.
pub(crate) fn is_number_sign(latin: &str) -> bool {
    matches!(latin, "no" | "nr" | "num" | "numero" | "nomer" | "number")
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
            parts[at] = Part::new(Role::Particle);
        }
    }
}

/// The most bits that a word which stands for a name without distinctive words is worth.
const PROMOTED_BITS: f32 = 12.0;

/// Where no word is distinctive, the most telling of the others stand for the name: what it deals
/// in, else whatever carries anything.
pub(super) fn promote(tokens: &[ParseToken<'_>], parts: &mut [Part]) {
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
