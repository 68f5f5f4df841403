//! Words in Arabic script (Arabic, Persian, Urdu, Pashto, Kurdish) in Latin letters.
//!
//! The script leaves short vowels out, so a word is spelled from a table of the words that names
//! are made of, alone or joined; any other word gets its consonants and long vowels only.

use std::sync::LazyLock;

use rustc_hash::FxHashMap;

use self::letters::{Flavour, read_letters};
use super::{Forms, Origin};

mod letters;

const COST: u8 = 5;
const SECOND_SPELLING_COST: u8 = 2;
const COMPOUND_COST: u8 = 3;
const JOINED_ARTICLE_COST: u8 = 8;
const PROCLITIC_COST: u8 = 12;

/// Folded words and their Latin spellings, parted by spaces, the likeliest first.
static WORDS: LazyLock<FxHashMap<String, &str>> =
    LazyLock::new(|| super::words(include_str!("../../lists/knowledge/arabic-words.tsv")));

/// The article, alone and with the words of one letter that are written in one with it.
const ARTICLES: [(&str, bool); 6] = [
    (ARTICLE, false),
    (OATH, true),
    ("بال", true),
    ("لل", true),
    ("فال", true),
    ("كال", true),
];

const ARTICLE: &str = "ال";

/// And the; in names of Persian it stands for the oath that chapters of the Quran begin with, and belongs to them:
/// `والفجر`, Valfajr.
const OATH: &str = "وال";

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
            if article == OATH {
                read_known(rest, "val", cost, forms);
            }
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

/// A folded word without the article or another word that is written in one with it, and whether that was
/// the article.
pub(super) fn bare(folded: &str) -> impl Iterator<Item = (&str, bool)> {
    let articles = ARTICLES
        .iter()
        .filter_map(|(article, _)| Some((folded.strip_prefix(article)?, true)));
    let proclitics = PROCLITICS.iter().chain([&"ك"]);
    articles
        .chain(proclitics.filter_map(|proclitic| Some((folded.strip_prefix(proclitic)?, false))))
}

/// Whether a word has the article, joined to another small word or not.
pub(crate) fn has_arabic_article(word: &str) -> bool {
    ARTICLES
        .iter()
        .any(|(article, _)| word.starts_with(article))
}

/// Whether the table knows a folded word.
pub(super) fn is_known(folded: &str) -> bool {
    WORDS.contains_key(folded)
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
        assert!(texts("والفجر").contains(&"valfajr".to_owned()));
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
