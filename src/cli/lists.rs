use std::io;

use namewatch::{OwnRecord, Watchlist, write_own_csv};

use super::args::{ExportFormat, Format, ListsAction, ListsArgs};
use super::failure::{Exit, Failure};
use super::messages::Messages;
use super::{open_output, watchlists};
use crate::report::{Output, jsonl, text};

/// Runs `lists`, `lists show` and `lists export`.
pub(crate) fn run(args: &ListsArgs, messages: Messages) -> Result<Exit, Failure> {
    let watchlist = watchlists::load(&args.lists, messages)?;
    let path = args.output.output.as_deref();
    let mut output = open_output(path)?;
    let written = match &args.action {
        None => status(&watchlist, args.format, &mut output),
        Some(ListsAction::Show { id, format }) => {
            let entity = watchlist
                .entity(id)
                .ok_or_else(|| Failure::unknown_entity(id))?;
            let style = output.style;
            match format {
                Format::Text => text::record(&mut output, style, entity),
                Format::Jsonl => jsonl::line(&mut output, &OwnRecord::from(entity)),
            }
        }
        Some(ListsAction::Export { format }) => export(&watchlist, *format, &mut output),
    };
    written
        .and_then(|()| output.finish())
        .map_err(Failure::output(path))?;
    Ok(Exit::Whole)
}

fn status(watchlist: &Watchlist, format: Format, output: &mut Output) -> io::Result<()> {
    let (lists, style) = (watchlist.lists(), output.style);
    match format {
        Format::Text => text::lists(output, style, lists),
        Format::Jsonl => lists.iter().try_for_each(|list| jsonl::list(output, list)),
    }
}

fn export(watchlist: &Watchlist, format: ExportFormat, output: &mut Output) -> io::Result<()> {
    let entities = watchlist.entities();
    match format {
        ExportFormat::Jsonl => entities
            .iter()
            .try_for_each(|entity| jsonl::line(output, &OwnRecord::from(entity))),
        ExportFormat::Csv => write_own_csv(output, entities),
    }
}
