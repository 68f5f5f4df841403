//! The store of installed lists, and what fills it.

mod editions;
#[cfg(feature = "fetch")]
mod fetching;
mod installing;
#[cfg(unix)]
mod killing;
mod screening;
#[cfg(feature = "fetch")]
mod server;

use std::fs;
use std::path::PathBuf;

use serde_json::Value;

use crate::scratch::{Ran, Scratch, objects};

/// A small UN list of some day.
fn un(day: &str, surnames: &[&str]) -> String {
    let individuals: Vec<_> = surnames
        .iter()
        .enumerate()
        .map(|(number, surname)| {
            format!(
                "<INDIVIDUAL><FIRST_NAME>BORISLAV</FIRST_NAME><SECOND_NAME>{surname}</SECOND_NAME>\
                 <REFERENCE_NUMBER>XXi.{number:03}</REFERENCE_NUMBER></INDIVIDUAL>"
            )
        })
        .collect();
    format!(
        "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<CONSOLIDATED_LIST dateGenerated=\"{day}T00:00:09.554Z\">\
         <INDIVIDUALS>{}</INDIVIDUALS><ENTITIES></ENTITIES></CONSOLIDATED_LIST>",
        individuals.concat()
    )
}

const SURNAMES: [&str; 5] = [
    "GRABOWIECKI",
    "TSCHERKASSOW",
    "VARNAKOV",
    "QUILLFEATHER",
    "ZHDANKIN",
];

impl Scratch {
    /// Installs lists from a folder.
    fn install(&self, from: &str) -> Ran {
        self.run(&["lists", "update", "--from", from, "--format", "jsonl"])
    }

    /// The current snapshots, as `lists` tells of them.
    fn current(&self) -> Vec<Value> {
        let ran = self.run(&["lists", "--format", "jsonl"]);
        assert_eq!(ran.status, 0, "{}", ran.err);
        objects(&ran.out)
    }

    fn snapshot(&self, hash: &str) -> PathBuf {
        self.path("data/snapshots/un-sc").join(hash)
    }

    /// Changes the state file by hand.
    fn edit_state(&self, edit: impl FnOnce(&mut Value)) {
        let path = self.path("data/installed.json");
        let mut state: Value = serde_json::from_slice(&fs::read(&path).unwrap()).unwrap();
        edit(&mut state);
        fs::write(&path, state.to_string()).unwrap();
    }
}

fn word<'a>(object: &'a Value, key: &str) -> &'a str {
    object[key].as_str().unwrap_or_default()
}
