//! Which of two names is given first changes nothing.

use std::path::{Path, PathBuf};
use std::sync::OnceLock;

use namewatch::{EntityKind, Model};
use proptest::prelude::*;
use proptest::sample::{Index, select};

const KINDS: [EntityKind; 5] = [
    EntityKind::Person,
    EntityKind::Organization,
    EntityKind::Vessel,
    EntityKind::Aircraft,
    EntityKind::Unknown,
];

fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

/// The words of the knowledge tables, whatever column they stand in.
fn known_words() -> &'static [String] {
    static WORDS: OnceLock<Vec<String>> = OnceLock::new();
    WORDS.get_or_init(|| {
        let mut files: Vec<PathBuf> = root()
            .join("lists/knowledge")
            .read_dir()
            .unwrap()
            .map(|entry| entry.unwrap().path())
            .filter(|path| path.extension().is_some_and(|extension| extension == "tsv"))
            .collect();
        files.sort();
        let tables = files
            .iter()
            .map(|path| std::fs::read_to_string(path).unwrap());
        let mut words: Vec<String> = tables
            .flat_map(|table| -> Vec<String> {
                let rows = table.lines().filter(|line| !line.starts_with('#'));
                let words = rows.flat_map(|row| row.split(['\t', ' ', ';']));
                words
                    .filter(|word| !word.is_empty())
                    .map(str::to_owned)
                    .collect()
            })
            .collect();
        words.sort();
        words.dedup();
        words
    })
}

/// A word of a name: a known one or any, perhaps with a letter taken out, doubled or swapped.
fn word() -> impl Strategy<Value = String> {
    let word = prop_oneof![4 => select(known_words()), 1 => "[a-z]{1,9}"];
    (word, 0..8_u8, any::<Index>()).prop_map(|(word, edit, at)| {
        let mut letters: Vec<char> = word.chars().collect();
        let at = at.index(letters.len());
        match edit {
            0 if letters.len() > 1 => {
                letters.remove(at);
            }
            1 => letters.insert(at, letters[at]),
            2 if at + 1 < letters.len() => letters.swap(at, at + 1),
            3 => letters[at] = 'x',
            4 => letters = letters[..=at].to_vec(),
            5 => return word.to_uppercase(),
            _ => {}
        }
        letters.into_iter().collect()
    })
}

/// Two names that have words in common.
fn pair() -> impl Strategy<Value = (String, String)> {
    let words = || prop::collection::vec(word(), 0..4);
    let shared = prop::collection::vec((word(), word(), any::<bool>()), 0..4);
    let join = select(&[" ", ", ", "-", "  ", "."][..]);
    (shared, words(), words(), join, any::<bool>()).prop_map(
        |(shared, mut one, mut other, join, turned)| {
            for (word, near, same) in shared {
                other.push(if same { word.clone() } else { near });
                one.push(word);
            }
            if turned {
                other.reverse();
            }
            (one.join(join), other.join(" "))
        },
    )
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(2000))]

    #[test]
    fn the_order_of_any_two_names_does_not_matter(
        (one, other) in pair(),
        kind in select(&KINDS[..]),
    ) {
        let model = model();
        let there = model.compare(&one, &other, kind);
        prop_assert_eq!(there, model.compare(&other, &one, kind));
    }
}

fn model() -> &'static Model {
    static MODEL: OnceLock<Model> = OnceLock::new();
    MODEL.get_or_init(|| Model::embedded().unwrap())
}

#[test]
#[expect(clippy::print_stdout, reason = "says what is skipped")]
fn the_order_of_labelled_names_does_not_matter() {
    let path = root().join("../shared/eval/name_pairs_dev.csv");
    if !path.exists() {
        println!("skipped: labelled pairs (no ../shared)");
        return;
    }
    let mut rows = csv::Reader::from_path(path).unwrap();
    let header = rows.headers().unwrap().clone();
    let column = |name: &str| header.iter().position(|column| column == name).unwrap();
    let (one, other) = (column("name1"), column("name2"));
    for row in rows.records() {
        let row = row.unwrap();
        for kind in KINDS {
            let there = model().compare(&row[one], &row[other], kind);
            let back = model().compare(&row[other], &row[one], kind);
            assert_eq!(there, back, "{} / {}", &row[one], &row[other]);
        }
    }
}
