//! OFAC's lists in the enhanced XML form, in which all is said in place.

use super::ofac_fact::{kind, list_name, name_kind, part_role, push_address, take};
use super::xml::{self, Element};
use super::xml_list::{Names, Records, Remarks};
use super::{Reading, push_new};
use crate::error::Result;
use crate::watchlist::date_text::leading_day;
use crate::watchlist::file::ListFile;
use crate::watchlist::{Entity, Name, NamePart};

/// Reads the parties of the list `id`; those that stand on others only are left out with a warning.
///
/// # Errors
///
/// If the XML is not whole and sound, too many records are bad, or none is of the list.
pub(super) fn read(id: &str, file: &ListFile) -> Result<Reading> {
    let mut records = Records::default();
    let mut published = None;
    let mut elsewhere = 0;
    xml::read(&file.bytes, 2, |element| match element.name.as_str() {
        "dataAsOf" => published = leading_day(&element.text()).map(|date| date.to_string()),
        "entity" => {
            let list = list_name(id);
            match element.at("sanctionsLists/sanctionsList") {
                lists if lists.iter().any(|other| other.text() == list) => {
                    records.take(entity(&element, list));
                }
                _ => elsewhere += 1,
            }
        }
        _ => {}
    })
    .map_err(|problem| file.error(problem))?;
    records.leave_out(file, elsewhere, list_name(id))?;
    records.finish(file, published)
}

fn entity(record: &Element, list: &str) -> std::result::Result<Entity, String> {
    let number = record.attribute("id");
    if number.is_empty() {
        return Err("has no id".to_owned());
    }
    let info = record
        .child("generalInfo")
        .ok_or_else(|| format!("{number} has no generalInfo"))?;
    let kind = kind(&info.value("entityType")).map_err(|problem| format!("{number}: {problem}"))?;
    let mut names = Names::default();
    for name in record.at("names/name") {
        for translation in name.at("translations/translation") {
            names.push(read_name(name, translation));
        }
    }
    let mut entity = Entity::new(&number, kind, "");
    entity.names = names
        .finish()
        .ok_or_else(|| format!("{number} has no name"))?;
    entity.programmes = record.texts("sanctionsPrograms/sanctionsProgram");
    entity
        .titles
        .extend(Some(info.value("title")).filter(|title| !title.is_empty()));
    entity.listed_on = record
        .at("sanctionsLists/sanctionsList")
        .into_iter()
        .filter(|element| element.text() == list)
        .find_map(|element| leading_day(&element.attribute("datePublished")));
    let mut remarks = Remarks::default();
    for feature in record.at("features/feature") {
        let (label, value) = (feature.value("type"), feature.value("value"));
        take(&label, &value, "", &mut entity, &mut remarks);
    }
    for document in record.at("identityDocuments/identityDocument") {
        take(
            &document.value("type"),
            &document.value("documentNumber"),
            &document.value("issuingCountry"),
            &mut entity,
            &mut remarks,
        );
    }
    for address in record.at("addresses/address") {
        read_address(address, &mut entity.addresses);
    }
    remarks.push(info.value("remarks"));
    for relation in record.at("relationships/relationship") {
        remarks.push_labelled(&relation.value("type"), &relation.value("relatedEntity"));
    }
    entity.remarks = remarks.finish();
    Ok(entity)
}

/// One spelling of a name. That of another script is never the primary one.
fn read_name(name: &Element, translation: &Element) -> Name {
    let is = |element: &Element, field| element.value(field) == "true";
    let kind = name_kind(
        is(name, "isPrimary") && is(translation, "isPrimary"),
        &name.value("aliasType"),
        is(name, "isLowQuality"),
    );
    Name {
        text: translation.value("formattedFullName"),
        kind,
        parts: translation
            .at("nameParts/namePart")
            .into_iter()
            .filter_map(|part| {
                Some(NamePart {
                    role: part_role(&part.value("type"))?,
                    text: part.value("value"),
                })
            })
            .collect(),
    }
}

/// An address with one line for each script it is given in.
fn read_address(address: &Element, lines: &mut Vec<String>) {
    let country = address.value("country");
    let translations = address.at("translations/translation");
    if translations.is_empty() && !country.is_empty() {
        push_new(lines, country.clone());
    }
    for translation in translations {
        let parts = translation.at("addressParts/addressPart");
        let parts = parts
            .into_iter()
            .map(|part| (part.value("type"), part.value("value")));
        push_address(lines, parts.collect(), &country);
    }
}
