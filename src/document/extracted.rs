use namewatch::{Body, Document, PartialDate};

use super::places::Places;

/// What a reader makes of one document.
pub(super) struct Extracted {
    /// Its own id.
    pub(super) id: Option<String>,
    pub(super) title: Option<String>,
    pub(super) date: Option<PartialDate>,
    /// Its date, where that is not understood.
    pub(super) odd_date: Option<String>,
    pub(super) body: Body,
    /// Whether it holds nothing but blanks.
    pub(super) empty: bool,
    pub(super) places: Option<Places>,
    /// The encoding its text was in, where one had to be found out.
    pub(super) encoding: Option<&'static str>,
    /// What of it could not be read, though the rest could.
    pub(super) warnings: Vec<String>,
}

impl Extracted {
    /// A document that is a text and, at most, has a title.
    pub(super) fn new(title: Option<String>, text: String) -> Self {
        let title = title.filter(|title| !title.trim().is_empty());
        let empty = title.is_none() && text.trim().is_empty();
        let body = Body::Text(text);
        Self {
            title,
            empty,
            ..Self::of_body(body)
        }
    }

    /// A document of which nothing is known but its body, which is not empty.
    pub(super) fn of_body(body: Body) -> Self {
        Self {
            id: None,
            title: None,
            date: None,
            odd_date: None,
            body,
            empty: false,
            places: None,
            encoding: None,
            warnings: Vec::new(),
        }
    }

    /// Takes a date as it is written, of which only the day counts.
    pub(super) fn dated(mut self, written: &str) -> Self {
        let day = written.trim().split(['T', ' ']).next().unwrap_or_default();
        match day.parse() {
            Ok(date) => self.date = Some(date),
            Err(_) if day.is_empty() => {}
            Err(_) => self.odd_date = Some(written.to_owned()),
        }
        self
    }

    pub(super) fn into_document(self) -> Document {
        Document {
            title: self.title,
            date: self.date,
            body: self.body,
        }
    }
}
