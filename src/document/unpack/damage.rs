use std::io::{self, Read};

/// That what is packed is damaged, in our own words.
#[derive(Debug, thiserror::Error)]
#[error("{0}")]
struct Damage(String);

/// Passes on what an unpacker gives. The words that a library has for damage tell a user nothing, so it is
/// said what is damaged.
pub(super) struct Plainly<R> {
    inner: R,
    what: &'static str,
    begun: bool,
}

impl<R> Plainly<R> {
    /// `what`: what is unpacked, `gzip`.
    pub(super) fn new(inner: R, what: &'static str) -> Self {
        let begun = false;
        Self { inner, what, begun }
    }
}

impl<R: Read> Read for Plainly<R> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        let read = self.inner.read(buffer);
        let read = read.map_err(|error| plain(error, self.what, self.begun))?;
        self.begun |= read > 0;
        Ok(read)
    }
}

/// An error in our own words. What the operating system says, that something is cut off or too large, and
/// what a layer further in has said, stay as they are. `begun`: whether something came before.
pub(super) fn plain(error: io::Error, what: &str, begun: bool) -> io::Error {
    use io::ErrorKind::{FileTooLarge, Interrupted, UnexpectedEof};

    let is_ours = matches!(error.get_ref(), Some(inner) if inner.is::<Damage>());
    let is_plain = matches!(error.kind(), FileTooLarge | Interrupted | UnexpectedEof);
    if is_ours || is_plain || error.raw_os_error().is_some() {
        return error;
    }
    let told = if begun {
        format!("damaged {what}")
    } else {
        format!("damaged, or no {what} at all")
    };
    io::Error::new(io::ErrorKind::InvalidData, Damage(told))
}
