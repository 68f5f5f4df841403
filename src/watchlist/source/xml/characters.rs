//! Bytes to the characters of a document, and which of these it may have.

use std::borrow::Cow;

/// Bytes to text in the declared encoding (UTF-8 if none is), strictly.
pub(super) fn decode(bytes: &[u8]) -> Result<Cow<'_, str>, String> {
    let declared = declared_encoding(bytes);
    let label = match bytes {
        [0xFF, 0xFE, ..] => "utf-16le",
        [0xFE, 0xFF, ..] => "utf-16be",
        _ => declared.as_deref().unwrap_or("utf-8"),
    };
    if matches!(label, "us-ascii" | "ascii")
        && let Some(at) = bytes.iter().position(|byte| !byte.is_ascii())
    {
        return Err(contradiction(label, bytes, at));
    }
    let encoding = encoding_rs::Encoding::for_label(label.as_bytes())
        .ok_or_else(|| format!("declares the unknown encoding `{label}`"))?;
    if encoding == encoding_rs::UTF_8 {
        return std::str::from_utf8(bytes)
            .map(Cow::Borrowed)
            .map_err(|error| contradiction(label, bytes, error.valid_up_to()));
    }
    encoding
        .decode_without_bom_handling_and_without_replacement(bytes)
        .ok_or_else(|| format!("has bytes that are not the declared {label}; fetch it again"))
}

fn contradiction(label: &str, bytes: &[u8], at: usize) -> String {
    let line = bytes[..at].split(|&byte| byte == b'\n').count();
    format!(
        "byte {at} (line {line}) is 0x{:02X}, which is not {}; fetch it again",
        bytes[at],
        label.to_uppercase()
    )
}

/// The encoding that the XML declaration names, in lower case.
fn declared_encoding(bytes: &[u8]) -> Option<String> {
    let bytes = bytes.strip_prefix(b"\xEF\xBB\xBF").unwrap_or(bytes);
    let declaration = bytes.strip_prefix(b"<?xml")?;
    let end = declaration
        .iter()
        .take(200)
        .position(|&byte| byte == b'>')?;
    let declaration = std::str::from_utf8(&declaration[..end]).ok()?;
    let (_, rest) = declaration.split_once("encoding")?;
    let rest = rest.trim_start().strip_prefix('=')?.trim_start();
    let quote = rest.chars().next().filter(|c| matches!(c, '"' | '\''))?;
    rest[1..]
        .split_once(quote)
        .map(|(label, _)| label.to_ascii_lowercase())
}

pub(super) fn refuse_forbidden_characters(text: &str) -> Result<(), String> {
    match text.char_indices().find(|&(_, c)| !is_allowed(c)) {
        None => Ok(()),
        Some((at, c)) => Err(format!(
            "{}: character U+{:04X}, which XML forbids; fetch it again",
            place(text, at),
            c as u32
        )),
    }
}

pub(super) fn is_allowed(c: char) -> bool {
    !matches!(c, '\0'..='\u{8}' | '\u{B}' | '\u{C}' | '\u{E}'..='\u{1F}' | '\u{FFFE}' | '\u{FFFF}')
}

pub(super) fn place(text: &str, at: usize) -> String {
    let before = &text.as_bytes()[..at.min(text.len())];
    let line = before.split(|&byte| byte == b'\n').count();
    format!("byte {at} (line {line})")
}
