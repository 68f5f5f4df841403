use std::io;

use namewatch::NameHit;

use crate::report::Output;
use crate::report::sink::{About, End, Screened, Sink};

/// Stands where there is no writer; the command refuses the form before it comes to one.
pub(in crate::report) enum ParquetSink {}

impl ParquetSink {
    pub(in crate::report) fn begin(_output: Output, _about: &About<'_>) -> io::Result<Self> {
        Err(io::ErrorKind::Unsupported.into())
    }
}

/// The same for names.
pub(crate) enum NamesTable {}

impl NamesTable {
    pub(crate) fn begin(_about: &About<'_>) -> io::Result<Self> {
        Err(io::ErrorKind::Unsupported.into())
    }

    pub(crate) fn name(
        &mut self,
        _out: &mut Output,
        _id: &str,
        _name: &str,
        _hits: &[NameHit],
        _ofac: impl Fn(&NameHit) -> Option<u8>,
    ) -> io::Result<()> {
        match *self {}
    }

    pub(crate) fn close(self, _out: &mut Output) -> io::Result<()> {
        match self {}
    }
}

impl Sink for ParquetSink {
    fn document(&mut self, _screened: &Screened<'_>) -> io::Result<()> {
        match *self {}
    }

    fn output(&mut self) -> io::Result<&mut Output> {
        match *self {}
    }

    fn close(self: Box<Self>, _end: &End<'_>) -> io::Result<(Output, bool)> {
        match *self {}
    }
}
