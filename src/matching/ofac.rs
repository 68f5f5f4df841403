//! The score that examiners know, for setting beside a confidence.

use super::MAX_WORDS;
use crate::name::clipped;
use crate::script::fold;
use crate::text::tokenize;

/// Scores an entered name against a listed one from 0 to 100, in the manner that OFAC describes
/// for its own Sanctions List Search.
///
/// The description is [OFAC FAQ 249](https://ofac.treasury.gov/faqs/249): the name as a whole is
/// compared by Jaro-Winkler; besides, each part entered is compared with the listed parts by
/// Jaro-Winkler and Soundex, and the parts' scores make a composite; the higher of the two counts.
/// Where it leaves a choice, here: a part's score is the best Jaro-Winkler similarity among listed
/// parts of the same Soundex code, none if there is no such part; the composite is their mean; case,
/// marks and punctuation count for nothing; and the score is cut to a whole number, so that 100
/// means equal as a whole, or every part entered equal to a listed one. OFAC first narrows the list
/// down by first letters and edit distance; that decides which names are shown, not their score, and
/// is left out. Its program is not public: expect scores near those of its website, not the same.
///
/// It is no probability, knows nothing of rarity, and does not bring other scripts to Latin.
///
/// The two names play different parts: of the listed one, more may be left over. To compare two
/// names of which neither is listed, take the higher score of both directions.
///
/// # Examples
///
/// ```
/// use namewatch::ofac_score;
///
/// assert_eq!(ofac_score("vladimir putin", "PUTIN, Vladimir Vladimirovich"), 100);
/// assert_eq!(ofac_score("Vladimir Poutine", "PUTIN, Vladimir Vladimirovich"), 95);
/// assert!(ofac_score("Angela Merkel", "PUTIN, Vladimir Vladimirovich") < 60);
/// ```
pub fn ofac_score(entered: &str, listed: &str) -> u8 {
    let (entered, listed) = (parts(entered), parts(listed));
    if entered.is_empty() || listed.is_empty() {
        return 0;
    }
    let whole = strsim::jaro_winkler(&entered.join(" "), &listed.join(" "));
    let codes: Vec<Option<[u8; 4]>> = listed.iter().map(|part| soundex(part)).collect();
    let best = |part: &String| {
        let code = soundex(part);
        let alike = listed.iter().zip(&codes).filter(|(other, other_code)| {
            // Numbers and other scripts have no code; they sound like themselves alone.
            if code.is_some() {
                code == **other_code
            } else {
                part == *other
            }
        });
        alike
            .map(|(other, _)| strsim::jaro_winkler(part, other))
            .fold(0.0, f64::max)
    };
    let composite = entered.iter().map(best).sum::<f64>() / entered.len() as f64;
    (whole.max(composite) * 100.0) as u8
}

fn parts(name: &str) -> Vec<String> {
    let mut tokens = Vec::new();
    tokenize(name, &mut tokens);
    tokens.truncate(MAX_WORDS);
    let folded = tokens.iter().map(|token| {
        let mut part = String::new();
        fold(clipped(token.surface(name)), &mut part);
        part
    });
    folded.filter(|part| !part.is_empty()).collect()
}

/// The Soundex code of a word in lower-case Latin letters, by the rules of the US National
/// Archives: the first letter and three digits for the consonants after it. `None` where it does
/// not begin with such a letter.
fn soundex(word: &str) -> Option<[u8; 4]> {
    let first = word.bytes().next().filter(u8::is_ascii_lowercase)?;
    let mut code = [first, b'0', b'0', b'0'];
    let mut filled = 1;
    let mut last = digit(first);
    for letter in word.bytes().skip(1) {
        let digit = digit(letter);
        if let Some(digit) = digit
            && Some(digit) != last
        {
            code[filled] = digit;
            filled += 1;
            if filled == code.len() {
                break;
            }
        }
        // Equal digits count once also across `h` and `w`, but twice across a vowel.
        if !matches!(letter, b'h' | b'w') {
            last = digit;
        }
    }
    Some(code)
}

fn digit(letter: u8) -> Option<u8> {
    Some(match letter {
        b'b' | b'f' | b'p' | b'v' => b'1',
        b'c' | b'g' | b'j' | b'k' | b'q' | b's' | b'x' | b'z' => b'2',
        b'd' | b't' => b'3',
        b'l' => b'4',
        b'm' | b'n' => b'5',
        b'r' => b'6',
        _ => return None,
    })
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn soundex_follows_the_national_archives() {
        for (word, code) in [
            ("washington", "w252"),
            ("lee", "l000"),
            ("gutierrez", "g362"),
            ("pfister", "p236"),
            ("jackson", "j250"),
            ("tymczak", "t522"),
            ("ashcraft", "a261"),
            ("vandeusen", "v532"),
        ] {
            assert_eq!(
                soundex(word).as_ref().map(|code| &code[..]),
                Some(code.as_bytes()),
                "{word}"
            );
        }
        assert_eq!(soundex("1944"), None);
        assert_eq!(soundex("путин"), None);
    }

    #[test]
    fn the_higher_of_whole_and_parts_counts() {
        // By parts, in any order, whatever else is listed.
        assert_eq!(ofac_score("ivan petrov", "PETROV, Sergei Ivan"), 100);
        // As a whole, where a slip changes the sound.
        assert!(ofac_score("Bladimir Putin", "Vladimir Putin") >= 90);
        // A part without a counterpart counts as nothing.
        let whole = strsim::jaro_winkler("ivan tikriti", "ivan mosuli");
        assert_eq!(
            ofac_score("Ivan Tikriti", "Ivan Mosuli"),
            (whole * 100.0) as u8
        );
        assert_eq!(ofac_score("Brigade 44", "Brigade 44"), 100);
        assert_eq!(ofac_score("", "Putin"), 0);
        assert_eq!(ofac_score("...", "..."), 0);
    }

    proptest! {
        #[test]
        fn scores_are_from_0_to_100_and_the_same_name_scores_100(
            one in "\\PC{0,24}",
            other in "\\PC{0,24}",
        ) {
            prop_assert!(ofac_score(&one, &other) <= 100);
            if !parts(&one).is_empty() {
                prop_assert_eq!(ofac_score(&one, &one), 100);
                prop_assert_eq!(ofac_score(&one.to_uppercase(), &one.to_uppercase()), 100);
            }
        }

        #[test]
        fn the_order_of_the_parts_costs_nothing(words in prop::collection::vec("[a-z]{1,8}", 1..5)) {
            let turned: Vec<String> = words.iter().rev().cloned().collect();
            prop_assert_eq!(ofac_score(&words.join(" "), &turned.join(" ")), 100);
        }

        #[test]
        fn only_equal_parts_score_100(one in "[a-z]{1,8}", other in "[a-z]{1,8}") {
            prop_assert_eq!(ofac_score(&one, &other) == 100, one == other);
        }
    }
}
