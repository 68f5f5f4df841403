use std::fmt::{Display, Write as _};
use std::io::{Write as _, stderr};

use jiff::Timestamp;
use serde_json::json;

use super::args::LogFormat;
use super::failure::Failure;
use crate::report::text::Plain;

/// Where a warning goes.
pub(crate) type Warn<'a> = &'a dyn Fn(&dyn Display);

/// Speaks to the user on standard error. Where that is closed, nothing is lost: the exit status says
/// how the run ended.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Messages {
    verbosity: i8,
    format: LogFormat,
}

/// How grave a message is, in words for eyes and in those that collectors of logs know.
#[derive(Clone, Copy)]
struct Level {
    /// How much a user wants to hear, at least, to hear this.
    from: i8,
    word: &'static str,
    level: &'static str,
}

impl Level {
    const fn new(from: i8, word: &'static str, level: &'static str) -> Self {
        Self { from, word, level }
    }
}

impl Messages {
    pub(crate) fn new(verbosity: i8, format: LogFormat) -> Self {
        Self { verbosity, format }
    }

    /// Whether bars may be drawn on standard error: somebody wants to hear how far it is, and it is
    /// no log.
    pub(crate) fn may_draw(self) -> bool {
        self.verbosity >= 0 && self.format == LogFormat::Text
    }

    /// Something went wrong; always said.
    pub(crate) fn error(self, problem: &dyn Display, hint: Option<&str>) {
        self.say(Level::new(-1, "error", "error"), problem, hint);
    }

    /// What the user must know, however little they want to hear.
    pub(crate) fn important(self, what: &dyn Display) {
        self.say(Level::new(-1, "note", "info"), what, None);
    }

    /// Something is odd, but nothing was left undone.
    pub(crate) fn warning(self, what: &dyn Display) {
        self.say(Level::new(0, "warning", "warning"), what, None);
    }

    /// Good to know.
    pub(crate) fn note(self, what: &dyn Display) {
        self.say(Level::new(0, "note", "info"), what, None);
    }

    /// Said with `-v`.
    pub(crate) fn detail(self, what: &dyn Display) {
        self.say(Level::new(1, "note", "debug"), what, None);
    }

    /// Why the command ended early, if that is worth a word.
    pub(crate) fn failure(self, failure: &Failure) {
        if let Some(message) = failure.message() {
            self.error(&message, failure.hint());
        }
    }

    fn say(self, level: Level, what: &dyn Display, hint: Option<&str>) {
        if self.verbosity < level.from {
            return;
        }
        let text = match self.format {
            LogFormat::Text => in_words(level.word, what, hint),
            LogFormat::Json => as_json(level.level, what, hint),
        };
        // In one piece: standard error has no buffer of its own.
        let _ = stderr().lock().write_all(text.as_bytes());
    }
}

fn in_words(word: &str, what: &dyn Display, hint: Option<&str>) -> String {
    let mut text = format!("{word}: {}\n", Plain(&what.to_string()));
    if let Some(hint) = hint {
        let _ = writeln!(text, "hint: {hint}");
    }
    text
}

fn as_json(level: &str, what: &dyn Display, hint: Option<&str>) -> String {
    let time = Timestamp::now().to_string();
    let mut line = json!({"time": time, "level": level, "message": what.to_string()});
    if let Some(hint) = hint {
        line["hint"] = hint.into();
    }
    format!("{line}\n")
}
