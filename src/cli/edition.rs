use namewatch::{FoundLists, ListSource, Watchlist};

use super::choice::{by_digits, is_hash, moment, of_list_as_of};
use super::failure::Failure;
use crate::store::Store;

/// One or several lists as they were at some time: files, or a kept snapshot.
pub(crate) struct Edition {
    found: FoundLists,
}

impl Edition {
    /// Finds an edition named by `[ID=]PATH`, as `ID@DATE`, or by 8 or more digits of its hash.
    pub(crate) fn find(text: &str, store: Option<&Store>) -> Result<Self, Failure> {
        let given = text.parse().ok();
        let source = match (
            given.filter(|given: &ListSource| given.path.exists()),
            store,
        ) {
            (Some(given), _) => given,
            (None, Some(store)) => kept(text, store)?,
            (None, None) => return Err(unknown(text)),
        };
        Ok(Self {
            found: FoundLists::find(&[source])?,
        })
    }

    /// The lists' ids and hashes.
    pub(crate) fn lists(&self) -> Vec<(String, String)> {
        let lists = self.found.lists().iter();
        lists
            .map(|list| (list.id().to_owned(), list.snapshot()))
            .collect()
    }

    /// Reads the entities.
    pub(crate) fn load(self) -> Result<Watchlist, Failure> {
        Ok(self.found.load()?)
    }
}

fn kept(text: &str, store: &Store) -> Result<ListSource, Failure> {
    let at_some_time = text
        .split_once('@')
        .and_then(|(list, time)| Some((list, moment(time).ok()?)));
    let installed = store.installed()?;
    let (list, hash) = match at_some_time {
        Some((list, time)) => (list.to_owned(), of_list_as_of(&installed, list, time)?),
        None if is_hash(text) => by_digits(&installed, text)?,
        None => return Err(unknown(text)),
    };
    Ok(store.snapshot(&list, &hash)?.source())
}

fn unknown(text: &str) -> Failure {
    Failure::Usage {
        problem: format!("`{text}` is no edition of a list"),
        hint: "name a path, ID@DATE, or 8 or more digits of a snapshot's hash",
    }
}
