use std::collections::{BTreeMap, BTreeSet};

use jiff::Timestamp;
use serde::{Deserialize, Serialize};

/// Raised whenever a field changes its meaning.
const FORMAT: u32 = 1;

/// Which snapshot of each list is in use, and which were before.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct Installed {
    format: u32,
    lists: BTreeMap<String, History>,
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
struct History {
    /// When the list was first installed; its snapshot of then may have been cleared away since.
    first: Timestamp,
    /// In the order of their use; never empty.
    uses: Vec<Use>,
}

/// A time in which a snapshot was current.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct Use {
    /// The snapshot's hash.
    pub(crate) snapshot: String,
    /// From when it was current.
    pub(crate) since: Timestamp,
    /// When it was last found to be what the publisher offers.
    pub(crate) checked: Timestamp,
}

/// The snapshot of a list that was in use at some time.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum AsOf<'a> {
    /// This one.
    Kept(&'a Use),
    /// The list was not installed yet.
    NotYet,
    /// It is no longer kept; the oldest that is came into use then.
    Gone(Timestamp),
}

impl Installed {
    pub(super) fn parse(bytes: &[u8]) -> Result<Self, String> {
        let installed: Self =
            serde_json::from_slice(bytes).map_err(|error| format!("damaged: {error}"))?;
        if installed.format != FORMAT {
            return Err(format!(
                "written in format {} by another version; this one reads format {FORMAT}",
                installed.format
            ));
        }
        let is_whole = |history: &History| !history.uses.is_empty();
        if !installed.lists.values().all(is_whole) {
            return Err("damaged: a list without a snapshot".to_owned());
        }
        Ok(installed)
    }

    pub(crate) fn is_empty(&self) -> bool {
        self.lists.is_empty()
    }

    /// The lists with their current snapshots, by id.
    pub(crate) fn current(&self) -> impl Iterator<Item = (&str, &Use)> {
        self.lists
            .iter()
            .filter_map(|(list, history)| Some((list.as_str(), history.uses.last()?)))
    }

    /// The current snapshot of a list.
    pub(crate) fn current_of(&self, list: &str) -> Option<&Use> {
        self.lists.get(list)?.uses.last()
    }

    /// All kept uses, by list, oldest first.
    pub(crate) fn uses(&self) -> impl Iterator<Item = (&str, &Use)> {
        self.lists.iter().flat_map(|(list, history)| {
            let uses = history.uses.iter();
            uses.map(move |used| (list.as_str(), used))
        })
    }

    /// The lists, by id, with what was in use of each at a time.
    pub(crate) fn as_of(&self, time: Timestamp) -> impl Iterator<Item = (&str, AsOf<'_>)> {
        self.lists.iter().map(move |(list, history)| {
            let used = history.uses.iter().rev().find(|used| used.since <= time);
            let then = match used {
                Some(used) => AsOf::Kept(used),
                None if time < history.first => AsOf::NotYet,
                None => history
                    .uses
                    .first()
                    .map_or(AsOf::NotYet, |oldest| AsOf::Gone(oldest.since)),
            };
            (list.as_str(), then)
        })
    }

    /// Makes a snapshot the current one of its list, or notes that it still is.
    pub(super) fn record(
        &mut self,
        list: &str,
        snapshot: &str,
        now: Timestamp,
        checked: Timestamp,
    ) {
        self.format = FORMAT;
        let history = self
            .lists
            .entry(list.to_owned())
            .or_insert_with(|| History {
                first: now,
                uses: Vec::new(),
            });
        match history.uses.last_mut() {
            Some(current) if current.snapshot == snapshot => {
                current.checked = current.checked.max(checked);
            }
            _ => history.uses.push(Use {
                snapshot: snapshot.to_owned(),
                since: now,
                checked,
            }),
        }
    }

    /// Forgets the uses that nothing speaks for; the current ones always stay.
    pub(super) fn forget(&mut self, keeps: impl Fn(UseAge) -> bool) {
        for history in self.lists.values_mut() {
            let count = history.uses.len();
            let kept_from = (0..count).find(|&at| {
                let ended = history.uses.get(at + 1).map(|next| next.since);
                let newer = count - 1 - at;
                ended.is_none() || keeps(UseAge { newer, ended })
            });
            history.uses.drain(..kept_from.unwrap_or(0));
        }
    }

    /// All snapshots that are kept, as list and hash.
    pub(super) fn snapshots(&self) -> BTreeSet<(&str, &str)> {
        self.uses()
            .map(|(list, used)| (list, used.snapshot.as_str()))
            .collect()
    }
}

/// How old a use is.
#[derive(Clone, Copy, Debug)]
pub(super) struct UseAge {
    /// How many uses of the list are newer.
    pub(super) newer: usize,
    /// When the next one began.
    pub(super) ended: Option<Timestamp>,
}

#[cfg(test)]
mod tests {
    use super::*;

    fn at(text: &str) -> Timestamp {
        format!("2026-11-{text}:00:00Z").parse().unwrap()
    }

    fn three() -> Installed {
        let mut installed = Installed::default();
        for (hash, day) in [
            ("a", "01T06"),
            ("a", "02T06"),
            ("b", "03T06"),
            ("a", "05T06"),
        ] {
            installed.record("un-sc", hash, at(day), at(day));
        }
        installed
    }

    fn then(installed: &Installed, day: &str) -> String {
        let (list, then) = installed.as_of(at(day)).next().unwrap();
        assert_eq!(list, "un-sc");
        match then {
            AsOf::Kept(used) => used.snapshot.clone(),
            other => format!("{other:?}"),
        }
    }

    #[test]
    fn each_day_has_the_snapshot_that_was_current_then() {
        let mut installed = three();
        assert_eq!(installed.current_of("un-sc").unwrap().snapshot, "a");
        assert_eq!(installed.uses().count(), 3);
        assert_eq!(installed.uses().next().unwrap().1.checked, at("02T06"));
        for (day, expected) in [
            ("01T05", "NotYet"),
            ("01T06", "a"),
            ("03T05", "a"),
            ("03T06", "b"),
            ("04T00", "b"),
            ("09T00", "a"),
        ] {
            assert_eq!(then(&installed, day), expected, "{day}");
        }
        installed.forget(|age| age.newer < 2);
        assert_eq!(then(&installed, "01T05"), "NotYet");
        assert!(then(&installed, "02T00").starts_with("Gone"));
        assert_eq!(then(&installed, "03T06"), "b");
        installed.forget(|_| false);
        assert_eq!(installed.uses().count(), 1);
    }

    #[test]
    fn what_is_written_reads_back_and_anything_else_is_refused() {
        let installed = three();
        let text = serde_json::to_string(&installed).unwrap();
        assert_eq!(Installed::parse(text.as_bytes()).unwrap(), installed);
        for bad in [
            text.replace("\"format\":1", "\"format\":2"),
            text[..text.len() - 2].to_owned(),
            r#"{"format":1,"lists":{"un-sc":{"first":"2026-11-01T00:00:00Z","uses":[]}}}"#
                .to_owned(),
        ] {
            assert!(Installed::parse(bad.as_bytes()).is_err(), "{bad}");
        }
    }
}
