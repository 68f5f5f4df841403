//! Load, index, screen, look up and compare, on real lists and articles where they are at hand
//! (`../shared`), else on the starter list and the example article.

#![expect(clippy::print_stdout, reason = "says that real lists are skipped")]

use std::hint::black_box;
use std::num::NonZeroUsize;
use std::path::{Path, PathBuf};

use criterion::{BatchSize, Criterion, Throughput, criterion_group, criterion_main};
use namewatch::development::PreparedPair;
use namewatch::{EntityKind, ListSource, Model, Query, Scratch, Screener, Watchlist};

struct Material {
    lists: Vec<ListSource>,
    article: String,
}

fn material() -> Material {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let shared: PathBuf = root.join("../shared");
    let lists = ["us_ofac_sdn", "un_sc"].map(|list| shared.join("lists").join(list));
    let lists = if lists.iter().all(|list| list.is_dir()) {
        lists.into_iter().map(ListSource::new).collect()
    } else {
        println!("skipped: real lists (no ../shared); the starter list stands in");
        Vec::new()
    };
    let article = std::fs::read_to_string(shared.join("corpus/seed-article.txt"))
        .unwrap_or_else(|_| include_str!("../lists/example-article.txt").to_owned());
    Material { lists, article }
}

fn load(lists: &[ListSource]) -> Watchlist {
    if lists.is_empty() {
        return Watchlist::starter();
    }
    Watchlist::load(lists).expect("the lists load")
}

fn screener(watchlist: &Watchlist) -> Screener {
    Screener::builder()
        .threads(NonZeroUsize::MIN)
        .build(watchlist)
        .expect("the index is built")
}

/// Pairs of names whose comparison ends in different ways.
const PAIRS: [(&str, &str, &str); 3] = [
    ("alike", "Aleksandr Lukashenko", "LUKASHENKA, Alexander"),
    (
        "long",
        "Abd al-Rahman bin Umair al-Nuaimi",
        "AL-NUAYMI, 'Abd al-Rahman bin 'Umayr",
    ),
    (
        "unlike",
        "Harriet Wainwright",
        "PUTIN, Vladimir Vladimirovich",
    ),
];

fn benches(criterion: &mut Criterion) {
    let material = material();
    let mut slow = criterion.benchmark_group("start");
    slow.sample_size(10);
    slow.bench_function("load", |bencher| {
        bencher.iter(|| load(black_box(&material.lists)));
    });
    let watchlist = load(&material.lists);
    slow.bench_function("index", |bencher| {
        bencher.iter(|| screener(black_box(&watchlist)));
    });
    slow.finish();

    let screener = screener(&watchlist);
    let mut scratch = Scratch::default();
    let mut screen = criterion.benchmark_group("screen");
    screen.throughput(Throughput::Bytes(material.article.len() as u64));
    screen.bench_function("article, memory kept", |bencher| {
        bencher.iter(|| screener.screen_with(&mut scratch, black_box(&material.article)));
    });
    screen.bench_function("article, memory fresh", |bencher| {
        bencher.iter_batched_ref(
            Scratch::default,
            |scratch| screener.screen_with(scratch, black_box(&material.article)),
            BatchSize::SmallInput,
        );
    });
    screen.finish();

    let mut names = criterion.benchmark_group("names");
    for (what, name) in [
        ("listed", "Vladimir Vladimirovich Putin"),
        ("misspelt", "Vladmir Poutine"),
        ("common", "Mohammed Ali Hassan"),
        ("ordinary", "Harriet Wainwright"),
    ] {
        let query = Query::new(name);
        names.bench_function(format!("lookup, {what}"), |bencher| {
            bencher.iter(|| screener.lookup_with(&mut scratch, black_box(&query)));
        });
    }
    names.bench_function("compare", |bencher| {
        bencher.iter(|| {
            let (one, other) = black_box(("Aleksandr Lukashenko", "LUKASHENKA, Alexander"));
            screener.compare(one, other, EntityKind::Person)
        });
    });
    let model = Model::embedded().expect("a model is embedded");
    for (what, one, other) in PAIRS {
        let pair = PreparedPair::new(one, other, EntityKind::Person);
        names.bench_function(format!("compare, prepared, {what}"), |bencher| {
            bencher.iter(|| black_box(&pair).confidence(&model));
        });
    }
    names.finish();
}

criterion_group!(all, benches);
criterion_main!(all);
