//! Loading: from sources to a watchlist.

use std::fmt::Write;

use super::file::{hex_sha256, list_error};
use super::gather::{Content, Found, gather};
use super::list::Origin;
use super::source::ofac::Set;
use super::source::{Reading, ofac, own, un};
use super::{ListSource, Watchlist};
use crate::error::{ErrorKind, Result};

/// Loads all lists of all sources, or none.
pub(super) fn load(sources: &[ListSource]) -> Result<Watchlist> {
    if sources.is_empty() {
        return Err(ErrorKind::Setting("no list is given".to_owned()).into());
    }
    let mut warnings = Vec::new();
    let mut lists: Vec<Found> = Vec::new();
    for source in sources {
        for list in gather(source, &mut warnings)? {
            refuse_second(&lists, &list)?;
            lists.push(list);
        }
    }
    let mut watchlist = Watchlist::empty(warnings);
    for list in lists {
        let (reading, origin) = read(list)?;
        watchlist.add(reading, origin);
    }
    Ok(watchlist.seal())
}

fn refuse_second(lists: &[Found], list: &Found) -> Result<()> {
    let Some(other) = lists.iter().find(|other| other.id == list.id) else {
        return Ok(());
    };
    let what = if list.content.is_named_by_file() {
        format!(
            "give one another id with --list ID={}",
            list.path().display()
        )
    } else {
        "two editions of one list; give one of them".to_owned()
    };
    Err(list_error(
        list.path(),
        format!(
            "is list `{}`, and so is {}: {what}",
            list.id,
            other.path().display()
        ),
    ))
}

fn read(list: Found) -> Result<(Reading, Origin)> {
    let (reading, format, snapshot) = match &list.content {
        Content::Ofac(set) => (ofac::read(set)?, "OFAC CSV", set_hash(set)),
        Content::Un(file) => (un::read(file)?, "UN XML", file.hash()),
        Content::Whole(reader, file) => ((reader.read)(file)?, reader.format, file.hash()),
        Content::Xml(xml, file) => (xml.read(&list.id, file)?, xml.as_str(), file.hash()),
        Content::OwnCsv(file) => (own::read_csv(file)?, own::CSV, file.hash()),
        Content::OwnJson(file) => (own::read_json(file)?, own::JSON, file.hash()),
    };
    if reading.entities.is_empty() {
        return Err(list_error(
            list.path(),
            "has no entity; expected at least one, fetch it again",
        ));
    }
    let path = Some(list.path().to_owned());
    let origin = Origin {
        id: list.id,
        path,
        format,
        snapshot,
        demonstration: false,
    };
    Ok((reading, origin))
}

/// SHA-256 of the lines that `sha256sum` prints for the files.
fn set_hash(set: &Set) -> String {
    let lines = set.files().fold(String::new(), |mut lines, file| {
        let _ = writeln!(lines, "{}  {}", file.hash(), file.name);
        lines
    });
    hex_sha256(lines.as_bytes())
}
