//! What the name of the output file says of its format, where none is asked for.

use std::ffi::OsString;
use std::path::PathBuf;

use clap::builder::PossibleValue;
use clap::parser::ValueSource;
use clap::{ArgMatches, Command};

use super::config::speaks_against;

const FORMAT: &str = "format";

/// Other endings of files of a format.
const ALIASES: [(&str, &str); 3] = [("htm", "html"), ("ndjson", "jsonl"), ("json", "jsonl")];

/// The endings of which readers expect a form that the command at hand, or every one, does not have.
const TELLING: [&str; 15] = [
    "csv", "doc", "docx", "gz", "html", "json", "jsonl", "ods", "parquet", "pdf", "tsv", "xls",
    "xlsx", "xml", "zst",
];

/// The arguments, with `--format` where `--output` names a file that ends as one of the command's formats;
/// and what is to be told where it ends as one that the command does not have.
pub(super) fn with_format(
    program: &Command,
    mut words: Vec<OsString>,
) -> (Vec<OsString>, Option<String>) {
    let lenient = program.clone().ignore_errors(true);
    let Ok(matches) = lenient.try_get_matches_from(&words) else {
        return (words, None);
    };
    match implied(program, &matches) {
        Some(Ok(format)) => {
            // Behind `--` nothing is a flag.
            let end = words.iter().position(|word| word == "--");
            let end = end.unwrap_or(words.len());
            words.insert(end, format!("--{FORMAT}={format}").into());
            (words, None)
        }
        Some(Err(warning)) => (words, Some(warning)),
        None => (words, None),
    }
}

/// The format that the name of the output tells, or that the command does not have it.
fn implied(program: &Command, matches: &ArgMatches) -> Option<Result<String, String>> {
    let (mut command, mut matches) = (program, matches);
    while let Some((name, inner)) = matches.subcommand() {
        (command, matches) = (command.find_subcommand(name)?, inner);
    }
    let flag = command
        .get_arguments()
        .find(|flag| flag.get_id() == FORMAT)?;
    let is_asked_for = matches.value_source(FORMAT) != Some(ValueSource::DefaultValue);
    if is_asked_for || speaks_against(flag, command, matches) {
        return None;
    }
    let output: &PathBuf = matches.try_get_one("output").ok()??;
    let ending = output.extension()?.to_str()?.to_ascii_lowercase();
    let alias = ALIASES.iter().find(|(other, _)| *other == ending);
    let known = flag.get_possible_values();
    let mut names = [ending.as_str()]
        .into_iter()
        .chain(alias.map(|(_, name)| *name));
    let found = names.find(|name| known.iter().any(|value| value.matches(name, false)));
    if let Some(name) = found {
        return Some(Ok(name.to_owned()));
    }
    if !TELLING.contains(&ending.as_str()) && alias.is_none() {
        return None;
    }
    let possible: Vec<&str> = known.iter().map(PossibleValue::get_name).collect();
    let default = flag.get_default_values().first()?.to_str()?;
    Some(Err(format!(
        "`--output {}`: `{}` has no form of that ending and writes {default}; its forms are {}",
        output.display(),
        command.get_name(),
        possible.join(", ")
    )))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::cli::args;

    #[test]
    fn the_name_of_the_output_tells_the_format() {
        let all = |line: &str| {
            let words = line.split(' ').map(OsString::from).collect();
            let (words, _) = with_format(&args::program(), words);
            let words: Vec<String> = words
                .into_iter()
                .map(|word| word.into_string().unwrap())
                .collect();
            words.join(" ")
        };
        for (line, added) in [
            ("namewatch screen a.txt -o hits.jsonl", " --format=jsonl"),
            ("namewatch lookup A -o hits.CSV", " --format=csv"),
            (
                "namewatch screen a.txt --output=report.htm",
                " --format=html",
            ),
            ("namewatch evaluate -o validation.json", " --format=json"),
            ("namewatch lists export -o all.json", " --format=jsonl"),
            ("namewatch lists -o lists.csv", " --format=csv"),
            ("namewatch compare A B -o pair.csv", " --format=csv"),
            ("namewatch lists verify -o all.csv", ""),
            ("namewatch screen a.txt -o hits", ""),
            ("namewatch compare --pairs p.csv -o out.json", ""),
            ("namewatch screen a.txt -o hits.txt", ""),
            ("namewatch screen a.txt --format text -o hits.jsonl", ""),
            ("namewatch screen a.txt", ""),
            ("namewatch", ""),
        ] {
            assert_eq!(all(line), format!("{line}{added}"));
        }
        let all = all("namewatch screen -o hits.jsonl -- -a.txt");
        assert_eq!(
            all,
            "namewatch screen -o hits.jsonl --format=jsonl -- -a.txt"
        );
    }

    #[test]
    fn an_ending_that_promises_another_form_is_told() {
        let warns = |line: &str| {
            let words = line.split(' ').map(OsString::from).collect();
            with_format(&args::program(), words).1.is_some()
        };
        assert!(warns("namewatch screen a.txt -o hits.xlsx"));
        assert!(warns("namewatch screen a.txt -o hits.jsonl.gz"));
        assert!(warns("namewatch compare A B -o pair.parquet"));
        assert!(!warns("namewatch screen a.txt -o hits.txt"));
        assert!(!warns("namewatch screen a.txt -o hits.of.monday"));
        assert!(!warns("namewatch screen a.txt --format text -o hits.xlsx"));
    }
}
