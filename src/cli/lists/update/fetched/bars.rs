use std::time::Duration;

use indicatif::{MultiProgress, ProgressBar, ProgressDrawTarget, ProgressStyle};

use crate::fetch::{FetchProblem, Progress};

/// Bars on standard error, one for each file; none where that is no terminal.
#[derive(Clone)]
pub(super) struct Bars {
    all: MultiProgress,
}

/// The bar of one file; it goes when it is dropped.
pub(super) struct Bar {
    bar: ProgressBar,
}

impl Bars {
    pub(super) fn new(hidden: bool) -> Self {
        let all = MultiProgress::new();
        if hidden {
            all.set_draw_target(ProgressDrawTarget::hidden());
        }
        Self { all }
    }

    pub(super) fn add(&self, name: &str) -> Bar {
        let bar = self.all.add(ProgressBar::no_length());
        if let Ok(style) = ProgressStyle::with_template(
            "{prefix:>28} {bar:24} {bytes:>10} {bytes_per_sec:>12} {wide_msg}",
        ) {
            bar.set_style(style);
        }
        bar.set_prefix(name.to_owned());
        Bar { bar }
    }
}

impl Progress for Bar {
    fn bytes(&self, here: u64, of: Option<u64>) {
        if let Some(of) = of {
            self.bar.set_length(of);
        }
        self.bar.set_message("");
        self.bar.set_position(here);
    }

    fn retry(&self, problem: &FetchProblem, pause: Duration) {
        let message = format!("{problem}; again in {} s", pause.as_secs_f64().ceil());
        self.bar.set_message(message);
    }
}

impl Drop for Bar {
    fn drop(&mut self) {
        self.bar.finish_and_clear();
    }
}
