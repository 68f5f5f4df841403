//! What the proofs of candidate generation share.
#![expect(clippy::print_stderr, reason = "a test that is skipped says so")]

use std::path::PathBuf;

use crate::{ListSource, Watchlist};

/// What reaches this must be found.
pub(crate) const CONFIDENT: f64 = 0.5;

/// A file or folder of the data that may lie beside the project.
pub(crate) fn beside(path: &str) -> Option<PathBuf> {
    let path = PathBuf::from(env!("CARGO_MANIFEST_DIR"))
        .join("../shared")
        .join(path);
    if path.exists() {
        return Some(path);
    }
    eprintln!("skipped: {} is not here", path.display());
    None
}

/// Two official lists, where they lie beside the project.
pub(crate) fn official_lists() -> Option<Watchlist> {
    let lists = beside("lists")?;
    let sources = ["us_ofac_sdn", "un_sc"].map(|folder| ListSource::new(lists.join(folder)));
    Some(Watchlist::load(&sources).unwrap())
}
