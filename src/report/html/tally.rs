//! How many alerts there are, of what sort, and what chooses among them.

use std::collections::{BTreeMap, BTreeSet};
use std::io::{self, Write};

use super::chart;

/// Bins of the chart of confidences, from 0 to 1.
const BINS: usize = 20;
/// So many lists and programmes have a bar of their own.
const BARS: usize = 8;

/// Counts of alerts.
#[derive(Default)]
pub(super) struct Tally {
    alerts: u64,
    confidences: [u64; BINS],
    by_list: BTreeMap<String, u64>,
    by_programme: BTreeMap<String, u64>,
}

impl Tally {
    /// Counts an alert.
    pub(super) fn alert(
        &mut self,
        confidence: f64,
        lists: &BTreeSet<&str>,
        programmes: &BTreeSet<&str>,
    ) {
        self.alerts += 1;
        let bin = (confidence * BINS as f64) as usize;
        self.confidences[bin.min(BINS - 1)] += 1;
        for &list in lists {
            *self.by_list.entry(list.to_owned()).or_default() += 1;
        }
        for &programme in programmes {
            *self.by_programme.entry(programme.to_owned()).or_default() += 1;
        }
    }

    /// All alerts.
    pub(super) fn count(&self) -> u64 {
        self.alerts
    }

    /// Writes the charts; `least`: from this confidence on there are alerts.
    pub(super) fn write_charts(&self, out: &mut dyn Write, least: f64) -> io::Result<()> {
        if self.alerts == 0 {
            return Ok(());
        }
        let bins = self.confidences.iter().enumerate();
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
        writeln!(out, "</div>")
    }

    /// Writes the heading of the alerts and what filters them. `shown`: how many are in the page.
    pub(super) fn write_filter(&self, out: &mut dyn Write, shown: usize) -> io::Result<()> {
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
             <span class=\"keys\"><kbd>j</kbd> next, <kbd>k</kbd> back, <kbd>Enter</kbd> open, <kbd>/</kbd> \
             search</span>\
             <output id=\"count\" aria-live=\"polite\">{shown} alerts</output></div>\n</form>\n<div id=\"cards\">"
        )
    }
}

/// Closes what [`Tally::write_filter`] opened.
pub(super) fn write_end_of_alerts(out: &mut dyn Write) -> io::Result<()> {
    writeln!(out, "</div></section>\n</main>")
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
