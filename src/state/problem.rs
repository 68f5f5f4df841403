use std::path::PathBuf;

/// Why a state can't be used.
#[derive(Debug, thiserror::Error)]
#[error("{}: {fault}", path.display())]
pub(crate) struct StateProblem {
    pub(super) path: PathBuf,
    pub(super) fault: Fault,
}

/// What is wrong with it.
#[derive(Debug, thiserror::Error)]
pub(super) enum Fault {
    /// Another run has it.
    #[error("in use by another run")]
    Locked,
    /// No file that a run could have written.
    #[error("no state of namewatch")]
    Foreign,
    /// Written in a form that this version does not know.
    #[error("written in format {0} by another version; this one reads format {known}", known = super::FORMAT)]
    Version(i64),
    /// Not what was written.
    #[error("damaged: {0}")]
    Damaged(String),
    /// There is no such place, or it may not be opened.
    #[error("can't be opened: {0}")]
    Closed(String),
    /// The disk is full, or fails.
    #[error("can't be written: {0}")]
    Unwritable(String),
    /// The program was built without states.
    #[cfg(not(feature = "state"))]
    #[error("this build keeps no state: it is without the feature `state`")]
    NotBuilt,
}

impl StateProblem {
    /// Whether it is a matter of writing, rather than of reading.
    pub(crate) fn is_of_writing(&self) -> bool {
        matches!(self.fault, Fault::Unwritable(_))
    }

    /// What the user can do.
    pub(crate) fn hint(&self) -> Option<&'static str> {
        match self.fault {
            Fault::Locked => Some("wait until it has ended, or give each run a state of its own"),
            Fault::Foreign => {
                Some("name a file that is not there yet, or the state of an earlier run")
            }
            Fault::Version(_) => Some("use the version that wrote it, or begin a new state"),
            Fault::Damaged(_) => Some(
                "put a copy back, or remove the file and begin anew: every document is screened again, \
                 and every hit is new",
            ),
            Fault::Unwritable(_) => Some(
                "what was screened so far is kept; once it can be written again, the same command \
                 goes on from there",
            ),
            Fault::Closed(_) => None,
            #[cfg(not(feature = "state"))]
            Fault::NotBuilt => Some("build with `--features state`"),
        }
    }
}
