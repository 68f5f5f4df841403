use namewatch::{Counts, ListInfo};

/// How few of something may go without a word, whatever share of it they are.
const FEW: usize = 2;

/// Why a new snapshot of a list is hardly what the publisher meant, if it is: it is older than the
/// one before, or one of its counts fell by more than a fifth.
pub(crate) fn suspicion(before: &ListInfo, after: &ListInfo) -> Option<String> {
    if let (Some(old), Some(new)) = (&before.published, &after.published)
        && new < old
    {
        return Some(format!(
            "is of {new}, older than the installed one of {old}"
        ));
    }
    let (old, new) = (&before.counts, &after.counts);
    let fell = |(_, old, new): &(&str, usize, usize)| old.saturating_sub(*new) * 5 > *old;
    let entities = ("entities", old.entities, new.entities);
    let mut fallen = Some(entities).filter(fell).into_iter().chain(
        columns(old, new)
            .into_iter()
            .filter(|count| fell(count) && count.1 - count.2 > FEW),
    );
    fallen.next().map(|(what, old, new)| {
        format!("has {new} {what} where the installed one has {old}, more than a fifth fewer")
    })
}

/// What is counted beside the entities, before and after.
fn columns<'a>(old: &Counts, new: &Counts) -> [(&'a str, usize, usize); 12] {
    [
        ("persons", old.persons, new.persons),
        ("organizations", old.organizations, new.organizations),
        ("vessels", old.vessels, new.vessels),
        ("aircraft", old.aircraft, new.aircraft),
        ("names", old.names, new.names),
        ("aliases", old.aliases, new.aliases),
        ("weak aliases", old.weak_aliases, new.weak_aliases),
        ("former names", old.former_names, new.former_names),
        (
            "names in original script",
            old.original_names,
            new.original_names,
        ),
        ("birth dates", old.birth_dates, new.birth_dates),
        ("identifiers", old.identifiers, new.identifiers),
        ("addresses", old.addresses, new.addresses),
    ]
}

#[cfg(test)]
mod tests {
    use super::*;

    fn list(published: &str, counts: Counts) -> ListInfo {
        ListInfo {
            id: "un-sc".to_owned(),
            path: None,
            format: "UN XML".to_owned(),
            snapshot: String::new(),
            published: Some(published.to_owned()).filter(|day| !day.is_empty()),
            counts,
            warnings: Vec::new(),
            demonstration: false,
        }
    }

    fn counts(entities: usize, vessels: usize, birth_dates: usize) -> Counts {
        Counts {
            entities,
            vessels,
            birth_dates,
            ..Counts::default()
        }
    }

    #[test]
    fn a_fall_by_more_than_a_fifth_is_suspect() {
        let before = list("2026-11-20", counts(100, 3, 50));
        for (after, expected) in [
            (counts(100, 3, 50), None),
            (counts(80, 3, 40), None),
            (counts(79, 3, 50), Some("79 entities")),
            (counts(100, 3, 39), Some("39 birth dates")),
            // Two ships of three may well be delisted on one day.
            (counts(100, 1, 50), None),
            (counts(100, 0, 50), Some("0 vessels")),
            (counts(900, 30, 500), None),
        ] {
            let found = suspicion(&before, &list("2026-11-21", after.clone()));
            match expected {
                None => assert_eq!(found, None, "{after:?}"),
                Some(part) => assert!(
                    found.as_ref().is_some_and(|found| found.contains(part)),
                    "{found:?}"
                ),
            }
        }
        let few = list("", counts(2, 0, 0));
        assert!(suspicion(&few, &list("", counts(1, 0, 0))).is_some());
    }

    #[test]
    fn an_older_edition_is_suspect() {
        let before = list("2026-11-20", counts(10, 0, 0));
        let after = |day| list(day, counts(10, 0, 0));
        assert!(
            suspicion(&before, &after("2026-11-19"))
                .unwrap()
                .contains("older")
        );
        assert_eq!(suspicion(&before, &after("2026-11-20")), None);
        assert_eq!(suspicion(&before, &after("")), None);
    }
}
