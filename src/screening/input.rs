//! What a screener is given.

use std::io::Read;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};

use crate::{EntityKind, Gender, PartialDate};

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

impl Document {
    /// A document that is nothing but a text.
    pub fn new(text: impl Into<String>) -> Self {
        Self {
            title: None,
            date: None,
            body: Body::Text(text.into()),
        }
    }
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

impl Query {
    /// A query of which only the name is known.
    pub fn new(name: impl Into<String>) -> Self {
        Self {
            name: name.into(),
            ..Self::default()
        }
    }
}

/// A switch that ends a running screening from another thread.
#[derive(Clone, Debug, Default)]
pub struct Cancellation(Arc<AtomicBool>);

impl Cancellation {
    /// Asks every screening that was given this switch to stop: small documents in hand are still
    /// finished, a large one is given up.
    pub fn cancel(&self) {
        self.0.store(true, Ordering::Relaxed);
    }

    /// Whether [`Cancellation::cancel`] was called.
    pub fn is_cancelled(&self) -> bool {
        self.0.load(Ordering::Relaxed)
    }
}
