//! `lists diff`: what changed between two editions.

use std::io::{self, Write};

use namewatch::{Change, Entity, FieldChange, Watchlist};
use serde::Serialize;
use serde_json::Value;

use crate::cli::args::Format;
use crate::cli::messages::Messages;
use crate::report::text::Plain;
use crate::report::{Output, jsonl};

/// A change as it is printed.
#[derive(Serialize)]
struct Line<'a> {
    change: &'static str,
    entity_id: &'a str,
    list: &'a str,
    kind: &'static str,
    name: &'a str,
    /// Only of an entity that changed.
    fields: Vec<FieldChange>,
}

impl<'a> Line<'a> {
    fn of(change: &Change<'a>) -> Option<Self> {
        let entity: &Entity = change.after.or(change.before)?;
        let (word, fields) = match (change.before, change.after) {
            (None, _) => ("added", Vec::new()),
            (_, None) => ("removed", Vec::new()),
            _ => ("changed", change.fields()),
        };
        Some(Self {
            change: word,
            entity_id: &entity.id,
            list: entity.list(),
            kind: entity.kind.as_str(),
            name: entity.primary_name(),
            fields,
        })
    }
}

/// Prints what changed, by entity id, and how much that is.
pub(super) fn write(
    out: &mut Output,
    format: Format,
    before: &Watchlist,
    after: &Watchlist,
    messages: Messages,
) -> io::Result<()> {
    warn_of_other_lists(before, after, messages);
    let changes = after.changes_since(before);
    for line in changes.iter().filter_map(Line::of) {
        match format {
            Format::Jsonl => jsonl::line(out, &line)?,
            Format::Text => text(out, &line)?,
        }
    }
    let count = |is: fn(&Change) -> bool| changes.iter().filter(|change| is(change)).count();
    let (added, removed) = (
        count(|change| change.before.is_none()),
        count(|change| change.after.is_none()),
    );
    let changed = changes.len() - added - removed;
    let same = after.entities().len() - added - changed;
    let summary = format!("{added} added, {removed} removed, {changed} changed, {same} the same");
    match format {
        Format::Jsonl => messages.note(&summary),
        Format::Text => writeln!(out, "{summary}")?,
    }
    Ok(())
}

/// Warns of lists that are on one side only: all that is on them would be told as removed or added, as if
/// something had happened to it.
fn warn_of_other_lists(before: &Watchlist, after: &Watchlist, messages: Messages) {
    let only_in = |one: &Watchlist, other: &Watchlist| {
        let is_there = |id: &str| other.lists().iter().any(|list| list.id == id);
        let missing = one.lists().iter().filter(|list| !is_there(&list.id));
        let ids: Vec<String> = missing.map(|list| format!("`{}`", list.id)).collect();
        ids.join(", ")
    };
    let removed = only_in(before, after);
    let added = only_in(after, before);
    let told = match (removed.is_empty(), added.is_empty()) {
        (true, true) => return,
        (false, true) => format!("{removed} is only in A: all of it is told as removed"),
        (true, false) => format!("{added} is only in B: all of it is told as added"),
        (false, false) => format!(
            "{removed} in A and {added} in B are different lists: all that is on them is told as removed and added; \
             `ID=PATH` says that files are editions of one list"
        ),
    };
    messages.warning(&told);
}

fn text(out: &mut Output, line: &Line<'_>) -> io::Result<()> {
    let name = Plain(line.name);
    let id = Plain(line.entity_id);
    writeln!(out, "{:8}{name}, {} ({id})", line.change, line.kind)?;
    for field in &line.fields {
        let signed = [("-", &field.removed), ("+", &field.added)];
        for (sign, value) in signed.iter().flat_map(|(sign, values)| {
            let values = values.iter();
            values.map(move |value| (sign, value))
        }) {
            let value = match value {
                Value::String(text) => text.clone(),
                other => other.to_string(),
            };
            writeln!(out, "        {sign} {}: {}", field.field, Plain(&value))?;
        }
    }
    Ok(())
}
