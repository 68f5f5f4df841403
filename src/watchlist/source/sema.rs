//! The Canadian list of autonomous sanctions, XML: the present form and the one before.

use super::Reading;
use super::sema_name::{alias_names, entity_names};
use super::xml::{self, Element};
use super::xml_list::{Names, Records, Remarks};
use crate::error::Result;
use crate::watchlist::date_text::{leading_day, spreadsheet_day};
use crate::watchlist::file::ListFile;
use crate::watchlist::text::tidy;
use crate::watchlist::{
    Entity, EntityKind, Identifier, Name, NameKind, NamePart, NamePartRole, PartialDate, Vehicle,
};

/// Reads the list. It states no date of its own.
///
/// # Errors
///
/// If the XML is not whole and sound, or too many records are bad.
pub(super) fn read(file: &ListFile) -> Result<Reading> {
    let mut records = Records::default();
    xml::read(&file.bytes, 1, |record| {
        records.take(match record.name.as_str() {
            "record" => entity(&record),
            other => Err(format!("unknown <{other}>")),
        });
    })
    .map_err(|problem| file.error(problem))?;
    records.finish(file, None)
}

fn entity(record: &Element) -> std::result::Result<Entity, String> {
    let reference = reference(record)?;
    let whole = record.values_of(&["EntityOrShip", "Entity"]);
    let imo = record.value("ShipIMONumber");
    let kind = match whole.first() {
        None => EntityKind::Person,
        Some(_) if imo.is_empty() => EntityKind::Organization,
        Some(_) => EntityKind::Vessel,
    };
    let is_person = kind == EntityKind::Person;
    let mut names = Names::default();
    match whole.first() {
        None => names.push(person_name(record)),
        Some(text) => names.extend(entity_names(text)),
    }
    names.extend(alias_names(&record.value("Aliases"), is_person));
    let mut entity = Entity::new(&reference, kind, "");
    entity.names = names
        .finish()
        .ok_or_else(|| format!("{reference} has no name"))?;
    entity.programmes.push(record.value("Country"));
    entity.listed_on = leading_day(&record.value("DateOfListing"));
    let titles = record.values_of(&["TitleOrShip", "Title"]);
    let dates = record.values_of(&["DateOfBirthOrShipBuildDate", "DateOfBirth"]);
    if kind == EntityKind::Vessel {
        entity.identifiers.push(Identifier {
            kind: "imo".to_owned(),
            value: imo,
            country: None,
        });
        let vehicle = Vehicle {
            kind: titles.into_iter().next(),
            built: dates.into_iter().next(),
            ..Vehicle::default()
        };
        entity.vehicle = (vehicle != Vehicle::default()).then_some(vehicle);
    } else {
        entity.titles = titles;
        let mut remarks = Remarks::default();
        for text in dates {
            match birth_dates(&text) {
                Some(dates) => entity.birth_dates.extend(dates),
                None => remarks.push_labelled("Date of birth", &text),
            }
        }
        entity.remarks = remarks.finish();
    }
    Ok(entity)
}

/// Country, schedule and item, which together stand for the number that the list does not have.
fn reference(record: &Element) -> std::result::Result<String, String> {
    let (country, item) = (record.value("Country"), record.value("Item"));
    let country = country.split(" / ").next().unwrap_or_default();
    if country.is_empty() || item.is_empty() {
        return Err(format!(
            "`{}` has no Country or Item",
            record
                .values_of(&["LastName", "EntityOrShip", "Entity"])
                .join(" ")
        ));
    }
    let schedule = record.value("Schedule");
    let parts: Vec<&str> = [country, &schedule, &item]
        .into_iter()
        .filter(|part| !part.is_empty())
        .collect();
    Ok(parts.join("/"))
}

fn person_name(record: &Element) -> Name {
    let parts: Vec<NamePart> = [
        (NamePartRole::Given, "GivenName"),
        (NamePartRole::Family, "LastName"),
    ]
    .into_iter()
    .map(|(role, field)| NamePart {
        role,
        text: record.value(field),
    })
    .filter(|part| !part.text.is_empty())
    .collect();
    let texts: Vec<&str> = parts.iter().map(|part| part.text.as_str()).collect();
    Name {
        text: texts.join(" "),
        kind: NameKind::Primary,
        parts,
    }
}

/// Reads `1972`, `1964-03`, `1972-08-10 or 1972-08-11`, `1963-1964`, and the number of a day that a
/// spreadsheet made of one; `None` if any part is no date.
fn birth_dates(text: &str) -> Option<Vec<PartialDate>> {
    tidy(text)
        .to_lowercase()
        .split(" or ")
        .map(|text| {
            let years = text.split_once('-').filter(|_| text.len() == 9);
            match years {
                Some((from, to)) => format!("{from}..{to}").parse().ok(),
                None => text.parse().ok().or_else(|| spreadsheet_day(text)),
            }
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn dates_of_birth_as_the_list_writes_them() {
        for (text, expected) in [
            ("1972", "1972"),
            (" 1953-10-27", "1953-10-27"),
            ("1964-03", "1964-03"),
            ("1963-1964", "1963..1964"),
            ("1963 OR 1964", "1963 1964"),
            ("26299", "1972-01-01"),
        ] {
            let dates: Vec<String> = birth_dates(text)
                .unwrap()
                .iter()
                .map(ToString::to_string)
                .collect();
            assert_eq!(dates.join(" "), expected);
        }
        for text in ["Sep-99", "born in the early 1970s", "1963 or so"] {
            assert_eq!(birth_dates(text), None, "{text}");
        }
    }
}
