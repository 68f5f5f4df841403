//! Dates as lists write them in running text.

use super::PartialDate;

/// Reads `25 Mar 1977`, `Mar 1977`, `1977`, `circa 1951`, `1958 to 1960`, `1958-1960`, `August 1961`,
/// `03 Dec 1957 to 05 Jan 1959` (kept as a range of years) and ISO dates.
pub(crate) fn parse_written(text: &str) -> Option<PartialDate> {
    let text = text.trim().trim_end_matches('.');
    let (circa, rest) = match ["circa ", "Circa ", "approximately ", "Approximately "]
        .iter()
        .find_map(|word| text.strip_prefix(word))
    {
        Some(rest) => (true, rest),
        None => (false, text),
    };
    let are_years =
        |(from, to): &(&str, &str)| four_digits(from).is_some() && four_digits(to).is_some();
    let range = rest
        .split_once(" to ")
        .or_else(|| rest.split_once('-').filter(are_years));
    let date = match range {
        None => single(rest)?,
        Some((from, to)) => {
            let (from, to) = (single(from)?, single(to)?);
            match from.year.cmp(&to.year) {
                std::cmp::Ordering::Less => PartialDate {
                    to_year: Some(to.year),
                    ..PartialDate::from_year(from.year)
                },
                std::cmp::Ordering::Equal => PartialDate::from_year(from.year),
                std::cmp::Ordering::Greater => return None,
            }
        }
    };
    Some(PartialDate { circa, ..date })
}

/// The day at the beginning of a text that may have a time or a time zone behind it.
pub(crate) fn leading_day(text: &str) -> Option<PartialDate> {
    text.get(..10)?.parse().ok()
}

/// Reads `21/02/1962`, day first; a day or month that is no number, or 0, is not known
/// (`dd/mm/1959`, `00/10/1970`).
pub(crate) fn parse_day_first(text: &str) -> Option<PartialDate> {
    let mut parts = text.trim().split('/');
    let (day, month, year) = (parts.next()?, parts.next()?, parts.next()?);
    let number = |text: &str| text.parse::<u8>().ok().filter(|&number| number > 0);
    let month = number(month);
    let day = number(day).filter(|_| month.is_some());
    let date = PartialDate::new(four_digits(year)?, month, day);
    date.filter(|_| parts.next().is_none())
}

/// Reads the number that a spreadsheet makes of a day of the years 1927 to 2173: five digits.
pub(crate) fn spreadsheet_day(text: &str) -> Option<PartialDate> {
    if text.len() != 5 || !text.bytes().all(|byte| byte.is_ascii_digit()) {
        return None;
    }
    // The days of 1900 end with 366: spreadsheets take it for a leap year.
    let mut left: u32 = text.parse::<u32>().ok()?.checked_sub(366)?;
    let mut year = 1901_u16;
    let length = |year: u16| {
        if PartialDate::new(year, Some(2), Some(29)).is_some() {
            366
        } else {
            365
        }
    };
    while left > length(year) {
        left -= length(year);
        year += 1;
    }
    let days_in = |month| {
        (28..=31)
            .rev()
            .find(|&day| PartialDate::new(year, Some(month), Some(day)).is_some())
    };
    for month in 1..=12 {
        let days = u32::from(days_in(month)?);
        if left <= days {
            return PartialDate::new(year, Some(month), Some(left as u8));
        }
        left -= days;
    }
    None
}

fn single(text: &str) -> Option<PartialDate> {
    let words: Vec<&str> = text.split_whitespace().collect();
    match words[..] {
        [one] => one
            .parse()
            .ok()
            .filter(|date: &PartialDate| date.year >= 1000 && date.to_year.is_none()),
        [month, year] => PartialDate::new(four_digits(year)?, Some(month_number(month)?), None),
        [day, month, year] => PartialDate::new(
            four_digits(year)?,
            Some(month_number(month)?),
            Some(day.parse().ok()?),
        ),
        _ => None,
    }
}

fn four_digits(text: &str) -> Option<u16> {
    (text.len() == 4 && text.bytes().all(|byte| byte.is_ascii_digit()))
        .then(|| text.parse().ok())
        .flatten()
}

/// The number of an English month, in full or by its first three letters.
pub(crate) fn month_number(word: &str) -> Option<u8> {
    const MONTHS: [&str; 12] = [
        "january",
        "february",
        "march",
        "april",
        "may",
        "june",
        "july",
        "august",
        "september",
        "october",
        "november",
        "december",
    ];
    let word = word.trim_end_matches('.').to_ascii_lowercase();
    let word = if word == "sept" { "sep" } else { &word };
    MONTHS
        .iter()
        .position(|month| *month == word || (word.len() == 3 && month.starts_with(word)))
        .map(|index| index as u8 + 1)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn dates_as_lists_write_them() {
        for (text, expected) in [
            ("25 Mar 1977", "1977-03-25"),
            ("Mar 1977", "1977-03"),
            ("Nov. 1973 ", "1973-11"),
            ("August 1961", "1961-08"),
            ("1962", "1962"),
            ("1962.", "1962"),
            ("circa 1951", "circa 1951"),
            ("circa 1958 to 1960", "circa 1958..1960"),
            ("1958 to 1960", "1958..1960"),
            ("circa 1979-1982", "circa 1979..1982"),
            ("Dec 1957 to 05 Jan 1959", "1957..1959"),
            ("Jan 1957 to Mar 1957", "1957"),
            ("1957-03-02", "1957-03-02"),
        ] {
            assert_eq!(parse_written(text).unwrap().to_string(), expected, "{text}");
        }
    }

    #[test]
    fn days_first_and_days_with_a_time() {
        for (text, expected) in [
            ("21/02/1962", "1962-02-21"),
            ("dd/mm/1959", "1959"),
            ("dd/10/1970", "1970-10"),
            ("00/00/1980", "1980"),
        ] {
            assert_eq!(parse_day_first(text).unwrap().to_string(), expected);
        }
        for text in ["", "1962", "31/02/1962", "1/2/62", "1/2/1962/3"] {
            assert_eq!(parse_day_first(text), None, "{text}");
        }
        let day = leading_day("2024-08-28T00:00:00").unwrap();
        assert_eq!(day.to_string(), "2024-08-28");
        assert_eq!(leading_day("2024"), None);
    }

    #[test]
    fn days_that_a_spreadsheet_counted() {
        for (text, expected) in [
            ("26299", Some("1972-01-01")),
            ("41988", Some("2014-12-15")),
            ("36585", Some("2000-02-29")),
            ("26298", Some("1971-12-31")),
            ("1972", None),
            ("00366", None),
            ("00000", None),
        ] {
            let day = spreadsheet_day(text).map(|day| day.to_string());
            assert_eq!(day.as_deref(), expected, "{text}");
        }
    }

    #[test]
    fn what_is_no_date_is_none() {
        for text in [
            "",
            "31 Feb 1977",
            "1960 to 1958",
            "soon",
            "30-35 years old",
            "24/06/1402 (Hijri Calendar)",
            "25 Foo 1977",
            "77",
        ] {
            assert_eq!(parse_written(text), None, "{text}");
        }
    }
}
