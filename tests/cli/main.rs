//! The command line through the real binary: exit status, standard output, standard error, files.
#![cfg(feature = "cli")]

mod bad_input;
mod browser;
mod config;
mod decisions;
#[cfg(feature = "docs")]
mod documents;
mod evaluate;
mod forms;
mod lists;
mod names;
mod output;
mod real_lists;
mod scratch;
mod screen;
mod state;
mod store;
mod usage;
