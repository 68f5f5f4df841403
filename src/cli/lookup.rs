//! `lookup`: one name, or a table of them, looked up in the lists.

use std::fmt::Display;
use std::io::{self, Write};

use jiff::Timestamp;
use namewatch::{NameHit, PartialDate, Query, Screener, country_code, ofac_score};

use super::args::{LookupArgs, LookupFormat};
use super::compare::{is_name, kind_of};
use super::complaints::OddCells;
use super::failure::{Exit, Failure};
use super::interruption::Interruption;
use super::lists_in_use::ListsInUse;
use super::mask::Mask;
use super::messages::{Messages, Warn};
use super::model;
use super::open_output;
use super::pool::{processors, threads};
use super::progress::Progress;
use super::spare::spare_inputs;
use super::table::Table;
use crate::document;
use crate::report::parquet::{self, NamesTable};
use crate::report::text::Scope;
use crate::report::{self, About, Fixed, NamesReport, Output, Settings, csv, jsonl, text};

/// Runs `lookup`.
pub(crate) fn run(
    args: &LookupArgs,
    messages: Messages,
    interruption: &Interruption,
) -> Result<Exit, Failure> {
    let table = match &args.queries {
        Some(path) => Some(Table::open(path, &["id", "name"], interruption)?),
        None => None,
    };
    let started = Timestamp::now();
    let path = args.output.output.as_deref();
    let lists = args.lists.sources.iter().map(|source| &source.path);
    spare_inputs(&[("--output", path)], args.queries.iter().chain(lists))?;
    let output = open_output(path)?;
    check(args, &output)?;
    let lists = ListsInUse::choose(&args.lists, messages)?;
    let mask = Mask::new(&args.mask, lists.store())?;
    let (model, model_sha256) = model::load_hashed(&args.matching.model)?;
    let settings = settings(args, &mask, model_sha256);
    let with_records = args.format == LookupFormat::Html;
    let in_use = lists.screener_and_records(&args.matching, model, mask, with_records)?;
    let mut run = Run {
        output,
        writer: Writer::None,
        screener: &in_use.screener,
        args,
        names: 0,
        hits: 0,
    };
    run.begin(in_use.about(&settings))
        .map_err(Failure::output(path))?;
    let mut whole = true;
    match table {
        Some(table) => whole = run.table(table, messages, interruption)?,
        None => run.single(messages)?,
    }
    let hit = run.hits > 0;
    let names = run.names;
    run.finish(&in_use.scope, messages, || {
        report::Run::ended(started, threads(args.matching.threads), processors())
    })?;
    if names == 0 && whole && !args.allow_empty {
        return Err(Failure::Input {
            problem: "no name at all: the table has no row but its header".to_owned(),
            hint: Some("`--allow-empty` lets it pass"),
        });
    }
    Ok(match (whole, hit && args.matching.exit_code) {
        (false, _) => Exit::Unreadable,
        (true, true) => Exit::Hit,
        (true, false) => Exit::Whole,
    })
}

/// Refuses a form that can't be given.
fn check(args: &LookupArgs, output: &Output) -> Result<(), Failure> {
    if args.format != LookupFormat::Parquet {
        return Ok(());
    }
    if let Some(feature) = parquet::missing_feature() {
        return Err(Failure::left_out(feature));
    }
    if output.is_terminal() {
        return Err(Failure::not_for_a_terminal());
    }
    Ok(())
}

/// What can change the results.
fn settings(args: &LookupArgs, mask: &Mask, model: Option<String>) -> Settings {
    Settings {
        command: "lookup",
        min_confidence: Fixed(args.matching.min_confidence),
        input_format: None,
        columns: document::Columns::default(),
        exclude: mask.withheld(),
        changed_since: mask.since(),
        model,
        new_only: false,
        decisions: None,
    }
}

/// What gathers the results, where they are not written one by one.
enum Writer<'a> {
    None,
    Html(Box<NamesReport<'a>>),
    Parquet(Box<NamesTable>),
}

struct Run<'a> {
    output: Output,
    writer: Writer<'a>,
    screener: &'a Screener,
    args: &'a LookupArgs,
    names: u64,
    hits: u64,
}

impl<'a> Run<'a> {
    fn begin(&mut self, about: About<'a>) -> io::Result<()> {
        match self.args.format {
            LookupFormat::Text | LookupFormat::Jsonl => {}
            LookupFormat::Csv => csv::lookup_heading(&mut self.output, self.args.ofac_score)?,
            LookupFormat::Html => {
                self.writer = Writer::Html(Box::new(NamesReport::begin(about)?));
            }
            LookupFormat::Parquet => {
                self.writer = Writer::Parquet(Box::new(NamesTable::begin(&about)?));
            }
        }
        Ok(())
    }

    fn single(&mut self, messages: Messages) -> Result<(), Failure> {
        let args = self.args;
        if let Some(word) = args
            .country
            .iter()
            .find(|word| country_code(word).is_none())
        {
            return Err(Failure::Usage {
                problem: format!("`--country {word}`: no country is called so"),
                hint: "expected an English name or an ISO 3166 code: Syria, SY or SYR",
            });
        }
        let (birth_date, odd) = date_of(args.dob.as_deref().unwrap_or_default(), "--dob");
        if let Some(odd) = odd {
            messages.warning(&odd);
        }
        let query = Query {
            name: args.name.clone().unwrap_or_default(),
            kind: args.kind,
            birth_date,
            gender: args.gender,
            countries: args.country.clone(),
            identifiers: args.identifier.clone(),
        };
        if !is_name(&query.name) {
            return Err(Failure::no_name(&query.name));
        }
        let hits = self.screener.lookup(&query)?;
        self.write("1", &query, &hits)
    }

    /// Looks every row up; says whether all could be read.
    fn table(
        &mut self,
        mut table: Table,
        messages: Messages,
        interruption: &Interruption,
    ) -> Result<bool, Failure> {
        let columns = Columns::of(&table);
        let progress = Progress::begin(messages, self.args.output.output.is_some(), "names");
        let extent = table.extent();
        let warn = |what: &dyn Display| progress.aside(|| messages.warning(what));
        let mut odd = OddCells::default();
        let mut whole = true;
        let queries = std::iter::from_fn(|| {
            loop {
                let row = table.next()?;
                match row {
                    Ok((line, cells)) => {
                        let (id, query) = columns.query(line, &cells, &mut odd, &warn);
                        if is_name(&query.name) {
                            return Some(((id, query.clone()), query));
                        }
                        whole = false;
                        let problem = format!("line {line}: `{}` is no name; left out", query.name);
                        progress.aside(|| messages.error(&problem, None));
                    }
                    Err(problem) => {
                        whole = false;
                        progress.aside(|| messages.error(&problem, None));
                    }
                }
            }
        });
        let mut failure = None;
        let screener = self.screener;
        let looked_up =
            screener.lookup_all(queries, interruption.cancellation(), |(id, query), hits| {
                progress.step(|| extent.share_read());
                failure = self.write(&id, &query, &hits).err();
                failure.is_none()
            });
        interruption.check()?;
        looked_up?;
        odd.finish(messages);
        let whole = table.tell(messages) && whole;
        failure.map_or(Ok(whole), Err)
    }

    fn finish(
        mut self,
        scope: &Scope,
        messages: Messages,
        run: impl FnOnce() -> report::Run,
    ) -> Result<(), Failure> {
        let min_confidence = self.args.matching.min_confidence;
        let summary = text::lookup_summary(self.names, self.hits, min_confidence, scope);
        let out = &mut self.output;
        let written = match self.writer {
            Writer::None if self.args.format == LookupFormat::Text => writeln!(out, "{summary}"),
            Writer::None => Ok(()),
            Writer::Html(report) => report.close(out, &summary, &run()),
            Writer::Parquet(table) => table.close(out),
        };
        if self.args.format != LookupFormat::Text {
            messages.note(&summary);
        }
        written
            .and_then(|()| self.output.finish())
            .map_err(Failure::output(self.args.output.output.as_deref()))
    }

    fn write(&mut self, id: &str, query: &Query, hits: &[NameHit]) -> Result<(), Failure> {
        let name = query.name.as_str();
        self.names += 1;
        self.hits += hits.len() as u64;
        let min_confidence = self.args.matching.min_confidence;
        // OFAC scores each listed name by itself; of the two shown, the better one tells.
        let asked = self.args.ofac_score;
        let ofac = |hit: &NameHit| {
            let score = |listed: &str| ofac_score(name, listed);
            asked.then(|| score(&hit.name).max(score(&hit.matched_name)))
        };
        let out = &mut self.output;
        let written: io::Result<()> = match (&mut self.writer, self.args.format) {
            (Writer::Html(report), _) => report.name(id, query, hits, ofac),
            (Writer::Parquet(table), _) => table.name(out, id, name, hits, ofac),
            (Writer::None, LookupFormat::Jsonl) => jsonl::lookup(out, id, name, hits, ofac),
            (Writer::None, LookupFormat::Csv) => csv::lookup(out, id, name, hits, asked, ofac),
            (Writer::None, _) => {
                let style = out.style;
                let heading = if self.args.queries.is_some() {
                    format!("{id}  {name}")
                } else {
                    name.to_owned()
                };
                text::lookup(out, style, &heading, hits, min_confidence, ofac)
            }
        };
        written.map_err(Failure::output(self.args.output.output.as_deref()))
    }
}

/// Where the columns of a table of queries stand.
struct Columns {
    id: Option<usize>,
    name: Option<usize>,
    kind: Option<usize>,
    dob: Option<usize>,
    gender: Option<usize>,
    country: Option<usize>,
    identifier: Option<usize>,
}

impl Columns {
    fn of(table: &Table) -> Self {
        Self {
            id: table.column("id"),
            name: table.column("name"),
            kind: table.column("kind"),
            dob: table.column("dob"),
            gender: table.column("gender"),
            country: table.column("country"),
            identifier: table.column("identifier"),
        }
    }

    /// The query of a row, with its id. What makes no sense is warned of and left out.
    fn query(
        &self,
        line: u64,
        cells: &[String],
        odd: &mut OddCells,
        warn: Warn<'_>,
    ) -> (String, Query) {
        let cell = |column: Option<usize>| column.map_or("", |column| cells[column].as_str());
        let several = |column| -> Vec<String> {
            let parts = cell(column).split(';').map(str::trim);
            parts
                .filter(|part| !part.is_empty())
                .map(str::to_owned)
                .collect()
        };
        let mut countries = several(self.country);
        countries.retain(|word| {
            let is_known = country_code(word).is_some();
            if !is_known {
                let problem = format!(
                    "line {line}: country `{word}` ignored: expected an English name or an ISO 3166 code"
                );
                odd.note("country", &problem, warn);
            }
            is_known
        });
        let name = cell(self.name);
        let gender = match cell(self.gender).trim() {
            "" => None,
            word => word
                .parse()
                .map_err(|error| {
                    let problem = format!("line {line}: gender `{word}` ignored: {error}");
                    odd.note("gender", &problem, warn);
                })
                .ok(),
        };
        let kind = kind_of(cell(self.kind), line).unwrap_or_else(|problem| {
            odd.note("kind", &problem, warn);
            None
        });
        let (birth_date, problem) = date_of(cell(self.dob), &format!("line {line}"));
        if let Some(problem) = problem {
            odd.note("dob", &problem, warn);
        }
        let query = Query {
            name: name.to_owned(),
            kind,
            birth_date,
            gender,
            countries,
            identifiers: several(self.identifier),
        };
        (cell(self.id).to_owned(), query)
    }
}

/// Reads a date; an impossible part is dropped and told, the rest counts.
fn date_of(text: &str, place: &str) -> (Option<PartialDate>, Option<String>) {
    let whole = text.trim();
    if whole.is_empty() {
        return (None, None);
    }
    let date = possible_part(whole);
    let problem = match date {
        Some((date, used)) if used == whole => return (Some(date), None),
        Some((_, used)) => format!("`{whole}` is no possible date; `{used}` is used"),
        None => format!("`{whole}` is no date of the form YYYY, YYYY-MM or YYYY-MM-DD; ignored"),
    };
    let date = date.map(|(date, _)| date);
    (date, Some(format!("{place}: {problem}")))
}

/// The longest beginning of a date that can be, with what was read of it.
fn possible_part(text: &str) -> Option<(PartialDate, &str)> {
    let mut used = text;
    loop {
        if let Ok(date) = used.parse() {
            return Some((date, used));
        }
        used = used.rsplit_once('-')?.0;
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn impossible_parts_of_a_date_are_dropped() {
        let part = |text| possible_part(text).map(|(date, used)| (date.to_string(), used));
        assert_eq!(
            part("1961-04-02"),
            Some(("1961-04-02".into(), "1961-04-02"))
        );
        assert_eq!(part("1961-02-30"), Some(("1961-02".into(), "1961-02")));
        assert_eq!(part("1961-13-30"), Some(("1961".into(), "1961")));
        assert_eq!(part("1961-00-00"), Some(("1961".into(), "1961")));
        assert_eq!(part("02/04/1961"), None);
        assert_eq!(part("19611"), None);
    }
}
