//! Han characters in Latin letters: Mandarin by sound, family names as their bearers spell them, and how
//! Koreans and Japanese read the characters of their names.

use std::ops::{BitAnd, BitOr};
use std::sync::LazyLock;

use rustc_hash::{FxHashMap, FxHashSet};

use super::{Forms, Origin, eastern, hangul, japanese, kana, latin};

const COST: u8 = 4;
const FAMILY_COST: u8 = 5;
/// No other reading of a character costs the same.
pub(crate) const WADE_GILES_COST: u8 = 8;
const SOUTHERN_COST: u8 = 10;
const KOREAN_COST: u8 = 12;

/// Ways in which Han characters may have been read, as bits.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct HanReadings(u8);

impl HanReadings {
    pub(crate) const ANY: Self = Self(u8::MAX);
    const MANDARIN: Self = Self(1);
    const SOUTHERN: Self = Self(2);
    const KOREAN: Self = Self(4);
    const JAPANESE: Self = Self(8);

    /// The ways in which folded characters have a reading that is asked for.
    pub(crate) fn of(folded: &str, is_asked: impl Fn(&str) -> bool) -> Self {
        let mut forms = Forms::default();
        let mut has = |read: &dyn Fn(&mut Forms)| {
            forms.clear();
            read(&mut forms);
            forms.iter().any(|form| is_asked(form.text))
        };
        let mut readings = Self(0);
        let mut characters = folded.chars();
        if let (Some(character), None) = (characters.next(), characters.next()) {
            let name = NAMES.get(&character);
            if has(&|forms| read_mandarin(character, name, forms)) {
                readings = readings | Self::MANDARIN;
            }
            if has(&|forms| read_southern(name, forms)) {
                readings = readings | Self::SOUTHERN;
            }
            if has(&|forms| read_korean(name, forms)) {
                readings = readings | Self::KOREAN;
            }
        }
        if japanese::japanese_readings(folded).any(|reading| is_asked(&reading)) {
            readings = readings | Self::JAPANESE;
        }
        readings
    }

    pub(crate) fn is_none(self) -> bool {
        self.0 == 0
    }

    /// Whether a Chinese way is among them, of the north or the south.
    pub(crate) fn has_chinese(self) -> bool {
        self.0 & (Self::MANDARIN | Self::SOUTHERN).0 != 0
    }

    /// Korean, if that is among them.
    pub(crate) fn of_korean(self) -> Self {
        self & Self::KOREAN
    }

    pub(crate) fn has_japanese(self) -> bool {
        self != Self::ANY && self.0 & Self::JAPANESE.0 != 0
    }
}

impl BitAnd for HanReadings {
    type Output = Self;

    fn bitand(self, other: Self) -> Self {
        Self(self.0 & other.0)
    }
}

impl BitOr for HanReadings {
    type Output = Self;

    fn bitor(self, other: Self) -> Self {
        Self(self.0 | other.0)
    }
}

/// What is known of a character beyond its general reading.
struct Name {
    /// How it is read as a family name.
    family: Option<&'static str>,
    /// Spellings of Hong Kong, Singapore and Malaysia, parted by spaces.
    southern: Option<&'static str>,
    /// The Hangul syllable that Koreans read it as.
    korean: Option<char>,
    /// Whether Koreans bear it.
    is_borne: bool,
}

static NAMES: LazyLock<FxHashMap<char, Name>> = LazyLock::new(|| {
    let text = include_str!("../../lists/knowledge/han-names.tsv");
    super::rows(text).filter_map(parse).collect()
});

static FAMILIES: LazyLock<FxHashSet<char>> = LazyLock::new(|| {
    let text = include_str!("../../lists/knowledge/han-family-names.tsv");
    super::rows(text).flat_map(str::chars).collect()
});

/// Family names of Chinese that are of two characters.
const LONG_FAMILIES: [&str; 18] = [
    "欧阳", "司马", "诸葛", "司徒", "上官", "皇甫", "夏侯", "慕容", "尉迟", "令狐", "公孙", "端木",
    "轩辕", "长孙", "宇文", "南宫", "东方", "独孤",
];

/// Whether folded Han characters, more than one, are a family name, of Japanese `or_japanese`.
pub(crate) fn is_long_family(folded: &str, or_japanese: bool) -> bool {
    LONG_FAMILIES.contains(&folded)
        || or_japanese && folded.chars().nth(1).is_some() && japanese::is_japanese_family(folded)
}

/// Whether a family name may begin with a folded character; any that is neither a Han character nor a
/// syllable of Hangul may.
pub(crate) fn begins_family(c: char) -> bool {
    match super::script_of(c) {
        super::Script::Han => FAMILIES.contains(&c),
        super::Script::Hangul => hangul::begins_family(c),
        _ => true,
    }
}

fn parse(row: &'static str) -> Option<(char, Name)> {
    let mut columns = row
        .split('\t')
        .map(|column| (column != "-").then_some(column));
    let character = columns.next()??.chars().next()?;
    let family = columns.next()?;
    let southern = columns.next()?;
    let korean = columns.next()?;
    let is_borne = korean.is_some_and(|column| !column.starts_with('('));
    let korean = korean.and_then(|column| column.trim_matches(['(', ')']).chars().next());
    Some((
        character,
        Name {
            family,
            southern,
            korean,
            is_borne,
        },
    ))
}

static SIMPLIFY: LazyLock<FxHashMap<char, char>> = LazyLock::new(|| {
    let pairs = super::rows(include_str!("../../lists/knowledge/han-simplified.tsv"));
    let mut characters = pairs.flat_map(str::chars);
    std::iter::from_fn(|| Some((characters.next()?, characters.next()?))).collect()
});

/// The simplified character for a traditional or Japanese one, of those that names use.
pub(super) fn simplify(c: char) -> char {
    SIMPLIFY.get(&c).copied().unwrap_or(c)
}

/// Adds the forms of one Han character, or of a run read as one word.
pub(super) fn read(folded: &str, forms: &mut Forms) {
    let mut characters = folded.chars();
    match (characters.next(), characters.next()) {
        (Some(only), None) => read_one(only, forms),
        _ => read_run(folded, forms),
    }
}

fn read_one(character: char, forms: &mut Forms) {
    let name = NAMES.get(&character);
    read_mandarin(character, name, forms);
    read_southern(name, forms);
    read_korean(name.filter(|name| name.is_borne), forms);
    let mut buffer = [0; 4];
    japanese::read(character.encode_utf8(&mut buffer), forms);
}

fn read_mandarin(character: char, name: Option<&Name>, forms: &mut Forms) {
    forms.add(Origin::Mandarin, COST, |out| write_mandarin(character, out));
    if let Some(family) = name.and_then(|name| name.family) {
        forms.add(Origin::Mandarin, FAMILY_COST, |out| out.push_str(family));
    }
    if let Some(reading) = forms.get(0).map(|form| form.text.to_owned()) {
        forms.add(Origin::Mandarin, WADE_GILES_COST, |out| {
            write_wade_giles(&reading, out);
        });
    }
}

fn read_southern(name: Option<&Name>, forms: &mut Forms) {
    let spellings = name.and_then(|name| name.southern).into_iter();
    for spelling in spellings.flat_map(|spellings| spellings.split(' ')) {
        forms.add(Origin::Cantonese, SOUTHERN_COST, |out| {
            out.push_str(spelling);
        });
    }
}

fn read_korean(name: Option<&Name>, forms: &mut Forms) {
    if let Some(syllable) = name.and_then(|name| name.korean) {
        hangul::read_as(syllable, Origin::Korean, KOREAN_COST, forms);
    }
}

fn read_run(folded: &str, forms: &mut Forms) {
    forms.add(Origin::Mandarin, COST, |out| {
        for c in folded.chars() {
            write_mandarin(c, out);
        }
    });
    japanese::read(folded, forms);
    let korean = || {
        folded
            .chars()
            .map(|c| NAMES.get(&c).filter(|name| name.is_borne)?.korean)
    };
    if korean().all(|syllable| syllable.is_some()) {
        forms.add(Origin::Korean, KOREAN_COST, |out| {
            for syllable in korean().flatten() {
                hangul::write_northern(syllable, out);
            }
        });
    }
    if !eastern::is_of_the_language(folded) {
        eastern::read_borrowed_han(folded, forms);
    }
}

fn write_mandarin(c: char, out: &mut String) {
    if super::script_of(c) == super::Script::Han {
        latin::push_ascii(c, out);
    } else {
        let mut buffer = [0; 4];
        kana::write(c.encode_utf8(&mut buffer), out);
    }
}

/// Rewrites a pinyin syllable as Wade and Giles spelled it, without apostrophes.
fn write_wade_giles(pinyin: &str, out: &mut String) {
    const WHOLE: [(&str, &str); 22] = [
        ("zhi", "chih"),
        ("chi", "chih"),
        ("shi", "shih"),
        ("ri", "jih"),
        ("zi", "tzu"),
        ("ci", "tzu"),
        ("si", "ssu"),
        ("yi", "i"),
        ("you", "yu"),
        ("yan", "yen"),
        ("ye", "yeh"),
        ("yong", "yung"),
        ("yue", "yueh"),
        ("er", "erh"),
        ("ge", "ko"),
        ("ke", "ko"),
        ("he", "ho"),
        ("e", "o"),
        ("guo", "kuo"),
        ("gui", "kuei"),
        ("kui", "kuei"),
        ("kuo", "kuo"),
    ];
    const INITIALS: [(&str, &str); 12] = [
        ("zh", "ch"),
        ("ch", "ch"),
        ("sh", "sh"),
        ("b", "p"),
        ("d", "t"),
        ("g", "k"),
        ("j", "ch"),
        ("q", "ch"),
        ("x", "hs"),
        ("z", "ts"),
        ("c", "ts"),
        ("r", "j"),
    ];
    const FINALS: [(&str, &str); 5] = [
        ("ian", "ien"),
        ("ong", "ung"),
        ("ie", "ieh"),
        ("ue", "ueh"),
        ("uo", "o"),
    ];
    if let Some((_, whole)) = WHOLE.iter().find(|(from, _)| *from == pinyin) {
        return out.push_str(whole);
    }
    let (mut rest, initial) = INITIALS
        .iter()
        .find_map(|(from, to)| Some((pinyin.strip_prefix(from)?, *to)))
        .unwrap_or((pinyin, ""));
    out.push_str(initial);
    let mut last = "";
    // After these the rounded vowel keeps its u, which FINALS would take for another one.
    let keeps_uo = pinyin.starts_with("shuo") || pinyin.starts_with("huo");
    for (from, to) in FINALS {
        if let Some(stem) = rest
            .strip_suffix(from)
            .filter(|_| !(keeps_uo && from == "uo"))
        {
            (rest, last) = (stem, to);
            break;
        }
    }
    out.push_str(rest);
    out.push_str(last);
}

#[cfg(test)]
mod tests {
    use super::super::tests::{first, texts};
    use super::*;

    #[test]
    fn the_tables_are_whole() {
        let pairs = include_str!("../../lists/knowledge/han-simplified.tsv");
        let pairs: Vec<char> = super::super::rows(pairs).flat_map(str::chars).collect();
        assert_eq!(2 * SIMPLIFY.len(), pairs.len(), "a character stands twice");
        for pair in pairs.chunks(2) {
            let (traditional, simplified) = (pair[0], pair[1]);
            assert_ne!(traditional, simplified);
            assert_eq!(simplify(simplified), simplified);
        }
        let families = include_str!("../../lists/knowledge/han-family-names.tsv");
        let families: Vec<char> = super::super::rows(families).flat_map(str::chars).collect();
        assert_eq!(FAMILIES.len(), families.len(), "a character stands twice");
        for character in families {
            assert_eq!(simplify(character), character);
        }
        let text = include_str!("../../lists/knowledge/han-names.tsv");
        assert_eq!(
            NAMES.len(),
            super::super::rows(text).count(),
            "a character stands twice"
        );
        for (character, name) in super::super::rows(text).filter_map(parse) {
            assert_eq!(simplify(character), character);
            assert!(
                name.family.is_some() || name.southern.is_some() || name.korean.is_some(),
                "{character}"
            );
            assert!(
                name.family.is_none() || begins_family(character),
                "{character}"
            );
            for spelling in name
                .family
                .iter()
                .chain(&name.southern)
                .flat_map(|s| s.split(' '))
            {
                assert!(
                    spelling.bytes().all(|b| b.is_ascii_lowercase()),
                    "{spelling}"
                );
            }
        }
    }

    #[test]
    fn family_names_are_spelled_as_their_bearers_do() {
        assert_eq!(texts("陳")[..3], ["chen", "chan", "tan"]);
        assert_eq!(texts("张")[..3], ["zhang", "chang", "cheung"]);
        assert_eq!(texts("单")[..2], ["dan", "shan"]);
        assert!(texts("金").contains(&"kim".to_owned()));
        assert!(texts("李").contains(&"ri".to_owned()));
    }

    #[test]
    fn runs_are_read_joined() {
        assert_eq!(first("习近平"), "xijinping");
        assert_eq!(first("習近平"), "xijinping");
        assert!(texts("英哲").contains(&"yongchol".to_owned()));
    }

    #[test]
    fn pinyin_becomes_wade_giles() {
        for (pinyin, expected) in [
            ("zhou", "chou"),
            ("xiao", "hsiao"),
            ("qian", "chien"),
            ("jiang", "chiang"),
            ("deng", "teng"),
            ("guo", "kuo"),
            ("luo", "lo"),
            ("xue", "hsueh"),
            ("cai", "tsai"),
            ("shi", "shih"),
            ("mao", "mao"),
        ] {
            let mut out = String::new();
            write_wade_giles(pinyin, &mut out);
            assert_eq!(out, expected, "{pinyin}");
        }
    }
}
