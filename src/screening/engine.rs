//! Documents through the two phases, on all threads, in their order, in bounded memory.

use std::io::Read;

use rustc_hash::FxHashSet;

use self::blocks::{BLOCK, Blocks, OwnedBlock, blocks_of, not_utf8, whole};
use super::document::DocumentPhase;
use super::finder::Finder;
use super::hit::{DocumentResult, Field, Hit};
use super::input::{Body, Cancellation, Document};
use super::mention::{BlockText, Found};
use super::queue::{Queue, with_queue};
use super::screener::Screener;
use super::search::{Scope, Wanted};
use crate::{Error, ErrorKind, PartialDate, Result};

mod blocks;
#[cfg(test)]
mod borders;

/// Small documents are handed to a thread together, up to so many bytes.
const BATCH: usize = 128 << 10;

/// A document whose text is in memory and no larger than a block.
struct Small<T> {
    ticket: T,
    title: Option<String>,
    date: Option<PartialDate>,
    text: String,
}

type Outcome<T> = (T, std::result::Result<DocumentResult, Error>);

/// What a thread does at a time.
enum Job<T> {
    Documents(Vec<Small<T>>),
    /// A block of a large document, and the date of that.
    Block(OwnedBlock, Option<PartialDate>),
}

enum Done<T> {
    Documents(Vec<Outcome<T>>),
    Block(OwnedBlock, Found),
}

type Jobs<'q, T> = Queue<'q, Job<T>, Done<T>>;

/// Both fields of a document: all their mentions that may come to something.
pub(crate) fn find_in_text(
    screener: &Screener,
    finder: &mut Finder,
    title: Option<&str>,
    text: &str,
) -> DocumentPhase {
    find_in_fields(screener, finder, title, text, (Scope::All, None))
}

/// The hits of a document in memory.
///
/// Hardly any document names a listed party, and what else resembles listed names comes to nothing
/// without such a mention. So the parties are looked for first, then their mentions.
pub(crate) fn screen_text(
    screener: &Screener,
    finder: &mut Finder,
    title: Option<&str>,
    text: &str,
    date: Option<PartialDate>,
) -> Vec<Hit> {
    let mut parties = FxHashSet::default();
    let search = screener.search_parties().in_document_of(date);
    for block in fields(title, text) {
        finder.parties(block.text, &search, &mut parties);
    }
    if parties.is_empty() {
        return Vec::new();
    }
    finder.forget_parties();
    let wanted = Wanted::new(parties, &screener.index);
    let scope = Scope::Among(&wanted);
    decide(
        screener,
        find_in_fields(screener, finder, title, text, (scope, date)),
    )
}

fn fields<'t>(title: Option<&'t str>, text: &'t str) -> impl Iterator<Item = BlockText<'t>> {
    let title = title.map(|title| whole(Field::Title, title));
    title.into_iter().chain(blocks_of(text))
}

fn find_in_fields(
    screener: &Screener,
    finder: &mut Finder,
    title: Option<&str>,
    text: &str,
    scope: (Scope<'_>, Option<PartialDate>),
) -> DocumentPhase {
    let mut phase = DocumentPhase::default();
    for block in fields(title, text) {
        phase.absorb(find(screener, finder, &block, scope), &block);
    }
    phase
}

/// The second phase, with the screener's settings.
pub(crate) fn decide(screener: &Screener, phase: DocumentPhase) -> Vec<Hit> {
    phase.finish(
        &screener.index,
        screener.model.screen(),
        screener.min_confidence,
    )
}

fn find(
    screener: &Screener,
    finder: &mut Finder,
    block: &BlockText<'_>,
    (scope, date): (Scope<'_>, Option<PartialDate>),
) -> Found {
    finder.find(block, &screener.search(scope).in_document_of(date))
}

/// The best candidate for one entity, whatever its confidence.
pub(crate) fn explain(
    screener: &Screener,
    finder: &mut Finder,
    document: Document,
    entity: u32,
) -> Result<Option<Hit>> {
    let scope = (Scope::Only(entity), document.date);
    let text = match document.body {
        Body::Text(text) => text,
        Body::Stream(mut stream) => {
            let mut bytes = Vec::new();
            stream
                .read_to_end(&mut bytes)
                .map_err(ErrorKind::Document)?;
            String::from_utf8(bytes).map_err(|error| not_utf8(error.utf8_error().valid_up_to()))?
        }
    };
    let title = document.title.as_deref();
    let phase = find_in_fields(screener, finder, title, &text, scope);
    let hits = phase.finish(&screener.index, screener.model.screen(), 0.0);
    screener.index.check()?;
    Ok(hits.into_iter().reduce(|best, hit| {
        if hit.confidence > best.confidence {
            hit
        } else {
            best
        }
    }))
}

/// Screens documents on the screener's threads and hands the results over in order.
pub(crate) fn run<T: Send>(
    screener: &Screener,
    documents: impl Iterator<Item = (T, Document)>,
    cancellation: &Cancellation,
    sink: impl FnMut(T, std::result::Result<DocumentResult, Error>) -> bool,
) -> Result<()> {
    let work =
        |job: Job<T>| screener.with_scratch(|scratch| job.run(screener, &mut scratch.finder));
    with_queue(screener.threads, &work, |queue| {
        let batch = Vec::new();
        let mut run = Run {
            screener,
            cancellation,
            queue,
            batch,
            batched: 0,
            sink,
            going: true,
        };
        for (ticket, document) in documents {
            // What is in hand is finished all the same.
            if cancellation.is_cancelled() {
                break;
            }
            run.take(ticket, document);
            if !run.going {
                return Ok(());
            }
        }
        run.flush();
        run.hand_over_all();
        run.check()
    })
}

/// Documents on their way.
struct Run<'q, T, S> {
    screener: &'q Screener,
    cancellation: &'q Cancellation,
    queue: Jobs<'q, T>,
    /// Small documents for the next job, and their bytes.
    batch: Vec<Small<T>>,
    batched: usize,
    sink: S,
    /// Whether the sink wants more.
    going: bool,
}

impl<T, S> Run<'_, T, S>
where
    S: FnMut(T, std::result::Result<DocumentResult, Error>) -> bool,
{
    fn check(&self) -> Result<()> {
        if self.cancellation.is_cancelled() {
            return Err(ErrorKind::Cancelled.into());
        }
        Ok(())
    }

    fn take(&mut self, ticket: T, document: Document) {
        let Document { title, date, body } = document;
        match body {
            Body::Text(text) if text.len() <= BLOCK => {
                // Even an empty document is some work.
                self.batched += text.len() + 256;
                self.batch.push(Small {
                    ticket,
                    title,
                    date,
                    text,
                });
                if self.batched >= BATCH {
                    self.flush();
                }
            }
            body => {
                self.flush();
                self.hand_over_all();
                if !self.going {
                    return;
                }
                let result = self.large(title.as_deref(), date, body);
                // One that was given up is nobody's result.
                if !self.cancellation.is_cancelled() {
                    self.going = self.going && (self.sink)(ticket, result);
                }
            }
        }
    }

    /// Pushes the documents gathered.
    fn flush(&mut self) {
        self.batched = 0;
        if !self.batch.is_empty() {
            self.queue
                .push(Job::Documents(std::mem::take(&mut self.batch)));
        }
        while self.queue.is_full() {
            self.hand_over();
        }
    }

    fn hand_over_all(&mut self) {
        while self.hand_over() {}
    }

    /// Hands the results of the next job over, if one is under way.
    fn hand_over(&mut self) -> bool {
        let done = self.queue.pop();
        if let Some(Done::Documents(outcomes)) = done {
            for (ticket, result) in outcomes {
                self.going = self.going && (self.sink)(ticket, result);
            }
            return true;
        }
        false
    }

    /// Screens one large document, its blocks in parallel.
    fn large(
        &mut self,
        title: Option<&str>,
        date: Option<PartialDate>,
        body: Body,
    ) -> std::result::Result<DocumentResult, Error> {
        let screener = self.screener;
        let mut large = Large::default();
        if let Some(title) = title {
            let block = whole(Field::Title, title);
            let found = screener.with_scratch(|scratch| {
                find(screener, &mut scratch.finder, &block, (Scope::All, date))
            });
            large.phase.absorb(found, &block);
        }
        let stream: Box<dyn Read + Send> = match body {
            Body::Text(text) => Box::new(std::io::Cursor::new(text.into_bytes())),
            Body::Stream(stream) => stream,
        };
        let mut blocks = Blocks::new(stream);
        let read = loop {
            if let Err(error) = self.check() {
                break Err(error);
            }
            match blocks.next_block() {
                Ok(Some(block)) => self.queue.push(Job::Block(block, date)),
                Ok(None) => break Ok(()),
                Err(error) => break Err(error),
            }
            while self.queue.is_full() {
                large.absorb(self.queue.pop());
            }
        };
        // Also after an error: the queue is the next document's then.
        while large.absorb(self.queue.pop()) {}
        read?;
        Ok(DocumentResult {
            hits: decide(screener, large.phase),
            date,
            ..large.result
        })
    }
}

impl<T> Job<T> {
    fn run(self, screener: &Screener, finder: &mut Finder) -> Done<T> {
        match self {
            Self::Documents(documents) => Done::Documents(
                documents
                    .into_iter()
                    .map(|document| small(screener, finder, document))
                    .collect(),
            ),
            Self::Block(block, date) => {
                let found = find(screener, finder, &block.as_text(), (Scope::All, date));
                Done::Block(block, found)
            }
        }
    }
}

/// What is known of a large document so far.
#[derive(Default)]
struct Large {
    phase: DocumentPhase,
    result: DocumentResult,
}

impl Large {
    /// Takes the next block, if there is one.
    fn absorb<T>(&mut self, done: Option<Done<T>>) -> bool {
        let Some(Done::Block(block, found)) = done else {
            return false;
        };
        let own = block.own_text();
        self.result.characters += own.chars().count() as u64;
        self.result.bytes += own.len() as u64;
        self.result.nul_bytes += nul_bytes(own);
        self.phase.absorb(found, &block.as_text());
        true
    }
}

fn small<T>(screener: &Screener, finder: &mut Finder, document: Small<T>) -> Outcome<T> {
    let title = document.title.as_deref();
    let result = DocumentResult {
        hits: screen_text(screener, finder, title, &document.text, document.date),
        characters: document.text.chars().count() as u64,
        bytes: document.text.len() as u64,
        nul_bytes: nul_bytes(&document.text),
        date: document.date,
    };
    (document.ticket, Ok(result))
}

fn nul_bytes(text: &str) -> u64 {
    text.matches('\0').count() as u64
}
