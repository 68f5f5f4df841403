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
mod own_csv;
mod seco;
mod sema;
mod sema_name;
pub(crate) mod senzing;
pub(crate) mod table;
pub(crate) mod targets_simple;
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
    /// Keeps an entity, with its names in the order of their kinds.
    pub(crate) fn push(&mut self, mut entity: Entity) {
        entity.names.sort_by_key(|name| name.kind);
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

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::watchlist::recognise::recognise;

    const MAIN: &str = "36,\"A, B\",-0- ,\"CUBA] [X\",-0- ,-0- ,-0- ,-0- ,-0- ,-0- ,-0- ,\"DOB circa 1951; \
        a.k.a. 'X; Y'; Passport 12 (Iran) issued 1999; Vessel Year of Build 1990.\"\r\n\
        37,\"C\",\"vessel\",\"CUBA\",-0- ,\"C1\",\"Tug\",\"1,2\",-0- ,\"Iran\",-0- ,-0- \r\n\x1A";
    const ALTERNATE: &str = "36,12,\"aka\",\"D\",-0- \r\n37,13,\"fka\",\"E\",-0- \r\n\x1A";
    const ADDRESS: &str =
        "36,25,-0- ,\"Havana\",\"Cuba\",-0- \r\n37,26,-0- ,-0- ,-0- ,-0- \r\n\x1A";
    const UN: &str = "<?xml version='1.0' encoding='UTF-8'?><CONSOLIDATED_LIST dateGenerated='2026-02-27'>\
        <INDIVIDUALS><INDIVIDUAL><FIRST_NAME>A</FIRST_NAME><REFERENCE_NUMBER>Xi.1</REFERENCE_NUMBER>\
        <INDIVIDUAL_ALIAS><ALIAS_NAME>B b) C (Д; (E)); born 1 F</ALIAS_NAME></INDIVIDUAL_ALIAS>\
        <INDIVIDUAL_DOCUMENT><NUMBER>Libya no. 1 (US)</NUMBER></INDIVIDUAL_DOCUMENT>\
        <COMMENTS1>&amp;&#x41;<![CDATA[x]]></COMMENTS1></INDIVIDUAL></INDIVIDUALS></CONSOLIDATED_LIST>";
    const OWN_CSV: &str = "id,kind,name,aliases,identifiers,vehicle,name_parts\n\
        1,person,\"A\",B;C\\;,passport:12:ir,flag:Iran,A:given:A\n";
    const OWN_JSON: &str =
        "{\"id\":\"1\",\"kind\":\"person\",\"name\":\"A\",\"birth_dates\":[\"1961\"]}\n";

    fn file(bytes: &[u8]) -> ListFile {
        ListFile {
            path: "list".into(),
            name: "list".to_owned(),
            bytes: bytes.to_vec(),
        }
    }

    /// Lets every reader read the bytes, whatever they are.
    fn read_by_all(bytes: &[u8]) -> Vec<Result<Reading>> {
        recognise(bytes);
        let set = |main: &[u8], alternate: &[u8], address: &[u8], comments| ofac::Set {
            main: file(main),
            alternate: file(alternate),
            address: file(address),
            comments,
        };
        let (main, alternate, address) =
            (MAIN.as_bytes(), ALTERNATE.as_bytes(), ADDRESS.as_bytes());
        vec![
            un::read(&file(bytes)),
            own::read_csv(&file(bytes)),
            own::read_json(&file(bytes)),
            ofac::read(&set(bytes, alternate, address, None)),
            ofac::read(&set(main, bytes, address, None)),
            ofac::read(&set(main, alternate, bytes, None)),
            ofac::read(&set(main, alternate, address, Some(file(bytes)))),
        ]
    }

    /// A sound file with some bytes replaced, put in or taken out.
    fn mutated() -> impl Strategy<Value = Vec<u8>> {
        let samples = [MAIN, ALTERNATE, ADDRESS, UN, OWN_CSV, OWN_JSON];
        let edit = (
            any::<prop::sample::Index>(),
            0..4_usize,
            prop::collection::vec(any::<u8>(), 0..4),
        );
        (
            prop::sample::select(samples.to_vec()),
            prop::collection::vec(edit, 0..5),
        )
            .prop_map(|(sample, edits)| {
                let mut bytes = sample.as_bytes().to_vec();
                for (at, removed, put) in edits {
                    let start = at.index(bytes.len() + 1);
                    let end = (start + removed).min(bytes.len());
                    bytes.splice(start..end, put);
                }
                bytes
            })
    }

    fn are_sound(readings: Vec<Result<Reading>>) -> bool {
        readings
            .into_iter()
            .flatten()
            .flat_map(|reading| reading.entities)
            .all(|entity| {
                !entity.id.is_empty()
                    && entity
                        .names
                        .first()
                        .is_some_and(|name| name.kind == NameKind::Primary)
                    && entity.names.iter().all(|name| !name.text.trim().is_empty())
            })
    }

    proptest! {
        #[test]
        fn no_bytes_make_a_reader_panic(bytes in prop::collection::vec(any::<u8>(), 0..300)) {
            prop_assert!(are_sound(read_by_all(&bytes)));
        }

        #[test]
        fn no_damage_makes_a_reader_panic_or_give_an_unsound_entity(bytes in mutated()) {
            prop_assert!(are_sound(read_by_all(&bytes)));
        }
    }

    #[test]
    fn the_samples_are_sound() {
        for sample in [MAIN, ALTERNATE, ADDRESS, UN, OWN_CSV, OWN_JSON] {
            let read = read_by_all(sample.as_bytes());
            assert!(
                read.iter().any(|reading| reading
                    .as_ref()
                    .is_ok_and(|reading| !reading.entities.is_empty())),
                "{sample}"
            );
        }
    }
}
