use std::fs::File;
use std::io::{self, Cursor, Read, Seek, SeekFrom, Write};

use super::limits::{IN_MEMORY, SPOOLED};
use super::problem::Problem;

/// Bytes that can be read again and in any order: in memory if they are few, else in a nameless
/// temporary file.
#[derive(Debug)]
pub(super) enum Spool {
    Memory(Cursor<Vec<u8>>),
    File(File),
}

impl Spool {
    /// Reads a source to its end.
    ///
    /// # Errors
    ///
    /// Where it can't be read, or is larger than an archive or a member of one may be.
    pub(super) fn read(mut source: impl Read) -> Result<Self, Problem> {
        let mut begun = Vec::new();
        source.by_ref().take(IN_MEMORY).read_to_end(&mut begun)?;
        if (begun.len() as u64) < IN_MEMORY {
            return Ok(Self::Memory(Cursor::new(begun)));
        }
        let mut file = tempfile::tempfile()?;
        file.write_all(&begun)?;
        let rest = SPOOLED - begun.len() as u64;
        if io::copy(&mut source.by_ref().take(rest), &mut file)? == rest
            && source.read(&mut [0])? > 0
        {
            return Err(Problem::TooLarge { limit: SPOOLED });
        }
        file.rewind()?;
        Ok(Self::File(file))
    }
}

#[cfg(feature = "columnar")]
impl Spool {
    /// The bytes as a file, for readers that want one.
    pub(super) fn into_file(self) -> io::Result<File> {
        match self {
            Self::File(file) => Ok(file),
            Self::Memory(bytes) => {
                let mut file = tempfile::tempfile()?;
                file.write_all(bytes.get_ref())?;
                file.rewind()?;
                Ok(file)
            }
        }
    }
}

impl Read for Spool {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        match self {
            Self::Memory(bytes) => bytes.read(buffer),
            Self::File(file) => file.read(buffer),
        }
    }
}

impl Seek for Spool {
    fn seek(&mut self, position: SeekFrom) -> io::Result<u64> {
        match self {
            Self::Memory(bytes) => bytes.seek(position),
            Self::File(file) => file.seek(position),
        }
    }
}

/// Reads a source to its end into memory.
///
/// # Errors
///
/// Where it can't be read, or is larger than `limit` bytes.
pub(super) fn hold(source: impl Read, limit: u64) -> Result<Vec<u8>, Problem> {
    let mut bytes = Vec::new();
    source.take(limit + 1).read_to_end(&mut bytes)?;
    if bytes.len() as u64 > limit {
        return Err(Problem::TooLarge { limit });
    }
    Ok(bytes)
}
