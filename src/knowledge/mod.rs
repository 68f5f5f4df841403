//! What a specialist of names knows: variants, how common a name is, titles, particles, legal forms,
//! generic words, places and numbers.
//!
//! The knowledge is data, typed into the files of `lists/knowledge`, embedded, and read once into
//! immutable tables. All keys are folded words: small letters a to z and
//! digits, for offices and legal forms also letters of other scripts.

mod frequency;
mod number;
mod office;
mod organization;
mod phrase;
mod place;
mod programme;
mod table;
mod title;
mod variant;

use std::sync::LazyLock;

use rustc_hash::{FxHashMap, FxHashSet};

use self::{
    frequency::Frequencies,
    number::Numbers,
    office::Offices,
    organization::{LegalForms, OrgWords},
    place::Places,
    programme::Programmes,
    table::{Table, TableError},
    title::Titles,
    variant::Variants,
};
pub(crate) use self::{
    frequency::{Culture, NameClass},
    organization::{LegalFamily, LegalForm, OrgWord, OrgWordClass},
    place::{Place, PlaceKind},
    programme::{DISTINCT_TOPICS, Topics},
    title::{Particle, ParticleClass, Suffix, TitleClass},
    variant::{GroupRef, VariantClass},
};

macro_rules! table {
    ($name:literal) => {
        Table {
            file: concat!("lists/knowledge/", $name),
            text: include_str!(concat!("../../lists/knowledge/", $name)),
        }
    };
}

const GIVEN_NAMES: Table = table!("given-names.tsv");
const FAMILY_NAMES: Table = table!("family-names.tsv");
const GROUP_WORDS: Table = table!("group-words.tsv");
const SYLLABLES: Table = table!("syllables.tsv");
const NAME_FREQUENCY: Table = table!("name-frequency.tsv");
const TITLES: Table = table!("titles.tsv");
const PARTICLES: Table = table!("particles.tsv");
const LEGAL_FORMS: Table = table!("legal-forms.tsv");
const ORG_WORDS: Table = table!("org-words.tsv");
const PLACES: Table = table!("places.tsv");
const PROGRAMMES: Table = table!("programmes.tsv");
const TOPIC_WORDS: Table = table!("topic-words.tsv");
const OFFICES: Table = table!("offices.tsv");
const NUMBERS: Table = table!("numbers.tsv");
const CRAFT_WORDS: Table = table!("craft-words.tsv");
const COMMON_WORDS: Table = table!("common-words.tsv");
const FUNCTION_WORDS: Table = table!("function-words.tsv");

/// What a small word may do in the name of an organisation.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum FunctionWord {
    /// Stand inside a mention of a name that lacks it; at the beginning or end it is a word of its own.
    Inner,
    /// Stand inside a mention of a name that lacks it.
    Link,
    /// Nothing more.
    Small,
}

/// All tables. Each look-up is by folded words and allocates nothing.
#[derive(Debug)]
pub(crate) struct Knowledge {
    variants: Variants,
    frequencies: Frequencies,
    titles: Titles,
    legal_forms: LegalForms,
    org_words: OrgWords,
    places: Places,
    programmes: Programmes,
    numbers: Numbers,
    offices: Offices,
    common_words: FxHashSet<&'static str>,
    craft_words: FxHashSet<&'static str>,
    function_words: FxHashMap<&'static str, FunctionWord>,
}

impl Knowledge {
    /// The tables of this version, read at the first call.
    pub(crate) fn get() -> &'static Self {
        static KNOWLEDGE: LazyLock<Knowledge> = LazyLock::new(|| {
            Knowledge::parse().unwrap_or_else(|error| panic!("the embedded tables: {error}"))
        });
        &KNOWLEDGE
    }

    fn parse() -> Result<Self, TableError> {
        let mut common_words = FxHashSet::default();
        for row in COMMON_WORDS.rows::<2>() {
            common_words.extend(row?.words(1)?);
        }
        let mut craft_words = FxHashSet::default();
        for row in CRAFT_WORDS.rows::<2>() {
            let row = row?;
            // No folded words: they are sought as they are written.
            for word in row.fields[1].split(' ') {
                if !craft_words.insert(word) {
                    return Err(row.error(format!("`{word}` stands twice")));
                }
            }
        }
        let mut function_words = FxHashMap::default();
        let classes = [
            ("inner", FunctionWord::Inner),
            ("link", FunctionWord::Link),
            ("small", FunctionWord::Small),
        ];
        for row in FUNCTION_WORDS.rows::<3>() {
            let row = row?;
            let class = row.keyword(0, &classes)?;
            for word in row.words(2)? {
                if function_words.insert(word, class).is_some() {
                    return Err(row.error(format!("`{word}` stands twice")));
                }
            }
        }
        Ok(Self {
            variants: Variants::parse(
                &[GIVEN_NAMES, FAMILY_NAMES, GROUP_WORDS],
                SYLLABLES,
                ORG_WORDS,
            )?,
            frequencies: Frequencies::parse(NAME_FREQUENCY)?,
            titles: Titles::parse(TITLES, PARTICLES)?,
            legal_forms: LegalForms::parse(LEGAL_FORMS)?,
            org_words: OrgWords::parse(ORG_WORDS)?,
            places: Places::parse(PLACES)?,
            programmes: Programmes::parse(PROGRAMMES, TOPIC_WORDS)?,
            numbers: Numbers::parse(NUMBERS)?,
            offices: Offices::parse(OFFICES)?,
            common_words,
            craft_words,
            function_words,
        })
    }

    /// All words that have variants, with the groups they belong to, in no order.
    pub(crate) fn variants(&self) -> impl Iterator<Item = (&'static str, &[GroupRef])> {
        self.variants.iter()
    }

    /// The groups of variants a word belongs to. Two words that share one are variants.
    pub(crate) fn variant_groups(&self, word: &str) -> &[GroupRef] {
        self.variants.groups(word)
    }

    /// How two different words are one name, by the strongest group they share.
    pub(crate) fn variant(&self, a: &str, b: &str) -> Option<VariantClass> {
        self.variants.link(a, b)
    }

    /// How common a name word is, in which role and where; `None` for rare names and other words.
    pub(crate) fn name_class(&self, word: &str) -> Option<NameClass> {
        self.frequencies.get(word)
    }

    /// The sort of title a word is, where it stands before or after a person's name.
    pub(crate) fn title(&self, word: &str) -> Option<TitleClass> {
        self.titles.title(word)
    }

    /// The sort of suffix a word is, where it stands after a person's name.
    pub(crate) fn suffix(&self, word: &str) -> Option<Suffix> {
        self.titles.suffix(word)
    }

    /// The sort of particle a word is, where it stands inside a person's name.
    pub(crate) fn particle(&self, word: &str) -> Option<Particle> {
        self.titles.particle(word)
    }

    /// The longest legal form that `words` begin with, and how many of them it takes. Words may be
    /// in their original script; single letters are read as a dotted abbreviation.
    pub(crate) fn legal_form_at(&self, words: &[&str]) -> Option<(LegalForm, usize)> {
        self.legal_forms.longest(words)
    }

    /// What a word says in an organisation's name; `None` for distinctive words.
    pub(crate) fn org_word(&self, word: &str) -> Option<OrgWord> {
        self.org_words.get(word)
    }

    /// The English word that means what a common word of organisations' names does in its language.
    pub(crate) fn org_word_in_english(&self, word: &str) -> Option<&'static str> {
        self.org_words.in_english(word)
    }

    /// What a small word in the name of an organisation, which tells nothing, may do there.
    pub(crate) fn function_word(&self, word: &str) -> Option<FunctionWord> {
        self.function_words.get(word).copied()
    }

    /// Whether a word, in small letters as it is written, speaks of ships or aircraft.
    pub(crate) fn is_craft_word(&self, word: &str) -> bool {
        self.craft_words.contains(word)
    }

    /// The longest place name that `words` begin with, and how many of them it takes.
    pub(crate) fn place_at(&self, words: &[&str]) -> Option<(Place, usize)> {
        self.places.longest(words)
    }

    /// All words of which a class is known.
    pub(crate) fn name_classes(&self) -> impl Iterator<Item = (&'static str, NameClass)> + '_ {
        self.frequencies.iter()
    }

    /// Whether the name of a place in several words begins with a word.
    pub(crate) fn places_begin_with(&self, word: &str) -> bool {
        self.places.begin_with(word)
    }

    /// What a word of an article speaks of.
    pub(crate) fn topics(&self, word: &str) -> Topics {
        self.programmes.topics_of_word(word)
    }

    /// What a sanctions programme is about; the countries it is named after are appended.
    pub(crate) fn programme(&self, programme: &str, countries: &mut Vec<[u8; 2]>) -> Topics {
        self.programmes.of(programme, countries)
    }

    /// What a party under these programmes is listed for: anything, where they do not tell.
    pub(crate) fn topics_of(&self, programmes: &[String]) -> Topics {
        let topics = programmes
            .iter()
            .map(|programme| self.programme(programme, &mut Vec::new()))
            .fold(Topics::default(), Topics::and);
        if topics == Topics::default() {
            Topics::ALL
        } else {
            topics.and(Topics::SANCTIONS)
        }
    }

    /// The value of a number word, of digits, or of digits with an ordinal ending.
    pub(crate) fn number(&self, word: &str) -> Option<u32> {
        self.numbers.value(word)
    }

    /// The value of a Roman numeral up to xxxix.
    pub(crate) fn roman(word: &str) -> Option<u32> {
        number::roman(word)
    }

    /// The office, rank or trade that a word means, folded in its own script or in Latin letters.
    pub(crate) fn office(&self, word: &str) -> Option<&'static str> {
        self.offices.get(word)
    }

    /// Whether a word is an ordinary one that is a name or a list's word as well ("may", "base").
    pub(crate) fn is_common_word(&self, word: &str) -> bool {
        self.common_words.contains(word)
    }
}

#[cfg(test)]
mod tests;
