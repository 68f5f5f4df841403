use std::collections::BTreeMap;
use std::fmt::Write;

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
    tokens: Vec<Token>,
}

#[derive(Clone, Copy, Default)]
struct Counts {
    lower: u32,
    capital: u32,
}

impl RarityCounter {
    /// Counts a text. Words that begin a sentence, and sentences in capitals, tell nothing about
    /// case and are left out.
    pub fn text(&mut self, text: &str) {
        self.tokens.clear();
        tokenize(text, &mut self.tokens);
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
