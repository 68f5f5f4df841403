use std::fmt::{self, Write as _};

use crate::report::Fixed;

/// How text may look.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Style {
    /// Whether terminal colours are used; they never are the only sign of anything.
    pub(crate) color: bool,
}

impl Style {
    pub(in crate::report) fn bold(self, text: &str) -> Painted<'_> {
        let (before, after) = if self.color {
            ("\x1b[1m", "\x1b[0m")
        } else {
            ("", "")
        };
        Painted(before, text, after)
    }

    pub(super) fn mark(self, text: &str) -> Painted<'_> {
        let (before, after) = if self.color {
            ("\x1b[1;7m", "\x1b[0m")
        } else {
            ("«", "»")
        };
        Painted(before, text, after)
    }
}

pub(in crate::report) struct Painted<'a>(&'static str, &'a str, &'static str);

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
pub(in crate::report) fn short(confidence: f64) -> Fixed<3> {
    // The small part makes up for decimals that have no exact binary form.
    Fixed(((confidence + 1e-9) * 1000.0).floor() / 1000.0)
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
