//! What a run of `screen` is asked for, before anything is read.

use std::ffi::OsString;
use std::path::PathBuf;

use crate::cli::args::{ColumnArgs, ScreenArgs};
use crate::cli::failure::Failure;
use crate::cli::mask::Mask;
use crate::cli::spare::spare_inputs;
use crate::document::{Columns, InputFormat};
use crate::report::{Fixed, Settings};

/// Refuses flags that contradict each other.
pub(super) fn check(args: &ScreenArgs) -> Result<(), Failure> {
    let standard = args
        .paths
        .iter()
        .filter(|path| path.as_os_str() == "-")
        .count();
    if standard > 1 {
        return Err(Failure::Usage {
            problem: "standard input is named twice".to_owned(),
            hint: "give `-` once",
        });
    }
    if let Some(feature) = args.format.missing_feature() {
        return Err(Failure::left_out(feature));
    }
    // What a killed run printed of it would count as reported, and could not be read.
    if args.format.needs_its_end() && args.state.is_some() && args.output.output.is_none() {
        return Err(Failure::Usage {
            problem: "this form with `--state` needs a file to be written to".to_owned(),
            hint: "name one with `--output`",
        });
    }
    let written = [
        ("--output", args.output.output.as_deref()),
        ("--manifest", args.manifest.as_deref()),
    ];
    let lists = args.lists.sources.iter().map(|source| &source.path);
    spare_inputs(&written, args.paths.iter().chain(lists))?;
    let files: Vec<_> = own_files(args).collect();
    for (at, (flag, path)) in files.iter().enumerate() {
        if let Some((other, _)) = files[..at].iter().find(|(_, other)| other == path) {
            return Err(Failure::Usage {
                problem: format!("`{other}` and `{flag}` name the same file"),
                hint: "give each a file of its own",
            });
        }
    }
    Ok(())
}

/// The files that are the run's own, each with its flag: none is an input, and no two are one.
pub(super) fn own_files(args: &ScreenArgs) -> impl Iterator<Item = (&'static str, PathBuf)> {
    let journal = args.state.as_ref().map(|state| {
        let mut journal = OsString::from(state);
        journal.push("-journal");
        PathBuf::from(journal)
    });
    [
        ("--output", args.output.output.clone()),
        ("--manifest", args.manifest.clone()),
        ("--save-text", args.save_text.clone()),
        ("--state", args.state.clone()),
        ("--state", journal),
        ("--decisions", args.decisions.clone()),
    ]
    .into_iter()
    .filter_map(|(flag, path)| Some((flag, path?)))
}

/// What can change the results.
pub(super) fn settings(args: &ScreenArgs, mask: &Mask) -> Settings {
    Settings {
        command: "screen",
        min_confidence: Fixed(args.matching.min_confidence),
        input_format: Some(args.input_format.map_or("auto", InputFormat::name)),
        columns: args.columns.clone().into(),
        exclude: mask.withheld(),
        changed_since: mask.since(),
        model: None,
        new_only: args.new_only,
        decisions: None,
    }
}

impl From<ColumnArgs> for Columns {
    fn from(args: ColumnArgs) -> Self {
        Self {
            text: args.text_column,
            id: args.id_column,
            date: args.date_column,
            title: args.title_column,
        }
    }
}
