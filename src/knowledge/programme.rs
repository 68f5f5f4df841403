//! What the programmes of sanctions lists are about, and how articles speak of it.

use rustc_hash::FxHashMap;

use super::table::{Table, TableError};

/// What a sanctions programme may be about; a bit each.
const TOPICS: [(&str, Topics); 6] = [
    ("arms", Topics(1)),
    ("crime", Topics(2)),
    ("drugs", Topics(4)),
    ("force", Topics(8)),
    ("sanctions", Topics(16)),
    ("terror", Topics(32)),
];

/// The topics that set the articles on one party apart from others, by their place: sanctions are
/// spoken of wherever there are parties.
pub(crate) const DISTINCT_TOPICS: [Topics; 5] =
    [Topics(1), Topics(2), Topics(4), Topics(8), Topics(32)];

/// The shortest stem of a topic's words.
const LEAST_STEM: usize = 4;
/// The longest.
const MOST_STEM: usize = 9;

/// A set of topics.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) struct Topics(u8);

impl Topics {
    /// Every topic.
    pub(crate) const ALL: Self = Self(63);
    /// The topic that goes with every programme.
    pub(crate) const SANCTIONS: Self = Self(16);

    /// The set of some [bits](Self::bits).
    pub(crate) fn from_bits(bits: u32) -> Self {
        Self(bits as u8)
    }

    /// The set as bits.
    pub(crate) fn bits(self) -> u32 {
        u32::from(self.0)
    }

    /// Whether the sets share a topic.
    pub(crate) fn meet(self, other: Self) -> bool {
        self.0 & other.0 != 0
    }

    /// The topics of both sets.
    pub(crate) fn and(self, other: Self) -> Self {
        Self(self.0 | other.0)
    }
}

/// Programmes and topics.
#[derive(Debug)]
pub(super) struct Programmes {
    topics: FxHashMap<&'static str, Topics>,
    countries: FxHashMap<&'static str, Vec<[u8; 2]>>,
    words: FxHashMap<&'static str, Topics>,
    stems: FxHashMap<&'static str, Topics>,
}

impl Programmes {
    /// Reads `kind, topic or country, words of programmes`, and `topic, stem or word, words`.
    pub(super) fn parse(programmes: Table, words: Table) -> Result<Self, TableError> {
        let mut parsed = Self {
            topics: FxHashMap::default(),
            countries: FxHashMap::default(),
            words: FxHashMap::default(),
            stems: FxHashMap::default(),
        };
        for row in programmes.rows::<3>() {
            let row = row?;
            let is_topic = row.keyword(0, &[("topic", true), ("country", false)])?;
            let marks = row.phrases(2)?.into_iter().flatten();
            if is_topic {
                let topic = row.keyword(1, &TOPICS)?;
                for mark in marks {
                    let known = parsed.topics.entry(mark).or_default();
                    *known = known.and(topic);
                }
                continue;
            }
            let &[first @ b'a'..=b'z', second @ b'a'..=b'z'] = row.fields[1].as_bytes() else {
                let found = row.fields[1];
                return Err(row.error(format!("expected a country code, found `{found}`")));
            };
            for mark in marks {
                let countries = parsed.countries.entry(mark).or_default();
                countries.push([first, second]);
            }
        }
        for row in words.rows::<3>() {
            let row = row?;
            let topic = row.keyword(0, &TOPICS)?;
            let is_stem = row.keyword(1, &[("stem", true), ("word", false)])?;
            for word in row.phrases(2)?.into_iter().flatten() {
                if is_stem && !(LEAST_STEM..=MOST_STEM).contains(&word.len()) {
                    return Err(row.error(format!("expected a stem of 4 to 9, found `{word}`")));
                }
                let table = if is_stem {
                    &mut parsed.stems
                } else {
                    &mut parsed.words
                };
                let known = table.entry(word).or_default();
                *known = known.and(topic);
            }
        }
        Ok(parsed)
    }

    /// What a word of an article speaks of.
    pub(super) fn topics_of_word(&self, word: &str) -> Topics {
        let whole = self.words.get(word).copied().unwrap_or_default();
        (LEAST_STEM..=MOST_STEM.min(word.len()))
            .filter_map(|len| self.stems.get(word.get(..len)?))
            .fold(whole, |topics, &more| topics.and(more))
    }

    /// What a programme is about, and the countries it is named after.
    pub(super) fn of(&self, programme: &str, countries: &mut Vec<[u8; 2]>) -> Topics {
        let programme = programme.to_ascii_lowercase();
        let mut topics = Topics::default();
        for word in programme.split(|c: char| !c.is_ascii_alphanumeric()) {
            let word = word.trim_end_matches(|c: char| c.is_ascii_digit());
            if let Some(&more) = self.topics.get(word) {
                topics = topics.and(more);
            }
            countries.extend(self.countries.get(word).into_iter().flatten());
        }
        topics
    }
}

#[cfg(test)]
mod tests {
    use crate::knowledge::Knowledge;

    #[test]
    fn a_programme_has_topics_and_countries() {
        let knowledge = Knowledge::get();
        let mut countries = Vec::new();
        let terror = knowledge.programme("SDGT", &mut countries);
        assert!(terror.meet(knowledge.topics("terrorists")));
        assert!(!terror.meet(knowledge.topics("cocaine")));
        assert!(countries.is_empty());
        let arms = knowledge.programme("DPRK4", &mut countries);
        assert!(arms.meet(knowledge.topics("missile")));
        assert_eq!(countries, [*b"kp"]);
        countries.clear();
        knowledge.programme("UKRAINE-EO13661", &mut countries);
        assert_eq!(countries, [*b"ru", *b"ua"]);
    }

    #[test]
    fn an_ordinary_word_has_no_topic() {
        for word in ["garden", "warm", "a", "", "armsful"] {
            assert_eq!(Knowledge::get().topics(word), super::Topics::default());
        }
    }
}
