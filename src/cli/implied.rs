//! What the name of the output file says of its format, where none is asked for.

use std::ffi::OsString;
use std::path::PathBuf;

use clap::parser::ValueSource;
use clap::{ArgMatches, Command};

use super::config::speaks_against;

const FORMAT: &str = "format";

/// Other endings of files of a format.
const ALIASES: [(&str, &str); 3] = [("htm", "html"), ("ndjson", "jsonl"), ("json", "jsonl")];

/// The arguments, with `--format` where `--output` names a file that ends as one of the command's formats.
pub(super) fn with_format(program: &Command, mut words: Vec<OsString>) -> Vec<OsString> {
    let lenient = program.clone().ignore_errors(true);
    let Ok(matches) = lenient.try_get_matches_from(&words) else {
        return words;
    };
    if let Some(format) = format(program, &matches) {
        // Behind `--` nothing is a flag.
        let end = words.iter().position(|word| word == "--");
        let end = end.unwrap_or(words.len());
        words.insert(end, format!("--{FORMAT}={format}").into());
    }
    words
}

fn format(program: &Command, matches: &ArgMatches) -> Option<String> {
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
    names
        .find(|name| known.iter().any(|value| value.matches(name, false)))
        .map(str::to_owned)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::cli::args;

    #[test]
    fn the_name_of_the_output_tells_the_format() {
        let all = |line: &str| {
            let words = line.split(' ').map(OsString::from).collect();
            let words = with_format(&args::program(), words);
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
}
