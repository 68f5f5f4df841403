//! One JSON object a line. Keys keep their order; new ones are only ever added at the end.

use std::io::{self, Write};

use namewatch::{Comparison, Entity, Field, Hit, Link, ListInfo, NameHit, OwnRecord, Reason};
use serde::Serialize;

use super::sink::{End, Screened, Sink};
use super::{Fixed, Output};
use crate::document::{Place, Ticket};

#[derive(Serialize)]
struct HitLine<'a> {
    document: &'a str,
    start: usize,
    end: usize,
    byte_start: usize,
    byte_end: usize,
    surface: &'a str,
    entity_id: &'a str,
    list: &'a str,
    kind: &'a str,
    name: &'a str,
    matched_name: &'a str,
    name_kind: &'a str,
    confidence: Fixed<6>,
    also_listed: Vec<&'a str>,
    explanation: Vec<ReasonPart<'a>>,
    log_odds: Fixed<4>,
    field: &'a str,
    source: &'a str,
    refers_to: Option<usize>,
    place: Option<Place>,
}

#[derive(Serialize)]
struct ReasonPart<'a> {
    reason: &'a str,
    effect: Fixed<4>,
}

#[derive(Serialize)]
struct LookupLine<'a> {
    query: &'a str,
    name: &'a str,
    hits: Vec<NameHitPart<'a>>,
}

#[derive(Serialize)]
struct NameHitPart<'a> {
    entity_id: &'a str,
    list: &'a str,
    kind: &'a str,
    name: &'a str,
    matched_name: &'a str,
    name_kind: &'a str,
    confidence: Fixed<6>,
    explanation: Vec<ReasonPart<'a>>,
    log_odds: Fixed<4>,
    #[serde(skip_serializing_if = "Option::is_none")]
    ofac_score: Option<u8>,
}

#[derive(Serialize)]
struct ComparisonLine<'a> {
    name1: &'a str,
    name2: &'a str,
    confidence: Fixed<6>,
    verdict: &'a str,
    explanation: Vec<ReasonPart<'a>>,
    log_odds: Fixed<4>,
    #[serde(skip_serializing_if = "Option::is_none")]
    ofac_score: Option<u8>,
}

#[derive(Serialize)]
struct ListLine<'a> {
    #[serde(flatten)]
    list: ListPart<'a>,
    path: Option<String>,
    warnings: &'a [String],
    age_days: Option<i64>,
    stale: bool,
}

/// What identifies a list as it was loaded.
#[derive(Serialize)]
pub(super) struct ListPart<'a> {
    list: &'a str,
    snapshot: &'a str,
    published: Option<&'a str>,
    format: &'a str,
    demonstration: bool,
    counts: &'a namewatch::Counts,
}

impl<'a> From<&'a ListInfo> for ListPart<'a> {
    fn from(list: &'a ListInfo) -> Self {
        Self {
            list: &list.id,
            snapshot: &list.snapshot,
            published: list.published.as_deref(),
            format: &list.format,
            demonstration: list.demonstration,
            counts: &list.counts,
        }
    }
}

fn explanation(reasons: &[Reason]) -> Vec<ReasonPart<'_>> {
    reasons
        .iter()
        .map(|reason| ReasonPart {
            reason: &reason.reason,
            effect: Fixed(reason.effect),
        })
        .collect()
}

/// The part of a document in the output's words.
pub(super) fn field_name(field: Field) -> &'static str {
    match field {
        Field::Title => "title",
        Field::Text => "text",
    }
}

/// Writes anything as one line.
pub(crate) fn line(out: &mut dyn Write, object: &impl Serialize) -> io::Result<()> {
    serde_json::to_writer(&mut *out, object)?;
    out.write_all(b"\n")
}

/// An entity with what it is linked to.
#[derive(Serialize)]
struct EntityLine<'a> {
    #[serde(flatten)]
    entity: OwnRecord,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    links: Vec<LinkLine<'a>>,
}

/// An entity of another list that is the same party.
#[derive(Serialize)]
struct LinkLine<'a> {
    entity_id: &'a str,
    reason: &'static str,
    detail: &'a str,
}

/// Writes an entity in the form of an own list, and what it is linked to on other lists.
pub(crate) fn entity(out: &mut dyn Write, entity: &Entity, links: &[Link]) -> io::Result<()> {
    let links = links.iter().map(|link| LinkLine {
        entity_id: &link.entity_id,
        reason: link.reason.as_str(),
        detail: &link.detail,
    });
    let object = EntityLine {
        entity: OwnRecord::from(entity),
        links: links.collect(),
    };
    line(out, &object)
}

/// Writes the hits of `screen`, a line each.
pub(crate) struct JsonlSink;

impl Sink for JsonlSink {
    fn document(&mut self, out: &mut Output, screened: &Screened<'_>) -> io::Result<()> {
        for hit in &screened.result.hits {
            self::hit(out, screened.ticket, hit)?;
        }
        out.show()
    }

    fn finish(self: Box<Self>, _out: &mut Output, _end: &End<'_>) -> io::Result<bool> {
        Ok(false)
    }
}

/// Writes a hit in a document.
fn hit(out: &mut dyn Write, ticket: &Ticket, hit: &Hit) -> io::Result<()> {
    let object = HitLine {
        document: &ticket.document,
        start: hit.start,
        end: hit.end,
        byte_start: hit.byte_start,
        byte_end: hit.byte_end,
        surface: &hit.surface,
        entity_id: &hit.entity_id,
        list: &hit.list,
        kind: hit.kind.as_str(),
        name: &hit.name,
        matched_name: &hit.matched_name,
        name_kind: hit.name_kind.as_str(),
        confidence: Fixed(hit.confidence),
        also_listed: hit.also_listed.iter().map(AsRef::as_ref).collect(),
        explanation: explanation(&hit.explanation),
        log_odds: Fixed(hit.log_odds),
        field: field_name(hit.field),
        source: &ticket.source,
        refers_to: hit.refers_to,
        place: ticket.place_of(hit),
    };
    line(out, &object)
}

/// Writes what looking a name up gave, with OFAC's sort of score where `ofac` gives one; also where
/// that is nothing.
pub(crate) fn lookup(
    out: &mut dyn Write,
    id: &str,
    name: &str,
    hits: &[NameHit],
    ofac: impl Fn(&NameHit) -> Option<u8>,
) -> io::Result<()> {
    let hits = hits
        .iter()
        .map(|hit| NameHitPart {
            entity_id: &hit.entity_id,
            list: &hit.list,
            kind: hit.kind.as_str(),
            name: &hit.name,
            matched_name: &hit.matched_name,
            name_kind: hit.name_kind.as_str(),
            confidence: Fixed(hit.confidence),
            explanation: explanation(&hit.explanation),
            log_odds: Fixed(hit.log_odds),
            ofac_score: ofac(hit),
        })
        .collect();
    line(
        out,
        &LookupLine {
            query: id,
            name,
            hits,
        },
    )
}

/// Writes how two names compare.
pub(crate) fn comparison(
    out: &mut dyn Write,
    names: [&str; 2],
    comparison: &Comparison,
    verdict: &str,
    ofac_score: Option<u8>,
) -> io::Result<()> {
    let object = ComparisonLine {
        name1: names[0],
        name2: names[1],
        confidence: Fixed(comparison.confidence),
        verdict,
        explanation: explanation(&comparison.explanation),
        log_odds: Fixed(comparison.log_odds),
        ofac_score,
    };
    line(out, &object)
}

/// Writes the state of a list.
pub(crate) fn list(
    out: &mut dyn Write,
    list: &ListInfo,
    age_days: Option<i64>,
    stale: bool,
) -> io::Result<()> {
    let object = ListLine {
        list: list.into(),
        path: list
            .path
            .as_ref()
            .map(|path| path.to_string_lossy().into_owned()),
        warnings: &list.warnings,
        age_days,
        stale,
    };
    line(out, &object)
}
