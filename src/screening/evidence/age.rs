//! The age that a text gives of somebody, against the listed birth dates.

use std::ops::RangeInclusive;

use crate::PartialDate;
use crate::matching::{Evidence, Features};
use crate::screening::evidence::birth;
use crate::screening::evidence::grounds::Grounds;
use crate::screening::reading::block::Block;
use crate::screening::reading::words::Words;
use crate::text::Gap;

type Years = RangeInclusive<u16>;

/// When a text was written.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Written {
    first: u16,
    last: u16,
    /// The document says so.
    is_told: bool,
}

impl Default for Written {
    /// A text that does not say of when it is: of some year of these, most probably.
    fn default() -> Self {
        Self {
            first: 1998,
            last: 2030,
            is_told: false,
        }
    }
}

impl Written {
    /// By the date that a document bears, if it does.
    pub(crate) fn of(date: Option<PartialDate>) -> Self {
        date.map_or_else(Self::default, |date| Self {
            first: date.first_year(),
            last: date.last_year(),
            is_told: true,
        })
    }
}

/// Adds what an age beside a mention says.
pub(crate) fn weigh(
    features: &mut Features,
    (first, last): (usize, usize),
    (births, written): (&[PartialDate], Written),
    block: &Block,
    words: &Words,
    grounds: &mut Grounds,
) {
    let after = || age_after(last + 1, block, words);
    let Some((age, at)) = age_before(first, block, words).or_else(after) else {
        return;
    };
    let years = births
        .iter()
        .map(|date| date.first_year()..=date.last_year());
    let off = years.map(|born| years_off(age, &born, written)).min();
    features.set(Evidence::AgeUnlike, f64::from(off.unwrap_or_default()));
    grounds.add(Evidence::AgeUnlike, (at, at));
    // It is that of the party, to the year. A birth date beside it says more.
    let mut told = birth::EVIDENCE.iter();
    let is_born = told.any(|&evidence| features.get(evidence) > 0.0);
    if written.is_told && off == Some(0) && !is_born {
        features.set_flag(Evidence::BirthYearEqual, true);
        grounds.add(Evidence::BirthYearEqual, (at, at));
    }
}

/// By how many years an age is wrong, whenever the text was written.
fn years_off(age: u16, born: &Years, written: Written) -> u16 {
    let earliest = born.start().saturating_add(age);
    let latest = born.end().saturating_add(age).saturating_add(1);
    let too_early = written.first.saturating_sub(latest);
    too_early.max(earliest.saturating_sub(written.last))
}

/// The age behind a name, and its token: `, 34,`, `(34)`, `, aged 34`.
fn age_after(at: usize, block: &Block, words: &Words) -> Option<(u16, usize)> {
    let ends = |at: usize| {
        let next = block.tokens.get(at);
        next.is_none_or(|token| !matches!(token.gap, Gap::None | Gap::Hyphen | Gap::Space))
    };
    let gap = block.tokens.get(at)?.gap;
    if !matches!(gap, Gap::Comma | Gap::Dash | Gap::Mark) {
        return None;
    }
    let is_aged = matches!(words.surface(block.words[at]), "age" | "aged");
    let number = at + usize::from(is_aged);
    if is_aged && block.tokens.get(number)?.gap != Gap::Space {
        return None;
    }
    age_at(number, block, words).filter(|_| is_aged || ends(number + 1))
}

/// The age before a name: `34-year-old`, with up to two words between.
fn age_before(first: usize, block: &Block, words: &Words) -> Option<(u16, usize)> {
    const BETWEEN: usize = 2;
    let nearest = first.checked_sub(1)?;
    let old = (nearest.saturating_sub(BETWEEN)..=nearest)
        .rev()
        .find(|&at| words.surface(block.words[at]) == "old" && !block.starts_sentence[at])?;
    let year = old.checked_sub(1)?;
    let is_year = words.surface(block.words[year]) == "year";
    age_at(year.checked_sub(1)?, block, words).filter(|_| is_year)
}

/// The age of a grown-up, of two digits.
fn age_at(at: usize, block: &Block, words: &Words) -> Option<(u16, usize)> {
    let surface = words.surface(*block.words.get(at)?);
    let age = surface.parse().ok().filter(|_| surface.len() == 2)?;
    (14..=99).contains(&age).then_some((age, at))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::screening::told::of_varnakov;

    #[test]
    fn years_are_off_if_no_year_of_writing_fits() {
        let unknown = Written::default();
        assert_eq!(years_off(40, &(1970..=1970), unknown), 0);
        assert_eq!(years_off(34, &(1950..=1950), unknown), 13);
        assert_eq!(years_off(34, &(1950..=1965), unknown), 0);
        assert_eq!(years_off(80, &(1990..=1990), unknown), 40);
        let told = Written::of(Some(PartialDate::from_year(2012)));
        for (age, off) in [(41, 0), (42, 0), (40, 1), (43, 1), (50, 8)] {
            assert_eq!(years_off(age, &(1970..=1970), told), off, "{age}");
        }
    }

    #[test]
    fn ages_are_read_where_texts_give_them() {
        let reasons = |text: &str| -> Vec<String> {
            let mut reasons = of_varnakov(text, None);
            reasons.retain(|reason| reason.starts_with("the age"));
            reasons
        };
        let off = "the age given with it, 34, is 13 years or more off the birth date";
        for text in [
            "Police named Gleb Varnakov, 34, of Hull.",
            "Police named Gleb Varnakov (34) of Hull.",
            "Police named Gleb Varnakov, aged 34 and single.",
            "Police named 34-year-old baker Gleb Varnakov.",
        ] {
            assert_eq!(reasons(text), [off], "{text}");
        }
        for text in [
            "Police named Gleb Varnakov, 61.",
            "Police saw Gleb Varnakov, 34 men and a dog.",
            "Police saw Gleb Varnakov, 34-20 the winner.",
            "Police saw Gleb Varnakov 34 times.",
            "Police saw Gleb Varnakov, 345 of them.",
        ] {
            assert!(reasons(text).is_empty(), "{text}");
        }
    }

    #[test]
    fn a_dated_document_tells_the_year_of_birth() {
        let told = |date: Option<&str>, filler: &str| -> Vec<String> {
            let text = format!("Police named Gleb Varnakov, 61, of Hull.{filler}");
            let mut reasons = of_varnakov(&text, date);
            reasons.retain(|reason| reason.contains("birth"));
            reasons
        };
        let large = " It was late. ".repeat(20_000);
        let agrees = "the birth year agrees with the age given with it, 61";
        for filler in ["", &large] {
            assert_eq!(told(Some("2011-06-01"), filler), [agrees]);
            let off = "the age given with it, 61, is 8 years or more off the birth date";
            assert_eq!(told(Some("2020"), filler), [off]);
            assert!(told(None, filler).is_empty());
        }
    }
}
