use std::fs;
use std::path::{Path, PathBuf};

use super::failure::Failure;
use crate::report;

/// Refuses to write over a file that is read: one that is named, or one in a folder that is named. In a
/// folder, what an earlier run wrote there may be written anew, and so may what holds nothing.
pub(super) fn spare_inputs<'p>(
    written: &[(&str, Option<&Path>)],
    read: impl Iterator<Item = &'p PathBuf>,
) -> Result<(), Failure> {
    let real = |path: &Path| fs::canonicalize(path).ok();
    let read: Vec<PathBuf> = read.filter_map(|path| real(path)).collect();
    for (flag, path) in written {
        let Some(path) = path else {
            continue;
        };
        let Some(file) = real(path).filter(|file| file.is_file()) else {
            continue;
        };
        let refused = |what: &str, hint| Failure::Usage {
            problem: format!("`{flag}` would write over {what}: {}", path.display()),
            hint,
        };
        if read.contains(&file) {
            return Err(refused("an input", "name another file"));
        }
        let is_inside = read.iter().any(|folder| file.starts_with(folder));
        if is_inside && !report::is_result(&file) {
            return Err(refused(
                "a file in a folder that is read, not known for a report of an earlier run",
                "name a file that is not there yet, or one in another folder",
            ));
        }
    }
    Ok(())
}
