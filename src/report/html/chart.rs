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
