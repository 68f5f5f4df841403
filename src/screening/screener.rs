//! The screener: what it holds, and how texts are put to it. Names are looked up in [`lookup`], and
//! compared in [`compare`].
//!
//! [`lookup`]: super::lookup
//! [`compare`]: super::compare

use std::path::Path;
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::{Mutex, OnceLock};

use super::builder::ScreenerBuilder;
use super::engine;
use super::finder::Finder;
use super::hit::{DocumentResult, Hit};
use super::input::{Cancellation, Document};
use super::lookup::LookupScratch;
use super::search::{Scope, Search};
use crate::confidence::Model;
use crate::index::Index;
use crate::screening::candidates::floor::Floor;
use crate::screening::evidence::age::Written;
use crate::{Error, ErrorKind, Link, ListInfo, Result};

/// Memory that one thread may keep between calls: words it has met need not be looked up again.
///
/// It belongs to the screener that it was first used with; another one starts it afresh.
#[derive(Default)]
pub struct Scratch {
    pub(super) finder: Finder,
    pub(super) lookup: LookupScratch,
    /// The screener it was used with.
    owner: u64,
}

/// Screens texts and names against a watchlist. Immutable; share it between threads.
///
/// # Examples
///
/// ```
/// use namewatch::{Entity, EntityKind, Screener, Watchlist};
///
/// let entity = Entity::new("own:1", EntityKind::Person, "Arkady Rotenberg");
/// let watchlist = Watchlist::from_entities("own", vec![entity])?;
/// let screener = Screener::builder().build(&watchlist)?;
/// let hits = screener.screen("The yacht belongs to Arkadi Rotenberg, they say.")?;
/// assert_eq!(hits[0].surface, "Arkadi Rotenberg");
/// # Ok::<(), namewatch::Error>(())
/// ```
pub struct Screener {
    pub(super) index: Index,
    pub(super) model: Model,
    floor: Floor,
    party_floor: Floor,
    pub(super) min_confidence: f64,
    pub(super) threads: usize,
    /// The numbers of the entities in the order of their ids, once one was asked for.
    by_id: OnceLock<Box<[u32]>>,
    /// Memory that no thread is using.
    idle: Mutex<Vec<Scratch>>,
    number: u64,
}

// A panic that a caller catches leaves nothing half done here: the index is never written to, and the
// scratch memory in use is lost.
impl std::panic::UnwindSafe for Screener {}
impl std::panic::RefUnwindSafe for Screener {}

impl Screener {
    /// A builder with the default settings.
    pub fn builder() -> ScreenerBuilder {
        ScreenerBuilder::new()
    }

    /// A screener over an index.
    pub(super) fn new(index: Index, model: Model, min_confidence: f64, threads: usize) -> Self {
        static NEXT: AtomicU64 = AtomicU64::new(1);
        Self {
            floor: Floor::new(model.screen(), min_confidence),
            party_floor: Floor::by_itself(model.screen(), min_confidence),
            index,
            model,
            min_confidence,
            threads,
            by_id: OnceLock::new(),
            idle: Mutex::new(Vec::new()),
            number: NEXT.fetch_add(1, Ordering::Relaxed),
        }
    }

    /// Writes the index to a file that [`ScreenerBuilder::open_index`] opens. The file appears
    /// when it is whole: it is written aside and renamed.
    ///
    /// # Errors
    ///
    /// [`ErrorKind::Io`] where it can't be written.
    pub fn save_index(&self, path: &Path) -> Result<()> {
        self.index.save(path)
    }

    /// The lists that it screens against, as they were when the index was built.
    pub fn lists(&self) -> &[ListInfo] {
        self.index.lists()
    }

    /// Screens a text.
    ///
    /// # Errors
    ///
    /// If the index turns out to be damaged.
    pub fn screen(&self, text: &str) -> Result<Vec<Hit>> {
        self.with_scratch(|scratch| self.screen_with(scratch, text))
    }

    /// Screens a text with memory that the caller keeps between calls.
    ///
    /// # Errors
    ///
    /// If the index turns out to be damaged.
    pub fn screen_with(&self, scratch: &mut Scratch, text: &str) -> Result<Vec<Hit>> {
        self.own(scratch);
        let hits = engine::screen_text(self, &mut scratch.finder, None, text, None);
        self.index.check()?;
        Ok(hits)
    }

    /// Screens documents in parallel and hands each result over in the order of the documents.
    /// `T` is whatever the caller wants to have back with the result.
    ///
    /// A document that can't be read gives an error of its own; the others go on. `sink` returns
    /// `false` to stop early.
    ///
    /// # Errors
    ///
    /// [`ErrorKind::Cancelled`] once `cancellation` is used; what was finished has been handed over.
    pub fn screen_all<T: Send>(
        &self,
        documents: impl Iterator<Item = (T, Document)>,
        cancellation: &Cancellation,
        sink: impl FnMut(T, std::result::Result<DocumentResult, Error>) -> bool,
    ) -> Result<()> {
        engine::run(self, documents, cancellation, sink)?;
        self.index.check()
    }

    /// Whether an entity is on the lists.
    pub fn has_entity(&self, entity_id: &str) -> bool {
        self.entity_number(entity_id).is_some()
    }

    /// The entities of other lists that are the same party as an entity, so far as the lists tell;
    /// none where it is on no list. Nothing is ever merged: each stays a listed entity of its own.
    ///
    /// # Examples
    ///
    /// ```
    /// use namewatch::{LinkReason, ListSource, Screener, Watchlist};
    ///
    /// # let folder = std::env::temp_dir().join(format!("namewatch-links-{}", std::process::id()));
    /// # std::fs::create_dir_all(&folder)?;
    /// let line = |name: &str| {
    ///     format!("{{\"id\":\"1\",\"kind\":\"person\",\"name\":\"{name}\",\"birth_dates\":[\"1951-12-15\"]}}")
    /// };
    /// std::fs::write(folder.join("a.jsonl"), line("Arkady Rotenberg"))?;
    /// std::fs::write(folder.join("b.jsonl"), line("ROTENBERG, Arkady Romanovich"))?;
    /// let watchlist = Watchlist::load(&[ListSource::new(&folder)])?;
    /// let links = Screener::builder().build(&watchlist)?.links("a:1");
    /// assert_eq!(links[0].entity_id, "b:1");
    /// assert_eq!(links[0].reason, LinkReason::BirthDate);
    /// # std::fs::remove_dir_all(&folder)?;
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    pub fn links(&self, entity_id: &str) -> Vec<Link> {
        let Some(entity) = self.entity_number(entity_id) else {
            return Vec::new();
        };
        let links = self.index.links(entity);
        links
            .map(|link| Link {
                entity_id: self.entity_id(link.entity).to_owned(),
                reason: link.reason,
                detail: link.detail.to_owned(),
            })
            .collect()
    }

    fn entity_number(&self, entity_id: &str) -> Option<u32> {
        let by_id = self.by_id.get_or_init(|| {
            let mut numbers: Vec<u32> = (0..self.index.entity_count() as u32).collect();
            // Of entities with the same id the first one counts.
            numbers.sort_by_key(|&entity| self.entity_id(entity));
            numbers.into()
        });
        let at = by_id.partition_point(|&entity| self.entity_id(entity) < entity_id);
        let found = by_id.get(at).copied();
        found.filter(|&entity| self.entity_id(entity) == entity_id)
    }

    /// The best candidate for one entity in a document, also under the threshold. `None` where no
    /// two words of a name of its, or a word that is enough, stand together.
    ///
    /// # Errors
    ///
    /// If the document can't be read, or the entity is not on the watchlist.
    pub fn explain(&self, document: Document, entity_id: &str) -> Result<Option<Hit>> {
        let Some(entity) = self.entity_number(entity_id) else {
            let problem = format!("entity `{entity_id}` is on none of the lists");
            return Err(ErrorKind::Setting(problem).into());
        };
        self.with_scratch(|scratch| engine::explain(self, &mut scratch.finder, document, entity))
    }

    /// The id of an entity by its number.
    pub(crate) fn entity_id(&self, entity: u32) -> &str {
        self.index.entity(entity).id
    }

    /// What is looked for in a text, mention by mention.
    pub(super) fn search<'s>(&'s self, scope: Scope<'s>) -> Search<'s> {
        Search {
            index: &self.index,
            calibration: self.model.screen(),
            floor: self.floor,
            scope,
            written: Written::default(),
        }
    }

    /// The search for parties that a text may name.
    pub(super) fn search_parties(&self) -> Search<'_> {
        Search {
            floor: self.party_floor,
            ..self.search(Scope::All)
        }
    }

    pub(super) fn with_scratch<R>(&self, work: impl FnOnce(&mut Scratch) -> R) -> R {
        let idle = self.idle.lock().ok().and_then(|mut idle| idle.pop());
        let mut scratch = idle.unwrap_or_default();
        self.own(&mut scratch);
        let result = work(&mut scratch);
        if let Ok(mut idle) = self.idle.lock() {
            idle.push(scratch);
        }
        result
    }

    /// Starts memory afresh that another screener used.
    pub(super) fn own(&self, scratch: &mut Scratch) {
        if scratch.owner != self.number {
            *scratch = Scratch {
                owner: self.number,
                ..Scratch::default()
            };
        }
    }
}
