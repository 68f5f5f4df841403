use std::io::{self, BufRead, BufReader, Cursor, Read};

use encoding_rs::Encoding;
use flate2::read::ZlibDecoder;

use crate::document::InputFormat;
use crate::document::limits::WHOLE;
use crate::document::problem::Problem;
use crate::document::source::{Declared, Opened, Origin, Part};
use crate::document::stream::Source;
use crate::document::ticket::Receipt;

/// The longest line of a header, and the most lines of one.
const LONGEST_LINE: u64 = 64 << 10;
const MOST_LINES: usize = 1000;

/// The records of a web archive that hold something to read: answers of servers, resources, and texts
/// made of them. Each is called by the address it was fetched from.
pub(super) fn open(origin: Origin, source: Source) -> Opened {
    Opened::Many(Box::new(Archive {
        origin,
        source: BufReader::with_capacity(64 << 10, source),
        number: 0,
    }))
}

struct Archive {
    origin: Origin,
    source: BufReader<Source>,
    number: u64,
}

impl Archive {
    /// The next record worth reading; `None` at the end.
    fn record(&mut self) -> Result<Option<Part>, Problem> {
        loop {
            let Some(header) = Header::of_record(&mut self.source)? else {
                return Ok(None);
            };
            self.number += 1;
            let length: u64 = header
                .get("content-length")
                .and_then(|length| length.parse().ok())
                .ok_or_else(|| unsound("a record without its length"))?;
            let kind = header.get("warc-type").unwrap_or_default();
            let wanted = matches!(kind, "response" | "resource" | "conversion");
            let name = match header.get("warc-target-uri") {
                Some(address) => address.trim_matches(['<', '>']).to_owned(),
                None => self.number.to_string(),
            };
            let mut origin = self.origin.member(&name);
            let mut record = (&mut self.source).take(length);
            if !wanted || length > WHOLE {
                io::copy(&mut record, &mut io::sink())?;
                if wanted {
                    let problem = Problem::TooLarge { limit: WHOLE };
                    return Ok(Some(Part::Bytes(origin, Err(problem))));
                }
                continue;
            }
            let mut bytes = Vec::new();
            record.read_to_end(&mut bytes)?;
            if (bytes.len() as u64) < length {
                return Err(unsound("its last record is cut off"));
            }
            let content = header.get("content-type").unwrap_or_default();
            let answer = kind == "response" && content.starts_with("application/http");
            let payload = if answer {
                answer_of(&bytes).map(|answer| {
                    origin.declared = Declared {
                        encoding: answer.encoding,
                        is_html: answer.content.contains("html"),
                    };
                    (answer.body, is_document(&answer.content))
                })
            } else {
                Ok((bytes, is_document(content)))
            };
            match payload {
                // A redirection, or nothing that was sent.
                Ok((body, _)) if body.trim_ascii().is_empty() => {}
                Ok((_, false)) => {
                    let what = "an archived answer that is neither a page nor a document";
                    let named = false;
                    let problem = Problem::Unsupported { what, named };
                    return Ok(Some(Part::Bytes(origin, Err(problem))));
                }
                Ok((body, true)) => {
                    return Ok(Some(Part::Bytes(origin, Ok(Box::new(Cursor::new(body))))));
                }
                Err(problem) => return Ok(Some(Part::Bytes(origin, Err(problem)))),
            }
        }
    }
}

impl Iterator for Archive {
    type Item = Part;

    fn next(&mut self) -> Option<Part> {
        self.record().unwrap_or_else(|problem| {
            // Where the next record begins is not known.
            self.source = BufReader::with_capacity(1, Box::new(io::empty()));
            let number = Some(self.number);
            let (format, receipt) = (InputFormat::Warc, Receipt::default());
            Some(self.origin.part(number, format, Err(problem), receipt))
        })
    }
}

fn unsound(why: &str) -> Problem {
    Problem::Unsound {
        what: InputFormat::Warc.noun(),
        why: why.to_owned(),
    }
}

/// Names in lower case, with their values.
struct Header(Vec<(String, String)>);

impl Header {
    /// The header of the next record; `None` where there is none.
    fn of_record(source: &mut impl BufRead) -> Result<Option<Self>, Problem> {
        loop {
            let Some(line) = line(source)? else {
                return Ok(None);
            };
            if line.starts_with("WARC/") {
                return Self::read(source).map(Some);
            }
            if !line.is_empty() {
                return Err(unsound("no record where one should begin"));
            }
        }
    }

    /// Lines up to a blank one.
    fn read(source: &mut impl BufRead) -> Result<Self, Problem> {
        let mut fields = Vec::new();
        while let Some(line) = line(source)? {
            if line.is_empty() {
                return Ok(Self(fields));
            }
            if fields.len() == MOST_LINES {
                break;
            }
            if let Some((name, value)) = line.split_once(':') {
                fields.push((name.trim().to_lowercase(), value.trim().to_owned()));
            }
        }
        Err(unsound("a header that does not end"))
    }

    fn get(&self, name: &str) -> Option<&str> {
        let found = self.0.iter().find(|(known, _)| known == name);
        found.map(|(_, value)| value.as_str())
    }
}

/// A line without its end; `None` at the end of the source.
fn line(source: &mut impl BufRead) -> Result<Option<String>, Problem> {
    let mut line = Vec::new();
    if source.take(LONGEST_LINE).read_until(b'\n', &mut line)? == 0 {
        return Ok(None);
    }
    let line = String::from_utf8_lossy(&line);
    Ok(Some(line.trim_end_matches(['\r', '\n']).to_owned()))
}

/// Whether something of this type is worth reading: no script, no style sheet, no picture.
fn is_document(content: &str) -> bool {
    const DOCUMENTS: [&str; 9] = [
        "text/html",
        "text/plain",
        "application/xhtml",
        "application/pdf",
        "application/msword",
        "application/rtf",
        "text/rtf",
        "application/vnd.openxmlformats-officedocument.wordprocessingml",
        "application/vnd.oasis.opendocument.text",
    ];
    let content = content.trim().to_lowercase();
    content.is_empty() || DOCUMENTS.iter().any(|known| content.starts_with(known))
}

/// What a server sent.
struct Answer {
    body: Vec<u8>,
    /// Its type.
    content: String,
    /// The encoding that the server says it is in.
    encoding: Option<&'static Encoding>,
}

fn answer_of(bytes: &[u8]) -> Result<Answer, Problem> {
    let mut rest = bytes;
    line(&mut rest)?;
    let header = Header::read(&mut rest)?;
    let is = |name, value| {
        header
            .get(name)
            .is_some_and(|found| found.eq_ignore_ascii_case(value))
    };
    // Some archives keep the header of a body that was put together already.
    let chunked = is("transfer-encoding", "chunked")
        .then(|| put_together(rest))
        .flatten();
    let body = chunked.unwrap_or_else(|| rest.to_vec());
    let body = match header.get("content-encoding") {
        Some("deflate") => {
            let mut plain = Vec::new();
            ZlibDecoder::new(&body[..])
                .take(WHOLE)
                .read_to_end(&mut plain)?;
            plain
        }
        Some("br" | "zstd") if !body.starts_with(b"\x28\xB5\x2F\xFD") => {
            let what = "an answer compressed with Brotli";
            return Err(Problem::Unsupported { what, named: true });
        }
        // The others are known by their first bytes.
        _ => body,
    };
    let content = header.get("content-type").unwrap_or_default().to_owned();
    let encoding = content.split_once("charset=").and_then(|(_, label)| {
        let label = label.split(';').next()?;
        Encoding::for_label(label.trim_matches(['"', '\'', ' ']).as_bytes())
    });
    Ok(Answer {
        body,
        content,
        encoding,
    })
}

/// The body that was sent in chunks; `None` if it is not in chunks.
fn put_together(mut rest: &[u8]) -> Option<Vec<u8>> {
    let mut body = Vec::new();
    loop {
        let end = rest.iter().position(|&byte| byte == b'\n')?;
        let size = std::str::from_utf8(&rest[..end]).ok()?;
        let size = usize::from_str_radix(size.split(';').next()?.trim(), 16).ok()?;
        rest = &rest[end + 1..];
        if size == 0 {
            return Some(body);
        }
        body.extend_from_slice(rest.get(..size)?);
        rest = &rest[size..];
        rest = rest
            .strip_prefix(b"\r\n")
            .or_else(|| rest.strip_prefix(b"\n"))?;
    }
}
