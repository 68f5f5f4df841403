use jiff::{SignedDuration, Timestamp};

use super::history::UseAge;

/// How long a snapshot stays that has just been replaced: a process may be about to read it.
const GRACE: SignedDuration = SignedDuration::from_hours(1);

/// Which snapshots are kept beside the current one. A snapshot stays if either rule keeps it.
#[derive(Clone, Copy, Debug, Default)]
pub(crate) struct Retention {
    /// So many of each list, the current one included.
    pub(crate) number: Option<usize>,
    /// Those in use within so many days.
    pub(crate) days: Option<u32>,
}

impl Retention {
    /// Whether anything is to be cleared away at all.
    pub(super) fn is_limited(self) -> bool {
        self.number.is_some() || self.days.is_some()
    }

    pub(super) fn keeps(self, age: UseAge, now: Timestamp) -> bool {
        let ended_within = |time: SignedDuration| {
            age.ended
                .is_none_or(|ended| now.duration_since(ended) <= time)
        };
        self.number.is_some_and(|number| age.newer < number)
            || self
                .days
                .is_some_and(|days| ended_within(SignedDuration::from_hours(24 * i64::from(days))))
            || ended_within(GRACE)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn number_or_age_keeps_and_the_last_hour_always() {
        let now: Timestamp = "2026-11-22T12:00:00Z".parse().unwrap();
        let age = |newer, hours| UseAge {
            newer,
            ended: Some(now - SignedDuration::from_hours(hours)),
        };
        let both = Retention {
            number: Some(2),
            days: Some(10),
        };
        assert!(both.keeps(age(1, 9999), now));
        assert!(both.keeps(age(9, 240), now));
        assert!(!both.keeps(age(2, 241), now));
        assert!(both.keeps(age(2, 1), now));
        let neither = Retention::default();
        assert!(!neither.is_limited());
        assert!(!neither.keeps(age(1, 2), now));
    }
}
