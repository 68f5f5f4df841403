//! Documents through the two phases, on all threads, in their order, in bounded memory.

use std::collections::BTreeMap;
use std::io::Read;
use std::sync::mpsc;

use super::document::DocumentPhase;
use super::hit::{DocumentResult, Field, Hit};
use super::mention::{BlockText, Finder, Found};
use super::screener::{Body, Cancellation, Document, Screener};
use crate::{Error, ErrorKind, PartialDate, Result};

#[cfg(test)]
mod borders;

/// So much text is taken at once.
const BLOCK: usize = 1 << 20;
/// A block sees so much of its neighbours: far more than the longest mention and its sentence.
const MARGIN: usize = 4 << 10;
/// Small documents are handed to a thread together, up to so many bytes.
const BATCH: usize = 128 << 10;
/// Text that waits for a thread or for its turn, in blocks for each thread.
const WAITING: usize = 4;

/// A document whose text is in memory and no larger than a block.
struct Small<T> {
    ticket: T,
    title: Option<String>,
    date: Option<PartialDate>,
    text: String,
}

type Outcome<T> = (T, std::result::Result<DocumentResult, Error>);

/// Both fields of a document of one block.
pub(crate) fn find_in_text(
    screener: &Screener,
    finder: &mut Finder,
    title: Option<&str>,
    text: &str,
) -> DocumentPhase {
    let mut phase = DocumentPhase::default();
    find_in_fields(screener, finder, title, text, None, &mut phase);
    phase
}

fn find_in_fields(
    screener: &Screener,
    finder: &mut Finder,
    title: Option<&str>,
    text: &str,
    only: Option<u32>,
    phase: &mut DocumentPhase,
) {
    let title = title.map(|title| whole(Field::Title, title));
    for block in title.into_iter().chain(blocks_of(text)) {
        phase.absorb(find(screener, finder, &block, only), &block);
    }
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
    only: Option<u32>,
) -> Found {
    finder.find(block, &screener.search(only))
}

fn whole(field: Field, text: &str) -> BlockText<'_> {
    BlockText {
        field,
        text,
        own: 0..text.len(),
        byte_offset: 0,
        char_offset: 0,
    }
}

/// A text cut into blocks that overlap by the margin.
fn blocks_of(text: &str) -> Vec<BlockText<'_>> {
    if text.len() <= BLOCK {
        return vec![whole(Field::Text, text)];
    }
    let mut blocks = Vec::new();
    let (mut own_start, mut char_offset, mut counted) = (0, 0, 0);
    while own_start < text.len() {
        let own_end = match own_start + BLOCK {
            end if end >= text.len() => text.len(),
            end => cut_before(text, end, own_start),
        };
        let from = cut_before(text, own_start.saturating_sub(MARGIN), 0);
        let to = cut_before(text, (own_end + MARGIN).min(text.len()), own_end);
        char_offset += text[counted..from].chars().count() as u64;
        counted = from;
        blocks.push(BlockText {
            field: Field::Text,
            text: &text[from..to],
            own: own_start - from..own_end - from,
            byte_offset: from as u64,
            char_offset,
        });
        own_start = own_end;
    }
    blocks
}

/// The last place up to `at`, and after `least`, at which no word is cut; if there is none, the
/// last character boundary.
fn cut_before(text: &str, at: usize, least: usize) -> usize {
    if at >= text.len() {
        return text.len();
    }
    let bytes = text.as_bytes();
    let near = at.saturating_sub(MARGIN).max(least);
    if let Some(offset) = bytes[near..at].iter().rposition(u8::is_ascii_whitespace)
        && near + offset + 1 > least
    {
        return near + offset + 1;
    }
    let mut at = at;
    while !text.is_char_boundary(at) {
        at -= 1;
    }
    at
}

/// The best candidate for one entity, whatever its confidence.
pub(crate) fn explain(
    screener: &Screener,
    finder: &mut Finder,
    document: Document,
    entity: u32,
) -> Result<Option<Hit>> {
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
    let mut phase = DocumentPhase::default();
    let title = document.title.as_deref();
    find_in_fields(screener, finder, title, &text, Some(entity), &mut phase);
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

fn not_utf8(at: usize) -> Error {
    ErrorKind::NotUtf8 { byte: at as u64 }.into()
}

/// Screens documents on the screener's threads and hands the results over in order.
pub(crate) fn run<T: Send>(
    screener: &Screener,
    documents: impl Iterator<Item = (T, Document)>,
    cancellation: &Cancellation,
    mut sink: impl FnMut(T, std::result::Result<DocumentResult, Error>) -> bool,
) -> Result<()> {
    let (sender, receiver) = mpsc::channel::<(u64, Vec<Outcome<T>>)>();
    screener.pool.in_place_scope(|scope| {
        let mut queue = Queue {
            next: 0,
            waiting: BTreeMap::new(),
            receiver,
            started: 0,
            going: true,
        };
        let mut batch: Vec<Small<T>> = Vec::new();
        let mut batched = 0;
        for (ticket, document) in documents {
            if cancellation.is_cancelled() {
                return Err(ErrorKind::Cancelled.into());
            }
            match document.body {
                Body::Text(text) if text.len() <= BLOCK => {
                    batched += text.len() + 256;
                    batch.push(Small {
                        ticket,
                        title: document.title,
                        date: document.date,
                        text,
                    });
                    if batched >= BATCH {
                        batched = 0;
                        queue.start(scope, screener, std::mem::take(&mut batch), &sender);
                    }
                }
                body => {
                    batched = 0;
                    queue.start(scope, screener, std::mem::take(&mut batch), &sender);
                    queue.drain(0, &mut sink);
                    let result = large(
                        screener,
                        document.title.as_deref(),
                        document.date,
                        body,
                        cancellation,
                    );
                    queue.going = queue.going && sink(ticket, result);
                }
            }
            queue.drain(screener.threads * WAITING, &mut sink);
            if !queue.going {
                return Ok(());
            }
        }
        queue.start(scope, screener, batch, &sender);
        queue.drain(0, &mut sink);
        if cancellation.is_cancelled() {
            Err(ErrorKind::Cancelled.into())
        } else {
            Ok(())
        }
    })
}

/// Batches that have been started, and the results that wait for their turn.
struct Queue<T> {
    started: u64,
    /// The batch whose results are handed over next.
    next: u64,
    waiting: BTreeMap<u64, Vec<Outcome<T>>>,
    receiver: mpsc::Receiver<(u64, Vec<Outcome<T>>)>,
    /// Whether the sink wants more.
    going: bool,
}

impl<T: Send> Queue<T> {
    fn start<'scope>(
        &mut self,
        scope: &rayon::Scope<'scope>,
        screener: &'scope Screener,
        batch: Vec<Small<T>>,
        sender: &mpsc::Sender<(u64, Vec<Outcome<T>>)>,
    ) where
        T: 'scope,
    {
        if batch.is_empty() {
            return;
        }
        let number = self.started;
        self.started += 1;
        let sender = sender.clone();
        scope.spawn(move |_| {
            let outcomes = screener.with_scratch(|scratch| {
                let finder = &mut scratch.finder;
                batch
                    .into_iter()
                    .map(|document| small(screener, finder, document))
                    .collect()
            });
            // The receiver is gone only if the sink has had enough.
            let _ = sender.send((number, outcomes));
        });
    }

    /// Hands results over until no more than `most` batches are on their way.
    fn drain(
        &mut self,
        most: usize,
        sink: &mut impl FnMut(T, std::result::Result<DocumentResult, Error>) -> bool,
    ) {
        while self.started - self.next > most as u64 {
            let Ok((number, outcomes)) = self.receiver.recv() else {
                return;
            };
            self.waiting.insert(number, outcomes);
            while let Some(outcomes) = self.waiting.remove(&self.next) {
                self.next += 1;
                for (ticket, result) in outcomes {
                    self.going = self.going && sink(ticket, result);
                }
            }
        }
    }
}

fn small<T>(screener: &Screener, finder: &mut Finder, document: Small<T>) -> Outcome<T> {
    let phase = find_in_text(screener, finder, document.title.as_deref(), &document.text);
    let result = DocumentResult {
        hits: decide(screener, phase),
        characters: document.text.chars().count() as u64,
        bytes: document.text.len() as u64,
        nul_bytes: nul_bytes(&document.text),
        date: document.date,
    };
    (document.ticket, Ok(result))
}

fn nul_bytes(text: &str) -> u64 {
    text.bytes().filter(|&byte| byte == 0).count() as u64
}

/// A block of a large document, with text of its own.
struct OwnedBlock {
    text: String,
    own: std::ops::Range<usize>,
    byte_offset: u64,
    char_offset: u64,
}

impl OwnedBlock {
    fn as_text(&self) -> BlockText<'_> {
        BlockText {
            field: Field::Text,
            text: &self.text,
            own: self.own.clone(),
            byte_offset: self.byte_offset,
            char_offset: self.char_offset,
        }
    }
}

/// Screens one large document, its blocks in parallel.
fn large(
    screener: &Screener,
    title: Option<&str>,
    date: Option<PartialDate>,
    body: Body,
    cancellation: &Cancellation,
) -> std::result::Result<DocumentResult, Error> {
    let mut phase = DocumentPhase::default();
    if let Some(title) = title {
        let block = whole(Field::Title, title);
        let found =
            screener.with_scratch(|scratch| find(screener, &mut scratch.finder, &block, None));
        phase.absorb(found, &block);
    }
    let stream: Box<dyn Read + Send> = match body {
        Body::Text(text) => Box::new(std::io::Cursor::new(text.into_bytes())),
        Body::Stream(stream) => stream,
    };
    let mut blocks = Blocks::new(stream);
    let mut result = DocumentResult {
        date,
        ..DocumentResult::default()
    };
    loop {
        if cancellation.is_cancelled() {
            return Err(ErrorKind::Cancelled.into());
        }
        let mut round = Vec::new();
        while round.len() < screener.threads * 2
            && let Some(block) = blocks.next_block()?
        {
            round.push(block);
        }
        if round.is_empty() {
            break;
        }
        let found: Vec<Found> = screener.pool.install(|| {
            use rayon::prelude::*;
            round
                .par_iter()
                .map(|block| {
                    let text = block.as_text();
                    screener
                        .with_scratch(|scratch| find(screener, &mut scratch.finder, &text, None))
                })
                .collect()
        });
        for (block, found) in round.iter().zip(found) {
            let own = &block.text[block.own.clone()];
            result.characters += own.chars().count() as u64;
            result.bytes += own.len() as u64;
            result.nul_bytes += nul_bytes(own);
            phase.absorb(found, &block.as_text());
        }
    }
    result.hits = decide(screener, phase);
    Ok(result)
}

/// Cuts a stream of UTF-8 into blocks that overlap by the margin.
struct Blocks {
    stream: Box<dyn Read + Send>,
    /// Text from the margin before the next own part on.
    text: String,
    /// Bytes read that are no whole character yet.
    rest: Vec<u8>,
    own_start: usize,
    byte_offset: u64,
    char_offset: u64,
    ended: bool,
}

impl Blocks {
    fn new(stream: Box<dyn Read + Send>) -> Self {
        Self {
            stream,
            text: String::new(),
            rest: Vec::new(),
            own_start: 0,
            byte_offset: 0,
            char_offset: 0,
            ended: false,
        }
    }

    fn next_block(&mut self) -> std::result::Result<Option<OwnedBlock>, Error> {
        while !self.ended && self.text.len() < self.own_start + BLOCK + MARGIN {
            self.read()?;
        }
        if self.own_start >= self.text.len() {
            return Ok(None);
        }
        let own_end = match self.own_start + BLOCK {
            end if end >= self.text.len() => self.text.len(),
            end => cut_before(&self.text, end, self.own_start),
        };
        let to = cut_before(&self.text, (own_end + MARGIN).min(self.text.len()), own_end);
        let block = OwnedBlock {
            text: self.text[..to].to_owned(),
            own: self.own_start..own_end,
            byte_offset: self.byte_offset,
            char_offset: self.char_offset,
        };
        let from = cut_before(&self.text, own_end.saturating_sub(MARGIN), 0);
        self.byte_offset += from as u64;
        self.char_offset += self.text[..from].chars().count() as u64;
        self.own_start = own_end - from;
        self.text.drain(..from);
        Ok(Some(block))
    }

    fn read(&mut self) -> std::result::Result<(), Error> {
        let start = self.rest.len();
        self.rest.resize(start + (256 << 10), 0);
        let count = self.stream.read(&mut self.rest[start..]);
        self.rest
            .truncate(start + count.as_ref().copied().unwrap_or(0));
        match count {
            Ok(count) => self.ended = count == 0,
            Err(error) if error.kind() == std::io::ErrorKind::Interrupted => {}
            Err(error) => return Err(ErrorKind::Document(error).into()),
        }
        let valid = match std::str::from_utf8(&self.rest) {
            Ok(_) => self.rest.len(),
            Err(error) if error.error_len().is_none() && !self.ended => error.valid_up_to(),
            Err(error) => {
                let before = self.byte_offset as usize + self.text.len();
                return Err(not_utf8(before + error.valid_up_to()));
            }
        };
        let tail = self.rest.split_off(valid);
        let whole = std::mem::replace(&mut self.rest, tail);
        match String::from_utf8(whole) {
            Ok(text) => self.text.push_str(&text),
            Err(error) => return Err(not_utf8(error.utf8_error().valid_up_to())),
        }
        Ok(())
    }
}
