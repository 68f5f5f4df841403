use std::fmt;
use std::str::FromStr;

use serde::{Deserialize, Deserializer, Serialize, Serializer};

/// A date of which the month, the day or the exactness may be unknown: `1961-04-02`, `1965-03`,
/// `1965`, `circa 1951`, `1958..1960`.
///
/// # Examples
///
/// ```
/// use namewatch::PartialDate;
///
/// let date: PartialDate = "circa 1951".parse()?;
/// assert!(date.circa);
/// assert_eq!((date.first_year(), date.last_year()), (1951, 1951));
/// let range: PartialDate = "1958..1960".parse()?;
/// assert_eq!(range.last_year(), 1960);
/// assert!("1961-13-01".parse::<PartialDate>().is_err());
/// # Ok::<(), namewatch::ImpossibleDate>(())
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct PartialDate {
    /// The year; of a range, its first.
    pub year: u16,
    /// The month, 1 to 12.
    pub month: Option<u8>,
    /// The day of the month, 1 to 31; only with a month.
    pub day: Option<u8>,
    /// The last year, where the date is a range of years.
    pub to_year: Option<u16>,
    /// Whether the publisher says "about".
    pub circa: bool,
}

/// Text that is no date, or a date with a part that cannot be (month 13, 30 February).
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("`{text}` is no date; expected YYYY, YYYY-M, YYYY-M-D, `circa YYYY` or `YYYY..YYYY`")]
pub struct ImpossibleDate {
    text: String,
}

impl PartialDate {
    /// A date of which only the year is known.
    pub fn from_year(year: u16) -> Self {
        Self {
            year,
            month: None,
            day: None,
            to_year: None,
            circa: false,
        }
    }

    /// A whole or partial date; `None` where a part cannot be.
    pub fn new(year: u16, month: Option<u8>, day: Option<u8>) -> Option<Self> {
        let possible = (1..=9999).contains(&year)
            && match (month, day) {
                (None, None) => true,
                (Some(month), None) => (1..=12).contains(&month),
                (Some(month), Some(day)) => {
                    (1..=12).contains(&month) && (1..=days_in(year, month)).contains(&day)
                }
                (None, Some(_)) => false,
            };
        possible.then_some(Self {
            year,
            month,
            day,
            to_year: None,
            circa: false,
        })
    }

    /// The first year the date may lie in.
    pub fn first_year(&self) -> u16 {
        self.year
    }

    /// The last year the date may lie in.
    pub fn last_year(&self) -> u16 {
        self.to_year.unwrap_or(self.year)
    }
}

fn days_in(year: u16, month: u8) -> u8 {
    match month {
        4 | 6 | 9 | 11 => 30,
        2 if year.is_multiple_of(4) && (!year.is_multiple_of(100) || year.is_multiple_of(400)) => {
            29
        }
        2 => 28,
        _ => 31,
    }
}

impl FromStr for PartialDate {
    type Err = ImpossibleDate;

    fn from_str(text: &str) -> Result<Self, ImpossibleDate> {
        let impossible = || ImpossibleDate {
            text: text.to_owned(),
        };
        let trimmed = text.trim();
        let (circa, rest) = match trimmed.strip_prefix("circa ") {
            Some(rest) => (true, rest.trim_start()),
            None => (false, trimmed),
        };
        let date = if let Some((from, to)) = rest.split_once("..") {
            let from: u16 = digits(from, 4).ok_or_else(impossible)?;
            let to: u16 = digits(to, 4).ok_or_else(impossible)?;
            let date = Self::new(from, None, None).filter(|_| from <= to);
            date.map(|date| Self {
                to_year: (to != from).then_some(to),
                ..date
            })
        } else {
            let mut parts = rest.split('-');
            let year = parts.next().and_then(|part| digits(part, 4));
            let month = parts
                .next()
                .map(|part| digits(part, 2).ok_or_else(impossible))
                .transpose()?;
            let day = parts
                .next()
                .map(|part| digits(part, 2).ok_or_else(impossible))
                .transpose()?;
            if parts.next().is_some() {
                return Err(impossible());
            }
            year.and_then(|year| {
                Self::new(
                    year,
                    month.map(|month: u16| month as u8),
                    day.map(|day: u16| day as u8),
                )
            })
        };
        date.map(|date| Self { circa, ..date })
            .ok_or_else(impossible)
    }
}

/// A number of at most `most` ASCII digits.
fn digits(text: &str, most: usize) -> Option<u16> {
    let fits = !text.is_empty() && text.len() <= most && text.bytes().all(|b| b.is_ascii_digit());
    fits.then(|| text.parse().ok()).flatten()
}

impl fmt::Display for PartialDate {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if self.circa {
            f.write_str("circa ")?;
        }
        write!(f, "{:04}", self.year)?;
        if let Some(to) = self.to_year {
            write!(f, "..{to:04}")?;
        }
        if let Some(month) = self.month {
            write!(f, "-{month:02}")?;
        }
        if let Some(day) = self.day {
            write!(f, "-{day:02}")?;
        }
        Ok(())
    }
}

impl Serialize for PartialDate {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

impl<'de> Deserialize<'de> for PartialDate {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        String::deserialize(deserializer)?
            .parse()
            .map_err(serde::de::Error::custom)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_form_reads_back_as_itself() {
        for text in [
            "1961-04-02",
            "1965",
            "1965-03",
            "circa 1951",
            "1958..1960",
            "circa 1958..1960",
        ] {
            assert_eq!(text.parse::<PartialDate>().unwrap().to_string(), text);
        }
        assert_eq!(
            "1965-3-7".parse::<PartialDate>().unwrap().to_string(),
            "1965-03-07"
        );
    }

    #[test]
    fn impossible_dates_are_refused() {
        for text in [
            "",
            "1961-02-30",
            "1961-13",
            "1961-00-01",
            "1960..1958",
            "19611",
            "soon",
            "1-2-3-4",
        ] {
            assert!(text.parse::<PartialDate>().is_err(), "{text}");
        }
    }
}
