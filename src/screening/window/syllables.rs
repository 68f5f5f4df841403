//! What may be a name in a script that writes a character for each syllable, and no blanks or few.

use crate::matching::Link;
use crate::name::{Manner, RelationKind};
use crate::screening::reading::block::Block;
use crate::screening::reading::words::Words;
use crate::script::begins_family;
use crate::text::Gap;

/// Particles and forms of address that Korean writes in one with the name before them.
const BEHIND_NAME: &str = "이가은는을를의에와과도로만씨측님군양및등";

/// Whether a stretch with these links, and these words met, as bits, may be a name, in a script of syllables:
/// one syllable is nobody's name in another script, and Korean words, which have blanks
/// between them, are not begun halfway, nor is a name of two syllables the beginning of one of three, nor
/// are others between those of a person's name.
pub(super) fn may_be_name(
    (links, met): (&[Link], u32),
    (first, last): (usize, usize),
    manner: Manner,
    block: &Block,
    words: &Words,
) -> bool {
    let token = &block.tokens[first];
    if first == last {
        return links
            .iter()
            .all(|link| link.relation.kind == RelationKind::Same);
    }
    let surface = |at: usize| words.surface(block.words[at]);
    let folded = words.prepared(block.words[first]).map(|word| word.fold);
    let first_letter = folded.and_then(|folded| folded.chars().next());
    let is_same = links
        .iter()
        .all(|link| link.relation.kind == RelationKind::Same);
    if manner == Manner::Person && !is_same && !first_letter.is_none_or(begins_family) {
        return false;
    }
    // Nor do particles of Japanese, and what names a place, make a name.
    let is_other = |at: usize| {
        let is_hiragana = |letter: char| ('\u{3041}'..='\u{309F}').contains(&letter);
        surface(at).starts_with(is_hiragana) || words.entry(block.words[at]).country.is_some()
    };
    if manner == Manner::Person && !is_same && (first..=last).any(is_other) {
        return false;
    }
    let is_hangul = |at: usize| {
        let mut letters = surface(at).chars();
        letters.all(|letter| ('\u{AC00}'..='\u{D7A3}').contains(&letter))
    };
    let is_left = |at: usize| met & 1 << (at - first) == 0 && block.tokens[at].gap == Gap::None;
    if manner == Manner::Person && (first + 1..last).any(|at| is_hangul(at) && is_left(at)) {
        return false;
    }
    let goes_on = |at: usize| {
        let token = block.tokens.get(at);
        token.is_some_and(|next| next.gap == Gap::None && next.is_syllable)
            && is_hangul(at)
            && !BEHIND_NAME.contains(surface(at))
    };
    let begins = first == 0 || token.gap != Gap::None || !is_hangul(first - 1);
    let ends = last > first + 1 || !goes_on(last + 1);
    (begins && ends) || !is_hangul(first)
}

#[cfg(test)]
mod tests {
    use crate::EntityKind;
    use crate::screening::told::with_reason;

    #[test]
    fn a_chinese_name_begins_with_a_family_name() {
        let texts = ["他和魏建国谈。", "他认为建国好。"];
        let name = ("WEI, Jianguo", EntityKind::Person);
        assert_eq!(with_reason(name, "agrees on", &texts), texts[..1]);
    }

    #[test]
    fn small_words_and_places_are_no_part_of_a_name() {
        let texts = ["昨日、奈臣が来た。", "昨日、な臣が来た。"];
        let name = ("CHEN, Nai", EntityKind::Person);
        assert_eq!(with_reason(name, "agrees on", &texts[1..]), [""; 0]);
        let texts = ["어제 이조선 씨가 왔다.", "어제 이북한 씨가 왔다."];
        let name = ("RI, Choson", EntityKind::Person);
        assert_eq!(with_reason(name, "agrees on", &texts[1..]), [""; 0]);
    }

    #[test]
    fn syllables_of_a_person_follow_one_another() {
        let texts = ["어제 김정철이 왔다.", "어제 김정했철 왔다."];
        let name = ("KIM, Jong Chol", EntityKind::Person);
        assert_eq!(with_reason(name, "agrees on", &texts), texts[..1]);
    }

    #[test]
    fn two_syllables_are_not_the_beginning_of_a_name_of_three() {
        let texts = ["어제 김철수 씨가 왔다.", "어제 김철이 왔다."];
        let name = ("KIM, Chol", EntityKind::Person);
        assert_eq!(with_reason(name, "agrees on", &texts), texts[1..]);
    }
}
