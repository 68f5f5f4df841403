use std::path::PathBuf;

use clap::{Subcommand, ValueEnum};
use jiff::civil::Date;

use super::{Format, ListArgs, OutputArgs, day, whole};
use crate::decision::Verdict;

#[derive(Debug, clap::Args)]
pub(crate) struct DecisionsArgs {
    #[command(subcommand)]
    pub(crate) action: DecisionsAction,

    #[command(flatten)]
    pub(crate) output: OutputArgs,
}

#[derive(Debug, Subcommand)]
pub(crate) enum DecisionsAction {
    /// Add a decision to the log, which is begun where there is none
    Add(NewDecision),
    /// Take a decision back
    Revoke {
        /// The log
        #[arg(value_name = "FILE")]
        log: PathBuf,

        /// The number of the decision
        #[arg(value_parser = whole(1..=u64::MAX))]
        number: u64,

        #[command(flatten)]
        who: WhoArgs,
    },
    /// Show the decisions in force
    List {
        /// The log
        #[arg(value_name = "FILE")]
        log: PathBuf,

        /// Show those also that are expired, revoked or replaced
        #[arg(long)]
        all: bool,

        /// The day on which they are in force [default: today, in UTC]
        #[arg(long, value_name = "DAY", value_parser = day)]
        on: Option<Date>,

        /// Form of the results
        #[arg(long, value_enum, default_value_t = Format::Text)]
        format: Format,
    },
    /// Print all decisions ever made, and how they stand
    Export {
        /// The log
        #[arg(value_name = "FILE")]
        log: PathBuf,

        /// The day on which they stand so [default: today, in UTC]
        #[arg(long, value_name = "DAY", value_parser = day)]
        on: Option<Date>,

        /// Form of the results
        #[arg(long, value_enum, default_value_t = DecisionFormat::Jsonl)]
        format: DecisionFormat,
    },
    /// Check that no line of the log was changed, removed, added or moved
    Verify {
        /// The log
        #[arg(value_name = "FILE")]
        log: PathBuf,

        /// The head that an earlier run printed: check also that nothing was cut off since
        #[arg(long, value_name = "HEAD")]
        head: Option<String>,
    },
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(crate) enum DecisionFormat {
    /// One JSON object a line
    Jsonl,
    /// A table
    Csv,
}

#[derive(Debug, clap::Args)]
pub(crate) struct NewDecision {
    /// The log
    #[arg(value_name = "FILE")]
    pub(crate) log: PathBuf,

    /// The listed entity: LIST:REFERENCE
    #[arg(long, value_name = "ENTITY_ID")]
    pub(crate) entity: String,

    /// The text that was taken for its name, as the article has it
    #[arg(long, value_name = "TEXT")]
    pub(crate) matched: String,

    /// Decide on one document alone, named as in the results [default: on all documents]
    #[arg(long, value_name = "DOCUMENT")]
    pub(crate) document: Option<String>,

    /// What was found
    #[arg(long, value_enum, default_value_t = Verdict::FalsePositive)]
    pub(crate) verdict: Verdict,

    /// The last day on which the decision holds [default: none]
    #[arg(long, value_name = "DAY", value_parser = day)]
    pub(crate) until: Option<Date>,

    #[command(flatten)]
    pub(crate) who: WhoArgs,

    #[command(flatten)]
    pub(crate) lists: ListArgs,
}

#[derive(Debug, clap::Args)]
pub(crate) struct WhoArgs {
    /// Who decides [default: $USER]
    #[arg(long, value_name = "NAME")]
    pub(crate) who: Option<String>,

    /// For what reason
    #[arg(long, value_name = "REASON")]
    pub(crate) why: String,
}
