//! How time grows with the length of a text, the names in the index, and the threads; what an index
//! of two million names takes; and a picture of it.
//!
//! `cargo bench --bench scaling [-- PICTURE.svg]` (default `benches/scaling.svg`). Names beyond the real
//! ones are made of these by recombination and mutation, from a fixed seed.

#![expect(clippy::print_stdout, reason = "a measurement is printed")]

#[path = "scaling/made.rs"]
mod made;
mod material;
#[path = "scaling/picture.rs"]
mod picture;

use std::path::PathBuf;
use std::time::{Duration, Instant};

use material::{lines, real_lists, screen, screener, timed};
use namewatch::{Scratch, Screener, Watchlist};
use picture::Panel;

const NAMES: [usize; 6] = [45_000, 100_000, 200_000, 500_000, 1_000_000, 2_000_000];
/// Of each file of the corpus so many bytes are screened.
const SAMPLE: usize = 4 << 20;
/// The same against growing numbers of names, where the largest take their time.
const SMALL_SAMPLE: usize = 1 << 20;
const TURNS: usize = 3;
/// After so long no other turn is begun.
const PATIENCE: Duration = Duration::from_secs(60);

fn main() {
    if std::env::args().any(|argument| argument == "--test") {
        return;
    }
    let paths = material::corpus();
    let Some(real) = real_lists().filter(|_| !paths.is_empty()) else {
        println!("skipped: no real lists and articles (no ../shared)");
        return;
    };
    let unpacked = material::unpacked(&paths);
    let sample = |size| unpacked.iter().map(|file| sampled(file, size)).collect();
    let (files, small): (Vec<Vec<u8>>, Vec<Vec<u8>>) = (sample(SAMPLE), sample(SMALL_SAMPLE));
    let panels = [
        by_length(&files, &real),
        by_names(&small, &real),
        by_threads(&files, &real),
    ];
    let asked = material::asked().into_iter().next();
    let path = asked
        .unwrap_or_else(|| PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("benches/scaling.svg"));
    std::fs::write(&path, picture::svg(&panels)).expect("the picture is written");
    println!("picture: {}", path.display());
}

/// The first whole lines of a file.
fn sampled(file: &[u8], size: usize) -> Vec<u8> {
    let Some(cut) = file.get(..size) else {
        return file.to_vec();
    };
    let end = cut.iter().rposition(|&byte| byte == b'\n');
    cut[..end.map_or(size, |end| end + 1)].to_vec()
}

fn best(mut turn: impl FnMut() -> Duration) -> f64 {
    let begun = Instant::now();
    let mut least = turn();
    for _ in 1..TURNS {
        if begun.elapsed() > PATIENCE {
            break;
        }
        least = least.min(turn());
    }
    least.as_secs_f64()
}

fn by_length(files: &[Vec<u8>], real: &Watchlist) -> Panel {
    let one = screener(real, 1);
    let mut text = String::new();
    for line in lines(files) {
        text.push_str(&line.text);
        text.push_str("\n\n");
    }
    let mut scratch = Scratch::default();
    let mut points = Vec::new();
    for size in (10..=23).map(|power| 1usize << power) {
        let mut end = size.min(text.len());
        while !text.is_char_boundary(end) {
            end -= 1;
        }
        // The first turn makes the words known.
        let seconds = best(|| {
            let (time, hits) = timed(|| one.screen_with(&mut scratch, &text[..end]));
            hits.expect("a text is screened");
            time.processor
        });
        println!("a text of {end} bytes: {:.3} ms", seconds * 1e3);
        points.push((end as f64 / 1e3, seconds * 1e3));
    }
    Panel {
        title: "Length of a text",
        across: "kB, words met before",
        up: "ms on one thread",
        points,
    }
}

fn by_names(files: &[Vec<u8>], real: &Watchlist) -> Panel {
    let bytes: usize = lines(files).map(|line| line.text.len()).sum();
    let mut points = Vec::new();
    for count in NAMES {
        let watchlist = made::watchlist(real, count);
        let (build, built) = timed(|| screener(&watchlist, 1));
        drop(watchlist);
        let path =
            std::env::temp_dir().join(format!("namewatch-bench-{}.index", std::process::id()));
        built.save_index(&path).expect("the index is saved");
        drop(built);
        let size = std::fs::metadata(&path).expect("the index is there").len();
        let mut builder = Screener::builder();
        builder.threads(std::num::NonZeroUsize::MIN);
        let (opening, one) = timed(|| builder.open_index(&path).expect("the index opens"));
        let seconds = best(|| timed(|| screen(files, &one)).0.processor);
        let rate = bytes as f64 / seconds / 1e6;
        println!(
            "{count} names: built in {:.1?} of one thread's time, {} MB, mapped in {:.1?}, {rate:.1} MB/s",
            build.processor,
            size >> 20,
            opening.wall
        );
        points.push((count as f64, rate));
        std::fs::remove_file(&path).expect("the index is removed");
    }
    let (few, many) = (points[0].1, points[points.len() - 1].1);
    println!(
        "throughput with the most names against the fewest: {:.2}",
        many / few
    );
    Panel {
        title: "Names in the index",
        across: "names",
        up: "MB/s on one thread",
        points,
    }
}

fn by_threads(files: &[Vec<u8>], real: &Watchlist) -> Panel {
    let bytes: usize = lines(files).map(|line| line.text.len()).sum();
    let most = std::thread::available_parallelism().map_or(1, usize::from);
    let mut points = Vec::new();
    for threads in 1..=most {
        let screener = screener(real, threads);
        let seconds = best(|| timed(|| screen(files, &screener)).0.wall);
        let rate = bytes as f64 / seconds / 1e6;
        println!("{threads} threads: {rate:.1} MB/s by the clock");
        points.push((threads as f64, rate));
    }
    Panel {
        title: "Threads",
        across: "threads",
        up: "MB/s by the clock",
        points,
    }
}
