//! Senzing records in JSON, one a line or in an array, in all three layouts: flat attributes (with
//! or without a usage before them, `PRIMARY_NAME_FULL`), lists of attributes under any name, and
//! one list of features.

use serde_json::{Map, Value};

use super::json::{read_records, text};
use super::xml_list::{Names, Remarks};
use super::{Reader, Reading, country_or_word, push_new};
use crate::error::Result;
use crate::watchlist::date_scan::{SlashDates, dates_in};
use crate::watchlist::file::ListFile;
use crate::watchlist::{Entity, EntityKind, Identifier, Name, NameKind, NamePart, NamePartRole};

/// All layouts.
pub(crate) static JSON: Reader = Reader {
    format: "Senzing JSON",
    list: None,
    columns: &[],
    read,
};

fn read(file: &ListFile) -> Result<Reading> {
    let mut reading = Reading::default();
    let mut entities = Vec::new();
    let mut unnamed: Vec<String> = Vec::new();
    read_records(file, None, &mut reading, |record: Map<String, Value>, _| {
        let id = record.get("RECORD_ID").map(text).unwrap_or_default();
        if id.is_empty() {
            return Err("has no RECORD_ID".to_owned());
        }
        match entity(&id, &record) {
            Some(entity) => entities.push(entity),
            None => unnamed.push(id),
        }
        Ok(())
    })?;
    reading.push_all(entities);
    // The format does not ask for a name, so such a record is sound, but no listed name.
    if let Some(first) = unnamed.first() {
        reading.skipped += unnamed.len();
        reading.warnings.push(format!(
            "{}: {} records have no name and were left out; the first: {first}",
            file.name,
            unnamed.len()
        ));
    }
    Ok(reading)
}

/// Attributes of one feature: those that stand together, under one usage.
struct Feature<'a> {
    /// What the feature is used for, from the beginnings of the attributes' names; else empty.
    usage: &'a str,
    attributes: Vec<(&'static str, String)>,
}

impl Feature<'_> {
    fn get(&self, name: &str) -> Option<String> {
        let attributes = self.attributes.iter();
        let mut of_name = attributes.filter(|(attribute, _)| *attribute == name);
        of_name.next().map(|(_, value)| value.clone())
    }

    /// Attributes joined in this order.
    fn joined(&self, names: &[&str], separator: &str) -> String {
        let values: Vec<String> = names.iter().filter_map(|name| self.get(name)).collect();
        values.join(separator)
    }
}

/// The features of a record, in the order in which they stand there.
fn features(record: &Map<String, Value>) -> Vec<Feature<'_>> {
    let mut features = parted(record);
    for value in record.values() {
        for part in value.as_array().into_iter().flatten() {
            features.extend(part.as_object().map(parted).unwrap_or_default());
        }
    }
    features
}

/// Parts the attributes of an object by their usage.
fn parted(object: &Map<String, Value>) -> Vec<Feature<'_>> {
    let mut features: Vec<Feature<'_>> = Vec::new();
    for (key, value) in object {
        let (Some((usage, attribute)), value) = (attribute_of(key), text(value)) else {
            continue;
        };
        if value.is_empty() {
            continue;
        }
        let at = features
            .iter()
            .position(|feature| feature.usage == usage)
            .unwrap_or_else(|| {
                features.push(Feature {
                    usage,
                    attributes: Vec::new(),
                });
                features.len() - 1
            });
        features[at].attributes.push((attribute, value));
    }
    features
}

/// The attribute that a key names, and the usage before it.
fn attribute_of(key: &str) -> Option<(&str, &'static str)> {
    let upper = key.to_ascii_uppercase();
    let of = |attribute: &&'static str| {
        let usage = upper.strip_suffix(*attribute)?;
        let is_whole = usage.is_empty() || usage.len() > 1 && usage.ends_with('_');
        is_whole.then(|| (&key[..usage.trim_end_matches('_').len()], *attribute))
    };
    // `OTHER_ID_NUMBER` ends with no other attribute's name by chance: the shortest usage is right.
    ATTRIBUTES
        .iter()
        .filter_map(of)
        .min_by_key(|(usage, _)| usage.len())
}

const ATTRIBUTES: &[&str] = &[
    "RECORD_TYPE",
    "NAME_TYPE",
    "NAME_FULL",
    "NAME_ORG",
    "NAME_PREFIX",
    "NAME_FIRST",
    "NAME_MIDDLE",
    "NAME_LAST",
    "NAME_SUFFIX",
    "DATE_OF_BIRTH",
    "DATE_OF_DEATH",
    "REGISTRATION_DATE",
    "GENDER",
    "NATIONALITY",
    "CITIZENSHIP",
    "PLACE_OF_BIRTH",
    "COUNTRY_OF_ASSOCIATION",
    "COUNTRY_OF_BIRTH",
    "REGISTRATION_COUNTRY",
    "ADDR_TYPE",
    "ADDR_FULL",
    "ADDR_LINE1",
    "ADDR_LINE2",
    "ADDR_LINE3",
    "ADDR_LINE4",
    "ADDR_LINE5",
    "ADDR_LINE6",
    "ADDR_CITY",
    "ADDR_STATE",
    "ADDR_POSTAL_CODE",
    "ADDR_COUNTRY",
    "PASSPORT_NUMBER",
    "PASSPORT_COUNTRY",
    "NATIONAL_ID_NUMBER",
    "NATIONAL_ID_TYPE",
    "NATIONAL_ID_COUNTRY",
    "TAX_ID_NUMBER",
    "TAX_ID_TYPE",
    "TAX_ID_COUNTRY",
    "SSN_NUMBER",
    "SSN",
    "DRIVERS_LICENSE_NUMBER",
    "DRIVERS_LICENSE_STATE",
    "LEI_NUMBER",
    "DUNS_NUMBER",
    "OTHER_ID_NUMBER",
    "OTHER_ID_TYPE",
    "OTHER_ID_COUNTRY",
    "TRUSTED_ID_NUMBER",
    "TRUSTED_ID_TYPE",
    "PHONE_NUMBER",
    "EMAIL_ADDRESS",
    "WEBSITE_ADDRESS",
    "EMPLOYER",
    "EMPLOYER_NAME",
    "GROUP_ASSOCIATION_ORG_NAME",
    "TOPIC",
];

/// The entity that a record describes; `None` if it has no name.
fn entity(id: &str, record: &Map<String, Value>) -> Option<Entity> {
    let features = features(record);
    let all = |name: &'static str| features.iter().filter_map(move |feature| feature.get(name));
    let kind = match all("RECORD_TYPE")
        .next()
        .map(|kind| kind.to_uppercase())
        .as_deref()
    {
        Some("PERSON") => EntityKind::Person,
        Some("ORGANIZATION") => EntityKind::Organization,
        Some("VESSEL") => EntityKind::Vessel,
        Some("AIRCRAFT") => EntityKind::Aircraft,
        _ if all("NAME_ORG").next().is_some() => EntityKind::Organization,
        _ if all("NAME_LAST").next().is_some() => EntityKind::Person,
        _ => EntityKind::Unknown,
    };
    let mut names = Names::default();
    names.extend(features.iter().filter_map(name));
    let mut entity = Entity::new(id, kind, "");
    entity.names = names.finish()?;
    entity.gender = all("GENDER").find_map(|text| text.parse().ok());
    let mut remarks = Remarks::default();
    for attribute in ["DATE_OF_BIRTH", "REGISTRATION_DATE"] {
        for text in all(attribute) {
            let dates = dates_in(&text, SlashDates::Unsure);
            if dates.is_empty() {
                remarks.push_labelled(&attribute.to_lowercase(), &text);
            }
            for date in dates {
                push_new(&mut entity.birth_dates, date);
            }
        }
    }
    for place in all("PLACE_OF_BIRTH").chain(all("COUNTRY_OF_BIRTH")) {
        push_new(&mut entity.birth_places, place);
    }
    for attribute in [
        "NATIONALITY",
        "CITIZENSHIP",
        "COUNTRY_OF_ASSOCIATION",
        "REGISTRATION_COUNTRY",
    ] {
        for country in all(attribute) {
            push_new(&mut entity.countries, country_or_word(&country));
        }
    }
    for feature in &features {
        let full = feature.get("ADDR_FULL").unwrap_or_else(|| {
            const PARTS: [&str; 10] = [
                "ADDR_LINE1",
                "ADDR_LINE2",
                "ADDR_LINE3",
                "ADDR_LINE4",
                "ADDR_LINE5",
                "ADDR_LINE6",
                "ADDR_CITY",
                "ADDR_STATE",
                "ADDR_POSTAL_CODE",
                "ADDR_COUNTRY",
            ];
            feature.joined(&PARTS, ", ")
        });
        if !full.is_empty() {
            push_new(&mut entity.addresses, full);
        }
        for identifier in identifiers(feature) {
            push_new(&mut entity.identifiers, identifier);
        }
    }
    for (attribute, label) in [
        ("TOPIC", "topic"),
        ("DATE_OF_DEATH", "date of death"),
        ("EMPLOYER", "employer"),
        ("EMPLOYER_NAME", "employer"),
        ("GROUP_ASSOCIATION_ORG_NAME", "associated with"),
    ] {
        for text in all(attribute) {
            remarks.push_labelled(label, &text);
        }
    }
    entity.remarks = remarks.finish();
    entity.programmes.extend(
        record
            .get("DATA_SOURCE")
            .map(text)
            .filter(|source| !source.is_empty()),
    );
    Some(entity)
}

/// The name that a feature gives.
fn name(feature: &Feature<'_>) -> Option<Name> {
    let parts: Vec<NamePart> = [
        ("NAME_FIRST", NamePartRole::Given),
        ("NAME_MIDDLE", NamePartRole::Middle),
        ("NAME_LAST", NamePartRole::Family),
        ("NAME_SUFFIX", NamePartRole::Suffix),
    ]
    .into_iter()
    .filter_map(|(attribute, role)| {
        Some(NamePart {
            role,
            text: feature.get(attribute)?,
        })
    })
    .collect();
    let whole = feature.get("NAME_FULL").or_else(|| feature.get("NAME_ORG"));
    let text = whole.unwrap_or_else(|| {
        let texts: Vec<&str> = parts.iter().map(|part| part.text.as_str()).collect();
        texts.join(" ")
    });
    let usage = feature
        .get("NAME_TYPE")
        .unwrap_or_else(|| feature.usage.to_owned());
    let kind = match usage.to_uppercase().as_str() {
        "" | "PRIMARY" => NameKind::Primary,
        "FORMER" | "PREVIOUS" | "MAIDEN" => NameKind::FormerName,
        "WEAK" | "NICKNAME" | "NICK" => NameKind::WeakAlias,
        _ => NameKind::Alias,
    };
    (!text.is_empty()).then_some(Name { text, kind, parts })
}

/// The identifiers that a feature gives.
fn identifiers(feature: &Feature<'_>) -> Vec<Identifier> {
    const NUMBERS: [(&str, &str, &str); 11] = [
        ("PASSPORT_NUMBER", "passport", "PASSPORT_COUNTRY"),
        ("NATIONAL_ID_NUMBER", "national_id", "NATIONAL_ID_COUNTRY"),
        ("TAX_ID_NUMBER", "tax_id", "TAX_ID_COUNTRY"),
        ("SSN_NUMBER", "national_id", ""),
        ("SSN", "national_id", ""),
        ("DRIVERS_LICENSE_NUMBER", "driving_licence", ""),
        ("LEI_NUMBER", "lei", ""),
        ("DUNS_NUMBER", "duns", ""),
        ("PHONE_NUMBER", "phone", ""),
        ("EMAIL_ADDRESS", "email", ""),
        ("WEBSITE_ADDRESS", "website", ""),
    ];
    let mut identifiers: Vec<Identifier> = NUMBERS
        .into_iter()
        .filter_map(|(number, kind, country)| {
            Some(Identifier {
                kind: kind.to_owned(),
                value: feature.get(number)?,
                country: feature
                    .get(country)
                    .map(|country| country_or_word(&country)),
            })
        })
        .collect();
    // These say themselves of what type they are; a trusted one often repeats another.
    for start in ["OTHER", "TRUSTED"] {
        let of = |end: &str| feature.get(&format!("{start}_ID_{end}"));
        identifiers.extend(of("NUMBER").map(|value| Identifier {
            kind: kind_of_label(&of("TYPE").unwrap_or_default()),
            value,
            country: of("COUNTRY").map(|country| country_or_word(&country)),
        }));
    }
    identifiers
}

/// The type of identifier that a free label stands for: `wikidataId`, `IMO Number`, `OGRN`.
fn kind_of_label(label: &str) -> String {
    let mut kind = String::new();
    let mut after_small = false;
    for c in label.chars() {
        if c.is_uppercase() && after_small {
            kind.push('_');
        }
        after_small = c.is_lowercase();
        if c.is_alphanumeric() {
            kind.extend(c.to_lowercase());
        } else if !kind.is_empty() && !kind.ends_with('_') {
            kind.push('_');
        }
    }
    let kind = kind.trim_end_matches('_');
    let short = ["_id", "_number", "_code", "_no"]
        .iter()
        .find_map(|end| kind.strip_suffix(end))
        .unwrap_or(kind);
    match short {
        "" => "identifier".to_owned(),
        "inn" | "vat" | "tax" => "tax_id".to_owned(),
        "ogrn" | "kpp" | "okpo" | "registration" => "registration".to_owned(),
        "swift" | "swift_bic" => "bic".to_owned(),
        other => other.to_owned(),
    }
}
