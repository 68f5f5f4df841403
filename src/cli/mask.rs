use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::Path;

use namewatch::{ListInfo, Watchlist};

use super::args::MaskArgs;
use super::edition::Edition;
use super::failure::Failure;
use super::messages::Messages;
use crate::report::text::Scope;
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

/// The ids of the lists of which something is screened against; `None`: all in use, whole.
pub(crate) struct Reach(Option<Vec<String>>);

impl Reach {
    /// What a verdict on `lists` is about.
    pub(crate) fn scope(self, lists: &[ListInfo]) -> Scope {
        let Some(reached) = self.0 else {
            return Scope {
                lists: lists.to_vec(),
                only_changes: false,
            };
        };
        let lists = lists.iter().filter(|list| reached.contains(&list.id));
        Scope {
            lists: lists.cloned().collect(),
            only_changes: true,
        }
    }
}

impl Mask {
    /// Reads what is asked for.
    pub(crate) fn new(args: &MaskArgs, store: Option<&Store>) -> Result<Self, Failure> {
        let mut withheld = BTreeSet::new();
        for given in &args.exclude {
            match given.strip_prefix('@') {
                None => _ = withheld.insert(given.clone()),
                Some(path) => {
                    let text = fs::read_to_string(path).map_err(|error| {
                        let expected = "name a file with one entity id a line";
                        Failure::of_flag("--exclude", Path::new(given), &error, expected)
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

    /// Which of the lists in use are screened against; says of which nothing is.
    ///
    /// # Errors
    ///
    /// If nothing at all would be screened against.
    pub(crate) fn reach(&self, in_use: &[&str], messages: Messages) -> Result<Reach, Failure> {
        if self.since.is_empty() {
            return Ok(Reach(None));
        }
        let earlier: BTreeMap<_, _> = self.since.iter().flat_map(Edition::lists).collect();
        let (reached, others): (Vec<&str>, Vec<&str>) =
            in_use.iter().partition(|list| earlier.contains_key(**list));
        if reached.is_empty() {
            let earlier: Vec<&str> = earlier.keys().map(String::as_str).collect();
            return Err(Failure::Usage {
                problem: format!(
                    "`--changed-since` names editions of {}, and in use are {}: nothing is left to \
                     screen against",
                    earlier.join(", "),
                    in_use.join(", ")
                ),
                hint: "name an earlier edition of each list that is to be screened against",
            });
        }
        for list in others {
            messages.important(&format!(
                "no earlier edition of `{list}` is given: nothing of it is screened against"
            ));
        }
        let reached = reached.into_iter().map(str::to_owned).collect();
        Ok(Reach(Some(reached)))
    }

    /// Says which entities that are to be left out are not there in the first place: one may have been
    /// taken off the list, or its id be a slip.
    pub(crate) fn tell_unknown(&self, watchlist: &Watchlist, messages: Messages) {
        let unknown = self
            .withheld
            .iter()
            .filter(|id| watchlist.entity(id).is_none());
        let unknown: Vec<&str> = unknown.map(String::as_str).collect();
        let Some((first, rest)) = unknown.split_first() else {
            return;
        };
        let more = match rest.len() {
            0 => String::new(),
            more => format!(" (nor are {more} more)"),
        };
        messages.warning(&format!(
            "`--exclude`: `{first}` is on none of the lists in use{more}; nothing is left out for it"
        ));
    }

    /// Whether entities are named that are to be left out.
    pub(crate) fn withholds(&self) -> bool {
        !self.withheld.is_empty()
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
