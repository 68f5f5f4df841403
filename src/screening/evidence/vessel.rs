//! Whether a text speaks of ships and aircraft where a name of one stands.

use crate::screening::evidence::context::SENTENCE;
use crate::screening::reading::block::Block;
use crate::screening::reading::words::Words;
use crate::text::Gap;

/// Words for ships, aircraft and what they do, in small letters; sorted.
const WORDS: [&str; 147] = [
    "aboard",
    "aereo",
    "aeronave",
    "aircraft",
    "anchored",
    "avion",
    "avião",
    "avión",
    "barco",
    "barge",
    "bateau",
    "berth",
    "boat",
    "bulker",
    "bulkers",
    "buque",
    "buques",
    "captain",
    "cargo",
    "carguero",
    "carrier",
    "containership",
    "crew",
    "flag",
    "flagged",
    "fleet",
    "flight",
    "flugzeug",
    "frachter",
    "freighter",
    "gemi",
    "gemiler",
    "gemilerinin",
    "gemisi",
    "helicopter",
    "hull",
    "imo",
    "jet",
    "kapal",
    "lodě",
    "loď",
    "m.t",
    "m.v",
    "maritime",
    "moored",
    "mt",
    "mv",
    "nave",
    "navi",
    "navio",
    "navios",
    "navire",
    "navires",
    "navío",
    "pesawat",
    "petroleiro",
    "petrolero",
    "petroliera",
    "plane",
    "port",
    "pétrolier",
    "pétroliers",
    "sailed",
    "sailing",
    "samolot",
    "schepen",
    "schiff",
    "schiffe",
    "schiffs",
    "schip",
    "ship",
    "shipping",
    "ships",
    "statek",
    "statki",
    "statku",
    "supertanker",
    "supertankers",
    "tanker",
    "tankeri",
    "tankers",
    "tankowca",
    "tankowiec",
    "trawler",
    "tug",
    "uçak",
    "uçağı",
    "vessel",
    "vessels",
    "vlcc",
    "vliegtuig",
    "voyage",
    "vrachtschip",
    "vsl",
    "yacht",
    "öltanker",
    "αεροσκάφος",
    "δεξαμενόπλοια",
    "δεξαμενόπλοιο",
    "πλοία",
    "πλοίο",
    "τάνκερ",
    "борт",
    "контейнеровоз",
    "контейнеровоза",
    "корабель",
    "корабль",
    "корабля",
    "кораблі",
    "літак",
    "самолет",
    "самолёт",
    "судна",
    "судне",
    "судно",
    "судном",
    "судну",
    "сухогруз",
    "сухогруза",
    "танкер",
    "танкера",
    "танкере",
    "танкеров",
    "танкером",
    "танкеру",
    "танкеры",
    "теплоход",
    "теплохода",
    "אונייה",
    "מטוס",
    "מכלית",
    "ספינה",
    "السفينة",
    "الناقلة",
    "سفن",
    "سفينة",
    "طائرة",
    "ناقلة",
    "نفتکش",
    "هواپیما",
    "کشتی",
    "जहाज",
    "टैंकर",
    "タンカー",
    "船",
    "船舶",
    "선박",
];

/// A word near a mention that speaks of ships or aircraft.
pub(crate) fn spoken_of(first: usize, last: usize, block: &Block, words: &Words) -> Option<usize> {
    let from = first.saturating_sub(SENTENCE);
    let to = (last + 1 + SENTENCE).min(block.tokens.len());
    (from..first).chain(last + 1..to).find(|&at| {
        let surface = words.surface(block.words[at]).to_lowercase();
        WORDS.binary_search(&surface.as_str()).is_ok() || is_parted_prefix(at, block, words)
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
    use crate::text::tokenize;

    #[test]
    fn ships_are_spoken_of_in_any_language() {
        assert!(super::WORDS.is_sorted());
        for word in super::WORDS {
            let mut tokens = Vec::new();
            tokenize(word, &mut tokens);
            assert_eq!(tokens.len(), 1, "{word} is never met as one word");
        }
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
