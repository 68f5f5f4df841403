use std::fmt;

/// Why two entities are held for one party; the surest first.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
#[non_exhaustive]
#[repr(u8)]
pub enum LinkReason {
    /// One of the two lists says so.
    Stated,
    /// They share an identifier that is given to one party alone.
    Identifier,
    /// They share a name and the date of birth or foundation.
    BirthDate,
    /// They share a name and an address or place of birth.
    Place,
    /// They share a name and a country.
    Country,
}

impl LinkReason {
    const ALL: [Self; 5] = [
        Self::Stated,
        Self::Identifier,
        Self::BirthDate,
        Self::Place,
        Self::Country,
    ];

    /// The word used in output: `stated`, `identifier`, `birth_date`, `place` or `country`.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Stated => "stated",
            Self::Identifier => "identifier",
            Self::BirthDate => "birth_date",
            Self::Place => "place",
            Self::Country => "country",
        }
    }

    /// Reads the number under which a reason is stored.
    pub(crate) fn from_number(number: u32) -> Self {
        Self::ALL[number as usize % Self::ALL.len()]
    }
}

/// An entity of another list that is the same party, so far as the lists tell.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Link {
    /// The other entity's id.
    pub entity_id: String,
    /// Why the two are held for one party.
    pub reason: LinkReason,
    /// What they share: `passport A1234567`, `1961-04-02`, `Baghdad`, `iq`; the list that says so.
    pub detail: String,
}

impl fmt::Display for Link {
    /// The reason in words: `same name, born 1961-04-02`.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let detail = &self.detail;
        match self.reason {
            LinkReason::Stated => write!(f, "{detail} says so"),
            LinkReason::Identifier => write!(f, "same {detail}"),
            LinkReason::BirthDate => write!(f, "same name, same date {detail}"),
            LinkReason::Place => write!(f, "same name, same place {detail}"),
            LinkReason::Country => write!(f, "same name, same country {detail}"),
        }
    }
}
