//! Whatever a text repeats, screening it takes time in proportion to its length.

use std::time::{Duration, Instant};

use namewatch::{Entity, EntityKind, Query, Screener, Watchlist};

/// Pieces of which each may have to do with all before it: words that may go on a name, titles, acronyms
/// that what stands before may spell out, dates of birth that say whom all others of the name are.
const PIECES: [&str; 7] = [
    "Syria Company Group ",
    "Kashkul Bank ",
    "General Bank 4 ",
    "Sultan Sheikh ",
    "(BGF) ",
    "Gleb Tarasovich Varnakov (born 1999). Gleb Varnakov. ",
    "Gleb'",
];

fn screener() -> Screener {
    let person = |id: &str, name: &str| Entity::new(id, EntityKind::Person, name);
    let body = |id: &str, name: &str| Entity::new(id, EntityKind::Organization, name);
    let mut varnakov = person("1", "Gleb Tarasovich Varnakov");
    varnakov.birth_dates = vec!["1968-03-11".parse().unwrap()];
    let entities = vec![
        varnakov,
        person("2", "Sultan Sheikh"),
        body("3", "Kashkul Trading Company"),
        body("4", "Syrian Company for Oil"),
        body("5", "Kashkul General Bank 4"),
        body("6", "BGF"),
    ];
    let watchlist = Watchlist::from_entities("own", entities).unwrap();
    Screener::builder()
        .threads(std::num::NonZeroUsize::MIN)
        .build(&watchlist)
        .unwrap()
}

/// The shorter of two runs, since others use the machine as well.
fn time(work: impl Fn()) -> Duration {
    let run = || {
        let begun = Instant::now();
        work();
        begun.elapsed()
    };
    run().min(run())
}

fn assert_in_proportion(what: &str, work: impl Fn(usize)) {
    const COUNT: usize = 1500;
    // Less than this tells nothing.
    let few = time(|| work(COUNT)).max(Duration::from_millis(4));
    let many = time(|| work(4 * COUNT));
    assert!(many < 10 * few, "{what:?}: {few:?}, then {many:?}");
}

#[test]
fn four_times_the_text_takes_no_ten_times_the_time() {
    let screener = screener();
    for piece in PIECES {
        assert_in_proportion(piece, |count| {
            screener.screen(&piece.repeat(count)).unwrap();
        });
    }
}

#[test]
fn a_long_word_takes_no_longer_to_look_up_or_compare() {
    let screener = screener();
    assert_in_proportion("ab", |count| {
        let (one, other) = ("ab".repeat(4 * count), "ba".repeat(4 * count));
        screener.lookup(&Query::new(one.as_str())).unwrap();
        screener.compare(&one, &other, EntityKind::Person);
        namewatch::ofac_score(&one, &other);
    });
}
