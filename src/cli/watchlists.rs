use namewatch::Watchlist;

use super::args::ListArgs;
use super::failure::Failure;
use super::messages::Messages;

/// Loads the lists asked for, or else the starter list; refuses where one that is required is not
/// among them.
pub(crate) fn load(args: &ListArgs, messages: Messages) -> Result<Watchlist, Failure> {
    let watchlist = if args.sources.is_empty() {
        Watchlist::starter()
    } else {
        Watchlist::load(&args.sources)?
    };
    for warning in watchlist.warnings() {
        messages.warning(warning);
    }
    for list in watchlist.lists() {
        if list.demonstration {
            messages.important(&format!(
                "`{}` is a demonstration of {} entities; name official lists with `--list`",
                list.id, list.counts.entities
            ));
        }
        for warning in &list.warnings {
            messages.warning(&format!("{}: {warning}", list.id));
        }
        messages.detail(&format!(
            "{}: {} entities, {} names, {}, sha256 {}",
            list.id, list.counts.entities, list.counts.names, list.format, list.snapshot
        ));
    }
    for id in &args.require {
        let problem = match watchlist.lists().iter().find(|list| &list.id == id) {
            None => "is not loaded",
            Some(list) if list.demonstration => "is only a demonstration",
            Some(_) => continue,
        };
        return Err(Failure::Input {
            problem: format!("required list `{id}` {problem}"),
            hint: Some("name it with `--list`"),
        });
    }
    Ok(watchlist)
}
