//! The readers, one for each publisher: the bytes of a list in, its entities out.

use super::file::ListFile;
use super::{Entity, NameKind};
use crate::error::Result;

pub(crate) mod csl;
pub(crate) mod dfat;
mod dfat_information;
mod document;
mod eu;
mod eu_before_2017;
pub(crate) mod eu_csv;
pub(crate) mod ftm;
mod json;
pub(crate) mod ofac;
mod ofac_advanced;
mod ofac_enhanced;
mod ofac_fact;
mod ofac_remarks;
mod ofac_xml;
pub(crate) mod ofsi;
pub(crate) mod own;
pub(crate) mod own_csv;
mod seco;
mod sema;
mod sema_name;
pub(crate) mod senzing;
pub(crate) mod table;
pub(crate) mod targets_simple;
#[cfg(test)]
mod tests;
mod uk;
pub(crate) mod uksl;
mod uksl_xml;
pub(crate) mod un;
mod un_name;
mod xlsx;
pub(crate) mod xml;
pub(crate) mod xml_list;
#[cfg(test)]
mod xml_tests;

/// How a format is read of which each file is a whole list.
#[derive(Debug)]
pub(crate) struct Reader {
    /// The format, in words.
    pub(crate) format: &'static str,
    /// The only list that is published in this format; without one, the file's name is the id.
    pub(crate) list: Option<&'static str>,
    /// The columns by which a table in the format is known, in lower case; none of what is no table.
    pub(crate) columns: &'static [&'static str],
    pub(crate) read: fn(&ListFile) -> Result<Reading>,
}

/// The formats that are tables with a header.
pub(crate) static TABLES: [&Reader; 7] = [
    &csl::CSV,
    &dfat::CSV,
    &eu_csv::FORM_1_0,
    &eu_csv::FORM_1_1,
    &ofsi::CSV,
    &targets_simple::CSV,
    &uksl::CSV,
];

impl PartialEq for Reader {
    fn eq(&self, other: &Self) -> bool {
        self.format == other.format
    }
}

impl Eq for Reader {}

/// What a reader made of one list. The entities' ids are still the publisher's references.
#[derive(Debug, Default)]
pub(crate) struct Reading {
    pub(crate) entities: Vec<Entity>,
    /// The publisher's date, as the list states it.
    pub(crate) published: Option<String>,
    /// Records that could not be used.
    pub(crate) skipped: usize,
    /// References of records that repeat another word for word and were left out.
    pub(crate) repeated: Vec<String>,
    pub(crate) warnings: Vec<String>,
}

impl Reading {
    /// Keeps an entity, with its names in the order of their kinds and without what a list leaves
    /// empty, which would identify everybody.
    pub(crate) fn push(&mut self, mut entity: Entity) {
        entity.names.sort_by_key(|name| name.kind);
        entity.identifiers.retain(|identifier| {
            !identifier.kind.is_empty() && !identifier.value.trim().is_empty()
        });
        entity.countries.retain(|country| !country.is_empty());
        debug_assert!(
            entity
                .names
                .first()
                .is_some_and(|name| name.kind == NameKind::Primary)
        );
        self.entities.push(entity);
    }

    /// Keeps entities in their order.
    pub(crate) fn push_all(&mut self, entities: Vec<Entity>) {
        for entity in entities {
            self.push(entity);
        }
    }

    /// Adds a file's bad records to the skipped ones.
    ///
    /// # Errors
    ///
    /// If they are more than one in a hundred.
    pub(crate) fn settle(&mut self, file: &ListFile, tally: Tally) -> Result<()> {
        let Some(first) = tally.first_problem else {
            return Ok(());
        };
        if tally.rejected * 100 > tally.records {
            return Err(file.error(format!(
                "{} of {} records are bad, more than 1 %; the first: {first}",
                tally.rejected, tally.records
            )));
        }
        self.skipped += tally.rejected;
        self.warnings.push(format!(
            "{}: {} of {} records skipped; the first: {first}",
            file.name, tally.rejected, tally.records
        ));
        Ok(())
    }
}

/// Counts a file's records and those that are bad.
#[derive(Debug, Default)]
pub(crate) struct Tally {
    records: usize,
    rejected: usize,
    first_problem: Option<String>,
}

impl Tally {
    pub(crate) fn accept(&mut self) {
        self.records += 1;
    }

    /// Counts a bad record; `problem` says where it is and what is wrong.
    pub(crate) fn reject(&mut self, problem: impl FnOnce() -> String) {
        self.records += 1;
        self.rejected += 1;
        self.first_problem.get_or_insert_with(problem);
    }

    pub(crate) fn records(&self) -> usize {
        self.records
    }
}

/// A value once in a list of values.
pub(crate) fn push_new<T: PartialEq>(values: &mut Vec<T>, value: T) {
    if !values.contains(&value) {
        values.push(value);
    }
}

/// Adds a fact that has no field of its own to the remarks.
pub(crate) fn push_remark(entity: &mut Entity, label: &str, value: &str) {
    let remark = format!("{label}: {value}");
    entity.remarks = Some(match entity.remarks.take() {
        Some(remarks) => format!("{remarks}; {remark}"),
        None => remark,
    });
}

/// The code of a country, or the publisher's word in lower case where it names no present country.
pub(crate) fn country_or_word(text: &str) -> String {
    super::country::country_code(text).map_or_else(|| text.to_lowercase(), str::to_owned)
}
