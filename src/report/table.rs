use std::fmt::Write as _;
use std::io::{self, Write};

use super::Output;
use super::text::Plain;

/// Writes a table with a heading; the cells of the columns in `right` stand at their right.
pub(crate) fn table<const N: usize>(
    out: &mut Output,
    heading: [&str; N],
    right: &[usize],
    rows: &[[String; N]],
) -> io::Result<()> {
    let widths: [usize; N] = std::array::from_fn(|column| {
        let cells = rows.iter().map(|row| row[column].as_str());
        let width = |cell: &str| cell.chars().count();
        cells.chain([heading[column]]).map(width).max().unwrap_or(0)
    });
    let line = |cells: [&str; N]| {
        let mut line = String::new();
        for ((column, cell), width) in cells.iter().enumerate().zip(widths) {
            let cell = Plain(cell).to_string();
            let _ = if right.contains(&column) {
                write!(line, "{cell:>width$}  ")
            } else {
                write!(line, "{cell:<width$}  ")
            };
        }
        line.trim_end().to_owned()
    };
    let style = out.style;
    writeln!(out, "{}", style.bold(&line(heading)))?;
    for row in rows {
        writeln!(out, "{}", line(row.each_ref().map(String::as_str)))?;
    }
    Ok(())
}
