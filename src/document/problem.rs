use std::io;

use super::form::{InputFormat, may_hold_articles};

/// Why a document, or a file that may hold some, is skipped.
#[derive(Debug, thiserror::Error)]
pub(crate) enum Problem {
    /// The operating system, or a decompressor, refuses.
    #[error("can't be read: {}", told(.0))]
    Unreadable(#[from] io::Error),
    /// The bytes are not UTF-8, though they should be.
    #[error("not UTF-8 at byte {byte}")]
    NotUtf8 {
        /// Offset of the first wrong byte: in the file (after decompression), or in the line.
        byte: u64,
    },
    /// The bytes are not in the encoding that they seemed to be in.
    #[error("seems to be {encoding}, but is not at byte {byte}")]
    NotEncoded {
        /// The encoding's name.
        encoding: &'static str,
        /// Offset of the first wrong byte in the file, after decompression.
        byte: u64,
    },
    /// Text of four bytes a character.
    #[error("in UTF-32, an encoding that is not read")]
    Utf32,
    /// Bytes that are text in no encoding.
    #[error("no text: it is not UTF-8, and has a control character at byte {byte}")]
    NotText {
        /// Offset of the control character in the file, after decompression.
        byte: u64,
    },
    /// Bytes behind the end of what is compressed.
    #[error("not read to its end: behind the last whole gzip member stands what is no gzip")]
    Trailing,
    /// A line that is no document.
    #[error("not a JSON document: {0}")]
    NotDocument(String),
    /// A line of JSON without the key that holds the text, or with null there.
    #[error("no `{0}`: expected a string under that key")]
    NoKey(String),
    /// JSON objects that are not one a line.
    #[error("a JSON array, which is not read")]
    Array,
    /// A row of a table that is no document.
    #[error("not a row of the table: {0}")]
    NotRow(String),
    /// A table without a column that was asked for.
    #[error("no column `{column}`; its columns are {columns}")]
    NoColumn {
        /// The column.
        column: String,
        /// Those there are.
        columns: String,
    },
    /// A line too long even to be laid down in a temporary file.
    #[error("longer than {limit} bytes")]
    LineTooLong {
        /// The longest line that is read.
        limit: u64,
    },
    /// A document, archive or member that is too large to be read.
    #[error("larger than {limit} bytes, the most that is read of such")]
    TooLarge {
        /// The largest that is read.
        limit: u64,
    },
    /// Archives in archives in archives.
    #[error("packed more than {limit} times over")]
    TooDeep {
        /// How many layers are opened.
        limit: u8,
    },
    /// A file that is not what it should be, or is damaged.
    #[error("no sound {what}: {why}")]
    Unsound {
        /// What it should be: `PDF`.
        what: &'static str,
        /// What is wrong with it.
        why: String,
    },
    /// A file that can't be opened without its password.
    #[error("{what} that is encrypted")]
    Encrypted {
        /// What it is: `PDF`.
        what: &'static str,
    },
    /// A file that has pages, but no text on them.
    #[error("no text in it: {why}")]
    #[cfg_attr(
        not(feature = "docs"),
        expect(dead_code, reason = "a reader of `docs` says so")
    )]
    NoText {
        /// What it has in its stead.
        why: &'static str,
    },
    /// A file whose name promises what its content is not.
    #[error("named as {what}, but holds none")]
    Misnamed {
        /// What the name promises.
        what: &'static str,
    },
    /// A kind of file that is not read.
    #[error("{what} is not read")]
    Unsupported {
        /// The kind: `a picture`.
        what: &'static str,
        /// Whether the user asked for this very file, rather than for the folder it lies in.
        named: bool,
    },
    /// A kind of file for which this program was built without the reader.
    #[error("{} needs the feature `{feature}`, without which this program was built", format.noun())]
    #[cfg_attr(
        all(feature = "docs", feature = "columnar"),
        expect(dead_code, reason = "nothing is left out of this build")
    )]
    LeftOut {
        /// What the file is.
        format: InputFormat,
        /// The feature of the build.
        feature: &'static str,
    },
    /// A reader that works on a document for too long.
    #[error("not read after {seconds} seconds")]
    Slow {
        /// How long it was waited for.
        seconds: u64,
    },
    /// Standard input that ended before it began. That no text is in a file somebody may have meant;
    /// of a pipe it says that whatever should have filled it gave nothing.
    #[error("nothing came")]
    NothingCame,
    /// A symbolic link in a folder or an archive.
    #[error("links in folders are not followed")]
    Link,
    /// A socket, pipe or device in a folder.
    #[error("neither a file nor a folder")]
    Special,
}

/// Decompressors have many words for an end that comes too early.
fn told(error: &io::Error) -> String {
    match error.kind() {
        io::ErrorKind::UnexpectedEof => "it is cut off".to_owned(),
        _ => error.to_string(),
    }
}

impl Problem {
    /// Whether the run must tell by its exit status that something could not be read.
    ///
    /// A folder may hold pictures and links: they are counted, but nobody asked for them. Where nothing
    /// came, there is no document; a run without any tells so itself.
    pub(crate) fn is_failure(&self) -> bool {
        !matches!(
            self,
            Self::Unsupported { named: false, .. } | Self::Link | Self::Special | Self::NothingCame
        )
    }

    /// Whether it is of a kind in which articles lie, though nobody named the file: that it was passed over
    /// must not look as if there was nothing in it.
    pub(crate) fn may_hold_articles(&self) -> bool {
        matches!(self, Self::Unsupported { what, named: false } if may_hold_articles(what))
    }

    /// Whether it is to be told although it is no failure.
    pub(crate) fn is_odd(&self) -> bool {
        matches!(self, Self::NothingCame)
    }

    /// What the user can do about it.
    pub(crate) fn hint(&self) -> Option<&'static str> {
        match self {
            Self::NotUtf8 { .. } | Self::NotEncoded { .. } => {
                Some("mend it, or convert it to UTF-8, for example with `iconv -c -t UTF-8`")
            }
            Self::Utf32 => Some("convert it, for example with `iconv -f UTF-32 -t UTF-8`"),
            Self::Unsupported { .. } | Self::NotText { .. } => Some("convert it to text"),
            Self::NoText { .. } => Some("have its text recognised (OCR), and screen that"),
            Self::Encrypted { .. } => Some("save it without a password"),
            Self::Misnamed { .. } => {
                Some("rename it, or force what it is: `--input-format text`, for example")
            }
            Self::NoColumn { .. } => Some("name the column with `--text-column` and the like"),
            Self::NoKey(_) => Some("`--text-column` names another key for the text"),
            Self::NotDocument(_) => Some(
                "each line must be an object with `text`; `--text-column` names another key, \
                 `--input-format text` takes the file as one text",
            ),
            Self::Array => Some(
                "write one object a line, for example with `jq -c '.[]'`; `--input-format text` takes \
                 the file as one text",
            ),
            Self::Trailing => {
                Some("what stands before it was read; pack the file anew if that is not all")
            }
            Self::LeftOut { .. } => Some("build it with `cargo build --release --all-features`"),
            _ => None,
        }
    }
}
