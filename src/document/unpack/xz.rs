use lzma_rust2::XzReader;

use crate::document::limits::WINDOW_KIB;
use crate::document::problem::Problem;
use crate::document::stream::Source;

/// Opens an xz stream, or several one after the other.
#[expect(
    clippy::unnecessary_wraps,
    reason = "a build without xz has nothing to give"
)]
pub(super) fn open(source: Source) -> Result<Source, Problem> {
    Ok(Box::new(XzReader::new_mem_limit(source, true, WINDOW_KIB)))
}
