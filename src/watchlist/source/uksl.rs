//! The UK Sanctions List of the Foreign, Commonwealth and Development Office, CSV: each combination of
//! a party's names, dates, documents and addresses is a row.

use super::table::{Dialect, Row, read_csv};
use super::uk::{
    Parties, PersonColumns, alias_kind, day, name, push_address, push_contact, push_imo_numbers,
    push_name, push_new_remark, push_registrations, read_person,
};
use super::xml_list::un_id;
use super::{Reader, Reading, push_new};
use crate::error::Result;
use crate::watchlist::enumeration::enumerated;
use crate::watchlist::file::ListFile;
use crate::watchlist::{Entity, EntityKind, Identifier, Name, NameKind, Vehicle};

/// The CSV form.
pub(crate) static CSV: Reader = Reader {
    format: "UK Sanctions List, CSV",
    list: Some("gb-uksl"),
    columns: &NEEDED,
    read,
};

/// The columns by which the list is known.
const NEEDED: [&str; 5] = ["unique id", "name 6", "name 1", "name type", "regime name"];

const COLUMNS: PersonColumns = PersonColumns {
    birth_date: "d.o.b",
    nationality: "nationality(/ies)",
    documents: &[
        (
            "passport number",
            Some("passport additional information"),
            "passport",
        ),
        (
            "national identifier number",
            Some("national identifier additional information"),
            "national_id",
        ),
    ],
};

const ADDRESS: [&str; 8] = [
    "address line 1",
    "address line 2",
    "address line 3",
    "address line 4",
    "address line 5",
    "address line 6",
    "address postal code",
    "address country",
];

/// Columns that reach the entity as remarks, and how these call them.
const REMARKS: [(&str, &str); 10] = [
    ("other information", "Other information"),
    ("uk statement of reasons", "UK statement of reasons"),
    ("sanctions imposed", "Sanctions imposed"),
    ("designation source", "Designation source"),
    ("type of entity", "Type of entity"),
    ("subsidiaries", "Subsidiary"),
    ("parent company", "Parent company"),
    ("previous owner/operator (s)", "Previous owner/operator"),
    ("length of ship", "Length"),
    ("last updated", "Last updated"),
];

fn read(file: &ListFile) -> Result<Reading> {
    let mut reading = Reading::default();
    let mut parties = Parties::default();
    let dialect = Dialect {
        preamble: 1,
        ..Dialect::PLAIN
    };
    let preamble = read_csv(file, dialect, &NEEDED, &mut reading, |row| {
        read_row(row, &mut parties)
    })?;
    // `Report Date: 23-Sep-2026`
    reading.published = preamble
        .iter()
        .flatten()
        .find_map(day)
        .map(|date| date.to_string());
    parties.finish(&mut reading);
    Ok(reading)
}

fn read_row(row: &Row<'_>, parties: &mut Parties) -> std::result::Result<(), String> {
    let reference = row.value("unique id").ok_or("has no Unique ID")?;
    let called = ["designation type", "individual, entity, ship"]
        .iter()
        .find_map(|column| row.value(column))
        .unwrap_or_default();
    let kind = match called.to_lowercase().as_str() {
        "individual" => EntityKind::Person,
        "entity" => EntityKind::Organization,
        "ship" => EntityKind::Vessel,
        other => {
            return Err(format!(
                "Designation Type is `{other}`; expected Individual, Entity or Ship"
            ));
        }
    };
    let mut name = name(row, kind);
    if let Some(name) = &mut name {
        name.kind = match row.text("name type").to_lowercase().as_str() {
            "primary name" => NameKind::Primary,
            "alias" | "" => alias_kind(name, &row.text("alias strength"), kind),
            "primary name variation" => NameKind::Alias,
            other => {
                return Err(format!(
                    "Name type is `{other}`; expected Primary Name, Primary Name Variation or Alias"
                ));
            }
        };
    }
    let original = row.value("name non-latin script");
    if name.is_none() && original.is_none() {
        return Err(format!("{reference} has no name"));
    }
    let entity = parties.party(reference, kind)?;
    if let Some(name) = name {
        push_name(entity, name);
    }
    if let Some(text) = original {
        push_name(entity, Name::new(text, NameKind::OriginalScript));
    }
    read_person(row, &COLUMNS, entity);
    push_address(row, &ADDRESS, entity);
    entity.gender = row.text("gender").parse().ok().or(entity.gender);
    let un = un_id(&row.text("un reference number"));
    let ofsi = row.value("ofsi group id").map(|id| format!("gb-ofsi:{id}"));
    for id in un.into_iter().chain(ofsi) {
        push_new(&mut entity.listed_as, id);
    }
    if let Some(regime) = row.value("regime name") {
        push_new(&mut entity.programmes, regime);
    }
    entity.listed_on = entity
        .listed_on
        .or_else(|| day(row.cell("date designated")));
    for (column, kind) in [
        ("phone number", "phone"),
        ("website", "website"),
        ("email address", "email"),
    ] {
        push_contact(kind, row.cell(column), entity);
    }
    push_registrations(row.cell("business registration number (s)"), entity);
    push_imo_numbers(row.cell("imo number"), entity);
    if let Some(value) = row.value("hull identification number (hin)") {
        let identifier = Identifier {
            kind: "hull_number".to_owned(),
            value,
            country: None,
        };
        push_new(&mut entity.identifiers, identifier);
    }
    read_ship(row, entity);
    for (column, label) in REMARKS {
        push_new_remark(entity, label, &row.text(column));
    }
    Ok(())
}

fn read_ship(row: &Row<'_>, entity: &mut Entity) {
    let mut vehicle = entity.vehicle.take().unwrap_or_default();
    for (column, field) in [
        ("type of ship", &mut vehicle.kind),
        ("current believed flag of ship", &mut vehicle.flag),
        ("current owner/operator (s)", &mut vehicle.owner),
        ("tonnage of ship", &mut vehicle.tonnage),
        ("year built", &mut vehicle.built),
    ] {
        *field = field.take().or_else(|| row.value(column));
    }
    for flag in enumerated(row.cell("previous flags")) {
        push_new(&mut vehicle.former_flags, flag);
    }
    entity.vehicle = (vehicle != Vehicle::default()).then_some(vehicle);
}
