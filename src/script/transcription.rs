//! Russian names as German, French, Polish, Hungarian and Dutch spell them, read as English does.
//!
//! Each language has rules of its own: `Sachartschenko`, `Zakhartchenko`, `Zacharczenko` and
//! `Zachartsjenko` are Zakharchenko. What most transliterations have in common is left to the
//! [drift key](super::drift_key).

/// The cost of a spelling read so.
pub(crate) const TRANSCRIPTION_COST: u8 = 8;

/// Calls `each` with the English spellings of a name, in small ASCII letters, that has the marks of such a
/// transcription.
pub(crate) fn transcriptions(name: &str, mut each: impl FnMut(&str)) {
    let letters = name.as_bytes();
    let mut read = String::new();
    let mut each = |reading: &str| {
        if reading != name {
            each(reading);
        }
    };
    if is_german(name) {
        for sch in ["sh", "zh"] {
            read_german(letters, sch, &mut read);
            each(&read);
            if !name.contains("sch") {
                break;
            }
        }
    }
    if is_french(name) {
        read_french(letters, &mut read);
        each(&read);
    }
    if is_polish(name) {
        read_polish(letters, &mut read);
        each(&read);
    }
    if is_hungarian(name) {
        read_hungarian(letters, &mut read);
        each(&read);
    }
    if name.contains("sj") || name.contains("zj") {
        read_dutch(letters, &mut read);
        each(&read);
    }
}

fn is_german(name: &str) -> bool {
    const ENDINGS: [&str; 9] = [
        "ow", "ew", "owa", "ewa", "ski", "skij", "enko", "jan", "aja",
    ];
    let has = |marks: &[&str]| marks.iter().any(|mark| name.contains(mark));
    has(&["tsch"])
        || has(&["j", "w", "sch"]) && ENDINGS.iter().any(|ending| name.ends_with(ending))
        || (name.starts_with('j') || has(&["sch"])) && name.ends_with("in")
}

fn is_polish(name: &str) -> bool {
    const ENDINGS: [&str; 7] = ["ow", "ew", "owa", "ewa", "cyn", "ij", "iej"];
    let has = |mark: &str| name.contains(mark);
    // Adjectives end so, too.
    let ends = || ENDINGS.iter().any(|ending| name.ends_with(ending)) && !name.ends_with("kiej");
    has("cz") || has("sz") || (has("c") || has("ie")) && (name.starts_with('j') || ends())
}

/// Polish writes `sz` for another sound, and no `cs`, `zs`, `gy` or `ty`.
fn is_hungarian(name: &str) -> bool {
    const MARKS: [&str; 6] = ["cs", "zs", "gyi", "gye", "tyi", "tye"];
    // `Politics` is English.
    let name = name.strip_suffix("ics").unwrap_or(name);
    let has = |mark: &str| name.contains(mark);
    MARKS.iter().any(|mark| has(mark)) || has("sz") && !has("cz")
}

fn is_french(name: &str) -> bool {
    const ENDINGS: [&str; 9] = [
        "ine", "ov", "ev", "ova", "eva", "enko", "ski", "tchouk", "vitch",
    ];
    let marks = ["ou", "ch", "gu", "ia", "io"];
    name.ends_with("ine") && name.len() > 5
        || marks.iter().any(|mark| name.contains(mark))
            && ENDINGS.iter().any(|ending| name.ends_with(ending))
}

/// Letters with what they are read as; of those that fit, the first counts.
type Rules<'a> = &'a [(&'a str, &'a str)];

fn read_german(letters: &[u8], sch: &str, out: &mut String) {
    let rules: Rules<'_> = &[
        ("schtsch", "shch"),
        ("tsch", "ch"),
        ("dsch", "j"),
        ("sch", sch),
        ("ch", "kh"),
        ("ss", "s"),
        ("z", "ts"),
        ("w", "v"),
        ("j", "y"),
    ];
    read(letters, rules, out, |at| {
        // `Asarow`, `Subkow`: voiced before a vowel, and before voiced consonants.
        let after = letters.get(at + 1).copied().unwrap_or_default();
        let follows_vowel = at == 0 || is_vowel(letters[at - 1]);
        let is_voiced = letters[at] == b's'
            && follows_vowel
            && (is_vowel(after) || b"bdglmnw".contains(&after));
        is_voiced.then_some(('z', 1))
    });
}

fn read_french(letters: &[u8], out: &mut String) {
    let rules: Rules<'_> = &[
        ("chtch", "shch"),
        ("tch", "ch"),
        ("ch", "sh"),
        ("ou", "u"),
        ("ss", "s"),
        ("j", "zh"),
        ("x", "ks"),
    ];
    let end = letters.len() - usize::from(letters.ends_with(b"ine"));
    read(&letters[..end], rules, out, |at| match &letters[at..] {
        [b'g', b'u', b'e' | b'i', ..] => Some(('g', 2)),
        [b'i', b'a' | b'e', ..] if at == 0 => Some(('y', 1)),
        [b'i', b'o', ..] => Some(('y', 1)),
        _ => None,
    });
}

fn read_polish(letters: &[u8], out: &mut String) {
    let rules: Rules<'_> = &[
        ("szcz", "shch"),
        ("cz", "ch"),
        ("sz", "sh"),
        ("ch", "kh"),
        ("c", "ts"),
        ("w", "v"),
        ("j", "y"),
    ];
    read(letters, rules, out, |at| match &letters[at..] {
        // It only softens the consonant before it: `Sieczin`.
        [b'i', b'e', ..] if at > 0 && !is_vowel(letters[at - 1]) => Some(('e', 2)),
        _ => None,
    });
}

fn read_hungarian(letters: &[u8], out: &mut String) {
    let rules: Rules<'_> = &[
        ("scs", "shch"),
        ("dzs", "j"),
        ("cs", "ch"),
        ("zs", "zh"),
        ("sz", "s"),
        ("gyij", "diy"),
        ("gy", "d"),
        ("tyj", "t"),
        ("ty", "t"),
        ("ny", "n"),
        ("c", "ts"),
        ("s", "sh"),
        ("j", "y"),
    ];
    read(letters, rules, out, |_| None);
}

fn read_dutch(letters: &[u8], out: &mut String) {
    let rules: Rules<'_> = &[
        ("sjtsj", "shch"),
        ("tsj", "ch"),
        ("sj", "sh"),
        ("zj", "zh"),
        ("ch", "kh"),
        ("oe", "u"),
        ("j", "y"),
    ];
    read(letters, rules, out, |_| None);
}

/// Writes what letters are read as: by the rules, `otherwise` or as they are.
fn read(
    letters: &[u8],
    rules: Rules<'_>,
    out: &mut String,
    otherwise: impl Fn(usize) -> Option<(char, usize)>,
) {
    out.clear();
    let mut at = 0;
    while let Some(&letter) = letters.get(at) {
        let rest = &letters[at..];
        let rule = rules
            .iter()
            .find(|(from, _)| rest.starts_with(from.as_bytes()));
        if let Some((from, to)) = rule {
            out.push_str(to);
            at += from.len();
        } else if let Some((sound, length)) = otherwise(at) {
            out.push(sound);
            at += length;
        } else {
            out.push(char::from(letter));
            at += 1;
        }
    }
}

fn is_vowel(letter: u8) -> bool {
    b"aeiouy".contains(&letter)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(name: &str) -> Vec<String> {
        let mut readings = Vec::new();
        transcriptions(name, |reading| readings.push(reading.to_owned()));
        readings
    }

    #[test]
    fn german_transcriptions_are_read() {
        for (german, english) in [
            ("sachartschenko", "zakharchenko"),
            ("medwedtschuk", "medvedchuk"),
            ("jakunin", "yakunin"),
            ("subkow", "zubkov"),
            ("asarow", "azarov"),
            ("schirinowski", "zhirinovski"),
            ("puschilin", "pushilin"),
            ("janukowitsch", "yanukovich"),
            ("schuwalow", "shuvalov"),
            ("jarowaja", "yarovaya"),
            ("aksjonow", "aksyonov"),
        ] {
            let found = read(german);
            let has = found.iter().any(|reading| reading == english);
            assert!(has, "{german}: {found:?}");
        }
    }

    #[test]
    fn french_transcriptions_are_read() {
        for (french, english) in [
            ("pouchiline", "pushilin"),
            ("douguine", "dugin"),
            ("iakounine", "yakunin"),
            ("chouvalov", "shuvalov"),
            ("zakhartchenko", "zakharchenko"),
            ("loukachenko", "lukashenko"),
            ("axionov", "aksyonov"),
        ] {
            assert!(read(french).contains(&english.to_owned()), "{french}");
        }
    }

    #[test]
    fn polish_hungarian_and_dutch_transcriptions_are_read() {
        for (name, english) in [
            ("zacharczenko", "zakharchenko"),
            ("sieczin", "sechin"),
            ("patruszew", "patrushev"),
            ("jekatierina", "yekaterina"),
            ("tavriej", "tavrey"),
            ("tavriniecow", "tavrinetsov"),
            ("jeltavcyn", "yeltavtsyn"),
            ("timcsenko", "timchenko"),
            ("gennagyij", "gennadiy"),
            ("medvegyev", "medvedev"),
            ("alekszandr", "aleksandr"),
            ("zsirinovszkij", "zhirinovskiy"),
            ("zachartsjenko", "zakharchenko"),
            ("loekasjenko", "lukashenko"),
            ("prigozjin", "prigozhin"),
        ] {
            assert!(read(name).contains(&english.to_owned()), "{name}");
        }
    }

    #[test]
    fn other_words_are_left_alone() {
        for word in [
            "smith",
            "committee",
            "politics",
            "varnakov",
            "johnson",
            "richardson",
            "",
        ] {
            assert!(read(word).is_empty(), "{word}");
        }
    }
}
