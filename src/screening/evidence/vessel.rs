//! Whether a text speaks of ships and aircraft where a name of one stands.

use crate::screening::evidence::context::SENTENCE;
use crate::screening::reading::block::Block;
use crate::screening::reading::words::Words;

/// Whether a word near a mention speaks of ships or aircraft.
pub(crate) fn is_spoken_of(first: usize, last: usize, block: &Block, words: &Words) -> bool {
    const WORDS: [&str; 34] = [
        "vessel",
        "vessels",
        "ship",
        "ships",
        "tanker",
        "tankers",
        "imo",
        "mv",
        "mt",
        "m/v",
        "flag",
        "flagged",
        "cargo",
        "sailed",
        "sailing",
        "port",
        "fleet",
        "freighter",
        "boat",
        "yacht",
        "aircraft",
        "plane",
        "jet",
        "flight",
        "captain",
        "crew",
        "aboard",
        "voyage",
        "maritime",
        "shipping",
        "carrier",
        "vsl",
        "hull",
        "helicopter",
    ];
    let from = first.saturating_sub(SENTENCE);
    let to = (last + 1 + SENTENCE).min(block.tokens.len());
    (from..first).chain(last + 1..to).any(|at| {
        let surface = words.surface(block.words[at]);
        WORDS.iter().any(|word| surface.eq_ignore_ascii_case(word))
    })
}

/// Whether a word before a mention is one of the letters that ships' names are written with: `MT`.
pub(crate) fn is_prefix(at: usize, block: &Block, words: &Words) -> bool {
    const PREFIXES: [&str; 9] = ["MT", "MV", "SS", "FV", "LPG", "LNG", "VLCC", "MSC", "MS"];
    PREFIXES.contains(&words.surface(block.words[at]))
}
