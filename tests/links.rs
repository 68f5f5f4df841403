//! How many links between lists are wrong, on two real lists that say themselves who is who.
#![expect(
    clippy::print_stderr,
    reason = "tells the figures, or that it is skipped"
)]

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;

use namewatch::{Entity, ListSource, OwnRecord, Screener, Watchlist};
use serde_json::Value;

/// The links found and those wrong, the parties on both lists and those found, where both lists give
/// a date of birth or not.
#[derive(Debug, Default)]
struct Tally {
    links: usize,
    wrong: usize,
    parties: usize,
    found: usize,
}

/// Writes a list without what gives its parties away: identifiers, and numbers on other lists.
fn hide<'a>(entities: impl Iterator<Item = (&'a str, &'a Entity)>, path: &Path) {
    let line = |(id, entity): (&str, &Entity)| {
        let mut line = serde_json::to_value(OwnRecord::from(entity)).unwrap();
        let fields = line.as_object_mut().unwrap();
        for field in ["identifiers", "listed_as", "list", "remarks"] {
            fields.remove(field);
        }
        fields.insert("id".to_owned(), Value::from(id));
        format!("{line}\n")
    };
    let lines: Vec<String> = entities.map(line).collect();
    fs::write(path, lines.concat()).unwrap();
}

/// OFAC's list of July 2021 against its copy in the Consolidated Screening List of April 2022, linked
/// by names with what else agrees. `cargo test --release --test links -- --nocapture` tells the
/// figures of the README.
#[test]
fn few_links_by_name_are_wrong() {
    let real = Path::new(env!("CARGO_MANIFEST_DIR")).join("../shared/lists");
    if !real.exists() {
        eprintln!("skipped: no real lists at {}", real.display());
        return;
    }
    let load = |path: &str| Watchlist::load(&[ListSource::new(real.join(path))]).unwrap();
    let ofac = load("us_ofac_sdn");
    let copies = load("us_csl/consolidated_2022-04.csv.gz");
    let numbered = |prefix: &'static str| {
        move |entity: &'_ Entity| entity.id.strip_prefix(prefix).map(str::to_owned)
    };
    let by_number = |watchlist: &Watchlist, prefix| -> BTreeMap<String, Entity> {
        let number = numbered(prefix);
        let entities = watchlist.entities().iter();
        entities
            .filter_map(|entity| Some((number(entity)?, entity.clone())))
            .collect()
    };
    let ofac = by_number(&ofac, "us-ofac-sdn:");
    let copies = by_number(&copies, "us-csl:SDN/");
    let folder = tempfile::tempdir().unwrap();
    for (list, name) in [(&ofac, "ofac.jsonl"), (&copies, "copies.jsonl")] {
        hide(
            list.iter().map(|(number, entity)| (&**number, entity)),
            &folder.path().join(name),
        );
    }
    let hidden = Watchlist::load(&[ListSource::new(folder.path())]).unwrap();
    let screener = Screener::builder().build(&hidden).unwrap();

    let mut tallies: [Tally; 2] = Default::default();
    for (number, entity) in &ofac {
        let has_date = |entity: &Entity| !entity.birth_dates.is_empty();
        let tally = |other: &Entity| usize::from(!(has_date(entity) && has_date(other)));
        let links = screener.links(&format!("ofac:{number}"));
        let linked = links
            .iter()
            .map(|link| link.entity_id.strip_prefix("copies:").unwrap());
        for other in linked.clone() {
            let tally = &mut tallies[tally(&copies[other])];
            tally.links += 1;
            tally.wrong += usize::from(other != number);
        }
        if let Some(copy) = copies.get(number) {
            let tally = &mut tallies[tally(copy)];
            tally.parties += 1;
            tally.found += usize::from(linked.clone().any(|other| other == number));
        }
    }
    for (tally, dates) in tallies.iter().zip(["both give a date", "one gives none"]) {
        let Tally {
            links,
            wrong,
            parties,
            found,
        } = tally;
        eprintln!("{dates}: {wrong} of {links} links wrong, {found} of {parties} parties found");
    }
    let [dated, undated] = tallies;
    assert!(dated.links > 4000 && dated.wrong <= 12, "{dated:?}");
    assert!(dated.found * 1000 > dated.parties * 995, "{dated:?}");
    assert!(undated.links > 3000 && undated.wrong <= 30, "{undated:?}");
    assert!(undated.found * 100 > undated.parties * 75, "{undated:?}");
}
