//! The consolidated list of the UN Security Council, XML.

use super::un_name::{alias_names, is_placeholder, original_names};
use super::xml::{self, Element};
use super::{Reading, Tally, country_or_word, push_new};
use crate::error::Result;
use crate::watchlist::country::country_code;
use crate::watchlist::date_text::{month_number, parse_written};
use crate::watchlist::file::ListFile;
use crate::watchlist::nationality::countries_named;
use crate::watchlist::text::{split_outside_parentheses, tidy};
use crate::watchlist::{
    Entity, EntityKind, Identifier, Name, NameKind, NamePart, NamePartRole, PartialDate,
};

/// The name of the root element.
pub(crate) const ROOT: &str = "CONSOLIDATED_LIST";

/// Reads the list.
///
/// # Errors
///
/// If the XML is not whole and sound, or too many records are bad.
pub(crate) fn read(file: &ListFile) -> Result<Reading> {
    let mut reading = Reading::default();
    let mut tally = Tally::default();
    let root = xml::read(&file.bytes, 2, |record| {
        let kind = match record.name.as_str() {
            "INDIVIDUAL" => EntityKind::Person,
            "ENTITY" => EntityKind::Organization,
            other => {
                return tally
                    .reject(|| format!("record {}: unknown <{other}>", tally_place(&reading)));
            }
        };
        match entity(&record, kind) {
            Ok(entity) => {
                tally.accept();
                reading.push(entity);
            }
            Err(problem) => {
                tally.reject(|| format!("record {}: {problem}", tally_place(&reading)));
            }
        }
    })
    .map_err(|problem| file.error(problem))?;
    if root.name != ROOT {
        return Err(file.error(format!(
            "root element is <{}>; expected <{ROOT}>",
            root.name
        )));
    }
    reading.published = root
        .attributes
        .iter()
        .find(|(key, _)| key == "dateGenerated")
        .and_then(|(_, value)| iso_date(value))
        .map(|date| date.to_string());
    reading.settle(file, tally)?;
    Ok(reading)
}

/// Where a bad record stands: after how many good ones.
fn tally_place(reading: &Reading) -> String {
    match reading.entities.last() {
        Some(entity) => format!("after {}", entity.id),
        None => "1".to_owned(),
    }
}

fn entity(record: &Element, kind: EntityKind) -> std::result::Result<Entity, String> {
    let reference = record.value("REFERENCE_NUMBER");
    if reference.is_empty() {
        return Err("has no REFERENCE_NUMBER".to_owned());
    }
    let names = primary_names(record, kind);
    if names.is_empty() {
        return Err(format!("{reference} has no name"));
    }
    let mut entity = Entity::new(reference, kind, "");
    entity.names = names;
    entity
        .names
        .extend(original_names(&record.value("NAME_ORIGINAL_SCRIPT")));
    for alias in record
        .all("INDIVIDUAL_ALIAS")
        .chain(record.all("ENTITY_ALIAS"))
    {
        let kind = match alias.value("QUALITY").as_str() {
            "Low" => NameKind::WeakAlias,
            "f.k.a." => NameKind::FormerName,
            _ => NameKind::Alias,
        };
        alias_names(&alias.value("ALIAS_NAME"), kind, &mut entity.names);
        if let Some(date) = parse_written(&alias.value("DATE_OF_BIRTH")) {
            push_new(&mut entity.birth_dates, date);
        }
    }
    entity.gender = record.value("GENDER").parse().ok();
    for date in record
        .all("INDIVIDUAL_DATE_OF_BIRTH")
        .filter_map(birth_date)
    {
        push_new(&mut entity.birth_dates, date);
    }
    for place in record.all("INDIVIDUAL_PLACE_OF_BIRTH") {
        push_line(
            &mut entity.birth_places,
            place,
            &["CITY", "STATE_PROVINCE", "COUNTRY"],
        );
    }
    for alias in record.all("INDIVIDUAL_ALIAS") {
        push_line(
            &mut entity.birth_places,
            alias,
            &["CITY_OF_BIRTH", "COUNTRY_OF_BIRTH"],
        );
    }
    for country in record
        .values("NATIONALITY", "VALUE")
        .filter(|text| !is_placeholder(text))
    {
        push_new(&mut entity.countries, country_or_word(&country));
    }
    entity.identifiers = record
        .all("INDIVIDUAL_DOCUMENT")
        .filter_map(document)
        .collect();
    for address in record
        .all("INDIVIDUAL_ADDRESS")
        .chain(record.all("ENTITY_ADDRESS"))
    {
        push_line(
            &mut entity.addresses,
            address,
            &[
                "STREET",
                "CITY",
                "STATE_PROVINCE",
                "ZIP_CODE",
                "COUNTRY",
                "NOTE",
            ],
        );
    }
    entity
        .programmes
        .extend(Some(record.value("UN_LIST_TYPE")).filter(|text| !text.is_empty()));
    entity.titles = record
        .values("TITLE", "VALUE")
        .chain(record.values("DESIGNATION", "VALUE"))
        .filter(|text| !is_placeholder(text))
        .collect();
    entity.listed_on = iso_date(&record.value("LISTED_ON"));
    entity.remarks = remarks(record);
    Ok(entity)
}

/// The primary name; organisations may have a second one behind a semicolon.
fn primary_names(record: &Element, kind: EntityKind) -> Vec<Name> {
    if kind != EntityKind::Person {
        let text = record.value("FIRST_NAME");
        let mut names: Vec<Name> = split_outside_parentheses(&text, ';')
            .into_iter()
            .map(tidy)
            .filter(|text| !text.is_empty())
            .map(|text| Name::new(text, NameKind::Alias))
            .collect();
        if let Some(first) = names.first_mut() {
            first.kind = NameKind::Primary;
        }
        return names;
    }
    let parts: Vec<NamePart> = [
        ("FIRST_NAME", NamePartRole::Given),
        ("SECOND_NAME", NamePartRole::Other),
        ("THIRD_NAME", NamePartRole::Other),
        ("FOURTH_NAME", NamePartRole::Other),
    ]
    .into_iter()
    .map(|(field, role)| NamePart {
        role,
        text: record.value(field),
    })
    .filter(|part| !is_placeholder(&part.text))
    .collect();
    if parts.is_empty() {
        return Vec::new();
    }
    let texts: Vec<&str> = parts.iter().map(|part| part.text.as_str()).collect();
    vec![Name {
        text: texts.join(" "),
        kind: NameKind::Primary,
        parts,
    }]
}

fn birth_date(element: &Element) -> Option<PartialDate> {
    let note = element.value("NOTE");
    let circa = element.value("TYPE_OF_DATE") == "APPROXIMATELY"
        || note.to_lowercase().starts_with("approximately");
    let year = |field| element.value(field).parse::<PartialDate>().ok();
    let date = if let Some(date) = iso_date(&element.value("DATE")) {
        date
    } else if let Some(date) = year("YEAR") {
        PartialDate {
            month: date.month.or_else(|| month_number(&note)),
            ..date
        }
    } else {
        match (year("FROM_YEAR"), year("TO_YEAR")) {
            (Some(from), Some(to)) if from.year < to.year => PartialDate {
                to_year: Some(to.year),
                ..PartialDate::from_year(from.year)
            },
            (Some(date), _) | (None, Some(date)) => date,
            (None, None) => parse_written(&note)?,
        }
    };
    Some(PartialDate {
        circa: circa || date.circa,
        ..date
    })
}

/// The day of a date that may have a time zone or time behind it.
fn iso_date(text: &str) -> Option<PartialDate> {
    text.get(..10)?.parse().ok()
}

/// Joins some fields of an element into a line.
fn push_line(lines: &mut Vec<String>, element: &Element, fields: &[&str]) {
    let values: Vec<String> = fields
        .iter()
        .map(|field| element.value(field))
        .filter(|text| !is_placeholder(text))
        .collect();
    if !values.is_empty() {
        push_new(lines, values.join(", "));
    }
}

fn document(element: &Element) -> Option<Identifier> {
    let described = [
        element.value("TYPE_OF_DOCUMENT"),
        element.value("TYPE_OF_DOCUMENT2"),
    ]
    .join(" ")
    .to_lowercase();
    let number = element.value("NUMBER");
    let lower = number.to_lowercase();
    let names = |words: &[&str]| {
        words
            .iter()
            .any(|word| described.contains(word) || lower.contains(word))
    };
    let kind = if names(&["birth certificate"]) {
        "birth_certificate"
    } else if names(&["driver", "driving"]) {
        "driving_licence"
    } else if names(&["travel document", "laissez-passer"]) {
        "travel_document"
    } else if names(&["fiscal", "tax"]) {
        "tax_id"
    } else if lower.contains("identi") || lower.contains("security") {
        "national_id"
    } else if names(&["passport", "passeport", "pasaporte"]) {
        "passport"
    } else {
        "national_id"
    };
    let has_digit = |text: &str| text.bytes().any(|byte| byte.is_ascii_digit());
    let (value, aside) = match number.split_once('(') {
        Some((value, aside)) if has_digit(value) => (value, aside.trim_end_matches(')')),
        // `Afghan identification card (tazkira) number 4414`
        Some((_, aside)) => (aside.rsplit_once(')').map_or(aside, |(_, after)| after), ""),
        None => (number.as_str(), ""),
    };
    let country = [
        element.value("ISSUING_COUNTRY"),
        element.value("COUNTRY_OF_ISSUE"),
    ]
    .iter()
    .map(String::as_str)
    .chain([aside])
    .find_map(country_code)
    .or_else(|| countries_named(&number).first().copied());
    let value = number_itself(value);
    has_digit(&value).then(|| Identifier {
        kind: kind.to_owned(),
        value,
        country: country.map(str::to_owned),
    })
}

/// The number in `French passport number 05AT521433`: what follows the words, if any do stand there.
fn number_itself(text: &str) -> String {
    let text = text.split(", ").next().unwrap_or_default();
    let words: Vec<&str> = text.split_whitespace().collect();
    let is_word = |word: &&str| {
        word.len() > 3 && !word.bytes().any(|byte| byte.is_ascii_digit())
            || matches!(word.to_ascii_lowercase().as_str(), "no." | "no.:")
    };
    let start = words.iter().rposition(is_word).map_or(0, |at| at + 1);
    words[start..].join(" ")
}

/// The comments, and the notes that no other field keeps.
fn remarks(record: &Element) -> Option<String> {
    let mut remarks: Vec<String> = Vec::new();
    let comments = record.value("COMMENTS1");
    let notes = [
        "INDIVIDUAL_DOCUMENT",
        "INDIVIDUAL_ALIAS",
        "INDIVIDUAL_DATE_OF_BIRTH",
    ]
    .into_iter()
    .flat_map(|field| record.all(field))
    .map(|element| element.value("NOTE"));
    for text in std::iter::once(comments).chain(notes) {
        if !is_placeholder(&text) {
            push_new(&mut remarks, text);
        }
    }
    (!remarks.is_empty()).then(|| remarks.join("; "))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read_list(records: &str) -> Result<Reading> {
        read(&ListFile {
            path: "un.xml".into(),
            name: "un.xml".to_owned(),
            bytes: format!(
                "<CONSOLIDATED_LIST dateGenerated='2026-02-27T00:00:09Z'>{records}</CONSOLIDATED_LIST>"
            )
            .into_bytes(),
        })
    }

    #[test]
    fn a_person_is_read_with_all_that_is_known() {
        let reading = read_list(
            "<INDIVIDUALS><INDIVIDUAL><FIRST_NAME>ALI</FIRST_NAME><SECOND_NAME>BEN  OMAR\n</SECOND_NAME>\
             <FOURTH_NAME>na</FOURTH_NAME><UN_LIST_TYPE>Iraq</UN_LIST_TYPE>\
             <REFERENCE_NUMBER>IQi.999</REFERENCE_NUMBER><LISTED_ON>2015-04-07-04:00</LISTED_ON>\
             <GENDER>Male</GENDER><NAME_ORIGINAL_SCRIPT>علي ؛ عمر</NAME_ORIGINAL_SCRIPT>\
             <NATIONALITY><VALUE>Iran (Islamic Republic of)</VALUE><VALUE>former Soviet Union</VALUE></NATIONALITY>\
             <INDIVIDUAL_ALIAS><QUALITY>Low</QUALITY><ALIAS_NAME>The Fox</ALIAS_NAME></INDIVIDUAL_ALIAS>\
             <INDIVIDUAL_ALIAS><QUALITY/><ALIAS_NAME/></INDIVIDUAL_ALIAS>\
             <INDIVIDUAL_DATE_OF_BIRTH><TYPE_OF_DATE>BETWEEN</TYPE_OF_DATE><FROM_YEAR>1955</FROM_YEAR>\
             <TO_YEAR>1958</TO_YEAR><NOTE>Approximately</NOTE></INDIVIDUAL_DATE_OF_BIRTH>\
             <INDIVIDUAL_DATE_OF_BIRTH><NOTE>Nov. 1973 </NOTE></INDIVIDUAL_DATE_OF_BIRTH>\
             <INDIVIDUAL_PLACE_OF_BIRTH><CITY>Basra</CITY><COUNTRY>Iraq</COUNTRY></INDIVIDUAL_PLACE_OF_BIRTH>\
             <INDIVIDUAL_DOCUMENT><TYPE_OF_DOCUMENT>Numéro de passeport</TYPE_OF_DOCUMENT>\
             <NUMBER>French passport number 05AT521433</NUMBER></INDIVIDUAL_DOCUMENT><INDIVIDUAL_DOCUMENT/>\
             <INDIVIDUAL_DOCUMENT><TYPE_OF_DOCUMENT>National Identification Number</TYPE_OF_DOCUMENT>\
             <NUMBER>Afghan national identification card (tazkira) number 4414</NUMBER></INDIVIDUAL_DOCUMENT>\
             </INDIVIDUAL></INDIVIDUALS>",
        )
        .unwrap();
        assert_eq!(reading.published.as_deref(), Some("2026-02-27"));
        let entity = &reading.entities[0];
        let texts: Vec<&str> = entity.names.iter().map(|name| name.text.as_str()).collect();
        assert_eq!(texts, ["ALI BEN OMAR", "The Fox", "علي", "عمر"]);
        assert_eq!(entity.names[0].parts.len(), 2);
        assert_eq!(entity.names[1].kind, NameKind::WeakAlias);
        assert_eq!(entity.countries, ["ir", "former soviet union"]);
        assert_eq!(entity.listed_on.unwrap().to_string(), "2015-04-07");
        let dates: Vec<String> = entity.birth_dates.iter().map(ToString::to_string).collect();
        assert_eq!(dates, ["circa 1955..1958", "1973-11"]);
        assert_eq!(entity.birth_places, ["Basra, Iraq"]);
        let document = &entity.identifiers[0];
        assert_eq!(
            (document.kind.as_str(), document.value.as_str()),
            ("passport", "05AT521433")
        );
    }

    #[test]
    fn numbers_lose_the_words_around_them() {
        for (text, number) in [
            ("A0030940", "A0030940"),
            ("PS 472330208", "PS 472330208"),
            ("CAR diplomatic passport no. D00000898", "D00000898"),
            ("Diplomatic Passport: Z30321794", "Z30321794"),
            ("R00012098, South Sudan", "R00012098"),
            ("Libya 428720", "428720"),
        ] {
            assert_eq!(number_itself(text), number);
        }
    }

    #[test]
    fn a_record_without_reference_or_name_is_bad() {
        let bad = "<INDIVIDUALS><INDIVIDUAL><FIRST_NAME>A</FIRST_NAME></INDIVIDUAL></INDIVIDUALS>";
        let error = read_list(bad).unwrap_err().to_string();
        assert!(
            error.contains("REFERENCE_NUMBER") && error.contains("1 of 1"),
            "{error}"
        );
    }
}
