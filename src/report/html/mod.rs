//! The report of a run in one HTML file, for the analyst.
//!
//! Alerts are sorted by confidence, which is known only at the end: what is written of each goes to a
//! temporary file, and only its confidence and place are held. The details of an alert and the
//! records of the entities stand in the page as JSON; a script shows what is asked for.

mod card;
mod chart;
mod names;
mod page;
mod spool;
mod summary;
mod tally;

use std::collections::BTreeSet;
use std::io;

use namewatch::{Alert, Entity, OwnRecord, Watchlist};

pub(crate) use self::names::NamesReport;

pub(super) use self::chart::{Step, interval, reliability};
pub(super) use self::page::{Escaped, Page};
pub(super) use self::summary::{write_facts, write_lists, write_run};

use self::card::Card;
use self::page::Json;
use self::spool::Spool;
use self::summary::Summary;
use super::sink::{About, End, Screened, Sink};
use super::{Outcome, Output};

const SCRIPT: &str = include_str!("report.js");

/// A browser shows no more than so many alerts with ease; the report says how many it leaves out.
const MOST_ALERTS: usize = 20_000;

/// Writes the report.
pub(crate) struct HtmlSink<'a> {
    output: Output,
    about: About<'a>,
    cards: Spool,
    summary: Summary,
    /// Entities whose records are shown.
    shown: BTreeSet<String>,
}

impl<'a> HtmlSink<'a> {
    /// Opens the report; nothing is written before the end.
    pub(super) fn begin(output: Output, about: About<'a>) -> io::Result<Self> {
        Ok(Self {
            output,
            about,
            cards: Spool::new()?,
            summary: Summary::default(),
            shown: BTreeSet::new(),
        })
    }

    fn entity(&self, id: &str) -> Option<&'a Entity> {
        self.about.records?.entity(id)
    }

    fn take(&mut self, screened: &Screened<'_>, alert: &Alert<'_>) -> io::Result<()> {
        let mut programmes = BTreeSet::new();
        for listing in &alert.listings {
            let entity = self.entity(&listing.best.entity_id);
            for programme in entity.into_iter().flat_map(|entity| &entity.programmes) {
                programmes.insert(programme.as_str());
            }
        }
        let listings = alert.listings.iter();
        let lists = listings.map(|listing| &*listing.best.list).collect();
        let tally = &mut self.summary.alerts;
        tally.alert(alert.confidence(), &lists, &programmes);
        let card = Card {
            ticket: screened.ticket,
            result: screened.result,
            alert,
            programmes: &programmes,
        };
        self.cards.push(alert.confidence(), &card.to_html()?)?;
        let listings = alert
            .listings
            .iter()
            .map(|listing| &*listing.best.entity_id);
        let shown = listings.chain(alert.also_listed.iter().copied());
        self.shown.extend(shown.map(str::to_owned));
        Ok(())
    }
}

/// Writes the records of the entities that alerts speak of, as one JSON object.
fn write_records(
    out: &mut dyn io::Write,
    records: Option<&Watchlist>,
    entities: &BTreeSet<String>,
) -> io::Result<()> {
    page::data(out, "records", |out| {
        let mut separator = "";
        let found = entities.iter().filter_map(|id| records?.entity(id));
        for record in found.map(OwnRecord::from) {
            let id = serde_json::to_string(&record.id)?;
            let record = serde_json::to_string(&record)?;
            write!(out, "{separator}\n{}:{}", Json(&id), Json(&record))?;
            separator = ",";
        }
        Ok(())
    })
}

impl Sink for HtmlSink<'_> {
    fn document(&mut self, screened: &Screened<'_>) -> io::Result<()> {
        if matches!(screened.outcome, Outcome::Passed | Outcome::Unreadable) {
            self.summary.skip(screened);
        }
        self.summary.leave_out(screened);
        for alert in screened.result.alerts() {
            self.take(screened, &alert)?;
        }
        Ok(())
    }

    fn output(&mut self) -> io::Result<&mut Output> {
        Ok(&mut self.output)
    }

    fn close(self: Box<Self>, end: &End<'_>) -> io::Result<(Output, bool)> {
        let page = Page {
            title: "Screening report",
            script: SCRIPT,
        };
        let Self {
            mut output,
            about,
            cards,
            summary,
            shown: entities,
        } = *self;
        let out = &mut output;
        page.begin(out)?;
        summary.write(out, &about, end, cards.len().min(MOST_ALERTS))?;
        cards.write(out, MOST_ALERTS, card::begin)?;
        tally::write_end_of_alerts(out)?;
        write_records(out, about.records, &entities)?;
        summary::write_run(out, end.run)?;
        page.end(out)?;
        Ok((output, false))
    }
}
