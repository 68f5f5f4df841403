//! The official lists that are one XML file: which there are, and what their readers share.

use super::{Reading, Tally, eu, eu_before_2017, ofac_advanced, ofac_enhanced, ofac_xml};
use super::{push_new, seco, sema, uksl_xml};
use crate::error::Result;
use crate::watchlist::file::ListFile;
use crate::watchlist::ofac_name::{self, CONSOLIDATED, SDN};
use crate::watchlist::text::is_latin;
use crate::watchlist::{Entity, Name, NameKind};

/// A format in which a list is published as one XML file.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum XmlList {
    /// OFAC's first XML form.
    Ofac,
    /// OFAC's form after the model of the UN, all by reference.
    OfacAdvanced,
    /// OFAC's form that repeats the content of the advanced one in place.
    OfacEnhanced,
    /// The EU's form 1.1.
    Eu,
    /// The EU's form before 2017.
    EuBefore2017,
    /// The UK Sanctions List.
    Uksl,
    /// The Swiss list.
    Seco,
    /// The Canadian list, its present form and the one before.
    Sema,
}

impl XmlList {
    /// The format that begins with these two elements, if it is one of these.
    pub(crate) fn of_first_names(root: &str, first: &str) -> Option<Self> {
        Some(match (root, first) {
            ("sdnList", _) => Self::Ofac,
            ("Sanctions", "DateOfIssue") => Self::OfacAdvanced,
            ("sanctionsData", _) => Self::OfacEnhanced,
            ("export", "sanctionEntity") => Self::Eu,
            ("WHOLE", "ENTITY") => Self::EuBefore2017,
            ("Designations", _) => Self::Uksl,
            ("swiss-sanctions-list", _) => Self::Seco,
            ("data-set", "record") => Self::Sema,
            _ => return None,
        })
    }

    /// The ids of the lists that are published in the format.
    pub(crate) fn ids(self) -> &'static [&'static str] {
        match self {
            Self::Ofac | Self::OfacAdvanced | Self::OfacEnhanced => &[SDN, CONSOLIDATED],
            Self::Eu | Self::EuBefore2017 => &["eu-fsf"],
            Self::Uksl => &["gb-uksl"],
            Self::Seco => &["ch-seco"],
            Self::Sema => &["ca-sema"],
        }
    }

    /// The id of the list in a file, if the format or the file's name tells it.
    pub(crate) fn id_of(self, file: &ListFile) -> Option<&'static str> {
        match self.ids() {
            [id] => Some(id),
            _ => ofac_name::list_of(&file.name),
        }
    }

    /// The format in words.
    pub(crate) fn as_str(self) -> &'static str {
        match self {
            Self::Ofac => "OFAC XML",
            Self::OfacAdvanced => "OFAC advanced XML",
            Self::OfacEnhanced => "OFAC enhanced XML",
            Self::Eu => "EU XML 1.1",
            Self::EuBefore2017 => "EU XML before 2017",
            Self::Uksl => "UK Sanctions List XML",
            Self::Seco => "Swiss XML",
            Self::Sema => "Canadian XML",
        }
    }

    /// Reads the list `id`.
    ///
    /// # Errors
    ///
    /// If the XML is not whole and sound, or too many records are bad.
    pub(crate) fn read(self, id: &str, file: &ListFile) -> Result<Reading> {
        match self {
            Self::Ofac => ofac_xml::read(file),
            Self::OfacAdvanced => ofac_advanced::read(id, file),
            Self::OfacEnhanced => ofac_enhanced::read(id, file),
            Self::Eu => eu::read(file),
            Self::EuBefore2017 => eu_before_2017::read(file),
            Self::Uksl => uksl_xml::read(file),
            Self::Seco => seco::read(file),
            Self::Sema => sema::read(file),
        }
    }
}

/// Collects the records of a list, good and bad.
#[derive(Default)]
pub(super) struct Records {
    reading: Reading,
    tally: Tally,
}

impl Records {
    /// Takes what was made of a record; a bad one is skipped and counted.
    pub(super) fn take(&mut self, entity: std::result::Result<Entity, String>) {
        match entity {
            Ok(entity) => {
                self.tally.accept();
                self.reading.push(entity);
            }
            Err(problem) => {
                let number = self.tally.records() + 1;
                self.tally.reject(|| format!("record {number}: {problem}"));
            }
        }
    }

    /// How many records there were, good and bad.
    pub(super) fn count(&self) -> usize {
        self.tally.records()
    }

    /// Says that some records are of other lists than the wanted one and do not count.
    ///
    /// # Errors
    ///
    /// If all are.
    pub(super) fn leave_out(&mut self, file: &ListFile, others: usize, list: &str) -> Result<()> {
        if others > 0 && self.count() == 0 {
            return Err(file.error(format!(
                "has {others} parties, but none of the {list}; say of which list it is with --list \
                 ID=PATH"
            )));
        }
        if others > 0 {
            self.reading.warnings.push(format!(
                "{}: {others} parties stand on other lists than the {list} and were left out",
                file.name
            ));
        }
        Ok(())
    }

    /// What was read, with the publisher's date.
    ///
    /// # Errors
    ///
    /// If too many records are bad.
    pub(super) fn finish(mut self, file: &ListFile, published: Option<String>) -> Result<Reading> {
        self.reading.published = published;
        self.reading.settle(file, self.tally)?;
        Ok(self.reading)
    }
}

/// Puts the names of an entity together: each text once, and the first of the best sort there is as
/// the primary name.
#[derive(Default)]
pub(super) struct Names(Vec<Name>);

impl Names {
    /// Adds a name, unless it is empty or known; of a name that is called good and weak the good
    /// one counts. A good name in another script than the Latin one is an original one.
    pub(super) fn push(&mut self, mut name: Name) {
        if name.text.is_empty() {
            return;
        }
        // What is given in one part is the whole, in whichever field it stands.
        if name.parts.len() < 2 {
            name.parts.clear();
        }
        let is_good = matches!(name.kind, NameKind::Primary | NameKind::Alias);
        if is_good && !is_latin(&name.text) {
            name.kind = NameKind::OriginalScript;
        }
        match self.0.iter_mut().find(|other| other.text == name.text) {
            None => self.0.push(name),
            Some(other) if is_good && other.kind == NameKind::WeakAlias => *other = name,
            Some(_) => {}
        }
    }

    /// The names, of which exactly the first is the primary one; `None` if there is none.
    pub(super) fn finish(mut self) -> Option<Vec<Name>> {
        let kinds = [
            NameKind::Primary,
            NameKind::Alias,
            NameKind::OriginalScript,
            NameKind::FormerName,
            NameKind::WeakAlias,
        ];
        let first = kinds
            .into_iter()
            .find_map(|kind| self.0.iter().position(|name| name.kind == kind))?;
        for name in &mut self.0 {
            if name.kind == NameKind::Primary {
                name.kind = NameKind::Alias;
            }
        }
        self.0[first].kind = NameKind::Primary;
        self.0[..=first].rotate_right(1);
        Some(self.0)
    }
}

impl Extend<Name> for Names {
    fn extend<T: IntoIterator<Item = Name>>(&mut self, names: T) {
        for name in names {
            self.push(name);
        }
    }
}

/// The kind of an alias that the publisher does not rate: one word alone does not tell a person, nor
/// a few capitals a body.
pub(super) fn unrated_alias(text: &str, is_person: bool) -> NameKind {
    let is_acronym = || text.chars().count() <= 3 && text.chars().all(char::is_uppercase);
    if !text.contains(' ') && (is_person || is_acronym()) {
        NameKind::WeakAlias
    } else {
        NameKind::Alias
    }
}

/// Puts remarks together, each once.
#[derive(Default)]
pub(super) struct Remarks(Vec<String>);

impl Remarks {
    /// Adds a remark, unless it is empty.
    pub(super) fn push(&mut self, remark: String) {
        if !remark.is_empty() {
            push_new(&mut self.0, remark);
        }
    }

    /// Adds a remark behind a label, unless it is empty.
    pub(super) fn push_labelled(&mut self, label: &str, remark: &str) {
        if !remark.is_empty() {
            push_new(&mut self.0, format!("{label}: {remark}"));
        }
    }

    /// All of them on one line.
    pub(super) fn finish(self) -> Option<String> {
        (!self.0.is_empty()).then(|| self.0.join("; "))
    }
}

/// The UN's reference of the same party, as an entity id.
pub(super) fn un_id(reference: &str) -> Option<String> {
    let (list, number) = reference.split_once('.')?;
    let fits = list.len() <= 4
        && list.ends_with(['i', 'e'])
        && list.bytes().all(|byte| byte.is_ascii_alphabetic())
        && !number.is_empty()
        && number.bytes().all(|byte| byte.is_ascii_digit());
    fits.then(|| format!("un-sc:{reference}"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_first_good_name_is_the_primary_one() {
        let mut names = Names::default();
        for (text, kind) in [
            ("Weak", NameKind::WeakAlias),
            ("Иван", NameKind::Alias),
            ("Ivan", NameKind::Alias),
            ("Ivan", NameKind::FormerName),
            ("", NameKind::Alias),
        ] {
            names.push(Name::new(text, kind));
        }
        let names = names.finish().unwrap();
        let found: Vec<(&str, NameKind)> = names
            .iter()
            .map(|name| (name.text.as_str(), name.kind))
            .collect();
        assert_eq!(
            found,
            [
                ("Ivan", NameKind::Primary),
                ("Weak", NameKind::WeakAlias),
                ("Иван", NameKind::OriginalScript),
            ]
        );
        assert_eq!(Names::default().finish(), None);
    }

    #[test]
    fn what_tells_nobody_alone_is_weak() {
        for (text, is_person, is_weak) in [
            ("Batya", true, true),
            ("Ivan Petrov", true, false),
            ("ABC", false, true),
            ("ABCD", false, false),
            ("ABC DE", false, false),
        ] {
            let kind = unrated_alias(text, is_person);
            assert_eq!(kind == NameKind::WeakAlias, is_weak, "{text}");
        }
    }

    #[test]
    fn only_references_of_the_present_form_are_ids() {
        assert_eq!(un_id("QDi.001").as_deref(), Some("un-sc:QDi.001"));
        assert_eq!(un_id("TAe.010").as_deref(), Some("un-sc:TAe.010"));
        for text in ["", "QI.A.12.01", "QDi.", "Resolution 1.2"] {
            assert_eq!(un_id(text), None, "{text}");
        }
    }
}
