//! How good the matcher is, measured on lists and data of the user's own.
//!
//! Either on labelled data, or on names made from the lists in use by a recipe: listed names with one
//! error each, an entity's aliases looked up with that alias taken out of its entry, and names of
//! ordinary people, none of whom is listed but by chance.

mod labelled;
mod made;
mod ordinary;
mod population;

use std::path::PathBuf;

use serde::Serialize;

use crate::{Cancellation, ErrorKind, ListInfo, Model, Result, Screener, Watchlist};
pub use labelled::is_labelled;
pub use population::{Bin, Cut, Group, Mistake, Population, Rate, Reliability};

/// The least confidence that is looked at: under it a party counts as not found at all.
const LEAST: f64 = 0.05;

/// What is measured, and how.
#[derive(Clone, Debug)]
pub struct EvaluationSettings {
    /// From this confidence on something is reported.
    pub threshold: f64,
    /// Seed of everything drawn by chance.
    pub seed: u64,
    /// So many cases are made of each variation, and ten times as many ordinary names.
    pub samples: usize,
    /// Files of labelled data; where there are none, names are made from the lists.
    pub data: Vec<PathBuf>,
    /// Threads; `None`: one for each processor.
    pub threads: Option<std::num::NonZeroUsize>,
}

/// What was measured.
#[derive(Clone, Debug, Serialize)]
pub struct Evaluation {
    /// The version of this program.
    pub version: &'static str,
    /// From this confidence on something is reported.
    pub threshold: f64,
    /// Seed of everything drawn by chance.
    pub seed: u64,
    /// Cases made of each variation; `None` where the data were given.
    pub samples: Option<usize>,
    /// The files of labelled data, with their SHA-256.
    pub data: Vec<(String, String)>,
    /// The lists in use.
    pub lists: Vec<ListInfo>,
    /// The figures.
    pub populations: Vec<Population>,
}

/// Measures a model on a watchlist.
///
/// # Errors
///
/// If a file of labelled data can't be read or is of no known form, the lists hold nothing that cases
/// can be made of, or `cancellation` is used.
pub fn evaluate(
    watchlist: &Watchlist,
    model: Model,
    settings: &EvaluationSettings,
    cancellation: &Cancellation,
) -> Result<Evaluation> {
    let mut builder = Screener::builder();
    builder.min_confidence(LEAST).model(model.clone());
    if let Some(threads) = settings.threads {
        builder.threads(threads);
    }
    let screener = builder.build(watchlist)?;
    let mut data = Vec::new();
    let trial = Trial {
        watchlist,
        screener: &screener,
        model: &model,
        cancellation,
    };
    let populations = if settings.data.is_empty() {
        made::populations(&trial, settings)?
    } else {
        let mut populations = Vec::new();
        for path in &settings.data {
            let (population, sha256) = labelled::population(path, &trial, settings.threshold)?;
            populations.push(population);
            data.push((population::file_name(path), sha256));
        }
        populations
    };
    Ok(Evaluation {
        version: env!("CARGO_PKG_VERSION"),
        threshold: settings.threshold,
        seed: settings.seed,
        samples: settings.data.is_empty().then_some(settings.samples),
        data,
        lists: watchlist.lists().to_vec(),
        populations,
    })
}

/// What cases are tried on.
struct Trial<'a> {
    watchlist: &'a Watchlist,
    screener: &'a Screener,
    model: &'a Model,
    cancellation: &'a Cancellation,
}

impl Trial<'_> {
    /// Ends the evaluation where that was asked for; called before each case.
    fn check(&self) -> Result<()> {
        if self.cancellation.is_cancelled() {
            return Err(ErrorKind::Cancelled.into());
        }
        Ok(())
    }
}
