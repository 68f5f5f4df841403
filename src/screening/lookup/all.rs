//! Many names looked up on all threads, in their order, in bounded memory.

use crate::screening::hit::NameHit;
use crate::screening::input::{Cancellation, Query};
use crate::screening::queue::with_queue;
use crate::screening::screener::Screener;
use crate::{ErrorKind, Result};

/// So many names are handed to a thread together: some milliseconds of work.
const BATCH: usize = 64;

/// Names for a thread, each with what the caller wants to have back.
type Batch<T> = Vec<(T, Query)>;

impl Screener {
    /// Looks names up in parallel and hands each result over in the order of the queries, which
    /// are taken as they are needed: a few hundred for each thread are in memory at a time.
    /// `T` is whatever the caller wants to have back with the result.
    ///
    /// `sink` returns `false` to stop early.
    ///
    /// # Errors
    ///
    /// [`ErrorKind::Cancelled`] once `cancellation` is used, or if the index turns out to be damaged.
    ///
    /// # Examples
    ///
    /// ```
    /// use namewatch::{Cancellation, Query, Screener, Watchlist};
    ///
    /// let screener = Screener::builder().build(&Watchlist::starter())?;
    /// let names = ["Vladimir Putin", "Harriet Wainwright", "Arkadi Rotenberg"];
    /// let queries = names.iter().map(|name| (name, Query::new(*name)));
    /// let mut found = Vec::new();
    /// screener.lookup_all(queries, &Cancellation::default(), |name, hits| {
    ///     found.push((*name, hits.len()));
    ///     true
    /// })?;
    /// assert_eq!(found, [("Vladimir Putin", 1), ("Harriet Wainwright", 0), ("Arkadi Rotenberg", 1)]);
    /// # Ok::<(), namewatch::Error>(())
    /// ```
    pub fn lookup_all<T: Send>(
        &self,
        queries: impl IntoIterator<Item = (T, Query)>,
        cancellation: &Cancellation,
        mut sink: impl FnMut(T, Vec<NameHit>) -> bool,
    ) -> Result<()> {
        let mut queries = queries.into_iter();
        let work = |batch| self.look_up(batch);
        with_queue(self.threads, &work, |mut queue| {
            loop {
                if cancellation.is_cancelled() {
                    return Err(ErrorKind::Cancelled.into());
                }
                let batch: Batch<T> = queries.by_ref().take(BATCH).collect();
                let ended = batch.is_empty();
                if !ended {
                    queue.push(batch);
                }
                while ended || queue.is_full() {
                    let Some(done) = queue.pop() else {
                        return Ok(());
                    };
                    for (ticket, hits) in done? {
                        if !sink(ticket, hits) {
                            return Ok(());
                        }
                    }
                }
            }
        })
    }

    fn look_up<T>(&self, batch: Batch<T>) -> Result<Vec<(T, Vec<NameHit>)>> {
        self.with_scratch(|scratch| {
            let found = batch.into_iter();
            found
                .map(|(ticket, query)| Ok((ticket, self.lookup_with(scratch, &query)?)))
                .collect()
        })
    }
}

#[cfg(test)]
mod tests {
    use std::num::NonZeroUsize;

    use super::*;
    use crate::Watchlist;

    fn screener(threads: usize) -> Screener {
        Screener::builder()
            .threads(NonZeroUsize::new(threads).unwrap())
            .build(&Watchlist::starter())
            .unwrap()
    }

    #[test]
    fn queries_are_taken_as_they_are_needed() {
        let screener = screener(2);
        let mut taken = 0;
        let endless = std::iter::repeat_with(|| {
            taken += 1;
            (taken, Query::new("Vladimir Putin"))
        });
        let mut last = 0;
        screener
            .lookup_all(endless, &Cancellation::default(), |number, hits| {
                assert_eq!((number, hits.len()), (last + 1, 1));
                last = number;
                last < 100
            })
            .unwrap();
        assert!(taken <= 20 * BATCH, "{taken}");
    }

    #[test]
    fn a_cancelled_run_is_an_error() {
        let cancellation = Cancellation::default();
        let endless = std::iter::repeat_with(|| ((), Query::new("Vladimir Putin")));
        let ended = screener(1).lookup_all(endless, &cancellation, |(), _| {
            cancellation.cancel();
            true
        });
        assert!(matches!(ended.unwrap_err().kind(), ErrorKind::Cancelled));
    }
}
