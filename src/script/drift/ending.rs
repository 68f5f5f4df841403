//! Beginnings and endings of names whose spellings differ more than their letters do.

/// What follows `Abd al-` when both are written in one word, with or without the l, and with it
/// made like the next sound: `abdulkarim`, `abdelkarim`, `abdurrahman`, `abdirahman`.
pub(super) fn servant_of(form: &[u8]) -> Option<&[u8]> {
    let rest = form.strip_prefix(b"abd")?;
    let vowels = rest
        .iter()
        .take_while(|letter| b"aeiou".contains(letter))
        .count();
    let end = *rest[..vowels].last()?;
    let rest = &rest[vowels..];
    match rest {
        // One of two words: the first of Abdul Karim, Abdur Rahman, Abdes Salam.
        [b'l' | b'r' | b's' | b'n' | b'z' | b'd' | b't'] if matches!(end, b'u' | b'e' | b'o') => {
            Some(b"")
        }
        b"l" => Some(b""),
        [first, second, ..] if *first == b'l' || first == second => Some(&rest[1..]),
        [_, _, _, ..] => Some(rest),
        _ => None,
    }
}

/// Whether a form is a Slavic family name with the j that Polish, German and Czech write for the y before
/// its e: Jegorow, Jelcyn. Elsewhere a j at the beginning is heard as one: Jebali, Jensen.
pub(super) fn begins_with_glide(form: &[u8]) -> bool {
    const ENDINGS: [&[u8]; 8] = [
        b"ow", b"ew", b"owa", b"ewa", b"enko", b"icz", b"cyn", b"cyna",
    ];
    form.starts_with(b"je") && ENDINGS.iter().any(|ending| form.ends_with(ending))
}

/// Endings whose spellings differ more than their letters do, with the units that stand for them.
///
/// Each needs at least so many letters before it.
const ENDINGS: [(&[u8], usize, &[u8]); 44] = [
    // "of the religion"
    (b"uddine", 2, b"udin"),
    (b"eddine", 2, b"udin"),
    (b"uddeen", 2, b"udin"),
    (b"eddeen", 2, b"udin"),
    (b"aldeen", 2, b"udin"),
    (b"eldeen", 2, b"udin"),
    (b"uddin", 2, b"udin"),
    (b"eddin", 2, b"udin"),
    (b"addin", 2, b"udin"),
    (b"iddin", 2, b"udin"),
    (b"oddin", 2, b"udin"),
    (b"aldin", 2, b"udin"),
    (b"eldin", 2, b"udin"),
    (b"uldin", 2, b"udin"),
    (b"iddine", 2, b"udin"),
    (b"addine", 2, b"udin"),
    // "of God"
    (b"oullah", 3, b"ula"),
    (b"allah", 3, b"ula"),
    (b"ullah", 3, b"ula"),
    (b"ollah", 3, b"ula"),
    (b"oulla", 3, b"ula"),
    (b"alla", 3, b"ula"),
    (b"ulla", 3, b"ula"),
    (b"olla", 3, b"ula"),
    // Women's names and nouns
    (b"iyyeh", 1, b"ia"),
    (b"iyeh", 1, b"ia"),
    (b"ieh", 1, b"ia"),
    // Slavic family names
    (b"eyevic", 2, b"iviC"),
    (b"ejevic", 2, b"iviC"),
    (b"vic", 2, b"viC"),
    (b"dic", 2, b"diC"),
    (b"zic", 2, b"ziC"),
    (b"cic", 2, b"ciC"),
    (b"sic", 2, b"siC"),
    (b"jic", 2, b"jiC"),
    (b"off", 2, b"uv"),
    (b"eff", 2, b"ev"),
    (b"cyn", 3, b"cin"),
    (b"cyna", 3, b"cina"),
    // Alexander and Iskandar
    (b"nder", 2, b"ndr"),
    (b"ndar", 2, b"ndr"),
    (b"ndre", 2, b"ndr"),
    (b"ndro", 2, b"ndr"),
    (b"ndr", 2, b"ndr"),
];

/// Joseph, in Arabic and Hebrew.
const YUSUF: [&[u8]; 2] = [b"sef", b"sif"];

pub(super) fn usual_ending(body: &[u8]) -> (&[u8], &'static [u8]) {
    if body.first() == Some(&b'y')
        && let Some(stem) = YUSUF.iter().find_map(|ending| body.strip_suffix(*ending))
    {
        return (stem, b"suf");
    }
    ENDINGS
        .iter()
        .find_map(|(ending, least, units)| {
            // Most are told apart by the last letter, which is quicker than to compare them all.
            let stem = (body.last() == ending.last()).then(|| body.strip_suffix(*ending))??;
            (stem.len() >= *least).then_some((stem, *units))
        })
        .unwrap_or((body, b""))
}

/// Whether a word ends alike whatever stands before it: no ending begins before the word, or needs
/// letters before it that are missing.
pub(super) fn is_settled(word: &[u8]) -> bool {
    ENDINGS.iter().all(|(ending, least, _)| {
        word.last() != ending.last()
            || !ending.ends_with(word)
                && (!word.ends_with(ending) || word.len() - ending.len() >= *least)
    })
}
