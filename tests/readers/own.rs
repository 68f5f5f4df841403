use namewatch::{
    Entity, EntityKind, Identifier, ListSource, Name, NameKind, OwnRecord, Vehicle, Watchlist,
    write_own_csv,
};

use crate::{assert_refused, folder, read, sample};

/// Lists that say something in each column.
pub(crate) const RICH_CSV: &str = "id,kind,name,aliases,weak_aliases,former_names,original_names,gender,birth_dates,birth_places,countries,identifiers,addresses,programmes,listed_on,listed_as,remarks\n\
    1,person,Gleb Varnakov,Hleb\\; Varnakau;Gleb,The Pilot,,Глеб,male,1968-03-11;circa 1951;1958..1960,Pskov,ru;by,passport:4507 1:ru;tax_id:7\\:7,\"1 Road, Pskov\",internal,2026-01-15,us-ofac-sdn:1,Known.\n\
    2,vessel,STAR,,,,,,,,,imo:9187629,,,,,\n";
pub(crate) const RICH_JSON: &str = r#"{"id":"1","kind":"person","name":"Gleb Varnakov","aliases":["Hleb Varnakau"],"weak_aliases":["The Pilot"],"former_names":[],"original_names":["Глеб"],"gender":"male","birth_dates":["1968-03-11","circa 1951","1958..1960"],"birth_places":["Pskov"],"countries":["ru"],"identifiers":[{"type":"passport","value":"4507 1","country":"ru"}],"addresses":["1 Road"],"programmes":["internal"],"listed_on":"2026-01-15","listed_as":["us-ofac-sdn:1"],"remarks":""}
{"id":"2","kind":"vessel","name":"STAR","vehicle":{"type":"Tug","flag":"ru"}}
"#;
/// A table with columns of its own, and what says which is what.
pub(crate) const MAPPED: [(&str, &str); 2] = [
    (
        "customers.toml",
        "file = \"export.csv\"\ndelimiter = \";\"\ndates = \"dmy\"\n[columns]\nid = \"Nr\"\nkind = \"Art\"\n\
         name = [\"Vorname\", \"Name\"]\nbirth_dates = \"Geboren\"\n[kinds]\nN = \"person\"\nJ = \"organization\"\n\
         [values]\nprogrammes = \"house list\"\n",
    ),
    (
        "export.csv",
        "Nr;Art;Vorname;Name;Geboren\n1;N;Max;Mustermann;31.3.1985\n2;J;;\"Beispiel; AG\";\n",
    ),
];

const OWN: &str = "id,kind,name,aliases\n1,person,John Doe,Jack;Johnny\n";

fn load(path: std::path::PathBuf) -> Result<Watchlist, namewatch::Error> {
    Watchlist::load(&[ListSource::new(path)])
}

#[test]
fn ids_of_own_lists_come_from_the_file_or_the_caller() {
    let folder = folder(&[
        ("Our Clients.CSV", OWN.as_bytes()),
        ("un-sc.csv", OWN.as_bytes()),
    ]);
    let clients = folder.path().join("Our Clients.CSV");
    assert_eq!(load(clients.clone()).unwrap().lists()[0].id, "our-clients");
    let named = ListSource {
        id: Some("vip".to_owned()),
        path: clients.clone(),
    };
    assert!(
        Watchlist::load(std::slice::from_ref(&named))
            .unwrap()
            .entity("vip:1")
            .is_some()
    );
    let misnamed = folder.path().join("un-sc.csv");
    assert_refused(load(misnamed.clone()), &["un-sc", "own list"]);
    let renamed: ListSource = format!("mine={}", misnamed.display()).parse().unwrap();
    assert_eq!(Watchlist::load(&[renamed]).unwrap().lists()[0].id, "mine");
    let taken = ListSource {
        id: Some("eu-fsf".to_owned()),
        path: clients,
    };
    assert!(Watchlist::load(&[taken]).is_err());
}

#[test]
fn text_that_is_not_utf8_is_read_as_cp1252_and_said_so() {
    let watchlist = read("own.csv", b"id,kind,name\n1,person,Jos\xE9\n").unwrap();
    assert_eq!(watchlist.entities()[0].primary_name(), "José");
    assert!(watchlist.lists()[0].warnings[0].contains("cp1252"));
}

#[test]
fn odd_values_of_an_own_list_are_dropped_with_a_warning() {
    let watchlist = read("own.jsonl", br#"{"id":"1","kind":"person","name":"A","birth_dates":["1961-02-30","1965"],"gender":"x","alias":["B"],"aliases":null}"#).unwrap();
    let entity = &watchlist.entities()[0];
    assert_eq!((entity.birth_dates.len(), entity.gender), (1, None));
    let warnings = watchlist.lists()[0].warnings.join("\n");
    for word in ["`alias`", "2 values", "row 1"] {
        assert!(warnings.contains(word), "{warnings}");
    }
}

#[test]
fn an_own_list_that_is_cut_is_refused() {
    let line = r#"{"id":"1","kind":"person","name":"A"}"#;
    let cut = format!("{}\n{}", line, &line[..20]);
    let folder = folder(&[
        ("a.jsonl", cut.as_bytes()),
        ("b.csv", b"id,kind,name\n1,person,A\n2,per"),
        ("c.csv", b"id,kind,name\n1,person,A\n2,person,\"B"),
        ("d.csv", b"id,kind,name,id\n1,person,A,1\n"),
        (
            "e.jsonl",
            b"{\"id\":\"1\",\"kind\":\"person\",\"name\":\"\xFF\"}",
        ),
    ]);
    for (name, words) in [
        ("a.jsonl", &["row 2", "cut off"][..]),
        ("b.csv", &["row 3", "expected 3"]),
        ("c.csv", &["row 3", "within quotes"]),
        ("d.csv", &["`id`", "twice"]),
        ("e.jsonl", &["byte 34", "UTF-8"]),
    ] {
        assert_refused(load(folder.path().join(name)), words);
    }
}

/// The entities of a watchlist with the ids of another list.
fn under(list: &str, watchlist: &Watchlist) -> Vec<Entity> {
    watchlist
        .entities()
        .iter()
        .map(|entity| Entity {
            id: format!("{list}:{}", entity.id),
            ..entity.clone()
        })
        .collect()
}

/// Exports a watchlist in both forms, and asserts that they read back as the same entities.
pub(crate) fn assert_export_reads_back(watchlist: &Watchlist) {
    let mut lines = Vec::new();
    for entity in watchlist.entities() {
        serde_json::to_writer(&mut lines, &OwnRecord::from(entity)).unwrap();
        lines.push(b'\n');
    }
    let mut cells = Vec::new();
    write_own_csv(&mut cells, watchlist.entities()).unwrap();
    let folder = folder(&[("json.jsonl", &lines), ("csv.csv", &cells)]);
    for (file, list) in [("json.jsonl", "json"), ("csv.csv", "csv")] {
        let back = load(folder.path().join(file)).unwrap();
        assert_eq!(back.lists()[0].warnings, Vec::<String>::new());
        for (read, written) in back.entities().iter().zip(under(list, watchlist)) {
            assert_eq!(*read, written);
        }
        assert_eq!(back.entities().len(), watchlist.entities().len());
    }
}

#[test]
fn an_export_reads_back_as_the_same_entities() {
    for name in ["sdn.xml", "eu_1_1.xml", "uksl.xml", "seco.xml", "sema.xml"] {
        assert_export_reads_back(&load(sample(name)).unwrap());
    }
    assert_export_reads_back(&Watchlist::starter());
    let mut odd = Entity::new("=1", EntityKind::Vessel, "'=HYPERLINK(\"x\");A:B\\");
    odd.names.push(Name::new("-a;b:c\\;", NameKind::Alias));
    odd.addresses = vec!["+x".to_owned(), "a;b".to_owned()];
    odd.identifiers = vec![Identifier {
        kind: "website".to_owned(),
        value: "http://x:80/\\".to_owned(),
        country: None,
    }];
    odd.vehicle = Some(Vehicle {
        built: Some("1990; 1991".to_owned()),
        former_flags: vec!["Malta".to_owned(), "a:b".to_owned()],
        ..Vehicle::default()
    });
    assert_export_reads_back(&Watchlist::from_entities("odd", vec![odd]).unwrap());
}
