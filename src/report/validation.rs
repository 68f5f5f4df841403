//! The report of an evaluation, for an examiner: HTML and JSON.

use std::io::{self, Write};

use namewatch::evaluation::{Evaluation, Group, Mistake, Population, Rate};
use serde_json::{Value, json};

use super::html::{
    Escaped, Page, Step, interval, reliability, write_facts, write_lists, write_run,
};
use super::text::short;
use super::{Run, jsonl};

/// Writes the report as one JSON object.
pub(crate) fn json(out: &mut dyn Write, evaluation: &Evaluation) -> io::Result<()> {
    jsonl::line(out, evaluation)
}

/// Writes the report for a browser: one file that needs nothing else, not even scripts.
pub(crate) fn html(out: &mut dyn Write, evaluation: &Evaluation, run: &Run) -> io::Result<()> {
    let page = Page {
        title: "Model validation",
        script: "",
    };
    page.begin(out)?;
    writeln!(
        out,
        "<header class=\"top\"><h1>Model validation</h1>\n<p>How much namewatch {} finds and how often \
         it is wrong, at a confidence of {}.</p>",
        Escaped(evaluation.version),
        evaluation.threshold
    )?;
    if evaluation.lists.iter().any(|list| list.demonstration) {
        writeln!(
            out,
            "<p class=\"notice\"><strong>Demonstration.</strong> This was measured on the built-in \
             starter list, which is no official list: its figures hold for no other.</p>"
        )?;
    }
    writeln!(out, "<nav aria-label=\"Parts of the report\">")?;
    for (at, population) in evaluation.populations.iter().enumerate() {
        writeln!(
            out,
            "<a href=\"#population-{at}\">{}</a>",
            Escaped(&population.name)
        )?;
    }
    writeln!(
        out,
        "<a href=\"#lists\">Lists</a><a href=\"#settings\">Settings</a>\
         <a href=\"#run\">Run</a></nav></header>\n<main>"
    )?;
    for (at, population) in evaluation.populations.iter().enumerate() {
        write_population(out, at, population, evaluation.threshold)?;
    }
    write_lists(out, &evaluation.lists)?;
    write_settings(out, evaluation)?;
    writeln!(out, "</main>")?;
    write_run(out, run)?;
    page.end(out)
}

/// The line that ends an evaluation.
pub(crate) fn summary(evaluation: &Evaluation) -> String {
    let populations = evaluation.populations.iter();
    let told = populations.map(|population| {
        let whole = &population.whole;
        let share = |rate: Option<Rate>| rate.map_or("-".to_owned(), |rate| percent(rate.value));
        format!(
            "{}: {} of {} found, {} of {} false alarms",
            population.name,
            share(whole.recall),
            whole.listed,
            share(whole.false_alarm_rate),
            whole.others
        )
    });
    told.collect::<Vec<_>>().join("; ")
}

fn write_population(
    out: &mut dyn Write,
    at: usize,
    population: &Population,
    threshold: f64,
) -> io::Result<()> {
    writeln!(
        out,
        "<section class=\"population\" aria-labelledby=\"population-{at}\"><h2 id=\"population-{at}\">{} \
         <code>{}</code></h2>\n<p class=\"fine\">{}</p>\n<dl class=\"figures\">",
        Escaped(&population.name),
        population.command,
        Escaped(&population.described)
    )?;
    let whole = &population.whole;
    for (label, rate, of) in [
        ("found", whole.recall, whole.listed),
        ("false alarms", whole.false_alarm_rate, whole.others),
    ] {
        let Some(rate) = rate else { continue };
        writeln!(
            out,
            "<div><dt>{label}, of {of}; 95 % interval {}</dt><dd>{}</dd></div>",
            ends(rate),
            percent(rate.value)
        )?;
    }
    writeln!(
        out,
        "<div><dt>expected calibration error</dt><dd>{:.3}</dd></div><div><dt>Brier score</dt>\
         <dd>{:.3}</dd></div></dl>",
        population.reliability.expected_calibration_error, population.reliability.brier
    )?;
    for (title, groups) in [
        ("By variation", &population.by_variation),
        ("By kind of party", &population.by_kind),
        ("By script", &population.by_script),
        ("By list", &population.by_list),
    ] {
        write_groups(out, title, groups)?;
    }
    writeln!(out, "<div class=\"side\"><div>")?;
    write_thresholds(out, population, threshold)?;
    writeln!(out, "</div><div>")?;
    write_reliability(out, population)?;
    writeln!(out, "</div></div>")?;
    write_mistakes(out, "Worst misses", &population.misses, "should be")?;
    write_mistakes(
        out,
        "Surest false alarms",
        &population.false_alarms,
        "was taken for",
    )?;
    writeln!(out, "</section>")
}

/// Writes what is found and what is a false alarm, each where there is any case.
fn write_groups(out: &mut dyn Write, title: &str, groups: &[Group]) -> io::Result<()> {
    let found: Vec<_> = groups
        .iter()
        .filter_map(|group| Some((group.name.as_str(), group.listed, group.recall?)))
        .collect();
    let alarms: Vec<_> = groups
        .iter()
        .filter_map(|group| Some((group.name.as_str(), group.others, group.false_alarm_rate?)))
        .collect();
    writeln!(out, "<h3>{title}</h3>\n<div class=\"side\">")?;
    write_rates(out, title, "found", &found)?;
    write_rates(out, title, "false alarms", &alarms)?;
    writeln!(out, "</div>")
}

fn write_rates(
    out: &mut dyn Write,
    title: &str,
    measure: &str,
    rates: &[(&str, usize, Rate)],
) -> io::Result<()> {
    if rates.is_empty() {
        return Ok(());
    }
    writeln!(
        out,
        "<div class=\"scroll\"><table class=\"rates\"><thead><tr>\
         <th scope=\"col\"><span class=\"unseen\">{title}</span></th>\
         <th scope=\"col\" class=\"number\">cases</th><th scope=\"col\" class=\"number\">{measure}</th>\
         <th scope=\"col\" class=\"number\">95 % interval</th>\
         <th scope=\"col\" class=\"picture\" aria-hidden=\"true\"><span>0</span><span>100 %</span></th></tr></thead><tbody>"
    )?;
    for (name, count, rate) in rates {
        writeln!(
            out,
            "<tr><th scope=\"row\">{}</th><td class=\"number\">{count}</td>\
             <td class=\"number\">{}</td><td class=\"number\">{}</td><td class=\"picture\">{}</td></tr>",
            Escaped(name),
            percent(rate.value),
            ends(*rate),
            interval(rate.value, rate.low, rate.high)
        )?;
    }
    writeln!(out, "</tbody></table></div>")
}

fn write_thresholds(
    out: &mut dyn Write,
    population: &Population,
    threshold: f64,
) -> io::Result<()> {
    writeln!(
        out,
        "<h3>What other thresholds would report</h3>\n<table><thead><tr><th scope=\"col\">from</th>\
         <th scope=\"col\" class=\"number\">found</th><th scope=\"col\" class=\"number\">missed</th>\
         <th scope=\"col\" class=\"number\">false alarms</th></tr></thead><tbody>"
    )?;
    for cut in &population.thresholds {
        let in_use = if cut.threshold == threshold {
            " (in use)"
        } else {
            ""
        };
        writeln!(
            out,
            "<tr><th scope=\"row\">{:.2}{in_use}</th><td class=\"number\">{}</td>\
             <td class=\"number\">{}</td><td class=\"number\">{}</td></tr>",
            cut.threshold, cut.found, cut.missed, cut.alarms
        )?;
    }
    writeln!(out, "</tbody></table>")
}

fn write_reliability(out: &mut dyn Write, population: &Population) -> io::Result<()> {
    let bins = population.reliability.bins.iter();
    let steps: Vec<Step> = bins
        .filter_map(|bin| {
            bin.right.map(|right| Step {
                mean: bin.mean,
                share: right.value,
                low: right.low,
                high: right.high,
                count: bin.count,
            })
        })
        .collect();
    writeln!(out, "<h3>How right the confidences are</h3>")?;
    reliability(out, "Share of the right among all that is found", &steps)?;
    writeln!(
        out,
        "<p class=\"fine\">On the dashed line a confidence is a probability; under it, it promises too \
         much. Every party that is found counts by itself: another one of much the same name is wrong, \
         however alike. It holds for cases as they are mixed here; among articles that name hardly anybody \
         listed, less of what is found is right.</p>"
    )
}

fn write_mistakes(
    out: &mut dyn Write,
    title: &str,
    mistakes: &[Mistake],
    relation: &str,
) -> io::Result<()> {
    if mistakes.is_empty() {
        return Ok(());
    }
    writeln!(
        out,
        "<h3>{title}</h3>\n<div class=\"scroll\"><table><thead><tr><th scope=\"col\">name</th>\
         <th scope=\"col\">{relation}</th><th scope=\"col\">entity</th><th scope=\"col\">variation</th>\
         <th scope=\"col\" class=\"number\">confidence</th></tr></thead><tbody>"
    )?;
    for mistake in mistakes {
        writeln!(
            out,
            "<tr><th scope=\"row\"><bdi>{}</bdi></th><td><bdi>{}</bdi></td><td class=\"short\"><code>{}</code></td>\
             <td>{}</td><td class=\"number\">{}</td></tr>",
            Escaped(&mistake.query),
            Escaped(&mistake.party),
            Escaped(&mistake.entity_id),
            Escaped(&mistake.variation),
            short(mistake.confidence)
        )?;
    }
    writeln!(out, "</tbody></table></div>")
}

fn write_settings(out: &mut dyn Write, evaluation: &Evaluation) -> io::Result<()> {
    let data = evaluation.data.iter();
    let data: Vec<Value> = data
        .map(|(name, sha256)| json!(format!("{name} (SHA-256 {sha256})")))
        .collect();
    let mut settings = json!({
        "version": evaluation.version,
        "threshold": evaluation.threshold,
        "seed": evaluation.seed,
    });
    match evaluation.samples {
        Some(samples) => settings["samples of a variation"] = json!(samples),
        None => settings["data"] = json!(data),
    }
    writeln!(
        out,
        "<section aria-labelledby=\"settings\"><h2 id=\"settings\">Settings</h2>\n<dl class=\"facts\">"
    )?;
    write_facts(out, &settings)?;
    writeln!(
        out,
        "</dl><p class=\"fine\">Intervals are Wilson\u{2019}s at 95 %. The same lists, data, settings and \
         version give the same figures.</p></section>"
    )
}

fn percent(share: f64) -> String {
    format!("{:.1}\u{a0}%", share * 100.0)
}

fn ends(rate: Rate) -> String {
    format!("{:.1}\u{2013}{:.1}", rate.low * 100.0, rate.high * 100.0)
}
