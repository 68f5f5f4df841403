//! Readers made by others, kept from doing harm: a panic becomes an error, and so does work that takes
//! too long.

use std::cell::Cell;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::Once;
use std::sync::mpsc::{self, Receiver, RecvTimeoutError};
use std::thread::{self, JoinHandle};
use std::time::{Duration, Instant};

use namewatch::Cancellation;

use super::limits::PATIENCE;
use super::problem::Problem;

thread_local! {
    static GUARDED: Cell<bool> = const { Cell::new(false) };
}

/// Runs a reader; if it panics, says that what it reads is no sound `what`. Nothing that it was given
/// is used after that.
pub(super) fn catching<T>(
    what: &'static str,
    read: impl FnOnce() -> Result<T, Problem>,
) -> Result<T, Problem> {
    static QUIETENED: Once = Once::new();
    QUIETENED.call_once(|| {
        let usual = std::panic::take_hook();
        std::panic::set_hook(Box::new(move |panic| {
            if !GUARDED.get() {
                usual(panic);
            }
        }));
    });
    let before = GUARDED.replace(true);
    let outcome = catch_unwind(AssertUnwindSafe(read));
    GUARDED.set(before);
    outcome.unwrap_or_else(|_| {
        let why = "the reader gives up on it".to_owned();
        Err(Problem::Unsound { what, why })
    })
}

/// A document that is being read.
pub(super) struct Reader<T> {
    outcome: Receiver<Result<T, Problem>>,
    thread: JoinHandle<()>,
    begun: Instant,
}

impl<T: Send + 'static> Reader<T> {
    /// Runs a reader that works on a whole document on a thread of its own, with room for deep nesting.
    pub(super) fn begin(
        what: &'static str,
        read: impl FnOnce() -> Result<T, Problem> + Send + 'static,
    ) -> Result<Self, Problem> {
        /// Address space; only what is used of it takes memory.
        const STACK: usize = 256 << 20;

        let (done, outcome) = mpsc::sync_channel(1);
        let reader = move || {
            let _ = done.send(catching(what, read));
        };
        Ok(Self {
            outcome,
            thread: thread::Builder::new().stack_size(STACK).spawn(reader)?,
            begun: Instant::now(),
        })
    }

    /// Waits for it no longer than is reasonable, and not at all once the run is to stop. A reader that
    /// is not done by then can't be stopped: it is left to itself, and ends with the program.
    pub(super) fn wait(self, cancellation: &Cancellation) -> Result<T, Problem> {
        /// How soon a run that is to stop does.
        const GLANCE: Duration = Duration::from_millis(50);

        loop {
            let left = PATIENCE.saturating_sub(self.begun.elapsed());
            match self.outcome.recv_timeout(left.min(GLANCE)) {
                Ok(outcome) => {
                    // The memory of the thread is given back before the next one begins.
                    let _ = self.thread.join();
                    return outcome;
                }
                Err(RecvTimeoutError::Timeout)
                    if !left.is_zero() && !cancellation.is_cancelled() => {}
                Err(_) => {
                    let seconds = PATIENCE.as_secs();
                    return Err(Problem::Slow { seconds });
                }
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_panic_is_an_error() {
        let read = |read: fn() -> Result<u8, Problem>| {
            Reader::begin("PDF", read)?.wait(&Cancellation::default())
        };
        let problem = read(|| panic!("on purpose")).unwrap_err();
        assert_eq!(
            problem.to_string(),
            "no sound PDF: the reader gives up on it"
        );
        assert_eq!(read(|| Ok(7)).unwrap(), 7);
    }

    #[test]
    fn a_run_that_is_to_stop_waits_for_no_reader() {
        let reader = Reader::begin("PDF", || {
            thread::sleep(Duration::from_secs(60));
            Ok(())
        });
        let cancellation = Cancellation::default();
        cancellation.cancel();
        assert!(reader.unwrap().wait(&cancellation).is_err());
    }
}
