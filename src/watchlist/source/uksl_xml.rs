//! The UK Sanctions List, XML.

use super::xml::{self, Element};
use super::xml_list::{Names, Records, Remarks, un_id, unrated_alias};
use super::{Reading, country_or_word, push_new};
use crate::error::Result;
use crate::watchlist::country::country_code;
use crate::watchlist::date_text::{parse_day_first, parse_written};
use crate::watchlist::file::ListFile;
use crate::watchlist::text::tidy;
use crate::watchlist::{
    Entity, EntityKind, Identifier, Name, NameKind, NamePart, NamePartRole, PartialDate, Vehicle,
};

/// Reads the list.
///
/// # Errors
///
/// If the XML is not whole and sound, or too many records are bad.
pub(super) fn read(file: &ListFile) -> Result<Reading> {
    let mut records = Records::default();
    let mut published = None;
    let root = xml::read(&file.bytes, 1, |record| match record.name.as_str() {
        "Designation" => records.take(entity(&record)),
        "DateGenerated" => published = date(&record.text()),
        other => records.take(Err(format!("unknown <{other}>"))),
    })
    .map_err(|problem| file.error(problem))?;
    let published = published.or_else(|| date(&root.attribute("DateGenerated")));
    records.finish(file, published.map(|date| date.to_string()))
}

/// A date, day first or in ISO form, unless it has words.
fn date(text: &str) -> Option<PartialDate> {
    parse_day_first(text).or_else(|| parse_written(text))
}

fn entity(record: &Element) -> std::result::Result<Entity, String> {
    let number = record.value("UniqueID");
    if number.is_empty() {
        return Err("has no UniqueID".to_owned());
    }
    let kind = match record.value("IndividualEntityShip").to_lowercase().as_str() {
        "individual" => EntityKind::Person,
        "entity" => EntityKind::Organization,
        "ship" => EntityKind::Vessel,
        other => {
            return Err(format!(
                "{number}: IndividualEntityShip is `{other}`; expected Individual, Entity or Ship"
            ));
        }
    };
    let mut names = Names::default();
    for element in record.at("Names/Name") {
        names.push(name(element, kind));
    }
    for text in record.texts("NonLatinNames/NonLatinName/NameNonLatinScript") {
        names.push(Name::new(text, NameKind::OriginalScript));
    }
    let mut entity = Entity::new(&number, kind, "");
    entity.names = names
        .finish()
        .ok_or_else(|| format!("{number} has no name"))?;
    entity.titles = record.texts("Titles/Title");
    entity.programmes = record.texts("RegimeName");
    entity.listed_on = date(&record.value("DateDesignated"));
    entity
        .listed_as
        .extend(un_id(&record.value("UNReferenceNumber")));
    let group = record.value("OFSIGroupID");
    entity
        .listed_as
        .extend((!group.is_empty()).then(|| format!("gb-ofsi:{group}")));
    let mut remarks = Remarks::default();
    for address in record.at("Addresses/Address") {
        let parts = address.values_of(&[
            "AddressLine1",
            "AddressLine2",
            "AddressLine3",
            "AddressLine4",
            "AddressLine5",
            "AddressLine6",
            "AddressPostalCode",
            "AddressCountry",
        ]);
        if !parts.is_empty() {
            push_new(&mut entity.addresses, parts.join(", "));
        }
    }
    read_individual(record, &mut entity, &mut remarks);
    for number in
        record.texts("EntityDetails/Entity/BusinessRegistrationNumbers/BusinessRegistrationNumber")
    {
        read_registration(&number, &mut entity, &mut remarks);
    }
    read_ship(record, &mut entity, &mut remarks);
    for (path, kind) in [
        ("PhoneNumbers/PhoneNumber", "phone"),
        ("EmailAddresses/EmailAddress", "email"),
        ("Websites/Website", "website"),
    ] {
        for value in record.texts(path) {
            push_identifier(&mut entity, kind, value, None);
        }
    }
    for (label, path) in [
        (
            "Type of entity",
            "EntityDetails/Entity/TypeOfEntities/TypeOfEntity",
        ),
        (
            "Parent company",
            "EntityDetails/Entity/ParentCompanies/ParentCompany",
        ),
        ("Subsidiary", "EntityDetails/Entity/Subsidiaries/Subsidiary"),
        ("Sanctions imposed", "SanctionsImposed"),
        ("Designation source", "DesignationSource"),
    ] {
        for text in record.texts(path) {
            remarks.push_labelled(label, &text);
        }
    }
    remarks.push(record.value("OtherInformation"));
    remarks.push_labelled(
        "UK statement of reasons",
        &record.value("UKStatementofReasons"),
    );
    entity.remarks = remarks.finish();
    Ok(entity)
}

/// A name in up to six fields, of which the last is the family name or the whole.
fn name(element: &Element, kind: EntityKind) -> Name {
    let parts: Vec<NamePart> = [
        (NamePartRole::Given, "Name1"),
        (NamePartRole::Middle, "Name2"),
        (NamePartRole::Middle, "Name3"),
        (NamePartRole::Middle, "Name4"),
        (NamePartRole::Middle, "Name5"),
        (NamePartRole::Family, "Name6"),
    ]
    .into_iter()
    .map(|(role, field)| NamePart {
        role,
        text: element.value(field),
    })
    .filter(|part| !part.text.is_empty())
    .collect();
    let texts: Vec<&str> = parts.iter().map(|part| part.text.as_str()).collect();
    let text = texts.join(" ");
    let strength = element.value("AliasStrength").to_lowercase();
    let is_person = kind == EntityKind::Person;
    let name_kind = match element.value("NameType").to_lowercase().as_str() {
        "primary name" => NameKind::Primary,
        _ if strength.starts_with("low") => NameKind::WeakAlias,
        // Most aliases are not rated.
        "alias" if strength.is_empty() => unrated_alias(&text, is_person),
        _ => NameKind::Alias,
    };
    Name {
        text,
        kind: name_kind,
        parts: if is_person { parts } else { Vec::new() },
    }
}

fn read_individual(record: &Element, entity: &mut Entity, remarks: &mut Remarks) {
    for individual in record.at("IndividualDetails/Individual") {
        for text in individual.texts("DOBs/DOB") {
            match date(&text) {
                Some(date) => push_new(&mut entity.birth_dates, date),
                None => remarks.push_labelled("Date of birth", &text),
            }
        }
        for location in individual.at("BirthDetails/Location") {
            let place = location.values_of(&["TownOfBirth", "CountryOfBirth"]);
            if !place.is_empty() {
                push_new(&mut entity.birth_places, place.join(", "));
            }
        }
        for country in individual.texts("Nationalities/Nationality") {
            push_new(&mut entity.countries, country_or_word(&country));
        }
        let gender = individual.texts("Genders/Gender");
        entity.gender = gender
            .iter()
            .find_map(|gender| gender.parse().ok())
            .or(entity.gender);
        for position in individual.texts("Positions/Position") {
            push_new(&mut entity.titles, position);
        }
        for (path, kind, number, aside) in [
            (
                "PassportDetails/Passport",
                "passport",
                "PassportNumber",
                "PassportAdditionalInformation",
            ),
            (
                "NationalIdentifierDetails/NationalIdentifier",
                "national_id",
                "NationalIdentifierNumber",
                "NationalIdentifierAdditionalInformation",
            ),
        ] {
            for element in individual.at(path) {
                let (number, aside) = (element.value(number), element.value(aside));
                let country = country_code(&aside).map(str::to_owned);
                remarks.push_labelled(&number, &aside);
                if !number.is_empty() {
                    push_identifier(entity, kind, number, country);
                }
            }
        }
    }
}

fn read_ship(record: &Element, entity: &mut Entity, remarks: &mut Remarks) {
    for ship in record.at("ShipDetails/Ship") {
        for text in ship.texts("IMONumbers/IMONumber") {
            let number = text.trim_start_matches("IMO").trim().to_owned();
            push_identifier(entity, "imo", number, None);
        }
        for number in ship.texts("HullIdentificationNumbers/HullIdentificationNumber") {
            push_identifier(entity, "hull_number", number, None);
        }
        let joined = |path: &str| {
            let texts = ship.texts(path);
            (!texts.is_empty()).then(|| texts.join("; "))
        };
        let vehicle = Vehicle {
            kind: joined("TypeOfShipDetails/TypeOfShip"),
            flag: joined("CurrentBelievedFlagOfShips/CurrentBelievedFlagOfShip"),
            former_flags: ship.texts("PreviousFlags/PreviousFlag"),
            owner: joined("CurrentOwnerOperators/CurrentOwnerOperator"),
            tonnage: joined("TonnageOfShipDetails/TonnageOfShip"),
            gross_tonnage: None,
            built: joined("YearsBuilt/YearBuilt"),
        };
        entity.vehicle = (vehicle != Vehicle::default()).then_some(vehicle);
        for (label, path) in [
            (
                "Previous owner/operator",
                "PreviousOwnerOperators/PreviousOwnerOperator",
            ),
            ("Length", "LengthOfShipDetails/LengthOfShip"),
        ] {
            for text in ship.texts(path) {
                remarks.push_labelled(label, &text);
            }
        }
    }
}

/// Reads registration numbers as they are written: `INN: 7700000000, OGRN 1027700000000`. A text
/// without a number is a remark.
fn read_registration(text: &str, entity: &mut Entity, remarks: &mut Remarks) {
    let mut any = false;
    for piece in text.split([',', ';', '\n']).map(tidy) {
        let is_number = |word: &&str| word.bytes().filter(u8::is_ascii_digit).count() >= 4;
        let Some(number) = piece.split([' ', ':']).rfind(is_number) else {
            continue;
        };
        let label = piece[..piece.len() - number.len()].to_lowercase();
        let is_tax = ["inn", "tax", "tin", "vat"].iter().any(|word| {
            label
                .split(|c: char| !c.is_alphabetic())
                .any(|part| part == *word)
        });
        let kind = if is_tax { "tax_id" } else { "registration" };
        push_identifier(entity, kind, number.to_owned(), None);
        any = true;
    }
    if !any {
        remarks.push_labelled("Business registration number", text);
    }
}

fn push_identifier(entity: &mut Entity, kind: &str, value: String, country: Option<String>) {
    let identifier = Identifier {
        kind: kind.to_owned(),
        value,
        country,
    };
    push_new(&mut entity.identifiers, identifier);
}
