//! The birth date that a text gives of somebody, against the listed ones.

use std::ops::RangeInclusive;

use crate::PartialDate;
use crate::matching::{Evidence, Features, Likeness, likeness};
use crate::screening::evidence::apposition::goes_on_with_father;
use crate::screening::evidence::grounds::Grounds;
use crate::screening::reading::block::Block;
use crate::screening::reading::words::Words;
use crate::text::Gap;
use crate::watchlist::{SlashDates, dates_in};

/// The evidence that is weighed here.
pub(crate) const EVIDENCE: [Evidence; 4] = [
    Evidence::BirthDateEqual,
    Evidence::BirthYearEqual,
    Evidence::BirthDateNear,
    Evidence::BirthDateUnlike,
];

/// Words that a birth date follows.
const BORN: [&str; 13] = [
    "b",
    "birth",
    "born",
    "dob",
    "geb",
    "geboren",
    "nacida",
    "nacido",
    "nascida",
    "nascido",
    "родилась",
    "родился",
    "рождения",
];
/// So many words may stand between a name and such a word, and these: `who was born`, `date of birth`.
const BETWEEN: usize = 3;
const SMALL: [&str; 6] = ["date", "is", "of", "was", "who", "дата"];
/// Nobody who is listed was born in another year.
const YEARS: RangeInclusive<u16> = 1880..=2015;
/// A date is looked for in so many words.
const DATE: usize = 6;

/// Adds what a birth date behind a mention says. Others of the same name are told by it, whether or not
/// they are listed.
pub(crate) fn weigh(
    features: &mut Features,
    (first, last): (usize, usize),
    births: &[PartialDate],
    block: &Block,
    words: &Words,
    grounds: &mut Grounds,
) {
    let with_father = goes_on_with_father(first, last, block, words);
    let Some(told) = born_after(last + usize::from(with_father), block, words) else {
        return;
    };
    let dates = told.dates.iter();
    let pairs = dates.flat_map(|told| births.iter().map(move |listed| (told, listed)));
    let best = pairs.map(|(told, listed)| likeness(told, listed)).max();
    for (evidence, like) in EVIDENCE.into_iter().zip([
        Likeness::Equal,
        Likeness::YearEqual,
        Likeness::Near,
        Likeness::Unlike,
    ]) {
        if best == Some(like) {
            features.set_flag(evidence, true);
            grounds.add(evidence, told.tokens);
        }
    }
}

/// What a text says of a birth, one date or what it may be read as.
struct Birth {
    dates: Vec<PartialDate>,
    /// The first and the last token.
    tokens: (usize, usize),
}

/// The date after `born` and its like, if that stands right behind a mention.
fn born_after(last: usize, block: &Block, words: &Words) -> Option<Birth> {
    for at in last + 1..=last + 1 + BETWEEN {
        let Some(token) = block.tokens.get(at) else {
            break;
        };
        let ends = token.gap == Gap::Period && block.starts_sentence[at];
        if ends || token.gap == Gap::Paragraph {
            break;
        }
        let surface = words.surface(block.words[at]).to_lowercase();
        if BORN.contains(&surface.as_str()) {
            return birth_after(at, block, words);
        }
        // Beyond any other word it may be another's birth.
        if !SMALL.contains(&surface.as_str()) {
            break;
        }
    }
    None
}

fn birth_after(born: usize, block: &Block, words: &Words) -> Option<Birth> {
    let (mut text, mut end) = (String::new(), born + 1);
    let is_digit = |text: &str| text.ends_with(|c: char| c.is_ascii_digit());
    let mut order = SlashDates::Unsure;
    for at in born + 1..=born + DATE {
        let Some(token) = block.tokens.get(at) else {
            break;
        };
        let surface = words.surface(block.words[at]);
        text.push_str(match token.gap {
            Gap::Paragraph => break,
            Gap::Period if at > born + 1 => {
                let in_date = is_digit(&text) && surface.starts_with(|c: char| c.is_ascii_digit());
                if !in_date && block.starts_sentence[at] {
                    break;
                }
                // Where dates are written with full stops, the day stands first.
                if in_date {
                    order = SlashDates::DayFirst;
                }
                "."
            }
            Gap::Hyphen | Gap::Dash => "-",
            Gap::Mark => "/",
            Gap::Comma => ", ",
            _ => " ",
        });
        text.push_str(surface);
        if surface.contains(|c: char| c.is_ascii_digit()) {
            end = at;
        }
    }
    let mut dates = dates_in(&text, order);
    dates.retain(|date| YEARS.contains(&date.year));
    (!dates.is_empty()).then_some(Birth {
        dates,
        tokens: (born + 1, end),
    })
}

#[cfg(test)]
mod tests {
    use crate::screening::told::of_varnakov;

    fn told(text: &str) -> Vec<String> {
        let mut reasons = of_varnakov(text, None);
        reasons.retain(|reason| reason.contains("birth"));
        reasons
    }

    #[test]
    fn a_birth_date_behind_a_name_is_read() {
        for (text, date) in [
            (
                "They named Gleb Varnakov (born 2 March 1950) today.",
                "2 March 1950",
            ),
            (
                "They named Gleb Varnakov, born March 2, 1950, today.",
                "March 2, 1950",
            ),
            (
                "They named Gleb Varnakov, who was born on 2 March 1950.",
                "on 2 March 1950",
            ),
            ("They named Gleb Varnakov; DOB: 1950-03-02.", "1950-03-02"),
            (
                "They named Gleb Varnakov, date of birth 02.03.1950 or so.",
                "02.03.1950",
            ),
            (
                "Глеб Варнаков, родился 02.03.1950г. в Пскове.",
                "02.03.1950г",
            ),
        ] {
            let reason = format!("the birth date agrees: {date}");
            assert_eq!(told(text), [reason], "{text}");
        }
        assert_eq!(
            told("They named Gleb Varnakov (b. 1950)."),
            ["the birth year agrees: 1950"]
        );
        assert_eq!(
            told("They named Gleb Varnakov (born 1950s)."),
            ["the birth year agrees: 1950s"]
        );
        assert_eq!(
            told("They named Gleb Varnakov, born 7 May 1991."),
            ["the birth dates differ: 7 May 1991"]
        );
        for text in [
            "They named Gleb Varnakov and Olga, born 7 May 1991.",
            "They named Gleb Varnakov on 7 May 1991.",
            "They named Gleb Varnakov, a born leader.",
            "They told Gleb Varnakov NATO in 1991.",
            "They named Gleb Varnakov. Born in 1991, Olga left.",
            "They named Gleb Varnakov and his son, born 1991.",
            "They named Gleb Varnakov, born in Minsk. In 1991 he left.",
        ] {
            assert!(told(text).is_empty(), "{text}");
        }
    }
    #[test]
    fn who_is_born_on_another_day_is_so_wherever_a_part_of_the_name_stands() {
        let differ = "the birth dates differ: 3 May 1999";
        let reasons = of_varnakov(
            "G. Varnakov left. Gleb Varnakov (born 3 May 1999) stayed.",
            None,
        );
        assert!(reasons.contains(&differ.to_owned()), "{reasons:?}");
        let reasons = of_varnakov(
            "Gleb Varnakov left. Gleb Varnakov (born 3 May 1999) stayed.",
            None,
        );
        assert!(!reasons.contains(&differ.to_owned()), "{reasons:?}");
    }
}
