//! `lists verify`: whether all that is kept is still what was stored, and still reads.

use std::collections::BTreeSet;
use std::io;

use namewatch::Watchlist;
use serde::Serialize;

use super::status::short;
use crate::cli::args::Format;
use crate::cli::failure::{Exit, Failure};
use crate::cli::interruption::Interruption;
use crate::cli::messages::Messages;
use crate::report::{Output, jsonl, table};
use crate::store::{Snapshot, Store};

/// What was found of the snapshots.
pub(super) struct Verified(Vec<Line>);

#[derive(Serialize)]
struct Line {
    list: String,
    snapshot: String,
    entities: usize,
    sound: bool,
    problem: Option<String>,
}

/// Hashes and reads every kept snapshot again.
pub(super) fn run(
    store: &Store,
    messages: Messages,
    interruption: &Interruption,
) -> Result<Verified, Failure> {
    let installed = store.installed()?;
    let snapshots: BTreeSet<(&str, &str)> = installed
        .uses()
        .map(|(list, used)| (list, used.snapshot.as_str()))
        .collect();
    if snapshots.is_empty() {
        return Err(Failure::Input {
            problem: format!(
                "{}: no list is installed there, so that nothing could be verified",
                store.root().display()
            ),
            hint: Some("`lists update` installs lists; `--data-dir` names another folder"),
        });
    }
    let mut lines = Vec::new();
    for (list, hash) in snapshots {
        interruption.check()?;
        let found = store
            .snapshot(list, hash)
            .map_err(|error| error.to_string());
        let found = found.and_then(|snapshot| verify(&snapshot, hash, messages));
        if let Err(problem) = &found {
            messages.error(&format!("{list}: {problem}"), None);
        }
        lines.push(Line {
            list: list.to_owned(),
            snapshot: hash.to_owned(),
            entities: *found.as_ref().unwrap_or(&0),
            sound: found.is_ok(),
            problem: found.err(),
        });
    }
    Ok(Verified(lines))
}

/// The number of entities in a sound snapshot.
fn verify(snapshot: &Snapshot, hash: &str, messages: Messages) -> Result<usize, String> {
    snapshot.rehash().map_err(|problem| problem.to_string())?;
    let read = Watchlist::load(&[snapshot.source()]).map_err(|error| error.to_string())?;
    let (stored, list) = (&snapshot.manifest.list, &read.lists()[0]);
    if list.snapshot != hash || stored.snapshot != hash {
        return Err(format!("the snapshot {hash} is filed under a wrong name"));
    }
    if list.counts != stored.counts {
        messages.warning(&format!(
            "{}: snapshot {} reads otherwise than when version {} installed it: {} entities, {} then",
            list.id,
            short(hash),
            snapshot.manifest.version,
            list.counts.entities,
            stored.counts.entities
        ));
    }
    Ok(list.counts.entities)
}

impl Verified {
    /// How the command ends.
    pub(super) fn exit(&self) -> Exit {
        if self.0.iter().all(|line| line.sound) {
            Exit::Whole
        } else {
            Exit::Unreadable
        }
    }

    /// Prints what was found.
    pub(super) fn write(&self, out: &mut Output, format: Format) -> io::Result<()> {
        match format {
            Format::Jsonl => self.0.iter().try_for_each(|line| jsonl::line(out, line)),
            Format::Text => {
                let cells = |line: &Line| {
                    [
                        line.list.clone(),
                        line.snapshot.clone(),
                        line.entities.to_string(),
                        if line.sound { "sound" } else { "damaged" }.to_owned(),
                    ]
                };
                let rows: Vec<_> = self.0.iter().map(cells).collect();
                table(out, ["list", "snapshot", "entities", "status"], &[2], &rows)
            }
        }
    }
}
