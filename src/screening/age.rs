//! The age that a text gives of somebody, against the listed birth dates.

use std::ops::RangeInclusive;

use crate::PartialDate;
use crate::matching::{Evidence, Features};
use crate::screening::scan::Block;
use crate::screening::words::Words;
use crate::text::Gap;

type Years = RangeInclusive<u16>;

/// A text does not say of when it is: of some year of these, most probably.
const WRITTEN: Years = 1998..=2030;

/// Adds what an age beside a mention says.
pub(crate) fn weigh(
    features: &mut Features,
    (first, last): (usize, usize),
    births: &[PartialDate],
    block: &Block,
    words: &Words,
) {
    let after = || age_after(last + 1, block, words);
    let Some(age) = age_before(first, block, words).or_else(after) else {
        return;
    };
    let years = births
        .iter()
        .map(|date| date.first_year()..=date.last_year());
    let off = years.map(|born| years_off(age, &born)).min();
    let off = off.unwrap_or_default();
    features.set(Evidence::AgeUnlike, f64::from(off));
}

/// By how many years an age is wrong, whenever the text was written.
fn years_off(age: u16, born: &Years) -> u16 {
    let (earliest, latest) = (born.start() + age, born.end() + age + 1);
    let too_early = WRITTEN.start().saturating_sub(latest);
    too_early.max(earliest.saturating_sub(*WRITTEN.end()))
}

/// The age behind a name: `, 34,`, `(34)`, `, aged 34`.
fn age_after(at: usize, block: &Block, words: &Words) -> Option<u16> {
    let ends = |at: usize| {
        let next = block.tokens.get(at);
        next.is_none_or(|token| !matches!(token.gap, Gap::None | Gap::Hyphen | Gap::Space))
    };
    let gap = block.tokens.get(at)?.gap;
    if !matches!(gap, Gap::Comma | Gap::Mark) {
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
fn age_before(first: usize, block: &Block, words: &Words) -> Option<u16> {
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
fn age_at(at: usize, block: &Block, words: &Words) -> Option<u16> {
    let surface = words.surface(*block.words.get(at)?);
    let age = surface.parse().ok().filter(|_| surface.len() == 2)?;
    (14..=99).contains(&age).then_some(age)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{Entity, EntityKind, Screener, Watchlist};

    #[test]
    fn years_are_off_if_no_year_of_writing_fits() {
        assert_eq!(years_off(40, &(1970..=1970)), 0);
        assert_eq!(years_off(34, &(1950..=1950)), 13);
        assert_eq!(years_off(34, &(1950..=1965)), 0);
        assert_eq!(years_off(80, &(1990..=1990)), 40);
    }

    #[test]
    fn ages_are_read_where_texts_give_them() {
        let mut entity = Entity::new("1", EntityKind::Person, "VARNAKOV, Gleb Tarasovich");
        entity.birth_dates = vec!["1950-03-02".parse().unwrap()];
        let watchlist = Watchlist::from_entities("own", vec![entity]).unwrap();
        let screener = Screener::builder()
            .min_confidence(0.0)
            .build(&watchlist)
            .unwrap();
        let reasons = |text: &str| -> Vec<String> {
            let hits = screener.screen(text).unwrap();
            let reasons = hits[0].explanation.iter();
            let reasons = reasons.map(|reason| reason.reason.clone());
            reasons
                .filter(|reason| reason.starts_with("the age"))
                .collect()
        };
        let off = "the age given with it is 13 years or more off the birth date";
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
}
