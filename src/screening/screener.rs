use std::io::Read;
use std::num::NonZeroUsize;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};

use super::hit::{Comparison, DocumentResult, Hit, NameHit};
use crate::{EntityKind, Error, Gender, PartialDate, Result};

/// The text of a document.
pub enum Body {
    /// In memory.
    Text(String),
    /// Read piece by piece, so that its size does not matter. Must give UTF-8.
    Stream(Box<dyn Read + Send>),
}

/// A document to screen.
pub struct Document {
    /// Its title, screened as a field of its own.
    pub title: Option<String>,
    /// Its date, against which ages are reckoned.
    pub date: Option<PartialDate>,
    /// Its text.
    pub body: Body,
}

/// A whole name to look up, with what else is known of the party.
#[derive(Clone, Debug, Default)]
pub struct Query {
    /// The name.
    pub name: String,
    /// The sort of party, where known.
    pub kind: Option<EntityKind>,
    /// Date of birth.
    pub birth_date: Option<PartialDate>,
    /// Gender.
    pub gender: Option<Gender>,
    /// Countries (ISO two-letter codes or names).
    pub countries: Vec<String>,
    /// Identifiers, as written.
    pub identifiers: Vec<String>,
}

/// A switch that ends a running screening from another thread.
#[derive(Clone, Debug, Default)]
pub struct Cancellation(Arc<AtomicBool>);

impl Cancellation {
    /// Asks every screening that was given this switch to stop at the next document or block.
    pub fn cancel(&self) {
        self.0.store(true, Ordering::Relaxed);
    }

    /// Whether [`Cancellation::cancel`] was called.
    pub fn is_cancelled(&self) -> bool {
        self.0.load(Ordering::Relaxed)
    }
}

/// Memory that one thread may keep between calls.
#[derive(Default)]
pub struct Scratch {}

/// Sets up a [`Screener`].
pub struct ScreenerBuilder {
    min_confidence: f64,
    threads: Option<NonZeroUsize>,
}

impl ScreenerBuilder {
    /// Hits under this confidence are not returned. Default 0.5; from 0 to 1.
    pub fn min_confidence(mut self, min_confidence: f64) -> Self {
        self.min_confidence = min_confidence;
        self
    }

    /// Threads of the screener's own pool. Default: one for each core.
    pub fn threads(mut self, threads: NonZeroUsize) -> Self {
        self.threads = Some(threads);
        self
    }
}

/// Screens texts and names against a watchlist. Immutable; share it between threads.
pub struct Screener {}

impl Screener {
    /// Screens a text.
    ///
    /// # Errors
    ///
    /// If the index turns out to be damaged.
    pub fn screen(&self, _text: &str) -> Result<Vec<Hit>> {
        todo!()
    }

    /// Screens documents in parallel and hands each result over in the order of the documents.
    /// `T` is whatever the caller wants to have back with the result.
    ///
    /// A document that can't be read gives an error of its own; the others go on. `sink` returns
    /// `false` to stop early.
    ///
    /// # Errors
    ///
    /// [`crate::ErrorKind::Cancelled`] once `cancellation` is used.
    pub fn screen_all<T: Send>(
        &self,
        _documents: impl Iterator<Item = (T, Document)> + Send,
        _cancellation: &Cancellation,
        _sink: impl FnMut(T, std::result::Result<DocumentResult, Error>) -> bool,
    ) -> Result<()> {
        todo!()
    }

    /// The best candidate for one entity in a document, also under the threshold.
    ///
    /// # Errors
    ///
    /// If the document can't be read, or the entity is not on the watchlist.
    pub fn explain(&self, _document: Document, _entity_id: &str) -> Result<Option<Hit>> {
        todo!()
    }

    /// Looks a whole name up; best first.
    ///
    /// # Errors
    ///
    /// If the index turns out to be damaged.
    pub fn lookup(&self, _query: &Query) -> Result<Vec<NameHit>> {
        todo!()
    }

    /// How sure it is that two names are one party's. The order of the two does not matter.
    pub fn compare(&self, _one: &str, _other: &str, _kind: EntityKind) -> Comparison {
        todo!()
    }
}
