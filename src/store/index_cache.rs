use std::fs::{self, File};
use std::path::{Path, PathBuf};
use std::time::SystemTime;

use namewatch::{Result, Screener, ScreenerBuilder};
use sha2::{Digest, Sha256};

use crate::document::hexadecimal;

/// How many indexes are kept; the one unused for longest goes first. One of large lists has more than
/// a hundred megabytes.
const MOST: usize = 4;

/// Indexes that were built before, by what they were built of.
///
/// An index that is not there, or can't be used, is built anew; one that can't be kept is no failure.
/// Several processes may look for the same one at once: each file appears whole.
pub(crate) struct IndexCache {
    folder: PathBuf,
}

impl IndexCache {
    pub(super) fn new(folder: PathBuf) -> Self {
        Self { folder }
    }

    /// The name of an index: all that it depends on. The program is told by its file, since two
    /// builds of one version may differ.
    pub(crate) fn key(depends_on: impl IntoIterator<Item = String>) -> String {
        let program = std::env::current_exe()
            .and_then(fs::metadata)
            .map(|file| (file.len(), file.modified().ok()));
        let mut hasher = Sha256::new();
        hasher.update(env!("CARGO_PKG_VERSION"));
        hasher.update(format!("{:?}\n", program.ok()));
        for line in depends_on {
            hasher.update(line);
            hasher.update("\n");
        }
        hexadecimal(&hasher.finalize())
    }

    /// Opens an index, if it is there and sound.
    pub(crate) fn open(&self, key: &str, builder: &ScreenerBuilder) -> Option<Screener> {
        let path = self.path(key);
        let screener = builder.open_index(&path).ok()?;
        // That it was used is only a wish to have it kept.
        let _ = File::options()
            .append(true)
            .open(&path)
            .and_then(|file| file.set_modified(SystemTime::now()));
        Some(screener)
    }

    /// Keeps an index for the next run.
    pub(crate) fn keep(&self, key: &str, screener: &Screener) -> Result<()> {
        // Where the folder can't be made, the index can't be written, and that is told.
        let _ = fs::create_dir_all(&self.folder);
        screener.save_index(&self.path(key))?;
        self.clear_old();
        Ok(())
    }

    fn path(&self, key: &str) -> PathBuf {
        self.folder.join(format!("{key}.index"))
    }

    /// Removes what was not used for longest, left-overs of killed processes among it.
    fn clear_old(&self) {
        let Ok(entries) = fs::read_dir(&self.folder) else {
            return;
        };
        let used = |path: &Path| fs::metadata(path).and_then(|file| file.modified());
        let mut files: Vec<(SystemTime, PathBuf)> = entries
            .filter_map(|entry| Some(entry.ok()?.path()))
            .filter_map(|path| Some((used(&path).ok()?, path)))
            .collect();
        files.sort();
        for (_, path) in files.iter().rev().skip(MOST) {
            // Another process may have been quicker.
            let _ = fs::remove_file(path);
        }
    }
}
