use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};
use std::time::Instant;

use jiff::Timestamp;

use super::durable::{create_folders, remove_folder, rename, sync_file, sync_folder, write_json};
use super::lock::Lock;
use super::snapshot::{Manifest, files_path, hash_file, manifest_path};
use super::{Installed, Retention, Snapshot, Store, StoreProblem, StoredFile};

/// The one process that may change the store.
pub(crate) struct Writer {
    store: Store,
    installed: Installed,
    _lock: Lock,
}

/// A snapshot that is being built. Nobody reads it before it is installed; dropped before that, it
/// leaves no trace.
#[derive(Debug)]
pub(crate) struct Staging {
    path: PathBuf,
}

impl Store {
    /// Waits for the right to write until `deadline`, or until `may_wait` fails.
    pub(crate) fn write<E: From<StoreProblem>>(
        &self,
        deadline: Instant,
        may_wait: impl FnMut() -> Result<(), E>,
    ) -> Result<Writer, E> {
        let lock = Lock::acquire(self.root(), deadline, may_wait)?;
        // What a killed process had begun.
        remove_folder(&self.staging_path())?;
        Ok(Writer {
            installed: self.installed()?,
            store: self.clone(),
            _lock: lock,
        })
    }

    /// Begins a snapshot. For the holder of the writer only.
    pub(crate) fn stage(&self, list: &str) -> Result<Staging, StoreProblem> {
        let path = self.staging_path().join(list);
        remove_folder(&path)?;
        let files = files_path(&path);
        fs::create_dir_all(&files).map_err(StoreProblem::io(&files))?;
        Ok(Staging { path })
    }
}

impl Staging {
    /// The folder for the list's files.
    pub(crate) fn files_path(&self) -> PathBuf {
        files_path(&self.path)
    }

    /// Tells of a file that was put there.
    pub(crate) fn describe(&self, name: &str, from: &str) -> Result<StoredFile, StoreProblem> {
        let path = self.files_path().join(name);
        let bytes = fs::metadata(&path).map_err(StoreProblem::io(&path))?.len();
        Ok(StoredFile {
            name: name.to_owned(),
            from: from.to_owned(),
            sha256: hash_file(&path).map_err(StoreProblem::io(&path))?,
            bytes,
            etag: None,
            last_modified: None,
        })
    }

    /// Completes the snapshot and brings all of it to the disk.
    fn seal(&self, manifest: &Manifest) -> Result<(), StoreProblem> {
        let files = self.files_path();
        for file in &manifest.files {
            sync_file(&files.join(&file.name))?;
        }
        sync_folder(&files)?;
        write_json(&manifest_path(&self.path), manifest)
    }
}

impl Drop for Staging {
    fn drop(&mut self) {
        // Once installed, nothing is there. What can't be removed now, the next writer removes.
        let _ = remove_folder(&self.path);
    }
}

impl Writer {
    pub(crate) fn installed(&self) -> &Installed {
        &self.installed
    }

    /// Makes a snapshot the current one of its list.
    pub(crate) fn install(
        &mut self,
        staging: &Staging,
        manifest: &Manifest,
        now: Timestamp,
        checked: Timestamp,
    ) -> Result<(), StoreProblem> {
        let (list, hash) = (&manifest.list.id, &manifest.list.snapshot);
        staging.seal(manifest)?;
        let place = self.store.snapshot_path(list, hash);
        if !is_sound(&place) {
            // Only a damaged snapshot, or what a killed process left, ever stands in the way.
            remove_folder(&place)?;
            create_folders(place.parent().unwrap_or(self.store.root()))?;
            rename(&staging.path, &place)?;
        }
        self.confirm(list, hash, now, checked)
    }

    /// Notes that a snapshot is, or still is, what the publisher offers.
    pub(crate) fn confirm(
        &mut self,
        list: &str,
        hash: &str,
        now: Timestamp,
        checked: Timestamp,
    ) -> Result<(), StoreProblem> {
        let mut installed = self.installed.clone();
        installed.record(list, hash, now, checked);
        self.commit(installed)
    }

    /// Clears old snapshots away; returns how many.
    pub(crate) fn prune(
        &mut self,
        retention: Retention,
        now: Timestamp,
    ) -> Result<usize, StoreProblem> {
        if !retention.is_limited() {
            return Ok(0);
        }
        let mut installed = self.installed.clone();
        installed.forget(|age| retention.keeps(age, now));
        let kept = owned(installed.snapshots());
        let gone: Vec<_> = owned(self.installed.snapshots())
            .difference(&kept)
            .cloned()
            .collect();
        if !gone.is_empty() {
            self.commit(installed)?;
        }
        for (list, hash) in &gone {
            remove_folder(&self.store.snapshot_path(list, hash))?;
        }
        Ok(gone.len())
    }

    fn commit(&mut self, installed: Installed) -> Result<(), StoreProblem> {
        write_json(&self.store.state_path(), &installed)?;
        self.installed = installed;
        Ok(())
    }
}

fn is_sound(place: &Path) -> bool {
    Snapshot::open(place.to_owned()).is_ok_and(|snapshot| snapshot.rehash().is_ok())
}

fn owned(snapshots: BTreeSet<(&str, &str)>) -> BTreeSet<(String, String)> {
    snapshots
        .into_iter()
        .map(|(list, hash)| (list.to_owned(), hash.to_owned()))
        .collect()
}
