use std::path::PathBuf;

use clap::ValueEnum;
use namewatch::{EntityKind, Gender};

use super::{ListArgs, MaskArgs, MatchArgs, ModelArgs, OutputArgs, TableFormat, whole};

#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(crate) enum LookupFormat {
    /// For eyes
    Text,
    /// One JSON object a line
    Jsonl,
    /// A table, a row for each hit
    Csv,
    /// A report in one file, for a browser
    Html,
    /// A table for data tools
    Parquet,
}

#[derive(Debug, clap::Args)]
pub(crate) struct LookupArgs {
    /// The name
    #[arg(required_unless_present = "queries")]
    pub(crate) name: Option<String>,

    /// Look up every row of a table (CSV with any usual delimiter and encoding): columns id, name;
    /// optional kind, dob, gender, country, identifier
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

    /// Do not exit with 3 where the table holds no name at all
    #[arg(long, requires = "queries")]
    pub(crate) allow_empty: bool,

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

    /// Compare every row of a table (CSV with any usual delimiter and encoding), and print it back with
    /// confidence and verdict added: columns name1, name2; optional kind
    #[arg(long, value_name = "FILE", conflicts_with_all = ["a", "b", "kind", "format"])]
    pub(crate) pairs: Option<PathBuf>,

    /// person, organization, vessel, aircraft or unknown
    #[arg(long, default_value_t = EntityKind::Unknown)]
    pub(crate) kind: EntityKind,

    /// Add OFAC's sort of score (Jaro-Winkler and Soundex, 0 to 100) for comparison; it decides nothing
    #[arg(long)]
    pub(crate) ofac_score: bool,

    /// Form of the result
    #[arg(long, value_enum, default_value_t = TableFormat::Text)]
    pub(crate) format: TableFormat,

    /// Threads to use [default: one for each processor]
    #[arg(long, value_name = "N", value_parser = whole(1..=1024_u16))]
    pub(crate) threads: Option<u16>,

    #[command(flatten)]
    pub(crate) model: ModelArgs,

    #[command(flatten)]
    pub(crate) output: OutputArgs,
}
