//! Sees through letters of one alphabet that stand in for those of another they look like.

use super::detect::scripts_of;
use super::{Forms, Origin, Script, cyrillic, fold::fold, greek};

const COST: u8 = 3;

/// Adds the form of a token that mixes alphabets, all of it read in its main one.
///
/// Returns whether every letter of the other alphabets has a look-alike there; if not, the mixture
/// is no disguise, and nothing is added.
pub(super) fn read(token: &str, main: Script, forms: &mut Forms) -> bool {
    let replace = match main {
        Script::Latin => latin_like,
        Script::Cyrillic => cyrillic_like,
        Script::Greek => greek_like,
        _ => return false,
    };
    let mut unmasked = String::with_capacity(token.len());
    for c in token.chars() {
        let script = super::script_of(c);
        if script == main || script == Script::Other {
            unmasked.push(c);
        } else if let Some(same) = replace(c) {
            unmasked.push(same);
        } else {
            return false;
        }
    }
    let mut folded = String::with_capacity(unmasked.len());
    fold(&unmasked, &mut folded);
    let before = forms.len();
    forms.add(Origin::LookAlike, COST, |out| match main {
        Script::Cyrillic => cyrillic::transliterate(&folded, out),
        Script::Greek => greek::transliterate(&folded, out),
        _ => out.extend(folded.chars().filter(char::is_ascii_alphanumeric)),
    });
    forms.len() > before
}

/// Names the letters of a token that stand in for those of its main alphabet:
/// `Cyrillic а in a Latin word`.
pub(crate) fn look_alikes(token: &str) -> Option<String> {
    let scripts = scripts_of(token);
    let name = |script| match script {
        Script::Latin => Some("Latin"),
        Script::Cyrillic => Some("Cyrillic"),
        Script::Greek => Some("Greek"),
        _ => None,
    };
    let main = name(scripts.main).filter(|_| scripts.mixed_alphabets)?;
    let mut letters: Vec<String> = Vec::new();
    for c in token.chars() {
        let script = super::script_of(c);
        if let Some(other) = name(script).filter(|_| script != scripts.main) {
            let letter = format!("{other} {c}");
            if !letters.contains(&letter) {
                letters.push(letter);
            }
        }
    }
    Some(format!("{} in a {main} word", letters.join(", ")))
}

fn latin_like(c: char) -> Option<char> {
    Some(match c {
        'а' | 'А' | 'Α' | 'α' => 'a',
        'в' | 'В' | 'Β' | 'β' | 'ь' | 'Ь' => 'b',
        'с' | 'С' => 'c',
        'ԁ' => 'd',
        'е' | 'Е' | 'ё' | 'Ё' | 'Ε' | 'ε' | 'є' => 'e',
        'ґ' | 'г' => 'r',
        'һ' | 'Н' | 'н' | 'Η' | 'ћ' => 'h',
        'і' | 'І' | 'ї' | 'Ї' | 'Ι' | 'ι' => 'i',
        'ј' | 'Ј' => 'j',
        'к' | 'К' | 'Κ' | 'κ' => 'k',
        'м' | 'М' | 'Μ' => 'm',
        'п' | 'η' | 'Ν' => 'n',
        'о' | 'О' | 'Ο' | 'ο' | 'σ' => 'o',
        'р' | 'Р' | 'Ρ' | 'ρ' => 'p',
        'ԛ' => 'q',
        'ѕ' | 'Ѕ' => 's',
        'т' | 'Т' | 'Τ' | 'τ' => 't',
        'υ' | 'ц' | 'и' => 'u',
        'ν' | 'ѵ' => 'v',
        'ԝ' | 'ω' | 'ш' => 'w',
        'х' | 'Х' | 'Χ' | 'χ' => 'x',
        'у' | 'У' | 'Υ' | 'γ' => 'y',
        'Ζ' | 'з' | 'З' => 'z',
        _ => return None,
    })
}

fn cyrillic_like(c: char) -> Option<char> {
    Some(match c {
        'a' | 'A' | 'Α' | 'α' => 'а',
        'B' | 'Β' | 'β' => 'в',
        'c' | 'C' => 'с',
        'e' | 'E' | 'Ε' | 'ε' => 'е',
        'r' => 'г',
        'H' | 'Η' => 'н',
        'i' | 'I' | 'Ι' | 'ι' => 'і',
        'j' | 'J' => 'ј',
        'k' | 'K' | 'Κ' | 'κ' => 'к',
        'm' | 'M' | 'Μ' => 'м',
        'n' => 'п',
        'o' | 'O' | 'Ο' | 'ο' => 'о',
        'p' | 'P' | 'Ρ' | 'ρ' => 'р',
        's' | 'S' => 'ѕ',
        't' | 'T' | 'Τ' | 'τ' => 'т',
        'u' => 'и',
        'x' | 'X' | 'Χ' | 'χ' => 'х',
        'y' | 'Y' | 'Υ' | 'γ' => 'у',
        _ => return None,
    })
}

fn greek_like(c: char) -> Option<char> {
    Some(match c {
        'a' | 'A' | 'а' | 'А' => 'α',
        'B' | 'В' => 'β',
        'E' | 'e' | 'Е' | 'е' => 'ε',
        'Z' => 'ζ',
        'H' | 'Н' | 'n' => 'η',
        'I' | 'i' | 'І' | 'і' => 'ι',
        'K' | 'k' | 'К' | 'к' => 'κ',
        'M' | 'М' => 'μ',
        'N' | 'v' => 'ν',
        'O' | 'o' | 'О' | 'о' => 'ο',
        'P' | 'p' | 'Р' | 'р' => 'ρ',
        'T' | 't' | 'Т' | 'т' => 'τ',
        'Y' | 'u' | 'У' => 'υ',
        'X' | 'x' | 'Х' | 'х' => 'χ',
        'w' => 'ω',
        _ => return None,
    })
}

#[cfg(test)]
mod tests {
    use super::super::{Forms, Origin, forms, look_alikes};

    fn unmasked(token: &str) -> Option<String> {
        let mut all = Forms::default();
        forms(token, &mut all);
        let found = all.iter().find(|form| form.origin == Origin::LookAlike);
        found.map(|form| form.text.to_owned())
    }

    #[test]
    fn strange_letters_are_read_as_what_they_look_like() {
        for (token, read) in [
            ("Putіn", "putin"),
            ("РUТIN", "putin"),
            ("Оleg", "oleg"),
            ("Αssad", "assad"),
            ("Пyтин", "putin"),
            ("Cечин", "sechin"),
            ("Maдуро", "maduro"),
            ("Mητσοτάκης", "mitsotakis"),
        ] {
            assert_eq!(unmasked(token).as_deref(), Some(read), "{token}");
        }
    }

    #[test]
    fn words_of_one_alphabet_and_plain_mixtures_are_not_disguised() {
        for token in ["Putin", "Путин", "сосна", "KAMAZщик", "Müller"] {
            assert_eq!(unmasked(token), None, "{token}");
        }
    }

    #[test]
    fn strange_letters_are_named() {
        for (token, expected) in [
            ("Vlаdimir", Some("Cyrillic а in a Latin word")),
            ("РUТIN", Some("Cyrillic Р, Cyrillic Т in a Latin word")),
            ("Пyтин", Some("Latin y in a Cyrillic word")),
            ("Putin", None),
            ("Путин", None),
            ("MiG29", None),
        ] {
            assert_eq!(look_alikes(token).as_deref(), expected, "{token}");
        }
    }
}
