//! The `decisions` commands: what people decided about hits.

use std::io::{self, Write};
use std::path::Path;

use jiff::Timestamp;
use jiff::civil::Date;
use jiff::tz::TimeZone;
use serde::Serialize;

use super::args::{DecisionFormat, DecisionsAction, DecisionsArgs, Format, NewDecision, WhoArgs};
use super::failure::{Exit, Failure};
use super::lists_in_use::ListsInUse;
use super::messages::Messages;
use super::open_output;
use crate::decision::{Act, Decision, DecisionLog, Entry, Line, Standing};
use crate::report::csv::harmless;
use crate::report::{Output, jsonl, table};

/// Runs one of the commands.
pub(crate) fn run(args: &DecisionsArgs, messages: Messages) -> Result<Exit, Failure> {
    match &args.action {
        DecisionsAction::Add(new) => add(new, messages)?,
        DecisionsAction::Revoke { log, number, who } => {
            let act = Act::Revoke { revokes: *number };
            append(log, Signed::by(who)?, act, messages)?;
        }
        DecisionsAction::List {
            log,
            all,
            on,
            format,
        } => {
            let log = DecisionLog::read(log)?;
            let mut shown = Standing::of_all(&log, on.unwrap_or_else(today));
            shown.retain(|(.., standing)| *all || *standing == Standing::InForce);
            write(args, |out| match format {
                Format::Text => list(out, &shown),
                Format::Jsonl => shown
                    .iter()
                    .try_for_each(|row| jsonl::line(out, &Row::of(row))),
            })?;
        }
        DecisionsAction::Export { log, on, format } => {
            let log = DecisionLog::read(log)?;
            let all = Standing::of_all(&log, on.unwrap_or_else(today));
            write(args, |out| match format {
                DecisionFormat::Jsonl => all
                    .iter()
                    .try_for_each(|row| jsonl::line(out, &Row::of(row))),
                DecisionFormat::Csv => export_csv(out, &all),
            })?;
        }
        DecisionsAction::Verify { log: path, head } => {
            let mut log = DecisionLog::read(path)?;
            let (lines, last) = (log.lines().len(), log.head().to_owned());
            if let Some(head) = head {
                log = log.up_to(path, head)?;
            }
            let since = lines - log.lines().len();
            write(args, |out| {
                write!(
                    out,
                    "{}: {lines} lines, each as it was written",
                    path.display()
                )?;
                if head.is_some() {
                    write!(out, "; {since} since the head given")?;
                }
                writeln!(out, "\nhead {last}")
            })?;
        }
    }
    Ok(Exit::Whole)
}

/// The day on which decisions count where none is given.
pub(crate) fn today() -> Date {
    day_of(Timestamp::now())
}

/// The day of a time, in UTC.
pub(crate) fn day_of(time: Timestamp) -> Date {
    time.to_zoned(TimeZone::UTC).date()
}

fn add(new: &NewDecision, messages: Messages) -> Result<(), Failure> {
    if new.matched.trim().is_empty() {
        return Err(Failure::Usage {
            problem: "the text that is decided on is empty".to_owned(),
            hint: "give the mention as the article has it: `surface` in JSON lines",
        });
    }
    let signed = Signed::by(&new.who)?;
    if let Some(until) = new.until.filter(|&until| until < today()) {
        messages.warning(&format!(
            "`--until {until}`: that day is over, so that the decision is in force no more"
        ));
    }
    let lists = ListsInUse::choose(&new.lists, messages)?;
    let hashes = lists.entity_hashes(|id| id == new.entity)?;
    let Some(entity_sha256) = hashes.get(&new.entity) else {
        return Err(Failure::unknown_entity(&new.entity));
    };
    let decision = Decision {
        entity_id: new.entity.clone(),
        entity_sha256: entity_sha256.clone(),
        matched: new.matched.clone(),
        document: new.document.clone(),
        verdict: new.verdict,
        until: new.until,
    };
    append(&new.log, signed, Act::Decide(decision.settled()), messages)
}

/// Who decides, and for what reason: neither is blank, since the log is kept for those who ask.
struct Signed {
    who: String,
    why: String,
}

impl Signed {
    fn by(args: &WhoArgs) -> Result<Self, Failure> {
        let is_said = |text: &String| !text.trim().is_empty();
        let who = args.who.clone().or_else(user).filter(is_said);
        let who = who.ok_or(Failure::Usage {
            problem: "who decides is not said".to_owned(),
            hint: "name them with `--who`",
        })?;
        let why = Some(args.why.clone()).filter(is_said);
        let why = why.ok_or(Failure::Usage {
            problem: "`--why` is empty".to_owned(),
            hint: "give the reason: whoever checks the decision reads it in the log",
        })?;
        Ok(Self { who, why })
    }
}

fn append(log: &Path, signed: Signed, act: Act, messages: Messages) -> Result<(), Failure> {
    let now = Timestamp::now();
    let second = Timestamp::from_second(now.as_second()).unwrap_or(now);
    let Line { entry, hash } = DecisionLog::append(log, second, signed.who, signed.why, act)?;
    messages.note(&format!(
        "line {} of {}; head {hash}",
        entry.number,
        log.display()
    ));
    Ok(())
}

/// The name under which somebody uses this machine.
fn user() -> Option<String> {
    let names = ["USER", "LOGNAME", "USERNAME"].map(std::env::var);
    names.into_iter().flatten().find(|name| !name.is_empty())
}

fn write(
    args: &DecisionsArgs,
    what: impl FnOnce(&mut Output) -> io::Result<()>,
) -> Result<(), Failure> {
    let path = args.output.output.as_deref();
    let mut output = open_output(path)?;
    what(&mut output)
        .and_then(|()| output.finish())
        .map_err(Failure::output(path))
}

/// A decision as it is printed: as it was written, and how it stands.
#[derive(Serialize)]
struct Row<'a> {
    number: u64,
    standing: &'static str,
    time: Timestamp,
    who: &'a str,
    why: &'a str,
    #[serde(flatten)]
    decision: &'a Decision,
}

impl<'a> Row<'a> {
    fn of((entry, decision, standing): &(&'a Entry, &'a Decision, Standing)) -> Self {
        Self {
            number: entry.number,
            standing: standing.as_str(),
            time: entry.time,
            who: &entry.who,
            why: &entry.why,
            decision,
        }
    }
}

fn list(out: &mut Output, decisions: &[(&Entry, &Decision, Standing)]) -> io::Result<()> {
    let rows: Vec<_> = decisions
        .iter()
        .map(|(entry, decision, standing)| {
            [
                entry.number.to_string(),
                standing.as_str().to_owned(),
                decision.verdict.as_str().to_owned(),
                decision.entity_id.clone(),
                decision.matched.clone(),
                decision
                    .document
                    .clone()
                    .unwrap_or_else(|| "all".to_owned()),
                decision
                    .until
                    .map_or_else(|| "-".to_owned(), |day| day.to_string()),
                day_of(entry.time).to_string(),
                entry.who.clone(),
                entry.why.clone(),
            ]
        })
        .collect();
    let heading = [
        "number", "standing", "verdict", "entity", "text", "document", "until", "decided", "who",
        "why",
    ];
    table(out, heading, &[0], &rows)
}

fn export_csv(out: &mut Output, decisions: &[(&Entry, &Decision, Standing)]) -> io::Result<()> {
    let mut writer = csv::Writer::from_writer(out);
    writer.write_record([
        "number",
        "standing",
        "time",
        "who",
        "why",
        "entity_id",
        "entity_sha256",
        "matched",
        "document",
        "verdict",
        "until",
    ])?;
    for (entry, decision, standing) in decisions {
        let (number, time) = (entry.number.to_string(), entry.time.to_string());
        let until = decision.until.map(|day| day.to_string());
        let cells = [
            number.as_str(),
            standing.as_str(),
            &time,
            &entry.who,
            &entry.why,
            &decision.entity_id,
            &decision.entity_sha256,
            &decision.matched,
            decision.document.as_deref().unwrap_or_default(),
            decision.verdict.as_str(),
            until.as_deref().unwrap_or_default(),
        ];
        let cells = cells.map(harmless);
        writer.write_record(cells.iter().map(|cell| cell.as_bytes()))?;
    }
    writer.flush()
}
