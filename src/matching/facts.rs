//! Facts beside the name, compared.

use crate::PartialDate;

/// How two dates of birth stand to each other.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Likeness {
    Unlike,
    Near,
    YearEqual,
    Equal,
}

/// An identifier without what is written between its letters and digits.
pub(crate) fn bare(identifier: &str) -> String {
    bare_letters(identifier).collect()
}

/// The letters and digits of an identifier.
pub(crate) fn bare_letters(identifier: &str) -> impl Iterator<Item = char> {
    let letters = identifier.chars().filter(|c| c.is_alphanumeric());
    letters.flat_map(char::to_lowercase)
}

/// Compares dates of which parts may be unknown, about, or mistyped by one.
pub(crate) fn likeness(one: &PartialDate, other: &PartialDate) -> Likeness {
    let (low, high) = (
        one.first_year().max(other.first_year()),
        one.last_year().min(other.last_year()),
    );
    let years_meet = low <= high;
    let loose = one.circa || other.circa || one.to_year.is_some() || other.to_year.is_some();
    let gap = low.saturating_sub(high);
    let whole = |date: &PartialDate| date.month.zip(date.day);
    match (whole(one), whole(other)) {
        (Some(a), Some(b)) if !loose => {
            let swapped = (a.1, a.0) == b;
            let off = |x: u8, y: u8| x.abs_diff(y);
            match (gap, off(a.0, b.0), off(a.1, b.1)) {
                (0, 0, 0) => Likeness::Equal,
                (0, 0, 1) | (0, 1, 0) | (1, 0, 0) => Likeness::Near,
                (0, 0, _) | (0, _, 0) => Likeness::Near,
                (0, ..) if swapped => Likeness::Near,
                _ => Likeness::Unlike,
            }
        }
        _ if years_meet => {
            let months = one.month.zip(other.month);
            if months.is_none_or(|(a, b)| a == b) {
                Likeness::YearEqual
            } else {
                Likeness::Near
            }
        }
        _ if gap <= if loose { 2 } else { 1 } => Likeness::Near,
        _ => Likeness::Unlike,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn dates_are_compared_by_what_is_known() {
        let of = |one: &str, other: &str| likeness(&one.parse().unwrap(), &other.parse().unwrap());
        assert_eq!(of("1961-04-02", "1961-04-02"), Likeness::Equal);
        assert_eq!(of("1961-04-02", "1961-02-04"), Likeness::Near);
        assert_eq!(of("1961-04-02", "1962-04-02"), Likeness::Near);
        assert_eq!(of("1961-04-02", "1961"), Likeness::YearEqual);
        assert_eq!(of("1961", "1958..1963"), Likeness::YearEqual);
        assert_eq!(of("1965", "circa 1963"), Likeness::Near);
        assert_eq!(of("1961-04-02", "1975-11-20"), Likeness::Unlike);
    }
}
