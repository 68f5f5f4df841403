//! Numbers of passports and other documents, as authorities write them in running text.

use crate::watchlist::Identifier;
use crate::watchlist::nationality::{countries_named, nationality};
use crate::watchlist::text::tidy;

/// Reads `Passport no. A1 (Libyan). Issued 1999`, `French passport number 05AT521433`, `D 000974
/// (Afghan)`. `kind` is the type of document where the text names none.
pub(super) fn document(kind: &str, text: &str) -> Option<Identifier> {
    let text = tidy(text);
    let lower = text.to_ascii_lowercase();
    // What follows speaks of dates, offices and names.
    let end = [
        "issue",
        "expir",
        "valid until",
        "under name",
        "made out",
        "date of",
    ]
    .iter()
    .filter_map(|word| lower.find(word))
    .min()
    .filter(|&end| text.is_char_boundary(end))
    .unwrap_or(text.len());
    let whole = &*text;
    let text = &text[..end];
    let value = number(text)?;
    Some(Identifier {
        kind: kind_of(&lower[..end], kind).to_owned(),
        value,
        country: countries_named(text)
            .first()
            .copied()
            .or_else(|| in_parentheses(whole))
            .map(str::to_owned),
    })
}

/// The type of document that a text in lower case names.
fn kind_of<'a>(lower: &str, kind: &'a str) -> &'a str {
    const KINDS: [(&str, &str); 13] = [
        ("driving licen", "driving_licence"),
        ("driver", "driving_licence"),
        ("birth certificate", "birth_certificate"),
        ("travel document", "travel_document"),
        ("fiscal", "tax_id"),
        ("tax ", "tax_id"),
        ("passport", "passport"),
        ("identi", "national_id"),
        ("national no", "national_id"),
        ("nat id", "national_id"),
        ("id no", "national_id"),
        ("social security", "national_id"),
        ("ration card", "ration_card"),
    ];
    KINDS
        .into_iter()
        .find(|(word, _)| lower.contains(word))
        .map_or(kind, |(_, named)| named)
}

/// Words in capitals that say what a number is.
const LABELS: [&str; 16] = [
    "BIC", "BIN", "ID", "IIN", "IMO", "INN", "KPP", "NI", "NO", "OGRN", "OKPO", "PSRN", "SRN",
    "TIN", "UNP", "VAT",
];

/// The number itself: from the first word with a digit on, with letters in capitals around it.
fn number(text: &str) -> Option<String> {
    let outside = outside_parentheses(text);
    let words: Vec<&str> = outside
        .split_whitespace()
        .map(|word| {
            let word = word.trim_matches(['.', ',', ';', ':', '\'', '"', '(', ')']);
            // `number:A1`, `no.A1`
            match word.rsplit_once([':', '.']) {
                Some((label, rest)) if !label.bytes().any(|byte| byte.is_ascii_digit()) => rest,
                _ => word,
            }
        })
        .filter(|word| !word.is_empty())
        .collect();
    let has_digit = |word: &&str| word.bytes().any(|byte| byte.is_ascii_digit());
    let is_capitals =
        |word: &&str| word.len() <= 4 && word.bytes().all(|byte| byte.is_ascii_uppercase());
    let digits = |word: &str| word.bytes().filter(u8::is_ascii_digit).count();
    let first = words
        .iter()
        .position(|word| digits(word) >= 3)
        .or_else(|| words.iter().position(has_digit))?;
    let start = words[..first]
        .iter()
        .rposition(|word| !is_capitals(word) || LABELS.contains(word))
        .map_or(0, |at| at + 1);
    let end = words[first..]
        .iter()
        .position(|word| !has_digit(word) && !is_capitals(word))
        .map_or(words.len(), |at| first + at);
    let number = words[start..end].join(" ");
    (digits(&number) >= 3).then_some(number)
}

/// The country that stands alone in parentheses, which follows the dates at times.
fn in_parentheses(text: &str) -> Option<&'static str> {
    text.split('(')
        .skip(1)
        .filter_map(|rest| rest.split_once(')'))
        .find_map(|(inside, _)| nationality(inside))
}

fn outside_parentheses(text: &str) -> String {
    let mut depth = 0_usize;
    text.chars()
        .filter(|&c| {
            depth += usize::from(c == '(');
            let keep = depth == 0;
            if c == ')' {
                depth = depth.saturating_sub(1);
            }
            keep
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn numbers_are_found_with_type_and_country() {
        for (text, kind, value, country) in [
            (
                "Passport No: 592667 (Qatari passport issued on 3 May 2007).",
                "passport",
                "592667",
                Some("qa"),
            ),
            (
                "G123456 (Tunisian). Issued on 9 June 1999",
                "passport",
                "G123456",
                Some("tn"),
            ),
            (
                "French passport number 05AT521433",
                "passport",
                "05AT521433",
                Some("fr"),
            ),
            ("D 000974 (Afghan)", "passport", "D 000974", Some("af")),
            (
                "Mali Passport no.A1037434. Issued: 10/8/2001",
                "passport",
                "A1037434",
                Some("ml"),
            ),
            (
                "284158, expires 21 Aug 2005 (Iraq)",
                "passport",
                "284158",
                Some("iq"),
            ),
            (
                "Reference 62. Passport no. 9632078. issued 2006",
                "passport",
                "9632078",
                None,
            ),
            ("Passport number:F50859", "passport", "F50859", None),
            (
                "W374031, Tunisian national identity number issued",
                "national_id",
                "W374031",
                Some("tn"),
            ),
            (
                "Italian Fiscal Code JMM MDI 68A25 Z352D",
                "tax_id",
                "JMM MDI 68A25 Z352D",
                Some("it"),
            ),
            (
                "German travel document (Reiseausweis) A 0139243 (revoked as at Sep 2012)",
                "travel_document",
                "A 0139243",
                Some("de"),
            ),
            (
                "07442833 (USA driving licence). Expiry date 15 Mar 2016.",
                "driving_licence",
                "07442833",
                Some("us"),
            ),
            (
                "Omani ID No 98606491",
                "national_id",
                "98606491",
                Some("om"),
            ),
            ("P04581926", "passport", "P04581926", None),
            (
                "0018061/104 (issued on 12 Sept 1993)",
                "passport",
                "0018061/104",
                None,
            ),
        ] {
            let found = document("passport", text).unwrap();
            assert_eq!(
                (
                    found.kind.as_str(),
                    found.value.as_str(),
                    found.country.as_deref()
                ),
                (kind, value, country),
                "{text}"
            );
        }
        for text in ["", "Uganda Passport.", "Issued 1999 in Kabul", "no. 12"] {
            assert_eq!(document("passport", text), None, "{text}");
        }
    }

    proptest! {
        #[test]
        fn any_text_may_stand_there(text in "([0-9A-Zİé]{1,4}|[ ().,:;]|issued|no){0,15}") {
            document("passport", &text);
        }
    }
}
