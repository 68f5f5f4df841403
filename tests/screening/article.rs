//! Who is found in the example article. `INSTA_UPDATE=always cargo test --test screening article`
//! accepts what is found now; look at the difference before you commit it.

use namewatch::{Screener, Watchlist};

#[test]
fn the_example_article_names_these_parties() {
    let screener = Screener::builder().build(&Watchlist::starter()).unwrap();
    let hits = screener
        .screen(include_str!("../../lists/example-article.txt"))
        .unwrap();
    let line = |hit: &namewatch::Hit| {
        let short = if hit.refers_to.is_some() {
            ", short"
        } else {
            ""
        };
        format!(
            "{}: {} ({}{short})\n",
            hit.surface, hit.entity_id, hit.name_kind
        )
    };
    insta::assert_snapshot!(hits.iter().map(line).collect::<String>());
}
