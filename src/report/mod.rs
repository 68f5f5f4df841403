//! Reports out: text and HTML for eyes, JSON lines, CSV and Parquet for programs, the manifest for
//! auditors.
//!
//! Nothing here knows how a confidence comes about.

mod aside;
pub(crate) mod csv;
mod earlier;
pub(crate) mod ftm;
mod html;
pub(crate) mod jsonl;
mod manifest;
mod number;
mod output;
pub(crate) mod parquet;
mod sink;
mod table;
pub(crate) mod text;
mod totals;
pub(crate) mod validation;

pub(crate) use earlier::is_result;
pub(crate) use html::NamesReport;
pub(crate) use manifest::{DecisionsInUse, Manifest, Run, Settings, Suppressed};
pub(crate) use number::Fixed;
pub(crate) use output::Output;
pub(crate) use sink::{About, End, Form, Screened, Sink};
pub(crate) use table::table;
pub(crate) use totals::{Outcome, Totals};
