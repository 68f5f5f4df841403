use std::borrow::Cow;
use std::io;

use namewatch::{EntityKind, Model, ofac_score};
use rayon::iter::{IntoParallelRefIterator, ParallelIterator};

use super::args::{CompareArgs, TableFormat};
use super::complaints::OddCells;
use super::failure::{Exit, Failure};
use super::interruption::Interruption;
use super::messages::Messages;
use super::model;
use super::pool::{pool, threads};
use super::spare::spare_inputs;
use super::table::Table;
use super::{open_output, pieces};
use crate::report::csv::{self, harmless};
use crate::report::{Fixed, Output, jsonl, text};

/// Names are held to be one party's from this confidence on.
const MATCH: f64 = 0.5;

/// Runs `compare`.
pub(crate) fn run(
    args: &CompareArgs,
    messages: Messages,
    interruption: &Interruption,
) -> Result<Exit, Failure> {
    let model = model::load(&args.model)?;
    let path = args.output.output.as_deref();
    if let Some(pairs) = &args.pairs {
        spare_inputs(&[("--output", path)], args.pairs.iter())?;
        let table = Table::open(pairs, &["name1", "name2"], interruption)?;
        let mut output = open_output(path)?;
        let all = compare_table(table, &model, args, &mut output, messages, interruption)?;
        output.finish().map_err(Failure::output(path))?;
        return Ok(if all { Exit::Whole } else { Exit::Unreadable });
    }
    let names = [&args.a, &args.b].map(|name| name.as_deref().unwrap_or_default());
    for name in names {
        if !is_name(name) {
            return Err(Failure::no_name(name));
        }
    }
    let comparison = model.compare(names[0], names[1], args.kind);
    let verdict = verdict(comparison.confidence);
    let ofac = args.ofac_score.then(|| ofac(names[0], names[1]));
    let mut output = open_output(path)?;
    let written = match args.format {
        TableFormat::Text => text::comparison(&mut output, &comparison, verdict, ofac),
        TableFormat::Jsonl => jsonl::comparison(&mut output, names, &comparison, verdict, ofac),
        TableFormat::Csv => csv::comparison(&mut output, names, &comparison, verdict, ofac),
    };
    written
        .and_then(|()| output.finish())
        .map_err(Failure::output(path))?;
    Ok(Exit::Whole)
}

/// Whether there is anything in a name that could agree with another.
pub(super) fn is_name(name: &str) -> bool {
    name.chars().any(char::is_alphanumeric)
}

fn verdict(confidence: f64) -> &'static str {
    if confidence >= MATCH {
        "match"
    } else {
        "no_match"
    }
}

/// OFAC's sort of score, the same in both directions, since neither name is the listed one.
fn ofac(one: &str, other: &str) -> u8 {
    ofac_score(one, other).max(ofac_score(other, one))
}

/// Prints the table back with confidence and verdict added; says whether all rows could be read.
fn compare_table(
    mut table: Table,
    model: &Model,
    args: &CompareArgs,
    output: &mut Output,
    messages: Messages,
    interruption: &Interruption,
) -> Result<bool, Failure> {
    let path = args.output.output.as_deref();
    let columns = ["name1", "name2", "kind"].map(|name| table.column(name));
    let pool = pool(threads(args.threads))?;
    // As it came, so that whoever made it can read it.
    let mut writer = ::csv::WriterBuilder::new()
        .delimiter(table.delimiter())
        .from_writer(output);
    let added_columns = if args.ofac_score { 3 } else { 2 };
    let mut write_row = |cells: &[String], added: [&str; 3]| {
        let cells = cells.iter().map(|cell| harmless(cell));
        let added = added.into_iter().take(added_columns).map(Cow::Borrowed);
        writer
            .write_record(cells.chain(added).map(Cow::into_owned))
            .map_err(io::Error::from)
            .map_err(Failure::output(path))
    };
    write_row(table.header(), ["confidence", "verdict", "ofac_score"])?;
    let (mut whole, mut compared_any) = (true, false);
    let mut odd = OddCells::default();
    for piece in pieces(table.by_ref()) {
        interruption.check()?;
        compared_any = true;
        let mut pairs = Vec::with_capacity(piece.len());
        for row in piece {
            match row {
                Ok((line, cells)) => {
                    let cell = |column: usize| cells.get(column).map_or("", String::as_str);
                    let [one, other, kind] = columns.map(|column| column.map_or("", cell));
                    if let Some(name) = [one, other].into_iter().find(|name| !is_name(name)) {
                        messages.warning(&format!("line {line}: `{name}` is no name"));
                    }
                    let kind = kind_of(kind, line).unwrap_or_else(|problem| {
                        odd.note("kind", &problem, &|what| messages.warning(what));
                        None
                    });
                    pairs.push((cells, kind.unwrap_or_default()));
                }
                Err(problem) => {
                    whole = false;
                    messages.error(&problem, None);
                }
            }
        }
        let scores: Vec<(f64, Option<u8>)> = pool.install(|| {
            let compared = pairs.par_iter().map(|(cells, kind)| {
                let cell =
                    |column: Option<usize>| column.map_or("", |column| cells[column].as_str());
                let (one, other) = (cell(columns[0]), cell(columns[1]));
                let confidence = model.compare(one, other, *kind).confidence;
                (confidence, args.ofac_score.then(|| ofac(one, other)))
            });
            compared.collect()
        });
        for ((cells, _), (confidence, ofac)) in pairs.iter().zip(scores) {
            let number = Fixed::<6>(confidence).to_string();
            let ofac = ofac.map_or_else(String::new, |score| score.to_string());
            write_row(cells, [&number, verdict(confidence), &ofac])?;
        }
    }
    writer.flush().map_err(Failure::output(path))?;
    odd.finish(messages);
    whole &= table.tell(messages);
    if !compared_any {
        messages.warning(&"no pair at all: the table has no row but its header");
    }
    Ok(whole)
}

/// Reads a kind, if there is one; says of an unknown word that it counts for nothing.
pub(crate) fn kind_of(word: &str, line: u64) -> Result<Option<EntityKind>, String> {
    let word = word.trim();
    if word.is_empty() {
        return Ok(None);
    }
    let kind = word.to_lowercase().parse();
    kind.map(Some)
        .map_err(|error| format!("line {line}: kind `{word}` ignored: {error}"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn one_half_is_a_match() {
        assert_eq!(verdict(0.5), "match");
        assert_eq!(verdict(0.499_999), "no_match");
    }
}
