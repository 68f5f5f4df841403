use std::collections::BTreeMap;
use std::fmt::Display;
use std::sync::Arc;

use super::args::ColumnArgs;
use super::messages::{Messages, Warn};
use crate::document::{Filled, InputFormat, Problem, Ticket};

/// Tells what could not be read; of one file not more than a few lines, and how many more.
#[derive(Default)]
pub(super) struct Complaints {
    source: Option<Arc<str>>,
    count: u64,
}

impl Complaints {
    /// How many bad lines of one file are told singly.
    const MOST: u64 = 10;

    pub(super) fn error(
        &mut self,
        messages: Messages,
        ticket: &Ticket,
        problem: &str,
        hint: Option<&str>,
    ) {
        if self.source.as_ref() != Some(&ticket.source) {
            self.finish(messages);
            self.source = Some(ticket.source.clone());
        }
        self.count += 1;
        if self.count <= Self::MOST {
            let hint = hint.filter(|_| self.count == 1);
            messages.error(&format!("{}: {problem}", ticket.place()), hint);
        }
    }

    /// Tells how many were left unsaid.
    pub(super) fn finish(&mut self, messages: Messages) {
        if let Some(source) = self.source.take()
            && self.count > Self::MOST
        {
            let more = self.count - Self::MOST;
            messages.error(&format!("{source}: {more} more lines skipped"), None);
        }
        self.count = 0;
    }
}

/// Tells of the cells of a table that are not understood: of each column the first few, and how many more.
#[derive(Default)]
pub(super) struct OddCells(BTreeMap<&'static str, u64>);

impl OddCells {
    /// How many of one column are told singly.
    const MOST: u64 = 3;

    pub(super) fn note(&mut self, column: &'static str, problem: &dyn Display, warn: Warn<'_>) {
        let count = self.0.entry(column).or_default();
        *count += 1;
        if *count <= Self::MOST {
            warn(problem);
        }
    }

    /// Tells how many were left unsaid.
    pub(super) fn finish(&self, messages: Messages) {
        for (column, &count) in &self.0 {
            if count > Self::MOST {
                let more = count - Self::MOST;
                messages.warning(&format!(
                    "column `{column}`: {more} more cells are not understood"
                ));
            }
        }
    }
}

/// Counts the documents whose date is not understood: one warning for them all.
#[derive(Default)]
pub(super) struct OddDates {
    count: u64,
    first: String,
}

impl OddDates {
    pub(super) fn note(&mut self, ticket: &Ticket) {
        if let Some(date) = &ticket.odd_date {
            self.count += 1;
            if self.count == 1 {
                self.first = format!("{}, `{date}`", ticket.place());
            }
        }
    }

    pub(super) fn finish(&self, messages: Messages) {
        if self.count > 0 {
            messages.warning(&format!(
                "documents with a `date` that is not understood: {}, the first at {}; ages in them \
                 are not reckoned",
                self.count, self.first
            ));
        }
    }
}

/// Counts the files of kinds that are not read, though articles may lie in them: one warning for them
/// all, which names the first.
#[derive(Default)]
pub(super) struct NotRead {
    count: u64,
    first: Vec<String>,
}

impl NotRead {
    /// How many are named.
    const MOST: usize = 5;

    pub(super) fn note(&mut self, ticket: &Ticket, problem: &Problem) {
        if !problem.may_hold_articles() {
            return;
        }
        self.count += 1;
        if self.first.len() < Self::MOST {
            self.first.push(ticket.place().to_string());
        }
    }

    pub(super) fn finish(&self, messages: Messages) {
        let more = match self.count.saturating_sub(Self::MOST as u64) {
            0 => String::new(),
            more => format!(", and {more} more, which `-v` names"),
        };
        if self.count > 0 {
            let plural = if self.count == 1 { "" } else { "s" };
            messages.warning(&format!(
                "passed over {} file{plural} of kinds that are not read (convert to text or PDF): {}{more}",
                self.count,
                self.first.join(", ")
            ));
        }
    }
}

/// Looks whether what a flag calls a key is one in any line of JSON; a table without such a column is
/// refused, but a line may lack it.
pub(super) struct UnknownKeys {
    keys: [Key; 3],
    any: bool,
}

struct Key {
    flag: &'static str,
    /// `None` where no flag names it.
    name: Option<String>,
    is_in: fn(Filled) -> bool,
}

impl UnknownKeys {
    pub(super) fn new(columns: &ColumnArgs) -> Self {
        let key = |flag, name: &Option<String>, is_in| Key {
            flag,
            name: name.clone(),
            is_in,
        };
        Self {
            keys: [
                key("--id-column", &columns.id_column, |filled| filled.id),
                key("--date-column", &columns.date_column, |filled| filled.date),
                key("--title-column", &columns.title_column, |filled| {
                    filled.title
                }),
            ],
            any: false,
        }
    }

    pub(super) fn note(&mut self, ticket: &Ticket) {
        if ticket.format == Some(InputFormat::JsonLines) && ticket.problem().is_none() {
            self.any = true;
            for key in &mut self.keys {
                key.name.take_if(|_| (key.is_in)(ticket.filled));
            }
        }
    }

    pub(super) fn finish(&self, messages: Messages) {
        for key in self.keys.iter().filter(|_| self.any) {
            if let (Some(name), flag) = (&key.name, key.flag) {
                messages.warning(&format!(
                    "`{flag} {name}`: no line of JSON has anything under the key `{name}`"
                ));
            }
        }
    }
}
