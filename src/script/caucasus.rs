//! Armenian and Georgian in Latin letters.

use super::{Forms, Origin, inflection, latin};

const COST: u8 = 4;
const WESTERN_COST: u8 = 8;
const STEM_COST: u8 = 8;
const FOREIGN_COST: u8 = 6;

/// Adds the forms of a token in Armenian letters: as Yerevan reads them, then as the diaspora does.
pub(super) fn read_armenian(folded: &str, forms: &mut Forms) {
    forms.add(Origin::Transliterated, COST, |out| {
        write_armenian(folded, |_| None, out);
    });
    forms.add(Origin::Alternative, WESTERN_COST, |out| {
        write_armenian(folded, western, out);
    });
    inflection::armenian_stems(folded, |stem, ending| {
        forms.add(Origin::Stem, STEM_COST, |out| {
            write_armenian(&format!("{stem}{ending}"), |_| None, out);
        });
    });
}

fn write_armenian(folded: &str, own: fn(char) -> Option<&'static str>, out: &mut String) {
    let mut letters = folded.chars().peekable();
    let mut at_start = true;
    while let Some(c) = letters.next() {
        match (c, letters.peek()) {
            ('ո', Some('ւ')) => {
                letters.next();
                out.push('u');
            }
            ('ե', _) if at_start => out.push_str("ye"),
            ('ո', _) if at_start => out.push_str("vo"),
            _ => match own(c).or_else(|| armenian(c)) {
                Some(text) => out.push_str(text),
                None => latin::push_ascii(c, out),
            },
        }
        at_start = false;
    }
}

fn armenian(c: char) -> Option<&'static str> {
    Some(match c {
        'ա' => "a",
        'բ' => "b",
        'գ' => "g",
        'դ' => "d",
        'ե' | 'է' | 'ը' => "e",
        'զ' => "z",
        'թ' | 'տ' => "t",
        'ժ' => "zh",
        'ի' => "i",
        'լ' => "l",
        'խ' => "kh",
        'ծ' | 'ց' => "ts",
        'կ' | 'ք' => "k",
        'հ' => "h",
        'ձ' => "dz",
        'ղ' => "gh",
        'ճ' | 'չ' => "ch",
        'մ' => "m",
        'յ' => "y",
        'ն' => "n",
        'շ' => "sh",
        'ո' | 'օ' => "o",
        'պ' | 'փ' => "p",
        'ջ' => "j",
        'ռ' | 'ր' => "r",
        'ս' => "s",
        'վ' | 'ւ' => "v",
        'և' => "ev",
        'ֆ' => "f",
        _ => return None,
    })
}

/// Letters that the west reads voiced where the east reads them voiceless, and the reverse.
fn western(c: char) -> Option<&'static str> {
    Some(match c {
        'բ' => "p",
        'պ' => "b",
        'գ' => "k",
        'կ' => "g",
        'դ' => "t",
        'տ' => "d",
        'ձ' => "ts",
        'ծ' => "dz",
        'ջ' => "ch",
        'ճ' => "j",
        _ => return None,
    })
}

/// Adds the form of a token in Georgian letters.
pub(super) fn read_georgian(folded: &str, forms: &mut Forms) {
    forms.add(Origin::Transliterated, COST, |out| {
        write_georgian(folded, "p", out);
    });
    // Names from elsewhere take an -i behind a consonant, and their f is written as a p.
    let is_open = |stem: &&str| !stem.ends_with(['ა', 'ე', 'ი', 'ო', 'უ']);
    let bare = folded.strip_suffix('ი').filter(is_open).unwrap_or(folded);
    for p in ["p", "f"] {
        for letters in [folded, bare] {
            forms.add(Origin::Alternative, FOREIGN_COST, |out| {
                write_georgian(letters, p, out);
            });
        }
    }
    inflection::georgian_stems(folded, |stem, ending| {
        forms.add(Origin::Stem, STEM_COST, |out| {
            write_georgian(stem, "p", out);
            write_georgian(ending, "p", out);
        });
    });
}

fn write_georgian(letters: &str, p: &str, out: &mut String) {
    for c in letters.chars() {
        match georgian(c) {
            Some(_) if c == 'ფ' => out.push_str(p),
            Some(text) => out.push_str(text),
            None => latin::push_ascii(c, out),
        }
    }
}

fn georgian(c: char) -> Option<&'static str> {
    Some(match c {
        'ა' => "a",
        'ბ' => "b",
        'გ' => "g",
        'დ' => "d",
        'ე' => "e",
        'ვ' => "v",
        'ზ' => "z",
        'თ' | 'ტ' => "t",
        'ი' => "i",
        'კ' | 'ქ' => "k",
        'ლ' => "l",
        'მ' => "m",
        'ნ' => "n",
        'ო' => "o",
        'პ' | 'ფ' => "p",
        'ჟ' => "zh",
        'რ' => "r",
        'ს' => "s",
        'უ' => "u",
        'ღ' => "gh",
        'ყ' => "q",
        'შ' => "sh",
        'ჩ' | 'ჭ' => "ch",
        'ც' | 'წ' => "ts",
        'ძ' => "dz",
        'ხ' => "kh",
        'ჯ' => "j",
        'ჰ' => "h",
        _ => return None,
    })
}

#[cfg(test)]
mod tests {
    use super::super::tests::{first, texts};

    #[test]
    fn armenian_and_georgian_are_read_letter_by_letter() {
        for (token, latin) in [
            ("Փաշինյան", "pashinyan"),
            ("Սարգսյան", "sargsyan"),
            ("Երևան", "yerevan"),
            ("Հարություն", "harutyun"),
            ("ივანიშვილი", "ivanishvili"),
            ("ჯუღაშვილი", "jughashvili"),
            ("ᲡᲐᲐᲙᲐᲨᲕᲘᲚᲘ", "saakashvili"),
        ] {
            assert_eq!(first(token), latin);
        }
        assert_eq!(texts("Պետրոս"), ["petros", "bedros"]);
    }
}
