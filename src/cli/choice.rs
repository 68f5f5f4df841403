//! Which kept snapshots a run uses: the current ones, those of a day, or those named by their hash.

use std::collections::BTreeSet;

use jiff::Timestamp;
use jiff::civil::Date;
use jiff::tz::TimeZone;

use super::args::ListArgs;
use super::failure::Failure;
use super::lists_in_use::Kept;
use crate::store::{AsOf, Installed, Store, StoreProblem};

/// The fewest digits of a hash that name a snapshot.
const FEWEST_DIGITS: usize = 8;

/// The snapshots asked for, by list; none where nothing is installed.
pub(super) fn kept(args: &ListArgs, store: Option<&Store>) -> Result<Vec<Kept>, Failure> {
    let Some(store) = store else {
        return Ok(Vec::new());
    };
    let installed = store.installed()?;
    let open = |list: &str, hash: &str, checked| -> Result<Kept, Failure> {
        Ok(Kept {
            snapshot: store.snapshot(list, hash)?,
            checked,
        })
    };
    if let Some(time) = args.as_of {
        refuse_future("--as-of", time)?;
        return as_of(&installed, time)?
            .into_iter()
            .map(|(list, hash)| open(&list, &hash, None))
            .collect();
    }
    if !args.snapshot.is_empty() {
        let mut named = BTreeSet::new();
        for digits in &args.snapshot {
            let (list, hash) = by_digits(&installed, digits)?;
            if named
                .iter()
                .any(|(other, _): &(String, String)| *other == list)
            {
                return Err(Failure::Usage {
                    problem: format!("`--snapshot` names two snapshots of `{list}`"),
                    hint: "name one of each list",
                });
            }
            named.insert((list, hash));
        }
        return named
            .iter()
            .map(|(list, hash)| open(list, hash, None))
            .collect();
    }
    installed
        .current()
        .map(|(list, used)| open(list, &used.snapshot, Some(used.checked)))
        .collect()
}

/// The list and hash of each snapshot that was in use at a time.
fn as_of(installed: &Installed, time: Timestamp) -> Result<Vec<(String, String)>, Failure> {
    let mut found = Vec::new();
    for (list, then) in installed.as_of(time) {
        match then {
            AsOf::Kept(used) => found.push((list.to_owned(), used.snapshot.clone())),
            AsOf::NotYet => {}
            AsOf::Gone(oldest) => return Err(gone(list, time, oldest).into()),
        }
    }
    if found.is_empty() {
        let problem = format!("no list was installed at {}", second(time));
        return Err(StoreProblem::NotKept(problem).into());
    }
    Ok(found)
}

fn gone(list: &str, time: Timestamp, oldest: Timestamp) -> StoreProblem {
    StoreProblem::NotKept(format!(
        "the snapshot of `{list}` in use at {} is no longer kept; the oldest that is came into use \
         at {}",
        second(time),
        second(oldest)
    ))
}

/// The list and hash of the kept snapshot whose hash begins with some digits.
pub(super) fn by_digits(installed: &Installed, digits: &str) -> Result<(String, String), Failure> {
    if !is_hash(digits) {
        return Err(Failure::Usage {
            problem: format!("`{digits}` is no snapshot"),
            hint: "a snapshot is named by 8 or more hexadecimal digits of its SHA-256",
        });
    }
    let digits = digits.to_ascii_lowercase();
    let found: BTreeSet<(&str, &str)> = installed
        .uses()
        .map(|(list, used)| (list, used.snapshot.as_str()))
        .filter(|(_, hash)| hash.starts_with(&digits))
        .collect();
    let problem = match found.len() {
        1 => {
            let (list, hash) = found.first().copied().unwrap_or_default();
            return Ok((list.to_owned(), hash.to_owned()));
        }
        0 => format!("no snapshot `{digits}` is kept"),
        count => format!("{count} snapshots begin with `{digits}`"),
    };
    Err(StoreProblem::NotKept(problem).into())
}

/// The snapshot of a list that was in use at a time.
pub(super) fn of_list_as_of(
    installed: &Installed,
    list: &str,
    time: Timestamp,
) -> Result<String, Failure> {
    let then = installed.as_of(time).find(|(id, _)| *id == list);
    match then {
        Some((_, AsOf::Kept(used))) => Ok(used.snapshot.clone()),
        Some((_, AsOf::Gone(oldest))) => Err(gone(list, time, oldest).into()),
        Some((_, AsOf::NotYet)) | None => {
            let problem = format!("list `{list}` was not installed at {}", second(time));
            Err(StoreProblem::NotKept(problem).into())
        }
    }
}

/// Whether a word can name a snapshot.
pub(super) fn is_hash(word: &str) -> bool {
    (FEWEST_DIGITS..=64).contains(&word.len()) && word.bytes().all(|byte| byte.is_ascii_hexdigit())
}

/// A time without the fractions of a second that nobody asked for.
fn second(time: Timestamp) -> impl std::fmt::Display {
    time.strftime("%Y-%m-%dT%H:%M:%SZ")
}

/// Refuses a day that is still to come: nobody knows what will be installed then.
fn refuse_future(what: &str, time: Timestamp) -> Result<(), Failure> {
    let now = Timestamp::now().to_zoned(TimeZone::UTC);
    if time.to_zoned(TimeZone::UTC).date() <= now.date() {
        return Ok(());
    }
    Err(Failure::Usage {
        problem: format!(
            "`{what}` is {}, which is yet to come; it is {} now",
            second(time),
            second(now.timestamp())
        ),
        hint: "name a day up to today (UTC)",
    })
}

/// Reads a day, which stands for its end in UTC, or a time.
pub(super) fn moment(text: &str) -> Result<Timestamp, &'static str> {
    let end_of_day = |day: Date| {
        let next = day.tomorrow().ok()?.to_zoned(TimeZone::UTC).ok()?;
        Some(next.timestamp() - jiff::SignedDuration::from_nanos(1))
    };
    text.parse::<Timestamp>()
        .ok()
        .or_else(|| text.parse().ok().and_then(end_of_day))
        .ok_or("expected a day such as 2026-11-22, or a time such as 2026-11-22T06:00:00Z")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_day_stands_for_its_end() {
        let time = |text: &str| moment(text).unwrap().to_string();
        assert_eq!(time("2026-11-22"), "2026-11-22T23:59:59.999999999Z");
        assert_eq!(time("2026-11-22T06:00:00Z"), "2026-11-22T06:00:00Z");
        assert_eq!(time("2026-11-22T06:00:00+01:00"), "2026-11-22T05:00:00Z");
        assert!(moment("22.11.2026").is_err() && moment("2026-13-01").is_err());
    }

    #[test]
    fn a_hash_has_eight_digits_or_more() {
        assert!(is_hash("0123abCD"));
        assert!(!is_hash("0123abc") && !is_hash("0123abcx") && !is_hash(&"a".repeat(65)));
    }
}
