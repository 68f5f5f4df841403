//! One error type for the library; what went wrong is told by [`Error::kind`].

use std::path::PathBuf;

/// The result of everything in this library that can fail.
pub type Result<T> = std::result::Result<T, Error>;

/// Why a list could not be loaded, an index could not be read or a screening was ended.
///
/// Its text is one line that says what is wrong, where, and what was expected.
#[derive(Debug, thiserror::Error)]
#[error(transparent)]
pub struct Error(Box<ErrorKind>);

impl Error {
    /// What went wrong.
    pub fn kind(&self) -> &ErrorKind {
        &self.0
    }
}

impl From<ErrorKind> for Error {
    #[cold]
    fn from(kind: ErrorKind) -> Self {
        Self(Box::new(kind))
    }
}

/// What went wrong, precisely.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum ErrorKind {
    /// A file or folder could not be opened or read.
    #[error("{}: {source}", path.display())]
    Io {
        /// The file or folder.
        path: PathBuf,
        /// What the operating system said.
        source: std::io::Error,
    },
    /// A list is damaged, incomplete, of an unknown format, or contradicts another one of the run.
    #[error("{}: {problem}", path.display())]
    List {
        /// The file of the list.
        path: PathBuf,
        /// What is wrong (with the row or byte), what was expected, and what to do.
        problem: String,
    },
    /// A setting of a builder contradicts itself or is out of its range.
    #[error("{0}")]
    Setting(String),
    /// The model file cannot be used.
    #[error("model: {0}")]
    Model(String),
    /// The index bytes are damaged or of another version.
    #[error("index: {0}")]
    Index(String),
    /// A document ended in an error while it was read.
    #[error("{0}")]
    Document(std::io::Error),
    /// A document is not UTF-8.
    #[error("not UTF-8 at byte {byte}")]
    NotUtf8 {
        /// The first byte that is not.
        byte: u64,
    },
    /// The caller cancelled the screening.
    #[error("cancelled")]
    Cancelled,
}
