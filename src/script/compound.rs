//! German and Dutch write several words as one: `Außenhandelsbank`, `Revolutionsgarden`.
//!
//! A word is parted where a table knows all that it is made of: words that the names of organisations
//! are made of in any language. What else these languages write as one stays one word.

use std::sync::LazyLock;

use rustc_hash::{FxHashMap, FxHashSet};

/// No compound is shorter, in bytes.
const SHORTEST: usize = 8;
/// A longer word is not looked at, in bytes.
const LONGEST: usize = 60;
/// So many of the first and of the last bytes are looked at first.
const END: usize = 3;

struct Parts {
    first: FxHashSet<&'static str>,
    /// The same folded.
    folded: FxHashSet<String>,
    /// With the length that belongs to the word, without the ending.
    last: FxHashMap<String, usize>,
    /// What compounds begin with, and what they end with.
    heads: FxHashSet<[u8; END]>,
    tails: FxHashSet<[u8; END]>,
}

static PARTS: LazyLock<Parts> = LazyLock::new(|| {
    let mut parts = Parts {
        first: FxHashSet::default(),
        folded: FxHashSet::default(),
        last: FxHashMap::default(),
        heads: FxHashSet::default(),
        tails: FxHashSet::default(),
    };
    let text = include_str!("../../lists/knowledge/compound-parts.tsv");
    for row in super::rows(text) {
        let mut fields = row.split('\t');
        let place = fields.next();
        for word in fields.nth(1).unwrap_or_default().split(' ') {
            if place == Some("first") {
                let mut folded = String::new();
                super::fold(word, &mut folded);
                parts.folded.insert(folded);
                parts.first.insert(word);
                for written in [word, &word.to_uppercase()] {
                    parts.heads.extend(end(written.as_bytes().first_chunk()));
                }
                continue;
            }
            let mut forms = word.split('|');
            let stem = forms.next().unwrap_or_default();
            for ending in std::iter::once("").chain(forms) {
                let form = format!("{stem}{ending}");
                parts.tails.extend(end(form.as_bytes().last_chunk()));
                parts.last.insert(form, stem.len());
            }
        }
    }
    parts
});

/// Whether a folded word begins compounds.
pub(crate) fn begins_compounds(folded: &str) -> bool {
    PARTS.folded.contains(folded)
}

/// Where the parts of a word end, in bytes, if it is a compound whose parts are known. The grammatical
/// ending of the last one stands beyond.
#[inline]
pub(crate) fn compound(word: &str) -> Option<Vec<usize>> {
    if !(SHORTEST..=LONGEST).contains(&word.len()) {
        return None;
    }
    let parts = &*PARTS;
    let bytes = word.as_bytes();
    if !parts.tails.contains(&end(bytes.last_chunk())?) {
        return None;
    }
    let begins = parts.heads.contains(&end(bytes.first_chunk())?);
    begins.then(|| parted(word))?
}

/// The first or last bytes of a word as they are compared.
fn end(bytes: Option<&[u8; END]>) -> Option<[u8; END]> {
    bytes.map(|bytes| bytes.map(|byte| byte.to_ascii_lowercase()))
}

fn parted(word: &str) -> Option<Vec<usize>> {
    let mut small = String::with_capacity(word.len());
    for (at, letter) in word.char_indices() {
        // So that each part ends where it does in the word.
        if small.len() != at {
            return None;
        }
        small.extend(letter.to_lowercase());
    }
    if small.len() != word.len() {
        return None;
    }
    let mut starts = small.char_indices().map(|(at, _)| at).skip(1);
    starts.find_map(|start| {
        let stem = PARTS.last.get(&small[start..])?;
        let mut ends = Vec::new();
        begins(&small, 0, start, &mut ends).then(|| {
            ends.push(start + stem);
            ends
        })
    })
}

/// Whether the bytes of a word from one place to another are parts that compounds begin with, longest first;
/// adds where they end.
fn begins(word: &str, from: usize, to: usize, ends: &mut Vec<usize>) -> bool {
    if from == to {
        return true;
    }
    let known = ends.len();
    for end in (from + 1..=to)
        .rev()
        .filter(|&end| word.is_char_boundary(end))
    {
        if PARTS.first.contains(&word[from..end]) {
            ends.push(end);
            if begins(word, end, to, ends) {
                return true;
            }
            ends.truncate(known);
        }
    }
    false
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::knowledge::Knowledge;

    fn parts(word: &str) -> Vec<&str> {
        let mut start = 0;
        let ends = compound(word).unwrap_or_default();
        let part = |end: usize| {
            let part = &word[start..end];
            start = end;
            part
        };
        ends.into_iter().map(part).collect()
    }

    #[test]
    fn compounds_are_parted_where_all_parts_are_known() {
        assert_eq!(parts("Außenhandelsbank"), ["Außen", "handels", "bank"]);
        assert_eq!(parts("ÖLGESELLSCHAFT"), ["ÖL", "GESELLSCHAFT"]);
        assert_eq!(parts("Revolutionsgarden"), ["Revolutions", "garde"]);
        assert_eq!(parts("arbeiderspartij"), ["arbeiders", "partij"]);
        for word in [
            "Varnakovbank",
            "Bankgesellschaft",
            "Gesellschaft",
            "Staatsoper",
            "transportation",
            "Newfront",
            // In small letters one is longer, the other shorter.
            "İHandelsẞbank",
            "staatsİẞbank",
        ] {
            assert!(parts(word).is_empty(), "{word}");
        }
    }

    #[test]
    fn each_part_is_a_word_of_organisations() {
        let last = PARTS.last.iter().map(|(form, &stem)| &form[..stem]);
        for part in PARTS.first.iter().copied().chain(last) {
            let mut folded = String::new();
            crate::script::fold(part, &mut folded);
            assert!(Knowledge::get().org_word(&folded).is_some(), "{part}");
        }
    }
}
