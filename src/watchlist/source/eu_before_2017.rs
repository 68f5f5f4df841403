//! The EU's consolidated list in the XML form that was published until 2017.

use super::eu::{contact_kind, identifier, name_of, push_contact};
use super::xml::{self, Element};
use super::xml_list::{Names, Records, Remarks};
use super::{Reading, country_or_word, push_new};
use crate::error::Result;
use crate::watchlist::date_text::{leading_day, parse_day_first};
use crate::watchlist::file::ListFile;
use crate::watchlist::text::tidy;
use crate::watchlist::{Entity, EntityKind, Name, NamePart, NamePartRole, PartialDate};

/// Reads the list.
///
/// # Errors
///
/// If the XML is not whole and sound, or too many records are bad.
pub(super) fn read(file: &ListFile) -> Result<Reading> {
    let mut records = Records::default();
    let root = xml::read(&file.bytes, 1, |record| {
        records.take(match record.name.as_str() {
            "ENTITY" => entity(&record),
            other => Err(format!("unknown <{other}>")),
        });
    })
    .map_err(|problem| file.error(problem))?;
    let published = parse_day_first(&root.attribute("Date"));
    records.finish(file, published.map(|date| date.to_string()))
}

/// Reads one entity.
pub(super) fn entity(record: &Element) -> std::result::Result<Entity, String> {
    let number = record.attribute("Id");
    if number.is_empty() {
        return Err("has no Id".to_owned());
    }
    let kind = match record.attribute("Type").as_str() {
        "P" => EntityKind::Person,
        "E" => EntityKind::Organization,
        other => return Err(format!("{number}: Type is `{other}`; expected P or E")),
    };
    let mut names = Names::default();
    for element in record.all("NAME") {
        names.push(name(element, kind));
    }
    let mut entity = Entity::new(&number, kind, "");
    entity.names = names
        .finish()
        .ok_or_else(|| format!("{number} has no name"))?;
    let mut remarks = Remarks::default();
    remarks.push(record.attribute("remark"));
    for element in record.all("NAME") {
        entity.gender = entity
            .gender
            .or_else(|| element.value("GENDER").parse().ok());
        for title in element.values_of(&["TITLE", "FUNCTION"]) {
            push_new(&mut entity.titles, title);
        }
    }
    for birth in record.all("BIRTH") {
        if let Some(date) = birth_date(&birth.value("DATE")) {
            push_new(&mut entity.birth_dates, date);
        }
        push_line(&mut entity.birth_places, birth, &["PLACE", "COUNTRY"]);
    }
    for citizen in record.texts("CITIZEN/COUNTRY") {
        push_new(&mut entity.countries, country_or_word(&citizen));
    }
    for element in record.all("PASSPORT") {
        read_document(element, &mut entity, &mut remarks);
    }
    for address in record.all("ADDRESS") {
        const FIELDS: [&str; 5] = ["NUMBER", "STREET", "ZIPCODE", "CITY", "COUNTRY"];
        push_line(&mut entity.addresses, address, &FIELDS);
        read_contacts(&address.value("OTHER"), &mut entity, &mut remarks);
    }
    for element in std::iter::once(record).chain(record.children()) {
        let programme = element.attribute("programme");
        if !programme.is_empty() {
            push_new(&mut entity.programmes, programme);
        }
        let date = leading_day(&element.attribute("reg_date"));
        entity.listed_on = entity.listed_on.into_iter().chain(date).min();
    }
    entity.remarks = remarks.finish();
    Ok(entity)
}

fn name(element: &Element, kind: EntityKind) -> Name {
    let parts: Vec<NamePart> = [
        (NamePartRole::Given, "FIRSTNAME"),
        (NamePartRole::Middle, "MIDDLENAME"),
        (NamePartRole::Family, "LASTNAME"),
    ]
    .into_iter()
    .map(|(role, field)| NamePart {
        role,
        text: element.value(field),
    })
    .filter(|part| !part.text.is_empty())
    .collect();
    name_of(
        element.value("WHOLENAME"),
        parts,
        kind,
        &element.value("LANGUAGE"),
        false,
    )
}

/// Reads `1924-02-21`, `1965`, `1965 (approximative)`, `1958 - 1963 (approximative)`.
fn birth_date(text: &str) -> Option<PartialDate> {
    let (text, circa) = match text.split_once('(') {
        Some((date, _)) => (date.trim(), true),
        None => (text, false),
    };
    let date: PartialDate = text.replace(" - ", "..").parse().ok()?;
    Some(PartialDate { circa, ..date })
}

fn push_line(lines: &mut Vec<String>, element: &Element, fields: &[&str]) {
    let values = element.values_of(fields);
    if !values.is_empty() {
        push_new(lines, values.join(", "));
    }
}

/// Reads `541939 (passport-National passport) [known to be expired](issued in Sana'a)`: number,
/// code and words for the type, notes.
fn read_document(element: &Element, entity: &mut Entity, remarks: &mut Remarks) {
    let text = element.value("NUMBER");
    let (value, aside) = text.split_once(" (").unwrap_or((&text, ""));
    let (described, note) = aside.split_once(')').unwrap_or((aside, ""));
    let code = described.split('-').next().unwrap_or_default();
    let country = Some(element.value("COUNTRY"))
        .filter(|country| !country.is_empty())
        .map(|country| country_or_word(&country));
    match identifier(code, tidy(value), country) {
        Some(identifier) => {
            push_new(&mut entity.identifiers, identifier);
            remarks.push_labelled(value, note.trim());
        }
        None => remarks.push(text),
    }
}

/// Reads `PHONE[123] EMAIL[a@b.c]`; what is no contact is a remark.
pub(super) fn read_contacts(text: &str, entity: &mut Entity, remarks: &mut Remarks) {
    let mut rest = text;
    let mut other = String::new();
    while let Some((label, after)) = rest.split_once('[') {
        let (value, next) = after.split_once(']').unwrap_or((after, ""));
        let word = label
            .rsplit([' ', ']', ';', ','])
            .next()
            .unwrap_or_default();
        match contact_kind(word) {
            Some(kind) => {
                other.push_str(&label[..label.len() - word.len()]);
                push_contact(entity, kind, &tidy(value));
            }
            None => other.push_str(&rest[..rest.len() - next.len()]),
        }
        rest = next;
    }
    other.push_str(rest);
    remarks.push(tidy(&other));
}
