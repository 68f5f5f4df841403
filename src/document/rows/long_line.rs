//! Lines of JSON too long to be held: they are laid down in a nameless temporary file, checked
//! there, and their text is streamed out of it.

use std::fs::File;
use std::io::{self, BufRead, BufReader, BufWriter, Read, Seek, SeekFrom, Write};

use namewatch::Body;
use serde::de::IgnoredAny;

use super::Columns;
use super::record::{Keys, check_start};
use crate::document::extracted::Extracted;
use crate::document::problem::Problem;
use crate::document::stream::{Hashing, Utf8};
use crate::document::ticket::Receipt;

/// The longest line that is laid down, in bytes.
const LONGEST: u64 = 16 << 30;

/// Reads a line of which `begun` was read so far; `lines` gives its rest, and is left at the next
/// line.
pub(super) fn read(
    begun: &[u8],
    lines: &mut impl BufRead,
    columns: &Columns,
    hashed: bool,
    receipt: &Receipt,
) -> Result<Extracted, Problem> {
    let whole = lay_down(begun, lines);
    // However it went, the next line must be found.
    let mut file = match whole {
        Ok(Some(file)) => file,
        Ok(None) => {
            lines.skip_until(b'\n')?;
            return Err(Problem::LineTooLong { limit: LONGEST });
        }
        Err(error) => {
            lines.skip_until(b'\n')?;
            return Err(error.into());
        }
    };
    let keys = check(&mut file, columns, hashed, receipt);
    check_start(begun)?;
    let (keys, _) = keys?.take_text();
    file.rewind()?;
    let Some(offset) = text_offset(&mut BufReader::new(&file), columns.text())? else {
        let problem = format!("`{}` must be a string", columns.text());
        return Err(Problem::NotDocument(problem));
    };
    file.seek(SeekFrom::Start(offset))?;
    let text = Unescaped::new(BufReader::with_capacity(64 << 10, file), receipt.clone());
    keys.document(Body::Stream(Box::new(text)), false)
}

/// Writes the line without its end to a temporary file; `None` if it is too long.
fn lay_down(begun: &[u8], lines: &mut impl BufRead) -> io::Result<Option<File>> {
    let mut out = BufWriter::with_capacity(64 << 10, tempfile::tempfile()?);
    out.write_all(begun)?;
    let mut length = begun.len() as u64;
    loop {
        let piece = lines.fill_buf()?;
        let end = piece.iter().position(|&byte| byte == b'\n');
        let taken = end.unwrap_or(piece.len());
        length += taken as u64;
        if length > LONGEST {
            return Ok(None);
        }
        out.write_all(&piece[..taken])?;
        let ended = end.is_some() || piece.is_empty();
        lines.consume(taken + usize::from(end.is_some()));
        if ended {
            let mut file = out.into_inner()?;
            file.rewind()?;
            return Ok(Some(file));
        }
    }
}

/// Reads the line's keys but for the text, and finds out whether it is UTF-8 and JSON throughout.
fn check(
    file: &mut File,
    columns: &Columns,
    hashed: bool,
    receipt: &Receipt,
) -> Result<Keys<IgnoredAny>, Problem> {
    let source: Box<dyn Read> = if hashed {
        Box::new(Hashing::new(&*file, receipt.clone()))
    } else {
        Box::new(&*file)
    };
    let noted = Receipt::default();
    let mut utf8 = Utf8::new(source, 0, noted.clone());
    let reader = BufReader::new(&mut utf8);
    let keys = Keys::read(&mut serde_json::Deserializer::from_reader(reader), columns);
    // Reads on where the parser gave up, for the hash and for the first byte that is not UTF-8.
    let _ = io::copy(&mut utf8, &mut io::sink());
    if let Some(problem) = noted.take_problem() {
        return Err(problem);
    }
    keys
}

/// Where in a JSON object that is known to be sound the string with the key `text` begins, after its
/// quotation mark; `None` where that is no string.
fn text_offset(object: &mut impl BufRead, text: &str) -> io::Result<Option<u64>> {
    // With each of its letters written as an escape, or as two.
    let longest_key = text.len() * r"\u0000".len();
    let mut key = Vec::new();
    let mut depth = 0;
    let (mut in_key, mut in_string, mut escaped) = (false, false, false);
    let (mut expects_key, mut is_text) = (false, false);
    for (offset, byte) in (0..).zip(object.bytes()) {
        let byte = byte?;
        if in_string {
            match byte {
                _ if escaped => escaped = false,
                b'\\' => escaped = true,
                b'"' => {
                    in_string = false;
                    if in_key {
                        in_key = false;
                        is_text = is_key(text, &key);
                    }
                }
                _ => {}
            }
            if in_key && key.len() <= longest_key {
                key.push(byte);
            }
            continue;
        }
        if is_text && !matches!(byte, b':' | b' ' | b'\t' | b'\r') {
            return Ok((byte == b'"').then_some(offset + 1));
        }
        match byte {
            b'"' => {
                in_string = true;
                in_key = expects_key;
                expects_key = false;
                key.clear();
            }
            b'{' | b'[' => {
                depth += 1;
                expects_key = depth == 1;
            }
            b'}' | b']' => depth -= 1,
            b',' => expects_key = depth == 1,
            _ => {}
        }
    }
    Ok(None)
}

fn is_key(text: &str, key: &[u8]) -> bool {
    let quoted = [b"\"", key, b"\""].concat();
    serde_json::from_slice::<String>(&quoted).is_ok_and(|key| key == text)
}

/// Gives the content of a JSON string, up to its closing quotation mark.
struct Unescaped<R> {
    inner: R,
    receipt: Receipt,
    /// A character that did not fit into the caller's buffer, or part of it.
    left: Vec<u8>,
    ended: bool,
}

impl<R: BufRead> Unescaped<R> {
    fn new(inner: R, receipt: Receipt) -> Self {
        Self {
            inner,
            receipt,
            left: Vec::new(),
            ended: false,
        }
    }

    fn byte(&mut self) -> io::Result<u8> {
        let mut byte = [0];
        self.inner.read_exact(&mut byte)?;
        Ok(byte[0])
    }

    /// Four hexadecimal digits.
    fn unit(&mut self) -> io::Result<u32> {
        let mut digits = [0; 4];
        self.inner.read_exact(&mut digits)?;
        let digits = std::str::from_utf8(&digits).ok();
        digits
            .and_then(|digits| u32::from_str_radix(digits, 16).ok())
            .ok_or_else(|| io::ErrorKind::InvalidData.into())
    }

    /// The character of an escape, whose backslash was read.
    fn escape(&mut self) -> io::Result<char> {
        Ok(match self.byte()? {
            b'b' => '\u{8}',
            b'f' => '\u{c}',
            b'n' => '\n',
            b'r' => '\r',
            b't' => '\t',
            b'u' => {
                let unit = self.unit()?;
                let code = if (0xD800..0xDC00).contains(&unit) {
                    let pair = self.byte()? == b'\\' && self.byte()? == b'u';
                    let low = if pair { self.unit()? } else { 0 };
                    match low {
                        0xDC00..0xE000 => 0x1_0000 + ((unit - 0xD800) << 10) + (low - 0xDC00),
                        _ => unit,
                    }
                } else {
                    unit
                };
                match char::from_u32(code) {
                    Some(character) => character,
                    None => return Err(self.lone_surrogate()),
                }
            }
            other => char::from(other),
        })
    }

    #[cold]
    fn lone_surrogate(&self) -> io::Error {
        let problem = Problem::NotDocument("lone surrogate in `text`".to_owned());
        let error = io::Error::new(io::ErrorKind::InvalidData, problem.to_string());
        self.receipt.note_problem(problem);
        error
    }
}

impl<R: BufRead> Read for Unescaped<R> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        if buffer.is_empty() {
            return Ok(0);
        }
        while self.left.is_empty() && !self.ended {
            let ready = self.inner.fill_buf()?;
            let plain = ready.iter().position(|byte| matches!(byte, b'"' | b'\\'));
            match plain {
                Some(0) => {
                    if self.byte()? == b'"' {
                        self.ended = true;
                    } else {
                        let character = self.escape()?;
                        let mut utf8 = [0; 4];
                        self.left.extend(character.encode_utf8(&mut utf8).bytes());
                    }
                }
                _ if ready.is_empty() => return Err(io::ErrorKind::UnexpectedEof.into()),
                _ => {
                    let given = plain.unwrap_or(ready.len()).min(buffer.len());
                    buffer[..given].copy_from_slice(&ready[..given]);
                    self.inner.consume(given);
                    return Ok(given);
                }
            }
        }
        let given = self.left.len().min(buffer.len());
        buffer[..given].copy_from_slice(&self.left[..given]);
        self.left.drain(..given);
        Ok(given)
    }
}
