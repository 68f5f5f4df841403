//! The report of names that were looked up.

use std::collections::BTreeSet;
use std::fmt::Write as _;
use std::io::{self, Write};

use namewatch::{Entity, NameHit, Query};
use serde::Serialize;

use super::card::{ListingPart, begin, plain};
use super::page::{Escaped, Json, Page};
use super::spool::Spool;
use super::summary::{write_figures, write_lists, write_run, write_settings};
use super::tally::{Tally, write_end_of_alerts};
use super::{MOST_ALERTS, SCRIPT, write_records};
use crate::report::sink::About;
use crate::report::text::short;
use crate::report::{Fixed, Output, Run};

/// Writes the report: an alert is one listed entity under one name that was looked up.
pub(crate) struct NamesReport<'a> {
    about: About<'a>,
    cards: Spool,
    tally: Tally,
    names: u64,
    with_a_hit: u64,
    /// Entities whose records are shown.
    shown: BTreeSet<String>,
}

#[derive(Serialize)]
struct Details {
    listings: [ListingPart; 1],
    also_listed: [String; 0],
    places: [(); 0],
    /// What was asked, word for word: what it is and what it says.
    query: Vec<(&'static str, String)>,
}

impl<'a> NamesReport<'a> {
    /// Nothing is written before the end.
    pub(crate) fn begin(about: About<'a>) -> io::Result<Self> {
        Ok(Self {
            about,
            cards: Spool::new()?,
            tally: Tally::default(),
            names: 0,
            with_a_hit: 0,
            shown: BTreeSet::new(),
        })
    }

    /// Takes what looking a name up gave. `ofac`: OFAC's sort of score, where it is asked for.
    pub(crate) fn name(
        &mut self,
        id: &str,
        query: &Query,
        hits: &[NameHit],
        ofac: impl Fn(&NameHit) -> Option<u8>,
    ) -> io::Result<()> {
        self.names += 1;
        self.with_a_hit += u64::from(!hits.is_empty());
        for hit in hits {
            let entity = self
                .about
                .records
                .and_then(|all| all.entity(&hit.entity_id));
            let programmes = entity.map_or(&[][..], |entity: &Entity| &entity.programmes);
            let programmes = programmes.iter().map(String::as_str).collect();
            let lists = BTreeSet::from([&*hit.list]);
            self.tally.alert(hit.confidence, &lists, &programmes);
            let card = card(&asked(id, query), hit, ofac(hit), &programmes)?;
            self.cards.push(hit.confidence, &card)?;
            self.shown.insert(hit.entity_id.to_string());
        }
        Ok(())
    }

    /// Writes all of it. `summary`: the line that says what was looked up and found.
    pub(crate) fn close(self, out: &mut Output, summary: &str, run: &Run) -> io::Result<()> {
        let page = Page {
            title: "Report on names",
            script: SCRIPT,
        };
        page.begin(out)?;
        super::summary::write_top(out, page.title, summary, self.about.lists, "")?;
        write_figures(
            out,
            &[
                ("alerts", self.tally.count()),
                ("names looked up", self.names),
                ("names with a hit", self.with_a_hit),
            ],
            "An alert is one listed entity that may bear a name that was looked up. A confidence is the \
             probability that the name is one of the entity's, with what else was asked as evidence; \
             whether it is the same person is for you to judge.",
        )?;
        let settings = self.about.settings;
        self.tally.write_charts(out, settings.min_confidence.0)?;
        writeln!(out, "</section>")?;
        write_lists(out, self.about.lists)?;
        write_settings(out, settings)?;
        self.tally
            .write_filter(out, self.cards.len().min(MOST_ALERTS))?;
        self.cards.write(out, MOST_ALERTS, begin)?;
        write_end_of_alerts(out)?;
        write_records(out, self.about.records, &self.shown)?;
        write_run(out, run)?;
        page.end(out)
    }
}

/// What was asked.
fn asked(id: &str, query: &Query) -> Vec<(&'static str, String)> {
    let one = |label, value: Option<String>| value.map(|value| (label, value));
    let several =
        |label, values: &[String]| (!values.is_empty()).then(|| (label, values.join(", ")));
    [
        one("name", Some(query.name.clone())),
        one("id", Some(id.to_owned())),
        one("kind", query.kind.map(|kind| kind.to_string())),
        one("born", query.birth_date.as_ref().map(ToString::to_string)),
        one(
            "gender",
            query.gender.map(|gender| gender.as_str().to_owned()),
        ),
        several("country", &query.countries),
        several("identifier", &query.identifiers),
    ]
    .into_iter()
    .flatten()
    .map(|(label, value)| (label, plain(&value)))
    .collect()
}

/// All of a card but its beginning, which holds its number.
fn card(
    asked: &[(&'static str, String)],
    hit: &NameHit,
    ofac: Option<u8>,
    programmes: &BTreeSet<&str>,
) -> io::Result<String> {
    let (query, more) = (&asked[0].1, &asked[1..]);
    let mut html = String::new();
    let _ = write!(
        html,
        "<span class=\"confidence\"><span class=\"unseen\">Confidence </span>{}</span> \
         <bdi>{}</bdi></h3>\n<p class=\"what\">{} <code>{}</code></p>\n\
         <p class=\"passage\"><mark dir=\"auto\">{}</mark></p>\n<p class=\"where\">",
        short(hit.confidence),
        Escaped(&*hit.name),
        hit.kind,
        Escaped(&*hit.entity_id),
        Escaped(query),
    );
    for (at, (label, value)) in more.iter().enumerate() {
        let separator = if at > 0 { ", " } else { "" };
        let _ = write!(html, "{separator}{label} <bdi>{}</bdi>", Escaped(value));
    }
    if let Some(score) = ofac {
        let _ = write!(html, "; OFAC-style score {score} of 100");
    }
    let details = Details {
        listings: [ListingPart::of_name(hit)],
        also_listed: [],
        places: [],
        query: asked.to_vec(),
    };
    let _ = writeln!(
        html,
        "</p>\n<details data-confidence=\"{}\" data-kind=\"{}\" data-lists=\"{}\" \
         data-programmes=\"{}\"><summary>Reasons and record<span class=\"unseen\"> of {}</span>\
         </summary><script type=\"application/json\">{}</script></details>\n</article>",
        Fixed::<6>(hit.confidence),
        hit.kind,
        Escaped(serde_json::to_string(&[&hit.list])?),
        Escaped(serde_json::to_string(programmes)?),
        Escaped(&*hit.name),
        Json(&serde_json::to_string(&details)?),
    );
    Ok(html)
}
