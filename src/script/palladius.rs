//! Chinese names as Russian spells them, after Palladius: `Цюаньго` is Quanguo.

/// What stands at the beginning of a syllable; before a soft vowel the second spelling counts. The
/// longer come first.
const INITIALS: [(&str, &str, &str); 19] = [
    ("чж", "zh", "zh"),
    ("цз", "z", "j"),
    ("б", "b", "b"),
    ("п", "p", "p"),
    ("м", "m", "m"),
    ("ф", "f", "f"),
    ("д", "d", "d"),
    ("т", "t", "t"),
    ("н", "n", "n"),
    ("л", "l", "l"),
    ("г", "g", "g"),
    ("к", "k", "k"),
    ("х", "h", "h"),
    ("ц", "c", "q"),
    ("с", "s", "x"),
    ("ч", "ch", "ch"),
    ("ш", "sh", "sh"),
    ("ж", "r", "r"),
    ("в", "w", "w"),
];

/// The rest of a syllable, behind a consonant and at its beginning. The longer come first.
const FINALS: [(&str, &str, &str); 35] = [
    ("юань", "uan", "yuan"),
    ("уань", "uan", ""),
    ("уан", "uang", ""),
    ("уай", "uai", ""),
    ("унь", "un", ""),
    ("юнь", "un", "yun"),
    ("янь", "ian", "yan"),
    ("инь", "in", "yin"),
    ("ань", "an", "an"),
    ("энь", "en", "en"),
    ("юй", "u", "yu"),
    ("юэ", "ue", "yue"),
    ("юн", "iong", "yong"),
    ("яо", "iao", "yao"),
    ("ян", "iang", "yang"),
    ("ин", "ing", "ying"),
    ("ан", "ang", "ang"),
    ("эн", "eng", "eng"),
    ("ун", "ong", ""),
    ("уа", "ua", ""),
    ("уй", "ui", ""),
    ("уэ", "ue", ""),
    ("ай", "ai", "ai"),
    ("эй", "ei", "ei"),
    ("ао", "ao", "ao"),
    ("оу", "ou", "ou"),
    ("эр", "er", "er"),
    ("а", "a", "a"),
    ("о", "uo", "e"),
    ("э", "e", "e"),
    ("и", "i", "yi"),
    ("ы", "i", ""),
    ("у", "u", "wu"),
    ("я", "ia", "ya"),
    ("е", "ie", "ye"),
];
/// The one final that is another's beginning and must come last.
const LAST_FINAL: (&str, &str, &str) = ("ю", "iu", "you");

/// No given name has more syllables.
const MOST_SYLLABLES: usize = 2;

/// Appends the Pinyin of a word of small letters, and returns whether it is made of such syllables
/// alone. What was appended of another word is taken off again.
pub(super) fn pinyin(word: &str, out: &mut String) -> bool {
    let start = out.len();
    let mut rest = word;
    for _ in 0..MOST_SYLLABLES {
        let Some(after) = syllable(rest, out) else {
            break;
        };
        rest = after;
        if rest.is_empty() {
            return true;
        }
    }
    out.truncate(start);
    false
}

/// Appends the Pinyin of the syllable that a word begins with, and returns what follows.
fn syllable<'w>(word: &'w str, out: &mut String) -> Option<&'w str> {
    let initial = INITIALS
        .iter()
        .find_map(|initial| Some((initial, word.strip_prefix(initial.0)?)));
    let (initial, rest) = match initial {
        Some((initial, rest)) => (Some(initial), rest),
        None => (None, word),
    };
    let mut finals = FINALS.iter().chain([&LAST_FINAL]);
    let (last, rest) = finals.find_map(|last| Some((last, rest.strip_prefix(last.0)?)))?;
    let Some(&(letters, plain, soft)) = initial else {
        if last.2.is_empty() {
            return None;
        }
        out.push_str(last.2);
        return Some(rest);
    };
    let is_soft = last.0.starts_with(['и', 'е', 'ю', 'я']);
    out.push_str(if is_soft { soft } else { plain });
    // After lips there is no u in it: `bo`, `wo`.
    let lips = last.0 == "о" && matches!(letters, "б" | "п" | "м" | "ф" | "в");
    out.push_str(if lips { "o" } else { last.1 });
    Some(rest)
}

#[cfg(test)]
mod tests {
    use super::pinyin;

    #[test]
    fn names_are_spelled_as_china_does() {
        for (russian, latin) in [
            ("цюаньго", "quanguo"),
            ("чэнь", "chen"),
            ("чжао", "zhao"),
            ("кэчжи", "kezhi"),
            ("цзиньпин", "jinping"),
            ("си", "xi"),
            ("ван", "wang"),
            ("сяопин", "xiaoping"),
            ("цзэн", "zeng"),
            ("хуй", "hui"),
            ("юй", "yu"),
            ("бо", "bo"),
        ] {
            let mut out = String::from("x");
            assert!(pinyin(russian, &mut out), "{russian}");
            assert_eq!(out[1..], *latin);
        }
        for other in ["иванов", "петр", "москва", "яр"] {
            let mut out = String::from("x");
            assert!(!pinyin(other, &mut out), "{other}: {out}");
            assert_eq!(out, "x");
        }
    }
}
