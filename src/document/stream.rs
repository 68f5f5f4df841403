use std::fmt::Write as _;
use std::io::{self, Read};

use sha2::{Digest, Sha256};

use super::problem::Problem;
use super::ticket::Receipt;

/// Where documents come from: an open file, standard input, a decompressor over one of them.
pub(crate) type Source = Box<dyn Read + Send>;

/// Reads until `enough` is satisfied with what was read, or the source ends.
pub(super) fn peek(source: &mut impl Read, enough: impl Fn(&[u8]) -> bool) -> io::Result<Vec<u8>> {
    let mut head = Vec::new();
    let mut chunk = [0; 512];
    while !enough(&head) {
        match source.read(&mut chunk) {
            Ok(0) => break,
            Ok(read) => head.extend_from_slice(&chunk[..read]),
            Err(error) if error.kind() == io::ErrorKind::Interrupted => {}
            Err(error) => return Err(error),
        }
    }
    Ok(head)
}

/// SHA-256 in lower-case hex.
pub(crate) fn sha256(bytes: &[u8]) -> String {
    hexadecimal(Sha256::digest(bytes).as_slice())
}

pub(crate) fn hexadecimal(bytes: &[u8]) -> String {
    bytes.iter().fold(String::new(), |mut text, byte| {
        let _ = write!(text, "{byte:02x}");
        text
    })
}

/// Passes bytes through and notes their SHA-256 at the end.
pub(super) struct Hashing<R> {
    inner: R,
    hasher: Option<Sha256>,
    receipt: Receipt,
}

impl<R: Read> Hashing<R> {
    pub(super) fn new(inner: R, receipt: Receipt) -> Self {
        Self {
            inner,
            hasher: Some(Sha256::new()),
            receipt,
        }
    }
}

impl<R: Read> Read for Hashing<R> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        let read = self.inner.read(buffer)?;
        if read > 0 {
            if let Some(hasher) = &mut self.hasher {
                hasher.update(&buffer[..read]);
            }
        } else if !buffer.is_empty()
            && let Some(hasher) = self.hasher.take()
        {
            self.receipt
                .note_sha256(hexadecimal(hasher.finalize().as_slice()));
        }
        Ok(read)
    }
}

/// Passes UTF-8 through; at the first byte that is none it notes the problem and fails.
pub(super) struct Utf8<R> {
    inner: R,
    receipt: Receipt,
    buffer: Vec<u8>,
    /// Offset of the buffer's first byte in the source.
    offset: u64,
    /// `buffer[served..valid]` is good UTF-8 still to be handed out, `buffer[valid..filled]` unchecked.
    served: usize,
    valid: usize,
    filled: usize,
}

impl<R: Read> Utf8<R> {
    /// `offset`: how many bytes of the source were taken before.
    pub(super) fn new(inner: R, offset: u64, receipt: Receipt) -> Self {
        Self {
            inner,
            receipt,
            buffer: vec![0; 64 << 10],
            offset,
            served: 0,
            valid: 0,
            filled: 0,
        }
    }

    /// Gets more good bytes into the buffer; leaves none there only at the end of the source.
    fn refill(&mut self) -> Result<(), Problem> {
        self.buffer.copy_within(self.valid..self.filled, 0);
        self.offset += self.valid as u64;
        self.filled -= self.valid;
        (self.served, self.valid) = (0, 0);
        loop {
            let read = match self.inner.read(&mut self.buffer[self.filled..]) {
                Err(error) if error.kind() == io::ErrorKind::Interrupted => continue,
                read => read?,
            };
            if read == 0 && self.filled == 0 {
                return Ok(());
            }
            self.filled += read;
            match std::str::from_utf8(&self.buffer[..self.filled]) {
                Ok(_) => self.valid = self.filled,
                Err(error) => {
                    self.valid = error.valid_up_to();
                    let wrong = read == 0 || error.error_len().is_some();
                    if self.valid == 0 && wrong {
                        // The rest is read all the same, so that the source's hash is whole.
                        let _ = io::copy(&mut self.inner, &mut io::sink());
                        return Err(Problem::NotUtf8 { byte: self.offset });
                    }
                }
            }
            if self.valid > 0 {
                return Ok(());
            }
        }
    }
}

impl<R: Read> Read for Utf8<R> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        if self.served == self.valid {
            self.refill().map_err(|problem| {
                let error = io::Error::new(io::ErrorKind::InvalidData, problem.to_string());
                self.receipt.note_problem(problem);
                error
            })?;
        }
        let good = &self.buffer[self.served..self.valid];
        let given = good.len().min(buffer.len());
        buffer[..given].copy_from_slice(&good[..given]);
        self.served += given;
        Ok(given)
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    /// Gives its bytes in pieces of a fixed size.
    struct Pieces<'a>(&'a [u8], usize);

    impl Read for Pieces<'_> {
        fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
            let given = self.1.min(buffer.len()).min(self.0.len());
            let (now, later) = self.0.split_at(given);
            buffer[..given].copy_from_slice(now);
            self.0 = later;
            Ok(given)
        }
    }

    proptest! {
        #[test]
        fn utf8_passes_and_the_first_other_byte_is_told(
            bytes in prop_oneof![
                any::<String>().prop_map(String::into_bytes),
                proptest::collection::vec(any::<u8>(), 0..64),
            ],
            piece in 1usize..7,
        ) {
            let receipt = Receipt::default();
            let hashing = Hashing::new(Pieces(&bytes, piece), receipt.clone());
            let mut out = Vec::new();
            let read = Utf8::new(hashing, 0, receipt.clone()).read_to_end(&mut out);
            let problem = receipt.take_problem();
            prop_assert_eq!(receipt.sha256(), Some(sha256(&bytes)));
            match std::str::from_utf8(&bytes) {
                Ok(_) => {
                    prop_assert!(read.is_ok() && problem.is_none());
                    prop_assert_eq!(out, bytes);
                }
                Err(error) => {
                    let told = problem.map(|problem| problem.to_string());
                    prop_assert_eq!(told, Some(format!("not UTF-8 at byte {}", error.valid_up_to())));
                    prop_assert!(read.is_err());
                    prop_assert_eq!(&out[..], &bytes[..error.valid_up_to()]);
                }
            }
        }
    }

    #[test]
    fn the_hash_is_the_one_that_sha256sum_prints() {
        assert_eq!(
            sha256(b"abc"),
            "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"
        );
    }
}
