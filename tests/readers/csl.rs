use namewatch::NameKind;

use crate::{Counted, assert_line, assert_refused, counted, load_real, names, read, real};

const HEADER: &str = "_id,source,entity_number,type,programs,name,title,addresses,\
    federal_register_notice,start_date,end_date,standard_order,license_requirement,license_policy,\
    call_sign,vessel_type,gross_tonnage,gross_registered_tonnage,vessel_flag,vessel_owner,remarks,\
    source_list_url,alt_names,citizenships,dates_of_birth,nationalities,places_of_birth,\
    source_information_url,ids";

const ROWS: &str = "\
900001,Specially Designated Nationals (SDN) - Treasury Department,900001,Individual,SDGT; IFSR,\
\"MUSTERMANN, Max\",General; Minister,\"1 Example Road, Tehran, IR\",,,,,,,,,,,,,(Linked To: EXAMPLE \
BANK),http://a.example,\"BEISPIEL, Max; MUSTER, M.\",LB,1961-04-02; circa 1960,IR; LB,\"Tehran, Iran\",,\
\"IR, 2001-02-03, A1, Passport; Male, Gender; Subject to Secondary Sanctions, Additional Sanctions \
Information -\"\n\
abc,Entity List (EL) - Bureau of Industry and Security,,,, Example Works,,\"Minsk, BY\",87 FR 1,\
2022-03-09,2030-01-01,,All items,Denial,,,,,,,,,Works One; Works Two; and Works Three,,,,,,\n\
,Denied Persons List (DPL) - Bureau of Industry and Security,,,,Nobody Known,,,,,,,,,,,,,,,,,,,,,,,\n\
900002,Capta List (CAP) - Treasury Department,900002,Vessel,X,EXAMPLE STAR,,,,,,,,,C1,Tug,10,20,Iran,\
Example Lines,,,,,,,,,\"IMO 9187629, Vessel Registration Identification; Former Vessel Flag, Malta\"\n";

/// The same party in the other form.
pub(crate) const JSON: &str = r#"{"total":4,"results":[
      {"id":"900001","source":"Specially Designated Nationals (SDN) - Treasury Department",
       "entity_number":900001,"type":"Individual","programs":["SDGT","IFSR"],"name":"MUSTERMANN, Max",
       "title":["General","Minister"],"addresses":[{"address":"1 Example Road","city":"Tehran",
       "state":null,"postal_code":null,"country":"IR"}],"federal_register_notice":null,
       "remarks":"(Linked To: EXAMPLE BANK)","alt_names":["BEISPIEL, Max","MUSTER, M."],
       "citizenships":["LB"],"dates_of_birth":["1961-04-02","circa 1960"],"nationalities":["IR","LB"],
       "places_of_birth":["Tehran, Iran"],"ids":[{"type":"Passport","number":"A1","country":"IR",
       "issue_date":"2001-02-03","expiration_date":null},{"type":"Gender","number":"Male","country":null},
       {"type":"Additional Sanctions Information -","number":"Subject to Secondary Sanctions"}]}]}"#;

pub(crate) fn csv() -> String {
    format!("{HEADER}\n{ROWS}")
}

#[test]
fn a_row_is_read_with_all_that_it_says() {
    let watchlist = read("any.csv", csv()).unwrap();
    let list = &watchlist.lists()[0];
    assert_eq!((list.id.as_str(), list.counts.entities), ("us-csl", 4));
    assert_eq!(list.warnings, Vec::<String>::new());
    assert_line(
        &watchlist,
        "us-csl:SDN/900001",
        r#"{"kind":"person","name":"MUSTERMANN, Max","aliases":["BEISPIEL, Max","MUSTER, M."],
        "gender":"male","birth_dates":["1961-04-02","circa 1960"],"birth_places":["Tehran, Iran"],
        "countries":["ir","lb"],"identifiers":[{"type":"passport","value":"A1","country":"ir"}],
        "addresses":["1 Example Road, Tehran, IR"],"programmes":["SDGT","IFSR"],
        "listed_as":["us-ofac-sdn:900001"],"titles":["General","Minister"],
        "remarks":"(Linked To: EXAMPLE BANK); Passport A1 (IR) issued 2001-02-03; Gender Male; Additional Sanctions Information - Subject to Secondary Sanctions"}"#,
    );
    assert_line(
        &watchlist,
        "us-csl:CAP/900002",
        r#"{"kind":"vessel","name":"EXAMPLE STAR","identifiers":[{"type":"imo","value":"9187629"},
        {"type":"call_sign","value":"C1"}],"programmes":["X"],"listed_as":["us-ofac-cons:900002"],
        "vehicle":{"type":"Tug","flag":"Iran","former_flags":["Malta"],"owner":"Example Lines",
        "tonnage":"10","gross_tonnage":"20"},
        "remarks":"Vessel Registration Identification IMO 9187629; Former Vessel Flag Malta"}"#,
    );
}

#[test]
fn parties_of_other_offices_have_no_kind_and_may_have_no_number() {
    let watchlist = read("any.csv", csv()).unwrap();
    assert_line(
        &watchlist,
        "us-csl:EL/abc",
        r#"{"kind":"unknown","name":"Example Works","aliases":["Works One","Works Two","Works Three"],
        "addresses":["Minsk, BY"],"listed_on":"2022-03-09",
        "programmes":["Entity List (EL) - Bureau of Industry and Security"],
        "remarks":"Federal Register notice: 87 FR 1; end date: 2030-01-01; licence requirement: All items; licence policy: Denial"}"#,
    );
    // The first 12 digits that `sha256sum` gives for the row without its line end.
    let row = ",Denied Persons List (DPL) - Bureau of Industry and Security,,,,Nobody Known,,,,,,,,,,,,,,,,,,,,,,,";
    let hash = sha2_hex(row);
    let id = format!("us-csl:DPL/{}", &hash[..12]);
    assert_eq!(
        names(&watchlist, &id),
        [("Nobody Known", NameKind::Primary)]
    );
}

fn sha2_hex(text: &str) -> String {
    use sha2::{Digest, Sha256};
    let digits = Sha256::digest(text);
    let digits: Vec<String> = digits.iter().map(|byte| format!("{byte:02x}")).collect();
    digits.concat()
}

#[test]
fn the_json_form_gives_the_same_entities() {
    let [csv, json] = [read("a.csv", csv()), read("a.json", JSON)].map(Result::unwrap);
    assert_eq!(json.lists()[0].id, "us-csl");
    assert_eq!(
        json.entity("us-csl:SDN/900001"),
        csv.entity("us-csl:SDN/900001")
    );
}

#[test]
fn newer_files_put_the_label_first() {
    let row = ROWS.replacen(
        "IR, 2001-02-03, A1, Passport; Male, Gender",
        "Passport, A1, IR; Gender, Male",
        1,
    );
    let watchlist = read("a.csv", format!("{HEADER}\n{row}")).unwrap();
    let entity = watchlist.entity("us-csl:SDN/900001").unwrap();
    assert_eq!(entity.identifiers[0].value, "A1");
    assert_eq!(entity.identifiers[0].country.as_deref(), Some("ir"));
    assert_eq!(entity.gender.unwrap().as_str(), "male");
}

#[test]
fn a_damaged_file_is_refused() {
    let whole = csv();
    let cut = &whole[..whole.len() - 40];
    assert_refused(read("a.csv", cut), &["row 5", "cut off"]);
    assert_refused(read("a.csv", HEADER), &["no entity"]);
    let twice = format!("{HEADER}\n{HEADER}\n{ROWS}");
    assert_refused(read("a.csv", twice), &["row 2 is the header again", "1 %"]);
    let odd = whole.replacen("Individual", "Martian", 1);
    assert_refused(read("a.csv", odd), &["row 2", "martian", "1 of 4"]);
    assert_refused(
        read("a.json", r#"{"results":[{"source_list_url":"#),
        &["no whole JSON", "fetch it again"],
    );
    assert_refused(
        read("a.json", r#"{"source_list_url":1,"x":[]}"#),
        &["results"],
    );
}

/// Counted with:
/// ```python
/// rows = list(csv.DictReader(gzip.open(path, 'rt', encoding='utf8')))
/// Counter(r['type'] for r in rows)     # one row repeats another, save for its list's address
/// split = lambda t: {re.sub('^and ', '', v.strip()) for v in re.split(r';(?![^(]*\))', t) if v.strip()}
/// sum(len(split(r['alt_names'])) for r in rows)
/// sum(len(split(r['dates_of_birth'])) for r in rows)            # 5,858
/// sum(r['ids'].count(', Organization Established Date') for r in rows)   # 482
/// Counter(p.rsplit(', ', 1)[-1] for r in rows for p in r['ids'].split('; '))
/// ```
/// Two more dates and 110 more identifiers stand in the remarks (`DOB 1982`, `Telephone ...`), and two
/// more aliases in a cell whose parentheses do not close.
#[test]
fn the_real_list_holds_what_an_independent_count_says() {
    let Some(path) = real("us_csl/consolidated_2022-04.csv.gz") else {
        return;
    };
    let watchlist = load_real(&path);
    assert_eq!(
        counted(&watchlist),
        Counted {
            persons: 5286,
            organizations: 4533 - 1,
            vessels: 433,
            aircraft: 283,
            unknown: 3625,
            aliases: 19_922 + 2,
            birth_dates: 5858 + 482 + 2,
            identifiers: 10_681 + 91 + 110,
            ..Counted::default()
        }
    );
}

#[test]
fn the_real_list_with_two_headers_and_a_cut_row_is_refused() {
    let Some(path) = real("malformed/csl_concatenated_headers.csv.gz") else {
        return;
    };
    assert_refused(
        namewatch::Watchlist::load(&[namewatch::ListSource::new(path)]),
        &["csl_concatenated_headers", "cut off"],
    );
}
