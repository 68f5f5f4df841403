use std::cell::Cell;
use std::fmt;
use std::io::{IsTerminal, stderr, stdout};
use std::time::{Duration, Instant};

use indicatif::{ProgressBar, ProgressStyle};

use super::messages::Messages;

/// How often a bar is drawn, and how often a line is written where there is no terminal.
const DRAWN: Duration = Duration::from_millis(100);
const WRITTEN: Duration = Duration::from_secs(60);

/// The length of a bar in its own units.
const WHOLE: f64 = 1000.0;

/// Tells on standard error how far a long run is: a bar on a terminal, else a line a minute.
pub(crate) struct Progress {
    messages: Messages,
    /// What is counted: `names`.
    unit: &'static str,
    /// None where nobody would see it, or where results on the same terminal are progress enough.
    bar: Option<ProgressBar>,
    began: Instant,
    next: Cell<Instant>,
    done: Cell<u64>,
}

impl Progress {
    /// Begins to tell of so many `unit`. `to_file`: whether the results go to a file.
    pub(crate) fn begin(messages: Messages, to_file: bool, unit: &'static str) -> Self {
        let watched = stderr().is_terminal() && (to_file || !stdout().is_terminal());
        let bar = (watched && messages.may_draw()).then(|| {
            let bar = ProgressBar::new(WHOLE as u64);
            bar.set_style(style());
            bar
        });
        let began = Instant::now();
        let progress = Self {
            messages,
            unit,
            bar,
            began,
            next: Cell::new(began),
            done: Cell::new(0),
        };
        progress.next.set(began + progress.every());
        progress
    }

    /// Another one is done. `share` tells which share of the input has been read, where its length is
    /// known; it is asked only now and then.
    pub(crate) fn step(&self, share: impl FnOnce() -> Option<f64>) {
        self.done.set(self.done.get() + 1);
        let now = Instant::now();
        if now < self.next.get() {
            return;
        }
        self.next.set(now + self.every());
        let pace = Pace {
            done: self.done.get(),
            unit: self.unit,
            elapsed: now - self.began,
            share: share(),
        };
        match &self.bar {
            Some(bar) => {
                bar.set_position((pace.share.unwrap_or(0.0) * WHOLE) as u64);
                bar.set_message(pace.to_string());
            }
            None => self.messages.note(&pace),
        }
    }

    /// Does what writes to standard error, with the bar out of its way.
    pub(crate) fn aside<R>(&self, say: impl FnOnce() -> R) -> R {
        match &self.bar {
            Some(bar) => bar.suspend(say),
            None => say(),
        }
    }

    fn every(&self) -> Duration {
        if self.bar.is_some() { DRAWN } else { WRITTEN }
    }
}

impl Drop for Progress {
    fn drop(&mut self) {
        if let Some(bar) = &self.bar {
            bar.finish_and_clear();
        }
    }
}

fn style() -> ProgressStyle {
    ProgressStyle::with_template("{bar:30} {msg}").unwrap_or_else(|_| ProgressStyle::default_bar())
}

/// How fast a run goes.
struct Pace {
    done: u64,
    unit: &'static str,
    elapsed: Duration,
    share: Option<f64>,
}

impl fmt::Display for Pace {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let seconds = self.elapsed.as_secs_f64().max(1e-3);
        let rate = self.done as f64 / seconds;
        write!(f, "{} {}, {rate:.0} a second", self.done, self.unit)?;
        let Some(share) = self.share.filter(|&share| share > 0.0) else {
            return Ok(());
        };
        let left = (seconds * (1.0 - share).max(0.0) / share).round() as u64;
        match left {
            0..=90 => write!(f, ", about {left} s left"),
            91..=5400 => write!(f, ", about {} min left", left.div_ceil(60)),
            _ => write!(f, ", about {} h left", left.div_ceil(3600)),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_pace_tells_rate_and_time_left() {
        let pace = |done, seconds, share| {
            let elapsed = Duration::from_secs(seconds);
            Pace {
                done,
                unit: "names",
                elapsed,
                share,
            }
            .to_string()
        };
        assert_eq!(pace(0, 0, None), "0 names, 0 a second");
        assert_eq!(pace(1000, 10, None), "1000 names, 100 a second");
        assert_eq!(
            pace(1000, 10, Some(0.25)),
            "1000 names, 100 a second, about 30 s left"
        );
        assert!(pace(9, 60, Some(0.25)).ends_with(", about 3 min left"));
        assert!(pace(9, 3600, Some(0.25)).ends_with(", about 3 h left"));
        assert!(pace(9, 3600, Some(1.5)).ends_with(", about 0 s left"));
    }

    #[test]
    fn the_bar_has_a_style() {
        assert!(ProgressStyle::with_template("{bar:30} {msg}").is_ok());
    }
}
