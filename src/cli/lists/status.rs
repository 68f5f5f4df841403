//! `lists`: what is in use; `lists --history`: what is kept.

use std::io;

use jiff::Timestamp;
use namewatch::ListInfo;
use serde::Serialize;

use crate::cli::args::{Format, ListArgs};
use crate::cli::failure::Failure;
use crate::cli::lists_in_use::ListsInUse;
use crate::report::{Output, jsonl, table};
use crate::store::Store;

/// Prints the lists in use.
pub(super) fn current(
    out: &mut Output,
    format: Format,
    args: &ListArgs,
    lists: ListsInUse<'_>,
) -> Result<io::Result<()>, Failure> {
    let (lists, freshness) = lists.describe()?;
    let ages = lists.iter().map(|list| freshness.of(list, args.max_age));
    let mut rows = Vec::new();
    for (list, age) in lists.iter().zip(ages) {
        match format {
            Format::Jsonl => {
                if let Err(error) = jsonl::list(out, list, age.days, age.is_stale()) {
                    return Ok(Err(error));
                }
            }
            Format::Text => rows.push([
                list.id.clone(),
                list.counts.entities.to_string(),
                list.counts.names.to_string(),
                date(list),
                age.to_string(),
                short(&list.snapshot),
                list.format.clone(),
                list.path
                    .as_ref()
                    .map_or_else(|| "built in".to_owned(), |path| path.display().to_string()),
            ]),
        }
    }
    let heading = [
        "list",
        "entities",
        "names",
        "published",
        "age",
        "snapshot",
        "format",
        "path",
    ];
    Ok(match format {
        Format::Jsonl => Ok(()),
        Format::Text => table(out, heading, &[1, 2, 4], &rows),
    })
}

/// A time in which a snapshot was current.
#[derive(Serialize)]
struct UseLine<'a> {
    list: &'a str,
    snapshot: &'a str,
    since: Timestamp,
    checked: Timestamp,
    published: Option<&'a str>,
    entities: usize,
    current: bool,
}

/// Prints the snapshots that are kept, by list, oldest first.
pub(super) fn history(
    out: &mut Output,
    format: Format,
    store: &Store,
) -> Result<io::Result<()>, Failure> {
    let installed = store.installed()?;
    let mut rows = Vec::new();
    for (id, used) in installed.uses() {
        let list = store.snapshot(id, &used.snapshot)?.manifest.list;
        let current = installed.current_of(id) == Some(used);
        match format {
            Format::Jsonl => {
                let line = UseLine {
                    list: id,
                    snapshot: &used.snapshot,
                    since: used.since,
                    checked: used.checked,
                    published: list.published.as_deref(),
                    entities: list.counts.entities,
                    current,
                };
                if let Err(error) = jsonl::line(out, &line) {
                    return Ok(Err(error));
                }
            }
            Format::Text => rows.push([
                id.to_owned(),
                minute(used.since),
                minute(used.checked),
                date(&list),
                list.counts.entities.to_string(),
                short(&used.snapshot),
                if current { "current" } else { "" }.to_owned(),
            ]),
        }
    }
    let heading = [
        "list",
        "since",
        "checked",
        "published",
        "entities",
        "snapshot",
        "",
    ];
    Ok(match format {
        Format::Jsonl => Ok(()),
        Format::Text => table(out, heading, &[4], &rows),
    })
}

fn date(list: &ListInfo) -> String {
    list.published.clone().unwrap_or_else(|| "-".to_owned())
}

fn minute(time: Timestamp) -> String {
    time.strftime("%Y-%m-%d %H:%MZ").to_string()
}

/// As many digits of a hash as tell snapshots apart for eyes.
pub(super) fn short(hash: &str) -> String {
    hash.chars().take(12).collect()
}
