//! From files: a folder of downloads, or the data folder of another installation.

use std::fs;
use std::io;
use std::path::{Path, PathBuf};

use jiff::Timestamp;
use namewatch::{FoundList, FoundLists, ListSource};

use super::arrival::Arrival;
use super::{Outcome, Update};
use crate::cli::failure::Failure;
use crate::store::{Installed, Snapshot, Store, StoredFile};

/// Installs the lists asked for, or all there are.
pub(super) fn update(update: &mut Update<'_>, path: PathBuf) -> Result<(), Failure> {
    let other = Store::new(path.clone());
    let installed = if path.is_file() {
        Installed::default()
    } else {
        other.installed()?
    };
    if installed.is_empty() {
        from_files(update, path)?;
    }
    for (id, used) in installed.current() {
        if is_wanted(update, id) {
            update.interruption.check()?;
            let arrival = other
                .snapshot(id, &used.snapshot)
                .map_err(|problem| problem.to_string())
                .and_then(|snapshot| copy_snapshot(update, id, &snapshot));
            update.install(id, arrival, Some(used.checked))?;
        }
    }
    let from = update.args.from.as_deref().unwrap_or_default();
    for id in &update.args.ids {
        let missing = || Outcome::Failed(format!("{from}: holds no such list"));
        update.outcomes.entry(id.clone()).or_insert_with(missing);
    }
    Ok(())
}

fn is_wanted(update: &Update<'_>, id: &str) -> bool {
    let ids = &update.args.ids;
    ids.is_empty() || ids.iter().any(|wanted| wanted == id)
}

fn from_files(update: &mut Update<'_>, path: PathBuf) -> Result<(), Failure> {
    let found = FoundLists::find(&[ListSource::new(path)])?;
    for warning in found.warnings() {
        update.messages.warning(warning);
    }
    for list in found.lists() {
        if is_wanted(update, list.id()) {
            update.interruption.check()?;
            let arrival = copy_files(update, list);
            update.install(list.id(), arrival, None)?;
            update.tell_if_undated(list.id());
        }
    }
    Ok(())
}

fn copy_files(update: &Update<'_>, list: &FoundList) -> Result<Arrival, String> {
    let staging = update.stage(list.id())?;
    let mut files = Vec::new();
    for (name, bytes) in list.files() {
        let place = staging.files_path().join(name);
        fs::write(&place, bytes).map_err(unwritable(&place))?;
        let from = list.path().with_file_name(name).display().to_string();
        files.push(
            staging
                .describe(name, &from)
                .map_err(|problem| problem.to_string())?,
        );
    }
    update.admit(list.id(), staging, files, update.now)
}

fn copy_snapshot(update: &Update<'_>, id: &str, other: &Snapshot) -> Result<Arrival, String> {
    other.rehash().map_err(|problem| problem.to_string())?;
    let staging = update.stage(id)?;
    for StoredFile { name, .. } in &other.manifest.files {
        let place = staging.files_path().join(name);
        fs::copy(other.file_path(name), &place).map_err(unwritable(&place))?;
    }
    let fetched: Timestamp = other.manifest.fetched;
    update.admit(id, staging, other.manifest.files.clone(), fetched)
}

fn unwritable(path: &Path) -> impl FnOnce(io::Error) -> String {
    move |error| format!("{}: {error}", path.display())
}
