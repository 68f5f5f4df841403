//! Words around a person's name that are no part of it: titles, ranks, roles, suffixes.

use rustc_hash::FxHashMap;

use super::table::{Row, Table, TableError};

/// What a word before or after a person's name says of the person.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum TitleClass {
    /// A form of address or a learned title: Mr, Madame, Dr, Herr.
    Title,
    /// A rank of an army or police: General, Polkovnik.
    Rank,
    /// An office or a trade: president, minister, governor.
    Role,
    /// What in English stands before the names of ordinary people and of those who serve a free country,
    /// rarely before a listed one's: Mr, Senator, Attorney.
    Civil,
    /// A title of religion: Sheikh, Mullah, Ayatollah, Father.
    Religious,
    /// A word of respect before a given name, or for it: Sayyid, Hajji.
    Honorific,
    /// A title that as often is a name: Khan.
    Weak,
}

/// What a word after a person's name adds to it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Suffix {
    /// The elder, the younger, the third: it tells father from son.
    Generation,
    /// A degree or an honour: PhD, Esq, OBE.
    Degree,
}

/// How a small word of a name stands to the words around it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Particle {
    pub(crate) class: ParticleClass,
    pub(crate) attach: Attach,
}

/// What a small word of a name means.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum ParticleClass {
    /// The: al, el, la, os.
    Article,
    /// Servant of, where the next word (after the article) is a name of God: abd.
    Servant,
    /// Child of: ibn, bint, ben, oglu.
    Filial,
    /// Father or mother of, in a name of respect or war: abu, umm.
    Kunya,
    /// Of, from, at: de, von, van, di.
    Preposition,
    /// And: y, e, i.
    Conjunction,
    /// Of the faith or the like, after the word it makes whole: din, ullah.
    Ending,
}

/// Which neighbour a particle makes one part with.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Attach {
    Next,
    Previous,
    /// Neither: it stands between two parts.
    Between,
}

/// Titles, suffixes and particles by word.
#[derive(Debug, Default)]
pub(super) struct Titles {
    honorifics: FxHashMap<&'static str, TitleClass>,
    suffixes: FxHashMap<&'static str, Suffix>,
    particles: FxHashMap<&'static str, Particle>,
}

impl Titles {
    /// Reads a file of `class, language, words` (titles and suffixes) and one of `class, neighbour,
    /// language, words` (particles). A word may stand under several languages, but only in one class.
    pub(super) fn parse(titles: Table, particles: Table) -> Result<Self, TableError> {
        let mut tables = Self::default();
        for row in titles.rows::<3>() {
            let row = row?;
            if let Some(&(_, suffix)) = SUFFIXES.iter().find(|(name, _)| *name == row.fields[0]) {
                file(&mut tables.suffixes, &row, suffix)?;
            } else {
                let class = row.keyword(0, TITLES)?;
                file(&mut tables.honorifics, &row, class)?;
            }
        }
        for row in particles.rows::<4>() {
            let row = row?;
            let class = row.keyword(0, PARTICLES)?;
            let attach = row.keyword(1, NEIGHBOURS)?;
            file(&mut tables.particles, &row, Particle { class, attach })?;
        }
        Ok(tables)
    }

    pub(super) fn title(&self, word: &str) -> Option<TitleClass> {
        self.honorifics.get(word).copied()
    }

    pub(super) fn suffix(&self, word: &str) -> Option<Suffix> {
        self.suffixes.get(word).copied()
    }

    pub(super) fn particle(&self, word: &str) -> Option<Particle> {
        self.particles.get(word).copied()
    }
}

const TITLES: &[(&str, TitleClass)] = &[
    ("civil", TitleClass::Civil),
    ("honorific", TitleClass::Honorific),
    ("rank", TitleClass::Rank),
    ("religious", TitleClass::Religious),
    ("role", TitleClass::Role),
    ("title", TitleClass::Title),
    ("weak", TitleClass::Weak),
];

const SUFFIXES: &[(&str, Suffix)] = &[
    ("suffix-degree", Suffix::Degree),
    ("suffix-generation", Suffix::Generation),
];

const PARTICLES: &[(&str, ParticleClass)] = &[
    ("article", ParticleClass::Article),
    ("conjunction", ParticleClass::Conjunction),
    ("ending", ParticleClass::Ending),
    ("filial", ParticleClass::Filial),
    ("kunya", ParticleClass::Kunya),
    ("preposition", ParticleClass::Preposition),
    ("servant", ParticleClass::Servant),
];

const NEIGHBOURS: &[(&str, Attach)] = &[
    ("between", Attach::Between),
    ("next", Attach::Next),
    ("previous", Attach::Previous),
];

/// Files the words of a row's last field.
fn file<T: Copy + PartialEq, const N: usize>(
    map: &mut FxHashMap<&'static str, T>,
    row: &Row<N>,
    class: T,
) -> Result<(), TableError> {
    for word in row.words(N - 1)? {
        if *map.entry(word).or_insert(class) != class {
            return Err(row.error(format!("`{word}` stands in another class already")));
        }
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::{Suffix, Table, TitleClass, Titles};

    fn titles(text: &'static str) -> Result<Titles, String> {
        let titles = Table {
            file: "t.tsv",
            text,
        };
        let particles = Table {
            file: "p.tsv",
            text: "article\tnext\tarabic\tal\n",
        };
        Titles::parse(titles, particles).map_err(|error| error.to_string())
    }

    #[test]
    fn a_word_may_stand_under_two_languages_but_not_in_two_classes() {
        let table = titles("rank\tenglish\tgeneral\nrank\tspanish\tgeneral\n").unwrap();
        assert_eq!(table.title("general"), Some(TitleClass::Rank));
        assert_eq!(
            titles("rank\tenglish\tgeneral\nrole\tspanish\tgeneral\n").unwrap_err(),
            "t.tsv, line 2: `general` stands in another class already"
        );
    }

    #[test]
    fn suffixes_are_no_titles() {
        let table = titles("suffix-generation\tenglish\tjr\n").unwrap();
        assert_eq!(table.suffix("jr"), Some(Suffix::Generation));
        assert_eq!(table.title("jr"), None);
    }
}
