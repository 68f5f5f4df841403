//! Screens a corpus fuzzily and, in the same run, scans it exactly for the same names, and prints
//! how the two rates compare. Both read, decompress and parse the same JSON lines.
//!
//! `cargo bench --bench throughput [-- PATH...]` (JSON lines, also `.zst`; default `../shared/corpus`).

#![expect(clippy::print_stdout, reason = "a measurement is printed")]

use std::fs::File;
use std::io::{BufRead, BufReader, Read};
use std::num::NonZeroUsize;
use std::path::{Path, PathBuf};
use std::time::{Duration, Instant};

use aho_corasick::{AhoCorasick, AhoCorasickKind, MatchKind};
use namewatch::{Body, Cancellation, Document, ListSource, Screener, Watchlist};
use serde::Deserialize;
use unicode_normalization::UnicodeNormalization;

#[derive(Deserialize)]
struct Line {
    title: Option<String>,
    text: String,
}

/// What a pass over the corpus gave.
struct Pass {
    seconds: f64,
    found: usize,
}

fn main() {
    // `cargo test --benches` asks for nothing but that it builds and starts.
    let asked: Vec<String> = std::env::args()
        .skip(1)
        .filter(|argument| !argument.starts_with("--"))
        .collect();
    let shared = Path::new(env!("CARGO_MANIFEST_DIR")).join("../shared");
    let paths = if asked.is_empty() {
        corpus(&shared)
    } else {
        asked.iter().map(PathBuf::from).collect()
    };
    let lists = ["us_ofac_sdn", "un_sc"].map(|list| shared.join("lists").join(list));
    if paths.is_empty() || !lists.iter().all(|list| list.is_dir()) {
        println!("skipped: no real lists and articles (no ../shared)");
        return;
    }
    let sources: Vec<ListSource> = lists.into_iter().map(ListSource::new).collect();
    let watchlist = Watchlist::load(&sources).expect("the lists load");
    let bytes: usize = paths
        .iter()
        .flat_map(|path| lines(path))
        .map(|line| line.text.len())
        .sum();
    let scanner = exact_scanner(&watchlist);
    let report = |what: &str, pass: &Pass| {
        let rate = bytes as f64 / pass.seconds / 1e6;
        println!(
            "{what}: {:.2} s, {rate:.1} MB/s, {} found",
            pass.seconds, pass.found
        );
    };
    let reading = best(|| read(&paths));
    report("reading alone", &reading);
    let exact = best(|| scan(&paths, &scanner));
    report("exact scan", &exact);
    let build = Instant::now();
    let one = screener(&watchlist, 1);
    println!("index: {:.2} s", build.elapsed().as_secs_f64());
    let single = best(|| screen(&paths, &one));
    report("screening, one thread", &single);
    drop(one);
    let two = screener(&watchlist, 2);
    let double = best(|| screen(&paths, &two));
    report("screening, two threads", &double);
    println!(
        "screening against exact scan: {:.3}",
        exact.seconds / single.seconds
    );
    println!(
        "two threads against one: {:.2}",
        single.seconds / double.seconds
    );
}

/// The better of two passes: the first one warms what can be warmed.
fn best(mut pass: impl FnMut() -> usize) -> Pass {
    let mut seconds = Duration::MAX;
    let mut found = 0;
    for _ in 0..2 {
        let start = Instant::now();
        found = pass();
        seconds = seconds.min(start.elapsed());
    }
    Pass {
        seconds: seconds.as_secs_f64(),
        found,
    }
}

fn corpus(shared: &Path) -> Vec<PathBuf> {
    let Ok(folder) = shared.join("corpus").read_dir() else {
        return Vec::new();
    };
    let mut paths: Vec<PathBuf> = folder
        .filter_map(|entry| Some(entry.ok()?.path()))
        .collect();
    // Passages made for measuring are no ordinary text.
    paths.retain(|path| {
        let name = path.to_string_lossy();
        name.ends_with(".jsonl.zst") && !name.contains("gold")
    });
    paths.sort();
    paths
}

fn lines(path: &Path) -> impl Iterator<Item = Line> + use<> {
    let file = File::open(path).expect("the corpus opens");
    let source: Box<dyn Read> = if path.extension().is_some_and(|end| end == "zst") {
        Box::new(zstd::Decoder::new(file).expect("a Zstandard file"))
    } else {
        Box::new(file)
    };
    let mut source = BufReader::with_capacity(1 << 16, source);
    let mut buffer = Vec::new();
    std::iter::from_fn(move || {
        buffer.clear();
        let read = source
            .read_until(b'\n', &mut buffer)
            .expect("the corpus can be read");
        (read > 0).then(|| serde_json::from_slice(&buffer).expect("a line is a document"))
    })
}

fn read(paths: &[PathBuf]) -> usize {
    paths
        .iter()
        .flat_map(|path| lines(path))
        .filter(|line| line.title.is_some())
        .count()
}

/// Lower-case letters and digits without marks, words parted by single blanks.
fn fold(text: &str, out: &mut String) {
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

fn exact_scanner(watchlist: &Watchlist) -> AhoCorasick {
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

fn scan(paths: &[PathBuf], scanner: &AhoCorasick) -> usize {
    let mut folded = String::new();
    let mut found = 0;
    for line in paths.iter().flat_map(|path| lines(path)) {
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

fn screener(watchlist: &Watchlist, threads: usize) -> Screener {
    let threads = NonZeroUsize::new(threads).expect("some threads");
    Screener::builder()
        .threads(threads)
        .build(watchlist)
        .expect("the index is built")
}

fn screen(paths: &[PathBuf], screener: &Screener) -> usize {
    let documents = paths.iter().flat_map(|path| lines(path)).map(|line| {
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
