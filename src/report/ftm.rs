//! Entities as FollowTheMoney JSON, the form of OpenSanctions and its tools.

use std::io::{self, Write};

use namewatch::{Entity, EntityKind, NameKind, PartialDate};
use serde::Serialize;
use serde_json::{Map, Value};

use super::jsonl;

#[derive(Serialize)]
struct Line<'a> {
    id: &'a str,
    caption: &'a str,
    schema: &'static str,
    properties: Map<String, Value>,
    datasets: [&'a str; 1],
    referents: &'a [String],
    target: bool,
}

/// Writes an entity as one line.
pub(crate) fn entity(out: &mut dyn Write, entity: &Entity) -> io::Result<()> {
    let mut properties = Properties(Map::new());
    for name in &entity.names {
        let property = match name.kind {
            NameKind::Primary => "name",
            NameKind::Alias | NameKind::OriginalScript | NameKind::Identifier => "alias",
            NameKind::WeakAlias => "weakAlias",
            NameKind::FormerName => "previousName",
        };
        properties.add(property, &name.text);
    }
    let is_person = entity.kind == EntityKind::Person;
    let date = match entity.kind {
        EntityKind::Vessel | EntityKind::Aircraft => "buildDate",
        EntityKind::Person => "birthDate",
        EntityKind::Organization | EntityKind::Unknown => "incorporationDate",
    };
    for born in &entity.birth_dates {
        match plain_date(born) {
            Some(plain) => properties.add(date, &plain),
            // The format has no word for what is only about right.
            None => properties.add("notes", &format!("{date}: {born}")),
        }
    }
    if let Some(gender) = entity.gender.filter(|_| is_person) {
        properties.add("gender", gender.as_str());
    }
    let country = if is_person { "nationality" } else { "country" };
    let titles = if is_person { "position" } else { "notes" };
    let places = if is_person { "birthPlace" } else { "notes" };
    for (property, values) in [
        (country, &entity.countries),
        (titles, &entity.titles),
        (places, &entity.birth_places),
        ("address", &entity.addresses),
        ("program", &entity.programmes),
    ] {
        for value in values {
            properties.add(property, value);
        }
    }
    for identifier in &entity.identifiers {
        properties.add(
            identifier_property(&identifier.kind, entity.kind),
            &identifier.value,
        );
    }
    if let Some(vehicle) = &entity.vehicle {
        let is_vessel = entity.kind == EntityKind::Vessel;
        let flag = if is_vessel { "flag" } else { "country" };
        let tonnage = if is_vessel { "tonnage" } else { "notes" };
        for (property, value) in [
            ("type", &vehicle.kind),
            (flag, &vehicle.flag),
            (tonnage, &vehicle.tonnage),
            ("buildDate", &vehicle.built),
        ] {
            properties.add(property, value.as_deref().unwrap_or_default());
        }
        for flag in vehicle.former_flags.iter().filter(|_| is_vessel) {
            properties.add("pastFlags", flag);
        }
    }
    properties.add("notes", entity.remarks.as_deref().unwrap_or_default());
    properties.add("topics", "sanction");
    let line = Line {
        id: &entity.id,
        caption: entity.primary_name(),
        schema: schema(entity.kind),
        properties: properties.0,
        datasets: [entity.list()],
        referents: &entity.listed_as,
        target: true,
    };
    jsonl::line(out, &line)
}

/// Every property is a list of strings, each of them once.
struct Properties(Map<String, Value>);

impl Properties {
    fn add(&mut self, property: &str, value: &str) {
        let value = Value::from(value);
        let values = self
            .0
            .entry(property)
            .or_insert_with(|| Value::Array(Vec::new()));
        if let Value::Array(values) = values
            && value != ""
            && !values.contains(&value)
        {
            values.push(value);
        }
    }
}

fn schema(kind: EntityKind) -> &'static str {
    match kind {
        EntityKind::Person => "Person",
        EntityKind::Organization => "Organization",
        EntityKind::Vessel => "Vessel",
        EntityKind::Aircraft => "Airplane",
        EntityKind::Unknown => "LegalEntity",
    }
}

/// A date that is no more than a year, month or day.
fn plain_date(date: &PartialDate) -> Option<String> {
    let text = date.to_string();
    let is_plain = text
        .bytes()
        .all(|byte| byte.is_ascii_digit() || byte == b'-');
    is_plain.then_some(text)
}

fn identifier_property(identifier: &str, kind: EntityKind) -> &'static str {
    let is_thing = matches!(kind, EntityKind::Vessel | EntityKind::Aircraft);
    match identifier {
        "passport" if kind == EntityKind::Person => "passportNumber",
        "imo" => "imoNumber",
        "mmsi" if kind == EntityKind::Vessel => "mmsi",
        "call_sign" if kind == EntityKind::Vessel => "callSign",
        _ if is_thing => "registrationNumber",
        "tax_id" => "taxNumber",
        "registration" => "registrationNumber",
        "lei" => "leiCode",
        "bic" => "swiftBic",
        "website" => "website",
        "email" => "email",
        "phone" => "phone",
        _ => "idNumber",
    }
}
