use std::fs::File;
use std::io::{self, BufReader, BufWriter, Read, Seek, SeekFrom, Write};

/// Pieces of a page that are written in another order than they come in: the surest first, of equals
/// the one that came first. The pieces lie in a temporary file.
pub(super) struct Spool {
    file: BufWriter<File>,
    pieces: Vec<Piece>,
    length: u64,
}

#[derive(Clone, Copy)]
struct Piece {
    confidence: f64,
    start: u64,
    length: u64,
}

impl Spool {
    pub(super) fn new() -> io::Result<Self> {
        Ok(Self {
            file: BufWriter::new(tempfile::tempfile()?),
            pieces: Vec::new(),
            length: 0,
        })
    }

    pub(super) fn len(&self) -> usize {
        self.pieces.len()
    }

    pub(super) fn push(&mut self, confidence: f64, piece: &str) -> io::Result<()> {
        self.file.write_all(piece.as_bytes())?;
        let length = piece.len() as u64;
        self.pieces.push(Piece {
            confidence,
            start: self.length,
            length,
        });
        self.length += length;
        Ok(())
    }

    /// Writes the surest `most` pieces, each behind what `before` writes for its number, from 1 on.
    pub(super) fn write(
        self,
        out: &mut dyn Write,
        most: usize,
        before: impl Fn(&mut dyn Write, usize) -> io::Result<()>,
    ) -> io::Result<()> {
        let mut pieces = self.pieces;
        // Stable: equals keep their order.
        pieces.sort_by(|a, b| b.confidence.total_cmp(&a.confidence));
        let mut file = BufReader::new(self.file.into_inner().map_err(io::Error::from)?);
        for (at, piece) in pieces.iter().take(most).enumerate() {
            before(out, at + 1)?;
            file.seek(SeekFrom::Start(piece.start))?;
            io::copy(&mut (&mut file).take(piece.length), out)?;
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_surest_comes_first_and_equals_keep_their_order() {
        let mut spool = Spool::new().unwrap();
        for (confidence, piece) in [(0.5, "d"), (0.9, "bb"), (0.9, "c"), (0.99, "aaa")] {
            spool.push(confidence, piece).unwrap();
        }
        assert_eq!(spool.len(), 4);
        let mut out = Vec::new();
        spool
            .write(&mut out, 3, |out, number| write!(out, "{number}"))
            .unwrap();
        assert_eq!(out, b"1aaa2bb3c");
    }
}
