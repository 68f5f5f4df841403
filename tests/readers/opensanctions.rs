use namewatch::{ListSource, Watchlist};

use crate::{Counted, assert_line, assert_refused, counted, load_real, names, read, real};

pub(crate) const ENTITIES: &str = r#"{"id":"NK-1","caption":"Max Mustermann","schema":"Person","properties":{"name":["Mustermann Max","Max Mustermann","Макс Мустерман"],"alias":["Maxi M."],"weakAlias":["Maxi"],"previousName":["Max Alt"],"firstName":["Max"],"lastName":["Mustermann","Мустерман"],"fatherName":["Moritz"],"birthDate":["1951-03","1952"],"birthPlace":["Perm"],"nationality":["ru","suhh"],"gender":["male"],"position":["Minister"],"passportNumber":["A1"],"innCode":["7700"],"address":["1 Road"],"addressEntity":["addr-1"],"topics":["sanction"],"notes":["Known."],"unheardOf":["x"]},"target":true,"last_seen":"2026-03-13T05:41:01"}
{"id":"addr-1","caption":"x","schema":"Address","properties":{"full":["2 Road, Perm"]},"target":false}
{"id":"s-1","schema":"Sanction","properties":{"entity":["NK-1"],"program":["Example"],"programId":["X-1"],"listingDate":["2022-02-25"],"startDate":["2022-02-20"],"unscId":["QDi.999"]},"target":false}
{"id":"p-1","schema":"Passport","properties":{"holder":["NK-1"],"number":["B2"],"country":["ru"]}}
{"id":"w-1","schema":"CryptoWallet","properties":{"holder":["NK-1"],"publicKey":["12QtD5BFwRsdNsAZY76UVE1xyCGNTojH9h"]},"target":true}
{"id":"NK-2","schema":"Vessel","properties":{"name":["EXAMPLE STAR"],"imoNumber":["9187629"],"mmsi":["273000000"],"callSign":["UA1"],"flag":["ru"],"pastFlags":["mt","pa"],"type":["Tug"],"deadweightTonnage":["10"],"buildDate":["1990"]},"target":true}
{"id":"NK-3","schema":"Company","properties":{"name":["Beispiel Bank"],"abbreviation":["BB"],"incorporationDate":["1999-01-02"],"jurisdiction":["cy"],"ogrnCode":["1027"],"swiftBic":["BEISRUMM"]}}
{"id":"NK-4","schema":"LegalEntity","properties":{"name":["Jemand"]},"target":true}
{"id":"NK-5","schema":"Person","properties":{"name":["No Target"]},"target":false}
{"id":"NK-6","schema":"Person","properties":{"firstName":["Anna"],"lastName":["Beispiel"]},"target":true}
{"id":"v-1","schema":"Vehicle","properties":{"name":["A Car"]},"target":true}
{"id":"f-1","schema":"Family","properties":{"person":["NK-1"],"relative":["NK-5"]},"target":false}
"#;

#[test]
fn targets_are_read_with_what_refers_to_them() {
    let watchlist = read("entities.ftm.json", ENTITIES).unwrap();
    let list = &watchlist.lists()[0];
    assert_eq!(
        (list.id.as_str(), list.counts.entities),
        ("entities.ftm", 5)
    );
    assert_eq!(list.published.as_deref(), Some("2026-03-13"));
    assert_eq!(
        list.warnings,
        ["entities.ftm.json: 1 targets of schema Vehicle are no parties and were left out"]
    );
    assert_line(
        &watchlist,
        "entities.ftm:NK-1",
        r#"{"kind":"person","name":"Max Mustermann","aliases":["Mustermann Max","Maxi M."],
        "weak_aliases":["Maxi"],"former_names":["Max Alt"],"original_names":["Макс Мустерман"],
        "gender":"male","birth_dates":["1951-03","1952"],"birth_places":["Perm"],"countries":["ru","suhh"],
        "identifiers":[{"type":"passport","value":"A1"},{"type":"tax_id","value":"7700"},
        {"type":"passport","value":"B2","country":"ru"},
        {"type":"wallet","value":"12QtD5BFwRsdNsAZY76UVE1xyCGNTojH9h"}],
        "addresses":["1 Road","2 Road, Perm"],"programmes":["Example","X-1"],"listed_on":"2022-02-20",
        "listed_as":["un-sc:QDi.999"],"titles":["Minister"],"remarks":"topic: sanction; Known.",
        "name_parts":[{"name":"Max Mustermann","parts":[{"role":"given","text":"Max"},
        {"role":"family","text":"Mustermann"}]},{"name":"Mustermann Max","parts":[
        {"role":"given","text":"Max"},{"role":"family","text":"Mustermann"}]}]}"#,
    );
    assert_line(
        &watchlist,
        "entities.ftm:NK-2",
        r#"{"kind":"vessel","name":"EXAMPLE STAR","countries":["ru"],"identifiers":[
        {"type":"imo","value":"9187629"},{"type":"mmsi","value":"273000000"},
        {"type":"call_sign","value":"UA1"}],"vehicle":{"type":"Tug","flag":"ru",
        "former_flags":["mt","pa"],"tonnage":"10","built":"1990"}}"#,
    );
    assert_line(
        &watchlist,
        "entities.ftm:NK-3",
        r#"{"kind":"organization","name":"Beispiel Bank","aliases":["BB"],"birth_dates":["1999-01-02"],
        "countries":["cy"],"identifiers":[{"type":"registration","value":"1027"},
        {"type":"bic","value":"BEISRUMM"}]}"#,
    );
    assert_eq!(
        watchlist.entity("entities.ftm:NK-4").unwrap().kind.as_str(),
        "unknown"
    );
    assert_eq!(names(&watchlist, "entities.ftm:NK-6")[0].0, "Anna Beispiel");
}

#[test]
fn nested_targets_hold_what_belongs_to_them() {
    let nested = r#"{"id":"NK-1","schema":"Person","properties":{"name":["Max"],
        "addressEntity":[{"id":"a","schema":"Address","properties":{"street":["1 Road"],"city":["Perm"]}}],
        "sanctions":[{"id":"s","schema":"Sanction","properties":{"programId":["X-1"],"startDate":["2022"]}}],
        "familyPerson":[{"id":"f","schema":"Family","properties":{"relative":[{"id":"NK-2","schema":"Person",
        "properties":{"name":["Other"]}}]}}]},"target":true}"#
        .replace('\n', " ");
    let watchlist = read("targets.nested.json", nested).unwrap();
    assert_line(
        &watchlist,
        "targets.nested:NK-1",
        r#"{"kind":"person","name":"Max","addresses":["1 Road, Perm"],"programmes":["X-1"],
        "listed_on":"2022"}"#,
    );
}

#[test]
fn damaged_entity_files_are_refused() {
    let cut = &ENTITIES[..ENTITIES.len() - 30];
    assert_refused(read("entities.ftm.json", cut), &["row 12", "cut off"]);
    let unnamed = r#"{"id":"1","schema":"Person","properties":{}}"#;
    assert_refused(read("a.json", unnamed), &["row 1: 1 has no name"]);
    let none = r#"{"id":"1","schema":"Person","properties":{"name":["A"]},"target":false}"#;
    assert_refused(read("a.json", none), &["no entity"]);
    let mut bytes = unnamed.as_bytes().to_vec();
    bytes.push(0xFF);
    assert_refused(read("a.json", bytes), &["UTF-8"]);
}

/// Counted with:
/// ```python
/// rows = [json.loads(l) for l in gzip.open(path, 'rt')]
/// people = [r for r in rows if r['schema'] == 'Person' and r['target']]
/// latin = lambda n: 2 * sum(c.isalpha() and (c < '\u0250' or '\u1e00' <= c <= '\u1eff') for c in n) >= sum(c.isalpha() for c in n)
/// # name and alias in Latin letters, distinct (less one each); others are original names
/// sum(len([d for d in dict.fromkeys(p['properties'].get('birthDate', [])) if d[:4].isdigit()]) for p in people)
/// sum(len(dict.fromkeys(p['properties'].get(k, []))) for p in people for k in (the identifiers' properties))
/// ```
/// Some values stand without their list. One year of birth, 1382, is of another calendar.
#[test]
fn real_entity_files_hold_what_an_independent_count_says() {
    let Some(path) = real("opensanctions/entities.ftm.json.gz") else {
        return;
    };
    let watchlist = load_real(&path);
    assert_eq!(
        counted(&watchlist),
        Counted {
            persons: 423,
            aliases: 1699 - 423,
            original_names: 915,
            former_names: 8,
            weak_aliases: 7,
            birth_dates: 248 - 1,
            identifiers: 440,
            ..Counted::default()
        }
    );
    let nested = load_real(&path.with_file_name("targets.nested.json"));
    assert_eq!(counted(&nested).persons, 20);
    let donors = load_real(&path.with_file_name("yente_parteispenden.entities.ftm.json"));
    let found = counted(&donors);
    assert_eq!((found.persons, found.organizations), (22, 56 + 18));
    let changes = path.with_file_name("yente_t2.entities.delta.json");
    assert_refused(
        Watchlist::load(&[ListSource::new(changes)]),
        &["changes", "no whole list"],
    );
}

pub(crate) const SIMPLE: &str = r#""id","schema","name","aliases","birth_date","countries","addresses","identifiers","sanctions","phones","emails","program_ids","dataset","first_seen","last_seen","last_change"
"NK-1","Person","Max Mustermann","""Maxi; the """"Cat"""""";Макс","1951-03;1952","ru;ua","","","""Found; said to be.""","","","X-1","Example List","2025","2026-03-13T05:41:01","2026"
"NK-2","Vessel","EXAMPLE STAR","","","","","IMO9187629;AB12","","+1 2;+1 3","a@b.example","","Example List","2025","2026-03-12T05:41:01","2026"
"NK-3","Company","Beispiel","","","","","IMO6495856","","","","","Example List","2025","2026-03-12T05:41:01","2026"
"#;

#[test]
fn rows_of_the_simple_table_are_read() {
    let watchlist = read("targets.simple.csv", SIMPLE).unwrap();
    let list = &watchlist.lists()[0];
    assert_eq!(list.id, "targets.simple");
    assert_eq!(list.published.as_deref(), Some("2026-03-13"));
    assert_line(
        &watchlist,
        "targets.simple:NK-1",
        r#"{"kind":"person","name":"Max Mustermann","aliases":["Maxi; the \"Cat\""],
        "original_names":["Макс"],"birth_dates":["1951-03","1952"],"countries":["ru","ua"],
        "programmes":["X-1"],"remarks":"Found; said to be."}"#,
    );
    assert_line(
        &watchlist,
        "targets.simple:NK-2",
        r#"{"kind":"vessel","name":"EXAMPLE STAR","identifiers":[{"type":"phone","value":"+1 2"},
        {"type":"phone","value":"+1 3"},{"type":"email","value":"a@b.example"},
        {"type":"imo","value":"9187629"},{"type":"identifier","value":"AB12"}],
        "programmes":["Example List"]}"#,
    );
    assert_eq!(
        watchlist.entity("targets.simple:NK-3").unwrap().identifiers[0].kind,
        "imo_company"
    );
    assert_refused(
        read("a.csv", &SIMPLE[..SIMPLE.len() - 20]),
        &["row 4", "cut off"],
    );
}

/// Counted with:
/// ```python
/// rows = list(csv.DictReader(gzip.open(path, 'rt', encoding='utf8')))
/// Counter(r['schema'] for r in rows)
/// inner = lambda t: set(next(csv.reader([t], delimiter=';'), [])) - {''}
/// sum(len(inner(r['identifiers'])) for r in rows), sum(len(inner(r['birth_date'])) for r in rows)
/// # aliases: the same, less the name itself, by script as for the entity files
/// ```
#[test]
fn real_simple_tables_hold_what_an_independent_count_says() {
    let Some(path) = real("opensanctions/ua_war_sanctions.targets.simple.csv.gz") else {
        return;
    };
    let watchlist = load_real(&path);
    assert_eq!(
        watchlist.lists()[0].published.as_deref(),
        Some("2026-03-13")
    );
    assert_eq!(
        counted(&watchlist),
        Counted {
            persons: 1543,
            organizations: 1524,
            vessels: 1340,
            unknown: 1193,
            aliases: 10_176 - 5600,
            original_names: 3154,
            birth_dates: 1491,
            identifiers: 8743,
            ..Counted::default()
        }
    );
    let notices = real("interpol/interpol_red_notices.targets.simple.csv").unwrap();
    assert_eq!(counted(&load_real(&notices)).persons, 6561);
}
