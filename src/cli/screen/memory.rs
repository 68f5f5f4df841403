use std::path::{Path, absolute};

use namewatch::{DocumentResult, Hit, ListInfo};

use super::intake::Job;
use crate::cli::failure::Failure;
use crate::report::{Output, Settings};
use crate::state::{Configuration, Delivery, HitKey, State};
use crate::store::hash_file;

/// What a run knows from earlier ones, and leaves to later ones.
pub(super) struct Memory {
    state: State,
    /// Whether only hits are reported that no earlier run has reported.
    new_only: bool,
}

impl Memory {
    /// Opens the state at `path` for results that are written to `output`.
    pub(super) fn open(
        path: &Path,
        settings: &Settings,
        lists: &[ListInfo],
        output: &mut Output,
    ) -> Result<Self, Failure> {
        let is_live = output.aside().map_err(Failure::output(None))?.is_none();
        let configuration = configuration(settings, lists)?;
        Ok(Self {
            state: State::open(path, &configuration, is_live)?,
            new_only: settings.new_only,
        })
    }

    pub(super) fn state(&self) -> &State {
        &self.state
    }

    /// The result of a document that an earlier run screened.
    pub(super) fn recall(&self, job: &Job) -> Result<Option<DocumentResult>, Failure> {
        Ok(match (job.known, &job.content) {
            (Some(known), Some(content)) => Some(self.state.recall(known, content)?),
            _ => None,
        })
    }

    /// Keeps what screening gave.
    pub(super) fn remember(&self, job: &Job, result: &DocumentResult) -> Result<(), Failure> {
        if let Some(content) = &job.content {
            self.state.remember(content, result)?;
        }
        Ok(())
    }

    /// Takes out what is not to be reported again; returns how many hits these are.
    pub(super) fn take_out_reported(&self, job: &Job, hits: &mut Vec<Hit>) -> Result<u64, Failure> {
        let Some(content) = job.content.as_ref().filter(|_| self.new_only) else {
            return Ok(0);
        };
        let mut left = Vec::with_capacity(hits.len());
        let all = hits.len();
        for hit in hits.drain(..) {
            let key = HitKey::of(&job.ticket, content, &hit);
            if !self.state.was_reported(key)? {
                left.push(hit);
            }
        }
        *hits = left;
        Ok((all - hits.len()) as u64)
    }

    /// Notes what has been written of a document.
    pub(super) fn report(&self, job: &Job, hits: &[Hit]) -> Result<(), Failure> {
        if let Some(content) = &job.content {
            for hit in hits {
                self.state.report(HitKey::of(&job.ticket, content, hit))?;
            }
        }
        Ok(())
    }

    /// Whether it is time to [keep](Self::keep) what is done.
    pub(super) fn is_due(&self) -> bool {
        self.state.is_due()
    }

    /// Brings to the disk what is done, after what was written of it.
    pub(super) fn keep(&self, output: &mut Output, place: Option<&Path>) -> Result<(), Failure> {
        output.aside().map_err(Failure::output(place))?;
        Ok(self.state.commit()?)
    }

    /// Keeps all that is done, just before the output is put in its place.
    pub(super) fn announce(
        &self,
        output: &mut Output,
        place: Option<&Path>,
    ) -> Result<(), Failure> {
        let aside = output.aside().and_then(|aside| {
            aside
                .map(|(aside, path)| {
                    Ok(Delivery {
                        path: absolute(path)?,
                        sha256: hash_file(aside)?,
                    })
                })
                .transpose()
        });
        match aside.map_err(Failure::output(place))? {
            Some(delivery) => self.state.announce(&delivery)?,
            None => self.state.commit()?,
        }
        Ok(())
    }

    /// Notes that the output is in its place.
    pub(super) fn delivered(&self) -> Result<(), Failure> {
        Ok(self.state.delivered()?)
    }
}

/// All that a result depends on beside the document. The program is told by its bytes, since two builds
/// of one version may differ.
fn configuration(settings: &Settings, lists: &[ListInfo]) -> Result<Configuration, Failure> {
    let program = std::env::current_exe()
        .and_then(|path| hash_file(&path))
        .map_err(|error| Failure::Input {
            problem: format!("can't read the program's own file: {error}"),
            hint: None,
        })?;
    // What is left out of the output is not left out of the results.
    let settings = Settings {
        new_only: false,
        decisions: None,
        ..settings.clone()
    };
    let settings = serde_json::to_string(&settings).map_err(|error| Failure::Input {
        problem: format!("settings: {error}"),
        hint: None,
    })?;
    let mut lists: Vec<String> = lists
        .iter()
        .map(|list| format!("list {} {}", list.id, list.snapshot))
        .collect();
    lists.sort();
    let version = env!("CARGO_PKG_VERSION");
    let program = format!("namewatch {version}\nprogram {program}\nsettings {settings}\n");
    Ok(Configuration(program + &lists.join("\n")))
}
