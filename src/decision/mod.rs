//! What people decided about hits, so that a false alarm is raised once.
//!
//! A [`DecisionLog`] is a file of JSON lines that only ever grows. Each line holds the hash of the one
//! before it and its own, so that whoever changes, removes or adds a line in the middle is found out.
//! That the last lines were cut off can be told by whoever remembers the hash of the last one.
//!
//! [`Rulings`] are what of it is in force on a day: the latest decision on each thing, unless it was
//! revoked or its time is over.

mod entry;
mod log;
mod problem;
mod rulings;

pub(crate) use entry::{Act, Decision, Entry, Verdict, entity_hash};
pub(crate) use log::{DecisionLog, Line};
pub(crate) use problem::DecisionProblem;
pub(crate) use rulings::{Ruling, Rulings, Standing};
