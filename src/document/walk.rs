use std::collections::HashMap;
use std::ffi::{OsStr, OsString};
use std::fs;
use std::io;
use std::iter;
use std::path::{Path, PathBuf};
use std::vec;

use super::problem::Problem;

/// Something that may hold documents.
#[derive(Debug)]
pub(super) enum Found {
    /// A file, or `-` for standard input.
    File {
        path: PathBuf,
        /// Whether the user named it, rather than a folder that it lies in.
        named: bool,
    },
    /// A path that can't be used.
    Problem(PathBuf, Problem),
}

/// Goes through paths in the order given and through folders depth first, names sorted by bytes,
/// links not followed. A file that is reached twice, since paths overlap, comes where it is reached
/// first. Only the names of the folders on the way down are held.
#[derive(Debug)]
pub(super) struct Walk {
    roots: iter::Enumerate<vec::IntoIter<PathBuf>>,
    overlap: Overlap,
    /// The number of the path that is gone through.
    root: usize,
    folders: Vec<Folder>,
    left_out: Vec<PathBuf>,
}

/// A folder on the way down.
#[derive(Debug)]
struct Folder {
    path: PathBuf,
    /// The same without links on the way to it, where it may overlap with another path.
    real: Option<PathBuf>,
    /// The names still to come.
    names: vec::IntoIter<OsString>,
}

/// Where each of the paths given lies, without links on the way to it, and the number of the first that
/// lies there. Empty where only one is given, so that most runs need not ask where a file really lies.
#[derive(Debug, Default)]
struct Overlap(HashMap<PathBuf, usize>);

impl Overlap {
    fn of(roots: &[PathBuf]) -> Self {
        let mut places = HashMap::new();
        if roots.len() > 1 {
            for (number, path) in roots.iter().enumerate() {
                if let Some(real) = real(path) {
                    places.entry(real).or_insert(number);
                }
            }
        }
        Self(places)
    }

    /// Whether a path given as this one of many is, or lies in, one that was given before.
    fn holds_before(&self, real: &Path, number: usize) -> bool {
        let mut places = real.ancestors().filter_map(|place| self.0.get(place));
        places.any(|&earlier| earlier < number)
    }
}

/// Where a path lies; `None` for standard input, and where there is nothing.
fn real(path: &Path) -> Option<PathBuf> {
    let is_standard = path.as_os_str() == "-";
    (!is_standard)
        .then(|| fs::canonicalize(path).ok())
        .flatten()
}

impl Walk {
    /// `left_out`: files and folders that are no input even where they lie in a folder given: the
    /// run's output.
    pub(super) fn new(roots: Vec<PathBuf>, left_out: Vec<PathBuf>) -> Self {
        Self {
            overlap: Overlap::of(&roots),
            roots: roots.into_iter().enumerate(),
            root: 0,
            folders: Vec::new(),
            left_out,
        }
    }

    fn enter(&mut self, path: PathBuf, real: Option<PathBuf>) -> Option<Found> {
        match names(&path) {
            Ok(names) => {
                let names = names.into_iter();
                self.folders.push(Folder { path, real, names });
                None
            }
            Err(error) => Some(Found::Problem(path, error.into())),
        }
    }

    /// `real`: the path without links, where it may be one of those given.
    fn inside(&mut self, path: PathBuf, real: Option<PathBuf>) -> Option<Found> {
        let given = real.as_ref().and_then(|real| self.overlap.0.get(real));
        let given = given.copied();
        match fs::symlink_metadata(&path) {
            Err(error) => Some(Found::Problem(path, error.into())),
            Ok(metadata) if metadata.is_symlink() => Some(Found::Problem(path, Problem::Link)),
            Ok(_) if self.is_left_out(&path) => None,
            Ok(_) if given.is_some_and(|given| given < self.root) => None,
            Ok(metadata) if metadata.is_dir() => self.enter(path, real),
            Ok(metadata) if metadata.is_file() || given.is_some() => Some(Found::File {
                path,
                named: given.is_some(),
            }),
            Ok(_) => Some(Found::Problem(path, Problem::Special)),
        }
    }

    fn is_left_out(&self, path: &Path) -> bool {
        let Some(name) = path.file_name() else {
            return false;
        };
        let is_one = |left_out: &&PathBuf| {
            let own = left_out.file_name();
            own.is_some_and(|own| own == name || is_aside(name, own))
        };
        self.left_out.iter().filter(is_one).any(|left_out| {
            let parent = |path: &Path| match path.parent() {
                Some(parent) if !parent.as_os_str().is_empty() => fs::canonicalize(parent),
                _ => fs::canonicalize("."),
            };
            matches!((parent(left_out), parent(path)), (Ok(one), Ok(other)) if one == other)
        })
    }

    fn root(&mut self, number: usize, path: PathBuf) -> Option<Found> {
        self.root = number;
        if path.as_os_str() == "-" {
            return Some(Found::File { path, named: true });
        }
        let is_alone = self.overlap.0.is_empty();
        let real = (!is_alone).then(|| real(&path)).flatten();
        if let Some(real) = &real
            && self.overlap.holds_before(real, number)
        {
            return None;
        }
        match fs::metadata(&path) {
            Err(error) => Some(Found::Problem(path, error.into())),
            Ok(metadata) if metadata.is_dir() => self.enter(path, real),
            Ok(_) => Some(Found::File { path, named: true }),
        }
    }
}

/// Whether a name is one under which a file is written until it is whole: `.NAME.PROCESS-NUMBER.tmp`.
pub(crate) fn is_aside(name: &OsStr, of: &OsStr) -> bool {
    let rest = name.as_encoded_bytes().strip_prefix(b".");
    let rest = rest.and_then(|rest| rest.strip_prefix(of.as_encoded_bytes()));
    let rest = rest.and_then(|rest| rest.strip_prefix(b"."));
    let own = rest.and_then(|rest| rest.strip_suffix(b".tmp"));
    own.is_some_and(|own| own.iter().all(|&c| c.is_ascii_digit() || c == b'-'))
}

/// The names in a folder, sorted by bytes.
fn names(folder: &Path) -> io::Result<Vec<OsString>> {
    let mut names = fs::read_dir(folder)?
        .map(|entry| Ok(entry?.file_name()))
        .collect::<io::Result<Vec<_>>>()?;
    names.sort_unstable_by(|a, b| a.as_encoded_bytes().cmp(b.as_encoded_bytes()));
    Ok(names)
}

impl Iterator for Walk {
    type Item = Found;

    fn next(&mut self) -> Option<Found> {
        loop {
            let found = if let Some(folder) = self.folders.last_mut() {
                if let Some(name) = folder.names.next() {
                    let real = folder.real.as_ref().map(|real| real.join(&name));
                    let path = folder.path.join(name);
                    self.inside(path, real)
                } else {
                    self.folders.pop();
                    None
                }
            } else {
                let (number, root) = self.roots.next()?;
                self.root(number, root)
            };
            if found.is_some() {
                return found;
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn shown(walk: Walk, root: &Path) -> Vec<String> {
        walk.map(|found| match found {
            Found::File { path, named } => {
                let path = path.strip_prefix(root).unwrap_or(&path).display();
                format!("{}{path}", if named { "named " } else { "" })
            }
            Found::Problem(path, problem) => {
                format!("{}: {problem}", path.strip_prefix(root).unwrap().display())
            }
        })
        .collect()
    }

    #[test]
    fn folders_are_walked_depth_first_by_bytes_without_following_links() {
        let root = tempfile::tempdir().unwrap();
        for name in [
            "b/2.txt",
            "b/1.txt",
            "b/c/x",
            "a.txt",
            "Z.txt",
            "z/\u{e9}",
            "z/f",
            // What is being written of it.
            "z/.f.17-0.tmp",
        ] {
            let path = root.path().join(name);
            fs::create_dir_all(path.parent().unwrap()).unwrap();
            fs::write(path, "").unwrap();
        }
        #[cfg(unix)]
        std::os::unix::fs::symlink("..", root.path().join("b/up")).unwrap();
        let walk = Walk::new(
            vec![
                root.path().join("b/2.txt"),
                "-".into(),
                root.path().to_owned(),
            ],
            vec![root.path().join("z/f")],
        );
        let mut expected = vec![
            "named b/2.txt",
            "named -",
            "Z.txt",
            "a.txt",
            "b/1.txt",
            "b/c/x",
        ];
        #[cfg(unix)]
        expected.push("b/up: links in folders are not followed");
        expected.push("z/\u{e9}");
        assert_eq!(shown(walk, root.path()), expected);
    }

    #[test]
    fn what_is_reached_twice_comes_once() {
        let root = tempfile::tempdir().unwrap();
        for name in ["w/a", "w/b/c", "w/d", "v"] {
            let path = root.path().join(name);
            fs::create_dir_all(path.parent().unwrap()).unwrap();
            fs::write(path, "").unwrap();
        }
        #[cfg(unix)]
        std::os::unix::fs::symlink("w/d", root.path().join("link")).unwrap();
        #[cfg(unix)]
        let _socket = {
            fs::create_dir(root.path().join("v2")).unwrap();
            std::os::unix::net::UnixListener::bind(root.path().join("v2/s")).unwrap()
        };
        for (given, expected) in [
            (&["w", "w/d"][..], &["w/a", "w/b/c", "named w/d"][..]),
            (&["w/d", "w"], &["named w/d", "w/a", "w/b/c"]),
            (&["w/b", "w", "w/b/c"], &["named w/b/c", "w/a", "w/d"]),
            (&["v", "w/../v", "v"], &["named v"]),
            (&["w", "w/b", "./w"], &["w/a", "w/b/c", "w/d"]),
            (&["-", "v"], &["named -", "named v"]),
            #[cfg(unix)]
            (&["link", "w/d"], &["named link"]),
            // What is no file is read where it is named.
            #[cfg(unix)]
            (&["v2"], &["v2/s: neither a file nor a folder"]),
            #[cfg(unix)]
            (&["v2", "v2/s"], &["named v2/s"]),
        ] {
            let place = |name: &&str| match *name {
                "-" => "-".into(),
                name => root.path().join(name),
            };
            let walk = Walk::new(given.iter().map(place).collect(), vec![]);
            assert_eq!(shown(walk, root.path()), expected, "{given:?}");
        }
    }

    #[test]
    fn a_missing_path_is_reported_and_the_rest_goes_on() {
        let root = tempfile::tempdir().unwrap();
        fs::write(root.path().join("a"), "").unwrap();
        let walk = Walk::new(
            vec![root.path().join("missing"), root.path().join("a")],
            vec![],
        );
        let found = shown(walk, root.path());
        assert_eq!(found.len(), 2);
        assert!(
            found[0].starts_with("missing: can't be read: "),
            "{found:?}"
        );
        assert_eq!(found[1], "named a");
    }
}
