use std::io;

use crate::report::Output;
use crate::report::sink::{About, End, Screened, Sink};

/// Stands where there is no writer; the command refuses the form before it comes to one.
pub(in crate::report) enum ParquetSink {}

impl ParquetSink {
    pub(in crate::report) fn begin(_about: &About<'_>) -> io::Result<Self> {
        Err(io::ErrorKind::Unsupported.into())
    }
}

impl Sink for ParquetSink {
    fn document(&mut self, _out: &mut Output, _screened: &Screened<'_>) -> io::Result<()> {
        match *self {}
    }

    fn finish(self: Box<Self>, _out: &mut Output, _end: &End<'_>) -> io::Result<bool> {
        match *self {}
    }
}
