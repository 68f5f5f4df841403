//! Which flags there are, so that each is a setting without a word more.

use clap::{Arg, ArgAction, Command};

use super::file::Value;

/// A command, by the words that call it; none for the program itself.
pub(super) type Path = Vec<String>;

/// All commands that are shown, each with its flags: global ones stand with every command.
pub(super) fn commands(program: &Command) -> Vec<(Path, &Command)> {
    let mut found = Vec::new();
    gather(program, &Vec::new(), &mut found);
    found
}

fn gather<'a>(command: &'a Command, path: &Path, found: &mut Vec<(Path, &'a Command)>) {
    for inner in command.get_subcommands() {
        if inner.is_hide_set() || inner.get_name() == "help" {
            continue;
        }
        let mut path = path.clone();
        path.push(inner.get_name().to_owned());
        gather(inner, &path, found);
        found.push((path, inner));
    }
}

/// The flags of a command that a file may set.
pub(super) fn settable(command: &Command) -> impl Iterator<Item = (&str, &Arg)> {
    const NOT_IN_A_FILE: [&str; 3] = ["config", "help", "version"];
    command.get_arguments().filter_map(|flag| {
        let key = flag.get_long()?;
        let is_key = !flag.is_hide_set() && !NOT_IN_A_FILE.contains(&key);
        is_key.then_some((key, flag))
    })
}

/// The flag of a command that a key stands for.
pub(super) fn find<'a>(command: &'a Command, key: &str) -> Option<&'a Arg> {
    settable(command).find_map(|(name, flag)| (name == key).then_some(flag))
}

/// What is to be typed to give a flag a value, or what it expects instead.
pub(super) fn typed(key: &str, flag: &Arg, value: &Value) -> Result<Vec<String>, &'static str> {
    let with = |value: &String| format!("--{key}={value}");
    match (flag.get_action(), value) {
        (ArgAction::SetTrue, Value::Switch(on)) => {
            Ok(on.then(|| format!("--{key}")).into_iter().collect())
        }
        (ArgAction::SetTrue, _) => Err("true or false"),
        (ArgAction::Count, Value::Number(times)) => {
            let times = times.parse::<u8>().map_err(|_| "a small number")?;
            Ok(vec![format!("--{key}"); usize::from(times)])
        }
        (ArgAction::Count, _) => Err("a small number"),
        (_, Value::Number(value) | Value::Text(value)) => Ok(vec![with(value)]),
        (ArgAction::Append, Value::List(values)) => Ok(values.iter().map(with).collect()),
        (ArgAction::Append, _) => Err("a string, or an array of strings"),
        _ => Err("a string or a number"),
    }
}
