//! Spanish names that another script spells by their sound: `Хорхе` is Jorge, `Кастильо` Castillo.

use std::sync::LazyLock;

use rustc_hash::FxHashSet;

use super::forms::Form;
use super::{Forms, Origin, Script, drift_key};
use crate::knowledge::{Culture, Knowledge};

/// What a spelling by the sound says less than the one it is read from.
const COST: u8 = 4;
/// Of so many forms of a word the sound is read, the likeliest.
const MOST: usize = 3;
/// A shorter word may be anything.
const LEAST: usize = 4;

/// Adds the names that Spanish writes for what the forms of a word sound like.
pub(super) fn read(script: Script, forms: &mut Forms) {
    // In these, all that has its vowels is a name of their own.
    let has_own = match script {
        Script::Han | Script::Hangul | Script::Hiragana | Script::Katakana => true,
        Script::Latin | Script::Other => return,
        _ => false,
    };
    let mut spelled = String::new();
    let may_be = |form: &Form<'_>| {
        form.text.len() >= LEAST && form.origin != Origin::Stem && (form.vowelless || !has_own)
    };
    let places = (0..forms.len()).filter(|&at| forms.get(at).is_some_and(|form| may_be(&form)));
    for at in places.take(MOST).collect::<Vec<_>>() {
        let Some(form) = forms.get(at) else { return };
        spelled.clear();
        // Many peoples have a kh, and a k before any vowel.
        let may_be = match spell(form.text.as_bytes(), script, &mut spelled) {
            Change::None => false,
            Change::OfMany => is_known(&spelled),
            Change::OfSpanish => true,
        };
        if !may_be {
            continue;
        }
        let cost = form.cost + COST;
        if form.vowelless {
            forms.add_vowelless(Origin::Alternative, cost, |out| out.push_str(&spelled));
        } else {
            forms.add(Origin::Alternative, cost, |out| out.push_str(&spelled));
        }
    }
}

/// The names of those who write so, by their keys: other scripts tell no c from k.
static NAMES: LazyLock<FxHashSet<String>> = LazyLock::new(|| {
    let peoples = [Culture::Spanish, Culture::Portuguese];
    let names = Knowledge::get().name_classes().filter(|(_, class)| {
        let mut peoples = peoples.iter();
        peoples.any(|&people| class.cultures.contains(people))
    });
    let keys = names.map(|(name, _)| {
        let mut key = String::new();
        drift_key(name, &mut key);
        key
    });
    keys.collect()
});

/// Whether a word is known as a name of those who write so.
fn is_known(name: &str) -> bool {
    let mut key = String::new();
    drift_key(name, &mut key);
    NAMES.contains(&key)
}

/// What Spanish spells otherwise than it is heard.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Change {
    None,
    /// What other languages have as well.
    OfMany,
    OfSpanish,
}

/// Appends what Spanish writes for these sounds, and returns what of it is changed.
fn spell(sounds: &[u8], script: Script, out: &mut String) -> Change {
    let is_vowel = |at: usize| sounds.get(at).is_some_and(|byte| b"aeiou".contains(byte));
    let is_bright = |at: usize| sounds.get(at).is_some_and(|byte| b"ei".contains(byte));
    // Cyrillic writes their ll with an l, and names of its own with such a y: `Мария`.
    let may_be_ll = script != Script::Cyrillic;
    let mut change = Change::None;
    let mut at = 0;
    while at < sounds.len() {
        let follows_vowel = at > 0 && is_vowel(at - 1);
        let follows_open = follows_vowel || at > 0 && b"lnr".contains(&sounds[at - 1]);
        let (text, taken) = match &sounds[at..] {
            // `Khorkhe`: it begins with j, and before a bright vowel it is mostly a g.
            [b'k', b'h', ..] if at > 0 && is_bright(at + 2) => ("g", 2),
            [b'h', ..] if at > 0 && is_bright(at + 1) && !b"cgpstz".contains(&sounds[at - 1]) => {
                ("g", 1)
            }
            [b'k', b'h', ..] if is_vowel(at + 2) => ("j", 2),
            [b'h', ..] if is_vowel(at + 1) && (at == 0 || follows_open) => ("j", 1),
            [b's'] if at > 2 && follows_vowel => ("z", 1),
            [b'k', ..] if is_bright(at + 1) => ("qu", 1),
            [b'k', b'v' | b'w', ..] if is_vowel(at + 2) => ("qu", 2),
            [b'l', b'y', ..] if follows_vowel && is_vowel(at + 2) => ("ll", 2),
            [b'y' | b'j', ..] if may_be_ll && follows_vowel && is_vowel(at + 1) => ("ll", 1),
            _ => {
                out.push(char::from(sounds[at]));
                at += 1;
                continue;
            }
        };
        out.push_str(text);
        let told = if text == "ll" {
            Change::OfSpanish
        } else {
            Change::OfMany
        };
        change = change.max(told);
        at += taken;
    }
    change
}

#[cfg(test)]
mod tests {
    use super::super::tests::texts;

    #[test]
    fn what_is_heard_is_written_as_in_spanish() {
        for (heard, name) in [
            ("Хорхе", "jorge"),
            ("Хоакин", "joaquin"),
            ("Кастильо", "kastillo"),
            ("Χοακίν", "joaquin"),
            ("Καστίγιο", "kastillo"),
            ("ホアキン", "joaquin"),
        ] {
            let read = texts(heard);
            assert!(read.contains(&name.to_owned()), "{heard}: {read:?}");
        }
        for other in ["Халил", "خان", "Хамид", "Мария", "Никита", "Анжелика"]
        {
            let read = texts(other);
            let marks = ["j", "ll", "qu"];
            let is_spanish = read
                .iter()
                .any(|form| marks.iter().any(|mark| form.contains(mark)));
            assert!(!is_spanish, "{other}: {read:?}");
        }
    }
}
