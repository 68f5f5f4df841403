//! How good `screen` is on what its model has not seen: labelled passages, and ordinary articles in
//! which hits have been read. What cross-validation says of candidates, this says of what is printed.

mod articles;
mod passages;

use std::fmt::Write;
use std::path::Path;

use super::fit::FOLDS;
use super::read_hits::Corpus;
use crate::confidence::{Scored, fold_of_group, intervals, reliability};
use crate::{ErrorKind, ListSource, Model, Result, Screener, Watchlist};

/// So many samples are drawn for an interval.
const SAMPLES: usize = 500;
/// Passages are screened from this confidence on: low, so that calibration is measured under the
/// threshold too.
const LEAST_OF_PASSAGES: f64 = 0.05;
/// Articles are, since hits under it have not been read.
const LEAST_OF_ARTICLES: f64 = 0.15;
/// From this confidence on a hit counts.
const THRESHOLD: f64 = 0.5;

/// What is measured, and with which models.
pub struct Measured<'a> {
    /// Folder of the labelled passages.
    pub data: &'a Path,
    /// Folder of the official lists.
    pub lists: &'a Path,
    /// The names of the files of ordinary articles.
    pub articles: &'a [String],
    /// What reads them.
    pub corpus: Corpus<'a>,
    /// The model fitted to everything.
    pub model: Model,
    /// For each fold, the model that was fitted without it.
    pub fold_models: Vec<Model>,
}

/// The figures, a line each.
///
/// # Errors
///
/// If a file is missing or malformed, or the models are not those of one fit.
pub fn measure(measured: Measured<'_>) -> Result<String> {
    let held_out = HeldOut::new(measured.fold_models)?;
    let watchlist = Watchlist::load(&[
        ListSource::new(measured.lists.join("us_ofac_sdn")),
        ListSource::new(measured.lists.join("un_sc")),
    ])?;
    let mut page = Page::new(held_out.seed);
    let screeners = held_out.screeners(&watchlist, LEAST_OF_PASSAGES)?;
    for (population, file) in [
        ("text", "text_mentions_dev.jsonl"),
        ("languages", "text_mentions_languages.jsonl"),
    ] {
        let path = measured.data.join(file);
        passages::measure(population, &path, &held_out, &screeners, &mut page)?;
    }
    measure_sentences(&held_out, &screeners, &mut page)?;
    drop(screeners);
    let all = [screener(&watchlist, measured.model, LEAST_OF_ARTICLES)?];
    let (files, corpus) = (measured.articles, measured.corpus);
    articles::measure("articles", files, corpus, &all, |_| 0, &mut page)?;
    drop(all);
    let screeners = held_out.screeners(&watchlist, LEAST_OF_ARTICLES)?;
    let fold = |article: &str| held_out.fold(article);
    articles::measure(
        "articles_held_out",
        files,
        corpus,
        &screeners,
        fold,
        &mut page,
    )?;
    Ok(page.text)
}

/// Adds how many of the ordinary sentences of many languages have a hit, each screened by a model that has not seen
/// its language.
fn measure_sentences(held_out: &HeldOut, screeners: &[Screener], page: &mut Page) -> Result<()> {
    let (mut sentences, mut alarms) = (0, 0);
    for of_language in super::sentences::sentences() {
        let screener = &screeners[held_out.fold(of_language.language)];
        sentences += of_language.text.split("\n\n").count();
        let hits = screener.screen(&of_language.text)?;
        alarms += hits
            .iter()
            .filter(|hit| hit.confidence >= THRESHOLD)
            .count();
    }
    page.line("sentences", "sentences", sentences);
    page.line("sentences", "hits", alarms);
    Ok(())
}

fn screener(watchlist: &Watchlist, model: Model, least: f64) -> Result<Screener> {
    Screener::builder()
        .min_confidence(least)
        .model(model)
        .build(watchlist)
}

/// The models of the folds of one fit.
struct HeldOut {
    models: Vec<Model>,
    seed: u64,
}

impl HeldOut {
    fn new(models: Vec<Model>) -> Result<Self> {
        let seeds: Vec<u64> = models.iter().map(Model::seed).collect();
        match seeds.first() {
            Some(&seed) if models.len() == FOLDS && seeds.iter().all(|&other| other == seed) => {
                Ok(Self { models, seed })
            }
            _ => Err(ErrorKind::Model(format!(
                "{} models of folds with the seeds {seeds:?}; expected the {FOLDS} of one fit",
                models.len()
            ))
            .into()),
        }
    }

    /// The fold that a group was held out with.
    fn fold(&self, group: &str) -> usize {
        fold_of_group(group, FOLDS, self.seed)
    }

    /// A screener for each fold.
    fn screeners(&self, watchlist: &Watchlist, least: f64) -> Result<Vec<Screener>> {
        let models = self.models.iter().cloned();
        models
            .map(|model| screener(watchlist, model, least))
            .collect()
    }
}

/// The figures so far.
struct Page {
    seed: u64,
    text: String,
}

impl Page {
    fn new(seed: u64) -> Self {
        let text = String::new();
        Self { seed, text }
    }

    fn line(&mut self, population: &str, what: &str, value: impl std::fmt::Display) {
        let _ = writeln!(self.text, "{population}.{what} {value}");
    }

    /// Adds figures, each with its interval; what was measured together is drawn together.
    fn figures<T, const N: usize>(
        &mut self,
        population: &str,
        names: [&str; N],
        groups: &[T],
        figures: impl Fn(&[&T]) -> [f64; N],
    ) {
        let all: Vec<&T> = groups.iter().collect();
        let values = figures(&all);
        let bounds = intervals(groups, SAMPLES, self.seed, figures);
        for (at, name) in names.into_iter().enumerate() {
            let _ = write!(self.text, "{population}.{name} {:.4}", values[at]);
            let _ = match &bounds {
                Some(bounds) => {
                    let [low, high] = bounds[at];
                    writeln!(self.text, " [{low:.4}, {high:.4}]")
                }
                None => writeln!(self.text),
            };
        }
    }

    /// Adds a line for each band of confidence that is not empty.
    fn reliability(&mut self, population: &str, scored: &[Scored]) {
        super::report::write_reliability(&mut self.text, population, &reliability(scored));
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_the_models_of_one_fit_will_do() {
        let model = || Model::embedded().unwrap();
        let all = (0..FOLDS).map(|_| model()).collect();
        assert!(HeldOut::new(all).is_ok());
        for models in [Vec::new(), vec![model()]] {
            let problem = HeldOut::new(models).err().unwrap().to_string();
            assert!(problem.contains("expected the 5 of one fit"), "{problem}");
        }
    }

    #[test]
    fn figures_stand_with_their_intervals() {
        let mut page = Page::new(1);
        let share = |groups: &[&f64]| [groups.iter().copied().sum::<f64>() / groups.len() as f64];
        page.line("here", "documents", 2);
        page.figures("here", ["share"], &[1.0, 1.0], share);
        page.figures("there", ["share"], &[], |_: &[&f64]| [0.0]);
        let expected = "here.documents 2\nhere.share 1.0000 [1.0000, 1.0000]\nthere.share 0.0000\n";
        assert_eq!(page.text, expected);
    }
}
