//! Identifiers of listed parties in a text: ships' numbers, wallets, bank codes, passports and the like.
//!
//! They are found to the letter, over blanks, hyphens, full stops and slashes. One that other numbers may
//! equal by chance counts only beside a word that calls it by its name.

use std::cmp::Reverse;

use serde::{Deserialize, Serialize};

use crate::Identifier;
use crate::index::Index;
use crate::matching::{
    TAIL_NUMBER, bare_letters, is_called, is_mark, may_be_sound, speaks_for_itself, telling_key,
};
use crate::screening::hit::{Excerpt, Field, Reason};
use crate::screening::mention::{BlockText, Place};
use crate::screening::reading::block::Block;
use crate::screening::reading::words::Words;
use crate::text::{Case, Gap};

/// An identifier is written in so many words at most, and has so many letters and digits.
const MOST_WORDS: usize = 5;
const LENGTHS: std::ops::RangeInclusive<usize> = 4..=64;
/// The word that calls it by its name stands among so many before it.
const REACH: usize = 5;

/// An identifier of a listed party in a text.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub(crate) struct Identified {
    pub(crate) field: Field,
    /// Bytes of the field.
    pub(crate) start: u64,
    pub(crate) end: u64,
    /// Code points of the field.
    pub(crate) char_start: u64,
    pub(crate) char_end: u64,
    pub(crate) surface: String,
    pub(crate) excerpt: Excerpt,
    pub(crate) entity: u32,
    /// As the list has it.
    pub(crate) identifier: Identifier,
    /// It is no other number by chance.
    pub(crate) speaks_for_itself: bool,
}

impl Identified {
    pub(crate) fn place(&mut self) -> Place<'_> {
        Place {
            bytes: [&mut self.start, &mut self.end],
            chars: [&mut self.char_start, &mut self.char_end],
        }
    }
}

/// An identifier by the tokens that it stands in.
struct Stretch {
    first: usize,
    last: usize,
    entity: u32,
    identifier: Identifier,
    speaks_for_itself: bool,
}

/// What an identifier comes to: no labelled text tells, so these are set. One that speaks for itself is
/// right 995 times in 1,000, one beside the word that calls it by its name 980 times.
const BY_ITSELF: f64 = 5.3;
const BESIDE_ITS_WORD: f64 = 3.9;

/// Why a number that equals an identifier of a list is the party's.
pub(crate) fn reasons(identifier: &Identifier, speaks_for_itself: bool) -> Vec<Reason> {
    let kind = match identifier.kind.as_str() {
        short @ ("bic" | "imo" | "isin" | "lei") => short.to_uppercase(),
        kind => kind.replace('_', " "),
    };
    let effect = if speaks_for_itself {
        BY_ITSELF
    } else {
        BESIDE_ITS_WORD
    };
    let base = ("base rate".to_owned(), 0.0);
    let number = (format!("the party's {kind}: {}", identifier.value), effect);
    let reasons = [base, number].into_iter();
    reasons
        .map(|(reason, effect)| Reason { reason, effect })
        .collect()
}

/// The identifiers that begin in a block's own part, not yet placed in the field.
pub(crate) fn in_text(
    text: &BlockText<'_>,
    block: &Block,
    words: &Words,
    index: &Index,
) -> Vec<Identified> {
    let mut found = Vec::new();
    for stretch in in_block(block, words, index) {
        let start = block.tokens[stretch.first].start as usize;
        let end = block.tokens[stretch.last].end as usize;
        if text.own.contains(&start) {
            found.push(Identified {
                field: text.field,
                start: start as u64,
                end: end as u64,
                char_start: 0,
                char_end: 0,
                surface: text.text[start..end].to_owned(),
                excerpt: Excerpt::around(text.text, start, end),
                entity: stretch.entity,
                identifier: stretch.identifier,
                speaks_for_itself: stretch.speaks_for_itself,
            });
        }
    }
    found
}

/// The entities of which an identifier stands in a block.
pub(crate) fn entities(block: &Block, words: &Words, index: &Index) -> impl Iterator<Item = u32> {
    let found = in_block(block, words, index);
    found.into_iter().map(|stretch| stretch.entity)
}

/// Of each entity, of those that overlap the one that begins first, and the longest of these.
fn in_block(block: &Block, words: &Words, index: &Index) -> Vec<Stretch> {
    let mut found: Vec<Stretch> = Vec::new();
    let mut next = 0;
    for &at in &block.numbers {
        let at = at as usize;
        let mut first = at;
        while first > 0
            && first > next
            && at - first < MOST_WORDS - 1
            && goes_on(first, block, words)
        {
            first -= 1;
        }
        for first in first..=at {
            let mut key = String::new();
            for last in first..(first + MOST_WORDS).min(block.tokens.len()) {
                if last > first && !goes_on(last, block, words) {
                    break;
                }
                key.extend(bare_letters(words.surface(block.words[last])));
                if key.len() > *LENGTHS.end() {
                    break;
                }
                if last >= at && may_be_key(&key) {
                    add(&key, (first, last), block, words, index, &mut found);
                }
            }
        }
        next = at + 1;
    }
    found.sort_by_key(|stretch| (stretch.entity, stretch.first, Reverse(stretch.last)));
    found.dedup_by(|later, kept| later.entity == kept.entity && later.first <= kept.last);
    found
}

/// Whether letters and digits may be an identifier: digits alone are not so few as those of a year.
fn may_be_key(key: &str) -> bool {
    const FEWEST_DIGITS: usize = 6;
    let is_number = || key.bytes().all(|byte| byte.is_ascii_digit());
    LENGTHS.contains(&key.len()) && (key.len() >= FEWEST_DIGITS || !is_number())
}

/// Whether what stands before a token may be written inside an identifier. Over a blank, a full stop or a
/// slash, only numbers and a few capitals go on.
fn goes_on(at: usize, block: &Block, words: &Words) -> bool {
    const CAPITALS: usize = 4;
    let is_part = |at: usize| {
        let token = &block.tokens[at];
        words.glance(block.words[at]).may_identify
            || token.initial
            || token.case == Case::Upper && (token.end - token.start) as usize <= CAPITALS
    };
    let (before, token) = (&block.tokens[at - 1], &block.tokens[at]);
    match token.gap {
        Gap::None | Gap::Hyphen => true,
        Gap::Space | Gap::Period => is_part(at - 1) && is_part(at),
        // A slash
        Gap::Mark => token.start - before.end == 1 && is_part(at - 1) && is_part(at),
        _ => false,
    }
}

fn add(
    key: &str,
    (first, last): (usize, usize),
    block: &Block,
    words: &Words,
    index: &Index,
    found: &mut Vec<Stretch>,
) {
    // `IMO9074729`, `IMO 9074729`, `SABRRUMMXXX`
    let bare_number = key.strip_prefix("imo");
    let is_imo = bare_letters(words.surface(block.words[first])).eq("imo".chars());
    let first = first + usize::from(is_imo && first < last);
    let is_marked = || {
        let tokens = first..=last;
        let is_tight = |at: usize| block.tokens[at].gap == Gap::Hyphen;
        let written: Vec<&str> = tokens
            .clone()
            .map(|at| words.surface(block.words[at]))
            .collect();
        tokens.skip(1).all(is_tight) && is_mark(&written.join("-"))
    };
    let head_office = key.strip_suffix("xxx").filter(|head| head.len() == 8);
    for key in [Some(key), bare_number, head_office].into_iter().flatten() {
        for entity in index.identified(key).iter() {
            let record = index.record(&index.entity(entity));
            let mut best: Option<(bool, Identifier)> = None;
            for identifier in record.identifiers {
                if telling_key(&identifier).as_deref() != Some(key) {
                    continue;
                }
                let kind = identifier.kind.as_str();
                let called = bare_number.is_some() && kind.starts_with("imo")
                    || is_called_before(first, kind, block, words);
                let sure = speaks_for_itself(kind, key);
                let counts =
                    sure || called && may_be_sound(kind, key) || kind == TAIL_NUMBER && is_marked();
                if counts && best.as_ref().is_none_or(|(best, _)| sure && !best) {
                    best = Some((sure, identifier));
                }
            }
            if let Some((speaks_for_itself, identifier)) = best {
                found.push(Stretch {
                    first,
                    last,
                    entity,
                    identifier,
                    speaks_for_itself,
                });
            }
        }
    }
}

/// Whether the word for it stands before an identifier, in its sentence.
fn is_called_before(first: usize, kind: &str, block: &Block, words: &Words) -> bool {
    for at in (first.saturating_sub(REACH)..first).rev() {
        let word = words.surface(block.words[at]).to_lowercase();
        if is_called(kind, &word) {
            return true;
        }
        if block.starts_sentence[at] {
            break;
        }
    }
    false
}

#[cfg(test)]
mod tests {
    use crate::{Entity, EntityKind, Hit, Identifier, NameKind, Screener, Watchlist};

    fn hits(text: &str) -> Vec<Hit> {
        let identifiers = [
            ("imo", "IMO 9074729"),
            ("imo", "IMO 9074720"),
            ("bic", "TVRKRUMMXXX"),
            ("passport", "92/664-A"),
            ("tax_id", "773605000342"),
            ("wallet", "1TavrikKandarXyZ9871TavrikKandar"),
        ];
        let mut entity = Entity::new("1", EntityKind::Organization, "TAVRIK KANDAR");
        entity.identifiers = identifiers
            .map(|(kind, value)| Identifier {
                kind: kind.to_owned(),
                value: value.to_owned(),
                country: None,
            })
            .to_vec();
        let watchlist = Watchlist::from_entities("own", vec![entity]).unwrap();
        let screener = Screener::builder().build(&watchlist).unwrap();
        screener.screen(text).unwrap()
    }

    fn surfaces(text: &str) -> Vec<String> {
        hits(text).into_iter().map(|hit| hit.surface).collect()
    }

    #[test]
    fn identifiers_are_found_however_they_are_written() {
        for (text, surface) in [
            ("The ship (IMO 9074729) left.", "9074729"),
            ("The ship IMO9074729 left.", "IMO9074729"),
            ("The ship, IMO number 9074729, left.", "9074729"),
            ("Pay to TVRKRUMM now.", "TVRKRUMM"),
            ("Pay to TVRKRUMMXXX now.", "TVRKRUMMXXX"),
            ("With passport no. 92-664-A he left.", "92-664-A"),
            ("With passport 92/664-A he left.", "92/664-A"),
            ("Its number is 7736 0500 0342 there.", "7736 0500 0342"),
            (
                "Send it to 1TavrikKandarXyZ9871TavrikKandar.",
                "1TavrikKandarXyZ9871TavrikKandar",
            ),
        ] {
            let hits = hits(text);
            assert_eq!(hits.len(), 1, "{text}");
            assert_eq!(hits[0].surface, surface);
            assert_eq!(hits[0].name_kind, NameKind::Identifier);
            assert_eq!(&text[hits[0].byte_start..hits[0].byte_end], surface);
        }
    }

    #[test]
    fn a_short_number_is_found_beside_its_word_alone() {
        for text in [
            "They sold 9074729 tons.",
            "Flight 92664A left.",
            "The ship (IMO number 9074720) left.",
            "His tax number is 92664A.",
            "They sold 7736 tons to 050003 people in 42 days.",
        ] {
            assert!(surfaces(text).is_empty(), "{text}");
        }
    }

    #[test]
    fn an_aircraft_is_found_by_its_mark() {
        let entities = ["EP-TVK", "YV8371", "P-732"]
            .map(|mark| Entity::new(mark, EntityKind::Aircraft, mark))
            .to_vec();
        let watchlist = Watchlist::from_entities("own", entities).unwrap();
        let screener = Screener::builder().build(&watchlist).unwrap();
        let surfaces = |text: &str| {
            let hits = screener.screen(text).unwrap().into_iter();
            let marks = hits.filter(|hit| hit.name_kind == NameKind::Identifier);
            marks.map(|hit| hit.surface).collect::<Vec<String>>()
        };
        for (text, surface) in [
            ("The A340 EP-TVK has sat there since May.", "EP-TVK"),
            ("Slot for A340, reg EPTVK, tomorrow.", "EPTVK"),
            ("The YV8371 left.", "YV8371"),
            ("An aircraft registered P-732 left.", "P-732"),
        ] {
            assert_eq!(surfaces(text), [surface], "{text}");
        }
        for text in [
            "The EPTVK met.",
            "The Ep-tvk met.",
            "The EP TVK met.",
            "The P-732 met.",
        ] {
            assert!(surfaces(text).is_empty(), "{text}");
        }
    }

    #[test]
    fn an_identifier_supports_the_name() {
        let reason = |text: &str| {
            let hits = hits(text);
            let name = hits.iter().find(|hit| hit.surface == "Tavrik Kandar");
            let mut reasons = name.unwrap().explanation.iter();
            reasons.any(|told| told.reason.starts_with("other names"))
        };
        assert!(reason("Tavrik Kandar (SWIFT TVRKRUMM) pays."));
        assert!(!reason("Tavrik Kandar (SWIFT TVRKDEMM) pays."));
    }
}
