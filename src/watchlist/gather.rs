//! From the paths a caller names to the lists that are there, not yet read.

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};

use super::file::{self, ListFile, io_error, list_error};
use super::list_source::{ListSource, id_from_file_name, is_list_id};
use super::mapping;
use super::ofac_name::{self, CONSOLIDATED, SDN, SetName};
use super::official::OfficialList;
use super::recognise::{Format, recognise};
use super::source::Reader;
use super::source::ofac::{Set, Table};
use super::source::xml_list::XmlList;
use crate::error::Result;

const UN: &str = "un-sc";

/// A list that was found, with the bytes of its files.
pub struct FoundList {
    pub(super) id: String,
    pub(super) content: Content,
    /// The hash of the content, which takes long to find out again.
    pub(super) snapshot: String,
}

/// The files of a list, by format.
pub(super) enum Content {
    Ofac(Box<Set>),
    Un(ListFile),
    Whole(&'static Reader, ListFile),
    Xml(XmlList, ListFile),
    OwnCsv(ListFile),
    OwnJson(ListFile),
}

impl Content {
    /// Whether the list's id comes from its file's name, since the format is not one list's own.
    pub(super) fn is_named_by_file(&self) -> bool {
        match self {
            Self::Ofac(_) | Self::Un(_) | Self::Xml(..) => false,
            Self::Whole(reader, _) => reader.list.is_none(),
            Self::OwnCsv(_) | Self::OwnJson(_) => true,
        }
    }

    /// The file by whose path the list is known: of a set, the main one.
    pub(super) fn main(&self) -> &ListFile {
        match self {
            Self::Ofac(set) => &set.main,
            Self::Un(file)
            | Self::Whole(_, file)
            | Self::Xml(_, file)
            | Self::OwnCsv(file)
            | Self::OwnJson(file) => file,
        }
    }

    /// All files, in the order in which a set is hashed.
    pub(super) fn files(&self) -> Vec<&ListFile> {
        match self {
            Self::Ofac(set) => set.files().collect(),
            _ => vec![self.main()],
        }
    }
}

impl FoundList {
    /// Gives the list the id that the caller wants.
    fn rename(&mut self, id: &str) -> Result<()> {
        let fits: &[&str] = match &self.content {
            Content::Ofac(_) => &[SDN, CONSOLIDATED],
            Content::Un(_) => &[UN],
            Content::Whole(reader, _) => reader.list.as_slice(),
            Content::Xml(list, _) => list.ids(),
            Content::OwnCsv(_) | Content::OwnJson(_) => &[],
        };
        if !fits.is_empty() && !fits.contains(&id) {
            return Err(list_error(
                self.path(),
                format!(
                    "can't be list `{id}`: its format is that of {}",
                    fits.join(" or ")
                ),
            ));
        }
        id.clone_into(&mut self.id);
        Ok(())
    }

    /// An own list must not pass for an official one.
    fn check_own_id(&self) -> Result<()> {
        let id = self.id.as_str();
        if !self.content.is_named_by_file() {
            return Ok(());
        }
        if OfficialList::find(id).is_some() {
            return Err(list_error(
                self.path(),
                format!(
                    "an own list can't bear the id `{id}` of an official source; rename \
                     the file"
                ),
            ));
        }
        if !is_list_id(id) {
            return Err(list_error(
                self.path(),
                "its name gives no id; say --list ID=PATH",
            ));
        }
        Ok(())
    }
}

/// Finds the lists of one source. Files of a folder or archive that are no list become warnings.
///
/// # Errors
///
/// If something can't be read, a list can't be used or is incomplete, there is none, or the id given
/// does not fit.
pub(super) fn gather(source: &ListSource, warnings: &mut Vec<String>) -> Result<Vec<FoundList>> {
    let path = source.path.as_path();
    let told = warnings.len();
    let metadata = fs::metadata(path).map_err(|error| io_error(path, error))?;
    let (files, is_single) = if metadata.is_dir() {
        (open_folder(path, warnings)?, false)
    } else if mapping::is_mapping(path) {
        (vec![mapping::open(path)?], true)
    } else {
        let files = file::open(path)?;
        let is_single = files.len() == 1 && files[0].path == path;
        (files, is_single)
    };
    let mut finds = Finds::default();
    for file in files {
        match format_of(&file, source) {
            Format::NoList(looks_like) if is_single => {
                return Err(file.error(format!("is {looks_like}; expected a list")));
            }
            Format::NoList(looks_like) => {
                warnings.push(left_out(&file.path, looks_like));
            }
            format => finds.add(file, format)?,
        }
    }
    if is_single {
        finds.add_siblings(source)?;
    }
    let mut found = finds.finish(source)?;
    if found.is_empty() {
        let mut problem = "holds no list of a known format".to_owned();
        if let [first, rest @ ..] = &warnings[told..] {
            let count = rest.len() + 1;
            problem = format!("{problem}; {count} entries left out, the first: {first}");
        }
        return Err(list_error(path, problem));
    }
    if let Some(id) = &source.id {
        if found.len() > 1 {
            return Err(list_error(
                path,
                format!(
                    "holds {} lists; the id `{id}` can be given to one only",
                    found.len()
                ),
            ));
        }
        found[0].rename(id)?;
    }
    for list in &found {
        list.check_own_id()?;
    }
    Ok(found)
}

/// The format of a file; one of an OFAC set must say by its name, if the caller doesn't, of which.
fn format_of(file: &ListFile, source: &ListSource) -> Format {
    match recognise(&file.bytes) {
        Format::Ofac(table)
            if source.id.is_none() && ofac_name::parse(&file.name, table).is_none() =>
        {
            match table {
                Table::Main | Table::Alternate => Format::Unusable(format!(
                    "is an OFAC CSV file whose name does not say which list it is of (sdn or cons); \
                     say it with --list {SDN}=PATH or --list {CONSOLIDATED}=PATH"
                )),
                // A few columns that begin with a number can be anything.
                Table::Address | Table::Comments => Format::NoList("CSV, but no list"),
            }
        }
        Format::Xml(list) if source.id.is_none() && list.id_of(file).is_none() => {
            Format::Unusable(format!(
                "is {} whose file name does not say which list it is of (sdn or cons); say it with \
                 --list {SDN}=PATH or --list {CONSOLIDATED}=PATH",
                list.as_str()
            ))
        }
        format => format,
    }
}

/// The files of a folder and of the archives in it, by name. Folders in it are not entered, hidden
/// files are not looked at.
fn open_folder(folder: &Path, warnings: &mut Vec<String>) -> Result<Vec<ListFile>> {
    let mut files = Vec::new();
    for path in entries(folder)? {
        let metadata = fs::metadata(&path).map_err(|error| io_error(&path, error))?;
        if !metadata.is_file() {
            let is = if metadata.is_dir() {
                "a folder in a folder (name it with a --list of its own)"
            } else {
                "no file"
            };
            warnings.push(left_out(&path, is));
            continue;
        }
        // What is no list is not read whole: it may be of any size.
        match file::head(&path)?.as_deref().map(recognise) {
            Some(Format::NoList(looks_like)) => warnings.push(left_out(&path, looks_like)),
            _ => files.extend(file::open(&path)?),
        }
    }
    Ok(files)
}

fn left_out(path: &Path, looks_like: &str) -> String {
    format!("{}: is {looks_like}, left out", path.display())
}

fn entries(folder: &Path) -> Result<Vec<PathBuf>> {
    let mut paths = Vec::new();
    for entry in fs::read_dir(folder).map_err(|error| io_error(folder, error))? {
        let entry = entry.map_err(|error| io_error(folder, error))?;
        if !entry.file_name().to_string_lossy().starts_with('.') {
            paths.push(entry.path());
        }
    }
    paths.sort();
    Ok(paths)
}

/// What a source holds, as far as it is looked through.
#[derive(Default)]
struct Finds {
    whole: Vec<FoundList>,
    /// Files of OFAC sets, by the set their names tell; those whose names tell none stand under
    /// `None`.
    sets: BTreeMap<Option<SetName>, BTreeMap<Table, ListFile>>,
}

impl Finds {
    fn add(&mut self, file: ListFile, format: Format) -> Result<()> {
        let (id, content) = match format {
            Format::Ofac(table) => return self.add_table(file, table),
            Format::Unusable(why) => return Err(file.error(why)),
            Format::NoList(_) => return Ok(()),
            Format::UnXml => (UN.to_owned(), Content::Un(file)),
            Format::Whole(reader) => {
                let id = reader
                    .list
                    .map_or_else(|| id_from_file_name(&file.name), str::to_owned);
                (id, Content::Whole(reader, file))
            }
            Format::Xml(list) => {
                // Where the file does not tell the list, the caller does.
                let id = list.id_of(&file).unwrap_or_default();
                (id.to_owned(), Content::Xml(list, file))
            }
            Format::OwnCsv => (id_from_file_name(&file.name), Content::OwnCsv(file)),
            Format::OwnJson => (id_from_file_name(&file.name), Content::OwnJson(file)),
        };
        self.whole.push(FoundList::new(id, content));
        Ok(())
    }

    fn add_table(&mut self, file: ListFile, table: Table) -> Result<()> {
        let set = self
            .sets
            .entry(ofac_name::parse(&file.name, table))
            .or_default();
        if let Some(other) = set.get(&table) {
            return Err(file.error(format!(
                "is an OFAC {} file, and so is {}; give one edition only",
                table.as_str(),
                other.path.display()
            )));
        }
        set.insert(table, file);
        Ok(())
    }

    /// Looks for the other files of the set that a single file belongs to, in its folder: by their
    /// names where its own says what they are, else by their content if the caller says which list
    /// it is.
    fn add_siblings(&mut self, source: &ListSource) -> Result<()> {
        let Some((name, tables)) = self.sets.first_key_value() else {
            return Ok(());
        };
        let (name, named) = (name.clone(), tables.keys().next().copied());
        if name.is_none() && source.id.is_none() {
            return Ok(());
        }
        let folder = match source.path.parent() {
            Some(parent) if !parent.as_os_str().is_empty() => parent,
            _ => Path::new("."),
        };
        for path in entries(folder)? {
            let file_name = path.file_name().unwrap_or_default().to_string_lossy();
            let may_belong = name
                .as_ref()
                .is_none_or(|set| ofac_name::may_belong_to(&file_name, set));
            if !may_belong || path.file_name() == source.path.file_name() || !path.is_file() {
                continue;
            }
            match file::head(&path)?.as_deref().map(recognise) {
                Some(Format::Ofac(table)) if Some(table) == named => {}
                Some(Format::Ofac(table)) => {
                    for file in file::open(&path)? {
                        if ofac_name::parse(&file.name, table) == name {
                            self.add_table(file, table)?;
                        }
                    }
                }
                Some(Format::Unusable(why)) if name.is_some() => {
                    return Err(list_error(&path, why));
                }
                _ if name.is_some() => {
                    return Err(list_error(
                        &path,
                        "is called like a file of an OFAC set, but is none; expected rows that \
                         begin with an entity number",
                    ));
                }
                _ => {}
            }
        }
        Ok(())
    }

    /// The lists found, in the order of their paths.
    fn finish(self, source: &ListSource) -> Result<Vec<FoundList>> {
        let mut found = self.whole;
        for (name, tables) in self.sets {
            let id = match (&name, &source.id) {
                (Some(name), _) => name.list.to_owned(),
                (None, id) => id.clone().unwrap_or_default(),
            };
            let content = Content::Ofac(Box::new(whole_set(name.as_ref(), tables)?));
            found.push(FoundList::new(id, content));
        }
        found.sort_by(|a, b| a.path().cmp(b.path()));
        Ok(found)
    }
}

/// Puts a set together.
fn whole_set(name: Option<&SetName>, mut tables: BTreeMap<Table, ListFile>) -> Result<Set> {
    let path = tables
        .values()
        .next()
        .map_or_else(PathBuf::new, |file| file.path.clone());
    let mut take = |table: Table| {
        tables.remove(&table).ok_or_else(|| {
            let expected = name.map_or_else(
                || "it".to_owned(),
                |name| format!("`{}`", name.file_name(table)),
            );
            list_error(
                &path,
                format!(
                    "the set has no {} file; expected {expected} in the same folder, fetch all \
                     files of the set",
                    table.as_str()
                ),
            )
        })
    };
    Ok(Set {
        main: take(Table::Main)?,
        alternate: take(Table::Alternate)?,
        address: take(Table::Address)?,
        comments: tables.remove(&Table::Comments),
    })
}
