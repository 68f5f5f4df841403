//! The EU's consolidated list, XML form 1.1, in which nearly everything is an attribute.

use super::eu_before_2017::read_contacts;
use super::xml::{self, Element};
use super::xml_list::{Names, Records, Remarks, un_id};
use super::{Reading, country_or_word, push_new};
use crate::error::Result;
use crate::watchlist::date_text::leading_day;
use crate::watchlist::file::ListFile;
use crate::watchlist::{
    Entity, EntityKind, Identifier, Name, NameKind, NamePart, NamePartRole, PartialDate,
};

/// Reads the list.
///
/// # Errors
///
/// If the XML is not whole and sound, or too many records are bad.
pub(super) fn read(file: &ListFile) -> Result<Reading> {
    let mut records = Records::default();
    let root = xml::read(&file.bytes, 1, |record| {
        records.take(match record.name.as_str() {
            "sanctionEntity" => entity(&record),
            other => Err(format!("unknown <{other}>")),
        });
    })
    .map_err(|problem| file.error(problem))?;
    let published = leading_day(&root.attribute("generationDate"));
    records.finish(file, published.map(|date| date.to_string()))
}

/// Reads one entity.
pub(super) fn entity(record: &Element) -> std::result::Result<Entity, String> {
    let number = record.attribute("logicalId");
    if number.is_empty() {
        return Err("has no logicalId".to_owned());
    }
    let subject = record.child("subjectType");
    let code = |name| {
        subject
            .map(|subject| subject.attribute(name))
            .unwrap_or_default()
    };
    let kind = match (code("code").as_str(), code("classificationCode").as_str()) {
        ("person", _) | (_, "P") => EntityKind::Person,
        ("enterprise", _) | (_, "E") => EntityKind::Organization,
        ("", "") => EntityKind::Unknown,
        (other, _) => return Err(format!("{number}: subjectType is `{other}`")),
    };
    let mut names = Names::default();
    for alias in record.all("nameAlias") {
        names.push(name(alias, kind));
    }
    let mut entity = Entity::new(&number, kind, "");
    entity.names = names
        .finish()
        .ok_or_else(|| format!("{number} has no name"))?;
    let mut remarks = Remarks::default();
    for alias in record.all("nameAlias") {
        entity.gender = entity
            .gender
            .or_else(|| alias.attribute("gender").parse().ok());
        for field in ["title", "function"] {
            let title = alias.attribute(field);
            if !title.is_empty() {
                push_new(&mut entity.titles, title);
            }
        }
    }
    for birth in record.all("birthdate") {
        if let Some(date) = birth_date(birth) {
            push_new(&mut entity.birth_dates, date);
        }
        push_line(
            &mut entity.birth_places,
            birth,
            &["place", "city", "region"],
        );
    }
    for citizenship in record.all("citizenship") {
        if let Some(country) = country(citizenship) {
            push_new(&mut entity.countries, country_or_word(&country));
        }
    }
    for element in record.all("identification") {
        match identification(element) {
            Some(identifier) => push_new(&mut entity.identifiers, identifier),
            None => remarks.push(element.attribute("number")),
        }
    }
    for address in record.all("address") {
        const FIELDS: [&str; 6] = ["street", "poBox", "zipCode", "city", "place", "region"];
        push_line(&mut entity.addresses, address, &FIELDS);
        for contact in address.all("contactInfo") {
            let (key, value) = (contact.attribute("key"), contact.attribute("value"));
            match contact_kind(&key) {
                Some(kind) if !value.is_empty() => push_contact(&mut entity, kind, &value),
                _ => remarks.push_labelled(&key, &value),
            }
        }
        read_contacts(&address.attribute("contactInfo"), &mut entity, &mut remarks);
    }
    for regulation in record.all("regulation") {
        let programme = regulation.attribute("programme");
        if !programme.is_empty() {
            push_new(&mut entity.programmes, programme);
        }
    }
    entity.listed_on =
        leading_day(&record.attribute("designationDate")).or_else(|| first_regulation(record));
    entity
        .listed_as
        .extend(un_id(&record.attribute("unitedNationId")));
    remarks.push(record.attribute("designationDetails"));
    for remark in record.texts("remark") {
        remarks.push(remark);
    }
    for part in record
        .children()
        .iter()
        .filter(|part| part.name != "remark")
    {
        for remark in part.texts("remark") {
            remarks.push(remark);
        }
    }
    remarks.push_labelled("EU reference", &record.attribute("euReferenceNumber"));
    entity.remarks = remarks.finish();
    Ok(entity)
}

fn name(alias: &Element, kind: EntityKind) -> Name {
    let parts: Vec<NamePart> = [
        (NamePartRole::Given, "firstName"),
        (NamePartRole::Middle, "middleName"),
        (NamePartRole::Family, "lastName"),
    ]
    .into_iter()
    .map(|(role, field)| NamePart {
        role,
        text: alias.attribute(field),
    })
    .filter(|part| !part.text.is_empty())
    .collect();
    let whole = alias.attribute("wholeName");
    let is_weak = alias.attribute("strong") == "false";
    name_of(
        whole,
        parts,
        kind,
        &alias.attribute("nameLanguage"),
        is_weak,
    )
}

/// A name of the EU's. The primary name is one that is not marked as that of a language.
pub(super) fn name_of(
    whole: String,
    parts: Vec<NamePart>,
    kind: EntityKind,
    language: &str,
    is_weak: bool,
) -> Name {
    let text = if whole.is_empty() {
        let texts: Vec<&str> = parts.iter().map(|part| part.text.as_str()).collect();
        texts.join(" ")
    } else {
        whole
    };
    let name_kind = match language {
        _ if is_weak => NameKind::WeakAlias,
        "" | "EN" => NameKind::Primary,
        _ => NameKind::Alias,
    };
    let parts = if kind == EntityKind::Person {
        parts
    } else {
        Vec::new()
    };
    Name {
        text,
        kind: name_kind,
        parts,
    }
}

fn birth_date(birth: &Element) -> Option<PartialDate> {
    let calendar = birth.attribute("calendarType");
    if !matches!(calendar.as_str(), "" | "GREGORIAN") {
        return None;
    }
    let year = |field| {
        let year = birth.attribute(field).parse::<u16>().ok();
        year.filter(|year| (1000..=9999).contains(year))
    };
    // The second name of each is that of the description, the first that of the files.
    let part = |fields: [&str; 2]| {
        let parts = fields.map(|field| birth.attribute(field).parse::<u8>().ok());
        parts.into_iter().flatten().find(|&part| part > 0)
    };
    let date = if let Some(date) = leading_day(&birth.attribute("birthdate")) {
        date
    } else if let Some(year) = year("year") {
        let month = part(["monthOfYear", "month"]);
        PartialDate::new(
            year,
            month,
            part(["dayOfMonth", "day"]).filter(|_| month.is_some()),
        )
        .unwrap_or(PartialDate::from_year(year))
    } else {
        let from = year("yearRangeFrom").or_else(|| year("yearRangeTo"))?;
        PartialDate {
            to_year: year("yearRangeTo").filter(|&to| to > from),
            ..PartialDate::from_year(from)
        }
    };
    Some(PartialDate {
        circa: birth.is_true("circa"),
        ..date
    })
}

/// The country of an element, where it is known.
fn country(element: &Element) -> Option<String> {
    let (code, name) = (
        element.attribute("countryIso2Code"),
        element.attribute("countryDescription"),
    );
    let is_known = |text: &String| !matches!(text.as_str(), "" | "00" | "UNKNOWN");
    Some(code)
        .filter(is_known)
        .or_else(|| Some(name).filter(is_known))
}

/// Joins some attributes and the name of the country into a line.
fn push_line(lines: &mut Vec<String>, element: &Element, fields: &[&str]) {
    let mut values: Vec<String> = fields
        .iter()
        .map(|field| element.attribute(field))
        .filter(|text| !text.is_empty())
        .collect();
    let name = element.attribute("countryDescription");
    values.extend(Some(name).filter(|name| !matches!(name.as_str(), "" | "UNKNOWN")));
    if !values.is_empty() {
        push_new(lines, values.join(", "));
    }
}

fn identification(element: &Element) -> Option<Identifier> {
    let latin = element.attribute("latinNumber");
    let value = if latin.is_empty() {
        element.attribute("number")
    } else {
        latin
    };
    let country = country(element).map(|country| country_or_word(&country));
    identifier(&element.attribute("identificationTypeCode"), value, country)
}

/// An identifier of the EU's, if it has a digit or is a code that needs none.
pub(super) fn identifier(code: &str, value: String, country: Option<String>) -> Option<Identifier> {
    let kind = match code {
        "passport" | "diplpassport" | "diplomaticpassport" => "passport",
        "id" | "ssn" | "electionid" | "other" | "" => "national_id",
        "regnumber" => "registration",
        "taxid" => "tax_id",
        "swiftbic" => "bic",
        "birthcert" => "birth_certificate",
        "drivinglicence" => "driving_licence",
        "travelcardid" => "travel_document",
        "residentperm" => "residence_permit",
        other => other,
    };
    let is_sound = kind == "bic" || value.bytes().any(|byte| byte.is_ascii_digit());
    is_sound.then(|| Identifier {
        kind: kind.to_owned(),
        value,
        country,
    })
}

/// The type of identifier that a contact's label stands for.
pub(super) fn contact_kind(label: &str) -> Option<&'static str> {
    Some(match label.to_ascii_uppercase().as_str() {
        "PHONE" => "phone",
        "FAX" => "fax",
        "EMAIL" => "email",
        "WEB" => "website",
        _ => return None,
    })
}

/// Adds a telephone number, an address of the network and the like.
pub(super) fn push_contact(entity: &mut Entity, kind: &str, value: &str) {
    let contact = Identifier {
        kind: kind.to_owned(),
        value: value.to_owned(),
        country: None,
    };
    push_new(&mut entity.identifiers, contact);
}

/// The day of the first regulation that an entity or one of its parts stands in.
fn first_regulation(record: &Element) -> Option<PartialDate> {
    let own = record.all("regulation");
    let of_parts = record
        .children()
        .iter()
        .flat_map(|part| part.all("regulationSummary"));
    own.chain(of_parts)
        .filter_map(|regulation| leading_day(&regulation.attribute("publicationDate")))
        .min()
}
