//! The names of persons: given and family names, fathers' names, titles and small words.

use crate::script::{begins_family, is_long_family};
use std::ops::Range;

use super::ParseToken;
use crate::knowledge::{Culture, Knowledge, ParticleClass, TitleClass};
use crate::name::part::{Part, Role};
use crate::text::{Case, Gap};

/// Tells the part of each word, and how many words the family name put in front takes.
pub(super) fn tell_parts(tokens: &[ParseToken<'_>], parts: &mut Vec<Part>) -> usize {
    let knowledge = Knowledge::get();
    let count = tokens.len();
    parts.extend(tokens.iter().map(|_| Part::new(Role::Given)));
    let comma = family_comma(tokens);
    // What can be told from the word alone.
    for (at, token) in tokens.iter().enumerate() {
        let alone = count == 1;
        let letter = token.latin.len() == 1 && token.latin.as_bytes()[0].is_ascii_alphabetic();
        let initial = letter || token.initial;
        // Who is called `LO, Gleb` has no other family name, whatever else `lo` means.
        let is_family =
            comma == Some(at + 1) && parts[..at].iter().all(|part| !part.role.is_core());
        // What Han characters and Hangul sound like tells of no title and no small word.
        let role = if token.syllable || is_family && !initial {
            Role::Given
        } else if initial && !alone {
            Role::Initial
        } else if at + 1 < count
            && is_title(token.latin)
            && may_have_title(at, comma, tokens, parts)
            || at > 0 && at + 1 == count && is_religious(token.latin)
        {
            Role::Title
        } else if at + 1 < count
            && let Some(role) = particle_role(token.latin, at == 0)
        {
            role
        } else if at > 1 && knowledge.suffix(token.latin).is_some() {
            Role::Suffix
        } else {
            Role::Given
        };
        parts[at].role = role;
    }
    let names = |parts: &[Part]| -> Vec<usize> {
        (0..count)
            .filter(|&at| parts[at].role == Role::Given)
            .collect()
    };
    let core = names(parts);
    let Some((&first, &last)) = core.first().zip(core.last()) else {
        // Particles or titles alone: then they are the name.
        for part in parts.iter_mut() {
            part.role = Role::Given;
        }
        return 0;
    };
    if first == last {
        // With a single name, a title before it tells something too: Mullah Omar.
        for part in parts.iter_mut().filter(|part| part.role == Role::Title) {
            part.role = Role::Generic;
        }
    }
    let comma = comma.filter(|comma| (first + 1..=last).contains(comma));
    // With a word that is known whole it is rather the name of an organisation.
    let family_in_front = eastern_family(tokens);
    let capitals = |at: &usize| tokens[*at].case == Case::Upper && tokens[*at].latin.len() > 1;
    let mixed = core.iter().any(capitals) && !core.iter().all(capitals);
    let is_told = comma.is_some() || mixed || family_in_front.is_some();
    let families = (!is_told).then(|| families(tokens, &core));
    for &at in &core {
        let family = if let Some(comma) = comma {
            at < comma
        } else if mixed {
            capitals(&at)
        } else if let Some(count) = family_in_front {
            at < first + count
        } else {
            families.is_some_and(|families| families.contains(&at))
        };
        let filial = at > 0
            && matches!(
                knowledge
                    .particle(tokens[at - 1].latin)
                    .map(|particle| particle.class),
                Some(ParticleClass::Filial)
            );
        // At the end of several a family name may end alike: `Gleb Tarasovich Zhdankevich`.
        let patronymic = is_patronymic(tokens[at].latin) && !(family && core.len() > 2);
        parts[at].role = if core.len() > 1 && (filial || patronymic) && at != first {
            Role::Patronymic
        } else if family {
            Role::Family
        } else {
            Role::Given
        };
    }
    for pair in core.windows(2) {
        let is_given = |at: usize| parts[at].role == Role::Given;
        if is_given(pair[0]) && is_given(pair[1]) && is_honorific(tokens[pair[0]].latin) {
            parts[pair[0]].role = Role::Honorific;
        }
    }
    for at in nicknames(tokens, first..last) {
        if parts[at].role == Role::Given {
            parts[at].role = Role::Nickname;
        }
    }
    let is_family = |at: &usize| parts[*at].role == Role::Family;
    match comma {
        Some(comma) => comma,
        // Family first without a comma: KIM Jong Un, Li Fangwei.
        None if is_family(&first) && core.iter().any(|at| !is_family(at)) => {
            core.iter().copied().find(|at| !is_family(at)).unwrap_or(0)
        }
        None => 0,
    }
}

/// Of a name in Han characters or Hangul, how many words the family name in front takes. With a word that is known
/// whole, and is no family name, it is rather the name of an organisation.
fn eastern_family(tokens: &[ParseToken<'_>]) -> Option<usize> {
    // Three characters that begin with a family name of Chinese are a Chinese name, whatever Japanese hear in it.
    let is_chinese = tokens.len() == 3 && tokens[0].fold.starts_with(begins_family);
    if let [first, second, _, ..] = tokens
        && first.syllable
        && second.syllable
        && is_long_family(&[first.fold, second.fold].concat(), !is_chinese)
    {
        return Some(2);
    }
    let (first, rest) = tokens.split_first()?;
    // Most names are of no syllables, and are told before any table is asked.
    if !rest.iter().all(|token| token.syllable) {
        return None;
    }
    let is_whole = !rest.is_empty() && is_long_family(first.fold, true);
    (is_whole || first.syllable).then_some(1)
}

/// The words between quotation marks that stand inside a name.
fn nicknames(tokens: &[ParseToken<'_>], name: Range<usize>) -> Range<usize> {
    let quoted = |at: &usize| tokens[*at].gap == Gap::Quote;
    let opens = (name.start + 1..name.end).find(quoted);
    let closes = opens.and_then(|opens| (opens + 1..=name.end).find(quoted));
    match (opens, closes) {
        (Some(opens), Some(closes)) => opens..closes,
        _ => 0..0,
    }
}

/// Titles that as often are names (Khan, Sayyid) count as names.
fn is_title(latin: &str) -> bool {
    Knowledge::get()
        .title(latin)
        .is_some_and(|class| !matches!(class, TitleClass::Weak | TitleClass::Honorific))
}

/// Words of respect that stand before a given name, or for it: Sayyid Qutb.
fn is_honorific(latin: &str) -> bool {
    Knowledge::get().title(latin) == Some(TitleClass::Honorific)
}

/// Titles of religion that follow the name as well: Baradar Akhund.
fn is_religious(latin: &str) -> bool {
    Knowledge::get().title(latin) == Some(TitleClass::Religious)
}

/// Where the comma stands that parts the family name, which is put first, from the rest.
fn family_comma(tokens: &[ParseToken<'_>]) -> Option<usize> {
    let comma = (1..tokens.len()).find(|&at| tokens[at].gap == Gap::Comma)?;
    let is_name = |token: &ParseToken<'_>| {
        !is_title(token.latin) && Knowledge::get().suffix(token.latin).is_none()
    };
    tokens[comma..].iter().any(is_name).then_some(comma)
}

/// Whether a title may stand at a place: before all names, or right behind the family name that a comma ends.
/// Before that comma a word that is known as a family name is one, whatever else it means: `Coronel Tavrik, Gleb`,
/// and so is the only one.
fn may_have_title(
    at: usize,
    family_comma: Option<usize>,
    tokens: &[ParseToken<'_>],
    parts: &[Part],
) -> bool {
    let only_titles = |parts: &[Part]| parts.iter().all(|part| part.role == Role::Title);
    match family_comma {
        Some(comma) if at >= comma => only_titles(&parts[comma..at]),
        Some(comma) => {
            let class = Knowledge::get().name_class(tokens[at].latin);
            at + 1 < comma && !class.is_some_and(|class| class.family) && only_titles(&parts[..at])
        }
        None => only_titles(&parts[..at]),
    }
}

/// The part of a small word before another word. `abd` is half of a given name; `abu` tells
/// something, if little; the others nothing.
fn particle_role(latin: &str, leading: bool) -> Option<Role> {
    match Knowledge::get().particle(latin)?.class {
        ParticleClass::Servant => None,
        ParticleClass::Kunya => Some(Role::Generic),
        ParticleClass::Article => Some(Role::Particle),
        _ if leading => None,
        _ => Some(Role::Particle),
    }
}

/// Which words are the family name, where nothing but the words themselves tells. Spanish and Portuguese
/// names have two of them.
fn families(tokens: &[ParseToken<'_>], core: &[usize]) -> [usize; 2] {
    let class = |at: usize| Knowledge::get().name_class(tokens[at].latin);
    let is_iberian = |at: usize| {
        class(at).is_some_and(|class| {
            let cultures = [Culture::Spanish, Culture::Portuguese];
            class.family
                && cultures
                    .iter()
                    .any(|&culture| class.cultures.contains(culture))
        })
    };
    let is_given = |at: usize| class(at).is_some_and(|class| class.given);
    let family_first = family_first(tokens, core);
    match *core {
        [first, second, .., _] if family_first && is_iberian(first) && !is_given(second) => {
            [first, second]
        }
        [first, ..] if family_first => [first; 2],
        [.., _, before, last] if is_iberian(before) && !is_given(before) && !is_given(last) => {
            [before, last]
        }
        [.., last] => [last; 2],
        [] => [0; 2],
    }
}

/// Whether a name puts the family first: the first word is a family name by knowledge and no given one,
/// the last is not; or the last alone is known for a given one, `Zhdankov Dmitri`; or it is the only father's
/// name of three or more, `Zhdankov Dmitri Petrovich`, or a daughter's patronymic, whatever the first word is.
fn family_first(tokens: &[ParseToken<'_>], core: &[usize]) -> bool {
    let class = |at: usize| Knowledge::get().name_class(tokens[at].latin);
    let (Some(&first), Some(&last)) = (core.first(), core.last()) else {
        return false;
    };
    if core.len() > 2 && is_daughters(tokens[last].latin) {
        return true;
    }
    if is_of_east(tokens, core) {
        return true;
    }
    if first == last || class(first).is_some_and(|class| class.given) {
        return false;
    }
    let fathers = core.iter().filter(|&&at| is_patronymic(tokens[at].latin));
    if core.len() > 2 && is_patronymic(tokens[last].latin) && fathers.count() == 1 {
        return true;
    }
    match (class(first), class(last)) {
        (_, Some(last)) => last.given && !last.family,
        (first, None) => first.is_some(),
    }
}

/// Whether a name is three syllables, the first of which is one of the commonest family names of East Asia, `Kim Yo
/// Jong` or, the others written as one, `Kim Yojong`; or stands before two that a hyphen joins: `Tsai Chi-chang`.
fn is_of_east(tokens: &[ParseToken<'_>], core: &[usize]) -> bool {
    const PEOPLES: [Culture; 3] = [Culture::Cantonese, Culture::Chinese, Culture::Korean];
    let is_common = |at: usize| {
        let class = Knowledge::get().name_class(tokens[at].latin);
        class.is_some_and(|class| {
            let cultures = class.cultures;
            class.family
                && class.commonness == 1
                && PEOPLES.iter().any(|&people| cultures.contains(people))
        })
    };
    match *core {
        [first, second, last] => {
            core.iter().all(|&at| is_one_syllable(tokens[at].latin))
                && (is_common(first)
                    || tokens[last].gap == Gap::Hyphen && tokens[second].gap == Gap::Space)
        }
        [first, last] => {
            let class = Knowledge::get().name_class(tokens[last].latin);
            is_common(first) && syllables(tokens[last].latin) == 2 && class.is_none()
        }
        _ => false,
    }
}

/// Whether a word in Latin letters is one syllable as Chinese and Korean have them.
pub(crate) fn is_one_syllable(latin: &str) -> bool {
    const LONGEST: usize = 6;
    latin.len() <= LONGEST && syllables(latin) == 1
}

/// How many runs of vowels a word in Latin letters has.
fn syllables(latin: &str) -> usize {
    let is_vowel = |letter: u8| b"aeiou".contains(&letter);
    let letters = latin.as_bytes();
    let begins = |at: &usize| is_vowel(letters[*at]) && (*at == 0 || !is_vowel(letters[at - 1]));
    (0..letters.len()).filter(begins).count()
}

/// Whether a word has the ending of a Slavic patronymic.
pub(crate) fn is_patronymic(latin: &str) -> bool {
    // As Russian and Ukrainian write it in their cases.
    const OF_SONS: [&str; 5] = ["a", "u", "em", "e", "om"];
    const OF_DAUGHTERS: [&str; 6] = ["oy", "oi", "u", "y", "e", "i"];
    let son = |stem: &str| stem.ends_with("ich") && is_fathers(stem);
    is_fathers(latin)
        || OF_SONS
            .iter()
            .any(|ending| latin.strip_suffix(ending).is_some_and(son))
        || OF_DAUGHTERS
            .iter()
            .any(|ending| latin.strip_suffix(ending).is_some_and(has_daughters_stem))
}

/// Whether a word is a patronymic as it is called.
fn is_fathers(latin: &str) -> bool {
    const ENDINGS: [&str; 8] = [
        "ovich", "evich", "ovych", "evych", "ovitch", "evitch", "avich", "yvich",
    ];
    const SHORT: [&str; 6] = ["fomich", "ilich", "ilyich", "kuzmich", "lukich", "nikitich"];
    latin.len() > 6 && ENDINGS.iter().any(|ending| latin.ends_with(ending))
        || SHORT.contains(&latin)
        || is_daughters(latin)
}

/// Whether a word has the ending of a daughter's patronymic, which no family name has.
fn is_daughters(latin: &str) -> bool {
    latin.strip_suffix('a').is_some_and(has_daughters_stem)
}

fn has_daughters_stem(stem: &str) -> bool {
    const ENDINGS: [&str; 4] = ["ovn", "evn", "ivn", "ichn"];
    stem.len() > 5 && ENDINGS.iter().any(|ending| stem.ends_with(ending))
}

/// The most bits that `abd` is worth before the name that completes it.
pub(crate) const SERVANT_BITS: f32 = 2.0;

/// `Abd al-Rahman` is one given name, and no rarer than `Rahman`.
pub(super) fn belittle_servants(tokens: &[ParseToken<'_>], parts: &mut [Part]) {
    let mut completed = false;
    for (part, token) in parts.iter_mut().zip(tokens).rev() {
        let particle = Knowledge::get().particle(token.latin);
        if particle.is_some_and(|particle| particle.class == ParticleClass::Servant) {
            if completed {
                part.bits = part.bits.min(SERVANT_BITS);
            }
            completed = false;
        } else {
            completed = part.role.is_core() || completed && part.role == Role::Particle;
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::name::{Manner, Word, parse};
    use crate::text::tokenize;

    fn roles(name: &str) -> Vec<Role> {
        let mut tokens = Vec::new();
        tokenize(name, &mut tokens);
        let words: Vec<Word> = tokens
            .iter()
            .map(|token| Word::new(token.surface(name)))
            .collect();
        let inputs: Vec<ParseToken<'_>> = tokens
            .iter()
            .zip(&words)
            .map(|(token, word)| ParseToken::of(token, word))
            .collect();
        let mut parts = Vec::new();
        parse(&inputs, Manner::Person, &mut parts);
        parts.iter().map(|part| part.role).collect()
    }

    #[test]
    fn the_family_stands_first_where_the_words_tell() {
        use Role::{Family, Given, Patronymic};
        let official = [Family, Given, Patronymic];
        assert_eq!(roles("Varnakov Gleb Tarasovich"), official);
        assert_eq!(roles("Varnakova Olga Ilyinichna"), official);
        let spoken = [Given, Patronymic, Family];
        assert_eq!(roles("Gleb Tarasovich Varnakov"), spoken);
        assert_eq!(roles("Gleb Tarasovich Zhdankevich"), spoken);
        assert_eq!(roles("Varnakov Dmitri"), [Family, Given]);
        assert_eq!(roles("Varnakov Gleb Dmitri"), [Family, Given, Given]);
        assert_eq!(roles("Dmitri Varnakov"), [Given, Family]);
        assert_eq!(roles("Boris Ksenia Tarasovna"), official);
        assert_eq!(roles("Varnakov Gleb Ilich"), official);
        // Two surnames.
        assert_eq!(roles("Cardoso Tavriko Glebas"), [Family, Family, Given]);
        assert_eq!(roles("Glebas Cardoso Tavriko"), [Given, Family, Family]);
        assert_eq!(roles("Pablo Carlos Cardoso"), [Given, Given, Family]);
        // After two given names it is a family name that ends alike.
        assert_eq!(roles("Ivan Gleb Zhdankevich"), [Given, Given, Family]);
    }

    #[test]
    fn titles_stand_before_all_names_or_behind_the_comma() {
        use Role::{Family, Given, Title};
        assert_eq!(roles("General Gleb Varnakov"), [Title, Given, Family]);
        assert_eq!(roles("VARNAKOV, General Gleb"), [Family, Title, Given]);
        assert_eq!(roles("Varnakov, Dr. Shaykh Gleb")[1..3], [Title; 2]);
        // Before the comma stands the family name, whatever it means.
        assert_eq!(roles("CORONEL TAVRIK, Gleb"), [Family, Family, Given]);
        assert_eq!(roles("SHEIKH, Gleb"), [Family, Given]);
        assert_eq!(roles("LO, Gleb"), [Family, Given]);
        assert_eq!(roles("DE, Gleb Tavriko"), [Family, Given, Given]);
        assert_eq!(roles("Dr. VARNAKOV, Gleb"), [Title, Family, Given]);
        assert_eq!(roles("General Gleb Varnakov, Jr.")[0], Title);
    }
}
