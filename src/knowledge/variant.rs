//! Words that are one name: other spellings, syllables romanised otherwise, nicknames, equivalents
//! in other languages.

use rustc_hash::FxHashMap;

use super::table::{Row, Table, TableError};

/// How a word belongs to a group of variants; the earlier, the stronger.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(crate) enum VariantClass {
    /// The same name written otherwise: Yusuf and Youssef.
    Spelling,
    /// The same Chinese or Korean syllable romanised otherwise (Zhang and Chang). To be believed
    /// only where both whole names look Chinese or Korean.
    Syllable,
    /// A short or pet form: Sasha for Aleksandr.
    Nickname,
    /// The name's counterpart in another language: Yusuf and Joseph.
    CrossLanguage,
}

/// A word's membership of one group.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct GroupRef {
    pub(crate) group: u16,
    pub(crate) class: VariantClass,
}

/// The common words of organisations by which a name that is translated is brought up: those that
/// movements and banks are called by, whose other words may be places alone.
const TRANSLATED: [&str; 13] = [
    "army",
    "bank",
    "central",
    "democratic",
    "front",
    "guard",
    "islamic",
    "labour",
    "liberation",
    "party",
    "popular",
    "revolutionary",
    "state",
];

/// All groups, by member.
#[derive(Debug)]
pub(super) struct Variants {
    ranges: FxHashMap<&'static str, (u32, u32)>,
    memberships: Vec<GroupRef>,
}

/// The variants of one base form, gathered from its lines.
struct Group {
    file: &'static str,
    base: &'static str,
    members: Vec<(&'static str, VariantClass)>,
}

impl Group {
    fn add<const N: usize>(
        &mut self,
        row: &Row<N>,
        field: usize,
        class: VariantClass,
    ) -> Result<(), TableError> {
        for word in row.words(field)? {
            if self.holds(word) {
                return Err(row.error(format!("`{word}` is twice in the group `{}`", self.base)));
            }
            self.members.push((word, class));
        }
        Ok(())
    }

    fn holds(&self, word: &str) -> bool {
        self.members.iter().any(|&(member, _)| member == word)
    }
}

impl Variants {
    /// Reads files of `base, class, members`, a file of `language, base, members` (syllables), and one
    /// of `class, group, words` (common words of organisations).
    pub(super) fn parse(
        names: &[Table],
        syllables: Table,
        org_words: Table,
    ) -> Result<Self, TableError> {
        let mut groups: Vec<Group> = Vec::new();
        for table in names {
            for row in table.rows::<3>() {
                let row = row?;
                let class = row.keyword(
                    1,
                    &[
                        ("cross", VariantClass::CrossLanguage),
                        ("nickname", VariantClass::Nickname),
                        ("spelling", VariantClass::Spelling),
                    ],
                )?;
                let base = row.fields[0];
                let group = match groups.last_mut() {
                    Some(last) if last.file == table.file && last.base == base => last,
                    _ => {
                        let members = vec![(base, VariantClass::Spelling)];
                        groups.push(Group {
                            file: table.file,
                            base,
                            members,
                        });
                        groups.last_mut().expect("just pushed")
                    }
                };
                group.add(&row, 2, class)?;
            }
        }
        extend_cross_language(&mut groups);
        for row in syllables.rows::<3>() {
            let row = row?;
            let base = row.fields[1];
            let members = vec![(base, VariantClass::Syllable)];
            let mut group = Group {
                file: syllables.file,
                base,
                members,
            };
            group.add(&row, 2, VariantClass::Syllable)?;
            groups.push(group);
        }
        for row in org_words.rows::<3>() {
            let row = row?;
            let base = row.fields[1];
            if TRANSLATED.contains(&base) {
                let mut group = Group {
                    file: org_words.file,
                    base,
                    members: Vec::new(),
                };
                group.add(&row, 2, VariantClass::CrossLanguage)?;
                groups.push(group);
            }
        }
        Ok(Self::from_groups(&groups))
    }

    fn from_groups(groups: &[Group]) -> Self {
        let mut entries: Vec<(&'static str, GroupRef)> = Vec::new();
        for (group, number) in groups.iter().zip(0..) {
            entries.extend(group.members.iter().map(|&(word, class)| {
                (
                    word,
                    GroupRef {
                        group: number,
                        class,
                    },
                )
            }));
        }
        entries.sort_unstable();
        let mut ranges = FxHashMap::default();
        for (index, &(word, _)) in (0_u32..).zip(&entries) {
            ranges.entry(word).or_insert((index, index)).1 = index + 1;
        }
        Self {
            ranges,
            memberships: entries.into_iter().map(|(_, entry)| entry).collect(),
        }
    }

    /// All words with the groups they belong to, in no order.
    pub(super) fn iter(&self) -> impl Iterator<Item = (&'static str, &[GroupRef])> {
        self.ranges.keys().map(|&word| (word, self.groups(word)))
    }

    /// The groups a word belongs to, by group number.
    pub(super) fn groups(&self, word: &str) -> &[GroupRef] {
        self.ranges.get(word).map_or(&[], |&(start, end)| {
            &self.memberships[start as usize..end as usize]
        })
    }

    /// How two different words are one name: the strongest link, each link being as strong as its
    /// weaker end.
    pub(super) fn link(&self, a: &str, b: &str) -> Option<VariantClass> {
        if a == b {
            return None;
        }
        let others = self.groups(b);
        self.groups(a)
            .iter()
            .flat_map(|one| {
                others
                    .iter()
                    .filter(|other| other.group == one.group)
                    .map(|other| one.class.max(other.class))
            })
            .min()
    }
}

/// A counterpart brings its own spellings with it: whoever is listed beside Yusuf is beside Youssef.
fn extend_cross_language(groups: &mut [Group]) {
    let spellings: FxHashMap<(&str, &str), Vec<&'static str>> = groups
        .iter()
        .map(|group| {
            let words = group.members.iter();
            let spelt = words.filter(|(_, class)| *class == VariantClass::Spelling);
            (
                (group.file, group.base),
                spelt.map(|&(word, _)| word).collect(),
            )
        })
        .collect();
    for group in groups {
        let counterparts: Vec<&'static str> = group
            .members
            .iter()
            .filter(|(_, class)| *class == VariantClass::CrossLanguage)
            .filter_map(|&(word, _)| spellings.get(&(group.file, word)))
            .flatten()
            .copied()
            .collect();
        for word in counterparts {
            if !group.holds(word) {
                group.members.push((word, VariantClass::CrossLanguage));
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::{Table, VariantClass, Variants};

    const SYLLABLES: Table = Table {
        file: "s.tsv",
        text: "mandarin\tzhang\tchang\n",
    };

    fn variants(text: &'static str) -> Result<Variants, String> {
        let names = Table {
            file: "n.tsv",
            text,
        };
        let org_words = Table {
            file: "o.tsv",
            text: "sector\tbank\tbanco bank\nsector\tsteel\tacero steel\n",
        };
        Variants::parse(&[names], SYLLABLES, org_words).map_err(|error| error.to_string())
    }

    #[test]
    fn translations_bring_up_what_movements_and_banks_are_called() {
        let table = variants("").unwrap();
        assert_eq!(
            table.link("banco", "bank"),
            Some(VariantClass::CrossLanguage)
        );
        assert_eq!(table.link("acero", "steel"), None);
    }

    #[test]
    fn a_link_is_as_strong_as_its_weaker_end() {
        let table = variants("a\tcross\tx\na\tnickname\tn m\na\tspelling\tb\n").unwrap();
        assert_eq!(table.link("a", "b"), Some(VariantClass::Spelling));
        assert_eq!(table.link("b", "n"), Some(VariantClass::Nickname));
        assert_eq!(table.link("m", "n"), Some(VariantClass::Nickname));
        assert_eq!(table.link("n", "x"), Some(VariantClass::CrossLanguage));
        assert_eq!(table.link("chang", "zhang"), Some(VariantClass::Syllable));
        assert_eq!(table.link("a", "a"), None);
        assert_eq!(table.link("a", "chang"), None);
    }

    #[test]
    fn the_strongest_of_several_links_counts() {
        let table = variants("a\tcross\tb\nc\tspelling\ta b\n").unwrap();
        assert_eq!(table.link("a", "b"), Some(VariantClass::Spelling));
        assert_eq!(table.groups("a").len(), 2);
    }

    #[test]
    fn a_counterpart_brings_its_spellings_but_not_its_nicknames() {
        let table = variants("a\tcross\tx\nx\tnickname\tz\nx\tspelling\ty\n").unwrap();
        assert_eq!(table.link("a", "y"), Some(VariantClass::CrossLanguage));
        assert_eq!(table.link("a", "z"), None);
    }

    #[test]
    fn a_member_listed_twice_is_an_error() {
        assert_eq!(
            variants("a\tcross\tx\na\tspelling\tx\n").unwrap_err(),
            "n.tsv, line 2: `x` is twice in the group `a`"
        );
    }
}
