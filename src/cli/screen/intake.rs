use std::cell::{Cell, RefCell};
use std::io::{self, Read};

use namewatch::{Body, Document};

use crate::document::{Documents, Ticket};
use crate::state::{Content, Known, State, StateProblem};

/// A document on its way through the screening.
pub(super) struct Job {
    pub(super) ticket: Ticket,
    /// What the document is known by, where runs are remembered.
    pub(super) content: Option<Content>,
    /// Where its result stands, if an earlier run had it.
    pub(super) known: Option<Known>,
}

impl Job {
    /// A document of which nothing is remembered.
    pub(super) fn new(ticket: Ticket) -> Self {
        Self {
            ticket,
            content: None,
            known: None,
        }
    }
}

/// What is known of an [`Intake`] while it is drawn from.
#[derive(Default)]
pub(super) struct Counter {
    seen: Cell<u64>,
    problem: RefCell<Option<StateProblem>>,
}

impl Counter {
    /// How many documents came in.
    pub(super) fn seen(&self) -> u64 {
        self.seen.get()
    }

    /// Why it ended early, if it did.
    pub(super) fn problem(&self) -> Option<StateProblem> {
        self.problem.take()
    }
}

/// The documents of a run. Those whose results are known are empty ones that only keep their places in
/// the order, and cost no time.
pub(super) struct Intake<'a> {
    documents: Documents,
    state: Option<&'a State>,
    counter: &'a Counter,
}

impl<'a> Intake<'a> {
    pub(super) fn new(
        documents: Documents,
        state: Option<&'a State>,
        counter: &'a Counter,
    ) -> Self {
        Self {
            documents,
            state,
            counter,
        }
    }

    fn look_up(
        state: &State,
        ticket: Ticket,
        document: Document,
    ) -> Result<(Job, Document), StateProblem> {
        let mut job = Job::new(ticket);
        if job.ticket.problem().is_some() {
            return Ok((job, document));
        }
        let document = match Content::of(document) {
            Ok((content, document)) => {
                job.content = Some(content);
                job.known = state.find(&content)?;
                if job.known.is_some() {
                    Document::new("")
                } else {
                    document
                }
            }
            // Whoever screens it finds out.
            Err(error) => Document {
                title: None,
                date: None,
                body: Body::Stream(Box::new(Broken(Some(error)))),
            },
        };
        Ok((job, document))
    }
}

impl Iterator for Intake<'_> {
    type Item = (Job, Document);

    fn next(&mut self) -> Option<Self::Item> {
        let (ticket, document) = self.documents.next()?;
        self.counter.seen.set(self.counter.seen.get() + 1);
        let Some(state) = self.state else {
            return Some((Job::new(ticket), document));
        };
        Self::look_up(state, ticket, document)
            .map_err(|problem| *self.counter.problem.borrow_mut() = Some(problem))
            .ok()
    }
}

/// The rest of a text that could not be read to its end.
struct Broken(Option<io::Error>);

impl Read for Broken {
    fn read(&mut self, _: &mut [u8]) -> io::Result<usize> {
        self.0.take().map_or(Ok(0), Err)
    }
}
