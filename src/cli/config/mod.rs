//! Settings in a file: every flag is a key, and what is typed wins.
//!
//! The file is turned into flags that are put behind those typed, so that there is one way in which a
//! flag is read, checked and explained.

mod file;
mod flags;
mod show;

use std::ffi::OsString;
use std::path::{Path, PathBuf};

use clap::error::{ContextKind, ErrorKind};
use clap::parser::ValueSource;
use clap::{Arg, ArgMatches, Command};

use super::args::{ConfigAction, ConfigArgs, negation};
use super::failure::{Exit, Failure};
use super::messages::Messages;
use super::open_output;
use file::{ConfigFile, Setting};

/// How alike an unknown key and a known one must be for the one to be a slip of the other.
const ALIKE: f64 = 0.8;

/// Runs `config`.
pub(super) fn run(
    args: &ConfigArgs,
    config: Option<&Path>,
    program: Command,
    messages: Messages,
) -> Result<Exit, Failure> {
    match &args.action {
        ConfigAction::Check { file } => {
            let file = ConfigFile::read(file)?;
            let problems = problems(&program, &file);
            for problem in &problems {
                messages.error(problem, None);
            }
            Ok(if problems.is_empty() {
                let (path, count) = (file.path.display(), file.settings.len());
                messages.note(&format!("{path}: settings understood: {count}"));
                Exit::Whole
            } else {
                Exit::Usage
            })
        }
        ConfigAction::Show => {
            let file = config.map(ConfigFile::read).transpose()?;
            let mut output = open_output(None)?;
            let settings = file.as_ref().map_or(&[][..], |file| &file.settings);
            show::write(&mut output, &program, settings)
                .and_then(|()| output.finish())
                .map_err(Failure::output(None))?;
            Ok(Exit::Whole)
        }
    }
}

/// What was typed, with what the file named by `--config` adds to it; unchanged where none is named.
///
/// # Errors
///
/// If the file can't be read, or there is no flag for a key of it.
pub(super) fn with_file(
    mut program: Command,
    typed: Vec<OsString>,
) -> Result<Vec<OsString>, Failure> {
    // What is wrong in what was typed is told when all is read together.
    let lenient = program.clone().ignore_errors(true);
    let Ok(matches) = lenient.try_get_matches_from(&typed) else {
        return Ok(typed);
    };
    let Ok(Some(path)) = matches.try_get_one::<PathBuf>("config") else {
        return Ok(typed);
    };
    let file = ConfigFile::of_flag(path)?;
    program.build();
    if let Some(first) = problems(&program, &file).first() {
        return Err(Failure::Usage {
            problem: first.clone(),
            hint: "`namewatch config check FILE` tells all that is wrong, `namewatch config show` what \
                   may be set",
        });
    }
    let added = added(&program, &matches, &file);
    // Behind `--` nothing is a flag.
    let end = typed
        .iter()
        .position(|word| word == "--")
        .unwrap_or(typed.len());
    let mut all = typed;
    all.splice(end..end, added.into_iter().map(OsString::from));
    Ok(all)
}

/// What the file says of the command that was typed, without what was typed itself or speaks against
/// it.
fn added(program: &Command, matches: &ArgMatches, file: &ConfigFile) -> Vec<String> {
    let (mut command, mut matches, mut path) = (program, matches, Vec::new());
    while let Some((name, inner)) = matches.subcommand() {
        let Some(found) = command.find_subcommand(name) else {
            break;
        };
        (command, matches) = (found, inner);
        path.push(name.to_owned());
    }
    let is_typed = |id: &str| matches.value_source(id) == Some(ValueSource::CommandLine);
    let mut added = Vec::new();
    for (key, flag) in flags::settable(command) {
        // The table of the command itself before those around it.
        let nearest = file
            .settings
            .iter()
            .filter(|setting| setting.key == key && path.starts_with(&setting.command))
            .max_by_key(|setting| setting.command.len());
        let Some(setting) = nearest else { continue };
        let conflicts = speaks_against(flag, command, matches);
        let is_negated =
            matches.try_contains_id(&negation(key)).is_ok() && is_typed(&negation(key));
        if !is_typed(flag.get_id().as_str()) && !is_negated && !conflicts {
            // What stands for several commands is for those that know it.
            let typed = flags::typed(key, flag, &setting.value).unwrap_or_default();
            if refusal(program, &path, &typed).is_none() {
                added.extend(typed);
            }
        }
    }
    added
}

/// Whether something was typed that a flag can't stand beside.
pub(super) fn speaks_against(flag: &Arg, command: &Command, matches: &ArgMatches) -> bool {
    let with = |one: &Arg, other: &Arg| {
        let against = command.get_arg_conflicts_with(one);
        against.iter().any(|arg| arg.get_id() == other.get_id())
    };
    command.get_arguments().any(|other| {
        matches.value_source(other.get_id().as_str()) == Some(ValueSource::CommandLine)
            && (with(flag, other) || with(other, flag))
    })
}

/// All that is wrong with a file, in the order of its lines.
fn problems(program: &Command, file: &ConfigFile) -> Vec<String> {
    let mut program = program.clone();
    program.build();
    let commands = flags::commands(&program);
    let problem = |setting: &Setting| {
        let what = problem(&program, &commands, setting)?;
        Some(format!(
            "{}: line {}: {what}",
            file.path.display(),
            setting.line
        ))
    };
    file.settings.iter().filter_map(problem).collect()
}

fn problem(
    program: &Command,
    commands: &[(flags::Path, &Command)],
    setting: &Setting,
) -> Option<String> {
    let Setting {
        command,
        key,
        value,
        ..
    } = setting;
    let table = command.join(".");
    let mut under = commands
        .iter()
        .filter(|(path, _)| path.starts_with(command))
        .peekable();
    if under.peek().is_none() {
        return Some(format!("[{table}]: there is no such command"));
    }
    let mut concerned = under
        .clone()
        .filter_map(|(path, command)| Some((path, flags::find(command, key)?)))
        .peekable();
    if concerned.peek().is_none() {
        let known = under.flat_map(|(_, command)| flags::settable(command).map(|(name, _)| name));
        let near = known.max_by(|a, b| {
            let likeness = |name| strsim::jaro_winkler(name, key);
            likeness(a).total_cmp(&likeness(b))
        });
        let near = near.filter(|name| strsim::jaro_winkler(name, key) >= ALIKE);
        let near = near.map_or_else(String::new, |name| format!("; there is `{name}`"));
        return Some(format!("`{key}`: there is no such setting{near}"));
    }
    let refusals = concerned.map(|(path, flag)| match flags::typed(key, flag, value) {
        Err(expected) => Some(format!("`{key}` is {}; expected {expected}", value.sort())),
        Ok(typed) => {
            let reason = refusal(program, path, &typed)?;
            Some(format!("`{key}` for `{}`: {reason}", path.join(" ")))
        }
    });
    // One command that takes it is enough: the others are not meant.
    let refusals: Option<Vec<String>> = refusals.collect();
    refusals?.into_iter().next()
}

/// Why a command takes no such value, if it does not.
fn refusal(program: &Command, path: &[String], typed: &[String]) -> Option<String> {
    let words = std::iter::once("namewatch").chain(path.iter().map(String::as_str));
    let line = words.chain(typed.iter().map(String::as_str));
    let error = program.clone().try_get_matches_from(line).err()?;
    let is_of_value = matches!(
        error.kind(),
        ErrorKind::InvalidValue | ErrorKind::ValueValidation
    );
    is_of_value.then(|| reason(&error))
}

/// Why a value is refused, in one line.
fn reason(error: &clap::Error) -> String {
    let text = error.to_string();
    let first = text.lines().next().unwrap_or_default();
    let first = first.strip_prefix("error: ").unwrap_or(first);
    match error.get(ContextKind::ValidValue) {
        Some(valid) => format!("{first} (possible: {valid})"),
        None => first.to_owned(),
    }
}

#[cfg(test)]
mod tests;
