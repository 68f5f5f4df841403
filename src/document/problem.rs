use std::io;

/// Why a document, or a file that may hold some, is skipped.
#[derive(Debug, thiserror::Error)]
pub(crate) enum Problem {
    /// The operating system, or a decompressor, refuses.
    #[error("can't be read: {0}")]
    Unreadable(#[from] io::Error),
    /// The bytes are not UTF-8.
    #[error("not UTF-8 at byte {byte}")]
    NotUtf8 {
        /// Offset of the first wrong byte: in the file (after decompression), or in the line.
        byte: u64,
    },
    /// A line that is no document.
    #[error("not a JSON document: {0}")]
    NotDocument(String),
    /// A line too long even to be laid down in a temporary file.
    #[error("longer than {limit} bytes")]
    LineTooLong {
        /// The longest line that is read.
        limit: u64,
    },
    /// A kind of file that is not read.
    #[error("{what} is not read")]
    Unsupported {
        /// The kind: `PDF`.
        what: &'static str,
        /// Whether the user asked for this very file, rather than for the folder it lies in.
        named: bool,
    },
    /// A symbolic link in a folder.
    #[error("links in folders are not followed")]
    Link,
    /// A socket, pipe or device in a folder.
    #[error("neither a file nor a folder")]
    Special,
}

impl Problem {
    /// Whether the run must tell by its exit status that something could not be read.
    ///
    /// A folder may hold pictures and links: they are counted, but nobody asked for them.
    pub(crate) fn is_failure(&self) -> bool {
        !matches!(
            self,
            Self::Unsupported { named: false, .. } | Self::Link | Self::Special
        )
    }

    /// What the user can do about it.
    pub(crate) fn hint(&self) -> Option<&'static str> {
        match self {
            Self::NotUtf8 { .. } => Some("convert it to UTF-8, for example with `iconv -t UTF-8`"),
            Self::Unsupported { .. } => {
                Some("convert it to text, or force a format with `--input-format text`")
            }
            Self::NotDocument(_) => Some(
                "each line must be an object with `text`; `--input-format text` takes the file as one text",
            ),
            _ => None,
        }
    }
}
