//! Kana in Latin letters, after Hepburn.

use super::liquid::liquid_readings;
use super::{Forms, Origin, latin};

const COST: u8 = 5;
const LONG_VOWEL_COST: u8 = 7;
const FOREIGN_COST: u8 = 15;

/// Adds the forms of a run of Kana.
pub(super) fn read(folded: &str, forms: &mut Forms) {
    let mut spoken = String::with_capacity(folded.len());
    write(folded, &mut spoken);
    forms.add(Origin::Japanese, COST, |out| {
        write_without_long_vowels(&spoken, out);
    });
    forms.add(Origin::Japanese, LONG_VOWEL_COST, |out| {
        out.push_str(&spoken);
    });
    if folded
        .chars()
        .all(|c| super::script_of(c) == super::Script::Katakana)
    {
        // Katakana writes names from elsewhere, with vowels where they have none.
        let mut foreign = String::with_capacity(spoken.len());
        write_foreign(&spoken, &mut foreign);
        // It has no v, ti and di of old: `コスチン`, Kostin.
        let soft = [("b", "v"), ("chi", "ti"), ("ji", "di")];
        let soft = soft
            .into_iter()
            .fold(foreign.clone(), |read, (heard, meant)| {
                read.replace(heard, meant)
            });
        for read in [&foreign, &soft] {
            liquid_readings(read, |reading| {
                forms.add_vowelless(Origin::Japanese, FOREIGN_COST, |out| out.push_str(reading));
            });
        }
    }
}

/// Appends the sounds of a run.
pub(super) fn write(folded: &str, out: &mut String) {
    let mut letters = folded.chars().map(to_hiragana).peekable();
    let mut doubles = false;
    while let Some(c) = letters.next() {
        if c == 'っ' {
            doubles = true;
            continue;
        }
        let Some(sound) = sound(c) else {
            if c != 'ー' {
                latin::push_ascii(c, out);
            }
            continue;
        };
        let small = letters.peek().copied().and_then(small_vowel);
        let (stem, vowel) = match small {
            Some(small) => {
                letters.next();
                glide(sound, small)
            }
            None => (sound, ""),
        };
        if std::mem::take(&mut doubles)
            && let Some(first) = stem.chars().next().filter(|c| !"aiueo".contains(*c))
        {
            out.push(if stem.starts_with("ch") { 't' } else { first });
        }
        out.push_str(stem);
        out.push_str(vowel);
    }
}

fn to_hiragana(c: char) -> char {
    match c {
        'ァ'..='ヶ' => char::from_u32(u32::from(c) - 0x60).unwrap_or(c),
        _ => c,
    }
}

/// A small letter that changes the vowel of the one before it.
fn small_vowel(c: char) -> Option<&'static str> {
    Some(match c {
        'ゃ' => "ya",
        'ゅ' => "yu",
        'ょ' => "yo",
        'ぁ' => "a",
        'ぃ' => "i",
        'ぅ' => "u",
        'ぇ' => "e",
        'ぉ' => "o",
        _ => return None,
    })
}

/// Joins a syllable and the small letter after it: ki + ya as kya, shi + ya as sha, fu + a as fa.
fn glide(sound: &'static str, small: &'static str) -> (&'static str, &'static str) {
    let stem = sound.trim_end_matches(['a', 'i', 'u', 'e', 'o']);
    let soft = matches!(stem, "sh" | "ch" | "j");
    match small.strip_prefix('y') {
        Some(vowel) if soft => (stem, vowel),
        _ if stem.is_empty() && small.len() == 1 && sound == "u" => ("w", small),
        _ => (stem, small),
    }
}

fn sound(c: char) -> Option<&'static str> {
    Some(match c {
        'あ' | 'ぁ' => "a",
        'い' | 'ぃ' | 'ゐ' => "i",
        'う' | 'ぅ' => "u",
        'え' | 'ぇ' | 'ゑ' => "e",
        'お' | 'ぉ' | 'を' => "o",
        'か' | 'ゕ' => "ka",
        'き' => "ki",
        'く' => "ku",
        'け' | 'ゖ' => "ke",
        'こ' => "ko",
        'が' => "ga",
        'ぎ' => "gi",
        'ぐ' => "gu",
        'げ' => "ge",
        'ご' => "go",
        'さ' => "sa",
        'し' => "shi",
        'す' => "su",
        'せ' => "se",
        'そ' => "so",
        'ざ' => "za",
        'じ' | 'ぢ' => "ji",
        'ず' | 'づ' => "zu",
        'ぜ' => "ze",
        'ぞ' => "zo",
        'た' => "ta",
        'ち' => "chi",
        'つ' => "tsu",
        'て' => "te",
        'と' => "to",
        'だ' => "da",
        'で' => "de",
        'ど' => "do",
        'な' => "na",
        'に' => "ni",
        'ぬ' => "nu",
        'ね' => "ne",
        'の' => "no",
        'は' => "ha",
        'ひ' => "hi",
        'ふ' => "fu",
        'へ' => "he",
        'ほ' => "ho",
        'ば' => "ba",
        'び' => "bi",
        'ぶ' => "bu",
        'べ' => "be",
        'ぼ' => "bo",
        'ぱ' => "pa",
        'ぴ' => "pi",
        'ぷ' => "pu",
        'ぺ' => "pe",
        'ぽ' => "po",
        'ま' => "ma",
        'み' => "mi",
        'む' => "mu",
        'め' => "me",
        'も' => "mo",
        'や' | 'ゃ' => "ya",
        'ゆ' | 'ゅ' => "yu",
        'よ' | 'ょ' => "yo",
        'ら' => "ra",
        'り' => "ri",
        'る' => "ru",
        'れ' => "re",
        'ろ' => "ro",
        'わ' | 'ゎ' => "wa",
        'ん' => "n",
        'ゔ' => "vu",
        _ => return None,
    })
}

/// Writes long vowels short, as passports do: `toukyou` as `tokyo`, `yuu` as `yu`.
fn write_without_long_vowels(spoken: &str, out: &mut String) {
    let mut before = '\0';
    for c in spoken.chars() {
        let prolongs = matches!((before, c), ('o', 'u' | 'o') | ('u', 'u'));
        if !prolongs {
            out.push(c);
            before = c;
        }
    }
}

/// Drops the vowels that Japanese puts behind a consonant which has none: u, and o behind t and d.
fn write_foreign(spoken: &str, out: &mut String) {
    let bytes = spoken.as_bytes();
    for (at, &byte) in bytes.iter().enumerate() {
        let before = at.checked_sub(1).map(|at| bytes[at]);
        let padding = match byte {
            b'u' => before.is_some_and(|before| !b"aiueoy".contains(&before)),
            b'o' => matches!(before, Some(b't' | b'd')),
            _ => false,
        };
        if !padding {
            out.push(char::from(byte));
        }
    }
    // Of Russian names in -ov, -ev and -ich.
    for (spoken, meant) in [("of", "ov"), ("ef", "ev"), ("itchi", "ich")] {
        if out.ends_with(spoken) {
            out.truncate(out.len() - spoken.len());
            out.push_str(meant);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::super::tests::{first, texts};

    #[test]
    fn kana_are_read_after_hepburn() {
        for (token, latin) in [
            ("アイマン", "ayman"),
            ("ザワヒリ", "zawahiri"),
            ("プーシキン", "pushikin"),
            ("あべ", "abe"),
            ("しょうこ", "shoko"),
            ("きっかわ", "kikkawa"),
            ("はっちょう", "hatcho"),
            ("ファイサル", "faisaru"),
            ("ジェンキンズ", "jenkinzu"),
            ("ヴィトルド", "vitorudo"),
            ("ウィリス", "wirisu"),
            ("ティム", "timu"),
        ] {
            assert_eq!(first(token), latin);
        }
        assert_eq!(texts("しょうこ"), ["shoko", "shouko"]);
        assert!(texts("ムハンマド").contains(&"mhanmad".to_owned()));
    }
}
