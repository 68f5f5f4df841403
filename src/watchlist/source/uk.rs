//! What the lists of the United Kingdom have in common: one row a name, the other facts of the
//! party repeated on it in any mixture.

use rustc_hash::FxHashMap;

use super::document::document;
use super::table::Row;
use super::xml_list::{un_id, unrated_alias};
use super::{Reading, push_new, push_remark};
use crate::watchlist::date_scan::{SlashDates, dates_in};
use crate::watchlist::enumeration::enumerated;
use crate::watchlist::nationality::{countries_named, nationalities};
use crate::watchlist::text::tidy;
use crate::watchlist::{
    Entity, EntityKind, Identifier, Name, NameKind, NamePart, NamePartRole, PartialDate,
};

/// The parties of a list, each with its rows put together.
#[derive(Default)]
pub(super) struct Parties {
    entities: Vec<Entity>,
    by_reference: FxHashMap<String, usize>,
}

impl Parties {
    /// The party with a reference; a new one has no name yet.
    ///
    /// # Errors
    ///
    /// Says so if rows of one party call it by different kinds.
    pub(super) fn party(
        &mut self,
        reference: String,
        kind: EntityKind,
    ) -> std::result::Result<&mut Entity, String> {
        let at = *self
            .by_reference
            .entry(reference)
            .or_insert_with_key(|reference| {
                let mut entity = Entity::new(reference, kind, "");
                entity.names.clear();
                self.entities.push(entity);
                self.entities.len() - 1
            });
        let entity = &mut self.entities[at];
        if entity.kind != kind {
            return Err(format!(
                "`{}` is called {kind} here and {} before",
                entity.id, entity.kind
            ));
        }
        Ok(entity)
    }

    /// Hands the parties over, each with a primary name.
    pub(super) fn finish(self, reading: &mut Reading) {
        for mut entity in self.entities {
            let mut has_primary = false;
            for name in &mut entity.names {
                if name.kind == NameKind::Primary && std::mem::replace(&mut has_primary, true) {
                    name.kind = NameKind::Alias;
                }
            }
            if !has_primary && let Some(first) = entity.names.first_mut() {
                first.kind = NameKind::Primary;
            }
            reading.push(entity);
        }
    }
}

/// The name of a row, in its six columns: the sixth holds the surname or the whole name. Its kind
/// is for the caller to tell.
pub(super) fn name(row: &Row<'_>, party: EntityKind) -> Option<Name> {
    const COLUMNS: [(&str, NamePartRole); 6] = [
        ("name 1", NamePartRole::Given),
        ("name 2", NamePartRole::Middle),
        ("name 3", NamePartRole::Middle),
        ("name 4", NamePartRole::Middle),
        ("name 5", NamePartRole::Middle),
        ("name 6", NamePartRole::Family),
    ];
    let mut parts: Vec<NamePart> = Vec::new();
    for (column, role) in COLUMNS {
        let text = row.text(column);
        // Rows of organisations at times give the whole name twice.
        let is_new = party == EntityKind::Person || parts.iter().all(|part| part.text != text);
        if !text.is_empty() && is_new {
            parts.push(NamePart { role, text });
        }
    }
    let texts: Vec<&str> = parts.iter().map(|part| part.text.as_str()).collect();
    let text = texts.join(" ");
    if text.is_empty() {
        return None;
    }
    if party != EntityKind::Person || parts.len() < 2 {
        parts.clear();
    }
    Some(Name {
        text,
        kind: NameKind::Primary,
        parts,
    })
}

/// Keeps a name, unless the party has it already with the same standing or a better one.
pub(super) fn push_name(entity: &mut Entity, name: Name) {
    match entity
        .names
        .iter_mut()
        .find(|known| known.text == name.text)
    {
        None => entity.names.push(name),
        Some(known) if name.kind < known.kind => *known = name,
        Some(_) => {}
    }
}

/// Takes the dates, places, nationalities and documents of a row.
pub(super) fn read_person(row: &Row<'_>, columns: &PersonColumns, entity: &mut Entity) {
    for date in dates_in(row.cell(columns.birth_date), SlashDates::DayFirst) {
        push_new(&mut entity.birth_dates, date);
    }
    for place in places(
        &enumerated(row.cell("town of birth")),
        &enumerated(row.cell("country of birth")),
    ) {
        push_new(&mut entity.birth_places, place);
    }
    for country in nationalities(row.cell(columns.nationality)) {
        push_new(&mut entity.countries, country);
    }
    for title in ["title", "position"]
        .iter()
        .flat_map(|column| enumerated(row.cell(column)))
    {
        push_new(&mut entity.titles, title);
    }
    for (column, details, kind) in columns.documents {
        let details = details.map(|column| row.text(column)).unwrap_or_default();
        for text in enumerated(row.cell(column)) {
            match document(kind, &text) {
                Some(mut found) => {
                    if found.country.is_none() {
                        found.country = countries_named(&details)
                            .first()
                            .map(|&code| code.to_owned());
                    }
                    push_new(&mut entity.identifiers, found);
                }
                None => push_new_remark(entity, column, &text),
            }
        }
        push_new_remark(entity, column, &details);
    }
}

/// What a list calls the columns that persons have.
pub(super) struct PersonColumns {
    pub(super) birth_date: &'static str,
    pub(super) nationality: &'static str,
    /// Columns of numbers, those of what is said about them, and the types these are.
    pub(super) documents: &'static [(&'static str, Option<&'static str>, &'static str)],
}

/// Towns and countries, put together where there is one of each for each place.
fn places(towns: &[String], countries: &[String]) -> Vec<String> {
    match (towns, countries) {
        (towns, []) => towns.to_vec(),
        ([], countries) => countries.to_vec(),
        (towns, [country]) => towns
            .iter()
            .map(|town| format!("{town}, {country}"))
            .collect(),
        (towns, countries) if towns.len() == countries.len() => towns
            .iter()
            .zip(countries)
            .map(|(town, country)| format!("{town}, {country}"))
            .collect(),
        (towns, countries) => towns.iter().chain(countries).cloned().collect(),
    }
}

/// Keeps the address of a row on one line.
pub(super) fn push_address(row: &Row<'_>, columns: &[&str], entity: &mut Entity) {
    let lines = row.values(columns);
    if !lines.is_empty() {
        push_new(&mut entity.addresses, lines.join(", "));
    }
}

/// Keeps a way to reach the party: each word of websites and e-mail addresses, each number.
pub(super) fn push_contact(kind: &str, text: &str, entity: &mut Entity) {
    let pieces = enumerated(text);
    let values: Vec<&str> = match kind {
        "phone" => pieces
            .iter()
            .flat_map(|piece| piece.split([';', ',']))
            .collect(),
        _ => pieces
            .iter()
            .flat_map(|piece| piece.split([' ', ';', ',']))
            .filter(|word| word.contains('.'))
            .collect(),
    };
    for value in values {
        let value = tidy(value.trim_matches([' ', '.']));
        let is_sound = kind != "phone" || value.bytes().filter(u8::is_ascii_digit).count() >= 4;
        if !value.is_empty() && is_sound {
            push_new(
                &mut entity.identifiers,
                Identifier {
                    kind: kind.to_owned(),
                    value,
                    country: None,
                },
            );
        }
    }
}

/// Keeps the numbers under which a business is registered; the whole text becomes a remark, since
/// it says what they are.
pub(super) fn push_registrations(text: &str, entity: &mut Entity) {
    let parted = part_labels(text).replace(" / ", "; ");
    for piece in enumerated(&parted)
        .iter()
        .flat_map(|piece| piece.split([';', ',', '\n']))
    {
        let lower = piece.to_lowercase();
        let is = |words: &[&str]| words.iter().any(|word| lower.contains(word));
        let kind = if is(&["swift", "bic"]) {
            "bic"
        } else if is(&["inn", "tax", "tin", "vat", "инн"]) {
            "tax_id"
        } else {
            "registration"
        };
        let found = document(kind, piece).map(|found| Identifier {
            kind: kind.to_owned(),
            ..found
        });
        if let Some(found) = found {
            push_new(&mut entity.identifiers, found);
        }
    }
    push_new_remark(entity, "business registration", &tidy(text));
}

/// Parts a label from the number that it is run together with: `5042005638Tax number`.
fn part_labels(text: &str) -> String {
    const LONG: usize = 8;
    let mut parted = String::with_capacity(text.len());
    let mut digits = 0;
    for c in text.chars() {
        if digits >= LONG && c.is_uppercase() {
            parted.push_str("; ");
        }
        digits = if c.is_ascii_digit() { digits + 1 } else { 0 };
        parted.push(c);
    }
    parted
}

/// Keeps IMO numbers, with or without letters before them.
pub(super) fn push_imo_numbers(text: &str, entity: &mut Entity) {
    for digits in text.split(|c: char| !c.is_ascii_digit()) {
        if digits.len() == 7 {
            push_new(
                &mut entity.identifiers,
                Identifier {
                    kind: "imo".to_owned(),
                    value: digits.to_owned(),
                    country: None,
                },
            );
        }
    }
}

/// Adds a remark that the party does not have yet.
pub(super) fn push_new_remark(entity: &mut Entity, label: &str, text: &str) {
    let remark = format!("{label}: {text}");
    let is_new = entity
        .remarks
        .as_deref()
        .is_none_or(|remarks| !remarks.contains(&remark));
    if !text.is_empty() && is_new {
        push_remark(entity, label, text);
    }
}

/// The id of the same party on the UN list, where a text names it in its present form (`QDi.001`,
/// also written `QDI.001`). One that directly follows a parenthesis is that of another party:
/// `listed as Al-Qaida in Iraq (QDe.115)`.
pub(super) fn un_id_in(text: &str) -> Option<String> {
    let pieces = text.split('(').enumerate();
    pieces
        .flat_map(|(at, piece)| {
            let words = piece.split(|c: char| !c.is_ascii_alphanumeric() && c != '.');
            words.skip(usize::from(at > 0))
        })
        .map(|word| word.trim_matches('.'))
        .map(|word| match word.get(..4) {
            Some(label) if label.eq_ignore_ascii_case("Ref.") => &word[4..],
            _ => word,
        })
        .filter(|word| word.len() == "QDi.001".len())
        .filter(|word| word.starts_with(|c: char| c.is_ascii_uppercase()))
        .find_map(|word| un_id(&format!("{}{}", &word[..2], word[2..].to_ascii_lowercase())))
}

/// The kind of an alias, from what the list calls its quality.
pub(super) fn alias_kind(name: &Name, quality: &str, party: EntityKind) -> NameKind {
    match quality.to_lowercase() {
        quality if quality.contains("low") => NameKind::WeakAlias,
        quality if quality.is_empty() => unrated_alias(&name.text, party == EntityKind::Person),
        _ => NameKind::Alias,
    }
}

/// The day of a list or of a listing, `13/04/2018` or `13-Apr-2018`.
pub(super) fn day(text: &str) -> Option<PartialDate> {
    dates_in(text, SlashDates::DayFirst).into_iter().next()
}
