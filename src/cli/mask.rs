use std::collections::{BTreeMap, BTreeSet};
use std::fs;

use namewatch::{ErrorKind, Watchlist};

use super::args::MaskArgs;
use super::edition::Edition;
use super::failure::Failure;
use super::messages::Messages;
use crate::store::Store;

/// Which entities of the lists in use a run leaves out. The hits on the others stay what they are,
/// but for the entities they are linked to, of which only those in use are named.
#[derive(Default)]
pub(crate) struct Mask {
    /// Entity ids.
    withheld: BTreeSet<String>,
    /// Earlier editions of lists: only what was added or changed since is screened against.
    since: Vec<Edition>,
}

impl Mask {
    /// Reads what is asked for.
    pub(crate) fn new(args: &MaskArgs, store: Option<&Store>) -> Result<Self, Failure> {
        let mut withheld = BTreeSet::new();
        for given in &args.exclude {
            match given.strip_prefix('@') {
                None => _ = withheld.insert(given.clone()),
                Some(path) => {
                    let text = fs::read_to_string(path).map_err(|source| {
                        let path = path.into();
                        namewatch::Error::from(ErrorKind::Io { path, source })
                    })?;
                    let ids = text.lines().map(str::trim);
                    let ids = ids.filter(|id| !id.is_empty() && !id.starts_with('#'));
                    withheld.extend(ids.map(str::to_owned));
                }
            }
        }
        // One that is on no list may have been taken off; one that could be on none is a slip.
        if let Some(id) = withheld.iter().find(|id| !id.contains(':')) {
            return Err(Failure::no_entity_id(id));
        }
        let since = args.changed_since.iter();
        let since = since.map(|edition| Edition::find(edition, store));
        Ok(Self {
            withheld,
            since: since.collect::<Result<_, _>>()?,
        })
    }

    /// What is left out, in the words of the record of the run: entity ids.
    pub(crate) fn withheld(&self) -> Vec<String> {
        self.withheld.iter().cloned().collect()
    }

    /// The editions since which there must be a change: list and hash.
    pub(crate) fn since(&self) -> Vec<String> {
        let lists = self.since.iter().flat_map(Edition::lists);
        lists.map(|(list, hash)| format!("{list} {hash}")).collect()
    }

    /// Says which lists in use are not screened against at all.
    pub(crate) fn tell<'a>(&self, in_use: impl Iterator<Item = &'a str>, messages: Messages) {
        if self.since.is_empty() {
            return;
        }
        let known: BTreeMap<_, _> = self.since.iter().flat_map(Edition::lists).collect();
        for list in in_use.filter(|list| !known.contains_key(*list)) {
            messages.important(&format!(
                "no earlier edition of `{list}` is given: nothing of it is screened against"
            ));
        }
    }

    /// Leaves the entities out.
    pub(crate) fn apply(self, watchlist: &mut Watchlist) -> Result<(), Failure> {
        if !self.since.is_empty() {
            let mut changed = BTreeSet::new();
            for earlier in self.since {
                let earlier = earlier.load()?;
                changed.extend(
                    watchlist
                        .changes_since(&earlier)
                        .into_iter()
                        .filter_map(|change| change.after)
                        .filter(|entity| {
                            earlier.lists().iter().any(|list| list.id == entity.list())
                        })
                        .map(|entity| entity.id.clone()),
                );
            }
            watchlist.retain(|entity| changed.contains(&entity.id));
        }
        watchlist.retain(|entity| !self.withheld.contains(&entity.id));
        Ok(())
    }
}
