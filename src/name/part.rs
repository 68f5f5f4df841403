//! What a word may be in a name, and what it is worth there.

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
    /// A word of respect that is a given name as well, before another one: Seyyed, Haji, Hafiz.
    Honorific,
}

impl Role {
    /// All roles, in the order of their numbers.
    pub(crate) const ALL: [Self; 15] = [
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
        Self::Honorific,
    ];

    /// Whether the word names somebody, so that a different one speaks against.
    pub(crate) fn is_core(self) -> bool {
        matches!(
            self,
            Self::Given
                | Self::Family
                | Self::Patronymic
                | Self::Distinctive
                | Self::Nickname
                | Self::Honorific
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
    pub(super) fn most_bits(self) -> f32 {
        match self {
            Self::Given
            | Self::Family
            | Self::Patronymic
            | Self::Distinctive
            | Self::Nickname
            | Self::Honorific => f32::INFINITY,
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
    /// The legal form (family in the upper half, exact form in the lower), the number, the
    /// group of like-meaning words, or the place, if it is named by one word; 0 for none.
    pub(crate) detail: u32,
}

impl Part {
    /// A part not yet weighed, with no detail.
    pub(super) fn new(role: Role) -> Self {
        Self {
            role,
            bits: 0.0,
            detail: 0,
        }
    }
}
