//! `lists`: what is in use; `lists --history`: what is kept.

use std::io;

use jiff::Timestamp;
use namewatch::ListInfo;
use serde::Serialize;

use crate::cli::args::{ListArgs, TableFormat};
use crate::cli::failure::Failure;
use crate::cli::lists_in_use::ListsInUse;
use crate::report::{Output, csv, jsonl, table};
use crate::store::Store;

/// The columns of the table of lists: the keys of their lines of JSON.
const COLUMNS: [&str; 10] = [
    "list",
    "snapshot",
    "published",
    "format",
    "demonstration",
    "entities",
    "names",
    "path",
    "age_days",
    "stale",
];

/// The same of the snapshots that are kept.
const USE_COLUMNS: [&str; 7] = [
    "list",
    "snapshot",
    "since",
    "checked",
    "published",
    "entities",
    "current",
];

/// Prints the lists in use.
pub(super) fn current(
    out: &mut Output,
    format: TableFormat,
    args: &ListArgs,
    lists: ListsInUse<'_>,
) -> Result<io::Result<()>, Failure> {
    let (lists, freshness) = lists.describe()?;
    let ages = lists.iter().map(|list| freshness.of(list, args.max_age));
    let (mut rows, mut records) = (Vec::new(), Vec::new());
    for (list, age) in lists.iter().zip(ages) {
        match format {
            TableFormat::Csv => records.push([
                list.id.clone(),
                list.snapshot.clone(),
                list.published.clone().unwrap_or_default(),
                list.format.clone(),
                list.demonstration.to_string(),
                list.counts.entities.to_string(),
                list.counts.names.to_string(),
                list.path
                    .as_ref()
                    .map_or_else(String::new, |path| path.display().to_string()),
                age.days.map_or_else(String::new, |days| days.to_string()),
                age.is_stale().to_string(),
            ]),
            TableFormat::Jsonl => {
                if let Err(error) = jsonl::list(out, list, age.days, age.is_stale()) {
                    return Ok(Err(error));
                }
            }
            TableFormat::Text => rows.push([
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
        TableFormat::Csv => csv::table(out, COLUMNS, &records),
        TableFormat::Jsonl => Ok(()),
        TableFormat::Text => table(out, heading, &[1, 2, 4], &rows),
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
    format: TableFormat,
    store: &Store,
) -> Result<io::Result<()>, Failure> {
    let installed = store.installed()?;
    let (mut rows, mut records) = (Vec::new(), Vec::new());
    for (id, used) in installed.uses() {
        let list = store.snapshot(id, &used.snapshot)?.manifest.list;
        let current = installed.current_of(id) == Some(used);
        match format {
            TableFormat::Csv => records.push([
                id.to_owned(),
                used.snapshot.clone(),
                used.since.to_string(),
                used.checked.to_string(),
                list.published.clone().unwrap_or_default(),
                list.counts.entities.to_string(),
                current.to_string(),
            ]),
            TableFormat::Jsonl => {
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
            TableFormat::Text => rows.push([
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
        TableFormat::Csv => csv::table(out, USE_COLUMNS, &records),
        TableFormat::Jsonl => Ok(()),
        TableFormat::Text => table(out, heading, &[4], &rows),
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
