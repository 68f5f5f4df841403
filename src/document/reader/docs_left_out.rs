use zip::ZipArchive;

use crate::document::InputFormat;
use crate::document::problem::Problem;
use crate::document::source::{Opened, Origin};
use crate::document::spool::Spool;
use crate::document::stream::Source;

pub(in crate::document) fn open(
    format: InputFormat,
    _: &Origin,
    _: Source,
) -> Result<Opened, Problem> {
    let feature = "docs";
    Err(Problem::LeftOut { format, feature })
}

pub(in crate::document) fn open_office(
    format: InputFormat,
    _: &Origin,
    _: ZipArchive<Spool>,
) -> Result<Opened, Problem> {
    let feature = "docs";
    Err(Problem::LeftOut { format, feature })
}
