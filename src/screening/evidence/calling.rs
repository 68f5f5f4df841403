//! What a text calls an organisation right beside its name: `the company Tavrik`, `компания «Таврик»`.

use crate::knowledge::Knowledge;
use crate::screening::reading::block::Block;
use crate::screening::reading::words::Words;
use crate::text::{Case, Gap};

/// What bodies of any name are called; sorted. Words of other languages mean one of them.
const BODIES: [&str; 28] = [
    "agency",
    "airline",
    "airlines",
    "bank",
    "charity",
    "company",
    "concern",
    "conglomerate",
    "consortium",
    "contractor",
    "corporation",
    "enterprise",
    "factory",
    "firm",
    "foundation",
    "fund",
    "holding",
    "insurer",
    "lender",
    "manufacturer",
    "organization",
    "producer",
    "refiner",
    "refinery",
    "shipyard",
    "steelmaker",
    "subsidiary",
    "supplier",
];

/// The word right before or behind a mention that calls it a body of some sort. It is no part of a name, which
/// would have a capital where the script has capitals.
pub(super) fn called(first: usize, last: usize, block: &Block, words: &Words) -> Option<usize> {
    let joined = |at: usize| {
        let gap = block.tokens[at].gap;
        matches!(gap, Gap::Space | Gap::Line | Gap::Quote) && !block.starts_sentence[at]
    };
    let before = first.checked_sub(1).filter(|_| joined(first));
    let after = Some(last + 1).filter(|&at| at < block.tokens.len() && joined(at));
    let mut beside = before.into_iter().chain(after);
    beside.find(|&at| {
        let case = block.tokens[at].case;
        (case == Case::Lower || !case.has_capitals()) && is_body(block.words[at], words)
    })
}

fn is_body(id: u32, words: &Words) -> bool {
    let is_meant = |form: &str| {
        let meaning = Knowledge::get().org_word_in_english(form).unwrap_or(form);
        BODIES.binary_search(&meaning).is_ok()
    };
    let surface = words.surface(id);
    if surface.is_ascii() {
        // In small letters it is its own first form. The others, which few words have, are not worth reading it.
        return is_meant(surface);
    }
    let word = words.prepare(id).view();
    word.forms().iter().any(|form| is_meant(form.text))
}

#[cfg(test)]
mod tests {
    use crate::EntityKind;
    use crate::screening::told::with_reason;

    #[test]
    fn a_body_is_called_so_in_any_language() {
        assert!(super::BODIES.is_sorted());
        let texts = [
            "They saw the oil company Tavrik there.",
            "They saw Tavrik, the company.",
            "Вчера компания «Tavrik» молчала.",
            "Вчера акционер «Tavrik» молчал.",
            "They saw the Tavrik bank there.",
            "They saw a company. Tavrik was there.",
        ];
        let name = ("TAVRIK", EntityKind::Organization);
        let found = with_reason(name, "the text calls it an organisation", &texts);
        assert_eq!(found, [texts[0], texts[2], texts[4]]);
    }
}
