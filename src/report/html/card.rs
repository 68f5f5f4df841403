use std::collections::BTreeSet;
use std::fmt::Write as _;
use std::io::{self, Write};

use namewatch::{Alert, DocumentResult, Field, Hit, Listing, NameHit, Reason};
use serde::Serialize;

use super::page::{Escaped, Json};
use crate::document::Ticket;
use crate::report::Fixed;
use crate::report::jsonl::field_name;
use crate::report::text::{Plain, short};

/// So many places of an alert are shown with the text around them; of others only where they are.
const SHOWN_PLACES: usize = 20;

/// One alert as the page shows it: what an analyst must see of each, and behind it the details as
/// JSON, which the script shows once they are asked for.
pub(super) struct Card<'a> {
    pub(super) ticket: &'a Ticket,
    pub(super) result: &'a DocumentResult,
    pub(super) alert: &'a Alert<'a>,
    /// The programmes of the party's listings.
    pub(super) programmes: &'a BTreeSet<&'a str>,
}

#[derive(Serialize)]
struct Details {
    listings: Vec<ListingPart>,
    also_listed: Vec<String>,
    places: Vec<PlacePart>,
    /// What was taken for a name, at the surest place.
    surface: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    title: Option<String>,
    document: String,
    source: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    line: Option<u64>,
    #[serde(skip_serializing_if = "Option::is_none")]
    date: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    sha256: Option<String>,
}

#[derive(Serialize)]
pub(super) struct ListingPart {
    id: String,
    confidence: Fixed<6>,
    matched_name: String,
    name_kind: String,
    log_odds: Fixed<4>,
    reasons: Vec<(String, Fixed<4>)>,
}

#[derive(Serialize)]
struct PlacePart {
    confidence: Fixed<6>,
    field: &'static str,
    start: usize,
    end: usize,
    #[serde(skip_serializing_if = "Option::is_none")]
    part: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    refers_to: Option<usize>,
    /// What stands before the mention, the mention, what stands after it.
    #[serde(skip_serializing_if = "Option::is_none")]
    text: Option<[String; 3]>,
}

/// Opens the element of the card of this number; the rest of it follows.
pub(super) fn begin(out: &mut dyn Write, number: usize) -> io::Result<()> {
    write!(
        out,
        "<article class=\"alert\" id=\"alert-{number}\" aria-labelledby=\"name-{number}\">\
         <h3 id=\"name-{number}\">"
    )
}

impl Card<'_> {
    /// All of the card but its beginning, which holds its number.
    pub(super) fn to_html(&self) -> io::Result<String> {
        let best = self.alert.best();
        let mut html = String::new();
        let _ = write!(
            html,
            "<span class=\"confidence\"><span class=\"unseen\">Confidence </span>{}</span> \
             <bdi>{}</bdi></h3>\n<p class=\"what\">{}",
            short(best.confidence),
            Escaped(&*best.name),
            best.kind,
        );
        for listing in self.listings() {
            let _ = write!(html, " <code>{}</code>", Escaped(&*listing.best.entity_id));
        }
        let _ = write!(
            html,
            "</p>\n<p class=\"passage\" dir=\"auto\">{}<mark>{}</mark>{}</p>\n<p class=\"where\">",
            Escaped(best.excerpt.before.trim_start()),
            Escaped(&best.surface),
            Escaped(best.excerpt.after.trim_end()),
        );
        if let Some(title) = &self.ticket.title {
            let _ = write!(html, "<bdi class=\"title\">{}</bdi>, ", Escaped(title));
        }
        if let Some(date) = &self.result.date {
            let _ = write!(html, "{date}, ");
        }
        let _ = write!(html, "<bdi>{}</bdi>", Escaped(&self.ticket.document));
        // A path says itself where it lies.
        if self.ticket.line.is_some() {
            let _ = write!(
                html,
                " in <bdi>{}</bdi>",
                Escaped(self.ticket.place().to_string())
            );
        }
        let place = match best.field {
            Field::Title => "in the title, characters",
            Field::Text => "characters",
        };
        let _ = write!(html, ", {place} {}\u{2013}{}", best.start, best.end);
        if let Some(part) = self.ticket.place_of(best) {
            let _ = write!(html, ", {part}");
        }
        let places = self.alert.places().len();
        if places > 1 {
            let _ = write!(html, "; {places} places");
        }
        let lists: BTreeSet<&str> = self.listings().map(|listing| &*listing.best.list).collect();
        let _ = writeln!(
            html,
            "</p>\n<details data-confidence=\"{}\" data-kind=\"{}\" data-lists=\"{}\" \
             data-programmes=\"{}\"><summary>Reasons and record<span class=\"unseen\"> of {}</span>\
             </summary><script type=\"application/json\">{}</script></details>\n</article>",
            Fixed::<6>(best.confidence),
            best.kind,
            Escaped(serde_json::to_string(&lists)?),
            Escaped(serde_json::to_string(self.programmes)?),
            Escaped(&*best.name),
            Json(&serde_json::to_string(&self.details())?),
        );
        Ok(html)
    }

    fn listings(&self) -> impl Iterator<Item = &Listing<'_>> {
        self.alert.listings.iter()
    }

    fn details(&self) -> Details {
        let places = self.alert.places();
        let places = places.iter().enumerate();
        Details {
            listings: self
                .listings()
                .map(|listing| ListingPart::of(listing.best))
                .collect(),
            also_listed: self.alert.also_listed.iter().map(|id| plain(id)).collect(),
            places: places
                .map(|(at, hit)| place_part(self.ticket, hit, at < SHOWN_PLACES))
                .collect(),
            surface: self.alert.best().surface.clone(),
            title: self.ticket.title.as_deref().map(plain),
            document: plain(&self.ticket.document),
            source: plain(&self.ticket.source),
            line: self.ticket.line,
            date: self.result.date.as_ref().map(ToString::to_string),
            sha256: self.ticket.sha256(),
        }
    }
}

impl ListingPart {
    fn of(hit: &Hit) -> Self {
        Self {
            id: plain(&hit.entity_id),
            confidence: Fixed(hit.confidence),
            matched_name: plain(&hit.matched_name),
            name_kind: hit.name_kind.as_str().replace('_', " "),
            log_odds: Fixed(hit.log_odds),
            reasons: reasons(&hit.explanation),
        }
    }

    pub(super) fn of_name(hit: &NameHit) -> Self {
        Self {
            id: plain(&hit.entity_id),
            confidence: Fixed(hit.confidence),
            matched_name: plain(&hit.matched_name),
            name_kind: hit.name_kind.as_str().replace('_', " "),
            log_odds: Fixed(hit.log_odds),
            reasons: reasons(&hit.explanation),
        }
    }
}

fn reasons(explanation: &[Reason]) -> Vec<(String, Fixed<4>)> {
    let reasons = explanation.iter();
    reasons
        .map(|reason| (plain(&reason.reason), Fixed(reason.effect)))
        .collect()
}

fn place_part(ticket: &Ticket, hit: &Hit, with_text: bool) -> PlacePart {
    let Hit {
        excerpt, surface, ..
    } = hit;
    PlacePart {
        confidence: Fixed(hit.confidence),
        field: field_name(hit.field),
        start: hit.start,
        end: hit.end,
        part: ticket.place_of(hit).map(|part| part.to_string()),
        refers_to: hit.refers_to,
        text: with_text.then(|| {
            let (before, after) = (excerpt.before.trim_start(), excerpt.after.trim_end());
            [plain(before), plain(surface), plain(after)]
        }),
    }
}

pub(super) fn plain(text: &str) -> String {
    Plain(text).to_string()
}
