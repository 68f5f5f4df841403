use std::io::{self, BufRead, BufReader, Read};

use flate2::bufread::GzDecoder;

use crate::document::problem::Problem;
use crate::document::ticket::Receipt;

/// Opens gzip, one member or several one after the other. What follows the last of them and is no
/// gzip is not read, and noted; zeros are nothing but padding.
pub(super) struct Gzip<R> {
    /// `None` at the end.
    member: Option<GzDecoder<BufReader<R>>>,
    is_first: bool,
    receipt: Receipt,
}

impl<R: Read> Gzip<R> {
    pub(super) fn new(inner: R, receipt: Receipt) -> Self {
        Self {
            member: Some(GzDecoder::new(BufReader::new(inner))),
            is_first: true,
            receipt,
        }
    }

    /// Goes to the next member; to none at the end.
    fn advance(&mut self) -> io::Result<()> {
        let Some(member) = self.member.take() else {
            return Ok(());
        };
        self.is_first = false;
        let mut rest = member.into_inner();
        let mut is_padded = false;
        let next = loop {
            let piece = rest.fill_buf()?;
            let zeros = piece.iter().take_while(|&&byte| byte == 0).count();
            let next = piece.get(zeros).copied();
            let ended = piece.is_empty();
            rest.consume(zeros);
            is_padded |= zeros > 0;
            if next.is_some() || ended {
                break next;
            }
        };
        match next {
            None => {}
            Some(0x1F) if !is_padded => self.member = Some(GzDecoder::new(rest)),
            Some(_) => self.leave(rest),
        }
        Ok(())
    }

    /// Leaves the rest unread but for its hash.
    fn leave(&self, mut rest: BufReader<R>) {
        let _ = io::copy(&mut rest, &mut io::sink());
        self.receipt.note_rest(Problem::Trailing);
    }
}

impl<R: Read> Read for Gzip<R> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        while let Some(member) = &mut self.member {
            match member.read(buffer) {
                Ok(0) if !buffer.is_empty() => self.advance()?,
                // No header, though the byte was right: no member either.
                Err(error)
                    if error.kind() == io::ErrorKind::InvalidInput
                        && member.header().is_none()
                        && !self.is_first =>
                {
                    if let Some(member) = self.member.take() {
                        self.leave(member.into_inner());
                    }
                }
                read => return read,
            }
        }
        Ok(0)
    }
}

#[cfg(test)]
mod tests {
    use std::io::Write;

    use flate2::Compression;
    use flate2::write::GzEncoder;

    use super::*;

    fn member(text: &str) -> Vec<u8> {
        let mut encoder = GzEncoder::new(Vec::new(), Compression::fast());
        encoder.write_all(text.as_bytes()).unwrap();
        encoder.finish().unwrap()
    }

    #[test]
    fn what_follows_the_last_member_is_left_and_noted() {
        let whole = [member("one "), member("two")].concat();
        for (rest, is_noted) in [
            (&b""[..], false),
            (&[0; 9000], false),
            (b"-- \nsent by a gateway", true),
            (b"\0\0\0x", true),
            (b"\x1F\x8Cxxxxxxxxxxxxxx", true),
        ] {
            let receipt = Receipt::default();
            let bytes = [&whole, rest].concat();
            let mut text = String::new();
            let mut gzip = Gzip::new(&bytes[..], receipt.clone());
            gzip.read_to_string(&mut text).unwrap();
            assert_eq!(text, "one two");
            assert_eq!(receipt.rest().is_some(), is_noted, "{rest:?}");
        }
    }

    #[test]
    fn a_member_that_is_cut_off_is_an_error() {
        let whole = [member("one "), member("two")].concat();
        for length in 0..whole.len() {
            let receipt = Receipt::default();
            let read = Gzip::new(&whole[..length], receipt).read_to_end(&mut Vec::new());
            assert_eq!(read.is_ok(), length == member("one ").len(), "{length}");
        }
        let none = Gzip::new(&b"no gzip at all"[..], Receipt::default());
        assert!(io::read_to_string(none).is_err());
    }
}
