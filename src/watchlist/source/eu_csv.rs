//! The EU's consolidated list in CSV, forms 1.1 and 1.0: the XML laid flat, each row one part of an
//! entity. The parts are put together again, and read as those of the XML.

use rustc_hash::FxHashMap;

use super::table::{Dialect, Row, read_csv};
use super::xml::Element;
use super::{Reader, Reading, Tally, eu, eu_before_2017, push_new};
use crate::error::Result;
use crate::watchlist::Entity;
use crate::watchlist::date_scan::{SlashDates, dates_in};
use crate::watchlist::file::ListFile;

/// The form 1.1.
pub(crate) static FORM_1_1: Reader = Reader {
    format: "EU CSV 1.1",
    list: Some("eu-fsf"),
    columns: &["entity_logicalid", "namealias_wholename"],
    read: |file| read(file, &FORM_1_1, read_1_1, eu::entity),
};

/// The form 1.0.
pub(crate) static FORM_1_0: Reader = Reader {
    format: "EU CSV 1.0",
    list: Some("eu-fsf"),
    columns: &["entity_logical_id", "subject_type", "naal_wholename"],
    read: |file| read(file, &FORM_1_0, read_1_0, eu_before_2017::entity),
};

const DIALECT: Dialect = Dialect {
    delimiter: b';',
    preamble: 0,
};

/// Puts the part of an entity that a row holds into the entity's element.
type ReadRow = fn(&Row<'_>, &mut Element);

fn read(
    file: &ListFile,
    form: &Reader,
    read_row: ReadRow,
    entity: fn(&Element) -> std::result::Result<Entity, String>,
) -> Result<Reading> {
    let mut reading = Reading::default();
    let mut published = None;
    let mut elements: Vec<Element> = Vec::new();
    let mut by_number: FxHashMap<String, usize> = FxHashMap::default();
    let number_column = form.columns[0];
    read_csv(file, DIALECT, form.columns, &mut reading, |row| {
        let number = row
            .value(number_column)
            .ok_or_else(|| format!("has no `{number_column}`"))?;
        published = published.take().or_else(|| {
            let (_, date) = row.pairs().find(|(column, _)| is_file_date(column))?;
            dates_in(date, SlashDates::DayFirst).into_iter().next()
        });
        let at = *by_number.entry(number).or_insert_with(|| {
            elements.push(Element::new("entity"));
            elements.len() - 1
        });
        read_row(row, &mut elements[at]);
        Ok(())
    })?;
    let mut tally = Tally::default();
    for element in elements {
        match entity(&element) {
            Ok(entity) => {
                tally.accept();
                reading.push(entity);
            }
            Err(problem) => {
                let number = tally.records() + 1;
                tally.reject(|| format!("entity {number}: {problem}"));
            }
        }
    }
    reading.settle(file, tally)?;
    reading.published = published.map(|date| date.to_string());
    Ok(reading)
}

fn is_file_date(column: &str) -> bool {
    let column = column.to_ascii_lowercase();
    column == "filegenerationdate" || column.starts_with("date_file")
}

/// `NameAlias_WholeName` is the attribute `wholeName` of an element `nameAlias`; columns without
/// such a beginning are of the entity itself.
fn read_1_1(row: &Row<'_>, entity: &mut Element) {
    const PARTS: [(&str, &str); 5] = [
        ("NameAlias_", "nameAlias"),
        ("Address_", "address"),
        ("BirthDate_", "birthdate"),
        ("Identification_", "identification"),
        ("Citizenship_", "citizenship"),
    ];
    let mut parts = PARTS.map(|(_, name)| Element::new(name));
    let mut own = Element::new("entity");
    for (column, cell) in row.pairs() {
        let part = PARTS.iter().zip(&mut parts).find_map(|((start, _), part)| {
            let rest = column.strip_prefix(start)?;
            Some((rest, part))
        });
        let (rest, part) = match part {
            Some((rest, part)) => (rest, part),
            None => (column.strip_prefix("Entity_").unwrap_or(column), &mut own),
        };
        if let Some(field) = rest.strip_prefix("Regulation_") {
            let name = if part.name == "entity" {
                "regulation"
            } else {
                "regulationSummary"
            };
            part.child_or_new(name).set(&attribute(field), cell);
        } else if rest.starts_with("SubjectType") {
            // The two columns stand for the one or the other, from edition to edition.
            let field = if cell.len() == 1 {
                "classificationCode"
            } else {
                "code"
            };
            part.child_or_new("subjectType").set(field, cell);
        } else if rest == "Remark" {
            part.push(Element::of_text("remark", cell));
        } else {
            part.set(&attribute(rest), cell);
        }
    }
    for part in parts {
        if !part.is_empty() {
            entity.push_new(part);
        }
    }
    for part in std::mem::take(&mut own.children) {
        entity.push_new(part);
    }
    own.attributes
        .retain(|(name, _)| entity.attribute(name).is_empty());
    entity.attributes.append(&mut own.attributes);
}

/// The name that the XML gives to what a column holds.
fn attribute(column: &str) -> String {
    match column {
        "EU_ReferenceNumber" => "euReferenceNumber".to_owned(),
        "BirthDate" => "birthdate".to_owned(),
        "TypeCode" => "identificationTypeCode".to_owned(),
        _ => {
            let mut chars = column.chars();
            let first = chars.next().map(|c| c.to_ascii_lowercase());
            first.into_iter().chain(chars).collect()
        }
    }
}

/// `Naal_wholename` is the element `WHOLENAME` in `NAME`, where the form before 2017 has it.
fn read_1_0(row: &Row<'_>, entity: &mut Element) {
    const PARTS: [(&str, &str); 5] = [
        ("Naal_", "NAME"),
        ("Addr_", "ADDRESS"),
        ("Birt_", "BIRTH"),
        ("Iden_", "PASSPORT"),
        ("Citi_", "CITIZEN"),
    ];
    let mut parts = PARTS.map(|(_, name)| Element::new(name));
    let mut basis = Element::new("LEGAL_BASIS");
    let mut remarks: Vec<String> = Vec::new();
    for (column, cell) in row.pairs() {
        // Line breaks are written as two characters.
        let cell = cell.replace("\\n", " ");
        let part = PARTS.iter().zip(&mut parts).find_map(|((start, _), part)| {
            let rest = column.strip_prefix(start)?;
            Some((rest, part))
        });
        match part {
            Some(("logical_id" | "leba_numtitle" | "leba_url", _)) => {}
            Some(("leba_publication_date", part)) => part.set("reg_date", &cell),
            Some(("programme", part)) => part.set("programme", &cell),
            Some((rest, part)) => part.push(Element::of_text(&rest.to_uppercase(), &cell)),
            None => match column {
                "Entity_logical_id" => entity.set("Id", &cell),
                "Subject_type" => entity.set("Type", &cell),
                "Programme" => basis.set("programme", &cell),
                "Leba_publication_date" => basis.set("reg_date", &cell),
                "Entity_remark" => push_new(&mut remarks, cell),
                "EU_ref_num" => push_new(&mut remarks, format!("EU reference: {cell}")),
                _ => {}
            },
        }
    }
    for part in parts {
        if !part.children.is_empty() {
            entity.push_new(part);
        }
    }
    entity.push_new(basis);
    for remark in remarks {
        let known = entity.attribute("remark");
        if !known.split("; ").any(|known| known == remark) {
            let joined = if known.is_empty() {
                remark
            } else {
                format!("{known}; {remark}")
            };
            entity.set("remark", &joined);
        }
    }
}
