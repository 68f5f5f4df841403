//! What organisation names are made of: legal forms, generic and sector words.

use rustc_hash::FxHashMap;

use super::{
    phrase::PhraseTable,
    table::{Table, TableError},
};

/// A legal form of organisations.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct LegalForm {
    pub(crate) family: LegalFamily,
    /// Forms with the same number are translations of one another (OOO, LLC, GmbH).
    pub(crate) exact: u16,
}

/// What sort of body a legal form makes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum LegalFamily {
    /// Owned through shares that are not traded: LLC, Ltd, GmbH, OOO.
    Limited,
    /// Owned through stock: JSC, PLC, AG, Inc, OAO.
    Stock,
    /// Partners or a sole trader.
    Partnership,
    /// Owned by a state or a city.
    State,
    Foundation,
    Association,
    Cooperative,
    /// A branch or an office of another body.
    Branch,
}

/// What a common word of organisation names says.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct OrgWord {
    pub(crate) class: OrgWordClass,
    /// Words with the same number mean the same (bank, banco, banque).
    pub(crate) group: u16,
}

impl OrgWord {
    /// A number for all words of one meaning, in any language; never 0.
    pub(crate) fn number(self) -> u32 {
        u32::from(self.group) + 1
    }
}

/// How much a common word tells of an organisation.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum OrgWordClass {
    /// Nearly nothing: company, group, international.
    Generic,
    /// What it does: bank, shipping, steel.
    Sector,
    /// A body or place that is often named after a person and is not that person: university,
    /// street, brigade.
    Institution,
    /// An institution that every state has: ministry, police, court.
    Office,
    /// What states have and rebels as well: army, forces.
    Troops,
}

/// Legal forms by their words, and in writing without spaces by their characters.
#[derive(Debug, Default)]
pub(super) struct LegalForms {
    spaced: PhraseTable<LegalForm>,
}

/// The longest run of single letters that is tried as one dotted abbreviation ("S.p.A.").
const LONGEST_DOTTED: usize = 6;

impl LegalForms {
    /// Reads `family, exact, language, Latin forms, forms in the original script`.
    pub(super) fn parse(table: Table) -> Result<Self, TableError> {
        let mut forms = Self::default();
        let mut exact_names: Vec<&str> = Vec::new();
        for row in table.rows::<5>() {
            let row = row?;
            let family = row.keyword(0, FAMILIES)?;
            let name = row.fields[1];
            let exact = exact_names
                .iter()
                .position(|known| *known == name)
                .unwrap_or_else(|| {
                    exact_names.push(name);
                    exact_names.len() - 1
                });
            let form = LegalForm {
                family,
                exact: exact as u16,
            };
            let latin = if row.fields[3].is_empty() {
                Vec::new()
            } else {
                row.phrases(3)?
            };
            let original = row.fields[4].split("; ").filter(|text| !text.is_empty());
            for phrase in latin
                .into_iter()
                .chain(original.map(|text| text.split(' ').collect()))
            {
                let text = phrase.join(" ");
                if forms
                    .spaced
                    .insert(phrase, form)
                    .is_some_and(|known| known != form)
                {
                    return Err(row.error(format!("`{text}` is another legal form already")));
                }
            }
        }
        Ok(forms)
    }

    /// The longest legal form that `words` begin with, and how many of them it takes.
    pub(super) fn longest(&self, words: &[&str]) -> Option<(LegalForm, usize)> {
        let whole = self.spaced.longest(words.iter().copied());
        let dotted = self.longest_dotted(words);
        match (whole, dotted) {
            (Some(one), Some(other)) if other.1 > one.1 => Some(other),
            (None, other) => other,
            (one, _) => one,
        }
    }

    /// Single letters read as the abbreviation they spell: "s p a" as "spa".
    fn longest_dotted(&self, words: &[&str]) -> Option<(LegalForm, usize)> {
        let letters = words
            .iter()
            .take(LONGEST_DOTTED)
            .take_while(|word| word.len() == 1)
            .count();
        let mut joined = [0; LONGEST_DOTTED];
        for (letter, word) in joined.iter_mut().zip(&words[..letters]) {
            *letter = word.as_bytes()[0];
        }
        (2..=letters).rev().find_map(|count| {
            let word = std::str::from_utf8(&joined[..count]).ok()?;
            self.spaced.longest([word]).map(|(form, _)| (form, count))
        })
    }
}

const FAMILIES: &[(&str, LegalFamily)] = &[
    ("association", LegalFamily::Association),
    ("branch", LegalFamily::Branch),
    ("cooperative", LegalFamily::Cooperative),
    ("foundation", LegalFamily::Foundation),
    ("limited", LegalFamily::Limited),
    ("partnership", LegalFamily::Partnership),
    ("state", LegalFamily::State),
    ("stock", LegalFamily::Stock),
];

/// Common words of organisation names.
#[derive(Debug)]
pub(super) struct OrgWords {
    words: FxHashMap<&'static str, OrgWord>,
    /// The English word of each group.
    groups: Vec<&'static str>,
}

impl OrgWords {
    /// Reads `class, group, words`.
    pub(super) fn parse(table: Table) -> Result<Self, TableError> {
        let (mut words, mut groups) = (FxHashMap::default(), Vec::new());
        for (row, group) in table.rows::<3>().zip(0..) {
            let row = row?;
            groups.push(row.fields[1]);
            let class = row.keyword(
                0,
                &[
                    ("generic", OrgWordClass::Generic),
                    ("institution", OrgWordClass::Institution),
                    ("office", OrgWordClass::Office),
                    ("troops", OrgWordClass::Troops),
                    ("sector", OrgWordClass::Sector),
                ],
            )?;
            for word in row.words(2)? {
                if words.insert(word, OrgWord { class, group }).is_some() {
                    return Err(row.error(format!("`{word}` stands in another group already")));
                }
            }
        }
        Ok(Self { words, groups })
    }

    pub(super) fn get(&self, word: &str) -> Option<OrgWord> {
        self.words.get(word).copied()
    }

    /// The English word that means what a word does.
    pub(super) fn in_english(&self, word: &str) -> Option<&'static str> {
        Some(self.groups[usize::from(self.get(word)?.group)])
    }
}

#[cfg(test)]
mod tests {
    use super::{LegalFamily, LegalForms, OrgWordClass, OrgWords, Table};

    const FORMS: &str = "limited\tllc\tEnglish\tllc; limited liability company\t\n\
                         limited\tllc\tRussian\tooo\tооо\n\
                         limited\tltd\tChinese\t\t有限公司\n\
                         stock\tjsc\tChinese\t\t股份有限公司\n\
                         stock\tjsc\tItalian\tspa\t\n";

    fn forms() -> LegalForms {
        LegalForms::parse(Table {
            file: "l.tsv",
            text: FORMS,
        })
        .unwrap()
    }

    #[test]
    fn translations_are_one_form() {
        let forms = forms();
        let (llc, taken) = forms
            .longest(&["limited", "liability", "company", "x"])
            .unwrap();
        assert_eq!((llc.family, taken), (LegalFamily::Limited, 3));
        assert_eq!(forms.longest(&["ooo"]), Some((llc, 1)));
        assert_eq!(forms.longest(&["ооо", "рога"]), Some((llc, 1)));
        assert_ne!(forms.longest(&["spa"]).unwrap().0, llc);
        assert_eq!(forms.longest(&["limited", "liability"]), None);
        assert_eq!(forms.longest(&[]), None);
    }

    #[test]
    fn dots_part_no_abbreviation() {
        let forms = forms();
        assert_eq!(
            forms.longest(&["s", "p", "a"]),
            Some((forms.longest(&["spa"]).unwrap().0, 3))
        );
        assert_eq!(
            forms
                .longest(&["s", "p", "a", "x", "y", "z", "z"])
                .unwrap()
                .1,
            3
        );
        assert_eq!(forms.longest(&["s", "p"]), None);
    }

    #[test]
    fn one_writing_of_two_forms_is_an_error() {
        let text = "limited\tllc\tEnglish\tllc\t\nstock\tjsc\tX\tllc\t\n";
        let error = LegalForms::parse(Table {
            file: "l.tsv",
            text,
        })
        .unwrap_err();
        assert_eq!(
            error.to_string(),
            "l.tsv, line 2: `llc` is another legal form already"
        );
    }

    #[test]
    fn words_of_one_group_mean_the_same() {
        let text = "generic\tcompany\tco company\nsector\tbank\tbanco bank\n";
        let words = OrgWords::parse(Table {
            file: "o.tsv",
            text,
        })
        .unwrap();
        assert_eq!(words.get("bank"), words.get("banco"));
        assert_eq!(words.get("co").unwrap().class, OrgWordClass::Generic);
        assert_eq!(words.in_english("banco"), Some("bank"));
        assert_eq!(words.in_english("tavrik"), None);
        let text = "generic\ta\tx\nsector\tb\tx\n";
        let error = OrgWords::parse(Table {
            file: "o.tsv",
            text,
        })
        .unwrap_err();
        assert_eq!(
            error.to_string(),
            "o.tsv, line 2: `x` stands in another group already"
        );
    }
}
