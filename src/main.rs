//! The command line of namewatch: `namewatch --help` tells what it does.

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
