//! Where words end in languages that write more without a blank than a word.

use super::class::{Class, class, is_word};

/// The width of the ending of a case, if Turkish or Azerbaijani writes what follows an apostrophe as
/// one (`Ecevit'in`). Single vowels are left to those who know names: `Rifa'i`. Behind a short word (`Air'in`)
/// only what no Arabic name goes on with is an ending.
pub(super) fn turkic_ending(is_short: bool, rest: &str) -> Option<usize> {
    const ENDINGS: [&str; 48] = [
        "in", "ın", "un", "ün", "nin", "nın", "nun", "nün", "e", "ı", "ü", "ye", "ya", "yi", "yı",
        "yu", "yü", "ne", "na", "ni", "nı", "nu", "nü", "de", "da", "te", "ta", "nde", "nda",
        "den", "dan", "ten", "tan", "nden", "ndan", "le", "la", "yle", "yla", "deki", "daki",
        "teki", "taki", "ndeki", "ndaki", "ki", "ler", "lar",
    ];
    /// The longest of them has so many letters. No further than that is looked, however long a word is.
    const LONGEST: usize = 5;
    let mut following = rest.char_indices().take(LONGEST + 1);
    let end = following
        .find(|&(_, c)| !is_word(class(c)) && class(c) != Class::Apostrophe)
        .map_or(rest.len(), |(at, _)| at);
    let ending = &rest[..end];
    let is_sure =
        || ending.len() > 1 && ending.ends_with(['n', 'i']) && ending != "ni" && ending != "yi";
    (ENDINGS.contains(&ending) && (!is_short || is_sure())).then_some(end)
}

/// The width of a form of address, an office, or a word for a group, that a Thai text begins with.
/// Thai sets no blank between it and the words around it, but one behind a name.
pub(super) fn thai_title(c: char, rest: &str) -> Option<usize> {
    const TITLES: [&str; 17] = [
        "นางสาว",
        "นาง",
        "นายกรัฐมนตรี",
        "นายพล",
        "นาย",
        "ประธานาธิบดี",
        "ประธาน",
        "พลเอก",
        "พลโท",
        "พลตรี",
        "พันเอก",
        "รัฐมนตรี",
        "ผู้นำ",
        "ผู้บัญชาการ",
        "กลุ่ม",
        "บริษัท",
        "ธนาคาร",
    ];
    /// The prime minister's office.
    const NO_TITLE: &str = "นายก";
    if !matches!(c, 'น' | 'ป' | 'พ' | 'ร' | 'ผ' | 'ก' | 'บ' | 'ธ') {
        return None;
    }
    let mut titles = TITLES.iter().filter(|title| rest.starts_with(**title));
    let title = titles.next()?;
    (*title != "นาย" || !rest.starts_with(NO_TITLE)).then_some(title.len())
}

/// Whether a Kana letter begins another word than the one before it: Japanese writes borrowed
/// words in Katakana, and the small words behind them in Hiragana.
pub(super) fn parts_kana(c: char, before: &str) -> bool {
    let is_hiragana = |c: char| matches!(c, '\u{3041}'..='\u{309F}');
    let is_katakana = |c: char| matches!(c, '\u{30A1}'..='\u{30FA}' | '\u{30FC}'..='\u{30FF}');
    if c < '\u{3041}' {
        return false;
    }
    before.chars().next_back().is_some_and(|before| {
        is_hiragana(c) && is_katakana(before) || is_katakana(c) && is_hiragana(before)
    })
}
