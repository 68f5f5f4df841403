use std::fs;

use serde_json::{Value, json};

use crate::{LinkReason, ListSource, Screener, Watchlist};

/// A screener over lists `a`, `b`, ..., each of the entities given.
fn screener(lists: &[&[Value]]) -> Screener {
    let folder = tempfile::tempdir().unwrap();
    for (list, name) in lists.iter().zip('a'..) {
        let lines: Vec<String> = list.iter().map(Value::to_string).collect();
        fs::write(
            folder.path().join(format!("{name}.jsonl")),
            lines.join("\n"),
        )
        .unwrap();
    }
    let watchlist = Watchlist::load(&[ListSource::new(folder.path())]).unwrap();
    Screener::builder().build(&watchlist).unwrap()
}

/// Why `a:1` and `b:1` are one party, if they are.
fn link(one: Value, other: Value) -> Option<LinkReason> {
    let entity = |mut fields: Value| {
        let known = [("id", "1"), ("kind", "person")];
        for (key, value) in known {
            if fields.get(key).is_none() {
                fields[key] = json!(value);
            }
        }
        fields
    };
    let screener = screener(&[&[entity(one)], &[entity(other)]]);
    let links = screener.links("a:1");
    let back = screener.links("b:1");
    assert_eq!(links.len(), back.len());
    for (link, back) in links.iter().zip(&back) {
        assert_eq!((&*link.entity_id, &*back.entity_id), ("b:1", "a:1"));
        assert_eq!((link.reason, &link.detail), (back.reason, &back.detail));
    }
    links.first().map(|link| link.reason)
}

#[test]
fn a_name_links_with_a_date_a_place_or_a_country() {
    let name = "Arkady Romanovich Rotenberg";
    for (one, other, reason) in [
        (
            json!({"birth_dates": ["1951-12-15"]}),
            json!({"birth_dates": ["1951"]}),
            Some(LinkReason::BirthDate),
        ),
        (
            json!({"birth_places": ["Saint Petersburg, Russia"]}),
            json!({"birth_places": ["Saint Petersburg"]}),
            Some(LinkReason::Place),
        ),
        (
            json!({"countries": ["ru"]}),
            json!({"addresses": ["Moscow, Russia"]}),
            Some(LinkReason::Country),
        ),
        (
            json!({"countries": ["ru"]}),
            json!({"countries": ["fi"]}),
            None,
        ),
        (json!({}), json!({}), None),
    ] {
        let mut one = one.clone();
        let mut other = other.clone();
        one["name"] = json!(name);
        other["name"] = json!("ROTENBERG, Arkadiy Romanovich");
        assert_eq!(link(one.clone(), other.clone()), reason, "{one} {other}");
    }
}

#[test]
fn what_speaks_against_it_outweighs_a_name() {
    let one = json!({"name": "Gennady Timchenko", "birth_dates": ["1952-11-09"], "gender": "male",
        "countries": ["ru"]});
    for (key, value) in [
        ("birth_dates", json!(["1975-03-02"])),
        ("gender", json!("female")),
        ("kind", json!("organization")),
        ("name", json!("Gennady Petrovich Timoshenko")),
    ] {
        let mut other = one.clone();
        assert_eq!(
            link(one.clone(), other.clone()),
            Some(LinkReason::BirthDate)
        );
        other[key] = value;
        assert_eq!(link(one.clone(), other), None, "{key}");
    }
}

#[test]
fn a_common_name_and_a_country_are_not_enough() {
    let of = |name: &str| json!({"name": name, "countries": ["eg"]});
    assert_eq!(link(of("Mohammed Ahmed"), of("Muhammad Ahmad")), None);
    assert_eq!(link(of("Ali"), of("Ali")), None);
}

#[test]
fn sister_companies_are_not_linked() {
    let of = |name: &str| {
        json!({"kind": "organization", "name": name, "countries": ["ir"],
            "addresses": ["33 Eighth Narenji, Tehran, Iran"]})
    };
    let one = of("Rahvaran Sepid Petrochemical LLC");
    let same = of("LLC RAHVARAN SEPID PETROCHEMICAL");
    assert_eq!(link(one.clone(), same), Some(LinkReason::Place));
    for other in [
        "Rahvaran Sepid Petrochemical JSC",
        "Rahvaran Sepid Shipping LLC",
        "Rahvaran Sepid Petrochemical LLC Isfahan",
        "Rahvaran Sepid Petrochemical 2 LLC",
    ] {
        assert_eq!(link(one.clone(), of(other)), None, "{other}");
    }
}

#[test]
fn an_identifier_links_whatever_the_name() {
    let of = |kind: &str, name: &str, identifier: Value| json!({"kind": kind, "name": name, "identifiers": [identifier]});
    let imo = |value: &str| json!({"type": "imo", "value": value});
    let ship = |name: &str, value: &str| of("vessel", name, imo(value));
    let reason = Some(LinkReason::Identifier);
    let renamed = link(ship("HERO II", "9187631"), ship("PIONEER", "IMO 9187631"));
    assert_eq!(renamed, reason);
    assert_eq!(
        link(ship("HERO II", "9187631"), ship("HERO II", "9187629")),
        None
    );

    let passport = |value: &str, country: &str| {
        let passport = json!({"type": "passport", "value": value, "country": country});
        of("person", &format!("Name of {country}"), passport)
    };
    assert_eq!(
        link(passport("L 335-915", "tn"), passport("L335915", "tn")),
        reason
    );
    // Two countries give out the same number.
    assert_eq!(
        link(passport("L335915", "tn"), passport("L335915", "dz")),
        None
    );
    // Too short, and no number at all.
    assert_eq!(link(passport("12345", "tn"), passport("12345", "tn")), None);
    assert_eq!(
        link(passport("000000", "tn"), passport("000000", "tn")),
        None
    );
    let phone = |name| {
        of(
            "person",
            name,
            json!({"type": "phone", "value": "216 71 123 456"}),
        )
    };
    assert_eq!(link(phone("A. Sassi"), phone("B. Trabelsi")), None);
}

#[test]
fn an_identifier_that_a_list_gives_twice_needs_a_name_too() {
    let of = |id: &str, name: &str| {
        json!({"id": id, "kind": "organization", "name": name,
            "identifiers": [{"type": "tax_id", "value": "844191-K"}]})
    };
    let market = of("1", "Star Market Melanye");
    let audio = of("2", "Quetzal Car Audio");
    let screener = screener(&[&[market.clone(), audio.clone()], &[market, audio]]);
    for id in ["1", "2"] {
        let links = screener.links(&format!("a:{id}"));
        let found: Vec<&str> = links.iter().map(|link| &*link.entity_id).collect();
        assert_eq!(found, [format!("b:{id}")]);
    }
}

#[test]
fn what_a_list_says_links_and_is_shown_once() {
    let screener = screener(&[
        &[
            json!({"id": "1", "kind": "person", "name": "Arkady Rotenberg",
            "birth_dates": ["1951-12-15"]}),
        ],
        &[
            json!({"id": "7", "kind": "person", "name": "Arkady Rotenberg",
            "birth_dates": ["1951-12-15"], "listed_as": ["a:1", "elsewhere:3"]}),
        ],
        &[
            json!({"id": "9", "kind": "person", "name": "Arkady Rotenberg",
            "birth_dates": ["1951-12-15"]}),
        ],
    ]);
    let links = screener.links("a:1");
    let said: Vec<String> = links.iter().map(ToString::to_string).collect();
    assert_eq!(said, ["b says so", "same name, same date 1951-12-15"]);
    let hits = screener
        .screen("The yacht of Arkady Rotenberg lies in Antibes.")
        .unwrap();
    let also: Vec<(&str, Vec<&str>)> = hits
        .iter()
        .map(|hit| {
            let also = hit.also_listed.iter().map(AsRef::as_ref);
            (&*hit.entity_id, also.collect())
        })
        .collect();
    assert_eq!(
        also,
        [
            ("a:1", vec!["b:7", "c:9"]),
            ("b:7", vec!["a:1", "elsewhere:3", "c:9"]),
            ("c:9", vec!["a:1", "b:7"]),
        ]
    );
}

#[test]
fn links_are_saved_with_the_index() {
    let entity = |name: &str| json!({"id": "1", "kind": "person", "name": name, "birth_dates": ["1951-12-15"]});
    let built = screener(&[&[entity("Arkady Rotenberg")], &[entity("Arkadi ROTENBERG")]]);
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("index");
    built.save_index(&path).unwrap();
    let opened = Screener::builder().open_index(&path).unwrap();
    assert_eq!(built.links("a:1").len(), 1);
    assert_eq!(opened.links("a:1"), built.links("a:1"));
    assert_eq!(opened.links("nobody:1"), []);
}
