//! Words of Han characters, Kana and Hangul that are read whole: what organisations are called,
//! places, and names of another country's people.
//!
//! These scripts set no blanks between words, or join small ones to them, and spell what they
//! borrow by its sound. A table tells the words that a text is cut by; beyond it, a run of the
//! characters or syllables that only borrowed names are made of is a word too.

use std::ops::RangeInclusive;
use std::sync::LazyLock;

use rustc_hash::FxHashMap;

use super::hangul::{self, Soft};
use super::japanese;
use super::liquid::liquid_readings;
use super::{Forms, Origin, Script, script_of};
use crate::knowledge::Knowledge;

const COST: u8 = 3;
const SECOND_SPELLING_COST: u8 = 6;
const BORROWED_COST: u8 = 12;

/// A longer run is no name.
const MOST_BORROWED: usize = 12;

struct Words {
    spellings: FxHashMap<String, &'static str>,
    /// The letters of the longest word by its first one.
    longest: FxHashMap<char, usize>,
}

static WORDS: LazyLock<Words> = LazyLock::new(|| {
    let mut words = Words {
        spellings: FxHashMap::default(),
        longest: FxHashMap::default(),
    };
    let text = include_str!("../../lists/knowledge/eastern-words.tsv");
    for (spellings, originals) in super::rows(text).filter_map(|row| row.split_once('\t')) {
        for word in originals.split(' ') {
            let mut folded = String::with_capacity(word.len());
            super::fold(word, &mut folded);
            if let Some(first) = folded.chars().next() {
                let longest = words.longest.entry(first).or_default();
                *longest = (*longest).max(folded.chars().count());
            }
            words.spellings.insert(folded, spellings);
        }
    }
    words
});

/// Sounds of the characters that names are borrowed with.
static SOUNDS: LazyLock<FxHashMap<char, &str>> = LazyLock::new(|| {
    let text = include_str!("../../lists/knowledge/han-sounds.tsv");
    let rows = super::rows(text).filter_map(|row| row.split_once('\t'));
    rows.flat_map(|(sound, characters)| {
        let characters = characters.split(' ').filter_map(|text| text.chars().next());
        characters.map(move |character| (character, sound))
    })
    .collect()
});

/// The bytes of the word that a text of Han characters or Hangul begins with, if it is known, or
/// borrowed and of several characters; `before` is the character before the text.
pub(crate) fn eastern_word(text: &str, before: Option<char>) -> Option<usize> {
    if let Some(end) = ordinal(text, before) {
        return Some(end);
    }
    let known = known_word(text).filter(|&end| {
        let after = text[end..].chars().next();
        &text[..end] != KHAN || is_beside_dot(before, after)
    });
    known.or_else(|| match script_of(text.chars().next()?) {
        Script::Hangul if before.is_none_or(|c| script_of(c) != Script::Hangul) => {
            borrowed_hangul(text)
        }
        Script::Han => japanese::long_family(text).or_else(|| borrowed_han(text, before)),
        _ => None,
    })
}

/// A part of names from elsewhere, and else the word for sweat.
const KHAN: &str = "汗";

/// The bytes of an ordinal number in digits that a text begins with: `第2`, `제2`.
fn ordinal(text: &str, before: Option<char>) -> Option<usize> {
    let rest = text.strip_prefix(ORDINAL)?;
    let is_inside =
        text.starts_with('제') && before.is_some_and(|c| script_of(c) == Script::Hangul);
    let digits = |c: char| c.is_ascii_digit() || ('０'..='９').contains(&c);
    let after = rest.trim_start_matches(digits);
    (!is_inside && after.len() < rest.len()).then(|| text.len() - after.len())
}

/// What stands before a number to make it an ordinal one, in Chinese and Japanese, and in Korean.
const ORDINAL: [char; 2] = ['第', '제'];

/// The digits of a folded ordinal number.
fn ordinal_digits(folded: &str) -> Option<&str> {
    let digits = folded.strip_prefix(ORDINAL)?;
    let is_number = !digits.is_empty() && digits.bytes().all(|byte| byte.is_ascii_digit());
    is_number.then_some(digits)
}

/// Whether a word is of one or two characters that stand for syllables, or of Hiragana, in which few names are
/// written, and is not known as a whole: what it sounds like may be anything.
pub(crate) fn is_scrap_of_syllables(folded: &str) -> bool {
    const HIRAGANA: RangeInclusive<char> = '\u{3041}'..='\u{309F}';
    let Some(first) = folded
        .chars()
        .next()
        .filter(|first| HIRAGANA.start() <= first)
    else {
        return false;
    };
    let is_few = folded.chars().nth(2).is_none();
    (is_few || HIRAGANA.contains(&first)) && !is_known(folded)
}

/// Whether a folded word is known as a whole.
pub(super) fn is_known(folded: &str) -> bool {
    WORDS.spellings.contains_key(folded) || ordinal_digits(folded).is_some()
}

fn known_word(text: &str) -> Option<usize> {
    let mut folded = String::new();
    let mut ends: Vec<(usize, usize)> = Vec::new();
    let mut longest = 0;
    for (at, c) in text.char_indices() {
        if !matches!(script_of(c), Script::Han | Script::Hangul) {
            break;
        }
        let mut buffer = [0; 4];
        super::fold(c.encode_utf8(&mut buffer), &mut folded);
        if at == 0 {
            longest = *WORDS.longest.get(&folded.chars().next()?)?;
        }
        ends.push((at + c.len_utf8(), folded.len()));
        if ends.len() == longest {
            break;
        }
    }
    let known = |end: &&(usize, usize)| WORDS.spellings.contains_key(&folded[..end.1]);
    ends.iter().rev().find(known).map(|end| end.0)
}

/// Han characters that names are borrowed with, beside the dot that parts the words of such names.
fn borrowed_han(text: &str, before: Option<char>) -> Option<usize> {
    let mut end = 0;
    let mut count = 0;
    let mut after = None;
    for c in text.chars().take(MOST_BORROWED) {
        let mut folded = String::new();
        super::fold(c.encode_utf8(&mut [0; 4]), &mut folded);
        let is_sound = folded.chars().all(|c| SOUNDS.contains_key(&c)) && !folded.is_empty();
        if !is_sound {
            after = Some(c);
            break;
        }
        end += c.len_utf8();
        count += 1;
    }
    (is_beside_dot(before, after) && count >= 2).then_some(end)
}

fn is_beside_dot(before: Option<char>, after: Option<char>) -> bool {
    [before, after].into_iter().flatten().any(parts_names)
}

/// Whether a character is the dot between the words of a name from elsewhere.
fn parts_names(c: char) -> bool {
    matches!(
        c,
        '\u{B7}' | '\u{2022}' | '\u{2027}' | '\u{30FB}' | '\u{FF0E}' | '\u{FF65}'
    )
}

/// Particles that Korean joins to a name.
const PARTICLES: [&str; 24] = [
    "에게서",
    "이라고",
    "에게",
    "에서",
    "으로",
    "라고",
    "이나",
    "처럼",
    "부터",
    "까지",
    "은",
    "는",
    "이",
    "가",
    "을",
    "를",
    "의",
    "에",
    "와",
    "과",
    "도",
    "로",
    "만",
    "측",
];

/// A run of Hangul with a syllable that no Korean name has.
fn borrowed_hangul(text: &str) -> Option<usize> {
    let run = text
        .char_indices()
        .take(MOST_BORROWED + 1)
        .find(|(_, c)| script_of(*c) != Script::Hangul)
        .map_or(text, |(at, _)| &text[..at]);
    is_borrowed_hangul(run).then_some(run.len())
}

fn is_borrowed_hangul(run: &str) -> bool {
    const BORROWED: &str = "르트크프브즈츠드스므쿠푸디티피페케테베레헤틴빈핀킨딘벨델멘벤켄텐펜첸셰셔쇼슈체젠톤콘욘캐랜카타파바살알엘코토포키캄탐팜칸칼탈팔메게샴랄텔펠헬젤켈넬멜첼빌킬틸";
    let count = run.chars().take(MOST_BORROWED + 1).count();
    // `김정은에게` is no other name for its particle.
    (2..=MOST_BORROWED).contains(&count)
        && without_particle(run)
            .unwrap_or(run)
            .contains(|c| BORROWED.contains(c))
}

/// Whether a word is a run of Hangul with a particle behind it.
pub(crate) fn ends_in_particle(word: &str) -> bool {
    word.chars()
        .next_back()
        .is_some_and(|c| script_of(c) == Script::Hangul)
        && without_particle(word).is_some()
}

/// A run without the particle behind it, if it has one.
pub(super) fn without_particle(run: &str) -> Option<&str> {
    PARTICLES.iter().find_map(|particle| {
        let stem = run.strip_suffix(particle)?;
        (stem.chars().count() >= 2).then_some(stem)
    })
}

/// Adds the forms of a word that is known.
pub(super) fn read_known(folded: &str, forms: &mut Forms) {
    if let Some(digits) = ordinal_digits(folded) {
        forms.add(Origin::Transliterated, COST, |out| out.push_str(digits));
    }
    let spellings = WORDS.spellings.get(folded).into_iter();
    for (at, spelling) in spellings.flat_map(|text| text.split(' ')).enumerate() {
        let cost = if at == 0 { COST } else { SECOND_SPELLING_COST };
        forms.add(Origin::Transliterated, cost, |out| out.push_str(spelling));
    }
}

/// Whether a word is known for a place, or for one of organisations' names: it spells nobody's name by its sound.
pub(super) fn is_of_the_language(folded: &str) -> bool {
    let knowledge = Knowledge::get();
    let spellings = WORDS.spellings.get(folded).copied().unwrap_or_default();
    let mut spellings = spellings.split(' ');
    spellings
        .any(|word| knowledge.place_at(&[word]).is_some() || knowledge.org_word(word).is_some())
}

/// Adds the consonants of a run of Han characters that spell a name from elsewhere.
pub(super) fn read_borrowed_han(folded: &str, forms: &mut Forms) {
    if !folded.chars().all(|c| SOUNDS.contains_key(&c)) {
        return;
    }
    let sounds = folded.chars().filter_map(|c| SOUNDS.get(&c)).copied();
    let spoken = sounds.collect::<String>().replace(['l', 'x'], "r");
    liquid_readings(&spoken, |reading| {
        forms.add_vowelless(Origin::Transliterated, BORROWED_COST, |out| {
            out.push_str(reading);
        });
    });
}

/// Adds what a run of Hangul is as a name from elsewhere, if it looks like one, with and without the
/// particle behind it.
pub(super) fn read_borrowed_hangul(folded: &str, forms: &mut Forms) {
    if !is_borrowed_hangul(folded) {
        return;
    }
    for word in without_particle(folded).into_iter().chain([folded]) {
        for first in ['r', 'l'] {
            for soft in [Soft::Nothing, Soft::First, Soft::All] {
                forms.add_vowelless(Origin::Transliterated, BORROWED_COST, |out| {
                    hangul::write_borrowed(word, first, soft, out);
                });
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::super::tests::{first, texts};
    use super::*;

    #[test]
    fn the_tables_are_sound() {
        let text = include_str!("../../lists/knowledge/eastern-words.tsv");
        let mut count = 0;
        for row in super::super::rows(text) {
            let (spellings, words) = row.split_once('\t').expect("spellings, a tab, words");
            for spelling in spellings.split(' ') {
                let is_plain = spelling.bytes().all(|b| b.is_ascii_lowercase());
                assert!(is_plain && !spelling.is_empty(), "{row}");
            }
            for word in words.split(' ') {
                // A single character is a word where hardly any name has it.
                assert!(
                    word.chars().count() > 1 || ["党", KHAN].contains(&word),
                    "{word}"
                );
                count += 1;
            }
        }
        assert_eq!(WORDS.spellings.len(), count, "a word stands twice, folded");
    }

    #[test]
    fn known_words_are_cut_out_the_longest_first() {
        for (text, word) in [
            ("有限公司的", Some("有限公司")),
            ("銀行", Some("銀行")),
            ("은행이", Some("은행")),
            ("金英哲", None),
            ("김영철은", None),
            ("김정은에게", None),
            ("김종필", None),
        ] {
            assert_eq!(
                eastern_word(text, None).map(|end| &text[..end]),
                word,
                "{text}"
            );
        }
        assert_eq!(first("银行"), "bank");
        assert_eq!(first("タリバン"), "taliban");
    }

    #[test]
    fn ordinal_numbers_are_words() {
        for (text, before, word, reading) in [
            ("第二研究所", None, "第二", "second"),
            ("第十二局", Some('的'), "第十二", "twelfth"),
            ("第2研究所", None, "第2", "2"),
            ("第１２局", None, "第１２", "12"),
            ("제2연구소", None, "제2", "2"),
        ] {
            let end = eastern_word(text, before);
            assert_eq!(end.map(|end| &text[..end]), Some(word), "{text}");
            assert_eq!(first(word), reading);
        }
        assert_ne!(eastern_word("제2", Some('경')), Some("제2".len()));
    }

    #[test]
    fn borrowed_names_are_words() {
        let end = eastern_word("茨维拉里克·扬", None);
        assert_eq!(end, Some("茨维拉里克".len()));
        assert_eq!(eastern_word("扬科夫抵达", Some('·')), Some("扬科夫".len()));
        assert_eq!(eastern_word("扬科夫抵达", None), None);
        assert_eq!(eastern_word("汗·扬科夫", Some('·')), Some("汗".len()));
        assert_eq!(eastern_word("汗水", None), None);
        assert_eq!(eastern_word("트카첸코는 ", None), Some("트카첸코는".len()));
        assert!(texts("페트로시안은").contains(&"petrosian".to_owned()));
    }
}
