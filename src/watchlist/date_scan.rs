//! Dates in a field of free text: several of them, enumerated, partial, approximate, as ranges.

use std::ops::RangeInclusive;

use super::PartialDate;
use super::date_text::{month_number, spreadsheet_day};

/// The years that a party of today's lists can have been born or founded in.
const YEARS: RangeInclusive<u16> = 1700..=2100;

/// How `3/4/1970` is read.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum SlashDates {
    /// The day stands before the month.
    DayFirst,
    /// Either may stand first; where both readings are possible only the year is taken.
    Unsure,
}

/// Finds the dates in a text, in order, each once: `a) 1 Mar. 1960 b) Approximately 1955-1958`.
pub(crate) fn dates_in(text: &str, slashes: SlashDates) -> Vec<PartialDate> {
    let text = text.to_lowercase();
    let tokens = tokens(&text);
    if let [Token::Number(days)] = tokens[..]
        && let Some(date) = spreadsheet_day(days)
    {
        return vec![date];
    }
    let mut dates: Vec<PartialDate> = Vec::new();
    let (mut circa, mut between) = (false, false);
    let mut rest = &tokens[..];
    while let [token, after @ ..] = rest {
        let Some((mut date, after_date)) = date(rest, slashes) else {
            match token {
                // `c)` is a mark of an enumeration.
                Token::Word(word) if is_circa(word) && after.first() != Some(&Token::Mark(')')) => {
                    circa = true;
                }
                Token::Word("between") => between = true,
                _ => {}
            }
            rest = after;
            continue;
        };
        rest = after_date;
        if let [join, after_join @ ..] = rest
            && joins(join, between)
            && let Some((last, after_last)) = self::date(after_join, slashes)
            && last.year >= date.year
        {
            rest = after_last;
            date = years(date.year, last.year);
        }
        if let [Token::Mark('('), Token::Word(word), ..] = rest {
            circa |= is_circa(word);
        }
        let date = PartialDate { circa, ..date };
        if !dates.contains(&date) {
            dates.push(date);
        }
        (circa, between) = (false, false);
    }
    dates
}

/// A range of years, which is one year where both ends are.
pub(crate) fn years(from: u16, to: u16) -> PartialDate {
    PartialDate {
        to_year: (from != to).then_some(to),
        ..PartialDate::from_year(from)
    }
}

fn joins(token: &Token<'_>, between: bool) -> bool {
    match token {
        Token::Mark('-' | '–' | '—') | Token::Word("to") => true,
        Token::Word("and") => between,
        _ => false,
    }
}

fn is_circa(word: &str) -> bool {
    ["circa", "approx", "about", "around"]
        .iter()
        .any(|start| word.starts_with(start))
        || matches!(word, "c" | "ca")
}

/// A piece of the text. Commas, and full stops that do not stand between digits, are left out.
#[derive(Clone, Copy, Debug, PartialEq)]
enum Token<'a> {
    Number(&'a str),
    Word(&'a str),
    Mark(char),
}

fn tokens(text: &str) -> Vec<Token<'_>> {
    let mut tokens = Vec::new();
    let mut rest = text.trim_start();
    while let Some(c) = rest.chars().next() {
        let same = |of: fn(char) -> bool| rest.find(|c| !of(c)).unwrap_or(rest.len());
        let length = if c.is_ascii_digit() {
            let length = same(|c| c.is_ascii_digit());
            tokens.push(Token::Number(&rest[..length]));
            length
        } else if c.is_alphabetic() {
            let length = same(char::is_alphabetic);
            tokens.push(Token::Word(&rest[..length]));
            length
        } else {
            let after = &rest[c.len_utf8()..];
            let is_between_digits = matches!(tokens.last(), Some(Token::Number(_)))
                && after.starts_with(|c: char| c.is_ascii_digit());
            if c != ',' && (c != '.' || is_between_digits) && !c.is_whitespace() {
                tokens.push(Token::Mark(c));
            }
            c.len_utf8()
        };
        rest = rest[length..].trim_start();
    }
    tokens
}

/// The date at the start of the tokens, and what follows it.
fn date<'t, 'a>(
    tokens: &'t [Token<'a>],
    slashes: SlashDates,
) -> Option<(PartialDate, &'t [Token<'a>])> {
    use Token::{Mark, Number, Word};
    match tokens {
        [
            Number(day),
            Mark('-'),
            Word(month),
            Mark('-'),
            Number(last),
            rest @ ..,
        ] => Some((
            whole_or_less(year(last)?, month_number(month)?, two(day)?),
            rest,
        )),
        [
            first,
            Mark(mark @ ('/' | '-' | '.')),
            second,
            Mark(again),
            Number(last),
            rest @ ..,
        ] if mark == again && year(last).is_some() => {
            let date = numeric(part(first)?, part(second)?, year(last)?, slashes);
            Some((date, rest))
        }
        [
            Number(first),
            Mark(mark @ ('/' | '-' | '.')),
            Number(month),
            Mark(again),
            Number(day),
            rest @ ..,
        ] if mark == again && year(first).is_some() => {
            Some((whole_or_less(year(first)?, two(month)?, two(day)?), rest))
        }
        [Number(first), Mark('-'), Number(month), rest @ ..]
            if year(first).is_some() && month.len() == 2 && (1..=12).contains(&two(month)?) =>
        {
            Some((whole_or_less(year(first)?, two(month)?, 0), rest))
        }
        [Number(day), rest @ ..] if day.len() <= 2 => {
            let rest = after_word(rest, &["st", "nd", "rd", "th"]);
            let rest = after_word(rest, &["of"]);
            match rest {
                [Word(month), Number(last), rest @ ..] => Some((
                    whole_or_less(year(last)?, month_number(month)?, two(day)?),
                    rest,
                )),
                _ => None,
            }
        }
        [Word(month), Number(day), Number(last), rest @ ..] if day.len() <= 2 => Some((
            whole_or_less(year(last)?, month_number(month)?, two(day)?),
            rest,
        )),
        [Word(month), Number(last), rest @ ..] => {
            Some((whole_or_less(year(last)?, month_number(month)?, 0), rest))
        }
        [Number(last), rest @ ..] => Some((PartialDate::from_year(year(last)?), rest)),
        _ => None,
    }
}

/// The tokens behind one of some words, if it stands first; else all.
fn after_word<'t, 'a>(tokens: &'t [Token<'a>], words: &[&str]) -> &'t [Token<'a>] {
    match tokens {
        [Token::Word(word), rest @ ..] if words.contains(word) => rest,
        tokens => tokens,
    }
}

fn year(digits: &str) -> Option<u16> {
    (digits.len() == 4)
        .then(|| digits.parse().ok())
        .flatten()
        .filter(|year| YEARS.contains(year))
}

fn two(digits: &str) -> Option<u8> {
    (digits.len() <= 2).then(|| digits.parse().ok()).flatten()
}

/// A day or month; 0 where letters stand for it (`dd/mm/1959`).
fn part(token: &Token<'_>) -> Option<u8> {
    match token {
        Token::Number(digits) => two(digits),
        Token::Word("dd" | "mm") => Some(0),
        Token::Word(_) | Token::Mark(_) => None,
    }
}

fn numeric(first: u8, second: u8, year: u16, slashes: SlashDates) -> PartialDate {
    let can_swap = (1..=12).contains(&first) && second > 12;
    match slashes {
        SlashDates::Unsure if first <= 12 && second <= 12 && first != second => {
            PartialDate::from_year(year)
        }
        _ if can_swap => whole_or_less(year, first, second),
        _ => whole_or_less(year, second, first),
    }
}

/// The date as far as its parts can be; 0 stands for an unknown part.
fn whole_or_less(year: u16, month: u8, day: u8) -> PartialDate {
    PartialDate::new(year, Some(month), Some(day))
        .or_else(|| PartialDate::new(year, Some(month), None))
        .unwrap_or_else(|| PartialDate::from_year(year))
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn found(text: &str) -> Vec<String> {
        dates_in(text, SlashDates::DayFirst)
            .iter()
            .map(ToString::to_string)
            .collect()
    }

    #[test]
    fn dates_as_authorities_enumerate_them() {
        for (text, expected) in [
            ("00/00/1980", &["1980"][..]),
            ("00/10/1970", &["1970-10"]),
            ("dd/mm/1959", &["1959"]),
            ("dd/10/1970", &["1970-10"]),
            ("21.2.2002", &["2002-02-21"]),
            ("31/02/1960", &["1960-02"]),
            ("12/31/1960", &["1960-12-31"]),
            ("1955-05-04", &["1955-05-04"]),
            ("1951-03", &["1951-03"]),
            ("41988", &["2014-12-15"]),
            ("23-Sep-2026", &["2026-09-23"]),
            (
                "a) Approximately 1955- 1958 b) Approximately 1945-1950",
                &["circa 1955..1958", "circa 1945..1950"],
            ),
            ("between 1955 and 1958", &["1955..1958"]),
            ("1955 and 1958", &["1955", "1958"]),
            ("16 Mar. 1973\u{a0} b) Mar 1974", &["1973-03-16", "1974-03"]),
            ("a)1960 b)1st of May 1961; 1960", &["1960", "1961-05-01"]),
            ("May 3, 1961 (approximate)", &["circa 1961-05-03"]),
            ("01/02/1960; 24/06/1402 (Hijri)", &["1960-02-01"]),
            ("b) 1943 c) 1944, c. 1945", &["1943", "1944", "circa 1945"]),
            ("", &[]),
            ("30-35 years old", &[]),
        ] {
            assert_eq!(found(text), expected, "{text}");
        }
        let unsure = |text| dates_in(text, SlashDates::Unsure)[0].to_string();
        assert_eq!(unsure("3/4/1970"), "1970");
        assert_eq!(unsure("3/31/1970"), "1970-03-31");
        assert_eq!(unsure("4/4/1970"), "1970-04-04");
    }

    proptest! {
        #[test]
        fn any_text_has_only_possible_dates(text in "([0-9]{1,5}|[/. ,()–-]|dd|Mar|to|c|é){0,12}") {
            for date in dates_in(&text, SlashDates::DayFirst) {
                prop_assert_eq!(date.to_string().parse::<PartialDate>(), Ok(date));
            }
        }
    }
}
