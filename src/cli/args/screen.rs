use std::path::PathBuf;

use jiff::civil::Date;

use super::{ListArgs, MaskArgs, MatchArgs, OutputArgs, day};
use crate::document::InputFormat;
use crate::report::Form;

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
    #[arg(long, value_name = "DAY", requires = "decisions", value_parser = day)]
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
