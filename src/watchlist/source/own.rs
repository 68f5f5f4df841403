//! Own lists: JSON lines and CSV with the same keys, read and written.

use std::collections::BTreeMap;
use std::io::{self, Write};

use serde::{Deserialize, Deserializer, Serialize};

use super::own_csv::{self, COLUMNS};
use super::{Reading, Tally};
use crate::error::Result;
use crate::watchlist::file::ListFile;
use crate::watchlist::text::{decode, tidy};
use crate::watchlist::{
    Entity, EntityKind, Identifier, Name, NameKind, NamePart, PartialDate, Vehicle,
};

/// The two forms, in words.
pub(crate) const CSV: &str = "own list, CSV";
pub(crate) const JSON: &str = "own list, JSON lines";

/// A record of an own list: the form in which entities are exported and lists of one's own are kept.
///
/// Serialised with serde it is a line of the JSON form; [`write_own_csv`] writes the CSV form.
///
/// # Examples
///
/// ```
/// use namewatch::{Entity, EntityKind, OwnRecord};
///
/// let entity = Entity::new("own:7", EntityKind::Organization, "Example Trading LLC");
/// let line = serde_json::to_string(&OwnRecord::from(&entity)).unwrap();
/// assert_eq!(
///     line,
///     r#"{"id":"own:7","kind":"organization","name":"Example Trading LLC","list":"own"}"#
/// );
/// ```
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct OwnRecord {
    /// The publisher's reference; in an export the whole entity id.
    pub id: String,
    /// The kind, as [`EntityKind::as_str`] gives it.
    pub kind: String,
    /// The primary name.
    pub name: String,
    /// Good aliases.
    #[serde(
        default,
        deserialize_with = "or_null",
        skip_serializing_if = "Vec::is_empty"
    )]
    pub aliases: Vec<String>,
    /// Weak aliases.
    #[serde(
        default,
        deserialize_with = "or_null",
        skip_serializing_if = "Vec::is_empty"
    )]
    pub weak_aliases: Vec<String>,
    /// Former names.
    #[serde(
        default,
        deserialize_with = "or_null",
        skip_serializing_if = "Vec::is_empty"
    )]
    pub former_names: Vec<String>,
    /// Names in their original script.
    #[serde(
        default,
        deserialize_with = "or_null",
        skip_serializing_if = "Vec::is_empty"
    )]
    pub original_names: Vec<String>,
    /// `male` or `female`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub gender: Option<String>,
    /// Dates as [`PartialDate`] writes them.
    #[serde(
        default,
        deserialize_with = "or_null",
        skip_serializing_if = "Vec::is_empty"
    )]
    pub birth_dates: Vec<String>,
    /// Places of birth.
    #[serde(
        default,
        deserialize_with = "or_null",
        skip_serializing_if = "Vec::is_empty"
    )]
    pub birth_places: Vec<String>,
    /// Two-letter codes of countries, or their names.
    #[serde(
        default,
        deserialize_with = "or_null",
        skip_serializing_if = "Vec::is_empty"
    )]
    pub countries: Vec<String>,
    /// Identifiers.
    #[serde(
        default,
        deserialize_with = "or_null",
        skip_serializing_if = "Vec::is_empty"
    )]
    pub identifiers: Vec<Identifier>,
    /// Addresses.
    #[serde(
        default,
        deserialize_with = "or_null",
        skip_serializing_if = "Vec::is_empty"
    )]
    pub addresses: Vec<String>,
    /// Sanctions programmes.
    #[serde(
        default,
        deserialize_with = "or_null",
        skip_serializing_if = "Vec::is_empty"
    )]
    pub programmes: Vec<String>,
    /// The date of listing.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub listed_on: Option<String>,
    /// Ids of the same party on other lists.
    #[serde(
        default,
        deserialize_with = "or_null",
        skip_serializing_if = "Vec::is_empty"
    )]
    pub listed_as: Vec<String>,
    /// What else is known.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub remarks: Option<String>,
    /// Titles, positions and functions.
    #[serde(
        default,
        deserialize_with = "or_null",
        skip_serializing_if = "Vec::is_empty"
    )]
    pub titles: Vec<String>,
    /// Ship or aircraft data.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub vehicle: Option<Vehicle>,
    /// The parts of those names that the publisher gives in parts.
    #[serde(
        default,
        deserialize_with = "or_null",
        skip_serializing_if = "Vec::is_empty"
    )]
    pub name_parts: Vec<PartedName>,
    /// The list the entity stands on; only in an export, and ignored when read.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub list: Option<String>,
    #[serde(flatten, skip_serializing)]
    pub(super) unknown: BTreeMap<String, serde_json::Value>,
}

/// A name and the parts its publisher gives it in.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct PartedName {
    /// The name, as it stands among the names of the record.
    pub name: String,
    /// Its parts.
    pub parts: Vec<NamePart>,
}

/// A list that may be null.
fn or_null<'de, D: Deserializer<'de>, T: Deserialize<'de>>(
    deserializer: D,
) -> std::result::Result<Vec<T>, D::Error> {
    Ok(Option::deserialize(deserializer)?.unwrap_or_default())
}

impl From<&Entity> for OwnRecord {
    fn from(entity: &Entity) -> Self {
        let names = |kind| -> Vec<String> {
            let of_kind = entity.names.iter().filter(|name| name.kind == kind);
            of_kind.map(|name| name.text.clone()).collect()
        };
        Self {
            id: entity.id.clone(),
            kind: entity.kind.to_string(),
            name: entity.primary_name().to_owned(),
            aliases: names(NameKind::Alias),
            weak_aliases: names(NameKind::WeakAlias),
            former_names: names(NameKind::FormerName),
            original_names: names(NameKind::OriginalScript),
            gender: entity.gender.map(|gender| gender.as_str().to_owned()),
            birth_dates: entity.birth_dates.iter().map(ToString::to_string).collect(),
            birth_places: entity.birth_places.clone(),
            countries: entity.countries.clone(),
            identifiers: entity.identifiers.clone(),
            addresses: entity.addresses.clone(),
            programmes: entity.programmes.clone(),
            listed_on: entity.listed_on.map(|date| date.to_string()),
            listed_as: entity.listed_as.clone(),
            remarks: entity.remarks.clone(),
            titles: entity.titles.clone(),
            vehicle: entity.vehicle.clone(),
            name_parts: entity
                .names
                .iter()
                .filter(|name| !name.parts.is_empty())
                .map(|name| PartedName {
                    name: name.text.clone(),
                    parts: name.parts.clone(),
                })
                .collect(),
            list: Some(entity.list().to_owned()).filter(|list| !list.is_empty()),
            unknown: BTreeMap::new(),
        }
    }
}

impl OwnRecord {
    /// Adds the record's JSON line.
    pub(crate) fn write_line(&self, lines: &mut Vec<u8>) {
        // A record holds strings only, and a vector takes all bytes.
        serde_json::to_writer(&mut *lines, self).expect("a record can be serialised");
        lines.push(b'\n');
    }

    /// The entity that the record describes. What is wrong with a field that can be spared is told
    /// to `dropped`, and the rest counts.
    fn into_entity(self, mut dropped: impl FnMut(String)) -> std::result::Result<Entity, String> {
        let id = tidy(&self.id);
        let name = tidy(&self.name);
        if id.is_empty() || name.is_empty() {
            return Err("id or name is empty".to_owned());
        }
        let kind: EntityKind = tidy(&self.kind)
            .to_lowercase()
            .parse()
            .map_err(|error| format!("kind is `{}`; {error}", self.kind))?;
        let mut entity = Entity::new(id, kind, name);
        for (texts, kind) in [
            (self.aliases, NameKind::Alias),
            (self.weak_aliases, NameKind::WeakAlias),
            (self.former_names, NameKind::FormerName),
            (self.original_names, NameKind::OriginalScript),
        ] {
            entity
                .names
                .extend(tidied(&texts).into_iter().map(|text| Name::new(text, kind)));
        }
        for parted in self.name_parts {
            let text = tidy(&parted.name);
            match entity
                .names
                .iter_mut()
                .find(|name| name.text == text && name.parts.is_empty())
            {
                Some(name) => name.parts = parted.parts,
                None => dropped(format!(
                    "name_parts are of `{text}`, which is none of its names"
                )),
            }
        }
        if let Some(gender) = self
            .gender
            .as_deref()
            .map(tidy)
            .filter(|text| !text.is_empty())
        {
            entity.gender = gender
                .parse()
                .inspect_err(|error| dropped(format!("gender is `{gender}`; {error}")))
                .ok();
        }
        let mut date = |text: &str| -> Option<PartialDate> {
            text.parse()
                .inspect_err(|error| dropped(format!("{error}")))
                .ok()
        };
        entity.birth_dates = tidied(&self.birth_dates)
            .iter()
            .filter_map(|text| date(text))
            .collect();
        entity.listed_on = self
            .listed_on
            .as_deref()
            .filter(|text| !text.trim().is_empty())
            .and_then(date);
        entity.birth_places = tidied(&self.birth_places);
        entity.countries = tidied(&self.countries)
            .iter()
            .map(|country| super::country_or_word(country))
            .collect();
        entity.identifiers = self
            .identifiers
            .into_iter()
            .map(|identifier| Identifier {
                kind: tidy(&identifier.kind).to_lowercase(),
                value: tidy(&identifier.value),
                country: identifier
                    .country
                    .map(|country| super::country_or_word(&country)),
            })
            .filter(|identifier| !identifier.value.is_empty())
            .collect();
        entity.addresses = tidied(&self.addresses);
        entity.programmes = tidied(&self.programmes);
        entity.listed_as = tidied(&self.listed_as);
        entity.titles = tidied(&self.titles);
        entity.vehicle = self
            .vehicle
            .filter(|vehicle| *vehicle != Vehicle::default());
        entity.remarks = self
            .remarks
            .as_deref()
            .map(tidy)
            .filter(|text| !text.is_empty());
        Ok(entity)
    }
}

/// Tidies values, and leaves empty ones out.
fn tidied(values: &[String]) -> Vec<String> {
    values
        .iter()
        .map(|value| tidy(value))
        .filter(|value| !value.is_empty())
        .collect()
}

/// Collects the records of a list.
struct Collector {
    reading: Reading,
    tally: Tally,
    unknown: BTreeMap<String, usize>,
    dropped: Vec<String>,
}

impl Collector {
    fn new() -> Self {
        Self {
            reading: Reading::default(),
            tally: Tally::default(),
            unknown: BTreeMap::new(),
            dropped: Vec::new(),
        }
    }

    fn record(&mut self, row: usize, record: std::result::Result<OwnRecord, String>) {
        let entity = record.and_then(|record| {
            for key in record.unknown.keys() {
                *self.unknown.entry(key.clone()).or_default() += 1;
            }
            record.into_entity(|problem| self.dropped.push(format!("row {row}: {problem}")))
        });
        match entity {
            Ok(entity) => {
                self.tally.accept();
                self.reading.push(entity);
            }
            Err(problem) => self.tally.reject(|| format!("row {row}: {problem}")),
        }
    }

    fn finish(mut self, file: &ListFile) -> Result<Reading> {
        for (key, records) in &self.unknown {
            self.reading.warnings.push(format!(
                "{}: `{key}` is no key of an own list and was ignored in {records} records; known \
                 keys: {}",
                file.name,
                COLUMNS.join(", ")
            ));
        }
        if let Some(first) = self.dropped.first() {
            self.reading.warnings.push(format!(
                "{}: {} values left out; the first: {first}",
                file.name,
                self.dropped.len()
            ));
        }
        self.reading.settle(file, self.tally)?;
        Ok(self.reading)
    }
}

/// Reads the JSON form.
///
/// # Errors
///
/// If it is not UTF-8, the last line is cut off, or too many records are bad.
pub(crate) fn read_json(file: &ListFile) -> Result<Reading> {
    let bytes = file
        .bytes
        .strip_prefix(b"\xEF\xBB\xBF")
        .unwrap_or(&file.bytes);
    let text = std::str::from_utf8(bytes).map_err(|error| {
        file.error(format!(
            "byte {} is not UTF-8; expected JSON lines",
            error.valid_up_to()
        ))
    })?;
    let mut collector = Collector::new();
    let mut cut = None;
    for (at, line) in text.lines().enumerate() {
        if line.trim().is_empty() {
            continue;
        }
        let record = serde_json::from_str::<OwnRecord>(line);
        cut = record
            .as_ref()
            .err()
            .filter(|error| error.is_eof())
            .map(|_| at + 1);
        collector.record(at + 1, record.map_err(|error| error.to_string()));
    }
    if let Some(row) = cut {
        return Err(file.error(format!(
            "row {row}, the last, ends within a record; expected a whole JSON object: the file is \
             cut off"
        )));
    }
    collector.finish(file)
}

/// Reads the CSV form.
///
/// # Errors
///
/// If a column is missing or named twice, the last row is cut off, or too many records are bad.
pub(crate) fn read_csv(file: &ListFile) -> Result<Reading> {
    let decoded = decode(&file.bytes).map_err(|problem| file.error(problem))?;
    let mut collector = Collector::new();
    if decoded.is_cp1252 {
        let warning = format!("{}: not UTF-8, read as cp1252", file.name);
        collector.reading.warnings.push(warning);
    }
    own_csv::read(&decoded.text, |row, record| collector.record(row, record))
        .map_err(|problem| file.error(problem))?;
    collector.finish(file)
}

/// Writes entities as an own list in CSV, which reads back as the same entities.
///
/// # Errors
///
/// If the output can't be written.
pub fn write_own_csv<'a>(
    out: impl Write,
    entities: impl IntoIterator<Item = &'a Entity>,
) -> io::Result<()> {
    let mut writer = csv::Writer::from_writer(out);
    writer.write_record(COLUMNS)?;
    for entity in entities {
        writer.write_record(own_csv::cells(&OwnRecord::from(entity)))?;
    }
    writer.flush()
}
