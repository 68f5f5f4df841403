use std::collections::BTreeMap;
use std::path::Path;

use super::contradiction::{contradicted_forms, contradictions};
use super::labelled::{LabelledPair, Passage, csv_rows};
use super::made::{attach_evidence, letters_of, made_queries, mutated_queries};
use super::parties::Parties;
use super::passages::{self, Maker};
use super::read_hits::{Corpus, ReadHits};
use super::report::Report;
use super::rows::Rows;
use super::{reference_of, sentences};
use crate::confidence::{
    Calibration, FitSettings, Input, Model, Observations, Provenance, Random, cross_validate,
    fit as fit_rows,
};
use crate::matching::{Evidence, SPECS};
use crate::screening::development::{BIRTH_EVIDENCE, best_by_entity, compared, mentions};
use crate::{ListSource, Query, Result, Screener, Watchlist};

/// Rows are held out in so many folds.
pub(super) const FOLDS: usize = 5;
/// Aliases tried in turn, taken out of their entries.
const MADE_QUERIES: usize = 6_000;
/// What they weigh together, in labelled queries.
const MADE_WEIGHT: f64 = 800.0;
/// Names mutated by the recipe.
const MUTATED_QUERIES: usize = 6_000;
/// What they weigh together, in labelled queries.
const MUTATED_WEIGHT: f64 = 600.0;
/// What the made pairs weigh together, in labelled pairs.
const MADE_PAIRS_WEIGHT: f64 = 5.0;
/// What names with a contradiction made into them weigh among labelled pairs, among queries, and among
/// mentions.
const CONTRADICTED_PAIR_WEIGHT: f64 = 0.15;
const CONTRADICTED_QUERY_WEIGHT: f64 = 2.0;
const CONTRADICTED_MENTION_WEIGHT: f64 = 2.0;
/// What a mention in the passages of English articles weighs.
const TEXT_WEIGHT: f64 = 1.5;
/// What a mention in the passages in many languages weighs: they are few, and each stands for much text.
const LANGUAGES_WEIGHT: f64 = 4.5;
/// What a hit read in ordinary text weighs, in labelled mentions.
const ORDINARY_WEIGHT: f64 = 0.2;
/// What is found in the ordinary sentences of many languages weighs so much.
const SENTENCES_WEIGHT: f64 = 1.0;
/// Of mentions so many are known that little need be held against large effects.
const MENTIONS_RIDGE: f64 = 0.6;

/// A fitted model, and what cross-validation says of it.
pub struct FitReport {
    /// The model, to be written with [`Model::to_json`].
    pub model: Model,
    /// For each fold, the model that was fitted without it.
    pub fold_models: Vec<Model>,
    /// The figures, a line each.
    pub report: String,
}

/// Fits the three calibrations from labelled data in `data`, the lists in `lists`, and those articles
/// of `corpus` in which hits have been read.
///
/// # Errors
///
/// If a file is missing or malformed, or no model can be fitted.
pub fn fit(data: &Path, lists: &Path, corpus: Corpus<'_>, seed: u64) -> Result<FitReport> {
    // Which name of an entity stands for it is decided by a model: one that knows directions
    // alone chooses first, and the one fitted to its choices chooses again.
    let first = fit_once(data, lists, corpus, seed, Model::unfitted(&SPECS)?)?;
    fit_once(data, lists, corpus, seed, first.model)
}

fn fit_once(
    data: &Path,
    lists: &Path,
    corpus: Corpus<'_>,
    seed: u64,
    interim: Model,
) -> Result<FitReport> {
    let mut fitting = Fitting {
        seed,
        interim,
        inputs: Vec::new(),
        report: Report::new(seed),
    };
    let watchlist = Watchlist::load(&[
        ListSource::new(lists.join("us_ofac_sdn")),
        ListSource::new(lists.join("un_sc")),
    ])?;
    for list in watchlist.lists() {
        fitting.inputs.push(Input {
            name: list.id.clone(),
            sha256: list.snapshot.clone(),
        });
    }
    let screener = fitting.screener(&watchlist)?;
    let parties = Parties::new(&watchlist, &screener);
    let compare = fitting.compare(data, &watchlist, &screener, &parties)?;
    let lookup = fitting.lookup(data, lists, &watchlist, &screener, &parties)?;
    let screen = fitting.screen(data, corpus, &watchlist, &screener)?;
    // No labelled text gives a birth date beside a name; what one adds, look-ups tell.
    let births = BIRTH_EVIDENCE.map(Evidence::feature);
    let screen_whole = screen.0.with_effects_of(&lookup.0, &births);
    let screen_folds = screen.1.into_iter().zip(&lookup.1);
    let screen_folds = screen_folds.map(|(screen, lookup)| screen.with_effects_of(lookup, &births));
    let screen_folds: Vec<Calibration> = screen_folds.collect();
    let provenance = || Provenance {
        version: env!("CARGO_PKG_VERSION").to_owned(),
        seed,
        inputs: fitting.inputs.clone(),
        figures: fitting.report.figures().to_vec(),
    };
    let model = Model::new(&SPECS, provenance(), screen_whole, lookup.0, compare.0);
    let folds = screen_folds.into_iter().zip(lookup.1).zip(compare.1);
    let fold_models = folds
        .map(|((screen, lookup), compare)| {
            Model::new(&SPECS, provenance(), screen, lookup, compare)
        })
        .collect();
    Ok(FitReport {
        model,
        fold_models,
        report: fitting.report.into_text(),
    })
}

struct Fitting {
    seed: u64,
    interim: Model,
    inputs: Vec<Input>,
    report: Report,
}

type Fitted = (Calibration, Vec<Calibration>);

impl Fitting {
    /// A screener that returns everything, by the model that chooses.
    fn screener(&self, watchlist: &Watchlist) -> Result<Screener> {
        Screener::builder()
            .min_confidence(0.0)
            .model(self.interim.clone())
            .build(watchlist)
    }

    fn read_csv(&mut self, data: &Path, name: &str) -> Result<Vec<BTreeMap<String, String>>> {
        let (rows, sha256) = csv_rows(&data.join(name))?;
        self.inputs.push(Input {
            name: name.to_owned(),
            sha256,
        });
        Ok(rows)
    }

    fn pairs(&mut self, data: &Path) -> Result<Vec<(&'static str, LabelledPair)>> {
        let mut pairs = Vec::new();
        for (part, file) in [
            ("pairs", "name_pairs_dev.csv"),
            ("expectations", "watchman_expectations.csv"),
        ] {
            let rows = self.read_csv(data, file)?;
            let labelled = LabelledPair::of_rows(&data.join(file), &rows)?;
            pairs.extend(labelled.into_iter().map(|(_, pair)| (part, pair)));
        }
        Ok(pairs)
    }

    fn compare(
        &mut self,
        data: &Path,
        watchlist: &Watchlist,
        screener: &Screener,
        parties: &Parties,
    ) -> Result<Fitted> {
        let mut observations = Observations::new(&SPECS);
        let mut parts = Vec::new();
        for (part, pair) in self.pairs(data)? {
            let features = compared(&pair.one, &pair.other, pair.kind);
            observations.push(features.as_slice(), pair.is_match, 1.0, &pair.group)?;
            parts.push(part);
        }
        let made = made_queries(watchlist, self.seed, MADE_QUERIES / 3);
        let weight = MADE_PAIRS_WEIGHT / (2 * made.len()).max(1) as f64;
        for query in &made {
            let entity = &watchlist.entities()[query.entity];
            let features = compared(&query.name, entity.primary_name(), entity.kind);
            observations.push(features.as_slice(), true, weight, entity.reference())?;
            parts.push("made");
            let near = screener.lookup(&Query::new(query.name.as_str()))?;
            let others = near
                .iter()
                .filter(|hit| *hit.entity_id != *entity.id && same_manner(hit.kind, entity.kind));
            let other = others
                .map(|hit| {
                    let features = compared(&query.name, &hit.matched_name, entity.kind);
                    (&hit.entity_id, features)
                })
                .find(|(id, features)| !parties.may_be_right(entity.reference(), id, features));
            if let Some((_, features)) = other {
                observations.push(features.as_slice(), false, weight, entity.reference())?;
                parts.push("made");
            }
        }
        let forms = contradicted_forms(watchlist);
        for made in contradictions(watchlist).into_iter().chain(forms) {
            let features = compared(&made.name, &made.listed, made.kind);
            observations.push(
                features.as_slice(),
                made.right,
                CONTRADICTED_PAIR_WEIGHT * made.weight,
                &made.entity,
            )?;
            parts.push("contradicted");
        }
        self.fitted("compare", &observations, &parts, &FitSettings::default())
    }

    fn lookup(
        &mut self,
        data: &Path,
        lists: &Path,
        watchlist: &Watchlist,
        screener: &Screener,
        parties: &Parties,
    ) -> Result<Fitted> {
        let mut rows = Rows::new(parties);
        let negatives = self.read_csv(data, "negatives_dev.csv")?;
        let aliases = self.read_csv(data, "alias_queries_dev.csv")?;
        for part in ["1", "2"] {
            let path = data.join(format!("alias_list_{part}.jsonl"));
            let watchlist = Watchlist::load(&[ListSource::new(path)])?;
            for list in watchlist.lists() {
                self.inputs.push(Input {
                    name: list.id.clone(),
                    sha256: list.snapshot.clone(),
                });
            }
            let screener = self.screener(&watchlist)?;
            for row in aliases.iter().filter(|row| row["list_part"] == part) {
                let query = Query::new(row["query"].as_str());
                let found = best_by_entity(&screener, &query, &self.interim, |_| true);
                rows.query(
                    "aliases",
                    found,
                    Some(&row["true_id"]),
                    1.0,
                    reference_of(&row["true_id"]),
                )?;
            }
            if part == "1" {
                for row in &negatives {
                    let asked = Query::new(row["name"].as_str());
                    let found = best_by_entity(&screener, &asked, &self.interim, |_| true);
                    rows.query("negatives", found, None, 1.0, &row["name"])?;
                }
            }
        }
        self.names(data, lists, &mut rows, &negatives)?;
        let mut random = Random::new(self.seed);
        let made = made_queries(watchlist, self.seed, MADE_QUERIES);
        let weight = MADE_WEIGHT / made.len().max(1) as f64;
        for query in &made {
            let entity = &watchlist.entities()[query.entity];
            let letters = letters_of(&query.name);
            let asked = attach_evidence(Query::new(query.name.as_str()), entity, &mut random);
            let found = best_by_entity(screener, &asked, &self.interim, |name| {
                letters_of(name) != letters
            });
            rows.query(
                "made",
                found,
                Some(entity.reference()),
                weight,
                entity.reference(),
            )?;
        }
        let mutated = mutated_queries(watchlist, self.seed, MUTATED_QUERIES);
        let weight = MUTATED_WEIGHT / mutated.len().max(1) as f64;
        for query in &mutated {
            let entity = &watchlist.entities()[query.entity];
            let asked = attach_evidence(Query::new(query.name.as_str()), entity, &mut random);
            let found = best_by_entity(screener, &asked, &self.interim, |_| true);
            rows.query(
                "mutated",
                found,
                Some(entity.reference()),
                weight,
                entity.reference(),
            )?;
        }
        for made in contradictions(watchlist) {
            let query = Query::new(made.name.as_str());
            let found = best_by_entity(screener, &query, &self.interim, |_| true);
            if let Some((_, _, features)) = found.iter().find(|(id, ..)| *id == made.entity) {
                rows.observations.push(
                    features.as_slice(),
                    made.right,
                    CONTRADICTED_QUERY_WEIGHT * made.weight,
                    &made.entity,
                )?;
                rows.parts.push("contradicted".to_owned());
            }
        }
        let parts: Vec<&str> = rows.parts.iter().map(String::as_str).collect();
        self.fitted(
            "lookup",
            &rows.observations,
            &parts,
            &FitSettings::default(),
        )
    }

    /// Listed names with typing errors, with and without their dates of birth, on the UN's list.
    fn names(
        &mut self,
        data: &Path,
        lists: &Path,
        rows: &mut Rows<'_>,
        negatives: &[BTreeMap<String, String>],
    ) -> Result<()> {
        let watchlist = Watchlist::load(&[ListSource::new(lists.join("un_sc"))])?;
        let screener = self.screener(&watchlist)?;
        for row in self.read_csv(data, "un_positives_dev.csv")? {
            if row["true_ref"].is_empty() {
                continue;
            }
            let mut query = Query::new(row["query"].as_str());
            for dated in [false, true] {
                query.birth_date = row["dob"].parse().ok().filter(|_| dated);
                if query.birth_date.is_some() == dated {
                    let found = best_by_entity(&screener, &query, &self.interim, |_| true);
                    rows.query(
                        "names",
                        found,
                        Some(&row["true_ref"]),
                        0.5,
                        &row["true_ref"],
                    )?;
                }
            }
        }
        for row in negatives {
            let mut asked = Query::new(row["name"].as_str());
            asked.birth_date = row["dob"].parse().ok();
            let found = best_by_entity(&screener, &asked, &self.interim, |_| true);
            rows.query("negatives dated", found, None, 0.5, &row["name"])?;
        }
        Ok(())
    }

    fn screen(
        &mut self,
        data: &Path,
        corpus: Corpus<'_>,
        watchlist: &Watchlist,
        screener: &Screener,
    ) -> Result<Fitted> {
        let people: Vec<String> = self
            .read_csv(data, "negatives_dev.csv")?
            .into_iter()
            .filter_map(|mut row| row.remove("name"))
            .filter(|name| name.is_ascii())
            .collect();
        self.inputs.pop();
        let interim = &self.interim;
        let find = |text: &str| mentions(screener, text, interim);
        let mut maker = Maker::new(watchlist, &people, self.seed);
        let mut observations = Observations::new(&SPECS);
        let mut parts = Vec::new();
        for file in ["text_mentions_dev.jsonl", "text_mentions_languages.jsonl"] {
            let (passages, sha256) = Passage::of_file(&data.join(file))?;
            self.inputs.push(Input {
                name: file.to_owned(),
                sha256,
            });
            let (part, weight) = if file.contains("languages") {
                ("languages", LANGUAGES_WEIGHT)
            } else {
                ("text", TEXT_WEIGHT)
            };
            for passage in &passages {
                let sort = (part, weight);
                passages::observe(
                    passage,
                    sort,
                    screener,
                    &find,
                    &mut observations,
                    &mut parts,
                )?;
                maker.observe(passage, screener, &find, &mut observations, &mut parts)?;
            }
        }
        for made in contradictions(watchlist) {
            let text = made.sentence();
            for mention in mentions(screener, &text, &self.interim)? {
                if screener.entity_id(mention.entity) == made.entity {
                    observations.push(
                        mention.features.as_slice(),
                        made.right,
                        CONTRADICTED_MENTION_WEIGHT * made.weight,
                        &made.entity,
                    )?;
                    parts.push("contradicted");
                }
            }
        }
        self.inputs.push(sentences::input());
        for of_language in sentences::sentences() {
            for mention in mentions(screener, &of_language.text, &self.interim)? {
                let features = mention.features.as_slice();
                observations.push(features, false, SENTENCES_WEIGHT, of_language.language)?;
                parts.push("sentences");
            }
        }
        self.ordinary_text(corpus, screener, &mut observations, &mut parts)?;
        let settings = FitSettings {
            ridge: MENTIONS_RIDGE,
            ..FitSettings::default()
        };
        self.fitted("screen", &observations, &parts, &settings)
    }

    /// Hits in ordinary articles that somebody has read.
    fn ordinary_text(
        &mut self,
        corpus: Corpus<'_>,
        screener: &Screener,
        observations: &mut Observations,
        parts: &mut Vec<&'static str>,
    ) -> Result<()> {
        let read = ReadHits::load(corpus)?;
        self.inputs.extend(read.inputs);
        for document in &read.documents {
            for mention in mentions(screener, &document.text, &self.interim)? {
                let entity = screener.entity_id(mention.entity);
                if let Some(right) = document.verdict(entity, mention.start, mention.end) {
                    let features = mention.features.as_slice();
                    observations.push(features, right, ORDINARY_WEIGHT, &document.id)?;
                    parts.push("ordinary");
                }
            }
        }
        Ok(())
    }

    /// Cross-validates, reports, and fits to everything.
    fn fitted(
        &mut self,
        command: &str,
        observations: &Observations,
        parts: &[&str],
        settings: &FitSettings,
    ) -> Result<Fitted> {
        let validation = cross_validate(observations, FOLDS, self.seed, settings)?;
        self.report.add(command, observations, parts, &validation);
        let all: Vec<usize> = (0..observations.len()).collect();
        Ok((
            fit_rows(observations, &all, settings)?,
            validation.calibrations,
        ))
    }
}

fn same_manner(one: crate::EntityKind, other: crate::EntityKind) -> bool {
    (one == crate::EntityKind::Person) == (other == crate::EntityKind::Person)
}
