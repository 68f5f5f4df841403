//! The commands that make the shipped tables and the shipped model.

use std::path::{Path, PathBuf};
use std::{fs, io};

use namewatch::development::{RarityCounter, fit, known_misses};
use serde_json::Value;

use super::args::{FitArgs, MissesArgs, RarityArgs};
use super::failure::{Exit, Failure};
use super::open_output;

/// Runs `fit`: writes the model and each fold's, and prints the cross-validation.
pub(crate) fn run_fit(args: &FitArgs) -> Result<Exit, Failure> {
    let lists = lists_of(args.lists.as_deref(), &args.data);
    let corpus = match &args.corpus {
        Some(corpus) => corpus.clone(),
        None => args.data.join("../corpus"),
    };
    let articles = |file: &str| read(&corpus.join(format!("{file}.zst"))).ok();
    let fitted = fit(&args.data, &lists, &articles, args.seed)?;
    write(&args.output, &fitted.model.to_json()?)?;
    if let Some(folder) = &args.folds {
        for (number, model) in fitted.fold_models.iter().enumerate() {
            write(
                &folder.join(format!("fold-{number}.json")),
                &model.to_json()?,
            )?;
        }
    }
    let mut output = open_output(None)?;
    io::Write::write_all(&mut output, fitted.report.as_bytes()).map_err(Failure::output(None))?;
    output.finish().map_err(Failure::output(None))?;
    Ok(Exit::Whole)
}

/// Runs `misses`: writes the page of known misses.
pub(crate) fn run_misses(args: &MissesArgs) -> Result<Exit, Failure> {
    let lists = lists_of(args.lists.as_deref(), &args.data);
    write(&args.output, &known_misses(&args.data, &lists)?)?;
    Ok(Exit::Whole)
}

/// The folder of the official lists: the one given, or the one beside the data.
fn lists_of(given: Option<&Path>, data: &Path) -> PathBuf {
    given.map_or_else(|| data.join("../lists"), Path::to_path_buf)
}

/// Runs `rarity`: counts words and writes the tables.
pub(crate) fn run_rarity(args: &RarityArgs) -> Result<Exit, Failure> {
    let mut counter = RarityCounter::default();
    for path in &args.text {
        for line in String::from_utf8_lossy(&read(path)?).lines() {
            let document: Value = serde_json::from_str(line).unwrap_or_default();
            counter.text(document["text"].as_str().unwrap_or_default());
        }
    }
    for path in &args.names {
        let bytes = read(path)?;
        let mut rows = csv::Reader::from_reader(bytes.as_slice());
        for row in rows.records().flatten() {
            counter.name(row.get(0).unwrap_or_default());
        }
    }
    write(&args.output.join("words.tsv"), &counter.words())?;
    write(&args.output.join("keys.tsv"), &counter.keys())?;
    write(&args.output.join("topics.tsv"), &counter.topics())?;
    Ok(Exit::Whole)
}

/// A file's bytes, unpacked if they are zstd.
fn read(path: &Path) -> Result<Vec<u8>, Failure> {
    let unreadable = |error: io::Error| Failure::Input {
        problem: format!("{}: {error}", path.display()),
        hint: None,
    };
    let bytes = fs::read(path).map_err(unreadable)?;
    if path.extension().is_some_and(|extension| extension == "zst") {
        return zstd::decode_all(bytes.as_slice()).map_err(unreadable);
    }
    Ok(bytes)
}

fn write(path: &Path, text: &str) -> Result<(), Failure> {
    fs::write(path, text).map_err(Failure::output(Some(path)))
}
