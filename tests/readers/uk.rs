use crate::{Counted, assert_line, assert_refused, counted, load_real, read, real};

pub(crate) const OFSI_OLD: &str = "Last Updated,13/04/2018,,,,,,,,,,,,,,,,,,,,,,,,,,,\r\n\
    Name 6,Name 1,Name 2,Name 3,Name 4,Name 5,Title,DOB,Town of Birth,Country of Birth,Nationality,\
    Passport Details,NI Number,Position,Address 1,Address 2,Address 3,Address 4,Address 5,Address 6,\
    Post/Zip Code,Country,Other Information,Group Type,Alias Type,Regime,Listed On,Last Updated,Group ID\r\n \
    MUSTERMANN,Max,Moritz,,,,Dr,00/00/1980,(1) Tunis (2) Kabul,(1) Tunisia (2) Afghanistan,1) Tunisian \
    2) Afghan,Passport No: 592667 (Qatari passport issued on 3 May 2007).,44323 (Afghan) (tazkira),\
    (1) Emir (2) Judge,1 Road,,,,,Tunis,1000,Tunisia,UN Ref QDi.999. Known.,Individual,AKA,Example,\
    01/04/2016,01/04/2016,13349\r\n\
    MUSTERMANN,Maximilian,,,,,Dr,02/10/1981,,,,,,,,,,,,,,,UN Ref QDi.999. Known.,Individual,Prime Alias,\
    Example,01/04/2016,01/04/2016,13349\r\n\
    BEISPIEL LTD,,,,,,,,,,,,,,Caf\u{e9} 1,,,,,,,,IMO: 8937675. MMSI: 445539000.,Entity,Prime Alias,Example,\
    19/10/2017,19/10/2017,13556\r\n\
    OLD BEISPIEL,,,,,,,,,,,,,,,,,,,,,,,Entity,FKA,Example,19/10/2017,19/10/2017,13556\r\n";

#[test]
fn rows_of_the_old_ofsi_list_become_parties() {
    let cp1252 = OFSI_OLD.replace('\u{e9}', "?");
    let mut bytes = cp1252.into_bytes();
    let at = bytes
        .windows(4)
        .position(|window| window == b"Caf?")
        .unwrap();
    bytes[at + 3] = 0xE9;
    let watchlist = read("ConList.csv", bytes).unwrap();
    let list = &watchlist.lists()[0];
    assert_eq!(list.id, "gb-ofsi");
    assert_eq!(list.published.as_deref(), Some("2018-04-13"));
    assert_eq!(list.warnings, ["ConList.csv: not UTF-8, read as cp1252"]);
    assert_line(
        &watchlist,
        "gb-ofsi:13349",
        r#"{"kind":"person","name":"Maximilian MUSTERMANN","aliases":["Max Moritz MUSTERMANN"],
        "birth_dates":["1980","1981-10-02"],"birth_places":["Tunis, Tunisia","Kabul, Afghanistan"],
        "countries":["tn","af"],"identifiers":[{"type":"passport","value":"592667","country":"qa"},
        {"type":"national_id","value":"44323","country":"af"}],"addresses":["1 Road, Tunis, 1000, Tunisia"],
        "programmes":["Example"],"listed_on":"2016-04-01","listed_as":["un-sc:QDi.999"],
        "titles":["Dr","Emir","Judge"],"remarks":"other information: UN Ref QDi.999. Known.",
        "name_parts":[{"name":"Maximilian MUSTERMANN","parts":[{"role":"given","text":"Maximilian"},
        {"role":"family","text":"MUSTERMANN"}]},{"name":"Max Moritz MUSTERMANN","parts":[
        {"role":"given","text":"Max"},{"role":"middle","text":"Moritz"},{"role":"family","text":"MUSTERMANN"}]}]}"#,
    );
    assert_line(
        &watchlist,
        "gb-ofsi:13556",
        r#"{"kind":"organization","name":"BEISPIEL LTD","former_names":["OLD BEISPIEL"],
        "identifiers":[{"type":"imo","value":"8937675"}],"addresses":["Café 1"],"programmes":["Example"],
        "listed_on":"2017-10-19","remarks":"other information: IMO: 8937675. MMSI: 445539000."}"#,
    );
}

pub(crate) const OFSI_NEW: &str = "Last Updated,30/05/2025\n\
    Name 6,Name 1,Name 2,Name 3,Name 4,Name 5,Title,Name Non-Latin Script,Non-Latin Script Type,\
    Non-Latin Script Language,DOB,Town of Birth,Country of Birth,Nationality,Passport Number,Passport \
    Details,National Identification Number,National Identification Details,Position,Address 1,Address 2,\
    Address 3,Address 4,Address 5,Address 6,Post/Zip Code,Country,Other Information,Group Type,Alias Type,\
    Alias Quality,Regime,Listed On,UK Sanctions List Date Designated,Last Updated,Group ID\n\
    MUSTERMANN,Max,,,,,,Макс Мустерман,Cyrillic,Russian,07/10/1952,,,Russia,A100200,Russian passport issued \
    2001,,,,,,,,,,,,(UK Sanctions List Ref):RUS9999. (Gender):Male (Website):www.a.example,Individual,\
    Primary name,,Russia,25/02/2022,24/02/2022,25/02/2022,999001\n\
    MAXI,,,,,,,,,,,,,,,,,,,,,,,,,,,,Individual,AKA,Low,Russia,,,,999001\n\
    BEISPIEL STAR,,,,,,,,,,,,,,,,,,,,,,,,,,,\"(UK Sanctions List Ref):DPR9999. (IMO number):7408873 (Current \
    owners):Example Shipping (Flag of ship):DPRK (Previous flags):Malta (Type of ship):Oil tanker (Tonnage of \
    ship):2808 (Year built):1973\",Ship,Primary name,,DPRK,,23/04/2013,,999002\n";

#[test]
fn the_form_of_2022_has_quality_script_and_facts() {
    let watchlist = read("ConList.csv", OFSI_NEW).unwrap();
    assert_line(
        &watchlist,
        "gb-ofsi:999001",
        r#"{"kind":"person","name":"Max MUSTERMANN","weak_aliases":["MAXI"],
        "original_names":["Макс Мустерман"],"gender":"male","birth_dates":["1952-10-07"],
        "countries":["ru"],"identifiers":[{"type":"passport","value":"A100200","country":"ru"},
        {"type":"website","value":"www.a.example"}],"programmes":["Russia"],"listed_on":"2022-02-25",
        "listed_as":["gb-uksl:RUS9999"],
        "remarks":"passport number: Russian passport issued 2001; other information: (UK Sanctions List Ref):RUS9999. (Gender):Male (Website):www.a.example",
        "name_parts":[{"name":"Max MUSTERMANN","parts":[{"role":"given","text":"Max"},
        {"role":"family","text":"MUSTERMANN"}]}]}"#,
    );
    let ship = watchlist.entity("gb-ofsi:999002").unwrap();
    let vehicle = ship.vehicle.as_ref().unwrap();
    assert_eq!(ship.kind.as_str(), "vessel");
    assert_eq!(ship.identifiers[0].value, "7408873");
    assert_eq!(ship.listed_on.unwrap().to_string(), "2013-04-23");
    assert_eq!(vehicle.owner.as_deref(), Some("Example Shipping"));
    assert_eq!(vehicle.flag.as_deref(), Some("DPRK"));
    assert_eq!(vehicle.former_flags, ["Malta"]);
    assert_eq!(vehicle.kind.as_deref(), Some("Oil tanker"));
    assert_eq!(vehicle.tonnage.as_deref(), Some("2808"));
    assert_eq!(vehicle.built.as_deref(), Some("1973"));
}

#[test]
fn damaged_ofsi_lists_are_refused() {
    let cut = &OFSI_OLD[..OFSI_OLD.len() - 30];
    assert_refused(read("ConList.csv", cut), &["row 6", "cut off"]);
    let odd = OFSI_OLD.replacen("Individual", "Ghost", 1);
    assert_refused(read("ConList.csv", odd), &["row 3", "ghost", "1 of 4"]);
    let mixed = OFSI_OLD.replacen("Individual", "Entity", 1);
    assert_refused(
        read("ConList.csv", mixed),
        &["13349", "organization", "person"],
    );
    let header = OFSI_NEW.lines().take(2).collect::<Vec<_>>().join("\n");
    assert_refused(read("ConList.csv", header), &["no entity"]);
}

/// Counted with:
/// ```python
/// rows = list(csv.DictReader(gzip.open(path, 'rt', encoding='cp1252').read().splitlines(True)[1:]))
/// tidy = lambda r: ' '.join(' '.join(r[f'Name {n}'] for n in (1, 2, 3, 4, 5, 6)).split())
/// groups = defaultdict(dict)           # name -> best kind, over the rows of a group
/// Counter(r['Group Type'] for one row of each group)
/// # of 3,433 AKA 63 are one word for a person, or up to three capitals for an entity
/// sum(len({r['DOB'] for r in g if r['DOB'].strip()}) for g in groups)
/// re.findall(r'IMO: (\d{7})', r['Other Information'])         # 10, distinct in a group
/// # Documents: the cells 'Passport Details' and 'NI Number', split at (1) (2), (a) (b), cut before
/// # 'issued' and the like; the first word with three digits, distinct in a group: 515. By eye: two
/// # cells enumerate on to (14) and with capitals (6 more), one lacks its a) (1 less).
/// ```
#[test]
fn the_real_ofsi_list_holds_what_an_independent_count_says() {
    let Some(path) = real("gb_ofsi/conlist_2018-04-13.csv.gz") else {
        return;
    };
    let watchlist = load_real(&path);
    assert_eq!(
        watchlist.lists()[0].published.as_deref(),
        Some("2018-04-13")
    );
    assert_eq!(
        counted(&watchlist),
        Counted {
            persons: 1426,
            organizations: 680,
            aliases: 3433 - 63,
            weak_aliases: 63,
            former_names: 9,
            birth_dates: 1478,
            identifiers: 520 + 10,
            ..Counted::default()
        }
    );
}

/// The header as it is published, on the second line.
const UKSL_HEADER: &str = "Last Updated,Unique ID,OFSI Group ID,UN Reference Number,Name 6,Name 1,Name 2,\
    Name 3,Name 4,Name 5,Name type,Alias strength,Title,Name non-latin script,Non-latin script type,\
    Non-latin script language,Regime Name,Designation Type,Designation source,Sanctions Imposed,Other \
    Information,UK Statement of Reasons,Address Line 1,Address Line 2,Address Line 3,Address Line 4,\
    Address Line 5,Address Line 6,Address Postal Code,Address Country,Phone number,Website,Email \
    address,Date Designated,D.O.B,Nationality(/ies),National Identifier number,National Identifier \
    additional information,Passport number,Passport additional information,Position,Gender,Town of \
    birth,Country of birth,Type of entity,Subsidiaries,Parent company,Business registration number (s),\
    IMO number,Current owner/operator (s),Previous owner/operator (s),Current believed flag of ship,\
    Previous flags,Type of ship,Tonnage of ship,Length of ship,Year Built,Hull identification number \
    (HIN)";

/// A row of the list, from the columns that are not empty.
fn uksl_row(cells: &[(&str, &str)]) -> String {
    let columns: Vec<&str> = UKSL_HEADER.split(',').collect();
    for (column, _) in cells {
        assert!(columns.contains(column), "{column}");
    }
    let mut writer = csv::Writer::from_writer(Vec::new());
    let cell = |column: &&str| {
        let cell = cells.iter().find(|(name, _)| name == column);
        cell.map_or("", |(_, cell)| cell)
    };
    writer.write_record(columns.iter().map(cell)).unwrap();
    String::from_utf8(writer.into_inner().unwrap()).unwrap()
}

pub(crate) fn uksl() -> String {
    let person = [
        ("Last Updated", "01/02/2026"),
        ("Unique ID", "RUS9999"),
        ("OFSI Group ID", "15000"),
        ("UN Reference Number", "QDi.999"),
        ("Name 6", "MUSTERMANN"),
        ("Name 1", "Max"),
        ("Name 2", "Moritz"),
        ("Name type", "Primary Name"),
        ("Name non-latin script", "Макс Мустерман"),
        ("Regime Name", "Example Regulations 2019"),
        ("Designation Type", "Individual"),
        ("Sanctions Imposed", "Asset freeze|Travel Ban"),
        ("UK Statement of Reasons", "Said to be\nan example."),
        ("Address Line 1", "1 Road"),
        ("Address Country", "Russia"),
        ("Email address", "a@b.example"),
        ("Date Designated", "24/02/2022"),
        ("D.O.B", "dd/mm/1959"),
        ("Nationality(/ies)", "Russia"),
        ("Passport number", "A100200"),
        ("Passport additional information", "Russian passport"),
        ("Position", "Director"),
        ("Gender", "Male"),
        ("Town of birth", "Perm"),
        ("Country of birth", "Russia"),
    ];
    let with = |changes: &[(&'static str, &'static str)]| {
        let mut cells = person.to_vec();
        for (column, text) in changes {
            cells.retain(|(name, _)| name != column);
            cells.push((column, text));
        }
        uksl_row(&cells)
    };
    let company = uksl_row(&[
        ("Unique ID", "RUS9998"),
        ("Name 6", "BEISPIEL BANK"),
        ("Name type", "Primary Name"),
        ("Regime Name", "Example Regulations 2019"),
        ("Designation Type", "Entity"),
        ("Phone number", "(1) +1 234 567 (2) +1 234 568"),
        ("Website", "www.a.example"),
        (
            "Business registration number (s)",
            "OGRN 1027739609391INN: 7702070139",
        ),
        ("Parent company", "Beispiel Holding"),
    ]);
    let ship = uksl_row(&[
        ("Unique ID", "DPR9999"),
        ("Name 6", "EXAMPLE STAR"),
        ("Name type", "Primary Name"),
        ("Regime Name", "Other Regulations"),
        ("Designation Type", "Ship"),
        ("IMO number", "IMO9187629"),
        ("Current owner/operator (s)", "Example Shipping"),
        ("Current believed flag of ship", "Gabon"),
        ("Previous flags", "(1) Malta (2) Panama"),
        ("Type of ship", "Oil tanker"),
        ("Tonnage of ship", "2808"),
        ("Year Built", "1973"),
    ]);
    [
        format!("Report Date: 23-Sep-2026\n{UKSL_HEADER}\n"),
        with(&[]),
        with(&[("D.O.B", "01/10/1960"), ("Passport number", "B1002003")]),
        with(&[
            ("Name type", "Alias"),
            ("Alias strength", "Low quality a.k.a"),
            ("Name 6", "MAXI"),
            ("Name 1", ""),
            ("Name 2", ""),
        ]),
        with(&[("Name type", "Primary Name Variation"), ("Name 1", "Maxim")]),
        company,
        ship,
    ]
    .concat()
}

#[test]
fn rows_of_the_uk_sanctions_list_become_parties() {
    let watchlist = read("UK-Sanctions-List.csv", uksl()).unwrap();
    let list = &watchlist.lists()[0];
    assert_eq!((list.id.as_str(), list.counts.entities), ("gb-uksl", 3));
    assert_eq!(list.published.as_deref(), Some("2026-09-23"));
    assert_eq!(list.warnings, Vec::<String>::new());
    assert_line(
        &watchlist,
        "gb-uksl:RUS9999",
        r#"{"kind":"person","name":"Max Moritz MUSTERMANN","aliases":["Maxim Moritz MUSTERMANN"],
        "weak_aliases":["MAXI"],"original_names":["Макс Мустерман"],"gender":"male",
        "birth_dates":["1959","1960-10-01"],"birth_places":["Perm, Russia"],"countries":["ru"],
        "identifiers":[{"type":"passport","value":"A100200","country":"ru"},
        {"type":"email","value":"a@b.example"},{"type":"passport","value":"B1002003","country":"ru"}],
        "addresses":["1 Road, Russia"],"programmes":["Example Regulations 2019"],"listed_on":"2022-02-24",
        "listed_as":["un-sc:QDi.999","gb-ofsi:15000"],"titles":["Director"],
        "remarks":"passport number: Russian passport; UK statement of reasons: Said to be an example.; Sanctions imposed: Asset freeze|Travel Ban; Last updated: 01/02/2026",
        "name_parts":[{"name":"Max Moritz MUSTERMANN","parts":[{"role":"given","text":"Max"},
        {"role":"middle","text":"Moritz"},{"role":"family","text":"MUSTERMANN"}]},
        {"name":"Maxim Moritz MUSTERMANN","parts":[{"role":"given","text":"Maxim"},
        {"role":"middle","text":"Moritz"},{"role":"family","text":"MUSTERMANN"}]}]}"#,
    );
    assert_line(
        &watchlist,
        "gb-uksl:RUS9998",
        r#"{"kind":"organization","name":"BEISPIEL BANK","identifiers":[
        {"type":"phone","value":"+1 234 567"},{"type":"phone","value":"+1 234 568"},
        {"type":"website","value":"www.a.example"},{"type":"registration","value":"1027739609391"},
        {"type":"tax_id","value":"7702070139"}],"programmes":["Example Regulations 2019"],
        "remarks":"business registration: OGRN 1027739609391INN: 7702070139; Parent company: Beispiel Holding"}"#,
    );
    assert_line(
        &watchlist,
        "gb-uksl:DPR9999",
        r#"{"kind":"vessel","name":"EXAMPLE STAR","identifiers":[{"type":"imo","value":"9187629"}],
        "programmes":["Other Regulations"],"vehicle":{"type":"Oil tanker","flag":"Gabon",
        "former_flags":["Malta","Panama"],"owner":"Example Shipping","tonnage":"2808","built":"1973"}}"#,
    );
}

#[test]
fn damaged_uk_sanctions_lists_are_refused() {
    let whole = uksl();
    let cut = &whole[..whole.len() - 10];
    assert_refused(read("UK-Sanctions-List.csv", cut), &["row 8", "cut off"]);
    let in_quotes = whole.rfind('"').map_or(whole.len(), |at| at - 3);
    assert_refused(
        read("UK-Sanctions-List.csv", &whole[..in_quotes]),
        &["cut off"],
    );
    let odd = whole.replacen("Primary Name Variation", "Nickname", 1);
    assert_refused(
        read("UK-Sanctions-List.csv", odd),
        &["row 6", "nickname", "1 of 6"],
    );
    let without = whole.replacen("Regime Name", "Regime", 1);
    assert!(read("UK-Sanctions-List.csv", without).is_err());
}
