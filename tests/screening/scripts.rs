//! The names of `tests/testdata/scripts.tsv`: each script against its usual Latin spellings, and
//! against those of somebody else.

use std::path::Path;

use namewatch::{EntityKind, Model};

#[test]
fn names_are_known_in_every_script_and_told_from_near_ones() {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/testdata/scripts.tsv");
    let table = std::fs::read_to_string(path).unwrap();
    let model = Model::embedded().unwrap();
    let mut wrong = Vec::new();
    let mut count = 0;
    for row in table.lines().filter(|line| !line.starts_with('#')) {
        let [_, kind, name, other, relation] = row.split('\t').collect::<Vec<_>>()[..] else {
            panic!("{row}");
        };
        let kind = match kind {
            "person" => EntityKind::Person,
            "organization" => EntityKind::Organization,
            _ => panic!("{row}"),
        };
        let expected = match relation {
            "same" => true,
            "other" => false,
            _ => panic!("{row}"),
        };
        let confidence = model.compare(name, other, kind).confidence;
        if (confidence >= 0.5) != expected {
            wrong.push(format!("{confidence:.3} {row}"));
        }
        count += 1;
    }
    assert!(count > 800, "{count} rows");
    assert!(
        wrong.is_empty(),
        "{} of {count} are wrong:\n{}",
        wrong.len(),
        wrong.join("\n")
    );
}
