//! The readers: small lists in each format, refusals, and counts on real files.
#![expect(clippy::print_stderr, reason = "a test that is skipped says so")]

mod csl;
mod dfat;
mod eu;
mod hostile;
mod ofac;
mod official_xml;
mod opensanctions;
mod own;
mod senzing;
mod uk;
mod un;

use std::fs;
use std::path::{Path, PathBuf};

use namewatch::{Entity, Error, ListSource, NameKind, OwnRecord, Watchlist};
use tempfile::TempDir;

/// A small file of a format.
fn sample(name: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR"))
        .join("tests/testdata/lists")
        .join(name)
}

/// A folder with these files.
fn folder(files: &[(&str, &[u8])]) -> TempDir {
    let folder = tempfile::tempdir().unwrap();
    for (name, bytes) in files {
        fs::write(folder.path().join(name), bytes).unwrap();
    }
    folder
}

/// Loads a list from bytes, under a file name.
fn read(name: &str, bytes: impl AsRef<[u8]>) -> Result<Watchlist, Error> {
    let folder = folder(&[(name, bytes.as_ref())]);
    Watchlist::load(&[ListSource::new(folder.path().join(name))])
}

/// Asserts that loading fails in one line that holds all of these words.
fn assert_refused(loaded: Result<Watchlist, Error>, words: &[&str]) {
    let error = loaded.expect_err("refused").to_string();
    assert!(!error.contains('\n'), "{error}");
    for word in words {
        assert!(error.contains(word), "`{word}` in: {error}");
    }
}

/// An entity as a line of the export form: all that is known of it, in one text.
fn line(entity: &Entity) -> String {
    serde_json::to_string(&OwnRecord::from(entity)).unwrap()
}

/// Asserts that the entity of that id is, but for its own list's name, this line of the export form.
fn assert_line(watchlist: &Watchlist, id: &str, expected: &str) {
    let entity = watchlist.entity(id).unwrap_or_else(|| panic!("no {id}"));
    let expected: serde_json::Value = serde_json::from_str(expected).unwrap();
    let mut found: serde_json::Value = serde_json::from_str(&line(entity)).unwrap();
    let found_fields = found.as_object_mut().unwrap();
    found_fields.remove("id");
    found_fields.remove("list");
    assert_eq!(found, expected, "{id}");
}

/// The file or folder of real lists beside the project, where there is one.
fn real(path: &str) -> Option<PathBuf> {
    let path = Path::new(env!("CARGO_MANIFEST_DIR"))
        .join("../shared/lists")
        .join(path);
    if path.exists() {
        return Some(path);
    }
    eprintln!("skipped: no real list at {}", path.display());
    None
}

/// What is counted of a list: entities by kind, names by kind, dates, identifiers, addresses.
#[derive(Debug, Default, PartialEq)]
struct Counted {
    persons: usize,
    organizations: usize,
    vessels: usize,
    aircraft: usize,
    unknown: usize,
    aliases: usize,
    weak_aliases: usize,
    former_names: usize,
    original_names: usize,
    birth_dates: usize,
    identifiers: usize,
}

/// Loads a real list, and asserts that it exports as what reads back as itself.
fn load_real(path: &Path) -> Watchlist {
    let watchlist = Watchlist::load(&[ListSource::new(path)]).unwrap();
    own::assert_export_reads_back(&watchlist);
    watchlist
}

/// How many identifiers of a type there are.
fn count_of(watchlist: &Watchlist, kind: &str) -> usize {
    let entities = watchlist.entities().iter();
    let identifiers = entities.flat_map(|entity| &entity.identifiers);
    identifiers.filter(|id| id.kind == kind).count()
}

fn counted(watchlist: &Watchlist) -> Counted {
    let counts = &watchlist.lists()[0].counts;
    Counted {
        persons: counts.persons,
        organizations: counts.organizations,
        vessels: counts.vessels,
        aircraft: counts.aircraft,
        unknown: counts.unknown,
        aliases: counts.aliases,
        weak_aliases: counts.weak_aliases,
        former_names: counts.former_names,
        original_names: counts.original_names,
        birth_dates: counts.birth_dates,
        identifiers: counts.identifiers,
    }
}

/// The names of an entity with their kinds.
fn names<'a>(watchlist: &'a Watchlist, id: &str) -> Vec<(&'a str, NameKind)> {
    watchlist
        .entity(id)
        .unwrap_or_else(|| panic!("no {id}"))
        .names
        .iter()
        .map(|name| (name.text.as_str(), name.kind))
        .collect()
}
