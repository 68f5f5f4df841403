use std::fs::{self, File};
use std::io::{self, Read};
use std::path::{Path, PathBuf};

use jiff::Timestamp;
use namewatch::{ListInfo, ListSource};
use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};

use super::StoreProblem;
use crate::document::hexadecimal;

/// What the store knows of a snapshot beside its bytes.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct Manifest {
    /// What was read of it. The publisher's date is the server's where the content has none.
    #[serde(flatten)]
    pub(crate) list: ListInfo,
    /// When it was fetched.
    pub(crate) fetched: Timestamp,
    /// The version that read it.
    pub(crate) version: String,
    /// Its files, in the order in which a set is hashed.
    pub(crate) files: Vec<StoredFile>,
}

/// A file of a snapshot.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct StoredFile {
    /// Its name in the snapshot's folder.
    pub(crate) name: String,
    /// Where it came from: a URL or a path.
    pub(crate) from: String,
    /// SHA-256 of its bytes as they are stored, in lower-case hex.
    pub(crate) sha256: String,
    /// How many they are.
    pub(crate) bytes: u64,
    /// What the server called this version of it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub(crate) etag: Option<String>,
    /// When the server says it was last changed, in the server's words.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub(crate) last_modified: Option<String>,
}

/// A snapshot that is kept.
#[derive(Clone, Debug)]
pub(crate) struct Snapshot {
    path: PathBuf,
    pub(crate) manifest: Manifest,
}

impl Snapshot {
    pub(super) fn open(path: PathBuf) -> Result<Self, StoreProblem> {
        let file = manifest_path(&path);
        let bytes = fs::read(&file).map_err(StoreProblem::io(&file))?;
        match serde_json::from_slice(&bytes) {
            Ok(manifest) => Ok(Self { path, manifest }),
            Err(error) => Err(StoreProblem::Damaged {
                path: file,
                problem: format!("damaged: {error}"),
            }),
        }
    }

    /// The folder of the list's files.
    fn files_path(&self) -> PathBuf {
        files_path(&self.path)
    }

    /// The path of one of its files.
    pub(crate) fn file_path(&self, name: &str) -> PathBuf {
        self.files_path().join(name)
    }

    /// The list, for loading.
    pub(crate) fn source(&self) -> ListSource {
        ListSource {
            id: Some(self.manifest.list.id.clone()),
            path: self.files_path(),
        }
    }

    /// Hashes the files again.
    ///
    /// # Errors
    ///
    /// If one is missing or not what was stored, or there is one too many.
    pub(crate) fn rehash(&self) -> Result<(), StoreProblem> {
        let folder = self.files_path();
        let damaged = |path: PathBuf, problem: &str| StoreProblem::Damaged {
            path,
            problem: problem.to_owned(),
        };
        for file in &self.manifest.files {
            let path = self.file_path(&file.name);
            if hash_file(&path).map_err(StoreProblem::io(&path))? != file.sha256 {
                return Err(damaged(path, "is not what was stored: its SHA-256 differs"));
            }
        }
        for entry in fs::read_dir(&folder).map_err(StoreProblem::io(&folder))? {
            let name = entry.map_err(StoreProblem::io(&folder))?.file_name();
            if !self.manifest.files.iter().any(|file| *file.name == *name) {
                return Err(damaged(folder.join(name), "was not stored by namewatch"));
            }
        }
        Ok(())
    }
}

pub(super) fn manifest_path(snapshot: &Path) -> PathBuf {
    snapshot.join("manifest.json")
}

pub(super) fn files_path(snapshot: &Path) -> PathBuf {
    snapshot.join("files")
}

/// SHA-256 of a file, in lower-case hex.
pub(crate) fn hash_file(path: &Path) -> io::Result<String> {
    let mut file = File::open(path)?;
    let mut hasher = Sha256::new();
    let mut buffer = vec![0; 64 << 10];
    loop {
        match file.read(&mut buffer)? {
            0 => return Ok(hexadecimal(&hasher.finalize())),
            count => hasher.update(&buffer[..count]),
        }
    }
}
