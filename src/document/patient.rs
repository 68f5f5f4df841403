use std::fs::File;
use std::io::{self, Read};
use std::path::Path;
use std::sync::mpsc::{RecvTimeoutError, sync_channel};
use std::thread;
use std::time::Duration;

use namewatch::Cancellation;

/// How long it is waited between two looks at whether the run is cancelled.
const PATIENCE: Duration = Duration::from_millis(100);

/// Standard input, a pipe or a device: others decide when something comes. It gives up waiting when
/// the run is cancelled.
pub(super) struct Patient {
    #[cfg(unix)]
    file: File,
    #[cfg(not(unix))]
    file: Box<dyn Read + Send>,
    #[cfg_attr(not(unix), expect(dead_code, reason = "the system ends the process"))]
    cancellation: Cancellation,
}

impl Patient {
    /// Takes standard input.
    pub(super) fn standard(cancellation: Cancellation) -> io::Result<Self> {
        #[cfg(unix)]
        let file = {
            use std::os::fd::AsFd;
            io::stdin().as_fd().try_clone_to_owned()?.into()
        };
        #[cfg(not(unix))]
        let file = Box::new(io::stdin());
        Ok(Self { file, cancellation })
    }

    /// Opens a path. A pipe opens only when somebody writes to it, and the system gives no sign of it:
    /// a thread of its own waits.
    pub(super) fn open(path: &Path, cancellation: Cancellation) -> io::Result<Self> {
        let (sender, receiver) = sync_channel(1);
        let path = path.to_owned();
        thread::Builder::new().spawn(move || sender.send(File::open(path)))?;
        loop {
            match receiver.recv_timeout(PATIENCE) {
                Ok(file) => {
                    let file = file?;
                    #[cfg(not(unix))]
                    let file = Box::new(file);
                    return Ok(Self { file, cancellation });
                }
                Err(RecvTimeoutError::Timeout) if !cancellation.is_cancelled() => {}
                Err(_) => return Err(stopped()),
            }
        }
    }
}

fn stopped() -> io::Error {
    io::Error::other("stopped while waiting for it")
}

#[cfg(unix)]
impl Read for Patient {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        use rustix::event::{PollFd, PollFlags, Timespec, poll};

        let patience = Timespec::try_from(PATIENCE).map_err(io::Error::other)?;
        loop {
            if self.cancellation.is_cancelled() {
                return Err(stopped());
            }
            let mut waiting = [PollFd::new(&self.file, PollFlags::IN)];
            match poll(&mut waiting, Some(&patience)) {
                Ok(0) | Err(rustix::io::Errno::INTR) => {}
                Ok(_) => return self.file.read(buffer),
                Err(error) => return Err(error.into()),
            }
        }
    }
}

#[cfg(not(unix))]
impl Read for Patient {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        self.file.read(buffer)
    }
}
