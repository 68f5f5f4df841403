//! The command line through the real binary: exit status, standard output, standard error, files.
#![cfg(feature = "cli")]

mod bad_input;
mod browser;
mod evaluate;
mod forms;
mod lists;
mod names;
mod output;
mod scratch;
mod screen;
mod store;
mod usage;
