//! Loading: from the files of a list to its entities.

use super::file::list_error;
use super::gather::{Content, FoundList};
use super::source::{Reading, ofac, own, un};
use crate::error::Result;

/// Reads a list; also says which format it is in, in words.
pub(super) fn read(list: &FoundList) -> Result<(Reading, &'static str)> {
    let (reading, format) = match &list.content {
        Content::Ofac(set) => (ofac::read(set)?, "OFAC CSV"),
        Content::Un(file) => (un::read(file)?, "UN XML"),
        Content::Whole(reader, file) => ((reader.read)(file)?, reader.format),
        Content::Xml(xml, file) => (xml.read(&list.id, file)?, xml.as_str()),
        Content::OwnCsv(file) => (own::read_csv(file)?, own::CSV),
        Content::OwnJson(file) => (own::read_json(file)?, own::JSON),
    };
    if reading.entities.is_empty() {
        return Err(list_error(
            list.path(),
            "has no entity; expected at least one, fetch it again",
        ));
    }
    Ok((reading, format))
}
