use std::io::{self, Write};
use std::path::Path;

use jiff::Timestamp;
use namewatch::{DocumentResult, Error, ListInfo, Screener};

use super::args::{ColumnArgs, Format, ScreenArgs};
use super::complaints::{Complaints, OddDates};
use super::failure::{Exit, Failure};
use super::interruption::Interruption;
use super::lists_in_use::ListsInUse;
use super::mask::Mask;
use super::messages::Messages;
use super::model;
use super::open_output;
use super::pool::{processors, threads};
use crate::document::{Columns, Documents, InputFormat, Reading, SavedTexts, Ticket};
use crate::report::{Fixed, Host, Manifest, Outcome, Output, Run, Settings, Totals, jsonl, text};

/// Runs `screen`.
pub(crate) fn run(
    args: &ScreenArgs,
    messages: Messages,
    interruption: &Interruption,
) -> Result<Exit, Failure> {
    let started = Timestamp::now();
    check(args)?;
    let lists = ListsInUse::choose(&args.lists, messages)?;
    let threads = threads(args.matching.threads);
    let mask = Mask::new(&args.mask, lists.store())?;
    let settings = settings(args, &mask);
    let (screener, lists) = lists.screener(
        Screener::builder()
            .min_confidence(args.matching.min_confidence)
            .threads(threads)
            .model(model::load(&args.matching.model)?),
        mask,
    )?;
    let mut screening = Screening::begin(args, &settings, &lists, messages)?;
    let reading = Reading {
        format: args.input_format,
        columns: args.columns.clone().into(),
        hashed: args.manifest.is_some(),
        left_out: [&args.output.output, &args.manifest, &args.save_text]
            .into_iter()
            .flatten()
            .cloned()
            .collect(),
        saved: screening.saved.clone(),
        cancellation: interruption.cancellation().clone(),
    };
    let documents = Documents::new(args.paths.clone(), reading);
    match &args.explain {
        Some(entity) => screening.explain(documents, &screener, entity, interruption)?,
        None => screening.screen(documents, &screener, interruption)?,
    }
    screening.finish(|| Run {
        started,
        finished: Timestamp::now(),
        threads: threads.get(),
        host: Host::here(processors().get()),
    })
}

/// What can change the results.
fn settings(args: &ScreenArgs, mask: &Mask) -> Settings {
    Settings {
        command: "screen",
        min_confidence: Fixed(args.matching.min_confidence),
        input_format: args.input_format.map_or("auto", InputFormat::name),
        columns: args.columns.clone().into(),
        exclude: mask.withheld(),
        changed_since: mask.since(),
    }
}

impl From<ColumnArgs> for Columns {
    fn from(args: ColumnArgs) -> Self {
        Self {
            text: args.text_column,
            id: args.id_column,
            date: args.date_column,
            title: args.title_column,
        }
    }
}

/// Refuses flags that contradict each other.
fn check(args: &ScreenArgs) -> Result<(), Failure> {
    let standard = args
        .paths
        .iter()
        .filter(|path| path.as_os_str() == "-")
        .count();
    if standard > 1 {
        return Err(Failure::Usage {
            problem: "standard input is named twice".to_owned(),
            hint: "give `-` once",
        });
    }
    if args.manifest.is_some() && args.manifest == args.output.output {
        return Err(Failure::Usage {
            problem: "`--output` and `--manifest` name the same file".to_owned(),
            hint: "give each a file of its own",
        });
    }
    Ok(())
}

/// A run of `screen`: takes results in the order of the documents, writes and counts them.
struct Screening<'a> {
    args: &'a ScreenArgs,
    lists: &'a [ListInfo],
    messages: Messages,
    output: Output,
    manifest: Option<Manifest>,
    saved: Option<SavedTexts>,
    totals: Totals,
    odd_dates: OddDates,
    complaints: Complaints,
}

impl<'a> Screening<'a> {
    fn begin(
        args: &'a ScreenArgs,
        settings: &Settings,
        lists: &'a [ListInfo],
        messages: Messages,
    ) -> Result<Self, Failure> {
        let manifest = match args.manifest.as_deref() {
            Some(path) => {
                Some(Manifest::begin(path, settings, lists).map_err(Failure::output(Some(path)))?)
            }
            None => None,
        };
        Ok(Self {
            args,
            lists,
            messages,
            output: open_output(args.output.output.as_deref())?,
            manifest,
            saved: match args.save_text.as_deref() {
                Some(folder) => {
                    Some(SavedTexts::new(folder).map_err(Failure::output(Some(folder)))?)
                }
                None => None,
            },
            totals: Totals::default(),
            odd_dates: OddDates::default(),
            complaints: Complaints::default(),
        })
    }

    fn screen(
        &mut self,
        documents: Documents,
        screener: &Screener,
        interruption: &Interruption,
    ) -> Result<(), Failure> {
        let mut failure = None;
        let screened =
            screener.screen_all(documents, interruption.cancellation(), |ticket, result| {
                failure = interruption
                    .check()
                    .and_then(|()| self.take(&ticket, result))
                    .err();
                failure.is_none()
            });
        interruption.check()?;
        screened?;
        failure.map_or(Ok(()), Err)
    }

    fn explain(
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
            let result = if ticket.problem().is_some() {
                Ok(None)
            } else {
                screener.explain(document, entity)
            };
            let result = result.map(|hit| DocumentResult {
                hits: hit.into_iter().collect(),
                ..DocumentResult::default()
            });
            self.take(&ticket, result)?;
        }
        Ok(())
    }

    /// Takes what screening one document gave.
    fn take(
        &mut self,
        ticket: &Ticket,
        result: Result<DocumentResult, Error>,
    ) -> Result<(), Failure> {
        let (outcome, reason, result) = match (ticket.problem(), result) {
            (Some(problem), _) => {
                let outcome = if problem.is_failure() {
                    self.complaints.error(
                        self.messages,
                        ticket,
                        &problem.to_string(),
                        problem.hint(),
                    );
                    Outcome::Unreadable
                } else {
                    self.messages
                        .detail(&format!("{}: {problem}", ticket.place()));
                    Outcome::Passed
                };
                (
                    outcome,
                    Some(problem.to_string()),
                    DocumentResult::default(),
                )
            }
            (None, Err(error)) => {
                self.complaints
                    .error(self.messages, ticket, &error.to_string(), None);
                (
                    Outcome::Unreadable,
                    Some(error.to_string()),
                    DocumentResult::default(),
                )
            }
            (None, Ok(result)) if ticket.empty => (Outcome::Empty, None, result),
            (None, Ok(result)) => (Outcome::Screened, None, result),
        };
        if result.nul_bytes > 0 {
            self.messages.warning(&format!(
                "{}: {} NUL characters screened as blanks",
                ticket.place(),
                result.nul_bytes
            ));
        }
        self.tell(ticket);
        self.totals.count(outcome, result.hits.len());
        if let (Some(manifest), Some(path)) = (&mut self.manifest, &self.args.manifest) {
            manifest
                .document(ticket, outcome, reason, &result)
                .map_err(Failure::output(Some(path)))?;
        }
        if let Some(error) = self.saved.as_ref().and_then(SavedTexts::failure) {
            return Err(Failure::output(self.args.save_text.as_deref())(error));
        }
        self.write(ticket, outcome, &result)
            .map_err(Failure::output(self.args.output.output.as_deref()))
    }

    /// Tells how a document was read, where that may surprise.
    fn tell(&mut self, ticket: &Ticket) {
        self.odd_dates.note(ticket);
        for warning in &ticket.warnings {
            self.messages
                .warning(&format!("{}: {warning}", ticket.place()));
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
            let read_as = read_as.join(", ");
            self.messages
                .detail(&format!("{}: read as {read_as}", ticket.place()));
        }
    }

    fn write(
        &mut self,
        ticket: &Ticket,
        outcome: Outcome,
        result: &DocumentResult,
    ) -> io::Result<()> {
        let style = self.output.style;
        let out = &mut self.output;
        if result.hits.is_empty() {
            let screened = outcome == Outcome::Screened || outcome == Outcome::Empty;
            if screened && self.args.explain.is_some() && self.args.format == Format::Text {
                text::no_candidate(out, style, ticket)?;
            }
            return Ok(());
        }
        match self.args.format {
            Format::Text => text::hits(out, style, ticket, &result.hits)?,
            Format::Jsonl => {
                for hit in &result.hits {
                    jsonl::hit(out, ticket, hit)?;
                }
            }
        }
        if out.is_live() { out.flush() } else { Ok(()) }
    }

    fn finish(mut self, run: impl FnOnce() -> Run) -> Result<Exit, Failure> {
        self.complaints.finish(self.messages);
        self.odd_dates.finish(self.messages);
        let path: Option<&Path> = self.args.output.output.as_deref();
        let min_confidence = self.args.matching.min_confidence;
        if self.args.explain.is_none() {
            let summary = text::summary(&self.totals, min_confidence, self.lists);
            match self.args.format {
                Format::Text => {
                    writeln!(self.output, "{summary}").map_err(Failure::output(path))?;
                }
                Format::Jsonl => self.messages.note(&summary),
            }
        }
        self.output.finish().map_err(Failure::output(path))?;
        if let (Some(manifest), Some(path)) = (self.manifest, &self.args.manifest) {
            manifest
                .finish(&self.totals, &run())
                .map_err(Failure::output(Some(path)))?;
        }
        if self.totals.unreadable > 0 {
            return Ok(Exit::Unreadable);
        }
        if self.totals.screened == 0 && !self.args.allow_empty {
            return Err(Failure::Input {
                problem: "no document at all".to_owned(),
                hint: Some(
                    "name files, folders or `-` for standard input; `--allow-empty` lets it pass",
                ),
            });
        }
        Ok(if self.args.matching.exit_code && self.totals.hits > 0 {
            Exit::Hit
        } else {
            Exit::Whole
        })
    }
}
