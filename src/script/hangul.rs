//! Hangul in Latin letters, by the systems and habits that Korean names are spelled by.

use super::{Forms, Origin, eastern, latin};

const COST: u8 = 4;
const HABIT_COST: u8 = 6;

/// The number of ㅅ among the initials.
const SIBILANT: usize = 9;

/// One way of spelling the sounds of a syllable.
struct System {
    initials: [&'static str; 19],
    vowels: [&'static str; 21],
    /// Whether a plain consonant between voiced sounds is written voiced.
    voices: bool,
}

/// The press of the North: McCune-Reischauer without its marks, and j for ㅈ.
const NORTHERN: System = System {
    initials: [
        "k", "kk", "n", "t", "tt", "r", "m", "p", "pp", "s", "ss", "", "j", "jj", "ch", "k", "t",
        "p", "h",
    ],
    vowels: [
        "a", "ae", "ya", "yae", "o", "e", "yo", "ye", "o", "wa", "wae", "oe", "yo", "u", "wo",
        "we", "wi", "yu", "u", "ui", "i",
    ],
    voices: false,
};

/// McCune-Reischauer between voiced sounds, as most lists join the syllables of a given name.
const VOICED: System = System {
    voices: true,
    ..NORTHERN
};

/// Revised Romanisation.
const REVISED: System = System {
    initials: [
        "g", "kk", "n", "d", "tt", "r", "m", "b", "pp", "s", "ss", "", "j", "jj", "ch", "k", "t",
        "p", "h",
    ],
    vowels: [
        "a", "ae", "ya", "yae", "eo", "e", "yeo", "ye", "o", "wa", "wae", "oe", "yo", "u", "wo",
        "we", "wi", "yu", "eu", "ui", "i",
    ],
    voices: false,
};

/// Passports of the South: u for ㅓ and ㅡ.
const PASSPORT: System = System {
    initials: [
        "k", "kk", "n", "d", "tt", "r", "m", "b", "pp", "s", "ss", "", "j", "jj", "ch", "k", "t",
        "p", "h",
    ],
    vowels: [
        "a", "ae", "ya", "yae", "u", "e", "yu", "ye", "o", "wa", "wae", "oe", "yo", "oo", "wo",
        "we", "wi", "yu", "u", "ui", "i",
    ],
    voices: false,
};

/// The oldest books: ch for ㅈ.
const OLDER: System = System {
    initials: [
        "k", "kk", "n", "t", "tt", "r", "m", "p", "pp", "s", "ss", "", "ch", "tch", "ch", "k", "t",
        "p", "h",
    ],
    ..NORTHERN
};

const SYSTEMS: [&System; 5] = [&NORTHERN, &REVISED, &VOICED, &PASSPORT, &OLDER];

const FINALS: [&str; 28] = [
    "", "k", "k", "k", "n", "n", "n", "t", "l", "k", "m", "l", "l", "l", "p", "l", "m", "p", "p",
    "t", "t", "ng", "t", "t", "k", "t", "p", "t",
];

/// Syllables, mostly family names, with spellings that no system gives, and those of the North
/// that keep the first sound which the South drops.
fn usual(syllable: char) -> &'static [&'static str] {
    match syllable {
        '이' => &["lee", "ri", "yi", "rhee"],
        '리' => &["ri", "lee"],
        '박' => &["pak", "park"],
        '최' => &["choe", "choi"],
        '임' => &["im", "lim", "rim", "yim"],
        '림' => &["rim", "lim"],
        '유' => &["yu", "yoo", "ryu"],
        '류' => &["ryu", "yoo"],
        '노' => &["no", "roh", "noh"],
        '로' => &["ro", "roh"],
        '양' => &["yang", "ryang"],
        '여' => &["yo", "ryo"],
        '염' => &["yom", "ryom"],
        '연' => &["yon", "ryon"],
        '용' => &["yong", "ryong"],
        '영' => &["yong", "young"],
        '오' => &["o", "oh"],
        '우' => &["u", "woo"],
        '구' => &["ku", "koo"],
        '주' => &["ju", "joo", "chu"],
        '추' => &["chu", "choo"],
        '수' => &["su", "soo"],
        '문' => &["mun", "moon"],
        '윤' => &["yun", "yoon"],
        '순' => &["sun", "soon"],
        '준' => &["jun", "joon", "chun"],
        '훈' => &["hun", "hoon"],
        '안' => &["an", "ahn"],
        '손' => &["son", "sohn"],
        '허' => &["ho", "huh", "hur"],
        '서' => &["so", "suh", "seo"],
        '신' => &["sin", "shin"],
        '심' => &["sim", "shim"],
        '실' => &["sil", "shil"],
        '식' => &["sik", "shik"],
        '시' => &["si", "shi"],
        '강' => &["kang", "gang"],
        '고' => &["ko", "koh"],
        '곽' => &["kwak"],
        '원' => &["won"],
        '월' => &["wol"],
        '희' => &["hui", "hee"],
        '의' => &["ui", "eui"],
        _ => &[],
    }
}

/// Syllables that family names of Koreans begin with, of south and north, and of Chinese as Korean spells them now.
const FAMILIES: &str = "간갈감강견경계고곡공곽구국군궁권금기길김나남낭내노단담당대도독돈동두등라란랑량려련렴로뢰류리림마만매맹명모목묘문\
    미민박반방배백범변복봉부빈빙사상서석선설섭성소손송수순승시신심아안애야양어엄여연염엽영예오옥온옹왕요용우운원위유육윤은음이인임자장저전점정\
    제조종좌주준지진차창채천초최추탁탄탕태판팽편평포표풍피필하학한함해허현형호홍화환황후흥\
    가궈녜녠덩덴뎡둥딩러런레롄루뤄뤼린먼멍무샤샹샨셔셰셴쉐쉬슈슝스싱쌍써쑤쑨쑹얜옌웨웬윈융잉잔젠존중쥐즈질쩌쩡쭈쭝쯔첸쳰총츄취치친칭카캉커쿵텅텐\
    톈퇴투퉁펑페펀푸항헝훙훠";

/// Whether a family name may begin with a syllable.
pub(super) fn begins_family(syllable: char) -> bool {
    FAMILIES.contains(syllable)
}

/// Adds the forms of a run of Hangul syllables.
pub(super) fn read(folded: &str, forms: &mut Forms) {
    let mut letters = folded.chars();
    if let (Some(syllable), None) = (letters.next(), letters.next()) {
        for (at, spelling) in usual(syllable).iter().enumerate() {
            let cost = if at == 0 { COST } else { HABIT_COST };
            forms.add(Origin::Transliterated, cost, |out| out.push_str(spelling));
        }
    }
    if !eastern::is_of_the_language(folded) {
        eastern::read_borrowed_hangul(folded, forms);
    }
    for system in SYSTEMS {
        forms.add(Origin::Transliterated, COST, |out| {
            write(folded, system, out);
        });
    }
}

/// Which consonants of a word from elsewhere are v, f and z, which Korean does not have: it writes ㅂ, ㅍ
/// and ㅈ for them.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Soft {
    Nothing,
    First,
    All,
}

/// Appends the sounds of a run that spells a word from elsewhere: without the vowel that stands
/// behind a consonant which has none there. Two ㄹ are l, one is r; at the beginning it may be the one or
/// the other, which is the `first`.
pub(super) fn write_borrowed(run: &str, first: char, soft: Soft, out: &mut String) {
    const SILENT: usize = 18;
    // Of Russian names in -ov and -ev.
    let stem = run
        .strip_suffix('프')
        .filter(|stem| stem.chars().nth(1).is_some());
    let (mut at_start, mut after_liquid) = (true, false);
    for c in stem.unwrap_or(run).chars() {
        let Some((initial, vowel, last)) = take_apart(c) else {
            latin::push_ascii(c, out);
            continue;
        };
        let is_soft = soft == Soft::All || soft == Soft::First && at_start;
        match (REVISED.initials[initial], is_soft) {
            // It makes one sound with that before it.
            ("r", _) if after_liquid => {}
            ("r", _) => out.push(if at_start { first } else { 'r' }),
            ("b", true) => out.push('v'),
            ("p", true) => out.push('f'),
            ("j", true) => out.push('z'),
            (text, _) => out.push_str(text),
        }
        if vowel != SILENT {
            let sound = REVISED.vowels[vowel];
            match (initial == SIBILANT, sound.strip_prefix('y')) {
                (true, Some(vowel)) => {
                    out.push('h');
                    out.push_str(vowel);
                }
                _ => out.push_str(sound),
            }
        }
        out.push_str(FINALS[last]);
        after_liquid = FINALS[last] == "l";
        at_start = false;
    }
    if stem.is_some() {
        out.push('v');
    }
}

/// Adds the forms of one syllable under another origin, for what is read in Korean.
pub(super) fn read_as(syllable: char, origin: Origin, cost: u8, forms: &mut Forms) {
    for spelling in usual(syllable).iter().take(2) {
        forms.add(origin, cost, |out| out.push_str(spelling));
    }
    let mut buffer = [0; 4];
    let syllable = &*syllable.encode_utf8(&mut buffer);
    forms.add(origin, cost, |out| write(syllable, &NORTHERN, out));
}

/// Appends the syllables of a run in the spelling of the North.
pub(super) fn write_northern(syllable: char, out: &mut String) {
    let mut buffer = [0; 4];
    write(syllable.encode_utf8(&mut buffer), &NORTHERN, out);
}

fn write(folded: &str, system: &System, out: &mut String) {
    let mut voiced_before = false;
    for c in folded.chars() {
        let Some((initial, vowel, last)) = take_apart(c) else {
            latin::push_ascii(c, out);
            voiced_before = false;
            continue;
        };
        out.push_str(match system.initials[initial] {
            "k" if voices(system, voiced_before, initial) => "g",
            "t" if voices(system, voiced_before, initial) => "d",
            "p" if voices(system, voiced_before, initial) => "b",
            text => text,
        });
        out.push_str(system.vowels[vowel]);
        out.push_str(FINALS[last]);
        voiced_before = matches!(FINALS[last], "" | "n" | "ng" | "m" | "l");
    }
}

/// Whether an initial is one of the plain consonants, and stands between voiced sounds.
fn voices(system: &System, voiced_before: bool, initial: usize) -> bool {
    system.voices && voiced_before && matches!(initial, 0 | 3 | 7)
}

/// The places of a syllable's initial, vowel and final in their tables.
fn take_apart(c: char) -> Option<(usize, usize, usize)> {
    let offset = u32::from(c).checked_sub(0xAC00)? as usize;
    (offset < 19 * 21 * 28).then_some((offset / 588, offset % 588 / 28, offset % 28))
}

#[cfg(test)]
mod tests {
    use super::super::tests::{first, texts};

    #[test]
    fn syllables_get_every_usual_spelling() {
        for (syllable, spellings) in [
            ("김", &["kim", "gim"][..]),
            ("이", &["lee", "ri", "yi", "rhee", "i"]),
            ("박", &["pak", "park", "bak"]),
            ("정", &["jong", "jeong", "jung", "chong"]),
            ("영", &["yong", "young", "yeong", "yung"]),
            ("철", &["chol", "cheol", "chul"]),
            ("은", &["un", "eun"]),
            ("현", &["hyon", "hyeon", "hyun"]),
            ("성", &["song", "seong", "sung"]),
            ("강", &["kang", "gang"]),
            ("조", &["jo", "cho"]),
            ("리", &["ri", "lee"]),
        ] {
            assert_eq!(texts(syllable), spellings, "{syllable}");
        }
    }

    #[test]
    fn runs_are_joined() {
        assert_eq!(first("영철"), "yongchol");
        assert!(texts("영길").contains(&"yonggil".to_owned()));
        assert!(texts("김정은").contains(&"gimjeongeun".to_owned()));
        assert!(texts("정은").contains(&"jungun".to_owned()));
    }
}
