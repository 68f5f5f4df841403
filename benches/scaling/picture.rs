//! Lines in three panels side by side, as an SVG that is readable on light and dark pages.

use std::fmt::Write;

const WIDTH: f64 = 280.0;
const HEIGHT: f64 = 200.0;
const LEFT: f64 = 56.0;
const TOP: f64 = 40.0;
const BETWEEN: f64 = 84.0;
const BELOW: f64 = 56.0;

/// One diagram: how something grows with something else, both on a scale of powers.
pub(crate) struct Panel {
    pub(crate) title: &'static str,
    pub(crate) across: &'static str,
    pub(crate) up: &'static str,
    /// Each at least two, all greater than 0.
    pub(crate) points: Vec<(f64, f64)>,
}

/// The panels as one picture.
pub(crate) fn svg(panels: &[Panel]) -> String {
    let width = panels.len() as f64 * (WIDTH + BETWEEN) + LEFT - BETWEEN + 24.0;
    let height = TOP + HEIGHT + BELOW;
    let mut out = format!(
        "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 {width} {height}\" \
         font-family=\"sans-serif\" font-size=\"12\" fill=\"#777\" role=\"img\">\n"
    );
    for (number, panel) in panels.iter().enumerate() {
        let left = LEFT + number as f64 * (WIDTH + BETWEEN);
        draw(panel, left, &mut out);
    }
    out.push_str("</svg>\n");
    out
}

fn draw(panel: &Panel, left: f64, out: &mut String) {
    let across = Scale::of(panel.points.iter().map(|point| point.0));
    let up = Scale::of(panel.points.iter().map(|point| point.1));
    let x = |value: f64| left + across.place(value) * WIDTH;
    let y = |value: f64| TOP + HEIGHT - up.place(value) * HEIGHT;
    let (right, bottom) = (left + WIDTH, TOP + HEIGHT);
    let _ = writeln!(
        out,
        "<text x=\"{left}\" y=\"16\" font-weight=\"bold\">{}</text>\n\
         <text x=\"{left}\" y=\"32\">{}</text>\n\
         <text x=\"{right}\" y=\"{}\" text-anchor=\"end\">{}</text>",
        panel.title,
        panel.up,
        bottom + 40.0,
        panel.across
    );
    for value in up.marks() {
        let _ = writeln!(
            out,
            "<path d=\"M{left} {0:.1}H{right}\" stroke=\"#777\" stroke-opacity=\".25\"/>\
             <text x=\"{1}\" y=\"{2:.1}\" text-anchor=\"end\">{3}</text>",
            y(value),
            left - 6.0,
            y(value) + 4.0,
            short(value)
        );
    }
    for value in across.marks() {
        let _ = writeln!(
            out,
            "<text x=\"{:.1}\" y=\"{}\" text-anchor=\"middle\">{}</text>",
            x(value),
            bottom + 18.0,
            short(value)
        );
    }
    let line: Vec<String> = panel
        .points
        .iter()
        .map(|&(across, up)| format!("{:.1},{:.1}", x(across), y(up)))
        .collect();
    let _ = writeln!(
        out,
        "<polyline points=\"{}\" fill=\"none\" stroke=\"#2a7de1\" stroke-width=\"2\"/>",
        line.join(" ")
    );
    for point in &line {
        let (cx, cy) = point.split_once(',').expect("two numbers");
        let _ = writeln!(
            out,
            "<circle cx=\"{cx}\" cy=\"{cy}\" r=\"3\" fill=\"#2a7de1\"/>"
        );
    }
}

/// A scale of powers between two marks.
struct Scale {
    marks: Vec<f64>,
}

impl Scale {
    fn of(values: impl Iterator<Item = f64> + Clone) -> Self {
        let least = values.clone().fold(f64::INFINITY, f64::min);
        let most = values.fold(0.0, f64::max);
        let step = if most / least > 20.0 { 10.0 } else { 2.0 };
        let mut mark = 1.0;
        while mark > least {
            mark /= step;
        }
        while mark * step <= least {
            mark *= step;
        }
        let mut marks = vec![mark];
        while mark < most {
            mark *= step;
            marks.push(mark);
        }
        Self { marks }
    }

    fn marks(&self) -> impl Iterator<Item = f64> + '_ {
        self.marks.iter().copied()
    }

    /// From 0 to 1.
    fn place(&self, value: f64) -> f64 {
        let (least, most) = (self.marks[0], self.marks[self.marks.len() - 1]);
        libm::log(value / least) / libm::log(most / least).max(f64::MIN_POSITIVE)
    }
}

fn short(value: f64) -> String {
    match value {
        1e6.. => format!("{} M", round(value / 1e6)),
        1e3.. => format!("{} k", round(value / 1e3)),
        _ => round(value),
    }
}

/// Two digits that count.
fn round(value: f64) -> String {
    match value {
        10.0.. => format!("{value:.0}"),
        1.0.. => format!("{value:.1}").trim_end_matches(".0").to_owned(),
        _ => format!("{value:.3}").trim_end_matches('0').to_owned(),
    }
}
