//! Jobs done on several threads, the caller's own among them, with their results in order.

use std::collections::BTreeMap;
use std::panic::{AssertUnwindSafe, catch_unwind, resume_unwind};
use std::sync::Mutex;
use std::sync::mpsc::{self, TrySendError};
use std::thread;

/// Jobs that may wait for each thread.
const WAITING: usize = 4;

/// The jobs under way.
pub(super) struct Queue<'q, J, R> {
    work: &'q (dyn Fn(J) -> R + Sync),
    jobs: mpsc::SyncSender<(u64, J)>,
    /// The other end of `jobs`, from which the caller's thread takes its share.
    shared: &'q Mutex<mpsc::Receiver<(u64, J)>>,
    results: mpsc::Receiver<(u64, thread::Result<R>)>,
    /// Results that came before their turn.
    early: BTreeMap<u64, R>,
    pushed: u64,
    popped: u64,
    most: u64,
}

/// Runs `body` with a queue whose jobs are done by `work` on `threads` threads: the caller's, and others
/// that are started for it, so that callers don't wait for each other.
pub(super) fn with_queue<J: Send, R: Send, O>(
    threads: usize,
    work: &(dyn Fn(J) -> R + Sync),
    body: impl FnOnce(Queue<'_, J, R>) -> O,
) -> O {
    let others = threads.saturating_sub(1);
    let (jobs, receiver) = mpsc::sync_channel(others * WAITING);
    let shared = Mutex::new(receiver);
    let (done, results) = mpsc::channel();
    thread::scope(|scope| {
        for _ in 0..others {
            let (shared, done) = (&shared, done.clone());
            let worker = move || {
                // The queue hangs up when `body` is through with it.
                while let Some((number, job)) = wait_for(shared) {
                    // A panic is handed on, so that nobody waits for the result in vain.
                    let result = catch_unwind(AssertUnwindSafe(|| work(job)));
                    if done.send((number, result)).is_err() {
                        break;
                    }
                }
            };
            // Where the system gives no more threads, those that run do the work.
            if thread::Builder::new().spawn_scoped(scope, worker).is_err() {
                break;
            }
        }
        body(Queue {
            work,
            jobs,
            shared: &shared,
            results,
            early: BTreeMap::new(),
            pushed: 0,
            popped: 0,
            most: (threads * WAITING) as u64,
        })
    })
}

fn wait_for<T>(shared: &Mutex<mpsc::Receiver<T>>) -> Option<T> {
    shared.lock().ok()?.recv().ok()
}

impl<J, R> Queue<'_, J, R> {
    /// Gives a job to another thread, or does it where all have enough to do.
    pub(super) fn push(&mut self, job: J) {
        let number = self.pushed;
        self.pushed += 1;
        if let Err(TrySendError::Full(job) | TrySendError::Disconnected(job)) =
            self.jobs.try_send((number, job))
        {
            self.run(job);
        }
    }

    /// Whether so many jobs are under way that results should be taken before more are pushed.
    pub(super) fn is_full(&self) -> bool {
        self.pushed - self.popped >= self.most
    }

    /// The next result in the order of the jobs; `None` if no job is under way. While it is
    /// waited for, this thread does other jobs.
    pub(super) fn pop(&mut self) -> Option<R> {
        if self.popped == self.pushed {
            return None;
        }
        loop {
            if let Some(result) = self.early.remove(&self.popped) {
                self.popped += 1;
                return Some(result);
            }
            if let Ok(done) = self.results.try_recv() {
                self.keep(done);
                continue;
            }
            // If another thread waits at the queue, nothing is in it.
            let job = self
                .shared
                .try_lock()
                .ok()
                .and_then(|jobs| jobs.try_recv().ok());
            if let Some(job) = job {
                self.run(job);
            } else {
                let done = self.results.recv().ok()?;
                self.keep(done);
            }
        }
    }

    fn keep(&mut self, (number, result): (u64, thread::Result<R>)) {
        let result = result.unwrap_or_else(|panic| resume_unwind(panic));
        self.early.insert(number, result);
    }

    fn run(&mut self, (number, job): (u64, J)) {
        self.early.insert(number, (self.work)(job));
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn squares(threads: usize, jobs: u64) -> Vec<u64> {
        let work = |job: u64| {
            std::thread::sleep(std::time::Duration::from_micros(job * 7919 % 300));
            job * job
        };
        with_queue(threads, &work, |mut queue| {
            let mut results = Vec::new();
            for job in 0..jobs {
                queue.push(job);
                while queue.is_full() {
                    results.extend(queue.pop());
                }
            }
            while let Some(result) = queue.pop() {
                results.push(result);
            }
            results
        })
    }

    #[test]
    fn results_come_in_the_order_of_the_jobs() {
        let expected: Vec<u64> = (0..200).map(|job| job * job).collect();
        for threads in [1, 2, 5] {
            assert_eq!(squares(threads, 200), expected, "{threads} threads");
        }
        assert!(squares(3, 0).is_empty());
    }

    #[test]
    fn a_queue_that_is_left_early_ends_its_threads() {
        let first = with_queue(3, &|job: u64| job + 1, |mut queue| {
            (0..10).for_each(|job| queue.push(job));
            queue.pop()
        });
        assert_eq!(first, Some(1));
    }

    #[test]
    #[should_panic(expected = "job 7")]
    fn a_panic_reaches_the_caller() {
        let work = |job: u64| assert!(job != 7, "job {job}");
        with_queue(3, &work, |mut queue| {
            (0..20).for_each(|job| queue.push(job));
            while queue.pop().is_some() {}
        });
    }

    #[test]
    fn callers_do_not_wait_for_each_other() {
        let sum = |_: u64| {
            with_queue(2, &|job: u64| job, |mut queue| {
                (0..50).for_each(|job| queue.push(job));
                std::iter::from_fn(|| queue.pop()).sum::<u64>()
            })
        };
        let sums: Vec<u64> = std::thread::scope(|scope| {
            let callers: Vec<_> = (0..3)
                .map(|caller| scope.spawn(move || sum(caller)))
                .collect();
            callers
                .into_iter()
                .map(|caller| caller.join().unwrap())
                .collect()
        });
        assert_eq!(sums, [1225; 3]);
    }
}
