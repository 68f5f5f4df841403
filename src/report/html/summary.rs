use std::collections::{BTreeMap, BTreeSet};
use std::io::{self, Write};

use namewatch::{Alert, ListInfo};
use serde_json::Value;

use super::chart;
use super::page::Escaped;
use crate::report::Run;
use crate::report::sink::{About, End, Screened};

/// Bins of the chart of confidences, from 0 to 1.
const BINS: usize = 20;
/// So many lists and programmes have a bar of their own.
const BARS: usize = 8;
/// So many skipped documents, and so many hits left out, are named; the record of the run names all.
const MOST_NAMED: usize = 1_000;

/// What the top of the report tells.
#[derive(Default)]
pub(super) struct Summary {
    alerts: u64,
    confidences: [u64; BINS],
    by_list: BTreeMap<String, u64>,
    by_programme: BTreeMap<String, u64>,
    skipped: Vec<(String, String)>,
    more_skipped: u64,
    /// Hits left out as decided: document, mention, entity, decision.
    left_out: Vec<[String; 4]>,
}

impl Summary {
    /// Counts an alert.
    pub(super) fn alert(&mut self, alert: &Alert<'_>, programmes: &BTreeSet<&str>) {
        self.alerts += 1;
        let bin = (alert.confidence() * BINS as f64) as usize;
        self.confidences[bin.min(BINS - 1)] += 1;
        let lists: BTreeSet<&str> = alert
            .listings
            .iter()
            .map(|listing| &*listing.best.list)
            .collect();
        for list in lists {
            *self.by_list.entry(list.to_owned()).or_default() += 1;
        }
        for &programme in programmes {
            *self.by_programme.entry(programme.to_owned()).or_default() += 1;
        }
    }

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
        writeln!(
            out,
            "<header class=\"top\"><h1>Screening report</h1>\n<p>{}.</p>",
            Escaped(end.summary.unwrap_or("The best candidates for one entity"))
        )?;
        if about.lists.iter().any(|list| list.demonstration) {
            writeln!(
                out,
                "<p class=\"notice\"><strong>Demonstration.</strong> This was screened against the \
                 built-in starter list, which is no official list. Nothing here is a clearance.</p>"
            )?;
        }
        let skipped = if self.skipped.is_empty() {
            ""
        } else {
            "<a href=\"#skipped\">Not screened</a>"
        };
        writeln!(
            out,
            "<nav aria-label=\"Parts of the report\"><a href=\"#alerts\">Alerts</a>{skipped}\
             <a href=\"#lists\">Lists</a><a href=\"#settings\">Settings</a>\
             <a href=\"#run\">Run</a></nav></header>\n<main>"
        )?;
        self.write_figures(out, end)?;
        self.write_charts(out, about)?;
        write_lists(out, about.lists)?;
        write_settings(out, about)?;
        self.write_skipped(out)?;
        self.write_left_out(out, end.totals.suppressed)?;
        self.write_filter(out, shown)
    }

    fn write_figures(&self, out: &mut dyn Write, end: &End<'_>) -> io::Result<()> {
        let totals = end.totals;
        writeln!(
            out,
            "<section aria-labelledby=\"summary\"><h2 id=\"summary\">Summary</h2>\n<dl class=\"figures\">"
        )?;
        for (label, number) in [
            ("alerts", self.alerts),
            ("hits", totals.hits),
            ("documents with a hit", totals.documents_with_hits),
            ("documents screened", totals.screened),
            ("documents unchanged", totals.unchanged),
            ("documents empty", totals.empty),
            ("documents skipped", totals.skipped),
            ("hits left out as decided", totals.suppressed),
            ("hits reported before", totals.reported_before),
        ] {
            let is_usual = !label.ends_with("unchanged") && !label.starts_with("hits ");
            if number == 0 && !is_usual {
                continue;
            }
            writeln!(out, "<div><dt>{label}</dt><dd>{number}</dd></div>")?;
        }
        writeln!(
            out,
            "</dl>\n<p class=\"fine\">An alert is one party in one document, with all its mentions \
             there and its listings on all lists. A confidence is the probability that the mention \
             refers to the listed party, so far as the text tells; whether it is the same person is for \
             you to judge.</p>"
        )
    }

    fn write_charts(&self, out: &mut dyn Write, about: &About<'_>) -> io::Result<()> {
        if self.alerts == 0 {
            return writeln!(out, "</section>");
        }
        let bins = self.confidences.iter().enumerate();
        let least = about.settings.min_confidence.0;
        let columns: Vec<(String, u64)> = bins
            .filter(|&(bin, &count)| count > 0 || (bin + 1) as f64 > least * BINS as f64 + 1e-9)
            .map(|(bin, &count)| (format!("{:.2}", bin as f64 / BINS as f64), count))
            .collect();
        writeln!(out, "<div class=\"charts\">")?;
        chart::columns(out, "Alerts by confidence (from)", &columns)?;
        chart::bars(out, "Alerts by list", &most_frequent(&self.by_list))?;
        if !self.by_programme.is_empty() {
            chart::bars(
                out,
                "Alerts by programme",
                &most_frequent(&self.by_programme),
            )?;
        }
        writeln!(out, "</div></section>")
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

    fn write_filter(&self, out: &mut dyn Write, shown: usize) -> io::Result<()> {
        writeln!(
            out,
            "<section aria-labelledby=\"alerts\"><h2 id=\"alerts\" tabindex=\"-1\">Alerts</h2>"
        )?;
        if self.alerts == 0 {
            let nothing = "<p>Nothing to report at this confidence on these lists.</p>";
            return writeln!(out, "{nothing}\n<div id=\"cards\">");
        }
        if (shown as u64) < self.alerts {
            writeln!(
                out,
                "<p class=\"notice\"><strong>The surest {shown} of {} alerts.</strong> The others do \
                 not stand in this page; the other forms of output hold all.</p>",
                self.alerts
            )?;
        }
        writeln!(
            out,
            "<noscript><p class=\"notice\">Filters, reasons and records need scripts, which this \
             browser does not run.</p></noscript>\n\
             <form class=\"filter\" role=\"search\" aria-label=\"Filter the alerts\">\n\
             <label class=\"wide\">Search <input type=\"search\" id=\"words\" autocomplete=\"off\" \
             placeholder=\"name, document, passage, id\"></label>\n\
             <label>Confidence from <input type=\"number\" id=\"from\" min=\"0\" max=\"1\" step=\"any\" \
             inputmode=\"decimal\"></label>\n\
             <label>to <input type=\"number\" id=\"to\" min=\"0\" max=\"1\" step=\"any\" \
             inputmode=\"decimal\"></label>\n\
             <label>List <select id=\"list\"><option value=\"\">all</option></select></label>\n\
             <label>Kind <select id=\"kind\"><option value=\"\">all</option></select></label>\n\
             <label>Programme <select id=\"programme\"><option value=\"\">all</option></select></label>\n\
             <div class=\"end\"><button type=\"button\" id=\"open\">Open all shown</button>\
             <button type=\"reset\">Clear the filter</button>\
             <output id=\"count\" aria-live=\"polite\">{shown} alerts</output></div>\n</form>\n<div id=\"cards\">"
        )
    }
}

/// Closes what [`Summary::write`] opened.
pub(super) fn write_end_of_alerts(out: &mut dyn Write) -> io::Result<()> {
    writeln!(out, "</div></section>\n</main>")
}

/// Writes when and where the report was made: all that differs between equal runs, on one line.
pub(super) fn write_run(out: &mut dyn Write, run: &Run) -> io::Result<()> {
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

fn write_settings(out: &mut dyn Write, about: &About<'_>) -> io::Result<()> {
    let settings = serde_json::to_value(about.settings)?;
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

/// The most frequent first, the rest together.
fn most_frequent(counts: &BTreeMap<String, u64>) -> Vec<(String, u64)> {
    let mut rows: Vec<(String, u64)> = counts
        .iter()
        .map(|(label, &n)| (label.clone(), n))
        .collect();
    rows.sort_by_key(|&(_, count)| std::cmp::Reverse(count));
    let rest: Vec<(String, u64)> = rows.split_off(rows.len().min(BARS));
    if !rest.is_empty() {
        let count = rest.iter().map(|&(_, count)| count).sum();
        rows.push((format!("others ({})", rest.len()), count));
    }
    rows
}
