//! The installed lists: which snapshots there are, which one of each list is current, and which was
//! current when.
//!
//! ```text
//! DATA/installed.json                      the snapshots of each list in the order of their use
//! DATA/snapshots/LIST/HASH/manifest.json   where it came from, when, what it holds
//! DATA/snapshots/LIST/HASH/files/...       the bytes as they came
//! DATA/staging/LIST/                       a snapshot that is not whole yet
//! DATA/partial/LIST/...                    downloads that can be resumed
//! DATA/index/...                           indexes of lists that were used together
//! DATA/lock                                held by whoever writes
//! ```
//!
//! A snapshot is built in `staging` and moved to its place when all of it is on the disk; then
//! `installed.json` is replaced by a renamed file. So a process that is killed leaves either the old
//! state or the new one, and readers need no lock.

mod durable;
mod history;
mod index_cache;
mod lock;
mod problem;
mod retention;
mod snapshot;
mod suspicion;
mod writer;

use std::io;
use std::path::{Path, PathBuf};

pub(crate) use history::{AsOf, Installed};
pub(crate) use index_cache::IndexCache;
pub(crate) use problem::StoreProblem;
pub(crate) use retention::Retention;
pub(crate) use snapshot::{Manifest, Snapshot, StoredFile, hash_file};
pub(crate) use suspicion::suspicion;
pub(crate) use writer::{Staging, Writer};

/// The data folder.
#[derive(Clone, Debug)]
pub(crate) struct Store {
    root: PathBuf,
}

impl Store {
    /// The store in a folder, which need not be there yet.
    pub(crate) fn new(root: PathBuf) -> Self {
        Self { root }
    }

    pub(crate) fn root(&self) -> &Path {
        &self.root
    }

    /// What is installed; nothing where there is no store.
    pub(crate) fn installed(&self) -> Result<Installed, StoreProblem> {
        let path = self.state_path();
        match std::fs::read(&path) {
            Ok(bytes) => {
                Installed::parse(&bytes).map_err(|problem| StoreProblem::Damaged { path, problem })
            }
            Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(Installed::default()),
            Err(source) => Err(StoreProblem::Io { path, source }),
        }
    }

    /// A kept snapshot.
    pub(crate) fn snapshot(&self, list: &str, hash: &str) -> Result<Snapshot, StoreProblem> {
        Snapshot::open(self.snapshot_path(list, hash))
    }

    /// The indexes of lists that were used together.
    pub(crate) fn indexes(&self) -> IndexCache {
        IndexCache::new(self.root.join("index"))
    }

    fn state_path(&self) -> PathBuf {
        self.root.join("installed.json")
    }

    fn snapshot_path(&self, list: &str, hash: &str) -> PathBuf {
        self.root.join("snapshots").join(list).join(hash)
    }

    fn staging_path(&self) -> PathBuf {
        self.root.join("staging")
    }
}
