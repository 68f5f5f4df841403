use std::collections::BTreeSet;

use super::organization::LegalFamily;
use super::place::PlaceKind;
use super::title::Attach;
use super::{
    COMMON_WORDS, CRAFT_WORDS, Culture, FAMILY_NAMES, FUNCTION_WORDS, GIVEN_NAMES, Knowledge,
    LEGAL_FORMS, NAME_FREQUENCY, NUMBERS, ORG_WORDS, OrgWordClass, PARTICLES, PLACES, PROGRAMMES,
    ParticleClass, SYLLABLES, Suffix, TITLES, TOPIC_WORDS, Table, TitleClass, VariantClass,
};

const TABLES: [Table; 15] = [
    GIVEN_NAMES,
    FAMILY_NAMES,
    SYLLABLES,
    NAME_FREQUENCY,
    TITLES,
    PARTICLES,
    LEGAL_FORMS,
    ORG_WORDS,
    PLACES,
    PROGRAMMES,
    TOPIC_WORDS,
    NUMBERS,
    COMMON_WORDS,
    CRAFT_WORDS,
    FUNCTION_WORDS,
];

fn knowledge() -> &'static Knowledge {
    Knowledge::get()
}

#[test]
fn every_table_is_read() {
    if let Err(error) = Knowledge::parse() {
        panic!("{error}");
    }
}

/// A field as a sort key: numbers by value, before words.
fn key(line: &str) -> Vec<(u32, &str)> {
    line.split('\t')
        .map(|field| (field.parse().unwrap_or(u32::MAX), field))
        .collect()
}

#[test]
fn every_table_is_sorted_and_says_what_it_is() {
    for table in TABLES {
        assert!(
            table.text.starts_with("# "),
            "{}: no header comment",
            table.file
        );
        assert!(
            table.text.contains("Source:"),
            "{}: no source of knowledge",
            table.file
        );
        let lines: Vec<_> = table.lines().collect();
        for pair in lines.windows(2) {
            let [(_, before), (number, after)] = pair else {
                unreachable!()
            };
            assert!(
                key(before) < key(after),
                "{}, line {number}: out of order",
                table.file
            );
        }
        for (number, line) in lines {
            let last = line
                .rsplit('\t')
                .find(|field| !field.is_empty())
                .unwrap_or_default();
            let is_phrases = table.file == PLACES.file || table.file == LEGAL_FORMS.file;
            let separator = if is_phrases { "; " } else { " " };
            let words: Vec<&str> = last.split(separator).collect();
            assert!(
                words.windows(2).all(|pair| pair[0] < pair[1]),
                "{}, line {number}: words out of order or twice",
                table.file
            );
        }
    }
}

#[test]
fn the_tables_are_broad() {
    let distinct = |table: Table, field: usize, separator: &str| {
        let fields = table
            .lines()
            .filter_map(|(_, line)| line.split('\t').nth(field));
        let entries = fields
            .flat_map(|text| text.split(separator))
            .filter(|text| !text.is_empty());
        entries.collect::<BTreeSet<&str>>().len()
    };
    assert!(distinct(GIVEN_NAMES, 0, " ") >= 1_700);
    assert!(distinct(FAMILY_NAMES, 0, " ") >= 400);
    assert!(SYLLABLES.lines().count() >= 500);
    assert!(distinct(NAME_FREQUENCY, 3, " ") >= 13_000);
    assert!(distinct(TITLES, 2, " ") >= 800);
    assert!(distinct(LEGAL_FORMS, 3, "; ") >= 800);
    assert!(distinct(LEGAL_FORMS, 4, "; ") >= 150);
    assert!(distinct(ORG_WORDS, 2, " ") >= 3_000);
    assert!(distinct(PLACES, 2, "; ") >= 2_800);
    assert!(distinct(NUMBERS, 3, " ") >= 800);
    assert!(distinct(COMMON_WORDS, 1, " ") >= 200);
}

#[test]
fn given_names_have_spellings_nicknames_and_counterparts() {
    for (a, b, class) in [
        ("mohammed", "muhammad", VariantClass::Spelling),
        ("youssef", "yusuf", VariantClass::Spelling),
        ("volodymyr", "vladimir", VariantClass::Spelling),
        ("mykola", "nikolai", VariantClass::Spelling),
        ("serhiy", "sergey", VariantClass::Spelling),
        ("bill", "william", VariantClass::Nickname),
        ("sasha", "oleksandr", VariantClass::Nickname),
        ("pepe", "jose", VariantClass::Nickname),
        ("chuy", "jesus", VariantClass::Nickname),
        ("mehmet", "mohammed", VariantClass::CrossLanguage),
        ("youssef", "joseph", VariantClass::CrossLanguage),
        ("gonzalez", "gonzales", VariantClass::Spelling),
        ("qaddafi", "gaddafi", VariantClass::Spelling),
        ("zhang", "chang", VariantClass::Syllable),
        ("chen", "chan", VariantClass::Syllable),
        ("chol", "cheol", VariantClass::Syllable),
        ("pak", "park", VariantClass::Syllable),
    ] {
        assert_eq!(knowledge().variant(a, b), Some(class), "{a} {b}");
        assert_eq!(knowledge().variant(b, a), Some(class), "{b} {a}");
    }
}

#[test]
fn names_that_only_look_alike_are_no_variants() {
    for (a, b) in [
        ("ivan", "john"),
        ("mahmud", "muhammad"),
        ("hassan", "hussein"),
        ("ahmad", "muhammad"),
        ("yuri", "yulia"),
        ("chol", "chun"),
        ("smith", "bill"),
        ("unheard", "of"),
    ] {
        assert_eq!(knowledge().variant(a, b), None, "{a} {b}");
    }
    assert!(knowledge().variant_groups("unheard").is_empty());
}

#[test]
fn name_words_have_role_commonness_and_cultures() {
    let kim = knowledge().name_class("kim").unwrap();
    assert!(kim.family && kim.commonness == 1 && kim.cultures.contains(Culture::Korean));
    let maria = knowledge().name_class("maria").unwrap();
    assert!(maria.given && maria.cultures.contains(Culture::Spanish));
    assert!(!knowledge().name_class("ivanov").unwrap().given);
    assert_eq!(knowledge().name_class("unheard"), None);
}

#[test]
fn titles_suffixes_and_particles_are_told_apart() {
    assert_eq!(knowledge().title("mr"), Some(TitleClass::Civil));
    assert_eq!(knowledge().title("monsieur"), Some(TitleClass::Title));
    assert_eq!(knowledge().title("polkovnik"), Some(TitleClass::Rank));
    assert_eq!(knowledge().title("minister"), Some(TitleClass::Role));
    assert_eq!(knowledge().title("ayatollah"), Some(TitleClass::Religious));
    assert_eq!(knowledge().title("sayyid"), Some(TitleClass::Honorific));
    assert_eq!(knowledge().title("putin"), None);
    assert_eq!(knowledge().suffix("jr"), Some(Suffix::Generation));
    assert_eq!(knowledge().suffix("phd"), Some(Suffix::Degree));
    let particle = |word| {
        knowledge()
            .particle(word)
            .map(|found| (found.class, found.attach))
    };
    assert_eq!(particle("al"), Some((ParticleClass::Article, Attach::Next)));
    assert_eq!(particle("bin"), Some((ParticleClass::Filial, Attach::Next)));
    assert_eq!(
        particle("zadeh"),
        Some((ParticleClass::Filial, Attach::Previous))
    );
    assert_eq!(particle("abu"), Some((ParticleClass::Kunya, Attach::Next)));
    assert_eq!(
        particle("abd"),
        Some((ParticleClass::Servant, Attach::Next))
    );
    assert_eq!(
        particle("van"),
        Some((ParticleClass::Preposition, Attach::Next))
    );
    assert_eq!(
        particle("y"),
        Some((ParticleClass::Conjunction, Attach::Between))
    );
    assert_eq!(particle("laden"), None);
}

fn legal_form(text: &str) -> Option<(super::LegalForm, usize)> {
    knowledge().legal_form_at(&text.split(' ').collect::<Vec<_>>())
}

#[test]
fn legal_forms_are_the_same_across_countries_and_scripts() {
    let (llc, _) = legal_form("llc").unwrap();
    assert_eq!(llc.family, LegalFamily::Limited);
    for text in [
        "l l c",
        "limited liability company",
        "ooo",
        "ооо",
        "gmbh",
        "s r l",
        "d o o",
        "doo",
        "s de rl de cv",
        "sp z o o",
        "общество с ограниченной ответственностью",
        "obshchestvo s ogranichennoy otvetstvennostyu",
        "شركة ذات مسؤولية محدودة",
        "有限责任公司",
    ] {
        assert_eq!(legal_form(text).map(|(form, _)| form), Some(llc), "{text}");
    }
    let (jsc, _) = legal_form("joint stock company").unwrap();
    assert_eq!(jsc.family, LegalFamily::Stock);
    for text in [
        "ao",
        "ag",
        "s p a",
        "spa",
        "aktiengesellschaft",
        "股份有限公司",
        "주식회사",
        "株式会社",
    ] {
        assert_eq!(legal_form(text).map(|(form, _)| form), Some(jsc), "{text}");
    }
    for text in ["zao", "oao", "pao", "plc", "inc", "fgup"] {
        assert_ne!(legal_form(text).unwrap().0, jsc, "{text}");
    }
    assert_eq!(legal_form("co ltd x").unwrap().1, 2);
    assert_eq!(legal_form("rosneft"), None);
}

#[test]
fn organization_words_mean_the_same_across_languages() {
    let word = |text| knowledge().org_word(text);
    for (a, b) in [
        ("bank", "banco"),
        ("company", "sherkat"),
        ("factory", "zavod"),
        ("trade", "tejarat"),
        ("industries", "sanat"),
        ("scientific", "nauchno"),
        ("international", "intl"),
    ] {
        assert!(word(a).is_some() && word(a) == word(b), "{a} {b}");
    }
    assert_ne!(word("gold"), word("copper"));
    assert_ne!(word("east"), word("west"));
    assert_eq!(word("company").unwrap().class, OrgWordClass::Generic);
    assert_eq!(word("shipping").unwrap().class, OrgWordClass::Sector);
    assert_eq!(word("university").unwrap().class, OrgWordClass::Institution);
    assert_eq!(word("rosneft"), None);
}

#[test]
fn places_know_their_country() {
    let place = |text: &str| {
        let words: Vec<&str> = text.split(' ').collect();
        knowledge()
            .place_at(&words)
            .map(|(place, taken)| (place.country, place.kind, taken))
    };
    assert_eq!(
        place("islamic republic of iran"),
        Some((*b"ir", PlaceKind::Country, 4))
    );
    assert_eq!(place("iranian"), Some((*b"ir", PlaceKind::Demonym, 1)));
    assert_eq!(place("pyongyang"), Some((*b"kp", PlaceKind::City, 1)));
    assert_eq!(
        place("hong kong limited"),
        Some((*b"hk", PlaceKind::Country, 2))
    );
    assert_eq!(place("north korea"), Some((*b"kp", PlaceKind::Country, 2)));
    assert_eq!(place("tatarstan"), Some((*b"ru", PlaceKind::Region, 1)));
    assert_eq!(place("rosneft"), None);
    assert_eq!(
        knowledge().place_at(&["kyiv"]),
        knowledge().place_at(&["kiev"])
    );
}

#[test]
fn numbers_are_read_in_several_languages() {
    for (word, value) in [
        ("forty", 40),
        ("fourth", 4),
        ("44th", 44),
        ("44", 44),
        ("siete", 7),
        ("quatre", 4),
        ("dvadtsat", 20),
        ("khamsa", 5),
        ("einundzwanzig", 21),
        ("pervaya", 1),
    ] {
        assert_eq!(knowledge().number(word), Some(value), "{word}");
    }
    assert_eq!(knowledge().number("rosneft"), None);
    assert_eq!(Knowledge::roman("xiv"), Some(14));
}

#[test]
fn ordinary_words_are_marked() {
    assert!(
        ["may", "said", "base", "grant", "monday"]
            .iter()
            .all(|w| knowledge().is_common_word(w))
    );
    assert!(!knowledge().is_common_word("putin"));
}

#[test]
fn words_of_ships_are_met_as_one_word() {
    for (_, line) in CRAFT_WORDS.lines() {
        let words = line.split('\t').nth(1).unwrap_or_default();
        for word in words.split(' ') {
            let mut tokens = Vec::new();
            crate::text::tokenize(word, &mut tokens);
            assert_eq!(tokens.len(), 1, "{word}");
            assert!(knowledge().is_craft_word(word), "{word}");
        }
    }
}
