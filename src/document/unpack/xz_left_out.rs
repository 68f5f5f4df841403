use crate::document::problem::Problem;
use crate::document::stream::Source;

pub(super) fn open(_: Source) -> Result<Source, Problem> {
    let what = "xz (this program was built without the feature `docs`)";
    Err(Problem::Unsupported { what, named: true })
}
