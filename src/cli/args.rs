//! The flags as typed. Nothing is decided here.

mod decisions;

use std::path::PathBuf;

use clap::{ArgAction, Parser, Subcommand, ValueEnum};
use clap_complete::Shell;
use jiff::Timestamp;
use jiff::civil::Date;
use namewatch::{EntityKind, Gender, ListSource};

pub(crate) use self::decisions::{
    DecisionFormat, DecisionsAction, DecisionsArgs, NewDecision, WhoArgs,
};
use super::choice;
use crate::document::InputFormat;
use crate::report::Form;

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

    /// Settings, where no flag says otherwise: a TOML file, whose keys `config show` explains
    #[arg(long, value_name = "FILE", global = true)]
    pub(crate) config: Option<PathBuf>,
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

    /// Exit with 3 unless each of these lists is loaded and fresh, and is no demonstration
    #[arg(long, value_name = "ID,...", value_delimiter = ',', global = true)]
    pub(crate) require: Vec<String>,

    /// Exit with 3 if a list is older than this many days; installed lists age from when they were
    /// last compared with the publisher's
    #[arg(long, value_name = "DAYS", global = true)]
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
    /// Write the results to FILE, which appears when it is whole [default: standard output]
    #[arg(short, long, value_name = "FILE", global = true)]
    pub(crate) output: Option<PathBuf>,
}

#[derive(Clone, Debug, clap::Args)]
pub(crate) struct MatchArgs {
    /// Report nothing under this confidence, from 0 to 1
    #[arg(long, value_name = "N", default_value = "0.5", value_parser = confidence)]
    pub(crate) min_confidence: f64,

    /// Threads to use [default: one for each processor]
    #[arg(long, value_name = "N", value_parser = clap::value_parser!(u16).range(1..=1024))]
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
pub(crate) enum LookupFormat {
    /// For eyes
    Text,
    /// One JSON object a line
    Jsonl,
    /// A table, a row for each hit
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
pub(crate) enum ExportFormat {
    /// Own-list form, one JSON object a line
    Jsonl,
    /// FollowTheMoney JSON, one entity a line
    Ftm,
    /// Own-list form as a table
    Csv,
}

#[derive(Debug, clap::Args)]
pub(crate) struct ScreenArgs {
    /// Files, folders, or - for standard input; text in any usual encoding, JSON lines, tables, HTML,
    /// PDF, office documents, mail, web archives, and archives of any of these
    #[arg(value_name = "PATH")]
    pub(crate) paths: Vec<PathBuf>,

    #[command(flatten)]
    pub(crate) lists: ListArgs,

    #[command(flatten)]
    pub(crate) mask: MaskArgs,

    #[command(flatten)]
    pub(crate) matching: MatchArgs,

    /// Form of the results
    #[arg(long, value_enum, default_value_t = Form::Text)]
    pub(crate) format: Form,

    #[command(flatten)]
    pub(crate) output: OutputArgs,

    /// Write to FILE what was screened, against which lists, with which settings
    #[arg(long, value_name = "FILE")]
    pub(crate) manifest: Option<PathBuf>,

    /// Remember in FILE what was screened: a run that was stopped goes on where it was, and documents
    /// that have not changed are not screened again
    #[arg(long, value_name = "FILE", conflicts_with = "explain")]
    pub(crate) state: Option<PathBuf>,

    /// Report only hits that no earlier run on the state has reported
    #[arg(long, requires = "state")]
    pub(crate) new_only: bool,

    /// Leave out the hits that the log of decisions in FILE holds for false positives
    #[arg(long, value_name = "FILE", conflicts_with = "explain")]
    pub(crate) decisions: Option<PathBuf>,

    /// Take the log as it was when the hash of its last line was HEAD
    #[arg(long, value_name = "HEAD", requires = "decisions")]
    pub(crate) decisions_head: Option<String>,

    /// Count the decisions that are in force on this day [default: that of --as-of, else today, in UTC]
    #[arg(long, value_name = "DAY", requires = "decisions")]
    pub(crate) decisions_on: Option<Date>,

    /// Read every input in this form, whatever it looks like; archives are opened all the same
    #[arg(long, value_enum, value_name = "FORMAT", hide_possible_values = true)]
    pub(crate) input_format: Option<InputFormat>,

    #[command(flatten)]
    pub(crate) columns: ColumnArgs,

    /// Keep the text of every document in DIR, as it was screened: the hits' places belong to it
    #[arg(long, value_name = "DIR")]
    pub(crate) save_text: Option<PathBuf>,

    /// Show each document's best candidate for one entity, also under the threshold
    #[arg(long, value_name = "ENTITY_ID", conflicts_with_all = ["manifest", "exit_code"])]
    pub(crate) explain: Option<String>,

    /// Do not exit with 3 where there is no document at all
    #[arg(long)]
    pub(crate) allow_empty: bool,
}

/// Where the documents stand in a table, in JSON lines, in Parquet.
#[derive(Clone, Debug, clap::Args)]
#[expect(clippy::struct_field_names, reason = "each is called as its flag is")]
pub(crate) struct ColumnArgs {
    /// Column, or key, of the text in tables and JSON lines [default: text; a .csv or .tsv without such
    /// a column is read as plain text]
    #[arg(long, value_name = "NAME")]
    pub(crate) text_column: Option<String>,

    /// Column, or key, of the document's id [default: id, if there is one]
    #[arg(long, value_name = "NAME")]
    pub(crate) id_column: Option<String>,

    /// Column, or key, of the document's date [default: date, if there is one]
    #[arg(long, value_name = "NAME")]
    pub(crate) date_column: Option<String>,

    /// Column, or key, of the document's title [default: title, if there is one]
    #[arg(long, value_name = "NAME")]
    pub(crate) title_column: Option<String>,
}

#[derive(Debug, clap::Args)]
pub(crate) struct LookupArgs {
    /// The name
    #[arg(required_unless_present = "queries")]
    pub(crate) name: Option<String>,

    /// Look up every row of a CSV file: columns id, name; optional kind, dob, gender, country,
    /// identifier
    #[arg(long, value_name = "FILE", conflicts_with_all =
        ["name", "kind", "dob", "gender", "country", "identifier"])]
    pub(crate) queries: Option<PathBuf>,

    /// person, organization, vessel, aircraft or unknown
    #[arg(long)]
    pub(crate) kind: Option<EntityKind>,

    /// Date of birth: YYYY, YYYY-MM or YYYY-MM-DD
    #[arg(long, value_name = "DATE")]
    pub(crate) dob: Option<String>,

    /// male or female
    #[arg(long)]
    pub(crate) gender: Option<Gender>,

    /// Country, by name or ISO code; may be given several times
    #[arg(long)]
    pub(crate) country: Vec<String>,

    /// Passport, tax, IMO number or the like; may be given several times
    #[arg(long)]
    pub(crate) identifier: Vec<String>,

    /// Add OFAC's sort of score (Jaro-Winkler and Soundex, 0 to 100) for comparison; it decides nothing
    #[arg(long)]
    pub(crate) ofac_score: bool,

    #[command(flatten)]
    pub(crate) lists: ListArgs,

    #[command(flatten)]
    pub(crate) mask: MaskArgs,

    #[command(flatten)]
    pub(crate) matching: MatchArgs,

    /// Form of the results
    #[arg(long, value_enum, default_value_t = LookupFormat::Text)]
    pub(crate) format: LookupFormat,

    #[command(flatten)]
    pub(crate) output: OutputArgs,
}

#[derive(Debug, clap::Args)]
pub(crate) struct CompareArgs {
    /// One name
    #[arg(required_unless_present = "pairs", requires = "b", value_name = "A")]
    pub(crate) a: Option<String>,

    /// The other
    #[arg(value_name = "B")]
    pub(crate) b: Option<String>,

    /// Compare every row of a CSV file, and print it back with confidence and verdict added: columns
    /// name1, name2; optional kind
    #[arg(long, value_name = "FILE", conflicts_with_all = ["a", "b", "kind", "format"])]
    pub(crate) pairs: Option<PathBuf>,

    /// person, organization, vessel, aircraft or unknown
    #[arg(long, default_value_t = EntityKind::Unknown)]
    pub(crate) kind: EntityKind,

    /// Add OFAC's sort of score (Jaro-Winkler and Soundex, 0 to 100) for comparison; it decides nothing
    #[arg(long)]
    pub(crate) ofac_score: bool,

    /// Form of the result
    #[arg(long, value_enum, default_value_t = Format::Text)]
    pub(crate) format: Format,

    /// Threads to use [default: one for each processor]
    #[arg(long, value_name = "N", value_parser = clap::value_parser!(u16).range(1..=1024))]
    pub(crate) threads: Option<u16>,

    #[command(flatten)]
    pub(crate) model: ModelArgs,

    #[command(flatten)]
    pub(crate) output: OutputArgs,
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
    #[arg(long, default_value_t = 1)]
    pub(crate) seed: u64,

    /// The confidence from which something is reported, from 0 to 1
    #[arg(long, value_name = "N", default_value = "0.5", value_parser = confidence)]
    pub(crate) min_confidence: f64,

    /// Threads to use [default: one for each processor]
    #[arg(long, value_name = "N", value_parser = clap::value_parser!(u16).range(1..=1024))]
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
#[command(args_conflicts_with_subcommands = false)]
pub(crate) struct ListsArgs {
    #[command(subcommand)]
    pub(crate) action: Option<ListsAction>,

    #[command(flatten)]
    pub(crate) lists: ListArgs,

    /// Show all kept snapshots
    #[arg(long)]
    pub(crate) history: bool,

    /// Form of the results
    #[arg(long, value_enum, default_value_t = Format::Text)]
    pub(crate) format: Format,

    #[command(flatten)]
    pub(crate) output: OutputArgs,
}

#[derive(Debug, Subcommand)]
pub(crate) enum ListsAction {
    /// Fetch lists, check them, and install those that are whole
    Update(UpdateArgs),
    /// Show all that is known of one entity
    Show {
        /// The entity: LIST:REFERENCE
        id: String,

        /// Form of the results
        #[arg(long, value_enum, default_value_t = Format::Text)]
        format: Format,
    },
    /// Show what changed between two editions of a list: each a path, ID@DATE, or 8 or more digits of
    /// a snapshot's hash
    Diff {
        /// The earlier edition
        #[arg(value_name = "A")]
        before: String,

        /// The later edition
        #[arg(value_name = "B")]
        after: String,

        /// Form of the results
        #[arg(long, value_enum, default_value_t = Format::Text)]
        format: Format,
    },
    /// Hash and read every kept snapshot again
    Verify {
        /// Form of the results
        #[arg(long, value_enum, default_value_t = Format::Text)]
        format: Format,
    },
    /// Print all entities, one a line, in the lists' order
    Export {
        /// Form of the results
        #[arg(long, value_enum, default_value_t = ExportFormat::Jsonl)]
        format: ExportFormat,
    },
}

#[derive(Debug, clap::Args)]
pub(crate) struct UpdateArgs {
    /// Lists to update [default: all official ones; with --from DIR, all that are there]
    #[arg(value_name = "ID")]
    pub(crate) ids: Vec<String>,

    /// Take the lists from a mirror, which offers the publishers' files under the names in
    /// lists/sources.toml; or from a file, a folder, or the data folder of another installation
    #[arg(long, value_name = "URL|DIR")]
    pub(crate) from: Option<String>,

    /// Take these lists also if they are older or much smaller than what is installed
    #[arg(long, value_name = "ID,...", value_delimiter = ',')]
    pub(crate) accept: Vec<String>,

    /// Give up after so many seconds
    #[arg(long, value_name = "SECONDS", default_value_t = 900,
        value_parser = clap::value_parser!(u64).range(1..=86_400))]
    pub(crate) time_limit: u64,

    /// Refuse files of more than so many MiB
    #[arg(long, value_name = "MIB", default_value_t = 512,
        value_parser = clap::value_parser!(u64).range(1..=1024))]
    pub(crate) size_limit: u64,

    /// Keep so many snapshots of each list, and clear older ones away [default: keep all]
    #[arg(long, value_name = "N", value_parser = at_least_one)]
    pub(crate) keep: Option<usize>,

    /// Keep the snapshots that were in use within so many days, and clear older ones away
    #[arg(long, value_name = "DAYS")]
    pub(crate) keep_days: Option<u32>,

    /// Form of the results
    #[arg(long, value_enum, default_value_t = Format::Text)]
    pub(crate) format: Format,
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

#[derive(Debug, clap::Args)]
pub(crate) struct FitArgs {
    /// Folder of the labelled data
    #[arg(long, value_name = "DIR")]
    pub(crate) data: PathBuf,

    /// Folder of the official lists [default: ../lists beside the data]
    #[arg(long, value_name = "DIR")]
    pub(crate) lists: Option<PathBuf>,

    /// Folder of the articles in which hits have been read [default: ../corpus beside the data]
    #[arg(long, value_name = "DIR")]
    pub(crate) corpus: Option<PathBuf>,

    /// Seed of everything drawn by chance
    #[arg(long, default_value_t = 1)]
    pub(crate) seed: u64,

    /// Model file to write
    #[arg(short, long, value_name = "FILE")]
    pub(crate) output: PathBuf,

    /// Folder for the models that were each fitted without one fold
    #[arg(long, value_name = "DIR")]
    pub(crate) folds: Option<PathBuf>,
}

#[derive(Debug, clap::Args)]
pub(crate) struct MissesArgs {
    /// Folder of the labelled data
    #[arg(long, value_name = "DIR")]
    pub(crate) data: PathBuf,

    /// Folder of the official lists [default: ../lists beside the data]
    #[arg(long, value_name = "DIR")]
    pub(crate) lists: Option<PathBuf>,

    /// Page to write
    #[arg(short, long, value_name = "FILE")]
    pub(crate) output: PathBuf,
}

#[derive(Debug, clap::Args)]
pub(crate) struct RarityArgs {
    /// JSON lines with `text`, also .zst
    #[arg(long, value_name = "FILE", num_args = 1..)]
    pub(crate) text: Vec<PathBuf>,

    /// CSV files whose first column is the name of an ordinary person
    #[arg(long, value_name = "FILE", num_args = 1..)]
    pub(crate) names: Vec<PathBuf>,

    /// Folder for words.tsv and keys.tsv
    #[arg(short, long, value_name = "DIR")]
    pub(crate) output: PathBuf,
}

fn confidence(text: &str) -> Result<f64, &'static str> {
    text.parse()
        .ok()
        .filter(|confidence| (0.0..=1.0).contains(confidence))
        .ok_or("expected a number from 0 to 1")
}

fn at_least_one(text: &str) -> Result<usize, &'static str> {
    let number = text.parse().ok().filter(|&number| number > 0);
    number.ok_or("expected 1 or more")
}

#[cfg(test)]
mod tests {
    use clap::CommandFactory;

    use super::*;

    #[test]
    fn the_flags_are_sound() {
        Args::command().debug_assert();
    }

    #[test]
    fn a_confidence_is_a_number_from_0_to_1() {
        for good in ["0", "1", "0.5", "1e-3"] {
            assert!(confidence(good).is_ok(), "{good}");
        }
        for bad in ["", "-0.1", "1.1", "NaN", "inf", "half"] {
            assert!(confidence(bad).is_err(), "{bad}");
        }
    }
}
