use std::path::PathBuf;

use super::{ModelArgs, whole};

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
    #[arg(long, default_value_t = 1, value_parser = whole(0..=u64::MAX))]
    pub(crate) seed: u64,

    /// Model file to write
    #[arg(short, long, value_name = "FILE")]
    pub(crate) output: PathBuf,

    /// Folder for the models that were each fitted without one fold
    #[arg(long, value_name = "DIR")]
    pub(crate) folds: Option<PathBuf>,
}

#[derive(Debug, clap::Args)]
pub(crate) struct MeasureArgs {
    /// Folder of the labelled data
    #[arg(long, value_name = "DIR")]
    pub(crate) data: PathBuf,

    /// Folder of the models that `fit --folds` wrote
    #[arg(long, value_name = "DIR")]
    pub(crate) folds: PathBuf,

    /// Folder of the official lists [default: ../lists beside the data]
    #[arg(long, value_name = "DIR")]
    pub(crate) lists: Option<PathBuf>,

    /// Folder of ordinary articles [default: ../corpus beside the data]
    #[arg(long, value_name = "DIR")]
    pub(crate) corpus: Option<PathBuf>,

    #[command(flatten)]
    pub(crate) model: ModelArgs,
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
