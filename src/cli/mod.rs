//! The commands. Each reads its flags ([`args`]), makes one call into the library for each thing it
//! was given, and hands the results to [`crate::report`].

mod args;
mod choice;
mod compare;
mod complaints;
mod config;
mod decisions;
mod describe;
mod develop;
mod edition;
mod evaluate;
mod failure;
mod freshness;
mod implied;
mod interruption;
mod lists;
mod lists_in_use;
mod lookup;
mod mask;
mod messages;
mod model;
mod pool;
mod progress;
mod screen;
mod spare;
mod table;

use std::ffi::OsString;
use std::path::{Path, PathBuf};
use std::process::ExitCode;

use clap::{CommandFactory, FromArgMatches};
use etcetera::base_strategy::{BaseStrategy, choose_native_strategy};

use crate::report::Output;
use args::{Args, Command, ListArgs, LogFormat};
use failure::{Exit, Failure};
use interruption::Interruption;
use messages::Messages;

/// Does what the arguments of the process ask for.
pub(crate) fn main() -> ExitCode {
    let typed: Vec<OsString> = std::env::args_os().collect();
    let count = typed.len();
    let all = match config::with_file(args::program(), typed) {
        Ok(all) => all,
        Err(failure) => {
            Messages::new(0, LogFormat::Text).failure(&failure);
            return failure.exit().into();
        }
    };
    let is_by_file = all.len() > count;
    let (all, odd) = implied::with_format(&args::program(), all);
    let args = match parse(all) {
        Ok(args) => args,
        Err(error) => {
            // Help and version go to standard output, where a closed pipe is no failure either.
            let _ = error.print();
            if is_by_file && error.use_stderr() {
                let note = "settings of the file that `--config` names count as if they were typed";
                Messages::new(0, LogFormat::Text).note(&note);
            }
            return u8::try_from(error.exit_code()).map_or(ExitCode::FAILURE, ExitCode::from);
        }
    };
    let messages = Messages::new(args.verbosity(), args.log_format);
    if let Some(odd) = odd {
        messages.warning(&odd);
    }
    let exit = run(args, messages).unwrap_or_else(|failure| {
        messages.failure(&failure);
        failure.exit()
    });
    exit.into()
}

fn parse(words: Vec<OsString>) -> Result<Args, clap::Error> {
    let mut program = args::program();
    let mut matches = program.try_get_matches_from_mut(words)?;
    Args::from_arg_matches_mut(&mut matches).map_err(|error| error.format(&mut program))
}

fn run(args: Args, messages: Messages) -> Result<Exit, Failure> {
    let interruption = Interruption::listen().map_err(|error| Failure::Input {
        problem: format!("can't listen to signals: {error}"),
        hint: None,
    })?;
    let done = match args.command {
        Command::Screen(args) => screen::run(&args, messages, &interruption),
        Command::Lookup(args) => lookup::run(&args, messages, &interruption),
        Command::Compare(args) => compare::run(&args, messages, &interruption),
        Command::Evaluate(args) => evaluate::run(&args, messages, &interruption),
        Command::Lists(args) => lists::run(&args, messages, &interruption),
        Command::Config(action) => {
            config::run(&action, args.config.as_deref(), args::program(), messages)
        }
        Command::Completions { shell } => describe::completions(Args::command(), shell),
        Command::Man { dir } => describe::man(Args::command(), dir.as_deref()),
        Command::Decisions(args) => decisions::run(&args, messages),
        Command::Fit(args) => develop::run_fit(&args),
        Command::Measure(args) => develop::run_measure(&args),
        Command::Misses(args) => develop::run_misses(&args),
        Command::Rarity(args) => develop::run_rarity(&args),
    };
    // What went wrong because the process was asked to stop is not worth a word.
    done.map_err(|failure| interruption.check().err().unwrap_or(failure))
}

/// The folder of the installed lists; `None` where the platform has no place for it.
fn data_folder(args: &ListArgs) -> Option<PathBuf> {
    let of_platform = || Some(choose_native_strategy().ok()?.data_dir().join("namewatch"));
    args.data_dir
        .clone()
        .or_else(folder_by_environment)
        .or_else(of_platform)
}

fn folder_by_environment() -> Option<PathBuf> {
    let named = std::env::var_os("NAMEWATCH_DATA").filter(|folder| !folder.is_empty());
    named.map(PathBuf::from)
}

/// The same, for a run that reads what is installed: a folder that somebody named by hand must be
/// there, lest a slip looks like a fresh installation. One of the environment may be about to be made.
fn folder_to_read(args: &ListArgs, messages: Messages) -> Result<Option<PathBuf>, Failure> {
    if let Some(folder) = args.data_dir.as_ref().filter(|folder| !folder.exists()) {
        return Err(Failure::Input {
            problem: format!("`--data-dir {}`: there is no such folder", folder.display()),
            hint: Some("name the folder of the installed lists; `lists update` makes a new one"),
        });
    }
    if let Some(folder) = folder_by_environment()
        && args.data_dir.is_none()
        && !folder.exists()
    {
        messages.note(&format!(
            "NAMEWATCH_DATA is {}, and there is no such folder: no list is installed",
            folder.display()
        ));
    }
    Ok(data_folder(args))
}

/// Opens the output asked for; colours are welcome unless the environment says otherwise.
fn open_output(path: Option<&Path>) -> Result<Output, Failure> {
    let says = |variable: &str| std::env::var_os(variable).filter(|value| !value.is_empty());
    let color = says("NO_COLOR").is_none() && says("TERM").is_some_and(|term| term != "dumb");
    Output::open(path, color).map_err(Failure::output(path))
}

/// Cuts an iterator into pieces that are worked on together, in parallel.
fn pieces<T>(mut items: impl Iterator<Item = T>) -> impl Iterator<Item = Vec<T>> {
    const PIECE: usize = 4096;
    std::iter::from_fn(move || {
        let piece: Vec<T> = items.by_ref().take(PIECE).collect();
        (!piece.is_empty()).then_some(piece)
    })
}
