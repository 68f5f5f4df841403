//! `lists update`: brings the installed lists up to date, from their publishers, a mirror, or files.

mod arrival;
mod copied;
#[cfg(feature = "fetch")]
mod fetched;

use std::collections::BTreeMap;
use std::io;
use std::path::PathBuf;
use std::time::{Duration, Instant};

use jiff::Timestamp;
use jiff::civil::Date;
use jiff::tz::TimeZone;
use namewatch::{ListInfo, OfficialList};
use serde::Serialize;

use super::status::short;
use crate::cli::args::{Format, UpdateArgs};
use crate::cli::failure::{Exit, Failure};
use crate::cli::interruption::Interruption;
use crate::cli::messages::Messages;
use crate::report::{Output, jsonl, table};
use crate::store::{Retention, Staging, Store, StoredFile, Writer};
use arrival::{Admission, Arrival};

/// What became of one list.
pub(super) enum Outcome {
    /// A new snapshot is current.
    Installed {
        /// The entities of the one before.
        before: Option<usize>,
        now: ListInfo,
    },
    /// The installed snapshot is what the publisher offers.
    Unchanged(ListInfo),
    /// The installed snapshot stays.
    Failed(String),
}

/// What all ways of updating share.
struct Update<'a> {
    args: &'a UpdateArgs,
    store: &'a Store,
    writer: Writer,
    now: Timestamp,
    #[cfg_attr(
        not(feature = "fetch"),
        expect(dead_code, reason = "only fetching takes long")
    )]
    deadline: Instant,
    messages: Messages,
    interruption: &'a Interruption,
    outcomes: BTreeMap<String, Outcome>,
}

/// Runs `lists update`.
pub(super) fn run(
    args: &UpdateArgs,
    store: &Store,
    messages: Messages,
    interruption: &Interruption,
) -> Result<Done, Failure> {
    let deadline = Instant::now() + Duration::from_secs(args.time_limit);
    let source = Source::of(args)?;
    source.check_accepted(&args.accept)?;
    let writer = store.write(deadline, || interruption.check())?;
    let mut update = Update {
        args,
        store,
        writer,
        now: Timestamp::now(),
        deadline,
        messages,
        interruption,
        outcomes: BTreeMap::new(),
    };
    match source {
        Source::Files(path) => copied::update(&mut update, path)?,
        Source::Server { mirror, lists } => from_server(&mut update, mirror, &lists)?,
    }
    let retention = Retention {
        number: args.keep,
        days: args.keep_days,
    };
    let cleared = update.writer.prune(retention, update.now)?;
    if cleared > 0 {
        messages.note(&format!("{cleared} old snapshots cleared away"));
    }
    update.complain();
    for id in args
        .accept
        .iter()
        .filter(|id| !update.outcomes.contains_key(*id))
    {
        messages.warning(&format!("`--accept {id}`: no such list came"));
    }
    Ok(Done(update.outcomes))
}

/// Where the lists are to come from.
enum Source<'a> {
    /// A file or folder, or the data folder of another installation.
    Files(PathBuf),
    /// The publishers, or a server that offers the files under the names of `sources.toml`.
    Server {
        mirror: Option<&'a str>,
        lists: Vec<&'static OfficialList>,
    },
}

impl<'a> Source<'a> {
    fn of(args: &'a UpdateArgs) -> Result<Self, Failure> {
        let mirror = match args.from.as_deref() {
            Some(from) if !is_url(from) => return Ok(Self::Files(from.into())),
            mirror => mirror,
        };
        let lists = if args.ids.is_empty() {
            let all = OfficialList::all().iter();
            all.filter(|list| !list.files.is_empty()).collect()
        } else {
            let named = args.ids.iter().map(|id| official(id));
            named.collect::<Result<_, _>>()?
        };
        Ok(Self::Server { mirror, lists })
    }
}

impl Source<'_> {
    /// Refuses to accept what can't come; of files it shows when they are read.
    fn check_accepted(&self, accepted: &[String]) -> Result<(), Failure> {
        let Self::Server { lists, .. } = self else {
            return Ok(());
        };
        let is_asked_for = |id: &str| lists.iter().any(|list| list.id == id);
        match accepted.iter().find(|id| !is_asked_for(id)) {
            None => Ok(()),
            Some(id) => Err(Failure::Usage {
                problem: format!("`--accept {id}`: no such list is to be updated"),
                hint: "give the ids of lists that this command updates",
            }),
        }
    }
}

fn is_url(from: &str) -> bool {
    from.starts_with("https://") || from.starts_with("http://")
}

fn official(id: &str) -> Result<&'static OfficialList, Failure> {
    let hint = "`lists update --from DIR` installs any list from files";
    match OfficialList::find(id) {
        Some(list) if !list.files.is_empty() => Ok(list),
        Some(list) => Err(Failure::Usage {
            problem: format!(
                "`{id}` is no longer kept by its publisher (since {})",
                list.retired.as_deref().unwrap_or("long ago")
            ),
            hint,
        }),
        None => Err(Failure::Usage {
            problem: format!("`{id}` is no official list; they are {}", official_ids()),
            hint,
        }),
    }
}

fn official_ids() -> String {
    let ids: Vec<&str> = OfficialList::all()
        .iter()
        .filter(|list| !list.files.is_empty())
        .map(|list| list.id.as_str())
        .collect();
    ids.join(", ")
}

#[cfg(feature = "fetch")]
fn from_server(
    update: &mut Update<'_>,
    mirror: Option<&str>,
    lists: &[&'static OfficialList],
) -> Result<(), Failure> {
    fetched::update(update, mirror, lists)
}

#[cfg(not(feature = "fetch"))]
fn from_server(
    _: &mut Update<'_>,
    _: Option<&str>,
    _: &[&'static OfficialList],
) -> Result<(), Failure> {
    Err(Failure::Usage {
        problem: "this build fetches nothing: it is without the feature `fetch`".to_owned(),
        hint: "build with `--features fetch`, or install from files with `--from DIR`",
    })
}

impl Update<'_> {
    /// Installs what has arrived whole. `checked`: when it was what the publisher offers; if nobody
    /// knows, the list is as old as what it says of itself.
    fn install(
        &mut self,
        id: &str,
        arrival: Result<Arrival, String>,
        checked: Option<Timestamp>,
    ) -> Result<(), Failure> {
        let now = self.now;
        let checked = |list: &ListInfo| checked.or_else(|| midnight(list)).unwrap_or(now).min(now);
        let outcome = match arrival {
            Err(problem) => Outcome::Failed(problem),
            Ok(Arrival::Unchanged(list)) => {
                self.writer
                    .confirm(id, &list.snapshot, now, checked(&list))?;
                Outcome::Unchanged(*list)
            }
            Ok(Arrival::New {
                before,
                staging,
                manifest,
            }) => {
                let checked = checked(&manifest.list);
                self.writer.install(&staging, &manifest, now, checked)?;
                // Whoever installs it can mend it.
                for warning in &manifest.list.warnings {
                    self.messages.warning(&format!("{id}: {warning}"));
                }
                Outcome::Installed {
                    before,
                    now: manifest.list,
                }
            }
        };
        self.outcomes.insert(id.to_owned(), outcome);
        Ok(())
    }

    /// Says so where nothing tells how old an official list is that came as a file.
    fn tell_if_undated(&self, id: &str) {
        if let Some(Outcome::Installed { now, .. } | Outcome::Unchanged(now)) =
            self.outcomes.get(id)
            && now.published.is_none()
            && OfficialList::find(id).is_some()
        {
            self.messages.important(&format!(
                "`{id}` bears no date: its age is reckoned from now, however old the file is"
            ));
        }
    }

    fn stage(&self, id: &str) -> Result<Staging, String> {
        self.store.stage(id).map_err(|problem| problem.to_string())
    }

    /// Reads a list that has come, and tells whether it may be installed.
    fn admit(
        &self,
        id: &str,
        staging: Staging,
        files: Vec<StoredFile>,
        fetched: Timestamp,
    ) -> Result<Arrival, String> {
        self.admission(id).admit(staging, files, fetched)
    }

    fn admission(&self, id: &str) -> Admission {
        let current = self.writer.installed().current_of(id);
        Admission {
            id: id.to_owned(),
            // One that can't be read is no measure for the next.
            installed: current.and_then(|used| self.store.snapshot(id, &used.snapshot).ok()),
            accepts: self.args.accept.iter().any(|accepted| accepted == id),
        }
    }

    /// Tells what went wrong.
    fn complain(&self) {
        for (id, outcome) in &self.outcomes {
            if let Outcome::Failed(problem) = outcome {
                let current = self.writer.installed().current_of(id);
                let stays = current.map_or_else(
                    || "none is installed".to_owned(),
                    |used| format!("the snapshot installed on {:.0} stays", used.since),
                );
                let problem = format!("{id}: {problem}; {stays}");
                self.messages.error(&problem, None);
            }
        }
    }
}

/// What became of the lists, by id.
pub(super) struct Done(BTreeMap<String, Outcome>);

impl Done {
    /// How the command ends.
    pub(super) fn exit(&self) -> Exit {
        let is_failed = |outcome: &Outcome| matches!(outcome, Outcome::Failed(_));
        if self.0.values().any(is_failed) {
            Exit::Unreadable
        } else {
            Exit::Whole
        }
    }

    /// Prints what became of the lists.
    pub(super) fn write(&self, out: &mut Output, format: Format) -> io::Result<()> {
        let lines = self.0.iter().map(|(id, outcome)| Line::of(id, outcome));
        match format {
            Format::Jsonl => lines
                .into_iter()
                .try_for_each(|line| jsonl::line(out, &line)),
            Format::Text => {
                let heading = [
                    "list",
                    "entities",
                    "before",
                    "published",
                    "snapshot",
                    "status",
                ];
                let rows: Vec<_> = lines.map(|line| line.cells()).collect();
                table(out, heading, &[1, 2], &rows)
            }
        }
    }
}

/// The first moment of the day that a list bears.
fn midnight(list: &ListInfo) -> Option<Timestamp> {
    let day: Date = list.published.as_deref()?.parse().ok()?;
    Some(day.to_zoned(TimeZone::UTC).ok()?.timestamp())
}

/// What is printed of a list.
#[derive(Serialize)]
struct Line<'a> {
    list: &'a str,
    status: &'a str,
    snapshot: Option<&'a str>,
    published: Option<&'a str>,
    entities: Option<usize>,
    entities_before: Option<usize>,
    problem: Option<&'a str>,
}

impl<'a> Line<'a> {
    fn of(id: &'a str, outcome: &'a Outcome) -> Self {
        let (status, now, before, problem) = match outcome {
            Outcome::Installed { before, now } => ("installed", Some(now), *before, None),
            Outcome::Unchanged(list) => ("unchanged", Some(list), Some(list.counts.entities), None),
            Outcome::Failed(problem) => ("failed", None, None, Some(problem.as_str())),
        };
        Self {
            list: id,
            status,
            snapshot: now.map(|list| list.snapshot.as_str()),
            published: now.and_then(|list| list.published.as_deref()),
            entities: now.map(|list| list.counts.entities),
            entities_before: before,
            problem,
        }
    }

    fn cells(&self) -> [String; 6] {
        let number = |count: Option<usize>| count.map_or_else(|| "-".to_owned(), |n| n.to_string());
        let word = |word: Option<&str>| word.unwrap_or("-").to_owned();
        [
            self.list.to_owned(),
            number(self.entities),
            number(self.entities_before),
            word(self.published),
            self.snapshot.map_or_else(|| "-".to_owned(), short),
            self.status.to_owned(),
        ]
    }
}
