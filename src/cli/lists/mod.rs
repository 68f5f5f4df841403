//! The `lists` commands.

mod diff;
mod status;
mod update;
mod verify;

use std::io;
use std::path::PathBuf;

use namewatch::{Link, ListSource, OwnRecord, Watchlist, write_own_csv};

use super::args::{ExportFormat, Format, ListsAction, ListsArgs};
use super::edition::Edition;
use super::failure::{Exit, Failure};
use super::interruption::Interruption;
use super::lists_in_use::ListsInUse;
use super::messages::Messages;
use super::spare::spare_inputs;
use super::{data_folder, folder_to_read, open_output};
use crate::report::{Output, ftm, jsonl, text};
use crate::store::Store;

/// Runs `lists` and the commands under it.
pub(crate) fn run(
    args: &ListsArgs,
    messages: Messages,
    interruption: &Interruption,
) -> Result<Exit, Failure> {
    let path = args.output.output.as_deref();
    let editions = editions(args);
    let sources = args.lists.sources.iter().chain(&editions);
    spare_inputs(&[("--output", path)], sources.map(|source| &source.path))?;
    let mut output = open_output(path)?;
    let out = &mut output;
    let mut exit = Exit::Whole;
    let load = || ListsInUse::choose(&args.lists, messages)?.load();
    let written = match &args.action {
        None if args.history => status::history(out, args.format, &store_to_read(args, messages)?)?,
        None => {
            let lists = ListsInUse::choose(&args.lists, messages)?;
            status::current(out, args.format, &args.lists, lists)?
        }
        Some(ListsAction::Show { id, format }) => {
            let lists = ListsInUse::choose(&args.lists, messages)?;
            let (watchlist, links) = lists.load_with_links(id)?;
            show(out, &watchlist, id, &links, *format)?
        }
        Some(ListsAction::Export { format }) => export(out, &load()?, *format),
        Some(ListsAction::Diff {
            before,
            after,
            format,
        }) => {
            refuse_choice(args)?;
            let store = data_folder(&args.lists).map(Store::new);
            let before = Edition::find(before, store.as_ref())?.load()?;
            let after = Edition::find(after, store.as_ref())?.load()?;
            diff::write(out, *format, &before, &after, messages)
        }
        Some(ListsAction::Verify { format }) => {
            refuse_choice(args)?;
            let verified = verify::run(&store_to_read(args, messages)?, messages, interruption)?;
            exit = verified.exit();
            verified.write(out, *format)
        }
        Some(ListsAction::Update(update)) => {
            refuse_choice(args)?;
            let done = update::run(
                update,
                &store(data_folder(&args.lists))?,
                messages,
                interruption,
            )?;
            exit = done.exit();
            done.write(out, update.format)
        }
    };
    written
        .and_then(|()| output.finish())
        .map_err(Failure::output(path))?;
    Ok(exit)
}

/// The store; for commands that are about nothing else.
fn store(folder: Option<PathBuf>) -> Result<Store, Failure> {
    folder.map(Store::new).ok_or_else(|| Failure::Usage {
        problem: "there is no folder for installed lists".to_owned(),
        hint: "name one with `--data-dir` or NAMEWATCH_DATA",
    })
}

fn store_to_read(args: &ListsArgs, messages: Messages) -> Result<Store, Failure> {
    store(folder_to_read(&args.lists, messages)?)
}

/// The files and folders that are compared.
fn editions(args: &ListsArgs) -> Vec<ListSource> {
    match &args.action {
        Some(ListsAction::Diff { before, after, .. }) => [before, after]
            .into_iter()
            .filter_map(|edition| edition.parse().ok())
            .collect(),
        _ => Vec::new(),
    }
}

/// Refuses what says which lists are to be used, where a command uses none.
fn refuse_choice(args: &ListsArgs) -> Result<(), Failure> {
    let lists = &args.lists;
    let refused = [
        ("list", !lists.sources.is_empty()),
        ("as-of", lists.as_of.is_some()),
        ("snapshot", !lists.snapshot.is_empty()),
        ("require", !lists.require.is_empty()),
        ("max-age", lists.max_age.is_some()),
    ];
    match refused.iter().find(|(_, is_given)| *is_given) {
        None => Ok(()),
        Some((flag, _)) => Err(Failure::Usage {
            problem: format!("`--{flag}` makes no sense here"),
            hint: "it says which lists are to be used; this command is about what is installed",
        }),
    }
}

fn show(
    out: &mut Output,
    watchlist: &Watchlist,
    id: &str,
    links: &[Link],
    format: Format,
) -> Result<io::Result<()>, Failure> {
    let entity = watchlist
        .entity(id)
        .ok_or_else(|| Failure::unknown_entity(id))?;
    let style = out.style;
    Ok(match format {
        Format::Text => text::record(out, style, entity, links),
        Format::Jsonl => jsonl::entity(out, entity, links),
    })
}

fn export(out: &mut Output, watchlist: &Watchlist, format: ExportFormat) -> io::Result<()> {
    let entities = watchlist.entities();
    match format {
        ExportFormat::Jsonl => entities
            .iter()
            .try_for_each(|entity| jsonl::line(out, &OwnRecord::from(entity))),
        ExportFormat::Ftm => entities
            .iter()
            .try_for_each(|entity| ftm::entity(out, entity)),
        ExportFormat::Csv => write_own_csv(out, entities),
    }
}
