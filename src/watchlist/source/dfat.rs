//! The consolidated list of Australia's Department of Foreign Affairs and Trade, XLSX and CSV, in the
//! layouts of before and from 2025: a row for each name, with all the rest repeated on it.

use rustc_hash::FxHashMap;

use super::dfat_information::{push_imo, read_information};
use super::table::{Dialect, Row, column_key, read_csv, read_rows};
use super::un_name::alias_names;
use super::xml_list::unrated_alias;
use super::{Reader, Reading, push_new, push_remark, xlsx};
use crate::error::Result;
use crate::watchlist::date_scan::{SlashDates, dates_in};
use crate::watchlist::date_text::spreadsheet_day;
use crate::watchlist::enumeration::enumerated;
use crate::watchlist::file::ListFile;
use crate::watchlist::nationality::nationalities;
use crate::watchlist::text::tidy;
use crate::watchlist::{Entity, EntityKind, Name, NameKind, PartialDate};

const LIST: &str = "au-dfat";

/// The spreadsheet.
pub(crate) static XLSX: Reader = Reader {
    format: "Australian Consolidated List, XLSX",
    list: Some(LIST),
    columns: &[],
    read: read_xlsx,
};

/// The CSV form.
pub(crate) static CSV: Reader = Reader {
    format: "Australian Consolidated List, CSV",
    list: Some(LIST),
    columns: &COLUMNS,
    read: read_table,
};

const COLUMNS: [&str; 4] = ["reference", NAME, "type", "name type"];
const NAME: &str = "name of individual or entity";

/// Whether the bytes are a spreadsheet with the list.
pub(crate) fn is_xlsx(bytes: &[u8]) -> bool {
    xlsx::holds_text(bytes, "Name of Individual or Entity")
}

fn read_xlsx(file: &ListFile) -> Result<Reading> {
    let rows = xlsx::rows(&file.bytes).map_err(|problem| file.error(problem))?;
    let mut reading = Reading::default();
    let mut list = List::default();
    read_rows(file, rows, &COLUMNS, &mut reading, |row| list.row(row))?;
    Ok(list.finish(reading))
}

fn read_table(file: &ListFile) -> Result<Reading> {
    let mut reading = Reading::default();
    let mut list = List::default();
    read_csv(file, Dialect::PLAIN, &COLUMNS, &mut reading, |row| {
        list.row(row)
    })?;
    Ok(list.finish(reading))
}

/// Parties, as far as the rows are put together.
#[derive(Default)]
struct List {
    parties: Vec<Party>,
    by_number: FxHashMap<String, Vec<usize>>,
    /// The latest day on which an entry was changed: the list's own date.
    latest: Option<PartialDate>,
}

struct Party {
    entity: Entity,
    /// What its rows say in words of their own, each once, with the names of the columns.
    told: Vec<Told>,
}

/// A column and the text of a cell in it.
type Told = (String, String);

/// How many parties of one number are looked at for what a row belongs to; no number is used again
/// more often.
const MOST_OF_ONE_NUMBER: usize = 8;

impl List {
    fn row(&mut self, row: &Row<'_>) -> std::result::Result<(), String> {
        let reference = row.value("reference").ok_or("has no Reference")?;
        let digits = reference.find(|c: char| !c.is_ascii_digit());
        let number = match digits {
            // `2a`, `2b1` are further names of `2`.
            Some(end) if end > 0 => &reference[..end],
            _ => &reference,
        };
        let kind = match row.text("type").to_lowercase().as_str() {
            "individual" => EntityKind::Person,
            "entity" => EntityKind::Organization,
            "vessel" | "ship" => EntityKind::Vessel,
            other => {
                return Err(format!(
                    "Type is `{other}`; expected Individual, Entity or Vessel"
                ));
            }
        };
        let is_weak = row.text("alias strength").eq_ignore_ascii_case("weak");
        let is_rated = is_weak || row.value("alias strength").is_some();
        let text = row.value(NAME).ok_or("has no name")?;
        let name_kind = match row.text("name type").to_lowercase().as_str() {
            "primary name" => NameKind::Primary,
            "original script" => NameKind::OriginalScript,
            "formerly known as" | "previously listed as" => NameKind::FormerName,
            "aka" | "alias" if is_weak => NameKind::WeakAlias,
            "aka" | "alias" if is_rated => NameKind::Alias,
            "aka" | "alias" => unrated_alias(&text, kind == EntityKind::Person),
            other => {
                return Err(format!(
                    "Name Type is `{other}`; expected Primary Name, Alias, aka, Original Script or \
                     Formerly known as"
                ));
            }
        };
        let mut names = Vec::new();
        match name_kind {
            NameKind::Primary | NameKind::OriginalScript => {
                names.push(Name::new(text, name_kind));
            }
            // Such a row may hold the spelling in another script too.
            _ => alias_names(&text, name_kind, &mut names),
        }
        self.latest = self.latest.max(spreadsheet_day(&row.text("control date")));
        let told = told(row);
        let at = self.party(number, kind, name_kind, &told);
        let party = &mut self.parties[at];
        read_row(row, &mut party.entity);
        for cell in told {
            push_new(&mut party.told, cell);
        }
        for name in names {
            push_new(&mut party.entity.names, name);
        }
        Ok(())
    }

    /// The party that a row is of: the one before, or an earlier one of which the same is told, since
    /// blocks of rows are interrupted and numbers used again; or else a new one.
    fn party(&mut self, number: &str, kind: EntityKind, name: NameKind, told: &[Told]) -> usize {
        let is_primary = |name: &Name| name.kind == NameKind::Primary;
        let next = self.parties.len();
        let of_number = self.by_number.entry(number.to_owned()).or_default();
        let known = of_number
            .iter()
            .rev()
            .take(MOST_OF_ONE_NUMBER)
            .copied()
            .find(|&at| {
                let Party {
                    entity,
                    told: known,
                } = &self.parties[at];
                let says_the_same = || {
                    told.is_empty() == known.is_empty()
                        && told.iter().all(|cell| known.contains(cell))
                };
                entity.kind == kind
                    && (name != NameKind::Primary || !entity.names.iter().any(is_primary))
                    && (at + 1 == next || says_the_same())
            });
        known.unwrap_or_else(|| {
            let mut entity = Entity::new(number, kind, "");
            entity.names.clear();
            self.parties.push(Party {
                entity,
                told: Vec::new(),
            });
            of_number.push(next);
            next
        })
    }

    fn finish(self, mut reading: Reading) -> Reading {
        for Party { mut entity, told } in self.parties {
            let is_primary = |name: &Name| name.kind == NameKind::Primary;
            if !entity.names.iter().any(is_primary)
                && let Some(first) = entity.names.first_mut()
            {
                first.kind = NameKind::Primary;
            }
            let primary = entity.names.iter().find(|name| is_primary(name)).cloned();
            let repeats = |name: &Name| primary.iter().any(|primary| primary.text == name.text);
            entity
                .names
                .retain(|name| is_primary(name) || !repeats(name));
            for (column, text) in &told {
                if column == "additional information" {
                    read_information(text, &mut entity);
                }
                let is_day = column == "listing information" && spreadsheet_day(text).is_some();
                if !is_day {
                    push_remark(&mut entity, column, &tidy(text));
                }
            }
            reading.push(entity);
        }
        reading.published = self.latest.map(|day| day.to_string());
        reading
    }
}

/// The columns that reach fields of an entity; what stands in others is told in words.
const READ: [&str; 12] = [
    "reference",
    NAME,
    "type",
    "name type",
    "alias strength",
    "date of birth",
    "place of birth",
    "citizenship",
    "address",
    "imo number",
    "committees",
    "control date",
];

/// The cells of a row that stay in words.
fn told(row: &Row<'_>) -> Vec<Told> {
    row.pairs()
        .map(|(column, cell)| (column_key(column), cell.trim()))
        .filter(|(column, cell)| {
            let is_read = READ.contains(&column.as_str());
            let is_unread_date = || column == "date of birth" && dates(cell).is_empty();
            !column.is_empty() && !is_nothing(cell) && (!is_read || is_unread_date())
        })
        .map(|(column, cell)| (column, cell.to_owned()))
        .collect()
}

fn dates(text: &str) -> Vec<PartialDate> {
    dates_in(text, SlashDates::DayFirst)
}

/// Takes what a row says of the party in columns of their own. Each row should say the same, and
/// some don't.
fn read_row(row: &Row<'_>, entity: &mut Entity) {
    let text = |column| Some(row.text(column)).filter(|text| !is_nothing(text));
    for date in dates(&row.text("date of birth")) {
        push_new(&mut entity.birth_dates, date);
    }
    for place in values(text("place of birth")) {
        push_new(&mut entity.birth_places, place);
    }
    for country in text("citizenship")
        .iter()
        .flat_map(|text| nationalities(text))
    {
        push_new(&mut entity.countries, country);
    }
    for address in values(text("address")) {
        push_new(&mut entity.addresses, address);
    }
    if let Some(committees) = text("committees") {
        push_new(&mut entity.programmes, committees);
    }
    if let Some(number) = text("imo number") {
        push_imo(&number, entity);
    }
    // `Listed on 2 Sep. 2014 (relisted on ...)`; years alone are those of laws.
    let listed = dates(&row.text("listing information"));
    entity.listed_on = entity
        .listed_on
        .or(listed.into_iter().find(|date| date.day.is_some()));
}

fn is_nothing(text: &str) -> bool {
    matches!(
        text.to_lowercase().as_str(),
        "" | "na" | "n/a" | "nil" | "-"
    )
}

/// The values of a field, enumerated or parted by semicolons.
fn values(text: Option<String>) -> Vec<String> {
    enumerated(&text.unwrap_or_default())
        .iter()
        .flat_map(|value| value.split(';'))
        .map(tidy)
        .filter(|value| !is_nothing(value))
        .collect()
}
