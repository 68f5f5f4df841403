//! The flags as typed. Nothing is decided here.

mod decisions;
mod develop;
mod lists;
mod names;
mod screen;
mod value;

use std::path::PathBuf;

use clap::{Arg, ArgAction, CommandFactory, Parser, Subcommand, ValueEnum};
use clap_complete::Shell;
use jiff::Timestamp;
use namewatch::ListSource;

pub(crate) use self::decisions::{
    DecisionFormat, DecisionsAction, DecisionsArgs, NewDecision, WhoArgs,
};
pub(crate) use self::develop::{FitArgs, MeasureArgs, MissesArgs, RarityArgs};
pub(crate) use self::lists::{ExportFormat, ListsAction, ListsArgs, UpdateArgs};
pub(crate) use self::names::{CompareArgs, LookupArgs, LookupFormat};
pub(crate) use self::screen::{ColumnArgs, ScreenArgs};
use self::value::{at_least_one, confidence, day, whole};
use super::choice;

/// Screens articles and names against public sanctions lists.
#[derive(Debug, Parser)]
#[command(version, max_term_width = 100)]
#[command(after_help = "\
Exit status: 0 ran whole; 1 with --exit-code and a hit; 2 wrong usage; 3 something could not be read \
(the rest was done); 4 output could not be written; 130 or 143 stopped by a signal.")]
pub(crate) struct Args {
    #[command(subcommand)]
    pub(crate) command: Command,

    /// Say only what went wrong
    #[arg(short, long, global = true, conflicts_with = "verbose")]
    quiet: bool,

    /// Say more
    #[arg(short, long, global = true, action = ArgAction::Count)]
    verbose: u8,

    /// Form of the messages on standard error
    #[arg(long, value_enum, value_name = "FORMAT", global = true, default_value_t = LogFormat::Text)]
    pub(crate) log_format: LogFormat,

    /// Settings, where no flag says otherwise: a TOML file, whose keys `config show` explains. A switch
    /// that is on there is put off by `--no-` and its name
    #[arg(long, value_name = "FILE", global = true)]
    pub(crate) config: Option<PathBuf>,
}

/// The commands and flags. Each switch has another that puts it off, since a file of settings may have
/// put it on.
pub(crate) fn program() -> clap::Command {
    with_negations(Args::command())
}

fn with_negations(command: clap::Command) -> clap::Command {
    let command = command.mut_subcommands(with_negations);
    let is_switch =
        |flag: &&Arg| matches!(flag.get_action(), ArgAction::SetTrue | ArgAction::Count);
    let switches = command.get_arguments().filter(is_switch);
    let negations: Vec<Arg> = switches
        .filter_map(|switch| {
            let name = negation(switch.get_long()?);
            let negation = Arg::new(name.clone()).long(name).action(ArgAction::SetTrue);
            let negation = negation.hide(true).overrides_with(switch.get_id());
            Some(negation.global(switch.is_global_set()))
        })
        .collect();
    command.args(negations)
}

/// The name of the flag that puts a switch off.
pub(crate) fn negation(switch: &str) -> String {
    format!("no-{switch}")
}

impl Args {
    /// How much to say: -1 quiet, 0 as usual, more above.
    pub(crate) fn verbosity(&self) -> i8 {
        if self.quiet {
            -1
        } else {
            i8::try_from(self.verbose).unwrap_or(i8::MAX)
        }
    }
}

#[derive(Debug, Subcommand)]
pub(crate) enum Command {
    /// Screen documents: find every mention of a listed party
    Screen(ScreenArgs),
    /// Look whole names up
    Lookup(LookupArgs),
    /// Tell how sure it is that two names are one party's
    Compare(CompareArgs),
    /// Measure what is found and what is wrong, on labelled data or on names made from the lists in use
    Evaluate(EvaluateArgs),
    /// Show the lists in use, fetch them, compare and verify them, print their entities
    Lists(ListsArgs),
    /// Check a file of settings, or show all that it may say
    Config(ConfigArgs),
    /// Print what makes a shell complete commands and flags
    Completions {
        /// The shell
        shell: Shell,
    },
    /// Print the manual page
    Man {
        /// Write the pages of all commands to this folder instead
        #[arg(long, value_name = "DIR")]
        dir: Option<PathBuf>,
    },
    /// Decide on hits: a false positive is not reported again; list, revoke, export and verify decisions
    Decisions(DecisionsArgs),
    /// Fit the model to labelled data, and print its cross-validation
    #[command(hide = true)]
    Fit(FitArgs),
    /// Count the words of general text and of names, for the rarity tables
    #[command(hide = true)]
    Rarity(RarityArgs),
    /// Measure the models of a fit on passages and articles that they have not seen
    #[command(hide = true)]
    Measure(MeasureArgs),
    /// Write the page of known misses: what is still wrong on labelled data, kind by kind
    #[command(hide = true)]
    Misses(MissesArgs),
}

#[derive(Clone, Debug, clap::Args)]
pub(crate) struct ListArgs {
    /// List to use: a file or a folder; ID= says which list it is [default: the installed lists; if
    /// there are none, the built-in starter list]
    #[arg(long = "list", value_name = "[ID=]PATH", global = true,
        conflicts_with_all = ["as_of", "snapshot"])]
    pub(crate) sources: Vec<ListSource>,

    /// Use the snapshots that were installed at the end of this day (UTC), or at this time
    #[arg(long, value_name = "DATE", global = true, value_parser = choice::moment)]
    pub(crate) as_of: Option<Timestamp>,

    /// Use this kept snapshot, named by 8 or more digits of its hash; may be given once for each list
    #[arg(
        long,
        value_name = "HASH",
        value_delimiter = ',',
        global = true,
        conflicts_with = "as_of"
    )]
    pub(crate) snapshot: Vec<String>,

    /// Exit with 3 unless each of these lists is loaded and is no demonstration; an installed one must
    /// be fresh as well, one of a file only with `--max-age`
    #[arg(long, value_name = "ID,...", value_delimiter = ',', global = true)]
    pub(crate) require: Vec<String>,

    /// Exit with 3 if a list is older than this many days; installed lists age from when they were
    /// last compared with the publisher's
    #[arg(long, value_name = "DAYS", global = true, value_parser = whole(0..=u32::MAX))]
    pub(crate) max_age: Option<u32>,

    /// Folder of the installed lists [default: $NAMEWATCH_DATA, or the platform's data folder]
    #[arg(long, value_name = "DIR", global = true)]
    pub(crate) data_dir: Option<PathBuf>,
}

#[derive(Clone, Debug, clap::Args)]
pub(crate) struct MaskArgs {
    /// Leave this entity out; @FILE: those of a file, one id a line. May be given several times
    #[arg(long, value_name = "ENTITY_ID|@FILE")]
    pub(crate) exclude: Vec<String>,

    /// Screen only against what was added or changed since an earlier edition of a list: a path,
    /// ID@DATE, or 8 or more digits of a snapshot's hash. May be given once for each list
    #[arg(long, value_name = "EDITION")]
    pub(crate) changed_since: Vec<String>,
}

#[derive(Clone, Debug, clap::Args)]
pub(crate) struct OutputArgs {
    /// Write the results to FILE, which appears when it is whole; its ending tells the form where --format
    /// does not [default: standard output]
    #[arg(short, long, value_name = "FILE", global = true)]
    pub(crate) output: Option<PathBuf>,
}

#[derive(Clone, Debug, clap::Args)]
pub(crate) struct MatchArgs {
    /// Report nothing under this confidence, from 0 to 1
    #[arg(long, value_name = "N", default_value = "0.5", value_parser = confidence)]
    pub(crate) min_confidence: f64,

    /// Threads to use [default: one for each processor]
    #[arg(long, value_name = "N", value_parser = whole(1..=1024_u16))]
    pub(crate) threads: Option<u16>,

    /// Exit with 1 if there is a hit
    #[arg(long)]
    pub(crate) exit_code: bool,

    #[command(flatten)]
    pub(crate) model: ModelArgs,
}

#[derive(Clone, Debug, clap::Args)]
pub(crate) struct ModelArgs {
    /// Model file to use in place of the one shipped
    #[arg(long, value_name = "FILE")]
    pub(crate) model: Option<PathBuf>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(crate) enum Format {
    /// For eyes
    Text,
    /// One JSON object a line
    Jsonl,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(crate) enum TableFormat {
    /// For eyes
    Text,
    /// One JSON object a line
    Jsonl,
    /// A table
    Csv,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(crate) enum LogFormat {
    /// Lines for eyes
    Text,
    /// One JSON object a line: time, level, message, hint
    Json,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(crate) enum EvaluateFormat {
    /// A report in one file, for a browser
    Html,
    /// One JSON object
    Json,
}

#[derive(Debug, clap::Args)]
pub(crate) struct EvaluateArgs {
    /// Labelled data: CSV and JSON lines, or folders of them [default: names made from the lists in
    /// use]
    #[arg(value_name = "PATH")]
    pub(crate) data: Vec<PathBuf>,

    /// Cases to make of each variation of a name; of ordinary names ten times as many
    #[arg(long, value_name = "N", default_value_t = 300, conflicts_with = "data",
        value_parser = at_least_one)]
    pub(crate) samples: usize,

    /// Seed of everything drawn by chance
    #[arg(long, default_value_t = 1, value_parser = whole(0..=u64::MAX))]
    pub(crate) seed: u64,

    /// The confidence from which something is reported, from 0 to 1
    #[arg(long, value_name = "N", default_value = "0.5", value_parser = confidence)]
    pub(crate) min_confidence: f64,

    /// Threads to use [default: one for each processor]
    #[arg(long, value_name = "N", value_parser = whole(1..=1024_u16))]
    pub(crate) threads: Option<u16>,

    #[command(flatten)]
    pub(crate) lists: ListArgs,

    #[command(flatten)]
    pub(crate) model: ModelArgs,

    /// Form of the report
    #[arg(long, value_enum, default_value_t = EvaluateFormat::Html)]
    pub(crate) format: EvaluateFormat,

    #[command(flatten)]
    pub(crate) output: OutputArgs,
}

#[derive(Debug, clap::Args)]
pub(crate) struct ConfigArgs {
    #[command(subcommand)]
    pub(crate) action: ConfigAction,
}

#[derive(Debug, Subcommand)]
pub(crate) enum ConfigAction {
    /// Tell what is wrong with a file of settings, line by line
    Check {
        /// The file
        file: PathBuf,
    },
    /// Print every setting with what it means; those of the file that --config names with their values
    Show,
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_flags_are_sound() {
        program().debug_assert();
    }

    #[test]
    fn the_last_of_a_switch_and_its_negation_counts() {
        let exits = |words: &str| {
            let words = "namewatch screen ".to_owned() + words;
            let matches = program().get_matches_from(words.split_whitespace());
            let (_, screen) = matches.subcommand().unwrap();
            (screen.get_flag("exit_code"), matches.get_flag("quiet"))
        };
        assert_eq!(exits("--exit-code --no-exit-code"), (false, false));
        assert_eq!(exits("--no-exit-code --exit-code -q"), (true, true));
        assert_eq!(exits("-q --no-quiet"), (false, false));
    }
}
