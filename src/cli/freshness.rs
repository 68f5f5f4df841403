use std::collections::BTreeMap;
use std::fmt;

use jiff::Timestamp;
use jiff::civil::Date;
use jiff::tz::TimeZone;
use namewatch::{ListInfo, OfficialList};

use super::args::ListArgs;
use super::failure::Failure;
use super::messages::Messages;

/// What the age of lists is counted from.
pub(crate) enum Freshness {
    /// Of installed lists, from when each was last found to be what the publisher offers; `None`: a
    /// day of the past is looked at, and nothing is too old for that.
    Checked(BTreeMap<String, Option<Timestamp>>),
    /// Of files given by hand, from the publisher's date.
    Published,
}

/// How old a list is, and may be.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Age {
    /// `None`: nobody knows.
    pub(crate) days: Option<i64>,
    /// `None`: any age will do.
    pub(crate) most: Option<u32>,
}

impl fmt::Display for Age {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.days {
            Some(1) => f.write_str("1 day"),
            Some(days) => write!(f, "{days} days"),
            None => f.write_str("-"),
        }
    }
}

impl Age {
    pub(crate) fn is_stale(self) -> bool {
        let too_old = |most: u32| self.days.is_none_or(|days| days > i64::from(most));
        self.most.is_some_and(too_old)
    }
}

fn days_since(time: Timestamp) -> i64 {
    Timestamp::now().duration_since(time).as_hours().max(0) / 24
}

impl Freshness {
    /// The age of a list.
    pub(crate) fn of(&self, list: &ListInfo, max_age: Option<u32>) -> Age {
        match self {
            Self::Checked(times) => match times.get(&list.id).copied().flatten() {
                Some(checked) => Age {
                    days: Some(days_since(checked)),
                    most: max_age.or_else(|| OfficialList::find(&list.id)?.cadence_days),
                },
                None => Age {
                    days: None,
                    most: None,
                },
            },
            Self::Published => {
                let day = list.published.as_deref();
                let day = day.and_then(|day| day.parse::<Date>().ok());
                let midnight = day.and_then(|day| day.to_zoned(TimeZone::UTC).ok());
                Age {
                    days: midnight.map(|midnight| days_since(midnight.timestamp())),
                    most: max_age,
                }
            }
        }
    }

    /// Warns of stale lists. Refuses where one that is required is not among the lists, or none that
    /// may be relied on, and where one is older than `--max-age` allows.
    pub(crate) fn check(
        &self,
        lists: &[ListInfo],
        args: &ListArgs,
        messages: Messages,
    ) -> Result<(), Failure> {
        let is_required = |id: &str| args.require.iter().any(|required| required == id);
        for id in &args.require {
            let problem = match lists.iter().find(|list| &list.id == id) {
                None => "is not loaded",
                Some(list) if list.demonstration => "is only a demonstration",
                Some(_) => continue,
            };
            return Err(Failure::Input {
                problem: format!("required list `{id}` {problem}"),
                hint: Some("install it with `lists update`, or name it with `--list`"),
            });
        }
        for list in lists {
            let age = self.of(list, args.max_age);
            if !age.is_stale() {
                continue;
            }
            let most = age.most.unwrap_or_default();
            let problem = match age.days {
                Some(days) => format!("list `{}` is {days} days old, allowed are {most}", list.id),
                None => format!(
                    "list `{}` has no date, so that it is not known to be at most {most} days old",
                    list.id
                ),
            };
            if args.max_age.is_some() || is_required(&list.id) {
                return Err(Failure::Input {
                    problem,
                    hint: Some("`lists update` brings installed lists up to date"),
                });
            }
            messages.warning(&format!("{problem}; `lists update` brings it up to date"));
        }
        Ok(())
    }
}
