//! A fresh folder for each test, and the program running in it.

use std::fs;
use std::io::Write;
use std::path::{Path, PathBuf};

use assert_cmd::Command;
use flate2::{Compression, write::GzEncoder};
use serde_json::Value;
use tempfile::TempDir;

/// Names one party of the starter list, and nobody else.
pub(crate) const ARTICLE: &str =
    "The decree was signed by Vladimir Putin in Moscow.\nA baker from Lyon was not asked.\n";

/// A fresh folder, in which the program runs.
pub(crate) struct Scratch(TempDir);

/// What a run gave.
pub(crate) struct Ran {
    pub(crate) status: i32,
    pub(crate) out: String,
    pub(crate) err: String,
}

impl Scratch {
    pub(crate) fn new() -> Self {
        Self(tempfile::tempdir().unwrap())
    }

    pub(crate) fn path(&self, name: &str) -> PathBuf {
        self.0.path().join(name)
    }

    pub(crate) fn write(&self, name: &str, bytes: impl AsRef<[u8]>) {
        let path = self.path(name);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, bytes).unwrap();
    }

    pub(crate) fn read(&self, name: &str) -> String {
        fs::read_to_string(self.path(name)).unwrap()
    }

    pub(crate) fn names(&self) -> Vec<String> {
        let mut names: Vec<_> = fs::read_dir(self.0.path())
            .unwrap()
            .map(|entry| entry.unwrap().file_name().into_string().unwrap())
            .collect();
        names.sort();
        names
    }

    pub(crate) fn folder(&self) -> &Path {
        self.0.path()
    }

    pub(crate) fn command(&self, args: &[&str]) -> Command {
        let mut command = Command::new(env!("CARGO_BIN_EXE_namewatch"));
        command
            .current_dir(self.0.path())
            .env("NAMEWATCH_DATA", self.0.path().join("data"))
            .args(args);
        command
    }

    pub(crate) fn run(&self, args: &[&str]) -> Ran {
        Self::ran(&mut self.command(args))
    }

    pub(crate) fn run_with_input(&self, args: &[&str], input: impl Into<Vec<u8>>) -> Ran {
        Self::ran(self.command(args).write_stdin(input))
    }

    pub(crate) fn ran(command: &mut Command) -> Ran {
        let output = command.output().unwrap();
        Ran {
            status: output.status.code().unwrap(),
            out: String::from_utf8(output.stdout).unwrap(),
            err: String::from_utf8(output.stderr).unwrap(),
        }
    }
}

pub(crate) fn objects(lines: &str) -> Vec<Value> {
    let parse = |line| serde_json::from_str(line).unwrap();
    lines.lines().map(parse).collect()
}

pub(crate) fn gzip(text: &str) -> Vec<u8> {
    let mut encoder = GzEncoder::new(Vec::new(), Compression::fast());
    encoder.write_all(text.as_bytes()).unwrap();
    encoder.finish().unwrap()
}

pub(crate) fn documents_of(out: &str) -> Vec<String> {
    let mut documents: Vec<_> = objects(out)
        .iter()
        .map(|hit| hit["document"].as_str().unwrap().to_owned())
        .collect();
    documents.dedup();
    documents
}
