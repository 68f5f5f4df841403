//! The line that ends a run.

use std::fmt::Write as _;

use namewatch::ListInfo;

use super::style::Plain;
use crate::report::Totals;

/// The line that ends a look-up: how much was found, on which lists of which day.
pub(crate) fn lookup_summary(names: u64, hits: u64, min_confidence: f64, scope: &Scope) -> String {
    let lists = days(&scope.lists);
    if names == 0 {
        return format!("0 names: nothing was looked up on these lists: {lists}");
    }
    let (names, place) = (counted(names, "name"), scope.place());
    match hits {
        0 => format!("{names}: nothing at or over {min_confidence} {place} these lists: {lists}"),
        hits => {
            let hits = counted(hits, "hit");
            format!("{names}: {hits} at or over {min_confidence} {place} these lists: {lists}")
        }
    }
}

/// The line that ends a screening: what was screened, what was found, on which lists of which day.
pub(crate) fn summary(totals: &Totals, min_confidence: f64, scope: &Scope) -> String {
    let mut text = format!(
        "{}: {} screened",
        counted(totals.seen, "document"),
        totals.screened
    );
    if totals.unchanged > 0 {
        let _ = write!(text, ", {} unchanged", totals.unchanged);
    }
    if totals.empty > 0 {
        let _ = write!(text, " ({} empty)", totals.empty);
    }
    let _ = write!(text, ", {} skipped; ", totals.skipped);
    let place = scope.place();
    if totals.known() == 0 {
        text.push_str("nothing was screened against ");
    } else if !totals.has_text() {
        text.push_str("there was no text to screen against ");
    } else if totals.hits == 0 {
        let _ = write!(
            text,
            "nothing at or over {min_confidence} {place} these lists: "
        );
    } else {
        let hits = counted(totals.hits, "hit");
        let documents = counted(totals.documents_with_hits, "document");
        let _ = write!(
            text,
            "{hits} at or over {min_confidence} in {documents}, {place} "
        );
    }
    text.push_str(&days(&scope.lists));
    if totals.suppressed > 0 {
        let hits = counted(totals.suppressed, "hit");
        let _ = write!(text, "; {hits} left out as decided");
    }
    text
}

/// Whether a line is one that ends a screening or a look-up.
pub(crate) fn is_summary(line: &str) -> bool {
    let Some((counted, rest)) = line.split_once(": ") else {
        return false;
    };
    let Some((number, what)) = counted.split_once(' ') else {
        return false;
    };
    let is_number = |text: &str| !text.is_empty() && text.bytes().all(|c| c.is_ascii_digit());
    is_number(number)
        && match what {
            "document" | "documents" => {
                let screened = rest.split_once(" screened");
                screened
                    .is_some_and(|(number, rest)| is_number(number) && rest.contains(" skipped; "))
            }
            "name" | "names" => rest.contains(" these lists: "),
            _ => false,
        }
}

/// What a verdict is about.
pub(crate) struct Scope {
    /// The lists of which something was screened against.
    pub(crate) lists: Vec<ListInfo>,
    /// Whether that is only what changed on them.
    pub(crate) only_changes: bool,
}

impl Scope {
    fn place(&self) -> &'static str {
        if self.only_changes {
            "among what changed on"
        } else {
            "on"
        }
    }
}

/// The lists with their publishers' dates: `un-sc of 2026-02-01`.
fn days(lists: &[ListInfo]) -> String {
    let of_day = |list: &ListInfo| {
        let day = list.published.as_deref();
        let day = day.map_or_else(|| "without a date".to_owned(), |day| format!("of {day}"));
        let sort = if list.demonstration {
            " (a demonstration)"
        } else {
            ""
        };
        format!("{} {day}{sort}", Plain(&list.id))
    };
    lists.iter().map(of_day).collect::<Vec<_>>().join(", ")
}

fn counted(number: u64, what: &str) -> String {
    let plural = if number == 1 { "" } else { "s" };
    format!("{number} {what}{plural}")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_line_that_ends_a_run_is_known_again() {
        let scope = Scope {
            lists: Vec::new(),
            only_changes: false,
        };
        for (screened, empty, hits) in [(0, 0, 0), (1, 1, 0), (2, 0, 0), (2, 0, 1)] {
            let totals = Totals {
                seen: 3,
                screened,
                empty,
                skipped: 3 - screened,
                hits,
                ..Totals::default()
            };
            let line = summary(&totals, 0.5, &scope);
            assert!(is_summary(&line), "{line}");
            let line = lookup_summary(screened, hits, 0.5, &scope);
            assert!(is_summary(&line), "{line}");
        }
        for line in [
            "",
            "2 documents: none is dated",
            "names: on these lists: all",
            "He left.",
        ] {
            assert!(!is_summary(line), "{line}");
        }
    }
}
