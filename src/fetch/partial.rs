use std::fs::{self, File, OpenOptions};
use std::io;
use std::path::{Path, PathBuf};

use serde::{Deserialize, Serialize};

use super::{FetchProblem, Validators};

/// The part of a file that an earlier try brought, with what tells whether the server still has
/// that version. Survives the process.
pub(super) struct Partial<'a> {
    path: &'a Path,
}

#[derive(Serialize, Deserialize)]
struct Note {
    url: String,
    #[serde(flatten)]
    validators: Validators,
}

impl<'a> Partial<'a> {
    pub(super) fn new(path: &'a Path) -> Self {
        Self { path }
    }

    /// How many bytes are there of which version, if the server can be asked for the rest.
    pub(super) fn resumable(&self, url: &str) -> Option<(u64, String)> {
        let note: Note = serde_json::from_slice(&fs::read(self.note_path()).ok()?).ok()?;
        let here = fs::metadata(self.path).ok()?.len();
        let strong = |etag: &String| !etag.starts_with("W/");
        let version = note
            .validators
            .etag
            .filter(strong)
            .or(note.validators.last_modified)?;
        (note.url == url && here > 0).then_some((here, version))
    }

    /// Opens the file to write: after what is there, or anew.
    pub(super) fn open(
        &self,
        url: &str,
        validators: &Validators,
        resume: bool,
    ) -> Result<File, FetchProblem> {
        if resume {
            let file = OpenOptions::new().append(true).open(self.path);
            return file.map_err(self.disk());
        }
        self.clear();
        if let Some(folder) = self.path.parent() {
            fs::create_dir_all(folder).map_err(self.disk())?;
        }
        let file = File::create(self.path).map_err(self.disk())?;
        let note = Note {
            url: url.to_owned(),
            validators: validators.clone(),
        };
        let note = serde_json::to_vec(&note).map_err(|error| self.disk()(error.into()))?;
        fs::write(self.note_path(), note).map_err(self.disk())?;
        Ok(file)
    }

    /// Forgets what is there. The note goes first: bytes without it are never resumed.
    pub(super) fn clear(&self) {
        self.whole();
        // A file that is not there, or stays, does no harm: it is written anew.
        let _ = fs::remove_file(self.path);
    }

    /// The file is whole, and no partial one any more.
    pub(super) fn whole(&self) {
        let _ = fs::remove_file(self.note_path());
    }

    pub(super) fn disk(&self) -> impl FnOnce(io::Error) -> FetchProblem {
        let path = self.path.to_owned();
        |source| FetchProblem::Disk { path, source }
    }

    fn note_path(&self) -> PathBuf {
        let mut path = self.path.as_os_str().to_owned();
        path.push(".json");
        path.into()
    }
}
