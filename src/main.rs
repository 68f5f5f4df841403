//! The command line of namewatch: `namewatch --help` tells what it does.
// What only a left-out feature uses is no dead code.
#![cfg_attr(
    not(all(feature = "docs", feature = "fetch", feature = "state")),
    allow(dead_code)
)]

mod cli;
mod decision;
mod document;
#[cfg(feature = "fetch")]
mod fetch;
mod report;
mod state;
mod store;

fn main() -> std::process::ExitCode {
    cli::main()
}
