//! What OFAC's three XML forms say in the same words: facts about a party, and its names.

use super::xml::Element;
use super::xml_list::Remarks;
use super::{country_or_word, ofac_remarks, push_new};
use crate::watchlist::ofac_name::SDN;
use crate::watchlist::{Entity, EntityKind, Name, NameKind, NamePart, NamePartRole, Vehicle};

/// The kind that a type names.
///
/// # Errors
///
/// If it is none of OFAC's.
pub(super) fn kind(text: &str) -> Result<EntityKind, String> {
    Ok(match text {
        "Individual" => EntityKind::Person,
        "Entity" => EntityKind::Organization,
        "Vessel" => EntityKind::Vessel,
        "Aircraft" => EntityKind::Aircraft,
        other => {
            return Err(format!(
                "type is `{other}`; expected Individual, Entity, Vessel or Aircraft"
            ));
        }
    })
}

/// The kind of a name by the words that stand beside it.
pub(super) fn name_kind(is_primary: bool, sort: &str, is_weak: bool) -> NameKind {
    match sort {
        _ if is_primary => NameKind::Primary,
        "f.k.a." | "F.K.A." => NameKind::FormerName,
        _ if is_weak => NameKind::WeakAlias,
        _ => NameKind::Alias,
    }
}

/// A name of which the parts are known, written as OFAC does: `FAMILY, Given`.
pub(super) fn name_of_parts(parts: Vec<NamePart>, kind: NameKind) -> Name {
    let is_family = |part: &&NamePart| {
        use NamePartRole::{Family, Maiden, Matronymic};
        matches!(part.role, Family | Maiden | Matronymic)
    };
    let join = |parts: Vec<&NamePart>| {
        let texts: Vec<&str> = parts.iter().map(|part| part.text.as_str()).collect();
        texts.join(" ")
    };
    let (family, given): (Vec<&NamePart>, Vec<&NamePart>) = parts.iter().partition(is_family);
    let halves: Vec<String> = [join(family), join(given)]
        .into_iter()
        .filter(|half| !half.is_empty())
        .collect();
    Name {
        text: halves.join(", "),
        kind,
        parts,
    }
}

/// The part that a word of OFAC's stands for; `None` for a name that is one whole.
pub(super) fn part_role(word: &str) -> Option<NamePartRole> {
    Some(match word {
        "Last Name" => NamePartRole::Family,
        "First Name" => NamePartRole::Given,
        "Middle Name" => NamePartRole::Middle,
        "Maiden Name" => NamePartRole::Maiden,
        "Patronymic" => NamePartRole::Patronymic,
        "Matronymic" => NamePartRole::Matronymic,
        "Nickname" => NamePartRole::Other,
        _ => return None,
    })
}

/// Adds the line of an address, whose parts come in any order, each with its type.
pub(super) fn push_address(
    lines: &mut Vec<String>,
    mut parts: Vec<(String, String)>,
    country: &str,
) {
    const ORDER: [&str; 7] = [
        "ADDRESS1",
        "ADDRESS2",
        "ADDRESS3",
        "CITY",
        "STATE/PROVINCE",
        "POSTAL CODE",
        "REGION",
    ];
    parts.sort_by_key(|(kind, _)| ORDER.iter().position(|known| known == kind));
    let values = parts.iter().map(|(_, value)| value.as_str());
    let line: Vec<&str> = values
        .chain([country])
        .filter(|value| !value.is_empty())
        .collect();
    if !line.is_empty() {
        push_new(lines, line.join(", "));
    }
}

/// The name under which the two advanced forms list the parties of a list of ours.
pub(super) fn list_name(id: &str) -> &'static str {
    if id == SDN {
        "SDN List"
    } else {
        "Consolidated List"
    }
}

/// Takes a fact into the field it belongs to, or else into the remarks.
pub(super) fn take(
    label: &str,
    value: &str,
    country: &str,
    entity: &mut Entity,
    remarks: &mut Remarks,
) {
    if value.is_empty() {
        return;
    }
    let known = entity.identifiers.len();
    let label = label.replace('’', "'");
    let is_taken = match label.as_str() {
        "Title" => {
            push_new(&mut entity.titles, value.to_owned());
            true
        }
        "Vessel Tonnage" => {
            vehicle(entity).tonnage = Some(value.to_owned());
            true
        }
        "Vessel Gross Registered Tonnage" => {
            vehicle(entity).gross_tonnage = Some(value.to_owned());
            true
        }
        "Other Vessel Flag" => {
            push_new(&mut vehicle(entity).former_flags, value.to_owned());
            true
        }
        _ => ofac_remarks::read_fact(&format!("{} {value}", in_remarks(&label)), entity),
    };
    if !is_taken {
        remarks.push(format!("{label} {value}"));
    } else if !country.is_empty() {
        for identifier in &mut entity.identifiers[known..] {
            identifier.country = Some(country_or_word(country));
        }
    }
}

/// The word that remarks have for a label.
fn in_remarks(label: &str) -> &str {
    match label {
        "Birthdate" => "DOB",
        "Place of Birth" => "POB",
        "Nationality Country" => "nationality",
        "Citizenship Country" => "citizen",
        "Registration Country" => "Nationality of Registration",
        "Other Vessel Type" => "Vessel Type",
        _ => label,
    }
}

fn vehicle(entity: &mut Entity) -> &mut Vehicle {
    entity.vehicle.get_or_insert_default()
}

/// Adds the facts of a list of elements, each of which has one in a child of that name.
pub(super) fn take_all(
    entity: &mut Entity,
    remarks: &mut Remarks,
    elements: &[&Element],
    (label, child): (&str, &str),
) {
    for element in elements {
        take(label, &element.value(child), "", entity, remarks);
    }
}
