use crate::document::InputFormat;
use crate::document::problem::Problem;
use crate::document::source::{Opened, Origin};
use crate::document::stream::Source;

pub(super) fn open(_: Origin, _: Source) -> Result<Opened, Problem> {
    Err(Problem::LeftOut {
        format: InputFormat::Parquet,
        feature: "columnar",
    })
}
