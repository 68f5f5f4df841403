//! The free text of the Australian list, in which titles, documents and numbers stand behind labels, in
//! sentences or in lines of their own.

use super::document::document;
use super::push_new;
use crate::watchlist::enumeration::enumerated;
use crate::watchlist::{Entity, EntityKind, Identifier};

/// What stands behind a label.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Fact {
    Title,
    Gender,
    /// A number with digits, of this type unless its own words say another.
    Document(&'static str),
    /// A number of this type, whatever words are around it.
    Number(&'static str),
    /// A code of letters and digits.
    Code(&'static str),
    /// Telephone numbers, several of them.
    Phone(&'static str),
    Imo,
    /// Nothing to be kept, but it ends the value before.
    Other,
}

/// The labels, in lower case. Where one begins with another, the longer one stands first.
const LABELS: [(&str, Fact); 46] = [
    ("address", Fact::Other),
    ("listed on", Fact::Other),
    ("other information", Fact::Other),
    ("title", Fact::Title),
    ("designation", Fact::Title),
    ("last known position", Fact::Title),
    ("position", Fact::Title),
    ("military rank", Fact::Title),
    ("gender", Fact::Gender),
    ("sex", Fact::Gender),
    ("passport information", Fact::Document("passport")),
    ("passport number", Fact::Document("passport")),
    ("passport no", Fact::Document("passport")),
    ("passport", Fact::Document("passport")),
    (
        "national identification number",
        Fact::Document("national_id"),
    ),
    ("national identification no", Fact::Document("national_id")),
    ("national identity card", Fact::Document("national_id")),
    ("national id number", Fact::Document("national_id")),
    ("national id no", Fact::Document("national_id")),
    ("identity card no", Fact::Document("national_id")),
    ("id card no", Fact::Document("national_id")),
    ("id no", Fact::Document("national_id")),
    ("social security number", Fact::Document("national_id")),
    ("military service number", Fact::Number("military_id")),
    ("fiscal code", Fact::Number("tax_id")),
    ("national tax number", Fact::Number("tax_id")),
    ("tax id no", Fact::Number("tax_id")),
    ("tax id", Fact::Number("tax_id")),
    (
        "company identification number",
        Fact::Number("registration"),
    ),
    ("company identification no", Fact::Number("registration")),
    ("company registration number", Fact::Number("registration")),
    ("registered company number", Fact::Number("registration")),
    ("state registration number", Fact::Number("registration")),
    ("business registration number", Fact::Number("registration")),
    ("registration number", Fact::Number("registration")),
    ("registration id", Fact::Number("registration")),
    (
        "government gazette number",
        Fact::Number("government_gazette"),
    ),
    ("imo identification number", Fact::Imo),
    ("imo number", Fact::Imo),
    ("imo) number", Fact::Imo),
    ("imo", Fact::Imo),
    ("swift/bic", Fact::Code("bic")),
    ("swift", Fact::Code("bic")),
    ("legal entity identifier (lei)", Fact::Code("lei")),
    ("facsimile number", Fact::Phone("fax")),
    ("fax", Fact::Phone("fax")),
];

/// Labels of telephones, which are several forms of one word.
const PHONES: [&str; 6] = [
    "telephone numbers",
    "telephone number",
    "telephone",
    "phone number",
    "phone",
    "tel",
];

/// A label in a text.
#[derive(Clone, Copy, Debug)]
struct Label {
    fact: Fact,
    /// Where it begins, with the words that belong to it: `Spanish Identity Card No`.
    start: usize,
    end: usize,
}

/// Takes out of the free text what stands behind labels in it.
pub(super) fn read_information(text: &str, entity: &mut Entity) {
    let labels = labels(text);
    for (index, label) in labels.iter().enumerate() {
        let next = labels
            .get(index + 1)
            .map_or(text.len(), |label| label.start);
        // Behind the label, with the words before it, since they name the country.
        let value = text.get(label.end..next).unwrap_or_default();
        read_fact(label.fact, &text[label.start..label.end], value, entity);
    }
    for word in text.split([' ', '\n', ';', ',', '(', ')']) {
        let word = word.trim_matches(['.', ':', '/', '\'']);
        let word = word.strip_prefix("mailto:").unwrap_or(word);
        let kind = if word.contains('@') && word.contains('.') {
            "email"
        } else if ["http://", "https://", "www."]
            .iter()
            .any(|start| word.to_ascii_lowercase().starts_with(start))
        {
            "website"
        } else {
            continue;
        };
        // The notices of the police are about the party, not its own.
        if !word.contains("interpol.int") {
            push(kind, word, entity);
        }
    }
}

fn read_fact(fact: Fact, label: &str, value: &str, entity: &mut Entity) {
    let value = value.trim_start_matches(|c: char| c.is_whitespace() || ".:-".contains(c));
    match fact {
        Fact::Title => {
            let sentence = value[..sentence_end(value)].trim_end();
            let sentence = sentence.trim_end_matches(['.', ';']);
            for title in enumerated(sentence) {
                if !matches!(title.to_ascii_lowercase().as_str(), "na" | "n/a") {
                    push_new(&mut entity.titles, title);
                }
            }
        }
        Fact::Gender => {
            let word = value.split(|c: char| !c.is_alphabetic()).next();
            entity.gender = word.and_then(|word| word.parse().ok()).or(entity.gender);
        }
        Fact::Document(kind) => {
            for text in numbers(value) {
                let found = document(kind, &text).map(|mut found| {
                    if found.country.is_none() {
                        found.country =
                            document(kind, &format!("{label} 000")).and_then(|label| label.country);
                    }
                    found
                });
                if let Some(found) = found {
                    push_new(&mut entity.identifiers, found);
                }
            }
        }
        Fact::Number(kind) => {
            for text in numbers(value) {
                if let Some(found) = document(kind, &format!("{label} {text}")) {
                    let kind = kind.to_owned();
                    push_new(&mut entity.identifiers, Identifier { kind, ..found });
                }
            }
        }
        Fact::Code(kind) => {
            let word = value.split_whitespace().next().unwrap_or_default();
            let word = word.trim_end_matches(['.', ',', ';']);
            if word.len() >= 8 && word.bytes().all(|byte| byte.is_ascii_alphanumeric()) {
                push(kind, word, entity);
            }
        }
        Fact::Phone(kind) => {
            let is_phone = |c: char| c.is_ascii_digit() || "+()- /;,".contains(c);
            let end = value.find(|c| !is_phone(c)).unwrap_or(value.len());
            for number in value[..end].split([';', ',']) {
                let number = number.trim_matches([' ', '-', '/', '(']);
                if number.bytes().filter(u8::is_ascii_digit).count() >= 4 {
                    push(kind, number, entity);
                }
            }
        }
        Fact::Imo => push_imo(&value[..sentence_end(value)], entity),
        Fact::Other => {}
    }
}

/// Keeps the first number that can be one of the International Maritime Organization: a ship's own,
/// or a company's.
pub(super) fn push_imo(text: &str, entity: &mut Entity) {
    let kind = if entity.kind == EntityKind::Vessel {
        "imo"
    } else {
        "imo_company"
    };
    let number = text
        .split(|c: char| !c.is_ascii_digit())
        .find(|digits| digits.len() == 7);
    if let Some(number) = number {
        push(kind, number, entity);
    }
}

fn push(kind: &str, value: &str, entity: &mut Entity) {
    let identifier = Identifier {
        kind: kind.to_owned(),
        value: value.to_owned(),
        country: None,
    };
    push_new(&mut entity.identifiers, identifier);
}

/// The pieces of a value that hold a number each: of an enumeration, or parted by semicolons.
fn numbers(value: &str) -> Vec<String> {
    let value = value[..sentence_end(value)].trim_end_matches('.');
    // Left standing where a number was filled in later.
    let value = value.strip_prefix("na ").unwrap_or(value);
    let has_number = |text: &str| text.bytes().filter(u8::is_ascii_digit).count() >= 3;
    // A line may end before the number, but not after it.
    let line_end = value
        .match_indices('\n')
        .map(|(at, _)| at)
        .find(|&at| has_number(&value[..at]))
        .unwrap_or(value.len());
    let is_enumerated = enumerated(value).len() > 1;
    let value = if is_enumerated {
        value
    } else {
        &value[..line_end]
    };
    enumerated(value)
        .iter()
        .flat_map(|piece| piece.split(';'))
        .filter(|piece| has_number(piece))
        .map(str::to_owned)
        .collect()
}

/// The labels in a text, in order. One that stands in an enumeration of numbers belongs to its value.
fn labels(text: &str) -> Vec<Label> {
    let lower = text.to_ascii_lowercase();
    let mut labels: Vec<Label> = Vec::new();
    let mut from = 0;
    for (at, c) in text.char_indices() {
        let before = text[..at].chars().next_back();
        if at < from || !c.is_ascii_alphabetic() || before.is_some_and(char::is_alphanumeric) {
            continue;
        }
        let phones = PHONES.iter().map(|&label| (label, Fact::Phone("phone")));
        let found = LABELS
            .iter()
            .copied()
            .chain(phones)
            .find(|(label, fact)| fits(&lower[at..], label, *fact));
        let Some((word, fact)) = found else {
            continue;
        };
        let end = at + word.len();
        let is_number = matches!(fact, Fact::Document(_) | Fact::Number(_));
        let start = if is_number {
            with_words_before(text, at)
        } else {
            at
        };
        // `Pakistani passport number` is a label too, but most of what is written small is not.
        let is_small = c.is_ascii_lowercase();
        if is_small && (start == at || !matches!(fact, Fact::Document(_))) {
            continue;
        }
        let follows_number = labels
            .last()
            .is_some_and(|last| matches!(last.fact, Fact::Document(_) | Fact::Number(_)));
        if is_number && follows_number && is_enumerated(&text[..start]) {
            continue;
        }
        from = end;
        labels.push(Label { fact, start, end });
    }
    labels
}

/// Whether a text in lower case begins with a label, and not merely with its letters.
fn fits(lower: &str, label: &str, fact: Fact) -> bool {
    let Some(after) = lower.strip_prefix(label) else {
        return false;
    };
    match fact {
        // Such words are also found in sentences.
        Fact::Title | Fact::Gender | Fact::Other => after.trim_start().starts_with(':'),
        _ => !after.starts_with(char::is_alphabetic),
    }
}

/// Where the words in capitals begin that stand right before a label in the same line.
fn with_words_before(text: &str, at: usize) -> usize {
    const MOST_WORDS: usize = 3;
    let mut start = at;
    for _ in 0..MOST_WORDS {
        let Some(before) = text[..start].strip_suffix(' ') else {
            break;
        };
        let word_start = before.rfind(|c: char| !c.is_alphabetic()).map_or(0, |end| {
            end + before[end..].chars().next().map_or(1, char::len_utf8)
        });
        if !before[word_start..].starts_with(char::is_uppercase) {
            break;
        }
        start = word_start;
    }
    start
}

/// Whether a text ends with the mark of an enumeration: `a) `, `2) `.
fn is_enumerated(before: &str) -> bool {
    let Some(marked) = before.trim_end().strip_suffix(')') else {
        return false;
    };
    let mut chars = marked.chars().rev();
    chars.next().is_some_and(|c| c.is_ascii_alphanumeric())
        && chars.next().is_none_or(|c| !c.is_alphanumeric())
}

/// Where the first sentence ends: a full stop before a capital, but not one of an abbreviation.
fn sentence_end(text: &str) -> usize {
    text.match_indices('.')
        .find(|(at, _)| {
            let word = text[..*at].rsplit([' ', '(']).next().unwrap_or_default();
            let is_abbreviation =
                word.chars().count() <= 3 && word.chars().all(char::is_alphabetic);
            let after = &text[at + 1..];
            !is_abbreviation
                && after.starts_with(char::is_whitespace)
                && after.trim_start().starts_with(char::is_uppercase)
        })
        .map_or(text.len(), |(at, _)| at)
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn read(kind: EntityKind, text: &str) -> Entity {
        let mut entity = Entity::new("1", kind, "X");
        read_information(text, &mut entity);
        entity
    }

    #[test]
    fn facts_of_people_are_taken_out_of_sentences() {
        let entity = read(
            EntityKind::Person,
            "Title: a) Mullah b) Haji. Designation: a) Minister of X b) Governor. Passport no.: a) Afghan \
             passport number OR1961825 issued on 4 Feb. 2003 b) D000974. National identification no.: na \
             Sex: Male. Member of Y. Passport no: lost. Email: max@a.example. Spanish Identity Card No: \
             78.865.693. National identification no.: na Qatar number 27763401255. Passport no.:na \
             Listed on: 25 Jan. 2001. Pakistani passport \
             number BP4199631 cancelled as of 2013. See http://www.interpol.int/n/1 and https://b.example/x.",
        );
        assert_eq!(
            entity.titles,
            ["Mullah", "Haji", "Minister of X", "Governor"]
        );
        assert_eq!(entity.gender.unwrap().as_str(), "male");
        assert_identifiers(
            &entity,
            &[
                ("passport", "OR1961825", Some("af")),
                ("passport", "D000974", None),
                ("national_id", "78.865.693", Some("es")),
                ("national_id", "27763401255", Some("qa")),
                ("passport", "BP4199631", Some("pk")),
                ("email", "max@a.example", None),
                ("website", "https://b.example/x", None),
            ],
        );
    }

    #[test]
    fn a_label_in_an_enumeration_is_part_of_it() {
        let entity = read(
            EntityKind::Person,
            "National identification no.: a) United States Social Security Number 548-91-5411 b) \
             Jordanian national number 9681029476.  Other information: In custody. Military Service \
             Number: BC17444. Military rank: General. Passport: 403062567 (US).",
        );
        assert_eq!(entity.titles, ["General"]);
        assert_identifiers(
            &entity,
            &[
                ("national_id", "548-91-5411", Some("us")),
                ("national_id", "9681029476", Some("jo")),
                ("military_id", "BC17444", None),
                ("passport", "403062567", Some("us")),
            ],
        );
    }

    #[test]
    fn facts_of_bodies_stand_in_lines() {
        let entity = read(
            EntityKind::Organization,
            "Bank.\nTel: +963 112110059; +963 112110043;\nFax: +963 933333149\nRegistration ID: \
             1027800000084 (Russia)\nTax ID No.: 7831000122 (Russia)\nWebsite: www.a.example\nSWIFT/BIC: \
             ROSYRU2P\nCompany identification number: 1025100864117;http://b.example/\nIMO Number: \
             5342883. The Company.",
        );
        assert_identifiers(
            &entity,
            &[
                ("phone", "+963 112110059", None),
                ("phone", "+963 112110043", None),
                ("fax", "+963 933333149", None),
                ("registration", "1027800000084", Some("ru")),
                ("tax_id", "7831000122", Some("ru")),
                ("bic", "ROSYRU2P", None),
                ("registration", "1025100864117", None),
                ("imo_company", "5342883", None),
                ("website", "www.a.example", None),
                ("website", "http://b.example", None),
            ],
        );
    }

    fn assert_identifiers(entity: &Entity, expected: &[(&str, &str, Option<&str>)]) {
        let found: Vec<(&str, &str, Option<&str>)> = entity
            .identifiers
            .iter()
            .map(|id| (id.kind.as_str(), id.value.as_str(), id.country.as_deref()))
            .collect();
        assert_eq!(found, expected);
    }

    proptest! {
        #[test]
        fn no_text_makes_the_reader_panic(text in "([A-Za-zÀ-ǅ0-9:;.() \n]|Passport no|Title|IMO|Tel|Sex|a\\)){0,60}") {
            read(EntityKind::Person, &text);
        }
    }
}
