use std::fmt;
use std::str::FromStr;

use serde::{Deserialize, Serialize};

use super::PartialDate;

/// What sort of party an entity is.
#[derive(
    Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize, Default,
)]
#[serde(rename_all = "lowercase")]
pub enum EntityKind {
    /// A human being.
    Person,
    /// A company, authority, armed group, or any other body.
    Organization,
    /// A ship.
    Vessel,
    /// An aeroplane or helicopter.
    Aircraft,
    /// The publisher does not say; compared as whatever fits best.
    #[default]
    Unknown,
}

impl EntityKind {
    /// All kinds, in the order in which they are stored.
    pub const ALL: [Self; 5] = [
        Self::Person,
        Self::Organization,
        Self::Vessel,
        Self::Aircraft,
        Self::Unknown,
    ];

    /// The word used in output: `person`, `organization`, `vessel`, `aircraft` or `unknown`.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Person => "person",
            Self::Organization => "organization",
            Self::Vessel => "vessel",
            Self::Aircraft => "aircraft",
            Self::Unknown => "unknown",
        }
    }
}

impl fmt::Display for EntityKind {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.as_str())
    }
}

impl FromStr for EntityKind {
    type Err = UnknownWord;

    fn from_str(word: &str) -> Result<Self, UnknownWord> {
        Self::ALL
            .into_iter()
            .find(|kind| kind.as_str() == word)
            .ok_or(UnknownWord {
                expected: "person, organization, vessel, aircraft or unknown",
            })
    }
}

/// A word outside the closed set that a field allows.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("expected {expected}")]
pub struct UnknownWord {
    pub(crate) expected: &'static str,
}

/// What sort of name a [`Name`] is, as the publisher says.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum NameKind {
    /// The name under which the entity is listed.
    Primary,
    /// Another name that the publisher holds good for identification.
    Alias,
    /// A name that the publisher itself calls weak (nicknames, single words, low quality).
    WeakAlias,
    /// A name borne before.
    FormerName,
    /// The name in the script it was first written in.
    OriginalScript,
    /// Not a name: an identifier found in the text (only in hits).
    Identifier,
}

impl NameKind {
    /// The word used in output: `primary`, `alias`, `weak_alias`, `former_name`,
    /// `original_script` or `identifier`.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Primary => "primary",
            Self::Alias => "alias",
            Self::WeakAlias => "weak_alias",
            Self::FormerName => "former_name",
            Self::OriginalScript => "original_script",
            Self::Identifier => "identifier",
        }
    }
}

impl fmt::Display for NameKind {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.as_str())
    }
}

/// The part a word plays in a name, where the publisher gives names in parts.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum NamePartRole {
    /// A given (first) name.
    Given,
    /// A further given name, a middle name.
    Middle,
    /// A name taken from the father.
    Patronymic,
    /// A name taken from the mother.
    Matronymic,
    /// A family, clan or tribal name.
    Family,
    /// The family name before marriage.
    Maiden,
    /// A title or form of address.
    Title,
    /// What follows a name (Jr., III).
    Suffix,
    /// The publisher gives the part without saying which it is (the UN's second to fourth names).
    Other,
}

/// One part of a name, as the publisher gives it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct NamePart {
    /// The part it plays.
    pub role: NamePartRole,
    /// The words of the part.
    pub text: String,
}

/// One name of an entity, as published.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Name {
    /// The name as the authority wrote it.
    pub text: String,
    /// What sort of name it is.
    pub kind: NameKind,
    /// Its parts, where the publisher gives them; else empty.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub parts: Vec<NamePart>,
}

impl Name {
    /// A name without publisher's parts.
    pub fn new(text: impl Into<String>, kind: NameKind) -> Self {
        Self {
            text: text.into(),
            kind,
            parts: Vec::new(),
        }
    }
}

/// The sex or gender an authority records.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Gender {
    /// Male.
    Male,
    /// Female.
    Female,
}

impl Gender {
    /// The word used in output: `male` or `female`.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Male => "male",
            Self::Female => "female",
        }
    }
}

impl FromStr for Gender {
    type Err = UnknownWord;

    /// Reads `male`, `m`, `female`, `f` in any case.
    fn from_str(word: &str) -> Result<Self, UnknownWord> {
        match word.trim().to_ascii_lowercase().as_str() {
            "male" | "m" => Ok(Self::Male),
            "female" | "f" => Ok(Self::Female),
            _ => Err(UnknownWord {
                expected: "male or female",
            }),
        }
    }
}

/// A number or address that identifies a party.
#[derive(Clone, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct Identifier {
    /// What sort: `passport`, `national_id`, `tax_id`, `imo`, `mmsi`, `lei`, `bic`, `wallet`,
    /// `registration`, `call_sign`, `tail_number`, `website`, `email`, `phone`, ... Lower case,
    /// words joined by `_`; a publisher's own label is kept in that form where none of these fits.
    #[serde(rename = "type")]
    pub kind: String,
    /// The identifier as published.
    pub value: String,
    /// The issuing country as an ISO 3166 two-letter code in lower case, where known.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub country: Option<String>,
}

/// What a list says of a ship or aircraft beside its names and identifiers.
#[derive(Clone, Debug, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(default)]
pub struct Vehicle {
    /// Its type (Crude Oil Tanker, Boeing 747).
    #[serde(rename = "type", skip_serializing_if = "Option::is_none")]
    pub kind: Option<String>,
    /// The flag it flies.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub flag: Option<String>,
    /// Flags it flew before.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub former_flags: Vec<String>,
    /// Its owner or operator.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub owner: Option<String>,
    /// Deadweight tonnage, as published.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub tonnage: Option<String>,
    /// Gross registered tonnage, as published.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub gross_tonnage: Option<String>,
    /// The year it was built.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub built: Option<String>,
}

/// One listed party: the one form that all lists are read into.
///
/// Fields a publisher leaves open are empty. Texts are as published; only countries are codes.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Entity {
    /// List id and the publisher's own reference, joined by a colon: `us-ofac-sdn:35096`.
    pub id: String,
    /// The sort of party.
    pub kind: EntityKind,
    /// All names; the first is the primary one.
    pub names: Vec<Name>,
    /// Gender, where the list records one.
    pub gender: Option<Gender>,
    /// Dates of birth (of foundation, for organisations); several are alternatives.
    pub birth_dates: Vec<PartialDate>,
    /// Places of birth.
    pub birth_places: Vec<String>,
    /// Nationalities, citizenships, jurisdictions: ISO 3166 two-letter codes in lower case; the
    /// publisher's word in lower case where it names no present country.
    pub countries: Vec<String>,
    /// Passports, tax numbers, IMO numbers, wallets, ...
    pub identifiers: Vec<Identifier>,
    /// Addresses, each on one line.
    pub addresses: Vec<String>,
    /// Sanctions programmes, verbatim.
    pub programmes: Vec<String>,
    /// Titles, positions and functions.
    pub titles: Vec<String>,
    /// When it was put on the list.
    pub listed_on: Option<PartialDate>,
    /// Ids of the same party on other lists, as the list itself says.
    pub listed_as: Vec<String>,
    /// Ship or aircraft data.
    pub vehicle: Option<Vehicle>,
    /// What else the publisher says.
    pub remarks: Option<String>,
}

impl Entity {
    /// An entity of which only the id, kind and primary name are known.
    ///
    /// # Examples
    ///
    /// ```
    /// use namewatch::{Entity, EntityKind};
    ///
    /// let entity = Entity::new("own:1", EntityKind::Person, "Ivan PETROV");
    /// assert_eq!(entity.primary_name(), "Ivan PETROV");
    /// assert_eq!(entity.list(), "own");
    /// ```
    pub fn new(id: impl Into<String>, kind: EntityKind, name: impl Into<String>) -> Self {
        Self {
            id: id.into(),
            kind,
            names: vec![Name::new(name, NameKind::Primary)],
            gender: None,
            birth_dates: Vec::new(),
            birth_places: Vec::new(),
            countries: Vec::new(),
            identifiers: Vec::new(),
            addresses: Vec::new(),
            programmes: Vec::new(),
            titles: Vec::new(),
            listed_on: None,
            listed_as: Vec::new(),
            vehicle: None,
            remarks: None,
        }
    }

    /// The name under which the entity is listed.
    pub fn primary_name(&self) -> &str {
        self.names.first().map_or("", |name| name.text.as_str())
    }

    /// The id of the list it stands on: the part of the id before the first colon.
    pub fn list(&self) -> &str {
        self.id.split_once(':').map_or("", |(list, _)| list)
    }

    /// The publisher's own reference: the part of the id after the first colon.
    pub fn reference(&self) -> &str {
        self.id
            .split_once(':')
            .map_or(self.id.as_str(), |(_, reference)| reference)
    }
}
