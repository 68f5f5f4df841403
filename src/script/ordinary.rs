//! Ordinary words of languages other than English: no name is heard in them.
//!
//! Where there are no capitals, and a word is compared by its sound, or by its consonants alone, only a list of
//! words tells. Where there are, it tells most of the words that stand in small letters.

use std::sync::LazyLock;

use rustc_hash::FxHashSet;

use super::{Script, arabic, eastern, hangul, hebrew, script_of};

/// Folded.
static WORDS: LazyLock<FxHashSet<String>> = LazyLock::new(|| {
    let text = include_str!("../../lists/knowledge/ordinary-words.tsv");
    let rows = super::rows(text).filter_map(|row| row.split_once('\t'));
    let words = rows.flat_map(|(_, words)| words.split(' '));
    words.map(folded).collect()
});

/// Of scripts with capitals, as they stand in small letters.
static SMALL: LazyLock<FxHashSet<&str>> = LazyLock::new(|| {
    let rows = super::rows(SMALL_WORDS).filter_map(|row| row.split_once('\t'));
    rows.flat_map(|(_, words)| words.split(' ')).collect()
});

const SMALL_WORDS: &str = include_str!("../../lists/knowledge/small-words.tsv");

/// What Korean joins to a noun to make a verb, an adjective or an adverb of it, or several.
const KOREAN_ENDINGS: [&str; 46] = [
    "됐다",
    "되고",
    "되는",
    "되며",
    "되면",
    "되어",
    "되었다",
    "되지",
    "된",
    "된다",
    "될",
    "됨",
    "됩니다",
    "들",
    "들은",
    "들을",
    "들의",
    "들이",
    "시켰다",
    "시키는",
    "시킨",
    "적",
    "적으로",
    "적인",
    "하게",
    "하고",
    "하기",
    "하는",
    "하던",
    "하라",
    "하며",
    "하면",
    "하세요",
    "하여",
    "하지",
    "한",
    "한다",
    "할",
    "함",
    "합니다",
    "해",
    "해서",
    "해야",
    "했고",
    "했다",
    "했으며",
];

/// What Persian joins to a noun: several, and the word that goes with the next.
const PERSIAN_ENDINGS: [&str; 5] = ["ها", "هاي", "هايي", "ي", "اي"];

/// What Arabic joins to a word to decline it or to say whose it is, and what then stands in its place; folded.
const ARABIC_ENDINGS: [(&str, &str); 18] = [
    ("تها", "ه"),
    ("تهم", "ه"),
    ("تنا", "ه"),
    ("ته", "ه"),
    ("ها", ""),
    ("هم", ""),
    ("هما", ""),
    ("نا", ""),
    ("ات", ""),
    ("ات", "ه"),
    ("ون", ""),
    ("ين", ""),
    ("ان", ""),
    ("يه", ""),
    ("ي", ""),
    ("ه", ""),
    ("ا", ""),
    ("هن", ""),
];

/// Whether a word is ordinary, with what its language joins to it. One that is known to tell something of
/// names is not, unless it stands without the article that the name has: `قاعدة` is any base.
pub(crate) fn is_ordinary_word(word: &str) -> bool {
    let Some(first) = word.chars().next() else {
        return false;
    };
    let script = script_of(first);
    if has_capitals(script) {
        return SMALL.contains(word);
    }
    let folded = folded(word);
    match script {
        Script::Hangul => !eastern::is_known(&folded) && is_korean(&folded),
        Script::Katakana => !eastern::is_known(&folded) && WORDS.contains(&folded),
        Script::Arabic => is_arabic(&folded),
        Script::Hebrew => is_hebrew(&folded),
        Script::Devanagari => WORDS.contains(&folded),
        _ => false,
    }
}

fn has_capitals(script: Script) -> bool {
    use Script::{Armenian, Cyrillic, Greek, Latin};
    matches!(script, Latin | Cyrillic | Greek | Armenian)
}

/// Small words of a letter are written in one with the next: two of them, mostly.
fn is_hebrew(word: &str) -> bool {
    const MOST_JOINED: usize = 2;
    let mut rest = Some(word);
    let mut stems = (0..=MOST_JOINED).filter_map(|joined| {
        let stem = rest?;
        rest = hebrew::without_proclitic(stem);
        (joined == 0 || is_long(stem)).then_some(stem)
    });
    !hebrew::is_known(word) && stems.any(|stem| WORDS.contains(stem))
}

fn is_korean(word: &str) -> bool {
    // Of three syllables, the last is of a name as often as not: `조정은`.
    let may_be_name = word.chars().count() == 3 && word.starts_with(hangul::begins_family);
    let is_known = |stem: &str| {
        let joined = word[stem.len()..].chars().count();
        WORDS.contains(stem) && !(may_be_name && joined == 1)
    };
    is_known(word)
        || eastern::without_particle(word).is_some_and(is_known)
        || KOREAN_ENDINGS
            .iter()
            .any(|ending| word.strip_suffix(ending).is_some_and(is_known))
}

fn is_arabic(word: &str) -> bool {
    let without = |ending: &&str| {
        word.strip_suffix(*ending)
            .is_some_and(|stem| WORDS.contains(stem))
    };
    is_declined(word)
        || PERSIAN_ENDINGS.iter().any(without)
        || arabic::bare(word).any(|(bare, has_article)| {
            is_long(bare) && is_declined(bare) && !(has_article && arabic::is_known(bare))
        })
}

/// Whether a word of Arabic is known, or another form of one that names tell nothing of.
fn is_declined(word: &str) -> bool {
    WORDS.contains(word)
        || !arabic::is_known(word)
            && ARABIC_ENDINGS.iter().any(|(ending, instead)| {
                word.strip_suffix(ending).is_some_and(|stem| {
                    is_long(stem) && WORDS.contains([stem, instead].concat().as_str())
                })
            })
}

/// Whether enough is left of a word; a shorter one may be of anything.
fn is_long(stem: &str) -> bool {
    stem.chars().nth(2).is_some()
}

fn folded(word: &str) -> String {
    let mut folded = String::with_capacity(word.len());
    super::fold(word, &mut folded);
    folded
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_table_is_sound() {
        let text = include_str!("../../lists/knowledge/ordinary-words.tsv");
        let rows = super::super::rows(text);
        for row in rows {
            let (language, words) = row.split_once('\t').expect("a language, a tab, words");
            let script = match language {
                "arabic" | "persian" | "urdu" => Script::Arabic,
                "hebrew" => Script::Hebrew,
                "hindi" => Script::Devanagari,
                "japanese" => Script::Katakana,
                "korean" => Script::Hangul,
                _ => panic!("{language}"),
            };
            let words: Vec<&str> = words.split(' ').collect();
            assert!(words.is_sorted(), "{row}");
            for word in words {
                assert!(word.chars().count() > 1, "{word}");
                assert!(
                    word.chars()
                        .all(|c| c == '\u{200C}' || script_of(c) == script),
                    "{word}"
                );
                assert!(
                    !eastern::is_known(&folded(word)),
                    "{word} tells something of organisations"
                );
            }
        }
        assert!(KOREAN_ENDINGS.is_sorted());
    }

    #[test]
    fn the_table_of_small_words_is_sound() {
        for row in super::super::rows(SMALL_WORDS) {
            let (_, words) = row.split_once('\t').expect("a language, a tab, words");
            let words: Vec<&str> = words.split(' ').collect();
            assert!(words.is_sorted_by(|a, b| a < b), "{row}");
            for word in words {
                let is_small =
                    |c: char| c == '\'' || has_capitals(script_of(c)) && !c.is_uppercase();
                assert!(word.chars().all(is_small), "{word}");
            }
        }
    }

    #[test]
    fn words_are_known_with_what_is_joined_to_them() {
        for word in [
            "조절",
            "조절에서",
            "조절하는",
            "조절되는",
            "チェック",
            "عنصر",
            "العنصر",
            "والعنصر",
            "عناصرها",
            "قراءته",
            "محیط",
            "محیط‌های",
            "عدالت",
        ] {
            assert!(is_ordinary_word(word), "{word}");
        }
        for word in ["김정은", "김정은을", "조정은", "محمود", "Rat"] {
            assert!(!is_ordinary_word(word), "{word}");
        }
    }

    #[test]
    fn the_article_tells_the_base_from_any() {
        for word in ["قاعدة", "بقاعدة", "قواعد"] {
            assert!(is_ordinary_word(word), "{word}");
        }
        for word in ["القاعدة", "والقاعدة", "للقاعدة"] {
            assert!(!is_ordinary_word(word), "{word}");
        }
    }
}
