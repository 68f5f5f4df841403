use std::io;
use std::path::Path;
use std::process::ExitCode;

use namewatch::{Error, ErrorKind};

use crate::decision::DecisionProblem;
use crate::state::StateProblem;
use crate::store::StoreProblem;

/// What to do where no entity has an id.
const ENTITY_IDS: &str = "ids have the form LIST:REFERENCE; `lookup NAME` tells that of a name, `lists export` prints them all";

/// How a command ended.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Exit {
    /// It ran whole.
    Whole,
    /// It ran whole, there was a hit, and `--exit-code` was given.
    Hit,
    /// The arguments make no sense.
    Usage,
    /// Something could not be read.
    Unreadable,
    /// The output could not be written.
    Unwritable,
    /// A signal of this number ended it.
    Stopped(u8),
}

impl From<Exit> for ExitCode {
    fn from(exit: Exit) -> Self {
        Self::from(match exit {
            Exit::Whole => 0,
            Exit::Hit => 1,
            Exit::Usage => 2,
            Exit::Unreadable => 3,
            Exit::Unwritable => 4,
            Exit::Stopped(signal) => 128 | signal,
        })
    }
}

/// Why a command could not go on.
#[derive(Debug, thiserror::Error)]
pub(crate) enum Failure {
    /// The arguments make no sense.
    #[error("{problem}")]
    Usage { problem: String, hint: &'static str },
    /// Something could not be read.
    #[error("{problem}")]
    Input {
        problem: String,
        hint: Option<&'static str>,
    },
    /// The library refused.
    #[error(transparent)]
    Library(#[from] Error),
    /// The store of installed lists can't be read or written.
    #[error(transparent)]
    Store(#[from] StoreProblem),
    /// The state of the runs can't be read or written.
    #[error(transparent)]
    State(#[from] StateProblem),
    /// The log of decisions can't be read or written.
    #[error(transparent)]
    Decision(#[from] DecisionProblem),
    /// The output could not be written.
    #[error("can't write {what}: {source}")]
    Output { what: String, source: io::Error },
    /// The process was asked to stop.
    #[error("stopped by signal {signal}")]
    Stopped { signal: u8 },
}

impl Failure {
    /// For errors of writing to `path`, or to standard output.
    pub(crate) fn output(path: Option<&Path>) -> impl Fn(io::Error) -> Self {
        move |source| Self::Output {
            what: path.map_or_else(
                || "standard output".to_owned(),
                |path| path.display().to_string(),
            ),
            source,
        }
    }

    /// For a file that a flag names and that can't be read. `expected`: what it should be.
    pub(crate) fn of_flag(
        flag: &str,
        path: &Path,
        error: &io::Error,
        expected: &'static str,
    ) -> Self {
        let place = path.display();
        let problem = match error.kind() {
            io::ErrorKind::NotFound => format!("`{flag} {place}`: there is no such file"),
            _ => format!("`{flag} {place}`: can't be read: {error}"),
        };
        Self::Input {
            problem,
            hint: Some(expected),
        }
    }

    /// For what can't be the id of any entity.
    pub(crate) fn no_entity_id(id: &str) -> Self {
        Self::Usage {
            problem: format!("`{id}` is no entity id"),
            hint: ENTITY_IDS,
        }
    }

    /// For an entity id that is on none of the lists.
    pub(crate) fn unknown_entity(id: &str) -> Self {
        Self::Usage {
            problem: format!("no entity `{id}` on the lists in use"),
            hint: ENTITY_IDS,
        }
    }

    /// For a name without a letter or digit, of which nothing can be said.
    pub(crate) fn no_name(name: &str) -> Self {
        Self::Usage {
            problem: format!("`{name}` is no name"),
            hint: "a name has a letter at least; put one of several words in quotation marks",
        }
    }

    /// For a form that this program was built without.
    pub(crate) fn left_out(feature: &str) -> Self {
        Self::Usage {
            problem: format!("this program was built without the feature `{feature}`"),
            hint: "build it with `cargo build --release --features columnar`, or take another form",
        }
    }

    /// For a form that is no text.
    pub(crate) fn not_for_a_terminal() -> Self {
        Self::Usage {
            problem: "this form is not for a terminal".to_owned(),
            hint: "name a file with `--output`",
        }
    }

    /// Whether whoever read the output has had enough of it: no failure at all.
    fn is_closed_pipe(&self) -> bool {
        let Self::Output { source, .. } = self else {
            return false;
        };
        // The writer of tables wraps what the system said.
        let wrapped = source.get_ref().and_then(|error| error.downcast_ref());
        let kind = match wrapped.map(csv::Error::kind) {
            Some(csv::ErrorKind::Io(error)) => error.kind(),
            _ => source.kind(),
        };
        kind == io::ErrorKind::BrokenPipe
    }

    /// What to tell, if anything.
    pub(crate) fn message(&self) -> Option<String> {
        (!self.is_closed_pipe()).then(|| self.to_string())
    }

    /// What the user can do.
    pub(crate) fn hint(&self) -> Option<&'static str> {
        match self {
            Self::Usage { hint, .. } => Some(hint),
            Self::Input { hint, .. } => *hint,
            Self::Store(problem) => problem.hint(),
            Self::State(problem) => problem.hint(),
            Self::Decision(problem) => problem.hint(),
            Self::Library(_) | Self::Output { .. } | Self::Stopped { .. } => None,
        }
    }

    /// The exit status.
    pub(crate) fn exit(&self) -> Exit {
        match self {
            Self::Usage { .. } => Exit::Usage,
            Self::Library(error) if matches!(error.kind(), ErrorKind::Setting(_)) => Exit::Usage,
            Self::State(problem) if problem.is_of_writing() => Exit::Unwritable,
            Self::Decision(DecisionProblem::Unwritable { .. }) => Exit::Unwritable,
            Self::Decision(DecisionProblem::Pointless { .. }) => Exit::Usage,
            Self::Input { .. }
            | Self::Library(_)
            | Self::Store(_)
            | Self::State(_)
            | Self::Decision(_) => Exit::Unreadable,
            Self::Output { .. } if self.is_closed_pipe() => Exit::Whole,
            Self::Output { .. } => Exit::Unwritable,
            Self::Stopped { signal } => Exit::Stopped(*signal),
        }
    }
}
