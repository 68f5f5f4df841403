use std::io::{self, Read};

use namewatch::Cancellation;

/// Standard input, which gives up waiting when the run is cancelled.
#[cfg(unix)]
pub(super) struct Standard {
    file: std::fs::File,
    cancellation: Cancellation,
}

#[cfg(unix)]
impl Standard {
    pub(super) fn open(cancellation: Cancellation) -> io::Result<Self> {
        use std::os::fd::AsFd;

        let file = io::stdin().as_fd().try_clone_to_owned()?.into();
        Ok(Self { file, cancellation })
    }
}

#[cfg(unix)]
impl Read for Standard {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        use rustix::event::{PollFd, PollFlags, Timespec, poll};

        const PATIENCE: Timespec = Timespec {
            tv_sec: 0,
            tv_nsec: 100_000_000,
        };
        loop {
            if self.cancellation.is_cancelled() {
                return Err(io::Error::other("stopped while waiting for standard input"));
            }
            let mut waiting = [PollFd::new(&self.file, PollFlags::IN)];
            match poll(&mut waiting, Some(&PATIENCE)) {
                Ok(0) | Err(rustix::io::Errno::INTR) => {}
                Ok(_) => return self.file.read(buffer),
                Err(error) => return Err(error.into()),
            }
        }
    }
}

/// Standard input.
#[cfg(not(unix))]
pub(super) struct Standard(io::Stdin);

#[cfg(not(unix))]
impl Standard {
    pub(super) fn open(_: Cancellation) -> io::Result<Self> {
        Ok(Self(io::stdin()))
    }
}

#[cfg(not(unix))]
impl Read for Standard {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        self.0.read(buffer)
    }
}
