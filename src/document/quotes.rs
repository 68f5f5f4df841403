//! Whether a table ends inside quotation marks.

use std::cell::Cell;
use std::io::{self, Read};
use std::rc::Rc;

use csv::ByteRecord;

/// Passes the bytes of a table on, and counts its quotation marks: of those that are closed there is
/// an even number.
pub(crate) struct Quotes<R> {
    inner: R,
    count: Rc<Count>,
}

#[derive(Default)]
struct Count {
    is_odd: Cell<bool>,
    ended: Cell<bool>,
}

/// Tells what was counted.
pub(crate) struct QuoteCount(Rc<Count>);

impl<R> Quotes<R> {
    pub(crate) fn new(inner: R) -> (Self, QuoteCount) {
        let count = Rc::<Count>::default();
        let told = QuoteCount(Rc::clone(&count));
        (Self { inner, count }, told)
    }
}

impl<R: Read> Read for Quotes<R> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        let read = self.inner.read(buffer)?;
        let marks = buffer[..read].iter().map(|&byte| byte == b'"');
        let Count { is_odd, ended } = &*self.count;
        is_odd.set(marks.fold(is_odd.get(), |is_odd, is_mark| is_odd ^ is_mark));
        ended.set(read == 0);
        Ok(read)
    }
}

impl QuoteCount {
    /// Whether the record just read went on to the end of the table, over lines, after a quotation
    /// mark that is never closed.
    pub(crate) fn is_left_open(&self, record: &ByteRecord) -> bool {
        let Count { is_odd, ended } = &*self.0;
        ended.get() && is_odd.get() && record.iter().any(|cell| cell.contains(&b'\n'))
    }
}
