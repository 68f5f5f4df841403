//! What words mean where others may mean the same.

use std::ops::BitOr;

use crate::name::{Part, Role};

/// What words mean where others may mean the same, as bits: the groups of words that say what a party
/// is or does, places, and numbers. Several share a bit, so that nothing is missed but some is looked at in
/// vain.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) struct Meanings(u64);

impl Meanings {
    pub(crate) const NONE: Self = Self(0);
    pub(crate) const ALL: Self = Self(u64::MAX);

    /// A group of words of one meaning, counted from 1; none for 0.
    pub(crate) fn group(group: u32) -> Self {
        Self(u64::from(group != 0) << (group % u64::BITS))
    }

    /// A place, told by its [number](crate::knowledge::Place::number); none for 0.
    pub(crate) fn place(number: u32) -> Self {
        Self::number(number)
    }

    /// A number, told by one more than its value; none for 0.
    pub(crate) fn number(number: u32) -> Self {
        Self(u64::from(number != 0) << (number.wrapping_mul(0x9E37_79B9) >> 26))
    }

    /// What a part of a name means.
    pub(crate) fn of_part(part: &Part) -> Self {
        match part.role {
            Role::Sector | Role::Generic => Self::group(part.detail),
            Role::Number => Self::number(part.detail),
            Role::Place => Self::place(part.detail),
            _ => Self::NONE,
        }
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
