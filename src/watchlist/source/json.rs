//! Records in JSON: one a line, in an array, or in an array under a key.

use std::collections::BTreeMap;

use serde::de::DeserializeOwned;
use serde_json::Value;
use serde_json::value::RawValue;

use super::{Reading, Tally};
use crate::error::Result;
use crate::watchlist::file::ListFile;
use crate::watchlist::text::tidy;

/// Reads a file's records and hands each over with its text. With a `key` they stand in the array
/// under that key of one object; else in one array, or one a line.
///
/// # Errors
///
/// If the file is not UTF-8 or no whole JSON, or too many records are bad.
pub(super) fn read_records<T: DeserializeOwned>(
    file: &ListFile,
    key: Option<&str>,
    reading: &mut Reading,
    mut on_record: impl FnMut(T, &str) -> std::result::Result<(), String>,
) -> Result<()> {
    let bytes = file
        .bytes
        .strip_prefix(b"\xEF\xBB\xBF")
        .unwrap_or(&file.bytes);
    let text = std::str::from_utf8(bytes).map_err(|error| {
        file.error(format!(
            "byte {} is not UTF-8; expected JSON",
            error.valid_up_to()
        ))
    })?;
    let mut tally = Tally::default();
    let mut one = |what: &str, number: usize, text: &str| {
        let record = serde_json::from_str::<T>(text);
        let is_cut = record.as_ref().is_err_and(serde_json::Error::is_eof);
        let result = record
            .map_err(|error| error.to_string())
            .and_then(|record| on_record(record, text));
        match result {
            Ok(()) => tally.accept(),
            Err(problem) => tally.reject(|| format!("{what} {number}: {problem}")),
        }
        is_cut
    };
    if key.is_some() || text.trim_start().starts_with('[') {
        for (at, record) in array(text, key)
            .map_err(|problem| file.error(problem))?
            .iter()
            .enumerate()
        {
            one("record", at + 1, record.get());
        }
    } else {
        let mut cut = None;
        for (at, line) in text.lines().enumerate() {
            if !line.trim().is_empty() {
                cut = one("row", at + 1, line).then_some(at + 1);
            }
        }
        if let Some(row) = cut {
            return Err(file.error(format!(
                "row {row}, the last, ends within a record; expected a whole JSON object: the file \
                 is cut off, fetch it again"
            )));
        }
    }
    reading.settle(file, tally)
}

fn array<'a>(text: &'a str, key: Option<&str>) -> std::result::Result<Vec<&'a RawValue>, String> {
    let wrong = |error: serde_json::Error| format!("is no whole JSON: {error}; fetch it again");
    let Some(key) = key else {
        return serde_json::from_str(text).map_err(wrong);
    };
    let object: BTreeMap<String, &RawValue> = serde_json::from_str(text).map_err(wrong)?;
    let array = object
        .get(key)
        .ok_or_else(|| format!("has no key `{key}`; expected the array of records under it"))?;
    serde_json::from_str(array.get()).map_err(wrong)
}

/// The text of a string or number, tidied; empty for anything else.
pub(super) fn text(value: &Value) -> String {
    match value {
        Value::String(text) => tidy(text),
        Value::Number(number) => number.to_string(),
        _ => String::new(),
    }
}

/// The texts of a value or of the values of an array, without empty ones.
pub(super) fn texts(value: &Value) -> Vec<String> {
    let values = match value {
        Value::Array(values) => &values[..],
        value => std::slice::from_ref(value),
    };
    values
        .iter()
        .map(text)
        .filter(|text| !text.is_empty())
        .collect()
}
