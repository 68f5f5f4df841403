//! Files that may be lists: plain, gzipped, or entries of a zip archive.

use std::fs::File;
use std::io::{self, Cursor, Read};
use std::path::{Path, PathBuf};

use flate2::read::MultiGzDecoder;
use sha2::{Digest, Sha256};
use zip::ZipArchive;
use zip::result::ZipError;

use crate::error::{Error, ErrorKind, Result};

/// The most bytes that a file may have once it is opened, so that an archive bomb ends in an error.
const MOST_BYTES: u64 = 1 << 30;

/// How many bytes of a file decide its format.
pub(crate) const HEAD_BYTES: u64 = 64 << 10;

/// The most entries of a zip archive that are looked at.
const MOST_ENTRIES: usize = 1000;

/// A file with its content, gzip already undone.
pub(crate) struct ListFile {
    /// Where it is; an entry of an archive has the archive's path before its own.
    pub(crate) path: PathBuf,
    /// Its own name, without `.gz`.
    pub(crate) name: String,
    /// Its bytes.
    pub(crate) bytes: Vec<u8>,
}

impl ListFile {
    /// SHA-256 of the bytes, in lower-case hex.
    pub(crate) fn hash(&self) -> String {
        hex_sha256(&self.bytes)
    }

    /// An error about this file.
    pub(crate) fn error(&self, problem: impl Into<String>) -> Error {
        list_error(&self.path, problem)
    }
}

/// An error about a list's file or folder.
pub(crate) fn list_error(path: &Path, problem: impl Into<String>) -> Error {
    ErrorKind::List {
        path: path.to_owned(),
        problem: one_line(problem.into()),
    }
    .into()
}

/// What is quoted of a file may be long, and hold line breaks.
fn one_line(text: String) -> String {
    const MOST_CHARACTERS: usize = 500;
    let is_line = !text.contains(char::is_control);
    if is_line && text.len() <= MOST_CHARACTERS {
        return text;
    }
    let mut line = String::new();
    for character in text.chars().take(MOST_CHARACTERS) {
        if character.is_control() {
            line.extend(character.escape_default());
        } else {
            line.push(character);
        }
    }
    if text.chars().nth(MOST_CHARACTERS).is_some() {
        line.push('\u{2026}');
    }
    line
}

/// SHA-256 in lower-case hex.
pub(crate) fn hex_sha256(bytes: &[u8]) -> String {
    use std::fmt::Write;
    Sha256::digest(bytes)
        .iter()
        .fold(String::with_capacity(64), |mut hex, byte| {
            let _ = write!(hex, "{byte:02x}");
            hex
        })
}

/// The first bytes of a file, gzip undone, as many as decide its format; `None` of a zip archive.
///
/// # Errors
///
/// If it can't be read.
pub(crate) fn head(path: &Path) -> Result<Option<Vec<u8>>> {
    let start = |reader: &mut dyn Read| {
        let mut bytes = Vec::new();
        reader
            .take(HEAD_BYTES)
            .read_to_end(&mut bytes)
            .map(|_| bytes)
    };
    let open = || File::open(path);
    let bytes = open()
        .and_then(|mut file| start(&mut file))
        .map_err(|error| io_error(path, error))?;
    if is_zip(&bytes) {
        return Ok(None);
    }
    if !is_gzip(&bytes) {
        return Ok(Some(bytes));
    }
    open()
        .and_then(|file| start(&mut MultiGzDecoder::new(file)))
        .map(Some)
        .map_err(|error| damaged("gzip", path, io_error(path, error)))
}

fn is_zip(bytes: &[u8]) -> bool {
    bytes.starts_with(b"PK\x03\x04") || bytes.starts_with(b"PK\x05\x06")
}

fn is_gzip(bytes: &[u8]) -> bool {
    bytes.starts_with(b"\x1F\x8B")
}

/// Opens a file: one list file, or all entries of a zip archive in the order of their names.
///
/// # Errors
///
/// If it can't be read, is a damaged archive, or is larger than a list can be.
pub(crate) fn open(path: &Path) -> Result<Vec<ListFile>> {
    let file = File::open(path).map_err(|source| io_error(path, source))?;
    let bytes = read_limited(file, path, MOST_BYTES)?;
    let name = path
        .file_name()
        .map(|name| name.to_string_lossy().into_owned())
        .unwrap_or_default();
    if is_zip(&bytes) {
        return open_zip(path, bytes);
    }
    let (name, bytes) = if is_gzip(&bytes) {
        let opened = read_limited(MultiGzDecoder::new(&bytes[..]), path, MOST_BYTES)
            .map_err(|error| damaged("gzip", path, error))?;
        (without_gz(&name).to_owned(), opened)
    } else {
        (name, bytes)
    };
    Ok(vec![ListFile {
        path: path.to_owned(),
        name,
        bytes,
    }])
}

/// A file's name without `.gz`, in any case.
pub(crate) fn without_gz(name: &str) -> &str {
    match name.len().checked_sub(3) {
        Some(end) if name.is_char_boundary(end) && name[end..].eq_ignore_ascii_case(".gz") => {
            &name[..end]
        }
        _ => name,
    }
}

/// The entries of an archive. What they hold is not opened further: archives in archives are read
/// as they are, and no list is.
fn open_zip(path: &Path, bytes: Vec<u8>) -> Result<Vec<ListFile>> {
    let damaged_zip = |error: ZipError| list_error(path, damaged_archive(&error));
    let mut archive = ZipArchive::new(Cursor::new(bytes)).map_err(damaged_zip)?;
    let is_document = ["[Content_Types].xml", "mimetype"]
        .iter()
        .any(|name| archive.index_for_name(name).is_some());
    if is_document {
        return Ok(vec![ListFile {
            path: path.to_owned(),
            name: path
                .file_name()
                .unwrap_or_default()
                .to_string_lossy()
                .into_owned(),
            bytes: archive.into_inner().into_inner(),
        }]);
    }
    if archive.len() > MOST_ENTRIES {
        return Err(list_error(
            path,
            format!(
                "has {} entries; a list has at most {MOST_ENTRIES}",
                archive.len()
            ),
        ));
    }
    let mut files = Vec::new();
    let mut left = MOST_BYTES;
    for index in 0..archive.len() {
        let entry = archive.by_index(index).map_err(damaged_zip)?;
        let inner = entry.name().map_err(damaged_zip)?.into_owned();
        let name = inner.rsplit(['/', '\\']).next().unwrap_or_default();
        if entry.is_dir() || name.starts_with('.') || inner.starts_with("__MACOSX/") {
            continue;
        }
        let path = path.join(&inner);
        let bytes =
            read_limited(entry, &path, left).map_err(|error| damaged("zip", &path, error))?;
        left -= bytes.len() as u64;
        files.push(ListFile {
            path,
            name: name.to_owned(),
            bytes,
        });
    }
    files.sort_by(|a, b| a.path.cmp(&b.path));
    Ok(files)
}

/// What is wrong with a zip archive; the library has words of its own for that.
fn damaged_archive(error: &ZipError) -> String {
    match error {
        ZipError::InvalidPassword | ZipError::UnsupportedArchive(ZipError::PASSWORD_REQUIRED) => {
            "a zip archive with a password, which is not opened; unpack it first".to_owned()
        }
        ZipError::InvalidArchive(why) if why.contains("EOCD") => {
            "damaged zip archive: its directory, which ends it, is not there: it seems to be cut off; fetch it again"
                .to_owned()
        }
        ZipError::UnsupportedArchive(_) | ZipError::CompressionMethodNotSupported(_) => {
            "a zip archive in another form than the usual, deflate, which is not opened; unpack it first"
                .to_owned()
        }
        _ => "damaged zip archive; fetch it again".to_owned(),
    }
}

fn read_limited(reader: impl Read, path: &Path, most: u64) -> Result<Vec<u8>> {
    let mut bytes = Vec::new();
    reader
        .take(most + 1)
        .read_to_end(&mut bytes)
        .map_err(|source| io_error(path, source))?;
    if bytes.len() as u64 > most {
        return Err(list_error(
            path,
            format!(
                "is larger than {} MiB once opened, which no list is",
                MOST_BYTES >> 20
            ),
        ));
    }
    Ok(bytes)
}

/// An input error while unpacking is damage of the archive.
fn damaged(archive: &str, path: &Path, error: Error) -> Error {
    match error.kind() {
        ErrorKind::Io { source, .. } => list_error(
            path,
            format!("damaged {archive} archive: {source}; fetch it again"),
        ),
        _ => error,
    }
}

pub(crate) fn io_error(path: &Path, source: io::Error) -> Error {
    ErrorKind::Io {
        path: path.to_owned(),
        source,
    }
    .into()
}

#[cfg(test)]
mod tests {
    use std::io::Write;

    use super::*;

    fn write(name: &str, bytes: &[u8]) -> (tempfile::TempDir, PathBuf) {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join(name);
        std::fs::write(&path, bytes).unwrap();
        (folder, path)
    }

    fn gzip(bytes: &[u8]) -> Vec<u8> {
        let mut encoder = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::default());
        encoder.write_all(bytes).unwrap();
        encoder.finish().unwrap()
    }

    #[test]
    fn gzip_is_undone_and_leaves_the_name() {
        let (_folder, path) = write("A.csv.GZ", &gzip(b"abc"));
        let files = open(&path).unwrap();
        assert_eq!(
            (files[0].name.as_str(), &files[0].bytes[..]),
            ("A.csv", &b"abc"[..])
        );
        assert_eq!(
            files[0].hash(),
            "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"
        );
    }

    #[test]
    fn what_is_quoted_stays_on_one_line() {
        let say = |problem: &str| list_error(Path::new("a"), problem).to_string();
        assert_eq!(say("expected `b`"), "a: expected `b`");
        assert_eq!(say("`b\n\u{1b}` \u{e9}"), "a: `b\\n\\u{1b}` \u{e9}");
        assert!(say(&"\u{e9}".repeat(10_000)).chars().count() < 600);
    }

    #[test]
    fn a_cut_archive_is_an_error_that_names_it() {
        let whole = gzip(&b"abc".repeat(1000));
        let (_folder, path) = write("a.csv.gz", &whole[..whole.len() - 6]);
        let error = open(&path).err().unwrap().to_string();
        assert!(
            error.contains("a.csv.gz") && error.contains("damaged gzip"),
            "{error}"
        );
        let (_folder, path) = write("a.zip", b"PK\x03\x04 and no more");
        let error = open(&path).err().unwrap().to_string();
        assert!(error.contains("seems to be cut off"), "{error}");
    }

    #[test]
    fn no_more_is_read_than_a_list_may_have() {
        assert!(read_limited(&b"abc"[..], Path::new("a"), 3).is_ok());
        let error = read_limited(&b"abcd"[..], Path::new("a"), 3).unwrap_err();
        assert!(error.to_string().contains("larger than"), "{error}");
    }

    #[test]
    fn entries_of_a_zip_come_by_name_without_folders() {
        let mut writer = zip::ZipWriter::new(Cursor::new(Vec::new()));
        let options = zip::write::SimpleFileOptions::default();
        for (name, text) in [("x/b.csv", "2"), ("__MACOSX/x", "no"), ("a.csv", "1")] {
            writer.start_file(name, options).unwrap();
            writer.write_all(text.as_bytes()).unwrap();
        }
        let bytes = writer.finish().unwrap().into_inner();
        let (_folder, path) = write("set.zip", &bytes);
        let files = open(&path).unwrap();
        let names: Vec<&str> = files.iter().map(|file| file.name.as_str()).collect();
        assert_eq!(names, ["a.csv", "b.csv"]);
        assert!(files[1].path.ends_with("set.zip/x/b.csv"));
    }
}
