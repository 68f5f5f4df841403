//! What words mean where others may mean the same.

use std::ops::{BitOr, RangeInclusive};

use crate::name::{Part, Role, meaning};

/// What words mean where others may mean the same, as bits: the groups of words that say what a party
/// is or does, places, and numbers. Several share a bit, so that nothing is missed but some is looked at in
/// vain.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) struct Meanings(u64);

impl Meanings {
    pub(crate) const NONE: Self = Self(0);
    const ALL: Self = Self(u64::MAX);

    /// What a part of a name means.
    pub(crate) fn of_part(part: &Part) -> Self {
        Self::of(part.role, part.detail)
    }

    /// What a word may mean in any role.
    pub(crate) fn of_word(latin: &str) -> Self {
        /// Twenty to ninety, as parts tell them.
        const TENS: RangeInclusive<u32> = 21..=91;
        let number = meaning(latin, Role::Number).unwrap_or(0);
        // A word for tens, to which the next may belong: `forty-four`.
        if TENS.contains(&number) && !latin.starts_with(|c: char| c.is_ascii_digit()) {
            return Self::ALL;
        }
        let of = |role| meaning(latin, role).map_or(Self::NONE, |detail| Self::of(role, detail));
        Self::of(Role::Number, number) | of(Role::Sector) | of(Role::Place)
    }

    /// What the detail of a part in a role tells; nothing for 0.
    fn of(role: Role, detail: u32) -> Self {
        let bit = match role {
            Role::Sector | Role::Generic => detail % u64::BITS,
            Role::Number | Role::Place => detail.wrapping_mul(0x9E37_79B9) >> 26,
            _ => return Self::NONE,
        };
        Self(u64::from(detail != 0) << bit)
    }

    /// Whether the two may mean the same.
    pub(crate) fn meet(self, other: Self) -> bool {
        self.0 & other.0 != 0
    }
}

impl BitOr for Meanings {
    type Output = Self;

    fn bitor(self, other: Self) -> Self {
        Self(self.0 | other.0)
    }
}
