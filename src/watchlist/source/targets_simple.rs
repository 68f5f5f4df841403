//! OpenSanctions' simplified table of targets, CSV.

use super::ftm::kind_of;
use super::table::{Dialect, Row, read_csv};
use super::xml_list::{Names, Remarks};
use super::{Reader, Reading, country_or_word, push_new};
use crate::error::Result;
use crate::watchlist::date_scan::{SlashDates, dates_in};
use crate::watchlist::date_text::leading_day;
use crate::watchlist::file::ListFile;
use crate::watchlist::text::tidy;
use crate::watchlist::{Entity, EntityKind, Identifier, Name, NameKind};

/// The CSV form.
pub(crate) static CSV: Reader = Reader {
    format: "OpenSanctions targets, simplified CSV",
    list: None,
    columns: &COLUMNS,
    read,
};

const COLUMNS: [&str; 6] = [
    "id",
    "schema",
    "name",
    "aliases",
    "birth_date",
    "identifiers",
];

fn read(file: &ListFile) -> Result<Reading> {
    let mut reading = Reading::default();
    let mut entities = Vec::new();
    let mut last_seen = String::new();
    read_csv(file, Dialect::PLAIN, &COLUMNS, &mut reading, |row| {
        entities.push(entity(row)?);
        last_seen = std::mem::take(&mut last_seen).max(row.text("last_seen"));
        Ok(())
    })?;
    reading.push_all(entities);
    reading.published = leading_day(&last_seen).map(|day| day.to_string());
    Ok(reading)
}

fn entity(row: &Row<'_>) -> std::result::Result<Entity, String> {
    let id = row.value("id").ok_or("has no id")?;
    let schema = row.text("schema");
    // Cars, wallets and the like are listed too; they have names.
    let kind = kind_of(&schema).unwrap_or(EntityKind::Unknown);
    let mut names = Names::default();
    names.push(Name::new(row.text("name"), NameKind::Primary));
    for alias in values(row.cell("aliases")) {
        names.push(Name::new(alias, NameKind::Alias));
    }
    let mut entity = Entity::new(&id, kind, "");
    entity.names = names.finish().ok_or_else(|| format!("{id} has no name"))?;
    for date in values(row.cell("birth_date")) {
        for date in dates_in(&date, SlashDates::Unsure) {
            push_new(&mut entity.birth_dates, date);
        }
    }
    for country in values(row.cell("countries")) {
        push_new(&mut entity.countries, country_or_word(&country));
    }
    entity.addresses = values(row.cell("addresses"));
    for (column, kind) in [("phones", "phone"), ("emails", "email")] {
        for value in values(row.cell(column)) {
            push_identifier(&mut entity, kind, value);
        }
    }
    for value in values(row.cell("identifiers")) {
        let digits = value
            .strip_prefix("IMO")
            .filter(|digits| digits.len() == 7 && digits.bytes().all(|byte| byte.is_ascii_digit()));
        match (digits, kind) {
            (Some(digits), EntityKind::Vessel) => {
                push_identifier(&mut entity, "imo", digits.to_owned());
            }
            (Some(digits), _) => push_identifier(&mut entity, "imo_company", digits.to_owned()),
            // The table does not say what a number is.
            (None, _) => push_identifier(&mut entity, "identifier", value),
        }
    }
    entity.programmes = values(row.cell("program_ids"));
    if entity.programmes.is_empty() {
        entity.programmes = values(row.cell("dataset"));
    }
    let mut remarks = Remarks::default();
    for sanction in values(row.cell("sanctions")) {
        remarks.push(sanction);
    }
    entity.remarks = remarks.finish();
    Ok(entity)
}

fn push_identifier(entity: &mut Entity, kind: &str, value: String) {
    let identifier = Identifier {
        kind: kind.to_owned(),
        value,
        country: None,
    };
    push_new(&mut entity.identifiers, identifier);
}

/// The values of a cell, which is a row of its own: parted by semicolons, those that have one in
/// quotes.
fn values(cell: &str) -> Vec<String> {
    let mut values = Vec::new();
    let mut push = |value: &str| {
        let value = tidy(value);
        if !value.is_empty() {
            push_new(&mut values, value);
        }
    };
    // To make a reader of CSV costs far more than to read most cells.
    if !cell.contains(['"', '\n', '\r']) {
        cell.split(';').for_each(push);
        return values;
    }
    let mut reader = csv::ReaderBuilder::new()
        .has_headers(false)
        .flexible(true)
        .delimiter(b';')
        .from_reader(cell.as_bytes());
    for record in reader.records().flatten() {
        record.iter().for_each(&mut push);
    }
    values
}
