use std::io;
use std::path::{Path, PathBuf};

/// Why the store can't be read or written.
#[derive(Debug, thiserror::Error)]
pub(crate) enum StoreProblem {
    /// A file or folder can't be read or written.
    #[error("{}: {source}", path.display())]
    Io { path: PathBuf, source: io::Error },
    /// A file of the store is not what the store wrote.
    #[error("{}: {problem}", path.display())]
    Damaged { path: PathBuf, problem: String },
    /// Somebody else keeps writing.
    #[error("{}: another process has been writing to the store for too long", path.display())]
    Locked { path: PathBuf },
    /// What is asked for is not kept.
    #[error("{0}")]
    NotKept(String),
}

impl StoreProblem {
    /// For errors about `path`.
    pub(super) fn io(path: &Path) -> impl FnOnce(io::Error) -> Self {
        move |source| Self::Io {
            path: path.to_owned(),
            source,
        }
    }

    /// What the user can do.
    pub(crate) fn hint(&self) -> Option<&'static str> {
        match self {
            Self::Io { .. } => None,
            Self::Damaged { .. } => {
                Some("`lists verify` tells what is damaged, `lists update` fetches it again")
            }
            Self::Locked { .. } => Some("try again when it is done"),
            Self::NotKept(_) => Some("`lists --history` shows the snapshots that are kept"),
        }
    }
}
