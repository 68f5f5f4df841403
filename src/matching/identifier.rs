//! Identifiers: which tell a party from all others, and how sure a number in a text is one.

use super::{bare, bare_letters};
use crate::Identifier;

/// The mark that an aircraft is registered under.
pub(crate) const TAIL_NUMBER: &str = "tail_number";

/// The sorts of identifier that tell one party from all others. Telephones, websites, call signs
/// and the like are shared or given to another.
const TELLING: [&str; 18] = [
    "bic",
    "bik",
    "birth_certificate",
    "driving_licence",
    "duns",
    "imo",
    "imo_company",
    "isin",
    "lei",
    "military_id",
    "national_id",
    "passport",
    "registration",
    "serial_number",
    TAIL_NUMBER,
    "tax_id",
    "travel_document",
    "wallet",
];

/// Shorter numbers are used again and again.
const SHORTEST: usize = 6;
/// A shorter mark of an aircraft is left out: `N12`. One of four letters, `P-123`, needs its word.
const SHORTEST_CALLED_MARK: usize = 4;
const SHORTEST_MARK: usize = 5;
const LONGEST_MARK: usize = 7;
/// Fewer different letters are no number, but fill a field (`000000`).
const LEAST_LETTERS: usize = 3;
/// So long a number, or a wallet's address, is hardly another by chance; digits alone may be a telephone's.
const LONG: usize = 10;
const LONG_DIGITS: usize = 12;
const LONG_ADDRESS: usize = 20;

/// What an identifier is known by, if it tells.
pub(crate) fn telling_key(identifier: &Identifier) -> Option<String> {
    if !TELLING.contains(&identifier.kind.as_str()) {
        return None;
    }
    let mut key = bare(&identifier.value);
    match identifier.kind.as_str() {
        // The head office may be written with or without the branch that stands for none.
        "bic" if key.len() == 11 && key.ends_with("xxx") => key.truncate(8),
        "imo" | "imo_company" => key.retain(|c| c.is_ascii_digit()),
        _ => {}
    }
    let mut letters: Vec<char> = Vec::with_capacity(LEAST_LETTERS);
    for letter in key.chars() {
        if letters.len() < LEAST_LETTERS && !letters.contains(&letter) {
            letters.push(letter);
        }
    }
    let has_letter = key.bytes().any(|byte| !byte.is_ascii_digit());
    let shortest = if identifier.kind == TAIL_NUMBER && has_letter {
        SHORTEST_CALLED_MARK
    } else {
        SHORTEST
    };
    (key.len() >= shortest && letters.len() == LEAST_LETTERS).then_some(key)
}

/// What a number that is asked for may be known by: it is written bare (`9074729`), with its sort before it
/// (`IMO 9074729`, `passport:4507 123456`) or with the branch that stands for none.
pub(crate) fn keys_asked(written: &str) -> Vec<String> {
    let of_a_sort = written
        .split_once(':')
        .filter(|(sort, _)| TELLING.contains(&sort.trim().to_lowercase().as_str()));
    let key = bare(of_a_sort.map_or(written, |(_, number)| number));
    let shorter = [
        key.strip_prefix("imo"),
        key.strip_suffix("xxx").filter(|head| head.len() == 8),
    ];
    let shorter = shorter.into_iter().flatten().map(str::to_owned);
    let mut keys: Vec<String> = shorter.collect();
    keys.push(key);
    keys
}

/// Whether a word, or two with a hyphen between them, is written as the mark of an aircraft and nothing else is.
pub(crate) fn is_mark(written: &str) -> bool {
    // `AN-124` is a type.
    let is_type = written.split_once('-').is_some_and(|(maker, number)| {
        let is_digits = number.bytes().all(|byte| byte.is_ascii_digit());
        maker.bytes().all(|byte| byte.is_ascii_uppercase()) && is_digits && number.len() == 3
    });
    !is_type && bare_letters(written).count() >= SHORTEST_MARK && may_be_mark(written)
}

/// Whether it may be the mark of an aircraft (ICAO Annex 7): in capitals, with a hyphen or a digit. Lists have it
/// for a name.
pub(crate) fn may_be_mark(written: &str) -> bool {
    let letters = bare_letters(written).count();
    let mut parts = written.split('-');
    let is_plain = parts.all(|part| {
        let is_of_mark = |byte: u8| byte.is_ascii_uppercase() || byte.is_ascii_digit();
        !part.is_empty() && part.bytes().all(is_of_mark)
    });
    let hyphens = written.matches('-').count();
    let has = |is: fn(&u8) -> bool| written.as_bytes().iter().any(is);
    is_plain
        && (SHORTEST_CALLED_MARK..=LONGEST_MARK).contains(&letters)
        && has(u8::is_ascii_uppercase)
        && (hyphens == 1 || hyphens == 0 && has(u8::is_ascii_digit))
}

/// Whether a number that equals an identifier of a list, by its [key](telling_key), is that identifier
/// wherever it stands: it has check digits, the form of a bank's code, or so many letters that hardly another
/// number is the same.
pub(crate) fn speaks_for_itself(kind: &str, key: &str) -> bool {
    match kind {
        "wallet" => key.len() >= LONG_ADDRESS,
        "lei" => key.len() == 20 && remainder_97(key) == Some(1),
        "isin" => key.len() == 12 && is_luhn(key),
        "bic" => matches!(key.len(), 8 | 11),
        "imo" | "imo_company" => false,
        _ if key.bytes().all(|byte| byte.is_ascii_digit()) => key.len() >= LONG_DIGITS,
        _ => key.len() >= LONG,
    }
}

/// Whether a number may be an identifier of its sort where a word [calls](is_called) it one: a ship's number
/// has a check digit (IMO resolution A.1117(30)).
pub(crate) fn may_be_sound(kind: &str, key: &str) -> bool {
    if kind != "imo" {
        return true;
    }
    let digits: Vec<u32> = key.chars().filter_map(|c| c.to_digit(10)).collect();
    let weighted = digits.iter().zip((2..=7).rev());
    let sum: u32 = weighted.map(|(digit, weight)| digit * weight).sum();
    digits.len() == 7 && sum % 10 == digits[6]
}

/// Whether a word in small letters says that what follows is an identifier of a sort.
pub(crate) fn is_called(kind: &str, word: &str) -> bool {
    const PASSPORT: &[&str] = &[
        "passport",
        "passports",
        "pasaporte",
        "passeport",
        "passaporto",
        "passaporte",
        "paspoort",
        "pasaport",
        "reisepass",
        "паспорт",
        "паспорта",
        "جواز",
        "گذرنامه",
    ];
    const PERSON: &[&str] = &[
        "id",
        "identity",
        "identification",
        "identidad",
        "identite",
        "cedula",
        "cédula",
        "dni",
        "cnic",
        "nric",
        "curp",
        "cpf",
        "pesel",
        "tazkira",
        "licence",
        "license",
    ];
    const TAX: &[&str] = &[
        "tax",
        "taxpayer",
        "inn",
        "инн",
        "tin",
        "rfc",
        "nit",
        "ruc",
        "cuit",
        "vat",
        "nif",
        "cnpj",
        "fiscal",
        "steuernummer",
    ];
    const REGISTRATION: &[&str] = &[
        "registration",
        "registered",
        "register",
        "registry",
        "reg",
        "commercial",
        "ogrn",
        "огрн",
        "crn",
        "duns",
        "bik",
        "бик",
        "serial",
    ];
    const AIRCRAFT: &[&str] = &[
        "aeronave",
        "aircraft",
        "airbus",
        "avion",
        "boeing",
        "jet",
        "matricula",
        "matrícula",
        "plane",
        "reg",
        "registered",
        "registration",
        "tail",
        "борт",
        "самолёт",
        "самолет",
    ];
    let called: &[&str] = match kind {
        "passport" | "travel_document" => PASSPORT,
        "tax_id" => TAX,
        "imo" | "imo_company" => &["imo"],
        "bic" => &["bic", "swift"],
        "lei" => &["lei"],
        "isin" => &["isin"],
        "wallet" => &["address", "bitcoin", "btc", "eth", "usdt", "wallet", "xbt"],
        "registration" | "duns" | "bik" | "serial_number" => REGISTRATION,
        TAIL_NUMBER => AIRCRAFT,
        _ => PERSON,
    };
    called.contains(&word)
}

/// What is left of letters and digits divided by 97, letters counting from 10 (ISO 7064, as ISO 17442 has
/// it); `None` of anything else.
fn remainder_97(key: &str) -> Option<u32> {
    key.chars().try_fold(0, |left, c| {
        let value = c.to_digit(36)?;
        let shift = if value < 10 { 10 } else { 100 };
        Some((left * shift + value) % 97)
    })
}

/// Whether the last digit is right, letters counting from 10 (ISO 6166).
fn is_luhn(key: &str) -> bool {
    let mut digits = Vec::new();
    for c in key.chars() {
        match c.to_digit(36) {
            Some(value @ 0..10) => digits.push(value),
            Some(value) => digits.extend([value / 10, value % 10]),
            None => return false,
        }
    }
    let sum: u32 = digits
        .iter()
        .rev()
        .enumerate()
        .map(|(at, &digit)| {
            let doubled = digit * 2;
            if at % 2 == 0 {
                digit
            } else {
                doubled / 10 + doubled % 10
            }
        })
        .sum();
    sum.is_multiple_of(10)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn check_digits_are_reckoned() {
        assert!(may_be_sound("imo", "9074729"));
        assert!(!may_be_sound("imo", "9074728"));
        assert!(!may_be_sound("imo", "907472"));
        assert!(speaks_for_itself("lei", "529900t8bm49aursdo55"));
        assert!(!speaks_for_itself("lei", "529900t8bm49aursdo56"));
        assert!(speaks_for_itself("isin", "us0378331005"));
        assert!(!speaks_for_itself("isin", "us0378331006"));
    }

    #[test]
    fn short_numbers_want_a_word() {
        assert!(!speaks_for_itself("passport", "a123456"));
        assert!(speaks_for_itself("tax_id", "773605000342"));
        assert!(!speaks_for_itself("tax_id", "7736050003"));
        assert!(is_called("passport", "passport") && !is_called("passport", "tax"));
        assert!(is_called("imo", "imo") && !is_called("imo", "number"));
    }
}
