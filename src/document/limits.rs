//! How much a hostile file may cost.

use std::io::{self, Read};
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};
use std::time::Duration;

/// How many layers are taken off: compression, archives, mails, one inside the other.
pub(super) const DEPTH: u8 = 8;

/// The largest document, in bytes, of a format that must be held whole to be read.
pub(super) const WHOLE: u64 = 128 << 20;

/// The largest text, in bytes, that is taken out of one document that must be held whole.
pub(super) const EXTRACTED: usize = 256 << 20;

/// The largest member of an archive, in bytes, and the largest archive; what is larger than
/// [`IN_MEMORY`] waits in a temporary file.
pub(super) const SPOOLED: u64 = 16 << 30;

/// What is held in memory of a member rather than in a temporary file, in bytes.
pub(super) const IN_MEMORY: u64 = 8 << 20;

/// How much of files, in bytes, may be read ahead of the document that is next.
pub(super) const AHEAD: u64 = 32 << 20;

/// How long one document may take to be read, where a reader works on it whole.
pub(super) const PATIENCE: Duration = Duration::from_secs(120);

/// Memory that a decompressor may take for its window, in KiB.
#[cfg(feature = "docs")]
pub(super) const WINDOW_KIB: u32 = 256 << 10;

/// A file may unpack to so many bytes whatever its size ...
const FREE: u64 = 64 << 20;

/// ... and to so many more for each byte of its own. Real text packs to a tenth, at the most
/// repetitive to a hundredth.
const RATIO: u64 = 250;

/// What the layers of one file have unpacked to, all of them together.
#[derive(Clone, Debug, Default)]
pub(super) struct Budget(Arc<Spent>);

#[derive(Debug, Default)]
struct Spent {
    raw: AtomicU64,
    unpacked: AtomicU64,
}

impl Budget {
    /// Counts what is read of the file itself.
    pub(super) fn raw<R: Read>(&self, inner: R) -> Counted<R> {
        Counted {
            inner,
            budget: self.clone(),
            raw: true,
        }
    }

    /// Counts what a layer of it unpacks to; fails once that is too much.
    pub(super) fn unpacked<R: Read>(&self, inner: R) -> Counted<R> {
        Counted {
            inner,
            budget: self.clone(),
            raw: false,
        }
    }

    /// How much was read of the file itself, in bytes.
    pub(super) fn size(&self) -> u64 {
        self.0.raw.load(Ordering::Relaxed)
    }

    /// Whether it has unpacked to too much: there is no more to be got out of it.
    pub(super) fn is_spent(&self) -> bool {
        let raw = self.0.raw.load(Ordering::Relaxed);
        self.0.unpacked.load(Ordering::Relaxed) > FREE + RATIO * raw
    }
}

/// See [`Budget::raw`] and [`Budget::unpacked`].
pub(super) struct Counted<R> {
    inner: R,
    budget: Budget,
    raw: bool,
}

impl<R: Read> Read for Counted<R> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        let spent = &self.budget.0;
        let count = if self.raw {
            &spent.raw
        } else {
            &spent.unpacked
        };
        let read = self.inner.read(buffer)?;
        count.fetch_add(read as u64, Ordering::Relaxed);
        if !self.raw && self.budget.is_spent() {
            let problem = format!("it unpacks to more than {RATIO} times its size");
            return Err(io::Error::new(io::ErrorKind::FileTooLarge, problem));
        }
        Ok(read)
    }
}
