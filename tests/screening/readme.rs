//! The README tells the truth: what it shows is what the program prints, digits aside.

use std::path::Path;

use assert_cmd::Command;

const README: &str = include_str!("../../README.md");

/// The code blocks in a language.
fn blocks(language: &str) -> Vec<Vec<&'static str>> {
    let mut blocks = Vec::new();
    let mut lines = README.lines();
    while let Some(line) = lines.next() {
        if let Some(found) = line.strip_prefix("```") {
            let block: Vec<&str> = lines.by_ref().take_while(|line| *line != "```").collect();
            if found == language {
                blocks.push(block);
            }
        }
    }
    blocks
}

/// The arguments of a command of ours; `None` for other commands.
fn arguments(command: &str) -> Option<Vec<String>> {
    let ours = ["namewatch ", "cargo run --release -- "];
    let rest = ours.iter().find_map(|ours| command.strip_prefix(ours))?;
    let mut arguments = Vec::new();
    for (at, part) in rest.split('"').enumerate() {
        if at % 2 == 1 {
            arguments.push(part.to_owned());
        } else {
            arguments.extend(part.split_whitespace().map(str::to_owned));
        }
    }
    Some(arguments)
}

fn run(arguments: &[String]) -> (bool, String) {
    let nothing_installed = tempfile::tempdir().unwrap();
    let output = Command::new(env!("CARGO_BIN_EXE_namewatch"))
        .env("NAMEWATCH_DATA", nothing_installed.path())
        .args(arguments)
        .current_dir(Path::new(env!("CARGO_MANIFEST_DIR")))
        .output()
        .unwrap();
    (
        output.status.success(),
        String::from_utf8(output.stdout).unwrap(),
    )
}

/// A line without its numbers and hashes, which change with every fit and list, and without its
/// columns.
fn gist(line: &str) -> String {
    let words: Vec<String> = line.split_whitespace().map(without_digits).collect();
    words.join(" ")
}

fn without_digits(word: &str) -> String {
    if word.len() == 12 && word.bytes().all(|byte| byte.is_ascii_hexdigit()) {
        return "#".to_owned();
    }
    let mut gist = String::new();
    for letter in word.chars() {
        match letter {
            '0'..='9' if gist.ends_with('#') => {}
            '0'..='9' => gist.push('#'),
            _ => gist.push(letter),
        }
    }
    gist
}

/// Whether the printed lines are the shown ones, where `...` stands for any lines.
fn is_shown(shown: &[String], printed: &[String]) -> bool {
    match shown.split_first() {
        None => printed.is_empty(),
        Some((first, rest)) if first == "..." => {
            (0..=printed.len()).any(|skip| is_shown(rest, &printed[skip..]))
        }
        Some((first, rest)) => printed
            .split_first()
            .is_some_and(|(line, others)| line == first && is_shown(rest, others)),
    }
}

#[test]
fn what_the_readme_shows_is_what_the_program_prints() {
    let blocks = blocks("console");
    assert!(blocks.len() > 2);
    for block in blocks {
        let command = block[0].strip_prefix("$ ").unwrap();
        let (ended_well, printed) = run(&arguments(command).unwrap());
        assert!(ended_well, "{command}");
        let gists =
            |lines: &[&str]| -> Vec<String> { lines.iter().map(|line| gist(line)).collect() };
        let printed_lines: Vec<&str> = printed.lines().collect();
        let (shown, printed_gists) = (gists(&block[1..]), gists(&printed_lines));
        assert!(
            is_shown(&shown, &printed_gists),
            "`{command}` prints:\n{printed}"
        );
    }
}

#[test]
fn the_commands_and_flags_of_the_readme_exist() {
    let code = |block: Vec<&str>| block.join("\n").replace("\\\n", " ");
    let shell: Vec<String> = blocks("sh").into_iter().map(code).collect();
    let inline = README
        .split('`')
        .filter(|part| !part.contains('\n'))
        .map(str::to_owned);
    let commands: Vec<String> = shell
        .iter()
        .flat_map(|block| block.lines())
        .map(str::to_owned)
        .chain(inline)
        .collect();
    let ours: Vec<Vec<String>> = commands.iter().filter_map(|line| arguments(line)).collect();
    assert!(ours.len() > 5);
    for arguments in ours {
        let is_flag = |argument: &String| argument.starts_with('-');
        // Commands stand before the first flag; what else does is no matter to the help.
        let words = arguments.iter().take_while(|argument| !is_flag(argument));
        let mut command: Vec<String> = words.cloned().collect();
        command.push("--help".to_owned());
        let (exists, help) = run(&command);
        let command = command.join(" ");
        assert!(exists, "no command `{command}`");
        for flag in arguments.iter().filter(|argument| is_flag(argument)) {
            let is_flag = |word: &str| word.trim_end_matches(',') == flag;
            assert!(
                help.split_whitespace().any(is_flag),
                "`{command}` tells of no `{flag}`"
            );
        }
    }
}

#[test]
fn a_line_without_its_digits_is_the_same_whatever_they_are() {
    assert_eq!(gist("  0.123  A-12  (7)"), "#.# A-# (#)");
    assert_eq!(gist("0.1 A-345 (77)"), "#.# A-# (#)");
    assert_eq!(gist("6df841fbcf4e"), gist("0123456789ab"));
    assert_ne!(gist("A"), gist("B"));
}
