//! Cyrillic in Latin letters, by the habits of its languages.

use unicode_normalization::UnicodeNormalization;

use super::{Forms, Origin, adjective, inflection, latin, palladius};

const COST: u8 = 4;
const OTHER_HABIT_COST: u8 = 8;
const STEM_COST: u8 = 8;
const CITY_COST: u8 = 12;
/// A letter that is h and nothing else.
const FOREIGN_H: &str = "һ";

/// The language whose habits a token is read by.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Habit {
    Russian,
    Ukrainian,
    Belarusian,
    Bulgarian,
    /// The same, of a word of English.
    BulgarianOfEnglish,
    /// Serbian and Macedonian as their own Latin alphabets have it, without the marks.
    Serbian,
    /// The same by the sound.
    SerbianBySound,
    /// Kazakh, Kyrgyz, Tatar, Bashkir, Mongolian.
    Kazakh,
    /// Tajik and Uzbek.
    Tajik,
}

/// Adds the forms of a token in Cyrillic letters.
pub(super) fn read(token: &str, folded: &str, forms: &mut Forms) {
    let habit = habit_of(folded);
    let with_yo = token
        .contains(['ё', 'Ё'])
        .then(|| token.nfc().flat_map(char::to_lowercase).collect::<String>());
    if let Some(letters) = &with_yo {
        forms.add(Origin::Transliterated, COST, |out| {
            write(letters, habit, out);
        });
    }
    // Most texts write е for ё, and most Latin spellings e.
    forms.add(Origin::Transliterated, COST, |out| {
        write(folded, habit, out);
    });
    if let Some(other) = second_habit(folded, habit) {
        forms.add(Origin::Alternative, OTHER_HABIT_COST, |out| {
            write(folded, other, out);
        });
    }
    let latin = |name: &str| {
        let mut latin = String::new();
        write(name, habit, &mut latin);
        latin
    };
    if let Some(city) = adjective::city_of(folded, latin) {
        forms.add(Origin::Stem, CITY_COST, |out| out.push_str(&city));
    }
    let mut write_form = |origin: Origin, cost: u8, stem: &str, ending: &str| {
        forms.add(origin, cost, |out| write_parts(stem, ending, habit, out));
    };
    // Other languages' h is written so: `Хамас`.
    let with_h = folded.contains('х').then(|| folded.replace('х', FOREIGN_H));
    // And Russian names keep their g where the language's own letter is h: `Григор'єв`.
    let is_h = matches!(habit, Habit::Ukrainian | Habit::Belarusian) && folded.contains('г');
    let with_g = is_h.then(|| folded.replace('г', "ґ"));
    for folded in [&with_h, &with_g].into_iter().flatten() {
        write_form(Origin::Alternative, OTHER_HABIT_COST, folded, "");
    }
    let readings = [Some(folded), with_h.as_deref(), with_g.as_deref()];
    for folded in readings.into_iter().flatten() {
        inflection::cyrillic_stems(folded, |stem, ending| {
            write_form(Origin::Stem, STEM_COST, stem, ending);
        });
    }
    // Names from elsewhere that have a j: `Джозеф`.
    if folded.contains("дж") {
        let mut heard = String::new();
        write(folded, habit, &mut heard);
        forms.add(Origin::Alternative, OTHER_HABIT_COST, |out| {
            out.push_str(&heard.replace("dzh", "j"));
        });
    }
    read_syllable(with_yo.as_deref().unwrap_or(folded), habit, forms);
    if habit == Habit::Russian {
        forms.add(Origin::Alternative, OTHER_HABIT_COST, |out| {
            palladius::pinyin(folded, out);
        });
    }
}

/// Adds what a short token may be as a Korean or Chinese syllable, whose aspirated consonants
/// Russian writes with х (`Чхоль`, Chol), and whose last ng it writes as н (`Ён`, Yong).
fn read_syllable(folded: &str, habit: Habit, forms: &mut Forms) {
    const INITIALS: [(&str, &str); 5] = [
        ("чж", "дж"),
        ("чх", "ч"),
        ("кх", "к"),
        ("пх", "п"),
        ("тх", "т"),
    ];
    if habit != Habit::Russian || folded.chars().count() > 6 {
        return;
    }
    for (initial, plain) in INITIALS {
        if let Some(rest) = folded.strip_prefix(initial) {
            forms.add(Origin::Alternative, OTHER_HABIT_COST, |out| {
                write_parts(plain, rest, habit, out);
            });
            if rest.ends_with('н') {
                forms.add(Origin::Alternative, OTHER_HABIT_COST, |out| {
                    write_parts(plain, rest, habit, out);
                    out.push('g');
                });
            }
        }
    }
    let vowels = folded.chars().filter(|&c| is_vowel(c)).count();
    let has_one = vowels == 1 || vowels == 2 && folded.contains("ау");
    if has_one && folded.ends_with('н') {
        forms.add(Origin::Alternative, OTHER_HABIT_COST, |out| {
            write(folded, habit, out);
            out.push('g');
        });
    }
    // As the older books have it: `Чен Ын`, Jong Un.
    if vowels == 1 && folded.contains(['е', 'ы']) {
        let heard = folded
            .replace('ч', "дж")
            .replace('е', "о")
            .replace('ы', "у");
        let mut latin = String::new();
        write(&heard, habit, &mut latin);
        let latin = latin.replace("dzh", "j");
        for ending in ["", "g"] {
            if ending.is_empty() || latin.ends_with('n') {
                forms.add(Origin::Alternative, OTHER_HABIT_COST, |out| {
                    out.push_str(&latin);
                    out.push_str(ending);
                });
            }
        }
    }
}

/// Appends the Latin letters of a folded token; letters of other scripts pass by way of the
/// general table.
pub(super) fn transliterate(folded: &str, out: &mut String) {
    write(folded, habit_of(folded), out);
}

/// Tells the language by the letters that only it has.
fn habit_of(folded: &str) -> Habit {
    let has = |letters: &[char]| folded.contains(letters);
    if has(&['ђ', 'ј', 'љ', 'њ', 'ћ', 'џ', 'ѓ', 'ќ', 'ѕ']) {
        Habit::Serbian
    } else if has(&['ҷ', 'ҳ', 'ӣ', 'ӯ']) || has(&['ў']) && has(&['қ', 'ғ']) {
        Habit::Tajik
    } else if has(&['ә', 'ң', 'ө', 'ұ', 'ү', 'һ', 'җ', 'қ', 'ғ']) {
        Habit::Kazakh
    } else if has(&['ў']) || has(&['і']) && has(&['ы', 'э']) {
        Habit::Belarusian
    } else if has(&['і', 'ї', 'є', 'ґ']) {
        Habit::Ukrainian
    } else if has_vowel_yer(folded) {
        Habit::Bulgarian
    } else {
        Habit::Russian
    }
}

/// Whether ъ is a vowel: Russian writes it only between a consonant and a soft vowel.
fn has_vowel_yer(folded: &str) -> bool {
    folded.match_indices('ъ').any(|(at, yer)| {
        let after = folded[at + yer.len()..].chars().next();
        after.is_some_and(|c| !matches!(c, 'е' | 'ё' | 'ю' | 'я'))
    })
}

/// Another habit to read by: the sounds of Serbian, the ъ of Bulgarian for an English u (`Тръст`), and Ukrainian
/// where only the ending tells it.
fn second_habit(folded: &str, habit: Habit) -> Option<Habit> {
    const UKRAINIAN_ENDINGS: [&str; 4] = ["ко", "ук", "юк", "ак"];
    match habit {
        Habit::Serbian => Some(Habit::SerbianBySound),
        Habit::Bulgarian => Some(Habit::BulgarianOfEnglish),
        Habit::Russian
            if folded.contains('г')
                && UKRAINIAN_ENDINGS
                    .iter()
                    .any(|ending| folded.ends_with(ending)) =>
        {
            Some(Habit::Ukrainian)
        }
        _ => None,
    }
}

fn write(letters: &str, habit: Habit, out: &mut String) {
    write_parts(letters, "", habit, out);
}

/// Appends the Latin letters of a stem and an ending together.
fn write_parts(stem: &str, ending: &str, habit: Habit, out: &mut String) {
    let tail = if ending.is_empty() { stem } else { ending };
    // The two last letters of -ский and -ый are written as one; Ukrainian -ій ends given names.
    let is_adjective = ["ий", "ый"]
        .iter()
        .any(|adjective| tail.ends_with(adjective));
    let letters = || stem.chars().chain(ending.chars());
    let count = letters().count() - if is_adjective { 2 } else { 0 };
    let mut before = None;
    for (c, after) in letters()
        .zip(letters().map(Some).skip(1).chain([None]))
        .take(count)
    {
        match latin_letters(c, before, after, habit) {
            Some(text) => out.push_str(text),
            None => latin::push_ascii(c, out),
        }
        before = Some(c);
    }
    if is_adjective {
        out.push('y');
    }
}

fn is_vowel(c: char) -> bool {
    matches!(
        c,
        'а' | 'е' | 'ё' | 'и' | 'о' | 'у' | 'ы' | 'э' | 'ю' | 'я' | 'і' | 'ї' | 'є'
    )
}

/// The Latin letters of a lower-case Cyrillic letter between its neighbours.
fn latin_letters(
    c: char,
    before: Option<char>,
    after: Option<char>,
    habit: Habit,
) -> Option<&'static str> {
    let own = match habit {
        Habit::Russian | Habit::Kazakh => None,
        Habit::Ukrainian => ukrainian(c, before),
        Habit::Belarusian => (c == 'г').then_some("h"),
        Habit::Bulgarian => bulgarian(c, after),
        Habit::BulgarianOfEnglish => (c == 'ъ').then_some("u").or_else(|| bulgarian(c, after)),
        Habit::Serbian => serbian(c).or_else(|| serbian_by_sound(c)),
        Habit::SerbianBySound => serbian_by_sound(c),
        Habit::Tajik => (c == 'ў').then_some("o"),
    };
    own.or_else(|| common(c, before, after))
}

fn ukrainian(c: char, before: Option<char>) -> Option<&'static str> {
    Some(match c {
        'г' => "h",
        'и' => "y",
        'е' => "e",
        'ї' if before.is_none() => "yi",
        _ => return None,
    })
}

fn bulgarian(c: char, after: Option<char>) -> Option<&'static str> {
    Some(match c {
        'е' => "e",
        'щ' => "sht",
        'ъ' if after.is_some() => "a",
        'х' => "h",
        _ => return None,
    })
}

/// The letters that the Serbian Latin alphabet marks.
fn serbian(c: char) -> Option<&'static str> {
    Some(match c {
        'ж' => "z",
        'ч' | 'ћ' => "c",
        'ш' => "s",
        'џ' => "dz",
        _ => return None,
    })
}

fn serbian_by_sound(c: char) -> Option<&'static str> {
    Some(match c {
        'ђ' => "dj",
        'е' => "e",
        'ј' => "j",
        'љ' => "lj",
        'њ' => "nj",
        'ћ' => "ch",
        'х' => "h",
        'ц' => "c",
        'џ' | 'ѕ' => "dz",
        'ѓ' => "gj",
        'ќ' => "kj",
        _ => return None,
    })
}

fn common(c: char, before: Option<char>, after: Option<char>) -> Option<&'static str> {
    Some(match c {
        'а' | 'ә' => "a",
        'б' => "b",
        'в' => "v",
        'г' | 'ґ' => "g",
        'ғ' => "gh",
        'д' => "d",
        'е' if matches!(before, None | Some('ь' | 'ъ')) => "ye",
        'е' | 'э' => "e",
        'ё' if matches!(before, Some('ж' | 'ш' | 'ч' | 'щ')) => "o",
        'ё' => "yo",
        'є' => "ye",
        'ж' => "zh",
        'з' => "z",
        'и' | 'і' | 'ї' | 'ӣ' => "i",
        'й' | 'ы' => "y",
        'к' => "k",
        'қ' => "q",
        'л' => "l",
        'м' => "m",
        'н' => "n",
        'ң' => "ng",
        'о' | 'ө' => "o",
        'п' => "p",
        'р' => "r",
        'с' => "s",
        'т' => "t",
        'у' | 'ў' | 'ұ' | 'ү' | 'ӯ' => "u",
        'ф' => "f",
        'х' => "kh",
        'ҳ' | 'һ' => "h",
        'ц' => "ts",
        'ч' => "ch",
        'ҷ' | 'җ' => "j",
        'ш' => "sh",
        'щ' => "shch",
        // Softness is written in Latin only where a vowel lets it be heard.
        'ь' if matches!(after, Some('о' | 'и' | 'і')) => "y",
        'ь' | 'ъ' => "",
        'ю' => "yu",
        'я' => "ya",
        _ => return None,
    })
}

#[cfg(test)]
mod tests {
    use super::super::tests::{first, texts};

    #[test]
    fn russian_is_read_as_its_press_spells_it() {
        for (token, latin) in [
            ("Путин", "putin"),
            ("Евгений", "yevgeny"),
            ("Алексей", "aleksey"),
            ("Хрущев", "khrushchev"),
            ("Васильев", "vasilyev"),
            ("Татьяна", "tatyana"),
            ("Зеленский", "zelensky"),
            ("Юрий", "yury"),
            ("Цой", "tsoy"),
            ("Объедков", "obyedkov"),
            ("Подъячев", "podyachev"),
            ("Игорь", "igor"),
        ] {
            assert_eq!(first(token), latin);
        }
        assert_eq!(texts("Хатам")[..2], ["khatam", "hatam"]);
        assert!(texts("Хатамом").contains(&"hatam".to_owned()));
        assert_eq!(texts("Горбачёв")[..2], ["gorbachov", "gorbachev"]);
        assert_eq!(texts("Семён")[..2], ["semyon", "semen"]);
    }

    #[test]
    fn other_languages_are_told_by_their_letters() {
        for (token, latin) in [
            ("Сергій", "serhiy"),
            ("Їжакевич", "yizhakevych"),
            ("Єрмак", "yermak"),
            ("Лукашэнка", "lukashenka"),
            ("Рыгораўна", "ryhorauna"),
            ("Тихановіч", "tykhanovich"),
            ("Милошевић", "milosevic"),
            ("Ђинђић", "djindjic"),
            ("Първанов", "parvanov"),
            ("Қасым", "qasym"),
            ("Жүсіп", "zhusip"),
            ("Раҳмон", "rahmon"),
        ] {
            assert_eq!(first(token), latin);
        }
        assert!(texts("Шешељ").contains(&"sheshelj".to_owned()));
        assert!(
            texts("Григор'єв")
                .iter()
                .any(|text| text.starts_with("gryg"))
        );
        assert!(texts("Гриценко").contains(&"hrytsenko".to_owned()));
    }

    #[test]
    fn korean_syllables_are_seen_through_russian() {
        assert!(texts("Чхоль").contains(&"chol".to_owned()));
        assert!(texts("Ён").contains(&"yong".to_owned()));
        assert!(texts("Чен").contains(&"jong".to_owned()));
        assert!(texts("Ын").contains(&"un".to_owned()));
        assert!(texts("Аун").contains(&"aung".to_owned()));
    }
}
