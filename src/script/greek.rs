//! Greek in Latin letters.

use super::{Forms, Origin, inflection, latin};

const COST: u8 = 4;
const OTHER_COST: u8 = 8;

/// Adds the forms of a token in Greek letters: by the sound, as Greeks spell their names, then
/// letter by letter.
pub(super) fn read(folded: &str, forms: &mut Forms) {
    forms.add(Origin::Transliterated, COST, |out| {
        transliterate(folded, out);
    });
    forms.add(Origin::Alternative, OTHER_COST, |out| {
        write(folded, |_, _, _| None, ("h", "ou", "s"), out);
    });
    // Foreign names: `ου` before a vowel writes their `w`, `χ` their `h`, two letters their b, d, g.
    forms.add(Origin::Alternative, OTHER_COST, |out| {
        // There γ before a bright vowel is heard as y: `Γεβγκένι`.
        let rest = folded
            .strip_prefix('γ')
            .filter(|rest| rest.starts_with(['ε', 'ι']));
        if rest.is_some() {
            out.push('y');
        }
        let letters = rest.unwrap_or(folded);
        write(letters, pair_of_foreign_name, ("h", "w", "s"), out);
        soften_end(out);
    });
    // The same where Greek lacks their sh, and two letters that are heard as two.
    if folded.contains(['σ', 'ν']) {
        forms.add(Origin::Alternative, OTHER_COST, |out| {
            write(folded, soft_pair_of_foreign_name, ("h", "w", "sh"), out);
            soften_end(out);
        });
    }
    // The Slavic names in -ić.
    if folded.ends_with("ιτσ") {
        forms.add(Origin::Alternative, OTHER_COST, |out| {
            write(folded, slavic_pair, ("h", "w", "s"), out);
        });
    }
    inflection::greek_stems(folded, |stem, ending| {
        forms.add(Origin::Stem, OTHER_COST, |out| {
            transliterate(&format!("{stem}{ending}"), out);
        });
    });
}

/// Gives Russian names in -ov and -ev their v.
fn soften_end(out: &mut String) {
    if out.ends_with("of") || out.ends_with("ef") {
        out.pop();
        out.push('v');
    }
}

/// Appends the Latin letters of a folded token, by the sound.
pub(super) fn transliterate(folded: &str, out: &mut String) {
    write(folded, pair_by_sound, ("ch", "ou", "s"), out);
}

fn write(
    folded: &str,
    pair: impl Fn(char, char, Option<char>) -> Option<&'static str>,
    (chi, glide, sigma): (&'static str, &'static str, &'static str),
    out: &mut String,
) {
    let mut letters = folded.chars().peekable();
    let mut at_start = true;
    while let Some(c) = letters.next() {
        let mut ahead = letters.clone();
        if let Some(second) = ahead.next() {
            let third = ahead.next();
            let sound = if second == 'υ' && c == 'ο' {
                Some(if third.is_some_and(is_vowel) {
                    glide
                } else {
                    "ou"
                })
            } else if at_start && c == 'μ' && second == 'π' {
                Some("b")
            } else if at_start && c == 'ν' && second == 'τ' {
                Some("d")
            } else if at_start && c == 'γ' && second == 'κ' {
                Some("g")
            } else {
                pair(c, second, third)
            };
            if let Some(sound) = sound {
                out.push_str(sound);
                letters.next();
                at_start = false;
                continue;
            }
        }
        match c {
            'χ' => out.push_str(chi),
            'σ' if letters.peek().is_some_and(|&next| is_vowel(next)) => out.push_str(sigma),
            _ => match letter(c) {
                Some(text) => out.push_str(text),
                None => latin::push_ascii(c, out),
            },
        }
        at_start = false;
    }
}

/// Two letters that stand for one of another language wherever they are.
fn pair_of_foreign_name(c: char, second: char, third: Option<char>) -> Option<&'static str> {
    match (c, second) {
        ('μ', 'π') => Some("b"),
        ('ν', 'τ') => Some("d"),
        ('γ', 'κ') => Some("g"),
        ('τ', 'ζ') => Some("j"),
        ('γ', 'ι') if third.is_some_and(is_vowel) => Some("y"),
        ('γ', 'ε') => Some("ye"),
        _ => pair_by_sound(c, second, third),
    }
}

/// Letters that stand for others of another language between vowels.
fn soft_pair_of_foreign_name(c: char, second: char, third: Option<char>) -> Option<&'static str> {
    match (c, second) {
        ('ν', 'τ') => Some("nd"),
        ('τ', 'σ') => Some("ch"),
        _ => pair_of_foreign_name(c, second, third),
    }
}

/// Two letters that stand for one in a Slavic family name.
fn slavic_pair(c: char, second: char, third: Option<char>) -> Option<&'static str> {
    match (c, second) {
        ('τ', 'σ') => Some("ch"),
        ('τ', 'ζ') => Some("dzh"),
        _ => pair_of_foreign_name(c, second, third),
    }
}

/// Two letters that make one sound.
fn pair_by_sound(first: char, second: char, third: Option<char>) -> Option<&'static str> {
    let voiceless = matches!(
        third,
        None | Some('θ' | 'κ' | 'ξ' | 'π' | 'σ' | 'τ' | 'φ' | 'χ' | 'ψ')
    );
    Some(match (first, second) {
        ('α', 'υ') if voiceless => "af",
        ('α', 'υ') => "av",
        ('ε', 'υ') if voiceless => "ef",
        ('ε', 'υ') => "ev",
        ('μ', 'π') => "mb",
        ('ν', 'τ') => "nt",
        ('γ', 'κ') => "gk",
        ('γ', 'γ') => "ng",
        ('τ', 'ζ') => "tz",
        _ => return None,
    })
}

fn is_vowel(c: char) -> bool {
    matches!(c, 'α' | 'ε' | 'η' | 'ι' | 'ο' | 'υ' | 'ω')
}

fn letter(c: char) -> Option<&'static str> {
    Some(match c {
        'α' => "a",
        'β' => "v",
        'γ' => "g",
        'δ' => "d",
        'ε' => "e",
        'ζ' => "z",
        'η' | 'ι' => "i",
        'θ' => "th",
        'κ' => "k",
        'λ' => "l",
        'μ' => "m",
        'ν' => "n",
        'ξ' => "x",
        'ο' | 'ω' => "o",
        'π' => "p",
        'ρ' => "r",
        'σ' => "s",
        'τ' => "t",
        'υ' => "y",
        'φ' => "f",
        'ψ' => "ps",
        _ => return None,
    })
}

#[cfg(test)]
mod tests {
    use super::super::tests::{first, texts};

    #[test]
    fn greek_is_read_by_its_sound() {
        for (token, latin) in [
            ("Μητσοτάκης", "mitsotakis"),
            ("Παπανδρέου", "papandreou"),
            ("Μπακογιάννη", "bakogianni"),
            ("Ντόρα", "dora"),
            ("Γκίκας", "gikas"),
            ("Ευάγγελος", "evangelos"),
            ("Αϊμάν", "aiman"),
        ] {
            assert_eq!(first(token), latin);
        }
        assert!(texts("Ζαουάχρι").contains(&"zaouahri".to_owned()));
        assert!(texts("Ζαουάχρι").contains(&"zawahri".to_owned()));
        assert!(texts("Γεβγκένι").contains(&"yevgeni".to_owned()));
        assert!(texts("Σασένκο").contains(&"shashenko".to_owned()));
        assert!(texts("Σαντέρ").contains(&"shander".to_owned()));
        assert!(texts("Βάρνατζιτς").contains(&"varnadzhich".to_owned()));
        assert!(texts("Ευάγγελος").contains(&"eyaggelos".to_owned()));
    }
}
