//! What holds for any text, any name and any list.

use std::collections::BTreeMap;
use std::num::NonZeroUsize;

use namewatch::{
    Body, Cancellation, Document, DocumentResult, Entity, EntityKind, Field, Gender, Hit, NameKind,
    PartialDate, Query, Reason, Screener, Watchlist,
};
use proptest::prelude::*;
use proptest::sample::select;

use crate::generators::{hostile_texts, name, parties, screener, text};

/// A number as the whole steps of its last printed decimal; nothing may be lost.
fn steps(value: f64, decimals: i32) -> i64 {
    let scaled = value * 10_f64.powi(decimals);
    assert!(
        (scaled - scaled.round()).abs() < 1e-6,
        "{value} has more than {decimals} decimals"
    );
    scaled.round() as i64
}

/// The effects add up to the log-odds, and the confidence is their logistic, to the last digit.
fn assert_adds_up(explanation: &[Reason], log_odds: f64, confidence: f64) {
    assert_eq!(explanation[0].reason, "base rate");
    let sum: i64 = explanation
        .iter()
        .map(|reason| steps(reason.effect, 4))
        .sum();
    assert_eq!(sum, steps(log_odds, 4), "{explanation:?}");
    let logistic = 1.0 / (1.0 + libm::exp(-log_odds));
    assert!((steps(confidence, 6) as f64 / 1e6 - logistic).abs() <= 0.500_001e-6);
}

fn assert_sound(hits: &[Hit], title: &str, text: &str) {
    for hit in hits {
        let text = if hit.field == Field::Title {
            title
        } else {
            text
        };
        assert_eq!(
            text.get(hit.byte_start..hit.byte_end),
            Some(hit.surface.as_str())
        );
        let characters: String = text
            .chars()
            .skip(hit.start)
            .take(hit.end - hit.start)
            .collect();
        assert_eq!(characters, hit.surface);
        assert!(!hit.surface.is_empty());
        let is_full_one = |start: usize, other: &Hit| {
            other.start == start
                && other.entity_id == hit.entity_id
                && other.refers_to.is_none()
                && (other.field, other.end) <= (hit.field, hit.start)
        };
        if let Some(start) = hit.refers_to {
            assert!(
                hits.iter().any(|other| is_full_one(start, other)),
                "{hit:?}"
            );
        }
        assert_adds_up(&hit.explanation, hit.log_odds, hit.confidence);
    }
    let order = |a: &Hit, b: &Hit| {
        (a.field, a.start, a.end)
            .cmp(&(b.field, b.start, b.end))
            .then(b.confidence.total_cmp(&a.confidence))
            .then_with(|| a.entity_id.cmp(&b.entity_id))
            .is_lt()
    };
    assert!(hits.is_sorted_by(order), "out of order, or reported twice");
    let of_name = |hit: &&Hit| hit.name_kind != NameKind::Identifier && hit.refers_to.is_none();
    let mut ends = BTreeMap::new();
    for hit in hits.iter().filter(of_name) {
        let end = ends.insert((&hit.entity_id, hit.field), hit.end);
        assert!(
            end.is_none_or(|end| end <= hit.start),
            "two names of a party in one place: {hit:?}"
        );
    }
}

fn screen_all(screener: &Screener, texts: &[String]) -> Vec<DocumentResult> {
    let documents = texts.iter().enumerate().map(|(number, text)| {
        let title = number
            .is_multiple_of(3)
            .then(|| text.chars().take(40).collect());
        (
            number,
            Document {
                title,
                date: None,
                body: Body::Text(text.clone()),
            },
        )
    });
    let mut results = Vec::new();
    screener
        .screen_all(documents, &Cancellation::default(), |number, result| {
            assert_eq!(number, results.len(), "out of order");
            results.push(result.unwrap());
            true
        })
        .unwrap();
    results
}

fn with_threads(watchlist: &Watchlist, threads: usize) -> Screener {
    let threads = NonZeroUsize::new(threads).unwrap();
    Screener::builder()
        .threads(threads)
        .min_confidence(0.01)
        .build(watchlist)
        .unwrap()
}

fn query() -> impl Strategy<Value = Query> {
    let date = prop::option::of("[0-9]{4}(-[0-9]{1,2}(-[0-9]{1,2})?)?");
    let kind = prop::option::of(select(EntityKind::ALL.to_vec()));
    let gender = prop::option::of(select(vec![Gender::Male, Gender::Female]));
    let words = || prop::collection::vec(any::<String>(), 0..2);
    (name(), kind, date, gender, words(), words()).prop_map(
        |(name, kind, date, gender, countries, identifiers)| Query {
            name,
            kind,
            birth_date: date.and_then(|date| date.parse::<PartialDate>().ok()),
            gender,
            countries,
            identifiers,
        },
    )
}

proptest! {
    #[test]
    fn offsets_give_the_surface_and_effects_add_up(text in text()) {
        assert_sound(&screener().screen(&text).unwrap(), "", &text);
    }

    #[test]
    fn a_title_is_a_field_of_its_own(title in text(), body in text()) {
        let document = Document { title: Some(title.clone()), date: None, body: Body::Text(body.clone()) };
        let mut results = Vec::new();
        let documents = std::iter::once(((), document));
        screener().screen_all(documents, &Cancellation::default(), |(), result| {
            results.push(result.unwrap());
            true
        }).unwrap();
        assert_sound(&results.remove(0).hits, &title, &body);
    }

    #[test]
    fn any_query_is_answered_best_first(query in query()) {
        let hits = screener().lookup(&query).unwrap();
        for hit in &hits {
            assert_adds_up(&hit.explanation, hit.log_odds, hit.confidence);
            prop_assert!(hit.confidence >= 0.01);
        }
        let mut sorted = hits.clone();
        sorted.sort_by(|a, b| {
            b.confidence.total_cmp(&a.confidence).then_with(|| a.entity_id.cmp(&b.entity_id))
        });
        prop_assert_eq!(&sorted, &hits);
        if !query.name.chars().any(char::is_alphanumeric) {
            prop_assert!(hits.is_empty());
        }
    }

    #[test]
    fn a_comparison_does_not_depend_on_which_name_comes_first(
        one in name(),
        other in name(),
        kind in select(EntityKind::ALL.to_vec()),
    ) {
        let there = screener().compare(&one, &other, kind);
        let back = screener().compare(&other, &one, kind);
        assert_adds_up(&there.explanation, there.log_odds, there.confidence);
        prop_assert_eq!(there, back);
    }

    #[test]
    fn hits_over_a_threshold_are_the_same_whatever_lower_one_was_asked_for(text in text()) {
        static AT_HALF: std::sync::OnceLock<Screener> = std::sync::OnceLock::new();
        static AT_ZERO: std::sync::OnceLock<Screener> = std::sync::OnceLock::new();
        let at = |min| Screener::builder().min_confidence(min).build(&parties()).unwrap();
        let expected = AT_HALF.get_or_init(|| at(0.5)).screen(&text).unwrap();
        for screener in [screener(), AT_ZERO.get_or_init(|| at(0.0))] {
            let mut hits = screener.screen(&text).unwrap();
            hits.retain(|hit| hit.confidence >= 0.5);
            prop_assert_eq!(&hits, &expected);
        }
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(32))]

    #[test]
    fn the_number_of_threads_changes_nothing(texts in prop::collection::vec(text(), 0..40)) {
        let watchlist = parties();
        let expected = screen_all(&with_threads(&watchlist, 1), &texts);
        for threads in [2, 8] {
            prop_assert_eq!(&screen_all(&with_threads(&watchlist, threads), &texts), &expected);
        }
    }

    #[test]
    fn what_was_screened_before_changes_nothing(before in text(), text in text()) {
        let mut used = namewatch::Scratch::default();
        let _ = screener().screen_with(&mut used, &before).unwrap();
        let _ = screener().lookup_with(&mut used, &Query::new(before)).unwrap();
        let mut fresh = namewatch::Scratch::default();
        prop_assert_eq!(
            screener().screen_with(&mut used, &text).unwrap(),
            screener().screen_with(&mut fresh, &text).unwrap()
        );
    }

    #[test]
    fn another_entity_never_changes_the_hits_of_the_others(
        names in prop::collection::vec(name(), 1..5),
        kind in select(EntityKind::ALL.to_vec()),
        text in text(),
    ) {
        let mut entities = parties().entities().to_vec();
        let added = names.into_iter().filter(|name| !name.trim().is_empty()).enumerate();
        let added: Vec<Entity> =
            added.map(|(number, name)| Entity::new(format!("parties:new-{number}"), kind, name)).collect();
        // Before the others, so that all their numbers change.
        entities.splice(0..0, added);
        let larger = Watchlist::from_entities("parties", entities).unwrap();
        let larger = Screener::builder().min_confidence(0.01).build(&larger).unwrap();
        let mut hits = larger.screen(&text).unwrap();
        hits.retain(|hit| !hit.entity_id.starts_with("parties:new-"));
        prop_assert_eq!(hits, screener().screen(&text).unwrap());
        let query = Query::new(text);
        let mut found = larger.lookup(&query).unwrap();
        found.retain(|hit| !hit.entity_id.starts_with("parties:new-"));
        prop_assert_eq!(found, screener().lookup(&query).unwrap());
    }
}

/// Parties whose names writing without capitals spells, and what may stand around those.
fn eastern(added: &[String]) -> Watchlist {
    let person = |id: &str, name: &str| Entity::new(id, EntityKind::Person, name);
    let organization = |id: &str, name: &str| Entity::new(id, EntityKind::Organization, name);
    let mut entities = vec![
        person("1", "KIM, Jong Chol"),
        person("2", "WEI, Jianguo"),
        person("3", "CHANDY, King"),
        person("4", "Katib Makram"),
        organization("5", "CHEKKA"),
        organization("6", "Varnak Bank"),
        organization("7", "ヴァルナクコメント"),
        organization("8", "AL-QAIDA"),
    ];
    for (number, name) in added.iter().enumerate() {
        entities.push(organization(&format!("new-{number}"), name));
    }
    Watchlist::from_entities("eastern", entities).unwrap()
}

fn eastern_text() -> impl Strategy<Value = String> {
    let pieces = [
        "김정철",
        "김",
        "정철",
        "은행",
        "은행원",
        "바르나크",
        "씨",
        "이",
        "魏建国",
        "魏建國",
        "魏",
        "建国",
        "金",
        "陳",
        "チャンディ",
        "チェッカ",
        "チェック",
        "コメント",
        "ヴァルナク",
        "・",
        "は",
        "的",
        "和",
        "说",
        "公司",
        "Kim",
        "Chandy",
        "قاعدة",
        "القاعدة",
        "كاتب",
        "مكرم",
        "ไทย",
        " ",
        " ",
        "」",
        "'",
        "-",
        "\n",
        "、",
        "。",
    ];
    prop::collection::vec(select(pieces.to_vec()), 1..8).prop_map(|pieces| pieces.concat())
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(200))]

    #[test]
    fn eastern_texts_are_each_read_by_themselves(
        before in prop::collection::vec(eastern_text(), 1..12),
        text in eastern_text(),
        added in prop::collection::vec(eastern_text(), 1..4),
    ) {
        let screener = with_threads(&eastern(&[]), 1);
        let mut used = namewatch::Scratch::default();
        for before in &before {
            let _ = screener.screen_with(&mut used, before).unwrap();
        }
        let expected = screener.screen(&text).unwrap();
        prop_assert_eq!(&screener.screen_with(&mut used, &text).unwrap(), &expected);
        let added: Vec<String> = added.into_iter().filter(|name| !name.trim().is_empty()).collect();
        let mut hits = with_threads(&eastern(&added), 1).screen(&text).unwrap();
        hits.retain(|hit| !hit.entity_id.starts_with("eastern:new-"));
        prop_assert_eq!(hits, expected);
    }
}

#[test]
fn hostile_texts_are_screened_looked_up_and_compared() {
    for text in hostile_texts() {
        assert_sound(&screener().screen(&text).unwrap(), "", &text);
        let _ = screener().lookup(&Query::new(text.clone())).unwrap();
        for kind in EntityKind::ALL {
            let there = screener().compare(&text, "Gleb Tarasovich Varnakov", kind);
            assert_eq!(
                there,
                screener().compare("Gleb Tarasovich Varnakov", &text, kind)
            );
        }
    }
}

/// Shared by threads of any runtime, and usable after a panic of its caller was caught.
#[test]
fn public_types_can_be_shared() {
    fn shared<T: Send + Sync + std::panic::UnwindSafe + std::panic::RefUnwindSafe>() {}
    fn sent<T: Send>() {}
    shared::<Screener>();
    shared::<namewatch::ScreenerBuilder>();
    shared::<namewatch::Model>();
    shared::<Watchlist>();
    shared::<Entity>();
    shared::<namewatch::ListInfo>();
    shared::<namewatch::ListSource>();
    shared::<Query>();
    shared::<Hit>();
    shared::<namewatch::NameHit>();
    shared::<namewatch::Comparison>();
    shared::<DocumentResult>();
    shared::<Cancellation>();
    sent::<namewatch::Error>();
    sent::<namewatch::Scratch>();
    sent::<Document>();
    sent::<Body>();
}
