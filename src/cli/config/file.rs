//! A file of settings, as it is written.

use std::fs;
use std::path::{Path, PathBuf};

use toml::de::{DeTable, DeValue};

use crate::cli::failure::Failure;

/// A file of settings, not yet compared with the flags there are.
#[derive(Debug)]
pub(super) struct ConfigFile {
    pub(super) path: PathBuf,
    /// In the order of the file.
    pub(super) settings: Vec<Setting>,
}

/// One key with its value.
#[derive(Debug)]
pub(super) struct Setting {
    /// The command in whose table it stands; empty at the top.
    pub(super) command: Vec<String>,
    pub(super) key: String,
    pub(super) value: Value,
    /// The value as written.
    pub(super) source: String,
    pub(super) line: usize,
}

/// What flags can mean.
#[derive(Debug)]
pub(super) enum Value {
    Switch(bool),
    Number(String),
    Text(String),
    List(Vec<String>),
    /// What no flag can mean: a table in a list, or the like.
    Other(&'static str),
}

impl Value {
    pub(super) fn sort(&self) -> &'static str {
        match self {
            Self::Switch(_) => "a boolean",
            Self::Number(_) => "a number",
            Self::Text(_) => "a string",
            Self::List(_) => "an array",
            Self::Other(sort) => sort,
        }
    }
}

impl ConfigFile {
    /// Reads a file.
    ///
    /// # Errors
    ///
    /// If it can't be read, or is no TOML.
    pub(super) fn read(path: &Path) -> Result<Self, Failure> {
        let failure = |problem: String| Failure::Input {
            problem: format!("{}: {problem}", path.display()),
            hint: None,
        };
        let text = fs::read_to_string(path).map_err(|error| failure(error.to_string()))?;
        Self::parse(path, &text)
    }

    /// The same, of the file that `--config` names.
    pub(super) fn of_flag(path: &Path) -> Result<Self, Failure> {
        let text = fs::read_to_string(path).map_err(|error| {
            let expected =
                "name a TOML file of settings; `config show` prints what may stand in it";
            Failure::of_flag("--config", path, &error, expected)
        })?;
        Self::parse(path, &text)
    }

    fn parse(path: &Path, text: &str) -> Result<Self, Failure> {
        let failure = |problem: String| Failure::Input {
            problem: format!("{}: {problem}", path.display()),
            hint: None,
        };
        let table = DeTable::parse(text).map_err(|error| {
            let start = error.span().map_or(0, |span| span.start);
            failure(format!("line {}: {}", line(text, start), error.message()))
        })?;
        let mut settings = Vec::new();
        gather(text, &[], table.get_ref(), &mut settings);
        settings.sort_by_key(|setting| setting.line);
        Ok(Self {
            path: path.to_owned(),
            settings,
        })
    }
}

/// Gathers the keys of a table and of the tables in it.
fn gather(text: &str, command: &[String], table: &DeTable<'_>, settings: &mut Vec<Setting>) {
    for (key, value) in table {
        let name = key.get_ref().to_string();
        if let DeValue::Table(inner) = value.get_ref() {
            let command = [command, &[name]].concat();
            gather(text, &command, inner, settings);
            continue;
        }
        settings.push(Setting {
            command: command.to_vec(),
            key: name,
            value: meaning(value.get_ref()),
            source: text.get(value.span()).unwrap_or_default().to_owned(),
            line: line(text, key.span().start),
        });
    }
}

fn meaning(value: &DeValue<'_>) -> Value {
    if let DeValue::Boolean(on) = value {
        return Value::Switch(*on);
    }
    if let DeValue::Array(items) = value {
        let items: Option<Vec<String>> = items.iter().map(|item| word(item.get_ref())).collect();
        return items.map_or(Value::Other("an array of more than words"), Value::List);
    }
    let is_number = matches!(value, DeValue::Integer(_) | DeValue::Float(_));
    match word(value) {
        Some(number) if is_number => Value::Number(number),
        Some(text) => Value::Text(text),
        None => Value::Other("no word"),
    }
}

/// A value as it is given on the command line.
fn word(value: &DeValue<'_>) -> Option<String> {
    match value {
        DeValue::String(text) => Some(text.to_string()),
        DeValue::Integer(number) => {
            let number = i64::from_str_radix(number.as_str(), number.radix());
            number.ok().map(|number| number.to_string())
        }
        DeValue::Float(number) => Some(number.as_str().to_owned()),
        DeValue::Datetime(time) => Some(time.to_string()),
        DeValue::Boolean(_) | DeValue::Array(_) | DeValue::Table(_) => None,
    }
}

/// The line, from 1, of a place in a text.
fn line(text: &str, at: usize) -> usize {
    let before = text.get(..at).unwrap_or(text);
    before.matches('\n').count() + 1
}
