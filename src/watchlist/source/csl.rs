//! The US Consolidated Screening List, CSV and JSON: the lists of several offices in one file, one
//! party a row.

use std::borrow::Cow;

use serde_json::{Map, Value};

use super::json::{self, read_records};
use super::table::{Dialect, Row, read_csv};
use super::{Reader, Reading, country_or_word, ofac_remarks, push_new, push_remark};
use crate::error::Result;
use crate::watchlist::country::country_code;
use crate::watchlist::date_text::parse_written;
use crate::watchlist::file::{ListFile, hex_sha256};
use crate::watchlist::text::{split_outside_parentheses, tidy};
use crate::watchlist::{Entity, EntityKind, Identifier, Name, NameKind, PartialDate, Vehicle};

const LIST: &str = "us-csl";

/// The CSV form.
pub(crate) static CSV: Reader = Reader {
    format: "US Consolidated Screening List, CSV",
    list: Some(LIST),
    columns: &NEEDED,
    read: read_table,
};

/// The JSON form.
pub(crate) static JSON: Reader = Reader {
    format: "US Consolidated Screening List, JSON",
    list: Some(LIST),
    columns: &[],
    read: read_json,
};

/// The columns without which a row says too little.
const NEEDED: [&str; 5] = ["source", "entity_number", "type", "name", "alt_names"];

/// The code of the source that holds OFAC's Specially Designated Nationals.
const SDN: &str = "SDN";

/// The codes of the sources that make up OFAC's Consolidated list.
const CONSOLIDATED: [&str; 8] = [
    "SSI", "CMIC", "NS-CMIC", "CAP", "CAPTA", "NS-MBS", "PLC", "FSE",
];

/// Columns that reach the entity as remarks, and how these call them.
const REMARKS: [(&str, &str); 5] = [
    ("federal_register_notice", "Federal Register notice"),
    ("end_date", "end date"),
    ("standard_order", "standard order"),
    ("license_requirement", "licence requirement"),
    ("license_policy", "licence policy"),
];

fn read_table(file: &ListFile) -> Result<Reading> {
    let mut reading = Reading::default();
    let mut entities = Vec::new();
    read_csv(file, Dialect::PLAIN, &NEEDED, &mut reading, |row| {
        entities.push(entity(row)?);
        Ok(())
    })?;
    reading.push_all(entities);
    Ok(reading)
}

fn read_json(file: &ListFile) -> Result<Reading> {
    let mut reading = Reading::default();
    let mut entities = Vec::new();
    read_records(file, Some("results"), &mut reading, |fields, source| {
        entities.push(entity(&JsonRecord { fields, source })?);
        Ok(())
    })?;
    reading.push_all(entities);
    Ok(reading)
}

/// A party in either form: the same fields, differently written.
trait Record {
    /// The record as it stands in the file.
    fn source(&self) -> &str;
    /// A field with one value; empty if it has none.
    fn text(&self, field: &str) -> String;
    /// A field with several values.
    fn list(&self, field: &str) -> Vec<String>;
    /// The field `ids` in the form of OFAC's remarks: `Passport A1 (IR)`.
    fn facts(&self) -> Vec<String>;

    /// The text of a field, unless it is empty.
    fn value(&self, field: &str) -> Option<String> {
        Some(self.text(field)).filter(|text| !text.is_empty())
    }
}

impl Record for Row<'_> {
    fn source(&self) -> &str {
        self.source
    }

    fn text(&self, field: &str) -> String {
        Row::text(self, field)
    }

    fn list(&self, field: &str) -> Vec<String> {
        split_list(self.cell(field))
    }

    fn facts(&self) -> Vec<String> {
        let facts = self.list("ids");
        facts.iter().map(|text| fact_in_row(text)).collect()
    }
}

struct JsonRecord<'a> {
    fields: Map<String, Value>,
    source: &'a str,
}

impl JsonRecord<'_> {
    fn objects(&self, field: &str) -> impl Iterator<Item = &Value> {
        let values = self.fields.get(field).and_then(Value::as_array);
        values.into_iter().flatten()
    }
}

impl Record for JsonRecord<'_> {
    fn source(&self) -> &str {
        self.source
    }

    fn text(&self, field: &str) -> String {
        // The CSV form alone has an underscore before it.
        let field = if field == "_id" && !self.fields.contains_key(field) {
            "id"
        } else {
            field
        };
        self.fields.get(field).map(json::text).unwrap_or_default()
    }

    fn list(&self, field: &str) -> Vec<String> {
        if field == "addresses" {
            const PARTS: [&str; 5] = ["address", "city", "state", "postal_code", "country"];
            return self
                .objects(field)
                .map(|address| {
                    let parts = PARTS.iter().flat_map(|part| json::texts(&address[*part]));
                    parts.collect::<Vec<_>>().join(", ")
                })
                .filter(|address| !address.is_empty())
                .collect();
        }
        self.fields.get(field).map(json::texts).unwrap_or_default()
    }

    fn facts(&self) -> Vec<String> {
        self.objects("ids")
            .map(|id| {
                let [label, value, country, issued] =
                    ["type", "number", "country", "issue_date"].map(|key| json::text(&id[key]));
                let given = |text| Some(text).filter(|text: &&str| !text.is_empty());
                fact(&label, &value, given(&country), given(&issued))
            })
            .collect()
    }
}

fn entity(record: &impl Record) -> std::result::Result<Entity, String> {
    let (name, source) = (record.text("name"), record.text("source"));
    if name.is_empty() || source.is_empty() {
        return Err("has no name or no source".to_owned());
    }
    let kind = match record.text("type").to_ascii_lowercase().as_str() {
        "individual" => EntityKind::Person,
        "entity" => EntityKind::Organization,
        "vessel" => EntityKind::Vessel,
        "aircraft" => EntityKind::Aircraft,
        // The offices other than OFAC do not say what a party is.
        "" => EntityKind::Unknown,
        other => {
            return Err(format!(
                "type is `{other}`; expected Individual, Entity, Vessel, Aircraft or nothing"
            ));
        }
    };
    let code = source_code(&source);
    let number = record
        .value("_id")
        .or_else(|| record.value("entity_number"))
        .unwrap_or_else(|| hex_sha256(record.source().as_bytes())[..12].to_owned());
    let mut entity = Entity::new(format!("{code}/{number}"), kind, name);
    for alias in record.list("alt_names") {
        push_new(&mut entity.names, Name::new(alias, NameKind::Alias));
    }
    let facts: Vec<String> = record
        .value("remarks")
        .into_iter()
        .chain(record.facts())
        .collect();
    ofac_remarks::read(&facts.join("; "), false, &mut entity);
    for (field, label) in REMARKS {
        if let Some(value) = record.value(field) {
            push_remark(&mut entity, label, &value);
        }
    }
    for field in ["nationalities", "citizenships"] {
        for country in record.list(field) {
            push_new(&mut entity.countries, country_or_word(&country));
        }
    }
    for text in record.list("dates_of_birth") {
        match parse_written(&text) {
            Some(date) => push_new(&mut entity.birth_dates, date),
            None => push_remark(&mut entity, "date of birth", &text),
        }
    }
    for place in record.list("places_of_birth") {
        push_new(&mut entity.birth_places, place);
    }
    for address in record.list("addresses") {
        push_new(&mut entity.addresses, address);
    }
    entity.titles = record.list("title");
    entity.programmes = record.list("programs");
    entity.listed_on = parse_written(&record.text("start_date"));
    entity
        .identifiers
        .extend(record.value("call_sign").map(|value| Identifier {
            kind: "call_sign".to_owned(),
            value,
            country: None,
        }));
    add_vehicle(&mut entity, record);
    let ofac = if code == SDN {
        Some("us-ofac-sdn")
    } else {
        CONSOLIDATED.contains(&&*code).then_some("us-ofac-cons")
    };
    if let Some((list, number)) = ofac.zip(record.value("entity_number")) {
        entity.listed_as.push(format!("{list}:{number}"));
    }
    // What a party is forbidden follows from the source where no programme is named.
    if entity.programmes.is_empty() {
        entity.programmes.push(source);
    }
    Ok(entity)
}

/// Adds what the columns say of a ship to what the facts said.
fn add_vehicle(entity: &mut Entity, record: &impl Record) {
    let facts = entity.vehicle.take().unwrap_or_default();
    let vehicle = Vehicle {
        kind: record.value("vessel_type").or(facts.kind),
        flag: record.value("vessel_flag").or(facts.flag),
        owner: record.value("vessel_owner").or(facts.owner),
        tonnage: record.value("gross_tonnage"),
        gross_tonnage: record.value("gross_registered_tonnage"),
        former_flags: facts.former_flags,
        built: facts.built,
    };
    entity.vehicle = (vehicle != Vehicle::default()).then_some(vehicle);
}

/// The code of a source: `SDN` of `Specially Designated Nationals (SDN) - Treasury Department`.
fn source_code(source: &str) -> Cow<'_, str> {
    let inside = source
        .split_once('(')
        .and_then(|(_, rest)| rest.split_once(')'))
        .map_or(source, |(inside, _)| inside.trim());
    let code = inside.strip_suffix(" List").unwrap_or(inside);
    if code.contains([' ', '/', ':']) {
        code.replace([' ', '/', ':'], "-").into()
    } else {
        code.into()
    }
}

/// The values of a cell, which are joined with semicolons, and at times with `and` too.
fn split_list(cell: &str) -> Vec<String> {
    split_outside_parentheses(cell, ';')
        .into_iter()
        .map(tidy)
        .map(|value| {
            value
                .strip_prefix("and ")
                .map(str::to_owned)
                .unwrap_or(value)
        })
        .filter(|value| !value.is_empty())
        .collect()
}

/// A fact of the column `ids` in the form of OFAC's remarks. It is `IR, 2001-02-03, A1, Passport`
/// in older files and `Passport, A1, IR` in newer ones.
fn fact_in_row(text: &str) -> String {
    let parts: Vec<&str> = text.split(", ").collect();
    let [first, middle @ .., last] = &parts[..] else {
        return text.to_owned();
    };
    if ofac_remarks::is_label(first) && !ofac_remarks::is_label(last) {
        let (value, country) = match (middle, country_in(last)) {
            ([_, ..], Some(country)) => (middle.join(", "), Some(country)),
            _ => (parts[1..].join(", "), None),
        };
        return fact(first, &value, country, None);
    }
    let before = &parts[..parts.len() - 1];
    let (country, before) = match before {
        [code, rest @ ..] if !rest.is_empty() && country_in(code).is_some() => {
            (country_in(code), rest)
        }
        _ => (None, before),
    };
    // Dates of expiry and issue, in this order; a single one is that of issue.
    let dates = before[..before.len() - 1]
        .iter()
        .take_while(|text| is_iso_date(text))
        .count();
    let issued = dates.checked_sub(1).map(|at| before[at]);
    let before = &before[dates..];
    fact(last, &before.join(", "), country, issued)
}

/// A country given by its two-letter code in capitals.
fn country_in(text: &str) -> Option<&str> {
    let is_code = text.len() == 2 && text.bytes().all(|byte| byte.is_ascii_uppercase());
    (is_code && country_code(text).is_some()).then_some(text)
}

fn is_iso_date(text: &str) -> bool {
    text.len() == 10 && text.parse::<PartialDate>().is_ok()
}

fn fact(label: &str, value: &str, country: Option<&str>, issued: Option<&str>) -> String {
    let mut fact = format!("{label} {value}");
    if let Some(country) = country {
        fact = format!("{fact} ({country})");
    }
    if let Some(issued) = issued {
        fact = format!("{fact} issued {issued}");
    }
    fact
}
