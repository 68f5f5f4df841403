use std::fmt::{Display, Write as _};
use std::io::{Write as _, stderr};

use super::failure::Failure;
use crate::report::text::Plain;

/// Where a warning goes.
pub(crate) type Warn<'a> = &'a dyn Fn(&dyn Display);

/// Speaks to the user on standard error. Where that is closed, nothing is lost: the exit status says
/// how the run ended.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Messages {
    verbosity: i8,
}

impl Messages {
    pub(crate) fn new(verbosity: i8) -> Self {
        Self { verbosity }
    }

    /// Whether the user wants to hear of nothing but trouble.
    pub(crate) fn is_quiet(self) -> bool {
        self.verbosity < 0
    }

    /// Something went wrong; always said.
    pub(crate) fn error(self, problem: &dyn Display, hint: Option<&str>) {
        self.say(-1, "error", problem, hint);
    }

    /// What the user must know, however little they want to hear.
    pub(crate) fn important(self, what: &dyn Display) {
        self.say(-1, "note", what, None);
    }

    /// Something is odd, but nothing was left undone.
    pub(crate) fn warning(self, what: &dyn Display) {
        self.say(0, "warning", what, None);
    }

    /// Good to know.
    pub(crate) fn note(self, what: &dyn Display) {
        self.say(0, "note", what, None);
    }

    /// Said with `-v`.
    pub(crate) fn detail(self, what: &dyn Display) {
        self.say(1, "note", what, None);
    }

    /// Why the command ended early, if that is worth a word.
    pub(crate) fn failure(self, failure: &Failure) {
        if let Some(message) = failure.message() {
            self.error(&message, failure.hint());
        }
    }

    fn say(self, from: i8, sort: &str, what: &dyn Display, hint: Option<&str>) {
        if self.verbosity < from {
            return;
        }
        let mut text = format!("{sort}: {}\n", Plain(&what.to_string()));
        if let Some(hint) = hint {
            let _ = writeln!(text, "hint: {hint}");
        }
        // In one piece: standard error has no buffer of its own.
        let _ = stderr().lock().write_all(text.as_bytes());
    }
}
