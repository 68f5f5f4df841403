//! What the measurements share: lists, articles, the exact scan to compare with, and a clock that
//! other programs on the machine do not disturb.

#![allow(dead_code, reason = "each measurement uses a part of it")]

use std::fs::File;
use std::io::Read;
use std::num::NonZeroUsize;
use std::path::{Path, PathBuf};
use std::time::{Duration, Instant};

use aho_corasick::{AhoCorasick, AhoCorasickKind, MatchKind};
use namewatch::{Body, Cancellation, Document, ListSource, Screener, Watchlist};
use rustix::time::{ClockId, clock_gettime};
use serde::Deserialize;
use unicode_normalization::UnicodeNormalization;

/// Memory as the program has it, for all that is measured.
#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

/// A document of a corpus.
#[derive(Deserialize)]
pub(crate) struct Line {
    pub(crate) title: Option<String>,
    pub(crate) text: String,
}

/// What was asked for on the command line: paths, without the flags that `cargo` adds.
pub(crate) fn asked() -> Vec<PathBuf> {
    let arguments = std::env::args().skip(1);
    let paths = arguments.filter(|argument| !argument.starts_with("--"));
    paths.map(PathBuf::from).collect()
}

pub(crate) fn shared() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../shared")
}

/// OFAC's and the UN's lists, if they are at hand.
pub(crate) fn real_lists() -> Option<Watchlist> {
    let lists = ["us_ofac_sdn", "un_sc"].map(|list| shared().join("lists").join(list));
    if !lists.iter().all(|list| list.is_dir()) {
        return None;
    }
    let sources: Vec<ListSource> = lists.into_iter().map(ListSource::new).collect();
    Some(Watchlist::load(&sources).expect("the lists load"))
}

/// The articles at hand, without passages that were made for measuring.
pub(crate) fn corpus() -> Vec<PathBuf> {
    let Ok(folder) = shared().join("corpus").read_dir() else {
        return Vec::new();
    };
    let mut paths: Vec<PathBuf> = folder
        .filter_map(|entry| Some(entry.ok()?.path()))
        .collect();
    paths.retain(|path| {
        let name = path.to_string_lossy();
        name.ends_with(".jsonl.zst") && !name.contains("gold")
    });
    paths.sort();
    paths
}

/// The bytes of files, unpacked.
pub(crate) fn unpacked(paths: &[PathBuf]) -> Vec<Vec<u8>> {
    let read = |path: &PathBuf| {
        let file = File::open(path).expect("the corpus opens");
        let mut bytes = Vec::new();
        if path.extension().is_some_and(|end| end == "zst") {
            let mut decoder = zstd::Decoder::new(file).expect("a Zstandard file");
            decoder.read_to_end(&mut bytes)
        } else {
            let mut file = file;
            file.read_to_end(&mut bytes)
        }
        .expect("the corpus can be read");
        bytes
    };
    paths.iter().map(read).collect()
}

/// The documents of JSON lines, parsed one by one.
pub(crate) fn lines(files: &[Vec<u8>]) -> impl Iterator<Item = Line> {
    let lines = files
        .iter()
        .flat_map(|file| file.split(|&byte| byte == b'\n'));
    lines
        .filter(|line| !line.is_empty())
        .map(|line| serde_json::from_slice(line).expect("a line is a document"))
}

/// Lower-case letters and digits without marks, words parted by single blanks.
pub(crate) fn fold(text: &str, out: &mut String) {
    out.clear();
    let mut blank = false;
    let mut push = |c: char| {
        if c.is_alphanumeric() {
            if std::mem::take(&mut blank) {
                out.push(' ');
            }
            out.extend(c.to_lowercase());
        } else if !unicode_normalization::char::is_combining_mark(c) {
            blank = true;
        }
    };
    for c in text.chars() {
        if c.is_ascii() {
            push(c);
        } else {
            std::iter::once(c).nfkd().for_each(&mut push);
        }
    }
}

/// Finds the names of a watchlist to the letter, once both are folded.
pub(crate) fn exact_scanner(watchlist: &Watchlist) -> AhoCorasick {
    let mut names = Vec::new();
    for name in watchlist.entities().iter().flat_map(|entity| &entity.names) {
        let mut folded = String::new();
        fold(&name.text, &mut folded);
        if !folded.is_empty() {
            names.push(folded);
        }
    }
    names.sort_unstable();
    names.dedup();
    AhoCorasick::builder()
        .kind(Some(AhoCorasickKind::ContiguousNFA))
        .match_kind(MatchKind::LeftmostLongest)
        .build(&names)
        .expect("the names make an automaton")
}

/// Reads, parses and folds JSON lines and scans them exactly; how many names were found.
pub(crate) fn scan(files: &[Vec<u8>], scanner: &AhoCorasick) -> usize {
    let mut folded = String::new();
    let mut found = 0;
    for line in lines(files) {
        for text in line.title.iter().chain([&line.text]) {
            fold(text, &mut folded);
            let bytes = folded.as_bytes();
            let ends = |at: Option<&u8>| at.is_none_or(|&byte| byte == b' ');
            found += scanner
                .find_iter(&folded)
                .filter(|hit| {
                    ends(hit.start().checked_sub(1).and_then(|at| bytes.get(at)))
                        && ends(bytes.get(hit.end()))
                })
                .count();
        }
    }
    found
}

pub(crate) fn screener(watchlist: &Watchlist, threads: usize) -> Screener {
    let threads = NonZeroUsize::new(threads).expect("some threads");
    Screener::builder()
        .threads(threads)
        .build(watchlist)
        .expect("the index is built")
}

/// Reads, parses and screens JSON lines; how many hits there are.
pub(crate) fn screen(files: &[Vec<u8>], screener: &Screener) -> usize {
    let documents = lines(files).map(|line| {
        let document = Document {
            title: line.title,
            date: None,
            body: Body::Text(line.text),
        };
        ((), document)
    });
    let mut found = 0;
    screener
        .screen_all(documents, &Cancellation::default(), |(), result| {
            found += result.expect("a document is screened").hits.len();
            true
        })
        .expect("the corpus is screened");
    found
}

/// How long something took: by the clock on the wall, and of the processors' time.
#[derive(Clone, Copy)]
pub(crate) struct Time {
    pub(crate) wall: Duration,
    pub(crate) processor: Duration,
}

pub(crate) fn timed<T>(work: impl FnOnce() -> T) -> (Time, T) {
    let processor = || {
        let time = clock_gettime(ClockId::ProcessCPUTime);
        Duration::new(time.tv_sec as u64, time.tv_nsec as u32)
    };
    let (wall_start, start) = (Instant::now(), processor());
    let done = work();
    let time = Time {
        wall: wall_start.elapsed(),
        processor: processor().saturating_sub(start),
    };
    (time, done)
}
