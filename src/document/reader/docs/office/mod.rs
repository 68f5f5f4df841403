//! Office documents: parts of XML in a zip archive.

mod docx;
mod odt;
mod xml;

pub(super) use docx::read as docx;
pub(super) use odt::read as odt;

use zip::ZipArchive;

use crate::document::problem::Problem;
use crate::document::source::Origin;
use crate::document::spool::Spool;
use crate::document::unpack::zip_member;

/// The parts of an office document.
struct Package<'a> {
    origin: &'a Origin,
    archive: ZipArchive<Spool>,
    what: &'static str,
}

impl Package<'_> {
    /// A part by its name, if it is there.
    fn part(&mut self, name: &str) -> Result<Option<Vec<u8>>, Problem> {
        zip_member(self.origin, &mut self.archive, name)
    }

    /// A part that must be there.
    fn needed(&mut self, name: &str) -> Result<Vec<u8>, Problem> {
        self.part(name)?.ok_or_else(|| Problem::Unsound {
            what: self.what,
            why: format!("`{name}` is not in it"),
        })
    }

    /// The names of the parts that are `wanted`, sorted.
    fn names(&self, wanted: impl Fn(&str) -> bool) -> Vec<String> {
        let names = self.archive.file_names().filter_map(Result::ok);
        let mut names: Vec<String> = names.filter(|name| wanted(name)).map(Into::into).collect();
        names.sort_unstable();
        names
    }
}
