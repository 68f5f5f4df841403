//! OFAC's lists in their first XML form (`sdn.xml`, `consolidated.xml`).

use super::ofac_fact::{kind, name_kind, name_of_parts, take, take_all};
use super::push_new;
use super::xml::{self, Element};
use super::xml_list::{Names, Records, Remarks};
use crate::error::Result;
use crate::watchlist::file::ListFile;
use crate::watchlist::{
    Entity, EntityKind, Identifier, Name, NameKind, NamePart, NamePartRole, PartialDate, Vehicle,
};

use super::Reading;

/// Reads a list.
///
/// # Errors
///
/// If the XML is not whole and sound, records are missing by the file's own count, or too many are
/// bad.
pub(super) fn read(file: &ListFile) -> Result<Reading> {
    let mut records = Records::default();
    let mut published = None;
    let mut stated = String::new();
    xml::read(&file.bytes, 1, |element| match element.name.as_str() {
        "publshInformation" => {
            published = month_first(&element.value("Publish_Date"));
            stated = element.value("Record_Count");
        }
        "sdnEntry" => records.take(entity(&element)),
        other => records.take(Err(format!("unknown <{other}>"))),
    })
    .map_err(|problem| file.error(problem))?;
    if !stated.is_empty() && stated != records.count().to_string() {
        return Err(file.error(format!(
            "has {} entries, but says that it has {stated}: the file is cut off, fetch it again",
            records.count()
        )));
    }
    records.finish(file, published)
}

/// `03/28/2025`, month first, as a date of ours.
fn month_first(text: &str) -> Option<String> {
    let mut parts = text.split('/').map(|part| part.parse::<u16>().ok());
    let (month, day, year) = (parts.next()??, parts.next()??, parts.next()??);
    let date = PartialDate::new(
        year,
        Some(month.try_into().ok()?),
        Some(day.try_into().ok()?),
    )?;
    Some(date.to_string())
}

fn entity(record: &Element) -> std::result::Result<Entity, String> {
    let number = record.value("uid");
    if number.is_empty() {
        return Err("has no uid".to_owned());
    }
    let kind = kind(&record.value("sdnType")).map_err(|problem| format!("{number}: {problem}"))?;
    let mut names = Names::default();
    names.push(name(record, kind, NameKind::Primary));
    for aka in record.at("akaList/aka") {
        let is_weak = aka.value("category") == "weak";
        names.push(name(
            aka,
            kind,
            name_kind(false, &aka.value("type"), is_weak),
        ));
    }
    let mut entity = Entity::new(&number, kind, "");
    entity.names = names
        .finish()
        .ok_or_else(|| format!("{number} has no name"))?;
    entity.programmes = record.texts("programList/program");
    entity
        .titles
        .extend(Some(record.value("title")).filter(|title| !title.is_empty()));
    let mut remarks = Remarks::default();
    for (path, fact) in [
        (
            "dateOfBirthList/dateOfBirthItem",
            ("Birthdate", "dateOfBirth"),
        ),
        (
            "placeOfBirthList/placeOfBirthItem",
            ("Place of Birth", "placeOfBirth"),
        ),
        (
            "nationalityList/nationality",
            ("Nationality Country", "country"),
        ),
        (
            "citizenshipList/citizenship",
            ("Citizenship Country", "country"),
        ),
    ] {
        take_all(&mut entity, &mut remarks, &record.at(path), fact);
    }
    for id in record.at("idList/id") {
        take(
            &id.value("idType"),
            &id.value("idNumber"),
            &id.value("idCountry"),
            &mut entity,
            &mut remarks,
        );
    }
    for address in record.at("addressList/address") {
        let parts = address.values_of(&[
            "address1",
            "address2",
            "address3",
            "city",
            "stateOrProvince",
            "postalCode",
            "country",
        ]);
        if !parts.is_empty() {
            push_new(&mut entity.addresses, parts.join(", "));
        }
    }
    if let Some(vessel) = record.child("vesselInfo") {
        read_vessel(vessel, &mut entity);
    }
    remarks.push(record.value("remarks"));
    entity.remarks = remarks.finish();
    Ok(entity)
}

/// The name in the two fields of an entry or alias.
fn name(element: &Element, kind: EntityKind, name_kind: NameKind) -> Name {
    let (first, last) = (element.value("firstName"), element.value("lastName"));
    if kind != EntityKind::Person {
        return Name::new([first, last].join(" ").trim(), name_kind);
    }
    let parts = [(NamePartRole::Family, last), (NamePartRole::Given, first)]
        .into_iter()
        .filter(|(_, text)| !text.is_empty())
        .map(|(role, text)| NamePart { role, text })
        .collect();
    name_of_parts(parts, name_kind)
}

fn read_vessel(element: &Element, entity: &mut Entity) {
    let field = |name| Some(element.value(name)).filter(|text| !text.is_empty());
    entity
        .identifiers
        .extend(field("callSign").map(|call_sign| Identifier {
            kind: "call_sign".to_owned(),
            value: call_sign,
            country: None,
        }));
    let known = entity.vehicle.take().unwrap_or_default();
    let vehicle = Vehicle {
        kind: field("vesselType").or(known.kind),
        flag: field("vesselFlag").or(known.flag),
        owner: field("vesselOwner").or(known.owner),
        tonnage: field("tonnage"),
        gross_tonnage: field("grossRegisteredTonnage"),
        ..known
    };
    entity.vehicle = (vehicle != Vehicle::default()).then_some(vehicle);
}
