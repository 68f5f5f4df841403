//! Words in Hebrew script in Latin letters.

use std::sync::LazyLock;

use rustc_hash::FxHashMap;

use super::{Forms, Origin, latin};
use crate::knowledge::Knowledge;

const COST: u8 = 5;
const SECOND_SPELLING_COST: u8 = 7;
const PROCLITIC_COST: u8 = 12;
const CONSONANTS_COST: u8 = 20;
const JOINED_CONSONANTS_COST: u8 = 24;

/// The one that no name has before it: what begins with it is a noun, `הממשלה`, the government.
const ARTICLE: char = 'ה';

/// A word that is not known has a small one before it only where it is as long as this, in letters.
const LEAST_WITH_PROCLITIC: usize = 4;

/// Folded words and their Latin spellings, parted by spaces, the likeliest first.
static WORDS: LazyLock<FxHashMap<String, &str>> =
    LazyLock::new(|| super::words(include_str!("../../lists/knowledge/hebrew-words.tsv")));

/// Words of one letter that are written in one with the next: and, in, the, as, to, from, that.
const PROCLITICS: [char; 7] = ['ו', 'ב', 'ה', 'כ', 'ל', 'מ', 'ש'];

/// A word without the small one of a letter that it may begin with.
pub(super) fn without_proclitic(folded: &str) -> Option<&str> {
    folded.strip_prefix(PROCLITICS)
}

/// Whether a folded word is a name, or one of those that bodies are called by.
pub(super) fn is_known(folded: &str) -> bool {
    WORDS.contains_key(folded) || with_single_alef(folded).is_some()
}

/// A name of Arabic that is known, written with two letters for the long a that it ends in, and for the glottal
/// stop: `עלאא` for `עלא`.
fn with_single_alef(folded: &str) -> Option<&str> {
    let single = folded.strip_suffix('א')?;
    (single.ends_with('א') && WORDS.contains_key(single)).then_some(single)
}

/// Folds a letter in its form at the end of a word.
pub(super) fn fold(c: char) -> char {
    match c {
        'ך' => 'כ',
        'ם' => 'מ',
        'ן' => 'נ',
        'ף' => 'פ',
        'ץ' => 'צ',
        _ => c,
    }
}

/// Adds the forms of a token in Hebrew script: spelled, where the table knows it, else its
/// consonants and the vowels that are written.
pub(super) fn read(token: &str, folded: &str, forms: &mut Forms) {
    if read_known(folded, COST, forms) || read_joined(folded, COST, forms) {
        return;
    }
    if let Some(rest) = folded.strip_prefix(PROCLITICS)
        && (read_known(rest, PROCLITIC_COST, forms) || read_joined(rest, PROCLITIC_COST, forms))
    {
        return;
    }
    for hard in [false, true] {
        forms.add_vowelless(Origin::Transliterated, CONSONANTS_COST, |out| {
            write_consonants(token, hard, out);
        });
    }
    // `לאדהם`, to Adham; of three letters, few have a small one before them.
    let rest = token.strip_prefix(PROCLITICS);
    let may_be = !token.starts_with(ARTICLE) && folded.chars().count() >= LEAST_WITH_PROCLITIC;
    if let Some(rest) = rest.filter(|_| may_be) {
        for hard in [false, true] {
            forms.add_vowelless(Origin::Transliterated, JOINED_CONSONANTS_COST, |out| {
                write_consonants(rest, hard, out);
            });
        }
    }
    // At the beginning of names from elsewhere it is as often an f.
    let mut written = String::new();
    write_consonants(token, false, &mut written);
    if let Some(rest) = written.strip_prefix('p') {
        forms.add_vowelless(Origin::Transliterated, CONSONANTS_COST, |out| {
            out.push('f');
            out.push_str(rest);
        });
    }
}

/// Reads what a body is called where its name follows, for which the last letter changes: `אגודה`, association,
/// is `אגודת` in the name of one. Of names, the two are others.
fn read_joined(word: &str, cost: u8, forms: &mut Forms) -> bool {
    let Some(stem) = word.strip_suffix('ת') else {
        return false;
    };
    let alone = format!("{stem}ה");
    let knowledge = Knowledge::get();
    let spellings = WORDS.get(&alone).copied().unwrap_or_default();
    let mut spellings = spellings.split(' ');
    spellings.any(|word| knowledge.org_word(word).is_some()) && read_known(&alone, cost, forms)
}

fn read_known(word: &str, cost: u8, forms: &mut Forms) -> bool {
    let word = with_single_alef(word).unwrap_or(word);
    let Some(spellings) = WORDS.get(word) else {
        return false;
    };
    for (at, spelling) in spellings.split(' ').enumerate() {
        let cost = if at == 0 {
            cost
        } else {
            cost.max(SECOND_SPELLING_COST)
        };
        forms.add(Origin::Transliterated, cost, |out| out.push_str(spelling));
    }
    true
}

/// Writes the letters as they stand, since a geresh makes another consonant of the one before it.
///
/// Three letters have a hard and a soft sound: soft is what they mostly are inside a word, `hard`
/// what they are in names from other languages.
fn write_consonants(token: &str, hard: bool, out: &mut String) {
    let mut letters = token
        .chars()
        .map(fold)
        .filter(|&c| is_letter(c) || is_geresh(c))
        .peekable();
    let mut before = None;
    while let Some(c) = letters.next() {
        let marked = letters.next_if(|&c| is_geresh(c)).is_some();
        let after = letters.peek().copied();
        let at_start = before.is_none();
        let text = match c {
            // It only bears the vowel after it.
            'א' if at_start && matches!(after, Some('ו' | 'י')) => "",
            'ע' | 'ר' if marked => "gh",
            'א' | 'ע' if at_start || after.is_some() && c == 'א' => "a",
            'א' | 'ע' => "",
            'ב' if at_start || hard => "b",
            'ב' => "v",
            'ג' if marked => "j",
            'ג' => "g",
            'ד' => "d",
            'ה' if after.is_none() && !at_start => "a",
            'ה' => "h",
            'ו' if at_start || before == Some('ו') => "v",
            'ו' if after == Some('ו') => "",
            'ו' if hard => "u",
            'ו' => "o",
            'ז' if marked => "zh",
            'ז' => "z",
            'ח' if hard => "h",
            'ח' => "ch",
            'ט' | 'ת' => "t",
            'י' if at_start => "y",
            'י' if before == Some('י') => "",
            'י' => "i",
            'כ' if at_start || hard => "k",
            'כ' => "kh",
            'ל' => "l",
            'מ' => "m",
            'נ' => "n",
            'ס' => "s",
            'פ' if at_start || hard => "p",
            'פ' => "f",
            'צ' if marked => "ch",
            'צ' => "ts",
            'ק' => "k",
            'ר' => "r",
            'ש' => "sh",
            _ => {
                latin::push_ascii(c, out);
                ""
            }
        };
        // Two letters that Latin would read as one sound.
        if text == "ch" && before == Some('ס') {
            out.push('a');
        }
        out.push_str(text);
        before = Some(c);
    }
}

fn is_letter(c: char) -> bool {
    matches!(c, 'א'..='ת') || c.is_ascii_alphanumeric()
}

fn is_geresh(c: char) -> bool {
    matches!(c, '׳' | '\'' | '’')
}

#[cfg(test)]
mod tests {
    use super::super::tests::{check_words, first, texts};

    #[test]
    fn the_table_is_sound() {
        check_words(include_str!("../../lists/knowledge/hebrew-words.tsv"));
    }

    #[test]
    fn known_names_are_spelled_whole_and_others_by_their_consonants() {
        assert_eq!(first("חמאס"), "hamas");
        for word in ["עלא", "עלאא", "ועלאא"] {
            assert_eq!(first(word), "ala", "{word}");
        }
        assert_eq!(first("המצרית"), "egyptian");
        assert_eq!(first("וחמאס"), "hamas");
        assert_eq!(first("אברהם"), "avraham");
        assert_eq!(first("אגודת"), "association");
        // Sarah, which is no body, has no such form.
        assert_eq!(first("שרה"), "sara");
        assert_ne!(first("שרת"), "sara");
        // To Adham, whom the table does not know; of three letters, none is taken for small.
        assert!(texts("לאדהם").contains(&"adhm".to_owned()));
        assert!(!texts("לבן").contains(&"bn".to_owned()));
        // The government, which is nobody called Mishaal.
        assert!(texts("הממשלה").iter().all(|text| text.starts_with("hm")));
        assert_eq!(first("ז׳בוטינסקי"), "zhvotinski");
        assert!(texts("ז׳בוטינסקי").contains(&"zhbutinski".to_owned()));
    }
}
