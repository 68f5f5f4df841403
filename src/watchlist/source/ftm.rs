//! OpenSanctions' FollowTheMoney entities in JSON lines: all of a dataset, where entities refer to
//! each other by id, or its targets with what belongs to them nested.

use rustc_hash::FxHashMap;
use serde::Deserialize;
use serde_json::{Map, Value};

use super::json::{read_records, text, texts};
use super::xml_list::{Names, Remarks, un_id};
use super::{Reader, Reading, country_or_word, push_new};
use crate::error::Result;
use crate::watchlist::date_scan::{SlashDates, dates_in};
use crate::watchlist::date_text::leading_day;
use crate::watchlist::file::ListFile;
use crate::watchlist::{
    Entity, EntityKind, Identifier, Name, NameKind, NamePart, NamePartRole, PartialDate, Vehicle,
};

/// Both forms.
pub(crate) static JSON: Reader = Reader {
    format: "FollowTheMoney JSON lines",
    list: None,
    columns: &[],
    read,
};

/// The kind of party that a schema stands for; `None` of what is no party.
pub(super) fn kind_of(schema: &str) -> Option<EntityKind> {
    Some(match schema {
        "Person" => EntityKind::Person,
        "Organization" | "Company" | "PublicBody" => EntityKind::Organization,
        "Vessel" => EntityKind::Vessel,
        "Airplane" => EntityKind::Aircraft,
        "LegalEntity" => EntityKind::Unknown,
        _ => return None,
    })
}

#[derive(Deserialize)]
struct Record {
    id: String,
    schema: String,
    #[serde(default)]
    caption: String,
    #[serde(default)]
    properties: Map<String, Value>,
    /// What is no target is there because a target refers to it; some dumps don't say.
    target: Option<bool>,
    last_seen: Option<String>,
}

impl Record {
    fn list(&self, property: &str) -> Vec<String> {
        self.properties.get(property).map(texts).unwrap_or_default()
    }

    fn dates(&self, property: &str) -> Vec<PartialDate> {
        let values = self.list(property);
        values
            .iter()
            .flat_map(|value| dates_in(value, SlashDates::Unsure))
            .collect()
    }
}

/// What belongs to a party but is an entity of its own.
enum Belonging {
    Address(String),
    Sanction(Box<Record>),
    Identifier(Identifier),
}

impl Belonging {
    fn of(record: Record) -> Option<Self> {
        Some(match record.schema.as_str() {
            "Address" => {
                let full = record.list("full").into_iter().next();
                let parts = ["street", "postalCode", "city", "state", "country"];
                let full = full.unwrap_or_else(|| {
                    let parts = parts.iter().flat_map(|part| record.list(part));
                    parts.collect::<Vec<_>>().join(", ")
                });
                Self::Address(full)
            }
            "Sanction" => Self::Sanction(Box::new(record)),
            "Passport" | "Identification" => {
                let kind = if record.schema == "Passport" {
                    "passport"
                } else {
                    "national_id"
                };
                Self::Identifier(Identifier {
                    kind: kind.to_owned(),
                    value: record.list("number").into_iter().next()?,
                    country: record
                        .list("country")
                        .first()
                        .map(|code| country_or_word(code)),
                })
            }
            "CryptoWallet" => Self::Identifier(Identifier {
                kind: "wallet".to_owned(),
                value: record.list("publicKey").into_iter().next()?,
                country: None,
            }),
            _ => return None,
        })
    }

    fn give_to(&self, entity: &mut Entity) {
        match self {
            Self::Address(line) if line.is_empty() => {}
            Self::Address(line) => push_new(&mut entity.addresses, line.clone()),
            Self::Identifier(identifier) => push_new(&mut entity.identifiers, identifier.clone()),
            Self::Sanction(sanction) => {
                for property in ["program", "programId"] {
                    for programme in sanction.list(property) {
                        push_new(&mut entity.programmes, programme);
                    }
                }
                let mut dates = sanction.dates("listingDate");
                dates.extend(sanction.dates("startDate"));
                entity.listed_on = entity.listed_on.into_iter().chain(dates).min();
                for id in sanction.list("unscId").iter().filter_map(|id| un_id(id)) {
                    push_new(&mut entity.listed_as, id);
                }
            }
        }
    }
}

/// The properties of what belongs to a party that name the party.
const OWNERS: [&str; 2] = ["entity", "holder"];

#[derive(Default)]
struct Dataset {
    parties: Vec<Party>,
    by_id: FxHashMap<String, usize>,
    addresses: FxHashMap<String, Belonging>,
    /// What belongs to a party, with the party's id.
    owned: Vec<(String, Belonging)>,
    /// Targets that are no parties, by schema.
    left_out: FxHashMap<String, usize>,
    last_seen: Option<String>,
}

struct Party {
    entity: Entity,
    addresses: Vec<String>,
}

fn read(file: &ListFile) -> Result<Reading> {
    let mut reading = Reading::default();
    let mut dataset = Dataset::default();
    read_records(file, None, &mut reading, |record: Record, _| {
        dataset.take(record)
    })?;
    reading.published = dataset
        .last_seen
        .as_deref()
        .and_then(leading_day)
        .map(|day| day.to_string());
    let mut left_out: Vec<(String, usize)> = dataset.left_out.drain().collect();
    left_out.sort();
    for (schema, count) in left_out {
        reading.warnings.push(format!(
            "{}: {count} targets of schema {schema} are no parties and were left out",
            file.name
        ));
    }
    reading.push_all(dataset.finish());
    Ok(reading)
}

impl Dataset {
    fn take(&mut self, record: Record) -> std::result::Result<(), String> {
        if record.id.is_empty() {
            return Err("has no id".to_owned());
        }
        if record.last_seen > self.last_seen {
            self.last_seen.clone_from(&record.last_seen);
        }
        if let Some(kind) = kind_of(&record.schema) {
            if record.target != Some(false) {
                let party = party(record, kind)?;
                self.by_id
                    .insert(party.entity.id.clone(), self.parties.len());
                self.parties.push(party);
            }
            return Ok(());
        }
        let (id, schema) = (record.id.clone(), record.schema.clone());
        let is_target = record.target == Some(true);
        let owner = OWNERS
            .iter()
            .find_map(|property| record.list(property).pop());
        match (Belonging::of(record), owner) {
            (Some(address @ Belonging::Address(_)), _) => {
                self.addresses.insert(id, address);
            }
            (Some(belonging), Some(owner)) => self.owned.push((owner, belonging)),
            _ if is_target => *self.left_out.entry(schema).or_default() += 1,
            _ => {}
        }
        Ok(())
    }

    fn finish(mut self) -> Vec<Entity> {
        for (owner, belonging) in &self.owned {
            if let Some(&at) = self.by_id.get(owner) {
                belonging.give_to(&mut self.parties[at].entity);
            }
        }
        let addresses = self.addresses;
        let parties = self.parties.into_iter().map(|mut party| {
            for id in &party.addresses {
                if let Some(address) = addresses.get(id) {
                    address.give_to(&mut party.entity);
                }
            }
            party.entity
        });
        parties.collect()
    }
}

fn party(record: Record, kind: EntityKind) -> std::result::Result<Party, String> {
    let mut entity = Entity::new(&record.id, kind, "");
    entity.names = names(&record).ok_or_else(|| format!("{} has no name", record.id))?;
    entity.gender = record
        .list("gender")
        .iter()
        .find_map(|text| text.parse().ok());
    for property in ["birthDate", "incorporationDate"] {
        for date in record.dates(property) {
            push_new(&mut entity.birth_dates, date);
        }
    }
    for property in ["birthPlace", "birthCountry"] {
        for place in record.list(property) {
            push_new(&mut entity.birth_places, place);
        }
    }
    for property in [
        "nationality",
        "citizenship",
        "jurisdiction",
        "mainCountry",
        "country",
        "flag",
    ] {
        for country in record.list(property) {
            push_new(&mut entity.countries, country_or_word(&country));
        }
    }
    for (property, identifier_kind) in IDENTIFIERS {
        let identifier_kind = match (*property, kind) {
            ("imoNumber", EntityKind::Organization | EntityKind::Unknown) => "imo_company",
            ("registrationNumber", EntityKind::Aircraft) => "tail_number",
            _ => identifier_kind,
        };
        for value in record.list(property) {
            let identifier = Identifier {
                kind: identifier_kind.to_owned(),
                value,
                country: None,
            };
            push_new(&mut entity.identifiers, identifier);
        }
    }
    entity.addresses = record.list("address");
    entity.programmes = record.list("programId");
    for property in ["title", "position"] {
        for title in record.list(property) {
            push_new(&mut entity.titles, title);
        }
    }
    entity.vehicle = vehicle(&record, kind);
    let mut remarks = Remarks::default();
    for (property, label) in [
        ("topics", "topic"),
        ("deathDate", "date of death"),
        ("legalForm", "legal form"),
        ("status", "status"),
    ] {
        for value in record.list(property) {
            remarks.push_labelled(label, &value);
        }
    }
    for property in ["notes", "summary", "description"] {
        for value in record.list(property) {
            remarks.push(value);
        }
    }
    entity.remarks = remarks.finish();
    let addresses = record.list("addressEntity");
    for value in record
        .properties
        .into_iter()
        .flat_map(|(_, value)| match value {
            Value::Array(values) => values,
            _ => Vec::new(),
        })
    {
        if value.is_object()
            && let Some(belonging) = serde_json::from_value(value).ok().and_then(Belonging::of)
        {
            belonging.give_to(&mut entity);
        }
    }
    Ok(Party { entity, addresses })
}

/// Properties that identify a party, and the types of identifiers they stand for.
const IDENTIFIERS: &[(&str, &str)] = &[
    ("passportNumber", "passport"),
    ("idNumber", "national_id"),
    ("socialSecurityNumber", "national_id"),
    ("taxNumber", "tax_id"),
    ("innCode", "tax_id"),
    ("vatCode", "tax_id"),
    ("registrationNumber", "registration"),
    ("ogrnCode", "registration"),
    ("kppCode", "registration"),
    ("okpoCode", "registration"),
    ("uscCode", "registration"),
    ("leiCode", "lei"),
    ("swiftBic", "bic"),
    ("bikCode", "bik"),
    ("dunsCode", "duns"),
    ("isinCode", "isin"),
    ("ticker", "equity_ticker"),
    ("imoNumber", "imo"),
    ("mmsi", "mmsi"),
    ("callSign", "call_sign"),
    ("serialNumber", "serial_number"),
    ("cageCode", "cage"),
    ("uniqueEntityId", "uei"),
    ("wikidataId", "wikidata"),
    ("publicKey", "wallet"),
    ("website", "website"),
    ("email", "email"),
    ("phone", "phone"),
];

/// All names, the one by which the publisher calls the entity first.
fn names(record: &Record) -> Option<Vec<Name>> {
    let mut names = Names::default();
    let known = record.list("name");
    let caption = known
        .iter()
        .position(|name| *name == text(&Value::from(&*record.caption)));
    let first = known.get(caption.unwrap_or_default());
    let composed = || {
        let parts = ["firstName", "secondName", "middleName", "lastName"];
        let parts = parts
            .iter()
            .filter_map(|part| record.list(part).into_iter().next());
        parts.collect::<Vec<_>>().join(" ")
    };
    let first = first.cloned().unwrap_or_else(composed);
    let of = |text: String, kind| Name {
        parts: parts(record, &text),
        text,
        kind,
    };
    names.push(of(first, NameKind::Primary));
    for (property, kind) in [
        ("name", NameKind::Alias),
        ("alias", NameKind::Alias),
        ("abbreviation", NameKind::Alias),
        ("previousName", NameKind::FormerName),
        ("weakAlias", NameKind::WeakAlias),
    ] {
        names.extend(record.list(property).into_iter().map(|text| of(text, kind)));
    }
    names.finish()
}

/// The parts of a name, as far as the entity's parts of names are words of it.
fn parts(record: &Record, name: &str) -> Vec<NamePart> {
    let mut parts: Vec<NamePart> = Vec::new();
    for (property, role) in [
        ("firstName", NamePartRole::Given),
        ("secondName", NamePartRole::Middle),
        ("middleName", NamePartRole::Middle),
        ("fatherName", NamePartRole::Patronymic),
        ("motherName", NamePartRole::Matronymic),
        ("lastName", NamePartRole::Family),
        ("nameSuffix", NamePartRole::Suffix),
    ] {
        for text in record.list(property) {
            let is_new = parts.iter().all(|part| part.text != text);
            if is_new && has_words(name, &text) {
                parts.push(NamePart { role, text });
            }
        }
    }
    parts
}

/// Whether words stand in a name as words of it, in any case of letters.
fn has_words(name: &str, words: &str) -> bool {
    let fold = |text: &str| {
        let words: Vec<String> = text
            .split(|c: char| c.is_whitespace() || c == ',')
            .filter(|word| !word.is_empty())
            .map(str::to_lowercase)
            .collect();
        format!(" {} ", words.join(" "))
    };
    fold(name).contains(&fold(words))
}

fn vehicle(record: &Record, kind: EntityKind) -> Option<Vehicle> {
    if !matches!(kind, EntityKind::Vessel | EntityKind::Aircraft) {
        return None;
    }
    let first = |property| record.list(property).into_iter().next();
    let vehicle = Vehicle {
        kind: first("type").or_else(|| first("model")),
        flag: first("flag"),
        former_flags: record.list("pastFlags"),
        owner: None,
        tonnage: first("deadweightTonnage").or_else(|| first("tonnage")),
        gross_tonnage: first("grossRegisteredTonnage"),
        built: first("buildDate"),
    };
    (vehicle != Vehicle::default()).then_some(vehicle)
}
