use crate::{Counted, assert_line, assert_refused, counted, load_real, names, read, real};

/// What the three layouts below say of one person.
const PERSON: &str = r#"{"kind":"person","name":"Max Moritz Mustermann","aliases":["Maximilian Mustermann"],
    "gender":"male","birth_dates":["1985-03-31"],"birth_places":["Perm"],"countries":["ru"],
    "identifiers":[{"type":"passport","value":"A1","country":"ru"},{"type":"wikidata","value":"Q1"},
    {"type":"phone","value":"123 456"}],"addresses":["1 Road, Perm, 614000, RU"],"programmes":["TEST"],
    "name_parts":[{"name":"Max Moritz Mustermann","parts":[{"role":"given","text":"Max"},
    {"role":"middle","text":"Moritz"},{"role":"family","text":"Mustermann"}]}]}"#;

pub(crate) const FLAT: &str = r#"{"DATA_SOURCE":"TEST","RECORD_ID":"1","RECORD_TYPE":"PERSON",
    "PRIMARY_NAME_FIRST":"Max","PRIMARY_NAME_MIDDLE":"Moritz","PRIMARY_NAME_LAST":"Mustermann",
    "AKA_NAME_FULL":"Maximilian Mustermann","DATE_OF_BIRTH":"3/31/1985","GENDER":"M","PLACE_OF_BIRTH":"Perm",
    "NATIONALITY":"ru","PASSPORT_NUMBER":"A1","PASSPORT_COUNTRY":"Russia","HOME_ADDR_LINE1":"1 Road",
    "HOME_ADDR_CITY":"Perm","HOME_ADDR_POSTAL_CODE":614000,"HOME_ADDR_COUNTRY":"RU",
    "MOBILE_PHONE_NUMBER":"123 456","OTHER_ID_TYPE":"wikidataId","OTHER_ID_NUMBER":"Q1","AMOUNT":"7"}"#;

pub(crate) const LISTS: &str = r#"{"DATA_SOURCE":"TEST","RECORD_ID":1,"RECORD_TYPE":"PERSON",
    "NAMES":[{"NAME_TYPE":"ALIAS","NAME_FULL":"Maximilian Mustermann"},
    {"NAME_TYPE":"PRIMARY","NAME_FIRST":"Max","NAME_MIDDLE":"Moritz","NAME_LAST":"Mustermann"}],
    "DATES":[{"DATE_OF_BIRTH":"1985-03-31"}],"GENDER":"M","ADDRESSES":[{"PLACE_OF_BIRTH":"Perm"},
    {"ADDR_FULL":"1 Road, Perm, 614000, RU"}],"COUNTRIES":[{"NATIONALITY":"ru"}],
    "IDENTIFIERS":[{"PASSPORT_NUMBER":"A1","PASSPORT_COUNTRY":"ru"},
    {"OTHER_ID_TYPE":"WIKIDATA","OTHER_ID_NUMBER":"Q1"},
    {"TRUSTED_ID_TYPE":"WIKIDATA","TRUSTED_ID_NUMBER":"Q1"},{"PHONE_NUMBER":"123 456"}]}"#;

pub(crate) const FEATURES: &str = r#"{"DATA_SOURCE":"TEST","RECORD_ID":"1","FEATURES":[{"RECORD_TYPE":"PERSON"},
    {"NAME_FIRST":"Max","NAME_MIDDLE":"Moritz","NAME_LAST":"Mustermann"},
    {"NAME_TYPE":"AKA","NAME_FULL":"Maximilian Mustermann"},{"DATE_OF_BIRTH":"31/3/1985"},{"GENDER":"Male"},
    {"PLACE_OF_BIRTH":"Perm"},{"NATIONALITY":"RUS"},{"PASSPORT_NUMBER":"A1","PASSPORT_COUNTRY":"RU"},
    {"ADDR_LINE1":"1 Road","ADDR_CITY":"Perm","ADDR_POSTAL_CODE":"614000","ADDR_COUNTRY":"RU","ADDR_TYPE":"HOME"},
    {"OTHER_ID_TYPE":"Wikidata ID","OTHER_ID_NUMBER":"Q1"},{"PHONE_TYPE":"HOME","PHONE_NUMBER":"123 456"},
    {"REL_ANCHOR_DOMAIN":"X","REL_ANCHOR_KEY":"2"}]}"#;

pub(crate) fn on_one_line(record: &str) -> String {
    record.replace('\n', " ")
}

#[test]
fn the_layouts_say_the_same() {
    for record in [FLAT, LISTS, FEATURES] {
        let watchlist = read("customers.jsonl", on_one_line(record)).unwrap();
        assert_eq!(watchlist.lists()[0].format, "Senzing JSON");
        assert_line(&watchlist, "customers:1", PERSON);
    }
}

#[test]
fn an_array_is_read_too() {
    let company = r#"{"RECORD_ID":"2","NAME_ORG":"Beispiel","RISKS":[{"TOPIC":"sanction"}],
        "TAX_ID_NUMBER":"77","REGISTRATION_DATE":"2001","REGISTRATION_COUNTRY":"cy","DATE_OF_BIRTH":"3/4/70"}"#;
    let watchlist = read("a.json", format!("[\n{FLAT},\n{company}]")).unwrap();
    assert_line(&watchlist, "a:1", PERSON);
    assert_line(
        &watchlist,
        "a:2",
        r#"{"kind":"organization","name":"Beispiel","birth_dates":["2001"],"countries":["cy"],
        "identifiers":[{"type":"tax_id","value":"77"}],"remarks":"date_of_birth: 3/4/70; topic: sanction"}"#,
    );
    let ambiguous = FLAT.replace("3/31/1985", "3/4/1985");
    let watchlist = read("a.json", on_one_line(&ambiguous)).unwrap();
    assert_eq!(watchlist.entities()[0].birth_dates[0].to_string(), "1985");
    assert_eq!(names(&watchlist, "a:1").len(), 2);
}

#[test]
fn records_without_a_name_are_left_out() {
    let unnamed = r#"{"DATA_SOURCE":"TEST","RECORD_ID":"9","SSN":"1"}"#;
    let watchlist = read("a.jsonl", format!("{}\n{unnamed}", on_one_line(FLAT))).unwrap();
    let list = &watchlist.lists()[0];
    assert_eq!((list.counts.entities, list.counts.skipped), (1, 1));
    assert!(list.warnings[0].contains("no name") && list.warnings[0].contains('9'));
    assert_refused(read("a.jsonl", unnamed), &["no entity"]);
}

#[test]
fn damaged_files_are_refused() {
    let line = on_one_line(FLAT);
    assert_refused(
        read("a.jsonl", &line[..line.len() - 5]),
        &["row 1", "cut off"],
    );
    let array = format!("[{FLAT}");
    assert_refused(read("a.json", array), &["no whole JSON"]);
    let without = r#"{"DATA_SOURCE":"TEST","NAME_FULL":"A"}"#;
    assert_refused(read("a.json", without), &["RECORD_ID"]);
}

/// Counted with:
/// ```python
/// rows = [json.loads(l) for l in open(path)]
/// Counter(r['RECORD_TYPE'] for r in rows)
/// # names: NAME_FULL in NAMES, distinct, by script as for the entity files; less one each
/// sum(len({d['DATE_OF_BIRTH'] for d in r.get('DATES', []) if 'DATE_OF_BIRTH' in d}) for r in rows)
/// # one of the truth set's 17 has no name
/// # identifiers: OTHER_ID_NUMBER in IDENTIFIERS, distinct with their types, and WEBSITE_ADDRESS
/// ```
#[test]
fn real_files_hold_what_an_independent_count_says() {
    let Some(path) = real("senzing/opensanctions_export.senzing.json") else {
        return;
    };
    assert_eq!(
        counted(&load_real(&path)),
        Counted {
            persons: 100,
            unknown: 21,
            aliases: 942 - 121,
            original_names: 488,
            birth_dates: 101,
            identifiers: 121 + 5,
            ..Counted::default()
        }
    );
    for (name, persons, organizations, unknown) in [
        ("us_congress_senzing.json", 1317, 0, 2),
        ("truthset_customers.jsonl", 114, 6, 0),
        ("truthset_reference.jsonl", 16, 6, 0),
        ("truthset_watchlist.jsonl", 17 - 1, 0, 0),
        ("watchman_features_format.jsonl", 1, 1, 0),
        ("watchman_organizations.json", 0, 2, 0),
        ("watchman_persons.jsonl", 3, 0, 0),
    ] {
        let found = counted(&load_real(&path.with_file_name(name)));
        assert_eq!(
            (found.persons, found.organizations, found.unknown),
            (persons, organizations, unknown),
            "{name}"
        );
    }
}
