//! OFAC's lists in the advanced XML form, in which everything refers to a table by number.
//!
//! The tables, places and documents stand before the parties, the entries on lists behind them.

use rustc_hash::{FxHashMap, FxHashSet};

use super::ofac_fact::{kind, list_name, name_kind, name_of_parts, part_role, push_address, take};
use super::xml::{self, Element};
use super::xml_list::{Names, Records, Remarks};
use super::{Reading, push_new};
use crate::error::Result;
use crate::watchlist::file::ListFile;
use crate::watchlist::{Entity, EntityKind, Name, NamePart, PartialDate};

/// Reads the parties of the list `id`; those that stand on others only are left out with a warning.
///
/// # Errors
///
/// If the XML is not whole and sound, it is no full list, too many records are bad, or none is of the
/// list.
pub(super) fn read(id: &str, file: &ListFile) -> Result<Reading> {
    let mut parties = Parties::default();
    let mut issued = [0_u16; 3];
    let root = xml::read(&file.bytes, 2, |element| match element.name.as_str() {
        "Year" => issued[0] = number(&element),
        "Month" => issued[1] = number(&element),
        "Day" => issued[2] = number(&element),
        "Location" => parties.tables.location(&element),
        "IDRegDocument" => parties.tables.document(element),
        "DistinctParty" => parties.party(&element),
        "ProfileRelationship" => parties.relations.push(element),
        "SanctionsEntry" => parties.entry(&element, list_name(id)),
        _ => parties.tables.values(&element),
    })
    .map_err(|problem| file.error(problem))?;
    if !root.attribute("DeltaBaseVersion").is_empty() {
        return Err(
            file.error("holds only what changed since another version; fetch the full list")
        );
    }
    let published = day(issued).map(|date| date.to_string());
    let mut records = Records::default();
    let others = parties.finish(&mut records);
    records.leave_out(file, others, list_name(id))?;
    records.finish(file, published)
}

/// The number that an element holds; 0 if it holds none.
fn number(element: &Element) -> u16 {
    element.text().parse().unwrap_or_default()
}

/// A day from year, month and day.
fn day([year, month, day]: [u16; 3]) -> Option<PartialDate> {
    PartialDate::new(
        year,
        Some(month.try_into().ok()?),
        Some(day.try_into().ok()?),
    )
}

/// What is referred to by number.
#[derive(Default)]
struct Tables {
    /// Words by the name of their element and their number.
    words: FxHashMap<(String, String), String>,
    /// The number of the party type of each party subtype.
    party_types: FxHashMap<String, String>,
    locations: FxHashMap<String, Location>,
    /// Documents by the identity they belong to.
    documents: FxHashMap<String, Vec<Element>>,
}

/// A place: the parts of its address, each with its type, and its country.
struct Location {
    parts: Vec<(String, String)>,
    country: String,
}

impl Tables {
    /// Keeps one table of words.
    fn values(&mut self, table: &Element) {
        for value in table.children() {
            let number = value.attribute("ID");
            if number.is_empty() {
                continue;
            }
            if value.name == "PartySubType" {
                self.party_types
                    .insert(number.clone(), value.attribute("PartyTypeID"));
            }
            self.words
                .insert((value.name.clone(), number), value.text());
        }
    }

    /// The word with a number; empty if there is none.
    fn word(&self, table: &str, number: String) -> String {
        self.words
            .get(&(table.to_owned(), number))
            .cloned()
            .unwrap_or_default()
    }

    fn location(&mut self, element: &Element) {
        let parts = element
            .all("LocationPart")
            .filter_map(|part| {
                let values = part.at("LocationPartValue");
                let value = values
                    .iter()
                    .find(|value| value.is_true("Primary"))
                    .or(values.first())?;
                let kind = self.word("LocPartType", part.attribute("LocPartTypeID"));
                Some((kind, value.value("Value")))
            })
            .collect();
        let country = element.child("LocationCountry").map_or_else(
            || {
                let area = element.child("LocationAreaCode");
                area.map(|area| self.word("AreaCode", area.attribute("AreaCodeID")))
                    .unwrap_or_default()
            },
            |country| self.word("Country", country.attribute("CountryID")),
        );
        self.locations
            .insert(element.attribute("ID"), Location { parts, country });
    }

    fn document(&mut self, element: Element) {
        let identity = element.attribute("IdentityID");
        self.documents.entry(identity).or_default().push(element);
    }

    /// The kind of a party, by its subtype or, where that says nothing, its type.
    fn kind(&self, profile: &Element) -> std::result::Result<EntityKind, String> {
        let number = profile.attribute("PartySubTypeID");
        let party_type = self.party_types.get(&number).cloned().unwrap_or_default();
        kind(&self.word("PartySubType", number))
            .or_else(|_| kind(&self.word("PartyType", party_type)))
    }
}

/// The parties, as far as they are read.
#[derive(Default)]
struct Parties {
    tables: Tables,
    all: Vec<std::result::Result<Entity, String>>,
    /// Where the party of each profile stands.
    by_profile: FxHashMap<String, usize>,
    /// The parties that have an entry on the wanted list.
    listed: FxHashSet<usize>,
    relations: Vec<Element>,
}

impl Parties {
    fn party(&mut self, party: &Element) {
        for profile in party.all("Profile") {
            self.by_profile
                .insert(profile.attribute("ID"), self.all.len());
        }
        let entity = self.tables.entity(party);
        self.all.push(entity);
    }

    /// Takes date and programmes of an entry, if it is one on the wanted list.
    fn entry(&mut self, entry: &Element, list: &str) {
        let Some(&at) = self.by_profile.get(&entry.attribute("ProfileID")) else {
            return;
        };
        if self.tables.word("List", entry.attribute("ListID")) != list {
            return;
        }
        self.listed.insert(at);
        let Ok(entity) = &mut self.all[at] else {
            return;
        };
        for date in entry.at("EntryEvent/Date").into_iter().filter_map(point) {
            let first = entity.listed_on.map_or(date, |known| known.min(date));
            entity.listed_on = Some(first);
        }
        for measure in entry.all("SanctionsMeasure") {
            let sort = self
                .tables
                .word("SanctionsType", measure.attribute("SanctionsTypeID"));
            let programme = measure.value("Comment");
            if sort == "Program" && !programme.is_empty() {
                push_new(&mut entity.programmes, programme);
            }
        }
    }

    /// Adds the relations, hands over the parties of the wanted list, and tells how many others
    /// there are.
    fn finish(mut self, records: &mut Records) -> usize {
        for relation in &self.relations {
            let profile = |end| self.by_profile.get(&relation.attribute(end)).copied();
            let (Some(from), Some(to)) = (profile("From-ProfileID"), profile("To-ProfileID"))
            else {
                continue;
            };
            let name = match &self.all[to] {
                Ok(entity) => entity.primary_name().to_owned(),
                Err(_) => continue,
            };
            let sort = self
                .tables
                .word("RelationType", relation.attribute("RelationTypeID"));
            if let Ok(entity) = &mut self.all[from] {
                let mut remarks = Remarks::default();
                remarks.push(entity.remarks.take().unwrap_or_default());
                remarks.push_labelled(&sort, &name);
                entity.remarks = remarks.finish();
            }
        }
        let mut others = 0;
        for (at, party) in self.all.into_iter().enumerate() {
            if self.listed.contains(&at) {
                records.take(party);
            } else {
                others += 1;
            }
        }
        others
    }
}

impl Tables {
    fn entity(&self, party: &Element) -> std::result::Result<Entity, String> {
        let number = party.attribute("FixedRef");
        if number.is_empty() {
            return Err("has no FixedRef".to_owned());
        }
        let profile = party
            .child("Profile")
            .ok_or_else(|| format!("{number} has no Profile"))?;
        let kind = self
            .kind(profile)
            .map_err(|problem| format!("{number}: {problem}"))?;
        let mut names = Names::default();
        for identity in profile.all("Identity") {
            let is_main = identity.is_true("Primary");
            self.read_names(identity, is_main, &mut names);
        }
        let mut entity = Entity::new(&number, kind, "");
        entity.names = names
            .finish()
            .ok_or_else(|| format!("{number} has no name"))?;
        let mut remarks = Remarks::default();
        for feature in profile.all("Feature") {
            let label = self.word("FeatureType", feature.attribute("FeatureTypeID"));
            for version in feature.all("FeatureVersion") {
                self.read_feature(&label, version, &mut entity, &mut remarks);
            }
        }
        for identity in profile.all("Identity") {
            let documents = self.documents.get(&identity.attribute("ID"));
            for document in documents.into_iter().flatten() {
                let sort = self.word("IDRegDocType", document.attribute("IDRegDocTypeID"));
                let country = self.word("Country", document.attribute("IssuedBy-CountryID"));
                let value = document.value("IDRegistrationNo");
                take(&sort, &value, &country, &mut entity, &mut remarks);
            }
        }
        for comment in [party, profile] {
            remarks.push(comment.value("Comment"));
        }
        entity.remarks = remarks.finish();
        Ok(entity)
    }

    fn read_names(&self, identity: &Element, is_main: bool, names: &mut Names) {
        let part_types: FxHashMap<String, String> = identity
            .at("NamePartGroups/MasterNamePartGroup/NamePartGroup")
            .into_iter()
            .map(|group| {
                let sort = self.word("NamePartType", group.attribute("NamePartTypeID"));
                (group.attribute("ID"), sort)
            })
            .collect();
        for alias in identity.all("Alias") {
            let sort = self.word("AliasType", alias.attribute("AliasTypeID"));
            for (at, documented) in alias.all("DocumentedName").enumerate() {
                // The first spelling is the one that the others are of.
                let is_primary = is_main && alias.is_true("Primary") && at == 0;
                let kind = name_kind(is_primary, &sort, alias.is_true("LowQuality"));
                let values = documented.at("DocumentedNamePart/NamePartValue");
                let mut parts = Vec::new();
                let mut whole = Vec::new();
                for value in values {
                    let sort = part_types.get(&value.attribute("NamePartGroupID"));
                    match part_role(sort.map_or("", String::as_str)) {
                        Some(role) => parts.push(NamePart {
                            role,
                            text: value.text(),
                        }),
                        None => whole.push(value.text()),
                    }
                }
                names.push(if parts.is_empty() {
                    Name::new(whole.join(" ").trim(), kind)
                } else {
                    name_of_parts(parts, kind)
                });
            }
        }
    }

    fn read_feature(
        &self,
        label: &str,
        version: &Element,
        entity: &mut Entity,
        remarks: &mut Remarks,
    ) {
        for detail in version.all("VersionDetail") {
            let text = detail.text();
            let value = if text.is_empty() {
                self.word("DetailReference", detail.attribute("DetailReferenceID"))
            } else {
                text
            };
            take(label, &value, "", entity, remarks);
        }
        for date in version.all("DatePeriod").filter_map(period) {
            match label {
                "Birthdate" | "Organization Established Date" => {
                    push_new(&mut entity.birth_dates, date);
                }
                _ => take(label, &date.to_string(), "", entity, remarks),
            }
        }
        for location in version.all("VersionLocation") {
            let Some(location) = self.locations.get(&location.attribute("LocationID")) else {
                continue;
            };
            let mut lines = Vec::new();
            push_address(&mut lines, location.parts.clone(), &location.country);
            for line in lines {
                match label {
                    "Location" => push_new(&mut entity.addresses, line),
                    "Nationality Country" | "Citizenship Country" => {
                        take(label, &location.country, "", entity, remarks);
                    }
                    _ => take(label, &line, "", entity, remarks),
                }
            }
        }
        remarks.push(version.value("Comment"));
    }
}

/// The date in an element with year, month and day.
fn point(element: &Element) -> Option<PartialDate> {
    let part = |name| element.child(name).map(number).unwrap_or_default();
    day([part("Year"), part("Month"), part("Day")])
}

/// The date that a period stands for: a day, or all of a month, a year or several years.
fn period(element: &Element) -> Option<PartialDate> {
    let boundary = |name| element.child(name);
    let (start, end) = (boundary("Start")?, boundary("End"));
    let first = start.child("From").and_then(point)?;
    let last = end
        .and_then(|end| end.child("To").or_else(|| end.child("From")))
        .or_else(|| start.child("To"))
        .and_then(point)
        .unwrap_or(first);
    let circa = [Some(start), end]
        .into_iter()
        .flatten()
        .any(|boundary| boundary.is_true("Approximate"));
    let date = if first == last {
        first
    } else if first.year != last.year {
        PartialDate {
            to_year: (first.year < last.year).then_some(last.year),
            ..PartialDate::from_year(first.year)
        }
    } else if first.month == last.month {
        PartialDate { day: None, ..first }
    } else {
        PartialDate::from_year(first.year)
    };
    Some(PartialDate { circa, ..date })
}
