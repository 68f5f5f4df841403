//! Reports out: text for eyes, JSON lines for programs, the manifest for auditors.
//!
//! Nothing here knows how a confidence comes about.

mod aside;
pub(crate) mod ftm;
pub(crate) mod jsonl;
mod manifest;
mod number;
mod output;
mod table;
pub(crate) mod text;
mod totals;

pub(crate) use manifest::{DecisionsInUse, Host, Manifest, Run, Settings, Suppressed};
pub(crate) use number::Fixed;
pub(crate) use output::Output;
pub(crate) use table::table;
pub(crate) use totals::{Outcome, Totals};
