//! Cases of names in Latin letters, and what else hangs on them: a genitive's s, an elided article.

use super::{MIN_NAME, restore};

/// Polish cases of men's names, as `-a`, `-em`, `-owi`, and of adjectives in `-ski`.
const POLISH: [(&str, &[&str]); 11] = [
    ("skiego", &["ski"]),
    ("skiemu", &["ski"]),
    ("skim", &["ski"]),
    ("ckiego", &["cki"]),
    ("ckiemu", &["cki"]),
    ("ckim", &["cki"]),
    ("ence", &["enko"]),
    ("owi", &[""]),
    ("iem", &[""]),
    ("em", &[""]),
    ("a", &[""]),
];

/// Cases of the other Slavic languages in Latin letters, and rarer Polish ones.
const SLAVIC: [(&str, &[&str]); 21] = [
    ("skeho", &["sky"]),
    ("skemu", &["sky"]),
    ("skym", &["sky"]),
    ("skog", &["ski"]),
    ("skom", &["ski"]),
    ("skiej", &["ska"]),
    ("ckiej", &["cka"]),
    ("lem", &["el"]),
    ("kem", &["ek"]),
    ("cem", &["ec"]),
    ("iji", &["ij"]),
    ("iju", &["ij", "ija"]),
    ("ijem", &["ij"]),
    ("je", &["j"]),
    ("om", &[""]),
    ("ovi", &[""]),
    ("ki", &["ka", "ko"]),
    ("u", &["", "o"]),
    ("y", &["a"]),
    // Polish names in -o: Hugo, Bruno.
    ("ona", &["o"]),
    ("onem", &["o"]),
];

/// Finnish and Hungarian cases.
const URALIC: [(&str, &[&str]); 24] = [
    ("elle", &["i", "e", ""]),
    ("ille", &["i", ""]),
    ("alle", &["a"]),
    ("elta", &["i", "e", ""]),
    ("ilta", &["i", ""]),
    ("alta", &["a"]),
    ("essa", &["i", "e", ""]),
    ("issa", &["i", ""]),
    ("assa", &["a"]),
    ("esta", &["i", "e", ""]),
    ("ista", &["i", ""]),
    ("asta", &["a"]),
    ("sen", &["nen"]),
    ("bergia", &["berg"]),
    ("ovia", &["ov"]),
    ("inia", &["in"]),
    ("inin", &["in"]),
    ("ovin", &["ov"]),
    ("anak", &["a"]),
    ("enek", &["e"]),
    ("nak", &[""]),
    ("nek", &[""]),
    ("val", &[""]),
    ("vel", &[""]),
];

/// Hungarian cases that only words with marks are tried for: elsewhere too much ends so.
const HUNGARIAN: [(&str, &[&str]); 9] = [
    ("ccel", &["c"]),
    ("nnal", &["n"]),
    ("nnel", &["n"]),
    ("rral", &["r"]),
    ("ssal", &["s"]),
    ("at", &["a", ""]),
    ("et", &["e", ""]),
    ("ot", &[""]),
    ("t", &[""]),
];

/// Endings that Lithuanian gives to the names of others: `Putinas`, `Sergejus`.
const LITHUANIAN: [(&str, &[&str]); 6] = [
    ("imiras", &["imir"]),
    ("ejus", &["ej"]),
    ("evas", &["ev"]),
    ("inas", &["in"]),
    ("ovas", &["ov"]),
    ("skis", &["ski"]),
];

/// The name that a Latin form may be the genitive of, in English, German and the Nordic languages:
/// `Putins`.
pub(crate) fn genitive_stem(form: &str) -> Option<&str> {
    let stem = form.strip_suffix('s')?;
    (stem.len() >= 4 && !stem.ends_with(['s', 'u', 'i'])).then_some(stem)
}

/// How many letters of an article or preposition hang on the word after it, in French, Italian and
/// their like: `l'Armée`, `d'Al-Qaïda`, `dell'Isis`; `None` where none does.
pub(crate) fn elided(surface: &str) -> Option<usize> {
    const ELIDED: [&str; 12] = [
        "l", "d", "qu", "jusqu", "lorsqu", "un", "dell", "all", "dall", "nell", "sull", "quell",
    ];
    let (article, rest) = surface.split_once(['\'', '\u{2019}'])?;
    let next = rest.chars().next()?;
    let is_article = ELIDED
        .iter()
        .any(|elided| elided.eq_ignore_ascii_case(article));
    // It hangs on a vowel, as which an h counts.
    let is_open = next.is_alphabetic()
        && (!next.is_ascii() || b"aeiouyh".contains(&(next.to_ascii_lowercase() as u8)));
    (is_article && is_open).then_some(article.len())
}

/// Calls `each` with every name that a Latin form may be another case of: `Rotenberga`,
/// `Ahtisaarelle`.
///
/// The caller decides where that is worth trying: most words in `-a` are no genitives. `is_marked`
/// says that the word had letters beyond ASCII.
pub(crate) fn latin_stems(form: &str, is_marked: bool, mut each: impl FnMut(&str, &str)) {
    restore(form, &POLISH, 4, |stem, ending| {
        if !(ending.is_empty() && stem.ends_with(['a', 'e', 'i', 'o', 'u', 'y'])) {
            each(stem, ending);
        }
    });
    restore(form, &SLAVIC, MIN_NAME, &mut each);
    restore(form, &URALIC, MIN_NAME, &mut each);
    restore(form, &LITHUANIAN, MIN_NAME, &mut each);
    if is_marked {
        restore(form, &HUNGARIAN, 4, &mut each);
        restore(form, &[("e", &[""])], 4, &mut each);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_article_hangs_on_a_vowel() {
        for (surface, letters) in [
            ("l'Armée", Some(1)),
            ("L\u{2019}État", Some(1)),
            ("d'Al", Some(1)),
            ("dell'Isis", Some(4)),
            ("O'Neill", None),
            ("d'Souza", None),
            ("l'", None),
            ("al'Awda", None),
        ] {
            assert_eq!(elided(surface), letters, "{surface}");
        }
    }

    #[test]
    fn latin_genitives_and_other_cases_lead_to_the_name() {
        assert_eq!(genitive_stem("putins"), Some("putin"));
        assert_eq!(genitive_stem("assads"), Some("assad"));
        assert_eq!(genitive_stem("russ"), None);
        let stems = |word, is_marked| {
            let mut all = Vec::new();
            latin_stems(word, is_marked, |stem, ending| {
                all.push(format!("{stem}{ending}"));
            });
            all
        };
        for (case, is_marked, name) in [
            ("rotenberga", false, "rotenberg"),
            ("putinem", false, "putin"),
            ("rogowskiego", false, "rogowski"),
            ("szymborskiej", true, "szymborska"),
            ("timczenki", false, "timczenko"),
            ("timczence", false, "timczenko"),
            ("borisom", false, "boris"),
            ("havlem", true, "havel"),
            ("klausovi", false, "klaus"),
            ("ahtisaarelle", false, "ahtisaari"),
            ("kekkosen", false, "kekkonen"),
            ("gyulat", true, "gyula"),
            ("imrenek", true, "imre"),
            ("ferenccel", true, "ferenc"),
        ] {
            let stems = stems(case, is_marked);
            assert!(stems.contains(&name.to_owned()), "{case}: {stems:?}");
        }
        assert!(stems("sara", false).is_empty());
    }

    #[test]
    fn lithuanian_endings_lead_to_the_name() {
        for (word, name) in [
            ("putinas", "putin"),
            ("sergejus", "sergej"),
            ("lavrovas", "lavrov"),
        ] {
            let mut found = false;
            latin_stems(word, false, |stem, ending| {
                found |= format!("{stem}{ending}") == name;
            });
            assert!(found, "{word}");
        }
    }
}
