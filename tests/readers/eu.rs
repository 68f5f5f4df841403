use std::fs;

use crate::{Counted, assert_line, assert_refused, counted, load_real, names, read, real};

/// The columns of the form 1.1 that the rows below fill, and a few that they don't.
const COLUMNS_1_1: &str = "fileGenerationDate;Entity_LogicalId;Entity_EU_ReferenceNumber;\
    Entity_UnitedNationId;Entity_DesignationDate;Entity_DesignationDetails;Entity_Remark;\
    Entity_SubjectType;Entity_SubjectType_ClassificationCode;Entity_Regulation_PublicationDate;\
    Entity_Regulation_Programme;NameAlias_LastName;NameAlias_FirstName;NameAlias_MiddleName;\
    NameAlias_WholeName;NameAlias_NameLanguage;NameAlias_Gender;NameAlias_Title;NameAlias_Function;\
    NameAlias_LogicalId;NameAlias_Remark;NameAlias_Regulation_PublicationDate;Address_City;\
    Address_Street;Address_ContactInfo;Address_CountryIso2Code;Address_CountryDescription;\
    BirthDate_BirthDate;BirthDate_Day;BirthDate_Month;BirthDate_Year;BirthDate_YearRangeFrom;\
    BirthDate_YearRangeTo;BirthDate_Circa;BirthDate_CalendarType;BirthDate_City;\
    BirthDate_CountryDescription;Identification_Number;Identification_TypeCode;\
    Identification_CountryIso2Code;Citizenship_CountryIso2Code;Citizenship_CountryDescription";

fn row_1_1(cells: &[(&str, &str)]) -> String {
    let columns: Vec<&str> = COLUMNS_1_1.split(';').collect();
    for (column, _) in cells {
        assert!(columns.contains(column), "{column}");
    }
    let cell = |column: &&str| {
        let cell = cells.iter().find(|(name, _)| name == column);
        cell.map_or("", |(_, cell)| cell)
    };
    let cells: Vec<&str> = columns.iter().map(cell).collect();
    format!("{}\n", cells.join(";"))
}

pub(crate) fn form_1_1() -> String {
    let of_person = |cells: &[(&'static str, &'static str)]| {
        let mut all = vec![
            ("fileGenerationDate", "28/10/2025"),
            ("Entity_LogicalId", "13"),
            ("Entity_EU_ReferenceNumber", "EU.27.28"),
            ("Entity_UnitedNationId", "IQi.999"),
            ("Entity_DesignationDate", "2003-07-07"),
            ("Entity_Remark", "(UNSC RESOLUTION 1483)"),
            ("Entity_SubjectType", "P"),
            ("Entity_SubjectType_ClassificationCode", "person"),
            ("Entity_Regulation_PublicationDate", "2003-07-08"),
            ("Entity_Regulation_Programme", "IRQ"),
        ];
        all.extend_from_slice(cells);
        row_1_1(&all)
    };
    [
        format!("\u{feff}{COLUMNS_1_1}\n"),
        of_person(&[
            ("NameAlias_LastName", "Mustermann"),
            ("NameAlias_FirstName", "Max"),
            ("NameAlias_WholeName", "Max Mustermann"),
            ("NameAlias_Gender", "M"),
            ("NameAlias_Function", "Minister"),
            ("NameAlias_LogicalId", "17"),
        ]),
        of_person(&[
            ("NameAlias_WholeName", "Макс Мустерман"),
            ("NameAlias_NameLanguage", "RU"),
        ]),
        of_person(&[
            ("NameAlias_WholeName", "Maximilien"),
            ("NameAlias_NameLanguage", "FR"),
        ]),
        of_person(&[
            ("Address_City", "Baghdad"),
            ("Address_Street", "1 Road"),
            ("Address_ContactInfo", "PHONE[042 681]"),
            ("Address_CountryDescription", "IRAQ"),
        ]),
        of_person(&[
            ("BirthDate_BirthDate", "1937-04-28"),
            ("BirthDate_City", "Tikrit"),
            ("BirthDate_CountryDescription", "IRAQ"),
        ]),
        of_person(&[
            ("BirthDate_Year", "1940"),
            ("BirthDate_Day", "0"),
            ("BirthDate_Circa", "true"),
        ]),
        of_person(&[
            ("Identification_Number", "A100200"),
            ("Identification_TypeCode", "passport"),
            ("Identification_CountryIso2Code", "IQ"),
        ]),
        of_person(&[
            ("Citizenship_CountryIso2Code", "IQ"),
            ("Citizenship_CountryDescription", "IRAQ"),
        ]),
        row_1_1(&[
            ("Entity_LogicalId", "20"),
            ("Entity_SubjectType", "E"),
            ("Entity_Regulation_Programme", "UKR"),
            ("Entity_Regulation_PublicationDate", "2022-02-25"),
            ("NameAlias_WholeName", "Beispiel Bank"),
        ]),
        row_1_1(&[
            ("Entity_LogicalId", "20"),
            ("Entity_SubjectType", "E"),
            ("Entity_Regulation_Programme", "BLR"),
            ("Entity_Regulation_PublicationDate", "2021-06-21"),
            ("NameAlias_WholeName", "Beispiel-Bank"),
        ]),
    ]
    .concat()
}

#[test]
fn the_rows_of_form_1_1_are_put_together() {
    let watchlist = read("list.csv", form_1_1()).unwrap();
    let list = &watchlist.lists()[0];
    assert_eq!(
        (list.id.as_str(), list.format.as_str()),
        ("eu-fsf", "EU CSV 1.1")
    );
    assert_eq!(list.published.as_deref(), Some("2025-10-28"));
    assert_eq!(list.warnings, Vec::<String>::new());
    assert_line(
        &watchlist,
        "eu-fsf:13",
        r#"{"kind":"person","name":"Max Mustermann","aliases":["Maximilien"],
        "original_names":["Макс Мустерман"],"gender":"male","birth_dates":["1937-04-28","circa 1940"],
        "birth_places":["Tikrit, IRAQ"],"countries":["iq"],
        "identifiers":[{"type":"passport","value":"A100200","country":"iq"},
        {"type":"phone","value":"042 681"}],"addresses":["1 Road, Baghdad, IRAQ"],"programmes":["IRQ"],
        "listed_on":"2003-07-07","listed_as":["un-sc:IQi.999"],"titles":["Minister"],
        "remarks":"(UNSC RESOLUTION 1483); EU reference: EU.27.28",
        "name_parts":[{"name":"Max Mustermann","parts":[{"role":"given","text":"Max"},
        {"role":"family","text":"Mustermann"}]}]}"#,
    );
    assert_line(
        &watchlist,
        "eu-fsf:20",
        r#"{"kind":"organization","name":"Beispiel Bank","aliases":["Beispiel-Bank"],
        "programmes":["UKR","BLR"],"listed_on":"2021-06-21"}"#,
    );
}

pub(crate) const FORM_1_0: &str = "Date_file;Entity_logical_id;Subject_type;Leba_numtitle;Leba_publication_date;\
    Leba_url;Programme;Entity_remark;Naal_logical_id;Entity_logical_id;Naal_leba_numtitle;\
    Naal_leba_publication_date;Naal_leba_url;Naal_programme;Naal_lastname;Naal_firstname;\
    Naal_middlename;Naal_wholename;Naal_gender;Naal_title;Naal_function;Naal_language;\
    Birt_logical_id;Entity_logical_id;Birt_date;Birt_place;Birt_country;Iden_number;Iden_country;\
    Citi_country;Addr_street;Addr_city;Addr_other;EU_ref_num\n\
    04/07/2018;1;P;2018/223 (OJ L43);2018-02-16;http://a.example;ZWE;Noted\\nhere;1;1;1/2;2002-02-21;;ZWE;\
    Mustermann;Max;;Max Mustermann;M;Col;Minister;;;;;;;;;;;;;EU.36.64\n\
    04/07/2018;1;P;2018/223 (OJ L43);2018-02-16;;ZWE;Noted\\nhere;;;;;;;;;;;;;;;7;1;1924-02-21;Kutama;ZWE;\
    AD001095 (passport-National passport) ((passport));;ZWE;1 Road;Harare;PHONE[123]\\nFAX[45];EU.36.64\n\
    04/07/2018;2;E;2018/223 (OJ L43);2018-02-16;;IRQ;;3;2;;;;IRQ;;;;Beispiel Bank;;;;;;;;;;;;;;;;EU.1.1\n";

#[test]
fn the_rows_of_form_1_0_are_put_together() {
    let watchlist = read("list.csv", FORM_1_0).unwrap();
    let list = &watchlist.lists()[0];
    assert_eq!(
        (list.id.as_str(), list.format.as_str()),
        ("eu-fsf", "EU CSV 1.0")
    );
    assert_eq!(list.published.as_deref(), Some("2018-07-04"));
    assert_line(
        &watchlist,
        "eu-fsf:1",
        r#"{"kind":"person","name":"Max Mustermann","gender":"male","birth_dates":["1924-02-21"],
        "birth_places":["Kutama, ZWE"],"countries":["zw"],
        "identifiers":[{"type":"passport","value":"AD001095"},{"type":"phone","value":"123"},
        {"type":"fax","value":"45"}],"addresses":["1 Road, Harare"],"programmes":["ZWE"],
        "listed_on":"2002-02-21","titles":["Col","Minister"],
        "remarks":"Noted here; EU reference: EU.36.64; AD001095: ((passport))",
        "name_parts":[{"name":"Max Mustermann","parts":[{"role":"given","text":"Max"},
        {"role":"family","text":"Mustermann"}]}]}"#,
    );
    assert_eq!(names(&watchlist, "eu-fsf:2")[0].0, "Beispiel Bank");
}

#[test]
fn damaged_files_are_refused() {
    let whole = form_1_1();
    assert_refused(
        read("list.csv", &whole[..whole.len() - 20]),
        &["row 11", "cut off"],
    );
    let odd = whole.replacen(";E;", ";X;", 2);
    assert_refused(read("list.csv", odd), &["1 of 2", "subjectType"]);
    let unnamed = FORM_1_0.replace("Beispiel Bank", "");
    assert_refused(read("list.csv", unnamed), &["1 of 2", "2 has no name"]);
    let header = FORM_1_0.lines().next().unwrap();
    assert_refused(read("list.csv", header), &["no entity"]);
}

/// The real file was saved again with each line in quotes and tabs in place of commas. As it stands
/// it is refused; with the quotes taken off it is counted with:
/// ```python
/// rows = [next(csv.reader([r[0].rstrip('\t')], delimiter=';')) for r in csv.reader(open(path, encoding='cp1252'))]
/// groups = defaultdict(list)          # by column 1, the header left out
/// sum(len({r[17] for r in g if r[17]}) for g in groups.values())         # names
/// sum(len({r[40] for r in g if r[40][:1].isdigit()}) for g in groups.values())
/// sum(len({r[49] for r in g if r[49]}) for g in groups.values())         # 9 documents
/// sum(r[33].count('[') for r in rows)                                    # 6 telephones
/// ```
#[test]
fn the_real_file_holds_what_an_independent_count_says() {
    let Some(path) = real("eu_fsf/eu_csv_1_0_excerpt_2018-07-04.csv") else {
        return;
    };
    let bytes = fs::read(&path).unwrap();
    assert_refused(read("list.csv", &bytes), &["row 1", "original file"]);
    let mut plain = Vec::new();
    for line in bytes.split(|&byte| byte == b'\n') {
        let line = line.trim_ascii_end();
        let line = line.strip_prefix(b"\"").unwrap_or(line);
        let line = line.strip_suffix(b"\"").unwrap_or(line).trim_ascii_end();
        plain.extend_from_slice(line);
        plain.push(b'\n');
    }
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("list.csv");
    fs::write(&path, plain).unwrap();
    let watchlist = load_real(&path);
    assert_eq!(
        watchlist.lists()[0].published.as_deref(),
        Some("2018-07-04")
    );
    assert_eq!(
        counted(&watchlist),
        Counted {
            persons: 61,
            organizations: 32,
            aliases: 743 - 93,
            birth_dates: 11,
            identifiers: 9 + 6,
            ..Counted::default()
        }
    );
}
