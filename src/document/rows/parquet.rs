use std::sync::Arc;

use parquet::errors::ParquetError;
use parquet::file::reader::{FileReader, SerializedFileReader};
use parquet::record::reader::RowIter;
use parquet::record::{Field, Row};
use parquet::schema::types::Type;

use super::{Places, line_of};
use crate::document::InputFormat;
use crate::document::extracted::Extracted;
use crate::document::guard::catching;
use crate::document::problem::Problem;
use crate::document::source::{Opened, Origin, Part};
use crate::document::spool::Spool;
use crate::document::stream::Source;
use crate::document::ticket::Receipt;

const WHAT: &str = "Parquet";

/// Opens Parquet: each row is a document.
pub(super) fn open(origin: Origin, source: Source) -> Result<Opened, Problem> {
    let file = Spool::read(source)?.into_file()?;
    let (rows, places) = catching(WHAT, || {
        let reader = SerializedFileReader::new(file).map_err(unsound)?;
        let schema = reader.metadata().file_metadata().schema().clone();
        let names: Vec<&str> = schema
            .get_fields()
            .iter()
            .map(|field| field.name())
            .collect();
        let found = origin.reading.columns.find(&names)?;
        let (wanted, places) = wanted(found);
        let fields = wanted
            .iter()
            .map(|&place| Arc::clone(&schema.get_fields()[place]));
        let wanted = Type::group_type_builder(schema.name())
            .with_fields(fields.collect())
            .build();
        let rows = RowIter::from_file_into(Box::new(reader));
        let rows = rows
            .project(Some(wanted.map_err(unsound)?))
            .map_err(unsound)?;
        Ok((rows, places))
    })?;
    Ok(Opened::Many(Box::new(Table {
        rows,
        places,
        origin,
        number: 0,
        ended: false,
    })))
}

/// The columns that are read, in the file's order, and where in them the text and the others stand.
fn wanted(found: Places) -> (Vec<usize>, Places) {
    let mut wanted: Vec<usize> = [Some(found.text), found.id, found.date, found.title]
        .into_iter()
        .flatten()
        .collect();
    wanted.sort_unstable();
    wanted.dedup();
    let place = |column: usize| wanted.partition_point(|&other| other < column);
    let places = Places {
        text: place(found.text),
        id: found.id.map(place),
        date: found.date.map(place),
        title: found.title.map(place),
    };
    (wanted, places)
}

struct Table {
    rows: RowIter<'static>,
    places: Places,
    origin: Origin,
    number: u64,
    ended: bool,
}

impl Iterator for Table {
    type Item = Part;

    fn next(&mut self) -> Option<Part> {
        if self.ended {
            return None;
        }
        let row = catching(WHAT, || self.rows.next().transpose().map_err(unsound)).transpose()?;
        self.number += 1;
        let (document, receipt) = match row.and_then(|row| self.document(&row)) {
            Ok((document, receipt)) => (Ok(document), receipt),
            Err(problem) => {
                self.ended = true;
                (Err(problem), Receipt::default())
            }
        };
        let number = Some(self.number);
        Some(
            self.origin
                .part(number, InputFormat::Parquet, document, receipt),
        )
    }
}

impl Table {
    fn document(&self, row: &Row) -> Result<(Extracted, Receipt), Problem> {
        let cells: Vec<&Field> = row.get_column_iter().map(|(_, cell)| cell).collect();
        if !matches!(
            cells.get(self.places.text),
            Some(Field::Str(_) | Field::Null)
        ) {
            let why = "the column of the text holds no text".to_owned();
            return Err(Problem::Unsound { what: WHAT, why });
        }
        let cell = |place: usize| written(cells.get(place)?);
        let row = (0..cells.len()).map(|place| cell(place).unwrap_or_default());
        let receipt = self.origin.receipt_for(&line_of(row));
        Ok((self.places.document(cell), receipt))
    }
}

/// A cell as text.
fn written(cell: &Field) -> Option<String> {
    match cell {
        Field::Null => None,
        Field::Str(text) => Some(text.clone()),
        other => Some(other.to_string()),
    }
}

fn unsound(error: ParquetError) -> Problem {
    Problem::Unsound {
        what: WHAT,
        why: error.to_string(),
    }
}
