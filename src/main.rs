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

/// Lists and their index are made of millions of small pieces; this one hands them out faster.
#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

fn main() -> std::process::ExitCode {
    cli::main()
}
