//! Looks many whole names up on one core, and prints how long one takes: median and 99th percentile.
//! What counts is the processor's time, which other programs do not add to when they take their turn.
//!
//! `cargo bench --bench lookup [-- FILE.csv...]` (column `name` or `query`; default: ordinary people and
//! listed ones of `../shared/eval`, against the OFAC and UN lists of `../shared/lists`).

#![expect(clippy::print_stdout, reason = "a measurement is printed")]

use std::num::NonZeroUsize;
use std::path::{Path, PathBuf};
use std::time::Duration;

use namewatch::{ListSource, Query, Scratch, Screener, Watchlist};
use rustix::time::{ClockId, clock_gettime};

/// So many look-ups are timed for each file; its names are used again and again.
const LOOKUPS: usize = 20_000;

fn main() {
    // `cargo test --benches` asks for nothing but that it builds and starts.
    let asked: Vec<String> = std::env::args()
        .skip(1)
        .filter(|argument| !argument.starts_with("--"))
        .collect();
    let shared = Path::new(env!("CARGO_MANIFEST_DIR")).join("../shared");
    let paths: Vec<PathBuf> = if asked.is_empty() {
        [
            "negatives_dev.csv",
            "un_positives_dev.csv",
            "alias_queries_dev.csv",
        ]
        .map(|file| shared.join("eval").join(file))
        .into()
    } else {
        asked.iter().map(PathBuf::from).collect()
    };
    let lists = ["us_ofac_sdn", "un_sc"].map(|list| shared.join("lists").join(list));
    if !lists.iter().chain(&paths).all(|path| path.exists()) {
        println!("skipped: no real lists and names (no ../shared)");
        return;
    }
    let sources: Vec<ListSource> = lists.into_iter().map(ListSource::new).collect();
    let watchlist = Watchlist::load(&sources).expect("the lists load");
    let screener = Screener::builder()
        .threads(NonZeroUsize::MIN)
        .build(&watchlist)
        .expect("the index is built");
    for path in paths {
        let names = names(&path);
        let mut scratch = Scratch::default();
        let mut times: Vec<(Duration, &str)> = names
            .iter()
            .cycle()
            .take(LOOKUPS)
            .map(|query| {
                let start = processor_time();
                let hits = screener.lookup_with(&mut scratch, query);
                let time = processor_time().saturating_sub(start);
                hits.expect("a name is looked up");
                (time, query.name.as_str())
            })
            .collect();
        times.sort_unstable();
        let at = |share: f64| times[(share * (times.len() - 1) as f64) as usize].0;
        let mean = times.iter().map(|(time, _)| *time).sum::<Duration>() / times.len() as u32;
        let (slowest, name) = times[times.len() - 1];
        println!(
            "{}: median {:.1?}, mean {mean:.1?}, 99 in 100 within {:.1?}, slowest {slowest:.1?} ({name})",
            path.display(),
            at(0.5),
            at(0.99)
        );
    }
}

fn processor_time() -> Duration {
    let time = clock_gettime(ClockId::ThreadCPUTime);
    Duration::new(time.tv_sec as u64, time.tv_nsec as u32)
}

fn names(path: &Path) -> Vec<Query> {
    let mut reader = csv::Reader::from_path(path).expect("the file opens");
    let header = reader.headers().expect("the file has a header");
    let column = header
        .iter()
        .position(|column| column == "name" || column == "query")
        .expect("a column `name` or `query`");
    reader
        .records()
        .map(|row| Query::new(&row.expect("a row can be read")[column]))
        .collect()
}
