//! Readers made by others, kept from doing harm: a panic becomes an error, and so does work that takes
//! too long.

use std::cell::Cell;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::Once;

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

/// Runs a reader that works on a whole document on a thread of its own, with room for deep nesting,
/// and waits for it no longer than is reasonable. A reader that is not done by then can't be stopped:
/// it is left to itself, and ends with the program.
#[cfg(feature = "docs")]
pub(super) fn guarded<T: Send + 'static>(
    what: &'static str,
    read: impl FnOnce() -> Result<T, Problem> + Send + 'static,
) -> Result<T, Problem> {
    use super::limits::PATIENCE;
    use std::sync::mpsc;
    use std::thread;

    /// Address space; only what is used of it takes memory.
    const STACK: usize = 256 << 20;

    let (done, outcome) = mpsc::sync_channel(1);
    let reader = move || {
        let _ = done.send(catching(what, read));
    };
    let thread = thread::Builder::new().stack_size(STACK).spawn(reader)?;
    match outcome.recv_timeout(PATIENCE) {
        Ok(outcome) => {
            // The memory of the thread is given back before the next one begins.
            let _ = thread.join();
            outcome
        }
        Err(_) => Err(Problem::Slow {
            seconds: PATIENCE.as_secs(),
        }),
    }
}

#[cfg(all(test, feature = "docs"))]
mod tests {
    use super::*;

    #[test]
    fn a_panic_is_an_error() {
        let problem = guarded::<()>("PDF", || panic!("on purpose")).unwrap_err();
        assert_eq!(
            problem.to_string(),
            "no sound PDF: the reader gives up on it"
        );
        assert_eq!(guarded("PDF", || Ok(7)).unwrap(), 7);
    }
}
