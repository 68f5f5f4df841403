use std::io::{self, Write};
use std::sync::Arc;

use arrow_array::builder::{
    Float64Builder, ListBuilder, StringBuilder, StructBuilder, UInt8Builder,
};
use arrow_array::{ArrayRef, RecordBatch};
use arrow_schema::{DataType, Field, Schema, SchemaRef};
use namewatch::NameHit;
use parquet::arrow::ArrowWriter;

use super::enabled::{GROUP, failed, push_reasons, reason_fields, reasons_builder, writer};
use crate::report::Output;
use crate::report::sink::About;

/// Writes what `lookup` gives, a row for each hit, and one without a hit for each name that has none.
pub(crate) struct NamesTable {
    /// Writes to memory, which is emptied into the output after every row group.
    writer: ArrowWriter<Vec<u8>>,
    rows: usize,
    /// What was asked: its id, the name.
    asked: [StringBuilder; 2],
    /// From `entity_id` to `name_kind`.
    texts: [StringBuilder; 6],
    confidence: Float64Builder,
    explanation: ListBuilder<StructBuilder>,
    log_odds: Float64Builder,
    ofac_score: UInt8Builder,
}

impl NamesTable {
    /// Begins the table. What the run is about stands in its metadata, under `namewatch`.
    pub(crate) fn begin(about: &About<'_>) -> io::Result<Self> {
        Ok(Self {
            writer: writer(about, schema())?,
            rows: 0,
            asked: Default::default(),
            texts: Default::default(),
            confidence: Float64Builder::new(),
            explanation: reasons_builder(),
            log_odds: Float64Builder::new(),
            ofac_score: UInt8Builder::new(),
        })
    }

    /// Takes what looking a name up gave. `ofac`: OFAC's sort of score, where it is asked for.
    pub(crate) fn name(
        &mut self,
        out: &mut Output,
        id: &str,
        name: &str,
        hits: &[NameHit],
        ofac: impl Fn(&NameHit) -> Option<u8>,
    ) -> io::Result<()> {
        if hits.is_empty() {
            self.row(id, name, None, None);
        }
        for hit in hits {
            self.row(id, name, Some(hit), ofac(hit));
        }
        if self.rows >= GROUP {
            self.write_group(out)?;
        }
        Ok(())
    }

    /// Writes what is left.
    pub(crate) fn close(mut self, out: &mut Output) -> io::Result<()> {
        if self.rows > 0 {
            self.write_group(out)?;
        }
        out.write_all(&self.writer.into_inner().map_err(failed)?)
    }

    fn row(&mut self, id: &str, name: &str, hit: Option<&NameHit>, ofac: Option<u8>) {
        self.rows += 1;
        for (column, text) in self.asked.iter_mut().zip([id, name]) {
            column.append_value(text);
        }
        let texts = hit.map(|hit| {
            [
                &*hit.entity_id,
                &hit.list,
                hit.kind.as_str(),
                &hit.name,
                &hit.matched_name,
                hit.name_kind.as_str(),
            ]
        });
        for (at, column) in self.texts.iter_mut().enumerate() {
            column.append_option(texts.map(|texts| texts[at]));
        }
        self.confidence.append_option(hit.map(|hit| hit.confidence));
        push_reasons(
            &mut self.explanation,
            hit.map_or(&[][..], |hit| &hit.explanation),
        );
        self.log_odds.append_option(hit.map(|hit| hit.log_odds));
        self.ofac_score.append_option(ofac);
    }

    fn write_group(&mut self, out: &mut Output) -> io::Result<()> {
        self.rows = 0;
        let mut columns: Vec<ArrayRef> = Vec::new();
        for column in self.asked.iter_mut().chain(&mut self.texts) {
            columns.push(Arc::new(column.finish()));
        }
        columns.push(Arc::new(self.confidence.finish()));
        columns.push(Arc::new(self.explanation.finish()));
        columns.push(Arc::new(self.log_odds.finish()));
        columns.push(Arc::new(self.ofac_score.finish()));
        let batch = RecordBatch::try_new(schema(), columns).map_err(io::Error::other)?;
        self.writer.write(&batch).map_err(failed)?;
        self.writer.flush().map_err(failed)?;
        out.write_all(&std::mem::take(self.writer.inner_mut()))
    }
}

fn schema() -> SchemaRef {
    let field = |name: &str, kind, may_lack| Field::new(name, kind, may_lack);
    let found = [
        "entity_id",
        "list",
        "kind",
        "name",
        "matched_name",
        "name_kind",
    ];
    let reason = Field::new("item", DataType::Struct(reason_fields()), false);
    let mut fields = vec![
        field("query", DataType::Utf8, false),
        field("query_name", DataType::Utf8, false),
    ];
    fields.extend(found.map(|name| field(name, DataType::Utf8, true)));
    fields.extend([
        field("confidence", DataType::Float64, true),
        Field::new_list("explanation", reason, false),
        field("log_odds", DataType::Float64, true),
        field("ofac_score", DataType::UInt8, true),
    ]);
    Arc::new(Schema::new(fields))
}
