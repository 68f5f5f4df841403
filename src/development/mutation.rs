//! Listed names as people write them: with slips of the keyboard, reordered, shortened, spelt by
//! another system of transliteration. A seeded recipe.

use crate::EntityKind;
use crate::confidence::Random;

/// What is done to a name.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Mutation {
    /// Nothing.
    None,
    /// Two neighbouring letters change places.
    Swap,
    /// A letter is left out.
    Drop,
    /// A letter is written twice.
    Double,
    /// A vowel is written for another.
    Vowel,
    /// A letter is written for its neighbour on the keyboard.
    Key,
    /// The last word is put in front, with a comma.
    Comma,
    /// A middle word is left out.
    Middle,
    /// The first word is cut to its initial.
    Initial,
    /// A blank is left out.
    Join,
    /// Another transliteration.
    Drift,
}

impl Mutation {
    pub(crate) const ALL: [Self; 11] = [
        Self::None,
        Self::Swap,
        Self::Drop,
        Self::Double,
        Self::Vowel,
        Self::Key,
        Self::Comma,
        Self::Middle,
        Self::Initial,
        Self::Join,
        Self::Drift,
    ];

    /// What it does, in words.
    pub(crate) fn label(self) -> &'static str {
        match self {
            Self::None => "as listed",
            Self::Swap => "two letters changed places",
            Self::Drop => "a letter left out",
            Self::Double => "a letter doubled",
            Self::Vowel => "another vowel",
            Self::Key => "a neighbouring key",
            Self::Comma => "last name first",
            Self::Middle => "a middle word left out",
            Self::Initial => "first name cut to its initial",
            Self::Join => "a blank left out",
            Self::Drift => "another transliteration",
        }
    }

    /// Whether names of this kind are written so: only persons have given names and initials.
    pub(crate) fn suits(self, kind: EntityKind) -> bool {
        kind == EntityKind::Person || !matches!(self, Self::Comma | Self::Initial)
    }
}

/// Usual differences between systems of transliteration.
const DRIFT: [(&str, &str); 14] = [
    ("kh", "h"),
    ("q", "k"),
    ("ou", "u"),
    ("y", "i"),
    ("iy", "y"),
    ("ee", "i"),
    ("oo", "u"),
    ("ph", "f"),
    ("sh", "ch"),
    ("dh", "d"),
    ("gh", "g"),
    ("ks", "x"),
    ("v", "w"),
    ("ei", "ey"),
];

/// Applies a mutation drawn by chance to a name in natural order. `None` where it changes nothing.
pub(crate) fn mutate(name: &str, random: &mut Random) -> Option<String> {
    mutated(
        name,
        Mutation::ALL[random.below(Mutation::ALL.len())],
        random,
    )
}

/// Applies one mutation to a name in natural order. `None` where it changes nothing.
pub(crate) fn mutated(name: &str, mutation: Mutation, random: &mut Random) -> Option<String> {
    let words: Vec<&str> = name.split_whitespace().collect();
    let mutated = match mutation {
        Mutation::None => return Some(name.to_owned()),
        Mutation::Comma => {
            let (last, rest) = words.split_last()?;
            format!("{last}, {}", rest.join(" "))
        }
        Mutation::Middle => {
            let middle = 1 + random.below(words.len().checked_sub(2).filter(|&count| count > 0)?);
            let kept = words.iter().enumerate().filter(|(at, _)| *at != middle);
            kept.map(|(_, word)| *word).collect::<Vec<_>>().join(" ")
        }
        Mutation::Initial => {
            let (first, rest) = words.split_first()?;
            format!("{}. {}", first.chars().next()?, rest.join(" "))
        }
        Mutation::Join => {
            let gap = random.below(words.len().checked_sub(1).filter(|&count| count > 0)?);
            let gaps = words.iter().enumerate();
            gaps.map(|(at, word)| {
                if at == gap {
                    (*word).to_owned()
                } else {
                    format!("{word} ")
                }
            })
            .collect()
        }
        Mutation::Drift => drift(name, random)?,
        _ => slip(&words, mutation, random)?,
    };
    let mutated = mutated.trim().to_owned();
    (mutated != name && !mutated.is_empty()).then_some(mutated)
}

/// Words that end the names of organisations and are left out or changed at will.
const SUFFIXES: [&str; 18] = [
    "Co.",
    "Co",
    "Company",
    "Corp.",
    "Corporation",
    "Ltd",
    "Ltd.",
    "Limited",
    "LLC",
    "Inc.",
    "Inc",
    "Organization",
    "Group",
    "Org.",
    "GmbH",
    "Foundation",
    "S.A.",
    "JSC",
];

/// Applies a mutation drawn by chance to the name of an organisation: one time in three to the
/// company suffix, where it has one.
pub(crate) fn mutate_organization(name: &str, random: &mut Random) -> Option<String> {
    let is_suffix = |word: &str| {
        let bare = |text: &str| text.trim_end_matches(['.', ',']).to_ascii_lowercase();
        SUFFIXES.iter().any(|suffix| bare(suffix) == bare(word))
    };
    let mut words: Vec<&str> = name.split_whitespace().collect();
    let suffixes = words
        .iter()
        .rev()
        .take_while(|word| is_suffix(word))
        .count();
    if suffixes > 0 && suffixes < words.len() && random.below(3) == 0 {
        words.truncate(words.len() - suffixes);
        if random.below(2) == 0 {
            words.push(SUFFIXES[random.below(SUFFIXES.len())]);
        }
        return Some(words.join(" ").trim_end_matches(',').to_owned());
    }
    // Organisations have no given names that are cut to initials, and no `LAST, First`.
    mutate(name, random).filter(|name| !name.contains(", ") && name.find(". ") != Some(1))
}

fn drift(name: &str, random: &mut Random) -> Option<String> {
    let lower = name.to_lowercase();
    let first = random.below(DRIFT.len());
    let (from, to) = (0..DRIFT.len())
        .map(|offset| DRIFT[(first + offset) % DRIFT.len()])
        .find(|(from, _)| lower.contains(from))?;
    Some(lower.replacen(from, to, 1))
}

/// A slip inside a word of five letters or more, never at its ends.
fn slip(words: &[&str], mutation: Mutation, random: &mut Random) -> Option<String> {
    let long: Vec<usize> = (0..words.len())
        .filter(|&at| words[at].len() >= 5 && words[at].is_ascii())
        .collect();
    let word = *long.get(random.below(long.len().max(1)))?;
    let mut letters = words[word].as_bytes().to_vec();
    let at = 1 + random.below(letters.len() - 2);
    match mutation {
        Mutation::Swap if at + 2 < letters.len() => letters.swap(at, at + 1),
        Mutation::Drop => {
            letters.remove(at);
        }
        Mutation::Double => letters.insert(at, letters[at]),
        Mutation::Vowel => {
            let vowel = (1..letters.len() - 1)
                .find(|&at| b"aeiou".contains(&letters[at].to_ascii_lowercase()))?;
            letters[vowel] = b"aeiou"[random.below(5)];
        }
        Mutation::Key => {
            const ROWS: &str = "qwertyuiop asdfghjkl zxcvbnm";
            let place = ROWS.find(letters[at].to_ascii_lowercase() as char)?;
            letters[at] = *ROWS.as_bytes().get(place + 1).filter(|key| **key != b' ')?;
        }
        _ => return None,
    }
    let changed = String::from_utf8(letters).ok()?;
    let words = words.iter().enumerate();
    let words = words.map(|(at, kept)| if at == word { changed.as_str() } else { kept });
    Some(words.collect::<Vec<_>>().join(" "))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_same_seed_gives_the_same_names() {
        let names = |seed| {
            let mut random = Random::new(seed);
            (0..200)
                .filter_map(|_| mutate("Mohammad Hassan Khalidi", &mut random))
                .collect::<Vec<_>>()
        };
        assert_eq!(names(1), names(1));
        assert_ne!(names(1), names(2));
        assert!(
            names(1)
                .iter()
                .any(|name| name == "Khalidi, Mohammad Hassan")
        );
        assert!(names(1).iter().any(|name| name == "M. Hassan Khalidi"));
    }
}
