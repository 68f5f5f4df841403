//! The second phase: the mentions of a document become hits.

mod whole;

use std::collections::BTreeMap;
use std::sync::Arc;

use rustc_hash::{FxHashMap, FxHashSet};

use crate::NameKind;
use crate::confidence::{Calibration, settle};
use crate::index::{EntityRecord, Index};
use crate::matching::Evidence;
use crate::screening::evidence::surroundings;
use crate::screening::explain::{self, Sides};
use crate::screening::hit::{Field, Hit};
use crate::screening::identified;
use crate::screening::identified::Identified;
use crate::screening::mention::{BlockText, Found, Mention, Short, Wanted, ways_to_write};

/// Only mentions at least this likely, in log-odds, may be meant by a short later one.
const FULL: f64 = 0.0;
/// Short words are kept while a mention they might belong to is at least this likely.
const PERHAPS_FULL: f64 = -3.0;

/// The least log-odds of a mention that can come to anything once the whole document is known:
/// to a hit, or to something that lifts another mention.
pub(crate) fn least_log_odds(calibration: &Calibration, min_confidence: f64) -> f64 {
    let added = calibration.most(Evidence::Companions.feature()).max(0.0);
    (least_by_itself(min_confidence) - added).min(PERHAPS_FULL)
}

/// The least log-odds of a mention that is reported, or lifts another one, as it stands.
pub(crate) fn least_by_itself(min_confidence: f64) -> f64 {
    FULL.min(least_reported(min_confidence))
}

/// No less log-odds than these are reported from a confidence on.
pub(crate) fn least_reported(min_confidence: f64) -> f64 {
    // Confidences are compared as they are printed, rounded to six decimals.
    let reported = min_confidence - 1e-6;
    if reported > 0.0 {
        libm::log(reported / (1.0 - reported))
    } else {
        f64::NEG_INFINITY
    }
}

/// What is known of a document so far. Blocks are taken in their order.
#[derive(Default)]
pub(crate) struct DocumentPhase {
    mentions: Vec<Mention>,
    shorts: Vec<Short>,
    /// Words that a short mention may consist of.
    wanted: Wanted,
    identified: Vec<Identified>,
}

impl DocumentPhase {
    /// Takes what the first phase found in the next block, which is `text`.
    pub(crate) fn absorb(&mut self, found: Found, text: &BlockText<'_>) {
        for mention in &found.mentions {
            if mention.log_odds >= PERHAPS_FULL {
                for word in &mention.short {
                    self.wanted.add(word);
                }
            }
        }
        if !self.wanted.is_empty() {
            self.shorts.extend(found.shorts_of(&self.wanted, text));
        }
        self.mentions.extend(found.mentions);
        self.identified.extend(found.identified);
    }

    /// Adds what the whole document says, and decides.
    pub(crate) fn finish(
        mut self,
        index: &Index,
        calibration: &Calibration,
        min_confidence: f64,
    ) -> Vec<Hit> {
        self.weigh(calibration);
        let mut hits = Vec::new();
        let mut effects = Vec::new();
        for mention in &self.mentions {
            if crate::confidence::confidence(mention.log_odds) >= min_confidence {
                calibration.effects(mention.features.as_slice(), &mut effects);
                hits.push(hit_of(mention, &effects, index));
            }
        }
        self.short_hits(index, calibration, min_confidence, &mut hits);
        let identified = self.identified.iter();
        let identified = identified.map(|identified| hit_of_identified(identified, index));
        hits.extend(identified.filter(|hit| hit.confidence >= min_confidence));
        hits.sort_by(|a, b| {
            (a.field, a.start, a.end)
                .cmp(&(b.field, b.start, b.end))
                .then(b.confidence.total_cmp(&a.confidence))
                .then_with(|| a.entity_id.cmp(&b.entity_id))
        });
        // An acronym may be listed by itself and stand for the full name as well: the surer holds.
        let mut seen = FxHashSet::default();
        hits.retain(|hit| seen.insert((hit.field, hit.start, hit.end, hit.entity_id.clone())));
        hits
    }

    /// The mentions with what the whole document says of each.
    pub(crate) fn into_mentions(mut self, calibration: &Calibration) -> Vec<Mention> {
        self.weigh(calibration);
        self.mentions
    }

    /// Weighs what the whole document says of each mention, in the order of the text, so that what is met first
    /// is the same wherever it was cut.
    fn weigh(&mut self, calibration: &Calibration) {
        self.mentions
            .sort_by_key(|mention| (mention.field, mention.start, mention.end, mention.entity));
        self.weigh_by_itself(calibration);
        self.weigh_companions(calibration);
    }

    /// Short later mentions, each tied to the nearest full one of its entity before it.
    fn short_hits(
        &self,
        index: &Index,
        calibration: &Calibration,
        min_confidence: f64,
        hits: &mut Vec<Hit>,
    ) {
        let full: Vec<&Mention> = self
            .mentions
            .iter()
            .filter(|mention| mention.log_odds >= FULL)
            .collect();
        // The reading goes forward once: for each listed word and each way to write one, the last full mention of
        // each entity that a word of this sort may stand for.
        let mut latest: FxHashMap<u32, BTreeMap<u32, &Mention>> = FxHashMap::default();
        let mut written: FxHashMap<&str, BTreeMap<u32, &Mention>> = FxHashMap::default();
        let mut ends: FxHashMap<u32, (Field, u64)> = FxHashMap::default();
        let mut shorts: Vec<&Short> = self.shorts.iter().collect();
        shorts.sort_by_key(|short| (short.field, short.start));
        let mut own_words: FxHashMap<u32, Vec<u32>> = FxHashMap::default();
        let mut effects = Vec::new();
        let mut next = 0;
        for short in shorts {
            while let Some(mention) = full.get(next)
                && (mention.field, mention.start) <= (short.field, short.start)
            {
                let end = ends
                    .entry(mention.entity)
                    .or_insert((mention.field, mention.end));
                *end = (*end).max((mention.field, mention.end));
                for word in &mention.short {
                    if let Some(listed) = word.listed {
                        let of_word = latest.entry(listed).or_default();
                        of_word.insert(mention.entity, mention);
                    }
                    let as_written = written.entry(&word.surface).or_default();
                    as_written.insert(mention.entity, mention);
                }
                next += 1;
            }
            let mut entities: BTreeMap<u32, &Mention> = BTreeMap::new();
            let ways = ways_to_write(&short.surface);
            let as_written = ways.iter().filter_map(|way| written.get(&**way));
            let of_words = short.words.iter().filter_map(|word| latest.get(word));
            for of_word in of_words.chain(as_written) {
                for (&entity, &mention) in of_word {
                    let last = entities.entry(entity).or_insert(mention);
                    if (last.field, last.start) < (mention.field, mention.start) {
                        *last = mention;
                    }
                }
            }
            for (entity, mention) in entities {
                // A word of a full mention is no mention of its own.
                if ends
                    .get(&entity)
                    .is_some_and(|&end| end > (short.field, short.start))
                {
                    continue;
                }
                // After `Gleb Varnakov` another one's name is `Olga Varnakov`.
                let own = own_words
                    .entry(entity)
                    .or_insert_with(|| surroundings::words_of_names(entity, index).0);
                let is_own =
                    |beside: &Vec<u32>| beside.iter().any(|word| own.binary_search(word).is_ok());
                if !short.beside.iter().all(is_own) {
                    continue;
                }
                let mut features = mention.features.clone();
                features.set_flag(Evidence::ShortMention, true);
                calibration.effects(features.as_slice(), &mut effects);
                let settled = settle(&effects);
                if settled.confidence < min_confidence {
                    continue;
                }
                let mut later = Mention {
                    field: short.field,
                    start: short.start,
                    end: short.end,
                    char_start: short.char_start,
                    char_end: short.char_end,
                    surface: short.surface.clone(),
                    excerpt: short.excerpt.clone(),
                    features,
                    log_odds: settled.log_odds,
                    ..(*mention).clone()
                };
                let whole = vec![mention.surface.clone()];
                later.details.rest_on(Evidence::ShortMention, whole);
                let mut hit = hit_of(&later, &effects, index);
                hit.refers_to = Some(mention.char_start as usize);
                hits.push(hit);
            }
        }
    }
}

fn hit_of(mention: &Mention, effects: &[f64], index: &Index) -> Hit {
    let settled = settle(effects);
    let entity = index.entity(mention.entity);
    let name = index.name(mention.name);
    let record = index.record(&entity);
    Hit {
        start: mention.char_start as usize,
        end: mention.char_end as usize,
        byte_start: mention.start as usize,
        byte_end: mention.end as usize,
        surface: mention.surface.clone(),
        entity_id: Arc::from(entity.id),
        list: Arc::from(index.list_id(entity.list)),
        kind: entity.kind,
        name: Arc::from(entity.name),
        matched_name: Arc::from(index.text(&name)),
        name_kind: name.kind,
        confidence: settled.confidence,
        also_listed: also_listed(mention.entity, &record, index),
        explanation: explain::reasons(
            &settled,
            &mention.features,
            &mention.details,
            Sides::Mention,
        ),
        log_odds: settled.log_odds,
        field: mention.field,
        refers_to: None,
        excerpt: mention.excerpt.clone(),
    }
}

fn hit_of_identified(identified: &Identified, index: &Index) -> Hit {
    let entity = index.entity(identified.entity);
    let record = index.record(&entity);
    let explanation = identified::reasons(&identified.identifier, identified.speaks_for_itself);
    let effects: Vec<f64> = explanation.iter().map(|reason| reason.effect).collect();
    let settled = settle(&effects);
    Hit {
        start: identified.char_start as usize,
        end: identified.char_end as usize,
        byte_start: identified.start as usize,
        byte_end: identified.end as usize,
        surface: identified.surface.clone(),
        entity_id: Arc::from(entity.id),
        list: Arc::from(index.list_id(entity.list)),
        kind: entity.kind,
        name: Arc::from(entity.name),
        matched_name: Arc::from(identified.identifier.value.as_str()),
        name_kind: NameKind::Identifier,
        confidence: settled.confidence,
        also_listed: also_listed(identified.entity, &record, index),
        explanation,
        log_odds: settled.log_odds,
        field: identified.field,
        refers_to: None,
        excerpt: identified.excerpt.clone(),
    }
}

/// The same party on other lists: as its list says, then what is linked to it.
fn also_listed(entity: u32, record: &EntityRecord, index: &Index) -> Vec<Arc<str>> {
    let mut ids: Vec<Arc<str>> = record
        .listed_as
        .iter()
        .map(|id| Arc::from(id.as_str()))
        .collect();
    for link in index.links(entity) {
        let id = index.entity(link.entity).id;
        if !record.listed_as.iter().any(|known| known == id) {
            ids.push(Arc::from(id));
        }
    }
    ids
}

#[cfg(test)]
mod tests {
    use crate::{Entity, EntityKind, Hit, NameKind, Screener, Watchlist};

    fn hits(names: &[(&str, EntityKind)], text: &str) -> Vec<Hit> {
        let mut entity = Entity::new("1", names[0].1, names[0].0);
        for (name, _) in &names[1..] {
            let other = Entity::new("1", names[0].1, *name);
            entity.names.extend(other.names);
        }
        let watchlist = Watchlist::from_entities("own", vec![entity]).unwrap();
        let screener = Screener::builder()
            .min_confidence(0.3)
            .build(&watchlist)
            .unwrap();
        screener.screen(text).unwrap()
    }

    fn companions(hits: &[Hit]) -> usize {
        let reasons = hits.iter().flat_map(|hit| &hit.explanation);
        reasons
            .filter(|reason| reason.reason.starts_with("other names or numbers"))
            .count()
    }

    #[test]
    fn the_same_words_in_another_writing_are_no_other_name() {
        let kind = EntityKind::Organization;
        let names = [
            ("KASHKUL PETROCHEMICAL TRADING", kind),
            ("TAVRIK KANDAR", kind),
        ];
        let same =
            "Kashkul Petrochemical Trading sells oil. KASHKUL PETROCHEMICAL TRADING buys it.";
        assert_eq!(companions(&hits(&names, same)), 0);
        let other = "Kashkul Petrochemical Trading sells oil. Tavrik Kandar buys it.";
        assert_eq!(companions(&hits(&names, other)), 2);
    }

    #[test]
    fn a_letter_of_another_script_makes_no_other_name() {
        let names = [("VARNAKOV, Vladimir", EntityKind::Person)];
        let disguised = "Vladimir Varnakov left. Vl\u{430}dimir Varnakov came.";
        assert_eq!(hits(&names, disguised).len(), 2);
        assert_eq!(companions(&hits(&names, disguised)), 0);
    }

    #[test]
    fn another_ones_name_is_no_short_mention() {
        let names = [("VARNAKOV, Gleb Tarasovich", EntityKind::Person)];
        let shorts = |text: &str| {
            let hits = hits(&names, text);
            let shorts = hits.iter().filter(|hit| hit.refers_to.is_some());
            shorts.count()
        };
        let full = "Police named Gleb Tarasovich Varnakov.";
        assert_eq!(shorts(&format!("{full} They want Varnakov.")), 1);
        assert_eq!(shorts(&format!("{full} They want Mr Varnakov.")), 1);
        assert_eq!(shorts(&format!("{full} Later Varnakov fled.")), 1);
        assert_eq!(shorts(&format!("{full} They want Olga Varnakov.")), 0);
        // As the text spells it, be it with a slip; another slip is another name.
        let full = "Police named Gleb Tarasovich Varnikov.";
        assert_eq!(shorts(&format!("{full} They want Varnikov.")), 1);
        assert_eq!(shorts(&format!("{full} They want VARNIKOV.")), 1);
        assert_eq!(shorts(&format!("{full} They want Varnukov.")), 0);
        // Where no capitals tell, a given name beside it does.
        let full = "اعتقلت الشرطة غليب تاراسوفيتش فارناكوف.";
        assert_eq!(shorts(&format!("{full} وقال فارناكوف ذلك.")), 1);
        assert_eq!(shorts(&format!("{full} قالت أولغا فارناكوف ذلك.")), 0);
    }

    #[test]
    fn an_organisation_is_named_in_short_once_its_name_was_told() {
        let name = [("VARNAK FRONT OF KANDAR", EntityKind::Organization)];
        let shorts = |text: &str| -> Vec<String> {
            let hits = hits(&name, text);
            let shorts = hits.into_iter().filter(|hit| hit.refers_to.is_some());
            shorts.map(|hit| hit.surface).collect()
        };
        let full = "They fear the Varnak Front of Kandar.";
        assert_eq!(shorts(&format!("{full} The VFK is armed.")), ["VFK"]);
        assert_eq!(
            shorts(&format!("{full} In all Varnak is armed.")),
            ["Varnak"]
        );
        assert_eq!(
            shorts(&format!("{full} The vfk and the VKF are armed.")),
            [""; 0]
        );
        assert_eq!(shorts(&format!("The VFK is armed. {full}")), [""; 0]);
        // As the text says itself, there and later on.
        let full = "They fear the Varnak Front of Kandar (VAFKA).";
        assert_eq!(shorts(&format!("{full} The VAFKA is armed.")), ["VAFKA"; 2]);
    }

    #[test]
    fn an_acronym_that_is_listed_too_is_told_once() {
        let name = "ALVAR LIBERATION INITIATIVE";
        let mut entity = Entity::new("1", EntityKind::Organization, name);
        let mut alias = Entity::new("1", EntityKind::Organization, "ALI").names;
        alias[0].kind = NameKind::WeakAlias;
        entity.names.extend(alias);
        let watchlist = Watchlist::from_entities("own", vec![entity]).unwrap();
        let screener = Screener::builder()
            .min_confidence(0.01)
            .build(&watchlist)
            .unwrap();
        // By itself it says little where all is in capitals.
        let text = format!("They fear the {name}. ALI OUR PEOPLE IN ONE VOICE ARE ARMED.");
        let hits = screener.screen(&text).unwrap();
        let spans: Vec<&str> = hits.iter().map(|hit| &*hit.surface).collect();
        assert_eq!(spans, [name, "ALI"]);
        assert!(hits[1].refers_to.is_some());
    }

    #[test]
    fn a_word_in_capitals_is_no_acronym() {
        let name = [("ALVAR LIBERATION LEGION", EntityKind::Organization)];
        let text = "They fear the Alvar Liberation Legion. ALL OUR PEOPLE ARE ARMED.";
        assert_eq!(hits(&name, text).len(), 1);
    }
}
