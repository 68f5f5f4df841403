use std::collections::BTreeMap;
use std::fmt::Write;

use rustc_hash::FxHashMap;

use crate::knowledge::{DISTINCT_TOPICS, Knowledge, Topics};
use crate::name::{TOPIC_REACH, rarity};
use crate::script;
use crate::text::{Case, Gap, Token, tokenize};

/// Words met less often in text are left out.
const LEAST_IN_TEXT: u32 = 5;
/// Words met less often among names are left out, so that no single name leaves its mark.
const LEAST_IN_NAMES: u32 = 3;

/// Counts the words of general text and of names, for the tables in `lists/rarity`.
#[derive(Default)]
pub struct RarityCounter {
    words: BTreeMap<String, Counts>,
    names: BTreeMap<String, u32>,
    company: BTreeMap<String, Company>,
    topics: FxHashMap<String, Topics>,
    tokens: Vec<Token>,
}

#[derive(Clone, Copy, Default)]
struct Counts {
    lower: u32,
    capital: u32,
}

/// How often a word is met with a capital, and how often words on each of the topics stand near it.
#[derive(Clone, Copy, Default)]
struct Company {
    capital: u32,
    near: [u32; DISTINCT_TOPICS.len()],
}

impl RarityCounter {
    /// Counts a text. Words that begin a sentence, and sentences in capitals, tell nothing about
    /// case and are left out.
    pub fn text(&mut self, text: &str) {
        self.tokens.clear();
        tokenize(text, &mut self.tokens);
        self.company(text);
        for token in &self.tokens {
            let begins = matches!(
                token.gap,
                Gap::Paragraph | Gap::Stop | Gap::Period | Gap::Quote
            );
            let surface = token.surface(text);
            if begins || surface.len() > 40 {
                continue;
            }
            let lower = match token.case {
                Case::Lower => true,
                Case::Title | Case::Mixed => false,
                Case::Upper if surface.len() <= 6 => false,
                _ => continue,
            };
            if let Some(latin) = latin(surface) {
                let counts = self.words.entry(latin).or_default();
                if lower {
                    counts.lower += 1;
                } else {
                    counts.capital += 1;
                }
            }
        }
    }

    /// Counts what words with a capital have around them.
    fn company(&mut self, text: &str) {
        let mut topics = Vec::with_capacity(self.tokens.len());
        // How many words on each topic stand before a word.
        let mut before = vec![[0_u32; DISTINCT_TOPICS.len()]];
        for token in &self.tokens {
            let surface = token.surface(text);
            let of_word = if let Some(&topics) = self.topics.get(surface) {
                topics
            } else {
                let of_word = latin(surface)
                    .map(|latin| Knowledge::get().topics(&latin))
                    .unwrap_or_default();
                self.topics.insert(surface.to_owned(), of_word);
                of_word
            };
            let mut counts = before[before.len() - 1];
            for (count, topic) in counts.iter_mut().zip(DISTINCT_TOPICS) {
                *count += u32::from(of_word.meet(topic));
            }
            before.push(counts);
            topics.push(of_word);
        }
        for (at, token) in self.tokens.iter().enumerate() {
            let surface = token.surface(text);
            if !token.case.is_name_like() || surface.len() > 40 {
                continue;
            }
            let Some(latin) = latin(surface) else {
                continue;
            };
            let from = before[at.saturating_sub(TOPIC_REACH)];
            let to = before[(at + TOPIC_REACH + 1).min(self.tokens.len())];
            let company = self.company.entry(latin).or_default();
            company.capital += 1;
            for (topic, near) in company.near.iter_mut().enumerate() {
                let own = u32::from(topics[at].meet(DISTINCT_TOPICS[topic]));
                *near += u32::from(to[topic] - from[topic] > own);
            }
        }
    }

    /// Counts a name of an ordinary person.
    pub fn name(&mut self, name: &str) {
        self.tokens.clear();
        tokenize(name, &mut self.tokens);
        for token in &self.tokens {
            if let Some(latin) = latin(token.surface(name)) {
                *self.names.entry(key(&latin)).or_default() += 1;
            }
        }
    }

    /// `words.tsv`: word, count in lower case, count with a capital.
    pub fn words(&self) -> String {
        let mut file = String::from("# word\tin lower case\twith a capital inside a sentence\n");
        for (word, counts) in &self.words {
            if counts.lower + counts.capital >= LEAST_IN_TEXT {
                let _ = writeln!(file, "{word}\t{}\t{}", counts.lower, counts.capital);
            }
        }
        file
    }

    /// `topics.tsv`: word, count with a capital, and of those the counts with words on arms, crime,
    /// drugs, force and terror around them.
    pub fn topics(&self) -> String {
        let mut file = String::from(
            "# word\twith a capital\tnear words on arms\tcrime\tdrugs\tforce\tterror\n",
        );
        for (word, company) in &self.company {
            let counts = self.words.get(word).copied().unwrap_or_default();
            let is_name = counts.capital >= LEAST_IN_TEXT
                && !rarity::is_mostly_lower(counts.lower, counts.capital);
            if is_name {
                let _ = write!(file, "{word}\t{}", company.capital);
                for near in company.near {
                    let _ = write!(file, "\t{near}");
                }
                file.push('\n');
            }
        }
        file
    }

    /// `keys.tsv`: drift key, count of words with a capital in text, count among names.
    pub fn keys(&self) -> String {
        let mut keys: BTreeMap<String, (u32, u32)> = BTreeMap::new();
        for (word, counts) in &self.words {
            if counts.capital > counts.lower {
                keys.entry(key(word)).or_default().0 += counts.capital;
            }
        }
        for (key, &count) in &self.names {
            if count >= LEAST_IN_NAMES {
                keys.entry(key.clone()).or_default().1 += count;
            }
        }
        let mut file = String::from("# drift key\twith a capital in text\tamong names\n");
        for (key, (capital, names)) in keys {
            if capital >= LEAST_IN_TEXT || names > 0 {
                let _ = writeln!(file, "{key}\t{capital}\t{names}");
            }
        }
        file
    }
}

fn latin(surface: &str) -> Option<String> {
    let mut forms = script::Forms::default();
    script::forms(surface, &mut forms);
    forms.iter().next().map(|form| form.text.to_owned())
}

fn key(latin: &str) -> String {
    let mut key = String::new();
    script::drift_key(latin, &mut key);
    key
}
