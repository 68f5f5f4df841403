use clap::{Subcommand, ValueEnum};

use super::{Format, ListArgs, OutputArgs, TableFormat, at_least_one, whole};

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
    #[arg(long, value_enum, default_value_t = TableFormat::Text)]
    pub(crate) format: TableFormat,

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
        value_parser = whole(1..=86_400_u64))]
    pub(crate) time_limit: u64,

    /// Refuse files of more than so many MiB
    #[arg(long, value_name = "MIB", default_value_t = 512,
        value_parser = whole(1..=1024_u64))]
    pub(crate) size_limit: u64,

    /// Keep so many snapshots of each list, and clear older ones away [default: keep all]
    #[arg(long, value_name = "N", value_parser = at_least_one)]
    pub(crate) keep: Option<usize>,

    /// Keep the snapshots that were in use within so many days, and clear older ones away
    #[arg(long, value_name = "DAYS", value_parser = whole(0..=u32::MAX))]
    pub(crate) keep_days: Option<u32>,

    /// Form of the results
    #[arg(long, value_enum, default_value_t = Format::Text)]
    pub(crate) format: Format,
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
