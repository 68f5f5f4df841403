//! Which entries of different lists are one party, so that none is taken for another's.

use std::collections::BTreeMap;

use super::reference_of;
use crate::matching::{Evidence, Features};
use crate::{Screener, Watchlist};

/// For each party, by its reference on one list, its references on the others.
pub(super) struct Parties(BTreeMap<String, Vec<String>>);

impl Parties {
    /// The parties of these lists.
    pub(super) fn new(watchlist: &Watchlist, screener: &Screener) -> Self {
        let parties = watchlist.entities().iter().map(|entity| {
            let links = screener.links(&entity.id).into_iter();
            let references = links.map(|link| reference_of(&link.entity_id).to_owned());
            (entity.reference().to_owned(), references.collect())
        });
        Self(parties.collect())
    }

    /// Whether an entry that is not the `right` one may be right as well: it is the same party on
    /// another list, or it bears the very name that was looked up and nothing contradicts it.
    ///
    /// Taken for wrong, such entries would teach that a name met to the letter is often no name of
    /// the entry.
    pub(super) fn may_be_right(&self, right: &str, entity: &str, features: &Features) -> bool {
        let elsewhere = self.0.get(reference_of(right));
        let is_linked = elsewhere
            .is_some_and(|references| references.iter().any(|id| id == reference_of(entity)));
        let contradicting = [
            Evidence::BirthDateUnlike,
            Evidence::CountryUnlike,
            Evidence::GenderUnlike,
        ];
        let contradicted = contradicting
            .iter()
            .any(|&evidence| features.get(evidence) > 0.0);
        is_linked || features.is_identical() && !contradicted
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::screening::development::compared;
    use crate::{EntityKind, ListSource};

    #[test]
    fn the_same_party_on_another_list_is_not_wrong() {
        let folder = std::env::temp_dir().join(format!("namewatch-parties-{}", std::process::id()));
        std::fs::create_dir_all(&folder).expect("a folder");
        let list = |name: &str, line: &str| {
            let path = folder.join(name);
            std::fs::write(&path, line).expect("written");
            ListSource::new(path)
        };
        let sources = [
            list(
                "a.jsonl",
                r#"{"id":"1","kind":"person","name":"Yusuf Karandash","birth_dates":["1961-04-02"]}"#,
            ),
            list(
                "b.jsonl",
                r#"{"id":"2","kind":"person","name":"Youssef Karandash","birth_dates":["1961-04-02"]}"#,
            ),
        ];
        let watchlist = Watchlist::load(&sources).expect("lists");
        let screener = Screener::builder().build(&watchlist).expect("a screener");
        std::fs::remove_dir_all(&folder).expect("removed");
        let parties = Parties::new(&watchlist, &screener);
        let features = |one, other| compared(one, other, EntityKind::Person);
        let near = features("Yusuf Karandash", "Yasin Karandash");
        assert!(parties.may_be_right("a:1", "b:2", &near));
        assert!(!parties.may_be_right("a:1", "b:3", &near));
        let mut same = features("Yusuf Karandash", "Yusuf KARANDASH");
        assert!(parties.may_be_right("a:1", "b:3", &same));
        same.set_flag(Evidence::BirthDateUnlike, true);
        assert!(!parties.may_be_right("a:1", "b:3", &same));
    }
}
