//! Hits as a table: the columns are the keys of JSON lines, what is several stands in one cell.

use std::borrow::Cow;
use std::io::{self, Write};

use namewatch::{Comparison, Hit, NameHit, Reason};

use super::jsonl::field_name;
use super::sink::{End, Screened, Sink};
use super::{Fixed, Output};
use crate::document::Ticket;

const COLUMNS: [&str; 20] = [
    "document",
    "start",
    "end",
    "byte_start",
    "byte_end",
    "surface",
    "entity_id",
    "list",
    "kind",
    "name",
    "matched_name",
    "name_kind",
    "confidence",
    "also_listed",
    "explanation",
    "log_odds",
    "field",
    "source",
    "refers_to",
    "place",
];

/// The columns of `lookup`; its two names would have one name otherwise.
const LOOKUP_COLUMNS: [&str; 12] = [
    "query",
    "query_name",
    "entity_id",
    "list",
    "kind",
    "name",
    "matched_name",
    "name_kind",
    "confidence",
    "explanation",
    "log_odds",
    "ofac_score",
];

/// Writes the hits of `screen`, a row each.
pub(crate) struct CsvSink(Output);

impl CsvSink {
    /// Writes the heading.
    pub(super) fn begin(mut output: Output) -> io::Result<Self> {
        row(&mut output, COLUMNS.map(Cow::Borrowed))?;
        Ok(Self(output))
    }
}

impl Sink for CsvSink {
    fn document(&mut self, screened: &Screened<'_>) -> io::Result<()> {
        for hit in &screened.result.hits {
            row(&mut self.0, cells(screened.ticket, hit))?;
        }
        self.0.show()
    }

    fn output(&mut self) -> io::Result<&mut Output> {
        Ok(&mut self.0)
    }

    fn close(self: Box<Self>, _end: &End<'_>) -> io::Result<(Output, bool)> {
        Ok((self.0, false))
    }
}

fn cells<'a>(ticket: &'a Ticket, hit: &'a Hit) -> [Cow<'a, str>; COLUMNS.len()] {
    [
        ticket.document.as_str().into(),
        hit.start.to_string().into(),
        hit.end.to_string().into(),
        hit.byte_start.to_string().into(),
        hit.byte_end.to_string().into(),
        hit.surface.as_str().into(),
        (&*hit.entity_id).into(),
        (&*hit.list).into(),
        hit.kind.as_str().into(),
        (&*hit.name).into(),
        (&*hit.matched_name).into(),
        hit.name_kind.as_str().into(),
        Fixed::<6>(hit.confidence).to_string().into(),
        hit.also_listed.join("; ").into(),
        explanation(&hit.explanation).into(),
        Fixed::<4>(hit.log_odds).to_string().into(),
        field_name(hit.field).into(),
        (&*ticket.source).into(),
        hit.refers_to
            .map_or_else(String::new, |at| at.to_string())
            .into(),
        ticket
            .place_of(hit)
            .map_or_else(String::new, |place| place.to_string())
            .into(),
    ]
}

/// Writes the heading of what `lookup` gives.
pub(crate) fn lookup_heading(out: &mut dyn Write, with_ofac: bool) -> io::Result<()> {
    let columns = LOOKUP_COLUMNS.map(Cow::Borrowed).into_iter();
    row(out, columns.take(lookup_columns(with_ofac)))
}

/// Writes what looking a name up gave, a row for each hit; one with empty cells where that is nothing.
pub(crate) fn lookup(
    out: &mut dyn Write,
    id: &str,
    name: &str,
    hits: &[NameHit],
    with_ofac: bool,
    ofac: impl Fn(&NameHit) -> Option<u8>,
) -> io::Result<()> {
    let query: [Cow<str>; 2] = [id.into(), name.into()];
    let columns = lookup_columns(with_ofac);
    if hits.is_empty() {
        let empty = std::iter::repeat_n(Cow::Borrowed(""), columns - query.len());
        return row(out, query.into_iter().chain(empty));
    }
    for hit in hits {
        let found: [Cow<str>; 10] = [
            (&*hit.entity_id).into(),
            (&*hit.list).into(),
            hit.kind.as_str().into(),
            (&*hit.name).into(),
            (&*hit.matched_name).into(),
            hit.name_kind.as_str().into(),
            Fixed::<6>(hit.confidence).to_string().into(),
            explanation(&hit.explanation).into(),
            Fixed::<4>(hit.log_odds).to_string().into(),
            ofac(hit)
                .map_or_else(String::new, |score| score.to_string())
                .into(),
        ];
        row(out, query.clone().into_iter().chain(found).take(columns))?;
    }
    Ok(())
}

fn lookup_columns(with_ofac: bool) -> usize {
    LOOKUP_COLUMNS.len() - usize::from(!with_ofac)
}

/// Writes how sure it is that two names are one party's, as a table of one row.
pub(crate) fn comparison(
    out: &mut dyn Write,
    names: [&str; 2],
    comparison: &Comparison,
    verdict: &str,
    ofac: Option<u8>,
) -> io::Result<()> {
    let columns = ["name1", "name2", "confidence", "verdict", "ofac_score"];
    let added = usize::from(ofac.is_some());
    row(out, columns.into_iter().take(4 + added).map(Cow::Borrowed))?;
    let cells: [Cow<str>; 5] = [
        names[0].into(),
        names[1].into(),
        Fixed::<6>(comparison.confidence).to_string().into(),
        verdict.into(),
        ofac.map_or_else(String::new, |score| score.to_string())
            .into(),
    ];
    row(out, cells.into_iter().take(4 + added))
}

/// Writes a table of strings under a heading.
pub(crate) fn table<const N: usize>(
    out: &mut dyn Write,
    heading: [&str; N],
    rows: &[[String; N]],
) -> io::Result<()> {
    row(out, heading.map(Cow::Borrowed))?;
    let mut rows = rows.iter();
    rows.try_for_each(|cells| row(out, cells.iter().map(|cell| cell.as_str().into())))
}

/// `base rate -2.6000 | agrees on PUTIN: rare +3.4000`: a reason may hold a semicolon.
fn explanation(reasons: &[Reason]) -> String {
    let reason = |reason: &Reason| {
        let sign = if reason.effect < 0.0 { '-' } else { '+' };
        format!(
            "{} {sign}{}",
            reason.reason,
            Fixed::<4>(reason.effect.abs())
        )
    };
    reasons.iter().map(reason).collect::<Vec<_>>().join(" | ")
}

/// Writes a row, no cell of which is a formula.
fn row<'a>(out: &mut dyn Write, cells: impl IntoIterator<Item = Cow<'a, str>>) -> io::Result<()> {
    let mut writer = csv::WriterBuilder::new().from_writer(out);
    for cell in cells {
        writer.write_field(&*harmless(&cell))?;
    }
    writer.write_record(None::<&[u8]>)?;
    writer.flush()
}

/// A spreadsheet takes a cell that begins with one of these for a formula.
pub(crate) fn harmless(cell: &str) -> Cow<'_, str> {
    if cell.starts_with(['=', '+', '-', '@']) {
        format!("'{cell}").into()
    } else {
        cell.into()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn cells_can_not_become_formulas() {
        assert_eq!(harmless("=1+1"), "'=1+1");
        assert_eq!(harmless("-x"), "'-x");
        assert_eq!(harmless("a=b"), "a=b");
    }

    #[test]
    fn reasons_read_like_a_sum() {
        let reason = |reason: &str, effect| Reason {
            reason: reason.to_owned(),
            effect,
        };
        let reasons = [reason("base rate", -2.6), reason("agrees on PUTIN", 3.25)];
        assert_eq!(
            explanation(&reasons),
            "base rate -2.6000 | agrees on PUTIN +3.2500"
        );
    }
}
