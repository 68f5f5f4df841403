use std::path::Path;

use jiff::Timestamp;
use namewatch::{DocumentResult, Error, ListInfo, Screener};

use super::args::ScreenArgs;
use super::complaints::{Complaints, OddDates};
use super::failure::{Exit, Failure};
use super::interruption::Interruption;
use super::lists_in_use::ListsInUse;
use super::mask::Mask;
use super::messages::Messages;
use super::model;
use super::open_output;
use super::pool::{processors, threads};
use crate::document::{Documents, InputFormat, Reading, Ticket};
use crate::report::{
    About, End, Fixed, Host, Manifest, Outcome, Run, Screened, Settings, Sink, Totals, text,
};

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
    let with_records = args.format.shows_records();
    let (screener, lists, records) = lists.screener_and_records(
        Screener::builder()
            .min_confidence(args.matching.min_confidence)
            .threads(threads)
            .model(model::load(&args.matching.model)?),
        mask,
        with_records,
    )?;
    let about = About {
        settings: &settings,
        lists: &lists,
        records: records.as_ref(),
    };
    let mut screening = Screening::begin(args, about, messages)?;
    let reading = Reading {
        format: args.input_format,
        hashed: args.manifest.is_some() || with_records,
        left_out: [&args.output.output, &args.manifest]
            .into_iter()
            .flatten()
            .cloned()
            .collect(),
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
        input_format: match args.input_format {
            None => "auto",
            Some(InputFormat::Text) => "text",
            Some(InputFormat::JsonLines) => "jsonl",
        },
        exclude: mask.withheld(),
        changed_since: mask.since(),
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
    if let Some(feature) = args.format.missing_feature() {
        return Err(Failure::Usage {
            problem: format!("this program was built without the feature `{feature}`"),
            hint: "build it with `cargo build --release --features columnar`, or take another form",
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
    sink: Box<dyn Sink + 'a>,
    manifest: Option<Manifest>,
    totals: Totals,
    odd_dates: OddDates,
    complaints: Complaints,
}

impl<'a> Screening<'a> {
    fn begin(args: &'a ScreenArgs, about: About<'a>, messages: Messages) -> Result<Self, Failure> {
        let manifest = match args.manifest.as_deref() {
            Some(path) => Some(
                Manifest::begin(path, about.settings, about.lists)
                    .map_err(Failure::output(Some(path)))?,
            ),
            None => None,
        };
        let path = args.output.output.as_deref();
        let output = open_output(path)?;
        if args.format.is_binary() && output.is_terminal() {
            return Err(Failure::Usage {
                problem: "this form is not for a terminal".to_owned(),
                hint: "name a file with `--output`",
            });
        }
        let sink = args.format.open(output, about, args.explain.is_some());
        Ok(Self {
            args,
            lists: about.lists,
            messages,
            sink: sink.map_err(Failure::output(path))?,
            manifest,
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
        self.odd_dates.note(ticket);
        self.totals.count(outcome, result.hits.len());
        let screened = Screened {
            ticket,
            outcome,
            reason,
            result: &result,
        };
        if let (Some(manifest), Some(path)) = (&mut self.manifest, &self.args.manifest) {
            manifest
                .document(&screened)
                .map_err(Failure::output(Some(path)))?;
        }
        self.sink
            .document(&screened)
            .map_err(Failure::output(self.args.output.output.as_deref()))
    }

    fn finish(mut self, run: impl FnOnce() -> Run) -> Result<Exit, Failure> {
        self.complaints.finish(self.messages);
        self.odd_dates.finish(self.messages);
        let path: Option<&Path> = self.args.output.output.as_deref();
        let min_confidence = self.args.matching.min_confidence;
        let summary = text::summary(&self.totals, min_confidence, self.lists);
        let summary = self.args.explain.is_none().then_some(summary.as_str());
        let run = run();
        let end = End {
            totals: &self.totals,
            summary,
            run: &run,
        };
        let is_told = self.sink.finish(&end).map_err(Failure::output(path))?;
        if let Some(summary) = summary.filter(|_| !is_told) {
            self.messages.note(&summary);
        }
        if let (Some(manifest), Some(path)) = (self.manifest, &self.args.manifest) {
            manifest
                .finish(&self.totals, &run)
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
