use std::fs::{self, File, OpenOptions, TryLockError};
use std::path::{Path, PathBuf};
use std::thread::sleep;
use std::time::{Duration, Instant};

use super::StoreProblem;

/// The right to write to the store. The system takes it back when the process ends, however that
/// comes about.
pub(super) struct Lock {
    _file: File,
}

impl Lock {
    /// Waits for the lock until `deadline`, or until `may_wait` says that there is no point in it.
    pub(super) fn acquire<E: From<StoreProblem>>(
        root: &Path,
        deadline: Instant,
        mut may_wait: impl FnMut() -> Result<(), E>,
    ) -> Result<Self, E> {
        const PAUSE: Duration = Duration::from_millis(50);
        let path = root.join("lock");
        let file = open(&path)?;
        loop {
            match file.try_lock() {
                Ok(()) => return Ok(Self { _file: file }),
                Err(TryLockError::WouldBlock) if Instant::now() < deadline => {
                    may_wait()?;
                    sleep(PAUSE);
                }
                Err(TryLockError::WouldBlock) => return Err(StoreProblem::Locked { path }.into()),
                Err(TryLockError::Error(source)) => {
                    return Err(StoreProblem::Io { path, source }.into());
                }
            }
        }
    }
}

fn open(path: &PathBuf) -> Result<File, StoreProblem> {
    let parent = path.parent().unwrap_or(Path::new("."));
    fs::create_dir_all(parent).map_err(StoreProblem::io(parent))?;
    OpenOptions::new()
        .create(true)
        .truncate(false)
        .write(true)
        .open(path)
        .map_err(StoreProblem::io(path))
}
