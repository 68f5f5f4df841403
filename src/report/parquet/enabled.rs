use std::io::{self, Write};
use std::sync::Arc;

use arrow_array::builder::{
    Float64Builder, Int64Builder, ListBuilder, StringBuilder, StructBuilder,
};
use arrow_array::{ArrayRef, RecordBatch};
use arrow_schema::{DataType, Field, Fields, Schema, SchemaRef};
use namewatch::{Hit, Reason};
use parquet::arrow::ArrowWriter;
use parquet::basic::Compression;
use parquet::errors::ParquetError;
use parquet::file::metadata::KeyValue;
use parquet::file::properties::WriterProperties;

use crate::document::Ticket;
use crate::report::Output;
use crate::report::jsonl::field_name;
use crate::report::manifest;
use crate::report::sink::{About, End, Screened, Sink};

/// Hits are held until there are so many, then written as a row group.
pub(super) const GROUP: usize = 16_384;

/// Writes the hits of `screen`, a row each; the columns are the keys of JSON lines.
pub(in crate::report) struct ParquetSink {
    output: Output,
    /// Writes to memory, which is emptied into the output after every row group.
    writer: ArrowWriter<Vec<u8>>,
    columns: Columns,
}

impl ParquetSink {
    /// Begins the file. What the run is about stands in its metadata, under `namewatch`.
    pub(in crate::report) fn begin(output: Output, about: &About<'_>) -> io::Result<Self> {
        Ok(Self {
            output,
            writer: writer(about, schema())?,
            columns: Columns::default(),
        })
    }

    fn write_group(&mut self) -> io::Result<()> {
        let batch = self.columns.finish()?;
        self.writer.write(&batch).map_err(failed)?;
        self.writer.flush().map_err(failed)?;
        self.output
            .write_all(&std::mem::take(self.writer.inner_mut()))
    }
}

impl Sink for ParquetSink {
    fn document(&mut self, screened: &Screened<'_>) -> io::Result<()> {
        for hit in &screened.result.hits {
            self.columns.push(screened.ticket, hit);
            if self.columns.rows == GROUP {
                self.write_group()?;
            }
        }
        Ok(())
    }

    fn output(&mut self) -> io::Result<&mut Output> {
        if self.columns.rows > 0 {
            self.write_group()?;
        }
        Ok(&mut self.output)
    }

    fn close(mut self: Box<Self>, _end: &End<'_>) -> io::Result<(Output, bool)> {
        if self.columns.rows > 0 {
            self.write_group()?;
        }
        let rest = self.writer.into_inner().map_err(failed)?;
        self.output.write_all(&rest)?;
        Ok((self.output, false))
    }
}

/// Begins a file in memory, with what the run is about in its metadata.
pub(super) fn writer(about: &About<'_>, schema: SchemaRef) -> io::Result<ArrowWriter<Vec<u8>>> {
    let head = manifest::head(about.settings, about.lists)?;
    let metadata = KeyValue::new("namewatch".to_owned(), format!("{{{head}}}"));
    let properties = WriterProperties::builder()
        .set_created_by(concat!("namewatch ", env!("CARGO_PKG_VERSION")).to_owned())
        .set_compression(Compression::SNAPPY)
        .set_key_value_metadata(Some(vec![metadata]))
        .build();
    ArrowWriter::try_new(Vec::new(), schema, Some(properties)).map_err(failed)
}

/// Nothing is written but to memory: what fails here is no fault of the file's.
pub(super) fn failed(error: ParquetError) -> io::Error {
    io::Error::other(error)
}

/// A place in a text, which is never as long as this type allows.
fn integer(place: usize) -> i64 {
    i64::try_from(place).unwrap_or(i64::MAX)
}

pub(super) fn reason_fields() -> Fields {
    Fields::from(vec![
        Field::new("reason", DataType::Utf8, false),
        Field::new("effect", DataType::Float64, false),
    ])
}

pub(super) fn reasons_builder() -> ListBuilder<StructBuilder> {
    let item = Field::new("item", DataType::Struct(reason_fields()), false);
    ListBuilder::new(StructBuilder::from_fields(reason_fields(), 0)).with_field(item)
}

/// Adds a row of reasons.
pub(super) fn push_reasons(column: &mut ListBuilder<StructBuilder>, explanation: &[Reason]) {
    let reasons = column.values();
    for reason in explanation {
        if let Some(column) = reasons.field_builder::<StringBuilder>(0) {
            column.append_value(&reason.reason);
        }
        if let Some(column) = reasons.field_builder::<Float64Builder>(1) {
            column.append_value(reason.effect);
        }
        reasons.append(true);
    }
    column.append(true);
}

fn schema() -> SchemaRef {
    let text = |name: &str| Field::new(name, DataType::Utf8, false);
    let integer = |name: &str| Field::new(name, DataType::Int64, false);
    let number = |name: &str| Field::new(name, DataType::Float64, false);
    let several = |name: &str, item| Field::new_list(name, Field::new("item", item, false), false);
    Arc::new(Schema::new(vec![
        text("document"),
        integer("start"),
        integer("end"),
        integer("byte_start"),
        integer("byte_end"),
        text("surface"),
        text("entity_id"),
        text("list"),
        text("kind"),
        text("name"),
        text("matched_name"),
        text("name_kind"),
        number("confidence"),
        several("also_listed", DataType::Utf8),
        several("explanation", DataType::Struct(reason_fields())),
        number("log_odds"),
        text("field"),
        text("source"),
        Field::new("refers_to", DataType::Int64, true),
        Field::new("place", DataType::Utf8, true),
    ]))
}

/// The rows of a row group, column by column.
struct Columns {
    rows: usize,
    document: StringBuilder,
    places: [Int64Builder; 4],
    /// From `surface` to `name_kind`.
    texts: [StringBuilder; 7],
    confidence: Float64Builder,
    also_listed: ListBuilder<StringBuilder>,
    explanation: ListBuilder<StructBuilder>,
    log_odds: Float64Builder,
    field: StringBuilder,
    source: StringBuilder,
    refers_to: Int64Builder,
    place: StringBuilder,
}

impl Default for Columns {
    fn default() -> Self {
        let item = Field::new("item", DataType::Utf8, false);
        Self {
            rows: 0,
            document: StringBuilder::new(),
            places: Default::default(),
            texts: Default::default(),
            confidence: Float64Builder::new(),
            also_listed: ListBuilder::new(StringBuilder::new()).with_field(item),
            explanation: reasons_builder(),
            log_odds: Float64Builder::new(),
            field: StringBuilder::new(),
            source: StringBuilder::new(),
            refers_to: Int64Builder::new(),
            place: StringBuilder::new(),
        }
    }
}

impl Columns {
    fn push(&mut self, ticket: &Ticket, hit: &Hit) {
        self.rows += 1;
        self.document.append_value(&ticket.document);
        let places = [hit.start, hit.end, hit.byte_start, hit.byte_end];
        for (column, place) in self.places.iter_mut().zip(places) {
            column.append_value(integer(place));
        }
        let texts = [
            hit.surface.as_str(),
            &hit.entity_id,
            &hit.list,
            hit.kind.as_str(),
            &hit.name,
            &hit.matched_name,
            hit.name_kind.as_str(),
        ];
        for (column, text) in self.texts.iter_mut().zip(texts) {
            column.append_value(text);
        }
        self.confidence.append_value(hit.confidence);
        for id in &hit.also_listed {
            self.also_listed.values().append_value(id);
        }
        self.also_listed.append(true);
        push_reasons(&mut self.explanation, &hit.explanation);
        self.log_odds.append_value(hit.log_odds);
        self.field.append_value(field_name(hit.field));
        self.source.append_value(&ticket.source);
        self.refers_to.append_option(hit.refers_to.map(integer));
        self.place
            .append_option(ticket.place_of(hit).map(|place| place.to_string()));
    }

    /// The rows so far; none are left.
    fn finish(&mut self) -> io::Result<RecordBatch> {
        self.rows = 0;
        let mut columns: Vec<ArrayRef> = vec![Arc::new(self.document.finish())];
        for places in &mut self.places {
            columns.push(Arc::new(places.finish()));
        }
        for texts in &mut self.texts {
            columns.push(Arc::new(texts.finish()));
        }
        columns.push(Arc::new(self.confidence.finish()));
        columns.push(Arc::new(self.also_listed.finish()));
        columns.push(Arc::new(self.explanation.finish()));
        columns.push(Arc::new(self.log_odds.finish()));
        columns.push(Arc::new(self.field.finish()));
        columns.push(Arc::new(self.source.finish()));
        columns.push(Arc::new(self.refers_to.finish()));
        columns.push(Arc::new(self.place.finish()));
        RecordBatch::try_new(schema(), columns).map_err(io::Error::other)
    }
}
