//! Texts of any length, cut into blocks that overlap.

use std::io::Read;

use crate::screening::hit::Field;
use crate::screening::mention::BlockText;
use crate::{Error, ErrorKind};

/// So much text is taken at once.
pub(super) const BLOCK: usize = 1 << 20;
/// A block sees so much of its neighbours: far more than the longest mention and its sentence.
pub(super) const MARGIN: usize = 4 << 10;

/// A text that is its only block.
pub(super) fn whole(field: Field, text: &str) -> BlockText<'_> {
    BlockText {
        field,
        text,
        own: 0..text.len(),
        byte_offset: 0,
        char_offset: 0,
    }
}

/// A text cut into blocks that overlap by the margin.
pub(super) fn blocks_of(text: &str) -> Vec<BlockText<'_>> {
    if text.len() <= BLOCK {
        return vec![whole(Field::Text, text)];
    }
    let mut blocks = Vec::new();
    let (mut own_start, mut char_offset, mut counted) = (0, 0, 0);
    while own_start < text.len() {
        let own_end = match own_start + BLOCK {
            end if end >= text.len() => text.len(),
            end => cut_before(text, end, own_start),
        };
        let from = cut_before(text, own_start.saturating_sub(MARGIN), 0);
        let to = cut_before(text, (own_end + MARGIN).min(text.len()), own_end);
        char_offset += text[counted..from].chars().count() as u64;
        counted = from;
        blocks.push(BlockText {
            field: Field::Text,
            text: &text[from..to],
            own: own_start - from..own_end - from,
            byte_offset: from as u64,
            char_offset,
        });
        own_start = own_end;
    }
    blocks
}

/// The last place up to `at`, and after `least`, at which no word is cut; if there is none, the
/// last character boundary.
fn cut_before(text: &str, at: usize, least: usize) -> usize {
    if at >= text.len() {
        return text.len();
    }
    let bytes = text.as_bytes();
    let near = at.saturating_sub(MARGIN).max(least);
    if let Some(offset) = bytes[near..at].iter().rposition(u8::is_ascii_whitespace)
        && near + offset + 1 > least
    {
        return near + offset + 1;
    }
    let mut at = at;
    while !text.is_char_boundary(at) {
        at -= 1;
    }
    at
}

/// A block of a large document, with text of its own.
pub(super) struct OwnedBlock {
    text: String,
    own: std::ops::Range<usize>,
    byte_offset: u64,
    char_offset: u64,
}

impl OwnedBlock {
    /// The part of the text that is the block's own.
    pub(super) fn own_text(&self) -> &str {
        &self.text[self.own.clone()]
    }

    pub(super) fn as_text(&self) -> BlockText<'_> {
        BlockText {
            field: Field::Text,
            text: &self.text,
            own: self.own.clone(),
            byte_offset: self.byte_offset,
            char_offset: self.char_offset,
        }
    }
}

/// Cuts a stream of UTF-8 into blocks that overlap by the margin.
pub(super) struct Blocks {
    stream: Box<dyn Read + Send>,
    /// Text from the margin before the next own part on.
    text: String,
    /// Bytes read that are no whole character yet.
    rest: Vec<u8>,
    own_start: usize,
    byte_offset: u64,
    char_offset: u64,
    ended: bool,
}

impl Blocks {
    pub(super) fn new(stream: Box<dyn Read + Send>) -> Self {
        Self {
            stream,
            text: String::new(),
            rest: Vec::new(),
            own_start: 0,
            byte_offset: 0,
            char_offset: 0,
            ended: false,
        }
    }

    pub(super) fn next_block(&mut self) -> std::result::Result<Option<OwnedBlock>, Error> {
        while !self.ended && self.text.len() < self.own_start + BLOCK + MARGIN {
            self.read()?;
        }
        if self.own_start >= self.text.len() {
            return Ok(None);
        }
        let own_end = match self.own_start + BLOCK {
            end if end >= self.text.len() => self.text.len(),
            end => cut_before(&self.text, end, self.own_start),
        };
        let to = cut_before(&self.text, (own_end + MARGIN).min(self.text.len()), own_end);
        let block = OwnedBlock {
            text: self.text[..to].to_owned(),
            own: self.own_start..own_end,
            byte_offset: self.byte_offset,
            char_offset: self.char_offset,
        };
        let from = cut_before(&self.text, own_end.saturating_sub(MARGIN), 0);
        self.byte_offset += from as u64;
        self.char_offset += self.text[..from].chars().count() as u64;
        self.own_start = own_end - from;
        self.text.drain(..from);
        Ok(Some(block))
    }

    fn read(&mut self) -> std::result::Result<(), Error> {
        let start = self.rest.len();
        self.rest.resize(start + (256 << 10), 0);
        let count = self.stream.read(&mut self.rest[start..]);
        self.rest
            .truncate(start + count.as_ref().copied().unwrap_or(0));
        match count {
            Ok(count) => self.ended = count == 0,
            Err(error) if error.kind() == std::io::ErrorKind::Interrupted => {}
            Err(error) => return Err(ErrorKind::Document(error).into()),
        }
        let valid = match std::str::from_utf8(&self.rest) {
            Ok(_) => self.rest.len(),
            Err(error) if error.error_len().is_none() && !self.ended => error.valid_up_to(),
            Err(error) => {
                let before = self.byte_offset as usize + self.text.len();
                return Err(not_utf8(before + error.valid_up_to()));
            }
        };
        let tail = self.rest.split_off(valid);
        let whole = std::mem::replace(&mut self.rest, tail);
        match String::from_utf8(whole) {
            Ok(text) => self.text.push_str(&text),
            Err(error) => return Err(not_utf8(error.utf8_error().valid_up_to())),
        }
        Ok(())
    }
}

pub(super) fn not_utf8(at: usize) -> Error {
    ErrorKind::NotUtf8 { byte: at as u64 }.into()
}
