//! The consolidated list of the UK's Office of Financial Sanctions Implementation, which ended in
//! January 2026; CSV in the forms of before and from 2022.

use super::table::{Dialect, Row, read_csv};
use super::uk::{
    Parties, PersonColumns, alias_kind, day, name, push_address, push_contact, push_imo_numbers,
    push_name, push_new_remark, push_registrations, read_person, un_id_in,
};
use super::{Reader, Reading, push_new};
use crate::error::Result;
use crate::watchlist::file::ListFile;
use crate::watchlist::text::tidy;
use crate::watchlist::{Entity, EntityKind, Name, NameKind, Vehicle};

/// The CSV form.
pub(crate) static CSV: Reader = Reader {
    format: "OFSI Consolidated List, CSV",
    list: Some("gb-ofsi"),
    columns: &NEEDED,
    read,
};

/// The columns by which the list is known.
const NEEDED: [&str; 5] = ["name 6", "name 1", "group type", "alias type", "group id"];

/// The columns of the form of before 2022.
const OLD: PersonColumns = PersonColumns {
    birth_date: "dob",
    nationality: "nationality",
    documents: &[
        ("passport details", None, "passport"),
        ("ni number", None, "national_id"),
    ],
};

/// The columns of the form from 2022 on.
const NEW: PersonColumns = PersonColumns {
    documents: &[
        ("passport number", Some("passport details"), "passport"),
        (
            "national identification number",
            Some("national identification details"),
            "national_id",
        ),
    ],
    ..OLD
};

const ADDRESS: [&str; 8] = [
    "address 1",
    "address 2",
    "address 3",
    "address 4",
    "address 5",
    "address 6",
    "post/zip code",
    "country",
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
    // `Last Updated,13/04/2018`
    reading.published = preamble
        .iter()
        .flatten()
        .find_map(day)
        .map(|date| date.to_string());
    parties.finish(&mut reading);
    Ok(reading)
}

fn read_row(row: &Row<'_>, parties: &mut Parties) -> std::result::Result<(), String> {
    let reference = row.value("group id").ok_or("has no Group ID")?;
    let kind = match row.text("group type").to_lowercase().as_str() {
        "individual" => EntityKind::Person,
        "entity" => EntityKind::Organization,
        "ship" => EntityKind::Vessel,
        other => {
            return Err(format!(
                "Group Type is `{other}`; expected Individual, Entity or Ship"
            ));
        }
    };
    let mut name = name(row, kind).ok_or("has no name")?;
    name.kind = match row.text("alias type").to_lowercase().as_str() {
        "prime alias" | "primary name" => NameKind::Primary,
        "fka" => NameKind::FormerName,
        "aka" | "" => alias_kind(&name, &row.text("alias quality"), kind),
        "primary name variation" => NameKind::Alias,
        other => {
            return Err(format!(
                "Alias Type is `{other}`; expected Primary name, Primary name variation, AKA or FKA"
            ));
        }
    };
    let entity = parties.party(reference, kind)?;
    push_name(entity, name);
    if let Some(text) = row.value("name non-latin script") {
        push_name(entity, Name::new(text, NameKind::OriginalScript));
    }
    let columns = if row.has("passport number") {
        &NEW
    } else {
        &OLD
    };
    read_person(row, columns, entity);
    push_address(row, &ADDRESS, entity);
    if let Some(regime) = row.value("regime") {
        push_new(&mut entity.programmes, regime);
    }
    let listed = day(row.cell("listed on"));
    entity.listed_on = entity
        .listed_on
        .or(listed)
        .or_else(|| day(row.cell("uk sanctions list date designated")));
    read_other_information(&row.text("other information"), entity);
    Ok(())
}

/// Keeps the free text, and takes out of it what it says of the party: from 2022 on as facts,
/// `(Gender):Male (Website):www.a.example`.
fn read_other_information(text: &str, entity: &mut Entity) {
    if let Some(reference) = un_id_in(text) {
        push_new(&mut entity.listed_as, reference);
    }
    for (label, value) in facts(text) {
        match label {
            "UK Sanctions List Ref" => {
                let reference = value.split([' ', '.']).next().unwrap_or_default();
                push_new(&mut entity.listed_as, format!("gb-uksl:{reference}"));
            }
            "Gender" => entity.gender = value.parse().ok().or(entity.gender),
            "Phone number" => push_contact("phone", value, entity),
            "Website" => push_contact("website", value, entity),
            "Email address" => push_contact("email", value, entity),
            "Business Reg No" => push_registrations(value, entity),
            "IMO number" => push_imo_numbers(value, entity),
            "Type of ship" => vehicle(entity).kind = Some(tidy(value)),
            "Flag of ship" | "Current believed flag of ship" => {
                vehicle(entity).flag = Some(tidy(value));
            }
            "Previous flags" => push_new(&mut vehicle(entity).former_flags, tidy(value)),
            "Current owners" | "Current owner/operator" => {
                vehicle(entity).owner = Some(tidy(value));
            }
            "Tonnage of ship" => vehicle(entity).tonnage = Some(tidy(value)),
            "Year built" => vehicle(entity).built = Some(tidy(value)),
            _ => {}
        }
    }
    if let Some((_, after)) = text.split_once("IMO: ") {
        push_imo_numbers(after.split('.').next().unwrap_or_default(), entity);
    }
    push_new_remark(entity, "other information", text);
}

fn vehicle(entity: &mut Entity) -> &mut Vehicle {
    entity.vehicle.get_or_insert_default()
}

/// The facts in a text, each a label in parentheses, a colon, and a value up to the next label.
fn facts(text: &str) -> Vec<(&str, &str)> {
    let mut facts = Vec::new();
    let mut rest = text;
    let mut label: Option<&str> = None;
    loop {
        let next = rest.find("):").and_then(|close| {
            let open = rest[..close].rfind('(')?;
            Some((open, close))
        });
        let value = &rest[..next.map_or(rest.len(), |(open, _)| open)];
        if let Some(label) = label {
            let value = value.trim();
            facts.push((label, value.strip_suffix('.').unwrap_or(value)));
        }
        let Some((open, close)) = next else {
            return facts;
        };
        label = Some(&rest[open + 1..close]);
        rest = &rest[close + 2..];
    }
}
