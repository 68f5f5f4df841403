use std::io;
use std::sync::Arc;
use std::sync::atomic::{AtomicU8, Ordering};

use namewatch::Cancellation;

use super::failure::Failure;

/// Ends the run in good order when the process is asked to stop (SIGINT, SIGTERM): what is done is
/// written, what is half done is cleared away. Asked twice, the process stops at once.
#[derive(Clone, Debug, Default)]
pub(crate) struct Interruption {
    cancellation: Cancellation,
    /// The signal that came; 0: none.
    signal: Arc<AtomicU8>,
}

impl Interruption {
    /// Starts to listen to signals.
    #[cfg(unix)]
    pub(crate) fn listen() -> io::Result<Self> {
        use signal_hook::consts::{SIGINT, SIGTERM, SIGXFSZ};
        use signal_hook::flag;
        use signal_hook::iterator::Signals;
        use signal_hook::low_level::emulate_default_handler;

        let this = Self::default();
        let heard = this.clone();
        // A file that grows too large is an error of writing like others, no reason to be killed.
        flag::register(SIGXFSZ, Arc::default())?;
        let mut signals = Signals::new([SIGINT, SIGTERM])?;
        std::thread::Builder::new().spawn(move || {
            for signal in signals.forever() {
                if heard.cancellation.is_cancelled() {
                    let _ = emulate_default_handler(signal);
                }
                let number = u8::try_from(signal).unwrap_or(u8::MAX);
                heard.signal.store(number, Ordering::SeqCst);
                heard.cancellation.cancel();
            }
        })?;
        Ok(this)
    }

    /// Elsewhere the system ends the process.
    #[cfg(not(unix))]
    pub(crate) fn listen() -> io::Result<Self> {
        Ok(Self::default())
    }

    /// The switch to hand to the library.
    pub(crate) fn cancellation(&self) -> &Cancellation {
        &self.cancellation
    }

    /// Fails if the process was asked to stop.
    pub(crate) fn check(&self) -> Result<(), Failure> {
        if self.cancellation.is_cancelled() {
            let signal = self.signal.load(Ordering::SeqCst);
            return Err(Failure::Stopped { signal });
        }
        Ok(())
    }
}
