//! Whether a text speaks of ships and aircraft where a name of one stands.

use crate::knowledge::Knowledge;
use crate::screening::evidence::capitals::SENTENCE;
use crate::screening::reading::block::Block;
use crate::screening::reading::words::Words;
use crate::text::Gap;

/// A word near a mention that speaks of ships or aircraft.
pub(crate) fn spoken_of(first: usize, last: usize, block: &Block, words: &Words) -> Option<usize> {
    let from = first.saturating_sub(SENTENCE);
    let to = (last + 1 + SENTENCE).min(block.tokens.len());
    (from..first).chain(last + 1..to).find(|&at| {
        let surface = words.surface(block.words[at]).to_lowercase();
        Knowledge::get().is_craft_word(&surface) || is_parted_prefix(at, block, words)
    })
}

/// Whether a word is the second letter of `M/V` or `M/T`.
fn is_parted_prefix(at: usize, block: &Block, words: &Words) -> bool {
    at > 0
        && block.tokens[at].gap == Gap::Mark
        && words.surface(block.words[at - 1]) == "M"
        && matches!(words.surface(block.words[at]), "V" | "T")
}

/// Whether a word before a mention is one of the letters that ships' names are written with: `MT`.
pub(crate) fn is_prefix(at: usize, block: &Block, words: &Words) -> bool {
    const PREFIXES: [&str; 9] = ["MT", "MV", "SS", "FV", "LPG", "LNG", "VLCC", "MSC", "MS"];
    PREFIXES.contains(&words.surface(block.words[at]))
}

#[cfg(test)]
mod tests {
    use crate::EntityKind;
    use crate::screening::told::with_reason;

    #[test]
    fn ships_are_spoken_of_in_any_language() {
        let texts = [
            "They saw Tavrik there.",
            "They saw M/T Tavrik there.",
            "Контейнеровоз Tavrik вышел в море.",
            "El buque Tavrik zarpó ayer.",
        ];
        let reason = "nothing around it speaks of a ship";
        let name = ("TAVRIK", EntityKind::Vessel);
        assert_eq!(with_reason(name, reason, &texts), texts[..1]);
    }
}
