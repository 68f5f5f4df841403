//! The command line of namewatch: `namewatch --help` tells what it does.

mod cli;
mod document;
mod report;

fn main() -> std::process::ExitCode {
    cli::main()
}
