use std::num::NonZeroUsize;
use std::thread::available_parallelism;

use rayon::{ThreadPool, ThreadPoolBuilder};

use super::failure::Failure;

/// The number of threads asked for, or one for each processor.
pub(crate) fn threads(asked: Option<u16>) -> NonZeroUsize {
    asked
        .and_then(|threads| NonZeroUsize::new(usize::from(threads)))
        .unwrap_or_else(processors)
}

/// The number of processors this process may use.
pub(crate) fn processors() -> NonZeroUsize {
    available_parallelism().unwrap_or(NonZeroUsize::MIN)
}

/// A thread pool for tables of names.
pub(crate) fn pool(threads: NonZeroUsize) -> Result<ThreadPool, Failure> {
    ThreadPoolBuilder::new()
        .num_threads(threads.get())
        .build()
        .map_err(|error| Failure::Usage {
            problem: format!("can't start {threads} threads: {error}"),
            hint: "ask for fewer with `--threads`",
        })
}
