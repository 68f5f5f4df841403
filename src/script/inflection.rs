//! Takes case endings off names, as the languages that inflect them have them, in Cyrillic, Greek,
//! Latin and the scripts of the Caucasus.

/// What is left of a name, its own ending put back, has at least so many letters.
const MIN_NAME: usize = 3;

/// Endings, each with what it may stand in place of, the likelier first.
///
/// The longest one that fits is the one that counts; of equally long ones there are no two.
const CYRILLIC: [(&str, &[&str]); 88] = [
    // Adjectives in -ский, -ый, -ая.
    ("ского", &["ский", "ское"]),
    ("скому", &["ский", "ское"]),
    ("ским", &["ский", "ское", "ские"]),
    ("ском", &["ский", "ское"]),
    ("ской", &["ская", "ской"]),
    ("скую", &["ская"]),
    ("ського", &["ський"]),
    ("ському", &["ський"]),
    ("ським", &["ський", "ські"]),
    ("ської", &["ська"]),
    ("ську", &["ська"]),
    // Of several, as bodies are called: `Тавринские вести`.
    ("ских", &["ские"]),
    ("скими", &["ские"]),
    ("ських", &["ські"]),
    ("ськими", &["ські"]),
    ("ых", &["ые"]),
    ("ыми", &["ые"]),
    ("стей", &["сти", "стя"]),
    ("стям", &["сти"]),
    ("стями", &["сти"]),
    ("стях", &["сти"]),
    ("ого", &["ый", "ой"]),
    ("ому", &["ый", "ой"]),
    ("его", &["ий"]),
    ("ему", &["ий"]),
    ("ую", &["ая"]),
    // Family names in -ов, -ев, -ин: men's, women's, and of a whole family.
    ("овым", &["ов"]),
    ("евым", &["ев"]),
    ("иным", &["ин"]),
    ("ыным", &["ын"]),
    ("овой", &["ова"]),
    ("евой", &["ева"]),
    ("иной", &["ина"]),
    ("ыной", &["ына"]),
    ("овых", &["ов"]),
    ("евых", &["ев"]),
    ("иных", &["ин"]),
    ("ової", &["ова"]),
    ("євої", &["єва"]),
    ("евої", &["ева"]),
    ("іної", &["іна"]),
    ("овій", &["ова"]),
    ("євій", &["єва"]),
    ("овим", &["ов"]),
    ("евим", &["ев"]),
    ("іним", &["ін"]),
    // Belarusian names in -аў, Slavic ones in -ец.
    ("ава", &["ав", "аў"]),
    ("авым", &["ав", "аў"]),
    ("ца", &["ец", "ц"]),
    ("цом", &["ец"]),
    // Ukrainian names in -ко, which Russian leaves as they are.
    ("енка", &["енко"]),
    ("енку", &["енко"]),
    ("енком", &["енко"]),
    // Names in -ий, -ей, -ай, -ия, -ья.
    ("ия", &["ий"]),
    ("ию", &["ий", "ия"]),
    ("ием", &["ий"]),
    ("ией", &["ия"]),
    ("ии", &["ий", "ия"]),
    ("ія", &["ій"]),
    ("ію", &["ій", "ія"]),
    ("ієм", &["ій"]),
    ("ієві", &["ій"]),
    ("ею", &["ей"]),
    ("ея", &["ей"]),
    ("еем", &["ей"]),
    ("аю", &["ай"]),
    ("ая", &["ай"]),
    ("аем", &["ай"]),
    ("ьи", &["ья"]),
    ("ье", &["ья"]),
    ("ью", &["ья"]),
    // Southern Slavic names in -ко: Марко, Жарко.
    ("ка", &["к", "ко"]),
    ("ку", &["к", "ка", "ко"]),
    ("ком", &["к", "ко"]),
    // Names in a consonant, in -а and in -я.
    ("ові", &[""]),
    ("еві", &[""]),
    ("ым", &["ый", "ые"]),
    ("ом", &[""]),
    ("ем", &[""]),
    ("ам", &[""]),
    ("ою", &["а"]),
    ("ой", &["а"]),
    ("ей", &["я"]),
    ("а", &[""]),
    ("у", &["", "а"]),
    ("е", &["", "а"]),
    // Also of a whole family: Ротенберги, Ивановы.
    ("ы", &["а", ""]),
    ("и", &["а", "я", ""]),
];

/// After a consonant only.
const SOFT: [(&str, &[&str]); 3] = [("я", &[""]), ("ю", &["", "я"]), ("і", &["", "а"])];

/// Calls `each` with the stem and the restored ending of every name that a folded Cyrillic token
/// may be a case of.
pub(super) fn cyrillic_stems(folded: &str, mut each: impl FnMut(&str, &str)) {
    if let Some((stem, endings)) = longest_ending(folded, &CYRILLIC)
        .or_else(|| longest_ending(folded, &SOFT).filter(|(stem, _)| ends_in_consonant(stem)))
    {
        for ending in endings {
            if !ending.is_empty() {
                each(stem, ending);
            } else if ends_in_consonant(stem) {
                each(stem, "");
                for (without, with) in FLEETING {
                    if stem == without {
                        each(with, "");
                    }
                }
            }
        }
    }
}

/// Names that lose a vowel before an ending: Льва for Лев.
const FLEETING: [(&str, &str); 2] = [("льв", "лев"), ("павл", "павел")];

fn ends_in_consonant(stem: &str) -> bool {
    !stem.ends_with([
        'а', 'е', 'и', 'о', 'у', 'ы', 'э', 'ю', 'я', 'і', 'ї', 'є', 'ь', 'й',
    ])
}

/// Greek cases of men's names.
const GREEK: [(&str, &[&str]); 5] = [
    ("ου", &["οσ", "ησ"]),
    ("η", &["ησ"]),
    ("α", &["ασ"]),
    ("ο", &["οσ"]),
    ("ι", &["ισ"]),
];

/// Calls `each` with the stem and the restored ending of every name that a folded Greek token may
/// be a case of.
pub(super) fn greek_stems(folded: &str, each: impl FnMut(&str, &str)) {
    restore(folded, &GREEK, MIN_NAME, each);
}

/// Georgian cases: of, to, by, with, and the one who does.
const GEORGIAN: [(&str, &[&str]); 8] = [
    ("ისთვის", &["ი"]),
    ("სთან", &[""]),
    ("ისგან", &["ი"]),
    ("ის", &["ი"]),
    ("ით", &["ი"]),
    ("მა", &["ი"]),
    ("ს", &[""]),
    ("მ", &[""]),
];

/// Armenian cases: of, to, from, by; and the article.
const ARMENIAN: [(&str, &[&str]); 7] = [
    ("ինն", &[""]),
    ("ին", &[""]),
    ("ից", &[""]),
    ("ով", &[""]),
    ("ի", &[""]),
    ("ը", &[""]),
    ("ն", &[""]),
];

/// Bengali cases: of, to, in.
const BENGALI: [(&str, &[&str]); 4] = [
    ("\u{9C7}র", &[""]),
    ("কে", &[""]),
    ("তে", &[""]),
    ("র", &[""]),
];

/// The same for Georgian.
pub(super) fn georgian_stems(folded: &str, each: impl FnMut(&str, &str)) {
    restore(folded, &GEORGIAN, MIN_NAME + 1, each);
}

/// The same for Armenian.
pub(super) fn armenian_stems(folded: &str, each: impl FnMut(&str, &str)) {
    restore(folded, &ARMENIAN, MIN_NAME + 1, each);
}

/// The same for Bengali.
pub(super) fn bengali_stems(folded: &str, each: impl FnMut(&str, &str)) {
    restore(folded, &BENGALI, MIN_NAME, each);
}

fn restore(
    word: &str,
    table: &'static [(&str, &[&str])],
    least: usize,
    mut each: impl FnMut(&str, &str),
) {
    if let Some((stem, endings)) =
        longest_ending(word, table).filter(|(stem, _)| stem.chars().count() >= least)
    {
        for ending in endings {
            each(stem, ending);
        }
    }
}

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
const SLAVIC: [(&str, &[&str]); 18] = [
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

fn longest_ending<'a>(
    word: &'a str,
    table: &'static [(&str, &[&str])],
) -> Option<(&'a str, &'static [&'static str])> {
    let (stem, instead) = table
        .iter()
        .filter_map(|(ending, instead)| Some((word.strip_suffix(ending)?, *instead)))
        .min_by_key(|(stem, _)| stem.len())?;
    let restored = instead.first().map_or(0, |ending| ending.chars().count());
    (stem.chars().count() + restored >= MIN_NAME).then_some((stem, instead))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn stems(word: &str) -> Vec<String> {
        let mut all = Vec::new();
        cyrillic_stems(word, |stem, ending| all.push(format!("{stem}{ending}")));
        all
    }

    #[test]
    fn every_case_leads_to_the_name() {
        let names: &[(&str, &[&str])] = &[
            ("путин", &["путина", "путину", "путиным", "путине"]),
            (
                "лавров",
                &["лаврова", "лаврову", "лавровым", "лаврове", "лавровых"],
            ),
            (
                "ковальчук",
                &["ковальчука", "ковальчуку", "ковальчуком", "ковальчуке"],
            ),
            ("ротенберг", &["ротенберга", "ротенбергом", "ротенбергу"]),
            ("сергей", &["сергея", "сергею", "сергеем"]),
            (
                "геннадий",
                &["геннадия", "геннадию", "геннадием", "геннадии"],
            ),
            ("юрій", &["юрія", "юрію", "юрієм", "юрієві"]),
            ("николай", &["николая", "николаю", "николаем"]),
            ("игор", &["игоря", "игорю", "игорем"]),
            ("сечин", &["сечина", "сечину", "сечиным", "сечине"]),
            ("ким", &["кима", "киму", "кимом", "киме"]),
            ("шамалова", &["шамаловой"]),
            ("медведчук", &["медведчукові"]),
            ("порошенко", &["порошенка", "порошенку", "порошенком"]),
            (
                "песковский",
                &["песковского", "песковскому", "песковским", "песковском"],
            ),
            ("зеленський", &["зеленського", "зеленському", "зеленським"]),
            ("никита", &["никиты", "никите", "никиту", "никитой"]),
            ("ольга", &["ольги", "ольге", "ольгу", "ольгой"]),
            ("мария", &["марии", "марию", "марией"]),
            ("илья", &["ильи", "илье", "илью"]),
            ("толстой", &["толстого", "толстому"]),
            ("лев", &["льва", "льву", "львом"]),
            ("быкаў", &["быкава"]),
            ("путін", &["путіним"]),
            ("тавринские", &["тавринских", "тавринским", "тавринскими"]),
            (
                "таврінські",
                &["таврінських", "таврінським", "таврінськими"],
            ),
            ("красные", &["красных", "красным", "красными"]),
            ("вести", &["вестей", "вестям", "вестями", "вестях"]),
            ("кулеба", &["кулебою"]),
        ];
        for (name, cases) in names {
            for case in *cases {
                assert!(
                    stems(case).contains(&(*name).to_owned()),
                    "{case}: {:?}",
                    stems(case)
                );
            }
        }
    }

    #[test]
    fn short_words_and_names_without_an_ending_are_left_alone() {
        for word in ["путин", "на", "она", "лев", "янукович", ""] {
            assert!(stems(word).is_empty(), "{word}: {:?}", stems(word));
        }
    }

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

    #[test]
    fn other_scripts_lose_their_endings() {
        type Stems = fn(&str, &mut dyn FnMut(&str, &str));
        let greek: Stems = |word, each| greek_stems(word, each);
        let georgian: Stems = |word, each| georgian_stems(word, each);
        let armenian: Stems = |word, each| armenian_stems(word, each);
        let bengali: Stems = |word, each| bengali_stems(word, each);
        for (stems, case, name) in [
            (greek, "τσιπρα", "τσιπρασ"),
            (greek, "κυριακου", "κυριακοσ"),
            (georgian, "ივანიშვილის", "ივანიშვილი"),
            (armenian, "քոչարյանին", "քոչարյան"),
            (bengali, "হাসিনার", "হাসিনা"),
        ] {
            let mut all = Vec::new();
            stems(case, &mut |stem, ending| {
                all.push(format!("{stem}{ending}"));
            });
            assert!(all.contains(&name.to_owned()), "{case}: {all:?}");
        }
    }
}
