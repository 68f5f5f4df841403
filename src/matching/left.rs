//! The words of a name that have no counterpart in the other.

use super::align::SidePart;
use super::feature::{WHOLE_IN_ANOTHER_SPELLING, WHOLE_TO_THE_LETTER, WHOLE_WITH_SLIPS};
use super::prepared::MAX_WORDS;
use crate::name::{Part, Role, company};

/// What is left of one side, by what it does, and some of the whole. Made so often that it must not
/// ask for memory.
pub(super) struct Left {
    core: [(f32, Role); MAX_WORDS],
    pub(super) core_count: usize,
    pub(super) side: f32,
    pub(super) generic: f32,
    pub(super) generics: bool,
    /// Of the generic words those with another word after them: `General` in `General Bureau`.
    pub(super) qualities: f32,
    pub(super) places: bool,
    pub(super) numbers: bool,
    /// How whole the name is met at best, words like `Group` aside.
    pub(super) whole: f32,
    /// The same, without what is left out at will.
    whole_but_these: f32,
    /// Whether the first given name, and some family name, have a counterpart.
    first_given_met: bool,
    family_met: bool,
    /// Of all words, left or not: the bits of those that name somebody, and of the heaviest.
    pub(super) core_bits: f32,
    pub(super) heaviest: f32,
    pub(super) any_number: bool,
    pub(super) legal_forms: bool,
    /// Of generic words, nothing but `Company` is left, at the end.
    company: bool,
}

impl Left {
    pub(super) fn of(mask: u32, parts: &[SidePart]) -> Self {
        let mut left = Self {
            core: [(0.0, Role::Given); MAX_WORDS],
            core_count: 0,
            side: 0.0,
            generic: 0.0,
            generics: false,
            qualities: 0.0,
            places: false,
            numbers: false,
            whole: WHOLE_TO_THE_LETTER,
            whole_but_these: WHOLE_TO_THE_LETTER,
            first_given_met: false,
            family_met: false,
            core_bits: 0.0,
            heaviest: 0.0,
            any_number: false,
            legal_forms: false,
            company: false,
        };
        let mut given_seen = false;
        let last = parts.iter().rfind(|part| part.span == 1);
        let last = last.map_or(0, |part| part.first);
        for part in parts.iter().filter(|part| part.span == 1) {
            let (role, bits) = (part.part.role, part.part.bits);
            let met = mask & part.mask() == 0;
            left.heaviest = left.heaviest.max(bits);
            left.any_number |= role == Role::Number;
            left.legal_forms |= role == Role::Legal;
            if role.is_core() {
                left.core_bits += bits;
            }
            // Who is called by a word of respect alone is called by it as by his given name.
            let is_called = role == Role::Honorific && met;
            if !given_seen && (matches!(role, Role::Given | Role::Initial) || is_called) {
                given_seen = true;
                left.first_given_met = met;
            }
            if met {
                left.family_met |= role == Role::Family;
            } else {
                let is_first_left = !left.generics;
                left.add(role, bits);
                if role == Role::Generic {
                    let is_last = part.first == last;
                    left.company = is_first_left && is_last && is_company(&part.part);
                    left.qualities += if part.first < last { bits } else { 0.0 };
                }
            }
        }
        left.core[..left.core_count].sort_by(|a, b| b.0.total_cmp(&a.0).then(a.1.cmp(&b.1)));
        left
    }

    /// Adds a word that has no counterpart.
    fn add(&mut self, role: Role, bits: f32) {
        match role {
            // Those are told or left out at will.
            Role::Nickname => {}
            Role::Number => self.numbers = true,
            Role::Place => self.places = true,
            Role::Initial => self.add_core(role, bits),
            role if role.is_core() => self.add_core(role, bits),
            Role::Generic => self.generic += bits,
            role if role.carries() => self.side += bits,
            _ => {}
        }
        let at_best = match role {
            // What the legal form says, it says for itself.
            Role::Legal | Role::Generic => WHOLE_TO_THE_LETTER,
            // `&` for `and`, and a name without its `the`.
            Role::Particle if bits == 0.0 => WHOLE_TO_THE_LETTER,
            Role::Particle => WHOLE_IN_ANOTHER_SPELLING,
            Role::Nickname => WHOLE_WITH_SLIPS,
            _ => 0.0,
        };
        self.whole = self.whole.min(at_best);
        let at_best = if is_at_will(role) {
            WHOLE_WITH_SLIPS
        } else {
            at_best
        };
        self.whole_but_these = self.whole_but_these.min(at_best);
        self.generics |= role == Role::Generic;
    }

    fn add_core(&mut self, role: Role, bits: f32) {
        if let Some(place) = self.core.get_mut(self.core_count) {
            *place = (bits, role);
            self.core_count += 1;
        }
    }

    /// Bits and role of the words that name somebody, weightiest first.
    pub(super) fn core(&self) -> &[(f32, Role)] {
        &self.core[..self.core_count]
    }

    /// Takes the name for as whole as it is without a father's name and words of respect, if the given and the
    /// family name are met.
    pub(super) fn excuse_at_will(&mut self) {
        let mut roles = self.core().iter().map(|(_, role)| *role);
        if self.first_given_met && self.family_met && roles.all(is_at_will) {
            self.whole = self.whole_but_these;
        }
    }

    /// The bits of those words that are missing on the other side: key words, middle names, and
    /// family names beside one that is met. The first `unlike` words have an unlike counterpart.
    pub(super) fn missing(&self, unlike: usize) -> [f32; 3] {
        let mut missing = [0.0; 3];
        for &(bits, role) in &self.core()[unlike..] {
            let key_met = self.first_given_met && self.family_met;
            let sort = match role {
                Role::Given | Role::Patronymic | Role::Initial | Role::Honorific if key_met => 1,
                Role::Family if self.family_met => 2,
                _ => 0,
            };
            let weight = if is_at_will(role) { 0.5 } else { 1.0 };
            missing[sort] += weight * bits;
        }
        missing
    }
}

/// Takes `Company` at the end of a name that has no legal form for one, where the other has a form: `Co` and
/// `Company Limited`. Whether that is so.
pub(super) fn exchange_company([one, other]: [&mut Left; 2]) -> bool {
    let stands_for = |one: &Left, other: &Left| {
        one.company && !one.legal_forms && other.legal_forms && other.generic == 0.0
    };
    let turned = if stands_for(one, other) {
        one
    } else if stands_for(other, one) {
        other
    } else {
        return false;
    };
    (turned.generic, turned.generics, turned.legal_forms) = (0.0, false, true);
    true
}

/// Whether a word is `Company`, for which a legal form may stand.
pub(crate) fn is_company(part: &Part) -> bool {
    part.role == Role::Generic && part.detail == company()
}

/// Whether a part of a person's name is told or left out at will: what his father is called, and words of respect.
pub(super) fn is_at_will(role: Role) -> bool {
    matches!(role, Role::Patronymic | Role::Honorific)
}

#[cfg(test)]
mod tests {
    use crate::EntityKind;
    use crate::screening::told::with_reason;

    #[test]
    fn a_word_of_respect_may_be_on_one_side_only() {
        let reason = "all words of the names agree but for";
        let texts = [
            "They met Gleb Varnakov there.",
            "They met Haji Varnakov there.",
            "They met Haji Boris Varnakov there.",
        ];
        let name = ("VARNAKOV, Haji Gleb", EntityKind::Person);
        assert_eq!(with_reason(name, reason, &texts), texts[..1]);
    }

    #[test]
    fn company_stands_for_a_legal_form() {
        let name = ("TAVRIK SHIPPING COMPANY LIMITED", EntityKind::Organization);
        let texts = [
            "They paid Tavrik Shipping Co there.",
            "They paid Tavrik Shipping there.",
        ];
        let reason = "the legal form stands on one side only";
        assert_eq!(with_reason(name, reason, &texts), texts[1..]);
        let reason = "words like company or group";
        assert_eq!(with_reason(name, reason, &texts), [""; 0]);
    }

    #[test]
    fn a_fathers_name_may_be_on_one_side_only() {
        let reason = "all words of the names agree but for";
        let texts = [
            "They met Gleb Tarasovich Varnakov there.",
            "They met Gleb Boris Varnakov there.",
            "They met Tarasovich Varnakov there.",
        ];
        let name = ("VARNAKOV, Gleb", EntityKind::Person);
        assert_eq!(with_reason(name, reason, &texts), texts[..1]);
        let texts = [
            "They met Gleb Varnakov there.",
            "They met Varnakov there.",
            "They met Gleb Ivanovich Varnakov there.",
        ];
        let name = ("VARNAKOV, Gleb Tarasovich", EntityKind::Person);
        assert_eq!(with_reason(name, reason, &texts), texts[..1]);
    }
}
