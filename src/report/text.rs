//! Text for eyes.

mod record;
mod style;
mod summary;

use std::io::{self, Write};

use namewatch::{Alert, Comparison, DocumentResult, Field, Hit, NameHit, NameKind, Reason};

use super::sink::{End, Screened, Sink};
use super::{Fixed, Outcome, Output, Suppressed};
use crate::document::{Place, Ticket};

pub(crate) use record::record;
pub(super) use style::short;
pub(crate) use style::{Plain, Style};
pub(crate) use summary::{Scope, is_summary, lookup_summary, summary};

/// Writes the hits of `screen`.
pub(crate) struct TextSink {
    output: Output,
    /// Whether a document without a hit is told of.
    explains: bool,
}

impl TextSink {
    pub(super) fn new(output: Output, explains: bool) -> Self {
        Self { output, explains }
    }
}

impl Sink for TextSink {
    fn document(&mut self, screened: &Screened<'_>) -> io::Result<()> {
        let style = self.output.style;
        let out = &mut self.output;
        let is_screened = matches!(screened.outcome, Outcome::Screened | Outcome::Unchanged);
        let is_bare = screened.result.hits.is_empty();
        if !is_bare {
            hits(out, style, screened.ticket, screened.result)?;
        }
        if !screened.suppressed.is_empty() {
            suppressed(out, style, screened.ticket, screened.suppressed, is_bare)?;
        } else if is_bare && self.explains && is_screened {
            no_candidate(out, style, screened.ticket)?;
        }
        out.show()
    }

    fn output(&mut self) -> io::Result<&mut Output> {
        Ok(&mut self.output)
    }

    fn close(mut self: Box<Self>, end: &End<'_>) -> io::Result<(Output, bool)> {
        if let Some(summary) = end.summary {
            writeln!(self.output, "{summary}")?;
        }
        Ok((self.output, true))
    }
}

/// So many places of an alert are shown with the text around them; of others only where they are.
const SHOWN_PLACES: usize = 5;

/// Writes the hits of one document: a heading, then each party with its listings, the surest
/// mention, the reasons, and the other places.
fn hits(
    out: &mut dyn Write,
    style: Style,
    ticket: &Ticket,
    result: &DocumentResult,
) -> io::Result<()> {
    heading(out, style, ticket)?;
    for alert in result.alerts() {
        writeln!(out)?;
        self::alert(out, style, ticket, &alert)?;
    }
    writeln!(out)
}

/// Writes the hits of one document that are not reported, after those that are, if there are any.
fn suppressed(
    out: &mut dyn Write,
    style: Style,
    ticket: &Ticket,
    hits: &[Suppressed],
    is_first: bool,
) -> io::Result<()> {
    if is_first {
        heading(out, style, ticket)?;
    }
    for hit in hits {
        let part = if hit.field == "title" { "title " } else { "" };
        writeln!(
            out,
            "  left out: {}  ({part}{}-{}), {} ({}): decision {}, by {}: {}",
            style.mark(&hit.surface),
            hit.start,
            hit.end,
            Plain(&hit.name),
            Plain(&hit.entity_id),
            hit.decision,
            Plain(&hit.who),
            Plain(&hit.why)
        )?;
    }
    writeln!(out)
}

fn alert(out: &mut dyn Write, style: Style, ticket: &Ticket, alert: &Alert<'_>) -> io::Result<()> {
    let best = alert.best();
    for listing in &alert.listings {
        entity_line(out, style, &listing.best.into())?;
    }
    if !alert.also_listed.is_empty() {
        let others = alert.also_listed.join(", ");
        writeln!(out, "         also listed: {}", Plain(&others))?;
    }
    write!(out, "         ")?;
    mention(out, style, ticket.place_of(best), best)?;
    by_its_name(out, &best.into())?;
    reasons(out, &best.explanation)?;
    let is_other =
        |hit: &&Hit| (hit.field, hit.start, hit.end) != (best.field, best.start, best.end);
    let others: Vec<&Hit> = alert.places().into_iter().filter(is_other).collect();
    for hit in others.iter().take(SHOWN_PLACES) {
        write!(out, "  {}  ", short(hit.confidence))?;
        mention(out, style, ticket.place_of(hit), hit)?;
    }
    if let Some(rest) = others.get(SHOWN_PLACES..).filter(|rest| !rest.is_empty()) {
        let places = rest.iter().map(|hit| place(hit));
        let places = places.collect::<Vec<_>>().join(", ");
        writeln!(out, "         also at: {places}")?;
    }
    Ok(())
}

/// Writes that a document holds nothing that resembles the entity asked for.
fn no_candidate(out: &mut dyn Write, style: Style, ticket: &Ticket) -> io::Result<()> {
    heading(out, style, ticket)?;
    writeln!(out, "  no part of it resembles a name of the entity\n")
}

/// Writes which document it is and, where its name does not tell, where it stands.
fn heading(out: &mut dyn Write, style: Style, ticket: &Ticket) -> io::Result<()> {
    write!(out, "{}", style.bold(&ticket.document))?;
    if ticket.line.is_some() {
        write!(out, "  ({})", Plain(&ticket.place().to_string()))?;
    }
    writeln!(out)
}

/// Writes the sentence of a hit, the mention marked, and where it stands.
fn mention(out: &mut dyn Write, style: Style, part: Option<Place>, hit: &Hit) -> io::Result<()> {
    write!(
        out,
        "{}{}{}  ({}",
        Plain(hit.excerpt.before.trim_start()),
        style.mark(&hit.surface),
        Plain(hit.excerpt.after.trim_end()),
        place(hit)
    )?;
    if let Some(part) = part {
        write!(out, ", {part}")?;
    }
    if let Some(full) = hit.refers_to {
        write!(out, ", short for the mention at {full}")?;
    }
    writeln!(out, ")")
}

fn place(hit: &Hit) -> String {
    let part = match hit.field {
        Field::Title => "title ",
        Field::Text => "",
    };
    format!("{part}{}-{}", hit.start, hit.end)
}

/// What hits in texts and of names have in common.
struct EntityBlock<'a> {
    confidence: f64,
    entity_id: &'a str,
    kind: &'a str,
    list: &'a str,
    name: &'a str,
    matched_name: &'a str,
    name_kind: NameKind,
    explanation: &'a [Reason],
}

impl<'a> From<&'a Hit> for EntityBlock<'a> {
    fn from(hit: &'a Hit) -> Self {
        Self {
            confidence: hit.confidence,
            entity_id: &hit.entity_id,
            kind: hit.kind.as_str(),
            list: &hit.list,
            name: &hit.name,
            matched_name: &hit.matched_name,
            name_kind: hit.name_kind,
            explanation: &hit.explanation,
        }
    }
}

impl<'a> From<&'a NameHit> for EntityBlock<'a> {
    fn from(hit: &'a NameHit) -> Self {
        Self {
            confidence: hit.confidence,
            entity_id: &hit.entity_id,
            kind: hit.kind.as_str(),
            list: &hit.list,
            name: &hit.name,
            matched_name: &hit.matched_name,
            name_kind: hit.name_kind,
            explanation: &hit.explanation,
        }
    }
}

fn entity(out: &mut dyn Write, style: Style, hit: &EntityBlock<'_>) -> io::Result<()> {
    entity_line(out, style, hit)?;
    by_its_name(out, hit)?;
    reasons(out, hit.explanation)
}

fn entity_line(out: &mut dyn Write, style: Style, hit: &EntityBlock<'_>) -> io::Result<()> {
    writeln!(
        out,
        "  {}  {}, {} on {} ({})",
        short(hit.confidence),
        style.bold(hit.name),
        hit.kind,
        Plain(hit.list),
        Plain(hit.entity_id)
    )
}

/// Writes which of the entity's names it is, where that is not the primary one.
fn by_its_name(out: &mut dyn Write, hit: &EntityBlock<'_>) -> io::Result<()> {
    if hit.matched_name == hit.name {
        return Ok(());
    }
    let kind = hit.name_kind.as_str().replace('_', " ");
    writeln!(out, "         by its {kind}: {}", Plain(hit.matched_name))
}

fn reasons(out: &mut dyn Write, reasons: &[Reason]) -> io::Result<()> {
    for reason in reasons {
        let sign = if reason.effect < 0.0 { '-' } else { '+' };
        let effect = Fixed::<2>(reason.effect.abs());
        writeln!(out, "         {sign}{effect:>6}  {}", Plain(&reason.reason))?;
    }
    Ok(())
}

/// Writes what looking a name up gave, with OFAC's sort of score where `ofac` gives one.
pub(crate) fn lookup(
    out: &mut dyn Write,
    style: Style,
    heading: &str,
    hits: &[NameHit],
    min_confidence: f64,
    ofac: impl Fn(&NameHit) -> Option<u8>,
) -> io::Result<()> {
    writeln!(out, "{}", style.bold(heading))?;
    if hits.is_empty() {
        writeln!(out, "  nothing at or over {min_confidence}")?;
    }
    for hit in hits {
        entity(out, style, &hit.into())?;
        ofac_line(out, ofac(hit))?;
    }
    writeln!(out)
}

fn ofac_line(out: &mut dyn Write, score: Option<u8>) -> io::Result<()> {
    match score {
        Some(score) => writeln!(out, "         OFAC-style score: {score} of 100"),
        None => Ok(()),
    }
}

/// Writes how two names compare.
pub(crate) fn comparison(
    out: &mut dyn Write,
    comparison: &Comparison,
    verdict: &str,
    ofac_score: Option<u8>,
) -> io::Result<()> {
    let verdict = verdict.replace('_', " ");
    writeln!(out, "{}  {verdict}", Fixed::<6>(comparison.confidence))?;
    reasons(out, &comparison.explanation)?;
    ofac_line(out, ofac_score)
}
