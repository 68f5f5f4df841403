use std::io;
use std::path::{Path, PathBuf};

/// Why a log of decisions can't be read or written.
#[derive(Debug, thiserror::Error)]
pub(crate) enum DecisionProblem {
    /// The file can't be read.
    #[error("{}: {source}", path.display())]
    Unreadable { path: PathBuf, source: io::Error },
    /// The file can't be written.
    #[error("can't write {}: {source}", path.display())]
    Unwritable { path: PathBuf, source: io::Error },
    /// A line is not what was written.
    #[error("{}:{line}: {problem}", path.display())]
    Broken {
        path: PathBuf,
        /// The first such line, from 1.
        line: u64,
        problem: &'static str,
    },
    /// There is no line with a hash that somebody remembers.
    #[error("{}: no line has the hash {head}: the log was cut short or written anew", path.display())]
    Cut { path: PathBuf, head: String },
    /// What was asked for makes no sense.
    #[error("{}: {problem}", path.display())]
    Pointless { path: PathBuf, problem: String },
}

impl DecisionProblem {
    pub(super) fn unreadable(path: &Path) -> impl Fn(io::Error) -> Self {
        move |source| Self::Unreadable {
            path: path.to_owned(),
            source,
        }
    }

    pub(super) fn unwritable(path: &Path) -> impl Fn(io::Error) -> Self {
        move |source| Self::Unwritable {
            path: path.to_owned(),
            source,
        }
    }

    /// What the user can do.
    pub(crate) fn hint(&self) -> Option<&'static str> {
        match self {
            Self::Unreadable { .. } | Self::Unwritable { .. } => None,
            Self::Broken { .. } | Self::Cut { .. } => {
                Some("put a copy back that `decisions verify` takes for whole")
            }
            Self::Pointless { .. } => {
                Some("`decisions list` shows the decisions with their numbers")
            }
        }
    }
}
