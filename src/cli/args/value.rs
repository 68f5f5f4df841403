//! Values of flags, read so that a refusal says what was expected.

use std::fmt::Display;
use std::ops::RangeInclusive;
use std::str::FromStr;

use jiff::civil::Date;

/// A confidence.
pub(super) fn confidence(text: &str) -> Result<f64, &'static str> {
    text.parse()
        .ok()
        .filter(|confidence| (0.0..=1.0).contains(confidence))
        .ok_or("expected a number from 0 to 1")
}

/// How many there are of something that there must be some of.
pub(super) fn at_least_one(text: &str) -> Result<usize, &'static str> {
    let number = text.parse().ok().filter(|&number| number > 0);
    number.ok_or("expected a whole number, 1 or more")
}

/// Makes what reads a whole number of a range.
pub(super) fn whole<T>(
    range: RangeInclusive<T>,
) -> impl Fn(&str) -> Result<T, String> + Clone + Send + Sync + 'static
where
    T: FromStr + PartialOrd + Display + Clone + Send + Sync + 'static,
{
    move |text| {
        let number = text.parse().ok().filter(|number| range.contains(number));
        let (least, most) = (range.start(), range.end());
        number.ok_or_else(|| format!("expected a whole number from {least} to {most}"))
    }
}

/// A day.
pub(super) fn day(text: &str) -> Result<Date, &'static str> {
    text.parse()
        .map_err(|_| "expected a day of the calendar, such as 2026-11-22")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_confidence_is_a_number_from_0_to_1() {
        for good in ["0", "1", "0.5", "1e-3"] {
            assert!(confidence(good).is_ok(), "{good}");
        }
        for bad in ["", "-0.1", "1.1", "NaN", "inf", "half"] {
            assert!(confidence(bad).is_err(), "{bad}");
        }
    }

    #[test]
    fn a_refusal_says_what_was_expected() {
        let threads = whole(1..=1024_u16);
        assert_eq!(threads("8"), Ok(8));
        for bad in ["", "0", "1025", "-1", "many", "99999999999999999999"] {
            let expected = "expected a whole number from 1 to 1024";
            assert_eq!(threads(bad), Err(expected.to_owned()), "{bad}");
        }
        assert!(day("2026-11-22").is_ok());
        for bad in ["", "2026-13-01", "2026-02-30", "22.11.2026", "soon"] {
            assert!(day(bad).is_err(), "{bad}");
        }
    }
}
