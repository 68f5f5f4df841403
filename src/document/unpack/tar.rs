use std::io::{self, Read};

use crate::document::InputFormat;
use crate::document::problem::Problem;
use crate::document::source::Parts;
use crate::document::source::{Origin, Part};
use crate::document::spool::Spool;
use crate::document::stream::Source;
use crate::document::ticket::Receipt;

const BLOCK: usize = 512;

/// The longest name, or list of further headers, in bytes.
const LONGEST_HEADER: u64 = 1 << 20;

/// The members of a tar archive (ustar, with the long names of GNU and POSIX).
pub(in crate::document) fn open(origin: Origin, source: Source) -> Parts {
    Box::new(Tar {
        origin,
        source,
        name: None,
        size: None,
        ended: false,
    })
}

struct Tar {
    origin: Origin,
    source: Source,
    /// What a header before says of the next member.
    name: Option<String>,
    size: Option<u64>,
    ended: bool,
}

impl Tar {
    /// The next member that is a file or a link; `None` at the end.
    fn member(&mut self) -> Result<Option<Part>, Problem> {
        loop {
            let mut header = [0; BLOCK];
            let read = read_up_to(&mut self.source, &mut header)?;
            if read == 0 {
                return Err(damaged("the block that ends it is missing"));
            }
            if header.iter().all(|&byte| byte == 0) {
                // To the end of what it is packed in, which may be damaged there.
                io::copy(&mut self.source, &mut io::sink())?;
                return Ok(None);
            }
            if read < BLOCK || !checksum_fits(&header) {
                return Err(damaged("a header is cut off or wrong"));
            }
            let number = |field: &[u8]| octal(field).ok_or_else(|| damaged("a size is no number"));
            let size = number(&header[124..136])?;
            match header[156] {
                b'L' => self.name = Some(text(&self.short(size)?)),
                b'x' => self.further_headers(size)?,
                b'g' | b'K' => drop(self.short(size)?),
                kind => {
                    let name = self.name.take().unwrap_or_else(|| short_name(&header));
                    let size = self.size.take().unwrap_or(size);
                    let origin = self.origin.member(&name);
                    match kind {
                        b'0' | b'\0' | b'7' if !name.ends_with('/') => {
                            let bytes = self.bytes(size)?;
                            return Ok(Some(Part::Bytes(origin, Ok(Box::new(bytes)))));
                        }
                        b'1' | b'2' => return Ok(Some(Part::Bytes(origin, Err(Problem::Link)))),
                        b'3' | b'4' | b'6' => {
                            return Ok(Some(Part::Bytes(origin, Err(Problem::Special))));
                        }
                        b'S' => {
                            self.skip(size)?;
                            let what = "a sparse file in a tar archive";
                            let problem = Problem::Unsupported { what, named: true };
                            return Ok(Some(Part::Bytes(origin, Err(problem))));
                        }
                        _ => self.skip(size)?,
                    }
                }
            }
        }
    }

    /// What a member holds; the source is left at the next header.
    fn bytes(&mut self, size: u64) -> Result<Spool, Problem> {
        let mut bytes = self.source.by_ref().take(size);
        let spool = Spool::read(&mut bytes)?;
        if bytes.limit() > 0 {
            return Err(damaged("the last member is cut off"));
        }
        self.skip_padding(size)?;
        Ok(spool)
    }

    /// The same for what is no member but tells of one.
    fn short(&mut self, size: u64) -> Result<Vec<u8>, Problem> {
        if size > LONGEST_HEADER {
            return Err(damaged("a name is too long"));
        }
        let mut bytes = Vec::new();
        self.source.by_ref().take(size).read_to_end(&mut bytes)?;
        self.skip_padding(size)?;
        Ok(bytes)
    }

    fn skip(&mut self, size: u64) -> Result<(), Problem> {
        io::copy(&mut self.source.by_ref().take(size), &mut io::sink())?;
        self.skip_padding(size)
    }

    fn skip_padding(&mut self, size: u64) -> Result<(), Problem> {
        let block = BLOCK as u64;
        let padding = (block - size % block) % block;
        io::copy(&mut self.source.by_ref().take(padding), &mut io::sink())?;
        Ok(())
    }

    /// Reads lines of the form `LENGTH KEY=VALUE`.
    fn further_headers(&mut self, size: u64) -> Result<(), Problem> {
        let bytes = self.short(size)?;
        let mut rest = &bytes[..];
        while let Some(blank) = rest.iter().position(|&byte| byte == b' ') {
            let length = text(&rest[..blank]).parse().unwrap_or(0);
            let Some(line) = rest.get(blank + 1..length) else {
                return Err(damaged("a further header is wrong"));
            };
            let line = text(line);
            match line.trim_end_matches('\n').split_once('=') {
                Some(("path", path)) => self.name = Some(path.to_owned()),
                Some(("size", size)) => self.size = size.parse().ok(),
                _ => {}
            }
            rest = &rest[length..];
        }
        Ok(())
    }
}

impl Iterator for Tar {
    type Item = Part;

    fn next(&mut self) -> Option<Part> {
        if self.ended {
            return None;
        }
        let member = self.member().unwrap_or_else(|problem| {
            self.ended = true;
            let format = InputFormat::Tar;
            Some(
                self.origin
                    .part(None, format, Err(problem), Receipt::default()),
            )
        });
        self.ended |= member.is_none();
        member
    }
}

fn damaged(why: &str) -> Problem {
    io::Error::new(
        io::ErrorKind::InvalidData,
        format!("damaged tar archive: {why}"),
    )
    .into()
}

/// Text up to the first NUL.
fn text(field: &[u8]) -> String {
    let end = field
        .iter()
        .position(|&byte| byte == 0)
        .unwrap_or(field.len());
    String::from_utf8_lossy(&field[..end]).into_owned()
}

fn short_name(header: &[u8; BLOCK]) -> String {
    let name = text(&header[..100]);
    // Only POSIX puts the folders into a field of their own.
    let folders = if &header[257..263] == b"ustar\0" {
        text(&header[345..500])
    } else {
        String::new()
    };
    if folders.is_empty() {
        name
    } else {
        format!("{folders}/{name}")
    }
}

/// A number in octal digits, or in binary where the first bit is set.
fn octal(field: &[u8]) -> Option<u64> {
    if field[0] & 0x80 != 0 {
        let (high, low) = field.split_at(field.len() - 8);
        let zero = high[0] == 0x80 && high[1..].iter().all(|&byte| byte == 0);
        return zero.then(|| u64::from_be_bytes(low.try_into().unwrap_or_default()));
    }
    let digits = text(field);
    let digits = digits.trim();
    if digits.is_empty() {
        return Some(0);
    }
    u64::from_str_radix(digits, 8).ok()
}

/// The sum of a header's bytes, those of the sum itself taken as blanks.
fn checksum_fits(header: &[u8; BLOCK]) -> bool {
    let sum = (0..BLOCK).map(|at| match at {
        148..156 => 32,
        _ => u64::from(header[at]),
    });
    octal(&header[148..156]) == Some(sum.sum())
}

/// Fills a buffer as far as the source goes.
fn read_up_to(source: &mut impl Read, buffer: &mut [u8]) -> io::Result<usize> {
    let mut filled = 0;
    while filled < buffer.len() {
        match source.read(&mut buffer[filled..]) {
            Ok(0) => break,
            Ok(read) => filled += read,
            Err(error) if error.kind() == io::ErrorKind::Interrupted => {}
            Err(error) => return Err(error),
        }
    }
    Ok(filled)
}

#[cfg(test)]
mod tests {
    use std::io::Cursor;

    use super::*;

    fn member(kind: u8, name: &str, size: &[u8; 12], content: &[u8]) -> Vec<u8> {
        let mut header = [0; BLOCK];
        header[..name.len()].copy_from_slice(name.as_bytes());
        header[124..136].copy_from_slice(size);
        header[156] = kind;
        header[148..156].fill(b' ');
        let sum: u64 = header.iter().map(|&byte| u64::from(byte)).sum();
        header[148..156].copy_from_slice(format!("{sum:06o}\0 ").as_bytes());
        let mut member = header.to_vec();
        member.extend(content);
        member.resize(member.len().next_multiple_of(BLOCK), 0);
        member
    }

    /// Names and contents, or problems.
    fn read(bytes: &[u8]) -> Vec<(String, String)> {
        let parts = open(
            Origin::for_tests("a.tar"),
            Box::new(Cursor::new(bytes.to_vec())),
        );
        let told = |part| match part {
            Part::Bytes(origin, Ok(mut bytes)) => {
                let mut text = String::new();
                bytes.read_to_string(&mut text).unwrap();
                (origin.source.to_string(), text)
            }
            Part::Bytes(origin, Err(problem)) => (origin.source.to_string(), problem.to_string()),
            Part::Document(ticket, _) => (
                ticket.document.clone(),
                ticket.problem().unwrap().to_string(),
            ),
        };
        parts.map(told).collect()
    }

    fn row(name: &str, text: &str) -> (String, String) {
        (name.to_owned(), text.to_owned())
    }

    #[test]
    fn members_are_read_under_long_and_short_names() {
        let long = "x".repeat(150);
        let pax = format!("166 path={long}\n").replace("166", &(long.len() + 10).to_string());
        let archive = [
            member(b'0', "a.txt", b"00000000003\0", b"one"),
            member(b'5', "folder/", b"00000000000\0", b""),
            member(b'L', "long", b"00000000226\0", long.as_bytes()),
            member(
                b'0',
                "short",
                &[0x80, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 3],
                b"two",
            ),
            member(
                b'x',
                "pax",
                format!("{:011o}\0", pax.len())
                    .as_bytes()
                    .try_into()
                    .unwrap(),
                pax.as_bytes(),
            ),
            member(b'0', "short", b"00000000005\0", b"three"),
            member(b'2', "link", b"00000000000\0", b""),
            vec![0; 2 * BLOCK],
        ]
        .concat();
        let expected = [
            row("a.tar/a.txt", "one"),
            row(&format!("a.tar/{long}"), "two"),
            row(&format!("a.tar/{long}"), "three"),
            row("a.tar/link", "links in folders are not followed"),
        ];
        assert_eq!(read(&archive), expected);
    }

    #[test]
    fn damage_is_told() {
        let archive = member(b'0', "a", b"00000000003\0", b"one");
        let told = |bytes: &[u8]| read(bytes).pop().unwrap().1;
        assert!(told(&archive).ends_with("the block that ends it is missing"));
        assert!(told(&archive[..514]).ends_with("the last member is cut off"));
        assert!(told(&archive[..300]).ends_with("a header is cut off or wrong"));
        let huge = member(
            b'V',
            "a",
            &[0x80, 0, 0, 0, 255, 255, 255, 255, 255, 255, 255, 255],
            b"",
        );
        assert!(told(&huge).ends_with("the block that ends it is missing"));
    }
}
