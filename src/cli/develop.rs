//! The commands that make the shipped tables and the shipped model.

use std::path::{Path, PathBuf};
use std::{fs, io};

use namewatch::development::{Measured, RarityCounter, fit, known_misses, measure};
use serde_json::Value;

use super::args::{FitArgs, MeasureArgs, MissesArgs, RarityArgs};
use super::failure::{Exit, Failure};
use super::model;
use super::open_output;

/// Runs `fit`: writes the model and each fold's, and prints the cross-validation.
pub(crate) fn run_fit(args: &FitArgs) -> Result<Exit, Failure> {
    let lists = lists_of(args.lists.as_deref(), &args.data);
    let corpus = corpus_of(args.corpus.as_deref(), &args.data);
    let articles = |file: &str| read(&corpus.join(format!("{file}.zst"))).ok();
    let fitted = fit(&args.data, &lists, &articles, args.seed)?;
    write(&args.output, &fitted.model.to_json()?)?;
    if let Some(folder) = &args.folds {
        fs::create_dir_all(folder).map_err(Failure::output(Some(folder)))?;
        for (number, model) in fitted.fold_models.iter().enumerate() {
            write(
                &folder.join(format!("fold-{number}.json")),
                &model.to_json()?,
            )?;
        }
    }
    print(&fitted.report)
}

/// Runs `measure`: prints how good the models of a fit are on what they have not seen.
pub(crate) fn run_measure(args: &MeasureArgs) -> Result<Exit, Failure> {
    let lists = lists_of(args.lists.as_deref(), &args.data);
    let corpus = corpus_of(args.corpus.as_deref(), &args.data);
    let mut fold_models = Vec::new();
    loop {
        let path = args.folds.join(format!("fold-{}.json", fold_models.len()));
        if !path.exists() {
            break;
        }
        fold_models.push(model::read(&path)?);
    }
    let files = files_of_articles(&corpus)?;
    let measured = measure(Measured {
        data: &args.data,
        lists: &lists,
        articles: &files,
        corpus: &|file: &str| read(&corpus.join(format!("{file}.zst"))).ok(),
        model: model::load(&args.model)?,
        fold_models,
    })?;
    print(&measured)
}

/// The names of the files of articles in a folder, without the ending of what is packed.
fn files_of_articles(corpus: &Path) -> Result<Vec<String>, Failure> {
    let unreadable = |problem: String| Failure::Input {
        problem: format!("{}: {problem}", corpus.display()),
        hint: Some("`--corpus` names the folder of articles: files that end in .jsonl.zst"),
    };
    let entries = fs::read_dir(corpus).map_err(|error| unreadable(error.to_string()))?;
    let mut files = Vec::new();
    for entry in entries {
        let entry = entry.map_err(|error| unreadable(error.to_string()))?;
        let name = entry.file_name().to_string_lossy().into_owned();
        let stem = name.strip_suffix(".jsonl.zst");
        files.extend(stem.map(|stem| format!("{stem}.jsonl")));
    }
    if files.is_empty() {
        return Err(unreadable("no articles in it".to_owned()));
    }
    files.sort();
    Ok(files)
}

fn print(report: &str) -> Result<Exit, Failure> {
    let mut output = open_output(None)?;
    io::Write::write_all(&mut output, report.as_bytes())
        .and_then(|()| output.finish())
        .map_err(Failure::output(None))?;
    Ok(Exit::Whole)
}

/// Runs `misses`: writes the page of known misses.
pub(crate) fn run_misses(args: &MissesArgs) -> Result<Exit, Failure> {
    let lists = lists_of(args.lists.as_deref(), &args.data);
    write(&args.output, &known_misses(&args.data, &lists)?)?;
    Ok(Exit::Whole)
}

/// The folder of articles: the one given, or the one beside the data.
fn corpus_of(given: Option<&Path>, data: &Path) -> PathBuf {
    given.map_or_else(|| data.join("../corpus"), Path::to_path_buf)
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
