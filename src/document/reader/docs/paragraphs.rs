use crate::document::limits::EXTRACTED;
use crate::document::problem::Problem;

/// What parts two pieces of text, the weakest first.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Gap {
    /// Blanks.
    Space,
    /// The border of two cells of a table.
    Cell,
    /// A line end.
    Line,
    /// The end of a paragraph.
    Paragraph,
}

impl Gap {
    fn as_str(self) -> &'static str {
        match self {
            Self::Space => " ",
            Self::Cell => " | ",
            Self::Line => "\n",
            Self::Paragraph => "\n\n",
        }
    }
}

/// Builds a text out of pieces: a paragraph a line, blank lines between.
#[derive(Debug, Default)]
pub(super) struct Paragraphs {
    text: String,
    /// What stands between the text so far and what comes next: the strongest that was asked for.
    gap: Option<Gap>,
}

impl Paragraphs {
    pub(super) fn gap(&mut self, gap: Gap) {
        self.gap = self.gap.max(Some(gap));
    }

    /// Adds text as it is.
    pub(super) fn push(&mut self, text: &str) {
        let begins_line = self.text.is_empty() || self.gap > Some(Gap::Space);
        if text.is_empty() || begins_line && text.trim_matches([' ', '\t']).is_empty() {
            return;
        }
        if let Some(gap) = self.gap.take()
            && !self.text.is_empty()
        {
            if gap > Gap::Space {
                let end = self.text.trim_end_matches([' ', '\t']).len();
                self.text.truncate(end);
            }
            if gap > Gap::Space || !self.text.ends_with([' ', '\n', '\t']) {
                self.text.push_str(gap.as_str());
            }
        }
        self.text.push_str(text);
    }

    /// Adds text in which blanks and line ends are all one blank.
    pub(super) fn push_loose(&mut self, text: &str) {
        if text.starts_with(char::is_whitespace) {
            self.gap(Gap::Space);
        }
        for word in text.split_whitespace() {
            self.push(word);
            self.gap(Gap::Space);
        }
        if !text.ends_with(char::is_whitespace) && self.gap == Some(Gap::Space) {
            self.gap = None;
        }
    }

    /// Adds what was gathered apart, as paragraphs of its own.
    pub(super) fn append(&mut self, other: Self) {
        self.gap(Gap::Paragraph);
        self.push(other.text.trim_matches(['\n', ' ']));
        self.gap(Gap::Paragraph);
    }

    /// Fails once the text is longer than one may be.
    pub(super) fn check(&self) -> Result<(), Problem> {
        if self.text.len() > EXTRACTED {
            let limit = EXTRACTED as u64;
            return Err(Problem::TooLarge { limit });
        }
        Ok(())
    }

    pub(super) fn finish(mut self) -> String {
        let end = self.text.trim_end().len();
        self.text.truncate(end);
        self.text
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_strongest_gap_counts_and_blanks_do_not_pile_up() {
        let mut text = Paragraphs::default();
        text.gap(Gap::Paragraph);
        text.push_loose(" Gleb\n  Varnakov ");
        text.gap(Gap::Cell);
        text.push_loose("Pskov");
        text.push_loose(", Russia");
        text.gap(Gap::Line);
        text.gap(Gap::Space);
        text.push("next");
        text.gap(Gap::Line);
        text.gap(Gap::Paragraph);
        text.push_loose("one");
        text.push_loose(" ");
        text.push_loose("two");
        text.gap(Gap::Paragraph);
        assert_eq!(
            text.finish(),
            "Gleb Varnakov | Pskov, Russia\nnext\n\none two"
        );
    }
}
