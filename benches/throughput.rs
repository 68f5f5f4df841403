//! Screens a corpus fuzzily and, in the same run and turn by turn, reads, parses and folds the same
//! JSON lines and scans them exactly for the same names; prints how the two rates compare, how two
//! threads compare with one, and how long an article of 700 words takes.
//!
//! `cargo bench --bench throughput [-- PATH...]` (JSON lines, also `.zst`; default `../shared/corpus`).
//! Files are unpacked beforehand. One thread is measured by its processor time, which other programs
//! on the machine disturb little; two threads by the clock. Of several turns the best one counts.

#![expect(clippy::print_stdout, reason = "a measurement is printed")]

mod material;

use std::time::Duration;

use material::{Time, exact_scanner, lines, real_lists, scan, screen, screener, timed};
use namewatch::{Scratch, Screener};

/// How often each is measured.
const TURNS: usize = 3;
/// Articles of about 700 words.
const WORDS: std::ops::Range<usize> = 650..750;

fn main() {
    let asked = material::asked();
    let paths = if asked.is_empty() {
        material::corpus()
    } else {
        asked
    };
    let Some(watchlist) = real_lists().filter(|_| !paths.is_empty()) else {
        println!("skipped: no real lists and articles (no ../shared)");
        return;
    };
    let files = material::unpacked(&paths);
    let bytes: usize = lines(&files).map(|line| line.text.len()).sum();
    let scanner = exact_scanner(&watchlist);
    let one = screener(&watchlist, 1);
    let two = screener(&watchlist, 2);
    let mut reading = Vec::new();
    let mut exact = Vec::new();
    let mut single = Vec::new();
    let mut double = Vec::new();
    for _ in 0..TURNS {
        reading.push(timed(|| lines(&files).count()));
        exact.push(timed(|| scan(&files, &scanner)));
        single.push(timed(|| screen(&files, &one)));
        double.push(timed(|| screen(&files, &two)));
    }
    let processor = |time: Time| time.processor;
    let wall = |time: Time| time.wall;
    let report = |what: &str, turns: &[(Time, usize)], clock: fn(Time) -> Duration| {
        let best = best(turns, clock);
        let rate = bytes as f64 / best.as_secs_f64() / 1e6;
        println!("{what}: {best:.2?}, {rate:.1} MB/s, {} found", turns[0].1);
        best.as_secs_f64()
    };
    report("reading and parsing alone", &reading, processor);
    let exact = report("exact scan", &exact, processor);
    let quick = report("screening, one thread", &single, processor);
    println!("screening against exact scan: {:.3}", exact / quick);
    let single = report("the same by the clock", &single, wall);
    let double = report("screening, two threads, by the clock", &double, wall);
    println!("two threads against one: {:.2}", single / double);
    article(&files, &one);
}

fn best(turns: &[(Time, usize)], clock: fn(Time) -> Duration) -> Duration {
    turns
        .iter()
        .map(|&(time, _)| clock(time))
        .min()
        .expect("a turn")
}

/// How long articles of about 700 words take, once the words of a few thousand have been met.
fn article(files: &[Vec<u8>], screener: &Screener) {
    let texts: Vec<String> = lines(files)
        .map(|line| line.text)
        .filter(|text| WORDS.contains(&text.split_whitespace().count()))
        .collect();
    let mut scratch = Scratch::default();
    let mut times: Vec<Duration> = texts
        .iter()
        .map(|text| {
            let (time, hits) = timed(|| screener.screen_with(&mut scratch, text));
            hits.expect("an article is screened");
            time.processor
        })
        .collect();
    // The first half makes the words known.
    let mut times = times.split_off(times.len() / 2);
    times.sort_unstable();
    let Some(&middle) = times.get(times.len() / 2) else {
        return;
    };
    let mean = times.iter().sum::<Duration>() / times.len() as u32;
    println!(
        "an article of 700 words: median {middle:.1?}, mean {mean:.1?} ({} articles)",
        times.len()
    );
}
