//! Takes case endings off names, as the languages that inflect them have them, in Cyrillic, Greek,
//! Latin and the scripts of the Caucasus.

mod cyrillic;
mod latin;

pub(super) use cyrillic::cyrillic_stems;
pub(crate) use latin::{elided, genitive_stem, latin_stems};

/// What is left of a name, its own ending put back, has at least so many letters.
const MIN_NAME: usize = 3;

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
