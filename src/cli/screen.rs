//! `screen`: documents in, a report of the possible matches in them out.

mod intake;
mod judgement;
mod memory;
mod request;
mod screening;

use jiff::Timestamp;

use self::judgement::Judgement;
use self::request::{check, own_files, settings};
use self::screening::Screening;
use super::args::ScreenArgs;
use super::failure::{Exit, Failure};
use super::interruption::Interruption;
use super::lists_in_use::ListsInUse;
use super::mask::Mask;
use super::messages::Messages;
use super::model;
use super::pool::{processors, threads};
use crate::document::{Documents, Extent, Reading};
use crate::report::{Manifest, Run, Settings};

/// Runs `screen`.
pub(crate) fn run(
    args: &ScreenArgs,
    messages: Messages,
    interruption: &Interruption,
) -> Result<Exit, Failure> {
    let started = Timestamp::now();
    check(args)?;
    let done = screen(args, messages, interruption, started);
    if let Err(failure) = &done {
        let stopped = interruption.check().err();
        own_up(args, stopped.as_ref().unwrap_or(failure), messages, started);
    }
    done
}

/// Sees to it that what an earlier run left does not pass for what this one did: puts a record of the
/// failure in the place of the manifest, and says whose the results are.
fn own_up(args: &ScreenArgs, failure: &Failure, messages: Messages, started: Timestamp) {
    if let Some(path) = args.manifest.as_ref().filter(|path| path.is_file()) {
        let run = run_record(args, started);
        if let Err(error) = Manifest::failed(path, &failure.to_string(), &run) {
            let failure = Failure::output(Some(path))(error);
            messages.failure(&failure);
        }
    }
    let output = args.output.output.as_ref().filter(|path| path.is_file());
    if let Some(path) = output {
        messages.important(&format!(
            "{} is what an earlier run wrote; this one wrote nothing there",
            path.display()
        ));
    }
}

/// What is known of the run itself.
fn run_record(args: &ScreenArgs, started: Timestamp) -> Run {
    Run::ended(started, threads(args.matching.threads), processors())
}

/// From the lists through the documents to the report.
fn screen(
    args: &ScreenArgs,
    messages: Messages,
    interruption: &Interruption,
    started: Timestamp,
) -> Result<Exit, Failure> {
    let lists = ListsInUse::choose(&args.lists, messages)?;
    let mask = Mask::new(&args.mask, lists.store())?;
    let (model, model_sha256) = model::load_hashed(&args.matching.model)?;
    let judgement = Judgement::read(args, &lists)?;
    let settings = Settings {
        model: model_sha256,
        decisions: judgement.as_ref().map(|judgement| judgement.in_use.clone()),
        ..settings(args, &mask)
    };
    let with_records = args.format.shows_records();
    let in_use = lists.screener_and_records(&args.matching, model, mask, with_records)?;
    let extent = Extent::default();
    let about = in_use.about(&settings);
    let scope = &in_use.scope;
    let mut screening = Screening::begin(args, about, scope, judgement, extent.clone(), messages)?;
    let reading = Reading {
        format: args.input_format,
        columns: args.columns.clone().into(),
        at_once: threads(args.matching.threads).get(),
        hashed: args.manifest.is_some() || with_records,
        left_out: own_files(args).map(|(_, path)| path).collect(),
        saved: screening.saved(),
        cancellation: interruption.cancellation().clone(),
        extent,
    };
    let documents = Documents::new(args.paths.clone(), reading);
    match &args.explain {
        Some(entity) => screening.explain(documents, &in_use.screener, entity, interruption)?,
        None => screening.screen(documents, &in_use.screener, interruption)?,
    }
    screening.finish(|| run_record(args, started))
}
