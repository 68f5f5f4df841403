use std::io::{self, Write};

use namewatch::ListInfo;
use serde_json::Value;

use super::page::Escaped;
use super::tally::Tally;
use crate::report::sink::{About, End, Screened};
use crate::report::{Run, Settings};

/// So many skipped documents, and so many hits left out, are named; the record of the run names all.
const MOST_NAMED: usize = 1_000;

/// What the top of the report tells.
#[derive(Default)]
pub(super) struct Summary {
    pub(super) alerts: Tally,
    skipped: Vec<(String, String)>,
    more_skipped: u64,
    /// Hits left out as decided: document, mention, entity, decision.
    left_out: Vec<[String; 4]>,
}

impl Summary {
    /// Notes a document that was not screened.
    pub(super) fn skip(&mut self, screened: &Screened<'_>) {
        if self.skipped.len() == MOST_NAMED {
            self.more_skipped += 1;
            return;
        }
        let place = screened.ticket.place().to_string();
        self.skipped
            .push((place, screened.reason.clone().unwrap_or_default()));
    }

    /// Notes the hits of a document that are left out as decided.
    pub(super) fn leave_out(&mut self, screened: &Screened<'_>) {
        for hit in screened.suppressed {
            if self.left_out.len() == MOST_NAMED {
                return;
            }
            self.left_out.push([
                screened.ticket.document.clone(),
                format!("{} ({}\u{2013}{})", hit.surface, hit.start, hit.end),
                format!("{} ({})", hit.name, hit.entity_id),
                format!("{}, by {}: {}", hit.decision, hit.who, hit.why),
            ]);
        }
    }

    /// Writes everything above the alerts. `shown`: how many of these there are in the page.
    pub(super) fn write(
        &self,
        out: &mut dyn Write,
        about: &About<'_>,
        end: &End<'_>,
        shown: usize,
    ) -> io::Result<()> {
        let skipped = if self.skipped.is_empty() {
            ""
        } else {
            "<a href=\"#skipped\">Not screened</a>"
        };
        let left_out = if self.left_out.is_empty() {
            ""
        } else {
            "<a href=\"#left-out\">Left out as decided</a>"
        };
        let summary = end.summary.unwrap_or("The best candidates for one entity");
        let more = format!("{skipped}{left_out}");
        write_top(out, "Screening report", summary, about.lists, &more)?;
        self.write_figures(out, end)?;
        self.alerts
            .write_charts(out, about.settings.min_confidence.0)?;
        writeln!(out, "</section>")?;
        write_lists(out, about.lists)?;
        write_settings(out, about.settings)?;
        self.write_skipped(out)?;
        self.write_left_out(out, end.totals.suppressed)?;
        self.alerts.write_filter(out, shown)
    }

    fn write_figures(&self, out: &mut dyn Write, end: &End<'_>) -> io::Result<()> {
        let totals = end.totals;
        let figures = [
            ("alerts", self.alerts.count()),
            ("hits", totals.hits),
            ("documents with a hit", totals.documents_with_hits),
            ("documents screened", totals.screened),
            ("documents unchanged", totals.unchanged),
            ("documents empty", totals.empty),
            ("documents skipped", totals.skipped),
            ("hits left out as decided", totals.suppressed),
            ("hits reported before", totals.reported_before),
        ];
        let is_usual = |label: &str| !label.ends_with("unchanged") && !label.starts_with("hits ");
        let shown = figures.into_iter();
        let shown: Vec<_> = shown
            .filter(|&(label, number)| number > 0 || is_usual(label))
            .collect();
        write_figures(
            out,
            &shown,
            "An alert is one party in one document, with all its mentions there and its listings on all \
             lists. A confidence is the probability that the mention refers to the listed party, so far \
             as the text tells; whether it is the same person is for you to judge.",
        )
    }

    fn write_skipped(&self, out: &mut dyn Write) -> io::Result<()> {
        if self.skipped.is_empty() {
            return Ok(());
        }
        writeln!(
            out,
            "<section aria-labelledby=\"skipped\"><h2 id=\"skipped\">Not screened</h2>\n\
             <p>These documents were skipped: nothing is known of what stands in them.</p>\n\
             <div class=\"scroll\"><table><thead><tr><th scope=\"col\">document</th>\
             <th scope=\"col\">why</th></tr></thead><tbody>"
        )?;
        for (place, reason) in &self.skipped {
            writeln!(
                out,
                "<tr><th scope=\"row\"><bdi>{}</bdi></th><td>{}</td></tr>",
                Escaped(place),
                Escaped(reason)
            )?;
        }
        writeln!(out, "</tbody></table></div>")?;
        if self.more_skipped > 0 {
            writeln!(
                out,
                "<p>And {} more, which the record of the run names (<code>--manifest</code>).</p>",
                self.more_skipped
            )?;
        }
        writeln!(out, "</section>")
    }

    fn write_left_out(&self, out: &mut dyn Write, all: u64) -> io::Result<()> {
        if self.left_out.is_empty() {
            return Ok(());
        }
        writeln!(
            out,
            "<section aria-labelledby=\"left-out\"><h2 id=\"left-out\">Left out as decided</h2>\n\
             <p>These hits were decided to be false positives.</p>\n<div class=\"scroll\"><table><thead><tr>\
             <th scope=\"col\">document</th><th scope=\"col\">mention</th><th scope=\"col\">entity</th>\
             <th scope=\"col\">decision</th></tr></thead><tbody>"
        )?;
        for [document, mention, entity, decision] in &self.left_out {
            writeln!(
                out,
                "<tr><th scope=\"row\"><bdi>{}</bdi></th><td><bdi>{}</bdi></td><td><bdi>{}</bdi></td>\
                 <td><bdi>{}</bdi></td></tr>",
                Escaped(document),
                Escaped(mention),
                Escaped(entity),
                Escaped(decision)
            )?;
        }
        writeln!(out, "</tbody></table></div>")?;
        let more = all - self.left_out.len() as u64;
        if more > 0 {
            writeln!(
                out,
                "<p>And {more} more, which the record of the run names (<code>--manifest</code>).</p>"
            )?;
        }
        writeln!(out, "</section>")
    }
}

/// Writes the head of a report and opens its main part. `more`: further links to parts of it.
pub(super) fn write_top(
    out: &mut dyn Write,
    title: &str,
    summary: &str,
    lists: &[ListInfo],
    more: &str,
) -> io::Result<()> {
    writeln!(
        out,
        "<header class=\"top\"><h1>{title}</h1>\n<p>{}.</p>",
        Escaped(summary)
    )?;
    if lists.iter().any(|list| list.demonstration) {
        writeln!(
            out,
            "<p class=\"notice\"><strong>Demonstration.</strong> This was screened against the \
             built-in starter list, which is no official list. Nothing here is a clearance.</p>"
        )?;
    }
    writeln!(
        out,
        "<nav aria-label=\"Parts of the report\"><a href=\"#alerts\">Alerts</a>{more}\
         <a href=\"#lists\">Lists</a><a href=\"#settings\">Settings</a>\
         <a href=\"#run\">Run</a></nav></header>\n<main>"
    )
}

/// Writes the figures of the summary, whose section is left open. `explained`: what they mean.
pub(super) fn write_figures(
    out: &mut dyn Write,
    figures: &[(&str, u64)],
    explained: &str,
) -> io::Result<()> {
    writeln!(
        out,
        "<section aria-labelledby=\"summary\"><h2 id=\"summary\">Summary</h2>\n<dl class=\"figures\">"
    )?;
    for (label, number) in figures {
        writeln!(out, "<div><dt>{label}</dt><dd>{number}</dd></div>")?;
    }
    writeln!(out, "</dl>\n<p class=\"fine\">{explained}</p>")
}

/// Writes when and where the report was made: all that differs between equal runs, on one line.
pub(in crate::report) fn write_run(out: &mut dyn Write, run: &Run) -> io::Result<()> {
    let run = serde_json::to_value(run)?;
    write!(out, "<footer id=\"run\"><h2>Run</h2><dl class=\"facts\">")?;
    write_facts(out, &run)?;
    writeln!(out, "</dl></footer>")
}

pub(in crate::report) fn write_lists(out: &mut dyn Write, lists: &[ListInfo]) -> io::Result<()> {
    writeln!(
        out,
        "<section aria-labelledby=\"lists\"><h2 id=\"lists\">Lists</h2>\n<div class=\"scroll\"><table>\
         <thead><tr><th scope=\"col\">list</th><th scope=\"col\">published</th>\
         <th scope=\"col\" class=\"number\">entities</th><th scope=\"col\" class=\"number\">names</th>\
         <th scope=\"col\">format</th><th scope=\"col\">SHA-256</th></tr></thead><tbody>"
    )?;
    for list in lists {
        writeln!(
            out,
            "<tr><th scope=\"row\" class=\"short\">{}</th><td class=\"short\">{}</td>\
             <td class=\"number\">{}</td>\
             <td class=\"number\">{}</td><td>{}</td><td><code class=\"hash\">{}</code></td></tr>",
            Escaped(&list.id),
            Escaped(list.published.as_deref().unwrap_or("no date")),
            list.counts.entities,
            list.counts.names,
            Escaped(&list.format),
            Escaped(&list.snapshot),
        )?;
    }
    writeln!(out, "</tbody></table></div></section>")
}

pub(super) fn write_settings(out: &mut dyn Write, settings: &Settings) -> io::Result<()> {
    let settings = serde_json::to_value(settings)?;
    writeln!(
        out,
        "<section aria-labelledby=\"settings\"><h2 id=\"settings\">Settings</h2>\n<dl class=\"facts\">\
         <div><dt>version</dt><dd>{}</dd></div>",
        env!("CARGO_PKG_VERSION")
    )?;
    write_facts(out, &settings)?;
    writeln!(out, "</dl></section>")
}

/// Writes the keys and values of an object.
pub(in crate::report) fn write_facts(out: &mut dyn Write, object: &Value) -> io::Result<()> {
    for (key, value) in object.as_object().into_iter().flatten() {
        write!(
            out,
            "<div><dt>{}</dt><dd>{}</dd></div>",
            Escaped(key.replace('_', " ")),
            Escaped(in_words(value))
        )?;
    }
    Ok(())
}

fn in_words(value: &Value) -> String {
    match value {
        Value::String(text) => text.clone(),
        Value::Array(values) => values.iter().map(in_words).collect::<Vec<_>>().join(", "),
        Value::Object(object) => {
            let pairs = object
                .iter()
                .map(|(key, value)| format!("{key} {}", in_words(value)));
            pairs.collect::<Vec<_>>().join(", ")
        }
        other => other.to_string(),
    }
}
