//! The command line, described for shells and for `man`.

use std::io;
use std::path::Path;

use clap::Command;
use clap_complete::Shell;
use clap_mangen::Man;

use super::failure::{Exit, Failure};
use super::open_output;

/// Prints what makes a shell complete commands and flags.
pub(super) fn completions(mut program: Command, shell: Shell) -> Result<Exit, Failure> {
    let mut script = Vec::new();
    clap_complete::generate(shell, &mut program, "namewatch", &mut script);
    print(&script)
}

/// Prints the manual page, or writes the pages of all commands to a folder.
pub(super) fn man(program: Command, folder: Option<&Path>) -> Result<Exit, Failure> {
    if let Some(folder) = folder {
        let written = std::fs::create_dir_all(folder)
            .and_then(|()| clap_mangen::generate_to(program, folder));
        written.map_err(Failure::output(Some(folder)))?;
        return Ok(Exit::Whole);
    }
    let mut page = Vec::new();
    Man::new(program)
        .render(&mut page)
        .map_err(Failure::output(None))?;
    print(&page)
}

fn print(bytes: &[u8]) -> Result<Exit, Failure> {
    let mut output = open_output(None)?;
    io::Write::write_all(&mut output, bytes)
        .and_then(|()| output.finish())
        .map_err(Failure::output(None))?;
    Ok(Exit::Whole)
}
