use std::num::NonZeroUsize;
use std::path::Path;
use std::sync::Arc;
use std::sync::Mutex;
use std::sync::atomic::{AtomicU64, Ordering};

use super::document::least_reported;
use super::engine;
use super::evidence;
use super::explain::{self, Sides};
use super::finder::Finder;
use super::hit::{Comparison, DocumentResult, Hit, NameHit, Reason};
use super::hope::Hope;
use super::input::{Cancellation, Document, Query};
use super::lookup::LookupScratch;
use super::prospect::Floor;
use super::search::{Scope, Search};
use crate::confidence::{Calibration, Model, confidence, settle};
use crate::index::{self, Index};
use crate::linking;
use crate::matching::{Features, NamePair, PreparedName};
use crate::{EntityKind, Error, ErrorKind, Link, ListInfo, Result, Watchlist};

/// The log-odds of a comparison with nothing in one name to compare: a confidence of 0 as printed.
const NO_NAME: f64 = -20.0;

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

/// Sets up a [`Screener`].
#[derive(Clone, Debug)]
pub struct ScreenerBuilder {
    min_confidence: f64,
    threads: Option<NonZeroUsize>,
    model: Option<Model>,
}

impl ScreenerBuilder {
    /// Hits under this confidence are not returned. Default 0.5; from 0 to 1.
    pub fn min_confidence(&mut self, min_confidence: f64) -> &mut Self {
        self.min_confidence = min_confidence;
        self
    }

    /// Threads of the screener's own pool. Default: one for each core.
    pub fn threads(&mut self, threads: NonZeroUsize) -> &mut Self {
        self.threads = Some(threads);
        self
    }

    /// A model other than the one shipped.
    pub fn model(&mut self, model: Model) -> &mut Self {
        self.model = Some(model);
        self
    }

    /// Opens an index that [`Screener::save_index`] wrote, mapped into memory: processes share its
    /// pages, and opening it takes no time however large it is.
    ///
    /// The file must not be changed while the screener lives; replace it by a renamed one.
    ///
    /// # Errors
    ///
    /// [`ErrorKind::Io`] where the file can't be read, [`ErrorKind::Index`] where it is no index of
    /// this version, [`ErrorKind::Setting`] as for [`ScreenerBuilder::build`].
    pub fn open_index(&self, path: &Path) -> Result<Screener> {
        let (pool, threads) = self.pool()?;
        self.finish(Index::map(path)?, pool, threads)
    }

    /// Builds the index of a watchlist, and the screener over it.
    ///
    /// # Errors
    ///
    /// [`ErrorKind::Setting`] for a confidence outside 0 to 1, or where threads can't be started.
    pub fn build(&self, watchlist: &Watchlist) -> Result<Screener> {
        let (pool, threads) = self.pool()?;
        let index = pool.install(|| -> Result<Index> {
            let mut index = index::build(watchlist)?;
            index.keep_links(&linking::find(&index, watchlist));
            Ok(index)
        })?;
        self.finish(index, pool, threads)
    }

    /// Checks the settings and starts the threads.
    fn pool(&self) -> Result<(rayon::ThreadPool, usize)> {
        if !(0.0..=1.0).contains(&self.min_confidence) {
            let problem = format!(
                "minimum confidence {} is not from 0 to 1",
                self.min_confidence
            );
            return Err(ErrorKind::Setting(problem).into());
        }
        let threads = match self.threads {
            Some(threads) => threads.get(),
            None => std::thread::available_parallelism().map_or(1, NonZeroUsize::get),
        };
        let pool = rayon::ThreadPoolBuilder::new()
            .num_threads(threads)
            .build()
            .map_err(|problem| ErrorKind::Setting(format!("threads: {problem}")))?;
        Ok((pool, threads))
    }

    fn finish(&self, index: Index, pool: rayon::ThreadPool, threads: usize) -> Result<Screener> {
        static NEXT: AtomicU64 = AtomicU64::new(1);
        let model = match &self.model {
            Some(model) => model.clone(),
            None => Model::embedded()?,
        };
        Ok(Screener {
            floor: Floor::new(model.screen(), self.min_confidence),
            party_floor: Floor::by_itself(model.screen(), self.min_confidence),
            index,
            model,
            min_confidence: self.min_confidence,
            pool,
            threads,
            idle: Mutex::new(Vec::new()),
            number: NEXT.fetch_add(1, Ordering::Relaxed),
        })
    }
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
    pub(super) pool: rayon::ThreadPool,
    pub(super) threads: usize,
    /// Memory that no thread is using.
    idle: Mutex<Vec<Scratch>>,
    number: u64,
}

// A panic that a caller catches leaves nothing half done here: the index is never written to, the
// scratch memory in use is lost, and the pool's threads go on.
impl std::panic::UnwindSafe for Screener {}
impl std::panic::RefUnwindSafe for Screener {}

impl Screener {
    /// A builder with the default settings.
    pub fn builder() -> ScreenerBuilder {
        ScreenerBuilder {
            min_confidence: 0.5,
            threads: None,
            model: None,
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
        let hits = engine::screen_text(self, &mut scratch.finder, None, text);
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
        let mut numbers = 0..self.index.entity_count() as u32;
        numbers.find(|&entity| self.index.entity(entity).id == entity_id)
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

    /// Looks a whole name up; best first, then by entity id.
    ///
    /// # Errors
    ///
    /// If the index turns out to be damaged.
    pub fn lookup(&self, query: &Query) -> Result<Vec<NameHit>> {
        self.with_scratch(|scratch| self.lookup_with(scratch, query))
    }

    /// Looks a whole name up with memory that the caller keeps between calls.
    ///
    /// # Errors
    ///
    /// If the index turns out to be damaged.
    pub fn lookup_with(&self, scratch: &mut Scratch, query: &Query) -> Result<Vec<NameHit>> {
        self.own(scratch);
        let calibration = self.model.lookup();
        let prepared = PreparedName::new(&query.name, query.kind.unwrap_or_default());
        if prepared.is_empty() {
            return Ok(Vec::new());
        }
        let least = least_reported(self.min_confidence) - evidence::most(query, calibration);
        let hope = Hope::new(calibration, least);
        let mut best: Vec<LookedUp> = Vec::new();
        let index = &self.index;
        let mut records = evidence::Records::new(index);
        scratch.lookup.candidates(
            index,
            &prepared,
            Some(&hope),
            |view, candidate, alignment, listed| {
                let name = (index.text(view), view.kind);
                let mut features = Features::of_names(view.manner, &candidate.features, name);
                evidence::weigh(&mut features, query, view.entity, &mut records);
                let log_odds = calibration.log_odds(features.as_slice());
                if confidence(log_odds) < self.min_confidence {
                    return;
                }
                let known = best.iter().position(|known| known.entity == view.entity);
                if known.is_some_and(|known| best[known].log_odds >= log_odds) {
                    return;
                }
                let details = explain::details_of(
                    alignment,
                    prepared.parts(view.manner),
                    listed,
                    |at| prepared.words[at].view().fold.to_owned(),
                    |at| index.listed_word(view, at).to_owned(),
                );
                let found = LookedUp {
                    entity: view.entity,
                    name: candidate.name,
                    log_odds,
                    features,
                    details,
                };
                match known {
                    Some(known) => best[known] = found,
                    None => best.push(found),
                }
            },
        );
        let mut hits: Vec<NameHit> = best.into_iter().map(|found| self.name_hit(found)).collect();
        hits.sort_by(|a, b| {
            b.confidence
                .total_cmp(&a.confidence)
                .then_with(|| a.entity_id.cmp(&b.entity_id))
        });
        self.index.check()?;
        Ok(hits)
    }

    fn name_hit(&self, found: LookedUp) -> NameHit {
        let (settled, explanation) = explained(
            self.model.lookup(),
            &found.features,
            &found.details,
            Sides::Query,
        );
        let entity = self.index.entity(found.entity);
        let name = self.index.name(found.name);
        NameHit {
            entity_id: Arc::from(entity.id),
            list: Arc::from(self.index.list_id(entity.list)),
            kind: entity.kind,
            name: Arc::from(entity.name),
            matched_name: Arc::from(self.index.text(&name)),
            name_kind: name.kind,
            confidence: settled.confidence,
            explanation,
            log_odds: settled.log_odds,
        }
    }

    /// How sure it is that two names are one party's. The order of the two does not matter.
    pub fn compare(&self, one: &str, other: &str, kind: EntityKind) -> Comparison {
        self.model.compare(one, other, kind)
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

    fn own(&self, scratch: &mut Scratch) {
        if scratch.owner != self.number {
            *scratch = Scratch {
                owner: self.number,
                ..Scratch::default()
            };
        }
    }
}

struct LookedUp {
    entity: u32,
    name: u32,
    log_odds: f64,
    features: Features,
    details: explain::Details,
}

fn explained(
    calibration: &Calibration,
    features: &Features,
    details: &explain::Details,
    sides: Sides,
) -> (crate::confidence::Settled, Vec<super::hit::Reason>) {
    let mut effects = Vec::new();
    calibration.effects(features.as_slice(), &mut effects);
    let settled = settle(&effects);
    let reasons = explain::reasons(&settled, features, details, sides);
    (settled, reasons)
}

impl Model {
    /// How sure it is that two names are one party's, without any list. The order of the two does
    /// not matter. A name without a letter or digit agrees with none.
    ///
    /// # Examples
    ///
    /// ```
    /// use namewatch::{EntityKind, Model};
    ///
    /// let model = Model::embedded()?;
    /// let same = model.compare("Yusuf al-Qaradawi", "Youssef Qaradawi", EntityKind::Person);
    /// let other = model.compare("Yusuf al-Qaradawi", "Yusuf Islam", EntityKind::Person);
    /// assert!(same.confidence > other.confidence);
    /// # Ok::<(), namewatch::Error>(())
    /// ```
    pub fn compare(&self, one: &str, other: &str, kind: EntityKind) -> Comparison {
        let (features, details) = compared(one, other, kind);
        let (settled, mut explanation) =
            explained(self.comparing(), &features, &details, Sides::Names);
        let mut log_odds = settled.log_odds;
        let is_name = |name: &str| name.chars().any(char::is_alphanumeric);
        if !is_name(one) || !is_name(other) {
            explanation.push(Reason {
                reason: "a name without a letter agrees with none".to_owned(),
                effect: libm::round((NO_NAME - log_odds) * 1e4) / 1e4,
            });
            log_odds = NO_NAME;
        }
        Comparison {
            confidence: confidence(log_odds),
            explanation,
            log_odds,
        }
    }
}

/// The features of a comparison; the same whichever name comes first.
pub(crate) fn compared(one: &str, other: &str, kind: EntityKind) -> (Features, explain::Details) {
    let pair = NamePair::new(one, other, kind);
    let alignment = pair.align();
    let details = explain::details_of(
        &alignment,
        pair.one.parts(pair.manner),
        pair.other.parts(pair.manner),
        |at| pair.one.words[at].view().fold.to_owned(),
        |at| pair.other.words[at].view().fold.to_owned(),
    );
    (pair.features(&alignment), details)
}
