//! The settings of a screener, and how one is made of them.

use std::num::NonZeroUsize;
use std::path::Path;

use super::screener::Screener;
use crate::confidence::Model;
use crate::index::{self, Index};
use crate::linking;
use crate::{ErrorKind, Result, Watchlist};

/// Sets up a [`Screener`].
#[derive(Clone, Debug)]
pub struct ScreenerBuilder {
    min_confidence: f64,
    threads: Option<NonZeroUsize>,
    model: Option<Model>,
}

impl ScreenerBuilder {
    /// The default settings.
    pub(super) fn new() -> Self {
        Self {
            min_confidence: 0.5,
            threads: None,
            model: None,
        }
    }

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
        let threads = self.checked()?;
        self.finish(Index::map(path)?, threads)
    }

    /// Builds the index of a watchlist, and the screener over it.
    ///
    /// # Errors
    ///
    /// [`ErrorKind::Setting`] for a confidence outside 0 to 1, or where threads can't be started.
    pub fn build(&self, watchlist: &Watchlist) -> Result<Screener> {
        let threads = self.checked()?;
        let index = pool(threads)?.install(|| -> Result<Index> {
            let mut index = index::build(watchlist)?;
            index.keep_links(&linking::find(&index, watchlist));
            index.keep_usual();
            Ok(index)
        })?;
        self.finish(index, threads)
    }

    /// Checks the settings, and says how many threads to use.
    fn checked(&self) -> Result<usize> {
        if !(0.0..=1.0).contains(&self.min_confidence) {
            let problem = format!(
                "minimum confidence {} is not from 0 to 1",
                self.min_confidence
            );
            return Err(ErrorKind::Setting(problem).into());
        }
        Ok(match self.threads {
            Some(threads) => threads.get(),
            None => std::thread::available_parallelism().map_or(1, NonZeroUsize::get),
        })
    }

    fn finish(&self, index: Index, threads: usize) -> Result<Screener> {
        let model = match &self.model {
            Some(model) => model.clone(),
            None => Model::embedded()?,
        };
        Ok(Screener::new(index, model, self.min_confidence, threads))
    }
}

/// Starts threads, for work that is shared out among them.
pub(super) fn pool(threads: usize) -> Result<rayon::ThreadPool> {
    rayon::ThreadPoolBuilder::new()
        .num_threads(threads)
        .build()
        .map_err(|problem| ErrorKind::Setting(format!("threads: {problem}")).into())
}
