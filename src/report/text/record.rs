use std::io::{self, Write};

use namewatch::{Entity, Link};

use super::style::{Plain, Style};

/// Writes all that is known of one entity, and what it is linked to on other lists.
pub(crate) fn record(
    out: &mut dyn Write,
    style: Style,
    entity: &Entity,
    links: &[Link],
) -> io::Result<()> {
    writeln!(out, "{}", style.bold(entity.primary_name()))?;
    let mut fact = |label: &str, value: &str| {
        if value.is_empty() {
            return Ok(());
        }
        writeln!(out, "  {label:<16}{}", Plain(value))
    };
    fact("id", &entity.id)?;
    fact("kind", entity.kind.as_str())?;
    for name in entity.names.iter().skip(1) {
        fact(&name.kind.as_str().replace('_', " "), &name.text)?;
    }
    fact("gender", entity.gender.map_or("", |gender| gender.as_str()))?;
    for date in &entity.birth_dates {
        fact("birth date", &date.to_string())?;
    }
    for (label, values) in [
        ("birth place", &entity.birth_places),
        ("country", &entity.countries),
        ("address", &entity.addresses),
        ("title", &entity.titles),
        ("programme", &entity.programmes),
    ] {
        for value in values {
            fact(label, value)?;
        }
    }
    for identifier in &entity.identifiers {
        let country = identifier.country.as_deref();
        let country = country.map_or_else(String::new, |country| format!(" ({country})"));
        fact(
            &identifier.kind.replace('_', " "),
            &format!("{}{country}", identifier.value),
        )?;
    }
    if let Some(vehicle) = &entity.vehicle {
        for (label, value) in [
            ("type", &vehicle.kind),
            ("flag", &vehicle.flag),
            ("owner", &vehicle.owner),
            ("tonnage", &vehicle.tonnage),
            ("gross tonnage", &vehicle.gross_tonnage),
            ("built", &vehicle.built),
        ] {
            fact(label, value.as_deref().unwrap_or(""))?;
        }
        for flag in &vehicle.former_flags {
            fact("former flag", flag)?;
        }
    }
    if let Some(date) = entity.listed_on {
        fact("listed on", &date.to_string())?;
    }
    for id in &entity.listed_as {
        if !links.iter().any(|link| link.entity_id == *id) {
            fact("also listed", id)?;
        }
    }
    for link in links {
        fact("also listed", &format!("{} ({link})", link.entity_id))?;
    }
    fact("remarks", entity.remarks.as_deref().unwrap_or(""))
}
