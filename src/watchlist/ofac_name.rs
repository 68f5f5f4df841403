//! What the names of OFAC's files say: which list, and which files of a CSV set belong together.

use super::file::without_gz;
use super::source::ofac::Table;

/// The ids of the two lists that are published in this format.
pub(super) const SDN: &str = "us-ofac-sdn";
pub(super) const CONSOLIDATED: &str = "us-ofac-cons";

/// The words that stand for a table in a file name; of two that fit the first counts.
const WORDS: [(&str, &str, Table); 11] = [
    ("sdn_comments", SDN, Table::Comments),
    ("cons_comments", CONSOLIDATED, Table::Comments),
    ("cons_prim", CONSOLIDATED, Table::Main),
    ("cons_alt", CONSOLIDATED, Table::Alternate),
    ("cons_add", CONSOLIDATED, Table::Address),
    ("sdn_alt", SDN, Table::Alternate),
    ("sdn_add", SDN, Table::Address),
    ("sdn", SDN, Table::Main),
    ("cons", CONSOLIDATED, Table::Main),
    ("alt", SDN, Table::Alternate),
    ("add", SDN, Table::Address),
];

/// The set that a file belongs to by its name: the list, and what else stands in the name.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct SetName {
    pub(super) list: &'static str,
    rest: String,
}

impl SetName {
    /// The name that the set's file with a table would have.
    pub(super) fn file_name(&self, table: Table) -> String {
        // Of the words that fit, the shortest is the one that OFAC uses for the SDN list, and the
        // first the one for the other.
        let mut words = WORDS
            .iter()
            .filter(|(_, list, of)| *list == self.list && *of == table);
        let word = if self.list == SDN {
            words.next_back()
        } else {
            words.next()
        };
        self.rest
            .replacen('*', word.map_or("", |(word, _, _)| word), 1)
    }
}

/// Reads a file name, in any case and with or without `.gz`.
pub(super) fn parse(file_name: &str, table: Table) -> Option<SetName> {
    let name = without_gz(file_name).to_lowercase();
    WORDS
        .iter()
        .filter(|(_, _, of)| *of == table)
        .find_map(|(word, list, _)| {
            let at = find_word(&name, word)?;
            Some(SetName {
                list,
                rest: format!("{}*{}", &name[..at], &name[at + word.len()..]),
            })
        })
}

/// The list that the name of a file in XML tells, in any case.
pub(super) fn list_of(file_name: &str) -> Option<&'static str> {
    let name = file_name.to_lowercase();
    [
        ("sdn", SDN),
        ("cons", CONSOLIDATED),
        ("consolidated", CONSOLIDATED),
    ]
    .into_iter()
    .find_map(|(word, list)| find_word(&name, word).map(|_| list))
}

/// Whether a file may belong to a set, going by its name alone.
pub(super) fn may_belong_to(file_name: &str, set: &SetName) -> bool {
    Table::ALL
        .into_iter()
        .any(|table| parse(file_name, table).as_ref() == Some(set))
}

/// Where a word stands that is no part of a longer one.
fn find_word(name: &str, word: &str) -> Option<usize> {
    let is_letter = |c: Option<char>| c.is_some_and(char::is_alphabetic);
    name.match_indices(word).map(|(at, _)| at).find(|&at| {
        !is_letter(name[..at].chars().next_back())
            && !is_letter(name[at + word.len()..].chars().next())
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_files_of_a_set_share_a_name() {
        let set = |name, table| parse(name, table).unwrap();
        let sdn = set("SDN.CSV", Table::Main);
        assert_eq!(sdn.list, SDN);
        for (name, table) in [
            ("alt.csv", Table::Alternate),
            ("Add.csv.gz", Table::Address),
            ("sdn_comments.csv", Table::Comments),
        ] {
            assert_eq!(set(name, table), sdn);
            assert!(may_belong_to(name, &sdn));
        }
        assert_ne!(set("alt_2019.csv", Table::Alternate), sdn);
        assert_eq!(
            set("alt_2019.csv", Table::Alternate),
            set("sdn_2019.csv", Table::Main)
        );
        assert_eq!(
            set("cons_alt.csv", Table::Alternate),
            set("cons_prim.csv", Table::Main)
        );
        assert_eq!(set("cons_prim.csv", Table::Main).list, CONSOLIDATED);
        let cons = set("CONS_PRIM.CSV", Table::Main);
        for (table, sdn_name, cons_name) in [
            (Table::Main, "sdn.csv", "cons_prim.csv"),
            (Table::Alternate, "alt.csv", "cons_alt.csv"),
            (Table::Address, "add.csv", "cons_add.csv"),
            (Table::Comments, "sdn_comments.csv", "cons_comments.csv"),
        ] {
            assert_eq!(sdn.file_name(table), sdn_name);
            assert_eq!(cons.file_name(table), cons_name);
        }
        for (name, list) in [
            ("SDN.XML", Some(SDN)),
            ("sdn_advanced_2024.xml", Some(SDN)),
            ("CONS_ENHANCED.XML", Some(CONSOLIDATED)),
            ("consolidated.xml", Some(CONSOLIDATED)),
            ("list.xml", None),
        ] {
            assert_eq!(list_of(name), list);
        }
        assert_eq!(parse("main.csv", Table::Main), None);
        assert_eq!(parse("address.csv", Table::Address), None);
    }
}
