//! `evaluate`: how good the matcher is, on lists and data of the user's own.

use std::path::{Path, PathBuf};

use jiff::Timestamp;
use namewatch::evaluation::{EvaluationSettings, evaluate, is_labelled};

use super::args::{EvaluateArgs, EvaluateFormat};
use super::failure::{Exit, Failure};
use super::interruption::Interruption;
use super::lists_in_use::ListsInUse;
use super::messages::Messages;
use super::model;
use super::open_output;
use super::pool::{processors, threads};
use super::spare::spare_inputs;
use crate::report::{Run, validation};

/// Runs `evaluate`.
pub(crate) fn run(
    args: &EvaluateArgs,
    messages: Messages,
    interruption: &Interruption,
) -> Result<Exit, Failure> {
    let started = Timestamp::now();
    let path = args.output.output.as_deref();
    let lists = args.lists.sources.iter().map(|source| &source.path);
    spare_inputs(&[("--output", path)], args.data.iter().chain(lists))?;
    let threads = threads(args.threads);
    let settings = EvaluationSettings {
        threshold: args.min_confidence,
        seed: args.seed,
        samples: args.samples,
        data: files(&args.data, messages)?,
        threads: Some(threads),
    };
    let watchlist = ListsInUse::choose(&args.lists, messages)?.load()?;
    let model = model::load(&args.model)?;
    let evaluated = evaluate(&watchlist, model, &settings, interruption.cancellation());
    interruption.check()?;
    let evaluation = evaluated?;
    let mut output = open_output(path)?;
    match args.format {
        EvaluateFormat::Html => {
            let run = Run::ended(started, threads, processors());
            validation::html(&mut output, &evaluation, &run)
        }
        EvaluateFormat::Json => validation::json(&mut output, &evaluation),
    }
    .and_then(|()| output.finish())
    .map_err(Failure::output(path))?;
    for population in evaluation.populations.iter().filter(|one| one.unlisted > 0) {
        messages.warning(&format!(
            "{}: parties on none of the lists in use, which count as missed: {}",
            population.name, population.unlisted
        ));
    }
    messages.note(&validation::summary(&evaluation));
    Ok(Exit::Whole)
}

/// The files given, and those of labelled data in the folders given, in the order of their names.
fn files(paths: &[PathBuf], messages: Messages) -> Result<Vec<PathBuf>, Failure> {
    let mut files = Vec::new();
    for path in paths {
        if !path.is_dir() {
            files.push(path.clone());
            continue;
        }
        let unreadable = |error| Failure::Input {
            problem: format!("{}: can't be read: {error}", path.display()),
            hint: None,
        };
        let entries = std::fs::read_dir(path).map_err(unreadable)?;
        let mut found = Vec::new();
        for entry in entries {
            let file = entry.map_err(unreadable)?.path();
            if !is_table(&file) {
                continue;
            }
            if is_labelled(&file)? {
                found.push(file);
            } else {
                let left = format!("{}: left out: it is no labelled data", file.display());
                messages.warning(&left);
            }
        }
        if found.is_empty() {
            return Err(Failure::Input {
                problem: format!("{}: no file of labelled data", path.display()),
                hint: Some("expected files that end in .csv or .jsonl"),
            });
        }
        found.sort();
        files.append(&mut found);
    }
    Ok(files)
}

fn is_table(path: &Path) -> bool {
    let extension = path.extension().and_then(|extension| extension.to_str());
    path.is_file() && matches!(extension, Some("csv" | "jsonl"))
}
