use clap::ArgAction;

use super::file::Value;
use super::*;
use crate::cli::args::program;

/// A flag that is added later is a key without a word here, if it takes one value at a time.
#[test]
fn every_flag_of_every_command_is_a_key() {
    let mut program = program();
    program.build();
    let mut keys = 0;
    for (path, command) in flags::commands(&program) {
        let flags = command.get_arguments();
        for flag in flags.filter(|flag| !flag.is_positional() && !flag.is_hide_set()) {
            let name = flag
                .get_long()
                .unwrap_or_else(|| panic!("{path:?} {}", flag.get_id()));
            if ["help", "version", "config"].contains(&name) {
                continue;
            }
            let value = match flag.get_action() {
                ArgAction::SetTrue => Value::Switch(true),
                ArgAction::Count => Value::Number("1".to_owned()),
                ArgAction::Append => Value::List(vec!["1".to_owned()]),
                ArgAction::Set => Value::Text("1".to_owned()),
                action => panic!("{path:?} --{name} does {action:?}, which no key can"),
            };
            let found = flags::find(command, name).unwrap_or_else(|| panic!("{path:?} --{name}"));
            assert_eq!(flags::typed(name, found, &value).unwrap().len(), 1);
            let most = flag.get_num_args().map_or(1, |range| range.max_values());
            assert!(most <= 1, "{path:?} --{name} takes several values at once");
            keys += 1;
        }
    }
    assert!(keys > 80, "{keys}");
}

#[test]
fn the_nearest_table_counts_and_what_was_typed_wins() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("a.toml");
    let text = "max-age = 3\nquiet = true\nformat = 'html'\n[screen]\nformat = 'jsonl'\n[lists]\nformat = 'jsonl'\nmax-age = 0x5\n\
                [lists.update]\nkeep = 2\n";
    std::fs::write(&path, text).unwrap();
    let typed = |words: &str| -> Vec<OsString> { words.split(' ').map(OsString::from).collect() };
    let all = |words: &str| {
        let words = words.replace("FILE", &path.display().to_string());
        let all = with_file(program(), typed(&words)).unwrap();
        let all: Vec<String> = all
            .into_iter()
            .map(|word| word.into_string().unwrap())
            .collect();
        all[words.split(' ').count()..].join(" ")
    };
    assert_eq!(all("namewatch screen a"), "");
    assert_eq!(
        all("namewatch screen --config FILE a"),
        "--max-age=3 --format=jsonl --quiet"
    );
    // Nobody but those who know it is meant by what stands at the top.
    assert_eq!(all("namewatch compare --config FILE a b"), "--quiet");
    assert_eq!(
        all("namewatch lookup --config FILE --no-quiet a"),
        "--max-age=3 --format=html"
    );
    assert_eq!(
        all("namewatch lists --config FILE"),
        "--max-age=5 --format=jsonl --quiet"
    );
    assert_eq!(
        all("namewatch --config FILE lists update --format text"),
        "--keep=2 --max-age=5 --quiet"
    );
}
