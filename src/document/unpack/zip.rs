use std::io;

use zip::ZipArchive;
use zip::result::ZipError;

use super::damage::{Plainly, plain};
use crate::document::InputFormat;
use crate::document::problem::Problem;
use crate::document::reader;
use crate::document::source::{Opened, Origin, Part};
use crate::document::spool::Spool;
use crate::document::stream::Source;

/// Opens a zip archive: an office document, or one of members that may hold documents.
pub(in crate::document) fn open(origin: Origin, source: Source) -> Result<Opened, Problem> {
    let archive = ZipArchive::new(Spool::read(source)?).map_err(damaged)?;
    let has = |name: &str| archive.index_for_name(name).is_some();
    if has("word/document.xml") {
        return reader::open_office(InputFormat::Docx, &origin, archive);
    }
    if has("content.xml") && has("META-INF/manifest.xml") {
        return reader::open_office(InputFormat::Odt, &origin, archive);
    }
    let named = origin.named;
    for (part, what) in [
        ("xl/workbook.xml", "a spreadsheet"),
        ("ppt/presentation.xml", "a presentation"),
    ] {
        if has(part) {
            return Err(Problem::Unsupported { what, named });
        }
    }
    let next = 0;
    Ok(Opened::Many(Box::new(Zip {
        origin,
        archive,
        next,
    })))
}

/// The members of an archive, in its order.
struct Zip {
    origin: Origin,
    archive: ZipArchive<Spool>,
    next: usize,
}

impl Iterator for Zip {
    type Item = Part;

    fn next(&mut self) -> Option<Part> {
        while self.next < self.archive.len() {
            let index = self.next;
            self.next += 1;
            let name = match self.archive.name_for_index(index) {
                Some(Ok(name)) => name.into_owned(),
                _ => format!("member {}", index + 1),
            };
            if name.ends_with('/') {
                continue;
            }
            let bytes = self.bytes(index).map(|bytes| Box::new(bytes) as Source);
            return Some(Part::Bytes(self.origin.member(&name), bytes));
        }
        None
    }
}

impl Zip {
    fn bytes(&mut self, index: usize) -> Result<Spool, Problem> {
        let member = self.archive.by_index(index).map_err(damaged)?;
        if member.is_symlink() {
            return Err(Problem::Link);
        }
        let member = Plainly::new(member, "zip archive");
        Spool::read(self.origin.budget.unpacked(member))
    }
}

/// Why an archive or a member of it can't be read.
pub(in crate::document) fn damaged(error: ZipError) -> Problem {
    match error {
        ZipError::Io(error) => error.into(),
        ZipError::UnsupportedArchive(ZipError::PASSWORD_REQUIRED) | ZipError::InvalidPassword => {
            let what = "a member of a zip archive";
            Problem::Encrypted { what }
        }
        ZipError::InvalidArchive(why) if why.contains("EOCD") => {
            let why = "its directory, which ends it, is not there: it seems to be cut off";
            io::Error::new(io::ErrorKind::InvalidData, why).into()
        }
        ZipError::UnsupportedArchive(_) | ZipError::CompressionMethodNotSupported(_) => {
            let what = "a zip archive in another form than the usual, deflate";
            Problem::Unsupported { what, named: true }
        }
        error => plain(io::Error::other(error.to_string()), "zip archive", false).into(),
    }
}

/// Reads one part of an office document, if it is there.
#[cfg(feature = "docs")]
pub(in crate::document) fn member(
    origin: &Origin,
    archive: &mut ZipArchive<Spool>,
    name: &str,
) -> Result<Option<Vec<u8>>, Problem> {
    use crate::document::limits::WHOLE;
    use crate::document::spool::hold;

    match archive.by_name(name) {
        Ok(member) => {
            let member = Plainly::new(member, "zip archive");
            hold(origin.budget.unpacked(member), WHOLE).map(Some)
        }
        Err(ZipError::FileNotFound) => Ok(None),
        Err(error) => Err(damaged(error)),
    }
}
