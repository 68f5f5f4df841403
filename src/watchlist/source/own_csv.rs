//! The cells of own lists in CSV: several values parted by `;`, parts of a value by `:`, both literal
//! behind a backslash.

use csv::StringRecord;

use super::own::{OwnRecord, PartedName};
use crate::watchlist::swallowed::{quoted_rows, swallowed_rows};
use crate::watchlist::text::ends_in_quotes;
use crate::watchlist::{Identifier, NamePart, Vehicle};

/// The columns, in the order in which they are written; the same as the keys of the JSON form.
pub(crate) const COLUMNS: [&str; 21] = [
    "id",
    "kind",
    "name",
    "aliases",
    "weak_aliases",
    "former_names",
    "original_names",
    "gender",
    "birth_dates",
    "birth_places",
    "countries",
    "identifiers",
    "addresses",
    "programmes",
    "listed_on",
    "listed_as",
    "remarks",
    "titles",
    "vehicle",
    "name_parts",
    "list",
];

/// Reads the rows and hands each over with its number (the header is row 1).
///
/// # Errors
///
/// If a needed column is missing, one is named twice, or the last row is cut off.
pub(super) fn read(
    text: &str,
    mut on_record: impl FnMut(usize, Result<OwnRecord, String>),
) -> Result<(), String> {
    let mut reader = csv::ReaderBuilder::new()
        .flexible(true)
        .from_reader(text.as_bytes());
    let header = reader.headers().map_err(|error| error.to_string())?.clone();
    let columns: Vec<&str> = header.iter().map(str::trim).collect();
    for (at, column) in columns.iter().enumerate() {
        if columns[..at].contains(column) {
            return Err(format!("row 1: column `{column}` stands twice"));
        }
    }
    for needed in ["id", "kind", "name"] {
        if !columns.contains(&needed) {
            return Err(format!("row 1: column `{needed}` is missing"));
        }
    }
    let mut row = StringRecord::new();
    let mut number = 1;
    let mut ragged = None;
    let mut last_row_start = 0;
    while reader
        .read_record(&mut row)
        .map_err(|error| error.to_string())?
    {
        number += 1;
        last_row_start = row
            .position()
            .map_or(0, |position| position.byte() as usize);
        if let Some((number, problem)) = ragged.take() {
            on_record(number, Err(problem));
        }
        if let Some(more) = swallowed_rows(row.as_byte_record(), columns.len(), b',') {
            return Err(quoted_rows(number, more));
        }
        if row.len() == columns.len() {
            on_record(number, record(&columns, &row));
        } else {
            let problem = format!("{} columns; expected {}", row.len(), columns.len());
            ragged = Some((number, problem));
        }
    }
    if let Some((number, problem)) = ragged {
        return Err(format!(
            "row {number}, the last, has {problem}: the file is cut off"
        ));
    }
    if ends_in_quotes(&text[last_row_start..], ',') {
        return Err(format!(
            "row {number}, the last, ends within quotes; expected {} columns: the file is cut off",
            columns.len()
        ));
    }
    Ok(())
}

fn record(columns: &[&str], row: &StringRecord) -> Result<OwnRecord, String> {
    let mut record = OwnRecord::default();
    for (&column, cell) in columns.iter().zip(row) {
        let cell = unguarded(cell);
        let values = || split(cell, ';').map(|value| unescaped(&value)).collect();
        let one = || Some(cell.to_owned()).filter(|cell| !cell.is_empty());
        match column {
            "id" => cell.clone_into(&mut record.id),
            "kind" => cell.clone_into(&mut record.kind),
            "name" => cell.clone_into(&mut record.name),
            "aliases" => record.aliases = values(),
            "weak_aliases" => record.weak_aliases = values(),
            "former_names" => record.former_names = values(),
            "original_names" => record.original_names = values(),
            "gender" => record.gender = one(),
            "birth_dates" => record.birth_dates = values(),
            "birth_places" => record.birth_places = values(),
            "countries" => record.countries = values(),
            "identifiers" => {
                record.identifiers = split(cell, ';')
                    .map(|value| identifier(&value))
                    .collect::<Result<_, _>>()?;
            }
            "addresses" => record.addresses = values(),
            "programmes" => record.programmes = values(),
            "listed_on" => record.listed_on = one(),
            "listed_as" => record.listed_as = values(),
            "remarks" => record.remarks = one(),
            "titles" => record.titles = values(),
            "vehicle" => record.vehicle = vehicle(cell)?,
            "name_parts" => {
                record.name_parts = split(cell, ';')
                    .map(|value| parted_name(&value))
                    .collect::<Result<_, _>>()?;
            }
            "list" => record.list = one(),
            unknown => {
                record
                    .unknown
                    .insert(unknown.to_owned(), serde_json::Value::Null);
            }
        }
    }
    Ok(record)
}

/// `type:value:country`; the country may be left out.
fn identifier(text: &str) -> Result<Identifier, String> {
    let mut parts = split(text, ':').map(|part| unescaped(&part));
    match (parts.next(), parts.next(), parts.next(), parts.next()) {
        (Some(kind), Some(value), country, None) => Ok(Identifier {
            kind,
            value,
            country: country.filter(|country| !country.is_empty()),
        }),
        _ => Err(format!(
            "identifier `{text}`; expected type:value or type:value:country, with `\\:` for a literal \
             colon"
        )),
    }
}

/// `field:value` for each field.
fn vehicle(cell: &str) -> Result<Option<Vehicle>, String> {
    let mut vehicle = Vehicle::default();
    for pair in split(cell, ';') {
        let mut parts = split(&pair, ':').map(|part| unescaped(&part));
        let (Some(field), Some(value), None) = (parts.next(), parts.next(), parts.next()) else {
            return Err(format!("vehicle `{pair}`; expected field:value"));
        };
        let slot = match field.as_str() {
            "type" => &mut vehicle.kind,
            "flag" => &mut vehicle.flag,
            "owner" => &mut vehicle.owner,
            "tonnage" => &mut vehicle.tonnage,
            "gross_tonnage" => &mut vehicle.gross_tonnage,
            "built" => &mut vehicle.built,
            "former_flag" => {
                vehicle.former_flags.push(value);
                continue;
            }
            _ => {
                return Err(format!(
                    "vehicle field `{field}`; expected type, flag, former_flag, owner, tonnage, \
                     gross_tonnage or built"
                ));
            }
        };
        *slot = Some(value);
    }
    Ok((vehicle != Vehicle::default()).then_some(vehicle))
}

/// `name:role:text:role:text`.
fn parted_name(text: &str) -> Result<PartedName, String> {
    let wrong = || format!("name_parts `{text}`; expected name:role:text:role:text and so on");
    let pieces: Vec<String> = split(text, ':').map(|piece| unescaped(&piece)).collect();
    let (name, pairs) = pieces.split_first().ok_or_else(wrong)?;
    let parts = pairs
        .chunks(2)
        .map(|pair| match pair {
            [role, text] => Some(NamePart {
                role: serde_json::from_value(role.as_str().into()).ok()?,
                text: text.clone(),
            }),
            _ => None,
        })
        .collect::<Option<_>>()
        .ok_or_else(wrong)?;
    Ok(PartedName {
        name: name.clone(),
        parts,
    })
}

/// The cells of a record, in the order of the columns.
pub(super) fn cells(record: &OwnRecord) -> [String; COLUMNS.len()] {
    let one = |value: &Option<String>| value.clone().unwrap_or_default();
    [
        record.id.clone(),
        record.kind.clone(),
        record.name.clone(),
        join(&record.aliases),
        join(&record.weak_aliases),
        join(&record.former_names),
        join(&record.original_names),
        one(&record.gender),
        join(&record.birth_dates),
        join(&record.birth_places),
        join(&record.countries),
        join_all(record.identifiers.iter().map(|identifier| {
            [
                Some(&identifier.kind),
                Some(&identifier.value),
                identifier.country.as_ref(),
            ]
            .into_iter()
            .flatten()
            .cloned()
            .collect()
        })),
        join(&record.addresses),
        join(&record.programmes),
        one(&record.listed_on),
        join(&record.listed_as),
        one(&record.remarks),
        join(&record.titles),
        join_all(record.vehicle.iter().flat_map(vehicle_pairs)),
        join_all(record.name_parts.iter().map(|parted| {
            let parts = parted
                .parts
                .iter()
                .flat_map(|part| [role_word(part), part.text.clone()]);
            std::iter::once(parted.name.clone()).chain(parts).collect()
        })),
        one(&record.list),
    ]
    .map(guarded)
}

fn vehicle_pairs(vehicle: &Vehicle) -> Vec<Vec<String>> {
    let single = [
        ("type", &vehicle.kind),
        ("flag", &vehicle.flag),
        ("owner", &vehicle.owner),
        ("tonnage", &vehicle.tonnage),
        ("gross_tonnage", &vehicle.gross_tonnage),
        ("built", &vehicle.built),
    ];
    single
        .into_iter()
        .filter_map(|(field, value)| Some(vec![field.to_owned(), value.clone()?]))
        .chain(
            vehicle
                .former_flags
                .iter()
                .map(|flag| vec!["former_flag".to_owned(), flag.clone()]),
        )
        .collect()
}

fn role_word(part: &NamePart) -> String {
    match serde_json::to_value(part.role) {
        Ok(serde_json::Value::String(word)) => word,
        _ => String::new(),
    }
}

fn join(values: &[String]) -> String {
    values
        .iter()
        .map(|value| escaped(value, &[';', '\\']))
        .collect::<Vec<_>>()
        .join(";")
}

fn join_all(values: impl Iterator<Item = Vec<String>>) -> String {
    let escaped = |part: &String| escaped(part, &[';', ':', '\\']);
    values
        .map(|parts| parts.iter().map(escaped).collect::<Vec<_>>().join(":"))
        .collect::<Vec<_>>()
        .join(";")
}

/// Splits at a separator that has no backslash before it. Blank values of a list are left out; blank
/// parts of a value are not.
fn split(text: &str, separator: char) -> impl Iterator<Item = String> {
    let mut pieces = vec![String::new()];
    let mut chars = text.chars();
    while let Some(c) = chars.next() {
        let at = pieces.len() - 1;
        if c == '\\' {
            pieces[at].push(c);
            pieces[at].extend(chars.next());
        } else if c == separator {
            pieces.push(String::new());
        } else {
            pieces[at].push(c);
        }
    }
    let keep_empty = separator == ':';
    pieces
        .into_iter()
        .filter(move |piece| keep_empty || !piece.trim().is_empty())
}

fn escaped(value: &str, special: &[char]) -> String {
    let mut escaped = String::with_capacity(value.len());
    for c in value.chars() {
        if special.contains(&c) {
            escaped.push('\\');
        }
        escaped.push(c);
    }
    escaped
}

/// Takes the backslashes off separators and backslashes; any other stays.
fn unescaped(value: &str) -> String {
    let mut plain = String::with_capacity(value.len());
    let mut chars = value.trim().chars().peekable();
    while let Some(c) = chars.next() {
        match (c, chars.peek()) {
            ('\\', Some(&next @ (';' | ':' | '\\'))) => {
                plain.push(next);
                chars.next();
            }
            _ => plain.push(c),
        }
    }
    plain
}

/// Keeps spreadsheets from taking a cell for a formula.
fn guarded(cell: String) -> String {
    if looks_like_formula(&cell) {
        format!("'{cell}")
    } else {
        cell
    }
}

fn unguarded(cell: &str) -> &str {
    cell.strip_prefix('\'')
        .filter(|rest| looks_like_formula(rest))
        .unwrap_or(cell)
}

/// Whether a cell begins with `=`, `+`, `-` or `@`, also behind guards that were its own.
fn looks_like_formula(cell: &str) -> bool {
    cell.trim_start_matches('\'')
        .starts_with(['=', '+', '-', '@'])
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::watchlist::NamePartRole;

    /// Text with all that is special, but without blanks at its ends.
    fn text() -> impl Strategy<Value = String> {
        "[a-zé'=+@;:,\"\\\\-]([a-z'=;:\"\\\\ \n]{0,6}[a-zé'=+@;:,\"\\\\-])?"
    }

    fn texts() -> impl Strategy<Value = Vec<String>> {
        prop::collection::vec(text(), 0..3)
    }

    fn record() -> impl Strategy<Value = OwnRecord> {
        let identifier =
            (text(), text(), prop::option::of(text())).prop_map(|(kind, value, country)| {
                Identifier {
                    kind,
                    value,
                    country,
                }
            });
        let vehicle =
            (prop::option::of(text()), texts()).prop_map(|(flag, former_flags)| Vehicle {
                flag,
                former_flags,
                ..Vehicle::default()
            });
        let part = text().prop_map(|text| NamePart {
            role: NamePartRole::Given,
            text,
        });
        let parted = (text(), prop::collection::vec(part, 1..3))
            .prop_map(|(name, parts)| PartedName { name, parts });
        (
            (text(), text(), texts(), prop::option::of(text())),
            prop::collection::vec(identifier, 0..3),
            vehicle,
            prop::collection::vec(parted, 0..3),
        )
            .prop_map(
                |((id, name, aliases, remarks), identifiers, vehicle, name_parts)| OwnRecord {
                    id,
                    kind: "person".to_owned(),
                    name,
                    aliases,
                    remarks,
                    identifiers,
                    vehicle: (vehicle != Vehicle::default()).then_some(vehicle),
                    name_parts,
                    ..OwnRecord::default()
                },
            )
    }

    proptest! {
        #[test]
        fn what_is_written_reads_back(record in record()) {
            let mut writer = csv::Writer::from_writer(Vec::new());
            writer.write_record(COLUMNS).unwrap();
            writer.write_record(cells(&record)).unwrap();
            let text = String::from_utf8(writer.into_inner().unwrap()).unwrap();
            let mut back = Vec::new();
            read(&text, |_, record| back.push(record)).unwrap();
            prop_assert_eq!(back, vec![Ok(record)]);
        }

        #[test]
        fn no_cell_is_taken_for_a_formula(record in record()) {
            for cell in cells(&record) {
                prop_assert!(!cell.starts_with(['=', '+', '-', '@']), "{}", cell);
            }
        }
    }

    #[test]
    fn cells_that_are_no_values_are_refused() {
        assert!(identifier("12345").is_err());
        assert!(identifier("a:b:c:d").is_err());
        assert!(vehicle("colour:red").is_err());
        assert!(vehicle("flag").is_err());
        assert!(parted_name("A B:given").is_err());
        assert!(parted_name("A B:nothing:A").is_err());
    }
}
