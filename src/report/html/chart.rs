//! Charts as inline SVG, each readable without seeing it.

use std::fmt::Write as _;
use std::io::{self, Write};

use super::page::Escaped;

/// Width and height of a column chart in its own units.
const WIDTH: f64 = 320.0;
const HEIGHT: f64 = 120.0;

/// Columns side by side, each with its number on top and its label below.
pub(in crate::report) fn columns(
    out: &mut dyn Write,
    title: &str,
    columns: &[(String, u64)],
) -> io::Result<()> {
    let most = columns
        .iter()
        .map(|&(_, count)| count)
        .max()
        .unwrap_or(0)
        .max(1) as f64;
    let step = WIDTH / columns.len().max(1) as f64;
    let told: Vec<String> = columns
        .iter()
        .map(|(label, count)| format!("from {label}: {count}"))
        .collect();
    let mut bars = String::new();
    for (at, (label, count)) in columns.iter().enumerate() {
        let height = *count as f64 / most * HEIGHT;
        let (left, top) = (at as f64 * step, HEIGHT - height + 14.0);
        let middle = left + step / 2.0;
        let _ = write!(
            bars,
            "<rect class=\"bar\" x=\"{:.1}\" y=\"{top:.1}\" width=\"{:.1}\" height=\"{height:.1}\"/>",
            left + 2.0,
            step - 4.0,
        );
        if *count > 0 {
            let above = top - 4.0;
            let _ = write!(
                bars,
                "<text x=\"{middle:.1}\" y=\"{above:.1}\">{count}</text>"
            );
        }
        let _ = write!(
            bars,
            "<text class=\"axis\" x=\"{middle:.1}\" y=\"{:.1}\">{}</text>",
            HEIGHT + 28.0,
            Escaped(label)
        );
    }
    writeln!(
        out,
        "<figure><figcaption>{}</figcaption>\
         <svg viewBox=\"0 0 {WIDTH} {:.0}\" role=\"img\" aria-label=\"{}\">{bars}\
         <path class=\"line\" d=\"M0 {:.1}H{WIDTH}\"/></svg></figure>",
        Escaped(title),
        HEIGHT + 34.0,
        Escaped(format!("{title}: {}", told.join(", "))),
        HEIGHT + 14.5,
    )
}

/// Bars, one a line, as a table.
pub(in crate::report) fn bars(
    out: &mut dyn Write,
    title: &str,
    rows: &[(String, u64)],
) -> io::Result<()> {
    let most = rows
        .iter()
        .map(|&(_, count)| count)
        .max()
        .unwrap_or(0)
        .max(1) as f64;
    writeln!(
        out,
        "<figure><figcaption>{}</figcaption><table class=\"bars\"><tbody>",
        Escaped(title)
    )?;
    for (label, count) in rows {
        let width = *count as f64 / most * 100.0;
        writeln!(
            out,
            "<tr><th scope=\"row\">{}</th><td class=\"number\">{count}</td><td class=\"track\">\
             <svg viewBox=\"0 0 100 8\" preserveAspectRatio=\"none\" aria-hidden=\"true\">\
             <rect class=\"bar\" width=\"{width:.1}\" height=\"8\"/></svg></td></tr>",
            Escaped(label)
        )?;
    }
    writeln!(out, "</tbody></table></figure>")
}

/// A share with its interval on a line from 0 to 1, for a cell of a table.
pub(in crate::report) fn interval(value: f64, low: f64, high: f64) -> String {
    let [value, low, high] = [value, low, high].map(|share| share * 100.0);
    format!(
        "<svg class=\"interval\" viewBox=\"0 0 100 8\" preserveAspectRatio=\"none\" \
         aria-hidden=\"true\"><path class=\"rail\" d=\"M0 4H100\"/>\
         <rect class=\"bar\" x=\"{low:.2}\" y=\"2.5\" width=\"{:.2}\" height=\"3\"/>\
         <rect class=\"point\" x=\"{:.2}\" width=\"1\" height=\"8\"/></svg>",
        (high - low).max(0.4),
        (value - 0.5).clamp(0.0, 99.0),
    )
}

/// A step of a reliability diagram: the mean confidence, the share of the right, the ends of its
/// interval.
pub(in crate::report) struct Step {
    pub(in crate::report) mean: f64,
    pub(in crate::report) share: f64,
    pub(in crate::report) low: f64,
    pub(in crate::report) high: f64,
    pub(in crate::report) count: usize,
}

/// Confidences against the truth: on the diagonal they are right.
pub(in crate::report) fn reliability(
    out: &mut dyn Write,
    title: &str,
    steps: &[Step],
) -> io::Result<()> {
    const SIDE: f64 = 220.0;
    const LEFT: f64 = 46.0;
    const TOP: f64 = 8.0;
    let across = |share: f64| LEFT + share * SIDE;
    let down = |share: f64| TOP + (1.0 - share) * SIDE;
    let mut marks = String::new();
    let mut told = Vec::new();
    for tick in [0.0, 0.25, 0.5, 0.75, 1.0] {
        let _ = write!(
            marks,
            "<path class=\"grid\" d=\"M{0:.1} {1:.1}H{2:.1}M{3:.1} {4:.1}V{5:.1}\"/>\
             <text class=\"axis\" x=\"{3:.1}\" y=\"{6:.1}\">{tick}</text>\
             <text class=\"axis end\" x=\"{7:.1}\" y=\"{8:.1}\">{tick}</text>",
            across(0.0),
            down(tick),
            across(1.0),
            across(tick),
            down(0.0),
            down(1.0),
            down(0.0) + 14.0,
            LEFT - 6.0,
            down(tick) + 3.5,
        );
    }
    let _ = write!(
        marks,
        "<path class=\"line diagonal\" d=\"M{:.1} {:.1}L{:.1} {:.1}\"/>",
        across(0.0),
        down(0.0),
        across(1.0),
        down(1.0)
    );
    for step in steps {
        let x = across(step.mean);
        let _ = write!(
            marks,
            "<path class=\"whisker\" d=\"M{x:.1} {:.1}V{:.1}\"/>\
             <circle class=\"bar\" cx=\"{x:.1}\" cy=\"{:.1}\" r=\"3.5\"/>",
            down(step.low),
            down(step.high),
            down(step.share)
        );
        told.push(format!(
            "at {:.2} right {:.2} of {}",
            step.mean, step.share, step.count
        ));
    }
    writeln!(
        out,
        "<figure class=\"square\"><figcaption>{}</figcaption><svg viewBox=\"0 0 {:.0} {:.0}\" \
         role=\"img\" aria-label=\"{}\">{marks}<text class=\"axis\" x=\"{:.1}\" y=\"{:.1}\">mean \
         confidence</text><text class=\"axis\" transform=\"translate(9 {:.1}) rotate(-90)\">share that is \
         right</text></svg></figure>",
        Escaped(title),
        LEFT + SIDE + 12.0,
        TOP + SIDE + 32.0,
        Escaped(format!("{title}: {}", told.join(", "))),
        across(0.5),
        down(0.0) + 28.0,
        down(0.5),
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_chart_tells_its_numbers_in_words_too() {
        let mut out = Vec::new();
        let made = [("0.5".to_owned(), 3), ("<b>".to_owned(), 0)];
        columns(&mut out, "Alerts", &made).unwrap();
        bars(&mut out, "Hits", &made).unwrap();
        let out = String::from_utf8(out).unwrap();
        assert!(
            out.contains("aria-label=\"Alerts: from 0.5: 3, from &lt;b&gt;: 0\""),
            "{out}"
        );
        assert!(
            out.contains("width=\"100.0\"") && !out.contains("<b>"),
            "{out}"
        );
        assert!(!out.contains("NaN"));
    }
}
