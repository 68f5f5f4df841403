//! What an earlier run wrote, known again by how it begins and ends.

use std::fs::File;
use std::io::{self, Read, Seek, SeekFrom};
use std::path::Path;

use super::text::is_summary;

/// How much of a file's beginning and end is looked at, in bytes.
const PIECE: u64 = 64 << 10;

/// How the tables for eyes begin in which `lists` tells what is in use, and what is kept.
const STATUS: [[&str; 4]; 2] = [
    ["list", "entities", "names", "published"],
    ["list", "since", "checked", "published"],
];

/// Whether a file is a report of `screen`, `lookup`, `evaluate`, `lists` or `lists diff`, a manifest, or
/// holds nothing: nobody's document is lost where it is written anew. What can't be read is taken for a
/// document, and so is what bears no mark of ours: a form of text that no summary ends, exported lists.
pub(crate) fn is_result(path: &Path) -> bool {
    let Ok((head, tail)) = ends(path) else {
        return false;
    };
    let (begins, holds) = (
        |with: &str| head.starts_with(with.as_bytes()),
        |what: &str| contains(&head, what),
    );
    let is_json = begins("{\"document\":") && holds(",\"entity_id\":")
        || begins("{\"query\":") && holds(",\"hits\":[")
        || begins("{\"list\":") && holds(",\"snapshot\":")
        || begins("{\"change\":") && holds(",\"entity_id\":")
        || begins("{\"version\":") && holds(",\"threshold\":")
        || begins("{\n\"version\":") && (holds(",\n\"settings\":") || holds(",\n\"failed\":"));
    let is_table = begins("document,start,end,byte_start,byte_end,surface,entity_id,")
        || begins("query,query_name,entity_id,")
        || begins("list,snapshot,published,")
        || begins("list,snapshot,since,")
        || begins("PAR1") && contains(&tail, "matched_name");
    let is_page = holds("<meta name=\"generator\" content=\"namewatch ");
    let tail = String::from_utf8_lossy(&tail);
    let is_text = tail.trim_end().lines().next_back().is_some_and(is_summary);
    let is_status = STATUS.iter().any(|words| {
        let line = head.split(|&byte| byte == b'\n').next().unwrap_or_default();
        let line = String::from_utf8_lossy(line);
        line.split_whitespace().take(words.len()).eq(*words)
    });
    head.is_empty() || is_json || is_table || is_page || is_text || is_status
}

fn contains(bytes: &[u8], what: &str) -> bool {
    let mut windows = bytes.windows(what.len());
    windows.any(|window| window == what.as_bytes())
}

fn ends(path: &Path) -> io::Result<(Vec<u8>, Vec<u8>)> {
    let mut file = File::open(path)?;
    let mut head = Vec::new();
    file.by_ref().take(PIECE).read_to_end(&mut head)?;
    let length = file.seek(SeekFrom::End(0))?;
    file.seek(SeekFrom::Start(length.saturating_sub(PIECE)))?;
    let mut tail = Vec::new();
    file.take(PIECE).read_to_end(&mut tail)?;
    Ok((head, tail))
}
