//! The run of `screen` itself: each document's result judged, remembered, written and counted.

use std::path::Path;

use namewatch::{DocumentResult, Error, Screener};

use super::intake::{Counter, Intake, Job};
use super::judgement::Judgement;
use super::memory::Memory;
use crate::cli::args::ScreenArgs;
use crate::cli::complaints::{Complaints, NotRead, OddDates, UnknownKeys};
use crate::cli::failure::{Exit, Failure};
use crate::cli::interruption::Interruption;
use crate::cli::messages::Messages;
use crate::cli::open_output;
use crate::cli::progress::Progress;
use crate::document::{Documents, Extent, InputFormat, SavedTexts, Ticket};
use crate::report::text::{self, Scope};
use crate::report::{About, End, Manifest, Outcome, Run, Screened, Sink, Totals};

/// A run of `screen`: takes results in the order of the documents, writes and counts them.
pub(super) struct Screening<'a> {
    args: &'a ScreenArgs,
    scope: &'a Scope,
    messages: Messages,
    sink: Box<dyn Sink + 'a>,
    manifest: Option<Manifest>,
    saved: Option<SavedTexts>,
    judgement: Option<Judgement>,
    memory: Option<Memory>,
    extent: Extent,
    progress: Progress,
    totals: Totals,
    odd_dates: OddDates,
    not_read: NotRead,
    unknown_keys: UnknownKeys,
    complaints: Complaints,
    /// Whether a document that was screened was not read to its end.
    broke_off: bool,
}

impl<'a> Screening<'a> {
    /// Opens what the run writes to.
    pub(super) fn begin(
        args: &'a ScreenArgs,
        about: About<'a>,
        scope: &'a Scope,
        judgement: Option<Judgement>,
        extent: Extent,
        messages: Messages,
    ) -> Result<Self, Failure> {
        let path = args.output.output.as_deref();
        let mut output = open_output(path)?;
        if args.format.is_binary() && output.is_terminal() {
            return Err(Failure::not_for_a_terminal());
        }
        let memory = match &args.state {
            Some(state) => Some(Memory::open(
                state,
                about.settings,
                about.lists,
                &mut output,
            )?),
            None => None,
        };
        let manifest = match args.manifest.as_deref() {
            Some(path) => Some(
                Manifest::begin(path, about.settings, about.lists)
                    .map_err(Failure::output(Some(path)))?,
            ),
            None => None,
        };
        let sink = args.format.open(output, about, args.explain.is_some());
        Ok(Self {
            args,
            scope,
            messages,
            sink: sink.map_err(Failure::output(path))?,
            manifest,
            saved: match args.save_text.as_deref() {
                Some(folder) => {
                    Some(SavedTexts::new(folder).map_err(Failure::output(Some(folder)))?)
                }
                None => None,
            },
            judgement,
            memory,
            extent,
            progress: Progress::begin(messages, path.is_some(), "documents"),
            totals: Totals::default(),
            odd_dates: OddDates::default(),
            not_read: NotRead::default(),
            unknown_keys: UnknownKeys::new(&args.columns),
            complaints: Complaints::default(),
            broke_off: false,
        })
    }

    /// Screens the documents.
    pub(super) fn screen(
        &mut self,
        documents: Documents,
        screener: &Screener,
        interruption: &Interruption,
    ) -> Result<(), Failure> {
        // Lent to the intake while results are taken.
        let memory = self.memory.take();
        let state = memory.as_ref().map(Memory::state);
        let counter = Counter::default();
        let intake = Intake::new(documents, state, &counter);
        let mut failure = None;
        let screened = screener.screen_all(intake, interruption.cancellation(), |job, result| {
            failure = self.take(&job, memory.as_ref(), result).err();
            failure.is_none()
        });
        if let Some(failure) = failure {
            return Err(failure);
        }
        // What is done is kept, also where the run was stopped.
        if let Some(memory) = &memory {
            self.keep(memory)?;
            if interruption.check().is_err() {
                let done = self.totals.known();
                self.messages.note(&format!(
                    "{done} documents are done; the same command goes on from there"
                ));
            }
        }
        interruption.check()?;
        screened?;
        counter.problem().map_or(Ok(()), Err)?;
        self.totals.seen = counter.seen();
        self.memory = memory;
        Ok(())
    }

    /// Takes the best candidate for one entity in each document, also under the threshold.
    pub(super) fn explain(
        &mut self,
        documents: Documents,
        screener: &Screener,
        entity: &str,
        interruption: &Interruption,
    ) -> Result<(), Failure> {
        if !screener.has_entity(entity) {
            return Err(Failure::unknown_entity(entity));
        }
        for (ticket, document) in documents {
            interruption.check()?;
            self.totals.seen += 1;
            let result = if ticket.problem().is_some() {
                Ok(None)
            } else {
                screener.explain(document, entity)
            };
            let result = result.map(|hit| DocumentResult {
                hits: hit.into_iter().collect(),
                ..DocumentResult::default()
            });
            self.take(&Job::new(ticket), None, result)?;
        }
        Ok(())
    }

    /// Takes what screening one document gave.
    fn take(
        &mut self,
        job: &Job,
        memory: Option<&Memory>,
        result: Result<DocumentResult, Error>,
    ) -> Result<(), Failure> {
        let ticket = &job.ticket;
        let recalled = memory.map_or(Ok(None), |memory| memory.recall(job))?;
        let (outcome, reason, mut result) = match (ticket.problem(), result, recalled) {
            (Some(problem), ..) => {
                let reason = problem.to_string();
                let outcome = if problem.is_failure() {
                    self.complain(ticket, &reason, problem.hint());
                    Outcome::Unreadable
                } else {
                    self.not_read.note(ticket, &problem);
                    let told = format!("{}: {reason}", ticket.place());
                    self.progress.aside(|| {
                        if problem.is_odd() {
                            self.messages.warning(&told);
                        } else {
                            self.messages.detail(&told);
                        }
                    });
                    Outcome::Passed
                };
                (outcome, Some(reason), DocumentResult::default())
            }
            (None, Err(error), _) => {
                let reason = error.to_string();
                self.complain(ticket, &reason, None);
                (Outcome::Unreadable, Some(reason), DocumentResult::default())
            }
            (None, Ok(_), Some(recalled)) => (Outcome::Unchanged, None, recalled),
            (None, Ok(result), None) => {
                if let Some(memory) = memory {
                    memory.remember(job, &result)?;
                }
                (Outcome::Screened, None, result)
            }
        };
        if result.nul_bytes > 0 {
            let (place, count) = (ticket.place(), result.nul_bytes);
            let odd = format!("{place}: {count} NUL characters screened as blanks");
            self.progress.aside(|| self.messages.warning(&odd));
        }
        if outcome != Outcome::Unreadable
            && let Some(rest) = ticket.rest()
        {
            self.broke_off = true;
            self.complain(ticket, &rest.to_string(), rest.hint());
        }
        self.tell(ticket);
        let suppressed = self.judgement.as_ref().map(|judgement| {
            judgement.take_out(&ticket.document, &mut result.hits, &mut self.totals)
        });
        let suppressed = suppressed.unwrap_or_default();
        if let Some(memory) = memory {
            self.totals.reported_before += memory.take_out_reported(job, &mut result.hits)?;
        }
        self.totals.count(outcome, ticket.empty, result.hits.len());
        let screened = Screened {
            ticket,
            outcome,
            reason,
            result: &result,
            suppressed: &suppressed,
        };
        if let (Some(manifest), Some(path)) = (&mut self.manifest, &self.args.manifest) {
            manifest
                .document(&screened)
                .map_err(Failure::output(Some(path)))?;
        }
        if let Some(error) = self.saved.as_ref().and_then(SavedTexts::failure) {
            return Err(Failure::output(self.args.save_text.as_deref())(error));
        }
        self.sink
            .document(&screened)
            .map_err(Failure::output(self.place()))?;
        if let Some(memory) = memory {
            memory.report(job, &result.hits)?;
            if memory.is_due() {
                self.keep(memory)?;
            }
        }
        self.progress.step(|| self.extent.share_read());
        Ok(())
    }

    /// Where the texts are saved, if they are.
    pub(super) fn saved(&self) -> Option<SavedTexts> {
        self.saved.clone()
    }

    /// Where the results go, if not to standard output.
    fn place(&self) -> Option<&'a Path> {
        self.args.output.output.as_deref()
    }

    fn complain(&mut self, ticket: &Ticket, problem: &str, hint: Option<&str>) {
        let (complaints, messages) = (&mut self.complaints, self.messages);
        self.progress
            .aside(|| complaints.error(messages, ticket, problem, hint));
    }

    /// Tells how a document was read, where that may surprise.
    fn tell(&mut self, ticket: &Ticket) {
        self.odd_dates.note(ticket);
        self.unknown_keys.note(ticket);
        for warning in &ticket.warnings {
            let warning = format!("{}: {warning}", ticket.place());
            self.progress.aside(|| self.messages.warning(&warning));
        }
        let plain = matches!(ticket.format, None | Some(InputFormat::Text));
        let format = ticket.format.filter(|_| !plain && ticket.line.is_none());
        let encoding = ticket.encoding().filter(|&encoding| encoding != "UTF-8");
        let read_as: Vec<&str> = format
            .map(InputFormat::name)
            .into_iter()
            .chain(encoding)
            .collect();
        if !read_as.is_empty() {
            let read_as = format!("{}: read as {}", ticket.place(), read_as.join(", "));
            self.progress.aside(|| self.messages.detail(&read_as));
        }
    }

    /// Brings what is done to the disk.
    fn keep(&mut self, memory: &Memory) -> Result<(), Failure> {
        let place = self.place();
        let output = self.sink.output().map_err(Failure::output(place))?;
        memory.keep(output, place)
    }

    /// Closes what was written, and says how the run went.
    pub(super) fn finish(mut self, run: impl FnOnce() -> Run) -> Result<Exit, Failure> {
        drop(self.progress);
        self.complaints.finish(self.messages);
        self.odd_dates.finish(self.messages);
        self.not_read.finish(self.messages);
        self.unknown_keys.finish(self.messages);
        let path = self.args.output.output.as_deref();
        if !self.totals.add_up() {
            return Err(Failure::Input {
                problem: format!("documents were lost on the way: {:?}", self.totals),
                hint: Some("this is a fault of the program; nothing was written"),
            });
        }
        let min_confidence = self.args.matching.min_confidence;
        let summary = text::summary(&self.totals, min_confidence, self.scope);
        let summary = self.args.explain.is_none().then_some(summary.as_str());
        let run = run();
        let end = End {
            totals: &self.totals,
            summary,
            run: &run,
        };
        let (mut output, is_told) = self.sink.close(&end).map_err(Failure::output(path))?;
        if let Some(summary) = summary.filter(|_| !is_told) {
            self.messages.note(&summary);
        }
        if let Some(memory) = &self.memory {
            memory.announce(&mut output, path)?;
        }
        output.finish().map_err(Failure::output(path))?;
        if let Some(memory) = &self.memory {
            memory.delivered()?;
            let (unchanged, before) = (self.totals.unchanged, self.totals.reported_before);
            if unchanged > 0 {
                let of = self.totals.known();
                self.messages.note(&format!(
                    "{unchanged} of {of} documents are unchanged: their hits are those of an earlier run"
                ));
            }
            if before > 0 {
                self.messages.note(&format!(
                    "{before} hits are left out: they were reported before"
                ));
            }
        }
        if self.totals.lapsed > 0 {
            let lapsed = self.totals.lapsed;
            self.messages.note(&format!(
                "{lapsed} hits are reported though they were decided to be false positives: what the \
                 lists say of the entity has changed since"
            ));
        }
        if let (Some(manifest), Some(path)) = (self.manifest, &self.args.manifest) {
            manifest
                .finish(&self.totals, &run)
                .map_err(Failure::output(Some(path)))?;
        }
        if self.totals.unreadable > 0 || self.broke_off {
            return Ok(Exit::Unreadable);
        }
        if self.totals.known() == 0 && !self.args.allow_empty {
            let hint =
                "name files, folders or `-` for standard input; `--allow-empty` lets it pass";
            self.messages.error(&"no document at all", Some(hint));
            return Ok(Exit::Unreadable);
        }
        if !self.totals.has_text() && self.totals.known() > 0 {
            self.messages
                .warning(&"there was no text in any document: nothing could be found");
        }
        Ok(if self.args.matching.exit_code && self.totals.hits > 0 {
            Exit::Hit
        } else {
            Exit::Whole
        })
    }
}
