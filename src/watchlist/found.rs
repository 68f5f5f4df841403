use std::fmt::Write;
use std::path::Path;

use super::file::{hex_sha256, list_error};
use super::gather::{Content, FoundList, gather};
use super::list::Origin;
use super::load;
use super::{ListSource, Watchlist};
use crate::error::{ErrorKind, Result};

/// Lists that were found, with the bytes of their files; the entities are not read yet.
///
/// Finding is quick beside reading, and is enough to know by its hash what a list is.
///
/// # Examples
///
/// ```no_run
/// use namewatch::FoundLists;
///
/// let found = FoundLists::find(&["downloads".parse()?])?;
/// for list in found.lists() {
///     println!("{} {}", list.snapshot(), list.id());
/// }
/// let watchlist = found.load()?;
/// # Ok::<(), namewatch::Error>(())
/// ```
pub struct FoundLists {
    lists: Vec<FoundList>,
    warnings: Vec<String>,
}

impl FoundLists {
    /// Finds the lists at the paths given, in that order.
    ///
    /// # Errors
    ///
    /// If there is no list, a file can't be read or is of a format that is not read, a set is
    /// incomplete, or two lists have the same id (two editions of one list).
    pub fn find(sources: &[ListSource]) -> Result<Self> {
        if sources.is_empty() {
            return Err(ErrorKind::Setting("no list is given".to_owned()).into());
        }
        let mut warnings = Vec::new();
        let mut lists: Vec<FoundList> = Vec::new();
        for source in sources {
            for list in gather(source, &mut warnings)? {
                refuse_second(&lists, &list)?;
                lists.push(list);
            }
        }
        Ok(Self { lists, warnings })
    }

    /// The lists, in the order of the paths given.
    pub fn lists(&self) -> &[FoundList] {
        &self.lists
    }

    /// What was odd about the folders given, a line each: files in them that are no list.
    pub fn warnings(&self) -> &[String] {
        &self.warnings
    }

    /// Reads the entities of all lists.
    ///
    /// # Errors
    ///
    /// If one is damaged or empty. Nothing is ever half loaded.
    pub fn load(self) -> Result<Watchlist> {
        let mut watchlist = Watchlist::empty(self.warnings);
        for list in self.lists {
            let (reading, format) = load::read(&list)?;
            let origin = Origin {
                path: Some(list.path().to_owned()),
                id: list.id,
                format,
                snapshot: list.snapshot,
                demonstration: false,
            };
            watchlist.add(reading, origin);
        }
        Ok(watchlist.seal())
    }
}

impl FoundList {
    pub(super) fn new(id: String, content: Content) -> Self {
        Self {
            snapshot: hash_of(&content),
            id,
            content,
        }
    }

    /// The list's id.
    pub fn id(&self) -> &str {
        &self.id
    }

    /// The path by which the list is known: of a set, the main file's.
    pub fn path(&self) -> &Path {
        &self.content.main().path
    }

    /// The names of its files and their bytes, gzip and zip undone, in the order in which a set is
    /// hashed.
    pub fn files(&self) -> impl Iterator<Item = (&str, &[u8])> {
        let files = self.content.files().into_iter();
        files.map(|file| (file.name.as_str(), file.bytes.as_slice()))
    }

    /// SHA-256, in lower-case hex, of the bytes; of a set, of the lines that `sha256sum` prints for
    /// its files.
    pub fn snapshot(&self) -> String {
        self.snapshot.clone()
    }
}

fn hash_of(content: &Content) -> String {
    let Content::Ofac(set) = content else {
        return content.main().hash();
    };
    let lines = set.files().fold(String::new(), |mut lines, file| {
        let _ = writeln!(lines, "{}  {}", file.hash(), file.name);
        lines
    });
    hex_sha256(lines.as_bytes())
}

fn refuse_second(lists: &[FoundList], list: &FoundList) -> Result<()> {
    let Some(other) = lists.iter().find(|other| other.id == list.id) else {
        return Ok(());
    };
    let what = if list.content.is_named_by_file() {
        format!(
            "give one another id with --list ID={}",
            list.path().display()
        )
    } else {
        "two editions of one list; give one of them".to_owned()
    };
    Err(list_error(
        list.path(),
        format!(
            "is list `{}`, and so is {}: {what}",
            list.id,
            other.path().display()
        ),
    ))
}
