//! All settings there are, as a file of settings.

use std::io::{self, Write};

use clap::builder::StyledStr;
use clap::{Arg, ArgAction, Command};

use super::file::Setting;
use super::flags::{self, Path};

const HEAD: &str = "\
# Settings of namewatch. A key is a flag without its dashes. At the top it holds for every command that
# has the flag and knows the value, in a table for that command alone. What is typed wins: `--no-quiet` is
# `quiet = false`.
";

/// Prints every setting with what it means, those that are set with their values.
pub(super) fn write(
    out: &mut impl Write,
    program: &Command,
    settings: &[Setting],
) -> io::Result<()> {
    let mut program = program.clone();
    program.build();
    let commands = flags::commands(&program);
    out.write_all(HEAD.as_bytes())?;
    let mut shared: Vec<(&str, &Arg)> = Vec::new();
    for (_, command) in &commands {
        for (key, flag) in flags::settable(command) {
            let is_known = shared.iter().any(|(known, _)| *known == key);
            let is_same = |(_, command): &&(Path, &Command)| {
                flags::find(command, key).is_some_and(|other| alike(flag, other))
            };
            if !is_known && commands.iter().filter(is_same).count() > 1 {
                shared.push((key, flag));
            }
        }
    }
    shared.sort_by_key(|(key, _)| *key);
    for (key, flag) in &shared {
        one(out, key, flag, settings, &[])?;
    }
    for (path, command) in &commands {
        let is_shared = |key: &str, flag: &Arg| {
            shared
                .iter()
                .any(|(known, other)| *known == key && alike(flag, other))
        };
        let is_set = |key: &str| settings.iter().any(|s| s.key == key && s.command == *path);
        let own: Vec<(&str, &Arg)> = flags::settable(command)
            .filter(|(key, flag)| is_set(key) || !is_shared(key, flag))
            .collect();
        if own.is_empty() {
            continue;
        }
        writeln!(out, "\n[{}]", path.join("."))?;
        for (key, flag) in own {
            one(out, key, flag, settings, path)?;
        }
    }
    Ok(())
}

/// Whether two commands mean the same by a flag.
fn alike(one: &Arg, other: &Arg) -> bool {
    let help = |flag: &Arg| flag.get_help().map(StyledStr::to_string);
    let values = |flag: &Arg| -> Vec<String> {
        let values = flag.get_possible_values();
        values
            .iter()
            .map(|value| value.get_name().to_owned())
            .collect()
    };
    help(one) == help(other) && values(one) == values(other)
}

/// Prints one setting: what it means, and its value or, as a comment, what it is else.
fn one(
    out: &mut impl Write,
    key: &str,
    flag: &Arg,
    settings: &[Setting],
    path: &[String],
) -> io::Result<()> {
    let help = flag
        .get_help()
        .map(StyledStr::to_string)
        .unwrap_or_default();
    writeln!(out)?;
    for line in help.lines() {
        writeln!(out, "# {line}")?;
    }
    let mut set = settings
        .iter()
        .filter(|setting| setting.key == key && setting.command == path);
    match set.next_back() {
        Some(setting) => writeln!(out, "{key} = {}", setting.source),
        None => writeln!(out, "# {key} = {}", default(flag)),
    }
}

/// What a flag is where nobody sets it, or a word for what it may be.
fn default(flag: &Arg) -> String {
    let named = || {
        let names = flag.get_value_names().unwrap_or_default();
        names
            .first()
            .map_or_else(|| flag.get_id().to_string(), ToString::to_string)
    };
    let values: Vec<String> = flag
        .get_default_values()
        .iter()
        .map(|value| value.to_string_lossy().into_owned())
        .collect();
    match (flag.get_action(), values.first()) {
        (ArgAction::SetTrue, _) => "false".to_owned(),
        (ArgAction::Count, _) => "0".to_owned(),
        (_, Some(value)) if value.parse::<f64>().is_ok() => value.clone(),
        (_, Some(value)) => format!("{value:?}"),
        (ArgAction::Append, None) => format!("[{:?}]", named()),
        (_, None) => format!("{:?}", named()),
    }
}
