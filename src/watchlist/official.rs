use std::sync::LazyLock;

use serde::Deserialize;

/// An official list: who publishes it, where, and in what form. The table of them is
/// `lists/sources.toml`.
///
/// # Examples
///
/// ```
/// use namewatch::OfficialList;
///
/// let list = OfficialList::find("un-sc").unwrap();
/// assert_eq!(list.authority, "United Nations Security Council");
/// assert_eq!(list.files[0].name, "consolidated.xml");
/// assert!(OfficialList::find("clients").is_none());
/// ```
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct OfficialList {
    /// The first part of every entity id of the list.
    pub id: String,
    /// Who publishes it.
    pub authority: String,
    /// What the publisher calls it.
    pub title: String,
    /// Where a person reads about it.
    pub page: String,
    /// Terms of use, as far as the publisher states them.
    pub licence: String,
    /// An installed snapshot that was last compared with the publisher's longer ago than this many
    /// days is stale. `None`: the list is no longer kept.
    pub cadence_days: Option<u32>,
    /// The day (`YYYY-MM-DD`) from which the publisher no longer keeps the list.
    pub retired: Option<String>,
    /// The form of the files.
    pub format: String,
    /// What to fetch; nothing of a retired list.
    #[serde(default, rename = "file")]
    pub files: Vec<OfficialFile>,
}

/// A file of an official list.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct OfficialFile {
    /// What it holds: `main`, `alias`, `address` or `comments`.
    pub part: String,
    /// The name it is stored under.
    pub name: String,
    /// Where the publisher offers it.
    pub url: String,
}

#[derive(Deserialize)]
struct Table {
    source: Vec<OfficialList>,
}

static LISTS: LazyLock<Vec<OfficialList>> = LazyLock::new(|| {
    let table = toml::from_str::<Table>(include_str!("../../lists/sources.toml"));
    table.expect("the embedded table is sound").source
});

impl OfficialList {
    /// All official lists.
    ///
    /// # Panics
    ///
    /// Never: the tests read the same table.
    pub fn all() -> &'static [Self] {
        &LISTS
    }

    /// The official list with an id.
    pub fn find(id: &str) -> Option<&'static Self> {
        Self::all().iter().find(|list| list.id == id)
    }
}

#[cfg(test)]
mod tests {
    use std::collections::HashSet;

    use super::*;
    use crate::PartialDate;
    use crate::watchlist::list_source::is_list_id;

    #[test]
    fn the_table_is_sound() {
        let mut ids = HashSet::new();
        let mut names = HashSet::new();
        for list in OfficialList::all() {
            assert!(is_list_id(&list.id) && ids.insert(&list.id), "{}", list.id);
            let is_retired = list
                .retired
                .as_ref()
                .is_some_and(|day| day.parse::<PartialDate>().is_ok());
            assert_eq!(list.files.is_empty(), is_retired, "{}", list.id);
            assert_eq!(list.cadence_days.is_none(), is_retired, "{}", list.id);
            for (at, file) in list.files.iter().enumerate() {
                let part = ["main", "alias", "address", "comments"][at];
                assert_eq!(file.part, part, "{}", list.id);
                assert!(file.url.starts_with("https://"), "{}", file.url);
                // A mirror or a folder may hold the files of all lists side by side.
                assert!(names.insert(file.name.to_lowercase()), "{}", file.name);
            }
        }
        let expected = [
            "us-ofac-sdn",
            "us-ofac-cons",
            "un-sc",
            "eu-fsf",
            "gb-uksl",
            "gb-ofsi",
            "ch-seco",
            "ca-sema",
            "au-dfat",
            "us-csl",
        ];
        assert_eq!(ids, expected.map(str::to_owned).iter().collect());
    }
}
