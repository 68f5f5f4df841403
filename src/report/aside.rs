use std::ffi::{OsStr, OsString};
use std::fs::{self, File, OpenOptions, TryLockError};
use std::io::{self, BufWriter, Write};
use std::path::{Path, PathBuf};

use crate::document::is_aside;

/// Elsewhere a lock would keep the file from being read, which must be done before it is moved.
const MAY_LOCK: bool = cfg!(unix);

/// A file that is written beside its place and put there when it is whole. Dropped before that, it
/// leaves no trace, and what was there before stays. What a killed run left beside the place is cleared
/// away by the next one.
///
/// While it is written it is locked, so that what nobody writes any more can be told: the operating
/// system takes the lock from whoever dies.
///
/// A path that leads to no ordinary file (a pipe, `/dev/null`) is written to directly.
#[derive(Debug)]
pub(super) struct AsideFile {
    writer: BufWriter<File>,
    /// Where the file is written and where it belongs.
    moved: Option<(PathBuf, PathBuf)>,
}

impl AsideFile {
    pub(super) fn create(path: &Path) -> io::Result<Self> {
        let (path, permissions) = match fs::metadata(path) {
            Ok(found) if !found.is_file() => {
                let file = OpenOptions::new().write(true).open(path)?;
                return Ok(Self {
                    writer: BufWriter::new(file),
                    moved: None,
                });
            }
            // A link is followed: what it leads to is replaced, not the link.
            Ok(found) => (fs::canonicalize(path)?, Some(found.permissions())),
            Err(_) => (path.to_owned(), None),
        };
        let (file, aside) = create_beside(&path)?;
        let this = Self {
            writer: BufWriter::new(file),
            moved: Some((aside, path)),
        };
        if let Some(permissions) = permissions {
            this.writer.get_ref().set_permissions(permissions)?;
        }
        Ok(this)
    }

    /// Hands on what is still held, and tells where the file is written and where it belongs, if
    /// these are two places.
    pub(super) fn paths(&mut self) -> io::Result<Option<(&Path, &Path)>> {
        self.writer.flush()?;
        let moved = self.moved.as_ref();
        Ok(moved.map(|(aside, path)| (aside.as_path(), path.as_path())))
    }

    /// Puts the whole file in its place.
    pub(super) fn finish(mut self) -> io::Result<()> {
        self.writer.flush()?;
        let Some((aside, path)) = &self.moved else {
            return Ok(());
        };
        self.writer.get_ref().sync_all()?;
        fs::rename(aside, path)?;
        let folder = folder_of(path);
        self.moved = None;
        // The name too is brought to the disk; other systems neither need it nor let a folder be opened.
        if cfg!(unix) {
            File::open(folder)?.sync_all()?;
        }
        Ok(())
    }
}

fn folder_of(path: &Path) -> PathBuf {
    match path.parent() {
        Some(folder) if !folder.as_os_str().is_empty() => folder.to_owned(),
        _ => PathBuf::from("."),
    }
}

/// Creates a new file with a name of its own in the folder of `path`, and clears away what killed runs
/// left there for the same place.
fn create_beside(path: &Path) -> io::Result<(File, PathBuf)> {
    let name = path
        .file_name()
        .ok_or_else(|| io::Error::from(io::ErrorKind::IsADirectory))?;
    clear_left(&folder_of(path), name);
    let mut number = 0;
    loop {
        // Numbered, since another host may write to the same folder with the same process id.
        let mut aside = beginning(name);
        aside.push(format!("{}-{number}.tmp", std::process::id()));
        let aside = path.with_file_name(aside);
        match OpenOptions::new().write(true).create_new(true).open(&aside) {
            Ok(file) => {
                let is_taken = MAY_LOCK && matches!(file.try_lock(), Err(TryLockError::WouldBlock));
                // Until it was locked, another run may have taken it for one that was left.
                if !is_taken && aside.exists() {
                    return Ok((file, aside));
                }
            }
            Err(error) if error.kind() == io::ErrorKind::AlreadyExists && number < 100 => {}
            Err(error) => return Err(error),
        }
        number += 1;
    }
}

/// How the names begin under which a file is written until it is whole.
fn beginning(name: &OsStr) -> OsString {
    let mut beginning = OsString::from(".");
    beginning.push(name);
    beginning.push(".");
    beginning
}

/// Removes what nobody writes any more. Where that can't be done it stays, as no run needs it gone.
fn clear_left(folder: &Path, name: &OsStr) {
    if !MAY_LOCK {
        return;
    }
    for entry in fs::read_dir(folder).into_iter().flatten().flatten() {
        if is_aside(&entry.file_name(), name)
            && entry.file_type().is_ok_and(|kind| kind.is_file())
            && let Ok(file) = OpenOptions::new().write(true).open(entry.path())
            && file.try_lock().is_ok()
        {
            let _ = fs::remove_file(entry.path());
        }
    }
}

impl Write for AsideFile {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.writer.write(bytes)
    }

    fn flush(&mut self) -> io::Result<()> {
        self.writer.flush()
    }
}

impl Drop for AsideFile {
    fn drop(&mut self) {
        if let Some((aside, _)) = &self.moved {
            // Nothing can be done where even this fails, and the run has failed already.
            let _ = fs::remove_file(aside);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_a_whole_file_takes_the_place() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("out");
        let names = || fs::read_dir(folder.path()).unwrap().count();
        fs::write(&path, "before").unwrap();

        let mut file = AsideFile::create(&path).unwrap();
        file.write_all(b"half").unwrap();
        file.flush().unwrap();
        assert_eq!((fs::read(&path).unwrap(), names()), (b"before".to_vec(), 2));
        drop(file);
        assert_eq!((fs::read(&path).unwrap(), names()), (b"before".to_vec(), 1));

        let mut file = AsideFile::create(&path).unwrap();
        file.write_all(b"whole").unwrap();
        file.finish().unwrap();
        assert_eq!((fs::read(&path).unwrap(), names()), (b"whole".to_vec(), 1));
    }

    #[test]
    fn what_nobody_writes_any_more_is_cleared_away() {
        let folder = tempfile::tempdir().unwrap();
        let at = |name: &str| folder.path().join(name);
        let writing = AsideFile::create(&at("out")).unwrap();
        for name in [
            ".out.7-0.tmp",
            ".out.json.7-0.tmp",
            ".out.tmp",
            "out.7-0.tmp",
        ] {
            fs::write(at(name), "half").unwrap();
        }
        let other = AsideFile::create(&at("out")).unwrap();
        assert!(!at(".out.7-0.tmp").exists());
        for name in [".out.json.7-0.tmp", ".out.tmp", "out.7-0.tmp"] {
            assert!(at(name).exists(), "{name}");
        }
        writing.finish().unwrap();
        other.finish().unwrap();
    }

    #[cfg(unix)]
    #[test]
    fn links_and_permissions_are_kept() {
        use std::os::unix::fs::{PermissionsExt, symlink};

        let folder = tempfile::tempdir().unwrap();
        let (path, link) = (folder.path().join("out"), folder.path().join("link"));
        fs::write(&path, "before").unwrap();
        fs::set_permissions(&path, fs::Permissions::from_mode(0o640)).unwrap();
        symlink("out", &link).unwrap();
        let mut file = AsideFile::create(&link).unwrap();
        file.write_all(b"after").unwrap();
        file.finish().unwrap();
        assert_eq!(fs::read(&path).unwrap(), b"after");
        assert!(fs::symlink_metadata(&link).unwrap().is_symlink());
        assert_eq!(
            fs::metadata(&path).unwrap().permissions().mode() & 0o777,
            0o640
        );
    }
}
