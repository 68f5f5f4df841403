//! The official lists that are one XML file: small files of each format, real ones where there are
//! any, and refusals.

use std::fs;

use namewatch::{ListSource, OwnRecord, Watchlist};

use crate::{real, sample};

/// The small files, one of each format, with what they are called when they are read.
const SAMPLES: [(&str, &str, &str); 9] = [
    ("sdn.xml", "us-ofac-sdn", "OFAC XML"),
    ("sdn_advanced.xml", "us-ofac-sdn", "OFAC advanced XML"),
    ("sdn_enhanced.xml", "us-ofac-sdn", "OFAC enhanced XML"),
    ("eu_1_1.xml", "eu-fsf", "EU XML 1.1"),
    ("eu_before_2017.xml", "eu-fsf", "EU XML before 2017"),
    ("uksl.xml", "gb-uksl", "UK Sanctions List XML"),
    ("seco.xml", "ch-seco", "Swiss XML"),
    ("sema.xml", "ca-sema", "Canadian XML"),
    ("sema_2020.xml", "ca-sema", "Canadian XML"),
];

fn load(source: &str) -> Result<Watchlist, namewatch::Error> {
    Watchlist::load(&[source.parse()?])
}

/// The entities of a watchlist as lines of an own list.
fn lines(watchlist: &Watchlist) -> Vec<String> {
    let records = watchlist.entities().iter().map(OwnRecord::from);
    records
        .map(|record| serde_json::to_string(&record).unwrap())
        .collect()
}

/// Writes text to a file of that name, and asserts that it is refused with these words.
fn assert_refused(name: &str, text: &str, words: &[&str]) {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join(name);
    fs::write(&path, text).unwrap();
    let error = Watchlist::load(&[ListSource::new(&path)])
        .expect_err(name)
        .to_string();
    assert!(!error.contains('\n'), "{error}");
    for word in words.iter().chain([&name]) {
        assert!(error.contains(word), "`{word}` in: {error}");
    }
}

/// Beside each small file stands what it says, as an own list.
#[test]
fn all_that_a_list_knows_reaches_the_entities() {
    for (name, id, format) in SAMPLES {
        let watchlist = load(&sample(name).display().to_string()).unwrap();
        let list = &watchlist.lists()[0];
        assert_eq!(
            (list.id.as_str(), list.format.as_str()),
            (id, format),
            "{name}"
        );
        let expected = fs::read_to_string(sample(name).with_extension("jsonl")).unwrap();
        for (found, expected) in lines(&watchlist).iter().zip(expected.lines()) {
            assert_eq!(found, expected, "{name}");
        }
        assert_eq!(
            watchlist.entities().len(),
            expected.lines().count(),
            "{name}"
        );
    }
}

#[test]
fn the_publishers_date_comes_from_the_content() {
    for (name, date) in [
        ("sdn.xml", Some("2025-03-28")),
        ("sdn_advanced.xml", Some("2025-03-28")),
        ("sdn_enhanced.xml", Some("2024-08-28")),
        ("eu_1_1.xml", Some("2025-03-28")),
        ("eu_before_2017.xml", Some("2016-02-11")),
        ("uksl.xml", Some("2025-03-28")),
        ("seco.xml", Some("2025-03-28")),
        ("sema.xml", None),
    ] {
        let watchlist = load(&sample(name).display().to_string()).unwrap();
        assert_eq!(watchlist.lists()[0].published.as_deref(), date, "{name}");
    }
}

#[test]
fn the_name_of_a_file_or_the_caller_tells_which_of_the_two_american_lists_it_is() {
    let folder = tempfile::tempdir().unwrap();
    for name in ["sdn.xml", "sdn_advanced.xml", "sdn_enhanced.xml"] {
        let text = fs::read_to_string(sample(name)).unwrap();
        assert_refused(
            "main.xml",
            &text,
            &["sdn or cons", "--list us-ofac-sdn=PATH"],
        );
        let path = folder.path().join("main.xml");
        fs::write(&path, &text).unwrap();
        for id in ["us-ofac-sdn", "us-ofac-cons"] {
            let watchlist = load(&format!("{id}={}", path.display())).unwrap();
            assert_eq!(watchlist.entities()[0].list(), id, "{name}");
        }
    }
    let enhanced = sample("sdn_enhanced.xml");
    let watchlist = load(&enhanced.display().to_string()).unwrap();
    let warnings = &watchlist.lists()[0].warnings;
    assert!(
        warnings.len() == 1 && warnings[0].contains("1 parties stand on other lists"),
        "{warnings:?}"
    );
    // The other list has one of its own and one that stands on both, with its own date.
    let watchlist = load(&format!("us-ofac-cons={}", enhanced.display())).unwrap();
    let ids: Vec<&str> = watchlist
        .entities()
        .iter()
        .map(namewatch::Entity::reference)
        .collect();
    assert_eq!(ids, ["101", "104"]);
    assert_eq!(
        watchlist.entities()[0].listed_on.unwrap().to_string(),
        "2015-01-01"
    );
    let error = load(&format!("eu-fsf={}", enhanced.display()))
        .unwrap_err()
        .to_string();
    assert!(error.contains("us-ofac-sdn or us-ofac-cons"), "{error}");
}

#[test]
fn a_list_that_is_cut_is_refused_wherever_it_is_cut() {
    for (name, ..) in SAMPLES {
        let text = fs::read_to_string(sample(name)).unwrap();
        let start = text.find('>').unwrap() + 40;
        for cut in (start..text.trim_end().len())
            .step_by(97)
            .filter(|&cut| text.is_char_boundary(cut))
        {
            let folder = tempfile::tempdir().unwrap();
            let path = folder.path().join(name);
            fs::write(&path, &text[..cut]).unwrap();
            assert!(
                load(&path.display().to_string()).is_err(),
                "{name} cut at {cut}"
            );
        }
    }
}

#[test]
fn what_is_missing_or_unknown_is_refused_with_its_record() {
    for (name, from, to, words) in [
        (
            "sdn.xml",
            "<uid>102</uid>",
            "",
            &["record 2", "no uid", "1 of 3"][..],
        ),
        (
            "sdn.xml",
            ">Entity<",
            ">Thing<",
            &["102", "`Thing`", "expected Individual"],
        ),
        (
            "sdn.xml",
            ">3</Record_Count>",
            ">4</Record_Count>",
            &["has 3 entries", "4", "cut off"],
        ),
        ("sdn.xml", "sdnEntry>", "entry>", &["unknown <entry>"]),
        (
            "sdn_enhanced.xml",
            "refId=\"603\">Aircraft",
            "refId=\"603\">Thing",
            &["103", "`Thing`"],
        ),
        (
            "sdn_enhanced.xml",
            ">SDN List<",
            ">Other List<",
            &["none of the SDN List"],
        ),
        (
            "sdn_advanced.xml",
            "ListID=\"1550\"",
            "ListID=\"1\"",
            &["none of the SDN List"],
        ),
        (
            "sdn_advanced.xml",
            "PartySubTypeID=\"4\"",
            "PartySubTypeID=\"9\"",
            &["101", "type is"],
        ),
        (
            "eu_1_1.xml",
            "logicalId=\"12\"",
            "",
            &["record 2", "no logicalId"],
        ),
        ("eu_1_1.xml", "classificationCode=\"E\"", "", &["at all"]),
        (
            "eu_before_2017.xml",
            "Type=\"E\"",
            "Type=\"X\"",
            &["12", "`X`", "expected P or E"],
        ),
        (
            "uksl.xml",
            "<UniqueID>XYZ0002</UniqueID>",
            "",
            &["record 2", "no UniqueID"],
        ),
        ("uksl.xml", ">Ship<", ">Boat<", &["XYZ0002", "`boat`"]),
        (
            "uksl.xml",
            "<Name6>Sample Heron</Name6>",
            "",
            &["XYZ0002 has no name"],
        ),
        (
            "seco.xml",
            "object-type=\"vessel\"",
            "object-type=\"tank\"",
            &["target 40"],
        ),
        (
            "sema.xml",
            "<Country>Russia / Russie</Country>",
            "",
            &["`Sample Star` has no Country"],
        ),
    ] {
        let text = fs::read_to_string(sample(name)).unwrap();
        assert!(text.contains(from), "{from}");
        let changed = text.replace(from, to);
        if words == ["at all"] {
            // The kind has a second field.
            let folder = tempfile::tempdir().unwrap();
            let path = folder.path().join(name);
            fs::write(&path, changed).unwrap();
            assert_eq!(lines(&load(&path.display().to_string()).unwrap()).len(), 2);
        } else {
            assert_refused(name, &changed, words);
        }
    }
    for (name, text, words) in [
        ("uksl.xml", "<Designations/>", &["no entity"][..]),
        (
            "seco.xml",
            "<swiss-sanctions-list list-type='full-list'/>",
            &["no entity"],
        ),
        (
            "sdn.xml",
            "<!DOCTYPE sdnList [<!ENTITY a 'b'>]><sdnList>&a;</sdnList>",
            &["document type"],
        ),
        (
            "sdn_advanced.xml",
            "<Sanctions Version='2' DeltaBaseVersion='1'><DateOfIssue/></Sanctions>",
            &["only what changed", "full list"],
        ),
        (
            "other.xml",
            "<export><data/></export>",
            &["no list of a known kind"],
        ),
    ] {
        assert_refused(name, text, words);
    }
}

#[test]
fn an_amendment_is_not_taken_for_the_full_list_in_silence() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("seco.xml");
    let text = fs::read_to_string(sample("seco.xml")).unwrap();
    fs::write(&path, text.replace("full-list", "amendment")).unwrap();
    let watchlist = load(&path.display().to_string()).unwrap();
    assert!(watchlist.lists()[0].warnings[0].contains("amendment"));
}

/// What stands behind a real file: persons, bodies, vessels, aircraft; aliases, weak aliases, former
/// names, original names; dates of birth or foundation, identifiers.
const REAL: [(&str, &str, [usize; 10]); 9] = [
    (
        "us_ofac_cons_xml/consolidated_2025-03-28.xml",
        "2025-03-28",
        [80, 363, 0, 0, 924, 67, 144, 0, 104, 1266],
    ),
    (
        "us_ofac_cons_xml/consolidated_2024-05-06.xml",
        "2024-05-06",
        [79, 364, 0, 0, 918, 63, 144, 0, 104, 1260],
    ),
    (
        "us_ofac_cons_xml/CONS_ENHANCED.ZIP",
        "2025-01-10",
        [80, 363, 0, 0, 924, 68, 145, 43, 104, 1266],
    ),
    (
        "us_ofac_sdn_enhanced/sdn_enhanced_irgc_subset_2024-08-28.xml.gz",
        "2024-08-28",
        [165, 84, 0, 44, 489, 42, 11, 94, 197, 328],
    ),
    (
        "us_ofac_sdn_enhanced/sdn_enhanced_yemen_subset_2024-05-24.xml.gz",
        "2024-05-24",
        [10, 0, 0, 0, 37, 6, 0, 3, 21, 5],
    ),
    // Of the identifiers 8 are telephone and fax numbers in addresses, the others documents.
    (
        "eu_fsf/global_2016-02-11_old_schema.xml",
        "2016-02-11",
        [319, 276, 0, 0, 1992, 0, 0, 110, 406, 132],
    ),
    (
        "ch_seco/seco_official_example.xml",
        "2024-01-17",
        [3, 0, 0, 0, 0, 0, 0, 0, 3, 0],
    ),
    // The alias field is free text, so its names are counted only as they are read.
    (
        "ca_sema/sema-lmes.xml",
        "",
        [3334, 1316, 109, 0, 0, 0, 0, 0, 1717, 109],
    ),
    (
        "ca_sema_old/sema-lmes_2020.xml",
        "",
        [985, 384, 0, 0, 0, 0, 0, 0, 213, 0],
    ),
];

/// The numbers of [`REAL`] were counted with Python's own XML reader. All tags lose their namespace
/// (`e.tag.split('}')[-1]`), and texts their blanks at the ends and U+202A to U+202E; a name is
/// Latin if at least half its letters are below U+0250. Then, summed over the records `e`:
///
/// ```python
/// # OFAC XML; `n(x)` is lastName and firstName joined by ", "
/// kind = e.findtext('sdnType')
/// names = {n(a): (a.findtext('type'), a.findtext('category')) for a in e.iter('aka')}  # without n(e)
/// born = {x.text for x in e.iter('dateOfBirth')} | {x.findtext('idNumber') for x in e.iter('id')
///     if x.findtext('idType') == 'Organization Established Date'}
/// ids = [x for x in e.iter('id') if not x.findtext('idType').startswith(('Organization', 'Gender',
///     'Nationality', 'Secondary', 'Executive', 'Listing', 'Effective', 'Purchase', 'Target',
///     'Issuer', 'CAATSA'))]
/// # OFAC enhanced XML; each formattedFullName of an entity once, save the primary one of the
/// # primary name; `former` if aliasType is F.K.A., else `weak` if isLowQuality, else by its letters
/// kind = e.findtext('generalInfo/entityType')
/// born = {f.findtext('value') for f in e.iter('feature')
///     if f.findtext('type') in ('Birthdate', 'Organization Established Date')}
/// ids = list(e.iter('identityDocument')) + [f for f in e.iter('feature')
///     if f.findtext('type').startswith(('Website', 'Email', 'Phone', 'ISIN', 'Equity Ticker',
///     'SWIFT', 'BIK', 'Digital', 'Aircraft Man', 'Aircraft Con', 'Aircraft Mode S'))
///     and f.findtext('type') != 'Aircraft Manufacture Date']
/// # EU before 2017; documents of the types id, ssn and other are one type of ours
/// kind = e.get('Type'); names = {x.text for x in e.iter('WHOLENAME')}
/// born = {x.text for x in e.iter('DATE')} - {None}
/// ids = {(number before ' (', type, COUNTRY) for x in e.iter('PASSPORT') if it has a digit}
/// # Canada
/// kind = 'P' if LastName else 'V' if ShipIMONumber else 'E'
/// born = re.split(' or ', date, flags=re.I) if kind != 'V' and date[:2] in ('19', '20')
/// ids = kind == 'V'; listed = bool(DateOfListing)
/// ```
#[test]
fn real_lists_hold_what_an_independent_count_says() {
    let Some(folder) = real(".") else { return };
    for (path, published, expected) in REAL {
        let watchlist = load(&folder.join(path).display().to_string()).unwrap();
        let list = &watchlist.lists()[0];
        let counts = &list.counts;
        let is_free_text = list.id == "ca-sema";
        let names = |count| if is_free_text { 0 } else { count };
        let found = [
            counts.persons,
            counts.organizations,
            counts.vessels,
            counts.aircraft,
            names(counts.aliases),
            names(counts.weak_aliases),
            names(counts.former_names),
            names(counts.original_names),
            counts.birth_dates,
            counts.identifiers,
        ];
        assert_eq!(found, expected, "{path}");
        assert_eq!(
            list.published.as_deref().unwrap_or_default(),
            published,
            "{path}"
        );
        assert_eq!((counts.skipped, counts.unknown), (0, 0), "{path}");
        let listed = watchlist
            .entities()
            .iter()
            .filter(|entity| entity.listed_on.is_some());
        // Neither OFAC's first form nor the older Canadian one says when; nor does the example.
        let expected = match path {
            "ca_sema/sema-lmes.xml" => 4759,
            _ if list.format == "OFAC XML" || is_free_text || list.id == "ch-seco" => 0,
            _ => counts.entities,
        };
        assert_eq!(listed.count(), expected, "{path}");
    }
}

/// The two forms of one list, published eleven weeks apart, say the same of a party.
#[test]
fn two_forms_of_one_list_agree() {
    let Some(folder) = real("us_ofac_cons_xml") else {
        return;
    };
    let read = |name: &str| load(&folder.join(name).display().to_string()).unwrap();
    let (plain, enhanced) = (
        read("consolidated_2025-03-28.xml"),
        read("CONS_ENHANCED.ZIP"),
    );
    let mut same = 0;
    for entity in plain.entities() {
        let Some(other) = enhanced.entity(&entity.id) else {
            continue;
        };
        let names: Vec<&str> = other.names.iter().map(|name| name.text.as_str()).collect();
        let is_same = entity.primary_name() == other.primary_name()
            && entity
                .names
                .iter()
                .all(|name| names.contains(&name.text.as_str()))
            && entity.birth_dates == other.birth_dates
            && entity.countries == other.countries
            && entity
                .programmes
                .iter()
                .all(|programme| other.programmes.contains(programme))
            && entity
                .identifiers
                .iter()
                .all(|id| other.identifiers.contains(id));
        same += usize::from(is_same);
    }
    assert!(same > 430, "{same} of {}", plain.entities().len());
}
