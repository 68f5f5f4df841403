//! Writing so that what was written is on the disk, whole, once the call returns.

use std::fs::{self, File};
use std::io::{BufWriter, Write};
use std::path::Path;

use serde::Serialize;

use super::StoreProblem;

/// Writes a value as JSON under a name that appears when the file is whole.
pub(super) fn write_json(path: &Path, value: &impl Serialize) -> Result<(), StoreProblem> {
    // Only one process writes, so one name is enough.
    let aside = path.with_extension("json.new");
    let written = File::create(&aside).and_then(|file| {
        let mut writer = BufWriter::new(file);
        serde_json::to_writer_pretty(&mut writer, value)?;
        writer.write_all(b"\n")?;
        writer.flush()?;
        writer.get_ref().sync_all()
    });
    written.map_err(StoreProblem::io(&aside))?;
    rename(&aside, path)
}

/// Renames, also on the disk.
pub(super) fn rename(from: &Path, to: &Path) -> Result<(), StoreProblem> {
    fs::rename(from, to).map_err(StoreProblem::io(to))?;
    to.parent().map_or(Ok(()), sync_folder)
}

/// Brings the bytes of a file to the disk.
pub(super) fn sync_file(path: &Path) -> Result<(), StoreProblem> {
    File::open(path)
        .and_then(|file| file.sync_all())
        .map_err(StoreProblem::io(path))
}

/// Brings the names in a folder to the disk.
pub(super) fn sync_folder(path: &Path) -> Result<(), StoreProblem> {
    // Other systems neither need it nor let a folder be opened.
    if cfg!(unix) { sync_file(path) } else { Ok(()) }
}

/// Creates a folder and those above it, also on the disk.
pub(super) fn create_folders(path: &Path) -> Result<(), StoreProblem> {
    if path.is_dir() {
        return Ok(());
    }
    if let Some(parent) = path.parent() {
        create_folders(parent)?;
    }
    match fs::create_dir(path) {
        Err(error) if error.kind() != std::io::ErrorKind::AlreadyExists => {
            Err(StoreProblem::io(path)(error))
        }
        _ => path.parent().map_or(Ok(()), sync_folder),
    }
}

/// Removes a folder with all in it, if it is there.
pub(super) fn remove_folder(path: &Path) -> Result<(), StoreProblem> {
    match fs::remove_dir_all(path) {
        Err(error) if error.kind() != std::io::ErrorKind::NotFound => {
            Err(StoreProblem::io(path)(error))
        }
        _ => Ok(()),
    }
}
