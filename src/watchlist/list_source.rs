use std::fmt;
use std::path::PathBuf;
use std::str::FromStr;

use crate::error::{ErrorKind, Result};

/// A list to load: a file or folder, and the list's id where the caller decides it.
///
/// # Examples
///
/// ```
/// use namewatch::ListSource;
///
/// let source: ListSource = "us-ofac-sdn=downloads/main.csv".parse()?;
/// assert_eq!(source.id.as_deref(), Some("us-ofac-sdn"));
/// let source: ListSource = "lists/clients.csv".parse()?;
/// assert_eq!(source.id, None);
/// # Ok::<(), namewatch::Error>(())
/// ```
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ListSource {
    /// The list's id; overrides every guess from file names.
    pub id: Option<String>,
    /// The file, or the folder that holds one or several lists.
    pub path: PathBuf,
}

impl ListSource {
    /// A list whose id is found from its content and file name.
    pub fn new(path: impl Into<PathBuf>) -> Self {
        Self {
            id: None,
            path: path.into(),
        }
    }
}

impl FromStr for ListSource {
    type Err = crate::Error;

    /// Reads `[ID=]PATH`. What stands before the first `=` is an id only if it could be one (`a-z`,
    /// `0-9`, `.`, `_`, `-`); write `./` before a path that looks like that.
    ///
    /// # Errors
    ///
    /// If the path is empty.
    fn from_str(text: &str) -> Result<Self> {
        let source = match text.split_once('=') {
            Some((id, path)) if is_list_id(id) => Self {
                id: Some(id.to_owned()),
                path: path.into(),
            },
            _ => Self::new(text),
        };
        if source.path.as_os_str().is_empty() {
            return Err(
                ErrorKind::Setting(format!("`{text}` names no list; expected [ID=]PATH")).into(),
            );
        }
        Ok(source)
    }
}

impl fmt::Display for ListSource {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if let Some(id) = &self.id {
            write!(f, "{id}=")?;
        }
        write!(f, "{}", self.path.display())
    }
}

/// Whether a text can be the id of a list.
pub(crate) fn is_list_id(text: &str) -> bool {
    !text.is_empty() && text.chars().all(is_id_char)
}

/// The id of an own list: its file's name without extensions, in the letters an id may have.
pub(crate) fn id_from_file_name(name: &str) -> String {
    let mut stem = name.to_lowercase();
    for extensions in [
        &[".gz"][..],
        &[".csv", ".jsonl", ".ndjson", ".json", ".txt"],
    ] {
        if let Some(shorter) = extensions.iter().find_map(|end| stem.strip_suffix(end)) {
            stem.truncate(shorter.len());
        }
    }
    stem.chars()
        .map(|c| if is_id_char(c) { c } else { '-' })
        .collect()
}

fn is_id_char(c: char) -> bool {
    matches!(c, 'a'..='z' | '0'..='9' | '.' | '_' | '-')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_id_is_split_off_only_where_it_can_be_one() {
        for (text, id, path) in [
            ("a.csv", None, "a.csv"),
            ("un-sc=a.xml", Some("un-sc"), "a.xml"),
            ("un-sc=a=b.xml", Some("un-sc"), "a=b.xml"),
            ("./a=b.xml", None, "./a=b.xml"),
            ("My List=b.xml", None, "My List=b.xml"),
        ] {
            let source: ListSource = text.parse().unwrap();
            assert_eq!((source.id.as_deref(), source.path), (id, path.into()));
        }
        assert!("un-sc=".parse::<ListSource>().is_err());
        assert!("".parse::<ListSource>().is_err());
    }

    #[test]
    fn own_lists_are_called_after_their_file() {
        for (name, id) in [
            ("Clients 2026.CSV", "clients-2026"),
            ("a.b.jsonl.gz", "a.b"),
            ("plain", "plain"),
        ] {
            assert_eq!(id_from_file_name(name), id);
        }
    }
}
