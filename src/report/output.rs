use std::io::{self, BufWriter, IsTerminal, StdoutLock, Write};
use std::path::Path;

use super::aside::AsideFile;
use super::text::Style;

/// Where a command's results go: standard output, or a file that appears when it is whole.
pub(crate) struct Output {
    target: Target,
    /// How the text on it may look.
    pub(crate) style: Style,
}

enum Target {
    Standard(BufWriter<StdoutLock<'static>>),
    File(AsideFile),
}

impl Output {
    /// `path`: `None` is standard output. `color`: whether colours are welcome on a terminal.
    pub(crate) fn open(path: Option<&Path>, color: bool) -> io::Result<Self> {
        Ok(match path {
            None => {
                let stdout = io::stdout().lock();
                Self {
                    style: Style {
                        color: color && stdout.is_terminal(),
                    },
                    target: Target::Standard(BufWriter::new(stdout)),
                }
            }
            Some(path) => Self {
                target: Target::File(AsideFile::create(path)?),
                style: Style { color: false },
            },
        })
    }

    /// Hands a document's results on at once, where someone may be watching.
    pub(super) fn show(&mut self) -> io::Result<()> {
        match &mut self.target {
            Target::Standard(stdout) => stdout.flush(),
            Target::File(_) => Ok(()),
        }
    }

    /// Whether it is a terminal.
    pub(crate) fn is_terminal(&self) -> bool {
        match &self.target {
            Target::Standard(stdout) => stdout.get_ref().is_terminal(),
            Target::File(_) => false,
        }
    }

    /// Hands on what is still held. Of a file that is yet to appear: where it lies now, and the place
    /// that it will be put in.
    pub(crate) fn aside(&mut self) -> io::Result<Option<(&Path, &Path)>> {
        match &mut self.target {
            Target::Standard(stdout) => stdout.flush().map(|()| None),
            Target::File(file) => file.paths(),
        }
    }

    /// Hands on what is still held, and puts a file in its place.
    pub(crate) fn finish(self) -> io::Result<()> {
        match self.target {
            Target::Standard(mut stdout) => stdout.flush(),
            Target::File(file) => file.finish(),
        }
    }
}

impl Write for Output {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        match &mut self.target {
            Target::Standard(stdout) => stdout.write(bytes),
            Target::File(file) => file.write(bytes),
        }
    }

    fn flush(&mut self) -> io::Result<()> {
        match &mut self.target {
            Target::Standard(stdout) => stdout.flush(),
            Target::File(file) => file.flush(),
        }
    }
}
