//! Words in Arabic script (Arabic, Persian, Urdu, Pashto, Kurdish) in Latin letters.
//!
//! The script leaves short vowels out, so a word is spelled from a table of the words that names
//! are made of, alone or joined; any other word gets its consonants and long vowels only.

use std::sync::LazyLock;

use rustc_hash::FxHashMap;

use super::{Forms, Origin};

const COST: u8 = 5;
const SECOND_SPELLING_COST: u8 = 2;
const COMPOUND_COST: u8 = 3;
const JOINED_ARTICLE_COST: u8 = 8;
const PROCLITIC_COST: u8 = 12;
const GUESS_COST: u8 = 14;
const CONSONANTS_COST: u8 = 20;

/// Folded words and their Latin spellings, parted by spaces, the likeliest first.
static WORDS: LazyLock<FxHashMap<String, &str>> =
    LazyLock::new(|| super::words(include_str!("../../lists/knowledge/arabic-words.tsv")));

/// The article, alone and with the words of one letter that are written in one with it.
const ARTICLES: [(&str, bool); 6] = [
    (ARTICLE, false),
    ("وال", true),
    ("بال", true),
    ("لل", true),
    ("فال", true),
    ("كال", true),
];

const ARTICLE: &str = "ال";

/// The commonest of small words, which but for its last letter is the name Ali.
const ON: &str = "على";

/// Words of one letter that are written in one with the next: and, in, to, so.
const PROCLITICS: [&str; 4] = ["و", "ب", "ل", "ف"];

/// Folds a letter that is written for others, or in a form of its own; `None` for what is no
/// letter or is not written alike everywhere.
pub(super) fn fold(c: char) -> Option<char> {
    Some(match c {
        'ى' | 'ی' | 'ې' | 'ۍ' | 'ێ' | 'ے' | 'ؠ' => 'ي',
        'ک' | 'ڪ' => 'ك',
        'ھ' | 'ہ' | 'ۃ' | 'ە' | 'ة' => 'ه',
        'ٱ' => 'ا',
        'ں' => 'ن',
        'ۆ' | 'ۇ' | 'ۈ' | 'ۋ' => 'و',
        'ا'
        | 'ب'
        | 'ت'..='غ'
        | 'ف'..='و'
        | 'ي'
        | 'ٹ'
        | 'پ'
        | 'ځ'
        | 'څ'
        | 'چ'
        | 'ڈ'
        | 'ډ'
        | 'ړ'
        | 'ڑ'
        | 'ږ'
        | 'ژ'
        | 'ښ'
        | 'ڤ'
        | 'گ'
        | 'ڭ'
        | 'ڼ' => c,
        _ => return None,
    })
}

/// Adds the forms of a token in Arabic script.
pub(super) fn read(token: &str, folded: &str, forms: &mut Forms) {
    if token == ON {
        return forms.add(Origin::Transliterated, COST, |out| out.push_str("on"));
    }
    let mut is_known = read_known(folded, "", COST, forms);
    for (article, is_joined) in ARTICLES {
        if let Some(rest) = folded.strip_prefix(article).filter(|rest| !rest.is_empty()) {
            let cost = if is_joined { PROCLITIC_COST } else { COST };
            is_known |= read_known(rest, "", cost, forms);
            is_known |= read_known(rest, "al", cost.max(JOINED_ARTICLE_COST), forms);
        }
    }
    if is_known {
        return;
    }
    for proclitic in PROCLITICS {
        if let Some(rest) = folded
            .strip_prefix(proclitic)
            .filter(|rest| part(rest).is_some())
        {
            read_known(rest, "", PROCLITIC_COST, forms);
        }
    }
    read_letters(folded, Flavour::of(token), forms);
}

/// Adds the spellings of a word that the table knows, whole or as a compound; returns whether it
/// knows it whole, since two short words may also meet in one by chance.
fn read_known(word: &str, prefix: &str, cost: u8, forms: &mut Forms) -> bool {
    let Some(parts) = Parts::of(word) else {
        return false;
    };
    let is_whole = parts.second.is_none();
    let cost = if is_whole { cost } else { cost + COMPOUND_COST };
    let most = parts
        .iter()
        .map(|(spellings, _)| spellings.split(' ').count())
        .max();
    for at in 0..most.unwrap_or(0) {
        let cost = if at == 0 {
            cost
        } else {
            cost + SECOND_SPELLING_COST
        };
        forms.add(Origin::Transliterated, cost, |out| {
            out.push_str(prefix);
            for (spellings, ending) in parts.iter() {
                let spelling = spellings.split(' ').nth(at).or(spellings.split(' ').next());
                out.push_str(spelling.unwrap_or_default());
                out.push_str(ending);
            }
        });
    }
    is_whole
}

/// A word taken apart into one or two words of the table.
struct Parts {
    first: Part,
    second: Option<Part>,
}

/// The spellings of a word of the table, and the Latin ending that it bears.
type Part = (&'static str, &'static str);

impl Parts {
    fn of(word: &str) -> Option<Self> {
        if let Some(first) = part(word) {
            return Some(Self {
                first,
                second: None,
            });
        }
        if word.len() > MAX_COMPOUND {
            return None;
        }
        // The longest first part: what follows is most often a short, common word.
        word.char_indices()
            .rev()
            .map(|(at, _)| at)
            .filter(|&at| at >= MIN_PART)
            .find_map(|at| {
                let (first, rest) = word.split_at(at);
                if rest.len() < MIN_PART || first == ARTICLE {
                    return None;
                }
                let bare = rest.strip_prefix(ARTICLE).and_then(part);
                Some(Self {
                    first: part(first)?,
                    second: Some(part(rest).or(bare)?),
                })
            })
    }

    fn iter(&self) -> impl Iterator<Item = Part> {
        std::iter::once(self.first).chain(self.second)
    }
}

/// Two letters, in bytes.
const MIN_PART: usize = 4;

/// Thirty letters, in bytes: every place is tried, so hostile input must not set how many.
const MAX_COMPOUND: usize = 60;

/// Looks a word up, bare or with the ending -i of origin.
fn part(word: &str) -> Option<Part> {
    if let Some(spellings) = WORDS.get(word) {
        return Some((spellings, ""));
    }
    let stem = word
        .strip_suffix('ي')
        .filter(|stem| stem.len() > MIN_PART)?;
    Some((WORDS.get(stem)?, "i"))
}

/// Which of its languages the script is read as.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Flavour {
    Arabic,
    /// Persian, Urdu and their neighbours.
    Persian,
}

impl Flavour {
    /// Tells by the letters, and by the code points of letters, that only one side uses.
    fn of(token: &str) -> Self {
        if token.contains([
            'ی', 'ک', 'گ', 'پ', 'چ', 'ژ', 'ہ', 'ھ', 'ے', 'ں', 'ٹ', 'ڈ', 'ڑ', '\u{200C}',
        ]) {
            Self::Persian
        } else {
            Self::Arabic
        }
    }

    fn other(self) -> Self {
        match self {
            Self::Arabic => Self::Persian,
            Self::Persian => Self::Arabic,
        }
    }
}

/// Adds what the letters of an unknown word say, with the article apart and joined: with short
/// vowels by the commonest patterns of words, then without.
fn read_letters(folded: &str, flavour: Flavour, forms: &mut Forms) {
    let prefixes = [
        ("عبدال", "abdul"),
        (ARTICLE, "al"),
        ("وال", "al"),
        ("بال", "al"),
        ("لل", "al"),
    ];
    let (bare, prefix) = prefixes
        .iter()
        .find_map(|(letters, prefix)| {
            let rest = folded.strip_prefix(letters)?;
            (rest.chars().count() >= 3).then_some((rest, *prefix))
        })
        .unwrap_or((folded, ""));
    let sounds = sounds(bare, flavour);
    if prefix != "abdul" {
        forms.add(Origin::Transliterated, GUESS_COST, |out| {
            vocalize(&sounds, out);
        });
    }
    forms.add(Origin::Transliterated, GUESS_COST, |out| {
        out.push_str(prefix);
        vocalize(&sounds, out);
    });
    for (reading, is_own) in [(flavour, true), (flavour.other(), false)] {
        let sounds = self::sounds(bare, reading);
        for prefix in ["", prefix] {
            forms.add_vowelless(Origin::Transliterated, CONSONANTS_COST, |out| {
                out.push_str(prefix);
                write_sounds(&sounds, out);
            });
        }
        if is_own && prefix.is_empty() {
            read_borrowed(bare, flavour, forms);
        }
    }
}

/// Adds what the letters say if the word is a name from elsewhere: there is no letter for v, and in
/// Arabic none for p and ch; alif at the beginning only bears the vowel behind it.
fn read_borrowed(folded: &str, flavour: Flavour, forms: &mut Forms) {
    let is_arabic = flavour == Flavour::Arabic;
    let borne = [("اي", "i"), ("او", "u")];
    let borne = borne.into_iter().find_map(|(letters, vowel)| {
        let rest = folded.strip_prefix(letters)?;
        Some((vowel, rest))
    });
    let (vowel, rest) = borne.unwrap_or(("", folded));
    let letters = rest.replace(if is_arabic { "تش" } else { "چ" }, "چ");
    // The last f of Russian names is a v, whatever the others are.
    let last = letters
        .chars()
        .filter(|&c| c == 'ف')
        .count()
        .saturating_sub(1);
    for (first_v, p) in [
        (0, false),
        (last, false),
        (0, true),
        (last, true),
        (usize::MAX, true),
        (usize::MAX, false),
    ] {
        if p && !is_arabic {
            continue;
        }
        let mut sounds = sounds(&letters, flavour);
        let mut met = 0;
        for (at, sound) in sounds.iter_mut().enumerate() {
            match sound.text {
                "w" if at > 0 => {
                    sound.text = "u";
                    sound.is_vowel = true;
                }
                "f" => {
                    if met >= first_v {
                        sound.text = "v";
                    }
                    met += 1;
                }
                "b" if p => sound.text = "p",
                "gh" => sound.text = "g",
                _ => {}
            }
        }
        forms.add_vowelless(Origin::Transliterated, CONSONANTS_COST, |out| {
            out.push_str(vowel);
            write_sounds(&sounds, out);
        });
    }
}

/// What one letter stands for.
#[derive(Clone, Copy)]
struct Sound {
    /// Empty for the throat sound that Latin does not write.
    text: &'static str,
    is_vowel: bool,
}

/// Tells which letters are consonants and which long vowels.
fn sounds(folded: &str, flavour: Flavour) -> Vec<Sound> {
    let mut sounds = Vec::with_capacity(folded.len() / 2);
    let mut letters = folded.chars().peekable();
    let mut before = None;
    while let Some(c) = letters.next() {
        let after = letters.peek().copied();
        let beside_alif = before == Some('ا') || after == Some('ا');
        // Half-vowels are consonants at the start and beside a vowel.
        let is_half = before.is_none()
            || beside_alif && after.is_some()
            || matches!((c, after), ('و', Some('ي')) | ('ي', Some('و')));
        let vowel = |text| Sound {
            text,
            is_vowel: true,
        };
        let sound = match c {
            'ا' => vowel("a"),
            'و' if !is_half => vowel("u"),
            'ي' if !is_half => vowel("i"),
            'ه' if after.is_none() && !beside_alif => vowel("a"),
            _ => Sound {
                text: consonant(c, flavour)
                    .or_else(|| other(c))
                    .unwrap_or_default(),
                is_vowel: false,
            },
        };
        sounds.push(sound);
        before = Some(c);
    }
    sounds
}

/// Writes the sounds as they stand.
fn write_sounds(sounds: &[Sound], out: &mut String) {
    let mut before = None;
    for (at, sound) in sounds.iter().enumerate() {
        if at == 0 && sound.text.is_empty() {
            out.push('a');
        }
        // Two letters that Latin would read as one sound: sh, kh, ts, dj.
        let would_join = !sound.is_vowel
            && matches!(
                (before, sound.text.bytes().next()),
                (
                    Some(b's' | b'k' | b't' | b'd' | b'g' | b'z' | b'c' | b'b' | b'r' | b'p'),
                    Some(b'h')
                ) | (Some(b't' | b'd'), Some(b's' | b'z' | b'j' | b'c'))
                    | (Some(b's' | b'c'), Some(b'z' | b'c'))
            );
        if would_join {
            out.push('a');
        }
        out.push_str(sound.text);
        before = sound.text.bytes().last().or(before);
    }
}

/// Writes the sounds with short vowels between consonants, so that each syllable is a consonant, a
/// vowel and at most one consonant more: a, as is commonest, or i behind a long a in the pattern
/// of the doer (`khadim`, `mujahid`) and in that of `muslim`.
fn vocalize(sounds: &[Sound], out: &mut String) {
    let is_consonant = |at: usize| sounds.get(at).is_some_and(|sound| !sound.is_vowel);
    let shape = |pattern: &[bool]| {
        sounds.len() == pattern.len()
            && sounds
                .iter()
                .map(|sound| !sound.is_vowel)
                .eq(pattern.iter().copied())
    };
    let begins_with_m = sounds.first().is_some_and(|sound| sound.text == "m");
    let is_doer = shape(&[true, false, true, true]) && sounds[1].text == "a";
    let is_doer_with_m =
        begins_with_m && shape(&[true, true, false, true, true]) && sounds[2].text == "a";
    let is_doer_of_four = begins_with_m && shape(&[true; 4]);
    let mut has_vowel = false;
    for (at, sound) in sounds.iter().enumerate() {
        out.push_str(sound.text);
        if sound.is_vowel {
            has_vowel = true;
        } else if is_consonant(at + 1) {
            let is_last_but_one = at + 2 == sounds.len();
            if !has_vowel || is_last_but_one {
                out.push(match at {
                    0 if is_doer_with_m || is_doer_of_four => 'u',
                    _ if is_last_but_one && (is_doer || is_doer_with_m || is_doer_of_four) => 'i',
                    _ => 'a',
                });
                has_vowel = true;
            } else {
                // It closes the syllable; the next one needs a vowel of its own.
                has_vowel = false;
            }
        } else {
            has_vowel = false;
        }
    }
}

#[expect(clippy::match_same_arms, reason = "in the order of the alphabet")]
fn consonant(c: char, flavour: Flavour) -> Option<&'static str> {
    let persian = flavour == Flavour::Persian;
    Some(match c {
        'ب' => "b",
        'پ' => "p",
        'ت' | 'ط' | 'ٹ' => "t",
        'ث' if persian => "s",
        'ث' => "th",
        'ج' | 'ځ' => "j",
        'چ' => "ch",
        'ح' | 'ه' => "h",
        'خ' => "kh",
        'د' | 'ڈ' | 'ډ' => "d",
        'ذ' | 'ض' | 'ظ' if persian => "z",
        'ذ' => "dh",
        'ض' => "d",
        'ظ' | 'ز' => "z",
        'ر' | 'ړ' | 'ڑ' => "r",
        'ژ' | 'ږ' => "zh",
        'س' | 'ص' => "s",
        'ش' | 'ښ' => "sh",
        'څ' => "ts",
        'غ' => "gh",
        'ف' => "f",
        'و' if persian => "v",
        'و' => "w",
        'ي' => "y",
        'ڤ' => "v",
        'ق' => "q",
        'ك' => "k",
        'گ' => "g",
        'ڭ' => "ng",
        'ل' => "l",
        'م' => "m",
        'ن' | 'ڼ' => "n",
        _ => return None,
    })
}

/// A digit, or a letter of a language that is not read here.
fn other(c: char) -> Option<&'static str> {
    let text = any_ascii::any_ascii_char(c);
    text.bytes()
        .all(|b| b.is_ascii_lowercase() || b.is_ascii_digit())
        .then_some(text)
}

#[cfg(test)]
mod tests {
    use super::super::{
        Forms, forms,
        tests::{check_words, first, texts},
    };

    #[test]
    fn the_table_is_sound() {
        check_words(include_str!("../../lists/knowledge/arabic-words.tsv"));
    }

    #[test]
    fn small_words_are_no_names() {
        assert_eq!(texts("على"), ["on"]);
        assert_eq!(first("علی"), "ali");
        assert_eq!(texts("إلى"), ["to"]);
    }

    #[test]
    fn known_words_are_spelled_whole() {
        for (token, latin) in [
            ("محمد", "muhammad"),
            ("مُحَمَّد", "muhammad"),
            ("الظواهري", "zawahiri"),
            ("حسين", "hussein"),
            ("سلیمانی", "soleimani"),
            ("خامنه‌ای", "khamenei"),
            ("القاعدة", "qaida"),
            ("والقاعدة", "qaida"),
            ("عبدالرحمن", "abdulrahman"),
            ("غلامرضا", "ghulamreza"),
            ("احمدی‌نژاد", "ahmadinejad"),
            ("طيبہ", "tayyiba"),
        ] {
            assert_eq!(first(token), latin);
        }
        assert!(texts("الحوثي").contains(&"alhouthi".to_owned()));
        assert!(texts("ومحمد").contains(&"muhammad".to_owned()));
    }

    #[test]
    fn unknown_words_are_given_the_commonest_vowels() {
        for (token, latin) in [
            ("الطويسي", "tawisi"),
            ("حارس", "haris"),
            ("زاحف", "zahif"),
            ("ضرير", "darir"),
            ("مشكور", "mashkur"),
            ("مرشد", "murshid"),
            ("مناضل", "munadil"),
            ("خبار", "khabar"),
            ("تنتوش", "tantush"),
            ("عجوان", "ajwan"),
            ("عبدالقيصر", "abdulqisar"),
        ] {
            assert_eq!(first(token), latin);
        }
        assert_eq!(texts("الكواكبي")[..2], ["kawakbi", "alkawakbi"]);
    }

    #[test]
    fn unknown_words_keep_their_consonants() {
        let mut all = Forms::default();
        forms("الطويسي", &mut all);
        let vowelless: Vec<_> = all
            .iter()
            .filter(|form| form.vowelless)
            .map(|form| form.text)
            .collect();
        assert_eq!(vowelless[..2], ["twisi", "altwisi"]);
        assert!(texts("شهامتی").contains(&"shahamti".to_owned()));
    }
}
