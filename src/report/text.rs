//! Text for eyes.

use std::fmt::{self, Write as _};
use std::io::{self, Write};

use namewatch::{
    Alert, Comparison, DocumentResult, Entity, Field, Hit, Link, ListInfo, NameHit, NameKind,
    Reason,
};

use super::sink::{End, Screened, Sink};
use super::{Fixed, Outcome, Output, Suppressed, Totals};
use crate::document::{Place, Ticket};

/// How text may look.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Style {
    /// Whether terminal colours are used; they never are the only sign of anything.
    pub(crate) color: bool,
}

impl Style {
    pub(super) fn bold(self, text: &str) -> Painted<'_> {
        let (before, after) = if self.color {
            ("\x1b[1m", "\x1b[0m")
        } else {
            ("", "")
        };
        Painted(before, text, after)
    }

    fn mark(self, text: &str) -> Painted<'_> {
        let (before, after) = if self.color {
            ("\x1b[1;7m", "\x1b[0m")
        } else {
            ("«", "»")
        };
        Painted(before, text, after)
    }
}

pub(super) struct Painted<'a>(&'static str, &'a str, &'static str);

impl fmt::Display for Painted<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}{}{}", self.0, Plain(self.1), self.2)
    }
}

/// Foreign text on one line that can do nothing to a terminal: line breaks are blanks, other
/// control characters and those that turn the direction of writing are replaced.
pub(crate) struct Plain<'a>(pub(crate) &'a str);

impl fmt::Display for Plain<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for c in self.0.chars() {
            f.write_char(match c {
                '\n' | '\r' | '\t' | '\u{85}' | '\u{2028}' | '\u{2029}' => ' ',
                '\u{202A}'..='\u{202E}' | '\u{2066}'..='\u{2069}' => '\u{FFFD}',
                c if c.is_control() => '\u{FFFD}',
                c => c,
            })?;
        }
        Ok(())
    }
}

/// A confidence cut, not rounded, to three decimals: it never reads as more than it is.
pub(super) fn short(confidence: f64) -> Fixed<3> {
    // The small part makes up for decimals that have no exact binary form.
    Fixed(((confidence + 1e-9) * 1000.0).floor() / 1000.0)
}

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

/// The line that ends a look-up: how much was found, on which lists of which day.
pub(crate) fn lookup_summary(names: u64, hits: u64, min_confidence: f64, scope: &Scope) -> String {
    let lists = days(&scope.lists);
    let (names, place) = (counted(names, "name"), scope.place());
    match hits {
        0 => format!("{names}: nothing at or over {min_confidence} {place} these lists: {lists}"),
        hits => {
            let hits = counted(hits, "hit");
            format!("{names}: {hits} at or over {min_confidence} {place} these lists: {lists}")
        }
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

/// The line that ends a screening: what was screened, what was found, on which lists of which day.
pub(crate) fn summary(totals: &Totals, min_confidence: f64, scope: &Scope) -> String {
    let mut text = format!(
        "{}: {} screened",
        counted(totals.seen, "document"),
        totals.screened
    );
    if totals.unchanged > 0 {
        let _ = write!(text, ", {} unchanged", totals.unchanged);
    }
    if totals.empty > 0 {
        let _ = write!(text, " ({} empty)", totals.empty);
    }
    let _ = write!(text, ", {} skipped; ", totals.skipped);
    let place = scope.place();
    if totals.known() == 0 {
        text.push_str("nothing was screened against ");
    } else if !totals.has_text() {
        text.push_str("there was no text to screen against ");
    } else if totals.hits == 0 {
        let _ = write!(
            text,
            "nothing at or over {min_confidence} {place} these lists: "
        );
    } else {
        let hits = counted(totals.hits, "hit");
        let documents = counted(totals.documents_with_hits, "document");
        let _ = write!(
            text,
            "{hits} at or over {min_confidence} in {documents}, {place} "
        );
    }
    text.push_str(&days(&scope.lists));
    if totals.suppressed > 0 {
        let hits = counted(totals.suppressed, "hit");
        let _ = write!(text, "; {hits} left out as decided");
    }
    text
}

/// What a verdict is about.
pub(crate) struct Scope {
    /// The lists of which something was screened against.
    pub(crate) lists: Vec<ListInfo>,
    /// Whether that is only what changed on them.
    pub(crate) only_changes: bool,
}

impl Scope {
    fn place(&self) -> &'static str {
        if self.only_changes {
            "among what changed on"
        } else {
            "on"
        }
    }
}

/// The lists with their publishers' dates: `un-sc of 2026-02-01`.
fn days(lists: &[ListInfo]) -> String {
    let of_day = |list: &ListInfo| {
        let day = list.published.as_deref();
        let day = day.map_or_else(|| "without a date".to_owned(), |day| format!("of {day}"));
        let sort = if list.demonstration {
            " (a demonstration)"
        } else {
            ""
        };
        format!("{} {day}{sort}", Plain(&list.id))
    };
    lists.iter().map(of_day).collect::<Vec<_>>().join(", ")
}

fn counted(number: u64, what: &str) -> String {
    let plural = if number == 1 { "" } else { "s" };
    format!("{number} {what}{plural}")
}

/// Writes all that is known of one entity, and what it is linked to on other lists.
pub(crate) fn record(
    out: &mut dyn Write,
    style: Style,
    entity: &Entity,
    links: &[Link],
) -> io::Result<()> {
    writeln!(out, "{}", style.bold(entity.primary_name()))?;
    let mut fact = |label: &str, value: &str| {
        if value.is_empty() {
            return Ok(());
        }
        writeln!(out, "  {label:<16}{}", Plain(value))
    };
    fact("id", &entity.id)?;
    fact("kind", entity.kind.as_str())?;
    for name in entity.names.iter().skip(1) {
        fact(&name.kind.as_str().replace('_', " "), &name.text)?;
    }
    fact("gender", entity.gender.map_or("", |gender| gender.as_str()))?;
    for date in &entity.birth_dates {
        fact("birth date", &date.to_string())?;
    }
    for (label, values) in [
        ("birth place", &entity.birth_places),
        ("country", &entity.countries),
        ("address", &entity.addresses),
        ("title", &entity.titles),
        ("programme", &entity.programmes),
    ] {
        for value in values {
            fact(label, value)?;
        }
    }
    for identifier in &entity.identifiers {
        let country = identifier.country.as_deref();
        let country = country.map_or_else(String::new, |country| format!(" ({country})"));
        fact(
            &identifier.kind.replace('_', " "),
            &format!("{}{country}", identifier.value),
        )?;
    }
    if let Some(vehicle) = &entity.vehicle {
        for (label, value) in [
            ("type", &vehicle.kind),
            ("flag", &vehicle.flag),
            ("owner", &vehicle.owner),
            ("tonnage", &vehicle.tonnage),
            ("gross tonnage", &vehicle.gross_tonnage),
            ("built", &vehicle.built),
        ] {
            fact(label, value.as_deref().unwrap_or(""))?;
        }
        for flag in &vehicle.former_flags {
            fact("former flag", flag)?;
        }
    }
    if let Some(date) = entity.listed_on {
        fact("listed on", &date.to_string())?;
    }
    for id in &entity.listed_as {
        if !links.iter().any(|link| link.entity_id == *id) {
            fact("also listed", id)?;
        }
    }
    for link in links {
        fact("also listed", &format!("{} ({link})", link.entity_id))?;
    }
    fact("remarks", entity.remarks.as_deref().unwrap_or(""))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn foreign_text_can_do_nothing_to_a_terminal() {
        assert_eq!(
            Plain("a\nb\t\x1b[2J\u{9b}\u{202e}c\u{e9}").to_string(),
            "a b \u{fffd}[2J\u{fffd}\u{fffd}c\u{e9}"
        );
    }

    #[test]
    fn a_confidence_never_reads_as_more_than_it_is() {
        for (confidence, text) in [
            (0.999_999, "0.999"),
            (0.499_999, "0.499"),
            (0.5, "0.500"),
            (0.29, "0.290"),
            (0.000_001, "0.000"),
        ] {
            assert_eq!(short(confidence).to_string(), text);
        }
    }

    #[test]
    fn marks_replace_colour_where_there_is_none() {
        let marked = |color| Style { color }.mark("X").to_string();
        assert_eq!(marked(false), "«X»");
        assert_eq!(marked(true), "\x1b[1;7mX\x1b[0m");
    }
}
