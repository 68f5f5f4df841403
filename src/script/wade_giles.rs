//! Chinese names as Wade and Giles wrote them, read as Pinyin: `Tsetung` is `Zedong`.

use std::sync::LazyLock;

use rustc_hash::FxHashMap;

use super::rows;

/// What it costs to read a name so.
pub(crate) const PINYIN_COST: u8 = 4;
/// A word that is read so has at least so many letters.
const LEAST: usize = 5;
/// And at most so many.
const MOST: usize = 18;
/// So many readings are tried; the apostrophes that told them apart are mostly left out.
const MOST_READINGS: usize = 6;
/// The letters of the longest syllable.
const LONGEST: usize = 6;

/// What stands in syllables of Wade and Giles that are none of Pinyin.
const MARKS: [&str; 15] = [
    "hs", "ts", "tz", "ssu", "szu", "ung", "ieh", "ien", "ueh", "chiao", "chiang", "ching", "kuei",
    "kuo", "hih",
];

/// The syllables that are written alike in both and in no other way.
const SHARED: &str = "a ai an ang ao fa fan fang fei fen fo fou fu ha hai han hang hao hei hen heng hou hu huan hun \
    la lai lan lang lao lei leng li liang liao lin ling liu lou luan lun ma mai man mang mao mei men meng mi miao \
    min ming mo mou mu na nai nan nang nao nei neng ni niang niao nin ning niu nu nuan ou sa sai san sang sao sen \
    sha shai shan shang shao shen sheng shou shu shua shuai shuang shui shun shuo su suan sui wa wai wan wang wei \
    wen weng ya yang yao yin ying yuan yun";

/// Syllables as they may be written, and what they are in Pinyin.
static SYLLABLES: LazyLock<FxHashMap<&'static str, Vec<&'static str>>> = LazyLock::new(|| {
    let mut syllables: FxHashMap<&'static str, Vec<&'static str>> = FxHashMap::default();
    for row in rows(include_str!("../../lists/knowledge/syllables.tsv")) {
        let mut cells = row.split('\t');
        if cells.next() != Some("mandarin") {
            continue;
        }
        let (Some(pinyin), Some(others)) = (cells.next(), cells.next()) else {
            continue;
        };
        for written in std::iter::once(pinyin).chain(others.split(' ')) {
            syllables.entry(written).or_default().push(pinyin);
        }
    }
    for shared in SHARED.split_ascii_whitespace() {
        syllables.entry(shared).or_insert_with(|| vec![shared]);
    }
    syllables
});

fn has_mark(word: &str) -> bool {
    (0..word.len()).any(|at| {
        let rest = &word.as_bytes()[at..];
        // Hardly any word has even the beginning of one.
        matches!(
            rest,
            [b'h', b's' | b'i', ..]
                | [b't' | b's', b's' | b'z', ..]
                | [b'u', b'n' | b'e', ..]
                | [b'i', b'e', ..]
                | [b'c', b'h', ..]
                | [b'k', b'u', ..]
        ) && MARKS.iter().any(|mark| rest.starts_with(mark.as_bytes()))
    })
}

/// Gives the Pinyin readings of a folded word that is made of at least two syllables of Wade and
/// Giles.
pub(crate) fn pinyin(word: &str, mut take: impl FnMut(&str)) {
    if !(LEAST..=MOST).contains(&word.len()) || !word.is_ascii() || !has_mark(word) {
        return;
    }
    let mut readings = Vec::new();
    read_on(word, String::new(), (0, false), &mut readings);
    for reading in readings {
        take(&reading);
    }
}

/// The pairs of letters that may stand in words made of syllables: for each first letter the second
/// ones, as bits.
static PAIRS: LazyLock<[u32; 26]> = LazyLock::new(|| {
    let number = |letter: u8| u32::from(letter.wrapping_sub(b'a'));
    let (mut pairs, mut firsts, mut lasts) = ([0u32; 26], 0u32, 0u32);
    for syllable in SYLLABLES.keys().map(|syllable| syllable.as_bytes()) {
        for pair in syllable.windows(2) {
            pairs[number(pair[0]) as usize] |= 1 << number(pair[1]);
        }
        firsts |= 1 << number(syllable[0]);
        lasts |= 1 << number(syllable[syllable.len() - 1]);
    }
    for (last, seconds) in (0..).zip(&mut pairs) {
        if lasts >> last & 1 != 0 {
            *seconds |= firsts;
        }
    }
    pairs
});

/// Whether a folded word may be a part of one that is made of syllables, by its letters side by side.
pub(super) fn may_be_syllables(word: &str) -> bool {
    let is_pair = |pair: &[u8]| match pair {
        [one @ b'a'..=b'z', other @ b'a'..=b'z'] => {
            PAIRS[usize::from(one - b'a')] >> (other - b'a') & 1 != 0
        }
        _ => false,
    };
    word.as_bytes().windows(2).all(is_pair)
}

/// Reads what is left of a word after some syllables, the longest syllable first.
fn read_on(
    rest: &str,
    read: String,
    (syllables, marked): (usize, bool),
    readings: &mut Vec<String>,
) {
    if rest.is_empty() {
        if syllables > 1 && marked && !readings.contains(&read) {
            readings.push(read);
        }
        return;
    }
    for length in (1..=LONGEST.min(rest.len())).rev() {
        let written = &rest[..length];
        let Some(readings_of) = SYLLABLES.get(written) else {
            continue;
        };
        let is_mark = has_mark(written);
        // Many syllables are written alike in both.
        let same = (!is_mark && !readings_of.contains(&written)).then_some(&written);
        for pinyin in same.into_iter().chain(readings_of) {
            if readings.len() == MOST_READINGS {
                return;
            }
            let read = format!("{read}{pinyin}");
            let so_far = (syllables + 1, marked || is_mark);
            read_on(&rest[length..], read, so_far, readings);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::pinyin;

    fn readings(word: &str) -> Vec<String> {
        let mut readings = Vec::new();
        pinyin(word, |reading| readings.push(reading.to_owned()));
        readings
    }

    #[test]
    fn syllables_of_wade_and_giles_are_read_as_pinyin() {
        for (word, reading) in [
            ("tsetung", "zedong"),
            ("hsiaoping", "xiaoping"),
            ("chiehshih", "jieshi"),
            ("tsungjen", "zongren"),
            ("tsungnan", "zongnan"),
            ("chingkuo", "jingguo"),
            ("chunchiao", "chunqiao"),
        ] {
            let readings = readings(word);
            assert!(
                readings.iter().any(|one| one == reading),
                "{word}: {readings:?}"
            );
        }
    }

    #[test]
    fn other_words_are_left_alone() {
        for word in [
            "zedong",
            "tsar",
            "friend",
            "young",
            "tung",
            "ung",
            "",
            "chechen",
            "chile",
            "hundsungx",
        ] {
            assert_eq!(readings(word), [""; 0], "{word}");
        }
    }
}
