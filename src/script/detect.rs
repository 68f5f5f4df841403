//! Tells which script a letter or a token is written in.

/// A writing system, as far as reading it differs.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[repr(u8)]
pub(crate) enum Script {
    Latin,
    Cyrillic,
    Greek,
    Armenian,
    Georgian,
    Hebrew,
    Arabic,
    Devanagari,
    Bengali,
    /// The other scripts of India, which Unicode lays out as it does Devanagari.
    Indic,
    Thai,
    Ethiopic,
    Han,
    Hiragana,
    Katakana,
    Hangul,
    /// Digits, marks, and scripts without a reader of their own.
    Other,
}

const SCRIPTS: usize = Script::Other as usize + 1;

/// Tells the script of a character.
///
/// Marks that any script may bear, digits and punctuation are [`Script::Other`].
pub(crate) fn script_of(c: char) -> Script {
    match u32::from(c) {
        0x41..=0x5A
        | 0x61..=0x7A
        | 0xAA
        | 0xBA
        | 0xC0..=0xD6
        | 0xD8..=0xF6
        | 0xF8..=0x2AF
        | 0x1D00..=0x1D25
        | 0x1D2C..=0x1D5C
        | 0x1D62..=0x1D65
        | 0x1D6B..=0x1D77
        | 0x1D79..=0x1DBE
        | 0x1E00..=0x1EFF
        | 0x2C60..=0x2C7F
        | 0xA722..=0xA787
        | 0xA78B..=0xA7FF
        | 0xAB30..=0xAB64
        | 0xFB00..=0xFB06
        | 0xFF21..=0xFF3A
        | 0xFF41..=0xFF5A => Script::Latin,
        0x370..=0x373 | 0x376..=0x37D | 0x37F..=0x3FF | 0x1F00..=0x1FFF => Script::Greek,
        0x400..=0x52F | 0x1C80..=0x1C8A | 0x1D2B | 0x2DE0..=0x2DFF | 0xA640..=0xA69F => {
            Script::Cyrillic
        }
        0x531..=0x58A | 0xFB13..=0xFB17 => Script::Armenian,
        0x591..=0x5F4 | 0xFB1D..=0xFB4F => Script::Hebrew,
        0x600..=0x604
        | 0x606..=0x60B
        | 0x60D..=0x65F
        | 0x66E..=0x6EF
        | 0x6FA..=0x6FF
        | 0x750..=0x77F
        | 0x870..=0x8FF
        | 0xFB50..=0xFDFF
        | 0xFE70..=0xFEFC => Script::Arabic,
        0x900..=0x963 | 0x970..=0x97F => Script::Devanagari,
        0x980..=0x9E5 | 0x9F0..=0x9FF => Script::Bengali,
        0xA00..=0xD7F => match u32::from(c) & 0x7F {
            0x64..=0x6F => Script::Other,
            _ => Script::Indic,
        },
        0xE01..=0xE4E => Script::Thai,
        0x10A0..=0x10FF | 0x1C90..=0x1CBF | 0x2D00..=0x2D2D => Script::Georgian,
        0x1100..=0x11FF | 0x3131..=0x318E | 0xA960..=0xA97C | 0xAC00..=0xD7A3 | 0xD7B0..=0xD7FB => {
            Script::Hangul
        }
        0x1200..=0x137C | 0x1380..=0x139F | 0x2D80..=0x2DDE => Script::Ethiopic,
        0x2E80..=0x2FD5
        | 0x3005
        | 0x3007
        | 0x3400..=0x4DBF
        | 0x4E00..=0x9FFF
        | 0xF900..=0xFAD9
        | 0x20000..=0x323AF => Script::Han,
        0x3041..=0x309F => Script::Hiragana,
        0x30A1..=0x30FA | 0x30FC..=0x30FF | 0x31F0..=0x31FF | 0xFF66..=0xFF9F => Script::Katakana,
        _ => Script::Other,
    }
}

/// The script most letters of a token are in (the earlier of two equal ones), and whether it has
/// letters of two alphabets whose letters look alike.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Scripts {
    pub(crate) main: Script,
    pub(crate) mixed_alphabets: bool,
}

/// Counts the scripts of a token's letters.
pub(crate) fn scripts_of(token: &str) -> Scripts {
    let mut counts = [0_usize; SCRIPTS];
    for c in token.chars() {
        counts[script_of(c) as usize] += 1;
    }
    let mut main = Script::Other;
    let mut most = 0;
    for c in token.chars() {
        let script = script_of(c);
        let count = counts[script as usize];
        if script != Script::Other && count > most {
            (main, most) = (script, count);
        }
    }
    let alphabets = [Script::Latin, Script::Cyrillic, Script::Greek];
    Scripts {
        main,
        mixed_alphabets: alphabets
            .iter()
            .filter(|&&script| counts[script as usize] > 0)
            .count()
            > 1,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_script_is_told() {
        let samples = [
            ('a', Script::Latin),
            ('Ø', Script::Latin),
            ('ệ', Script::Latin),
            ('Ж', Script::Cyrillic),
            ('ω', Script::Greek),
            ('Ս', Script::Armenian),
            ('ქ', Script::Georgian),
            ('ש', Script::Hebrew),
            ('خ', Script::Arabic),
            ('ﺻ', Script::Arabic),
            ('ह', Script::Devanagari),
            ('ব', Script::Bengali),
            ('ਸ', Script::Indic),
            ('ก', Script::Thai),
            ('ጌ', Script::Ethiopic),
            ('金', Script::Han),
            ('か', Script::Hiragana),
            ('カ', Script::Katakana),
            ('ー', Script::Katakana),
            ('김', Script::Hangul),
            ('1', Script::Other),
            ('٣', Script::Other),
            ('\u{301}', Script::Other),
        ];
        for (c, script) in samples {
            assert_eq!(script_of(c), script, "{c}");
        }
    }

    #[test]
    fn the_commonest_script_is_the_main_one() {
        let main = |token| scripts_of(token).main;
        assert_eq!(main("Putіn"), Script::Latin);
        assert_eq!(main("Пyтин"), Script::Cyrillic);
        assert_eq!(main("123"), Script::Other);
        assert_eq!(main("44го"), Script::Cyrillic);
        assert!(scripts_of("Putіn").mixed_alphabets);
        assert!(!scripts_of("Путин").mixed_alphabets);
    }
}
