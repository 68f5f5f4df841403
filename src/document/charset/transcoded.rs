use std::io::{self, Read};

use encoding_rs::{DecoderResult, Encoding};

use crate::document::problem::Problem;

/// Bytes read at a time.
const PIECE: usize = 64 << 10;

/// Turns text of a known encoding into UTF-8; fails at the first byte that is none of it.
pub(in crate::document) struct Transcoded<R> {
    inner: R,
    encoding: &'static Encoding,
    decoder: encoding_rs::Decoder,
    input: Vec<u8>,
    /// `input[taken..filled]` is still to be decoded.
    taken: usize,
    filled: usize,
    /// Offset in the source of `input[0]`.
    offset: u64,
    output: Vec<u8>,
    served: usize,
    ended: bool,
}

impl<R: Read> Transcoded<R> {
    /// `offset`: how many bytes of the source were taken before.
    pub(in crate::document) fn new(inner: R, encoding: &'static Encoding, offset: u64) -> Self {
        Self {
            inner,
            encoding,
            decoder: encoding.new_decoder_without_bom_handling(),
            input: vec![0; PIECE],
            taken: 0,
            filled: 0,
            offset,
            output: Vec::new(),
            served: 0,
            ended: false,
        }
    }

    pub(super) fn read_piece(&mut self, buffer: &mut [u8]) -> Result<usize, Problem> {
        while self.served == self.output.len() {
            if self.ended {
                return Ok(0);
            }
            self.decode_piece()?;
        }
        let ready = &self.output[self.served..];
        let given = ready.len().min(buffer.len());
        buffer[..given].copy_from_slice(&ready[..given]);
        self.served += given;
        Ok(given)
    }

    fn decode_piece(&mut self) -> Result<(), Problem> {
        let mut last = false;
        if self.taken == self.filled {
            self.offset += self.filled as u64;
            self.taken = 0;
            self.filled = self.inner.read(&mut self.input)?;
            last = self.filled == 0;
        }
        self.served = 0;
        self.output.resize(4 * PIECE, 0);
        let input = &self.input[self.taken..self.filled];
        let (result, read, written) =
            self.decoder
                .decode_to_utf8_without_replacement(input, &mut self.output, last);
        self.output.truncate(written);
        self.taken += read;
        match result {
            DecoderResult::InputEmpty => self.ended = last,
            DecoderResult::OutputFull => {}
            DecoderResult::Malformed(length, after) => {
                let _ = io::copy(&mut self.inner, &mut io::sink());
                let end = self.offset + self.taken as u64;
                return Err(Problem::NotEncoded {
                    encoding: self.encoding.name(),
                    byte: end.saturating_sub(u64::from(length) + u64::from(after)),
                });
            }
        }
        Ok(())
    }
}

impl<R: Read> Read for Transcoded<R> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        self.read_piece(buffer).map_err(|problem| match problem {
            Problem::Unreadable(error) => error,
            problem => io::Error::new(io::ErrorKind::InvalidData, problem),
        })
    }
}
