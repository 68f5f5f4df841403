use namewatch::{ListSource, Watchlist};

use crate::{Counted, assert_refused, counted, load_real, real};

/// Counted with Python's ElementTree, over the records `e`, blanks tidied:
/// ```python
/// len(list(root.iter('INDIVIDUAL'))), len(list(root.iter('ENTITY')))
/// # dates, distinct in a record: DATE[:10] or YEAR or FROM_YEAR-TO_YEAR, or else a NOTE that is a
/// # date, of INDIVIDUAL_DATE_OF_BIRTH with its being approximate; DATE_OF_BIRTH of INDIVIDUAL_ALIAS
/// # documents, distinct in a record: those whose NUMBER has a digit
/// {(d.findtext('TYPE_OF_DOCUMENT'), d.findtext('NUMBER'), country) for d in e.iter('INDIVIDUAL_DOCUMENT')}
/// # aliases by QUALITY, distinct in a record
/// ```
/// The newest list has 1,514 `Good` and 594 `a.k.a.` fields, 615 `Low`, 19 `f.k.a.` and 378 with
/// original names. A field may hold several names or one in another script, so that the names are
/// counted only as they are read.
#[test]
fn real_lists_hold_what_an_independent_count_says() {
    for (path, published, expected) in [
        (
            "un_sc/consolidated_2026-02-27.xml",
            "2026-02-27",
            [730, 273, 892, 454],
        ),
        (
            "un_sc_old/consolidated_2025-11-20.xml.gz",
            "2025-11-20",
            [727, 273, 892, 454],
        ),
        (
            "un_sc_old/consolidated_2025-04-19.xml.gz",
            "2025-04-19",
            [684, 193, 866, 431],
        ),
    ] {
        let Some(path) = real(path) else { return };
        let watchlist = load_real(&path);
        assert_eq!(watchlist.lists()[0].published.as_deref(), Some(published));
        let [persons, organizations, birth_dates, identifiers] = expected;
        let found = counted(&watchlist);
        let expected = Counted {
            persons,
            organizations,
            birth_dates,
            identifiers,
            aliases: found.aliases,
            weak_aliases: found.weak_aliases,
            former_names: found.former_names,
            original_names: found.original_names,
            ..Counted::default()
        };
        assert_eq!(found, expected);
        if published == "2026-02-27" {
            assert_eq!(
                [
                    found.aliases,
                    found.weak_aliases,
                    found.former_names,
                    found.original_names
                ],
                [2178, 618, 20, 416]
            );
        }
    }
}

#[test]
fn real_lists_that_are_damaged_or_two_are_refused() {
    for (path, words) in [
        (
            "malformed/un_consolidated_not_wellformed.xml.gz",
            &["byte", "line"][..],
        ),
        ("un_sc_old", &["two editions"]),
    ] {
        let Some(path) = real(path) else { return };
        assert_refused(Watchlist::load(&[ListSource::new(path)]), words);
    }
}
