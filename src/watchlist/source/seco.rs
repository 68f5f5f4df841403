//! The Swiss list, XML.
//!
//! Programmes and places stand beside the targets and are referred to by number, so the file is
//! read twice: first for these, then for the targets.

use rustc_hash::FxHashMap;

use super::xml::{self, Element};
use super::xml_list::{Names, Records, Remarks, un_id};
use super::{Reading, country_or_word, push_new};
use crate::error::Result;
use crate::watchlist::date_text::leading_day;
use crate::watchlist::file::ListFile;
use crate::watchlist::{
    Entity, EntityKind, Identifier, Name, NameKind, NamePart, NamePartRole, PartialDate,
};

/// The most spellings that are made of the variants of a name's parts in one script.
const MOST_SPELLINGS: usize = 24;

/// Reads the list, without the targets that are no longer listed.
///
/// # Errors
///
/// If the XML is not whole and sound, or too many records are bad.
pub(super) fn read(file: &ListFile) -> Result<Reading> {
    let mut tables = Tables::default();
    let wrong = |problem| file.error(problem);
    let root = xml::read(&file.bytes, 1, |element| tables.take(&element)).map_err(wrong)?;
    let mut records = Records::default();
    xml::read(&file.bytes, 1, |element| match element.name.as_str() {
        "target" if is_listed(&element) => records.take(tables.entity(&element)),
        "target" | "sanctions-program" | "place" => {}
        other => records.take(Err(format!("unknown <{other}>"))),
    })
    .map_err(wrong)?;
    let published = leading_day(&root.attribute("date"));
    let mut reading = records.finish(file, published.map(|date| date.to_string()))?;
    if root.attribute("list-type") == "amendment" {
        reading.warnings.push(format!(
            "{}: is an amendment, not the full list: it holds only what changed",
            file.name
        ));
    }
    Ok(reading)
}

/// Whether the newest modification of a target is none that takes it off the list. Of those of one
/// day a listing counts most, since targets move from one measure to another.
fn is_listed(target: &Element) -> bool {
    let newest = target
        .all("modification")
        .map(|element| {
            let day = ["effective-date", "publication-date", "enactment-date"]
                .into_iter()
                .find_map(|field| leading_day(&element.attribute(field)));
            let sort = element.attribute("modification-type");
            let rank = match sort.as_str() {
                "listed" => 2 * i32::from(day.is_some()),
                "de-listed" => 1,
                _ => 0,
            };
            (day, rank, sort)
        })
        .max();
    newest.is_none_or(|(_, _, sort)| sort != "de-listed")
}

/// What is referred to by number.
#[derive(Default)]
struct Tables {
    /// The programme of each set of measures.
    programmes: FxHashMap<String, String>,
    places: FxHashMap<String, Element>,
}

impl Tables {
    fn take(&mut self, element: &Element) {
        match element.name.as_str() {
            "sanctions-program" => {
                let in_english = |name: &str| {
                    let mut texts = element.all(name);
                    texts
                        .find(|text| text.attribute("lang") == "eng")
                        .map(Element::text)
                        .filter(|text| !text.is_empty())
                };
                let programme = in_english("program-name").or_else(|| in_english("program-key"));
                for set in element.all("sanctions-set") {
                    if let Some(programme) = &programme {
                        self.programmes
                            .insert(set.attribute("ssid"), programme.clone());
                    }
                }
            }
            "place" => {
                self.places
                    .insert(element.attribute("ssid"), element.clone());
            }
            _ => {}
        }
    }

    fn entity(&self, target: &Element) -> std::result::Result<Entity, String> {
        let number = target.attribute("ssid");
        if number.is_empty() {
            return Err("target has no ssid".to_owned());
        }
        let (kind, party) = party(target).ok_or_else(|| {
            format!("target {number} is no individual, entity, vessel or aircraft")
        })?;
        let mut identities: Vec<&Element> = party.all("identity").collect();
        identities.sort_by_key(|identity| !identity.is_true("main"));
        let mut names = Names::default();
        for identity in &identities {
            for name in identity.all("name") {
                read_name(name, kind, &mut names);
            }
        }
        let mut entity = Entity::new(&number, kind, "");
        entity.names = names
            .finish()
            .ok_or_else(|| format!("target {number} has no name"))?;
        entity.gender = party.attribute("sex").parse().ok();
        for set in target.texts("sanctions-set-id") {
            if let Some(programme) = self.programmes.get(&set) {
                push_new(&mut entity.programmes, programme.clone());
            }
        }
        let mut remarks = Remarks::default();
        for identity in identities {
            self.read_identity(identity, &mut entity, &mut remarks);
        }
        entity.listed_on = target
            .all("modification")
            .filter(|element| element.attribute("modification-type") == "listed")
            .filter_map(|element| {
                leading_day(&element.attribute("effective-date"))
                    .or_else(|| leading_day(&element.attribute("publication-date")))
            })
            .min();
        for element in [target, party] {
            for text in element.texts("other-information") {
                read_other(&text, &mut entity, &mut remarks);
            }
            for text in element.texts("justification") {
                remarks.push_labelled("Justification", &text);
            }
            for text in element.texts("foreign-identifier") {
                match text.split_whitespace().find_map(un_id) {
                    Some(id) => push_new(&mut entity.listed_as, id),
                    None => remarks.push_labelled("Foreign identifier", &text),
                }
            }
            for relation in element.all("relation") {
                let label = relation.attribute("relation-type");
                remarks.push_labelled(&label, &relation.attribute("target-id"));
            }
        }
        entity.remarks = remarks.finish();
        Ok(entity)
    }

    fn read_identity(&self, identity: &Element, entity: &mut Entity, remarks: &mut Remarks) {
        for part in identity.at("name/name-part") {
            let title = part.value("value");
            if part.attribute("name-part-type") == "title" && !title.is_empty() {
                push_new(&mut entity.titles, title);
            }
        }
        for element in identity.all("day-month-year") {
            if let Some(date) = birth_date(element) {
                push_new(&mut entity.birth_dates, date);
            }
        }
        for country in identity.at("nationality/country") {
            let code = country.attribute("iso-code");
            let word = if code.is_empty() {
                country.text()
            } else {
                code
            };
            if !word.is_empty() {
                push_new(&mut entity.countries, country_or_word(&word));
            }
        }
        for place in identity.all("place-of-birth") {
            self.push_place(place, &mut entity.birth_places);
        }
        for address in identity.all("address") {
            self.push_place(address, &mut entity.addresses);
        }
        for document in identity.all("identification-document") {
            read_document(document, entity, remarks);
        }
    }

    /// Adds the line of an address or place of birth, with the place it refers to.
    fn push_place(&self, element: &Element, lines: &mut Vec<String>) {
        let mut parts = element.values_of(&["c-o", "address-details"]);
        let po_box = element.value("p-o-box");
        if !po_box.is_empty() {
            parts.push(format!("P.O. Box {po_box}"));
        }
        parts.extend(element.values_of(&["zip-code"]));
        if let Some(place) = self.places.get(&element.attribute("place-id")) {
            parts.extend(place.values_of(&["location", "area", "country"]));
        }
        parts.extend(element.values_of(&["remarks"]));
        if !parts.is_empty() {
            push_new(lines, parts.join(", "));
        }
    }
}

/// The kind of a target, and the element that describes it.
fn party(target: &Element) -> Option<(EntityKind, &Element)> {
    let of = |kind, name| target.child(name).map(|party| (kind, party));
    of(EntityKind::Person, "individual")
        .or_else(|| of(EntityKind::Organization, "entity"))
        .or_else(|| {
            let object = target.child("object")?;
            match object.attribute("object-type").as_str() {
                "vessel" => Some((EntityKind::Vessel, object)),
                "aircraft" => Some((EntityKind::Aircraft, object)),
                _ => None,
            }
        })
}

/// One part of a name with its spellings in other scripts and languages.
struct SpelledPart<'a> {
    role: Option<NamePartRole>,
    value: String,
    variants: Vec<&'a Element>,
}

/// Adds a name and all spellings of it.
fn read_name(element: &Element, kind: EntityKind, names: &mut Names) {
    let name_kind = match element.attribute("name-type").as_str() {
        _ if element.attribute("quality") == "low" => NameKind::WeakAlias,
        "primary-name" => NameKind::Primary,
        "formerly-known-as" => NameKind::FormerName,
        _ => NameKind::Alias,
    };
    let mut ordered: Vec<&Element> = element.all("name-part").collect();
    ordered.sort_by_key(|part| part.attribute("order").parse::<u32>().unwrap_or(u32::MAX));
    let parts: Vec<SpelledPart> = ordered
        .into_iter()
        .filter(|part| part.attribute("name-part-type") != "title")
        .map(|part| SpelledPart {
            role: part_role(&part.attribute("name-part-type")),
            value: part.value("value"),
            variants: part.all("spelling-variant").collect(),
        })
        .collect();
    let mut add = |values: &[String], name_kind| {
        let texts: Vec<&str> = values
            .iter()
            .map(String::as_str)
            .filter(|text| !text.is_empty())
            .collect();
        let text = texts.join(" ");
        let parts = parts.iter().zip(values).filter_map(|(part, text)| {
            let text = Some(text.clone()).filter(|text| !text.is_empty())?;
            Some(NamePart {
                role: part.role?,
                text,
            })
        });
        let parts = if kind == EntityKind::Person {
            parts.collect()
        } else {
            Vec::new()
        };
        names.push(Name {
            text,
            kind: name_kind,
            parts,
        });
    };
    let values: Vec<String> = parts.iter().map(|part| part.value.clone()).collect();
    add(&values, name_kind);
    let variant_kind = if name_kind == NameKind::Primary {
        NameKind::Alias
    } else {
        name_kind
    };
    for values in spellings(&parts) {
        add(&values, variant_kind);
    }
}

/// All spellings of a name but the first: for each language and script that any part has variants
/// in, the variants of all parts together.
fn spellings(parts: &[SpelledPart]) -> Vec<Vec<String>> {
    let culture = |variant: &Element| (variant.attribute("lang"), variant.attribute("script"));
    let mut cultures = Vec::new();
    for variant in parts.iter().flat_map(|part| &part.variants) {
        push_new(&mut cultures, culture(variant));
    }
    let mut all = Vec::new();
    for wanted in cultures {
        let mut of_culture: Vec<Vec<String>> = vec![Vec::new()];
        for part in parts {
            let mut texts: Vec<String> = part
                .variants
                .iter()
                .filter(|variant| culture(variant) == wanted)
                .map(|variant| variant.text())
                .filter(|text| !text.is_empty())
                .collect();
            if texts.is_empty() {
                texts.push(part.value.clone());
            }
            of_culture = of_culture
                .iter()
                .flat_map(|start| {
                    texts.iter().map(move |text| {
                        let mut longer = start.clone();
                        longer.push(text.clone());
                        longer
                    })
                })
                .take(MOST_SPELLINGS)
                .collect();
        }
        all.extend(of_culture);
    }
    all
}

fn part_role(word: &str) -> Option<NamePartRole> {
    Some(match word {
        "given-name" => NamePartRole::Given,
        "further-given-name" => NamePartRole::Middle,
        "family-name" | "tribal-name" => NamePartRole::Family,
        "maiden-name" => NamePartRole::Maiden,
        "father-name" | "grand-father-name" => NamePartRole::Patronymic,
        "suffix" => NamePartRole::Suffix,
        "other" => NamePartRole::Other,
        _ => return None,
    })
}

fn birth_date(element: &Element) -> Option<PartialDate> {
    let calendar = element.attribute("calendar");
    if !(calendar.is_empty() || calendar.eq_ignore_ascii_case("gregorian")) {
        return None;
    }
    let part = |name| {
        element
            .attribute(name)
            .parse::<u8>()
            .ok()
            .filter(|&part| part > 0)
    };
    let month = part("month");
    let day = part("day").filter(|_| month.is_some());
    let date = PartialDate::new(element.attribute("year").parse().ok()?, month, day)?;
    Some(PartialDate {
        circa: element.attribute("quality") == "low",
        ..date
    })
}

fn read_document(document: &Element, entity: &mut Entity, remarks: &mut Remarks) {
    let number = document.value("number");
    remarks.push_labelled(&number, &document.value("remark"));
    let kind = match document.attribute("document-type").as_str() {
        "passport" | "diplomatic-passport" | "service-passport" => "passport",
        "driving-license" | "driving-permit" => "driving_licence",
        "residence-permit" => "residence_permit",
        "travel-document" => "travel_document",
        _ => "national_id",
    };
    if number.bytes().any(|byte| byte.is_ascii_digit()) {
        let issuer = document.child("issuer");
        let code = issuer
            .map(|issuer| issuer.attribute("code"))
            .unwrap_or_default();
        let issuer = if code.is_empty() {
            document.value("issuer")
        } else {
            code
        };
        let country = (!issuer.is_empty()).then(|| country_or_word(&issuer));
        let identifier = Identifier {
            kind: kind.to_owned(),
            value: number,
            country,
        };
        push_new(&mut entity.identifiers, identifier);
    }
}

/// Reads what is said in words: `Registration number: 123`, `Website: www.a.ch`. The text is kept
/// as a remark in any case.
fn read_other(text: &str, entity: &mut Entity, remarks: &mut Remarks) {
    remarks.push(text.to_owned());
    let Some((label, value)) = text.split_once(':') else {
        return;
    };
    let label = label.trim().to_lowercase();
    let kind = match label.as_str() {
        "imo number" => "imo",
        "website" => "website",
        "taxpayer identification number" | "tax registration number" => "tax_id",
        _ if label.ends_with("registration number") => "registration",
        _ if matches!(
            label.as_str(),
            "e-mail" | "email" | "e-mail address" | "email address"
        ) =>
        {
            "email"
        }
        _ if label.starts_with("tel.") || label.starts_with("telephone") => "phone",
        _ => return,
    };
    let value = value.trim().trim_end_matches('.');
    let is_sound = !value.is_empty()
        && value.len() <= 60
        && (matches!(kind, "website" | "email") || value.bytes().any(|byte| byte.is_ascii_digit()));
    if is_sound {
        let identifier = Identifier {
            kind: kind.to_owned(),
            value: value.to_owned(),
            country: None,
        };
        push_new(&mut entity.identifiers, identifier);
    }
}
