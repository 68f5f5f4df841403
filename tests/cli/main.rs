//! The command line through the real binary: exit status, standard output, standard error, files.
#![cfg(feature = "cli")]

mod bad_input;
mod config;
mod documents;
mod lists;
mod names;
mod output;
mod real_lists;
mod scratch;
mod screen;
mod store;
mod usage;
