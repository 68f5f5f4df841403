//! Names in the fields of a form: `Surname: VARNAKOV / Given names: Gleb` is read as `VARNAKOV, Gleb`.

use std::ops::Range;

use super::gap::Gap;
use super::token::{Token, take_out};

/// What the field of a family name is called, in small letters.
const FAMILY: [&str; 22] = [
    "achternaam",
    "apelido",
    "apellido",
    "apellidos",
    "cognome",
    "familienname",
    "family name",
    "family names",
    "last name",
    "last names",
    "lastname",
    "nachname",
    "nazwisko",
    "nom",
    "nom de famille",
    "sobrenome",
    "soyadi",
    "soyadı",
    "surname",
    "surnames",
    "прізвище",
    "фамилия",
];
/// The same of given names.
const GIVEN: [&str; 24] = [
    "adi",
    "adı",
    "first name",
    "first names",
    "firstname",
    "forename",
    "forenames",
    "given name",
    "given names",
    "imiona",
    "imię",
    "nome",
    "nombre",
    "nombres",
    "prénom",
    "prénoms",
    "voornaam",
    "voornamen",
    "vorname",
    "vornamen",
    "имя",
    "имя и отчество",
    "ім'я",
    "ім\u{2019}я",
];
/// The longest of them has so many words.
const MOST_WORDS: usize = 3;
/// A name in a field has no more.
const MOST_IN_FIELD: usize = 6;

#[derive(Clone, Copy, PartialEq, Eq)]
enum Field {
    Family,
    Given,
}

/// A field by what calls it so, as tokens.
struct Called {
    field: Field,
    tokens: Range<usize>,
    /// Nothing but a name parts it from the field before.
    goes_on: bool,
}

/// Takes what a second field is called out of the tokens from a place on, so that the name goes on from field to field.
/// Of more than two fields in a row nobody can tell which belong together, least of all where a long text is cut.
pub(super) fn join(text: &str, begin: usize, tokens: &mut Vec<Token>) {
    let fields = fields(text, begin, tokens);
    let mut taken_out: Vec<Range<usize>> = Vec::new();
    for row in fields.chunk_by(|_, next| next.goes_on) {
        let [first, second] = row else { continue };
        if first.field != second.field {
            tokens[second.tokens.end].gap = match second.field {
                Field::Given => Gap::Comma,
                Field::Family => Gap::Space,
            };
            taken_out.push(second.tokens.clone());
        }
    }
    take_out(taken_out, tokens);
}

/// The fields from a token on.
fn fields(text: &str, begin: usize, tokens: &[Token]) -> Vec<Called> {
    let mut fields: Vec<Called> = Vec::new();
    for at in begin + 1..tokens.len() {
        if tokens[at].gap != Gap::Stop || !opens_field(text, tokens[at - 1].end) {
            continue;
        }
        if let Some((field, called)) = field_before(text, begin, tokens, at) {
            let goes_on = fields.last().is_some_and(|before| {
                is_value(&tokens[before.tokens.end..called.start])
                    && !is_other_record(text, &tokens[called.start - 1..=called.start])
            });
            fields.push(Called {
                field,
                tokens: called,
                goes_on,
            });
        }
    }
    fields
}

/// Whether a colon stands at a place, or right behind it.
fn opens_field(text: &str, end: u32) -> bool {
    text[end as usize..]
        .trim_start()
        .starts_with([':', '\u{FF1A}'])
}

/// The field that the words before a token call by its name, and these words.
fn field_before(
    text: &str,
    begin: usize,
    tokens: &[Token],
    at: usize,
) -> Option<(Field, Range<usize>)> {
    let longest = at.saturating_sub(MOST_WORDS).max(begin);
    (longest..at).find_map(|first| {
        let begin = tokens[first].start as usize;
        let called = text[begin..tokens[at - 1].end as usize].to_lowercase();
        let is_called = |names: &[&str]| names.contains(&called.as_str());
        let field = if is_called(&FAMILY) {
            Field::Family
        } else if is_called(&GIVEN) {
            Field::Given
        } else {
            return None;
        };
        // `Father's first name`
        let is_anothers = tokens[first].gap == Gap::Ending;
        (!is_anothers).then_some((field, first..at))
    })
}

/// Whether a blank line stands between two tokens.
fn is_other_record(text: &str, tokens: &[Token]) -> bool {
    let [before, after] = tokens else {
        return false;
    };
    text[before.end as usize..after.start as usize]
        .matches('\n')
        .count()
        > 1
}

/// Whether the words between two fields are a name alone.
fn is_value(tokens: &[Token]) -> bool {
    let parts = |token: &Token| matches!(token.gap, Gap::Stop | Gap::Period | Gap::Paragraph);
    !tokens.is_empty() && tokens.len() <= MOST_IN_FIELD && !tokens[1..].iter().any(parts)
}

#[cfg(test)]
mod tests {
    use super::super::tokenize;
    use super::*;

    fn read(text: &str) -> (Vec<&str>, Vec<Gap>) {
        let mut tokens = Vec::new();
        tokenize(text, &mut tokens);
        let words = tokens.iter().map(|token| token.surface(text)).collect();
        (words, tokens.iter().map(|token| token.gap).collect())
    }

    #[test]
    fn a_name_goes_on_from_field_to_field() {
        let (words, gaps) = read("Surname: VARNAKOV\nGiven names: Gleb Boris\nBorn: 1960");
        assert_eq!(
            words,
            ["Surname", "VARNAKOV", "Gleb", "Boris", "Born", "1960"]
        );
        assert_eq!(gaps[1..3], [Gap::Stop, Gap::Comma]);
        let (words, gaps) = read("Имя: Глеб; Фамилия: Варнаков");
        assert_eq!(words, ["Имя", "Глеб", "Варнаков"]);
        assert_eq!(gaps[2], Gap::Space);
    }

    #[test]
    fn other_fields_are_left_as_they_are() {
        for (text, count) in [
            ("Surname: VARNAKOV\nBorn: 1960", 4),
            ("Surname: VARNAKOV. He left.\nGiven names: Gleb", 7),
            ("His surname is VARNAKOV, given names: Gleb", 7),
            ("Surname: VARNAKOV\nSurname: Kashkulov", 4),
            ("Given names: Gleb\n\nSurname: VARNAKOV", 5),
            ("Surname: VARNAKOV\nFather's first name: Gleb", 6),
            ("Surname: A\nGiven names: B\nSurname: C", 7),
        ] {
            assert_eq!(read(text).0.len(), count, "{text}");
        }
    }
}
