//! The persons of `tests/testdata/press-spellings.tsv`: lists have their names in Latin letters, and
//! articles in other scripts must give them away.

use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;

use namewatch::{Entity, EntityKind, Screener, Watchlist};

/// A sentence of each language around a name, and how many of its names are found at least.
const LANGUAGES: [(&str, &str, &str, usize); 13] = [
    ("arabic", "قال ", " أمس إنه لن يسافر", 93),
    ("armenian", "", " երեկ հայտարարեց այդ մասին։", 45),
    ("chinese", "", "昨天表示不会出席。", 88),
    ("georgian", "", " გუშინ განაცხადა ამის შესახებ.", 42),
    ("greek", "Ο ", " δήλωσε χθες ότι δεν θα έρθει.", 95),
    ("hebrew", "", " אמר אתמול כי לא יגיע.", 81),
    ("hindi", "", " ने कल कहा कि वह नहीं आएंगे।", 95),
    ("japanese", "", "は昨日、出席しないと述べた。", 96),
    ("korean", "", " 는 어제 참석하지 않겠다고 말했다.", 83),
    ("persian", "", " دیروز گفت که سفر نمی‌کند", 90),
    ("russian", "Вчера ", " заявил об этом.", 105),
    ("thai", "เมื่อวาน ", " กล่าวว่าจะไม่ไป", 11),
    ("ukrainian", "Вчора ", " заявив про це.", 58),
];

#[test]
fn names_are_found_as_the_press_of_other_scripts_spells_them() {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/testdata/press-spellings.tsv");
    let table = std::fs::read_to_string(path).unwrap();
    let rows: Vec<[&str; 3]> = table
        .lines()
        .filter(|line| !line.starts_with('#'))
        .map(|row| row.split('\t').collect::<Vec<_>>().try_into().unwrap())
        .collect();
    let listed: BTreeSet<&str> = rows.iter().map(|row| row[0]).collect();
    let entities = listed
        .iter()
        .map(|&name| Entity::new(name, EntityKind::Person, name));
    let watchlist = Watchlist::from_entities("own", entities.collect()).unwrap();
    let screener = Screener::builder().build(&watchlist).unwrap();
    let mut missed: BTreeMap<&str, Vec<&str>> = BTreeMap::new();
    for &[name, language, spelling] in &rows {
        let (_, before, after, _) = LANGUAGES
            .iter()
            .find(|(known, ..)| *known == language)
            .unwrap_or_else(|| panic!("{language}"));
        let hits = screener
            .screen(&format!("{before}{spelling}{after}"))
            .unwrap();
        if !hits.iter().any(|hit| *hit.name == *name) {
            missed.entry(language).or_default().push(spelling);
        }
    }
    for (language, _, _, least) in LANGUAGES {
        let all = rows.iter().filter(|row| row[1] == language).count();
        let missed = missed.get(language).map_or(&[][..], Vec::as_slice);
        let found = all - missed.len();
        assert!(
            found >= least,
            "{language}: {found} of {all} are found, not {least}; missed: {}",
            missed.join(", ")
        );
    }
}
