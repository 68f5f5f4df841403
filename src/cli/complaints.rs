use std::sync::Arc;

use super::messages::Messages;
use crate::document::Ticket;

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
